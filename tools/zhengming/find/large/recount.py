"""
How often given strings stand in a whole collection, and in how many of its documents.

`Counter` counts in a shard, `Totals` adds the shards up in order. A string counts wherever its
characters stand, in words or across them; repeated paragraphs count as elsewhere, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from zhengming.find.field import CLOSE, OPEN
from zhengming.find.large.shards import Part
from zhengming.find.large.tally import Strings, without
from zhengming.find.reading import read
from zhengming.text.segment import Hasher

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Counted:
    """
    The counts of a shard, parallel to the strings: places, and documents that hold the string.

    `first` and `last` say which of them stand in the first and in the last document of the shard,
    so that a document that goes on in the next shard is counted once.
    """

    count: Ints
    documents: Ints
    first: tuple[str, Bools]
    last: tuple[str, Bools]


class Counter:
    """The partition function of counting; `keys` are folded. Travels to workers."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = tuple(keys)

    def __getstate__(self) -> tuple[str, ...]:
        return self._keys

    def __setstate__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    @cached_property
    def _strings(self) -> Strings:
        return Strings(self._keys)

    def __call__(self, shard: tuple[Part, ...]) -> Counted:
        """Count in one shard."""
        readings = [read(part.read()) for part in shard]
        number = np.repeat(np.arange(len(shard)), [len(r.text) for r in readings])
        repeat = np.concatenate([r.repeat for r in readings])
        codes, at = without("".join(r.text for r in readings), OPEN + CLOSE)
        size = len(self._keys)
        count = np.zeros(size, np.int64)
        pairs = [np.zeros(0, np.int64)]
        for _, places, rows in self._strings.find(Hasher(codes), len(codes)):
            places = at[places]
            real = ~repeat[places]
            count += np.bincount(rows[real], minlength=size)
            pairs.append(np.unique(number[places] * size + rows))
        pair = np.concatenate(pairs)
        of, rows = np.divmod(pair, max(size, 1))

        def held(part: int) -> tuple[str, Bools]:
            return shard[part].id, np.bincount(rows[of == part], minlength=size) > 0

        return Counted(count, np.bincount(rows, minlength=size), held(0), held(len(shard) - 1))


class Totals:
    """The counts of the shards so far, added up in order."""

    def __init__(self, size: int) -> None:
        self.count = np.zeros(size, np.int64)
        self.documents = np.zeros(size, np.int64)
        self._last: tuple[str, Bools] = ("", np.zeros(size, np.bool_))

    def add(self, shard: Counted) -> None:
        """Add a shard; what its first document shares with the one before counts once."""
        self.count += shard.count
        self.documents += shard.documents
        name, held = self._last
        if shard.first[0] == name:
            self.documents -= shard.first[1] & held
        goes_on = shard.last[0] == name
        self._last = (shard.last[0], shard.last[1] | held if goes_on else shard.last[1])


def total(shards: Iterable[Counted], keys: Sequence[str]) -> Totals:
    """Add up the counts of shards."""
    totals = Totals(len(keys))
    for shard in shards:
        totals.add(shard)
    return totals
