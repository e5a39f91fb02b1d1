"""
Extraction from collections of any size: the same partition function here, on several processes, or
on a Dask cluster, with the same result to the byte.

`extract_large` cuts documents into shards of bounded size, finds the best of every shard, and merges them by
term. Small input is one shard and gives exactly what `extract` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log1p
from typing import Any

from zhengming.base.document import Document
from zhengming.base.errors import Unreadable, Usage
from zhengming.base.findings import Candidate, Occurrence
from zhengming.find.extract import (
    Extraction,
    KnownWords,
    Patterns,
    extract,
    extract_with,
    suggested,
)
from zhengming.find.spelled import Spelled
from zhengming.words.decisions import Decisions
from zhengming.words.glossary import Glossary

SHARD = 300_000
KEPT = 3000
PLACES = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A document, or some paragraphs of a giant one with where they begin in it."""

    document: Document
    start: int = 0
    paragraph: int = 0


Shard = tuple[Piece, ...]


def extract_large(
    documents: Sequence[Document],
    glossary: Glossary | None = None,
    *,
    limit: int | None = None,
    decisions: Decisions | None = None,
    jobs: int = 1,
    cluster: str | None = None,
) -> Extraction:
    """
    Find the terms of any number of documents, best first, in bounded memory.

    `cluster` is the address of an existing Dask scheduler; a shard whose worker dies is done again
    elsewhere. Raises Usage without Dask, Unreadable where no scheduler answers.
    """
    shards = list(cut(documents))
    if len(shards) == 1 and not cluster:
        return extract(documents, glossary, limit=limit, decisions=decisions)
    patterns = tuple((s, tuple(ids)) for s, ids in glossary.patterns()) if glossary else None
    work = Work(patterns, decisions)
    if cluster:
        parts: Iterable[Extraction] = _on_cluster(cluster, work, shards)
    elif jobs > 1:
        parts = _on_processes(jobs, work, shards)
    else:
        parts = map(work, shards)
    merged = merge(parts, limit)
    return merged if glossary is None else suggested(merged, glossary)


class Work:
    """The partition function: one shard in, its best terms out. Travels to other processes."""

    def __init__(self, patterns: Patterns | None, decisions: Decisions | None) -> None:
        self._patterns, self._decisions = patterns, decisions

    def __call__(self, shard: Shard) -> Extraction:
        """Extract one shard and put its places back into the whole documents."""
        words = _words(self._patterns) if self._patterns is not None else None
        documents = [piece.document for piece in shard]
        found = extract_with(documents, words, limit=KEPT, decisions=self._decisions, places=PLACES)
        moved = {p.document.id: p for p in shard if p.start or p.paragraph}
        return _shifted(found, moved) if moved else found


@lru_cache(maxsize=1)
def _words(patterns: Patterns) -> KnownWords:
    return KnownWords(patterns)


def _shifted(found: Extraction, moved: Mapping[str, Piece]) -> Extraction:
    def shift(o: Occurrence) -> Occurrence:
        piece = moved.get(o.document)
        if piece is None:
            return o
        return replace(
            o,
            start=o.start + piece.start,
            end=o.end + piece.start,
            paragraph=o.paragraph + piece.paragraph,
        )

    def shift_all(many: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        return tuple(replace(c, occurrences=tuple(map(shift, c.occurrences))) for c in many)

    spelled = tuple(
        replace(s, place=shift(s.place), parts=tuple((g, shift(o)) for g, o in s.parts))
        for s in found.spelled_out
    )
    return Extraction(shift_all(found.candidates), shift_all(found.persons), spelled)


def cut(documents: Sequence[Document]) -> Iterator[Shard]:
    """
    Cut documents into shards of about `SHARD` characters; a giant one is cut between paragraphs.

    No shard holds two pieces of one document.
    """
    held: list[Piece] = []
    size = 0
    for document in documents:
        for piece in _pieces(document):
            length = len(piece.document.text)
            if held and size + length > SHARD:
                yield tuple(held)
                held, size = [], 0
            held.append(piece)
            size += length
    yield tuple(held)


def _pieces(document: Document) -> Iterator[Piece]:
    paragraphs = document.paragraphs
    if len(document.text) <= SHARD or len(paragraphs) < 2:
        yield Piece(document)
        return
    first = 0
    for number in range(1, len(paragraphs) + 1):
        ends = number == len(paragraphs)
        if ends or paragraphs[number].end - paragraphs[first].start > SHARD:
            yield _piece(document, first, number)
            first = number


def _piece(document: Document, first: int, stop: int) -> Piece:
    start = document.paragraphs[first].start
    paragraphs = tuple(
        replace(p, start=p.start - start, end=p.end - start)
        for p in document.paragraphs[first:stop]
    )
    text = document.text[start : document.paragraphs[stop - 1].end]
    piece = replace(document, text=text, paragraphs=paragraphs, pages=(), losses=())
    return Piece(piece, start, first)


def merge(parts: Iterable[Extraction], limit: int | None) -> Extraction:
    """Bring the shards together by term: counts add up, a term is as good as its best shard and its count."""
    terms: dict[str, Candidate] = {}
    persons: dict[str, Candidate] = {}
    spelled: list[Spelled] = []
    for part in parts:
        for one in part.candidates:
            terms[one.term] = _joined(terms[one.term], one) if one.term in terms else one
        for one in part.persons:
            persons[one.term] = _joined(persons[one.term], one) if one.term in persons else one
        spelled += part.spelled_out
    ranked = sorted(terms.values(), key=lambda c: (-(c.score + 0.1 * log1p(c.count)), c.term))
    people = sorted(persons.values(), key=lambda c: c.term)
    return Extraction(tuple(ranked[:limit]), tuple(people), tuple(spelled))


def _joined(left: Candidate, right: Candidate) -> Candidate:
    best = left if left.score >= right.score else right
    occurrences = (*left.occurrences, *right.occurrences)[:PLACES]
    return replace(
        best,
        count=left.count + right.count,
        documents=max(left.documents, right.documents, len({o.document for o in occurrences})),
        occurrences=occurrences,
    )


def _on_processes(jobs: int, work: Work, shards: Sequence[Shard]) -> Iterator[Extraction]:
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, shards)


def _on_cluster(address: str, work: Work, shards: Sequence[Shard]) -> Iterator[Extraction]:
    try:
        from distributed import Client
    except ImportError as error:
        raise Usage(
            "the cluster extra is not installed", remedy="pip install 'zhengming[cluster]'"
        ) from error
    try:
        connect: Any = Client
        client: Any = connect(address, timeout=10)
    except OSError as error:
        raise Unreadable(
            "no Dask scheduler answers there", where=address, remedy="start one: dask scheduler"
        ) from error
    with client:
        gather: Callable[..., list[Extraction]] = client.gather
        yield from gather(client.map(work, shards, pure=False))
