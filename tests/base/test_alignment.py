"""Every part of a rewritten text knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.alignment import Alignment, Change, apply

TEXT = "电子员警执行全域工作"


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    points = sorted(draw(st.sets(st.integers(0, len(TEXT)), max_size=6)))
    pairs = zip(points[::2], points[1::2], strict=False)
    return [Change(a, b, draw(st.text("甲乙丙", max_size=4))) for a, b in pairs]


@given(changes())
def test_unchanged_stretches_map_onto_themselves(made: list[Change]) -> None:
    out, alignment = apply(TEXT, made)
    changed = {i for c in made for i in range(c.start, c.end)}
    for i in set(range(len(TEXT))) - changed:
        start, end = alignment.to_output(i, i + 1)
        assert out[start:end] == TEXT[i]
        assert alignment.to_input(start, end) == (i, i + 1)


@given(changes())
def test_every_output_span_lies_in_the_input(made: list[Change]) -> None:
    out, alignment = apply(TEXT, made)
    for i in range(len(out)):
        start, end = alignment.to_input(i, i + 1)
        assert 0 <= start <= end <= len(TEXT)


def test_a_changed_word_maps_as_a_whole() -> None:
    out, alignment = apply(TEXT, [Change(2, 4, "警察"), Change(6, 8, "全局性")])
    assert out == "电子警察执行全局性工作"
    assert alignment.to_input(6, 9) == (6, 8)
    assert alignment.to_input(7, 8) == (6, 8)
    assert alignment.to_output(8, 10) == (9, 11)


def test_overlapping_changes_are_refused() -> None:
    with pytest.raises(ValueError, match="overlapping"):
        apply(TEXT, [Change(0, 3, "a"), Change(2, 4, "b")])


def test_without_changes_nothing_moves() -> None:
    assert Alignment().to_input(3, 5) == (3, 5)
