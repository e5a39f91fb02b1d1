"""
Quotation marks of the mainland (“ ‘ ’ ”) and of Taiwan and Hong Kong (「 『 』 」), one for the other.

`exchange_quotes` keeps the length of a text. Only marks that stand around or beside Chinese change:
an English quotation and the apostrophe in “don’t” stay.
"""

from __future__ import annotations

from typing import Literal

from zhengming.text.hanzi import is_han

CURLY = "“”‘’"
CORNER = "「」『』"
STOPS = "，。、；：？！…—《》〈〉（）"
LONGEST = 2000


def exchange_quotes(text: str, to: Literal["curly", "corner"]) -> str:
    """
    Write the quotation marks of a text the other way.

    >>> exchange_quotes("建设“平安‘四型’乡镇”，he said “don’t”", "corner")
    '建设「平安『四型』乡镇」，he said “don’t”'
    >>> exchange_quotes("推進「平安」建設", "curly")
    '推進“平安”建設'
    """
    marks, others = (CURLY, CORNER) if to == "corner" else (CORNER, CURLY)
    if not any(mark in text for mark in marks):
        return text
    signs = list(text)
    open_marks: list[tuple[int, int]] = []
    for at, sign in enumerate(text):
        which = marks.find(sign)
        if sign == "\n":
            open_marks.clear()
        elif which in (0, 2):
            open_marks.append((at, which))
        elif which in (1, 3):
            _pair(text, signs, open_marks, at, which, others)
    return "".join(signs)


def _pair(
    text: str, signs: list[str], open_marks: list[tuple[int, int]], at: int, which: int, others: str
) -> None:
    """Exchange a closing mark together with the one that opened it."""
    for place in range(len(open_marks) - 1, -1, -1):
        start, kind = open_marks[place]
        if kind == which - 1:
            if at - start <= LONGEST and _chinese(text, start, at):
                signs[start], signs[at] = others[kind], others[which]
            del open_marks[place:]
            return


def _chinese(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end]
    if any(is_han(ch) for ch in inside):
        return True
    beside = text[max(0, start - 1) : start] + text[end + 1 : end + 2]
    return any(is_han(ch) or ch in STOPS for ch in beside)
