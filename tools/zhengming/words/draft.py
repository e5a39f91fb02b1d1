"""
New entries: `draft_term` makes one from what is known, `save_draft` puts it among the user's own.

A draft says that it is one. Nothing is invented: pinyin is computed and named as unsure, the
definition stays empty until a person writes it, and a file that exists is never written over.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from pathlib import Path

from zhengming.base.delivery import write_text
from zhengming.base.entry import Kind, Rendering, Review, Scope, Term
from zhengming.base.errors import Usage
from zhengming.base.places import user_words_dir
from zhengming.text.hanzi import count_han
from zhengming.words.entryfile import format_entry
from zhengming.words.glossary import Glossary
from zhengming.words.keys import toneless_key
from zhengming.words.pinyin import to_pinyin
from zhengming.words.vocabulary import UNSORTED

LONGEST = 80
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PINYIN_DOUBT = "pinyin is computed: check readings and word division"


def draft_term(
    hans: str,
    glossary: Glossary,
    *,
    english: str = "",
    note: str = "",
    pinyin: str = "",
    kind: Kind = "term",
    scope: Scope = "national",
    category: str = "",
    definition: str = "",
    taken: Container[str] = (),
) -> Term:
    """
    Make a draft entry. `taken` are ids that may not be used besides those of the glossary.

    Raises `Usage` when `hans` is no Chinese term.
    """
    hans = "".join(hans.split())
    if not count_han(hans) or len(hans) > LONGEST or not hans.isprintable():
        raise Usage(
            "is not a Chinese term", where=repr(hans[:LONGEST]), remedy="give the term alone"
        )
    spelled = pinyin or to_pinyin(hans)
    unsure = () if pinyin else (PINYIN_DOUBT,)
    renderings = (Rendering(english, "preferred", "ours"),) if english.strip() else ()
    return Term(
        id=free_id(spelled, (glossary.terms, glossary.retired, taken)),
        category=category or guess_category(hans, glossary),
        hans=hans,
        pinyin=spelled,
        type=kind,
        scope=scope,
        definition=definition,
        renderings=renderings,
        note=note,
        review=Review("draft", unsure=unsure),
        layer="yours",
    )


def free_id(pinyin: str, taken: Sequence[Container[str]]) -> str:
    """
    Make an id from pinyin: words joined by hyphens, a number added where the id is in use.

    >>> free_id("Zhèngfǎ Wěiyuánhuì", [{"zhengfa-weiyuanhui"}])
    'zhengfa-weiyuanhui-2'
    """
    words = [
        toneless_key(word) or re.sub(r"[^a-z0-9]", "", word.lower()) for word in pinyin.split()
    ]
    base = "-".join(filter(None, words))[:LONGEST].strip("-") or "term"
    number = 2
    name = base
    while any(name in names for names in taken):
        name, number = f"{base}-{number}", number + 1
    return name


def guess_category(hans: str, glossary: Glossary) -> str:
    """
    Name the category of the known term that shares the longest ending, else "unsorted".

    The head of a Chinese compound stands last, so 区信访局 goes where 信访局 is.
    """
    for at in range(len(hans) - 1):
        if known := glossary.senses(hans[at:]):
            return known[0].category
    return UNSORTED.id


def save_draft(term: Term, folder: Path | None = None) -> Path:
    """
    Write a draft among the user's own words and return its path.

    Raises `Usage` when that file exists: what a person may have touched is not written over.
    """
    if not ID.fullmatch(term.id) or not ID.fullmatch(term.category):
        raise Usage("is not a name for a file", where=f"{term.category}/{term.id}")
    path = (folder or user_words_dir()) / "terms" / term.category / f"{term.id}.toml"
    if path.exists():
        raise Usage("exists already and is left as it is", where=str(path))
    write_text(path, format_entry(replace(term, layer="yours")))
    return path
