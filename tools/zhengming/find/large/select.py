"""
Which units of a large collection are looked at closely: those that show what was not seen yet.

A `Selection` takes the surveys of the shards in order. Its size is bounded: when it is full, every
shard's share is halved, the best kept. `pieces` gives it back as documents with the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from zhengming.base.document import Document, Paragraph
from zhengming.find.large.shards import Origin, Piece
from zhengming.find.large.survey import BUCKETS, PROPOSED, SHOWN, Shows, Survey, Unit, best

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Share:
    """What was taken of one shard."""

    origins: tuple[Origin, ...]
    units: tuple[Unit, ...]
    shows: Shows


class Selection:
    """Units of all shards, at most `room` characters together."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._each = min(PROPOSED, room)
        self._shares: list[_Share] = []
        self._seen = np.zeros(1 << BUCKETS, np.uint8)

    def add(self, origins: tuple[Origin, ...], survey: Survey) -> None:
        """Take from a shard what shows strings not seen often enough; make room where it is full."""
        self._take(_Share(origins, survey.units, survey.shows))
        while self._size() > self._room and self._each > 1:
            self._each //= 2
            shares, self._shares = self._shares, []
            self._seen[:] = 0
            for share in shares:
                self._take(share)

    def _take(self, share: _Share) -> None:
        shows = share.shows
        new = self._seen[shows.key] < SHOWN
        sizes = np.array([len(u.text) for u in share.units], np.int64)
        novel = Shows(shows.unit[new], shows.key[new], shows.worth[new])
        chosen = best(novel, sizes, self._each)
        kept = shows.of(chosen)
        keys, count = np.unique(kept.key, return_counts=True)
        self._seen[keys] = np.minimum(self._seen[keys] + count, 255)
        self._shares.append(
            _Share(share.origins, tuple(share.units[i] for i in chosen.tolist()), kept)
        )

    def _size(self) -> int:
        return sum(len(u.text) for share in self._shares for u in share.units)

    def pieces(self, most: int) -> Iterator[Piece]:
        """Yield the selection, a document at a time, in pieces of about `most` characters."""
        for share in self._shares:
            for part, units in groupby(share.units, key=lambda u: u.part):
                held: list[Unit] = []
                size = 0
                for unit in units:
                    if held and size + len(unit.text) > most:
                        yield _piece(share.origins[part], held)
                        held, size = [], 0
                    held.append(unit)
                    size += len(unit.text) + 1
                yield _piece(share.origins[part], held)


def _piece(origin: Origin, units: list[Unit]) -> Piece:
    paragraphs, places, at = [], [], 0
    for unit in units:
        end = at + len(unit.text)
        paragraphs.append(Paragraph(at, end, unit.kind))
        places.append((origin.start + unit.start, origin.paragraph + unit.paragraph))
        at = end + 1
    text = "\n".join(unit.text for unit in units)
    document = Document(origin.sha256, origin.name, "text", text, tuple(paragraphs))
    return Piece(document, Origin(origin.sha256, origin.name), tuple(places))
