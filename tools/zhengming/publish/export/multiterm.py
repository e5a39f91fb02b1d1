"""
MultiTerm (Trados): MultiTerm XML for the entries, and the termbase definition (.xdt) that fits it.

The definition names the languages and fields; MultiTerm refuses fields that it does not know, so the
two are written from the same lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhengming.base.entry import Term
from zhengming.base.findings import Found
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import cited
from zhengming.publish.export.xml import Node, node, write_xml
from zhengming.publish.phrases import SCOPE, checked, comment, one_line

LANGUAGES = (
    ("ZH-CN", "Chinese (PRC)"),
    ("ZH-TW", "Chinese (Taiwan)"),
    ("EN-US", "English (United States)"),
)
USES = ("preferred", "admitted")
ENTRY_FIELDS = (
    "Name",
    "Subject",
    "Definition",
    "Pinyin",
    "Applies to",
    "Checked",
    "Translator",
    "Practice",
)
TERM_FIELDS = ("Status", "Note", "Source")
LOADING = """\
MultiTerm (Trados)

Two files: the entries (.xml) and the definition of the termbase (.xdt).

1. In MultiTerm: File > New > Create termbase, choose a place, then "Load an existing termbase
   definition file" and choose the .xdt. Finish the wizard.
2. Termbase Management > Import > Default import definition > Process, choose the .xml, tick
   "Fast import (import file is fully compliant MultiTerm XML)".
3. In Trados Studio: Project settings > Termbases > Use the new termbase.

English to avoid is not among the terms, because Studio would offer it; the notes name it. The notes
also say when an entry is a draft and when English is our own or word for word.
We could not try these files in MultiTerm itself: they follow its published layout.
"""


def write(out: Outgoing) -> Written:
    """Write the entries that have English to offer, and the definition beside them."""
    found = [f for f in out.found if f.term.suggestible()]
    concepts = (_concept(out, f, number) for number, f in enumerate(found, 1))
    return Written(
        write_xml(node("mtf", concepts)),
        {".xdt": write_xml(definition())},
        out.silent(),
    )


def _field(name: str, text: str) -> Node:
    return node("descripGrp", [node("descrip", one_line(text), type=name)])


def _concept(out: Outgoing, found: Found, number: int) -> Node:
    term = found.term
    category = out.glossary.categories.get(term.category)
    place = f"{SCOPE[term.scope]}: {term.place.en}" if term.place else SCOPE[term.scope]
    values = (
        term.id,
        category.en if category else term.category,
        term.definition,
        term.pinyin,
        place,
        checked(term),
        term.note,
        term.significance,
    )
    fields = [_field(n, v) for n, v in zip(ENTRY_FIELDS, values, strict=True) if v]
    return node("conceptGrp", [node("concept", str(number)), *fields, *_languages(out, term)])


def _languages(out: Outgoing, term: Term) -> Iterator[Node]:
    spelled = list(out.spellings(term))
    hans = [_term(s) for s, script, _ in spelled if script == "hans"]
    hant = [_term(s) for s, script, _ in spelled if script == "hant"]
    renderings = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    english = [
        _term(
            r.term,
            [
                _field("Status", USES[r.use != "preferred"]),
                _field("Note", comment(term, r)),
                *(_field("Source", text) for text in cited(out, r)),
            ],
        )
        for r in renderings
    ]
    for (code, name), terms in zip(LANGUAGES, (hans, hant or hans, english), strict=True):
        yield node("languageGrp", [node("language", lang=code, type=name), *terms])


def _term(text: str, fields: Sequence[Node] = ()) -> Node:
    return node("termGrp", [node("term", text), *fields])


# The definition file


def definition() -> Node:
    """Return the termbase definition: levels, languages, fields with their kinds."""
    term_level = _level("Term level", [_leaf(name) for name in TERM_FIELDS])
    index_level = _level("Index level", [term_level])
    entry_level = _level("Entry level", [*(_leaf(n) for n in ENTRY_FIELDS), index_level])
    languages = [
        part
        for code, name in LANGUAGES
        for part in (
            node("ItemLocale", code),
            node("ItemText", name),
            node("IsTargetOnly", "false"),
        )
    ]
    fields = [_kind(name) for name in (*ENTRY_FIELDS, *TERM_FIELDS)]
    inside = [
        node("Tree", [entry_level]),
        node("Languages", languages),
        node("TerminologyFields", fields),
        _typed("Option", "i4", "2"),
        _typed("CaseSensitive", "boolean", "0"),
        _typed("IgnoreNonAlpha", "boolean", "0"),
        node("TermbaseDescription", "Zhengming: political-legal terms"),
        *(node(name) for name in ("CopyrightText", "SplashImage", "IconFile", "RefInfo")),
    ]
    tag, attributes, content = node("Output", [node("Object", inside), _schema()])
    return tag, {**attributes, "xmlns:dt": "urn:schemas-microsoft-com:datatypes"}, content


def _typed(tag: str, kind: str, text: str) -> Node:
    return tag, {"dt:dt": kind}, text


def _level(name: str, children: Sequence[Node]) -> Node:
    head = (_typed("TextChild", "string", name), _typed("NodeType", "i4", "0"))
    return node("Node", [*head, *_rules("1", "1"), *children], ID="0")


def _leaf(name: str) -> Node:
    head = (_typed("TextChild", "string", name), _typed("NodeType", "i4", "1"))
    return node("Node", [*head, *_rules("0", "1" if name == "Source" else "0")], ID="0")


def _rules(mandatory: str, several: str) -> list[Node]:
    return [
        _typed("Mandatory", "boolean", mandatory),
        _typed("Multiply", "boolean", several),
        _typed("Readonly", "boolean", "0"),
        node("labels"),
        node("description"),
    ]


def _kind(name: str) -> Node:
    picks = [node("PicklistValue", use) for use in USES] if name == "Status" else []
    kind = node("Type", "Picklist" if picks else "Text")
    structure = node("Structure", [kind, *picks, node("History", "F")])
    return node("Node", [_typed("TextChild", "string", name), structure], ID="0")


def _schema() -> Node:
    """Return the part that says which elements stand in which, as every definition holds it."""
    kind = _attribute("type")
    descrip = _element("descrip", "mixed", [kind], times="0 *", typed="string")
    fields = _element("descripGrp", "eltOnly", [descrip], times="0 *")
    term = _element("term", "textOnly", [], times="1 1", typed="string")
    terms = _element("termGrp", "eltOnly", [term], times="1 *")
    language = _element("language", "empty", [_attribute("lang"), kind], times="0 *")
    languages = _element("languageGrp", "eltOnly", [language, terms, fields], times="0 *")
    concept = _element("concept", "textOnly", [], times="1 1", typed="ui4")
    group = _element("conceptGrp", "eltOnly", [concept, fields, languages], times="1 *")
    inner = node("Schema", [_element("mtf", "eltOnly", [group])], name="Termbase Definition")
    return node("Schema", [inner])


def _element(
    name: str, content: str, children: Sequence[Node], *, times: str = "", typed: str = ""
) -> Node:
    attributes = {"name": name, "content": content, "order": "many"}
    if typed:
        attributes["type"] = typed
    return "ElementType", attributes, [node("description"), *_occurs(times), *children]


def _attribute(name: str) -> Node:
    return "AttributeType", {"name": name, "type": ""}, [node("description"), *_occurs("1 1")]


def _occurs(limits: str) -> list[Node]:
    if not limits:
        return []
    low, high = limits.split()
    # The word is misspelt in MultiTerm's own files.
    return [node("Occurences", [node("Level", minOccurs=low, maxOccurs=high)])]


FORMAT = Format("multiterm", ".xml", "MultiTerm (Trados)", write, LOADING)
