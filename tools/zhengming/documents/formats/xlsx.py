"""
XLSX: the cells of every sheet, row by row; hidden sheets and rows marked, comments kept.

Shared strings keep their place in `xl/sharedStrings.xml`, so a cell's run points there. Dates are
written as dates (a workbook stores a day number and a format).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from zhengming.base.document import Loss, Mark
from zhengming.documents.archive import Archive, open_archive
from zhengming.documents.flow import Block, Flow, How, Run
from zhengming.documents.formats.package import Relation, outside, properties, relations
from zhengming.documents.formats.xmlparts import Event, events, part_source

# Built-in number formats that show a date, the East Asian ones included.
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
DATE_CODE = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
LOCAL = re.compile(r"^[A-Z]{1,3}")


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share."""

    strings: list[tuple[Run, ...]] = field(default_factory=list)
    dated: list[bool] = field(default_factory=list)
    epoch: datetime = datetime(1899, 12, 30)
    headings: set[str] = field(default_factory=set)


def walk(data: bytes, _how: How) -> Flow:
    """Walk a workbook. Raises Unreadable where it is damaged, Refused where it is a trap."""
    archive = open_archive(data)
    flow = Flow("xlsx")
    flow.source, flow.losses = properties(archive, "docProps/core.xml")
    flow.losses += outside(archive)
    beside = relations(archive, "xl/workbook.xml")
    book = Book(headings=_headings(archive))
    for relation in beside:
        if relation.type == "sharedStrings" and relation.target in archive:
            book.strings = _strings(flow, archive, relation.target, book.headings)
        elif relation.type == "styles" and relation.target in archive:
            book.dated = _dated(archive, relation.target)
    for name, hidden, part in _sheets(archive, beside, book):
        if part not in archive:
            flow.losses.append(Loss("sheet", f'sheet "{name[:50]}" is missing from the file'))
            continue
        source = _source(flow, archive, part)
        flow.blocks += Sheet(name, part, book, hidden).walk(source)
        flow.blocks += _comments(flow, archive, part, name)
    return flow


def _source(flow: Flow, archive: Archive, part: str) -> bytes:
    source = part_source(archive.read(part))
    flow.parts[part] = source.decode("utf-8", errors="replace")
    return source


def _sheets(archive: Archive, beside: list[Relation], book: Book) -> list[tuple[str, bool, str]]:
    """Name, whether hidden, and part of each sheet, in the order of the tabs."""
    targets = {r.id: r.target for r in beside}
    found = []
    for event in events(part_source(archive.read("xl/workbook.xml"))):
        if event.kind != "start":
            continue
        if event.name == "s:workbookPr" and event.attrs.get("date1904") in ("1", "true"):
            book.epoch = datetime(1904, 1, 1)
        if event.name == "s:sheet":
            hidden = event.attrs.get("state", "visible") != "visible"
            target = targets.get(event.attrs.get("r:id", ""), "")
            found.append((event.attrs.get("name", ""), hidden, target))
    return found


def _headings(archive: Archive) -> set[str]:
    """The names of the columns of tables: formulas call columns by them, so they stay."""
    return {
        event.attrs.get("name", "")
        for name in archive.names
        if name.startswith("xl/tables/") and name.endswith(".xml")
        for event in events(part_source(archive.read(name)))
        if event.kind == "start" and event.name == "s:tableColumn"
    }


def _kept(runs: list[Run], headings: set[str]) -> tuple[Run, ...]:
    """The runs of a cell, not to be rewritten where they name a column of a table."""
    if headings and "".join(run.text for run in runs) in headings:
        return tuple(replace(run, fixed=True) for run in runs)
    return tuple(runs)


def _strings(flow: Flow, archive: Archive, part: str, headings: set[str]) -> list[tuple[Run, ...]]:
    """The shared strings as runs; phonetic guides are left out of them."""
    strings: list[tuple[Run, ...]] = []
    runs: list[Run] = []
    inside: list[str] = []
    for event in events(_source(flow, archive, part)):
        if event.kind == "start":
            inside.append(event.name)
            if event.name == "s:si":
                runs = []
        elif event.kind == "end":
            inside.pop()
            if event.name == "s:si":
                strings.append(_kept(runs, headings))
        elif event.kind == "text" and inside and inside[-1] == "s:t" and "s:rPh" not in inside:
            runs.append(Run(event.text, part, event.start, event.end))
    return strings


def _dated(archive: Archive, part: str) -> list[bool]:
    """For each cell format, whether it shows a date."""
    custom: set[int] = set()
    dated: list[bool] = []
    in_cells = False
    for event in events(part_source(archive.read(part))):
        if event.name == "s:cellXfs" and event.kind in ("start", "end"):
            in_cells = event.kind == "start"
        if event.kind != "start":
            continue
        number = event.attrs.get("numFmtId", "")
        if event.name == "s:numFmt" and number.isdigit():
            if DATE_CODE.search(LITERAL.sub("", event.attrs.get("formatCode", ""))):
                custom.add(int(number))
        elif event.name == "s:xf" and in_cells:
            dated.append(number.isdigit() and int(number) in custom | DATE_FORMATS)
    return dated


@dataclass(slots=True)
class Cell:
    """The cell that is being walked."""

    place: str = ""
    type: str = "n"
    dated: bool = False
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The state of a walk through one sheet."""

    name: str
    part: str
    book: Book
    hidden: bool
    blocks: list[Block] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    cell: Cell = field(default_factory=Cell)
    row: list[Run] = field(default_factory=list)
    aside: list[Run] = field(default_factory=list)
    row_hidden: bool = False
    number: str = ""
    inside: list[str] = field(default_factory=list)

    def walk(self, source: bytes) -> list[Block]:
        """Return one block a row, its cells joined by tabs; cells of hidden columns set apart."""
        for event in events(source):
            if event.kind == "start":
                self.inside.append(event.name)
                self.start(event.name, event.attrs)
            elif event.kind == "end":
                self.inside.pop()
                self.end(event)
            elif event.kind == "text" and self.in_value():
                self.cell.runs.append(Run(event.text, self.part, event.start, event.end))
        return self.blocks

    def in_value(self) -> bool:
        """Whether the text here is the value of a cell (not its formula, not a reading aid)."""
        return (
            bool(self.inside) and self.inside[-1] in ("s:v", "s:t") and "s:rPh" not in self.inside
        )

    def start(self, name: str, attrs: Mapping[str, str]) -> None:
        """Take note of an element that opens."""
        if name == "s:col" and attrs.get("hidden") in ("1", "true"):
            self.hidden_columns |= _columns(attrs)
        elif name == "s:row":
            self.row, self.aside = [], []
            self.number = attrs.get("r", str(len(self.blocks) + 1))
            self.row_hidden = self.hidden or attrs.get("hidden") in ("1", "true")
        elif name == "s:c":
            style = attrs.get("s", "")
            dated = self.book.dated
            is_date = style.isdigit() and int(style) < len(dated) and dated[int(style)]
            self.cell = Cell(attrs.get("r", ""), attrs.get("t", "n"), is_date)

    def end(self, event: Event) -> None:
        """Write the cell or the row that ends here."""
        if event.name == "s:c":
            runs = _shown(self.cell, self.book)
            into = self.aside if _column(self.cell.place) in self.hidden_columns else self.row
            if runs and into:
                into.append(Run("\t", self.part, event.start, event.start))
            into += runs
        elif event.name == "s:row":
            for runs, hidden in ((self.row, self.row_hidden), (self.aside, True)):
                marks: tuple[Mark, ...] = ("hidden",) if hidden else ()
                if runs:
                    anchor = f"{self.name}!{self.number}"
                    self.blocks.append(Block(tuple(runs), "table", 0, marks, anchor))


def _shown(cell: Cell, book: Book) -> list[Run]:
    """What a reader sees in a cell."""
    value = "".join(r.text for r in cell.runs)
    if cell.type == "s":
        known = value.isdigit() and int(value) < len(book.strings)
        return list(book.strings[int(value)]) if known else []
    if cell.type == "b":
        return [Run("TRUE" if value == "1" else "FALSE", *_span(cell))]
    if cell.type == "n" and cell.dated and cell.runs:
        return [Run(_date(value, book.epoch), *_span(cell))]
    return list(_kept(cell.runs, book.headings))


def _span(cell: Cell) -> tuple[str, int, int]:
    return cell.runs[0].part, cell.runs[0].start, cell.runs[-1].end


def _date(value: str, epoch: datetime) -> str:
    try:
        moment = epoch + timedelta(days=float(value))
    except (ValueError, OverflowError):
        return value
    whole = moment.hour == moment.minute == moment.second == 0
    return moment.date().isoformat() if whole else moment.isoformat(" ", "minutes")


def _column(place: str) -> int:
    letters = LOCAL.match(place)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _columns(attrs: Mapping[str, str]) -> set[int]:
    low, high = attrs.get("min", ""), attrs.get("max", "")
    return (
        set(range(int(low), min(int(high), 16_384) + 1))
        if low.isdigit() and high.isdigit()
        else set()
    )


def _comments(flow: Flow, archive: Archive, part: str, sheet: str) -> list[Block]:
    """The comments of a sheet, marked as such."""
    found: list[Block] = []
    for relation in relations(archive, part):
        if relation.type not in ("comments", "threadedComment") or relation.target not in archive:
            continue
        inside: list[str] = []
        runs: list[Run] = []
        place = ""
        for event in events(_source(flow, archive, relation.target)):
            if event.kind == "start":
                inside.append(event.name)
                if event.name == "s:comment":
                    place, runs = event.attrs.get("ref", ""), []
            elif event.kind == "end":
                inside.pop()
                if event.name == "s:comment":
                    block = Block(tuple(runs), "paragraph", 0, ("comment",), f"{sheet}!{place}")
                    found.append(block)
            elif event.kind == "text" and inside and inside[-1] == "s:t":
                runs.append(Run(event.text, relation.target, event.start, event.end))
    return found
