"""
A region's own words instead of the mainland's (程序 → 程式), or back, on request: `convert_wording`.

OpenCC's regional tables, never a default. Every exchanged word is marked while OpenCC converts, so
its place in the input is known exactly; one that straddles two words is put back. All others are
shown as notes.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from zhengming.base.alignment import Change
from zhengming.base.findings import Doubt
from zhengming.text.hanzi import fold
from zhengming.text.script.choose import straddles
from zhengming.text.script.engine import CLOSE, OPEN, Converter, from_tables
from zhengming.text.script.plain import to_hans, to_hant
from zhengming.text.script.tables import Table, merged, read_table

Wording = Literal["taiwan", "hongkong"]
TABLES = {"taiwan": "TWPhrases", "hongkong": "HKPhrases"}
VARIANTS = {
    "taiwan": ("TWVariantsPhrases", "TWVariants"),
    "hongkong": ("HKVariantsPhrases", "HKVariants"),
}


def convert_wording(
    text: str, source: str, to: str, wording: Wording
) -> tuple[str, tuple[Change, ...], tuple[Doubt, ...]]:
    """
    Convert between the scripts and exchange words for the region's, or for the mainland's.

    Returns the text, where its length or words changed, and a note for every exchanged word.
    """
    back = to == "hans"
    step = to_hant(text, "hant") if source == "hans" and not back else text
    pieces = _read_marks(_marking(wording, back=back)(_without_marks(step)))
    changes: list[Change] = []
    notes: list[Doubt] = []
    parts: list[str] = []
    for start, end, output, exchanged in pieces:
        if exchanged and _straddles(text, start, end):
            parts.append(step[start:end])
            continue
        parts.append(output)
        if exchanged:
            changes.append(Change(start, end, output))
            why = "the mainland's word" if back else "the region's word for the mainland's"
            surface = text[start:end]
            notes.append(Doubt(start, end, surface, output, (surface,), "note", why))
    result = "".join(parts)
    return to_hans(result, source) if back else result, tuple(changes), tuple(notes)


def _without_marks(text: str) -> str:
    return text.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")


@cache
def _marking(wording: Wording, *, back: bool) -> Converter:
    name = TABLES[wording] + ("Rev" if back else "")
    table: Table = {}
    for key, values in read_table(name).items():
        table[key] = f"{OPEN}{len(key):02d}{values[0]}{CLOSE}"
    variants = {} if back else merged(VARIANTS[wording])
    return from_tables([{**variants, **table}])


def _read_marks(marked: str) -> list[tuple[int, int, str, bool]]:
    """Cut the marked output into pieces: (start, end in the input, output, whether exchanged)."""
    pieces: list[tuple[int, int, str, bool]] = []
    at = 0
    for number, part in enumerate(marked.split(OPEN)):
        if number:
            word, part = part.split(CLOSE, 1)
            end = at + int(word[:2])
            pieces.append((at, end, word[2:], True))
            at = end
        if part:
            pieces.append((at, at + len(part), part, False))
            at += len(part)
    return pieces


def _straddles(text: str, start: int, end: int) -> bool:
    """Whether an exchanged word cuts through words of the text."""
    left, right = max(0, start - 8), min(len(text), end + 8)
    return straddles(fold(text[left:right]), (start - left, end - left))
