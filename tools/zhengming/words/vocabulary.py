"""
The vocabularies beside the entries: categories, sources, retired ids, known revisions of laws.

`load_vocabulary` reads them from one words folder. Each file is optional there, so that a user's own
layer may hold entries and nothing else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from zhengming.base.errors import Unreadable
from zhengming.words.tomllines import find_lines

HOW_READ = ("full text", "excerpt", "reported by")


@dataclass(frozen=True, slots=True)
class Category:
    """A field of the glossary: its English and Chinese name and its place in lists."""

    id: str
    en: str
    hans: str = ""
    order: int = 99


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A work that was consulted; `how` says how much of it was read."""

    id: str
    title: str
    author: str = ""
    date: str = ""
    url: str = ""
    consulted: str = ""
    how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that is no longer in use: `to` names its successor, `why` the reason."""

    id: str
    why: str
    to: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A law known to have been revised: texts of an earlier version are superseded from `date`."""

    id: str
    law: str
    date: str
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a words folder says of itself (`words.toml`)."""

    name: str = ""
    version: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All vocabularies of one words folder, by id."""

    about: About = field(default_factory=About)
    categories: Mapping[str, Category] = field(default_factory=dict)
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    retired: Mapping[str, Retired] = field(default_factory=dict)
    revisions: Mapping[str, Revision] = field(default_factory=dict)


Record = TypeVar("Record", Category, SourceRecord, Retired, Revision)
UNSORTED = Category("unsorted", "Not yet sorted", "未归类", 99)


def load_vocabulary(folder: Path) -> Vocabulary:
    """
    Read the vocabulary files of a words folder.

    Raises `Unreadable` with file, line and rule (`L1 vocabulary`) at the first key that does not
    belong or the first record that lacks what it needs.
    """
    about = _read(folder / "words.toml")[0]
    return Vocabulary(
        about=_about(about, folder / "words.toml"),
        categories={UNSORTED.id: UNSORTED, **_records(folder / "categories.toml", Category)},
        sources=_records(folder / "sources.toml", SourceRecord),
        retired=_records(folder / "retired.toml", Retired),
        revisions=_records(folder / "revisions.toml", Revision),
    )


def _read(path: Path) -> tuple[dict[str, Any], str]:
    if not path.is_file():
        return {}, ""
    try:
        text = path.read_text("utf-8")
        return tomllib.loads(text), text
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(
            f"not valid TOML: {error}", where=str(path), rule="L1 vocabulary"
        ) from None


def _about(table: Mapping[str, Any], path: Path) -> About:
    unknown = set(table) - {f.name for f in fields(About)}
    if unknown:
        raise Unreadable(f"unknown key {min(unknown)!r}", where=str(path), rule="L1 vocabulary")
    return About(**table)


def _records(path: Path, make: Callable[..., Record]) -> dict[str, Record]:
    tables, text = _read(path)
    kinds = {f.name: f for f in fields(make)}  # type: ignore[arg-type]
    records: dict[str, Record] = {}
    for name, table in tables.items():
        fault = _fault(table, kinds)
        if not fault:
            try:
                records[name] = make(id=name, **table)
                continue
            except TypeError:
                fault = "a required key is absent"
        line = find_lines(text).at((name,))
        raise Unreadable(f"[{name}]: {fault}", where=f"{path}:{line}", rule="L1 vocabulary")
    return records


def _fault(table: object, kinds: Mapping[str, Any]) -> str:
    if not isinstance(table, dict):
        return "must be a table"
    for key, value in table.items():
        if key == "id" or key not in kinds:
            return f"unknown key {key!r}"
        if not isinstance(value, int if kinds[key].type == "int" else str):
            return f"{key!r} has the wrong kind of value"
    return ""
