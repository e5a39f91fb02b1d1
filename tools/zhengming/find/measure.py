"""
What can be said in numbers about every proposed string: one row a string, one column a measure.

`measure` groups the spans of a field by string and returns a `Table`. Counts leave out repeated
paragraphs. The measures and where they come from:

* count, documents, closed clauses on either side, different neighbours (accessor variety: Feng and
  others 2004; branching entropy: Jin and Tanaka-Ishii 2006);
* share of the commonest neighbour: the string is a fragment of something longer (the penalty of
  C-value, Frantzi and Ananiadou 2000);
* pointwise mutual information inside and across both borders (Church and Hanks 1990), from the
  shipped counts, so that a string that occurs once can be measured too;
* weirdness against general Chinese (Ahmad and others 1999), nearness to law and order;
* marks: quotation, title, slogan, heading; parts of speech; parts that are known terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zhengming.find.field import BREAK, KINDS, TIGHT, Field
from zhengming.find.propose import CHUNK, IN_QUOTES, KNOWN, SLOGAN, TITLED, Spans
from zhengming.text.segment import Counts, code_points, counts, hash_strings, pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Reals = NDArray[np.float64]
    Bools = NDArray[np.bool_]

NUMERALS = "一二三四五六七八九十百千两双0123456789"


@dataclass(frozen=True, slots=True)
class Table:
    """
    The measures of every string, and where it stands.

    Rows are strings; `values[name]` is parallel to `keys` (their hashes). The places of row r are
    `order[bounds[r]:bounds[r + 1]]`, indices into `spans`.
    """

    field: Field
    spans: Spans
    keys: NDArray[np.uint64]
    rows: Ints
    order: Ints
    bounds: Ints
    values: dict[str, Reals]
    first_word: Ints
    last_word: Ints

    def places(self, row: int) -> Ints:
        """Return the indices of the spans where a string stands, in order of position."""
        return self.order[self.bounds[row] : self.bounds[row + 1]]

    def string(self, row: int) -> str:
        """Return a string as it first stands in the field."""
        at = self.order[self.bounds[row]]
        return self.field.string(int(self.spans.start[at]), int(self.spans.end[at]))


@dataclass(frozen=True, slots=True)
class _Words:
    """What is known of every word of a field and of every border between two words."""

    hash: NDArray[np.uint64]
    general: Reals
    special: Reals
    near: Reals
    seen: Bools
    bond: Reals
    kind: Ints


def measure(field: Field, spans: Spans, repeat: Bools, headings: Bools) -> Table:
    """Measure the spans of a field; `repeat` and `headings` mark characters of the field."""
    keys, rows = np.unique(field.hashes(spans.start, spans.end), return_inverse=True)
    order = np.lexsort((spans.start, rows))
    bounds = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(keys)))])
    first = np.searchsorted(field.words.start, spans.start, side="right") - 1
    last = np.maximum(np.searchsorted(field.words.end, spans.end, side="left"), first)
    last = np.minimum(last, len(field.words.end) - 1)
    table = Table(field, spans, keys, rows, order, bounds, {}, first, last)
    if not len(keys):
        return table
    weight = (~repeat[spans.start]).astype(np.float64)
    words = _about_words(field)
    head = order[bounds[:-1]]
    values = table.values
    values |= _frequency(table, weight)
    values |= _surroundings(table, words, weight)
    values |= _marks(table, weight, headings)
    values |= _composition(table, words, head)
    values |= _reference(table, head)
    return table


def _mean(table: Table, weight: Reals, what: Reals | Bools) -> Reals:
    """Average something over the places of each string."""
    total = np.bincount(table.rows, weight, len(table.keys))
    return np.bincount(table.rows, weight * what, len(table.keys)) / np.maximum(total, 1e-9)


def _about_words(field: Field) -> _Words:
    table = counts()
    hashes = field.hashes(field.words.start, field.words.end)
    general, special, near, seen = _frequencies(table, hashes)
    pair = field.hashes(field.words.start[:-1], field.words.end[1:])
    rows, there = table.find(pair)
    both = _total(table, rows, there)
    rows, there = table.find(hashes)
    single = _total(table, rows, there)
    size = np.log(sum(table.sizes.values()))
    bond = both - single[:-1] - single[1:] + size
    bond = np.where((both > 0) & (single[:-1] > 0) & (single[1:] > 0), bond, 0.0)
    adjacent = field.words.end[:-1] == field.words.start[1:]
    kind = field.words.kind
    return _Words(
        hashes, general, special, near, seen, np.r_[0.0, np.where(adjacent, bond, 0.0), 0.0], kind
    )


def _total(table: Counts, rows: Ints, there: Bools) -> Reals:
    """Return the logarithm of the occurrences in all three collections, nought where unknown."""
    seen = sum(np.expm1(table.columns[n][rows].astype(np.float64)) for n in table.sizes)
    return np.where(there, np.log(np.maximum(seen, 1.0)), 0.0)


def _frequencies(table: Counts, hashes: NDArray[np.uint64]) -> tuple[Reals, Reals, Reals, Bools]:
    """
    Return per million: log frequency in general Chinese, in official Chinese; and nearness.

    Nearness is the share of occurrences in sentences that speak of law and order.
    """
    rows, there = table.find(hashes)
    column = {n: np.expm1(c[rows].astype(np.float64)) * there for n, c in table.columns.items()}
    million = {n: column[n] * 1e6 / table.sizes[n] for n in table.sizes}
    general = np.log(million["general"] + 0.3)
    special = np.log(np.maximum(million["news"], million["law"]) + 0.3)
    near = (column["near"] + 0.1) / (column["general"] + column["news"] + 2.0)
    return general, special, near, there


def _frequency(table: Table, weight: Reals) -> dict[str, Reals]:
    size = len(table.keys)
    count = np.bincount(table.rows, weight, size)
    documents = table.field.documents[table.spans.start].astype(np.int64)
    pairs = np.unique(table.rows * (1 << 24) + documents)
    spread = np.bincount(pairs >> 24, minlength=size).astype(np.float64)
    return {"count": np.log1p(count), "documents": np.log(np.maximum(spread, 1.0))}


def _surroundings(table: Table, words: _Words, weight: Reals) -> dict[str, Reals]:
    """Measure what stands beside a string: closed borders, variety, bonds across the borders."""
    field, duty = table.field, table.field.words.duty
    values: dict[str, Reals] = {}
    n = len(duty)
    outside_break = np.r_[duty, BREAK] & BREAK > 0
    for side in ("left", "right"):
        beside = table.first_word - 1 if side == "left" else table.last_word + 1
        real = (beside >= 0) & (beside < n)
        at = np.where(real, beside, n)
        closed = outside_break[at]
        if side == "left":
            mark = field.words.opens[table.first_word] > 0
        else:
            mark = field.words.closes[table.last_word] > 0
        neighbour = np.where(real, words.hash[np.minimum(at, n - 1)], np.uint64(0))
        distinct, most = _neighbours(table, neighbour, weight)
        border = table.first_word if side == "left" else table.last_word + 1
        kind = np.r_[words.kind, len(KINDS) - 1][at]
        tight = (np.r_[duty, 0][border] & TIGHT) > 0
        values |= {
            f"{side} closed": _mean(table, weight, closed),
            f"{side} quoted": _mean(table, weight, mark),
            f"{side} variety": np.log(np.maximum(distinct, 1.0)),
            f"{side} same": most,
            f"{side} bond": _mean(table, weight, words.bond[border]),
            f"{side} tight": _mean(table, weight, tight),
            f"{side} noun": _mean(
                table, weight, ~closed & np.isin(kind, _kinds("n", "vn", "j", "l", "nz", "nt", "a"))
            ),
            f"{side} verb": _mean(table, weight, ~closed & np.isin(kind, _kinds("v"))),
            f"{side} place": _mean(
                table, weight, ~closed & np.isin(kind, _kinds("ns", "nr", "m", "q"))
            ),
        }
    return values


def _kinds(*names: str) -> Ints:
    return np.array([KINDS.index(n) for n in names], np.int64)


def _neighbours(table: Table, beside: NDArray[np.uint64], weight: Reals) -> tuple[Reals, Reals]:
    """Count the different neighbours of each string and the share of the commonest one."""
    size = len(table.keys)
    order = np.lexsort((beside, table.rows))
    rows, beside, weight = table.rows[order], beside[order], weight[order]
    new = np.r_[True, (rows[1:] != rows[:-1]) | (beside[1:] != beside[:-1])]
    at = np.flatnonzero(new)
    each = np.add.reduceat(weight, at) if len(at) else np.zeros(0)
    distinct = np.bincount(rows[at], minlength=size).astype(np.float64)
    most = np.zeros(size)
    np.maximum.at(most, rows[at], each)
    total = np.bincount(rows, weight, size)
    return distinct, np.where(total >= 2, most / np.maximum(total, 1.0), 0.5)


def _marks(table: Table, weight: Reals, headings: Bools) -> dict[str, Reals]:
    marks, spans = table.spans.marks, table.spans
    inside = {}
    for name, bit in (("title", TITLED), ("quotation", IN_QUOTES), ("slogan", SLOGAN)):
        whole = (marks & bit) > 0
        cover = np.zeros(len(table.field.text) + 1, np.int64)
        np.add.at(cover, spans.start[whole], 1)
        np.add.at(cover, spans.end[whole], -1)
        within = np.cumsum(cover)[spans.start] - whole > 0
        inside[name] = _mean(table, weight, whole)
        inside[f"in {name}"] = _mean(table, weight, within & ~whole)
    solid = table.field.solid
    inner = (spans.end - spans.start) - (solid[spans.end] - solid[spans.start])
    return inside | {
        "chunk": _mean(table, weight, (marks & CHUNK) > 0),
        "quotes inside": _mean(table, weight, inner > 0),
        "heading": _mean(table, weight, headings[spans.start]),
    }


def _composition(table: Table, words: _Words, head: Ints) -> dict[str, Reals]:
    """Measure what a string is made of, at its first place."""
    field = table.field
    first, last = table.first_word[head], table.last_word[head]
    start, end = table.spans.start[head], table.spans.end[head]
    number = (last - first + 1).astype(np.float64)
    length = (field.solid[end] - field.solid[start]).astype(np.float64)
    values = {"words": np.minimum(number, 9), "length": np.minimum(length, 26)}
    values["even four"] = ((length == 4) & (number == 2)).astype(np.float64)
    for name, column in (
        ("general", words.general),
        ("special", words.special),
        ("near", words.near),
    ):
        values[f"{name} mean"] = _over(column, first, last, "mean")
        values[f"{name} least"] = _over(column, first, last, "min")
        values[f"{name} most"] = _over(column, first, last, "max")
        values[f"{name} first"] = column[first]
        values[f"{name} last"] = column[last]
    values["unknown words"] = _over((~words.seen).astype(np.float64), first, last, "mean")
    inner = last > first
    values["bond least"] = np.where(
        inner, _over(words.bond, first + 1, np.maximum(last, first + 1), "min"), 6.0
    )
    values["bond mean"] = np.where(
        inner, _over(words.bond, first + 1, np.maximum(last, first + 1), "mean"), 6.0
    )
    for name, at in (("first", first), ("last", last)):
        for code, kind in enumerate(KINDS):
            values[f"{name} is {kind}"] = (words.kind[at] == code).astype(np.float64)
        values[f"{name} single"] = (field.words.end[at] - field.words.start[at] == 1).astype(
            np.float64
        )
    values["verbs"] = _over((words.kind == KINDS.index("v")).astype(np.float64), first, last, "sum")
    values["places"] = _over(
        np.isin(words.kind, _kinds("ns", "nr")).astype(np.float64), first, last, "sum"
    )
    duty = (field.words.duty & BREAK) > 0
    values["breaks"] = np.minimum(_over(duty.astype(np.float64), first, last, "sum"), 5)
    return values | _characters(field, start, end)


def _over(column: Reals, first: Ints, last: Ints, how: str) -> Reals:
    """Reduce a column of words over each string (at most sixteen words): mean, sum, min or max."""
    steps = np.arange(16)
    at = np.minimum(first[:, None] + steps, last[:, None])
    values = column[np.minimum(at, len(column) - 1)]
    real = first[:, None] + steps <= last[:, None]
    if how == "min":
        least: Reals = np.where(real, values, np.inf).min(axis=1)
        return least
    if how == "max":
        most: Reals = np.where(real, values, -np.inf).max(axis=1)
        return most
    total: Reals = np.where(real, values, 0.0).sum(axis=1)
    return total if how == "sum" else total / real.sum(axis=1)


def _characters(field: Field, start: Ints, end: Ints) -> dict[str, Reals]:
    codes = field.codes

    def has(characters: str) -> Reals:
        sums = np.concatenate([[0], np.cumsum(np.isin(codes, code_points(characters)))])
        return (sums[end] > sums[start]).astype(np.float64)

    ascii_sums = np.concatenate([[0], np.cumsum(codes < 128)])
    return {
        "numeral first": np.isin(codes[start], code_points(NUMERALS)).astype(np.float64),
        "digits": has("0123456789"),
        "plus": has("+-"),
        "brackets": has("()"),
        "joined": has("和与及或"),
        "listed": has("、,"),
        "plain letters": (ascii_sums[end] - ascii_sums[start]) / (end - start),
        "of": has("的了"),
    }


def _reference(table: Table, head: Ints) -> dict[str, Reals]:
    """Look each whole string up in the shipped counts."""
    shipped = counts()
    general, special, near, there = _frequencies(shipped, table.keys)
    rows, _ = shipped.find(table.keys)
    total = _total(shipped, rows, there)
    left = np.where(there, shipped.columns["left"][rows], 0.0)
    right = np.where(there, shipped.columns["right"][rows], 0.0)
    field = table.field
    borders = _piece_borders(field)
    start, end = table.spans.start[head], table.spans.end[head]
    return {
        "string known": there.astype(np.float64),
        "string general": general,
        "string special": special,
        "string weird": special - general,
        "string near": np.where(there, near, 0.0),
        "string left free": np.where(there, left / np.maximum(total, 0.7), 0.0),
        "string right free": np.where(there, right / np.maximum(total, 0.7), 0.0),
        "piece left": borders[start].astype(np.float64),
        "piece right": borders[end].astype(np.float64),
    }


def _piece_borders(field: Field) -> Bools:
    """Mark where the model of official prose puts a border, in characters of the field."""
    borders = np.zeros(len(field.text) + 1, np.bool_)
    borders[0] = borders[-1] = True
    at = 0
    for line in field.text.splitlines(keepends=True):
        for start, end in pieces(line.rstrip("\n")):
            borders[at + start] = borders[at + end] = True
        at += len(line)
    return borders


def covered(field: Field, known: Iterable[tuple[int, int]]) -> Ints:
    """Return sums of characters that stand in known terms: `sums[b] - sums[a]` over `text[a:b]`."""
    cover = np.zeros(len(field.text) + 1, np.int64)
    for start, end in known:
        cover[start] += 1
        cover[end] -= 1
    return np.concatenate([[0], np.cumsum(np.cumsum(cover[:-1]) > 0)])


def known_parts(table: Table, known: Sequence[tuple[int, int]]) -> dict[str, Reals]:
    """Say how much of each string is made of shorter known terms, and whether they fill its ends."""
    start, end = table.spans.start, table.spans.end
    head = table.order[table.bounds[:-1]]
    share = np.zeros(len(head))
    begins = np.zeros(len(head))
    ends = np.zeros(len(head))
    by_start: dict[int, list[int]] = {}
    for a, b in known:
        by_start.setdefault(a, []).append(b)
    for row, at in enumerate(head.tolist()):
        a, b = int(start[at]), int(end[at])
        held = np.zeros(b - a, np.bool_) if b - a <= 60 else None
        if held is None:
            continue
        for i in range(a, b):
            for stop in by_start.get(i, ()):
                if stop <= b and (i, stop) != (a, b):
                    held[i - a : stop - a] = True
                    begins[row] = max(begins[row], float(i == a))
                    ends[row] = max(ends[row], float(stop == b))
        share[row] = held.mean()
    return {"known share": share, "known begins": begins, "known ends": ends}


def kinship(table: Table, known: Sequence[str]) -> dict[str, Reals]:
    """
    Count the known terms that begin or end as a string does (two characters), itself left out.

    Terms of a field are made from few heads (工程, 机制, 中心): what ends like many of them is
    likely to be one.
    """
    values = {}
    head = table.order[table.bounds[:-1]]
    start, end = table.spans.start[head], table.spans.end[head]
    own = np.isin(table.keys, hash_strings([*known, "-"]))
    long = [k for k in known if len(k) > 2]
    for name, tails in (("first", [k[:2] for k in long]), ("last", [k[-2:] for k in long])):
        unique, count = np.unique(hash_strings([*tails, "-"]), return_counts=True)
        at = (
            (start, np.minimum(start + 2, end))
            if name == "first"
            else (np.maximum(end - 2, start), end)
        )
        wanted = table.field.hashes(*at)
        rows = np.minimum(np.searchsorted(unique, wanted), len(unique) - 1)
        found = np.where(unique[rows] == wanted, count[rows], 0) - (own & (end - start > 2))
        values[f"kin {name}"] = np.log1p(np.maximum(found, 0)).astype(np.float64)
    return values


def nesting(table: Table, score: Reals) -> dict[str, Reals]:
    """
    Compare each string with those that hold it, those it holds, and those that cross it.

    `score` is a first judgement of every string; returned are the best score around, inside, and
    across either border, averaged over places (nested terms: Frantzi and Ananiadou 2000).
    """
    spans, field = table.spans, table.field
    n, most = len(field.words.start), 8
    first, width = table.first_word, table.last_word - table.first_word
    fits = (width < most) & (field.words.start[first] == spans.start)
    fits &= field.words.end[table.last_word] == spans.end
    low = float(score.min()) if len(score) else 0.0
    grid = np.full((n + 1, most + 1), low)
    np.maximum.at(grid, (first[fits], width[fits]), score[table.rows][fits])
    around = np.full_like(grid, low)
    for size in range(most - 2, -1, -1):
        wider = np.maximum(grid[:, size + 1], around[:, size + 1])
        around[:, size] = np.maximum(wider, np.r_[low, wider[:-1]])
    inside = np.full_like(grid, low)
    for size in range(1, most):
        shorter = np.maximum(grid[:, size - 1], inside[:, size - 1])
        inside[:, size] = np.maximum(shorter, np.r_[shorter[1:], low])
    left, right = _crossing(grid, most, low)
    weight = np.where(fits, 1.0, 1e-6)
    at = (first, np.minimum(width, most - 1))
    return {
        "best around": _mean(table, weight, around[at]),
        "best inside": _mean(table, weight, inside[at]),
        "best across left": _mean(table, weight, left[at]),
        "best across right": _mean(table, weight, right[at]),
    }


def _crossing(grid: Reals, most: int, low: float) -> tuple[Reals, Reals]:
    """Find the best spans that begin before and end inside (left), or begin inside and end after."""
    n = len(grid)
    left, right = np.full_like(grid, low), np.full_like(grid, low)
    ending = np.full_like(grid, low)  # the best span that begins before i and ends at i + stop
    for stop in range(most - 1):
        for back in range(1, min(most - stop, n)):
            into = ending[back:, stop]
            np.maximum(into, grid[: n - back, back + stop], out=into)
    longer = np.full_like(grid, low)  # the best span from s that reaches beyond s + size
    for size in range(most - 2, -1, -1):
        longer[:, size] = np.maximum(grid[:, size + 1], longer[:, size + 1])
    for size in range(1, most):
        left[:, size] = np.maximum(left[:, size - 1], ending[:, size - 1])
        for start in range(1, min(size + 1, n)):
            into = right[: n - start, size]
            np.maximum(into, longer[start:, size - start], out=into)
    return left, right


def is_known(table: Table) -> Bools:
    """Say which strings are known terms."""
    return np.bincount(table.rows, (table.spans.marks & KNOWN) > 0, len(table.keys)) > 0
