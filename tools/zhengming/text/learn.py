"""
How a `ContextTable` is learnt: `learn` from examples whose right reading is known.

Run by the recipes of `text.script.train` and `text.wording.train`, never by a user or by CI.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from zhengming.text.contexts import SCALE, ContextTable, numbered, slots

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 8192
RATE = 0.3
PULL = 2e-3  # towards nought
BARE = np.array([not window for _, window in numbered(bag=True)])  # the item without surroundings


@dataclass(frozen=True, slots=True)
class Examples:
    """
    Places with a known reading: feature hashes (windows, n), readings open, the right one, weight.

    A hash of 0 marks a window that is unknown (a word without a sentence around it).
    """

    hashes: NDArray[np.uint64]
    readings: NDArray[np.int64]
    right: NDArray[np.int64]
    weight: NDArray[np.float32]


def unique(examples: Examples) -> Examples:
    """Merge examples that look alike; one seen often weighs more, by the logarithm."""
    keys = examples.hashes[5] + examples.hashes[6] * np.uint64(0xD6E8FEB86659FD93)
    keys = keys + examples.right.astype(np.uint64) * np.uint64(0x165667B19E3779F9)
    _, first, back = np.unique(keys, return_index=True, return_inverse=True)
    own = examples.weight[first]
    often = np.bincount(back, examples.weight) / np.maximum(own, 1e-6)
    weight = (np.minimum(1 + np.log2(np.maximum(often, 1)), 6) * own).astype(np.float32)
    return Examples(
        examples.hashes[:, first], examples.readings[first], examples.right[first], weight
    )


def join(parts: list[Examples]) -> Examples:
    """Put examples of several sources together."""
    return Examples(
        np.concatenate([p.hashes for p in parts], axis=1),
        np.concatenate([p.readings for p in parts]),
        np.concatenate([p.right for p in parts]),
        np.concatenate([p.weight for p in parts]),
    )


def learn(
    examples: Examples,
    *,
    seen: int = 3,
    left_out: float = 0.1,
    alone: float = 0.0,
    least: float = 0.25,
    seed: int = 0,
    bits: int = 20,
    epochs: int = 8,
    runs: int = 1,
) -> ContextTable:
    """
    Fit the weights by AdaGrad (Duchi and others 2011) and keep those that matter.

    The table has 2^`bits` places. `left_out` is the share of features hidden at each step, so that
    none is relied on alone; `alone` the share of examples shown without any surroundings, so that a
    bare item is known too. The weights are the mean of so many `runs`, each in an order of its own.
    Features seen fewer than `seen` times, or whose weight stays below `least`, are dropped. Where
    two fall into one slot, the one that matters more stays: its weight times how often it was seen.
    """
    keys, index, count = _index(examples.hashes, seen)
    hidden = (left_out, alone)
    fits = (_fit(examples, index, len(keys) + 1, hidden, epochs, seed + run) for run in range(runs))
    weights = reduce(np.add, fits)[1:] / np.float32(runs)
    return _table(keys, weights, count, least, bits)


def _index(
    hashes: NDArray[np.uint64], seen: int
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    """Number the features that are seen often enough from 1, all others are 0; and count them."""
    keys, back, count = np.unique(hashes.ravel(), return_inverse=True, return_counts=True)
    kept = (count >= seen) & (keys != 0)
    number = np.zeros(len(keys), np.int32)
    number[kept] = np.arange(1, kept.sum() + 1)
    return keys[kept], number[back].reshape(hashes.shape).T, count[kept]


def _fit(
    examples: Examples,
    index: NDArray[np.int32],
    size: int,
    hidden: tuple[float, float],
    epochs: int,
    seed: int,
) -> NDArray[np.float32]:
    most = int(examples.readings.max())
    weights = np.zeros((size, most), np.float32)
    speed = np.full((size, most), 1e-2, np.float32)
    random = np.random.default_rng(seed)
    for _ in range(epochs):
        order = random.permutation(len(examples.right))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            drawn = random.random((len(rows), index.shape[1])) < hidden[0]
            if hidden[1]:
                drawn[random.random(len(rows)) < hidden[1]] = ~BARE[: index.shape[1]]
            used = np.where(drawn, 0, index[rows])
            error = _error(weights, used, examples, rows)
            touched, back = np.unique(used.ravel(), return_inverse=True)
            for reading in range(1, most):
                step = np.bincount(back, np.repeat(error[:, reading], used.shape[1]))
                pull = step.astype(np.float32) + PULL * weights[touched, reading]
                speed[touched, reading] += pull * pull
                weights[touched, reading] -= RATE * pull / np.sqrt(speed[touched, reading])
            weights[0] = 0
    return weights


def _error(
    weights: NDArray[np.float32],
    used: NDArray[np.int32],
    examples: Examples,
    rows: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Return the weighted difference of the model's probabilities from the truth."""
    scores = weights[used].sum(1)
    scores[:, 0] = 0
    closed = np.arange(scores.shape[1])[None, :] >= examples.readings[rows][:, None]
    scores[closed] = -1e9
    scores -= scores.max(1, keepdims=True)
    chance = np.exp(scores)
    chance /= chance.sum(1, keepdims=True)
    chance[np.arange(len(rows)), examples.right[rows]] -= 1
    chance *= examples.weight[rows][:, None]
    result: NDArray[np.float32] = chance
    return result


def _table(
    keys: NDArray[np.uint64],
    weights: NDArray[np.float32],
    count: NDArray[np.int64],
    least: float,
    bits: int,
) -> ContextTable:
    marks = np.zeros(1 << bits, np.uint16)
    stored = np.zeros(1 << bits, np.int8)
    places, signs, values, matters = [], [], [], []
    for reading in range(1, weights.shape[1]):
        rows = np.flatnonzero(np.abs(weights[:, reading]) >= least)
        place, mark = slots(keys[rows], reading, bits)
        places.append(place)
        signs.append(mark)
        values.append(np.clip(np.round(weights[rows, reading] * SCALE), -127, 127).astype(np.int8))
        matters.append(np.abs(weights[rows, reading]) * count[rows])
    place, mark, value = (np.concatenate(c) for c in (places, signs, values))
    least_first = np.argsort(np.concatenate(matters), kind="stable")
    marks[place[least_first]] = mark[least_first]
    stored[place[least_first]] = value[least_first]
    return ContextTable(marks.tobytes(), stored.tobytes())
