"""DOCX: what a reader sees comes as text; what happened to the rest is said."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.documents.flow import How
from zhengming.documents.formats import walk
from zhengming.documents.formats.docx import walk as walk_docx

from .conftest import Desk
from .samples import W, docx, para, rels


def texts(data: bytes) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(b.kind, b.text, b.marks) for b in walk("docx", data, How()).blocks]


def test_a_word_split_over_runs_is_whole() -> None:
    assert texts(docx(para("维护社会", "稳", "定"))) == [("paragraph", "维护社会稳定", ())]


def test_every_run_points_at_its_place_in_the_part() -> None:
    flow = walk_docx(docx(para("治安&amp;综合", "<w:r><w:tab/><w:t>治理 </w:t></w:r>")), How())
    (block,) = flow.blocks
    assert block.text == "治安&综合\t治理 "
    stands = [flow.parts[r.part][r.start : r.end] for r in block.runs]
    assert stands == ["治安", "&amp;", "综合", "", "治理 "]


def test_headings_tables_lists_and_captions_are_told_apart() -> None:
    styles = f"""<w:styles {W}>
      <w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
      <w:style w:styleId="mine"><w:name w:val="Mine"/><w:basedOn w:val="1"/></w:style>
      <w:style w:styleId="t"><w:name w:val="题注"/></w:style></w:styles>"""
    body = (
        para("通报", props='<w:pStyle w:val="mine"/>')
        + para("一项", props='<w:numPr><w:ilvl w:val="0"/></w:numPr>')
        + "<w:tbl><w:tr><w:tc>" + para("甲") + "</w:tc></w:tr></w:tbl>"
        + para("图一", props='<w:pStyle w:val="t"/>')
    )  # fmt: skip
    more = {
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": rels(("styles", "styles.xml")),
    }
    flow = walk("docx", docx(body, more=more), How())
    assert [(b.kind, b.level) for b in flow.blocks] == [
        ("heading", 1),
        ("list", 0),
        ("table", 0),
        ("caption", 0),
    ]


def test_notes_comments_and_headers_come_behind_the_text() -> None:
    def part(tag: str, body: str) -> str:
        return f"<w:{tag} {W}>{body}</w:{tag}>"

    more = {
        "word/footnotes.xml": part(
            "footnotes",
            f'<w:footnote w:type="separator" w:id="-1">{para()}</w:footnote>'
            f'<w:footnote w:id="2">{para("见该条例")}</w:footnote>',
        ),
        "word/comments.xml": part("comments", f'<w:comment w:id="0">{para("请核")}</w:comment>'),
        "word/header1.xml": part("hdr", para("内部资料")),
        "word/_rels/document.xml.rels": rels(
            ("footnotes", "footnotes.xml"), ("comments", "comments.xml"), ("header", "header1.xml")
        ),
    }
    flow = walk("docx", docx(para("正文"), more=more), How())
    assert [(b.text, b.kind, b.marks) for b in flow.blocks] == [
        ("正文", "paragraph", ()),
        ("内部资料", "paragraph", ("header",)),
        ("见该条例", "footnote", ()),
        ("请核", "paragraph", ("comment",)),
    ]
    assert flow.blocks[2].anchor == "word/footnotes.xml#2"


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{para('框内')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [t for _, t, _ in texts(docx(para("框外", run, "之后")))] == ["框外之后", "框内"]


def test_a_ruby_annotation_stays_out_of_the_word() -> None:
    run = (
        "<w:r><w:ruby><w:rt><w:r><w:t>hè</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>贺</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert texts(docx(para(run, "某")))[:2] == [
        ("paragraph", "贺某", ()),
        ("paragraph", "hè", ("ruby",)),
    ]


def test_text_hidden_by_a_style_is_marked() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    more = {
        "word/styles.xml": styles,
        "word/_rels/document.xml.rels": rels(("styles", "styles.xml")),
    }
    run = '<w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>暗</w:t></w:r>'
    assert texts(docx(para("明", run), more=more)) == [
        ("paragraph", "明", ()),
        ("paragraph", "暗", ("hidden",)),
    ]


def test_a_file_that_python_docx_wrote_is_read(desk: Desk) -> None:
    python_docx = pytest.importorskip("docx", reason="needs python-docx: pip install python-docx")
    made = python_docx.Document()
    made.add_heading("青柳县平安建设通报", 1)
    made.add_paragraph("各乡镇综治中心：")
    buffer = io.BytesIO()
    made.save(buffer)
    document = desk.read("a.docx", buffer.getvalue())
    assert document.text == "青柳县平安建设通报\n\n各乡镇综治中心："
    assert document.source.title == "青柳县平安建设通报"
    assert document.paragraphs[0].kind == "heading"


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8),
        max_size=6,
    )
)
def test_literal_runs_equal_their_source(pieces: list[str]) -> None:
    escaped = [p.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for p in pieces]
    flow = walk_docx(docx(para(*(f"<w:r><w:t>{e}</w:t></w:r>" for e in escaped))), How())
    for block in flow.blocks:
        for run in block.runs:
            source = flow.parts[run.part][run.start : run.end]
            assert run.text == source or source in ("&amp;", "&lt;", "&gt;")
