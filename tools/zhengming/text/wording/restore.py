"""
Undo machine localisation in context; every edit has its place, its confidence and its reason.

`restore` returns simplified text in mainland wording with the way back to the input. What is not
sure enough becomes a doubt. Genuine regional text is left alone unless `always` asks otherwise.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from zhengming.base.alignment import Alignment, Change, apply
from zhengming.base.findings import Doubt, Edit, Verdict
from zhengming.text.wording.inspect import judge, simplify
from zhengming.text.wording.lattice import DOUBT, EDIT, Reading, choose, propose
from zhengming.text.wording.survey import Survey, survey

FIRST = 0.97


@dataclass(frozen=True, slots=True)
class Restoration:
    """
    What came of a text: `text` is simplified, in mainland wording where that was restored.

    Offsets of edits and doubts count in the input; `alignment` maps output to input and back.
    """

    text: str
    alignment: Alignment
    edits: tuple[Edit, ...]
    doubts: tuple[Doubt, ...]
    verdict: Verdict


def restore(text: str, *, always: bool = False) -> Restoration:
    """
    Bring a text back to simplified script and mainland wording.

    Words are restored only where the document went through a localising converter (see `inspect`),
    or where `always` is given; in other traditional text of the mainland they are asked about.
    """
    plain, traditional = simplify(text)
    readings = propose(plain)
    found = survey(plain, readings)
    verdict = judge(plain, found, traditional=traditional)
    if verdict.verdict != "machine-localised" and not always:
        unsure = verdict.verdict == "mainland" and traditional
        asked = suspected(plain, readings, found) if unsure else []
        return Restoration(plain, Alignment(), (), tuple(doubt(text, r) for r in asked), verdict)
    chosen, doubtful = decide(plain, readings, found)
    changes = [Change(r.start, r.end, r.word) for r in chosen]
    restored, alignment = apply(plain, changes)
    return Restoration(
        restored,
        alignment,
        tuple(edit(text, r) for r in chosen),
        tuple(doubt(text, r) for r in doubtful),
        verdict,
    )


def suspected(plain: str, readings: Sequence[Reading], found: Survey) -> list[Reading]:
    """List what may be a converter's in a traditional text that shows no more than that, in order."""
    chosen, doubtful = decide(plain, readings, found)
    return sorted((*chosen, *doubtful), key=lambda r: r.start)


def decide(
    plain: str, readings: Sequence[Reading], found: Survey
) -> tuple[list[Reading], list[Reading]]:
    """
    Choose what to restore in a simplified text, in two rounds: the second sees the first's result.

    Returns the readings to restore and those to ask about, with places in `plain`, in order.
    """
    first = choose(weigh(readings, found))
    sure = [r for r in first if r.probability >= FIRST]
    once, alignment = apply(plain, [Change(r.start, r.end, r.word) for r in sure])
    done = [alignment.to_output(r.start, r.end) for r in sure]
    settled = _Spans(done)
    again = [r for r in weigh(propose(once), found) if not settled.touch(r)]
    later = [r for r in choose(again) if r.probability >= EDIT]
    taken = _Spans([*done, *((r.start, r.end) for r in later)])
    asked = [r for r in again if r.localised >= DOUBT and not taken.touch(r)]
    back = [_moved(alignment, r) for r in (*later, *_longest(asked))]
    chosen = sorted([*sure, *back[: len(later)]], key=lambda r: r.start)
    return chosen, back[len(later) :]


def weigh(readings: Sequence[Reading], found: Survey) -> list[Reading]:
    """Move each reading's probability by what the document says about its converter."""
    return [_shifted(reading, found.shift(reading.form, reading.word)) for reading in readings]


def _shifted(reading: Reading, shift: float) -> Reading:
    if not shift:
        return reading
    clipped = min(max(reading.probability, 1e-6), 1 - 1e-6)
    odds = math.log(clipped / (1 - clipped)) + shift
    return replace(reading, probability=1 / (1 + math.exp(-odds)))


class _Spans:
    """Spans that do not overlap, asked whether a reading touches one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._ends = [end for _, end in self._spans]

    def touch(self, reading: Reading) -> bool:
        at = bisect_right(self._ends, reading.start)
        return at < len(self._spans) and self._spans[at][0] < reading.end


def _moved(alignment: Alignment, reading: Reading) -> Reading:
    """Bring a reading of the second round back to its place in the first round's text."""
    start, end = alignment.to_input(reading.start, reading.end)
    return replace(reading, start=start, end=end)


def _longest(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Of overlapping doubts, ask about the longest first one."""
    end = -1
    for reading in sorted(readings, key=lambda r: (r.start, -r.end)):
        if reading.start >= end:
            end = reading.end
            yield reading


def edit(text: str, reading: Reading) -> Edit:
    """Report what was restored."""
    return Edit(
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        reading.word,
        round(reading.probability, 4),
        f"{reading.form} is what converters write for {reading.word}; the words around it fit",
    )


def doubt(text: str, reading: Reading) -> Doubt:
    """Report what was left as it is and may have been localised."""
    return Doubt(
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        reading.form,
        (reading.word, *(word for word, chance in reading.others if chance > DOUBT / 2)),
        "note" if reading.probability < EDIT / 2 else "ask",
        f"may stand for {reading.word}: both fit what stands around it",
    )
