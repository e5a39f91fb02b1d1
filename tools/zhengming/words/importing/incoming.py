"""
What comes in: `Incoming`, one term of a foreign file with the place where it stands.

Every reader gives these; `words.importing.plan` compares them with the glossary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhengming.base.entry import Use

TEXTS = ("hant", "pinyin", "definition", "note", "significance", "category")


@dataclass(frozen=True, slots=True)
class English:
    """A rendering as the file has it; `use` is empty where the file does not rank."""

    term: str
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """
    One term of a file. `line` counts from 1 (a row, for a workbook).

    `texts` holds what the file says of `TEXTS`; a key that is absent was not in the file at all,
    which is not the same as an empty text.
    """

    file: str
    line: int
    hans: str
    english: tuple[English, ...] = ()
    id: str = ""
    short: tuple[str, ...] | None = None
    forms: tuple[str, ...] | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.file}:{self.line}"

    def said(self) -> str:
        """Write the term and its English in one line, as one side of a conflict."""
        return f"{self.hans} = {'; '.join(e.term for e in self.english) or '(no English)'}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as read: what kind it is, which column was taken for what, its terms, what was left."""

    kind: str
    columns: Mapping[str, str]
    terms: tuple[Incoming, ...]
    unread: tuple[str, ...] = ()
