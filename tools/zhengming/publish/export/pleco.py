"""
Pleco: `简体[繁體] TAB pinyin TAB definition`, UTF-8, one entry a line.

Line breaks inside a definition are Pleco's own character for them (U+EAB1); other formatting is left
alone, since Pleco calls its codes unofficial.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhengming.base.entry import Term
from zhengming.publish.entries import Entry, describe
from zhengming.publish.export.article import foot, marks, renderings, spoken
from zhengming.publish.export.cedict import forms
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import PAGE, one_line
from zhengming.publish.visible import plain
from zhengming.words.pinyin import numbered

LOADING = """\
Pleco

As a dictionary of your own:
1. Put the file where your telephone finds it (iCloud or Files on iOS, any folder on Android).
2. Settings > Manage Dictionaries > add a user dictionary, open it, Import Entries.
3. Choose the file, encoding UTF-8, and begin. In the reader and in search its entries now stand
   beside the others; move it up in the list to see them first.

As flashcards: Import / Export > Import Cards, encoding UTF-8, definition source "user".

Each definition begins with English and whose it is, says what is a draft or our own, and names
English to avoid after the word "Avoid".
"""
BREAK = "\ueab1"


def write(out: Outgoing) -> Written:
    """Write one line for every spelling."""
    lines = []
    for found in out.found:
        term = found.term
        told = BREAK.join(one_line(plain(line)) for line in _told(describe(term, out.glossary)))
        for hant, hans in forms(out, term):
            head = hans if hant == hans else f"{hans}[{hant}]"
            pinyin = " ".join(map(numbered, spoken(term, hans)))
            short = f"{_short(term)}{BREAK}" if hans in term.short else ""
            lines.append(f"{one_line(head)}\t{pinyin}\t{short}{told}\n")
    return Written("".join(dict.fromkeys(lines)).encode())


def _short(term: Term) -> str:
    return f"short for {one_line(plain(term.hans))}"


def _told(entry: Entry) -> Iterator[str]:
    """Yield the lines of a definition, the most needed first."""
    term = entry.term
    for rendering in renderings(term):
        said = marks(term, rendering)
        yield f"{rendering.term} ({said})" if said else rendering.term
    if not term.suggestible():
        yield PAGE["no_english"]
    for avoided in entry.avoid:
        yield f"{PAGE['avoid']}: {avoided.term}" + (f" ({avoided.why})" if avoided.why else "")
    yield from term.definition.split("\n")
    if term.note:
        yield f"{PAGE['translator']}: {term.note}"
    if term.significance:
        yield f"{PAGE['practice']}: {term.significance}"
    yield foot(entry)


FORMAT = Format("pleco", ".txt", "Pleco (dictionary or flashcards)", write, LOADING)
