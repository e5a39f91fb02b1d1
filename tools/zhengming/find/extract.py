"""
Terms in documents, known and possibly new together, best first, each with its evidence.

`extract` is the only name to call. It proposes spans, measures and ranks them, merges fragments
into their parents, and keeps the names of persons apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhengming.base.document import Document
from zhengming.base.findings import Candidate, Occurrence
from zhengming.find.match import Matcher
from zhengming.find.propose import Field, gather, propose
from zhengming.find.reading import Reading, read
from zhengming.text.hanzi import fold
from zhengming.words.decisions import Decision
from zhengming.words.glossary import Glossary

QUOTES = str.maketrans("", "", "“”‘’")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found: terms best first, and names of persons, kept apart from every term list."""

    candidates: tuple[Candidate, ...] = ()
    persons: tuple[Candidate, ...] = ()


def extract(
    documents: Sequence[Document],
    glossary: Glossary | None = None,
    *,
    limit: int | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> Extraction:
    """
    Find the terms of documents, known and possibly new, best first.

    Every occurrence holds the place in the original document: `text[start:end] == surface`.
    What a person rejected before stays away; `limit` keeps the first so many.
    """
    readings = [read(d) for d in documents]
    field = gather(readings)
    patterns = dict(glossary.patterns()) if glossary else {}
    matcher = Matcher(list(patterns.items()))
    known = [(m.start, m.end) for m in matcher.find_overlapping(field.text)] if patterns else []
    spans = propose(field, known)
    groups: dict[str, list[tuple[int, int, int]]] = {}
    for a, b, m in zip(spans.start.tolist(), spans.end.tolist(), spans.marks.tolist(), strict=True):
        groups.setdefault(field.text[a:b].translate(QUOTES), []).append((a, b, m))
    rejected = {fold(t) for t, d in (decisions or {}).items() if d.choice != "accept"}
    candidates = []
    for key, places in groups.items():
        marks = 0
        for p in places:
            marks |= p[2]
        score = (
            3.0 * bool(marks & 16)
            + 1.0 * bool(marks & 14)
            + 0.1 * min(len(key), 6) * len(places) ** 0.5
        )
        if key in rejected or score < 1:
            continue
        occurrences = tuple(_occurrence(field, readings, a, b) for a, b, _ in places)
        ids = patterns.get(key)
        candidates.append(
            Candidate(
                _term(field, readings, places[0]),
                round(score, 4),
                sum(not o.repeat for o in occurrences),
                len({o.document for o in occurrences}),
                occurrences,
                known=ids[0] if ids else None,
            )
        )
    candidates.sort(key=lambda c: (-c.score, c.term))
    return Extraction(tuple(candidates[:limit]))


def _locate(field: Field, readings: Sequence[Reading], start: int) -> tuple[Reading, int]:
    number = int(field.documents[start])
    return readings[number], int(field.offsets[number])


def _term(field: Field, readings: Sequence[Reading], place: tuple[int, int, int]) -> str:
    reading, base = _locate(field, readings, place[0])
    return reading.shown[place[0] - base : place[1] - base]


def _occurrence(field: Field, readings: Sequence[Reading], start: int, end: int) -> Occurrence:
    reading, base = _locate(field, readings, start)
    first, last = reading.span(start - base, end - base)
    return Occurrence(
        reading.document,
        first,
        last,
        reading.original[first:last],
        int(reading.paragraphs[start - base]),
        bool(reading.repeat[start - base]),
    )
