"""Whole files rewritten: the text changes, everything else keeps its bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.alignment import Alignment, Change, apply
from zhengming.base.errors import Refused, Unreadable, Usage
from zhengming.documents.language import follow
from zhengming.documents.rewrite import Changed, Manner, Rewriting, TextChange, rewrite
from zhengming.documents.spared import parse_protected, spared
from zhengming.documents.splice import settle
from zhengming.text.script import convert

from .samples import TYPES, docx, para, rels, zipped
from .shapes import HTML, SHAPES, SRT, TEXT, TMX, XLIFF1

TEXT_NODE = re.compile(rb">[^<]*<")
TAG = re.compile(r"zh-[A-Za-z-]+")


def to_tw(text: str) -> Changed:
    return convert(text, to="tw")


def to_hans(text: str) -> Changed:
    return convert(text, to="hans")


def made(folder: Path, name: str, data: bytes, change: TextChange, manner: Manner) -> Rewriting:
    path = folder / name
    path.write_bytes(data)
    result = rewrite(path, change, manner)
    assert path.read_bytes() == data, "the original is only read"
    return result


def parts(name: str, data: bytes) -> Mapping[str, bytes]:
    if not name.endswith((".docx", ".xlsx")):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def markup(data: bytes) -> list[bytes]:
    """What is left of markup without its text and its language tags."""
    bare = re.sub(rb"zh-[A-Za-z-]+", b"zh", data)
    return re.split(rb"(<[^>]*>)", TEXT_NODE.sub(b"><", bare))


@pytest.mark.parametrize("name", SHAPES)
def test_to_tw_and_back_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    there = made(tmp_path, name, SHAPES[name], to_tw, Manner("tw"))
    assert there.places
    assert there.data != SHAPES[name]
    back = made(tmp_path, f"back {name}", there.data, to_hans, Manner("hans"))
    assert parts(name, back.data) == parts(name, SHAPES[name])


@pytest.mark.parametrize("name", [n for n in SHAPES if n.endswith(("xlsx", "docx", "xlf", "tmx"))])
def test_only_text_and_language_tags_differ(name: str, tmp_path: Path) -> None:
    there = made(tmp_path, name, SHAPES[name], to_tw, Manner("tw"))
    before, after = parts(name, SHAPES[name]), parts(name, there.data)
    assert list(before) == list(after)
    if name == "wide.xlf":
        before = {"": before[""].decode("utf-16").encode()}
        after = {"": after[""].decode("utf-16").encode()}
    for part in before:
        if not part.endswith(".png"):
            assert markup(before[part]) == markup(after[part]), part


def text_of(name: str, tmp_path: Path, part: str = "", codec: str = "utf-8") -> str:
    there = made(tmp_path, name, SHAPES[name], to_tw, Manner("tw"))
    return parts(name, there.data)[part].decode(codec)


def test_a_word_split_over_runs_is_changed_in_all_of_them(tmp_path: Path) -> None:
    there = text_of("report.docx", tmp_path, "word/document.xml")
    assert "依照國</w:t>" in there
    assert "<w:t>家機</w:t>" in there
    assert ">關 的決定，<" in there


def test_docx_keeps_code_links_and_fields(tmp_path: Path) -> None:
    there = text_of("report.docx", tmp_path, "word/document.xml")
    for kept in ("http://www.example.cn/国务院<", " REF 书签门 \\h ", 'w:val="单位名称"'):
        assert kept in there
    assert "第三節" in there, "an address ends where the link ends"
    assert "<w:delText>對數" in there
    assert there.count("內部資料") == 2, "the drawing and its fallback"
    assert "&#x570B;務院 &amp; 辦公廳" in there, "a reference stays a reference"


def test_an_address_that_a_word_processor_cut_into_runs_is_whole(tmp_path: Path) -> None:
    data = docx(para("见https://example.cn/", "国家", " ，国家"))
    there = made(tmp_path, "a.docx", data, to_tw, Manner("tw"))
    document = parts("a.docx", there.data)["word/document.xml"].decode()
    assert "<w:t>国家</w:t>" in document
    assert "，國家" in document


def test_html_keeps_what_is_not_text(tmp_path: Path) -> None:
    there = text_of("page.html", tmp_path)
    for kept in (
        '<html lang="zh-TW">',
        'xml:lang="zh-Hant" data-x="机关"',
        "<title>縣級機關 &mdash; 通報</title>",
        '<script>var 国="国家";</script>',
        '<a href="/国/" title="国家">首頁</a>',
        "<code>审查 = 1</code>",
        '<span translate="no">华为技术</span>',
        '<span class="notranslate">华为</span>',
        '<i lang="ja">国会図書館</i>',
        "https://example.cn/wiki/国家。",
        "<!-- 国家 -->",
        '<img alt="机关" src="国.png">',
    ):
        assert kept in there
    assert "維<b>護社</b>會穩定" in there


def test_markdown_keeps_code_targets_and_labels(tmp_path: Path) -> None:
    there = text_of("notes.md", tmp_path)
    for kept in (
        '[^注释]，見[國務院](https://example.cn/国务院 "国家")與[办法][办法]',
        "`审查 国家`",
        '<span class="机关">意見</span>',
        "echo 国家",
        '[办法]: https://example.cn/办法 "办法"',
        "title: 通报",
        "依照**國家機**關規定",
    ):
        assert kept in there


def test_subtitles_keep_times_and_tags(tmp_path: Path) -> None:
    there = text_of("film.srt", tmp_path, codec="utf-8-sig")
    assert there == SRT.replace("国家机", "國家機").replace("关\r", "關\r").replace(
        "正在处理", "正在處理"
    ).replace("维护稳定", "維護穩定")


def test_xliff_changes_only_the_language_asked_for(tmp_path: Path) -> None:
    there = text_of("job.xlf", tmp_path)
    for kept in (
        '<g id="1">organs</g> 国</source>',
        '<ph id="2">&lt;国/&gt;</ph>',
        '<note xml:lang="en">check 国</note>',
        "<target>华为</target>",
        '<mrk mtype="protected">华为</mrk>辦公廳',
        'original="国家.docx"',
    ):
        assert kept in there
    assert '<target state="translated">國<g id="1">家機</g>關' in there
    assert "{国<sub>" in there, "a code is no text"
    assert "應當</sub>" in there, "text inside a code is"


def test_several_languages_must_be_told_apart(tmp_path: Path) -> None:
    both = XLIFF1.replace('source-language="en"', 'source-language="zh-HK"')
    with pytest.raises(Usage, match="zh-CN and zh-HK"):
        made(tmp_path, "a.xlf", both.encode(), to_tw, Manner("tw"))
    one = made(tmp_path, "a.xlf", both.encode(), to_tw, Manner("tw", only="zh-CN")).data.decode()
    assert 'source-language="zh-HK" target-language="zh-TW"' in one
    with pytest.raises(Usage, match="no text in fr"):
        made(tmp_path, "a.xlf", both.encode(), to_tw, Manner("tw", only="fr"))


def test_a_second_text_in_the_same_language_is_refused(tmp_path: Path) -> None:
    twin = TMX.replace("</tu>", '<tuv xml:lang="zh-TW"><seg>國家</seg></tuv></tu>')
    with pytest.raises(Refused, match="already holds a text in zh-TW"):
        made(tmp_path, "a.tmx", twin.encode(), to_tw, Manner("tw", only="zh-CN"))


def test_protected_terms_stay(tmp_path: Path) -> None:
    manner = Manner("tw", protect=("国家机关",))
    there = made(tmp_path, "report.docx", SHAPES["report.docx"], to_tw, manner)
    document = parts("a.docx", there.data)["word/document.xml"].decode()
    assert "依照国</w:t>" in document
    assert ">关 的決定" in document
    there = made(tmp_path, "film.srt", SHAPES["film.srt"], to_tw, Manner("tw", protect=("维护",)))
    assert "维护穩定" in there.data.decode("utf-8-sig")


def test_a_list_of_protected_terms() -> None:
    assert parse_protected("\ufeff# firm\n华为\n\n华为\n中兴 \n") == ("华为", "中兴")
    with pytest.raises(Unreadable, match="names nothing"):
        parse_protected("# only a remark\n")


def test_an_address_does_not_swallow_the_next_word() -> None:
    text = "见http://a.cn/b请看www.b.cn。写信到某@b.cn或a.b@c.cn处"
    kept = [text[a:b] for a, b in spared(text)]
    assert kept == ["http://a.cn/b", "www.b.cn", "a.b@c.cn"]


def test_words_of_unequal_length_go_to_their_first_run(tmp_path: Path) -> None:
    def longer(text: str) -> Changed:
        changes = [Change(m.start(), m.end(), "電腦程式") for m in re.finditer("程序", text)]
        new, alignment = apply(text, changes)
        return SimpleNamespace(text=new, alignment=alignment)

    data = docx(para("运行程", "<w:r><w:rPr><w:b/></w:rPr><w:t>序吧</w:t></w:r>", "一程序二"))
    there = made(tmp_path, "a.docx", data, longer, Manner())
    document = parts("a.docx", there.data)["word/document.xml"].decode()
    assert "运行電腦程式</w:t>" in document
    assert "<w:t>吧</w:t>" in document
    assert "一電腦程式二" in document
    assert there.places == 2


def test_nothing_is_torn_over_a_tab(tmp_path: Path) -> None:
    def joined(text: str) -> Changed:
        new, alignment = apply(text, [Change(0, 3, "和")])
        return SimpleNamespace(text=new, alignment=alignment)

    data = docx(para("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"))
    there = made(tmp_path, "a.docx", data, joined, Manner())
    assert parts("a.docx", there.data) == parts("a.docx", data)
    assert there.notes == (
        "1 places left as they are: a tab, a line break or a code stands inside",
    )


def test_a_broken_way_back_is_refused(tmp_path: Path) -> None:
    def broken(text: str) -> Changed:
        return SimpleNamespace(text=f"{text}多", alignment=Alignment())

    with pytest.raises(Refused, match="broken"):
        made(tmp_path, "a.txt", "甲乙".encode(), broken, Manner())


def refused(folder: Path, name: str, data: bytes, manner: Manner | None = None) -> str:
    with pytest.raises((Refused, Unreadable)) as caught:
        made(folder, name, data, to_tw, manner or Manner("tw"))
    assert name in caught.value.line()
    assert caught.value.remedy
    return caught.value.cause


def test_a_signed_file_is_refused(tmp_path: Path) -> None:
    more = {"_xmlsignatures/sig1.xml": "<x/>"}
    assert "signed" in refused(tmp_path, "a.docx", docx(para("国家"), more=more))


def test_names_that_lead_outside_are_refused(tmp_path: Path) -> None:
    more = {"../../etc/passwd": "x"}
    assert "lead out" in refused(tmp_path, "a.docx", docx(para("国家"), more=more))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(docx(para("国家")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(tmp_path, "a.docx", buffer.getvalue())


def test_a_dtd_and_xinclude_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "国">]>'
    assert "DTD" in refused(tmp_path, "a.docx", docx(para("国家"), prolog=bomb))
    inside = TMX.replace('"tmx14.dtd"', '"tmx14.dtd" [<!ENTITY a "国">]')
    assert "DTD" in refused(tmp_path, "a.tmx", inside.encode())
    drawn = XLIFF1.replace(
        "<note ",
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><note ',
    )
    assert "XInclude" in refused(tmp_path, "a.xlf", drawn.encode())
    unknown = TMX.replace("应当", "&outside;")
    assert "outside" in refused(tmp_path, "b.tmx", unknown.encode())


def test_formulas_that_name_text_are_refused(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>处理</t></is></c><c r="B1"><f>IF(A1="处理",1,0)</f><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r0"/></sheets></workbook>'
    )
    data = zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": rels(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": rels(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )
    assert "formulas" in refused(tmp_path, "a.xlsx", data)


def test_an_encoding_that_lacks_the_signs(tmp_path: Path) -> None:
    data = "維護社會穩定".encode("big5hkscs")
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(Refused, match="has no"):
        rewrite(path, to_hans, Manner("hans", encoding="big5"))
    manner = Manner("hans", encoding="big5", output_encoding="utf-8")
    there = rewrite(path, to_hans, manner)
    assert there.data.decode() == "维护社会稳定"
    page = HTML.replace("utf-8", "big5").replace("图", "圖").encode("big5hkscs", "replace")
    web = made(tmp_path, "a.html", page, to_hans, Manner("hans"))
    assert "references" in "".join(web.notes) or not web.places


def test_mixed_lines_are_refused(tmp_path: Path) -> None:
    mixed = "维护\n".encode() + "稳定\n".encode("gbk")
    assert "mixes encodings" in refused(tmp_path, "a.txt", mixed, Manner("tw", encoding="per-line"))


def test_formats_that_are_only_read_say_so(tmp_path: Path) -> None:
    assert "not rewritten" in refused(tmp_path, "a.rtf", b"{\\rtf1 abc}")


@pytest.mark.parametrize("tag", ["zh-CN", "zh-Hans", "zh-Hans-CN", "zh_CN", "zh-cn", "zh", "en-US"])
def test_language_tags_come_back(tag: str) -> None:
    for target in ("tw", "hk", "hant"):
        assert follow(follow(tag, target), "hans") == tag


@given(
    st.text("国家机关x \n"),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3), st.text("國關y", max_size=3))),
)
def test_a_change_taken_apart_leads_from_the_one_text_to_the_other(
    text: str, wishes: list[tuple[int, int, str]]
) -> None:
    changes: list[Change] = []
    at = 0
    for gap, length, new in wishes:
        start, end = at + gap, at + gap + length
        if end > len(text):
            break
        changes.append(Change(start, end, new))
        at = end + 1
    after, alignment = apply(text, changes)
    settled, rest = settle(text, after, alignment)
    assert len(settled) == len(text)
    assert apply(settled, rest)[0] == after


def test_plain_text_keeps_its_encoding_and_line_ends(tmp_path: Path) -> None:
    there = made(tmp_path, "a.txt", TEXT.encode("gb18030"), to_tw, Manner("tw"))
    assert there.data.decode("gb18030").splitlines()[0] == "關於維護社會穩定的通報"
    assert there.data.count(b"\r\n") == 3


def test_names_in_the_properties_are_said(tmp_path: Path) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Somebody</dc:creator></cp:coreProperties>'
    )
    data = docx(para("国家"), more={"docProps/core.xml": core})
    there = made(tmp_path, "a.docx", data, to_tw, Manner("tw"))
    assert "name people" in "".join(there.notes)
    assert "Somebody" not in "".join(there.notes)
