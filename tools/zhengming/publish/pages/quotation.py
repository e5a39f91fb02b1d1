"""
A quotation that can stand in a report: the words as written, and where they stand.

`source_line` and `proof_line` name a document, the page goes between them; `quote` puts all together
(the script of the index does the same with the same parts).
"""

from __future__ import annotations

from zhengming.base.document import Document
from zhengming.publish.passages import Passage
from zhengming.publish.phrases import PAGE


def source_line(document: Document) -> list[str]:
    """Say what a document is: title, author, publisher, date, as far as known."""
    source = document.source
    publisher = source.publisher or ("" if source.url else PAGE["source_unknown"])
    facts = (source.title or document.name, source.author, publisher, source.date)
    return [fact for fact in facts if fact]


def proof_line(document: Document) -> list[str]:
    """Say which file was read: address, name, fingerprint."""
    source = document.source
    name = f"file {document.name}" if source.title else ""
    return [fact for fact in (source.url, name, f"SHA-256 {document.sha256}") if fact]


def quote(document: Document, passage: Passage) -> str:
    """
    Write a passage with its source: title, publisher, date, page, address, file, fingerprint.

    The words are the document's own, whatever script they are in; `[…]` marks a cut.
    """
    before = "[…]" if passage.cut_before else ""
    after = "[…]" if passage.cut_after else ""
    page = [f"p. {passage.page}"] if passage.page else []
    place = f"characters {passage.start}-{passage.end}"
    facts = [*source_line(document), *page, *proof_line(document), place]
    return f"“{before}{passage.text}{after}”\n{', '.join(facts)}"
