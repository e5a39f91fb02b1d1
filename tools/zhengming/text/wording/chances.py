"""
How likely a localised form stands for a mainland word, by what stands around it: `chances`.

Each localised form is an item of a `ContextTable` whose readings are "left as it is" and the
mainland words that it may stand for (recipe: `wording.train`).
"""

from __future__ import annotations

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
    scores -= scores.max(1, keepdims=True)
    odds = np.exp(scores)
    likely: NDArray[np.float32] = (odds / odds.sum(1, keepdims=True))[:, 1:]
    return likely
