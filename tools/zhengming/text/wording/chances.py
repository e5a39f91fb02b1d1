"""
How likely a localised form stands for a mainland word, by what stands around it: `chances`.

Each localised form is an item of a `ContextTable` whose readings are "left as it is" and the
mainland words that it may stand for (recipe: `wording.train`). Its scores are for official prose in
general; a document has its own habits, which are estimated from the document itself.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from zhengming.base.places import data_dir
from zhengming.text.contexts import ContextTable
from zhengming.text.wording.pairs import read_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DATA = "wording.contexts"
# How far the surroundings are trusted beyond what the bare form says: other texts differ.
TRUST = 0.85
# A form that stands so often in a document shows how often the document means the mainland word;
# what official prose does counts as much as so many places, and that is moved so far (log odds).
OFTEN, USUAL, FURTHEST = 3, 3.0, 2.0
ROUNDS, SETTLED = 20, 1e-3


@cache
def table() -> ContextTable:
    """Read the shipped table."""
    return ContextTable.load(data_dir() / DATA, bag=True)


def item_of(form: str) -> int:
    """Name a localised form as the table knows it."""
    return zlib.crc32(form.encode())


@cache
def _numbers() -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The item of each form of the pair table, and how many readings it has."""
    import numpy as np

    pairs = read_pairs()
    items = np.array([item_of(form) for form in pairs], np.uint64)
    return items, np.array([1 + len(p.mainland) for p in pairs.values()], np.int64)


@cache
def _bare() -> NDArray[np.float32]:
    """The scores of every form without surroundings, an array (forms, most readings)."""
    return table().bare(*_numbers())


@cache
def usually() -> dict[str, float]:
    """Say of every form how likely it is a converter's, whatever stands around it."""
    return dict(zip(read_pairs(), _usual().tolist(), strict=True))


@cache
def _usual() -> NDArray[np.float32]:
    """`usually` by the form's row in the pair table."""
    usual: NDArray[np.float32] = _shares(_bare())[:, 1:].sum(1)
    return usual


def chances(text: str, places: Sequence[tuple[int, int, int]]) -> NDArray[np.float32]:
    """
    Return the probability of every mainland word at every place, an array (places, words).

    A place is start, end (code points) and the form's row in the pair table. What is missing to 1
    is "left as it is"; where a form has fewer words than others the rest is nought.
    """
    import numpy as np

    items, readings = _numbers()
    starts, ends, forms = np.array(places, np.int64).reshape(-1, 3).T
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    scores = table().scores(codes, starts, ends, items[forms], readings[forms])
    known = scores > -np.inf
    bare = _bare()[forms, : scores.shape[1]]
    scores[known] = bare[known] + TRUST * (scores[known] - bare[known])
    return _by_habit(_shares(scores)[:, 1:], forms)


def _shares(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    odds = np.exp(scores - scores.max(1, keepdims=True))
    shares: NDArray[np.float32] = odds / odds.sum(1, keepdims=True)
    return shares


def _by_habit(likely: NDArray[np.float32], forms: NDArray[np.int64]) -> NDArray[np.float32]:
    """
    Move the chances of each form that is frequent here to the share it has in this very document.

    The share is estimated by expectation maximisation (Saerens, Latinne, Decaestecker 2002:
    Adjusting the outputs of a classifier to new a priori probabilities), drawn towards the usual one.
    """
    import numpy as np

    order = np.argsort(forms, kind="stable")
    borders = np.flatnonzero(np.diff(forms[order])) + 1
    for at in np.split(order, borders):
        if len(at) < OFTEN:
            continue
        before = np.clip(likely[at].sum(1, dtype=np.float64), 1e-6, 1 - 1e-6)
        odds = np.log(before / (1 - before))
        prior = min(max(float(_usual()[forms[at[0]]]), 1e-4), 1 - 1e-4)
        moved, share = before, prior
        for _ in range(ROUNDS):
            shift = math.log(share / (1 - share)) - math.log(prior / (1 - prior))
            moved = 1 / (1 + np.exp(-odds - min(max(shift, -FURTHEST), FURTHEST)))
            last, share = share, float((USUAL * prior + moved.sum()) / (USUAL + len(at)))
            if abs(share - last) < SETTLED:
                break
        likely[at] *= (moved / before).astype(np.float32)[:, None]
    return likely
