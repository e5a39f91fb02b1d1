"""
A passage that can be quoted: as written, with page, source facts, capture date and SHA-256.

Make a `Citation` with `cite` and write it with `format_citation` in one of `STYLES`. What was
converted or restored is always marked and stands after the original. The forms follow the plain
footnote of this project, UN editorial practice (author, title, place in the document), OSCOLA 4th ed.
(3.4.8 for web pages), Chicago notes (17th ed., 14.207) and CSL 1.0.2 for reference managers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from zhengming.base.document import Document, Source
from zhengming.base.errors import Usage

UNIDENTIFIED = "source unidentified"
NO_TRANSLATION = "no translation given"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage `document.text[start:end]` with all that a hostile reader may ask for."""

    quotation: str
    start: int
    end: int
    name: str
    sha256: str
    source: Source
    page: str = ""
    part: str = ""
    converted: str = ""
    restored: str = ""
    translation: str = ""


def cite(
    document: Document,
    start: int,
    end: int,
    *,
    converted: str = "",
    restored: str = "",
    translation: str = "",
) -> Citation:
    """
    Take a passage (code points, end exclusive) out of a document.

    Raises Usage where the span does not lie in the document.
    """
    if not 0 <= start < end <= len(document.text):
        raise Usage(
            f"{start}-{end} is not a place in this document",
            where=document.name,
            remedy=f"its text has {len(document.text)} characters; give START-END with START below END",
        )
    quotation = document.text[start:end]
    page = document.page_at(start)
    paragraph = next((p for p in document.paragraphs if p.start <= start < p.end), None)
    return Citation(
        quotation=quotation,
        start=start,
        end=end,
        name=document.name,
        sha256=document.sha256,
        source=document.source,
        page=page.label if page else "",
        part="footnote" if paragraph and paragraph.kind == "footnote" else "",
        converted=converted if converted != quotation else "",
        restored=restored if restored != quotation else "",
        translation=translation,
    )


def quoted(citation: Citation) -> str:
    """
    Return the passage: the original first, any restored or converted form in brackets after it.

    >>> quoted(Citation("電子員警", 0, 4, "a", "0", Source(), restored="电子警察"))
    '“電子員警” [restored wording: “电子警察”]'
    """
    text = f"“{citation.quotation}”"
    if citation.restored:
        text += f" [restored wording: “{citation.restored}”]"
    if citation.converted:
        text += f" [script converted: “{citation.converted}”]"
    return text


def translated(citation: Citation) -> str:
    """Say what the translation is, or that there is none."""
    return f"translation: “{citation.translation}”" if citation.translation else NO_TRANSLATION


def place(citation: Citation) -> str:
    """Say where in the document the passage stands."""
    parts = [f"p. {citation.page}"] if citation.page else []
    parts += [citation.part] if citation.part else []
    parts.append(f"characters {citation.start}-{citation.end}")
    return ", ".join(parts)


def proof(citation: Citation) -> str:
    """Name the very file."""
    return f"file {citation.name}, SHA-256 {citation.sha256}"


def _known(*parts: str) -> list[str]:
    return [part for part in parts if part]


def _plain(citation: Citation) -> str:
    source = citation.source
    facts = _known(source.author, source.title, source.publisher, source.date, source.url)
    if not source.identified():
        facts.append(UNIDENTIFIED)
    captured = f"captured {source.captured}" if source.captured else ""
    parts = _known(*facts, place(citation), captured, proof(citation), translated(citation))
    return f"{quoted(citation)}. {'; '.join(parts)}."


def _un(citation: Citation) -> str:
    source = citation.source
    facts = _known(
        source.author or source.publisher or UNIDENTIFIED,
        f"“{source.title}”" if source.title else "",
        source.date,
        place(citation),
        f"available from {source.url}" if source.url else "",
        f"accessed on {source.captured}" if source.captured else "",
    )
    tail = f"Original in Chinese; {translated(citation)}; {proof(citation)}."
    return f"{', '.join(facts)}: {quoted(citation)}. {tail}"


def _oscola(citation: Citation) -> str:
    source = citation.source
    inner = ", ".join(_known(source.publisher or UNIDENTIFIED, source.date))
    head = ", ".join(_known(source.author, f"‘{source.title or citation.name}’")) + f" ({inner})"
    url = f" <{source.url}>" if source.url else ""
    captured = f" accessed {source.captured}" if source.captured else ""
    tail = f"{quoted(citation)} ({translated(citation)}; {proof(citation)})"
    return f"{head}{url}{captured}, {place(citation)}: {tail}."


def _chicago(citation: Citation) -> str:
    source = citation.source
    facts = _known(
        source.author,
        f"“{source.title or citation.name}”",
        source.publisher or UNIDENTIFIED,
        source.date,
        place(citation),
        f"accessed {source.captured}" if source.captured else "",
        source.url,
    )
    return f"{', '.join(facts)}: {quoted(citation)} ({translated(citation)}; {proof(citation)})."


def _csl(citation: Citation) -> str:
    source = citation.source
    record: dict[str, object] = {
        "id": f"{citation.sha256[:16]}-{citation.start}-{citation.end}",
        "type": "webpage" if source.url else "document",
        "title": source.title or citation.name,
        "language": "zh",
        "locator": citation.page or f"{citation.start}-{citation.end}",
        "label": "page" if citation.page else "section",
        "abstract": quoted(citation),
        "note": "; ".join(_known(place(citation), proof(citation), translated(citation))),
    }
    if source.author:
        record["author"] = [{"literal": source.author}]
    if source.publisher:
        record["publisher"] = source.publisher
    if source.url:
        record["URL"] = source.url
    for key, date in (("issued", source.date), ("accessed", source.captured)):
        if date:
            record[key] = {"raw": date}
    return json.dumps([record], ensure_ascii=False, indent=1)


STYLES: dict[str, Callable[[Citation], str]] = {
    "plain": _plain,
    "un": _un,
    "oscola": _oscola,
    "chicago": _chicago,
    "csl-json": _csl,
}


def format_citation(citation: Citation, style: str) -> str:
    """Write a citation in one of `STYLES`."""
    return STYLES[style](citation)
