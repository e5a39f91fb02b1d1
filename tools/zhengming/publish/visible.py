"""
Text that cannot play tricks: what a reader would not see is named instead.

`plain` makes a text safe for a title, a cell or a line; `pieces` cuts it for a page, where the
hidden characters become chips. Ordinary text passes through unchanged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

NAMES = {
    "\x00": "NUL",
    "\x07": "BEL",
    "\x08": "BS",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\u00ad": "SHY",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `text[start:end]`: as it stands (`chip` empty), or to be shown as a chip."""

    start: int
    end: int
    chip: str = ""
    title: str = ""


@cache
def _tricky() -> re.Pattern[str]:
    """Hidden characters, or more combining marks in a row than any language stacks."""
    marks = _combining()
    return re.compile(f"[{HIDDEN}]|(?P<few>[{marks}]{{{MOST_MARKS}}})[{marks}]+")


@cache
def _combining() -> str:
    ranges: list[list[int]] = []
    for code in range(0x300, 0x1F000):
        if unicodedata.category(chr(code)) in ("Mn", "Me") and not 0xFE00 <= code <= 0xFE0F:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


def name(character: str) -> str:
    """
    Name a hidden character in a few letters.

    >>> name("\\u202e"), name("\\x01")
    ('RLO', 'U+0001')
    """
    return NAMES.get(character, f"U+{ord(character):04X}")


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Cut `text[start:end]` into ordinary stretches and chips, in order, leaving nothing out."""
    end = len(text) if end is None else end
    at = start
    for found in _tricky().finditer(text, start, end):
        begin = found.end("few") if found["few"] else found.start()
        if begin > at:
            yield Piece(at, begin)
        yield _chip(found, begin)
        at = found.end()
    if at < end:
        yield Piece(at, end)


def _chip(found: re.Match[str], begin: int) -> Piece:
    if found["few"]:
        more = found.end() - begin
        return Piece(begin, found.end(), f"+{more} marks", f"{more} further combining marks")
    character = found[0]
    known = unicodedata.name(character, "").lower() or "control character"
    return Piece(begin, found.end(), name(character), f"{known} (U+{ord(character):04X})")


def ordinary(text: str) -> bool:
    """Whether a text holds nothing to be named: the common case, told fast."""
    return (text.isascii() and text.isprintable()) or _tricky().search(text) is None


def plain(text: str) -> str:
    """
    Write a text with its hidden characters named, for titles, cells and lines.

    >>> plain("a\\x1b[2Jb\\u202ec")
    'a⟨ESC⟩[2Jb⟨RLO⟩c'
    """
    if ordinary(text):
        return text
    return "".join(f"⟨{p.chip}⟩" if p.chip else text[p.start : p.end] for p in pieces(text))


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal_xml(text: str) -> str:
    """
    Name the few characters that no XML file can hold; everything else stays as it is.

    >>> legal_xml("维\\x00稳")
    '维⟨NUL⟩稳'
    """
    return NOT_XML.sub(lambda m: f"⟨{name(m[0])}⟩", text)
