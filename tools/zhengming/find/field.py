"""
Several documents as one text with its words: the ground on which spans are proposed and measured.

`gather` joins readings into a `Field`. What a word may do in a term (begin it, end it, stand inside,
or break it) is decided here, from its part of speech and a short list of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from zhengming.find.reading import Reading
from zhengming.text.segment import PLACE_TAILS, Hasher, atoms, code_points, tagged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

OPEN, CLOSE = "“‘", "”’"

# What a word may do in a chunk.
BREAK, INNER, NOT_FIRST, NOT_LAST, IDIOM, TIGHT = 1, 2, 4, 8, 16, 32
LINK = INNER | NOT_FIRST | NOT_LAST

BREAKING = {"uj", "ul", "uz", "ud", "ug", "u", "uv", "y", "e", "o", "t", "r", "w"}
LINKS = frozenset("和与及或暨以为对向于之到进化+-·")
LIGHT = frozenset(
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
KINDS = ("n", "vn", "v", "a", "d", "m", "j", "l", "ns", "nr", "nt", "nz", "q", "f", "s", "x", "o")


@dataclass(frozen=True, slots=True)
class Words:
    """
    The words of a field as parallel arrays; a long word is several (党组 + 书记).

    Quotation marks are not words: `opens[i]`/`closes[i]` count those right before and after word i,
    `depth[i]` how many enclose it (only differences matter); brackets are words and count too.
    `kind` is an index into `KINDS`.
    """

    start: Ints
    end: Ints
    kind: Ints
    duty: NDArray[np.uint8]
    opens: Ints
    closes: Ints
    depth: Ints


@dataclass(frozen=True, slots=True)
class Field:
    """
    Several readings as one text; offsets of reading k begin at `offsets[k]`.

    `solid` counts the characters that are not quotation marks: hashes are taken without them, which
    makes 村“两委” and 村两委 one string.
    """

    text: str
    codes: NDArray[np.uint32]
    documents: NDArray[np.int32]
    offsets: Ints
    words: Words
    solid: Ints
    hasher: Hasher

    def hashes(self, starts: Ints, ends: Ints) -> NDArray[np.uint64]:
        """Return the hash of every span, quotation marks left out."""
        return self.hasher.spans(self.solid[starts], self.solid[ends])

    def string(self, start: int, end: int) -> str:
        """Return a span of the text as it stands there, folded."""
        return self.text[start:end]


def gather(readings: Sequence[Reading]) -> Field:
    """Join readings into one field."""
    text = "".join(r.text for r in readings)
    lengths = [len(r.text) for r in readings]
    codes = code_points(text)
    quotes = np.isin(codes, code_points(OPEN + CLOSE))
    return Field(
        text,
        codes,
        np.repeat(np.arange(len(readings), dtype=np.int32), lengths),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)]),
        _words("".join(_spoken(r) for r in readings)),
        np.concatenate([np.zeros(1, np.int64), np.cumsum(~quotes)]),
        Hasher(codes[~quotes]),
    )


def _spoken(reading: Reading) -> str:
    """Return the text for the word list: Han characters as usual (覆, not 复), the rest folded."""
    folded, shown = code_points(reading.text), code_points(reading.shown)
    chosen = np.where(folded > 0x3400, shown, folded).astype(np.uint32)
    return chosen.tobytes().decode("utf-32-le", "surrogatepass")


def _words(text: str) -> Words:
    """Cut a text into words: each different word is looked at once, the rest is arithmetic."""
    numbers: dict[tuple[str, str], int] = {}
    tokens = [numbers.setdefault(pair, len(numbers)) for pair in tagged(text)]
    token = np.array(tokens, np.int64)
    parts = [_parts(word, pos) for word, pos in numbers]
    count = np.array([len(p) for p in parts], np.int64)
    first = np.cumsum(count) - count
    flat = np.array([p for cut in parts for p in cut], np.int64).reshape(-1, 3)
    role = np.array([_role(word) for word, _ in numbers], np.int64)
    # Every token becomes its parts; quotation marks are then taken out.
    own = count[token] if len(token) else token
    which = np.repeat(np.arange(len(token)), own)
    at = np.arange(len(which)) - np.repeat(np.cumsum(own) - own, own)
    rows = flat[first[token[which]] + at] if len(which) else flat
    end = np.cumsum(rows[:, 0])
    return _without_quotes(
        end - rows[:, 0], end, rows, role[token[which]] if len(which) else role[:0]
    )


def _without_quotes(start: Ints, end: Ints, rows: Ints, role: Ints) -> Words:
    opening, closing = role == 1, role == 2
    words = np.flatnonzero(~(opening | closing))
    depth = (
        np.cumsum(opening | (role == 3))
        - np.cumsum(closing)
        - np.cumsum(np.r_[0, role[:-1] == 4] if len(role) else role)
    )
    # How many marks stand right before and right after each word.
    opened = np.concatenate([np.zeros(1, np.int64), np.cumsum(opening)])
    closed = np.concatenate([np.zeros(1, np.int64), np.cumsum(closing)])
    before = np.r_[-1, words[:-1]] + 1 if len(words) else words
    after = np.r_[words[1:], len(role)] if len(words) else words
    opens = opened[words] - opened[before] + (role[words] == 3)
    closes = closed[after] - closed[words] + (role[words] == 4)
    return Words(
        start[words],
        end[words],
        rows[words, 1],
        _party(rows[words, 2], role[words]).astype(np.uint8),
        opens,
        closes,
        depth[words],
    )


def _party(duty: Ints, role: Ints) -> Ints:
    """Let 的 stand inside a term after 党 (党的建设): role 6 follows role 5."""
    after = np.r_[False, (role[:-1] == 5) & (role[1:] == 6)] if len(role) else role > 0
    return np.where(after, LINK, duty)


def _role(word: str) -> int:
    if word in OPEN:
        return 1
    if word in CLOSE:
        return 2
    return {"(": 3, ")": 4, "党": 5, "的": 6}.get(word, 0)


@cache
def _kind(pos: str) -> int:
    for name in (pos, pos[:1]):
        if name in KINDS:
            return KINDS.index(name)
    return len(KINDS) - 1


@cache
def _parts(word: str, pos: str) -> tuple[tuple[int, int, int], ...]:
    """Return the parts of a word that a term may begin or end with: length, kind, duty."""
    duty = _duty(word, pos)
    if duty & BREAK or len(word) < 3 or not word.isalpha() or word.isascii():
        return ((len(word), _kind(pos), duty),)
    cut = atoms(word)
    last = len(cut) - 1
    return tuple(
        (
            size,
            _kind(pos if last == 0 else kind),
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
    if pos in {"p", "c", "d"} and len(word) == 1:
        return INNER | NOT_LAST | IDIOM | (NOT_FIRST if pos in "pc" else 0)
    if pos in {"p", "c"}:
        return BREAK
    # Many a word unknown to the list is called an adverb (立法, 守正, 绝对); the plain ones are LIGHT.
    if pos in {"q", "f"}:
        return INNER | IDIOM | (NOT_FIRST | NOT_LAST if len(word) == 1 else 0)
    return INNER | IDIOM
