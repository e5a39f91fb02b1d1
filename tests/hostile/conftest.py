"""A folder to put hostile files in; each test makes its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengming.base.document import Document
from zhengming.documents.read import read_document


class Desk:
    """A folder to put a file in and read it back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def read(self, name: str, data: bytes | str, **options: object) -> Document:
        return read_document(self.put(name, data), **options)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
