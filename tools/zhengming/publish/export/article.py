"""
What every readers' dictionary says of an entry: `marks` beside its English, `spoken` forms, `draw`.

A reader sees at once whose the English is, what is a draft, and what to avoid; none of it can be
taken for a plain translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from zhengming.base.entry import Rendering, Term
from zhengming.publish import phrases
from zhengming.publish.entries import English, Entry
from zhengming.publish.phrases import PAGE
from zhengming.publish.visible import plain
from zhengming.text.hanzi import is_han
from zhengming.words.pinyin import by_character, syllables

TITLE = "Zhengming 正名"
ABOUT = "Chinese political and legal terms in English, each with whose English it is"
FIGURES = {
    "0": "líng",
    "1": "yī",
    "2": "èr",
    "3": "sān",
    "4": "sì",
    "5": "wǔ",
    "6": "liù",
    "7": "qī",
    "8": "bā",
    "9": "jiǔ",
}
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def marks(term: Term, rendering: Rendering) -> str:
    """Say what a reader must know of a rendering: part of speech, whose it is, how far checked."""
    sourced = "" if phrases.unsourced(rendering) else phrases.whose(rendering)
    purpose = phrases.PURPOSE.get(rendering.purpose, rendering.purpose)
    parts = (rendering.pos, sourced, purpose, phrases.caution(term, rendering))
    return "; ".join(part for part in parts if part)


def spoken(term: Term, form: str) -> tuple[str, ...]:
    """
    Give one syllable for each character of a spelling.

    The entry's own pinyin comes first; a shorter form takes its syllables from it, in order. What
    neither covers is read as pypinyin reads it; figures are read one by one, as in CC-CEDICT.
    """
    known = by_character(term.hans, term.pinyin)
    if known and form != term.hans:
        known = _taken(term.hans, known, form)
    said = known or tuple(s for s in syllables(form) if s[:1].isalnum())
    return tuple(FIGURES.get(s, s) for s in said)


def _taken(hans: str, known: tuple[str, ...], form: str) -> tuple[str, ...] | None:
    said = [c for c in hans if is_han(c) or c.isalnum()]
    if len(said) != len(known):
        return None
    rest = iter(zip(said, known, strict=True))
    wanted = [c for c in form if is_han(c) or c.isalnum()]
    found = [next((s for char, s in rest if char == c), "") for c in wanted]
    return tuple(found) if all(found) else None


def renderings(term: Term) -> list[Rendering]:
    """List the renderings that may be offered, the best first."""
    return sorted(term.suggestible(), key=lambda r: r.use != "preferred")


# The article as simple HTML: what StarDict readers and Anki draw alike.


def draw(entry: Entry) -> str:
    """Draw a whole article in tags that every reader of dictionaries knows."""
    parts = (
        f"<div>{_heading(entry)}</div>",
        english(entry),
        avoid(entry),
        prose("", entry.term.definition),
        prose(PAGE["translator"], entry.term.note),
        prose(PAGE["practice"], entry.term.significance),
        f"<div><small>{escape(plain(foot(entry)))}</small></div>",
    )
    return "".join(parts)


def _heading(entry: Entry) -> str:
    hans, hant = escape(plain(entry.term.hans)), escape(plain(entry.hant))
    other = f' <span lang="zh-Hant">{hant}</span>' if hant and hant != hans else ""
    pinyin = escape(plain(entry.term.pinyin))
    return f'<b lang="zh-Hans">{hans}</b>{other} <i>{pinyin}</i>'


def english(entry: Entry) -> str:
    """Draw the renderings that may be offered, the best first, each with its marks."""
    term = entry.term
    lines = [
        f"<li><b>{escape(plain(r.term))}</b> <small>{escape(plain(marks(term, r)))}</small></li>"
        for r in renderings(term)
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else f"<div>{escape(PAGE['no_english'])}</div>"


def avoid(entry: Entry) -> str:
    """Draw what to avoid, struck through and with the reason, or nothing."""
    return "".join(f"<div>{_avoided(r)}</div>" for r in entry.avoid)


def _avoided(rendering: English) -> str:
    why = f" <small>{escape(plain(rendering.why))}</small>" if rendering.why else ""
    return f"<b>{PAGE['avoid']}:</b> <s>{escape(plain(rendering.term))}</s>{why}"


def prose(title: str, text: str) -> str:
    """Draw a block of sentences, one a line, under its title; nothing where there is no text."""
    lines = [escape(plain(line)) for line in text.split("\n") if line.strip()]
    if not lines:
        return ""
    head = f"<small><b>{escape(title)}</b></small><br>" if title else ""
    return f"<div>{head}{'<br>'.join(lines)}</div>"


def foot(entry: Entry) -> str:
    """Say how far the entry was checked, what it is and where it belongs."""
    return " · ".join(_foot(entry))


def _foot(entry: Entry) -> Iterator[str]:
    yield entry.status
    yield entry.kind
    yield entry.scope
    yield entry.category
    if entry.term.layer != "shipped":
        yield f"{PAGE['layer']}: {entry.layer}"
    yield entry.term.id
