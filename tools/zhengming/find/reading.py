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
from zhengming.text import script, wording
from zhengming.text.hanzi import CLOSING, HAN, INVISIBLE, OPENING, fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

WRAP = re.compile(rf"(?<=[{HAN}{CLOSING}])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[{HAN}{OPENING}])")
INVISIBLES = re.compile(f"[{INVISIBLE}]+")
DECORATED = str.maketrans("「」『』〝〞＂", '“”‘’“”"')
PLAIN_QUOTES = re.compile(r'"([^"\n]{1,40})"')
LEFT_OUT = {"furniture"}
UNSEEN = {"deleted", "hidden"}


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


def read(document: Document) -> Reading:
    """Make a document ready: furniture and deleted or hidden text is left out."""
    source = _source(document)
    parts = [(n, p, *_ready(source, p)) for n, p in _paragraphs(document)]
    lengths = [len(text) + 1 for _, _, text, _, _ in parts]
    shown = "".join(text + "\n" for _, _, text, _, _ in parts)
    none = np.zeros(0, np.int64)
    return Reading(
        document=document.id,
        original=document.text,
        text=fold(shown),
        shown=shown,
        starts=np.concatenate([none, *(np.append(a, p.end) for _, p, _, a, _ in parts)]),
        ends=np.concatenate([none, *(np.append(b, p.end) for _, p, _, _, b in parts)]),
        paragraphs=np.repeat(np.array([k[0] for k in parts], np.int32), lengths),
        repeat=np.repeat(np.array([k[1].repeat for k in parts], np.bool_), lengths),
        headings=np.repeat(np.array([k[1].kind == "heading" for k in parts], np.bool_), lengths),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """The document's text in mainland simplified, and the way back where lengths changed."""

    text: str
    alignment: Alignment | None = None

    def part(self, start: int, end: int) -> tuple[str, NDArray[np.int64], NDArray[np.int64]]:
        """Return the text of a span of the original, with start and end of each origin."""
        if self.alignment is None:
            return self.text[start:end], np.arange(start, end), np.arange(start, end) + 1
        begin, stop = self.alignment.to_output(start, end)
        origins = [self.alignment.to_input(i, i + 1) for i in range(begin, stop)]
        first = np.array([o[0] for o in origins], np.int64)
        return self.text[begin:stop], first, np.array([o[1] for o in origins], np.int64)


def _source(document: Document) -> _Source:
    """Convert a traditional text; undo machine-made wording where the text shows it."""
    if script.identify(document.text).variant in {"hans", "none"}:
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


def _ready(
    source: _Source, paragraph: Paragraph
) -> tuple[str, NDArray[np.int64], NDArray[np.int64]]:
    """Return a paragraph as it is searched, with start and end of every character's origin."""
    raw, first, last = source.part(paragraph.start, paragraph.end)
    kept = np.ones(len(raw), np.bool_)
    for pattern in (INVISIBLES, WRAP):
        for found in pattern.finditer(raw):
            kept[found.start() : found.end()] = False
    if not kept.all():
        raw = "".join(c for c, k in zip(raw, kept.tolist(), strict=True) if k)
    text = PLAIN_QUOTES.sub(r"“\1”", raw.translate(DECORATED))
    return text, first[kept], last[kept]
