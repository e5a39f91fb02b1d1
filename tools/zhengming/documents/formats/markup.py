"""
HTML as a stream of tokens that know their place in the source, split as browsers split it.

`tokens` is linear in the length of the source whatever stands in it, keeps no tree and follows
nothing: a tag that is not closed swallows the rest, as it does in a browser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
NAME = re.compile(r"[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=]++|=[^\s/>=]*+)(\s*+=\s*+)?""")
UNQUOTED = re.compile(r"[^\s>]*")
PIECE = re.compile(
    r"[ \t\n\r\f]+|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?"
)


class Token(NamedTuple):
    """
    `kind` is "start", "end" or "text"; `name` is lower case; a text token holds nothing but a span.

    The span `source[start:end]` covers the whole tag, or the character data.
    """

    kind: str
    name: str
    attrs: Mapping[str, str]
    start: int
    end: int


NO_ATTRS: Mapping[str, str] = {}


def tokens(source: str) -> Iterator[Token]:
    """Yield the tags and the character data of a page, in order; comments are left out."""
    at = 0
    while at < len(source):
        less = source.find("<", at)
        if less < 0:
            yield Token("text", "", NO_ATTRS, at, len(source))
            return
        if less > at:
            yield Token("text", "", NO_ATTRS, at, less)
        following = source[less + 1 : less + 2]
        if following.isascii() and following.isalpha():
            token = _start_tag(source, less)
            yield token
            at = token.end
            if token.name in RAW:
                yield from _raw(source, token)
                at = _raw_end(source, token)
        elif following == "/":
            token = _end_tag(source, less)
            if token.name:
                yield token
            at = token.end
        elif following in ("!", "?"):
            at = _past_comment(source, less)
        else:
            yield Token("text", "", NO_ATTRS, less, less + 1)
            at = less + 1


def _start_tag(source: str, less: int) -> Token:
    name = NAME.match(source, less + 1)
    assert name is not None
    attrs: dict[str, str] = {}
    at = name.end()
    while (found := ATTRIBUTE.match(source, at)) is not None:
        at = found.end()
        value = ""
        if found[2]:
            value, at = _value(source, at)
        attrs.setdefault(found[1].lower(), html.unescape(value))
    close = source.find(">", at)
    end = len(source) if close < 0 else close + 1
    return Token("start", name[0].lower(), attrs or NO_ATTRS, less, end)


def _value(source: str, at: int) -> tuple[str, int]:
    quote = source[at : at + 1]
    if quote in ('"', "'") and quote:
        close = source.find(quote, at + 1)
        close = len(source) if close < 0 else close
        return source[at + 1 : close], min(close + 1, len(source))
    found = UNQUOTED.match(source, at)
    assert found is not None
    return found[0], found.end()


def _end_tag(source: str, less: int) -> Token:
    name = NAME.match(source, less + 2)
    close = source.find(">", less + 2)
    end = len(source) if close < 0 else close + 1
    return Token("end", name[0].lower() if name else "", NO_ATTRS, less, end)


def _past_comment(source: str, less: int) -> int:
    if source.startswith("<!--", less):
        if source.startswith((">", "->"), less + 4):
            return source.index(">", less + 4) + 1
        close = source.find("-->", less + 4)
        return len(source) if close < 0 else close + 3
    close = source.find(">", less)
    return len(source) if close < 0 else close + 1


def _raw_end(source: str, token: Token) -> int:
    """Where the content of a script, style and the like ends: only its own end tag ends it."""
    found = re.compile(rf"</{token.name}(?=[\s/>])", re.IGNORECASE).search(source, token.end)
    return found.start() if found else len(source)


def _raw(source: str, token: Token) -> Iterator[Token]:
    end = _raw_end(source, token)
    if end > token.end:
        yield Token("text", "", NO_ATTRS, token.end, end)


def pieces(
    source: str, start: int, end: int, *, keep_space: bool
) -> Iterator[tuple[str, int, int]]:
    """
    Split character data into what a reader sees: (text, start, end) with the span it stands for.

    White space becomes one space, an entity its character; everything else stays as it stands.
    """
    at = start
    for found in PIECE.finditer(source, start, end):
        if found.start() > at:
            yield source[at : found.start()], at, found.start()
        shown = found[0]
        if shown.startswith("&"):
            shown = html.unescape(shown)
        elif not keep_space:
            shown = " "
        yield shown, found.start(), found.end()
        at = found.end()
    if at < end:
        yield source[at:end], at, end
