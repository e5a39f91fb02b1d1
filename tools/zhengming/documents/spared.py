"""
What stands in a text and is never rewritten: addresses of pages and mail, and what the user names.

`spared` returns the spans; a protected term is looked for as it is written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from zhengming.base.errors import Unreadable

Span = tuple[int, int]
HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
HAN_SIGN = re.compile(f"[{HAN}]")
# A Han character belongs to an address only where a path or a query begins with it (…/wiki/维稳):
# in running text the next word often follows an address without a space.
ADDRESS = re.compile(
    rf"(?:https?|ftp)://(?:[A-Za-z0-9\-._~:@!$&'*+,;=%\[\]]|[/?#=][{HAN}]*)+"
    r"|www\.[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]+"
    r"|[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,200}\.[A-Za-z]{2,24}",
    re.IGNORECASE,
)


def spared(text: str, protect: Sequence[str] = (), breaks: Sequence[int] = ()) -> list[Span]:
    """
    Return the spans that stay as they are, in order, not overlapping.

    `breaks` are places where a link ends: a Han character behind one is no part of the address
    before it.

    >>> spared("见https://zh.example.org/wiki/维稳。国家标准", ["国家"])
    [(1, 31), (32, 34)]
    """
    addresses = [_cut(text, m.span(), breaks) for m in ADDRESS.finditer(text)]
    return _merged([*addresses, *_protected(text, protect)])


def _cut(text: str, span: Span, breaks: Sequence[int]) -> Span:
    start, end = span
    for at in breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]:
        if HAN_SIGN.match(text, at):
            return start, at
    return span


def _protected(text: str, protect: Sequence[str]) -> Iterator[Span]:
    if protect:
        longest = sorted(set(protect), key=lambda term: (-len(term), term))
        for found in re.finditer("|".join(map(re.escape, longest)), text):
            yield found.span()


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def parse_protected(text: str, *, where: str = "") -> tuple[str, ...]:
    """
    Read a list of protected terms: one a line; empty lines and lines that begin with # are passed.

    Raises Unreadable where it holds none.
    """
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    terms = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not terms:
        raise Unreadable("this list names nothing", where=where, remedy="write one term a line")
    return terms
