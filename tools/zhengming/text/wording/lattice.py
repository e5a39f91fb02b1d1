"""
Which localised forms in a text to restore: every reading scored, overlaps decided together.

`propose` gives a `Reading` for each place where a localised form stands; `choose` takes the set of
readings that do not overlap and are together worth most (weighted interval scheduling over capped
log odds and length: a long form wins over a short one inside it unless it is clearly less likely).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from zhengming.text.automaton import Automaton, Hit, overlapping
from zhengming.text.wording.chances import chances
from zhengming.text.wording.pairs import Localised, read_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EDIT = 0.94
DOUBT = 0.25
WHOLE = 0.3
SURE, LENGTH = 4.0, 1.5
# Where two forms cross: weight of the model of official prose, and how far around it looks.
FIT, AROUND = 0.3, 6
# What is neither sure nor hardly possible is looked at again: weight of what that model says of the
# place beyond what it says of the bare words, and the most it may say (log odds).
UNSURE, SETTLED = 0.05, 0.99
LOOK, MOST = 0.3, 8.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A localised form at `text[start:end]`, its likeliest mainland word, and how likely that is."""

    start: int
    end: int
    form: str
    word: str
    probability: float
    others: tuple[tuple[str, float], ...]
    fit: float = 0.0

    @property
    def localised(self) -> float:
        """How likely the form is a converter's, whichever word it stands for."""
        return self.probability + sum(chance for _, chance in self.others)

    @property
    def gain(self) -> float:
        """What choosing this reading is worth: capped log odds, its length, how the text then reads."""
        return min(_logit(self.localised), SURE) + LENGTH * (self.end - self.start) + self.fit


@cache
def _forms() -> tuple[tuple[Localised, ...], Automaton]:
    pairs = read_pairs()
    return tuple(pairs.values()), overlapping(tuple(pairs))


def propose(text: str) -> list[Reading]:
    """List the localised forms of a simplified text that may be a converter's, also overlapping."""
    forms, automaton = _forms()
    places = automaton.find(text)
    if not places:
        return []
    likely = chances(text, places)
    localised = likely.sum(1)
    for at in ((localised > UNSURE) & (localised < SETTLED)).nonzero()[0].tolist():
        start, end, row = places[at]
        likely[at] = _second_look(text, (start, end), forms[row], likely[at])
    wanted = (likely.sum(1) >= DOUBT).nonzero()[0]
    readings = [
        _reading(places[at], forms[places[at][2]], likely[at].tolist()) for at in wanted.tolist()
    ]
    return _fitted(text, readings)


def _fitted(text: str, readings: list[Reading]) -> list[Reading]:
    """Ask the model of official prose about forms that cross (视讯 and 讯号 in 电视讯号)."""
    last = -1
    crossing = set()
    for at, reading in enumerate(readings):
        if last >= 0 and readings[last].start < reading.start < readings[last].end < reading.end:
            crossing |= {last, at}
        if last < 0 or reading.end > readings[last].end:
            last = at
    for at in crossing:
        r = readings[at]
        readings[at] = replace(r, fit=FIT * _better(text, r.start, r.end, r.word))
    return readings


def _second_look(
    text: str, place: tuple[int, int], localised: Localised, likely: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Ask the model of official prose how well each mainland word joins what stands around it."""
    import numpy as np

    joins = [_better(text, *place, word) for word in localised.mainland]
    gain = np.exp(LOOK * np.clip(np.array(joins, np.float32) - _bare(localised), -MOST, MOST))
    moved = likely.copy()
    moved[: len(joins)] *= gain
    moved /= moved.sum() + 1 - likely.sum()
    return moved


@cache
def _bare(localised: Localised) -> NDArray[np.float32]:
    """How much more like official prose each mainland word is than the form, by themselves."""
    import numpy as np

    form = localised.form
    return np.array([_better(form, 0, len(form), word) for word in localised.mainland], np.float32)


def _better(text: str, start: int, end: int, word: str) -> float:
    """Say how much more like official prose a place reads with a word restored (log odds)."""
    from zhengming.text.segment import log_probability

    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    return log_probability(before + word + after) - log_probability(
        before + text[start:end] + after
    )


def _reading(place: Hit, localised: Localised, likely: Sequence[float]) -> Reading:
    ranked = sorted(zip(localised.mainland, likely, strict=False), key=lambda p: -p[1])
    (word, chance), *others = ranked
    return Reading(place[0], place[1], localised.form, word, chance, tuple(others))


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
    return _unbroken(chosen[::-1], readings)


def _unbroken(chosen: list[Reading], readings: Sequence[Reading]) -> list[Reading]:
    """
    Leave out what would restore a part of a form that is itself likely a converter's.

    Half of 位元币 restored (位币) is worse than the whole left for a reader to decide.
    """
    starts = [r.start for r in chosen]
    halves: set[int] = set()
    for whole in readings:
        if whole.localised < WHOLE:
            continue
        at = bisect_left(starts, whole.start)
        while at < len(chosen) and chosen[at].end <= whole.end:
            part = chosen[at]
            if part.form != whole.form and not _same(part, whole):
                halves.add(at)
            at += 1
    return [r for at, r in enumerate(chosen) if at not in halves]


def _same(part: Reading, whole: Reading) -> bool:
    """Whether restoring a part of a form gives the very word that the whole form stands for."""
    form, at = whole.form, part.start - whole.start
    return form[:at] + part.word + form[at + len(part.form) :] == whole.word


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))
