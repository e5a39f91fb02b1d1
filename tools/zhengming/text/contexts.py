"""
Which of several readings a place in a text has, judged by the characters around it.

A `ContextTable` holds what was learnt: a weight for each (item, reading, characters nearby), where
an item is a character or word with more than one possible reading. `scores` gives every reading
of every place a score; their differences are log odds. Script (`text.script.choose`) and wording
(`text.wording.chances`) each have a table of their own. It is a multinomial logistic regression
with hashed features (Weinberger and others 2009); the first reading is the base and scores nought.
Recipe: `zhengming.text.learn`. Offsets are code points; the text is simplified or folded.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

MASK = (1 << 64) - 1
SCRAMBLE = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
SCALE = 16.0
XZ = b"\xfd7zXZ"  # how what lzma wrote begins
EDGE = 10  # what stands before the beginning and after the end: a line break
Window = tuple[int, ...]
# Characters to the left (-1 is the nearest) and to the right (1 is the nearest) of the place.
TOUCHING: tuple[Window, ...] = (
    (-1,),
    (1,),
    (-2, -1),
    (1, 2),
    (-1, 1),
    (-3, -2, -1),
    (1, 2, 3),
    (-2, -1, 1),
    (-1, 1, 2),
    (-2,),
    (2,),
    (-2, -1, 1, 2),
    (),
)
ITSELF = TOUCHING.index(())  # the window that looks at nothing but the item
# Single characters further away; those at any distance count as one window (a bag).
NEARBY: tuple[Window, ...] = tuple((d,) for n in range(2, 17) for d in (-n, n))


def reach_of(windows: Sequence[Window]) -> int:
    """How far from the place the windows look."""
    return max(abs(distance) for window in windows for distance in window)


def numbered(bag: bool) -> list[tuple[int, Window]]:
    """Return the windows with their numbers: each of TOUCHING its own, all of NEARBY one."""
    own = list(enumerate(TOUCHING, 1))
    return own + [(len(own) + 1, window) for window in NEARBY] if bag else own


def feature_hashes(codes: Sequence[int], start: int, end: int, item: int) -> list[int]:
    """Hash what touches `codes[start:end]`, one number for each window (plain Python)."""
    first = item * SCRAMBLE[1] & MASK
    near = {}
    for distance in range(1, reach_of(TOUCHING) + 1):
        left, right = start - distance, end + distance - 1
        near[-distance] = codes[left] if left >= 0 else EDGE
        near[distance] = codes[right] if right < len(codes) else EDGE
    hashes = []
    for number, window in numbered(bag=False):
        value = (first + number * SCRAMBLE[2]) & MASK
        for distance in window:
            value = _mix((value + near[distance] * SCRAMBLE[3]) & MASK)
        hashes.append(value)
    return hashes


def _mix(value: int) -> int:
    value ^= value >> 31
    value = value * SCRAMBLE[0] & MASK
    return value ^ value >> 29


def feature_arrays(
    codes: NDArray[np.uint32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    items: NDArray[np.uint64],
    *,
    bag: bool = False,
) -> Hashes:
    """
    Hash what stands around many places at once, an array (windows, places).

    The first windows give the same numbers as `feature_hashes`; `bag` adds what stands nearby,
    with 0 (no feature) for a line break or the end of the text.
    """
    import numpy as np

    windows = numbered(bag)
    reach = reach_of([window for _, window in windows])
    around = np.full(len(codes) + 2 * reach, EDGE, np.uint32)
    around[reach : reach + len(codes)] = codes
    scale, edge = np.uint64(SCRAMBLE[3]), np.uint64(EDGE * SCRAMBLE[3] & MASK)
    near = {-d: around.take(starts + (reach - d)) * scale for d in range(1, reach + 1)}
    near |= {d: around.take(ends + (reach + d - 1)) * scale for d in range(1, reach + 1)}
    first = items * np.uint64(SCRAMBLE[1])
    hashes = np.empty((len(windows), len(starts)), np.uint64)
    for (number, window), value in zip(windows, hashes, strict=True):
        np.add(first, np.uint64(number * SCRAMBLE[2] & MASK), out=value)
        for distance in window:
            value += near[distance]
            _mix_array(value)
        if number > len(TOUCHING):
            value[near[window[0]] == edge] = 0
    return hashes


def bare_hashes(items: NDArray[np.uint64]) -> Hashes:
    """Hash the one feature that looks at nothing but the item itself, an array (1, items)."""
    import numpy as np

    first = items * np.uint64(SCRAMBLE[1])
    return (first + np.uint64((1 + ITSELF) * SCRAMBLE[2] & MASK))[None, :]


def _mix_array(values: Hashes) -> None:
    """`_mix` for many values, in place."""
    import numpy as np

    values ^= values >> np.uint64(31)
    values *= np.uint64(SCRAMBLE[0])
    values ^= values >> np.uint64(29)


def slots(hashes: Hashes, reading: int, bits: int) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """Say where in a table of 2^bits the weight of a feature for a reading lies, and its check mark."""
    import numpy as np

    value = hashes + np.uint64(reading * SCRAMBLE[2] & MASK)
    _mix_array(value)
    place = (value >> np.uint64(64 - bits)).astype(np.int64)
    return place, (value & np.uint64(0xFFFF)).astype(np.uint16) | np.uint16(1)


class ContextTable:
    """
    Weights by slot: `marks` (16 bits, to tell features apart) and `weights` (8 bits).

    `bag` says whether the table was learnt with what stands nearby, not only with what touches.
    """

    def __init__(self, marks: bytes, weights: bytes, *, bag: bool = False) -> None:
        self._marks = memoryview(marks).cast("H")
        self._weights = memoryview(weights).cast("b")
        self._bag = bag
        self._bits = len(weights).bit_length() - 1

    @classmethod
    def load(cls, path: Path, *, bag: bool = False) -> ContextTable:
        """Read a shipped table."""
        packed = path.read_bytes()
        data = (lzma if packed.startswith(XZ) else zlib).decompress(packed)
        split = len(data) // 3 * 2
        return cls(data[:split], data[split:], bag=bag)

    def pack(self, *, small: bool = False) -> bytes:
        """Write the table as it is shipped; `small` takes a seventh less and longer to read."""
        data = self._marks.tobytes() + self._weights.tobytes()
        return lzma.compress(data, preset=6) if small else zlib.compress(data, 9)

    def score(
        self, codes: Sequence[int], start: int, end: int, item: int, readings: int
    ) -> list[float]:
        """Score the readings of one place by what touches it (plain Python, without numpy)."""
        totals = [0.0] * readings
        for hashed in feature_hashes(codes, start, end, item):
            for reading in range(1, readings):
                value = _mix((hashed + reading * SCRAMBLE[2]) & MASK)
                slot = value >> (64 - self._bits)
                if self._marks[slot] == value & 0xFFFF | 1:
                    totals[reading] += self._weights[slot] / SCALE
        return totals

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.uint16], NDArray[np.int8]]:
        import numpy as np

        return np.asarray(self._marks), np.asarray(self._weights)

    def scores(
        self,
        codes: NDArray[np.uint32],
        starts: NDArray[np.int64],
        ends: NDArray[np.int64],
        items: NDArray[np.uint64],
        readings: NDArray[np.int64],
    ) -> NDArray[np.float32]:
        """
        Score the readings of many places: an array (places, most readings); -inf where there is none.

        `items` names the item at each place, `readings` how many readings it has.
        """
        return self._sums(feature_arrays(codes, starts, ends, items, bag=self._bag), readings)

    def bare(self, items: NDArray[np.uint64], readings: NDArray[np.int64]) -> NDArray[np.float32]:
        """Score the readings of items of whose surroundings nothing is known; shape as `scores`."""
        return self._sums(bare_hashes(items), readings)

    def _sums(self, hashes: Hashes, readings: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        marks, weights = self._arrays
        most = int(readings.max(initial=1))
        totals = np.full((len(readings), most), -np.inf, np.float32)
        totals[:, 0] = 0
        for reading in range(1, most):
            rows = np.flatnonzero(readings > reading)
            open_here = hashes[:, rows] if len(rows) < len(readings) else hashes
            place, mark = slots(open_here, reading, self._bits)
            found = weights.take(place)
            found *= marks.take(place) == mark  # a false mark counts nought
            totals[rows, reading] = found.sum(0, dtype=np.int32) / SCALE
        return totals
