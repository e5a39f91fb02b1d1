"""Rules about what an entry claims: renderings and whose they are, notes and what they rest on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from zhengming.base.entry import UNSOURCED_ORIGINS, Cited, Term
from zhengming.words.rules.registry import Problem, entry_rule
from zhengming.words.tomllines import Path

SENTENCES = 4
DATE = re.compile(r"\d{4}(s|-\d{2}(-\d{2})?)?")
SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*$")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@entry_rule("has-preferred")
def has_preferred(term: Term) -> Iterator[Problem]:
    """An entry has at least one preferred rendering."""
    if not term.preferred():
        yield ("en",), "no preferred rendering; give one, its origin may be descriptive or ours"


@entry_rule("one-preferred")
def one_preferred(term: Term) -> Iterator[Problem]:
    """One preferred rendering per part of speech."""
    seen: Counter[str] = Counter()
    for at, rendering in enumerate(term.renderings):
        if rendering.use == "preferred":
            seen[rendering.pos] += 1
            if seen[rendering.pos] == 2:
                yield (
                    ("en", at, "use"),
                    'two preferred renderings; keep one, mark the other "accepted"',
                )


@entry_rule("avoid-why")
def avoid_why(term: Term) -> Iterator[Problem]:
    """A rendering to be avoided says why."""
    for at, rendering in enumerate(term.renderings):
        if rendering.use == "avoid" and not rendering.why:
            yield ("en", at), f"{rendering.term!r} is to be avoided: say why"


@entry_rule("origin")
def origin(term: Term) -> Iterator[Problem]:
    """A rendering that is offered says whose it is; all origins but three need a source."""
    for at, rendering in enumerate(term.renderings):
        if rendering.use == "avoid":
            continue
        if rendering.origin is None:
            yield ("en", at), f"{rendering.term!r} does not say whose it is; add origin"
        elif rendering.origin not in UNSOURCED_ORIGINS and not rendering.sources:
            honest = ", ".join(UNSOURCED_ORIGINS)
            say = f"origin {rendering.origin!r} needs sources; without one it is {honest}"
            yield ("en", at, "origin"), say


@entry_rule("rendering-twice")
def rendering_twice(term: Term) -> Iterator[Problem]:
    """No rendering stands twice in an entry for the same part of speech."""
    seen: dict[tuple[str, str], int] = {}
    for at, rendering in enumerate(term.renderings):
        key = (" ".join(rendering.term.casefold().split()), rendering.pos)
        if key in seen:
            yield ("en", at, "term"), f"{rendering.term!r} stands here already"
        seen[key] = at


@entry_rule("definition")
def definition(term: Term) -> Iterator[Problem]:
    """A definition has one to four sentences, one a line, each with its full stop."""
    lines = term.definition.split("\n") if term.definition else []
    if not 1 <= len(lines) <= SENTENCES:
        yield ("definition",), f"{len(lines)} sentences; write one to four, one a line"
    for number, line in enumerate(lines, start=1):
        if not SENTENCE_END.search(line):
            yield ("definition",), f"sentence {number} has no full stop"


@entry_rule("significance-source")
def significance_source(term: Term) -> Iterator[Problem]:
    """What a thing means in practice is said only where the entry names a source or a law."""
    sourced = any(path[0] != "attested" for path, _ in cited(term))
    if term.significance and not sourced and not any(law.verified for law in term.laws):
        yield ("significance",), "rests on no source in this entry; name one or leave it empty"


@entry_rule("right-source")
def right_source(term: Term) -> Iterator[Problem]:
    """A note on rights names its source."""
    for at, right in enumerate(term.rights):
        if not right.sources:
            yield ("right", at), f"{right.instrument}: no source; name one or leave it out"


@entry_rule("law-complete")
def law_complete(term: Term) -> Iterator[Problem]:
    """A law that was read names version, a string that stands there, and what is known of its force."""
    for at, law in enumerate(term.laws):
        if not law.verified:
            if not law.sources:
                yield ("law", at), "a law that was not read needs the source that names it"
            continue
        wanted = {
            "text_version": law.text_version,
            "quote_check": law.quote_check,
            "in_force": law.in_force,
        }
        missing = [key for key, value in wanted.items() if not value]
        if missing:
            yield (
                ("law", at),
                f"{law.instrument}: add {', '.join(missing)}, or say verified = false with a source",
            )


@entry_rule("expansion-claim")
def expansion_claim(term: Term) -> Iterator[Problem]:
    """A part that is spelled out names who spells it out; where nothing does, nothing is written."""
    for at, part in enumerate(term.expansions):
        if part.claim == "unknown" and (part.hans or part.en or part.variants):
            yield (
                ("expansion", at),
                "nothing spells this out (claim unknown): leave hans and en out",
            )
        if part.claim != "unknown" and not part.sources:
            yield ("expansion", at), f"claim {part.claim!r} needs sources"
        if part.claim != "unknown" and not (part.hans or part.en):
            yield ("expansion", at), f"claim {part.claim!r} needs hans, the part as it is written"


@entry_rule("place")
def place(term: Term) -> Iterator[Problem]:
    """A local name says where it belongs."""
    if term.scope != "national" and term.place is None:
        yield ("scope",), f'scope {term.scope!r} needs place = {{ hans = "…", en = "…" }}'


@entry_rule("reader")
def reader(term: Term) -> Iterator[Problem]:
    """A status beyond draft says who read it; only a person makes an entry expert-checked."""
    review = term.review
    if review.reader not in ("", "person", "program"):
        yield ("review", "reader"), f"reader is person or program, not {review.reader!r}"
    if review.status == "reread" and not review.reader:
        yield ("review", "status"), "reread by whom? add reader = person or program"
    if review.status == "expert-checked" and review.reader != "person":
        yield ("review", "status"), "only a person with the competence makes it expert-checked"


@entry_rule("date")
def date(term: Term) -> Iterator[Problem]:
    """Dates are written 2024, 2024-08, 2024-08-31 or 1980s; a law without one is "undated"."""
    for path, value in _dates(term):
        if value and not DATE.fullmatch(value):
            yield path, f"{value!r} is not a date like 2024-08-31, 2024-08 or 2024"
    for at, law in enumerate(term.laws):
        if law.text_version not in ("", "undated") and not DATE.fullmatch(law.text_version):
            yield ("law", at, "text_version"), f'{law.text_version!r}: a date, or "undated"'


def _dates(term: Term) -> Iterator[tuple[Path, str]]:
    yield ("review", "facts_as_of"), term.review.facts_as_of
    for at, law in enumerate(term.laws):
        yield ("law", at, "in_force"), law.in_force.as_of if law.in_force else ""
        yield ("law", at, "superseded"), law.superseded.date if law.superseded else ""
    for at, seen in enumerate(term.attested):
        yield ("attested", at, "date"), seen.date
    if term.history:
        names = {"first_known": "first_known", "from": "start", "to": "end"}
        for key, name in names.items():
            dated = getattr(term.history, name)
            yield ("history", key), dated.date if dated else ""


@entry_rule("characters")
def characters(term: Term) -> Iterator[Problem]:
    """No control, direction or zero-width characters in any field."""
    for path, text in prose(term):
        if bad := CONTROL.search(text):
            yield path, f"contains U+{ord(bad[0]):04X}, which no one can see; delete it"
    for surface in term.surfaces():
        if CONTROL.search(surface) or surface != " ".join(surface.split()):
            yield ("hans",), f"{surface!r} holds a blank too many or an invisible character"


def prose(term: Term) -> Iterator[tuple[Path, str]]:
    """Yield every passage of our own English with its path."""
    yield from ((("definition",), term.definition), (("note",), term.note))
    yield ("significance",), term.significance
    for at, r in enumerate(term.renderings):
        yield ("en", at, "why"), r.why
        yield ("en", at, "note"), r.note
        if r.use != "avoid" and r.origin in UNSOURCED_ORIGINS:
            yield ("en", at, "term"), r.term
            yield ("en", at, "first"), r.first
    for at, law in enumerate(term.laws):
        yield ("law", at, "note"), law.note
    for at, right in enumerate(term.rights):
        yield from ((("right", at, "issue"), right.issue), (("right", at, "note"), right.note))
    for at, other in enumerate(term.confusables):
        yield ("confusable", at, "difference"), other.difference
    for at, part in enumerate(term.expansions):
        for key in ("en", "gloss", "note"):
            yield ("expansion", at, key), getattr(part, key)


def cited(term: Term) -> Iterator[tuple[Path, str]]:
    """Yield every source that an entry names, with its path."""
    tables: dict[str, Sequence[Any]] = {
        "en": term.renderings,
        "law": term.laws,
        "right": term.rights,
        "expansion": term.expansions,
    }
    for key, items in tables.items():
        for at, item in enumerate(items):
            sources: tuple[Cited, ...] = item.sources
            yield from (((key, at, "sources"), source.id) for source in sources)
    for at, seen in enumerate(term.attested):
        yield ("attested", at, "source"), seen.source
    if term.history:
        for key in ("first_known", "start", "end", "successor"):
            dated = getattr(term.history, key)
            yield from ((("history",), s.id) for s in (dated.sources if dated else ()))
