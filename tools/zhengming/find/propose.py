"""
Everything in a text that could be a term, before any judgement: spans with the marks they bear.

`gather` joins readings into one `Field`: characters and words as arrays. `propose` returns the
spans of it worth measuring: titles in 《》, quoted terms, equal-length slogans joined by 、, known
terms, and chunks of up to eight words that may cross quotation marks and brackets if they hold both ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from zhengming.find.reading import Reading
from zhengming.text.segment import PLACE_TAILS, Hasher, atoms, code_points, tag_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

WORDS_MOST = 8
CHARACTERS_MOST = 24
OPEN, CLOSE = "“‘", "”’"

# What a word may do in a chunk.
BREAK, INNER, NOT_FIRST, NOT_LAST, IDIOM, TIGHT = 1, 2, 4, 8, 16, 32
LINK = INNER | NOT_FIRST | NOT_LAST

BREAKING = {"uj", "ul", "uz", "ud", "ug", "u", "uv", "y", "e", "o", "t", "r", "w"}
LINKS = {
    "和",
    "与",
    "及",
    "或",
    "暨",
    "以",
    "为",
    "对",
    "向",
    "于",
    "之",
    "到",
    "进",
    "化",
    "+",
    "-",
    "·",
}
LIGHT = set(
    [
        "是",
        "有",
        "让",
        "使",
        "把",
        "被",
        "将",
        "进行",
        "成为",
        "予以",
        "给予",
        "能",
        "能够",
        "可以",
        "要",
        "应当",
        "应该",
        "可",
        "会",
        "得",
        "得到",
        "需要",
        "必须",
        "以及",
        "并",
        "而",
        "而且",
        "但",
        "但是",
        "因",
        "因为",
        "由于",
        "由",
        "在",
        "从",
        "自",
        "通过",
        "按照",
        "根据",
        "围绕",
        "结合",
        "关于",
        "依据",
        "依托",
        "针对",
        "随着",
        "等",
        "等等",
        "全面",
        "认真",
        "积极",
        "不断",
        "切实",
        "进一步",
        "着力",
        "扎实",
        "大力",
        "深入",
        "充分",
        "有效",
        "共同",
        "各项",
        "各类",
        "各级",
        "其中",
        "目前",
        "以来",
        "之一",
        "期间",
        "同时",
        "此外",
        "之后",
        "后",
        "前",
        "中",
        "上",
        "下",
        "内",
        "外",
        "里",
        "来",
        "去",
        "了",
        "着",
        "过",
        "的",
        "地",
        "也",
        "都",
        "就",
        "又",
        "还",
        "再",
        "更",
        "最",
        "很",
        "较",
        "已",
        "正",
        "均",
        "只",
        "才",
        "则",
        "即",
        "若",
        "如",
        "像",
        "谁",
        "哪",
        "每",
        "某",
        "该",
        "本",
        "此",
        "这",
        "那",
        "其",
        "他",
        "她",
        "它",
        "我",
        "你",
        "们",
        "自己",
        "名",
        "个",
        "件",
        "起",
        "次",
        "人次",
        "余",
        "多",
        "万",
        "亿",
        "元",
        "万元",
        "亿元",
        "第",
    ]
)
NUMERAL = re.compile(r"[0-9.%]+$")
TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){1,80})》")
QUOTED = re.compile(r"“([^“”\n]{1,48})”|‘([^‘’\n]{1,48})’")
LISTED = re.compile(r"[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14})+")
CLAUSED = re.compile(
    r"(?<=[“：:,。;\n])[\u4e00-\u9fff]{4,10}(?:,[\u4e00-\u9fff]{4,10})+(?=[”。;\n])"
)
COMMENTARY = re.compile(r"[。!?;]")
CHUNK, TITLED, IN_QUOTES, SLOGAN, KNOWN = 1, 2, 4, 8, 16


@dataclass(frozen=True, slots=True)
class Field:
    """
    Several readings as one text, with its words as parallel arrays.

    Quotation marks are not words: `opens[i]`/`closes[i]` count those right before and after word i,
    `depth[i]` how many enclose it; brackets are words and count towards depth too. `solid` has no
    quotation marks: its hashes make 村“两委” and 村两委 one string.
    """

    text: str
    codes: NDArray[np.uint32]
    documents: NDArray[np.int32]
    offsets: Ints
    start: Ints
    end: Ints
    pos: Sequence[str]
    duty: NDArray[np.uint8]
    opens: NDArray[np.int16]
    closes: NDArray[np.int16]
    depth: NDArray[np.int16]
    solid: Ints
    hasher: Hasher

    def hashes(self, starts: Ints, ends: Ints) -> NDArray[np.uint64]:
        """Return the hash of every span, quotation marks left out."""
        return self.hasher.spans(self.solid[starts], self.solid[ends])

    def string(self, start: int, end: int) -> str:
        """Return a span of the text as it stands there, simplified."""
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Spans:
    """Proposed spans `text[start:end]` of a field, each with the marks it bears (bits)."""

    start: Ints
    end: Ints
    marks: NDArray[np.uint8]


def gather(readings: Sequence[Reading]) -> Field:
    """Join readings into one field; offsets of reading k begin at `offsets[k]`."""
    text = "".join(r.text for r in readings)
    lengths = [len(r.text) for r in readings]
    codes = code_points(text)
    quotes = np.isin(codes, code_points(OPEN + CLOSE))
    solid = np.concatenate([np.zeros(1, np.int64), np.cumsum(~quotes)])
    return Field(
        text,
        codes,
        np.repeat(np.arange(len(readings), dtype=np.int32), lengths),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)]),
        *_words(readings),
        solid,
        Hasher(codes[~quotes]),
    )


def _words(
    readings: Sequence[Reading],
) -> tuple[Ints, Ints, list[str], NDArray[np.uint8], *tuple[NDArray[np.int16], ...]]:
    start: list[int] = []
    end: list[int] = []
    pos: list[str] = []
    duty: list[int] = []
    opens: list[int] = []
    closes: list[int] = []
    depths: list[int] = []
    base = depth = waiting = 0
    previous = ""
    for reading in readings:
        for word in tag_words(_spoken(reading)):
            surface = word.text
            if surface in OPEN:
                depth += 1
                waiting += 1
                continue
            if surface in CLOSE:
                depth = max(0, depth - 1)
                if closes:
                    closes[-1] += 1
                waiting = 0
                continue
            if "\n" in surface:
                depth = waiting = 0
            bracket = surface == "("
            depth += bracket
            at = base + word.start
            parts = _parts(surface, word.pos)
            for size, part_pos, part_duty in parts:
                start.append(at)
                at += size
                end.append(at)
                pos.append(part_pos)
                duty.append(LINK if surface == "的" and previous == "党" else part_duty)
                opens.append(waiting + bracket)
                closes.append(surface == ")")
                depths.append(depth)
                previous = surface
            if surface == ")":
                depth = max(0, depth - 1)
        base += len(reading.text)
    return (
        np.array(start, np.int64),
        np.array(end, np.int64),
        pos,
        np.array(duty, np.uint8),
        np.array(opens, np.int16),
        np.array(closes, np.int16),
        np.array(depths, np.int16),
    )


def _spoken(reading: Reading) -> str:
    """Return the text for the word list: Han characters as usual (覆, not 复), the rest folded."""
    folded, shown = code_points(reading.text), code_points(reading.shown)
    chosen = np.where(folded > 0x3400, shown, folded).astype(np.uint32)
    return chosen.tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _parts(word: str, pos: str) -> tuple[tuple[int, str, int], ...]:
    """Return the parts of a word that a term may begin or end with: length, part of speech, duty."""
    duty = _duty(word, pos)
    if duty & BREAK or len(word) < 3 or not word.isalpha() or word.isascii():
        return ((len(word), pos, duty),)
    cut = atoms(word)
    last = len(cut) - 1
    return tuple(
        (
            size,
            pos if last == 0 else kind,
            INNER
            | IDIOM
            | (TIGHT if i else 0)
            | (NOT_FIRST if size == 1 and i and word[-1] not in PLACE_TAILS else 0)
            | (NOT_LAST if size == 1 and i < last else 0),
        )
        for i, (size, kind) in enumerate(cut)
    )


@cache
def _duty(word: str, pos: str) -> int:
    """Say what a word may do in a chunk, from its part of speech and a short list of words."""
    if word in "()":
        return INNER | NOT_FIRST | (NOT_LAST if word == "(" else 0)
    if word in LINKS:
        return INNER | NOT_FIRST | NOT_LAST | IDIOM
    if NUMERAL.match(word):
        return INNER | NOT_LAST
    if pos == "x" and not word.isalnum():
        return BREAK
    if word in LIGHT or pos in BREAKING:
        return BREAK | (0 if word in "的了" or pos == "x" else IDIOM)
    if word == "所":
        return INNER | IDIOM | NOT_FIRST
    if pos in {"p", "c", "d"}:
        return (
            INNER | NOT_LAST | IDIOM | (NOT_FIRST if pos in "pc" else 0)
            if len(word) == 1
            else BREAK
        )
    if pos in {"q", "f"}:
        return INNER | IDIOM | (NOT_FIRST | NOT_LAST if len(word) == 1 else 0)
    return INNER | IDIOM


def propose(field: Field, known: Iterable[tuple[int, int]] = ()) -> Spans:
    """Return every span of a field worth measuring; `known` are spans of known terms."""
    parts = [*_chunks(field)]
    for pairs, mark in (
        (_inside(TITLE, field.text), TITLED),
        (_inside(QUOTED, field.text), IN_QUOTES),
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
    duty, depth = field.duty, field.depth
    n = len(duty)
    breaks = np.concatenate([[0], np.cumsum((duty & BREAK) > 0)])
    stops = np.concatenate([[0], np.cumsum((duty & IDIOM) == 0)])
    # “平安”“建设” are two terms: a quotation that ends where another begins parts them.
    seams = np.concatenate(
        [[0], np.cumsum(np.r_[False, (field.closes[:-1] > 0) & (field.opens[1:] > 0)] if n else [])]
    )
    lowest = depth.copy()
    for length in range(1, WORDS_MOST + 1):
        count = n - length + 1
        if count <= 0:
            return
        first, last = np.arange(count), np.arange(count) + length - 1
        lowest = depth.copy() if length == 1 else np.minimum(lowest[:count], depth[length - 1 :])
        size = field.end[last] - field.start[first]
        fit = (size >= 2) & (size <= CHARACTERS_MOST)
        fit &= depth[first] - lowest <= field.opens[first]
        fit &= depth[last] - lowest <= field.closes[last]
        fit &= seams[last + 1] == seams[first + 1]
        plain = (breaks[last + 1] == breaks[first]) & ((duty[first] & NOT_FIRST) == 0)
        plain &= (duty[last] & NOT_LAST) == 0
        idiom = (size == 4) & (stops[last + 1] == stops[first]) & (length >= 2)
        kept = np.flatnonzero(fit & (plain | idiom))
        yield field.start[kept], field.end[kept + length - 1], np.full(len(kept), CHUNK, np.uint8)


def _inside(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
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
        yield from _even(text, found.start(), found.group().split("、"))
    for found in CLAUSED.finditer(text):
        items = found.group().split(",")
        if len({len(i) for i in items}) == 1:
            yield found.span()


def _even(text: str, start: int, items: list[str]) -> Iterator[tuple[int, int]]:
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
