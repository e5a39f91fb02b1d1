"""
The recipe of `data/wording.npz`: how contexts of confusable words are learnt from official prose.

`train` takes lines of mainland prose and returns the bytes of the model. For every localised form it
collects the places where one of its mainland words stands (a converter would have written the form
there) and those where the form itself stands (it was nobody's doing), and fits a maximum entropy
model with hashed features by stochastic gradient descent (AdaGrad: Duchi et al. 2011), leaving out
three features in ten at each step so that no single one is relied on. Two runs give the same bytes.
"""

from __future__ import annotations

import io
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhengming.text.automaton import longest, overlapping
from zhengming.text.wording.contexts import MIDDLE, MOST, features, slots
from zhengming.text.wording.pairs import Localised, read_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 1 << 21
CAP = 12_000
EPOCHS, RATE, LEFT_OUT, BATCH = 6, 0.1, 0.3, 2048
HEAVIEST = 3.0
SCALE = 0.035

Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Examples:
    """Hashed features [example, word, feature], the true class, the weight, the number of words."""

    slots: NDArray[np.int32]
    labels: NDArray[np.int64]
    weights: NDArray[np.float32]
    words: NDArray[np.int64]


def train(lines: Iterable[str]) -> bytes:
    """Train on simplified mainland prose, a paragraph a line; return the content of the model file."""
    import numpy as np

    texts = list(lines)
    kept, replaced = places(texts)
    examples = collect(texts, kept, replaced)
    weights = fit(examples)
    whole = np.clip(np.round(weights[:-1] / SCALE), -127, 127) + MIDDLE
    facts = {
        "scale": SCALE,
        "seen": sorted(pair.form for pair in read_pairs().values() if _seen(pair, kept, replaced)),
        "certain": dict(sorted(certain(kept, replaced))),
    }
    packed = io.BytesIO()
    said = np.frombuffer(json.dumps(facts, ensure_ascii=False).encode("utf-8"), np.uint8)
    np.savez_compressed(packed, weights=whole.astype(np.uint8), facts=said)
    return packed.getvalue()


def places(texts: Sequence[str]) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
    """Find where localised forms stand as such, and where mainland words that they replace stand."""
    pairs = read_pairs()
    mainland = {word for localised in pairs.values() for word in localised.mainland}
    strings = sorted(mainland | set(pairs))
    forms, words = overlapping(strings), longest(strings)
    kept: dict[str, list[Place]] = defaultdict(list)
    replaced: dict[str, list[Place]] = defaultdict(list)
    for number, text in enumerate(texts):
        for start, end, which in forms.find(text):
            if strings[which] in pairs:
                kept[strings[which]].append((number, start, end))
        for start, end, which in words.find(text):
            if strings[which] in mainland:
                replaced[strings[which]].append((number, start, end))
    return kept, replaced


def _seen(
    localised: Localised, kept: dict[str, list[Place]], replaced: dict[str, list[Place]]
) -> bool:
    return localised.form in kept or any(word in replaced for word in localised.mainland)


def certain(
    kept: dict[str, list[Place]], replaced: dict[str, list[Place]], enough: int = 20
) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the forms that never stand for themselves, where their words are well attested."""
    for form, localised in read_pairs().items():
        counts = [len(replaced.get(word, ())) for word in localised.mainland]
        if form not in kept and len(counts) == 1 and counts[0] >= enough:
            yield form, ((counts[0] + 0.5) / (counts[0] + 1.0),)


def collect(
    texts: Sequence[str], kept: dict[str, list[Place]], replaced: dict[str, list[Place]]
) -> Examples:
    """Turn places into examples; class 0 is "left as it is", class n the n-th mainland word."""
    import numpy as np

    draw = random.Random(0)  # noqa: S311 - a sample, not a secret
    pairs = read_pairs()
    most = max(len(localised.mainland) for localised in pairs.values())
    wide = len(features("", 0, 0)) + MOST
    rows: list[NDArray[np.int32]] = []
    facts: list[tuple[int, float, int]] = []
    for form, localised in pairs.items():
        for label, word in enumerate(("", *localised.mainland)):
            found = replaced.get(word, []) if word else kept.get(form, [])
            taken = draw.sample(found, CAP) if len(found) > CAP else found
            for number, start, end in taken:
                described = features(texts[number], start, end)
                row = np.full((most, wide), SIZE, np.int32)
                for at, mainland in enumerate(localised.mainland):
                    row[at, : len(described)] = slots(form, mainland, described, SIZE)
                rows.append(row)
                facts.append((label, len(found) / len(taken), len(localised.mainland)))
    labels, weights, words = zip(*facts, strict=True)
    return Examples(
        np.array(rows),
        np.array(labels),
        np.minimum(weights, HEAVIEST).astype(np.float32),
        np.array(words),
    )


def fit(examples: Examples) -> NDArray[np.float32]:
    """Fit the weights; the last slot belongs to features that were left out and stays zero."""
    import numpy as np

    generator = np.random.default_rng(0)
    weights = np.zeros(SIZE + 1, np.float32)
    squares = np.full(SIZE + 1, 1e-2, np.float32)
    for _ in range(EPOCHS):
        order = generator.permutation(len(examples.labels))
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            here = examples.slots[batch]
            dropped = generator.random(here.shape) < LEFT_OUT
            dropped[:, :, 0] = False
            here = np.where(dropped, SIZE, here)
            slope = _slope(weights, here, examples, batch)
            flat, at = np.repeat(slope.reshape(-1), here.shape[2]), here.reshape(-1)
            felt = (flat != 0) & (at < SIZE)
            which, back = np.unique(at[felt], return_inverse=True)
            step = np.bincount(back, flat[felt], len(which)).astype(np.float32)
            squares[which] += step * step
            weights[which] -= RATE * step / np.sqrt(squares[which])
    return weights


def _slope(
    weights: NDArray[np.float32],
    here: NDArray[np.int32],
    examples: Examples,
    batch: NDArray[np.int64],
) -> NDArray[np.float32]:
    """The gradient of the log loss by word: predicted minus true, weighted."""
    import numpy as np

    there = np.arange(here.shape[1])[None] < examples.words[batch][:, None]
    scores = np.where(there, weights[here].sum(2), -np.inf)
    scores = np.concatenate([np.zeros((len(batch), 1), np.float32), scores], axis=1)
    chances = np.exp(scores - scores.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    chances[np.arange(len(batch)), examples.labels[batch]] -= 1
    slope: NDArray[np.float32] = (chances[:, 1:] * there * examples.weights[batch][:, None]).astype(
        np.float32
    )
    return slope


def held_out(blocks: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Split blocks of lines: eleven in twelve to learn from (as lines), one to measure on."""
    learn = [line for n, block in enumerate(blocks) if n % 12 != 7 for line in block]
    measure = [list(block) for n, block in enumerate(blocks) if n % 12 == 7]
    return learn, measure
