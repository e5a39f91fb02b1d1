"""
A fast look at a shard of a collection that is too large to be looked at whole.

`Surveyor` counts the strings that recur in a shard and proposes the units of its text (a paragraph,
or some sentences of a long one) that show the most of them; which of these are looked at closely is
decided over all shards (`find.select`). On the way it notes persons' names and what is spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zhengming.base.document import Document, ParagraphKind
from zhengming.find.field import CLOSE, OPEN
from zhengming.find.large.shards import Part
from zhengming.find.large.tally import Strings, grouped, recurring, without
from zhengming.find.persons import find_names, is_unseen
from zhengming.find.propose import QUOTED, TITLE, inside
from zhengming.find.reading import Reading, read
from zhengming.find.slogans.spelled import Spelled, spelled_out
from zhengming.text.segment import Hasher

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Reals = NDArray[np.float64]

PROPOSED = 400_000
FLOOR = 3
SHOWN = 4
UNIT = 600
SENTENCE = re.compile("[。!?;]")
BUCKETS = 24
# A place is worth the logarithm of how often its string stands there; titles and quotations count for
# more, and known terms for so much that no other string keeps them out.
MARKED, KNOWN = 3.0, 500.0
KNOWN_SHOWN = 2
SPARE = 8


class Unit(NamedTuple):
    """A stretch of text; `start` and `paragraph` count in part number `part` of its shard."""

    part: int
    start: int
    paragraph: int
    kind: ParagraphKind
    text: str


@dataclass(frozen=True, slots=True)
class Shows:
    """What units show: unit `unit[i]` shows a string of bucket `key[i]`, which counts `worth[i]`."""

    unit: NDArray[np.int32]
    key: NDArray[np.uint32]
    worth: NDArray[np.float32]

    def of(self, chosen: Ints) -> Shows:
        """Return what some units show, numbered by their place among the chosen (sorted)."""
        kept = np.isin(self.unit, chosen)
        unit = np.searchsorted(chosen, self.unit[kept]).astype(np.int32)
        return Shows(unit, self.key[kept], self.worth[kept])


@dataclass(frozen=True, slots=True)
class Survey:
    """
    What a fast look at a shard brings.

    `sizes` are characters and paragraphs of every part; `spelled` pairs what is spelled out with
    the number of its part.
    """

    sizes: tuple[tuple[int, int], ...]
    units: tuple[Unit, ...]
    shows: Shows
    names: frozenset[str]
    spelled: tuple[tuple[int, Spelled], ...]


class Surveyor:
    """The partition function of the survey; `known` are keys of known terms. Travels to workers."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)

    def __getstate__(self) -> tuple[str, ...]:
        return self._known

    def __setstate__(self, known: tuple[str, ...]) -> None:
        self._known = known

    @cached_property
    def _strings(self) -> Strings:
        return Strings(self._known)

    def __call__(self, shard: tuple[Part, ...]) -> Survey:
        """Survey one shard."""
        documents = [part.read() for part in shard]
        readings = [read(d) for d in documents]
        text = "".join(r.text for r in readings)
        repeat = np.concatenate([r.repeat for r in readings])
        ends = unit_ends(text)
        shows = self._shows(text, repeat, ends)
        chosen = best(shows, np.diff(ends, prepend=0), PROPOSED)
        return Survey(
            tuple((len(d.text), len(d.paragraphs)) for d in documents),
            tuple(_units(documents, readings, ends, chosen)),
            shows.of(chosen),
            frozenset(filter(is_unseen, find_names(text))),
            tuple((n, one) for n, r in enumerate(readings) for one in spelled_out(r)),
        )

    def _shows(self, text: str, repeat: NDArray[np.bool_], ends: Ints) -> Shows:
        """Say which strings the units of a text show: the first few places of each string."""
        codes, at = without(text, OPEN + CLOSE)
        hasher = Hasher(codes)
        unit = np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0))
        unit[repeat] = -1
        parts: list[tuple[NDArray[np.int32], NDArray[np.uint32], NDArray[np.float32]]] = []

        def note(places: Ints, key: NDArray[np.uint64], worth: Reals) -> None:
            own = unit[at[places]]
            real = own >= 0
            short = (key[real] >> np.uint64(64 - BUCKETS)).astype(np.uint32)
            parts.append((own[real], short, worth[real].astype(np.float32)))

        for found in recurring(codes, hasher, FLOOR):
            first = found.nth < SHOWN
            note(found.places[first], found.key[first], np.log2(found.count[first]))
        spans = [span for pattern in (TITLE, QUOTED) for span in inside(pattern, text)]
        marked = np.searchsorted(at, np.array(spans, np.int64).reshape(-1, 2))
        found = grouped(hasher.spans(marked[:, 0], marked[:, 1]), marked[:, 0], 1)
        first = found.nth < SHOWN
        note(found.places[first], found.key[first], MARKED * np.log2(1 + found.count[first]))
        for size, places, _ in self._strings.find(hasher, len(codes)):
            found = grouped(hasher.spans(places, places + size), places, 1)
            first = found.nth < KNOWN_SHOWN
            note(found.places[first], found.key[first], np.full(int(first.sum()), KNOWN))
        return Shows(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def unit_ends(text: str) -> Ints:
    """Return where the units of a text end: at line breaks, in long lines at sentences or anywhere."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    lines = np.flatnonzero(codes == ord("\n")) + 1
    lines = np.append(lines, len(codes)) if not len(lines) or lines[-1] < len(codes) else lines
    starts = np.append(0, lines[:-1])
    more: list[int] = []
    for number in np.flatnonzero(lines - starts > UNIT).tolist():
        start, stop = int(starts[number]), int(lines[number])
        while stop - start > UNIT:
            stops = [m.end() for m in SENTENCE.finditer(text, start, start + UNIT)]
            start = stops[-1] if stops else start + UNIT
            more.append(start)
    return np.union1d(lines, np.array(more, np.int64)).astype(np.int64)


def best(shows: Shows, sizes: Ints, room: int) -> Ints:
    """Return the units that show most for their length, as many as there is room for, sorted."""
    gain = np.bincount(shows.unit, shows.worth, len(sizes)).astype(np.float64)
    order = np.argsort(-gain / (sizes + SPARE), kind="stable")
    order = order[gain[order] > 0]
    fits = np.cumsum(sizes[order]) <= room
    return np.sort(order[fits])


def _units(
    documents: list[Document], readings: list[Reading], ends: Ints, chosen: Ints
) -> Iterator[Unit]:
    """Cut the chosen units out of the documents, as they stand there."""
    offsets = np.cumsum([0, *(len(r.text) for r in readings)])
    starts = np.append(0, ends[:-1])[chosen]
    parts = np.searchsorted(offsets, starts, side="right") - 1
    for number, start, end in zip(
        parts.tolist(), starts.tolist(), ends[chosen].tolist(), strict=True
    ):
        reading, document = readings[number], documents[number]
        base = int(offsets[number])
        stop = end - 1 if reading.text[end - 1 - base] == "\n" else end
        first, last = reading.span(start - base, stop - base)
        paragraph = int(reading.paragraphs[start - base])
        kind: ParagraphKind = "paragraph"
        if document.paragraphs:
            kind = document.paragraphs[paragraph].kind
        yield Unit(number, first, paragraph, kind, document.text[first:last])
