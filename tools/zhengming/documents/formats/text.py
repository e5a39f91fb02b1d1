"""Plain text: the document is the decoded content itself, its paragraphs are spans of it."""

from __future__ import annotations

import re

from zhengming.base.errors import Unreadable
from zhengming.documents.decode import decode
from zhengming.documents.flow import Block, Flow, How, Run
from zhengming.documents.structure import paragraphs

JSON_NAMES = (".json", ".jsonl")
# A \u escape of one half of a pair without the other names no character.
HALF = re.compile(
    r"(?<!\\)(?:\\\\)*\\u(?:[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB]..\\u)[dD][c-fC-F][0-9a-fA-F]{2})"
)


def walk(data: bytes, how: How) -> Flow:
    """Walk a text file. Raises Unreadable where it cannot be decoded."""
    text, decoding, losses = decode(data, encoding=how.encoding, errors=how.errors)
    if how.name.lower().endswith(JSON_NAMES):
        _refuse_halves(text)
    flow = Flow("text", spans(text, paragraphs(text)), {"": text}, verbatim=True)
    flow.decoding, flow.losses = decoding, losses
    return flow


def spans(text: str, found: list[tuple[int, int]]) -> list[Block]:
    """Make blocks of spans of a text that is taken as it stands."""
    return [Block((Run(text[a:b], "", a, b),)) for a, b in found]


def _refuse_halves(text: str) -> None:
    found = HALF.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Unreadable(
            f"half a character (a lone surrogate) in line {line}: {found[0][-6:]}",
            rule="surrogate",
            remedy="write the file again with a program that keeps rare characters whole",
        )
