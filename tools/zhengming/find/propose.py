"""
Everything in a text that could be a term, before any judgement: spans with the marks they bear.

`propose` returns the spans of a field worth measuring: titles in 《》, quoted terms, equal-length
slogans joined by 、, known terms, and chunks of up to eight words that may cross quotation marks and
brackets if they hold both ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhengming.find.field import BREAK, IDIOM, NOT_FIRST, NOT_LAST, Field

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WORDS_MOST = 8
CHARACTERS_MOST = 24
TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){1,80})》")
QUOTED = re.compile(r"“([^“”\n]{1,48})”|‘([^‘’\n]{1,48})’")
LISTED = re.compile(r"[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14})+")
CLAUSED = re.compile(
    r"(?<=[“：:,。;\n])[\u4e00-\u9fff]{4,10}(?:,[\u4e00-\u9fff]{4,10})+(?=[”。;\n])"
)
COMMENTARY = re.compile(r"[。!?;]")
CHUNK, TITLED, IN_QUOTES, SLOGAN, KNOWN = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class Spans:
    """Proposed spans `text[start:end]` of a field, each with the marks it bears (bits)."""

    start: Ints
    end: Ints
    marks: NDArray[np.uint8]


def propose(field: Field, known: Iterable[tuple[int, int]] = ()) -> Spans:
    """Return every span of a field worth measuring; `known` are spans of known terms."""
    parts = [*_chunks(field)]
    for pairs, mark in (
        (inside(TITLE, field.text), TITLED),
        (inside(QUOTED, field.text), IN_QUOTES),
        (_slogans(field.text), SLOGAN),
        (known, KNOWN),
    ):
        spans = np.array(list(pairs), np.int64).reshape(-1, 2)
        parts.append((spans[:, 0], spans[:, 1], np.full(len(spans), mark, np.uint8)))
    start, end, marks = (np.concatenate(column) for column in zip(*parts, strict=True))
    key = start * (1 << 20) + (end - start)
    key, first, back = np.unique(key, return_index=True, return_inverse=True)
    joined = np.zeros(len(key), np.uint8)
    np.bitwise_or.at(joined, back, marks)
    return Spans(start[first], end[first], joined)


def _chunks(field: Field) -> Iterator[tuple[Ints, Ints, NDArray[np.uint8]]]:
    """Yield chunks of one word, two words, and so on, that may stand as a term."""
    words = field.words
    duty, depth = words.duty, words.depth
    n = len(duty)
    breaks = np.concatenate([[0], np.cumsum((duty & BREAK) > 0)])
    stops = np.concatenate([[0], np.cumsum((duty & IDIOM) == 0)])
    # “平安”“建设” are two terms: a quotation that ends where another begins parts them.
    seams = np.concatenate(
        [[0], np.cumsum(np.r_[False, (words.closes[:-1] > 0) & (words.opens[1:] > 0)] if n else [])]
    )
    bracket = (field.codes[np.maximum(words.end - 1, 0)] == ord(")")).astype(np.int64)
    lowest = depth.copy()
    for length in range(1, WORDS_MOST + 1):
        count = n - length + 1
        if count <= 0:
            return
        first, last = np.arange(count), np.arange(count) + length - 1
        lowest = depth.copy() if length == 1 else np.minimum(lowest[:count], depth[length - 1 :])
        size = words.end[last] - words.start[first]
        fit = (size >= 2) & (size <= CHARACTERS_MOST)
        fit &= depth[first] - lowest <= words.opens[first]
        fit &= depth[last] - lowest <= words.closes[last]
        fit &= seams[last + 1] == seams[first + 1]
        plain = (breaks[last + 1] == breaks[first]) & ((duty[first] & NOT_FIRST) == 0)
        plain &= (duty[last] & NOT_LAST) == 0
        idiom = (size == 4) & (stops[last + 1] == stops[first]) & (length >= 2)
        kept = np.flatnonzero(fit & (plain | idiom))
        # 村“两委”: a quotation that is whole inside takes its marks along at the border.
        start = words.start[kept] - (depth[kept] - lowest[kept])
        final = kept + length - 1
        end = words.end[final] + depth[final] - lowest[kept] - bracket[final]
        yield start, end, np.full(len(kept), CHUNK, np.uint8)


def inside(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between marks, unless it is a whole sentence."""
    for found in pattern.finditer(text):
        start, end = found.span(found.lastindex or 0)
        if not COMMENTARY.search(text, start, end):
            yield start, end


def _slogans(text: str) -> Iterator[tuple[int, int]]:
    """
    Yield runs of equally long items: 早发现、早控制、早解决.

    The first item may have words before it and the last one words after it, so that the items in
    between (or an item that is repeated in form) give the length.
    """
    for found in LISTED.finditer(text):
        yield from _even(found.start(), found.group().split("、"))
    for found in CLAUSED.finditer(text):
        items = found.group().split(",")
        if len({len(i) for i in items}) == 1:
            yield found.span()


def _even(start: int, items: list[str]) -> Iterator[tuple[int, int]]:
    at = start
    places = []
    for item in items:
        places.append((at, at + len(item)))
        at += len(item) + 1
    run = 0
    while run < len(items) - 1:
        size = len(items[run + 1]) if run + 2 < len(items) else min(map(len, items[run:]))
        stop = run + 1
        while stop < len(items) - 1 and len(items[stop]) == size:
            stop += 1
        enough = stop - run >= 2 or (stop - run == 1 and _parallel(items[run], items[stop], size))
        if enough and len(items[run]) >= size and len(items[stop]) >= size:
            yield places[run][1] - size, places[stop][0] + size
        run = max(stop, run + 1)


def _parallel(left: str, right: str, size: int) -> bool:
    """Whether two items are of one mould: they share the first or the last character."""
    tail = left[-size:]
    return size >= 3 and (tail[0] == right[0] or tail[-1] == right[size - 1])
