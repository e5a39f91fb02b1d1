"""
Notes attached to the units of an XLIFF or TMX file: everything else keeps its bytes.

`annotate_units` puts a `note` where the format's schema allows one; places are spans of the text
that reading the file gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from zhengming.base.alignment import Change
from zhengming.documents.encode import encode
from zhengming.documents.flow import How
from zhengming.documents.formats import walk
from zhengming.documents.formats.xmlparts import Event, events, part_source
from zhengming.documents.splice import applied, lay

UNITS = {"tu", "trans-unit", "unit"}
# In XLIFF 2 the notes come before these; in TMX before anything; in XLIFF 1.2 behind these.
BEFORE = {"notes", "originalData", "segment", "ignorable", "note", "prop", "tuv"}
BEHIND = {"source", "seg-source", "target"}
NOTED = ' from="Zhengming"'


@dataclass(slots=True)
class Unit:
    """One unit: its kind, where it lies, where its note goes, and whether `notes` is there."""

    kind: str
    start: int
    end: int = 0
    place: int = -1
    open_notes: bool = False


@dataclass(slots=True)
class Units:
    """A walk that finds every unit."""

    source: str
    found: list[Unit] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def walk(self, data: bytes) -> list[Unit]:
        """Return the units in order."""
        for event in events(data, named_dtd=True):
            if event.kind == "start":
                self._start(event)
            elif event.kind == "end":
                self.open.pop()
                self._end(event)
        return self.found

    def _start(self, event: Event) -> None:
        name = event.name.rpartition(":")[2]
        if self.open[-1:] and self.open[-1] in UNITS and name in BEFORE:
            unit = self.found[-1]
            if unit.place < 0 and unit.kind != "trans-unit":
                unit.place, unit.open_notes = event.start, name == "notes"
        if name in UNITS:
            self.found.append(Unit(name, event.start))
        self.open.append(name)

    def _end(self, event: Event) -> None:
        name = event.name.rpartition(":")[2]
        if name in UNITS:
            self.found[-1].end = event.start
        if not (self.open and self.open[-1] in UNITS):
            return
        unit = self.found[-1]
        if unit.kind == "trans-unit" and name in BEHIND:
            unit.place = self.source.index(">", event.start) + 1
        elif name == "notes" and unit.open_notes:
            unit.place = event.start


def annotate_units(data: bytes, kind: str, notes: Sequence[tuple[int, str]]) -> tuple[bytes, int]:
    """
    Return a copy of an XLIFF or TMX file with notes, and how many units bear one.

    `notes` are (place in the text as read, line); a line is written once in a unit.
    """
    flow = walk(kind, data, How())
    source = flow.parts[""]
    units = Units(source).walk(part_source(data))
    laid = lay(flow, flow.blocks)
    lines: dict[int, dict[str, None]] = {}
    starts = [unit.start for unit in units]
    for point, line in notes:
        held = laid.at(point)
        index = _unit(starts, units, held[0].start) if held else -1
        if index >= 0:
            lines.setdefault(index, {})[line] = None
    changes = [
        Change(unit.place, unit.place, _written(unit, said))
        for index, said in lines.items()
        if (unit := units[index]).place >= 0
    ]
    new, _ = encode(data, source, applied(source, changes), kind, None, None)
    return new, len(changes)


def _unit(starts: Sequence[int], units: Sequence[Unit], at: int) -> int:
    from bisect import bisect_right

    index = bisect_right(starts, at) - 1
    return index if index >= 0 and at < units[index].end else -1


def _written(unit: Unit, said: Mapping[str, None]) -> str:
    mark = NOTED if unit.kind == "trans-unit" else ""
    notes = "".join(f"<note{mark}>{escape(line)}</note>" for line in said)
    return f"<notes>{notes}</notes>" if unit.kind == "unit" and not unit.open_notes else notes
