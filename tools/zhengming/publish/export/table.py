"""
The plain table that CSV, Excel's CSV and the workbook share: one row an entry.

`COLUMNS` names the columns as people read them, `rows` fills them. Renderings to avoid stand in
the comment only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhengming.base.entry import Rendering, Term
from zhengming.base.findings import Found
from zhengming.publish import phrases
from zhengming.publish.export.outgoing import Outgoing
from zhengming.publish.phrases import (
    LAYER_SHIPPED,
    SCOPE,
    TONE,
    TYPE,
    checked,
    comment,
    whose,
)

COLUMNS = (
    "Simplified",
    "Traditional",
    "Pinyin",
    "English",
    "Whose English",
    "Also used",
    "Comment",
    "What it is",
    "At first mention",
    "For the translator",
    "What it means in practice",
    "Short forms",
    "Other spellings",
    "Kind",
    "Category",
    "Where it applies",
    "Tone",
    "Checked",
    "Found",
    "Documents",
    "From",
    "Name",
)


def row(out: Outgoing, found: Found) -> tuple[str | int, ...]:
    """Fill the row of one entry; texts keep their line breaks."""
    term = found.term
    best = term.preferred()
    others = [r for r in term.suggestible() if r not in best]
    lead = best[0] if best else (others[0] if others else None)
    category = out.glossary.categories.get(term.category)
    place = f"{SCOPE[term.scope]}: {term.place.en}" if term.place else SCOPE[term.scope]
    return (
        term.hans,
        out.hant(term),
        term.pinyin,
        "; ".join(r.term for r in best),
        "; ".join(dict.fromkeys(filter(None, map(whose, best)))),
        "; ".join(f"{r.term} ({whose(r)})" if whose(r) else r.term for r in others),
        _comment(term, lead, others=best[1:]),
        term.definition,
        "; ".join(r.first for r in best if r.first),
        term.note,
        term.significance,
        "; ".join(term.short),
        "; ".join(term.forms),
        TYPE[term.type],
        category.en if category else term.category,
        place,
        "; ".join(TONE[t] for t in term.tone),
        checked(term),
        found.count,
        len({o.document for o in found.occurrences}),
        LAYER_SHIPPED if term.layer == "shipped" else term.layer,
        term.id,
    )


def _comment(term: Term, lead: Rendering | None, others: Iterable[Rendering]) -> str:
    """Comment on the first rendering, and on further best ones where they are nobody's."""
    more = [f"{r.term}: {phrases.unsourced(r)}" for r in others if phrases.unsourced(r)]
    return " | ".join((comment(term, lead), *more))


def rows(out: Outgoing) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of all entries that go out."""
    return (row(out, found) for found in out.found)
