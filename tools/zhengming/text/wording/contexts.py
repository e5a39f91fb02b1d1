"""
How likely a localised form stands for a mainland word, by what stands around it.

A log-linear model: each localised form has a class for each mainland word it may stand for, against
the class "left as it is". Features are the characters before and after; their weights lie hashed in
one array of small integers (`data/wording.npz`, recipe: `wording.train`), so that the whole model
stays below two megabytes. Method: feature hashing (Weinberger et al. 2009) over maximum entropy
models of context (Berger et al. 1996).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from zhengming.base.places import data_dir

NEAR, FAR, MOST = 3, 8, 14
MIDDLE = 128  # weights are bytes; this one means zero


def features(text: str, start: int, end: int) -> list[str]:
    """
    Describe the surroundings of `text[start:end]`: what touches it, and what stands near.

    >>> features("推进信息化建设", 2, 4)
    ['', 'a进', 'b推进', 'c推进', 'd化', 'e化建', 'f化建设', 'g进化', 'w建', 'w推', 'w设']
    """
    before, after = text[max(0, start - FAR) : start], text[end : end + FAR]
    left, right = before[-NEAR:], after[:NEAR]
    touching = [
        "",
        f"a{left[-1:]}",
        f"b{left[-2:]}",
        f"c{left}",
        f"d{right[:1]}",
        f"e{right[:2]}",
        f"f{right}",
        f"g{left[-1:]}{right[:1]}",
    ]
    near = sorted(set(before[:-1] + after[1:]))[:MOST]
    return touching + [f"w{ch}" for ch in near]


def slots(form: str, mainland: str, described: Sequence[str], size: int) -> list[int]:
    """Where in the array the weights of these features lie (`size` is a power of two)."""
    base = crc32(f"{form}\t{mainland}\t".encode())
    return [crc32(feature.encode(), base) & (size - 1) for feature in described]


@dataclass(frozen=True, slots=True)
class Contexts:
    """
    The trained weights; `scale` turns them into natural logarithms.

    `certain` gives the forms that the training text never holds as its own, with the probability
    of each mainland word: what stands around them need not be looked at.
    """

    weights: bytes
    scale: float
    seen: frozenset[str]
    certain: Mapping[str, tuple[float, ...]]

    def probabilities(
        self, form: str, mainland: Sequence[str], text: str, start: int, end: int
    ) -> Sequence[float]:
        """Return the probability of each mainland word; what is missing to 1 is "left as it is"."""
        if form in self.certain:
            return self.certain[form]
        described = features(text, start, end)
        scores = [self._score(form, word, described) for word in mainland]
        highest = max(0.0, *scores)
        parts = [math.exp(score - highest) for score in scores]
        total = sum(parts) + math.exp(-highest)
        return [part / total for part in parts]

    def _score(self, form: str, word: str, described: Sequence[str]) -> float:
        weights = self.weights
        total = sum(weights[place] for place in slots(form, word, described, len(weights)))
        return self.scale * (total - MIDDLE * len(described))


@cache
def load_contexts() -> Contexts:
    """Read the shipped model (recipe: `wording.train`)."""
    import numpy as np

    with np.load(data_dir() / "wording.npz", allow_pickle=False) as stored:
        facts = json.loads(bytes(stored["facts"]).decode("utf-8"))
        return Contexts(
            bytes(stored["weights"]),
            float(facts["scale"]),
            frozenset(facts["seen"]),
            {form: tuple(chances) for form, chances in facts["certain"].items()},
        )
