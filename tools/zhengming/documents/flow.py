"""
What a format yields: text runs that know where in the file they stand.

Each format in `formats/` walks its file once and returns a `Flow`: blocks (paragraphs, cells,
footnotes) made of runs. A run says which stretch of which part of the file its text stands for, so
the same walk serves reading (`assemble`), rewriting (put another text in place of
`parts[run.part][run.start:run.end]` and leave every other character alone) and annotating.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from zhengming.base.document import (
    Decoding,
    Document,
    Loss,
    Mark,
    Page,
    Paragraph,
    ParagraphKind,
    Source,
)
from zhengming.base.errors import Refused, Unreadable

Errors = Literal["strict", "replace"]
# A line break between two Han characters may be a wrapped word; an empty line never is.
BETWEEN_BLOCKS = "\n\n"
MAX_TEXT = 64_000_000


@dataclass(frozen=True, slots=True)
class How:
    """How to read: the file's name (a hint between kinds of text), and what the user asked for."""

    name: str = ""
    encoding: str | None = None
    errors: Errors = "strict"


@dataclass(frozen=True, slots=True)
class Run:
    """
    A stretch of text: it stands for `parts[part][start:end]` (code points).

    Where the two are equal the run is literal and maps character by character; where they differ
    (an entity, collapsed white space, an escape) the run stands for the stretch as a whole. A run
    with `start == end` stands for markup (a tab element) and cannot be rewritten. `fixed` says
    that the file itself wants the text left alone (code, a link's target, translate="no").
    """

    text: str
    part: str = ""
    start: int = 0
    end: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """
    One paragraph, heading, cell row or note: its runs, its role, where it came from.

    `language` is the file's own tag ("zh-CN") in formats that hold several languages side by side.
    """

    runs: tuple[Run, ...]
    kind: ParagraphKind = "paragraph"
    level: int = 0
    marks: tuple[Mark, ...] = ()
    anchor: str = ""
    language: str = ""

    @property
    def text(self) -> str:
        """The text of the block as a reader sees it."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Flow:
    """
    One file as its format sees it.

    `verbatim` says that the text of the document is `parts[""]` itself, character for character
    (plain text, Markdown, CSV, the text layer of a PDF); otherwise the blocks are joined. Only a
    verbatim flow has pages. `beside` holds blocks that repeat what stands elsewhere (the title of a
    page, a drawing's second form for old programs): rewritten with the rest, not read.
    """

    format: str
    blocks: list[Block] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    verbatim: bool = False
    source: Source = field(default_factory=Source)
    decoding: Decoding | None = None
    losses: list[Loss] = field(default_factory=list)
    pages: tuple[Page, ...] = ()
    beside: list[Block] = field(default_factory=list)


def assemble(flow: Flow, *, sha256: str, name: str) -> Document:
    """
    Join the blocks of a flow into a document.

    Raises Unreadable where no text came out, Refused where there is more than can be held.
    """
    text, paragraphs = _verbatim(flow) if flow.verbatim else _joined(flow)
    if not text.strip():
        raise _no_text(flow)
    if len(text) > MAX_TEXT:
        raise Refused(
            f"more than {MAX_TEXT:,} characters of text", rule="output", remedy="split the file"
        )
    return Document(
        sha256=sha256,
        name=name,
        format=flow.format,
        text=text,
        paragraphs=tuple(paragraphs),
        pages=flow.pages,
        source=flow.source,
        decoding=flow.decoding,
        losses=(*flow.losses, *_marked(flow.blocks)),
    )


def _no_text(flow: Flow) -> Unreadable:
    known = next((loss for loss in flow.losses if loss.remedy), None)
    if known is not None:
        return Unreadable(known.detail, rule=known.kind, remedy=known.remedy)
    return Unreadable(
        f"there is no text in this file ({flow.format})", remedy="check that it is the right file"
    )


def _verbatim(flow: Flow) -> tuple[str, list[Paragraph]]:
    return flow.parts[""], [_paragraph(b, b.runs[0].start, b.runs[-1].end) for b in flow.blocks]


def _joined(flow: Flow) -> tuple[str, list[Paragraph]]:
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for block in flow.blocks:
        text = block.text
        if not text.strip():
            continue
        if pieces:
            pieces.append(BETWEEN_BLOCKS)
            at += len(BETWEEN_BLOCKS)
        paragraphs.append(_paragraph(block, at, at + len(text)))
        pieces.append(text)
        at += len(text)
    return "".join(pieces), paragraphs


def _paragraph(block: Block, start: int, end: int) -> Paragraph:
    return Paragraph(start, end, block.kind, block.level, False, block.marks, block.anchor)


SAID = {
    "inserted": "{n} inserted stretches of tracked changes are included",
    "deleted": "{n} stretches that were deleted in tracked changes are included, marked as deleted",
    "hidden": "{n} hidden stretches are included, marked as hidden",
    "comment": "{n} comments are included, marked as comments",
    "ruby": "{n} reading aids beside characters are included, marked and set apart",
}


def _marked(blocks: Iterable[Block]) -> Iterable[Loss]:
    """Say how many marked stretches came along, so that none is taken for plain text."""
    counts: dict[str, int] = {}
    for block in blocks:
        for mark in block.marks:
            counts[mark] = counts.get(mark, 0) + 1
    return [
        Loss(f"included-{mark}", said.format(n=counts[mark]))
        for mark, said in SAID.items()
        if mark in counts
    ]
