"""Machine localisation undone in context, and nothing else touched."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.alignment import apply
from zhengming.base.places import words_dir
from zhengming.text.script import identify, to_hant
from zhengming.text.wording import inspect, restore
from zhengming.text.wording.chances import chances, item_of, table, usually
from zhengming.text.wording.lattice import EDIT, Reading, choose, propose
from zhengming.text.wording.pairs import read_pairs
from zhengming.text.wording.slips import slip

# Own sentences. The first is mainland prose as a word processor localised it for Taiwan.
LOCALISED = (
    "縣委政法委加強政法綜治資訊化建設,各單位通過網路實現資訊共用,提高辦案品質。"
    "公安機關對重點物件開展排查,民警走訪群眾,縣司法局利用手機定位系統管理社區矯正物件。"
    "縣委要求各級黨委進行程式談話,嚴格按照程式辦事。"
)
MAINLAND = "县委政法委加强政法综治信息化建设,各单位通过网络实现信息共享,提高办案质量。"
TAIWAN = (
    "行政院為辦理國土規劃業務,特設國土管理署,掌理下列事項。內政部訂定資訊安全辦法,並報立法院備查。"
)


def test_a_localised_text_is_recognised_and_restored() -> None:
    result = restore(LOCALISED)
    assert result.verdict.verdict == "machine-localised"
    restored = {(e.surface, e.restored) for e in result.edits}
    assert {("資訊", "信息"), ("網路", "网络"), ("共用", "共享"), ("程式", "程序")} <= restored
    assert "信息共享" in result.text


def test_words_that_only_look_localised_stay() -> None:
    text = LOCALISED + "智慧社區建設有序推進,實現視頻監控全域覆蓋。他在戰線上工作。"
    assert "智慧社区" in restore(text).text
    assert "全域覆盖" in restore(text).text
    assert "战线上" in restore(text).text


def test_mainland_text_is_left_alone_in_either_script() -> None:
    for text in (MAINLAND, to_hant(MAINLAND, "tw")):
        result = restore(text)
        assert result.verdict.verdict == "mainland"
        assert not result.edits
        assert result.text == MAINLAND


def test_genuine_taiwan_text_is_left_alone_unless_asked() -> None:
    assert inspect(TAIWAN).verdict == "regional"
    assert not restore(TAIWAN).edits
    assert restore(TAIWAN, always=True).edits


def test_left_over_characters_become_simplified() -> None:
    assert restore("環博鼇檢查站").text == "环博鳌检查站"


@given(
    st.lists(
        st.sampled_from([LOCALISED, MAINLAND, TAIWAN, "\n", "𠮷", "\u200b", "档", "位元", "线上"]),
        max_size=5,
    )
)
def test_every_edit_stands_where_it_says(pieces: list[str]) -> None:
    text = "".join(pieces)
    result = restore(text, always=True)
    assert text.count("\n") == result.text.count("\n")
    for edit in result.edits:
        assert text[edit.start : edit.end] == edit.surface
        start, end = result.alignment.to_output(edit.start, edit.end)
        assert result.text[start:end] == edit.restored
    for doubt in result.doubts:
        assert text[doubt.start : doubt.end] == doubt.surface


def test_a_long_form_wins_over_a_short_one_inside_it() -> None:
    long = Reading(0, 4, "网际网路", "互联网", 0.6, (("互联网络", 0.38),))
    short = Reading(2, 4, "网路", "网络", 0.99, ())
    assert choose([short, long]) == [long]


def test_crossing_forms_are_told_apart_by_how_the_text_then_reads() -> None:
    # 視訊 (for 视频) and 訊號 (for 信号) cross in 電視訊號: 电视信号, a television signal
    assert "有线电视信号中断" in restore("有線電視訊號中斷", always=True).text


def test_chances_are_the_same_alone_and_in_a_longer_text() -> None:
    rows = {form: row for row, form in enumerate(read_pairs())}
    text = "推进资讯化建设"
    alone = chances(text, [(2, 4, rows["资讯"])])
    beside = chances(text + "\n" * 40 + text, [(2, 4, rows["资讯"]), (2, 4, rows["资讯"])])
    assert alone[0].tolist() == pytest.approx(beside[0].tolist())
    assert 0.9 < alone[0].sum() <= 1.0


def test_no_form_stands_for_itself() -> None:
    assert all(form not in localised.mainland for form, localised in read_pairs().items())


def test_applying_nothing_changes_nothing() -> None:
    assert apply(MAINLAND, [])[0] == MAINLAND


@pytest.mark.parametrize("text", ["", "\n\n", "no Chinese", "\ud800", "\x00政法"])
def test_odd_input_passes_through(text: str) -> None:
    assert len(restore(text).text) == len(text)


@pytest.mark.parametrize(
    ("snippet", "restored"),
    [
        (
            "行政機關違反正當程式作出的處罰決定應予撤銷",
            "行政机关违反正当程序作出的处罚决定应予撤销",
        ),
        ("政務服務大廳設立跨省通辦綜合視窗", "政务服务大厅设立跨省通办综合窗口"),
        ("全力支援民營經濟發展壯大", "全力支持民营经济发展壮大"),
    ],
)
def test_a_single_sentence_is_restored(snippet: str, restored: str) -> None:
    assert restore(snippet).text == restored


@pytest.mark.parametrize(
    "snippet", ["臺灣立法院三讀通過數位發展部組織法", "香港個人資料私隱專員公署展開調查"]
)
def test_a_sentence_about_taiwan_or_hong_kong_is_left_alone(snippet: str) -> None:
    found = restore(snippet)
    assert (found.verdict.verdict, found.edits, found.doubts) == ("regional", (), ())


def test_no_part_of_a_form_is_restored_alone() -> None:
    """Half of 位元币 restored would be 位币; the whole is asked about."""
    found = restore("兩枚位元幣被扣押")
    assert found.text == "两枚位元币被扣押"
    assert [(d.surface, d.alternatives[0]) for d in found.doubts] == [("位元幣", "比特币")]


def test_who_writes_a_part_writes_the_whole() -> None:
    whole = read_pairs()["智慧化"]
    part = read_pairs()["智慧"]
    kinds = whole.converters[whole.mainland.index("智能化")]
    assert part.converters[part.mainland.index("智能")] <= kinds


def test_a_slip_is_a_form_that_taiwan_would_not_write_there() -> None:
    assert slip("程式", "程序") > 2  # Taiwan's courts have 程序
    assert slip("资讯", "信息") == 0  # Taiwan writes 資訊 itself


def test_a_word_that_nobody_writes_needs_no_surroundings() -> None:
    """Prose shows 列印 and 位元组 hardly ever; a list of words and the counts say whose they are."""
    assert min(usually()[form] for form in ("列印", "硬碟", "资料夹", "计程车司机", "位元组")) > 0.9
    assert usually()["工作"] < 0.5


def test_the_bare_score_is_that_of_unknown_surroundings() -> None:
    items = np.array([item_of("资料"), item_of("影片")], np.uint64)
    readings = np.array([1 + len(read_pairs()[form].mainland) for form in ("资料", "影片")])
    bare = table().bare(items, readings)
    lost = "\ue000" * 40 + "资料" + "\ue000" * 40
    codes = np.frombuffer(lost.encode("utf-32-le"), np.uint32)
    there = table().scores(codes, np.array([40]), np.array([42]), items[:1], readings[:1])
    assert there[0, 1] == pytest.approx(bare[0, 1])


def test_a_document_s_habit_moves_what_is_open() -> None:
    """Where 建立 mostly stands for 创建, a place that says little is likelier to as well."""
    forms = list(read_pairs())
    open_place = "对建立"
    clear = "深入开展平安建立活动。"

    def last(text: str) -> float:
        at = text.rindex("建立")
        starts = [m for m in range(len(text)) if text.startswith("建立", m)]
        places = [(start, start + 2, forms.index("建立")) for start in starts]
        assert starts[-1] == at
        return float(chances(text, places)[-1].sum())

    assert last(clear * 8 + open_place) > last(clear + open_place)


def test_a_word_that_joins_its_neighbours_is_likelier() -> None:
    """低阶 before 别: only 低级 makes a word of it (级别)."""
    (reading,) = [r for r in propose("低阶别文物保护单位") if r.form == "低阶"]
    assert reading.word == "低级"
    assert reading.probability > EDIT


def test_what_a_wiki_writes_on_some_subjects_speaks_for_it_alone() -> None:
    """`?`: it may write the form; that the mainland word still stands says nothing against it."""
    pair = read_pairs()["开发中"]
    (may,), (always,) = pair.converters, pair.steady
    assert pair.mainland == ("发展中",)
    assert "mediawiki-tw" in may - always


def test_the_register_is_mainland_prose_in_simplified_script() -> None:
    for path in sorted((words_dir() / "wording" / "register").glob("*.txt")):
        text = path.read_text("utf-8")
        assert identify(text).variant == "hans", path.name
        assert inspect(text).verdict == "mainland", path.name
        lines = text.splitlines()
        assert len(lines) == len(set(lines)), path.name
