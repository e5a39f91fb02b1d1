"""Repeated paragraphs are marked; headings and formulae that recur by right are not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.document import Document, Paragraph
from zhengming.documents.read import read_document
from zhengming.documents.repeats import mark_repeats

A = "全县各级综治中心严格落实矛盾纠纷排查制度，做到底数清、情况明。"
B = "县委政法委会同有关部门开展专项督查，对工作不力的乡镇通报批评。"


def document(*lines: str) -> Document:
    paragraphs = []
    at = 0
    for line in lines:
        paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Document("0" * 64, "a", "text", "\n".join(lines), tuple(paragraphs))


def repeats(*lines: str) -> list[bool]:
    return [p.repeat for p in mark_repeats(document(*lines)).paragraphs]


def test_the_second_of_two_is_marked() -> None:
    assert repeats(A, B, A) == [False, False, True]


def test_a_short_line_is_marked_only_beside_a_repeat() -> None:
    assert repeats("工作成效", A, "工作成效", B) == [False, False, False, False]
    assert repeats("工作成效", A, B, "工作成效", A) == [False, False, False, True, True]


def test_the_same_text_broken_differently_is_found() -> None:
    assert repeats(A + B, A, B) == [False, True, True]


def test_a_text_with_a_new_end_is_not_a_repeat() -> None:
    assert repeats(A, A[:16] + "其后由公安机关依法处理，并及时向社会公布结果。") == [False, False]


def test_half_of_a_seed_is_repeated(seeds: list[Path]) -> None:
    shares = []
    for seed in seeds:
        read = read_document(seed)
        shares.append(sum(p.end - p.start for p in read.paragraphs if p.repeat) / len(read.text))
    assert shares[0] > 0.4
    assert max(shares[1:]) < 0.05


@given(st.lists(st.sampled_from([A, B, "短句", "工作成效", A + B])))
def test_a_first_occurrence_is_never_marked(lines: list[str]) -> None:
    for at, repeat in enumerate(repeats(*lines)):
        assert not (repeat and not any(lines[at] in earlier for earlier in lines[:at]))
