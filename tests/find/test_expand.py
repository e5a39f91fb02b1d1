"""What a slogan contains: every part that a document spells out, and none that it does not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhengming.find.expand import expand, numbers, short_forms

CASES = Path(__file__).resolve().parents[1] / "cases" / "slogans.tsv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["text"][:20])
def test_parts(case: dict[str, str]) -> None:
    found = expand(case["text"])
    if not case["term"]:
        assert found == ()
        return
    assert [f.term for f in found] == [case["term"]]
    (one,) = found
    parts = [f"{p.group}:{p.text}" if p.group else p.text for p in one.parts]
    assert parts == case["parts"].split("|")
    assert ";".join(":".join(map(str, d)) for d in one.disagrees) == (case["disagrees"] or "")
    assert all(case["text"][p.start : p.end] == p.text for p in one.parts)


def test_groups_spelled_out_in_different_places() -> None:
    text = (
        "形成了“两型三网”格局。\n推进平安型、服务型、共建型、开放型“四型”社区。\n"
        "“三网恢恢”。建成“天网”工程、“地网”工程和“人网”工程。"
    )
    composed = next(f for f in expand(text) if f.term == "两型三网")
    # 四型 is not 两型: only the group that is really spelled out gets parts.
    assert [(p.group, p.text) for p in composed.parts] == [
        ("三网", "天网"),
        ("三网", "地网"),
        ("三网", "人网"),
    ]


def test_numbers() -> None:
    assert numbers("四型五网六队") == [("四型", 4), ("五网", 5), ("六队", 6)]
    assert numbers("平安建设") == []


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("印发《县委政法委工作规则》(以下简称《规则》),", "县委政法委工作规则", "规则"),
        ("成立社会治安综合治理委员会(简称综治委)", "社会治安综合治理委员会", "综治委"),
        ("成立平安建设领导小组,简称“平安组”", "平安建设领导小组", "平安组"),
    ],
)
def test_short_forms(text: str, full: str, short: str) -> None:
    (found,) = short_forms(text)
    assert (found.full, found.short) == (full, short)
    assert text[found.start : found.end] == short
    assert text[found.full_start : found.full_end] == full


def test_a_short_form_without_its_full_form_is_left_alone() -> None:
    assert short_forms("今年以来(以下简称本年)") == ()
