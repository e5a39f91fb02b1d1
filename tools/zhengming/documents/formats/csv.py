"""Tables in text (CSV, TSV): the document is the decoded content, one table row a record."""

from __future__ import annotations

from collections.abc import Iterator

from zhengming.documents.decode import decode
from zhengming.documents.flow import Block, Flow, How, Run


def walk(data: bytes, how: How) -> Flow:
    """Walk a table. Raises Unreadable where it cannot be decoded."""
    text, decoding, losses = decode(data, encoding=how.encoding, errors=how.errors)
    flow = Flow("csv", list(_records(text)), {"": text}, verbatim=True)
    flow.decoding, flow.losses = decoding, losses
    return flow


def _records(text: str) -> Iterator[Block]:
    """Yield records: a line break inside quotation marks does not end one."""
    start = number = 0
    while start < len(text):
        end = _record_end(text, start)
        number += 1
        if text[start:end].strip():
            run = Run(text[start:end], "", start, end)
            yield Block((run,), "table", anchor=f"#{number}")
        start = end
        while start < len(text) and text[start] in "\r\n":
            start += 1


def _record_end(text: str, start: int) -> int:
    at = start
    while True:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        # An odd number of marks means that the break stands inside a quoted field.
        if end == len(text) or text.count('"', start, end) % 2 == 0:
            return end - 1 if text[end - 1 : end] == "\r" else end
        at = end + 1
