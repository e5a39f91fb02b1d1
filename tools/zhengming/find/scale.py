"""
Extraction from collections of any size: the same partition function here, on several processes, or
on a Dask cluster, with the same result to the byte.

`extract_large` cuts documents into shards of bounded size, finds the best of every shard, and merges them by
term. Small input is one shard and gives exactly what `extract` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import log1p
from typing import Any

from zhengming.base.document import Document
from zhengming.base.errors import Unreadable, Usage
from zhengming.base.findings import Candidate
from zhengming.find.extract import Extraction, Spelled, extract
from zhengming.words.decisions import Decisions
from zhengming.words.glossary import Glossary

SHARD = 300_000
KEPT = 3000
PLACES = 200

Shard = tuple[Document, ...]


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
    elsewhere. Raises Usage where the cluster cannot be reached.
    """
    shards = list(cut(documents))
    if len(shards) == 1 and not cluster:
        return extract(documents, glossary, limit=limit, decisions=decisions)
    work = Work(glossary, decisions, KEPT)
    if cluster:
        parts: Iterable[Extraction] = _on_cluster(cluster, work, shards)
    elif jobs > 1:
        parts = _on_processes(jobs, work, shards)
    else:
        parts = map(work, shards)
    return merge(parts, limit)


class Work:
    """The partition function: one shard in, its best terms out. Travels to other processes."""

    def __init__(self, glossary: Glossary | None, decisions: Decisions | None, kept: int) -> None:
        self._glossary, self._decisions, self._kept = glossary, decisions, kept

    def __call__(self, shard: Shard) -> Extraction:
        """Extract one shard."""
        return extract(shard, self._glossary, limit=self._kept, decisions=self._decisions)


def cut(documents: Sequence[Document]) -> Iterator[Shard]:
    """
    Cut documents into shards of about `SHARD` characters; a giant document is cut between paragraphs.

    Every piece of a document keeps the whole text, so that places stay places of the original.
    """
    held: list[Document] = []
    size = 0
    for document in documents:
        for piece, length in _pieces(document):
            if held and size + length > SHARD:
                yield tuple(held)
                held, size = [], 0
            held.append(piece)
            size += length
    yield tuple(held)


def _pieces(document: Document) -> Iterator[tuple[Document, int]]:
    if len(document.text) <= SHARD or len(document.paragraphs) < 2:
        yield document, len(document.text)
        return
    first, size = 0, 0
    for number, paragraph in enumerate(document.paragraphs):
        length = paragraph.end - paragraph.start
        if size and size + length > SHARD:
            yield _piece(document, first, number), size
            first, size = number, 0
        size += length
    yield _piece(document, first, len(document.paragraphs)), size


def _piece(document: Document, first: int, stop: int) -> Document:
    """Return a document of which only some paragraphs count; the numbering stays."""
    begin, end = document.paragraphs[first].start, document.paragraphs[stop - 1].end
    paragraphs = tuple(
        p if first <= n < stop else replace(p, kind="furniture")
        for n, p in enumerate(document.paragraphs)
    )
    del begin, end
    return replace(document, paragraphs=paragraphs)


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
        client: Any = Client(address, timeout=10)
    except OSError as error:
        raise Unreadable(
            "no Dask scheduler answers there", where=address, remedy="start one: dask scheduler"
        ) from error
    with client:
        gather: Callable[..., list[Extraction]] = client.gather
        yield from gather(client.map(work, shards, pure=False))
