"""
index.html: the whole result of a build on one page, searchable, usable from a USB stick.

`render_index` draws the lists at once and keeps the entries as data, drawn when they are opened: so
the page stays quick with more than a thousand terms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhengming.base.document import Document
from zhengming.base.findings import Build, Examined, Found, Occurrence
from zhengming.publish import phrases
from zhengming.publish.entries import describe
from zhengming.publish.export import FORMATS, TERM_LISTS
from zhengming.publish.pages.frame import data_block, environment, render
from zhengming.publish.pages.quotation import proof_line, source_line
from zhengming.publish.pages.searching import keys_of, spellings, variants
from zhengming.publish.passages import Explained, explained, passage
from zhengming.publish.visible import HIDDEN, NAMES

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary

MOST_PASSAGES = 12
STRIP = 1000
REPEATED, CUT_BEFORE, CUT_AFTER = 1, 2, 4
# Document number, start, text before, as written, text after, flags, page, anchor.
Passed = tuple[int, int, str, str, str, int, str, str]
# Start, x on the strip, paragraph from 1, page, whether it stands in a repeated part.
Tick = tuple[int, int, int, str, int]
SAID = (
    "as_table as_written copied copy_quotation how_far more_passages not_copied page paragraph place "
    "read_there repeat repeated shown where"
)


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """A document as the index names it."""

    number: int
    document: Document
    examined: Examined
    title: str
    language: str
    script: str
    wording: str
    localised: bool
    share: Explained
    known_width: float
    possible_width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list of terms."""

    found: Found
    hant: str
    english: str
    documents: str
    category: str


def render_index(build: Build, glossary: Glossary) -> str:
    """Draw index.html."""
    marks = {m.document.id: m for m in shelfmarks(build)}
    rows = [_row(found, marks, glossary) for found in build.found]
    return render(
        "index.html",
        styles=("style/common.css", "style/index.css"),
        scripts=("script/common.js", "script/search.js", "script/index.js"),
        build=build,
        marks=list(marks.values()),
        rows=rows,
        fresh=build.candidates,
        choices=_choices(build, glossary),
        stats=_stats(build, glossary),
        files=[(name, FORMATS[key]) for name, key in TERM_LISTS.items()],
        glossary=glossary,
        caution=_caution(build),
        data=data_block(_data(build, glossary, marks)),
    )


def _caution(build: Build) -> str:
    checked = any(f.term.review.status == "expert-checked" for f in build.found)
    return phrases.SOME_EXPERT if checked else phrases.NO_EXPERT


def title_of(document: Document) -> str:
    """Name a document: its title, else its first heading, else its file."""
    if document.source.title:
        return document.source.title
    headings = (p for p in document.paragraphs if p.kind == "heading")
    first = next(headings, None)
    text = document.text[first.start : first.end].strip() if first else ""
    return text[:80] or document.name


def shelfmarks(build: Build) -> Iterator[Shelfmark]:
    """Describe the documents of a build, numbered from 0."""
    possible: dict[str, list[Occurrence]] = {}
    for candidate in build.candidates:
        for place in candidate.occurrences:
            possible.setdefault(place.document, []).append(place)
    for number, one in enumerate(build.documents):
        share = explained(one, possible.get(one.document.id, []))
        known = STRIP * share.share(share.known)
        yield Shelfmark(
            number=number,
            document=one.document,
            examined=one,
            title=title_of(one.document),
            language=phrases.LANGUAGE[one.script.variant],
            script=phrases.SCRIPT[one.script.variant],
            wording=phrases.KIND_OF_TEXT[one.verdict.verdict] if one.verdict else "",
            localised=one.verdict is not None and one.verdict.verdict == "machine-localised",
            share=share,
            known_width=round(known, 1),
            possible_width=round(STRIP * share.share(share.possible), 1),
        )


def _row(found: Found, marks: Mapping[str, Shelfmark], glossary: Glossary) -> Row:
    term = found.term
    offered = term.preferred() or term.suggestible()
    numbers = sorted({marks[o.document].number for o in found.occurrences if o.document in marks})
    category = glossary.categories.get(term.category)
    return Row(
        found=found,
        hant=glossary.hant(term, "tw"),
        english="; ".join(r.term for r in offered),
        documents=" ".join(map(str, numbers)),
        category=category.en if category else term.category,
    )


def _passages(
    places: Iterable[Occurrence], marks: Mapping[str, Shelfmark], *, by_paragraph: bool = False
) -> list[Passed]:
    """Return passages as the script takes them, those that count first."""
    shown = []
    for place in sorted(places, key=lambda o: o.repeat):
        mark = marks.get(place.document)
        if mark is None:
            continue
        p = passage(mark.document, place)
        flags = p.repeat * REPEATED + p.cut_before * CUT_BEFORE + p.cut_after * CUT_AFTER
        anchor = f"p{place.paragraph}" if by_paragraph else f"m{place.start}"
        shown.append((mark.number, p.start, p.before, p.surface, p.after, flags, p.page, anchor))
    return shown


def _strips(found: Found, marks: Mapping[str, Shelfmark]) -> list[tuple[int, list[Tick]]]:
    """Return by document number where an entry stands: the strip and its table in one."""
    strips: dict[int, list[Tick]] = {}
    for place in found.occurrences:
        mark = marks.get(place.document)
        if mark is not None:
            page = mark.document.page_at(place.start)
            x = round(STRIP * place.start / max(len(mark.document.text), 1))
            tick = (
                place.start,
                x,
                place.paragraph + 1,
                page.label if page else "",
                int(place.repeat),
            )
            strips.setdefault(mark.number, []).append(tick)
    return sorted(strips.items())


def _choices(build: Build, glossary: Glossary) -> dict[str, list[tuple[str, str, int]]]:
    """List what the filters offer: (value, label, number of terms)."""
    terms = [f.term for f in build.found]
    categories = Counter(t.category for t in terms)
    scopes: Counter[str] = Counter(t.scope for t in terms)
    statuses: Counter[str] = Counter(t.review.status for t in terms)
    known = list(glossary.categories)
    order = sorted(categories, key=lambda c: (known.index(c) if c in known else len(known), c))
    names = {c: glossary.categories[c].en if c in glossary.categories else c for c in order}
    return {
        "category": [(c, names[c], categories[c]) for c in order],
        "scope": [(s, label, scopes[s]) for s, label in phrases.SCOPE.items() if s in scopes],
        "status": [(s, label, statuses[s]) for s, label in phrases.STATUS.items() if s in statuses],
    }


def _stats(build: Build, glossary: Glossary) -> list[tuple[str, int, int]]:
    """Count entries by how far they are checked: (label, found here, in the whole glossary)."""
    here = Counter(phrases.checked(f.term) for f in build.found)
    every = Counter(phrases.checked(t) for t in glossary.terms.values())
    order = list(phrases.STATUS.values())
    labels = sorted(every | here, key=lambda x: (order.index(x.split(" (")[0]), x))
    rows = [(label, here[label], every[label]) for label in labels]
    return [*rows, (phrases.PAGE["terms"], len(build.found), len(glossary.terms))]


def _data(build: Build, glossary: Glossary, marks: Mapping[str, Shelfmark]) -> dict[str, object]:
    """Return what the script needs: entries as drawn, search keys, variants of characters."""
    template = environment().get_template("entry.html")
    here = {f.term.id for f in build.found}
    entries: dict[str, str] = {}
    keys: dict[str, list[str]] = {}
    places: dict[str, object] = {}
    forms: set[str] = set()
    for found in build.found:
        name = found.term.id
        entry = describe(found.term, glossary)
        drawn = template.render(
            e=entry, found=found, here=here, names=glossary.terms, link="#t-{}", back="#filters"
        )
        entries[name] = re.sub(r"\s*\n\s*", "\n", drawn)
        spelled = spellings(found.term, entry.hant)
        forms.update(spelled)
        keys[name] = keys_of(found.term, spelled)
        shown = _passages(found.occurrences, marks)
        more = max(len(shown) - MOST_PASSAGES, 0)
        places[name] = [_strips(found, marks), shown[:MOST_PASSAGES], more]
    return {
        "documents": [_facts(mark) for mark in marks.values()],
        "entries": entries,
        "keys": keys,
        "places": places,
        "fresh": [_passages(c.occurrences[:3], marks, by_paragraph=True) for c in build.candidates],
        "fold": variants(forms),
        "hidden": HIDDEN,
        "chips": NAMES,
        "say": {key: phrases.PAGE[key] for key in SAID.split()},
    }


def _facts(mark: Shelfmark) -> dict[str, str]:
    """Return what the script says of a document: its name, its language, its line in a quotation."""
    document = mark.document
    return {
        "id": document.id,
        "title": mark.title,
        "language": mark.language,
        "before_page": ", ".join(source_line(document)),
        "after_page": ", ".join(proof_line(document)),
    }
