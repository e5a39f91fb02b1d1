"""
CC-CEDICT: `TRAD SIMP [pin1 yin1] /English/English/`, for pop-up readers such as Zhongwen.

Readers take every text between slashes for a translation, so English to avoid stays out and what is
a draft, our own or word for word says so in brackets. The neutral tone is 5, `ü` is `u:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengming.base.entry import Term
from zhengming.publish.export.article import ABOUT, LICENCE_URL, TITLE, marks, renderings, spoken
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import one_line
from zhengming.publish.visible import plain
from zhengming.words.pinyin import numbered

LOADING = """\
CC-CEDICT

For programs that read the format of the free dictionary CC-CEDICT: pop-up readers for browsers,
subtitle readers, converters such as pyglossary.

* Where a program has a place for "CEDICT file", choose this one, or append its lines to yours.
* Zhongwen keeps a file and an index inside the extension: it has to be built with this file added.

Each line is traditional, simplified, pinyin with tone numbers and English between slashes. Behind
the English stands, in brackets, whose it is, and whether the entry is a draft or the English our
own or word for word. English to avoid is not in the file. A slash inside English is written as ∕.
"""
SPOILT = re.compile(r"[\s\[\]/]")
# Readers follow "see" and "variant of" to whatever comes next, and may run in a circle.
FOLLOWED = re.compile(r"(see|variant of) (?=[\u3400-\u9fff])")


def write(out: Outgoing) -> Written:
    """Write the file, lines in the order of the entries."""
    left_out = list(out.silent())
    lines: list[str] = []
    for found in out.found:
        if not found.term.suggestible():
            continue
        for hant, hans in forms(out, found.term):
            if SPOILT.search(hant + hans) or hant.startswith("#"):
                left_out.append(f"{hans}: has a character that parts the fields of a line")
                continue
            lines.append(_line(found.term, hant, hans))
    lines = list(dict.fromkeys(lines))
    text = "".join(f"{line}\n" for line in (*_head(out, len(lines)), *lines))
    return Written(text.encode(), left_out=tuple(dict.fromkeys(left_out)))


def forms(out: Outgoing, term: Term) -> Iterator[tuple[str, str]]:
    """Yield every spelling as (traditional, simplified); the traditional may have variants."""
    for form in term.surfaces():
        if form == term.hans:
            others = tuple(dict.fromkeys((out.hant(term) or form, *out.hant_forms(term))))
        else:
            others = out.traditional(form) or (form,)
        for hant in others:
            yield plain(hant), plain(form)


def _line(term: Term, hant: str, hans: str) -> str:
    pinyin = " ".join(map(numbered, spoken(term, hans)))
    english = [f"{r.term} ({m})" if (m := marks(term, r)) else r.term for r in renderings(term)]
    if hans in term.short:
        english.append(f"short for {term.hans}")
    told = "/".join(gloss(text) for text in english)
    return f"{hant} {hans} [{pinyin}] /{told}/"


def gloss(text: str) -> str:
    """
    Write a text so that it stays one field of a line.

    >>> gloss("search and/or seizure")
    'search and∕or seizure'
    """
    safe = one_line(plain(text)).replace("/", "∕")
    return FOLLOWED.sub(r"\1: ", safe)


def _head(out: Outgoing, entries: int) -> Iterator[str]:
    about = out.about()
    yield f"# {TITLE}: {ABOUT}"
    yield "#! version=1"
    yield "#! subversion=0"
    yield "#! format=ts"
    yield "#! charset=UTF-8"
    yield f"#! entries={entries}"
    yield "#! publisher=Zhengming"
    yield f"#! license={LICENCE_URL}"
    yield f"#! date={about['date']}"
    yield f"# words {about['words']} ({about['words_sha256'][:12]})"


FORMAT = Format("cedict", ".u8", "CC-CEDICT (pop-up readers)", write, LOADING)
