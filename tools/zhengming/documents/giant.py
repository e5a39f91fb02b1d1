"""
A text file too large to be held: read in stretches, each told where it begins.

`open_giant` returns a `Giant` for a large plain text in an encoding that can be cut, None for any
other file. Walking it yields stretches of some megabytes, still as bytes, so that they travel cheaply
to the process that reads them. Hash, kind and encoding are settled before the first one, by one look
at all bytes: a byte that is no text refuses the file, with its offset.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from zhengming.base.document import Decoding, Document, Paragraph
from zhengming.base.errors import Unreadable, ZhengmingError
from zhengming.documents.decode import MARKS, decode
from zhengming.documents.formats.text import JSON_NAMES
from zhengming.documents.furniture import mark_furniture
from zhengming.documents.inputs import shown
from zhengming.documents.repeats import mark_repeats
from zhengming.documents.sniff import sniff
from zhengming.documents.structure import headings, paragraphs

GIANT = 24_000_000
STRETCH = 6_000_000
HEAD = 4_000_000
# Bytes of a line break stand for nothing else in these.
CUT = ("utf-8", "gb18030", "big5hkscs")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a giant text file; `offset` is where its bytes begin in the file."""

    sha256: str
    name: str
    data: bytes
    decoding: Decoding
    offset: int

    def __len__(self) -> int:
        return len(self.data) // 3

    @property
    def id(self) -> str:
        """The document that this is a part of."""
        return self.sha256[:16]

    def read(self) -> Document:
        """
        Read the stretch as a document of its own, under the name of the whole.

        Furniture, headings and exact repeats are told inside the stretch only.
        """
        text = self.data.decode(self.decoding.encoding)
        told = tuple(Paragraph(a, b) for a, b in paragraphs(text))
        document = Document(self.sha256, self.name, "text", text, told, decoding=self.decoding)
        document = mark_furniture(document)
        told = tuple(headings(text, document.paragraphs))
        return mark_repeats(replace(document, paragraphs=told), deep=False)


@dataclass(frozen=True, slots=True)
class Giant:
    """A giant text file: walk it for its stretches."""

    path: Path
    sha256: str
    decoding: Decoding
    stamp: tuple[int, int]

    def changed(self) -> bool:
        """Whether the file is no longer what was looked at, by size and time."""
        return _stamp(self.path) != self.stamp

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def __iter__(self) -> Iterator[Stretch]:
        with self.path.open("rb") as file:
            at = _mark(file.read(4))
            file.seek(at)
            held = file.read(2 * STRETCH)
            while held:
                cut = _cut(held, self.decoding.encoding)
                yield Stretch(self.sha256, self.name, held[:cut], self.decoding, at)
                at += cut
                held = held[cut:]
                held += file.read(2 * STRETCH - len(held))


def open_giant(path: Path, encoding: str | None) -> Giant | None:
    """Look at a file: a Giant where it is one. Raises as reading it would."""
    try:
        if path.stat().st_size <= GIANT or path.name.lower().endswith(JSON_NAMES):
            return None
        with path.open("rb") as file:
            head = file.read(HEAD)
            if head.startswith(b"PK") or sniff(head, path.name) != "text":
                return None
            decoding = _decoding(head, encoding)
            if decoding is None or decoding.encoding not in CUT:
                return None
            file.seek(_mark(head))
            return Giant(path, _checked(file, head, decoding), decoding, _stamp(path))
    except OSError:
        return None
    except ZhengmingError as error:
        raise type(error)(
            error.cause, where=shown(path), remedy=error.remedy, rule=error.rule
        ) from error


def _decoding(head: bytes, encoding: str | None) -> Decoding | None:
    """Settle the encoding by the beginning of a file, which may end inside a character."""
    for short in range(4):
        try:
            return decode(head[: len(head) - short], encoding=encoding)[1]
        except Unreadable:
            continue
    return None


def _checked(file: BinaryIO, head: bytes, decoding: Decoding) -> str:
    """Read a file to its end once: every byte must be text. Returns the hash of it all."""
    at = file.tell()
    digest = hashlib.sha256(head[:at])
    decoder = codecs.getincrementaldecoder(decoding.encoding)()
    while True:
        data = file.read(1 << 20)
        pending = len(decoder.getstate()[0])
        digest.update(data)
        try:
            decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"broken {decoding.encoding.upper()} at byte {at - pending + error.start:,}",
                rule="encoding",
                remedy="name the right one with --encoding, or cut the file there",
            ) from error
        if not data:
            return digest.hexdigest()
        at += len(data)


def _stamp(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_size, told.st_mtime_ns


def _mark(head: bytes) -> int:
    return next((len(mark) for mark, _ in MARKS if head.startswith(mark)), 0)


def _cut(data: bytes, encoding: str) -> int:
    """Find where a stretch ends: an empty line, a line, a sentence, at least a whole character."""
    if len(data) <= STRETCH:
        return len(data)
    for end in (b"\n\n", b"\n"):
        at = data.rfind(end, STRETCH // 2, STRETCH)
        if at >= 0:
            return at + len(end)
    at = data.rfind("。".encode(), 0, STRETCH) if encoding == "utf-8" else -1
    if at > STRETCH // 2:
        return at + 3
    decoder = codecs.getincrementaldecoder(encoding)("ignore")
    decoder.decode(data[:STRETCH])
    return STRETCH - len(decoder.getstate()[0])
