"""
Two ways back to the original: `View` for text that is searched, `Alignment` for text that is shown.

A View pairs a text with its fold key (1:1, some positions skipped) and the way back to the
original. An Alignment says for every span of a rewritten text which span of the input it came from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """
    The searchable face of a text.

    `key` is the folded text without what was skipped. `shifts[i]` is the position in the key at
    which the i-th skipped character of the original would stand: up to there the two run in step.
    """

    text: str
    key: str
    shifts: Sequence[int] = ()

    def offset(self, position: int) -> int:
        """Turn a position in the key into the code point offset of that character."""
        return position + bisect_right(self.shifts, position)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of the key into the span of the original that covers it."""
        return self.offset(start), self.offset(end - 1) + 1


@dataclass(frozen=True, slots=True)
class Change:
    """`before[start:end]` became `text` in the rewritten text."""

    start: int
    end: int
    text: str


class Alignment:
    """
    Where every part of a rewritten text came from.

    Built from changes sorted by position and not overlapping; everything between them runs 1:1.
    Inside a change of unequal length a point maps to the whole changed span.
    """

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes = tuple(changes)
        self._in_starts: list[int] = []
        self._out_starts: list[int] = []
        shift = 0
        for change in self.changes:
            self._in_starts.append(change.start)
            self._out_starts.append(change.start + shift)
            shift += len(change.text) - (change.end - change.start)

    def to_input(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the input from which `output[start:end]` came (code points)."""
        if end <= start:
            point = self._input_bounds(start)[0]
            return point, point
        return self._input_bounds(start)[0], self._input_bounds(end - 1)[1]

    def to_output(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the output that `input[start:end]` became (code points)."""
        if end <= start:
            point = self._output_bounds(start)[0]
            return point, point
        return self._output_bounds(start)[0], self._output_bounds(end - 1)[1]

    def _input_bounds(self, point: int) -> tuple[int, int]:
        return self._bounds(point, self._out_starts, to_input=True)

    def _output_bounds(self, point: int) -> tuple[int, int]:
        return self._bounds(point, self._in_starts, to_input=False)

    def _bounds(self, point: int, starts: Sequence[int], *, to_input: bool) -> tuple[int, int]:
        at = bisect_right(starts, point) - 1
        if at < 0:
            return point, point + 1
        change = self.changes[at]
        here = (self._out_starts[at], self._out_starts[at] + len(change.text))
        there = (change.start, change.end)
        if not to_input:
            here, there = there, here
        if point >= here[1]:
            moved = point - here[1] + there[1]
            return moved, moved + 1
        if here[1] - here[0] == there[1] - there[0]:
            moved = point - here[0] + there[0]
            return moved, moved + 1
        return there


def apply(text: str, changes: Iterable[Change]) -> tuple[str, Alignment]:
    """
    Rewrite `text` by changes in order of position and return the result with its alignment.

        >>> apply("電子員警執法", [Change(2, 4, "警察")])[0]
        '電子警察執法'
    """
    ordered = sorted(changes, key=lambda c: (c.start, c.end))
    parts: list[str] = []
    at = 0
    for change in ordered:
        if change.start < at:
            raise ValueError(f"overlapping change at {change.start}")
        parts += (text[at : change.start], change.text)
        at = change.end
    parts.append(text[at:])
    return "".join(parts), Alignment(ordered)
