"""
Extraction from collections of any size in bounded memory, here, on several processes, or on a Dask
cluster, with the same result to the byte.

`extract_large` is the name to call. What fits in one shard gives exactly what `extract` gives. A
larger collection is extracted shard by shard and merged by term. One that is larger still is surveyed
first (`survey`), what it shows is selected (`select`) and extracted, and the terms found are counted
in all of it (`recount`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import tee
from math import log, log1p

from zhengming.base.document import Document
from zhengming.base.findings import Candidate
from zhengming.documents.giant import Stretch
from zhengming.find.extract import (
    MANY,
    QUOTES,
    Extraction,
    KnownWords,
    Patterns,
    extract,
    extract_with,
    suggested,
)
from zhengming.find.large.crew import Crew, crew
from zhengming.find.large.recount import Counter, total
from zhengming.find.large.select import Selection
from zhengming.find.large.shards import Collection, Origin, Part, Piece, grouped, parts_of, shifted
from zhengming.find.large.survey import Survey, Surveyor
from zhengming.find.persons import Names
from zhengming.find.slogans.spelled import Spelled, moved
from zhengming.text.hanzi import fold
from zhengming.words.decisions import Decisions
from zhengming.words.glossary import Glossary

SHARD = 300_000
SURVEYED = 2_000_000
SELECTED = 2_400_000
SELECTED_SHARD = 100_000
KEPT = 3000
PLACES = 100
NAMES = 200_000
SPELLED = 10_000
FOUND = re.compile(r"^found (?:once|\d+ times)")


def extract_large(
    documents: Collection,
    glossary: Glossary | None = None,
    *,
    limit: int | None = None,
    decisions: Decisions | None = None,
    jobs: int = 1,
    cluster: str | None = None,
) -> Extraction:
    """
    Find the terms of any number of documents, best first, in bounded memory.

    Of a large collection each term has its first `PLACES` places in what was selected, and its
    count in all of it. `cluster` is the address of an existing Dask scheduler; a shard whose worker
    dies is done again elsewhere. Raises Usage without Dask, Unreadable where no scheduler answers.
    """
    held = _held(documents)
    if held is not None and sum(len(d.text) for d in held) <= SHARD and not cluster:
        return extract(held, glossary, limit=limit, decisions=decisions)
    patterns = tuple((s, tuple(ids)) for s, ids in glossary.patterns()) if glossary else None
    work = Work(patterns, decisions)
    with crew(jobs, cluster) as workers:
        if held is not None:
            found = merge(workers.map(work, cut(held)))
        else:
            found = _surveyed(documents, work, workers)
    found = replace(found, candidates=_ranked(found.candidates)[:limit])
    return found if glossary is None else suggested(found, glossary)


def _held(documents: Collection) -> list[Document] | None:
    """Return the documents of a collection that can be looked at whole, None for a larger one."""
    held: list[Document] = []
    size = 0
    for one in documents:
        size += len(one) if isinstance(one, Stretch) else len(one.text)
        if isinstance(one, Stretch) or size > SELECTED:
            return None
        held.append(one)
    return held


def cut(documents: Collection) -> Iterator[tuple[Part, ...]]:
    """Cut documents into shards of about `SHARD` characters; a giant one is cut between paragraphs."""
    return grouped(parts_of(documents, SHARD), SHARD)


@dataclass(frozen=True)
class Work:
    """
    The partition function: one shard in, its best terms out. Travels to other processes.

    `kept` terms with `places` places each come from a shard; `many` as in `extract.prepare`.
    """

    patterns: Patterns | None
    decisions: Decisions | None
    kept: int = KEPT
    places: int = PLACES
    many: int = MANY

    def __call__(self, shard: tuple[Part, ...]) -> Extraction:
        """Extract one shard and put its places back into the whole documents."""
        found = extract_with(
            [part.read() for part in shard],
            _words(self.patterns) if self.patterns is not None else None,
            limit=self.kept,
            decisions=self.decisions,
            places=self.places,
            many=self.many,
        )
        return shifted(found, {part.id: part for part in shard if isinstance(part, Piece)})


@lru_cache(maxsize=1)
def _words(patterns: Patterns) -> KnownWords:
    return KnownWords(patterns)


def _surveyed(documents: Collection, work: Work, workers: Crew) -> Extraction:
    """Survey a collection, extract what was selected of it, and count what was found in all of it."""
    known = sorted({_key(surface) for surface, _ in work.patterns or ()} - {""})
    surveyed = _Surveyed()
    shards, mirror = tee(grouped(parts_of(documents, SURVEYED), SURVEYED))
    for shard, survey in zip(mirror, workers.map(Surveyor(known), shards), strict=True):
        surveyed.add(shard, survey)
    pieces = surveyed.selection.pieces(SELECTED_SHARD)
    work = replace(work, kept=KEPT // 2, places=PLACES // 4, many=0)
    found = merge(workers.map(work, grouped(pieces, SELECTED_SHARD)))
    names = Names(surveyed.names)
    candidates = [c for c in found.candidates if not names.at_border(_key(c.term))]
    keys = list(dict.fromkeys(_key(c.term) for c in (*candidates, *found.persons)))
    again = grouped(parts_of(documents, SURVEYED), SURVEYED)
    totals = total(workers.map(Counter(keys), again), keys)
    row = {key: number for number, key in enumerate(keys)}

    def counted(one: Candidate) -> Candidate:
        at = row[_key(one.term)]
        count, spread = int(totals.count[at]), int(totals.documents[at])
        return _with_counts(one, max(count, one.count), max(spread, one.documents))

    return Extraction(
        tuple(map(counted, candidates)),
        tuple(map(counted, found.persons)),
        tuple(surveyed.spelled),
    )


class _Surveyed:
    """What the surveys of all shards add up to, each part of it bounded."""

    def __init__(self) -> None:
        self.selection = Selection(SELECTED)
        self.names: set[str] = set()
        self.spelled: list[Spelled] = []
        self._told: set[tuple[str, str]] = set()
        self._at = Origin("", "", 0, 0)

    def add(self, shard: tuple[Part, ...], survey: Survey) -> None:
        """Add the next shard; stretches of a giant file follow each other without a gap."""
        origins = []
        for part, (characters, paragraphs) in zip(shard, survey.sizes, strict=True):
            if isinstance(part, Piece):
                origins.append(part.origin)
                continue
            at = self._at if self._at.sha256 == part.sha256 else Origin(part.sha256, part.name)
            origins.append(at)
            self._at = at._replace(start=at.start + characters, paragraph=at.paragraph + paragraphs)
        self.selection.add(tuple(origins), survey)
        if len(self.names) < NAMES:
            self.names |= survey.names
        for number, one in survey.spelled:
            if len(self.spelled) < SPELLED and (one.kind, one.term) not in self._told:
                self._told.add((one.kind, one.term))
                self.spelled.append(moved(one, origins[number].shift))


def _key(term: str) -> str:
    return fold(term).translate(QUOTES)


def merge(parts: Iterable[Extraction]) -> Extraction:
    """Bring the shards together by term: counts add up, a term is as good as its best shard."""
    terms: dict[str, Candidate] = {}
    persons: dict[str, Candidate] = {}
    spelled: list[Spelled] = []
    for part in parts:
        for one in part.candidates:
            terms[one.term] = _joined(terms[one.term], one) if one.term in terms else one
        for one in part.persons:
            persons[one.term] = _joined(persons[one.term], one) if one.term in persons else one
        spelled += part.spelled_out
    people = sorted(persons.values(), key=lambda c: c.term)
    return Extraction(tuple(terms.values()), tuple(people), tuple(spelled))


def _joined(left: Candidate, right: Candidate) -> Candidate:
    best = left if left.score >= right.score else right
    occurrences = (*left.occurrences, *right.occurrences)[:PLACES]
    documents = max(left.documents, right.documents, len({o.document for o in occurrences}))
    joined = replace(best, occurrences=occurrences)
    return _with_counts(joined, left.count + right.count, documents)


def _with_counts(one: Candidate, count: int, documents: int) -> Candidate:
    """Put counts over all shards in place of those over one, in the evidence and in words too."""
    said = f"found {count} times" if count > 1 else "found once"
    evidence = dict(one.evidence)
    if evidence:
        evidence["count"] = round(log1p(count), 4)
        evidence["documents"] = round(log(max(documents, 1)), 4)
    return replace(
        one,
        count=count,
        documents=documents,
        evidence=evidence,
        why=FOUND.sub(said, one.why),
    )


def _ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Put terms in order: as good as its best shard, and its count says."""
    return tuple(sorted(candidates, key=lambda c: (-(c.score + 0.1 * log1p(c.count)), c.term)))
