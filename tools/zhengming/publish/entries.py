"""
An entry as people read it: `describe` turns a Term into labelled parts, in everyday words.

Pages, readers' dictionaries and the printed glossary are drawn from the same parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhengming.base.entry import Cited, Dated, Expansion, History, Law, Rendering, Right, Term
from zhengming.publish import phrases
from zhengming.publish.phrases import PAGE

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary


@dataclass(frozen=True, slots=True)
class English:
    """A rendering with whose it is."""

    term: str
    use: str
    pos: str
    abbr: str
    whose: str
    purpose: str
    first: str
    why: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a slogan or abbreviation."""

    number: int
    hans: str
    en: str
    gloss: str
    variants: tuple[str, ...]
    claim: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A law, a norm or a date: a line with its details and sources."""

    lead: str
    lead_zh: str
    details: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything a page shows of an entry."""

    term: Term
    hant: str
    best: tuple[English, ...]
    others: tuple[English, ...]
    avoid: tuple[English, ...]
    groups: Sequence[tuple[str, Sequence[Part]]]
    laws: tuple[Statement, ...]
    rights: tuple[Statement, ...]
    history: tuple[Statement, ...]
    attested: tuple[str, ...]
    category: str
    kind: str
    scope: str
    tones: tuple[str, ...]
    status: str
    layer: str
    shadowed: tuple[Term, ...]
    report: str


def describe(term: Term, glossary: Glossary) -> Entry:
    """Put an entry into the words of the page."""
    english = [_english(r, glossary) for r in term.renderings]
    category = glossary.categories.get(term.category)
    place = f"{term.place.en} {term.place.hans}: " if term.place else ""
    return Entry(
        term=term,
        hant=glossary.hant(term, "tw"),
        best=tuple(e for e in english if e.use == "preferred"),
        others=tuple(e for e in english if e.use == "accepted"),
        avoid=tuple(e for e in english if e.use == "avoid"),
        groups=_groups(term.expansions, glossary),
        laws=tuple(_law(law, glossary) for law in term.laws),
        rights=tuple(_right(right, glossary) for right in term.rights),
        history=tuple(_history(term.history, glossary)),
        attested=tuple(_attested(term, glossary)),
        category=category.en if category else term.category,
        kind=phrases.TYPE[term.type],
        scope=f"{place}{phrases.SCOPE[term.scope]}",
        tones=tuple(phrases.TONE[t] for t in term.tone),
        status=phrases.checked(term),
        layer=phrases.LAYER_SHIPPED if term.layer == "shipped" else term.layer,
        shadowed=tuple(glossary.shadowed(term.id)),
        report=phrases.error_report(term, glossary.version, glossary.content_hash),
    )


def cite(sources: Iterable[Cited], glossary: Glossary) -> tuple[str, ...]:
    """Write sources as lines: title, who, date, where in it, how it was read, address."""
    lines = []
    for source in sources:
        known = glossary.sources.get(source.id)
        facts = (known.title, known.author, known.date) if known else (source.id,)
        how = source.how or (known.how if known else "")
        url = known.url if known else ""
        parts = (*facts, source.at, f"({how})" if how else "", url)
        lines.append(", ".join(part for part in parts if part).replace(", (", " ("))
    return tuple(lines)


def _english(rendering: Rendering, glossary: Glossary) -> English:
    return English(
        term=rendering.term,
        use=rendering.use,
        pos=rendering.pos,
        abbr=rendering.abbr,
        whose=phrases.whose(rendering),
        purpose=phrases.PURPOSE.get(rendering.purpose, rendering.purpose),
        first=rendering.first,
        why=rendering.why,
        note=rendering.note,
        sources=cite(rendering.sources, glossary),
    )


def _groups(parts: Iterable[Expansion], glossary: Glossary) -> list[tuple[str, list[Part]]]:
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.group, []).append(
            Part(
                number=part.n,
                hans=part.hans,
                en=part.en,
                gloss=part.gloss,
                variants=part.variants,
                claim=phrases.CLAIM[part.claim],
                note=part.note,
                sources=cite(part.sources, glossary),
            )
        )
    return list(groups.items())


def _law(law: Law, glossary: Glossary) -> Statement:
    details = [phrases.RELATION[law.relation]]
    if law.text_version:
        details.append(f"{PAGE['law_version']} {law.text_version}")
    if law.in_force:
        parts = (law.in_force.as_of, law.in_force.certainty, law.in_force.note)
        details.append(f"{PAGE['law_as_of']} {', '.join(p for p in parts if p)}")
    if law.superseded:
        gone = f"{PAGE['law_superseded']} {law.superseded.date}"
        details.append(f"{gone} ({law.superseded.note})" if law.superseded.note else gone)
    if not law.verified:
        details.append(PAGE["law_unverified"])
    if law.note:
        details.append(law.note)
    lead = f"{law.instrument}{law.article}"
    return Statement("", lead, tuple(details), cite(law.sources, glossary))


def _right(right: Right, glossary: Glossary) -> Statement:
    lead = " ".join(p for p in (right.instrument, right.provision) if p)
    document = ", ".join(p for p in (right.body, right.document, right.paragraph) if p)
    details = (right.issue, document, right.prc_status, right.note)
    return Statement(lead, "", tuple(d for d in details if d), cite(right.sources, glossary))


def _history(history: History | None, glossary: Glossary) -> Iterator[Statement]:
    if history is None:
        return
    facts: Mapping[str, Dated | None] = {
        "first_known": history.first_known,
        "from": history.start,
        "to": history.end,
        "successor": history.successor,
    }
    for key, fact in facts.items():
        if fact is not None:
            details = tuple(d for d in (fact.what, fact.certainty, fact.note) if d)
            lead = f"{PAGE[key]} {fact.date}".strip()
            yield Statement(lead, "", details, cite(fact.sources, glossary))


def _attested(term: Term, glossary: Glossary) -> Iterator[str]:
    for seen in term.attested:
        known = glossary.sources.get(seen.source)
        times = PAGE["times"].format(n=seen.count) if seen.count else ""
        parts = (seen.form, known.title if known else seen.source, seen.date, times)
        yield ", ".join(part for part in parts if part)
