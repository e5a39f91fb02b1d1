"""Counting the words, and comparing two states of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zhengming.base.entry import Cited, Rendering
from zhengming.words.compare import compare_words
from zhengming.words.entryfile import parse_entry
from zhengming.words.stats import count_words

CASE = Path(__file__).parent.parent / "cases" / "lint" / "valid" / "value.toml"
TERM = parse_entry(CASE.read_text("utf-8"), id="weiwen", category="stability")


def test_nothing_changed() -> None:
    assert compare_words({"weiwen": TERM}, {"weiwen": TERM}).empty()


def test_added_and_gone() -> None:
    result = compare_words({"a": TERM}, {"b": TERM})
    assert (result.added, result.gone) == ((TERM,), (TERM,))


def test_a_rendering_that_changed_its_use_is_told_apart_from_other_changes() -> None:
    (rendering,) = TERM.renderings
    demoted = replace(rendering, use="accepted")
    new = replace(TERM, renderings=(demoted,), note="New.", category="police")
    result = compare_words({"weiwen": TERM}, {"weiwen": new})
    (change,) = result.renderings
    assert (change.old, change.new) == (
        "stability maintenance (preferred, descriptive)",
        "stability maintenance (accepted, descriptive)",
    )
    assert {(c.field, c.new) for c in result.changed} == {
        ("note for the translator", "New."),
        ("category", "police"),
    }


def test_a_new_rendering_and_a_new_source() -> None:
    (rendering,) = TERM.renderings
    sourced = replace(rendering, sources=(Cited("handbook"),))
    new = replace(TERM, renderings=(sourced, Rendering("stability work", "accepted", "ours")))
    changes = compare_words({"weiwen": TERM}, {"weiwen": new}).renderings
    assert [(c.field, c.old) for c in changes] == [
        ("details of “stability maintenance”", changes[0].old),
        ("English", ""),
    ]
    assert "handbook" in changes[0].new


def test_counts() -> None:
    avoided = Rendering("public order", "avoid", why="Hides the politics.")
    other = replace(TERM, id="b", category="police", renderings=(*TERM.renderings, avoided))
    stats = count_words([TERM, other])
    assert (stats.entries, stats.renderings, stats.avoided) == (2, 2, 1)
    assert stats.categories == {"police": 1, "stability": 1}
    assert stats.origins == {"descriptive": 2}
    assert stats.share(stats.with_sources) == 0
    assert count_words([]).share(0) == 0
    assert stats.record()["spellings"] == 1
