"""
Notes put into a copy of a DOCX: footnotes or comments at given places, and a table at its end.

`annotate_docx` adds elements and parts; every character of the original's text, markup and layout
stays. Places are spans of the text that reading the file gives. Where Word allows no note (headers,
text boxes, other notes, deleted text, fields, tables of contents) the place is passed over.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.sax.saxutils import escape

from zhengming.base.alignment import Change
from zhengming.base.errors import Refused
from zhengming.documents.archive import Archive, open_archive
from zhengming.documents.flow import How, Run
from zhengming.documents.formats import walk
from zhengming.documents.formats.package import relations
from zhengming.documents.formats.xmlparts import events, part_source
from zhengming.documents.repack import refuse_unsafe, repack
from zhengming.documents.splice import Laid, applied, lay

Kind = Literal["footnotes", "comments"]
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
AUTHOR = "Zhengming"
OPENING = re.compile(r"<w:t[\s>]")
# No note may stand in these, or it would vanish with them.
CLOSED = {
    "w:txbxContent",
    "w:del",
    "w:moveFrom",
    "mc:Fallback",
    "w:fldSimple",
    "w:rt",
    "w:instrText",
}
PERSONAL = re.compile(
    r"(<(?:dc:creator|cp:lastModifiedBy|Company|Manager|Template|HyperlinkBase)(?:\s[^<>]*)?>)"
    r"[^<]*(</)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on `text[start:end]` of the document (code points); `lines` are its paragraphs."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text in the main part: its span, and how its run begins again after a cut."""

    start: int
    end: int
    run: int
    again: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """The copy, and which of the notes found no place."""

    data: bytes
    passed_over: tuple[Note, ...]


@dataclass(slots=True)
class Reader:
    """A walk through the main part that notes where a note may stand."""

    source: str
    places: dict[int, Place] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    closed: int = 0
    fields: int = 0
    contents: bool = False
    run: int = 0
    again: str = ""
    end: int = 0

    def walk(self, data: bytes) -> None:
        """Fill `places` (by where the text begins) and `end` (where the body's last section is)."""
        marks: list[int] = []
        for event in events(data):
            if event.kind == "start":
                self.open.append(event.name)
                marks.append(event.start)
                self._start(event.name, event.attrs, event.start)
            elif event.kind == "end":
                name, begun = self.open.pop(), marks.pop()
                self._end(name, begun, event.start)
            elif event.kind == "text" and self.open[-1] == "w:t" and self._free():
                made = Place(event.start, event.end, self.run, self.again)
                self.places[event.start] = made

    def _free(self) -> bool:
        return not (self.closed or self.fields or self.contents)

    def _start(self, name: str, attrs: object, at: int) -> None:
        said = dict(attrs)  # type: ignore[call-overload]
        if name in CLOSED or (
            name == "w:hyperlink" and said.get("w:anchor", "").startswith("_Toc")
        ):
            self.closed += 1
            self.open[-1] = f"!{name}"
        elif name == "w:p":
            self.contents = False
        elif name == "w:pStyle":
            self.contents = said.get("w:val", "").upper().startswith("TOC")
        elif name == "w:r":
            self.run, self.again = at, self.source[at : self.source.index(">", at) + 1]
        elif name == "w:fldChar":
            kind = said.get("w:fldCharType", "")
            self.fields += {"begin": 1, "end": -1}.get(kind, 0)
        elif name == "w:sectPr" and self.open[-2:-1] == ["w:body"]:
            self.end = at

    def _end(self, name: str, begun: int, at: int) -> None:
        if name.startswith("!"):
            self.closed -= 1
        elif name == "w:rPr" and self.open and self.open[-1] == "w:r":
            self.again += self.source[begun : self.source.index(">", at) + 1]
        elif name == "w:body" and not self.end:
            self.end = at


def annotate_docx(
    data: bytes,
    notes: Sequence[Note],
    kind: Kind,
    *,
    every: bool = False,
    table: Sequence[Sequence[str]] = (),
    heading: str = "",
) -> Annotated:
    """
    Return a copy of a DOCX with notes; names of persons are taken out of its properties.

    `notes` come in order of place; of those with the same lines only the first that finds a place
    is set, unless `every`. `table` is put at the end under `heading`, its first row as its head.
    Raises Refused where the file is signed or of a kind whose markup is not the usual one.
    """
    refuse_unsafe(data)
    archive = open_archive(data)
    flow = walk("docx", data, How())
    main = next((p for p in flow.parts), "word/document.xml")
    source = flow.parts[main]
    raw = archive.read(main).removeprefix(b"\xef\xbb\xbf")
    if f'xmlns:w="{MAIN}"' not in source or source.encode() != raw:
        raise Refused(
            "its markup is not the usual one, so no note can be set safely",
            rule="docx-strict",
            remedy="open it in LibreOffice or Word, save it as an ordinary DOCX",
        )
    reader = Reader(source)
    reader.walk(part_source(archive.read(main)))
    laid = lay(flow, flow.blocks)
    notes_part = NotesPart(archive, main, kind)
    changes: list[Change] = []
    passed_over: list[Note] = []
    done: set[tuple[str, ...]] = set()
    for note in notes:
        if note.lines in done and not every:
            continue
        cuts = _cuts(laid, reader, main, note, kind, notes_part.following)
        if cuts is None:
            passed_over.append(note)
            continue
        done.add(note.lines)
        notes_part.add(note.lines)
        changes += cuts
    if table:
        changes.append(Change(reader.end, reader.end, annex(table, heading)))
    new = {main: applied(source, changes).encode(), **notes_part.parts(), **_nameless(archive)}
    left = tuple(n for n in passed_over if every or n.lines not in done)
    return Annotated(repack(data, new), left)


def _cuts(
    laid: Laid, reader: Reader, main: str, note: Note, kind: Kind, number: int
) -> list[Change] | None:
    """What has to be put into the main part for one note, None where none may stand."""
    last = laid.at(note.end - 1)
    first = laid.at(note.start)
    if last is None or first is None:
        return None
    ending = _place(reader, main, last, after=True)
    beginning = _place(reader, main, first, after=False)
    if ending is None or beginning is None:
        return None
    if kind == "footnotes":
        mark = (
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )
        return [_cut(reader.source, *ending, mark)]
    begin = f'<w:commentRangeStart w:id="{number}"/>'
    end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
    return [_cut(reader.source, *beginning, begin), _cut(reader.source, *ending, end)]


def _place(
    reader: Reader, main: str, found: tuple[Run, int], *, after: bool
) -> tuple[Place, int] | None:
    """Where in the part a character stands (or ends), None where no note may stand there."""
    run, inside = found
    place = reader.places.get(run.start) if run.part == main else None
    if place is None:
        return None
    if run.end - run.start != len(run.text):
        return place, run.end if after else run.start
    return place, run.start + inside + after


def _cut(source: str, place: Place, at: int, mark: str) -> Change:
    """Put a mark between runs: cut the run in two where the mark falls inside its text."""
    closing = re.compile(r"</w:t>\s*</w:r>").match(source, at)
    if closing:
        return Change(closing.end(), closing.end(), mark)
    if at == place.start and OPENING.match(source, place.run + len(place.again)):
        return Change(place.run, place.run, mark)
    again = f'{place.again}<w:t xml:space="preserve">'
    return Change(at, at, f"</w:t></w:r>{mark}{again}")


@dataclass(slots=True)
class NotesPart:
    """The part that holds the notes: the one the file has, or a new one with what leads to it."""

    archive: Archive
    main: str
    kind: Kind
    name: str = ""
    held: str = ""
    following: int = 1
    added: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        beside = relations(self.archive, self.main)
        self.name = next((r.target for r in beside if r.type == self.kind), "")
        if self.name:
            self.held = part_source(self.archive.read(self.name)).decode()
            ids = re.findall(rf"<w:{self.kind[:-1]}\s[^<>]*?w:id=\"(\d+)\"", self.held)
            self.following = max(map(int, ids), default=0) + 1

    def add(self, lines: tuple[str, ...]) -> None:
        """Write the next note."""
        element, number = self.kind[:-1], self.following
        who = f' w:author="{AUTHOR}" w:initials="Z"' if self.kind == "comments" else ""
        self.added.append(
            f'<w:{element} w:id="{number}"{who}>{"".join(self._lines(lines))}</w:{element}>'
        )
        self.following += 1

    def _lines(self, lines: tuple[str, ...]) -> Iterator[str]:
        ref = "annotationRef" if self.kind == "comments" else "footnoteRef"
        lead = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{ref}/></w:r>'
        for number, line in enumerate(lines):
            start = lead if not number else ""
            yield (
                f'<w:p>{TIGHT}{start}<w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
                f'<w:t xml:space="preserve"> {escape(_legal(line))}</w:t></w:r></w:p>'
            )

    def parts(self) -> dict[str, bytes]:
        """The parts that change or are new."""
        if not self.added:
            return {}
        body = "".join(self.added)
        if self.name:
            close = self.held.rindex(f"</w:{self.kind}>")
            return {self.name: (self.held[:close] + body + self.held[close:]).encode()}
        folder, base = posixpath.split(self.main)
        name = posixpath.join(folder, f"{self.kind}.xml")
        if name in self.archive:
            name = posixpath.join(folder, f"{self.kind}-zhengming.xml")
        first = SEPARATORS if self.kind == "footnotes" else ""
        part = f'{HEAD}<w:{self.kind} xmlns:w="{MAIN}">{first}{body}</w:{self.kind}>'
        return {name: part.encode(), **self._leading(name, folder, base)}

    def _leading(self, name: str, folder: str, base: str) -> dict[str, bytes]:
        """The relationship and the content type of a new part."""
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        relation = (
            f'<Relationship Id="zhengming-{self.kind}" Type="{NOTE_TYPE}{self.kind}" '
            f'Target="{posixpath.basename(name)}"/>'
        )
        types = "[Content_Types].xml"
        override = f'<Override PartName="/{name}" ContentType="{CONTENT_TYPE}{self.kind}+xml"/>'
        old = part_source(self.archive.read(rels)).decode() if rels in self.archive else EMPTY_RELS
        return {
            rels: _inserted(old, "</Relationships>", relation),
            types: _inserted(part_source(self.archive.read(types)).decode(), "</Types>", override),
        }


TIGHT = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMPTY_RELS = (
    f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "</Relationships>"
)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)


def _inserted(source: str, before: str, what: str) -> bytes:
    at = source.rfind(before)
    if at < 0:
        raise Refused(
            "its list of parts is not the usual one, so no note can be set safely",
            rule="docx-rels",
            remedy="open it in LibreOffice or Word, save it as an ordinary DOCX",
        )
    return (source[:at] + what + source[at:]).encode()


def _nameless(archive: Archive) -> dict[str, bytes]:
    """The property parts without author, company and template."""
    found = {}
    for part in ("docProps/core.xml", "docProps/app.xml"):
        if part in archive:
            source = part_source(archive.read(part)).decode("utf-8", errors="replace")
            found[part] = PERSONAL.sub(r"\1\2", source).encode()
    return found


def annex(table: Sequence[Sequence[str]], heading: str) -> str:
    """A heading on a new page and a table under it, as markup; columns as wide as their text needs."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, head=not number) for number, row in enumerate(table))
    return (
        "<w:p><w:pPr><w:pageBreakBefore/><w:keepNext/></w:pPr><w:r><w:rPr><w:b/></w:rPr>"
        f"<w:t>{escape(_legal(heading))}</w:t></w:r></w:p>"
        f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>'
    )


def _widths(table: Sequence[Sequence[str]], whole: int = 9000) -> list[int]:
    """Share the width of a page by the length of the texts, no column too narrow for a word."""
    needs = [sum(len(row[at]) for row in table) ** 0.5 for at in range(len(table[0]))]
    total = sum(needs) or 1.0
    shares = [max(0.13, need / total) for need in needs]
    return [int(whole * share / sum(shares)) for share in shares]


def _row(cells: Iterable[str], widths: Sequence[int], *, head: bool) -> str:
    look = "<w:b/>" if head else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{TIGHT}<w:r><w:rPr>{look}'
        f'<w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escape(_legal(cell))}</w:t></w:r></w:p></w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _legal(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)
