"""
What a person decided about possible new terms, and how it comes back from the workbook.

`read_decisions` reads the sheet, `take_decisions` acts on it: accepted terms become drafts among the
user's own words, everything is remembered in `decisions.tsv` beside them, and `load_decisions` gives
that memory to the next build. The names of sheet and columns stand here once; the workbook is
written with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from zhengming.base.delivery import write_text
from zhengming.base.errors import Unreadable, Usage
from zhengming.base.places import user_words_dir
from zhengming.words.draft import draft_term, save_draft
from zhengming.words.glossary import Glossary
from zhengming.words.workbook import find_columns, read_sheet

Choice = Literal["accept", "reject", "part", "person"]

SHEET = "Possible new terms"
COLUMNS = {
    "term": "Term",
    "traditional": "Traditional",
    "pinyin": "Pinyin",
    "suggestion": "Suggestion",
    "decision": "Decision",
    "english": "English",
    "note": "Note",
    "count": "Times found",
    "why": "Why it is here",
    "context1": "Found in (1)",
    "context2": "Found in (2)",
    "context3": "Found in (3)",
}
CHOICES = {
    "accept": "accept",
    "reject": "reject",
    "part": "part of …",
    "person": "name of a person",
}
FILE = "decisions.tsv"
HEADER = "term\tdecision\tpart of"


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: the term, what was decided, the longer term it is part of, English and note."""

    term: str
    choice: Choice
    of: str = ""
    english: str = ""
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided so far, by term; empty when nothing was."""

    by_term: Mapping[str, Decision] = field(default_factory=dict)

    def terms(self, choice: Choice) -> frozenset[str]:
        """The terms about which this was decided."""
        return frozenset(t for t, d in self.by_term.items() if d.choice == choice)

    @property
    def accepted(self) -> frozenset[str]:
        """Terms that became drafts."""
        return self.terms("accept")

    @property
    def rejected(self) -> frozenset[str]:
        """Terms that stay away."""
        return self.terms("reject")

    @property
    def persons(self) -> frozenset[str]:
        """Names of persons: they leave the machine in no list."""
        return self.terms("person")

    @property
    def parts(self) -> Mapping[str, str]:
        """Fragments and the longer term each is part of ("" where it was not named)."""
        return {t: d.of for t, d in self.by_term.items() if d.choice == "part"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a workbook: drafts written, decisions remembered, rows left alone and why."""

    drafts: tuple[Path, ...]
    remembered: int
    left: tuple[tuple[Decision, str], ...]


def read_decision(text: str) -> tuple[Choice, str] | None:
    """
    Understand a cell of the decision column; None when it says none of the four things.

    >>> read_decision("Part of 政法委员会"), read_decision("ACCEPT"), read_decision("maybe")
    (('part', '政法委员会'), ('accept', ''), None)
    """
    said = " ".join(text.split())
    low = said.casefold()
    if low.startswith("part of"):
        return "part", said[len("part of") :].strip(" .…:'\"“”")
    for choice, label in CHOICES.items():
        if low in (label, label + "ed", choice):
            return choice, ""  # type: ignore[return-value]
    return None


def read_decisions(path: Path) -> tuple[list[Decision], list[str]]:
    """
    Read the decisions of a workbook and the rows that could not be understood, as lines.

    Rows without a decision are passed over. Raises `Unreadable` when the sheet or its columns for
    term and decision are missing.
    """
    rows = read_sheet(path, [SHEET])
    if not rows:
        return [], []
    wanted = {key: (name.casefold(),) for key, name in COLUMNS.items()}
    at = find_columns(rows[0][1], wanted)
    missing = [COLUMNS[key] for key in ("term", "decision") if key not in at]
    if missing:
        raise Unreadable(
            f"sheet {SHEET!r} has no column {missing[0]!r}",
            where=path.name,
            remedy="keep the first row as it was",
        )
    decisions, problems = [], []
    for number, cells in rows[1:]:
        cell = {key: cells[i] if i < len(cells) else "" for key, i in at.items()}
        if not cell["decision"]:
            continue
        read = read_decision(cell["decision"])
        if read is None or not cell["term"]:
            problems.append(
                f"{path.name}: row {number}: {cell['decision']!r} is not a decision; "
                f"write {', '.join(CHOICES.values())}"
            )
            continue
        english, note = cell.get("english", ""), cell.get("note", "")
        decisions.append(Decision(cell["term"], *read, english, note, number))
    return decisions, problems


def take_decisions(
    decisions: Sequence[Decision], glossary: Glossary, folder: Path | None = None
) -> Taken:
    """
    Act on decisions: write drafts for accepted terms, remember all of them.

    A term that the glossary knows, or whose draft was made before, is left as it is.
    """
    folder = folder or user_words_dir()
    drafts: list[Path] = []
    left: list[tuple[Decision, str]] = []
    kept: list[Decision] = []
    for decision in decisions:
        try:
            if decision.choice == "accept":
                drafts.append(_accept(decision, glossary, folder, {p.stem for p in drafts}))
            kept.append(decision)
        except Usage as error:
            left.append((decision, error.cause))
    remember(kept, folder)
    return Taken(tuple(drafts), len(kept), tuple(left))


def _accept(decision: Decision, glossary: Glossary, folder: Path, taken: set[str]) -> Path:
    for term in glossary.senses(decision.term):
        raise Usage(f"is known already ({term.category}/{term.id})")
    term = draft_term(
        decision.term, glossary, english=decision.english, note=decision.note, taken=taken
    )
    return save_draft(term, folder)


def load_decisions(folder: Path | None = None) -> Decisions:
    """Read what was decided before (`decisions.tsv` beside the user's own words)."""
    path = (folder or user_words_dir()) / FILE
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"cannot be read: {error}", where=str(path)) from error
    by_term: dict[str, Decision] = {}
    for number, line in enumerate(lines[1:], start=2):
        term, choice, of = (*line.split("\t"), "", "")[:3]
        if choice not in CHOICES:
            raise Unreadable(
                f"{choice!r} is not a decision",
                where=f"{path}:{number}",
                remedy=f"use one of {', '.join(CHOICES)}, or delete the line",
            )
        by_term[term] = Decision(term, choice, of)  # type: ignore[arg-type]
    return Decisions(by_term)


def remember(decisions: Iterable[Decision], folder: Path | None = None) -> None:
    """Add decisions to the memory; a later one about the same term replaces the earlier."""
    folder = folder or user_words_dir()
    merged = {**load_decisions(folder).by_term, **{d.term: d for d in decisions}}
    if not merged:
        return
    rows = [f"{_cell(t)}\t{d.choice}\t{_cell(d.of)}" for t, d in sorted(merged.items())]
    write_text(folder / FILE, "\n".join([HEADER, *rows]) + "\n")


def _cell(text: str) -> str:
    return " ".join(text.split())
