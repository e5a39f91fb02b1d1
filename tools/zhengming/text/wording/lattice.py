"""
Which localised forms in a text to restore: every reading scored, overlaps decided together.

`propose` gives a `Reading` for each place where a localised form stands; `choose` takes the set of
readings that do not overlap and are together worth most (weighted interval scheduling over capped
log odds and length: a long form wins over a short one inside it unless it is clearly less likely).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zhengming.text.automaton import Automaton, overlapping
from zhengming.text.wording.contexts import load_contexts
from zhengming.text.wording.pairs import Localised, read_pairs

EDIT = 0.85
DOUBT = 0.25
UNSEEN_LONG, UNSEEN_SHORT = 0.92, 0.5
SURE, LENGTH = 4.0, 1.5


@dataclass(frozen=True, slots=True)
class Reading:
    """A localised form at `text[start:end]`, its likeliest mainland word, and how likely that is."""

    start: int
    end: int
    form: str
    word: str
    probability: float
    others: tuple[tuple[str, float], ...]

    @property
    def localised(self) -> float:
        """How likely the form is a converter's, whichever word it stands for."""
        return self.probability + sum(chance for _, chance in self.others)

    @property
    def gain(self) -> float:
        """What choosing this reading is worth: capped log odds, and a little for its length."""
        return min(_logit(self.localised), SURE) + LENGTH * (self.end - self.start)


@cache
def _forms() -> tuple[tuple[str, ...], Automaton]:
    forms = tuple(read_pairs())
    return forms, overlapping(forms)


def propose(text: str) -> list[Reading]:
    """Score every localised form of a simplified text, also those that overlap."""
    forms, automaton = _forms()
    pairs = read_pairs()
    return [read(text, start, end, pairs[forms[form]]) for start, end, form in automaton.find(text)]


def read(text: str, start: int, end: int, localised: Localised) -> Reading:
    """Score one localised form where it stands."""
    contexts = load_contexts()
    if localised.form in contexts.seen:
        chances = contexts.probabilities(localised.form, localised.mainland, text, start, end)
    else:
        chance = UNSEEN_LONG if len(localised.form) > 2 else UNSEEN_SHORT
        chances = [chance / len(localised.mainland)] * len(localised.mainland)
    ranked = sorted(zip(localised.mainland, chances, strict=True), key=lambda p: -p[1])
    (word, chance), *others = ranked
    return Reading(start, end, localised.form, word, chance, tuple(others))


def choose(readings: Sequence[Reading]) -> list[Reading]:
    """
    Take the readings that do not overlap and are together worth most, in order.

    A form whose word is not sure is taken too where it is surely a converter's: it then keeps the
    shorter forms inside it from being restored on their own.
    """
    likely = sorted((r for r in readings if r.localised >= EDIT), key=lambda r: (r.end, r.start))
    ends = [r.end for r in likely]
    worth, before, taken = [0.0], [0], [False]
    for at, reading in enumerate(likely):
        compatible = bisect_right(ends, reading.start, 0, at)
        gain = worth[compatible] + reading.gain
        taken.append(gain > worth[-1])
        before.append(compatible if taken[-1] else at)
        worth.append(max(gain, worth[-1]))
    chosen, at = [], len(likely)
    while at:
        if taken[at]:
            chosen.append(likely[at - 1])
        at = before[at]
    return chosen[::-1]


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))
