"""
SKOS in Turtle: the entries as concepts, for thesauri and linked data.

One `prefLabel` a language, as SKOS demands; further renderings are `altLabel`. A rendering to avoid
is no label at all: it is named in an editorial note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from zhengming.base.entry import Term
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import notes
from zhengming.publish.phrases import comment
from zhengming.publish.visible import legal_xml

PREFIXES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
SCHEME = "<urn:zhengming:glossary>"
LOADING = """\
SKOS (Turtle)

For thesaurus and linked-data programs (Skosmos, VocBench, PoolParty, Protégé, any RDF store):
import as Turtle. Every entry is a skos:Concept named urn:zhengming:term:<entry>, in one
skos:ConceptScheme; categories are skos:Collection.

Labels: prefLabel in zh-Hans, zh-Hant, zh-Latn-pinyin and en; further spellings and renderings are
altLabel. English to avoid is not a label: it stands in an editorialNote. A changeNote says how far the
entry was checked; notes on renderings say when they are our own or word for word.
"""


def text(value: str, language: str) -> str:
    """
    Write a literal with its language.

    >>> text('a "b"', "en")
    '"a \\\\"b\\\\""@en'
    """
    return f"{json.dumps(legal_xml(value), ensure_ascii=False)}@{language}"


def name(kind: str, identifier: str) -> str:
    """Write the name of an entry or a category."""
    return f"<urn:zhengming:{kind}:{re.sub(r'[^A-Za-z0-9._-]', '-', identifier)}>"


def write(out: Outgoing) -> Written:
    """Write scheme, collections and concepts."""
    present = {found.term.id for found in out.found}
    about = out.about()
    scheme = _statement(
        SCHEME,
        "skos:ConceptScheme",
        [
            ("skos:prefLabel", text("Zhengming: political-legal terms", "en")),
            ("dct:title", text("Zhengming: political-legal terms", "en")),
            ("dct:license", "<https://creativecommons.org/licenses/by/4.0/>"),
            ("owl:versionInfo", json.dumps(f"{about['words']} {about['words_sha256']}")),
            ("dct:modified", json.dumps(about["date"])),
        ],
    )
    concepts = (_concept(out, found.term, present) for found in out.found)
    turtle = "\n".join((PREFIXES, scheme, *_collections(out), *concepts))
    return Written(turtle.encode("utf-8"))


def _statement(subject: str, kind: str, facts: list[tuple[str, str]]) -> str:
    lines = [f"{subject} a {kind}", *(f"  {verb} {thing}" for verb, thing in facts)]
    return " ;\n".join(lines) + " .\n"


def _collections(out: Outgoing) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for found in out.found:
        members.setdefault(found.term.category, []).append(found.term.id)
    for category, ids in sorted(members.items()):
        known = out.glossary.categories.get(category)
        label = text(known.en if known else category, "en")
        facts = [("skos:prefLabel", label), *(("skos:member", name("term", i)) for i in ids)]
        yield _statement(name("category", category), "skos:Collection", facts)


def _concept(out: Outgoing, term: Term, present: set[str]) -> str:
    facts = [("skos:inScheme", SCHEME), ("skos:topConceptOf", SCHEME)]
    labels = list(_labels(out, term))
    seen: dict[str, str] = {}
    for value, language in labels:
        literal = text(value, language)
        verb = "skos:altLabel" if language in seen.values() else "skos:prefLabel"
        if literal not in seen:
            seen[literal] = language
            facts.append((verb, literal))
    if term.definition:
        facts.append(("skos:definition", text(term.definition, "en")))
    facts += (("skos:note", text(note, "en")) for note in notes(term))
    facts += (
        ("skos:note", text(f"{r.term}: {comment(term, r)}", "en")) for r in term.suggestible()
    )
    facts += (
        ("skos:editorialNote", text(f"avoid: {r.term}: {r.why}", "en"))
        for r in term.renderings
        if r.use == "avoid"
    )
    facts += (
        ("skos:related", name("term", other))
        for other in dict.fromkeys(term.related)
        if other in present and other != term.id
    )
    return _statement(name("term", term.id), "skos:Concept", facts)


def _labels(out: Outgoing, term: Term) -> Iterator[tuple[str, str]]:
    """Yield (label, language), for each language the preferred one first."""
    for spelling, script, _ in out.spellings(term):
        yield spelling, "zh-Hans" if script == "hans" else "zh-Hant"
    if not out.hant_forms(term):
        yield term.hans, "zh-Hant"
    yield term.pinyin, "zh-Latn-pinyin"
    for rendering in sorted(term.suggestible(), key=lambda r: r.use != "preferred"):
        yield rendering.term, "en"
        if rendering.abbr:
            yield rendering.abbr, "en"


FORMAT = Format("skos", ".ttl", "SKOS (Turtle)", write, LOADING)
