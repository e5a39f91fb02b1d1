"""The search key and the view: 1:1, either script, and always a way back to the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.places import data_dir
from zhengming.text.foldtable import format_fold_table, make_fold_table
from zhengming.text.hanzi import CLOSING, INVISIBLE, OPENING, count_han, fold, is_han, view

MIXED = st.text(
    st.sampled_from(
        '政法委員会会复覆複著着于於范範𠮷㗎A１ \n\r\u3000。“”「」"\u200b\ufe00\u00ad\ufeff'
    ),
    max_size=60,
)


def test_the_shipped_table_is_what_the_recipe_makes() -> None:
    shipped = (data_dir() / "fold.txt").read_text("utf-8")
    assert format_fold_table(make_fold_table()) == shipped


def test_both_scripts_meet() -> None:
    pairs = [
        ("維護穩定", "维护稳定"),
        ("政治覺悟", "政治觉悟"),
        ("裡應外合", "裏應外合"),
        ("瞭解著作", "了解着作"),
        ("⻅證⺠警⾏政⽂件", "见证民警行政文件"),  # radicals in the place of characters
        ("豈", "岂"),  # a compatibility ideograph
        ("衞生", "卫生"),
        ("１１０ＡＩ", "110AI"),
    ]
    assert all(fold(a) == fold(b) for a, b in pairs)


def test_surnames_that_only_look_alike_stay_apart() -> None:
    assert fold("余") != fold("于")


@given(st.text(max_size=80))
def test_fold_keeps_every_offset_and_settles(text: str) -> None:
    key = fold(text)
    assert len(key) == len(text)
    assert fold(key) == key


@given(st.text(min_size=2100, max_size=2400))
def test_long_and_short_texts_fold_alike(text: str) -> None:
    assert fold(text) == "".join(fold(ch) for ch in text)


@given(MIXED)
def test_a_view_points_at_the_original(text: str) -> None:
    seen = view(text)
    for i in range(len(seen.key)):
        start, end = seen.span(i, i + 1)
        assert fold(text[start:end]) == seen.key[i]


@given(MIXED)
def test_what_a_view_skips_is_never_a_letter(text: str) -> None:
    seen = view(text)
    kept = {seen.offset(i) for i in range(len(seen.key))}
    skipped = {text[i] for i in range(len(text)) if i not in kept}
    assert not any(ch.isalnum() for ch in skipped)


def test_two_quotations_in_a_row_are_two_words() -> None:
    assert "平安建设" not in view("“平安”“建设”").key
    assert "平安建设" in view("“平安”建设").key


def test_a_line_break_wraps_only_inside_a_paragraph() -> None:
    text = "政法\n委员会\n政法\n委"
    assert view(text, [(0, 6), (7, 9), (10, 11)]).key == "政法委员会\n政法\n委"


def test_every_invisible_character_is_skipped() -> None:
    for mark in ("\u200b", "\u2060", "\u00ad", "\ufe0f", "\U000e0100", "\u202e", "\ufeff"):
        assert view(f"政{mark}法").key == "政法"


def test_han() -> None:
    assert [is_han(ch) for ch in "政𠮷〇⻅A，"] == [True, True, True, True, False, False]
    assert count_han("政法A委") == 3


def test_quotation_marks_come_in_pairs() -> None:
    assert len(OPENING) == len(CLOSING)
    assert not set(OPENING) & set(INVISIBLE)
