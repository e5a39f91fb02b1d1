"""
Many strings in one pass over a text: leftmost-longest, or every hit.

The only door to the Aho-Corasick engines. daachorse is the fastest that counts code points; it has
no wheel for Linux and Windows on ARM, where ahocorasick_rs does the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Protocol

Hit = tuple[int, int, int]
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Automaton(Protocol):
    """What both engines offer: hits as (start, end, pattern), in code points."""

    def find(self, haystack: str) -> Sequence[Hit]:
        """Return the hits in order of position."""


def longest(patterns: Sequence[str]) -> Automaton:
    """Build a leftmost-longest automaton."""
    if find_spec("daachorse"):
        import daachorse

        kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
        return _Tolerant(daachorse.CharwiseDoubleArrayAhoCorasick(list(patterns), kind))
    return _Tolerant(_Portable(patterns, overlapping=False))


def overlapping(patterns: Sequence[str]) -> Automaton:
    """Build an automaton that reports every hit."""
    return _Tolerant(_Portable(patterns, overlapping=True))


class _Tolerant:
    """Lets a text through that holds half a character (a lone surrogate), which no engine takes."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton

    def find(self, haystack: str) -> Sequence[Hit]:
        try:
            return self._automaton.find(haystack)
        except UnicodeEncodeError:
            return self._automaton.find(LONE_SURROGATE.sub("\ufffd", haystack))


class _Portable:
    """The same on processors for which daachorse has no wheel (Linux and Windows on ARM)."""

    def __init__(self, patterns: Sequence[str], *, overlapping: bool) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        self._automaton = AhoCorasick(list(patterns), matchkind=kind)
        self._overlapping = overlapping

    def find(self, haystack: str) -> list[Hit]:
        hits = self._automaton.find_matches_as_indexes(haystack, overlapping=self._overlapping)
        return sorted((start, end, pattern) for pattern, start, end in hits)
