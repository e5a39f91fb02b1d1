"""Markdown, CSV, HTML, MHTML, RTF, ODT, XLSX, PDF: one small file each, made here."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from zhengming.base.document import Document
from zhengming.base.errors import Unreadable
from zhengming.documents.flow import Flow, How
from zhengming.documents.formats import walk

from .conftest import Desk
from .samples import pdf, zipped

OFFICE = " ".join(
    f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"'
    for p in ("text", "table", "office", "style")
)


def said(flow: Flow) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(b.kind, b.text, b.marks) for b in flow.blocks]


def parts(document: Document, kind: str) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind == kind]


class TestMarkdown:
    def test_structure(self, desk: Desk) -> None:
        document = desk.read(
            "a.md",
            "---\ntitle: 关于平安建设的通报\ndate: 2021-03-05\n---\n# 通报 #\n\n第一段\n续行\n\n- 一项\n\n"
            "| 甲 | 乙 |\n|---|---|\n\n小节\n----\n\n[^1]: 注释\n\n```\n# 不是标题\n```\n",
        )
        assert parts(document, "heading") == ["通报", "小节"]
        assert parts(document, "paragraph") == ["第一段\n续行", "# 不是标题"]
        assert parts(document, "list") == ["一项"]
        assert parts(document, "footnote") == ["注释"]
        assert (document.source.title, document.source.date) == ("关于平安建设的通报", "2021-03-05")

    def test_the_text_is_the_file(self, desk: Desk) -> None:
        text = "# 甲\r\n\r\n\u3000\u3000乙  \r\n"
        assert desk.read("a.md", text).text == text


class TestCsv:
    def test_a_record_may_hold_a_line_break(self, desk: Desk) -> None:
        document = desk.read("a.csv", '名称,说明\r\n综治中心,"第一行\n第二行"\r\n')
        assert parts(document, "table") == ["名称,说明", '综治中心,"第一行\n第二行"']


class TestHtml:
    def page(self, body: str, head: str = "") -> Flow:
        return walk("html", f"<html><head>{head}</head><body>{body}</body></html>".encode(), How())

    def test_wrapped_source_lines_do_not_tear_words(self) -> None:
        assert said(self.page("<p>维\n  护社会稳定，AT&amp;T\n 公司</p>")) == [
            ("paragraph", "维护社会稳定，AT&T 公司", ())
        ]

    def test_runs_stand_for_their_stretch_of_the_source(self) -> None:
        flow = self.page("<p>甲&nbsp;乙<b>丙</b></p>")
        (block,) = flow.blocks
        assert [flow.parts[""][r.start : r.end] for r in block.runs] == ["甲", "&nbsp;", "乙", "丙"]

    def test_menus_footers_and_rows_of_links_are_furniture(self) -> None:
        flow = self.page(
            '<div class="top-nav"><a>首页</a></div><h1>通报</h1><p>今年以来，全县政法机关推进平安建设。</p>'
            "<ul>" + "".join(f"<li><a>乡镇动态{i}</a>" for i in range(5)) + "</ul>"
            "<footer>版权所有</footer>"
        )
        kinds = [b.kind for b in flow.blocks]
        assert kinds == ["furniture", "heading", "paragraph", *["furniture"] * 5, "furniture"]

    def test_paragraphs_left_open_and_line_breaks_end(self) -> None:
        flow = self.page("<p>第一段<p>第二段<br>第三段<table><tr><td>甲<td>乙</table>")
        assert [b.text for b in flow.blocks] == ["第一段", "第二段", "第三段", "甲", "乙"]

    def test_facts_that_government_pages_carry(self, desk: Desk) -> None:
        head = (
            '<meta name="ArticleTitle" content="青柳县通报"><meta name="ContentSource" content="青柳县政法委">'
            '<meta name="PubDate" content="2021-03-05 10:20"><link rel="canonical" href="http://example.org/1">'
        )
        source = desk.read(
            "a.html", f"<html><head>{head}</head><body><p>正文在此。</p></body></html>"
        ).source
        assert (source.title, source.publisher, source.url) == (
            "青柳县通报",
            "青柳县政法委",
            "http://example.org/1",
        )

    def test_a_hiding_rule_of_the_page_hides(self) -> None:
        flow = self.page('<p>明<b class="x">暗</b></p>', "<style>.x {display: none}</style>")
        assert said(flow)[1] == ("paragraph", "暗", ("hidden",))

    @pytest.mark.parametrize("tail", ["<", "<a", '<a title="', "<!--", "<script>", "</", "<p><"])
    def test_a_page_cut_off_anywhere_ends(self, tail: str) -> None:
        assert said(self.page("<p>正文</p>" + tail))[0][1] == "正文"

    def test_the_encoding_of_the_meta_element_counts(self, desk: Desk) -> None:
        page = '<html><meta http-equiv="Content-Type" content="text/html; charset=big5"><p>綜治中心</p></html>'
        document = desk.read("a.html", page.encode("big5"))
        assert document.text == "綜治中心"
        assert document.decoding is not None
        assert (document.decoding.encoding, document.decoding.basis) == ("big5hkscs", "declared")


def test_mhtml_gives_page_url_and_day(desk: Desk) -> None:
    message = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        "Date: Fri, 5 Mar 2021 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PGgxPumAmuaKpTwvaDE+PHA+57u05oqk56S+5Lya56iz5a6a44CCPC9wPg==\r\n--B--\r\n"
    )
    document = desk.read("a.mht", message)
    assert document.text == "通报\n\n维护社会稳定。"
    assert document.source.url == "https://example.org/a"
    assert document.source.captured == "2021-03-05"


class TestRtf:
    def rtf(self, body: str) -> Flow:
        head = (
            r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset136 Ming;}}\f0 "
        )
        return walk("rtf", (head + body + "}").encode("ascii"), How())

    @staticmethod
    def hexed(text: str, encoding: str) -> str:
        return "".join(f"\\'{b:02x}" for b in text.encode(encoding))

    def test_both_character_sets_and_unicode(self) -> None:
        body = (
            self.hexed("综治", "gbk")
            + r"{\f1 "
            + self.hexed("綜治", "big5")
            + "}"
            + r"\u25919?\u-10174?\u-8265?\par"
        )
        flow = self.rtf(body)
        assert [b.text for b in flow.blocks] == ["综治綜治政𠮷"]

    def test_marks_notes_and_cells(self) -> None:
        flow = self.rtf(
            r"a{\v hid}{\deleted del}{\footnote note}b\par\trowd\intbl x\cell y\cell\row"
        )
        assert said(flow) == [
            ("paragraph", "ab", ()),
            ("paragraph", "del", ("deleted",)),
            ("paragraph", "hid", ("hidden",)),
            ("footnote", "note", ()),
            ("table", "x", ()),
            ("table", "y", ()),
        ]

    def test_pictures_and_fields_are_no_text(self) -> None:
        flow = self.rtf(
            r"a{\*\blipuid 00}{\pict 89504e47}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par"
        )
        assert [b.text for b in flow.blocks] == ["a7"]


def test_odt(desk: Desk) -> None:
    content = (
        f'<office:document-content {OFFICE}><office:automatic-styles><style:style style:name="H">'
        '<style:text-properties text:display="none"/></style:style></office:automatic-styles>'
        '<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        '<text:p>旧</text:p></text:deletion></text:changed-region><text:changed-region text:id="c2">'
        "<text:insertion/></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">通报</text:h>'
        '<text:p>维护<text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>社会<text:change-end text:change-id="c2"/>稳定'
        '<text:span text:style-name="H">暗</text:span><text:note><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>注释</text:p></text:note-body></text:note></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row>"
        "</table:table></office:text></office:body></office:document-content>"
    )
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    document = desk.read("a.odt", data)
    got = [(document.text[p.start : p.end], p.kind, p.marks) for p in document.paragraphs]
    assert got == [
        ("通报", "heading", ()),
        ("维护社会稳定", "paragraph", ("inserted",)),
        ("旧", "paragraph", ("deleted",)),
        ("暗", "paragraph", ("hidden",)),
        ("注释", "footnote", ()),
        ("甲", "table", ()),
    ]


def test_xlsx(desk: Desk) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["名称", "日期", "数"])
    sheet.append(["综治中心", datetime.date(2021, 3, 5), 12])
    sheet["A2"].comment = Comment("请核", "某人")
    hidden = book.create_sheet("暗")
    hidden.append(["暗文"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    document = desk.read("a.xlsx", buffer.getvalue())
    got = [(document.text[p.start : p.end], p.marks, p.anchor) for p in document.paragraphs]
    assert got == [
        ("名称\t日期\t数", (), "台账!1"),
        ("综治中心\t2021-03-05\t12", (), "台账!2"),
        ("请核", ("comment",), "台账!A2"),
        ("暗文", ("hidden",), "暗!1"),
    ]


class TestPdf:
    LINES = (
        "今年以来，全县政法机关坚持以平安建设为抓手，扎实推进社会治",
        "安综合治理各项工作，健全完善网格化服务管理，全力维护社会稳",
        "定，人民群众安全感不断提升。",
    )

    def pdf(self, pages: int = 3, *, picture_only: tuple[int, ...] = ()) -> bytes:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        buffer = io.BytesIO()
        sheet = canvas.Canvas(buffer)
        for number in range(pages):
            if number in picture_only:
                sheet.drawImage(ImageReader(Image.new("RGB", (4, 4))), 10, 10, 200, 200)
            else:
                sheet.setFont("STSong-Light", 12)
                sheet.drawString(50, 800, "青柳县政法工作简报")
                for at, line in enumerate(self.LINES):
                    sheet.drawString(50, 760 - 20 * at, f"{number + 1}、{line}" if not at else line)
                sheet.drawString(300, 30, f"— {number + 1} —")
            sheet.showPage()
        sheet.addPageLabel(0, style="ROMAN_LOWER")
        sheet.save()
        return buffer.getvalue()

    def test_text_pages_and_printed_labels(self, desk: Desk) -> None:
        document = desk.read("a.pdf", self.pdf())
        assert [p.label for p in document.pages] == ["i", "ii", "iii"]
        assert document.pages[0].end == document.pages[1].start
        assert document.pages[-1].end == len(document.text)
        assert document.text[document.pages[1].start :].startswith("青柳县政法工作简报\n2、")

    def test_wrapped_lines_make_paragraphs_and_running_heads_are_furniture(
        self, desk: Desk
    ) -> None:
        document = desk.read("a.pdf", self.pdf())
        assert [p.kind for p in document.paragraphs] == ["furniture", "paragraph", "furniture"] * 3
        assert parts(document, "paragraph")[0] == "1、" + "\n".join(self.LINES)

    def test_scans_are_named_with_the_way_out(self, desk: Desk) -> None:
        document = desk.read("a.pdf", self.pdf(4, picture_only=(1, 2)))
        (loss,) = [x for x in document.losses if x.kind == "scan"]
        assert loss.detail == "pages 2-3 are scans without text"
        assert "OCRmyPDF" in loss.remedy
        assert (
            document.pages[1].start == document.pages[1].end
            or document.text[document.pages[1].start : document.pages[1].end].isspace()
        )

    def test_a_font_that_names_no_characters_gives_no_wrong_ones(self, desk: Desk) -> None:
        font = (
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
            b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/DW 1000>>]>>"
        )
        content = b"BT /F 12 Tf 50 500 Td <653F6CD59000> Tj ET"
        bodies = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
            font,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ]
        with pytest.raises(Unreadable) as caught:
            desk.read("a.pdf", pdf(*bodies))
        assert caught.value.cause.startswith("page 1 has no readable text")
        assert "OCRmyPDF" in caught.value.remedy
