"""What a slogan contains: every part that a document spells out, and none that it does not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhengming.find.slogans.expand import expand
from zhengming.find.slogans.shortforms import short_forms
from zhengming.find.slogans.slogan import numbers

CASES = Path(__file__).resolve().parents[1] / "cases" / "slogans.tsv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["text"][:20])
def test_parts(case: dict[str, str]) -> None:
    text = case["text"].replace("\\n", "\n")
    found = expand(text)
    if not case["term"]:
        assert found == ()
        return
    (one,) = [f for f in found if f.term == case["term"]]
    parts = [f"{p.group}:{p.text}" if p.group else p.text for p in one.parts]
    assert parts == case["parts"].split("|")
    assert ";".join(":".join(map(str, d)) for d in one.disagrees) == (case["disagrees"] or "")
    assert all(text[p.start : p.end] == p.text for p in one.parts)


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
    assert numbers("五个进一步") == [("五个进一步", 5)]
    assert numbers("十四个坚持") == [("十四个坚持", 14)]
    for nothing in ("平安建设", "十四五", "八五普法", "二线", "三级功勋章"):
        assert numbers(nothing) == []


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("印发《县委政法委工作规则》(以下简称《规则》),", "县委政法委工作规则", "规则"),
        ("成立社会治安综合治理委员会(简称综治委)", "社会治安综合治理委员会", "综治委"),
        ("成立平安建设领导小组,简称“平安组”", "平安建设领导小组", "平安组"),
        ("市委平安建设领导小组办公室,以下简称平安办,", "市委平安建设领导小组办公室", "平安办"),
        ("县局发布全面推进校园安全的意见(以下简称《意见》),", "全面推进校园安全的意见", "意见"),
        ("法庭、司法所、派出所(以下统称站所)要", "法庭、司法所、派出所", "站所"),
        ("这里说的稳评,全称是社会稳定风险评估,", "社会稳定风险评估", "稳评"),
        ("设立社会治安综合治理中心(综治中心)", "社会治安综合治理中心", "综治中心"),
        ("建成综治中心(社会治安综合治理中心)", "社会治安综合治理中心", "综治中心"),
    ],
)
def test_short_forms(text: str, full: str, short: str) -> None:
    (found,) = short_forms(text)
    assert (found.full, found.short) == (full, short)
    assert text[found.start : found.end] == short
    assert text[found.full_start : found.full_end] == full


@pytest.mark.parametrize(
    "text",
    [
        "今年以来(以下简称本年)",
        "在各村(社区)、乡镇(街道)",
        "法官(检察官)助理",
        "县人民法院(法院)",
        "开展执法监督(案件评查)",
        "对《决定》(2019年修订,以下简称《决定》)",
    ],
)
def test_a_bracket_is_no_short_form_without_its_full_form(text: str) -> None:
    assert short_forms(text) == ()


def test_the_same_parts_in_another_order_are_a_second_spelling() -> None:
    text = "以社区化、网格化、信息化为方向。对网格化、信息化、社区化“三化”建设提出办法。"
    spellings = [[p.text for p in f.parts] for f in expand(text)]
    assert sorted(spellings) == [["社区化", "网格化", "信息化"], ["网格化", "信息化", "社区化"]]


def test_a_group_that_was_spelled_out_is_known_alone() -> None:
    text = (
        "推行“两化两无”,以网格化为基础;以信息化为支撑,创建“无案乡镇、无访村居”。\n抓实“两无”创建。"
    )
    found = {f.term: [p.text for p in f.parts] for f in expand(text)}
    assert found["两无"] == ["无案乡镇", "无访村居"]
    assert found["两化两无"] == ["网格化", "信息化", "无案乡镇", "无访村居"]
