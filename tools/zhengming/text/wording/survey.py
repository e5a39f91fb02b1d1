"""
What a document's own words say about the converter that it went through.

A converter is consistent: where 网络 still stands, it did not turn 网络 into 网路, so a 网路 in the
same document is the author's. `survey` counts the mainland words that survived and the localised
forms that can hardly be original, and weighs for every kind of converter what speaks for it: a kind
of word that it writes, by how sure its places are; and against it: a kind of word that it would
have changed and that still stands. A reading is then believed as far as the kinds that may have
been at work write it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from zhengming.text.automaton import Automaton, longest
from zhengming.text.wording.chances import usually
from zhengming.text.wording.lattice import Reading, choose
from zhengming.text.wording.pairs import Pair, read_pairs
from zhengming.text.wording.slips import slip

SURE = 0.85
# In log odds: the most that one kind of word can say for a converter, what a survivor says against
# it, how little must be left for a document to count as localised, and how far a document without
# such a trace lowers every reading.
TOLD, SURVIVED, TRACE, DARK = 3.0, 1.5, 3.0, 4
# … and where several places, or one entirely, leave no doubt of that kind of word.
BEYOND, TOLD_SURELY = 10.0, 3.2
SURVIVOR = 3.0
# An unknown converter may change few words: where forms stand that are nobody's own, what survived
# says no more than this against it.
TELLING, FEW = 0.97, 3.0
# The most that a form is lowered which the kinds at work do not write; less where it is long and
# hardly anybody's own word either.
STRANGER, SURPRISE, FOREIGN = 6.0, 2.0, 0.9
MOST = 3
KINDS = {
    "opencc-tw": "OpenCC for Taiwan",
    "opencc-hk": "OpenCC for Hong Kong",
    "office": "a word processor's converter",
    "libreoffice": "LibreOffice's converter",
    "mediawiki-tw": "a wiki's converter for Taiwan",
    "mediawiki-hk": "a wiki's converter for Hong Kong",
    "tongwen": "the browser extension New TongWenTang",
    "zhtw": "the converter zhtw",
    "opencc-tw2": "an OpenCC with further words for Taiwan",
    "cejs": "the converter of CeJS",
}
UNKNOWN = ""
PARTICLE = "的"  # 的士 is mostly 的 and the beginning of another word
# Log odds before anything is read: these are met far more rarely than the others. And what share of
# what is told may be chance: one kind of word alone is no sign of an unusual converter.
UNUSUAL = {
    "tongwen": -3.0,
    "libreoffice": -6.0,
    "zhtw": -6.0,
    "opencc-tw2": -4.0,
    "cejs": -4.0,
    UNKNOWN: -5.0,
}
CHANCE = dict.fromkeys(UNUSUAL, 0.05) | {UNKNOWN: 0.35}


@dataclass(frozen=True)
class Survey:
    """
    Counts over one text: surviving mainland words and sure localised forms.

    `traces` gives for each kind of converter the log odds that speak for it ("" is one that is not
    known), `share` the share of localised words among all that the likeliest kind changes, `slips`
    how much the localised forms are such as no writer in Taiwan would use there (log odds).
    """

    surviving: Mapping[str, int]
    localised: Mapping[str, int]
    traces: Mapping[str, float]
    share: float
    slips: float

    @property
    def converter(self) -> str:
        """The kind that explains the text best, "" where none of the known kinds does."""
        return likeliest(self.traces)

    @cached_property
    def trace(self) -> float:
        """The log odds that speak for the likeliest kind."""
        return max(self.traces.values())

    def shift(self, form: str, word: str) -> float:
        """How far the document moves the log odds that `form` stands for `word`."""
        survived = SURVIVOR * min(MOST, self.surviving.get(word, 0))
        most = SURPRISE if len(form) > 2 and usually()[form] >= FOREIGN else STRANGER
        unlike = min(most, -math.log(max(1e-9, self._written(form, word))))
        return -survived - unlike - min(DARK, max(0.0, TRACE - self.trace) / 2)

    def _written(self, form: str, word: str) -> float:
        """How likely the converter at work writes `form` for `word`: the kinds, by their traces."""
        writers = _writers(form, word)
        some = (1 + len(writers & KINDS.keys())) / (1 + len(KINDS))
        return sum(
            chance * (kind in writers if kind else some) for kind, chance in self._chances.items()
        )

    @cached_property
    def _chances(self) -> dict[str, float]:
        """How likely each kind of converter was at work."""
        weights = {
            kind: math.exp(trace - self.trace + UNUSUAL.get(kind, 0.0))
            for kind, trace in self.traces.items()
        }
        total = sum(weights.values())
        return {kind: weight / total for kind, weight in weights.items()}


def likeliest(traces: Mapping[str, float]) -> str:
    """Name the kind of converter that its trace and its being usual speak for."""
    return max(traces, key=lambda kind: traces[kind] + UNUSUAL.get(kind, 0.0))


def survey(text: str, readings: Sequence[Reading]) -> Survey:
    """Count what survived and what was localised in a simplified text with its readings."""
    words, automaton = _telling()
    surviving = Counter(words[word] for _, _, word in automaton.find(text))
    sure = surely(readings)
    told = _told(sure)
    traces = _traces(told, surviving)
    converter = likeliest(traces)
    changed = sum(n for w, n in surviving.items() if _changes(converter, w))
    written = sum(_writes(converter, r) for r in sure)
    share = written / (written + changed) if written else 0.0
    return Survey(surviving, Counter(r.form for r in sure), traces, share, _slips(told))


def surely(readings: Sequence[Reading]) -> list[Reading]:
    """Take the readings that can hardly be the author's own words."""
    return [r for r in choose(readings) if r.probability >= SURE]


def _told(sure: Sequence[Reading]) -> dict[Pair, float]:
    """Say how sure it is that a word was localised somewhere, in log odds."""
    told: dict[Pair, float] = {}
    for r in sure:
        doubt = max(1e-6, 1 - r.localised)
        told[r.form, r.word] = told.get((r.form, r.word), 0.0) + math.log(1 / doubt - 1)
    return told


def _traces(told: Mapping[Pair, float], surviving: Mapping[str, int]) -> dict[str, float]:
    """Weigh every kind of converter, the unknown one last, in log odds."""
    traces = {}
    for kind in (*KINDS, UNKNOWN):
        known = [pair for pair in told if not kind or kind in _writers(*pair)]
        strange = len(told) - len(known)
        against = sum(_changes(kind, word) for word in surviving) + strange
        for_it = sum(_says(told[pair]) for pair in known) * (1 - CHANCE.get(kind, 0.0))
        traces[kind] = for_it - SURVIVED * against
    telling = sum(min(t, TOLD) for (form, _), t in told.items() if usually()[form] >= TELLING)
    traces[UNKNOWN] = max(traces[UNKNOWN], telling - FEW)
    return traces


def _says(told: float) -> float:
    """Say how much one kind of word says for a converter; a little more where it is beyond doubt."""
    return TOLD_SURELY if told >= BEYOND else min(told, TOLD)


def _slips(told: Mapping[Pair, float]) -> float:
    """Add up how much the localised forms are such as no writer in Taiwan would use there."""
    return sum(min(sure, TOLD, slip(*pair)) for pair, sure in told.items())


def _writes(kind: str, reading: Reading) -> bool:
    return not kind or kind in _writers(reading.form, reading.word)


def _changes(kind: str, word: str) -> float:
    """Whether a kind of converter changes a mainland word; the unknown one: how many kinds do."""
    changers = _changers()[word]
    return float(kind in changers) if kind else len(changers & KINDS.keys()) / len(KINDS)


@cache
def _writers(form: str, word: str) -> frozenset[str]:
    localised = read_pairs()[form]
    return localised.converters[localised.mainland.index(word)]


@cache
def _changers() -> dict[str, frozenset[str]]:
    """Which converters change a mainland word wherever it stands."""
    changers: dict[str, frozenset[str]] = {}
    for localised in read_pairs().values():
        for word, converters in zip(localised.mainland, localised.steady, strict=True):
            changers[word] = changers.get(word, frozenset()) | converters
    return changers


@cache
def _telling() -> tuple[tuple[str, ...], Automaton]:
    """Mainland words that converters change, and that nobody writes as a localised form too."""
    forms = read_pairs()
    words = tuple(
        word for word in _changers() if len(word) > 1 and word not in forms and word[0] != PARTICLE
    )
    return words, longest(words)
