"""
TBX version 3 (ISO 30042:2019), dialect TBX-Basic, DCA style: the standard for exchange.

Simplified, traditional and English stand in language sections of their own. A rendering to avoid
goes out with the status `deprecatedTerm-admn-sts`, which this version's readers respect; readers of
version 2 do not (see `tbx_v2`). No `xml-model` line: an editor would fetch the schema it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengming.base.entry import Rendering, Term
from zhengming.base.findings import Found
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.xml import Node, node, write_xml
from zhengming.publish.phrases import (
    NO_EXPERT,
    SCOPE,
    checked,
    comment,
    one_line,
    whose,
)

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
STATUS_OF_USE = {
    "preferred": "preferredTerm-admn-sts",
    "accepted": "admittedTerm-admn-sts",
    "avoid": "deprecatedTerm-admn-sts",
}
PARTS_OF_SPEECH = ("adjective", "noun", "verb", "adverb")
LOADING = """\
TBX version 3 (TBX-Basic)

The international standard for term lists (ISO 30042:2019). Each entry has three language sections:
zh-Hans (simplified), zh-Hant (traditional) and en. English to avoid is there too, with the status
"deprecated": a program that ignores statuses should be given another format.

* Trados: convert with Glossary Converter, or take the format `multiterm`.
* memoQ, Phrase, XTM: import as TBX and map zh-Hans to Chinese (PRC), zh-Hant to Chinese (Taiwan).
* OmegaT and Weblate read only version 2: take `omegat`, `tbx-v2` or `weblate`.

A note on each English term says when the entry is a draft and when the English is our own or word
for word. The header carries version, date and licence of the words.
"""


def identifier(term_id: str) -> str:
    """
    Make an entry's name a legal XML name.

    >>> identifier("weiwen"), identifier("110-baojing")
    ('weiwen', '_110-baojing')
    """
    return term_id if re.match(r"[A-Za-z_]", term_id) else f"_{term_id}"


def write(out: Outgoing) -> Written:
    """Write the entries as TBX-Basic."""
    present = {found.term.id for found in out.found}
    entries = (_entry(out, found, present) for found in out.found)
    root = node(
        "tbx",
        [_header(out), node("text", [node("body", entries)])],
        type="TBX-Basic",
        style="dca",
        xml_lang="en",
        xmlns=NAMESPACE,
    )
    return Written(write_xml(root))


def _header(out: Outgoing) -> Node:
    about = out.about()
    facts = f"Words {about['words']}, facts as of {about['date']}, SHA-256 {about['words_sha256']}"
    return node(
        "tbxHeader",
        [
            node(
                "fileDesc",
                [
                    node(
                        "publicationStmt",
                        [node("p", one_line(facts)), node("p", about["licence"])],
                    ),
                    node("titleStmt", [node("title", "Zhengming: political-legal terms")]),
                    node("sourceDesc", [node("p", about["program"]), node("p", NO_EXPERT)]),
                ],
            )
        ],
    )


def _entry(out: Outgoing, found: Found, present: set[str]) -> Node:
    term = found.term
    category = out.glossary.categories.get(term.category)
    subject = category.en if category else term.category
    children = [node("descrip", subject, type="subjectField")]
    children += (
        node("ref", other, type="crossReference", target=identifier(other))
        for other in term.related
        if other in present
    )
    children += (node("note", text) for text in notes(term))
    children.append(node("langSec", list(_chinese(out, term, "hans")), xml_lang="zh-Hans"))
    hant = list(_chinese(out, term, "hant"))
    if hant:
        children.append(node("langSec", hant, xml_lang="zh-Hant"))
    english = [_english(out, term, r) for r in term.renderings]
    if english:
        definition = [node("descrip", term.definition, type="definition")]
        children.append(
            node("langSec", [*(definition if term.definition else ()), *english], xml_lang="en")
        )
    return node("conceptEntry", children, id=identifier(term.id))


def notes(term: Term) -> Iterator[str]:
    """Yield what an entry has to say beside its terms and its definition, a label before each."""
    yield f"Pinyin: {term.pinyin}"
    place = f"; {term.place.en} ({term.place.hans})" if term.place else ""
    yield f"Where it applies: {SCOPE[term.scope]}{place}"
    yield f"Checked: {checked(term)}"
    if not term.renderings and term.definition:
        yield f"What it is: {term.definition}"
    if term.note:
        yield f"For the translator: {term.note}"
    if term.significance:
        yield f"What it means in practice: {term.significance}"


def _chinese(out: Outgoing, term: Term, wanted: str) -> Iterator[Node]:
    seen = set()
    for spelling, script, form in out.spellings(term):
        if script == wanted or (
            wanted == "hant" and form == term.hans and not out.hant_forms(term)
        ):
            if spelling in seen:
                continue
            seen.add(spelling)
            kind = "fullForm" if form == term.hans else "variant"
            kind = "shortForm" if form in term.short else kind
            yield node("termSec", [node("term", spelling), node("termNote", kind, type="termType")])


def _english(out: Outgoing, term: Term, rendering: Rendering) -> Node:
    children = [
        node("term", rendering.term),
        node("termNote", STATUS_OF_USE[rendering.use], type="administrativeStatus"),
    ]
    if rendering.pos:
        pos = rendering.pos if rendering.pos in PARTS_OF_SPEECH else "other"
        children.append(node("termNote", pos, type="partOfSpeech"))
    children += (node("admin", text, type="source") for text in cited(out, rendering))
    if rendering.use == "avoid":
        text = f"avoid: {rendering.why}" if rendering.why else "avoid"
    else:
        text = comment(term, rendering)
    children.append(node("note", text))
    if rendering.abbr:
        children.append(node("note", f"Abbreviation: {rendering.abbr}"))
    if rendering.first:
        children.append(node("note", f"At first mention: {rendering.first}"))
    return node("termSec", children)


def cited(out: Outgoing, rendering: Rendering) -> Iterator[str]:
    """Yield the sources of a rendering as text: title, who, date, where in it."""
    for source in rendering.sources:
        known = out.glossary.sources.get(source.id)
        facts = (known.title, known.author, known.date) if known else (source.id,)
        yield ", ".join(part for part in (*facts, source.at, source.how) if part)
    if not rendering.sources and whose(rendering):
        yield whose(rendering)


FORMAT = Format("tbx", ".tbx", "TBX version 3 (the standard)", write, LOADING)
