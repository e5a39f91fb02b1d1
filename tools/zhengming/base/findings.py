"""
What the program says about a text: matches, possible new terms, doubts, edits, verdicts, and the
whole result of a build. Offsets are code points into the text they were found in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhengming.base.document import Document, Refusal
from zhengming.base.entry import Term

Tier = Literal["ask", "note", "silent"]
VerdictName = Literal["mainland", "regional", "machine-localised"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place in one document; `paragraph` indexes `Document.paragraphs`."""

    document: str
    start: int
    end: int
    surface: str
    paragraph: int
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A known term at `text[start:end] == surface`; `entries` holds every sense of the string."""

    start: int
    end: int
    surface: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """English for a possible new term, and what it rests on."""

    en: str
    basis: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible term; `term` is the simplified mainland form, `known` an entry id or None."""

    term: str
    score: float
    count: int
    documents: int
    occurrences: tuple[Occurrence, ...]
    evidence: Mapping[str, float | str] = field(default_factory=dict)
    known: str | None = None
    suggestions: tuple[Suggestion, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A choice that conversion or restoration made and that could have gone another way."""

    start: int
    end: int
    surface: str
    chosen: str
    alternatives: tuple[str, ...]
    tier: Tier
    why: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A wording that restoration changed back; offsets count in the input."""

    start: int
    end: int
    surface: str
    restored: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What kind of text a passage is; `share` is the share of localised among telling words."""

    verdict: VerdictName
    share: float
    why: str


@dataclass(frozen=True, slots=True)
class ScriptFacts:
    """
    Which script a text is in.

    `variant` is "hans", "hant", "tw", "hk", "mixed" or "none"; `strays` lists the characters of
    the other script as (offset, character), at most the first hundred.
    """

    variant: str
    simplified: int
    traditional: int
    strays: tuple[tuple[int, str], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of `lint` that an entry breaks."""

    file: str
    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A known term with every place it stands in the documents of a build."""

    term: Term
    occurrences: tuple[Occurrence, ...]

    @property
    def count(self) -> int:
        """How often it stands there, repeated paragraphs and furniture left out."""
        return sum(not o.repeat for o in self.occurrences)


@dataclass(frozen=True, slots=True)
class Examined:
    """One document of a build with what was found out about it."""

    document: Document
    script: ScriptFacts
    paragraph_scripts: tuple[str, ...]
    verdict: Verdict | None
    edits: tuple[Edit, ...]
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """The whole result of the main job, from which every page and export is written."""

    documents: tuple[Examined, ...]
    refusals: tuple[Refusal, ...]
    found: tuple[Found, ...]
    candidates: tuple[Candidate, ...]
    persons: tuple[Candidate, ...]
    versions: Mapping[str, str]
    whole_glossary: bool = False
    candidates_found: int = 0
