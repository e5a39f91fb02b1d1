"""The arithmetic of measuring, against the slow and obvious way."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.eval.labelled import as_document

from zhengming.find.field import gather
from zhengming.find.measure import _crossing, kinship, measure
from zhengming.find.propose import propose
from zhengming.find.reading import read
from zhengming.text.segment import Hasher, code_points, hash_strings


@given(st.text(alphabet="政法委平安", min_size=2, max_size=30))
def test_equal_strings_have_equal_hashes(text: str) -> None:
    hasher = Hasher(code_points(text))
    spans = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1)]
    hashes = hasher.spans(np.array([s[0] for s in spans]), np.array([s[1] for s in spans]))
    by_hash: dict[int, set[str]] = {}
    for (a, b), value in zip(spans, hashes.tolist(), strict=True):
        by_hash.setdefault(value, set()).add(text[a:b])
    assert all(len(strings) == 1 for strings in by_hash.values())
    assert len(by_hash) == len({text[a:b] for a, b in spans})
    assert hash_strings([text])[0] == hashes[spans.index((0, len(text)))]


def test_spans_that_cross_a_border() -> None:
    most, low = 8, -5.0
    grid = np.random.default_rng(0).normal(size=(20, 9))
    grid[:, 8] = grid[-1] = low
    left, right = _crossing(grid, most, low)
    for i in range(20):
        for size in range(1, most):
            before = [
                grid[i - back, back + stop]
                for back in range(1, i + 1)
                for stop in range(size)
                if back + stop < most
            ]
            beyond = [
                grid[i + start, size - start + over]
                for start in range(1, size + 1)
                for over in range(1, most)
                if size - start + over < most and i + start < 20
            ]
            assert left[i, size] == max([low, *before])
            assert right[i, size] == max([low, *beyond])


def table_of(text: str):  # type: ignore[no-untyped-def]
    reading = read(as_document(text, "text"))
    field = gather([reading])
    return measure(field, propose(field), reading.repeat, reading.headings)


def row_of(table, string: str) -> int:  # type: ignore[no-untyped-def]
    return next(r for r in range(len(table.keys)) if table.string(r) == string)


def test_counts_and_neighbours() -> None:
    table = table_of("推进平安建设。\n加强平安建设,\n平安建设")
    row = row_of(table, "平安建设")
    assert np.expm1(table.values["count"][row]) == 3
    assert table.values["right closed"][row] == 1
    assert table.values["left closed"][row] < 1


def test_quotation_and_title() -> None:
    table = table_of("“雪亮工程”和《平安条例》")
    assert table.values["quotation"][row_of(table, "雪亮工程")] == 1
    assert table.values["title"][row_of(table, "平安条例")] == 1


def test_kinship_leaves_out_the_string_itself() -> None:
    table = table_of("推进雪亮工程。")
    row = row_of(table, "雪亮工程")
    alone = kinship(table, ["雪亮工程"])["kin last"][row]
    assert alone == 0
    assert kinship(table, ["雪亮工程", "天网工程"])["kin last"][row] > 0
