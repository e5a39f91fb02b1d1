"""
How a rule is written: a small function under `@entry_rule` (level L2) or `@glossary_rule` (L3).

A rule yields what is wrong and where; its name and level make the id that people see
("L2 one-preferred"), its docstring is its documentation. `words.lint` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from zhengming.base.entry import Term
from zhengming.words.statutes import Statutes
from zhengming.words.tomllines import Lines, Path, find_lines
from zhengming.words.vocabulary import Vocabulary

Problem = tuple[Path, str]


@dataclass(frozen=True)
class Filed:
    """An entry with the file it was read from."""

    term: Term
    file: str
    text: str

    @cached_property
    def lines(self) -> Lines:
        """The places of its keys."""
        return find_lines(self.text)


@dataclass(frozen=True)
class Whole:
    """
    All entries that a rule of level L3 sees.

    `entries` holds the winning entry of every id, `copies` the ids that stand in two files of one
    folder, `statutes` the law texts or their index where there is one.
    """

    entries: Mapping[str, Filed]
    vocabulary: Vocabulary
    copies: Sequence[tuple[Filed, Filed]] = ()
    statutes: Statutes | None = None
    vocabulary_file: str = ""
    owners: Mapping[str, list[str]] = field(default_factory=dict)


EntryRule = Callable[[Term], Iterator[Problem]]
GlossaryRule = Callable[[Whole], Iterator[tuple[str, Path, str]]]

ENTRY_RULES: dict[str, EntryRule] = {}
GLOSSARY_RULES: dict[str, GlossaryRule] = {}


def entry_rule(name: str) -> Callable[[EntryRule], EntryRule]:
    """Register a rule about one entry; it yields (path of the key, message)."""

    def register(rule: EntryRule) -> EntryRule:
        assert rule.__doc__, name
        ENTRY_RULES[name] = rule
        return rule

    return register


def glossary_rule(name: str) -> Callable[[GlossaryRule], GlossaryRule]:
    """Register a rule about entries together; it yields (entry id, path of the key, message)."""

    def register(rule: GlossaryRule) -> GlossaryRule:
        assert rule.__doc__, name
        GLOSSARY_RULES[name] = rule
        return rule

    return register
