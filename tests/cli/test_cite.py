"""`zhengming cite` on real files: both scripts, a PDF with printed labels, a footnote of a DOCX."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from zhengming.base.places import words_dir
from zhengming.cli import run
from zhengming.documents.read import read_document


def cited(path: Path, passage: str, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    text = read_document(path).text
    start = text.index(passage)
    assert run(["cite", f"{path}:{start}-{start + len(passage)}", *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("passage", ["县委政法委推进平安建设", "縣委政法委推進平安建設"])
def test_a_passage_in_each_script(
    passage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{passage}。", encoding="utf-8")
    note = cited(path, passage, capsys)
    assert f"“{passage}”" in note
    assert hashlib.sha256(path.read_bytes()).hexdigest() in note


def test_a_converted_form_follows_the_original(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("县公安局维护稳定。", encoding="utf-8")
    note = cited(path, "维护稳定", capsys, "--to", "tw")
    assert note.index("维护稳定") < note.index("script converted: “維護穩定”")


def test_a_pdf_gives_its_printed_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer)
    for words in ("青柳县政法工作简报第一期", "群众安全感不断提升"):
        sheet.setFont("STSong-Light", 12)
        sheet.drawString(50, 700, words)
        sheet.showPage()
    sheet.addPageLabel(0, style="ROMAN_LOWER")
    sheet.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(buffer.getvalue())
    assert "p. ii" in cited(path, "群众安全感", capsys, "--style", "un")


def test_a_footnote_of_a_docx_says_that_it_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = (words_dir() / "samples").glob("*.docx")
    document = read_document(path)
    note = next(p for p in document.paragraphs if p.kind == "footnote")
    said = cited(path, document.text[note.start : note.end][:12], capsys)
    assert "footnote" in said


def test_a_passage_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("政法", encoding="utf-8")
    assert run(["cite", f"{tmp_path / 'a.txt'}:0-99"]) == 2
    assert run(["cite", str(tmp_path / "a.txt")]) == 2
