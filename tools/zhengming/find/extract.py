"""
Terms in documents, known and possibly new together, best first, each with its evidence.

`extract` is the name to call. It proposes spans, measures and judges them, drops what is only a
part of something longer, keeps names of persons apart, and says why each term is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from zhengming.base.document import Document
from zhengming.base.findings import Candidate, Occurrence
from zhengming.find.field import Field, gather
from zhengming.find.match import Matcher
from zhengming.find.measure import Table, is_known, kinship, known_parts, measure
from zhengming.find.persons import Names, find_names
from zhengming.find.propose import CHUNK, Spans, propose
from zhengming.find.rank import explain, judge
from zhengming.find.reading import Reading, read
from zhengming.find.slogans.spelled import Spelled, spelled_out
from zhengming.find.suggest import Suggester
from zhengming.text.hanzi import count_han, fold
from zhengming.words.decisions import Decisions
from zhengming.words.glossary import Glossary

if TYPE_CHECKING:
    from numpy.typing import NDArray

Patterns = Sequence[tuple[str, Sequence[str]]]
QUOTES = str.maketrans("", "", "“”‘’")
COUNTED = re.compile("第?[〇零一二三四五六七八九十百千万0-9]+[条款章节项届次号期名个]?")
PLAUSIBLE = -3.0
MANY = 150_000
SHOWN = (
    "count",
    "documents",
    "title",
    "quotation",
    "slogan",
    "words",
    "string weird",
    "string near",
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found: terms best first, and names of persons, kept apart from every term list."""

    candidates: tuple[Candidate, ...] = ()
    persons: tuple[Candidate, ...] = ()
    spelled_out: tuple[Spelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """Documents read, proposed and measured: `ids` maps the key of a known term to its entries."""

    readings: tuple[Reading, ...]
    field: Field
    table: Table
    ids: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]


class KnownWords:
    """Surfaces of known terms made ready for extraction: which keys there are, and where they stand."""

    def __init__(self, patterns: Patterns) -> None:
        self.ids = {fold(surface).translate(QUOTES): tuple(ids) for surface, ids in patterns}
        self._matcher = Matcher(patterns)

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of known terms, nested ones too."""
        return [(m.start, m.end) for m in self._matcher.find_overlapping(text)]


@lru_cache(maxsize=2)
def known_words(glossary: Glossary) -> KnownWords:
    """Make a glossary's surfaces ready, once."""
    return KnownWords(list(glossary.patterns()))


@lru_cache(maxsize=2)
def suggester(glossary: Glossary) -> Suggester:
    """Make suggestions from a glossary ready, once."""
    return Suggester(glossary)


def prepare(documents: Sequence[Document], words: KnownWords | None, many: int = MANY) -> Prepared:
    """
    Read documents, propose what could be a term in them, and measure it.

    From `many` spans on, what occurs once and bears no mark is left out: enough recurs.
    """
    readings = tuple(read(d) for d in documents)
    field = gather(readings)
    known = words.places(field.text) if words else []
    spans = propose(field, known)
    if len(spans.start) > many:
        spans = _recurring(field, spans)
    empty = np.zeros(0, np.bool_)
    repeat = np.concatenate([empty, *(r.repeat for r in readings)])
    headings = np.concatenate([empty, *(r.headings for r in readings)])
    table = measure(field, spans, repeat, headings)
    table.values.update(known_parts(table, known))
    ids = words.ids if words else {}
    table.values.update(kinship(table, sorted(ids)))
    return Prepared(readings, field, table, ids, tuple(find_names(field.text)))


def _recurring(field: Field, spans: Spans) -> Spans:
    """Leave out what occurs once and bears no mark."""
    _, rows, counted = np.unique(
        field.hashes(spans.start, spans.end), return_inverse=True, return_counts=True
    )
    kept = (counted[rows] > 1) | ((spans.marks & ~np.uint8(CHUNK)) > 0)
    return Spans(spans.start[kept], spans.end[kept], spans.marks[kept])


def extract(
    documents: Sequence[Document],
    glossary: Glossary | None = None,
    *,
    limit: int | None = None,
    decisions: Decisions | None = None,
) -> Extraction:
    """
    Find the terms of documents, known and possibly new, best first.

    Every occurrence holds the place in the original document: `text[start:end] == surface`.
    What a person rejected before stays away, what was a person's name stays apart; `limit` keeps
    the first so many. Nothing Chinese gives an empty result.
    """
    words = known_words(glossary) if glossary is not None else None
    found = extract_with(documents, words, limit=limit, decisions=decisions)
    return found if glossary is None else suggested(found, glossary)


def suggested(found: Extraction, glossary: Glossary) -> Extraction:
    """Add English to the terms that the glossary does not know."""
    suggest = suggester(glossary).suggest
    candidates = tuple(
        one if one.known else replace(one, suggestions=suggest(one.term))
        for one in found.candidates
    )
    return replace(found, candidates=candidates)


def extract_with(
    documents: Sequence[Document],
    words: KnownWords | None,
    *,
    limit: int | None = None,
    decisions: Decisions | None = None,
    places: int | None = None,
    many: int = MANY,
) -> Extraction:
    """
    Do what `extract` does, with surfaces instead of a glossary and without suggestions.

    `places` keeps the first so many places of each term; counts are always whole. `many` as in
    `prepare`.
    """
    ready = prepare(documents, words, many)
    if not count_han(ready.field.text) or not len(ready.table.keys):
        return Extraction()
    score = judge(ready.table)
    decided = {
        fold(t).translate(QUOTES): d.choice
        for t, d in (decisions.by_term.items() if decisions else ())
    }
    score = score + _learnt(ready.table, decided)
    people = {*ready.names, *(k for k, choice in decided.items() if choice == "person")}
    unwanted = {k for k, choice in decided.items() if choice in {"reject", "part"}}
    names = Names(people)
    candidates: list[Candidate] = []
    for row in _best_first(ready, score):
        key = ready.table.string(row).translate(QUOTES)
        if key in unwanted or names.touch(key):
            continue
        if (not count_han(key) or COUNTED.fullmatch(key)) and not ready.table.values[
            "right quoted"
        ][row]:
            continue
        candidates.append(_candidate(ready, row, key, float(score[row]), places))
        if limit is not None and len(candidates) >= limit:
            break
    return Extraction(
        tuple(candidates),
        tuple(_persons(ready, sorted(people))),
        tuple(one for reading in ready.readings for one in spelled_out(reading)),
    )


def _learnt(table: Table, decided: Mapping[str, str]) -> NDArray[np.float64]:
    """
    Lift or lower what ends as terms that the user accepted or rejected do (last two characters).

    Each further decision counts for less (logarithm), and none weighs more than known terms do.
    """
    pull: dict[str, int] = {}
    for term, choice in decided.items():
        if choice in {"accept", "reject"} and len(term) > 2:
            pull[term[-2:]] = pull.get(term[-2:], 0) + (1 if choice == "accept" else -1)
    moved = np.zeros(len(table.keys))
    for row in range(len(table.keys)) if pull else ():
        votes = pull.get(table.string(row).translate(QUOTES)[-2:], 0)
        moved[row] = np.sign(votes) * 0.5 * np.log1p(abs(votes))
    return moved


def _best_first(ready: Prepared, score: NDArray[np.float64]) -> Iterator[int]:
    """Yield rows by score; ties by first place, so that the order never depends on hashes."""
    table = ready.table
    keep = (score >= PLAUSIBLE) & ~_fragments(table)
    rows = np.flatnonzero(keep | is_known(table))
    head = table.order[table.bounds[:-1]]
    order = np.lexsort((table.spans.end[head][rows], table.spans.start[head][rows], -score[rows]))
    yield from rows[order].tolist()


def _fragments(table: Table) -> NDArray[np.bool_]:
    """Find strings that stand only inside one longer string: always the same neighbour, no border."""
    value = table.values
    often = value["count"] >= np.log1p(2)
    left = (value["left same"] >= 1) & (value["left closed"] == 0) & (value["left quoted"] == 0)
    right = (value["right same"] >= 1) & (value["right closed"] == 0) & (value["right quoted"] == 0)
    torn = (value["left tight"] > 0.5) & (left | ~often) | (value["right tight"] > 0.5) & right
    torn |= left & (value["first single"] > 0) & (value["words"] > 1)  # 委政法委 of 区委政法委
    apart: NDArray[np.bool_] = often & torn & ~is_known(table)
    return apart


def _candidate(ready: Prepared, row: int, key: str, score: float, most: int | None) -> Candidate:
    table = ready.table
    places = [
        (int(table.spans.start[at]), int(table.spans.end[at]))
        for at in table.places(row)[:most].tolist()
    ]
    occurrences = tuple(_occurrence(ready, a, b) for a, b in places)
    count = round(float(np.expm1(table.values["count"][row])))
    entries = ready.ids.get(key)
    return Candidate(
        term=_term(ready, places),
        score=round(score, 4),
        count=count,
        documents=round(float(np.exp(table.values["documents"][row]))),
        occurrences=occurrences,
        evidence={name: round(float(table.values[name][row]), 4) for name in SHOWN},
        known=entries[0] if entries else None,
        why=explain(table, row, count),
    )


def _term(ready: Prepared, places: Sequence[tuple[int, int]]) -> str:
    """Return a term as the mainland writes it, with the quotation marks inside it if any place has them."""
    shown = [_shown(ready, *place) for place in places[:50]]
    return max(dict.fromkeys(shown), key=lambda s: (shown.count(s), len(s)))


def _shown(ready: Prepared, start: int, end: int) -> str:
    reading, base = _locate(ready, start)
    return reading.shown[start - base : end - base]


def _locate(ready: Prepared, start: int) -> tuple[Reading, int]:
    number = int(ready.field.documents[start])
    return ready.readings[number], int(ready.field.offsets[number])


def _occurrence(ready: Prepared, start: int, end: int) -> Occurrence:
    reading, base = _locate(ready, start)
    return reading.occurrence(start - base, end - base)


def _persons(ready: Prepared, names: Sequence[str]) -> Iterator[Candidate]:
    for name in names:
        places = [m.span() for m in re.finditer(re.escape(name), ready.field.text)]
        if places:
            occurrences = tuple(_occurrence(ready, a, b) for a, b in places)
            yield Candidate(
                term=_term(ready, places),
                score=0.0,
                count=sum(not o.repeat for o in occurrences),
                documents=len({o.document for o in occurrences}),
                occurrences=occurrences,
                why="beside a title or in a byline",
            )
