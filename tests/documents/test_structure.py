"""Paragraphs and headings of plain text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhengming.documents.structure import paragraphs

from .conftest import Desk

BODY = "今年以来，全县政法机关坚持党对政法工作的绝对领导，扎实推进平安建设各项工作。"


def kinds(desk: Desk, *lines: str) -> list[tuple[str, int]]:
    return [(p.kind, p.level) for p in desk.read("a.txt", "\n".join(lines)).paragraphs]


def test_title_and_numbered_headings(desk: Desk) -> None:
    lines = (
        "青柳县工作报告",
        BODY,
        "一、主要做法",
        BODY,
        "（一）强化排查",
        BODY,
        "（二）一是强化排查，二是加强督导。",
    )
    assert kinds(desk, *lines) == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0),
        ("heading", 3), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_signature_a_byline_and_an_office_are_no_headings(desk: Desk) -> None:
    assert (
        kinds(desk, "青柳县某局局长 某某某", "来源：本网", BODY, "中共青柳县委政法委员会")
        == [("paragraph", 0)] * 4
    )


def test_a_text_wrapped_at_a_width_is_put_together() -> None:
    lines = [f"今年以来全县政法机关扎实推进平安建设各项工作第{i:02d}" for i in range(10)]
    text = "\n".join(lines) + "\n上述工作取得成效。\n\n下一段。"
    assert [text[a:b].count("\n") for a, b in paragraphs(text)] == [10, 0]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "\n".join([BODY] * 8)
    assert len(paragraphs(text)) == 8


@given(st.text(st.sampled_from("政法委。，\n\r\t \u3000\u2028a1")), st.booleans())
def test_spans_are_in_order_and_cover_all_that_is_no_space(text: str, wrapped: bool) -> None:
    spans = paragraphs(text, wrapped=wrapped)
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
