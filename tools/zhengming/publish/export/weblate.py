"""
Weblate: TBX version 2, one entry for each spelling and rendering, as Weblate's reader pairs them.

A rendering to avoid goes out with the status `forbidden`, the only word by which Weblate knows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhengming.base.entry import Rendering, Term
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v2 import martif
from zhengming.publish.export.tbx_v3 import identifier
from zhengming.publish.export.xml import Node, node
from zhengming.publish.phrases import comment, one_line

LOADING = """\
Weblate

1. In your project open the glossary component (or create one: Tools > Glossary, source language
   Chinese, a language English).
2. Open its English translation > Files > Upload translation, choose this file, method "Add as new
   strings".

Each spelling with each rendering is an entry of its own, because Weblate's reader takes one pair an
entry. English to avoid is marked "forbidden": Weblate shows it as forbidden and warns when it is used.
The explanation of each English term says when the entry is a draft and when the English is our own or
word for word.
"""


def write(out: Outgoing) -> Written:
    """Write one entry a pair, forbidden ones last."""
    entries = (
        entry
        for found in out.found
        for at, (spelling, _, form) in enumerate(out.spellings(found.term))
        for entry in _entries(found.term, spelling, form, at)
    )
    return Written(martif(out, entries))


def _entries(term: Term, spelling: str, form: str, at: int) -> Iterator[Node]:
    order = ("preferred", "accepted", "avoid")
    for number, rendering in enumerate(sorted(term.renderings, key=lambda r: order.index(r.use))):
        definition = [node("descrip", one_line(term.definition))] if term.definition else []
        chinese = node("tig", [node("term", spelling)])
        yield node(
            "termEntry",
            [
                *definition,
                node("langSet", [chinese], xml_lang="zh"),
                node("langSet", [_english(term, rendering, form)], xml_lang="en"),
            ],
            id=f"{identifier(term.id)}.{at}.{number}",
        )


def _english(term: Term, rendering: Rendering, form: str) -> Node:
    children = [node("term", rendering.term)]
    if rendering.use == "avoid":
        children.append(node("termNote", "forbidden", type="administrativeStatus"))
        text = f"avoid: {rendering.why}" if rendering.why else "avoid"
    else:
        text = comment(term, rendering, form=form)
    children.append(("note", {"from": "translator"}, text))
    return node("tig", children)


FORMAT = Format("weblate", ".tbx", "Weblate glossary", write, LOADING)
