"""A marked copy: notes where they may stand, and nothing else changed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as docx_library
import pytest
from lxml import etree
from tests.documents.samples import docx, para
from tests.documents.shapes import SHAPES, TMX, XLIFF1, XLIFF2

from zhengming.base.errors import Exit
from zhengming.cli import run
from zhengming.documents.read import read_document

# 维稳: stability maintenance; 监视居住: residential surveillance.
BODY = para("关于维", "稳工作的通报", props='<w:pStyle w:val="1"/>') + para(
    "对其采取监视",
    "<w:r><w:rPr><w:i/></w:rPr><w:t>居住</w:t></w:r>",
    "措施，维稳办和维稳 &amp; 监视居住。",
)
NAMED = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>通报</dc:title><dc:creator>Somebody</dc:creator>'
    "<cp:lastModifiedBy>Somebody</cp:lastModifiedBy></cp:coreProperties>"
)
APP = "<Properties><Template>C:\\\\x.dotx</Template><Company>Firm</Company><Pages>1</Pages></Properties>"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def annotate(source: Path, target: Path, *options: str) -> bytes:
    before = source.read_bytes()
    assert run(["annotate", str(source), "-o", str(target), "--quiet", *options]) == Exit.DONE
    assert source.read_bytes() == before, "the original is only read"
    return target.read_bytes()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.docx"
    more = {"docProps/core.xml": NAMED, "docProps/app.xml": APP}
    path.write_bytes(docx(BODY, more=more))
    return path


def without_notes(document: bytes) -> list[tuple[str, str]]:
    """The text of each run with its look, runs that were cut put together again."""
    found: list[tuple[str, str]] = []
    for run_ in etree.fromstring(document).iter(f"{W}r"):
        text = "".join(t.text or "" for t in run_.iter(f"{W}t"))
        look = b"".join(etree.tostring(p) for p in run_.iter(f"{W}rPr")).decode()
        if run_.find(f"{W}footnoteReference") is not None or not text:
            continue
        if found and found[-1][1] == look:
            found[-1] = (found[-1][0] + text, look)
        else:
            found.append((text, look))
    return found


@pytest.mark.parametrize("kind", ["comments", "footnotes"])
def test_a_note_at_first_mention(report: Path, tmp_path: Path, kind: str) -> None:
    new = parts(annotate(report, tmp_path / "b.docx", "--notes", kind))
    old = parts(report.read_bytes())
    for part in new.values():
        if part.startswith(b"<"):
            etree.fromstring(part)
    assert without_notes(new["word/document.xml"]) == without_notes(old["word/document.xml"])
    notes = new[f"word/{kind}.xml"].decode()
    assert notes.count("stability maintenance") >= 1
    assert notes.count("监视居住") == notes.count("监视居住 / 監視居住") or kind == "comments"
    reference = "commentReference" if kind == "comments" else "footnoteReference"
    assert new["word/document.xml"].decode().count(reference) == len(
        re.findall(f"<w:{kind[:-1]} (?!w:type)", notes)
    )
    assert f"/word/{kind}.xml" in new["[Content_Types].xml"].decode()
    assert f'Target="{kind}.xml"' in new["word/_rels/document.xml.rels"].decode()


def test_the_note_stands_right_behind_the_term(report: Path, tmp_path: Path) -> None:
    data = annotate(report, tmp_path / "b.docx", "--notes", "footnotes")
    document = parts(data)["word/document.xml"].decode()
    assert re.search(r"<w:t>稳</w:t></w:r><w:r>.{0,80}<w:footnoteReference w:id=\"1\"/>", document)
    assert re.search(r"居住</w:t></w:r><w:r>.{0,80}<w:footnoteReference w:id=\"2\"/>", document)


def test_no_name_of_a_person_goes_along(report: Path, tmp_path: Path) -> None:
    new = parts(annotate(report, tmp_path / "b.docx", "--annex"))
    for name, part in new.items():
        assert b"Somebody" not in part, name
        assert b"Firm" not in part
        assert b"dotx" not in part
    assert "<dc:title>通报</dc:title>" in new["docProps/core.xml"].decode()


def test_every_mention_and_the_list_at_the_end(report: Path, tmp_path: Path) -> None:
    first = parts(annotate(report, tmp_path / "b.docx", "--first-only"))
    every = parts(annotate(report, tmp_path / "c.docx", "--every", "--annex"))
    count = [p["word/document.xml"].count(b"commentReference") for p in (first, every)]
    assert count[0] < count[1]
    document = every["word/document.xml"].decode()
    assert "Terms in this document" in document
    assert document.count("<w:tr>") >= 3


def test_existing_notes_and_closed_places(tmp_path: Path) -> None:
    source = tmp_path / "report.docx"
    source.write_bytes(SHAPES["report.docx"])
    new = parts(annotate(source, tmp_path / "b.docx", "--notes", "footnotes", "--every"))
    old = parts(SHAPES["report.docx"])
    document = new["word/document.xml"].decode()
    assert re.findall(r'footnoteReference w:id="(\d+)"', document)[0] != ""
    assert document.count('footnoteReference w:id="2"') == 1
    box = document[document.index("<w:txbxContent>") : document.rindex("</w:txbxContent>")]
    assert "footnoteReference" not in box
    deleted = document[document.index("<w:del ") : document.index("</w:del>")]
    assert "footnoteReference" not in deleted
    assert new["word/footnotes.xml"].startswith(old["word/footnotes.xml"][:-20])
    assert new["word/header1.xml"] == old["word/header1.xml"]
    assert new["word/media/picture.png"] == old["word/media/picture.png"]


def test_text_read_from_the_copy_is_the_same(report: Path, tmp_path: Path) -> None:
    annotate(report, tmp_path / "b.docx")
    before, after = read_document(report), read_document(tmp_path / "b.docx")
    assert after.text.startswith(before.text)


def test_only_a_docx_gets_word_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "a.txt"
    source.write_text("维稳工作", "utf-8")
    assert run(["annotate", str(source), "-o", str(tmp_path / "b.docx")]) == Exit.USAGE
    assert "need a DOCX" in capsys.readouterr().err
    assert run(["annotate", str(source), "-o", str(tmp_path / "b.odt")]) == Exit.USAGE


@pytest.mark.parametrize(
    ("name", "text", "note"),
    [
        (
            "a.xlf",
            XLIFF1.replace("处理<ept", "维稳<ept"),
            '</target><note from="Zhengming">维稳 = ',
        ),
        ("b.xlf", XLIFF2.replace("处理<mrk", "维稳<mrk"), '<unit id="u1"><notes><note>维稳 = '),
        ("c.tmx", TMX.replace("应当", "维稳"), '<tu tuid="1"><note>维稳 = '),
    ],
)
def test_units_get_notes_and_keep_their_bytes(
    tmp_path: Path, name: str, text: str, note: str
) -> None:
    source = tmp_path / name
    source.write_text(text, "utf-8")
    new = annotate(source, tmp_path / f"new-{name}").decode()
    assert note in new
    left = re.sub(r"<notes><note>维.*?</note></notes>|<note[^>]*>维.*?</note>", "", new)
    assert left == text
    etree.fromstring(new.encode())


def test_xliff_from_a_text_is_valid(tmp_path: Path, shared: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("维稳工作。对其采取监视居住<措施>。\n\n信访工作\n", "utf-8")
    data = annotate(source, tmp_path / "a.xlf")
    folder = shared / "schemas" / "xliff-2.1"
    names = {"document": "xliff_core_2.0.xsd", "glossary": "glossary.xsd"}
    imports = "".join(
        f'<xs:import namespace="urn:oasis:names:tc:xliff:{n}:2.0" schemaLocation="{folder}/{f}"/>'
        for n, f in names.items()
    )
    schema = etree.XMLSchema(
        etree.fromstring(
            f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
        )
    )
    tree = etree.fromstring(data)
    assert schema.validate(tree), schema.error_log
    namespaces = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
    marked = tree.xpath("//x:mrk[@type='term']", namespaces=namespaces)
    assert "监视居住" in [m.text for m in marked]
    joined = "".join("".join(s.itertext()) for s in tree.iter(f"{{{namespaces['x']}}}source"))
    assert joined == "维稳工作。对其采取监视居住<措施>。信访工作"


def test_first_only_in_records(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("维稳工作与维稳措施，维稳。\n", "utf-8")
    every = annotate(source, tmp_path / "a.jsonl").decode().count('"kind": "match"')
    first = annotate(source, tmp_path / "b.jsonl", "--first-only").decode().count('"kind": "match"')
    assert every > first >= 1


def word_document(path: Path) -> Path:
    """A document as Word's own template makes it: heading, bold inside a word, table, list."""
    document = docx_library.Document()
    document.add_heading("关于维稳工作的通报", 1)
    paragraph = document.add_paragraph("县公安局对个别人员采取监视")
    paragraph.add_run("居住").bold = True
    paragraph.add_run("措施，各级党委应当加强对重点人员的管控，防止矛盾上行。" * 4)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(1, 1).text = "单位", "移送审查调查"
    document.add_paragraph("关于信访工作的决定", style="List Bullet")
    document.save(str(path))
    return path


@pytest.mark.consumer
def test_comments_leave_the_page_as_it_is(tmp_path: Path) -> None:
    """LibreOffice renders the copy and the original to the same picture."""
    office, draw = shutil.which("soffice"), shutil.which("pdftoppm")
    if not office or not draw:
        pytest.skip(
            "needs LibreOffice and poppler: apt-get install libreoffice-writer poppler-utils"
        )
    report = word_document(tmp_path / "a.docx")
    annotate(report, tmp_path / "b.docx")
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    convert = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*convert, str(report), str(tmp_path / "b.docx")], check=True, capture_output=True
    )
    pictures = []
    for name in ("a", "b"):
        line = [draw, "-r", "60", "-f", "1", "-l", "1", "-png", "-singlefile"]
        subprocess.run([*line, str(tmp_path / f"{name}.pdf"), str(tmp_path / name)], check=True)
        pictures.append((tmp_path / f"{name}.png").read_bytes())
    assert pictures[0] == pictures[1]
