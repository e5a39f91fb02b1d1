"""English composed from entries, with its basis; none where nothing supports one."""

from __future__ import annotations

import pytest

from zhengming.find.suggest import Suggester, pinyin_name
from zhengming.words.glossary import load_glossary


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(load_glossary(user=False))


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("永州市中级人民法院", "Yongzhou Intermediate People's Court"),
        ("喀什地区中级人民法院", "Kashgar Prefecture Intermediate People's Court"),
        ("西安市司法局", "Xi'an Justice Bureau"),
    ],
)
def test_organisations(suggester: Suggester, term: str, english: str) -> None:
    (one, *_) = suggester.suggest(term)
    assert one.en == english
    assert "entry" in one.basis


def test_a_local_name_goes_before_pinyin(suggester: Suggester) -> None:
    (one, *_) = suggester.suggest("和田地区公安局")
    assert one.en.startswith("Hotan Prefecture")
    assert "established form" in one.basis


@pytest.mark.parametrize("term", ["丽景社区", "城乡社区治理水平", "阿卜杜拉", "智慧衡水云", ""])
def test_nothing_is_invented(suggester: Suggester, term: str) -> None:
    assert suggester.suggest(term) == ()


def test_pinyin_names() -> None:
    assert pinyin_name("衡水") == "Hengshui"
