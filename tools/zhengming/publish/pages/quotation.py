"""A quotation that can stand in a report: the words as written, and where they stand."""

from __future__ import annotations

from zhengming.base.document import Document
from zhengming.publish.passages import Passage
from zhengming.publish.phrases import PAGE


def quote(document: Document, passage: Passage) -> str:
    """
    Write a passage with its source: title, publisher, date, page, address, file, fingerprint.

    The words are the document's own, whatever script they are in; `[…]` marks a cut.
    """
    source = document.source
    before = "[…]" if passage.cut_before else ""
    after = "[…]" if passage.cut_after else ""
    facts = [
        source.title or document.name,
        source.author,
        source.publisher or ("" if source.url else PAGE["source_unknown"]),
        source.date,
        f"p. {passage.page}" if passage.page else "",
        source.url,
        f"file {document.name}" if source.title else "",
        f"SHA-256 {document.sha256}",
        f"characters {passage.start}-{passage.end}",
    ]
    return f"“{before}{passage.text}{after}”\n{', '.join(fact for fact in facts if fact)}"
