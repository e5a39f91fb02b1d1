"""
Phrase TMS (formerly Memsource): a workbook with concept columns, term columns, and real booleans.

Rows with one CID are one concept; the further terms of a language stand in further rows. A rendering
to avoid goes out as forbidden, which Phrase shows in red.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from zhengming.base.entry import Term
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import notes
from zhengming.publish.export.workbook import fit, repack
from zhengming.publish.phrases import comment

CONCEPT = ("CID", "concept_domain", "concept_definition", "concept_note")
LANGUAGES = ("zh_cn", "zh_tw", "en")
TERM = ("status", "case", "exact", "forbidden", "preferred", "note")
LOADING = """\
Phrase TMS

1. Term bases > New, with the languages Chinese (China) zh_cn, Chinese (Taiwan) zh_tw and English en.
2. Import > choose this file; leave "Create new terms" ticked.

English to avoid is there as "forbidden": Phrase shows it in red and warns when it is used. The note of a
term says when the entry is a draft and when English is our own or word for word. Terms come in with
the status New, so that somebody has to approve them.
If your Excel shows TRUE and FALSE in your own language, leave them as they are.
We could not try this file in Phrase itself: it follows the columns that Phrase has published.
"""
Value = str | bool | int | None


def write(out: Outgoing) -> Written:
    """Write the workbook."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Terms")
    page.freeze_panes = "A2"
    header = [*CONCEPT]
    for language in LANGUAGES:
        header += ["TID", language, *TERM]
    page.append(header)
    for number, found in enumerate(out.found, 1):
        for row in _rows(out, found.term, number):
            page.append([_text(page, v) if isinstance(v, str) else v for v in row])
    buffer = io.BytesIO()
    book.save(buffer)
    return Written(repack(buffer.getvalue()))


def _text(page: Any, value: str) -> Any:
    """Type a text as text: openpyxl takes `=` for a formula and `#N/A` for an error."""
    shown = fit(value)
    if not shown.startswith(("=", "#")):
        return shown
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(page, value=shown)
    cell.data_type = "s"
    return cell


def _rows(out: Outgoing, term: Term, number: int) -> Iterator[list[Value]]:
    """Yield the rows of one concept: first terms, second terms, and so on."""
    category = out.glossary.categories.get(term.category)
    about = " || ".join((term.id, *notes(term)))
    concept: list[Value] = [
        number,
        category.en if category else term.category,
        term.definition,
        about,
    ]
    columns = [list(_chinese(out, term, s)) for s in ("hans", "hant")]
    columns.append(list(_english(term)))
    empty: list[Value] = [None] * (2 + len(TERM))
    for at in range(max(map(len, columns))):
        row: list[Value] = [*concept] if at == 0 else [number, None, None, None]
        for column in columns:
            row += column[at] if at < len(column) else empty
        yield row


def _chinese(out: Outgoing, term: Term, wanted: str) -> Iterator[list[Value]]:
    spelled = [(s, form) for s, script, form in out.spellings(term) if script == wanted]
    if wanted == "hant" and not out.hant_forms(term):
        spelled = [(term.hans, term.hans), *spelled]
    for spelling, form in spelled:
        head = form == term.hans
        yield [None, spelling, "New", False, False, False, head, ""]


def _english(term: Term) -> Iterator[list[Value]]:
    order = ("preferred", "accepted", "avoid")
    for r in sorted(term.renderings, key=lambda r: order.index(r.use)):
        avoided = r.use == "avoid"
        note = f"avoid: {r.why}" if avoided else comment(term, r)
        yield [None, r.term, "New", False, False, avoided, r.use == "preferred", note]


FORMAT = Format("phrase", ".xlsx", "Phrase TMS term base", write, LOADING)
