"""
Known terms in a text: every surface form of the glossary in one pass, in both scripts.

Make a `Matcher` from surface forms, then call `find` (leftmost-longest, what a reading copy
underlines) or `find_overlapping` (every term, also inside longer ones). The text is folded, never
converted; spans count code points of the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhengming.base.alignment import View
from zhengming.base.findings import Match
from zhengming.text.automaton import Automaton, Hit, longest, overlapping
from zhengming.text.hanzi import CLOSING, OPENING, view

LATIN = re.compile(r"[0-9A-Za-z]")


class Matcher:
    """
    Finds surface forms in texts.

    `forms` pairs a surface form (either script) with the entry ids that it stands for; forms that
    fold to the same key are merged. Folding and automata are made once.
    """

    def __init__(self, forms: Iterable[tuple[str, Sequence[str]]]) -> None:
        by_key: dict[str, list[str]] = {}
        for surface, entries in forms:
            key = view(surface).key.strip()
            if key:
                ids = by_key.setdefault(key, [])
                ids += (entry for entry in entries if entry not in ids)
        self.keys = tuple(by_key)
        self.entries = tuple(tuple(ids) for ids in by_key.values())
        self._latin = frozenset(
            i for i, key in enumerate(self.keys) if LATIN.match(key[0]) or LATIN.match(key[-1])
        )
        self._longest: Automaton | None = None
        self._overlapping: Automaton | None = None

    def find(self, text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> list[Match]:
        """Return the leftmost-longest matches in order; `paragraphs` as in `hanzi.view`."""
        seen = view(text, paragraphs)
        return [self._match(seen, hit) for hit in self.hits(seen)]

    def find_overlapping(
        self, text: str, paragraphs: Iterable[tuple[int, int]] | None = None
    ) -> list[Match]:
        """Return every match, those inside longer ones too, in order of start then end."""
        if not self.keys:
            return []
        if self._overlapping is None:
            self._overlapping = overlapping(self.keys)
        seen = view(text, paragraphs)
        hits = self._whole_words(seen.key, self._overlapping.find(seen.key))
        return [self._match(seen, hit) for hit in hits]

    def hits(self, seen: View) -> Sequence[Hit]:
        """Return raw leftmost-longest hits (start, end, index into `keys`) counted in the key."""
        if not self.keys:
            return []
        if self._longest is None:
            self._longest = longest(self.keys)
        return self._whole_words(seen.key, self._longest.find(seen.key))

    def _whole_words(self, key: str, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Drop hits of forms such as "AI" that begin or end inside a longer Latin word."""
        if not self._latin:
            return hits
        return [h for h in hits if h[2] not in self._latin or not _splits_latin(key, h[0], h[1])]

    def _match(self, seen: View, hit: Hit) -> Match:
        start, end = balance(seen.text, *seen.span(hit[0], hit[1]))
        return Match(start, end, seen.text[start:end], self.entries[hit[2]])


def _splits_latin(key: str, start: int, end: int) -> bool:
    before = LATIN.match(key[start]) and start > 0 and LATIN.match(key[start - 1])
    after = LATIN.match(key[end - 1]) and end < len(key) and LATIN.match(key[end])
    return bool(before or after)


def balance(text: str, start: int, end: int) -> tuple[int, int]:
    """
    Take in the partner of a quotation mark that the span cuts off.

    >>> balance("推进“平安”建设", 3, 8)
    (2, 8)
    """
    inner = text[start:end]
    for closing, opening in zip(CLOSING, OPENING, strict=True):
        surplus = inner.count(closing) - inner.count(opening)
        if surplus == 1 and start and text[start - 1] == opening:
            start -= 1
        elif surplus == -1 and end < len(text) and text[end] == closing:
            end += 1
    return start, end
