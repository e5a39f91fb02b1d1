"""
Hostile and faulty files, as the reader meets them: each test makes its own (rows H01-H39).

For each: no traceback, no hang, one line that names file, cause and remedy, and the right exit.
"""

from __future__ import annotations

import io
import json
import socket
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.documents.samples import pdf

from zhengming.base.document import Document, Refusal
from zhengming.base.errors import Exit, Refused, Unreadable, ZhengmingError
from zhengming.documents.archive import END_RECORD, open_archive
from zhengming.documents.read import Reader, list_inputs, read_documents
from zhengming.documents.worker import Limits

from .conftest import Desk

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HANS = "中共青柳县委政法委员会关于维护社会稳定工作的通知"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(body: str, prolog: str = "", **more: str) -> bytes:
    document = f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **more})


def para(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def fails(desk: Desk, name: str, data: bytes, **options: object) -> ZhengmingError:
    """Read a file that must fail, check the form of the message, and that the batch goes on."""
    with pytest.raises(ZhengmingError) as caught:
        desk.read(name, data, **options)
    error = caught.value
    assert name in error.line()
    assert error.cause
    assert error.remedy
    assert "\n" not in error.line()
    desk.put("zz-good.txt", HANS)
    *_, last = read_documents([desk.folder])
    assert isinstance(last, Document)
    return error


# H01, H02: bombs


def test_h01_a_part_that_declares_300_mb_is_refused_before_it_is_inflated(desk: Desk) -> None:
    data = zipped({"word/document.xml": b" " * 300_000_000})
    assert len(data) < 400_000
    error = fails(desk, "a.docx", data)
    assert error.exit == Exit.REFUSED
    assert "unpacks to more than" in error.cause


def test_h01_a_part_that_lies_about_its_size_is_stopped(desk: Desk) -> None:
    data = bytearray(zipped({"word/document.xml": b" " * 140_000_000}))
    real = struct.pack("<L", 140_000_000)
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<L", 1000)
    error = fails(desk, "a.docx", bytes(data))
    assert error.exit == Exit.UNREADABLE
    assert "damaged zip" in error.cause


def test_h02_a_hundred_thousand_entries_are_refused_by_their_number(desk: Desk) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(70_000):
            archive.writestr(f"{number}", b"")
    data = buffer.getvalue()
    error = fails(desk, "a.docx", data)
    assert error.exit == Exit.REFUSED
    assert "entries" in error.cause
    # The list itself is not read on: refused by the end record alone.
    with pytest.raises(Refused, match="entries"):
        open_archive(data[data.rfind(END_RECORD) :])


def test_h02_an_end_record_that_counts_wrong_does_not_help(desk: Desk) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"{number}", b"")
    data = bytearray(buffer.getvalue())
    at = data.rfind(END_RECORD)
    data[at + 8 : at + 12] = struct.pack("<HH", 3, 3)
    assert fails(desk, "a.docx", bytes(data)).exit == Exit.REFUSED


# H03: names that climb


def test_h03_names_in_the_zip_are_never_used_as_paths(desk: Desk) -> None:
    names = ("../../climb.txt", "..\\climb.txt", "/etc/climb.txt")
    data = docx(para(HANS), "", **dict.fromkeys(names, "x"))
    assert desk.read("a.docx", data).text == HANS
    assert sorted(p.name for p in desk.folder.iterdir()) == ["a.docx"]
    assert not (desk.folder.parent.parent / "climb.txt").exists()


# H04-H07: XML

LAUGHS = '<!DOCTYPE lol [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "prolog",
    [
        LAUGHS,
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
    ],
    ids=["H04-laughs", "H05-file", "H06-outside", "H06-parameter"],
)
def test_h04_to_h06_a_dtd_is_refused_and_nothing_is_fetched(desk: Desk, prolog: str) -> None:
    error = fails(desk, "a.docx", docx(para("&b;" if prolog == LAUGHS else HANS), prolog))
    assert error.exit == Exit.REFUSED
    assert error.cause.startswith("contains a DTD: refused")


def test_h06_no_socket_is_opened(desk: Desk) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        place = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        fails(desk, "a.docx", docx(para(HANS), f'<!DOCTYPE x SYSTEM "{place}">'))
        desk.read(
            "b.html", f'<base href="{place}"><p>{HANS}</p><img src="{place}"><iframe src="{place}">'
        )
        with pytest.raises(TimeoutError):
            server.accept()


def test_h07_sixty_thousand_nested_controls(desk: Desk) -> None:
    deep = 60_000
    body = "<w:sdt><w:sdtContent>" * deep + para(HANS) + "</w:sdtContent></w:sdt>" * deep
    error = fails(desk, "a.docx", docx(body))
    assert error.exit == Exit.REFUSED
    assert "deep" in error.cause


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<div>" * 60_000 + HANS),
        ("b.html", "<b>" * 60_000 + HANS + "</i>" * 60_000),
        ("c.md", ">" * 60_000 + HANS),
    ],
)
def test_h07_deep_text_formats_are_simply_read(desk: Desk, name: str, data: str) -> None:
    assert HANS in desk.read(name, data).text


def test_h07_deep_rtf(desk: Desk) -> None:
    assert "deep" in fails(desk, "a.rtf", b"{\\rtf1 " + b"{" * 60_000).cause


# H08-H10: what a DOCX hides


def test_h08_inserted_deleted_hidden(desk: Desk) -> None:
    body = (
        "<w:p><w:r><w:t>维护</w:t></w:r>"
        '<w:ins w:author="某"><w:r><w:t>社会</w:t></w:r></w:ins>'
        '<w:del w:author="某"><w:r><w:delText>大局</w:delText></w:r></w:del>'
        "<w:r><w:t>稳定</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"
    )
    document = desk.read("a.docx", docx(body))
    got = [(document.text[p.start : p.end], p.marks) for p in document.paragraphs]
    assert got == [
        ("维护社会稳定", ("inserted",)),
        ("大局", ("deleted",)),
        ("密", ("hidden",)),
    ]
    kinds = {loss.kind for loss in document.losses}
    assert {"included-inserted", "included-deleted", "included-hidden"} <= kinds


def test_h09_names_in_the_properties_are_warned_about_and_not_repeated(desk: Desk) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>某甲</dc:creator>'
        "<cp:lastModifiedBy>某乙</cp:lastModifiedBy></cp:coreProperties>"
    )
    data = docx(para(HANS), "", **{"docProps/core.xml": core})
    document = desk.read("a.docx", data)
    (loss,) = [x for x in document.losses if x.kind == "names-in-properties"]
    assert "2 persons" in loss.detail
    assert "某甲" not in repr(document)
    assert (desk.folder / "a.docx").read_bytes() == data


def test_h10_remote_references_are_listed_and_not_fetched(desk: Desk) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="1" Type="{kind}/attachedTemplate" Target="http://127.0.0.1:9/t.dotm" TargetMode="External"/>'
        f'<Relationship Id="2" Type="{kind}/image" Target="file:///C:/Users/someone/p.png" TargetMode="External"/>'
        "</Relationships>"
    )
    document = desk.read("a.docx", docx(para(HANS), "", **{"word/_rels/document.xml.rels": rels}))
    said = [x.detail for x in document.losses if x.kind == "external-reference"]
    assert said == [
        "attachedTemplate at http://127.0.0.1:9/t.dotm: listed, not fetched",
        "image at p.png: listed, not fetched",
    ]


# H11-H13: PDF


def page_with(content: bytes) -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<<>>>>/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    )


def test_h11_a_loop_of_tables(desk: Desk) -> None:
    loop = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", trailer=b"/Prev HERE"
    )
    error = fails(desk, "a.pdf", loop, limits=Limits(seconds=20))
    assert error.cause.startswith("0 pages, unreadable")


def test_h11_a_page_that_is_its_own_parent(desk: Desk) -> None:
    loop = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    fails(desk, "a.pdf", loop, limits=Limits(seconds=20))


def test_h12_a_page_that_inflates_to_400_mb(desk: Desk) -> None:
    squeezer = zlib.compressobj(9)
    bomb = b"".join(squeezer.compress(b"0 " * 1_000_000) for _ in range(200)) + squeezer.flush()
    error = fails(desk, "a.pdf", page_with(bomb), limits=Limits(seconds=30))
    assert error.exit == Exit.REFUSED


def test_h13_a_program_named_pdf(desk: Desk) -> None:
    error = fails(desk, "a.pdf", b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200))
    assert error.exit == Exit.REFUSED
    assert "Windows program" in error.cause


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "save as DOCX"),
        ("a.wps", OLE + "WpsDocument".encode("utf-16-le"), "WPS document"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "save as XLSX"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.ofd", zipped({"OFD.xml": "<x/>"}), "OFD"),
        ("a.epub", zipped({"META-INF/container.xml": "<x/>"}), "EPUB"),
        ("a.zip", zipped({"a.txt": "x"}), "unpack it"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "OCR"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "OCR"),
        ("a.txt", bytes(range(1, 9)) * 200, "binary"),
        ("a.xml", b'<?xml version="1.0"?><x/>', "XML"),
    ],
)
def test_h13_what_is_not_read_is_named_with_the_way_out(
    desk: Desk, name: str, data: bytes, said: str
) -> None:
    error = fails(desk, name, data)
    assert said in f"{error.cause} {error.remedy}"
    assert error.exit == Exit.UNREADABLE


@pytest.mark.parametrize(
    ("name", "text"), [("a.txt", "BM 公司与 MZ 镇"), ("b.txt", "MZ镇工作"), ("c.pdf", "其实是文字")]
)
def test_h13_a_text_that_begins_like_something_else_is_text(
    desk: Desk, name: str, text: str
) -> None:
    assert desk.read(name, text).text == text


# H14, H15


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\xef\xbb\xbf"])
def test_h14_an_empty_file(desk: Desk, data: bytes) -> None:
    assert fails(desk, "a.txt", data).exit == Exit.UNREADABLE


def test_h14_a_container_without_text(desk: Desk) -> None:
    assert "no text" in fails(desk, "a.docx", docx("<w:p/>")).cause


def test_h15_a_docx_cut_off(desk: Desk) -> None:
    whole = docx(para(HANS * 100))
    for size in (len(whole) // 2, len(whole) - 5, 40):
        error = fails(desk, "a.docx", whole[:size])
        assert error.exit == Exit.UNREADABLE
        assert "damaged zip" in error.cause


def test_h15_a_docx_with_flipped_bytes(desk: Desk) -> None:
    whole = bytearray(docx(para(HANS * 100)))
    at = whole.find(b"word/document.xml") + 60
    whole[at : at + 4] = b"\0\xff\0\xff"
    assert fails(desk, "a.docx", bytes(whole)).exit == Exit.UNREADABLE


# H16-H23: encodings


def test_h16_gb18030_is_guessed_shown_and_recorded(desk: Desk) -> None:
    document = desk.read("a.txt", HANS.encode("gb18030"))
    assert document.text == HANS
    assert document.decoding is not None
    assert (document.decoding.encoding, document.decoding.basis) == ("gb18030", "guessed")


def test_h17_rare_characters_in_names_are_kept(desk: Desk) -> None:
    text = f"{HANS}，由𠮷某、㐂某、䶮某负责。"
    assert desk.read("a.txt", text.encode("gb18030")).text == text


def test_h18_cantonese_is_hkscs(desk: Desk) -> None:
    text = "佢哋喺度做嘢㗎，政府話要維護社會穩定。"
    document = desk.read("a.txt", text.encode("big5hkscs"))
    assert document.text == text
    assert document.decoding is not None
    assert document.decoding.encoding == "big5hkscs"


MIXED = f"{HANS}\n".encode() + f"{HANS}\n".encode("gbk")


def test_h19_two_encodings_in_one_file_are_refused_with_the_byte(desk: Desk) -> None:
    error = fails(desk, "a.txt", MIXED)
    assert f"byte {len(HANS) * 3 + 1}" in error.cause
    assert "--encoding per-line" in error.remedy
    document = desk.read("a.txt", MIXED, encoding="per-line")
    assert document.text == f"{HANS}\n" * 2
    assert document.losses


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        HANS,
        f"2021 report\n{HANS}\n",
        "plain English, no Chinese at all",
        # Many of these characters have a byte below 32, as binary files do.
        "会议强调要加强社会治安综合治理，落实网格化管理。" * 8,
    ],
)
def test_h20_utf16_without_a_mark(desk: Desk, encoding: str, text: str) -> None:
    assert desk.read("a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "broken", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80\xed\xb0\x80", b"\xe7\xbb"],
    ids=["byte", "overlong", "cesu", "cut"],
)  # fmt: skip
def test_h21_broken_utf8(desk: Desk, broken: bytes) -> None:
    data = HANS.encode() + broken + HANS.encode()
    error = fails(desk, "a.txt", data)
    assert f"byte {len(HANS.encode())}" in error.cause
    document = desk.read("a.txt", data, errors="replace")
    places = [x.start for x in document.losses if x.kind == "undecodable"]
    assert places
    assert all(document.text[p] == "\ufffd" for p in places if p is not None)
    assert document.text.replace("\ufffd", "") == HANS * 2


def test_h22_control_characters_are_kept_and_said(desk: Desk) -> None:
    text = f"{HANS}\0\x1b[31m\x07\x08。"
    document = desk.read("a.txt", text)
    assert document.text == text
    assert "control-characters" in [x.kind for x in document.losses]


@pytest.mark.parametrize("bad", [r"\ud800", r"\udc00", r"\ud842x", r"\\\ud800"])
def test_h23_half_a_character_in_json(desk: Desk, bad: str) -> None:
    error = fails(desk, "a.json", f'{{\n"a": "{bad}"}}'.encode())
    assert "line 2" in error.cause


def test_h23_whole_characters_in_json_are_fine(desk: Desk) -> None:
    text = json.dumps({"a": "𠮷", "b": "\\ud800"})
    assert desk.read("a.json", text).text == text


# H24-H30: characters kept as they are


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{HANS}\u202e元0001\u202c", "direction-marks"),
        (f"{HANS}□某、〓某、？某、\ue123", "unknown-characters"),
        ("⿰木某" + HANS, "unknown-characters"),
        ("政\u200b法\u2060委\u00ad、政\ufe00法", ""),
        ("⼈⺠与⻅证", ""),
        ("北\uf963方\uf900", ""),
        ("АВС县１２３", "look-alikes"),
        ("政" + "\u0301" * 20_000, ""),
    ],
    ids=["H24", "H29", "H29-ids", "H25", "H26", "H27", "H28", "H30"],
)
def test_h24_to_h30_the_text_is_kept_and_the_reader_is_told(
    desk: Desk, text: str, kind: str
) -> None:
    document = desk.read("a.txt", text)
    assert document.text == text
    assert [x.kind for x in document.losses] == ([kind] if kind else [])


# H31-H33: size


@pytest.mark.large
@pytest.mark.skipif(sys.platform == "win32", reason="measures memory as POSIX systems tell it")
def test_h31_fifty_megabytes_in_one_line(desk: Desk) -> None:
    import subprocess

    path = desk.put("a.txt", "政法工作" * (50_000_000 // 12) + "尾𠮷")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from zhengming.documents.read import read_document\n"
        "d = read_document(Path(sys.argv[1]))\n"
        "assert d.text[-2:] == '尾𠮷' and d.paragraphs[-1].end == len(d.text)\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "sys.exit(0 if peak < 500_000 * (1024 if sys.platform == 'darwin' else 1) else f'{peak} kB')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


def cpu(desk: Desk, text: str) -> float:
    import time

    path = desk.put("n.txt", text)
    with Reader() as reader:
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            reader.read(path)
            best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "第",
        "的",
        "：",
        "来源：",
        " ",
        "　",
        "《",
        "首页>",
        "> ",
        "“",
        "(",
        "20",
        "-- ",
        "\\",
        "&#",
    ],
)
@pytest.mark.parametrize("form", ["{}", "<p>{}", "第{}条", "{}\n"])
def test_h32_reading_takes_linear_time(desk: Desk, unit: str, form: str) -> None:
    n = 40_000 // len(unit)
    once, twice = (
        cpu(desk, "文" + form.format(unit * n)),
        cpu(desk, "文" + form.format(unit * 2 * n)),
    )
    assert twice < 3 * once + 0.02


@pytest.mark.parametrize(
    "unit", ["<a ", "<a b='", "<!-", "<!--", "</", "<script>", "<p><b>", "<ul><li>", "&amp", "<td>"]
)
def test_h32_reading_a_page_takes_linear_time(desk: Desk, unit: str) -> None:
    n = 60_000 // len(unit)
    page = "<html><p>政法工作"
    assert cpu(desk, page + unit * 2 * n) < 3 * cpu(desk, page + unit * n) + 0.03


@pytest.mark.large
def test_h33_two_million_times_the_same_character(desk: Desk) -> None:
    document = desk.read("a.txt", "的" * 2_000_000)
    assert len(document.paragraphs) == 1
    assert document.text == "的" * 2_000_000


# H37: HTML

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">
<base href="http://127.0.0.1:9/"><title>通报</title></head><body onload="alert(1)">
<p>维护<ruby>社<rt>shè</rt></ruby>会<del>大局</del><ins>稳定</ins>，工作有序开展。<span style="display:none">密</span></p>
<iframe src="http://127.0.0.1:9/f"></iframe><svg onload="alert(1)"></svg><script>alert("脚本")</script>
<template><p>模板</p></template></body></html>"""


def test_h37_a_page_with_everything(desk: Desk) -> None:
    document = desk.read("a.html", PAGE.encode("gb2312"))
    got = [(document.text[p.start : p.end], p.marks) for p in document.paragraphs]
    assert got == [
        ("维护社会稳定，工作有序开展。", ("inserted",)),
        ("大局", ("deleted",)),
        ("密", ("hidden",)),
        ("shè", ("ruby",)),
    ]
    assert "external-reference" in [x.kind for x in document.losses]
    assert document.source.title == "通报"


# H39: names and folders

NAMES = [
    "-rf",
    "=cmd",
    "a\nb.txt",
    "a\u202etxt.exe",
    "caf\u00e9.txt",
    "cafe\u0301.txt",
    "'; rm.txt",
    "con.txt",
]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow these names")
def test_h39_names_are_taken_literally_and_twins_are_kept_apart(desk: Desk) -> None:
    for number, name in enumerate(NAMES):
        desk.put(name, f"{HANS}{number}")
    got = list(read_documents([desk.folder]))
    assert all(isinstance(d, Document) for d in got)
    assert sorted(d.name for d in got) == sorted(NAMES)
    assert len({d.text for d in got if isinstance(d, Document)}) == len(NAMES)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow these names")
def test_h39_a_message_spells_out_what_does_not_show(desk: Desk) -> None:
    with Reader() as reader, pytest.raises(Unreadable) as caught:
        reader.read(desk.put("a\nb\u202e.txt", ""))
    assert "a\\nb\\u202e.txt" in caught.value.line()
    assert "\n" not in caught.value.line()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_h39_links_loops_and_pipes(tmp_path: Path) -> None:
    import os

    folder, outside = tmp_path / "in", tmp_path / "out"
    (folder / "sub").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.txt").write_text(HANS)
    (folder / "b.txt").write_text(HANS)
    (folder / "sub" / "a.txt").write_text(HANS)
    (folder / "loop").symlink_to(folder)
    (folder / "inside").symlink_to(folder / "sub" / "a.txt")
    (folder / "escape").symlink_to(outside)
    (folder / "escape.txt").symlink_to(outside / "secret.txt")
    (folder / "dangling").symlink_to(folder / "none")
    (folder / "self").symlink_to(folder / "self")
    os.mkfifo(folder / "pipe")
    files, refusals = list_inputs([folder])
    assert [p.relative_to(folder).as_posix() for p in files] == ["b.txt", "sub/a.txt"]
    said = {r.name: r.exit for r in refusals}
    assert said.pop("self", 4) == 4
    assert said == {"escape": 4, "escape.txt": 4, "pipe": 3}


def test_h39_folders_are_sorted_and_litter_is_passed_over(desk: Desk) -> None:
    (desk.folder / "b").mkdir()
    (desk.folder / "page_files").mkdir()
    for name in (
        "b/1.txt",
        "a.txt",
        ".DS_Store",
        "~$a.docx",
        "a.txt.source.toml",
        "page.html",
        "page_files/x.js",
    ):
        desk.put(name, "<p>政法</p>")
    files, refusals = list_inputs([desk.folder])
    assert [p.relative_to(desk.folder).as_posix() for p in files] == [
        "a.txt",
        "b/1.txt",
        "page.html",
    ]
    assert not refusals


def test_h39_a_file_that_is_not_there(desk: Desk) -> None:
    (refusal,) = read_documents([desk.folder / "none.txt"])
    assert isinstance(refusal, Refusal)
    assert refusal.cause == "no such file"


def test_every_refusal_of_a_batch_keeps_its_hash(desk: Desk) -> None:
    desk.put("a.docx", b"PK\x03\x04 cut")
    desk.put("b.txt", HANS)
    refusal, document = read_documents([desk.folder])
    assert isinstance(refusal, Refusal)
    assert isinstance(document, Document)
    assert len(refusal.sha256) == 64
    assert refusal.exit == Exit.UNREADABLE
    assert not isinstance(refusal, Refused)
