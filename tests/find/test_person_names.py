"""Names of persons are kept apart: those of the people a case is about above all."""

from __future__ import annotations

import pytest

from zhengming.base.document import Document, Paragraph
from zhengming.find.extract import extract
from zhengming.find.persons import find_names

# Invented persons.
CASES = [
    ("犯罪嫌疑人欧阳晓棠,女,1985年生。", "欧阳晓棠"),  # suspect
    ("上访人员赵铁桩、魏翠屏等人到县信访局反映情况。", "魏翠屏"),  # petitioners, in a row
    ("魏翠屏被训诫。被告人魏翠屏不服。", "魏翠屏"),  # defendant
    ("综治办主任申屠国梁(男,汉族)说", "申屠国梁"),  # a double surname
    ("被告人阿卜杜拉·买买提明不服。", "阿卜杜拉·买买提明"),  # a Uyghur name
    ("审判长 夏侯玉竹,书记员 曲小燕。", "曲小燕"),  # presiding judge and clerk
    ("赵铁桩的妻子卢志岚被行政拘留。", "卢志岚"),  # wife
]
NO_NAMES = [
    "人民群众安全感不断提高。",
    "雪亮工程·平安乡村建设。",
    "党政治部主任会议",
    "有关部门负责人参加",
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_a_name_is_recognised(text: str, name: str) -> None:
    assert name in find_names(text)


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_are_no_names(text: str) -> None:
    assert find_names(text) == []


def test_neither_names_nor_pieces_of_them_are_terms() -> None:
    text = (
        "".join(text + "\n" for text, _ in CASES)
        + "“赵铁桩”等上访户被列为重点人员。欧阳晓棠专案组成立。"
    )
    document = Document("0" * 64, "a.txt", "text", text, (Paragraph(0, len(text)),))
    found = extract([document])
    pieces = ("赵铁桩", "铁桩", "欧阳晓棠", "晓棠", "阿卜杜拉", "买买提明")
    terms = [c.term for c in found.candidates]
    assert terms
    assert not [term for term in terms if any(piece in term for piece in pieces)]
