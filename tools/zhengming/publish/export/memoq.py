"""
memoQ: CSV with memoQ's own column names, so that the import window maps them by itself.

The columns come in a fixed order: the entry, then for each language its definition, then a group of
three columns for each term (see memoQ's documentation, "Term base in CSV format").
"""

from __future__ import annotations

from collections.abc import Iterable

from zhengming.base.entry import Term
from zhengming.publish.export.csv_plain import csv_bytes
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.tbx_v3 import notes
from zhengming.publish.phrases import comment, one_line
from zhengming.publish.visible import plain

ENTRY = (
    "Entry_ID",
    "Entry_Subject",
    "Entry_Domain",
    "Entry_ClientID",
    "Entry_ProjectID",
    "Entry_Created",
    "Entry_Creator",
    "Entry_LastModified",
    "Entry_Modifier",
    "Entry_Note",
)
LANGUAGES = ("Chinese_PRC", "Chinese_Taiwan", "English_United_States")
CASELESS, HALF_PREFIX = "CasePermissive", "HalfPrefix"
LOADING = """\
memoQ

1. Create a term base with the languages Chinese (PRC), Chinese (Taiwan) and English (United States).
2. Right-click it > Import Terminology, choose this file: UTF-8, delimiter comma, "First row contains
   field names". memoQ knows the names and maps the columns by itself.

Simplified terms are Chinese (PRC), traditional ones Chinese (Taiwan). English to avoid is not among
the terms; the note of the entry names it, and says when the entry is a draft and when English is our
own or word for word.
We could not try this file in memoQ itself: it follows memoQ's published columns.
"""


def write(out: Outgoing) -> Written:
    """Write one row an entry; as many groups of term columns as the fullest entry needs."""
    entries = [_terms(out, f.term) for f in out.found if f.term.suggestible()]
    kept = [f.term for f in out.found if f.term.suggestible()]
    widths = [max((len(e[at]) for e in entries), default=1) for at in range(len(LANGUAGES))]
    header = list(ENTRY)
    for language, width in zip(LANGUAGES, widths, strict=True):
        header.append(f"{language}_Def")
        header += [language, "Term_Info", "Term_Example"] * width
    rows = (
        _row(out, number, term, terms, widths)
        for number, (term, terms) in enumerate(zip(kept, entries, strict=True), 1)
    )
    return Written(csv_bytes([header, *rows]), left_out=out.silent())


def _terms(out: Outgoing, term: Term) -> tuple[list[str], list[str], list[str]]:
    """Return the terms of an entry by language, in the order of `LANGUAGES`."""
    spelled = list(out.spellings(term))
    hans = [s for s, script, _ in spelled if script == "hans"]
    hant = [s for s, script, _ in spelled if script == "hant"]
    renderings = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    return hans, hant or hans, list(dict.fromkeys(r.term for r in renderings))


def _row(
    out: Outgoing, number: int, term: Term, terms: Iterable[list[str]], widths: list[int]
) -> list[str]:
    category = out.glossary.categories.get(term.category)
    remarks = [f"{r.term}: {comment(term, r)}" for r in term.suggestible()]
    note = one_line(plain(" || ".join((term.id, *notes(term), *remarks))))
    row = [str(number), category.en if category else term.category, *[""] * 7, note]
    for language, words, width in zip(LANGUAGES, terms, widths, strict=True):
        english = language.startswith("English")
        row.append(one_line(plain(term.definition)) if english else "")
        for at in range(width):
            word = one_line(plain(words[at])) if at < len(words) else ""
            info = f"{CASELESS};{HALF_PREFIX}" if word else ""
            row += [word, info, ""]
    return row


FORMAT = Format("memoq", ".csv", "memoQ term base", write, LOADING)
