"""
What goes out: which entries, and a count of those that stay behind, by reason.

`Selection` holds the wishes, `select` applies them, `without_documents` makes a whole-glossary
result where there is no document to start from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zhengming import __version__
from zhengming.base.entry import Term
from zhengming.base.findings import Build, Found

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries are wanted; an empty tuple wants all. Values are those of the entries."""

    ids: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def refuses(self, found: Found) -> str:
        """Return the first reason why an entry stays behind, or an empty string."""
        term = found.term
        places = {o.document for o in found.occurrences}
        checks = (
            (self.ids, term.id in self.ids, "not among the names asked for"),
            (self.categories, term.category in self.categories, "other category"),
            (self.scopes, term.scope in self.scopes, "other scope"),
            (self.statuses, term.review.status in self.statuses, "other status"),
            (self.tones, bool(set(term.tone) & set(self.tones)), "other tone"),
            (self.layers, term.layer in self.layers, "from other words"),
            (self.documents, bool(places & set(self.documents)), "not found in these documents"),
        )
        return next((why for asked, holds, why in checks if asked and not holds), "")


def select(build: Build, selection: Selection) -> tuple[Build, Mapping[str, int]]:
    """Return the build with the wanted entries only, and how many stay behind for which reason."""
    reasons = Counter(filter(None, map(selection.refuses, build.found)))
    kept = tuple(f for f in build.found if not selection.refuses(f))
    return replace(build, found=kept), dict(reasons)


def without_documents(glossary: Glossary) -> Build:
    """Return a result that holds the whole glossary and no document, by pinyin."""
    return Build(
        documents=(),
        refusals=(),
        found=tuple(Found(term, ()) for term in sorted(glossary.terms.values(), key=by_pinyin)),
        candidates=(),
        persons=(),
        versions={
            "zhengming": __version__,
            "words": glossary.version,
            "words_sha256": glossary.content_hash,
        },
        whole_glossary=True,
    )


def by_pinyin(term: Term) -> tuple[str, str]:
    """Sort key: pinyin as spelled, then the permanent id."""
    return term.pinyin.casefold(), term.id


def say_left_out(reasons: Mapping[str, int]) -> Iterable[str]:
    """Yield one line a reason: how many entries stayed behind, and why."""
    for why, count in sorted(reasons.items()):
        yield f"{count} entr{'y' if count == 1 else 'ies'} left out: {why}"
