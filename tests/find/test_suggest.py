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


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("惠民县人民法院", "Huimin County People's Court"),
        ("衡水市公安局局长", "Director of the Hengshui Public Security Bureau"),
        ("河北省委书记", "Secretary of the Hebei Provincial Party Committee"),
        ("西藏自治区公安厅", "Tibet Autonomous Region Public Security Department"),
        ("海南省公安厅", "Hainan Provincial Public Security Department"),
        (
            "中共永州市委政法委",
            "Political and Legal Affairs Commission of the Yongzhou Municipal Party Committee",
        ),
        ("检察机关公益诉讼", "public-interest litigation of procuratorial organs"),
        ("国务院秘书长", "secretary-general of the State Council"),
        ("党工委书记", "secretary of the Party working committee"),
    ],
)
def test_english_order(suggester: Suggester, term: str, english: str) -> None:
    assert suggester.suggest(term)[0].en == english


@pytest.mark.parametrize("term", ["新时代反腐败", "社会治安维稳", "莫某县人民法院", "全市人民法院"])
def test_what_english_does_not_say_so_has_no_suggestion(suggester: Suggester, term: str) -> None:
    assert suggester.suggest(term) == ()
