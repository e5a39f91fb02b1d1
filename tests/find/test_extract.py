"""Terms in documents: places of the original, one string for all its spellings, persons apart."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.eval.labelled import as_document

from zhengming.find.extract import Extraction, extract
from zhengming.words.decisions import Decision, Decisions
from zhengming.words.glossary import load_glossary

REPORT = """筑牢平安根基
河湾县公安局局长李向阳介绍,全县深入推进“雪亮工程”建设,制定《河湾县平安建设考核办法(试行)》,
构建社会治安防控体系。县委政法委推行“网格+警格”双网融合,做到早发现、早控制、早解决。
村“两委”成员参加人民调解,社区矫正对象无脱管现象。社会治安防控体系不断完善,人民调解扎实有效。
"""


WORDS = load_glossary(user=False)


def found(text: str, **options: object) -> Extraction:
    return extract([as_document(text, "report")], WORDS, **options)  # type: ignore[arg-type]


def test_terms_of_a_report() -> None:
    terms = [c.term for c in found(REPORT).candidates]
    for term in [
        "雪亮工程",
        "社会治安防控体系",
        "早发现、早控制、早解决",
        "人民调解",
        "社区矫正对象",
    ]:
        assert term in terms[:40]
    assert "河湾县平安建设考核办法(试行)" in terms


def test_quotation_marks_do_not_make_two_terms() -> None:
    text = "村“两委”成员到会。村两委成员到会。"
    one = [
        c for c in found(text).candidates if c.term.replace("“", "").replace("”", "") == "村两委"
    ]
    assert [o.surface for c in one for o in c.occurrences] == ["村“两委”", "村两委"]


def test_persons_are_kept_apart() -> None:
    result = found(REPORT)
    assert [p.term for p in result.persons] == ["李向阳"]
    assert not any("李向阳" in c.term for c in result.candidates)


def test_traditional_text_gives_mainland_terms_at_their_places() -> None:
    text = "市公安局推進社會治安防控體系建設,開展人民調解。"
    by_term = {c.term: c for c in found(text).candidates}
    assert by_term["社会治安防控体系"].occurrences[0].surface == "社會治安防控體系"


def test_a_break_inside_a_word_and_invisible_marks() -> None:
    text = "全县推进社会治安\u200b综合治理工作。"
    by_term = {c.term: c for c in found(text).candidates}
    assert by_term["社会治安综合治理"].occurrences[0].surface == "社会治安\u200b综合治理"


def test_repeats_do_not_count() -> None:
    document = as_document("县委政法委推进平安建设工作\n" * 2, "twice")
    first, second = document.paragraphs
    document = replace(document, paragraphs=(first, replace(second, repeat=True)))
    one = next(c for c in extract([document], WORDS).candidates if c.term == "平安建设")
    assert (one.count, len(one.occurrences)) == (1, 2)


def test_decisions_are_remembered() -> None:
    rejected = Decisions({"雪亮工程": Decision("雪亮工程", "reject")})
    assert "雪亮工程" not in {c.term for c in found(REPORT, decisions=rejected).candidates}
    many = ["天网工程", "安居工程", "民心工程"]
    liked = Decisions({t: Decision(t, "accept") for t in many})
    score = {c.term: c.score for c in found(REPORT).candidates}
    moved = {c.term: c.score for c in found(REPORT, decisions=liked).candidates}
    assert moved["雪亮工程"] > score["雪亮工程"]


def test_known_terms_are_named() -> None:
    result = found(REPORT, limit=30)
    assert len(result.candidates) == 30
    known = {c.term: c.known for c in result.candidates if c.known}
    assert "人民调解" in known


@pytest.mark.parametrize(
    "text", ["", "\n\n", "的", "plain English only, 123\n", "?!。,", "第" + "一二三" * 50]
)
def test_nothing_to_find(text: str) -> None:
    assert found(text).candidates == ()


def test_one_repeated_character() -> None:
    """H33: two million times the same character is no term."""
    assert found("的" * 200_000).candidates == ()


def test_numerals_take_linear_time() -> None:
    """H32: twice the numerals take less than three times as long."""

    def cost(n: int) -> float:
        text = "第" + "一二三四五六七八九十" * n
        best = 9.0
        for _ in range(2):
            begin = time.process_time()
            assert not [c for c in found(text).candidates if len(c.term) > 30]
            best = min(best, time.process_time() - begin)
        return best

    cost(1000)
    assert cost(20_000) < 3 * cost(10_000) + 0.3


PIECES = [
    "政法委",
    "平安",
    "建設",
    "“雪亮",
    "工程”",
    "《",
    "》",
    "(",
    ")",
    "、",
    "\n",
    "\u200b",
    "的",
    "A1",
    "𠮷",
    "，",
    "维稳",
    "縣",
    "\ufe00",
    "‘",
    "’",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=30)
def test_every_place_is_a_place_of_the_original(text: str) -> None:
    document = as_document(text, "mixed")
    result = extract([document], WORDS)
    for one in (*result.candidates, *result.persons):
        assert one.occurrences
        for o in one.occurrences:
            assert text[o.start : o.end] == o.surface
            assert o.surface.strip("\u200b\ufe00")
    for spelled in result.spelled_out:
        for o in (spelled.place, *(p for _, p in spelled.parts)):
            assert text[o.start : o.end] == o.surface


def test_the_same_input_gives_the_same_result() -> None:
    assert found(REPORT) == found(REPORT)
