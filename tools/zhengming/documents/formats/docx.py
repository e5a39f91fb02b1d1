"""
DOCX: body, tables, text boxes, footnotes, endnotes, comments, headers; with their place in the XML.

Tracked insertions are text; deletions, hidden text and reading aids are set apart and marked.
Read with zipfile and expat: python-docx loses footnotes, text boxes, comments, ruby, insertions,
content controls and fields, and takes hidden text for visible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengming.base.document import Mark, ParagraphKind
from zhengming.base.errors import Unreadable
from zhengming.documents.archive import Archive, open_archive
from zhengming.documents.flow import Block, Flow, How, Run
from zhengming.documents.formats.package import outside, properties, relations
from zhengming.documents.formats.pen import Pen
from zhengming.documents.formats.xmlparts import Event, events, part_source

# Relationship type -> how its paragraphs are marked, in the order they are read.
STORIES: dict[str, tuple[ParagraphKind, tuple[Mark, ...]]] = {
    "header": ("paragraph", ("header",)),
    "footer": ("paragraph", ("header",)),
    "footnotes": ("footnote", ()),
    "endnotes": ("footnote", ()),
    "comments": ("paragraph", ("comment",)),
}
# Fallback repeats what Choice says; instructions are not text.
SKIPPED = {"mc:Fallback", "w:instrText", "w:delInstrText", "w:fldData"}
STANDS_FOR = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "a:br": "\n",
}
TEXT = {"w:t", "w:delText", "a:t", "m:t"}
PARAGRAPHS = {"w:p", "a:p"}
OFF = {"0", "false", "off", "none"}
HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*(\d)$", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """What a named style says: heading level, hidden, a caption, and what it is based on."""

    level: int = 0
    hidden: bool = False
    caption: bool = False
    based_on: str = ""


@dataclass(slots=True)
class Paragraph:
    """What is known of the paragraph that is being walked."""

    style: str = ""
    level: int = 0
    listed: bool = False


@dataclass(slots=True)
class Story:
    """The state of a walk through one part."""

    part: str
    kind: ParagraphKind
    marks: tuple[Mark, ...]
    styles: Mapping[str, Style]
    pen: Pen
    open: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    paragraphs: list[Paragraph] = field(default_factory=list)
    run_hidden: bool = False
    skipping: int = 0
    note: str = ""
    number: int = 0
    fallback: list[Run] = field(default_factory=list)
    beside: list[Block] = field(default_factory=list)

    def walk(self, source: bytes) -> None:
        """Write every paragraph of the part."""
        for event in events(source):
            if event.kind == "start":
                self.start(event)
            elif event.kind == "end":
                self.end(event.name)
            elif event.kind == "text" and not self.skipping and self.open[-1] in TEXT:
                run = Run(event.text, self.part, event.start, event.end)
                self.pen.write(run, self.mark(deleted=self.open[-1] == "w:delText"))
            elif event.kind == "text" and self.open[-1] in TEXT and self.inside("mc:Fallback"):
                self.fallback.append(Run(event.text, self.part, event.start, event.end))

    def inside(self, name: str) -> bool:
        """Whether an element of that name is open."""
        return self.counts.get(name, 0) > 0

    def start(self, event: Event) -> None:
        """Take note of an element that opens."""
        name, attrs = event.name, event.attrs
        self.open.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        if name in SKIPPED:
            self.skipping += 1
        if self.skipping:
            return
        if name in PARAGRAPHS:
            self.pen.nest()
            self.paragraphs.append(Paragraph())
        elif name in STANDS_FOR:
            if not self.inside("w:pPr"):
                self.pen.write(
                    Run(STANDS_FOR[name], self.part, event.start, event.start), self.mark()
                )
        elif name == "w:sym":
            self.symbol(event)
        elif name in ("w:footnote", "w:endnote", "w:comment"):
            self.note = "" if attrs.get("w:type", "normal") != "normal" else attrs.get("w:id", "")
        else:
            self.property(name, attrs)

    def property(self, name: str, attrs: Mapping[str, str]) -> None:
        """Read a property of the run or the paragraph."""
        value = attrs.get("w:val", "")
        if name in ("w:vanish", "w:specVanish"):
            if not self.inside("w:pPr") and value not in OFF:
                self.run_hidden = True
        elif name == "w:rStyle":
            self.run_hidden = self.run_hidden or self.style(value).hidden
        elif self.paragraphs and self.inside("w:pPr"):
            paragraph = self.paragraphs[-1]
            if name == "w:pStyle":
                paragraph.style = value
            elif name == "w:outlineLvl" and value.isdigit() and int(value) < 9:
                paragraph.level = int(value) + 1
            elif name == "w:numPr":
                paragraph.listed = True

    def symbol(self, event: Event) -> None:
        """Write a symbol-font character; its code says nothing without that font."""
        code = event.attrs.get("w:char", "")
        if re.fullmatch("[0-9A-Fa-f]{2,5}", code):
            self.pen.write(
                Run(chr(int(code, 16)), self.part, event.start, event.start), self.mark()
            )

    def mark(self, *, deleted: bool = False) -> Mark | None:
        """What happened to the text here."""
        if deleted or self.inside("w:del") or self.inside("w:moveFrom"):
            return "deleted"
        style = self.style(self.paragraphs[-1].style) if self.paragraphs else Style()
        if self.run_hidden or style.hidden:
            return "hidden"
        if self.inside("w:rt"):
            return "ruby"
        return "inserted" if self.inside("w:ins") or self.inside("w:moveTo") else None

    def end(self, name: str) -> None:
        """Take note of an element that closes."""
        self.open.pop()
        self.counts[name] -= 1
        if name in SKIPPED:
            self.skipping -= 1
        elif name == "w:p" and self.fallback:
            self.beside.append(Block(tuple(self.fallback)))
            self.fallback = []
        elif self.skipping:
            return
        elif name == "w:r":
            self.run_hidden = False
        elif name in PARAGRAPHS:
            self.close()

    def close(self) -> None:
        """Write the paragraph that ends here."""
        self.number += 1
        paragraph = self.paragraphs.pop()
        style = self.style(paragraph.style)
        level = paragraph.level or style.level
        kind = self.kind
        if kind == "paragraph" and not self.marks:
            if self.inside("w:tc"):
                kind = "table"
            elif level:
                kind = "heading"
            elif style.caption:
                kind = "caption"
            elif paragraph.listed:
                kind = "list"
        anchor = f"{self.part}#{self.note or self.number}"
        self.pen.close(
            kind,
            level=level if kind == "heading" else 0,
            marks=self.marks,
            anchor=anchor,
            nested=True,
        )

    def style(self, name: str) -> Style:
        """A style with what it inherits (a few steps, so that a circle ends)."""
        found = self.styles.get(name)
        if found is None:
            return Style()
        level, hidden, caption = found.level, found.hidden, found.caption
        parent = self.styles.get(found.based_on)
        for _ in range(8):
            if parent is None:
                break
            level, hidden, caption = (
                level or parent.level,
                hidden or parent.hidden,
                caption or parent.caption,
            )
            parent = self.styles.get(parent.based_on)
        return Style(level, hidden, caption)


def walk(data: bytes, _how: How) -> Flow:
    """Walk a DOCX. Raises Unreadable where it is damaged, Refused where it is a trap."""
    archive = open_archive(data)
    package = relations(archive, "")
    main = next((r.target for r in package if r.type == "officeDocument"), "word/document.xml")
    if main not in archive:
        raise Unreadable("no document part in this DOCX", rule="docx", remedy="fetch it again")
    flow = Flow("docx")
    core = next((r.target for r in package if r.type == "core-properties"), "docProps/core.xml")
    flow.source, warnings = properties(archive, core)
    flow.losses += [*warnings, *outside(archive)]
    beside = relations(archive, main)
    styles = _styles(archive, next((r.target for r in beside if r.type == "styles"), ""))
    pen = Pen()
    _tell(archive, main, Story(main, "paragraph", (), styles, pen), flow)
    for kind, (role, marks) in STORIES.items():
        for relation in sorted(r for r in beside if r.type == kind):
            if relation.target in archive:
                story = Story(relation.target, role, marks, styles, pen)
                _tell(archive, relation.target, story, flow)
    flow.blocks = pen.blocks
    return flow


def _tell(archive: Archive, part: str, story: Story, flow: Flow) -> None:
    source = part_source(archive.read(part))
    flow.parts[part] = source.decode("utf-8", errors="replace")
    story.walk(source)
    flow.beside += story.beside


def _styles(archive: Archive, part: str) -> dict[str, Style]:
    """Which styles are headings, captions or hidden."""
    styles: dict[str, Style] = {}
    if part not in archive:
        return styles
    style = Style()
    for event in events(part_source(archive.read(part))):
        if event.kind != "start":
            continue
        value = event.attrs.get("w:val", "")
        if event.name == "w:style":
            style = styles[event.attrs.get("w:styleId", "")] = Style()
        elif event.name == "w:name":
            heading = HEADING_NAME.search(value)
            style.level = int(heading[1]) if heading else int(value.lower() == "title")
            style.caption = value.lower() in ("caption", "题注", "題註")
        elif event.name == "w:outlineLvl" and value.isdigit() and int(value) < 9:
            style.level = int(value) + 1
        elif event.name == "w:vanish":
            style.hidden = value not in OFF
        elif event.name == "w:basedOn":
            style.based_on = value
    return styles
