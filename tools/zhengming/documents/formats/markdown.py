"""
Markdown: the document is the source itself; headings, lists, tables and notes are told apart.

Marks such as `#` and `-` stay in the text and outside the paragraphs. Code, tags, the targets of
links and the labels that tie notes and links together are runs of their own, not to be rewritten.
Facts in front matter
(title, date, publisher, url) are source facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zhengming.base.document import ParagraphKind, Source
from zhengming.documents.decode import decode
from zhengming.documents.flow import Block, Flow, How, Run

FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
FACT = re.compile(
    r"^(title|author|publisher|date|url|captured)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE
)
LINE = re.compile(r"[^\r\n]+")
HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+")
CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
SETEXT = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*$")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:[ \t]*")
# What in a line is no text: code, tags, targets and labels of links and notes, ids of headings.
INLINE = re.compile(
    r"(?<!`)(`{1,8})(?!`)[^`]{1,1000}+\1(?!`)"
    r"|(?<!`)``(?!`)[^\n]{1,300}?(?<!`)``(?!`)"
    r"|</?[a-zA-Z][^<>]{0,2000}>|<!--.{0,2000}?-->"
    r"|\]\([^()]{0,2000}(?:\([^()]{0,500}\)[^()]{0,500})?\)"
    r"|\]\[[^\[\]]{1,200}\]|\[\^[^\[\]\s]{1,40}\]|\{#[^{}\s]{1,80}\}",
    re.DOTALL,
)
DEFINITION = re.compile(r"^[ ]{0,3}\[([^\[\]^]{1,200})\]:[ \t]*\S+", re.MULTILINE)
FENCE = re.compile(r"[ ]{0,3}(```|~~~)")
RULE = re.compile(r"[ ]{0,3}(?:[-*_][ \t]*){3,}$|[ \t]*\|?[ \t:|-]*-{2,}[ \t:|-]*$")


def walk(data: bytes, how: How) -> Flow:
    """Walk a Markdown file. Raises Unreadable where it cannot be decoded."""
    text, decoding, losses = decode(data, encoding=how.encoding, errors=how.errors)
    labels = {m[1] for m in DEFINITION.finditer(text)}
    blocks = [replace(b, runs=tuple(_runs(text, b.runs[0], labels))) for b in _blocks(text)]
    flow = Flow("markdown", blocks, {"": text}, verbatim=True)
    flow.decoding, flow.losses, flow.source = decoding, losses, _facts(text)
    return flow


def _runs(text: str, run: Run, labels: set[str]) -> Iterator[Run]:
    """Set apart what in a paragraph is no text."""
    if run.fixed or DEFINITION.match(run.text):
        yield replace(run, fixed=True)
        return
    kept = [m.span() for m in INLINE.finditer(text, run.start, run.end)]
    if labels:
        named = re.compile("|".join(rf"\[{re.escape(label)}\]" for label in sorted(labels)))
        kept = sorted({*kept, *(m.span() for m in named.finditer(text, run.start, run.end))})
    at = run.start
    for start, end in kept:
        if start >= at:
            if start > at:
                yield Run(text[at:start], "", at, start)
            yield Run(text[start:end], "", start, end, fixed=True)
            at = end
    if at < run.end:
        yield Run(text[at : run.end], "", at, run.end)


def _facts(text: str) -> Source:
    front = FRONT.match(text)
    if front is None:
        return Source()
    facts = {k: v.strip("\"'") for k, v in FACT.findall(front[1])}
    return replace(Source(origin="front matter"), **facts) if facts else Source()


def _blocks(text: str) -> Iterator[Block]:
    """Yield blocks line by line; lines of running text up to an empty one make a paragraph."""
    front = FRONT.match(text)
    at = front.end() if front else 0
    fenced = False
    last: Block | None = None
    for found in LINE.finditer(text, at):
        line = found[0]
        if not line.strip():
            continue
        if FENCE.match(line):
            fenced = not fenced
            continue
        if not fenced and RULE.match(line) and not (last and SETEXT.match(line)):
            continue
        if last is not None and not fenced and _underlines(text, last, found):
            last = replace(last, kind="heading", level=1 if "=" in line else 2)
            continue
        block = _block(text, found.start(), found.end(), fenced=fenced)
        if last is not None and _continues(text, last, block):
            block = replace(last, runs=(_run(text, last.runs[0].start, block.runs[0].end),))
        elif last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _underlines(text: str, last: Block, found: re.Match[str]) -> bool:
    return (
        last.kind == "paragraph"
        and SETEXT.match(found[0]) is not None
        and text.count("\n", last.runs[0].end, found.start()) == 1
    )


def _continues(text: str, last: Block, block: Block) -> bool:
    """A bare line right below a paragraph, an item or a note goes on with it."""
    return (
        block.kind == "paragraph"
        and last.kind in ("paragraph", "list", "footnote")
        and text.count("\n", last.runs[0].end, block.runs[0].start) == 1
    )


def _block(text: str, start: int, end: int, *, fenced: bool) -> Block:
    kind: ParagraphKind = "paragraph"
    level = 0
    quoted = QUOTE.match(text, start, end)
    if quoted and not fenced:
        start = quoted.end()
    if fenced:
        pass
    elif found := HEADING.match(text, start, end):
        kind, level, start = "heading", len(found[1]), found.end()
        closing = CLOSING.search(text, start, end)
        end = closing.start() if closing else end
    elif found := NOTE.match(text, start, end):
        kind, start = "footnote", found.end()
    elif found := ITEM.match(text, start, end):
        kind, start = "list", found.end()
    elif text[start:end].lstrip().startswith("|"):
        kind = "table"
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Block((replace(_run(text, start, end), fixed=fenced),), kind, level)


def _run(text: str, start: int, end: int) -> Run:
    return Run(text[start:end], "", start, end)
