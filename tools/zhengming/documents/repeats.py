"""
Repeated paragraphs: marked, so that counts leave them out.

A paragraph is a repeat when it stood earlier in the same document: word for word, or with almost
all of its character sequences inside earlier paragraphs (the same text broken differently). A short
line is one only beside other repeats, since headings and names recur by right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from zhengming.base.document import Document, Paragraph

SPACE = re.compile(r"\s+")
LONG = 20
GRAM = 12
STEP = 4
SHARE = 0.95
# Above this a document is compared by whole paragraphs only: the grams would cost too much memory.
MAX_COMPARED = 4_000_000
TOLD = ("paragraph", "heading", "list", "footnote")


def mark_repeats(document: Document, *, deep: bool = True) -> Document:
    """Return the document with its repeated paragraphs marked; not `deep`, exact copies alone."""
    told = [i for i, p in enumerate(document.paragraphs) if p.kind in TOLD and not p.marks]
    keys = [_key(document.text, document.paragraphs[i]) for i in told]
    origins = _origins(keys)
    deep = deep and len(document.text) <= MAX_COMPARED
    repeated = _long_repeats(keys, origins, deep=deep)
    _add_short(keys, origins, repeated)
    if not any(repeated):
        return document
    made = list(document.paragraphs)
    for at, repeat in zip(told, repeated, strict=True):
        if repeat:
            made[at] = replace(made[at], repeat=True)
    return replace(document, paragraphs=tuple(made))


def _key(text: str, paragraph: Paragraph) -> str:
    return SPACE.sub("", text[paragraph.start : paragraph.end])


def _origins(keys: Sequence[str]) -> list[int]:
    """For each paragraph, which one first said the same (itself where it is the first)."""
    first: dict[str, int] = {}
    return [first.setdefault(key, at) for at, key in enumerate(keys)]


def _long_repeats(keys: Sequence[str], origins: Sequence[int], *, deep: bool) -> list[bool]:
    seen: set[int] = set()
    found = []
    for at, key in enumerate(keys):
        repeat = origins[at] != at and len(key) >= LONG
        if deep and len(key) >= LONG and not repeat:
            grams = [hash(key[i : i + GRAM]) for i in range(len(key) - GRAM + 1)]
            # The probe is sparse, the memory is not: so a shift of the text is no escape.
            probe = grams[::STEP]
            repeat = sum(g in seen for g in probe) >= SHARE * len(probe)
            seen.update(grams)
        found.append(repeat)
    return found


def _add_short(keys: Sequence[str], origins: Sequence[int], repeated: list[bool]) -> None:
    """Add short lines that repeat together with a neighbour of theirs, in both directions."""
    for order, step in ((range(len(keys)), -1), (range(len(keys) - 1, -1, -1), 1)):
        for at in order:
            beside = at + step
            if repeated[at] or origins[at] == at or len(keys[at]) >= LONG:
                continue
            if 0 <= beside < len(keys) and repeated[beside]:
                repeated[at] = _follows(keys, origins, at, beside, step)


def _follows(keys: Sequence[str], origins: Sequence[int], at: int, beside: int, step: int) -> bool:
    """Whether the first occurrences of the two stood side by side as well."""
    before = origins[at] + step
    if not 0 <= before < len(keys):
        return False
    return origins[before] == origins[beside] or keys[beside] in keys[before]
