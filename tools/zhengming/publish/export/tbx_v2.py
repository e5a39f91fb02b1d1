"""
TBX version 2 (`martif`): what OmegaT, Weblate and many older programs read.

Exactly two language sets, zh and en: with three, readers pair simplified with traditional. Both
scripts stand in the Chinese one. Renderings to avoid are named in a note and never stand as terms,
because OmegaT offers whatever stands there.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhengming.base.entry import Rendering, Term
from zhengming.base.findings import Found
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import STATUS_OF_USE, identifier, notes
from zhengming.publish.export.xml import Node, node, write_xml
from zhengming.publish.phrases import NO_EXPERT, comment, one_line

LOADING = """\
TBX version 2

For OmegaT, Weblate and older programs. Two languages, zh and en; both scripts are terms of the
Chinese side, so that either is found.

* OmegaT: copy the file into the project's `glossary` folder, the name ending in .tbx.
* Weblate: take the format `weblate`, which splits entries the way Weblate wants them.
* Trados MultiTerm: convert with Glossary Converter, or take `multiterm`.

English to avoid is not among the terms: some programs would offer it. It is named in the notes. Notes
also say when an entry is a draft and when the English is our own or word for word.
"""


def write(out: Outgoing) -> Written:
    """Write the entries that have English to offer."""
    entries = (_entry(out, found) for found in out.found if found.term.suggestible())
    return Written(martif(out, entries), left_out=out.silent())


def martif(out: Outgoing, entries: Iterable[Node]) -> bytes:
    """Put entries into a version 2 file with its header."""
    about = out.about()
    facts = f"{about['program']}; words {about['words']}, facts as of {about['date']}"
    header = node(
        "martifHeader",
        [
            node(
                "fileDesc",
                [
                    node("titleStmt", [node("title", "Zhengming: political-legal terms")]),
                    node("publicationStmt", [node("p", about["licence"])]),
                    node("sourceDesc", [node("p", one_line(facts)), node("p", NO_EXPERT)]),
                ],
            ),
            node("encodingDesc", [node("p", "TBXBasicXCSV02.xcs", type="XCSURI")]),
        ],
    )
    body = node("text", [node("body", entries)])
    return write_xml(node("martif", [header, body], type="TBX-Basic", xml_lang="zh"))


def _entry(out: Outgoing, found: Found) -> Node:
    term = found.term
    category = out.glossary.categories.get(term.category)
    children = [node("descrip", category.en if category else term.category, type="subjectField")]
    if term.definition:
        children.append(node("descrip", one_line(term.definition), type="definition"))
    children += (node("note", one_line(text)) for text in notes(term))
    chinese = [
        node("tig", [node("term", s), node("termNote", kind(term, form), type="termType")])
        for s, _, form in out.spellings(term)
    ]
    renderings = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    children += (
        node("langSet", chinese, xml_lang="zh"),
        node("langSet", [_english(term, r) for r in renderings], xml_lang="en"),
    )
    return node("termEntry", children, id=identifier(term.id))


def kind(term: Term, form: str) -> str:
    """Say in TBX's words what kind of spelling a form is."""
    if form == term.hans:
        return "fullForm"
    return "shortForm" if form in term.short else "variant"


def _english(term: Term, rendering: Rendering) -> Node:
    return node(
        "tig",
        [
            node("term", rendering.term),
            node("termNote", STATUS_OF_USE[rendering.use], type="administrativeStatus"),
            node("note", comment(term, rendering)),
        ],
    )


FORMAT = Format("tbx-v2", ".tbx", "TBX version 2 (OmegaT, Weblate)", write, LOADING)
