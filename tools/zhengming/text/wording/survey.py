"""
What a document's own words say about the converter that it went through.

A converter is consistent: where 网络 still stands, it did not turn 网络 into 网路, so a 网路 in the
same document is the author's. `survey` counts, for every pair, the mainland words that survived and
the localised forms that can hardly be original, and names the kind of converter that explains most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from zhengming.text.automaton import Automaton, longest
from zhengming.text.wording.lattice import Reading
from zhengming.text.wording.pairs import read_pairs

SURE = 0.85
SURVIVOR = 1.2
STRANGER = 1.5
MOST = 3
KINDS = ("opencc-tw", "opencc-hk", "office", "mediawiki")


@dataclass(frozen=True, slots=True)
class Survey:
    """Counts over one text: surviving mainland words, sure localised forms, and the converter."""

    surviving: Mapping[str, int]
    localised: Mapping[str, int]
    converter: str

    @property
    def share(self) -> float:
        """Share of localised words among all words that a converter would have changed."""
        localised, surviving = sum(self.localised.values()), sum(self.surviving.values())
        return localised / (localised + surviving) if localised else 0.0

    def shift(self, form: str, word: str) -> float:
        """How far the document moves the log odds that `form` stands for `word`."""
        moved = -SURVIVOR * min(MOST, self.surviving.get(word, 0))
        if self.converter and self.converter not in _writers(form, word):
            moved -= STRANGER
        return moved


def survey(text: str, readings: Sequence[Reading]) -> Survey:
    """Count what survived and what was localised in a simplified text with its readings."""
    words, automaton = _telling()
    surviving = Counter(words[word] for _, _, word in automaton.find(text))
    sure = [r for r in readings if r.probability >= SURE]
    return Survey(surviving, Counter(r.form for r in sure), name_converter(sure, surviving))


def name_converter(sure: Sequence[Reading], surviving: Mapping[str, int]) -> str:
    """
    Name the kind of converter that explains most of what was localised, or "".

    A localised word that a converter does not write counts against it as one that it writes counts
    for it; a kind of mainland word that it would have changed and that still stands counts once.
    """
    votes: Counter[str] = Counter()
    for reading in sure:
        writers = _writers(reading.form, reading.word)
        votes.update({name: 1 if name in writers else -1 for name in KINDS})
    for word in surviving:
        votes.subtract(name for name in _changers()[word] if name in KINDS)
    named = max(KINDS, key=lambda name: votes[name])
    return named if votes[named] > 0 else ""


@cache
def _writers(form: str, word: str) -> frozenset[str]:
    localised = read_pairs()[form]
    return localised.converters[localised.mainland.index(word)]


@cache
def _changers() -> dict[str, frozenset[str]]:
    """Which converters change a mainland word."""
    changers: dict[str, frozenset[str]] = {}
    for localised in read_pairs().values():
        for word, converters in zip(localised.mainland, localised.converters, strict=True):
            changers[word] = changers.get(word, frozenset()) | converters
    return changers


@cache
def _telling() -> tuple[tuple[str, ...], Automaton]:
    """Mainland words that converters change, and that nobody writes as a localised form too."""
    forms = read_pairs()
    words = tuple(word for word in _changers() if len(word) > 1 and word not in forms)
    return words, longest(words)
