"""
Paragraphs and headings of plain text, which says neither.

`paragraphs` finds where paragraphs begin and end (also in text wrapped at a width, as PDFs have
it), `headings` tells headings by their numbering or by standing short and bare before a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from zhengming.base.document import Paragraph

LINE = re.compile(r"[^\r\n\f]+")
INDENT = (" ", "\t", "\u3000")
ENDS = tuple("。！？；…!?;：:”』」）)")
STOPS = tuple("。！？；，、：…!?;,:.")
# Lines of one document that were wrapped have nearly the same length; more than this is no width.
WIDEST = 100
SAMPLE = 2000
SHORTEST_SAMPLE = 6

CHINESE_NUMBER = "[一二三四五六七八九十百零〇○0-9０-９]{1,6}"
NUMBERED = (
    (re.compile(rf"第{CHINESE_NUMBER}[编編章部]"), 1),
    (re.compile(rf"第{CHINESE_NUMBER}[节節]"), 2),
    (re.compile(rf"{CHINESE_NUMBER}、"), 2),
    (re.compile(rf"[(（]{CHINESE_NUMBER}[)）]"), 3),
    (re.compile(r"[0-9０-９]{1,3}[.．]"), 4),
)
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
BYLINE = re.compile(r"[:：]|^\d{4}\s*[-年/.]\s*\d{1,2}|^星期")
# An office and a name, as they stand under a title.
SIGNED = re.compile(
    "(?:书记|書記|[局院部县縣市镇鎮队隊处處科所庭]长|[局院部縣市鎮隊處]長|检察长|檢察長|主任|委员|委員|记者|記者)"
    "[ \u3000]+[\u3400-\u9fff ]{2,4}$"
)
LONGEST_HEADING = 40
BODY = 30
REACH = 4
REACH_OF_TITLE = 10
BARE = 9

Span = tuple[int, int]


def paragraphs(text: str, *, wrapped: bool = False) -> list[Span]:
    """
    Return the paragraphs of a text as spans, without the white space around them.

    `wrapped` says that the text is known to be broken at a width, as a page of a PDF is.

        >>> text = "通报\\n\\n　　今年以来，"
        >>> [text[a:b] for a, b in paragraphs(text)]
        ['通报', '今年以来，']
    """
    lines = [s for m in LINE.finditer(text) if (s := _stripped(text, *m.span())) is not None]
    width = _measure(lines) if wrapped else _width(text, lines)
    if not width:
        return lines
    return list(_joined(text, lines, width))


def _stripped(text: str, start: int, end: int) -> Span | None:
    # Nothing is copied for a line without white space at its ends: it may be 50 MB long.
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _width(text: str, lines: Sequence[Span]) -> int:
    """The width at which a text was wrapped, 0 where every line is a paragraph."""
    sample = lines[:SAMPLE]
    width = _measure(sample)
    if not width or len(sample) < SHORTEST_SAMPLE:
        return 0
    followed = [(a, b) for (a, b), (c, _) in pairwise(sample) if _next(text, b, c)]
    full = [(a, b) for a, b in followed if b - a >= 0.9 * width]
    running = [1 for _, b in full if not text[b - 1].endswith(ENDS)]
    wrapped = len(full) >= 0.5 * len(followed) and len(running) >= 0.5 * len(full) and len(full) > 2
    return width if wrapped else 0


def _measure(lines: Sequence[Span]) -> int:
    """The length of the longer lines, 0 where that can be no width of a column."""
    lengths = sorted(end - start for start, end in lines)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    return width if 15 <= width <= WIDEST else 0


def _next(text: str, end: int, start: int) -> bool:
    """Whether the line at `start` follows without an empty line between."""
    between = text[end:start]
    return between.count("\n") <= 1 and between.count("\r") <= 1


def _joined(text: str, lines: Sequence[Span], width: int) -> Iterator[Span]:
    begin, last = lines[0]
    for start, end in lines[1:]:
        new = not _next(text, last, start) or text[start - 1] in INDENT
        new = new or _starts(text, start, end)
        if new or last - _line_start(text, last) < 0.75 * width:
            yield begin, last
            begin = start
        last = end
    yield begin, last


def _starts(text: str, start: int, end: int) -> bool:
    """Whether a line cannot go on with another: a page number, a numbered heading."""
    if end - start <= 12 and not any(ch.isalpha() for ch in text[start:end]):
        return True
    return any(pattern.match(text, start, end) for pattern, _ in NUMBERED)


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def headings(text: str, given: Sequence[Paragraph]) -> list[Paragraph]:
    """Tell headings among bare paragraphs; a text that marks its own headings is left alone."""
    if any(p.kind == "heading" for p in given):
        return list(given)
    made = list(given)
    opening = True
    for at, paragraph in enumerate(given):
        if paragraph.kind != "paragraph":
            continue
        level = _level(text, paragraph)
        if level and _leads(text, given, at, REACH_OF_TITLE if opening else REACH):
            bare = 1 if opening else 2
            made[at] = replace(paragraph, kind="heading", level=bare if level == BARE else level)
            opening = False
        # A title stands before the text: what comes after the first body is a heading in it.
        opening = opening and paragraph.end - paragraph.start < BODY
    return made


def _level(text: str, paragraph: Paragraph) -> int:
    """The level a line would have as a heading: BARE where only its shape speaks, 0 for none."""
    if paragraph.end - paragraph.start > LONGEST_HEADING or paragraph.marks:
        return 0
    line = text[paragraph.start : paragraph.end]
    if "\n" in line or line.endswith(STOPS) or len(HAN.findall(line)) < 2:
        return 0
    for pattern, level in NUMBERED:
        if pattern.match(line):
            return level
    return 0 if BYLINE.search(line) or SIGNED.search(line) else BARE


def _leads(text: str, given: Sequence[Paragraph], at: int, reach: int) -> bool:
    """Whether a body of text follows soon: a short line at the end is a name or a date."""
    for paragraph in given[at + 1 : at + 1 + reach]:
        if paragraph.kind == "paragraph" and paragraph.end - paragraph.start >= BODY:
            return text[paragraph.end - 1] in "".join(ENDS) or paragraph.end - paragraph.start > 60
    return False
