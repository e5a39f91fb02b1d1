"""
What every format is made from: `Outgoing`, the entries of a build with all their spellings.

A format is a `Format` whose writer takes an Outgoing and gives a `Written`: the bytes, files that
go with them, and what could not be taken along. Writers keep no clock, no name, no path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from zhengming.base.entry import Rendering, Term
from zhengming.base.findings import Build, Found
from zhengming.publish.phrases import LICENCE, comment

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary

Direction = Literal["zh-en", "en-zh"]
VARIANTS: tuple[Literal["hant", "tw", "hk"], ...] = ("hant", "tw", "hk")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a flat list: a Chinese spelling, an English rendering, the comment on it."""

    term: Term
    zh: str
    en: str
    comment: str
    rendering: Rendering
    script: Literal["hans", "hant"]


@dataclass(frozen=True)
class Outgoing:
    """The entries that go out, in order, with their spellings in both scripts."""

    build: Build
    glossary: Glossary
    direction: Direction = "zh-en"

    @property
    def found(self) -> tuple[Found, ...]:
        """The entries that go out, with where they were found."""
        return self.build.found

    @cached_property
    def _traditional(self) -> Mapping[str, tuple[str, ...]]:
        """Traditional spellings (standard, Taiwan, Hong Kong) of every further form, made at once."""
        from zhengming.text.script import to_hant

        forms = sorted({s for f in self.found for s in f.term.surfaces()[1:] if "\n" not in s})
        joined = "\n".join(forms)
        columns = [to_hant(joined, variant).split("\n") for variant in VARIANTS]
        return dict(zip(forms, zip(*columns, strict=True), strict=True)) if forms else {}

    @cached_property
    def _heads(self) -> Mapping[str, tuple[str, ...]]:
        """The traditional forms of every entry's head form, in the order of `VARIANTS`."""
        terms = [found.term for found in self.found]
        return {t.id: tuple(self.glossary.hant(t, variant) for variant in VARIANTS) for t in terms}

    def hant(self, term: Term) -> str:
        """The traditional form that is shown: OpenCC's standard."""
        return self._heads[term.id][0]

    def hant_forms(self, term: Term) -> tuple[str, ...]:
        """Every traditional spelling of the head form that differs from the simplified one."""
        forms = dict.fromkeys(self._heads[term.id])
        return tuple(form for form in forms if form and form != term.hans)

    def traditional(self, form: str) -> tuple[str, ...]:
        """Every traditional spelling of a further form that differs from it."""
        return tuple(f for f in dict.fromkeys(self._traditional.get(form, ())) if f != form)

    def spellings(self, term: Term) -> Iterator[tuple[str, Literal["hans", "hant"], str]]:
        """Yield (spelling, script, simplified form) without repeats: head form first."""
        seen = set()
        for form in term.surfaces():
            other = self.hant_forms(term) if form == term.hans else self.traditional(form)
            for spelling in (form, *other):
                if spelling and spelling not in seen:
                    seen.add(spelling)
                    yield spelling, "hans" if spelling == form else "hant", form

    def pairs(self) -> Iterator[Pair]:
        """
        Yield the lines of a flat list, preferred renderings first; avoided ones never appear.

        Towards Chinese only the head form goes out, in simplified script. An entry without a rendering that may be offered yields nothing.
        """
        for found in self.found:
            term = found.term
            renderings = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
            for spelling, script, form in self.spellings(term):
                if self.direction == "en-zh" and spelling != term.hans:
                    continue
                for rendering in renderings:
                    note = comment(term, rendering, form=form)
                    yield Pair(term, spelling, rendering.term, note, rendering, script)

    def sides(self, pair: Pair) -> tuple[str, str]:
        """Return source and target of a line, in the direction asked for."""
        return (pair.zh, pair.en) if self.direction == "zh-en" else (pair.en, pair.zh)

    def silent(self) -> tuple[str, ...]:
        """Say which entries have no English to offer and are absent from flat lists."""
        return tuple(
            f"{f.term.hans} ({f.term.id}): no English that may be offered"
            for f in self.found
            if not f.term.suggestible()
        )

    def about(self) -> Mapping[str, str]:
        """Version, hash, date and licence of the words (not of the run)."""
        versions = self.build.versions
        return {
            "program": f"zhengming {versions.get('zhengming', '')}".strip(),
            "words": versions.get("words", "") or self.glossary.version,
            "words_sha256": versions.get("words_sha256", "") or self.glossary.content_hash,
            "date": self.glossary.date,
            "licence": LICENCE,
        }


@dataclass(frozen=True, slots=True)
class Written:
    """An export: its bytes, companion files by the ending of their names, what stayed behind."""

    data: bytes
    companions: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """
    A way out.

    `suffix` ends the file's name, `title` says for whom it is, `loading` is the half page on how
    to load it; `directions` lists what the target can hold; `folder` says that its zip is meant to be
    unpacked.
    """

    name: str
    suffix: str
    title: str
    writer: Callable[[Outgoing], Written]
    loading: str
    directions: tuple[Direction, ...] = ("zh-en",)
    folder: bool = False

    def export(self, build: Build, glossary: Glossary, direction: Direction = "zh-en") -> Written:
        """Write a build in this format."""
        if direction not in self.directions:
            direction = self.directions[0]
        return self.writer(Outgoing(build, glossary, direction))

    def write(self, build: Build, glossary: Glossary, direction: Direction = "zh-en") -> bytes:
        """Return the bytes alone."""
        return self.export(build, glossary, direction).data
