"""The desk of the documents' tests, to put hostile files on; each test makes its own."""

from tests.documents.conftest import Desk, desk

__all__ = ["Desk", "desk"]
