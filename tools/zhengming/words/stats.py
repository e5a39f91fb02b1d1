"""Counts over the glossary: `count_words` for the table that `glossary stats` and the page show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from zhengming.base.entry import Term
from zhengming.words.rules.claims import cited


@dataclass(frozen=True, slots=True)
class Stats:
    """
    How many entries there are, of what kind, and what they carry.

    `origins` counts renderings; the other mappings and numbers count entries. `with_sources` holds
    entries that name at least one source anywhere.
    """

    entries: int
    spellings: int
    categories: Mapping[str, int]
    types: Mapping[str, int]
    scopes: Mapping[str, int]
    statuses: Mapping[str, int]
    layers: Mapping[str, int]
    origins: Mapping[str, int]
    renderings: int
    avoided: int
    with_sources: int
    with_law: int
    with_rights: int
    with_significance: int
    with_parts: int

    def share(self, count: int) -> float:
        """Return a count as a share of all entries, 0 to 1."""
        return count / self.entries if self.entries else 0.0

    def record(self) -> dict[str, Any]:
        """Return the counts as one JSON-ready object."""
        return asdict(self)


def count_words(terms: Iterable[Term]) -> Stats:
    """Count entries by category, type, scope, status and layer, and what they carry."""
    listed = list(terms)
    renderings = [r for term in listed for r in term.renderings]
    offered = [r for r in renderings if r.use != "avoid"]

    def tally(values: Iterable[str]) -> Mapping[str, int]:
        return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))

    return Stats(
        entries=len(listed),
        spellings=len({surface for term in listed for surface in term.surfaces()}),
        categories=tally(t.category for t in listed),
        types=tally(t.type for t in listed),
        scopes=tally(t.scope for t in listed),
        statuses=tally(t.review.status for t in listed),
        layers=tally(t.layer for t in listed),
        origins=tally(r.origin or "not said" for r in offered),
        renderings=len(offered),
        avoided=len(renderings) - len(offered),
        with_sources=sum(any(True for _ in cited(t)) for t in listed),
        with_law=sum(bool(t.laws) for t in listed),
        with_rights=sum(bool(t.rights) for t in listed),
        with_significance=sum(bool(t.significance) for t in listed),
        with_parts=sum(bool(t.expansions) for t in listed),
    )
