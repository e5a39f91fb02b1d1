"""
A static site of the glossary: `draw_site` gives its files, a page a term, with addresses for good.

The address of a term is `terms/<id>.html`; a retired id keeps its page, which names the successor.
Pages load one style sheet; only the index loads a script, for the search. Nothing is fetched from
elsewhere, so that a folder on a stick, a zip and a server work alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from zhengming.base.entry import Term
from zhengming.base.findings import Build, Found
from zhengming.publish import phrases
from zhengming.publish.entries import describe
from zhengming.publish.export.glossary_json import dump
from zhengming.publish.pages.frame import environment, read_part
from zhengming.publish.pages.searching import keys_of, spellings, variants
from zhengming.publish.phrases import PAGE
from zhengming.words.keys import english_key, toned_key, toneless_key

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary

PLACES = (
    ("index.html", PAGE["site_pinyin"]),
    ("categories.html", PAGE["site_category"]),
    ("english.html", PAGE["site_english"]),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: a term with the English by which the line shows it."""

    term: Term
    hant: str
    english: str
    mark: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, reached by its anchor."""

    anchor: str
    title: str
    short: str
    rows: Sequence[Line]
    hans: str = ""


@dataclass
class Site:
    """What every page of the site is drawn from."""

    build: Build
    glossary: Glossary
    about: Mapping[str, str]
    lines: list[Line] = field(init=False)
    caution: str = field(init=False)

    def __post_init__(self) -> None:
        terms = sorted((found.term for found in self.build.found), key=_by_pinyin)
        self.lines = [_line(term, self.glossary) for term in terms]
        checked = any(term.review.status == "expert-checked" for term in terms)
        self.caution = phrases.SOME_EXPERT if checked else phrases.NO_EXPERT

    def draw(self, template: str, path: str, **values: object) -> bytes:
        """Draw one page; `path` is where it lies in the site."""
        made = environment().get_template(template)
        page = made.render(
            up="../" * path.count("/"),
            here_now=path,
            places=PLACES,
            about=self.about,
            caution=self.caution,
            **values,
        )
        return page.encode("utf-8")


def draw_site(
    build: Build, glossary: Glossary, about: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site as (path with slashes, content)."""
    site = Site(build, glossary, about)
    drawn = (
        ("site_index.html", _letters(site.lines)),
        ("site_index.html", _categories(site)),
        ("site_english.html", _english(site.lines)),
    )
    for (name, heading), (template, groups) in zip(PLACES, drawn, strict=True):
        values = {"heading": heading, "groups": groups, "size": len(site.lines)}
        yield name, site.draw(template, name, searching=name == "index.html", **values)
    yield from _terms(site)
    yield from _retired(site)
    style = "\n".join(map(read_part, ("style/common.css", "style/site.css")))
    script = "\n".join(map(read_part, ("script/search.js", "script/site.js")))
    yield "style.css", style.encode("utf-8")
    yield "search.js", script.encode("utf-8")
    yield "search-data.js", f"const data = {dump(_data(site.lines))};\n".encode()


def _by_pinyin(term: Term) -> tuple[str, str, str]:
    return toneless_key(term.pinyin), toned_key(term.pinyin), term.id


def _line(term: Term, glossary: Glossary) -> Line:
    best = term.preferred() or term.suggestible()
    english = "; ".join(r.term for r in best) or PAGE["no_english"]
    status = term.review.status
    mark = phrases.STATUS_SHORT[status] if status in ("draft", "disputed") else ""
    return Line(term, glossary.hant(term, "hant") or term.hans, english, mark)


def _letters(lines: Iterable[Line]) -> list[Group]:
    grouped = groupby(lines, lambda line: _initial(toneless_key(line.term.pinyin)))
    return [Group(f"letter-{x.lower()}", x, x, list(rows)) for x, rows in grouped]


def _categories(site: Site) -> list[Group]:
    categories = site.glossary.categories
    names = list(categories)
    known = {name: at for at, name in enumerate(names)}
    present = sorted(
        {line.term.category for line in site.lines}, key=lambda c: (known.get(c, len(names)), c)
    )
    rows: dict[str, list[Line]] = {name: [] for name in present}
    for line in site.lines:
        rows[line.term.category].append(line)
    groups = []
    for name in present:
        title = categories[name].en if name in categories else name
        hans = categories[name].hans if name in categories else ""
        groups.append(Group(name, title, title, rows[name], hans))
    return groups


def _english(lines: Iterable[Line]) -> list[Group]:
    """Group every rendering that may be offered by its first letter; what to avoid stays out."""
    shown = [
        Line(line.term, line.hant, r.term, phrases.caution(line.term, r))
        for line in lines
        for r in line.term.suggestible()
    ]
    shown.sort(key=lambda line: (english_key(line.english), line.term.id))
    grouped = groupby(shown, lambda line: _initial(english_key(line.english)))
    return [Group(f"letter-{x.lower()}", x, x, list(rows)) for x, rows in grouped]


def _initial(key: str) -> str:
    """Name the heading under which a key stands: its first letter, or one for all figures."""
    return "0–9" if key[:1].isdigit() else key[:1].upper() or "–"


def _terms(site: Site) -> Iterator[tuple[str, bytes]]:
    """Draw the page of every term."""
    here = {line.term.id for line in site.lines}
    shared = {"here": here, "names": site.glossary.terms, "link": "{}.html", "back": ""}
    for line in site.lines:
        name = f"terms/{line.term.id}.html"
        entry = describe(line.term, site.glossary)
        alone = Found(line.term, ())
        yield name, site.draw("site_term.html", name, e=entry, found=alone, **shared)


def _retired(site: Site) -> Iterator[tuple[str, bytes]]:
    """Keep the addresses of retired ids: their pages say why, and what followed."""
    here = {line.term.id: line.term for line in site.lines}
    for gone in site.glossary.retired.values() if site.build.whole_glossary else ():
        if gone.id not in here:
            name = f"terms/{gone.id}.html"
            values = {"name": gone.id, "why": gone.why, "to": here.get(gone.to)}
            yield name, site.draw("site_retired.html", name, **values)


def _data(lines: Iterable[Line]) -> dict[str, object]:
    """Return what the search script needs: keys by entry, variants of characters."""
    spelled = {line.term.id: spellings(line.term, line.hant) for line in lines}
    return {
        "keys": {line.term.id: keys_of(line.term, spelled[line.term.id]) for line in lines},
        "fold": variants(form for forms in spelled.values() for form in forms),
        "shown": PAGE["shown"],
    }
