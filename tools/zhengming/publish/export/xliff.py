"""
XLIFF 2.1: one unit an entry, with the glossary module beside it.

The unit holds the head form and its first preferred rendering as segment; the module holds every
spelling with every rendering that may be offered, and the definition.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from zhengming.base.entry import Term
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import identifier
from zhengming.publish.export.xml import Node, node, write_xml
from zhengming.publish.phrases import comment

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
LOADING = """\
XLIFF 2.1 with its glossary module

For tools that read XLIFF 2: one unit an entry, named like the entry. The segment pairs the simplified
form with its first preferred rendering; the glossary module beside it lists all spellings, in both
scripts, with all renderings that may be offered, and the definition.

A note on each unit says when the entry is a draft and when the English is our own or word for word,
and which English to avoid. Entries without English that may be offered stay behind.
"""


def write(out: Outgoing) -> Written:
    """Write the entries that have English to offer."""
    units: Iterable[Node] = (_unit(out, f.term) for f in out.found if f.term.suggestible())
    about = out.about()
    facts = f"{about['program']}; words {about['words']}, {about['date']}; {about['licence']}"
    if not any(f.term.suggestible() for f in out.found):
        units = [node("unit", [node("segment", [node("source", "正名")])], id="none")]
    file = node("file", chain([node("notes", [node("note", facts)])], units), id="glossary")
    head = {"version": "2.1", "srcLang": "zh-Hans", "trgLang": "en"}
    names = {"xmlns": CORE, "xmlns:gls": GLOSSARY}
    return Written(write_xml(("xliff", {**head, **names}, [file])), left_out=out.silent())


def _unit(out: Outgoing, term: Term) -> Node:
    renderings = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    translations = [node("gls:translation", r.term) for r in renderings]
    definition = [node("gls:definition", term.definition)] if term.definition else []
    entries = [
        node("gls:glossEntry", [node("gls:term", spelling), *translations, *definition])
        for spelling, _, _ in out.spellings(term)
    ]
    notes = [node("note", f"{r.term}: {comment(term, r)}") for r in renderings]
    segment = node("segment", [node("source", term.hans), node("target", renderings[0].term)])
    parts = [node("gls:glossary", entries), node("notes", notes), segment]
    return node("unit", parts, id=identifier(term.id))


FORMAT = Format("xliff", ".xlf", "XLIFF 2.1 glossary module", write, LOADING)
