"""
A document made ready for the search for terms: simplified, whole, with the way back.

`read` gives a `Reading`: the text of the paragraphs that count, folded to simplified characters,
without zero-width marks and line wraps, machine-localised wording restored, and for every
character the span of the original it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhengming.base.alignment import Alignment
from zhengming.base.document import Document, Paragraph
from zhengming.base.findings import Occurrence
from zhengming.text import script, wording
from zhengming.text.hanzi import CLOSING, HAN, INVISIBLE, OPENING, fold
from zhengming.text.segment import code_points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WRAP = re.compile(rf"(?<=[{HAN}{CLOSING}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{HAN}{OPENING}])")
INVISIBLES = re.compile(f"[{INVISIBLE}]+")
DECORATED = dict(zip("「」『』〝〞＂", '“”‘’“”"', strict=True))
PLAIN_QUOTES = re.compile(r'"([^"\n]{1,40})"')
LEFT_OUT = {"furniture"}
UNSEEN = {"deleted", "hidden"}
# Stands between paragraphs while wraps are looked for: a noncharacter that no pattern knows.
END = 0xFFFE


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The text that is searched and its way back.

    `shown` is the same text before folding (simplified, as it would be written on the mainland).
    `text[i]` came from `original[starts[i]:ends[i]]`; `paragraphs[i]` is the index of its
    paragraph, `repeat[i]` whether that paragraph stood earlier in the document. Paragraphs end
    with a line break that belongs to none.
    """

    document: str
    original: str
    text: str
    shown: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int32]
    repeat: NDArray[np.bool_]
    headings: NDArray[np.bool_]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of the reading into the span of the original that covers it."""
        return int(self.starts[start]), int(self.ends[end - 1])

    def occurrence(self, start: int, end: int) -> Occurrence:
        """Return a non-empty span of the reading as a place in the document."""
        first, last = self.span(start, end)
        return Occurrence(
            document=self.document,
            start=first,
            end=last,
            surface=self.original[first:last],
            paragraph=int(self.paragraphs[start]),
            repeat=bool(self.repeat[start]),
        )


def read(document: Document) -> Reading:
    """Make a document ready: furniture and deleted or hidden text is left out."""
    source = _source(document)
    chosen = list(_paragraphs(document))
    spans = np.array([(p.start, p.end) for _, p in chosen], np.int64).reshape(-1, 2)
    places, row = _laid_out(source.placed(spans))
    raw = _text(np.append(code_points(source.text), np.uint32(END))[places])
    kept = np.ones(len(raw), np.bool_)
    for pattern in (INVISIBLES, WRAP):
        for found in pattern.finditer(raw):
            kept[found.start() : found.end()] = False
    codes = code_points(raw)[kept]
    places, row = places[kept], row[kept]
    between = places < 0
    codes[between] = ord("\n")
    shown = _text(codes)
    for mark, plain in DECORATED.items():
        shown = shown.replace(mark, plain)
    shown = PLAIN_QUOTES.sub(r"“\1”", shown)
    starts, ends = source.origins(places)
    starts[between] = ends[between] = spans[row[between], 1]
    return Reading(
        document=document.id,
        original=document.text,
        text=fold(shown),
        shown=shown,
        starts=starts,
        ends=ends,
        paragraphs=np.array([n for n, _ in chosen], np.int32)[row],
        repeat=np.array([p.repeat for _, p in chosen], np.bool_)[row],
        headings=np.array([p.kind == "heading" for _, p in chosen], np.bool_)[row],
    )


def _laid_out(spans: Ints) -> tuple[Ints, Ints]:
    """
    Lay spans of a text one after the other: the place of every character, and the span it is in.

    Place -1 stands behind every span: the end of its paragraph.
    """
    size = spans[:, 1] - spans[:, 0] + 1
    stop = np.cumsum(size)
    row = np.repeat(np.arange(len(spans)), size)
    places = np.arange(len(row)) + np.repeat(spans[:, 0] - (stop - size), size)
    places[stop - 1] = -1
    return places, row


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Source:
    """The document's text in mainland simplified, and the way back where lengths changed."""

    text: str
    alignment: Alignment | None = None

    def placed(self, spans: Ints) -> Ints:
        """Return where spans of the original stand in this text."""
        if self.alignment is None:
            return spans
        pairs = [self.alignment.to_output(a, b) for a, b in spans.tolist()]
        return np.array(pairs, np.int64).reshape(-1, 2)

    def origins(self, places: Ints) -> tuple[Ints, Ints]:
        """Return start and end in the original of the character at each place."""
        if self.alignment is None:
            return places.copy(), places + 1
        pairs = [self.alignment.to_input(i, i + 1) for i in places.tolist()]
        both = np.array(pairs, np.int64).reshape(-1, 2)
        return both[:, 0].copy(), both[:, 1].copy()


def _source(document: Document) -> _Source:
    """Convert a traditional text; undo machine-made wording where the text shows it."""
    if script.script_of(document.text) in {"hans", "none"}:
        return _Source(document.text)
    restored = wording.restore(document.text)
    in_step = not restored.edits and len(restored.text) == len(document.text)
    return _Source(restored.text, None if in_step else restored.alignment)


def _paragraphs(document: Document) -> Iterator[tuple[int, Paragraph]]:
    if not document.paragraphs and document.text:
        yield 0, Paragraph(0, len(document.text))
    for number, paragraph in enumerate(document.paragraphs):
        if paragraph.kind not in LEFT_OUT and not UNSEEN & set(paragraph.marks):
            yield number, paragraph
