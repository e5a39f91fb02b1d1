"""
How a collection is cut: into parts that can be read one at a time, and into shards of bounded size.

A part is a document, some paragraphs of a giant one (`Piece`), or a stretch of a giant text file that
is read only where it is worked on (`documents.giant.Stretch`). `shifted` puts places found in a piece
back into the whole document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from zhengming.base.document import Document
from zhengming.base.findings import Candidate, Occurrence
from zhengming.documents.giant import Stretch
from zhengming.find.extract import Extraction
from zhengming.find.slogans.spelled import moved

Collection = Iterable[Document | Stretch]
"""Can be walked through more than once, with the same result."""


class Origin(NamedTuple):
    """A part of a document: whose it is, and where it begins there in characters and paragraphs."""

    sha256: str
    name: str
    start: int = 0
    paragraph: int = 0

    def shift(self, o: Occurrence) -> Occurrence:
        """Put a place in the part back into the whole document."""
        return moved_by(o, self.start, self.paragraph)


def moved_by(o: Occurrence, start: int, paragraph: int) -> Occurrence:
    """Move a place by characters and paragraphs."""
    if not start and not paragraph:
        return o
    return replace(o, start=o.start + start, end=o.end + start, paragraph=o.paragraph + paragraph)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A document, or some paragraphs of a giant one, whose text begins in the whole at `origin`.

    In a selection of paragraphs `units` says for each where it begins in the whole document, and the
    number of the paragraph it is, or is in.
    """

    document: Document
    origin: Origin
    units: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.document.text)

    @property
    def id(self) -> str:
        """The document that this is, or is a part of."""
        return self.document.id

    def read(self) -> Document:
        """Return the paragraphs as a document."""
        return self.document

    def shift(self, o: Occurrence) -> Occurrence:
        """Put a place in this piece back into the whole document."""
        if not self.units:
            return self.origin.shift(o)
        start, paragraph = self.units[o.paragraph]
        begin = self.document.paragraphs[o.paragraph].start
        return moved_by(o, start - begin, paragraph - o.paragraph)


Part = Piece | Stretch


def parts_of(documents: Collection, most: int) -> Iterator[Part]:
    """Yield the parts of a collection, none of them much longer than `most` characters."""
    for document in documents:
        if isinstance(document, Stretch):
            yield document
        else:
            yield from _pieces(document, most)


def grouped(parts: Iterable[Part], most: int) -> Iterator[tuple[Part, ...]]:
    """Group parts into shards of about `most` characters, none with two parts of one document."""
    held: list[Part] = []
    size = 0
    for part in parts:
        if held and (size + len(part) > most or any(part.id == other.id for other in held)):
            yield tuple(held)
            held, size = [], 0
        held.append(part)
        size += len(part)
    if held:
        yield tuple(held)


def _pieces(document: Document, most: int) -> Iterator[Piece]:
    paragraphs = document.paragraphs
    if len(document.text) <= most or not paragraphs:
        yield Piece(document, _origin(document))
        return
    first = 0
    for number in range(1, len(paragraphs) + 1):
        ends = number == len(paragraphs)
        if ends or paragraphs[number].end - paragraphs[first].start > most:
            yield from _slices(_piece(document, first, number), most)
            first = number


def _slices(piece: Piece, most: int) -> Iterator[Piece]:
    """Cut a giant paragraph at the ends of sentences, or where there are none as it comes."""
    text, paragraphs = piece.document.text, piece.document.paragraphs
    if len(text) <= most or len(paragraphs) > 1:
        yield piece
        return
    start = 0
    while start < len(text):
        end = min(start + most, len(text))
        if end < len(text):
            end = text.rfind("。", start, end) + 1 or end
        inside = (replace(paragraphs[0], start=0, end=end - start),)
        part = replace(piece.document, text=text[start:end], paragraphs=inside)
        yield Piece(part, piece.origin._replace(start=piece.origin.start + start))
        start = end


def _piece(document: Document, first: int, stop: int) -> Piece:
    start = document.paragraphs[first].start
    paragraphs = tuple(
        replace(p, start=p.start - start, end=p.end - start)
        for p in document.paragraphs[first:stop]
    )
    text = document.text[start : document.paragraphs[stop - 1].end]
    piece = replace(document, text=text, paragraphs=paragraphs, pages=(), losses=())
    return Piece(piece, _origin(document, start, first))


def _origin(document: Document, start: int = 0, paragraph: int = 0) -> Origin:
    return Origin(document.sha256, document.name, start, paragraph)


def shifted(found: Extraction, pieces: Mapping[str, Piece]) -> Extraction:
    """Put the places of an extraction back into whole documents; `pieces` by document."""

    def shift(o: Occurrence) -> Occurrence:
        return pieces[o.document].shift(o)

    def shift_all(many: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return tuple(replace(c, occurrences=tuple(map(shift, c.occurrences))) for c in many)

    spelled = tuple(moved(s, shift) for s in found.spelled_out)
    return Extraction(shift_all(found.candidates), shift_all(found.persons), spelled)
