"""The table of established place names: well formed, accounted for, and reached."""

from __future__ import annotations

import hashlib
import json
import re

import pytest

from zhengming.base.places import data_dir
from zhengming.find.suggest import LEVELS, Suggester
from zhengming.text.hanzi import fold, is_han
from zhengming.words.glossary import load_glossary

HEAD, *ROWS = [
    line.split("\t") for line in (data_dir() / "places.tsv").read_text("utf-8").splitlines()
]
RECIPE = json.loads((data_dir() / "places.recipe.json").read_text("utf-8"))
WHOLE = {*LEVELS.values(), "Banner"} - {""}


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(load_glossary(user=False))


def test_the_recipe_names_the_shipped_table() -> None:
    data = (data_dir() / RECIPE["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == RECIPE["sha256"]
    assert (len(data), len(ROWS)) == (RECIPE["bytes"], RECIPE["rows"])
    assert list(RECIPE["columns"]) == HEAD


def test_rows_are_well_formed() -> None:
    names = [row[0] for row in ROWS]
    assert len(names) == len(set(names))
    for hans, en, _, seen in ROWS:
        assert all(map(is_han, hans)), hans
        assert fold(hans) == hans
        assert re.fullmatch(r"[A-Z][A-Za-z'-]*( (\(?[A-Z][A-Za-z'-]*\)?|and))*", en), hans
        assert re.fullmatch(f"[{''.join(RECIPE['sources'])}]+", seen), hans


def test_every_row_is_reached(suggester: Suggester) -> None:
    """A row that no organisation's name can lead to says nothing."""
    for hans, en, *_ in ROWS:
        whole = any(en.endswith(" " + level) for level in WHOLE) or hans.endswith("市")
        (one, *_) = suggester.suggest(hans + ("" if whole else "市") + "公安局")
        assert one.en == f"{en} Public Security Bureau", hans
        assert "established form" in one.basis


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("陕西省", "Shaanxi Province"),
        ("山西省", "Shanxi Province"),
        ("内蒙古自治区", "Inner Mongolia Autonomous Region"),
        ("西藏自治区", "Tibet Autonomous Region"),
        ("新疆维吾尔自治区", "Xinjiang Uyghur Autonomous Region"),
        ("伊犁哈萨克自治州", "Ili Kazakh Autonomous Prefecture"),
        ("甘孜藏族自治州", "Garze Tibetan Autonomous Prefecture"),
        ("塔什库尔干塔吉克自治县", "Taxkorgan Tajik Autonomous County"),
        ("莎车县", "Yarkant (Shache) County"),
        ("和田市", "Hotan"),
        ("和田县", "Hotan County"),
        ("塔城地区", "Tarbagatay (Tacheng) Prefecture"),
        ("塔城市", "Qoqek (Tacheng)"),
        ("山南市", "Lhoka (Shannan)"),
        ("索县", "Sog County"),
        ("浚县", "Xun County"),
        ("萧县", "Xiao County"),
        ("辉县市", "Huixian"),
        ("锡林郭勒盟", "Xilingol League"),
        ("阿拉善左旗", "Alxa Left Banner"),
        ("福海县", "Burultokay (Fuhai) County"),
        ("福海街道", "Fuhai Subdistrict"),
    ],
)
def test_places(suggester: Suggester, place: str, english: str) -> None:
    (one, *_) = suggester.suggest(f"{place}公安局")
    assert one.en == f"{english} Public Security Bureau"


@pytest.mark.parametrize("place", ["本县", "全县", "我县", "长阳土家族自治县", "大厂回族自治县"])
def test_no_place_and_no_pinyin_of_a_people(suggester: Suggester, place: str) -> None:
    assert suggester.suggest(f"{place}公安局") == ()
