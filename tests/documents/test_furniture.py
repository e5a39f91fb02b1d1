"""Furniture by kinds of words: every line of cases/furniture.tsv, and seeds nobody tuned it to."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengming.documents.furniture import is_furniture
from zhengming.documents.read import read_document

from .conftest import Desk

CASES = Path(__file__).parent.parent / "cases" / "furniture.tsv"
LINES = [line.split("\t", 1) for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("expected", "line"), LINES)
def test_line(expected: str, line: str) -> None:
    assert is_furniture(line) is (expected == "yes")


def test_it_is_marked_and_stays_in_the_text(desk: Desk) -> None:
    text = "您的位置：首页>时政>正文\n青柳县平安建设见闻\n全县乡镇综治中心实现全覆盖，群众安全感不断提升，小事不出村，矛盾不上交。\n打印 关闭\n"
    document = desk.read("a.txt", text)
    assert document.text == text
    assert [p.kind for p in document.paragraphs] == [
        "furniture",
        "heading",
        "paragraph",
        "furniture",
    ]


def test_a_file_of_nothing_but_buttons_keeps_its_text(desk: Desk) -> None:
    assert desk.read("a.txt", "首页\n打印\n").paragraphs[0].kind == "paragraph"


def test_seeds(seeds: list[Path]) -> None:
    counts = [sum(p.kind == "furniture" for p in read_document(s).paragraphs) for s in seeds]
    assert counts == [4, 0, 0, 7, 0]
