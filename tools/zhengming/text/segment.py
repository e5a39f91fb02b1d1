"""
What we know about Chinese words: where they begin and end, what a string is worth, how common it is.

`tag_words` cuts a text into words with parts of speech; `pieces` and `plausibility` ask a
SentencePiece model of official mainland prose; `counts_of` and `general_count` look strings up in
the shipped table of counts. All offsets are code points. Recipes: `zhengming.text.train`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhengming.base.places import data_dir
from zhengming.text.hanzi import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentencepiece import SentencePieceProcessor

MODEL = "official.model"
COUNTS = "counts.npz"
BLOCK = 200_000
PLACE_TAILS = "省市县区州盟旗乡镇村"
SCALE = 8.0
MIX = np.uint64(0x9E3779B97F4A7C15)


class Word(NamedTuple):
    """A word at `text[start:end]` with its part of speech (ICTCLAS letters, as jieba gives them)."""

    start: int
    end: int
    text: str
    pos: str


def tag_words(text: str) -> list[Word]:
    """
    Cut a text into words with parts of speech; the words join to the text again.

    Traditional text should be folded first (`hanzi.fold` keeps offsets): the word list is simplified.

        >>> [w.text for w in tag_words("推进平安建设")]
        ['推进', '平安', '建设']
    """
    words: list[Word] = []
    at = 0
    for surface, pos in tagged(text):
        end = at + len(surface)
        words.append(Word(at, end, surface, pos))
        at = end
    return words


def tagged(text: str) -> list[tuple[str, str]]:
    """Cut a text into (word, part of speech): what `tag_words` gives, without places, for bulk."""
    pairs: list[tuple[str, str]] = []
    for block in _blocks(text):
        pairs += _tagger()(block)
    return pairs


def _blocks(text: str) -> list[str]:
    """Cut long text at line ends, so that memory stays bounded; a giant line is cut as it is."""
    if len(text) <= BLOCK:
        return [text] if text else []
    blocks, at = [], 0
    while at < len(text):
        end = min(at + BLOCK, len(text))
        if end < len(text):
            line_end = text.rfind("\n", at, end) + 1
            end = line_end or end
        blocks.append(text[at:end])
        at = end
    return blocks


@cache
def atoms(word: str) -> tuple[tuple[int, str], ...]:
    """
    Cut a word of the word list into the smaller words it is made of, as (length, part of speech).

    The list joins what terms must be able to part: 党组书记, 信访室, 文化公园.

        >>> [size for size, _ in atoms("党组书记")], [size for size, _ in atoms("信访室")]
        ([2, 2], [2, 1])
    """
    import rjieba

    size = len(word)
    first = (1,) if word[0] in PLACE_TAILS else ()
    for at in (*first, 2, size - 2, 1, size - 1) if size > 2 else ():
        left, right = word[:at], word[at:]
        small = min(len(left), len(right))
        listed = all(len(p) == 1 or rjieba.has_word(p) for p in (left, right))
        if listed and (small > 1 or size == 3) and not (size == 3 and at == 1 and _tail(word)):
            return atoms(left) + atoms(right)
    if size > 2 and word[-1] in PLACE_TAILS:
        return atoms(word[:-1]) + atoms(word[-1])
    return ((size, rjieba.tag(word)[0][1]),)


def _tail(word: str) -> bool:
    return word[-1] in PLACE_TAILS


@cache
def _tagger():  # type: ignore[no-untyped-def]
    import rjieba

    return rjieba.tag


@cache
def _model() -> SentencePieceProcessor:
    import sentencepiece

    return sentencepiece.SentencePieceProcessor(model_file=str(data_dir() / MODEL))


def pieces(text: str) -> list[tuple[int, int]]:
    """
    Cut a text into the pieces of the model of official prose, as spans in code points.

    Unigram model after Kudo (2018), trained without normalisation, so that the spans are those of
    the text itself.
    """
    spans, at = [], 0
    for piece in _model().encode(text, out_type=str):
        surface = piece.replace("\u2581", " ")
        if at == 0 and surface.startswith(" ") and not text.startswith(" "):
            surface = surface[1:]
        if surface:
            spans.append((at, at + len(surface)))
            at += len(surface)
    return spans


def plausibility(text: str) -> float:
    """
    Say how much like official prose a string reads: mean log probability per character.

    Higher (nearer to zero) is more plausible; an empty string has minus infinity.
    """
    if not text:
        return -math.inf
    return log_probability(text) / len(text)


def log_probability(text: str) -> float:
    """Say how likely a string is in official prose: natural logarithm, over its best pieces."""
    model = _model()
    return float(sum(model.get_score(i) for i in model.encode(text)))


@dataclass(frozen=True, slots=True)
class Counts:
    """
    How often strings stand in three collections: "general" Chinese, state "news", "law".

    The table holds no text: a key is the upper 40 bits of a string's hash. `columns` maps a
    name to an array parallel to `keys`, of log(1 + count); `sizes` gives the number of Han characters of each collection.
    """

    keys: NDArray[np.uint64]
    columns: dict[str, NDArray[np.float32]]
    sizes: dict[str, int]

    def find(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the rows of the strings with these hashes, and which of them are really there."""
        wanted = hashes >> np.uint64(24)
        rows = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        return rows, self.keys[rows] == wanted


@cache
def counts() -> Counts:
    """Read the shipped table of counts."""
    with np.load(data_dir() / COUNTS) as stored:
        keys = np.cumsum(stored["steps"].astype(np.uint64))
        names = [str(n) for n in stored["names"]]
        values = {n: stored[n].astype(np.float32) / SCALE for n in names}
        sizes = dict(zip(("general", "news", "law"), stored["sizes"].tolist(), strict=True))
    return Counts(keys, values, sizes)


def general_count(string: str) -> int:
    """
    Estimate how often a string stands in general Chinese, per hundred million characters.

    Nought for strings that are not in the table (rarer than its floor, or longer than five words).
    """
    table = counts()
    rows, there = table.find(hash_strings([string]))
    if not there[0]:
        return 0
    seen = math.expm1(float(table.columns["general"][rows[0]]))
    return round(seen * 1e8 / table.sizes["general"])


@cache
def _character_codes() -> NDArray[np.uint64]:
    with np.errstate(over="ignore"):
        return mix(np.arange(0x110000, dtype=np.uint64) * MIX + np.uint64(1))


def mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter 64-bit values (the finaliser of splitmix64, Steele and others 2014)."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return values ^ (values >> np.uint64(31))


class Hasher:
    """
    The hash of any span of a text in constant time (Karp and Rabin 1987, modulo 2**64).

    `codes` are the code points of the text. Equal strings have equal hashes in every text.
    """

    BASE = np.uint64(0xD6E8FEB86659FD93)

    def __init__(self, codes: NDArray[np.uint32]) -> None:
        inverse = np.uint64(pow(int(self.BASE), -1, 1 << 64))
        n = len(codes)
        with np.errstate(over="ignore"):
            self._powers = _powers(self.BASE, n + 1)
            scaled = _character_codes()[codes] * _powers(inverse, n)
            self._sums = np.concatenate(
                [np.zeros(1, np.uint64), np.cumsum(scaled, dtype=np.uint64)]
            )

    def spans(self, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the hash of `text[start:end]` for every pair."""
        with np.errstate(over="ignore"):
            sums = (self._sums[ends] - self._sums[starts]) * self._powers[starts]
            return mix(sums + (ends - starts).astype(np.uint64))

    def grams(self, size: int) -> NDArray[np.uint64]:
        """Return the hash of every `text[i:i + size]`."""
        with np.errstate(over="ignore"):
            sums = self._sums[size:] - self._sums[: max(len(self._sums) - size, 0)]
            return mix(sums * self._powers[: len(sums)] + np.uint64(size))


def _powers(base: np.uint64, n: int) -> NDArray[np.uint64]:
    powers = np.full(max(n, 1), base, np.uint64)
    powers[0] = 1
    with np.errstate(over="ignore"):
        return np.multiply.accumulate(powers)[:n]


def code_points(text: str) -> NDArray[np.uint32]:
    """Return a text as an array of code points."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def hash_strings(strings: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of strings (folded first, as the table's keys are)."""
    joined = fold("".join(strings))
    ends = np.cumsum([len(s) for s in strings], dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends[:-1]])
    return Hasher(code_points(joined)).spans(starts, ends)
