"""
Counting strings in bulk: which recur in a text, and how often given ones stand there.

Strings are told apart by hash (`segment.Hasher`), so that nothing is cut out of the text: a position
and the upper bits of a hash share one 64-bit number, and one sort of those groups equal strings and
keeps their places in order. Of a text of two million characters 43 bits tell strings apart: that two
share them is to be expected once in four such texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhengming.text.segment import Hasher, code_points, hash_strings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Bools = NDArray[np.bool_]

SIZES = range(2, 9)
HAN_FIRST, HAN_LAST = 0x3400, 0x3FFFF
PREFIXES = 20
LONGEST = 63


@dataclass(frozen=True, slots=True)
class Groups:
    """
    Equal strings of one length, grouped: `places` are sorted by string, then by position.

    `count[i]` is how often the string at `places[i]` stands in the text, `nth[i]` how many of those
    come before; `key[i]` is the upper part of its hash.
    """

    size: int
    places: Ints
    key: Hashes
    count: Ints
    nth: Ints


def recurring(codes: NDArray[np.uint32], hasher: Hasher, floor: int) -> Iterator[Groups]:
    """
    Group the strings of two to eight Han characters that stand at least `floor` times in a text.

    A longer string cannot stand there more often than those inside it, so each length looks only
    where both shorter ones were frequent (Agrawal and Srikant 1994).
    """
    frequent = (codes >= HAN_FIRST) & (codes <= HAN_LAST)
    for size in SIZES:
        both = frequent[:-1] & frequent[1:]
        at = np.flatnonzero(both)
        groups = grouped(hasher.grams(size)[at], at, floor, size)
        frequent = np.zeros(len(both), np.bool_)
        frequent[groups.places] = True
        yield groups


def grouped(hashes: Hashes, places: Ints, floor: int, size: int = 0) -> Groups:
    """Group places by the hash of what stands there; what stands there less often is left out."""
    bits = np.uint64(max(int(places.max(initial=0)).bit_length(), 1))
    low = (np.uint64(1) << bits) - np.uint64(1)
    packed = (hashes & ~low) | places.astype(np.uint64)
    packed.sort()
    new = np.append(True, (packed[1:] ^ packed[:-1]) > low) if len(packed) else packed > 0
    first = np.flatnonzero(new)
    count = np.diff(np.append(first, len(packed)))
    often = count >= floor
    packed = packed[np.repeat(often, count)]
    count = count[often]
    nth = np.arange(len(packed)) - np.repeat(np.cumsum(count) - count, count)
    return Groups(
        size, (packed & low).astype(np.int64), packed & ~low, np.repeat(count, count), nth
    )


class Strings:
    """
    A set of strings to be found in texts, nested ones too.

    `keys` are folded and without quotation marks, and so are the texts. Few places of a text begin
    like a wanted string: a table of what two characters begin which lengths leaves the rest out.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        hashes = hash_strings(keys)
        self._order = np.argsort(hashes)
        self._hashes = hashes[self._order]
        self.sizes = sorted({len(k) for k in keys if k})
        self._begins = np.zeros(1 << PREFIXES, np.uint64)
        starts = hash_strings([k[:2] for k in keys if len(k) > 1]) >> np.uint64(64 - PREFIXES)
        bits = np.array([_bit(len(k)) for k in keys if len(k) > 1], np.uint64)
        np.bitwise_or.at(self._begins, starts, bits)

    def find(self, hasher: Hasher, length: int) -> Iterator[tuple[int, Ints, Ints]]:
        """Yield for each size of string the places in a text, and which string stands at each."""
        if not len(self._hashes):
            return
        begins = self._begins[hasher.grams(2) >> np.uint64(64 - PREFIXES)]
        likely = np.flatnonzero(begins)
        begins = begins[likely]
        for size in self.sizes:
            if size == 1:
                at = np.arange(length)
            else:
                at = likely[(begins & np.uint64(_bit(size))) > 0]
                at = at[at + size <= length]
            hashes = hasher.spans(at, at + size)
            row = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
            there = self._hashes[row] == hashes
            yield size, at[there], self._order[row[there]]


def _bit(size: int) -> int:
    return 1 << min(size, LONGEST)


def without(text: str, marks: str) -> tuple[NDArray[np.uint32], Ints]:
    """Return the code points of a text without some marks, and where each of them stood."""
    codes = code_points(text)
    at = np.flatnonzero(~np.isin(codes, code_points(marks)))
    return codes[at], at
