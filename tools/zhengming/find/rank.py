"""
How likely each string is to be a term: a small model whose weights can be read in `data/ranking.json`.

`judge` scores every row of a `Table`. A logistic regression over the measures judges first; then
boosted trees (Friedman 2001) see the same measures and how the string compares with those around,
inside and across it, which settles borders. `explain` says in words why a string is there. The
recipe is `tests/eval/ranker.py`; labels are reports written for this project, lists read from
public news, and the words themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from zhengming.base.places import data_dir
from zhengming.find.measure import Table, is_known, nesting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

FILE = "ranking.json"
RELATIONS = ("best around", "best inside", "best across left", "best across right")


@dataclass(frozen=True, slots=True)
class Model:
    """The weights: a linear first look, trees for the second, and what being known is worth."""

    measures: tuple[str, ...]
    mean: Reals
    weight: Reals
    intercept: float
    trees: tuple[dict[str, list[float]], ...]
    base: float
    known: float


@cache
def model() -> Model:
    """Read the shipped weights."""
    data: dict[str, Any] = json.loads((data_dir() / FILE).read_text("utf-8"))
    return Model(
        tuple(data["first look"]["measures"]),
        np.array(list(data["first look"]["mean"]), np.float64),
        np.array(list(data["first look"]["weight"]), np.float64),
        float(data["first look"]["intercept"]),
        tuple(data["second look"]["trees"]),
        float(data["second look"]["base"]),
        float(data["known"]),
    )


def columns(table: Table, measures: tuple[str, ...]) -> Reals:
    """Return the measures as a matrix, strings by measures."""
    return np.stack([table.values[m] for m in measures], axis=1)


def compared(table: Table, measured: Reals, first: Reals) -> Reals:
    """Add to the measures the first judgement and how it compares with neighbours in place."""
    near = nesting(table, first)
    relations = [near[name] for name in RELATIONS]
    differences = [first - r for r in relations]
    return np.concatenate([measured, np.stack([first, *relations, *differences], axis=1)], axis=1)


def judge(table: Table) -> Reals:
    """Return the score of every string: log odds of being a term, known terms lifted."""
    weights = model()
    measured = columns(table, weights.measures)
    first = (measured - weights.mean) @ weights.weight + weights.intercept
    seen = compared(table, measured, first)
    score = np.full(len(seen), weights.base)
    seen = np.asfortranarray(seen)
    for tree in weights.trees:
        score += grown(tree, seen)
    score += weights.known * is_known(table)
    return score


def grown(tree: dict[str, list[float]], seen: Reals) -> Reals:
    """
    Evaluate one tree for every row: node k asks `column[k] <= at[k]`, leaves have column -1.

    Rows go down together and part at each node, so that every row is looked at once a level.
    """
    column, at, value = tree["column"], tree["at"], tree["value"]
    yes, no = tree["yes"], tree["no"]
    result = np.empty(len(seen))
    waiting = [(0, np.arange(len(seen)))]
    while waiting:
        node, rows = waiting.pop()
        if column[node] < 0:
            result[rows] = value[node]
            continue
        asked = seen[:, int(column[node])].take(rows) <= at[node]
        waiting += ((int(yes[node]), rows[asked]), (int(no[node]), rows[~asked]))
    return result


def explain(table: Table, row: int, count: int) -> str:
    """Say in everyday words why a string is in the list."""
    value = {name: float(column[row]) for name, column in table.values.items()}
    parts = [f"found {count} times" if count > 1 else "found once"]
    if value["title"]:
        parts.append("a title in 《》")
    if value["quotation"]:
        parts.append("in quotation marks")
    if value["slogan"]:
        parts.append("a run of equal parts")
    if value["kin last"] > 1.0 and value["words"] > 1:
        parts.append("ends like known terms")
    if value["known share"] > 0.5:
        parts.append("made of known terms")
    if value["string near"] > 0.3:
        parts.append("common in texts on law and order")
    if not value["string known"]:
        parts.append("not in our counts of general Chinese")
    elif value["string weird"] > 2:
        parts.append("rare in general Chinese")
    return ", ".join(parts)
