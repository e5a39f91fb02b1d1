"""
ODT: headings, paragraphs, tables, notes, comments; tracked changes and hidden text marked.

Deleted text lies in a list at the beginning of the file: it is put back beside the paragraph that it
was deleted from. Insertions are ranges between two marks in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengming.base.document import Loss, Mark, ParagraphKind
from zhengming.base.errors import Unreadable
from zhengming.documents.archive import open_archive
from zhengming.documents.flow import Block, Flow, How, Run
from zhengming.documents.formats.package import properties
from zhengming.documents.formats.pen import Pen
from zhengming.documents.formats.xmlparts import Event, events, part_source

PARAGRAPHS = {"text:p", "text:h"}
SKIPPED = {
    "dc:creator",
    "dc:date",
    "meta:date-string",
    "meta:creator-initials",
    "text:sequence-decls",
}
STANDS_FOR = {"text:tab": "\t", "text:line-break": "\n"}
HIDDEN = {"text:hidden-text", "text:hidden-paragraph"}
STORIES = ("styles.xml", "content.xml")


def walk(data: bytes, _how: How) -> Flow:
    """Walk an ODT. Raises Unreadable where it is damaged or locked, Refused where it is a trap."""
    archive = open_archive(data)
    flow = Flow("odt")
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise Unreadable(
            "protected by a password",
            rule="password",
            remedy="open it, save a copy without password",
        )
    flow.source, flow.losses = properties(archive, "meta.xml")
    pen = Pen()
    hidden: set[str] = set()
    walked = {}
    for part in STORIES:
        if part not in archive:
            continue
        source = part_source(archive.read(part))
        flow.parts[part] = source.decode("utf-8", errors="replace")
        story = Story(part, pen if part == "content.xml" else Pen(), hidden)
        for event in events(source):
            story.take(event)
        hidden = story.hidden_styles
        walked[part] = story
        for runs in story.deleted.values():
            story.pen.blocks.append(Block(tuple(runs), marks=("deleted",), anchor=part))
        flow.losses += [
            Loss("external-reference", f"{link[:200]}: listed, not fetched")
            for link in story.outside
        ]
    # Page headers live among the styles; they are read last.
    headers = walked["styles.xml"].pen.blocks if "styles.xml" in walked else []
    flow.blocks = [*pen.blocks, *headers]
    return flow


@dataclass(slots=True)
class Story:
    """The state of a walk through one part."""

    part: str
    pen: Pen
    hidden_styles: set[str]
    open: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    inserted: set[str] = field(default_factory=set)
    insertions: set[str] = field(default_factory=set)
    outside: list[str] = field(default_factory=list)
    deleted: dict[str, list[Run]] = field(default_factory=dict)
    region: str = ""
    style: str = ""
    number: int = 0

    def inside(self, *names: str) -> bool:
        """Whether one of these elements is open."""
        return any(self.counts.get(name, 0) for name in names)

    def take(self, event: Event) -> None:
        """Act on one event."""
        if event.kind == "start":
            self.open.append(event.name)
            self.counts[event.name] = self.counts.get(event.name, 0) + 1
            self.start(event)
        elif event.kind == "end":
            self.end(event.name)
            self.counts[event.name] -= 1
            self.open.pop()
        elif event.kind == "text" and self.inside(*PARAGRAPHS) and not self.inside(*SKIPPED):
            # ODF collapses white space as HTML does; real spaces are elements.
            text = event.text if event.text.strip() else " "
            if "\n" in text:
                text = " ".join(text.split("\n"))
            run = Run(text, self.part, event.start, event.end)
            if self.inside("text:deletion"):
                self.deleted.setdefault(self.region, []).append(run)
            elif not self.inside("text:note-citation"):
                self.pen.write(run, self.mark())

    def start(self, event: Event) -> None:
        """Take note of an element that opens."""
        name, attrs = event.name, event.attrs
        if name in PARAGRAPHS:
            self.pen.nest()
            self.styles.append(attrs.get("text:style-name", ""))
            level = attrs.get("text:outline-level", "1") if name == "text:h" else "0"
            self.levels.append(int(level) if level.isdigit() else 1)
        elif name in STANDS_FOR:
            self.pen.write(Run(STANDS_FOR[name], self.part, event.start, event.start), self.mark())
        elif name == "text:s":
            count = attrs.get("text:c", "1")
            spaces = " " * min(int(count) if count.isdigit() else 1, 100)
            self.pen.write(Run(spaces, self.part, event.start, event.start), self.mark())
        elif name == "text:span":
            self.styles.append(attrs.get("text:style-name", ""))
        else:
            self.other(name, attrs)

    def other(self, name: str, attrs: Mapping[str, str]) -> None:
        """Styles, tracked changes and links."""
        if name == "style:style":
            self.style = attrs.get("style:name", "")
        elif name == "style:text-properties" and attrs.get("text:display") == "none":
            self.hidden_styles.add(self.style)
        elif name == "text:changed-region":
            self.region = attrs.get("text:id", "") or next(
                (v for k, v in attrs.items() if k.endswith(":id") or k == "id"), ""
            )
        elif name == "text:insertion":
            self.insertions.add(self.region)
        elif name == "text:change":
            for run in self.deleted.pop(attrs.get("text:change-id", ""), ()):
                self.pen.write(run, "deleted")
        elif name == "text:change-start" and attrs.get("text:change-id", "") in self.insertions:
            self.inserted.add(attrs["text:change-id"])
        elif name == "text:change-end":
            self.inserted.discard(attrs.get("text:change-id", ""))
        link = attrs.get("xlink:href", "")
        if "://" in link and name != "text:a":
            self.outside.append(link)

    def mark(self) -> Mark | None:
        """What happened to the text here."""
        if self.inside(*HIDDEN) or self.hidden_styles.intersection(self.styles):
            return "hidden"
        if self.inside("text:ruby-text"):
            return "ruby"
        return "inserted" if self.inserted else None

    def end(self, name: str) -> None:
        """Take note of an element that closes."""
        if name == "text:span" and self.styles:
            self.styles.pop()
        elif name in PARAGRAPHS:
            self.close()

    def close(self) -> None:
        """Write the paragraph that ends here."""
        self.number += 1
        self.styles.pop()
        level = self.levels.pop()
        kind: ParagraphKind = "heading" if level else "paragraph"
        marks: tuple[Mark, ...] = ()
        if self.inside("style:header", "style:footer"):
            marks = ("header",)
        if self.inside("office:annotation"):
            marks = ("comment",)
        elif self.inside("text:note-body"):
            kind = "footnote"
        elif self.inside("table:table-cell"):
            kind = "table"
        elif not level and self.inside("text:list-item"):
            kind = "list"
        self.pen.close(
            kind,
            level=level if kind == "heading" else 0,
            marks=marks,
            anchor=f"{self.part}#{self.number}",
            nested=True,
        )
