"""
A document as plain lists and mappings, for the pipe to the worker and for the shelf: nothing is pickled.

`write_record` and `read_record` are each other's mirror.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhengming.base.document import Decoding, Document, Loss, Page, Paragraph, Source


def read_record(said: Mapping[str, Any]) -> Document:
    """Rebuild a document. Raises KeyError, TypeError or ValueError where the record is none."""
    return Document(
        sha256=said["sha256"],
        name=said["name"],
        format=said["format"],
        text=said["text"],
        paragraphs=tuple(
            Paragraph(s, e, k, lv, r, tuple(m), a) for s, e, k, lv, r, m, a in said["paragraphs"]
        ),
        pages=tuple(Page(*page) for page in said["pages"]),
        source=Source(**said["source"]),
        decoding=Decoding(**said["decoding"]) if said["decoding"] else None,
        losses=tuple(Loss(**loss) for loss in said["losses"]),
    )


def write_record(document: Document) -> dict[str, Any]:
    """Turn a document into plain lists and mappings that JSON can hold."""

    def fields(record: Any) -> dict[str, Any]:
        return {name: getattr(record, name) for name in record.__dataclass_fields__}

    return {
        "sha256": document.sha256,
        "name": document.name,
        "format": document.format,
        "text": document.text,
        "paragraphs": [
            (p.start, p.end, p.kind, p.level, p.repeat, p.marks, p.anchor)
            for p in document.paragraphs
        ],
        "pages": [(p.index, p.label, p.start, p.end) for p in document.pages],
        "source": fields(document.source),
        "decoding": fields(document.decoding) if document.decoding else None,
        "losses": [fields(loss) for loss in document.losses],
    }
