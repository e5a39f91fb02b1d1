"""The rule that a slogan's numeral agrees with the parts that are listed for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhengming.base.entry import Expansion, Term
from zhengming.words.rules.registry import Problem, entry_rule

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "双": 2}
NUMERAL = re.compile(r"[零一二三四五六七八九十百两双]+|\d+")


def read_numeral(text: str) -> int | None:
    """
    Read a Chinese or Arabic number below a thousand; None where it is a row of digits or no number.

    >>> [read_numeral(t) for t in ("五", "十二", "二十", "一百零八", "12", "一二三")]
    [5, 12, 20, 108, 12, None]
    """
    if text.isdecimal() and text.isascii():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char == "十":
            total, digit = total + 10 * (1 if digit is None or digit == 0 else digit), None
        elif char == "百":
            total, digit = total + 100 * (digit or 1), None
        else:
            return None
    return total + (digit or 0) or None


@entry_rule("numeral-parts")
def numeral_parts(term: Term) -> Iterator[Problem]:
    """The numeral of a slogan agrees with the number of its parts, or a note says why not."""
    groups: dict[str, list[int]] = {}
    for at, part in enumerate(term.expansions):
        groups.setdefault(part.group, []).append(at)
    for group, places in groups.items():
        parts = [term.expansions[at] for at in places]
        wanted = _promised(group or _only_group(term, parts))
        found = _count(parts)
        if wanted is None or found in (0, wanted) or _excused(term, group, parts):
            continue
        say = f"{group or term.hans} promises {wanted} parts, {found} are listed"
        yield ("expansion", places[0]), f"{say}; add what is missing, or say in a note why"


def _promised(name: str) -> int | None:
    """The number in a group's name; none where it holds several, or only a one (一体化)."""
    numerals = NUMERAL.findall(name.strip("“”\"'"))
    number = read_numeral(numerals[0]) if len(numerals) == 1 else None
    return number if number and number > 1 else None


def _only_group(term: Term, parts: Sequence[Expansion]) -> str:
    """An entry without groups counts its numbered parts against its own name."""
    numbered = all(part.n for part in parts) and len(parts) > 1
    return term.hans if numbered and term.type in ("slogan", "abbreviation", "name", "term") else ""


def _count(parts: Sequence[Expansion]) -> int:
    """Count parts; several spellings or sources of one number count once, unknown ones not."""
    known = [part for part in parts if part.claim != "unknown"]
    numbers = {part.n for part in known if part.n}
    return len(numbers) if numbers else len(known)


def _excused(term: Term, group: str, parts: Sequence[Expansion]) -> bool:
    said = " ".join((term.note, term.remark, *term.review.unsure))
    return any(part.note or part.claim == "unknown" for part in parts) or bool(
        group and group in said
    )
