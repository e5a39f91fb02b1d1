"""
What a document's own words say about the converter that it went through.

A converter is consistent: where 网络 still stands, it did not turn 网络 into 网路, so a 网路 in the
same document is the author's. `survey` counts the mainland words that survived and the localised
forms that can hardly be original, and weighs for every kind of converter what speaks for it: a kind
of word that it writes, by how sure its places are; and against it: a kind of word that it would
have changed and that still stands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from zhengming.text.automaton import Automaton, longest
from zhengming.text.wording.lattice import Reading, choose
from zhengming.text.wording.pairs import read_pairs

SURE = 0.85
# In log odds: the most that one kind of word can say for a converter, what a survivor says against
# it, how little must be left for a document to count as localised, and how far a document without
# such a trace lowers every reading.
TOLD, SURVIVED, TRACE, DARK = 3.0, 1.5, 3.0, 4
RARE = 0.25  # the share of what is told that a known converter may leave to chance
SURVIVOR = 3.0
STRANGER = 4.0
MOST = 3
KINDS = ("opencc-tw", "opencc-hk", "office", "mediawiki")
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """
    Counts over one text: surviving mainland words and sure localised forms.

    `converter` is the kind that explains them best ("" where none of the known kinds does), `trace`
    the log odds that speak for it; `share` the share of localised words among all that it changes.
    """

    surviving: Mapping[str, int]
    localised: Mapping[str, int]
    converter: str
    trace: float
    share: float

    @property
    def went_through(self) -> bool:
        """Whether the document shows that it went through a converter."""
        return self.trace >= TRACE

    def shift(self, form: str, word: str) -> float:
        """How far the document moves the log odds that `form` stands for `word`."""
        moved = -SURVIVOR * min(MOST, self.surviving.get(word, 0))
        if self.converter and self.converter not in _writers(form, word):
            moved -= STRANGER
        return moved - min(DARK, max(0.0, TRACE - self.trace) / 2)


def survey(text: str, readings: Sequence[Reading]) -> Survey:
    """Count what survived and what was localised in a simplified text with its readings."""
    words, automaton = _telling()
    surviving = Counter(words[word] for _, _, word in automaton.find(text))
    sure = [r for r in choose(readings) if r.probability >= SURE]
    traces = _traces(sure, surviving)
    converter = max(traces, key=lambda kind: traces[kind])
    localised = Counter(r.form for r in sure)
    changed = sum(n for w, n in surviving.items() if _changes(converter, w))
    written = sum(_writes(converter, r) for r in sure)
    share = written / (written + changed) if written else 0.0
    return Survey(surviving, localised, converter, traces[converter], share)


def _traces(sure: Sequence[Reading], surviving: Mapping[str, int]) -> dict[str, float]:
    """Weigh every kind of converter, the unknown one last, in log odds."""
    told: dict[tuple[str, str], float] = {}
    for r in sure:
        doubt = max(1e-6, 1 - r.localised)
        told[r.form, r.word] = told.get((r.form, r.word), 0.0) + math.log(1 / doubt - 1)
    traces = {}
    for kind in (*KINDS, UNKNOWN):
        known = [t for pair, t in told.items() if not kind or kind in _writers(*pair)]
        strange = len(told) - len(known)
        against = sum(_changes(kind, word) for word in surviving) + strange
        for_it = sum(min(t, TOLD) for t in known) * (1 if kind else 1 - RARE)
        traces[kind] = for_it - SURVIVED * against
    return traces


def _writes(kind: str, reading: Reading) -> bool:
    return not kind or kind in _writers(reading.form, reading.word)


def _changes(kind: str, word: str) -> float:
    """Whether a kind of converter changes a mainland word; the unknown one: how many kinds do."""
    changers = _changers()[word]
    return float(kind in changers) if kind else len(changers & set(KINDS)) / len(KINDS)


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
