"""
Places in documents as people want them: the sentence around a place, the page it is on, how much
of a document its known terms explain.

Call `passage` for one place, `explained` for one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhengming.base.document import Document
from zhengming.base.findings import Examined, Occurrence
from zhengming.text.hanzi import count_han

SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』）)]*")
REACH = 120


@dataclass(frozen=True, slots=True)
class Passage:
    """A place with its surroundings: `before + surface + after` stands in the document as written."""

    start: int
    end: int
    before: str
    surface: str
    after: str
    page: str
    repeat: bool
    cut_before: bool
    cut_after: bool

    @property
    def text(self) -> str:
        """The whole passage as written."""
        return self.before + self.surface + self.after


def passage(document: Document, place: Occurrence, *, reach: int = REACH) -> Passage:
    """
    Return the sentence in which a place stands, at most `reach` code points on either side.

    A sentence never leaves its paragraph.
    """
    paragraph = document.paragraphs[place.paragraph] if document.paragraphs else None
    low = max(paragraph.start if paragraph else 0, place.start - reach)
    high = min(paragraph.end if paragraph else len(document.text), place.end + reach)
    text = document.text
    ends = [m.end() for m in SENTENCE_END.finditer(text, low, place.start)]
    start = ends[-1] if ends else low
    following = SENTENCE_END.search(text, place.end, high)
    end = following.end() if following else high
    while start < place.start and text[start].isspace():
        start += 1
    while end > place.end and text[end - 1].isspace():
        end -= 1
    page = document.page_at(place.start)
    return Passage(
        start=start,
        end=end,
        before=text[start : place.start],
        surface=text[place.start : place.end],
        after=text[place.end : end],
        page=page.label if page else "",
        repeat=place.repeat,
        cut_before=not ends and paragraph is not None and start > paragraph.start,
        cut_after=following is None and paragraph is not None and end < paragraph.end,
    )


@dataclass(frozen=True, slots=True)
class Explained:
    """Han characters of a document that stand in known terms, in possible new ones, in all."""

    known: int
    possible: int
    total: int

    def share(self, part: int) -> float:
        """A part of the whole, 0 where there is no Chinese."""
        return part / self.total if self.total else 0.0


def explained(examined: Examined, possible: list[Occurrence]) -> Explained:
    """Measure how much of a document is explained, repeated paragraphs and furniture left out."""
    document = examined.document
    counted = [p for p in document.paragraphs if not p.repeat and p.kind != "furniture"]
    covered = bytearray(len(document.text))
    for place in possible:
        covered[place.start : place.end] = b"\2" * (place.end - place.start)
    for match in examined.matches:
        covered[match.start : match.end] = b"\1" * (match.end - match.start)
    total = known = new = 0
    for paragraph in counted:
        total += count_han(document.text[paragraph.start : paragraph.end])
        for start, end, kind in _runs(covered, paragraph.start, paragraph.end):
            han = count_han(document.text[start:end])
            known += han if kind == 1 else 0
            new += han if kind == 2 else 0
    return Explained(known, new, total)


RUN = re.compile(rb"\x01+|\x02+")


def _runs(covered: bytearray, low: int, high: int) -> list[tuple[int, int, int]]:
    return [(m.start(), m.end(), m[0][0]) for m in RUN.finditer(covered, low, high)]
