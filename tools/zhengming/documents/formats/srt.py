"""
SubRip subtitles: the document is the file itself; each cue's text is a paragraph, its times are not.

Tags such as `<i>` and `{\\an8}` stand inside a paragraph as runs that are not to be rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhengming.documents.decode import decode
from zhengming.documents.flow import Block, Flow, How, Run

LINE = re.compile(r"[^\r\n]+")
TIMES = re.compile(r"[ \t]*\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]+-->[ \t]+\d{1,3}:\d\d:\d\d")
NUMBER = re.compile(r"\s*\d{1,9}\s*")
TAG = re.compile(r"</?[a-zA-Z][^<>\r\n]{0,200}>|\{\\[^{}\r\n]{0,200}\}")


def walk(data: bytes, how: How) -> Flow:
    """Walk a file of subtitles. Raises Unreadable where it cannot be decoded."""
    text, decoding, losses = decode(data, encoding=how.encoding, errors=how.errors)
    flow = Flow("srt", list(_cues(text)), {"": text}, verbatim=True)
    flow.decoding, flow.losses = decoding, losses
    return flow


def _cues(text: str) -> Iterator[Block]:
    """Yield the text of each cue: the lines between its times and the number of the next."""
    lines = [m.span() for m in LINE.finditer(text) if not m[0].isspace()]
    timed = [i for i, (start, end) in enumerate(lines) if TIMES.match(text, start, end)]
    for number, at in enumerate(timed, 1):
        last = timed[number] if number < len(timed) else len(lines)
        if number < len(timed) and last - 1 > at and NUMBER.fullmatch(text, *lines[last - 1]):
            last -= 1
        spoken = lines[at + 1 : last]
        if spoken:
            runs = tuple(_runs(text, spoken[0][0], spoken[-1][1]))
            yield Block(runs, anchor=f"#{number}")


def _runs(text: str, start: int, end: int) -> Iterator[Run]:
    at = start
    for tag in TAG.finditer(text, start, end):
        if tag.start() > at:
            yield Run(text[at : tag.start()], "", at, tag.start())
        yield Run(tag[0], "", tag.start(), tag.end(), fixed=True)
        at = tag.end()
    if at < end:
        yield Run(text[at:end], "", at, end)
