"""What a document itself spells out: the parts of its slogans and the full forms of its short forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from zhengming.base.findings import Occurrence
from zhengming.find.reading import Reading
from zhengming.find.slogans.expand import expand
from zhengming.find.slogans.shortforms import short_forms


@dataclass(frozen=True, slots=True)
class Spelled:
    """
    A slogan with the parts that a document gives it, in groups, or a short form with its full form.

    `kind` is "parts" or "short form"; `parts` pairs a group's name ("" for one group) with a place;
    `disagrees` names groups whose numeral says one number and which have another.
    """

    kind: str
    term: str
    place: Occurrence
    parts: tuple[tuple[str, Occurrence], ...]
    disagrees: tuple[tuple[str, int, int], ...] = ()


def spelled_out(reading: Reading) -> Iterator[Spelled]:
    """Find what the slogans of a document contain and which short forms it introduces."""
    for one in expand(reading.text):
        parts = tuple((p.group, reading.occurrence(p.start, p.end)) for p in one.parts)
        place = reading.occurrence(one.start, one.end)
        yield Spelled("parts", one.term, place, parts, one.disagrees)
    for short in short_forms(reading.text):
        full = reading.occurrence(short.full_start, short.full_end)
        place = reading.occurrence(short.start, short.end)
        yield Spelled("short form", short.short, place, (("", full),))


def moved(one: Spelled, shift: Callable[[Occurrence], Occurrence]) -> Spelled:
    """Put all places through a change."""
    return replace(
        one, place=shift(one.place), parts=tuple((group, shift(o)) for group, o in one.parts)
    )
