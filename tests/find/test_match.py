"""Known terms in text: exact places, in either script, whatever lies between the characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.find.match import Matcher
from zhengming.text import automaton
from zhengming.text.hanzi import fold, view

FORMS = [
    ("政法委", ["a"]),
    ("政法委员会", ["b"]),
    ("平安建设", ["c"]),
    ("信访", ["d"]),
    ("四型五网", ["e"]),
    ("AI", ["f"]),
]
TEXTS = st.lists(
    st.sampled_from(
        [
            "政法委",
            "政法委員會",
            "政法委员会",
            "平安建設",
            "信訪",
            "四型",
            "五网",
            "“",
            "”",
            "\u200b",
            "\n",
            "的",
            "A",
            "AI",
        ]
    ),
    max_size=20,
).map("".join)


@pytest.fixture(params=["daachorse", "portable"])
def matcher(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Matcher:
    if request.param == "portable":
        monkeypatch.setattr(automaton, "find_spec", lambda name: None)
    return Matcher(FORMS)


def surfaces(matcher: Matcher, text: str) -> list[str]:
    return [m.surface for m in matcher.find(text)]


def test_longest_wins_and_scripts_meet(matcher: Matcher) -> None:
    assert surfaces(matcher, "縣政法委員會與信訪局") == ["政法委員會", "信訪"]


def test_overlapping_reports_the_inner_term_too(matcher: Matcher) -> None:
    assert {m.entries for m in matcher.find_overlapping("政法委员会")} == {("b",), ("a",)}


def test_a_match_covers_what_lies_inside_it(matcher: Matcher) -> None:
    assert surfaces(matcher, "推进“平安”建设") == ["“平安”建设"]
    assert surfaces(matcher, "政\u200b法\n委") == ["政\u200b法\n委"]


def test_latin_terms_match_whole_words_only(matcher: Matcher) -> None:
    assert surfaces(matcher, "FAIR AI，ＡＩ技术") == ["AI", "ＡＩ"]


@given(TEXTS)
def test_every_match_stands_where_it_says(text: str) -> None:
    matcher = Matcher(FORMS)
    for found in (*matcher.find(text), *matcher.find_overlapping(text)):
        assert text[found.start : found.end] == found.surface
        assert view(found.surface).key in matcher.keys


@given(TEXTS)
def test_longest_matches_do_not_overlap(text: str) -> None:
    found = Matcher(FORMS).find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    raw = Matcher(FORMS).hits(view(text))
    assert all(a[1] <= b[0] for a, b in pairwise(raw))


def test_nothing_to_find() -> None:
    assert Matcher([]).find("政法委") == []
    assert Matcher([]).find_overlapping("政法委") == []
    assert Matcher(FORMS).find("") == []


def test_forms_that_fold_alike_share_their_entries() -> None:
    both = Matcher([("信访", ["a"]), ("信訪", ["b"])])
    assert both.find("信訪")[0].entries == ("a", "b")
    assert fold("信訪") in both.keys
