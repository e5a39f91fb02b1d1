"""
A document as it was read: its text, its structure, where it came from, and what was lost.

Rule one: the original is sacred. Every offset is a *code point* offset into `Document.text`, so
`document.text[start:end]` is always exactly what stands there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

ParagraphKind = Literal["paragraph", "heading", "table", "list", "footnote", "caption", "furniture"]
Sensitivity = Literal["public", "restricted", "secret"]
SENSITIVITIES: tuple[Sensitivity, ...] = ("public", "restricted", "secret")
Mark = Literal["inserted", "deleted", "hidden", "comment", "header", "ruby"]


@dataclass(frozen=True, slots=True)
class Source:
    """
    Source facts. Empty strings where nothing was given: "source unidentified".

    `sensitivity` says whether the document may be given away: nothing is public unless said so.
    """

    title: str = ""
    author: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    captured: str = ""
    origin: str = ""
    sensitivity: Sensitivity = "restricted"

    def identified(self) -> bool:
        """Whether anything at all is known about where the text was published."""
        return bool(self.publisher or self.url)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `index` counts from 0, `label` is what is printed or declared ("iv", "12")."""

    index: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    A stretch `text[start:end]` with its role.

    `repeat` marks a paragraph that stood earlier in the same document (counts leave it out);
    kind "furniture" marks menus, buttons and registration numbers; `marks` says that the text was
    inserted, deleted or hidden in the file; `anchor` says where in the file it came from
    (for instance "word/footnotes.xml#3").
    """

    start: int
    end: int
    kind: ParagraphKind = "paragraph"
    level: int = 0
    repeat: bool = False
    marks: tuple[Mark, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not come through, or a warning: never silent, always listed."""

    kind: str
    detail: str
    remedy: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes became text: who said so ("declared", "guessed", "given", "bom", "format")."""

    encoding: str
    basis: str
    runner_up: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `id` is the first 16 hex digits of the SHA-256 of the file's bytes."""

    sha256: str
    name: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[Page, ...] = ()
    source: Source = field(default_factory=Source)
    decoding: Decoding | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def id(self) -> str:
        return self.sha256[:16]

    def page_at(self, offset: int) -> Page | None:
        """The page that holds a code point offset, or None where the file has no pages."""
        return next((p for p in self.pages if p.start <= offset < p.end), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file of a batch that could not be read, kept so that the manifest can name it."""

    name: str
    sha256: str
    exit: int
    cause: str
    remedy: str
