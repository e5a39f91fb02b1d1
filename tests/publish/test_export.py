"""One contract over all formats, and what each must keep or leave out."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator

import openpyxl
import pytest
from lxml import etree

from zhengming.base.findings import Build
from zhengming.publish.export import FORMATS, TERM_LISTS
from zhengming.publish.selection import Selection, say_left_out, select, without_documents
from zhengming.words.decisions import CHOICES, COLUMNS, SHEET, read_decisions

EVERY = sorted(FORMATS)


def offered_by_xml(name: str, data: bytes) -> Iterator[str]:
    tree = etree.fromstring(data)
    if name == "xliff":
        yield from (e.text or "" for e in tree.iter("{*}translation", "{*}target"))
        return
    for term in tree.iter("{*}term"):
        notes = [n.text or "" for n in term.getparent().iter("{*}termNote")]
        if not any("deprecated" in note or note == "forbidden" for note in notes):
            yield term.text or ""


def offered_by_rows(name: str, text: str) -> Iterator[str]:
    if name in ("omegat", "wordfast", "deepl"):
        yield from (line.split("\t")[1] for line in text.splitlines())
    elif name == "google":
        yield from (row[1] for row in csv.reader(io.StringIO(text, newline="")))
    elif name == "memoq":
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        english = [at for at, column in enumerate(head) if column == "English_United_States"]
        yield from (row[at] for row in rows for at in english)
    else:
        for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")):
            yield from (row["English"], row["Also used"])


def offered_by_sheet(name: str, data: bytes) -> Iterator[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Terms"]
    head = [c.value for c in sheet[1]]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if name == "xlsx":
            yield from (str(row[head.index(c)]) for c in ("English", "Also used"))
        elif not row[len(head) - 1 - head[::-1].index("forbidden")]:
            yield str(row[head.index("en")])


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anki_fields(data: bytes) -> list[list[str]]:
    base = sqlite3.connect(":memory:")
    base.deserialize(unzipped(data)["collection.anki2"])
    rows = base.execute("SELECT flds FROM notes ORDER BY guid").fetchall()
    base.close()
    return [row[0].split("\x1f") for row in rows]


def nodes(content: object) -> Iterator[dict[str, object]]:
    """Every element of Yomitan's structured content."""
    if isinstance(content, list):
        for one in content:
            yield from nodes(one)
    elif isinstance(content, dict):
        yield content
        yield from nodes(content.get("content"))


def yomitan_parts(data: bytes, kind: str) -> Iterator[str]:
    for row in json.loads(unzipped(data)["term_bank_1.json"]):
        for node in nodes(row[5]):
            if node.get("data") == {"zm": kind}:
                yield str(node["content"])


def runs(data: bytes, style: str) -> list[str]:
    """The text of every run of a Word document in one style."""
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    document = etree.fromstring(unzipped(data)["word/document.xml"])
    return document.xpath(f"//w:r[w:rPr/w:rStyle/@w:val='{style}']/w:t/text()", namespaces=space)


def offered_by_dictionary(name: str, data: bytes) -> Iterator[str]:
    if name == "stardict":
        parts = unzipped(data)
        yield from re.findall("<li><b>(.*?)</b>", parts["zhengming/zhengming.dict"].decode())
        yield parts["zhengming/zhengming.syn"].decode("utf-8", "replace")
    elif name == "yomitan":
        yield from yomitan_parts(data, "rendering")
    elif name == "anki":
        yield from (fields[3] for fields in anki_fields(data))
    elif name == "docx":
        yield from runs(data, "English")
    elif name == "html":
        pages = {path: page.decode() for path, page in unzipped(data).items()}
        yield pages["zhengming/english.html"]
        yield from re.findall('class="rendering">(.*?)<', "".join(pages.values()))
    elif name == "pleco":
        told = data.decode().replace("\ueab1", "\n")
        yield "\n".join(line for line in told.splitlines() if not line.startswith("Avoid: "))
    else:
        yield data.decode()


DICTIONARIES = ("stardict", "yomitan", "cedict", "pleco", "anki", "docx", "html")


def offered(name: str, data: bytes) -> Iterator[str]:
    """The English that a program reading this file would offer."""
    if name in DICTIONARIES:
        yield from offered_by_dictionary(name, data)
    elif name in ("tbx", "tbx-v2", "weblate", "multiterm", "xliff"):
        yield from offered_by_xml(name, data)
    elif name in ("xlsx", "phrase"):
        yield from offered_by_sheet(name, data)
    elif name == "skos":
        yield from re.findall(r'(?:pref|alt)Label "([^"]*)"@en', data.decode())
    elif name not in ("json", "jsonl", "candidates"):
        yield from offered_by_rows(name, data.decode())


OFFERING = [name for name in EVERY if name not in ("json", "jsonl", "candidates")]


@pytest.mark.parametrize("name", EVERY)
def test_the_contract(name: str, build: Build, glossary: object) -> None:
    made = FORMATS[name]
    assert made.name == name
    assert made.suffix.startswith(".")
    assert 250 < len(made.loading) < 2500
    assert made.directions[0] in ("zh-en", "en-zh")
    data = made.write(build, glossary)
    assert data == made.export(build, glossary).data == made.write(build, glossary)
    assert data


@pytest.mark.parametrize("name", EVERY)
def test_no_clock_name_or_path(name: str, build: Build, glossary: object) -> None:
    data = FORMATS[name].write(build, glossary)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            data = b"".join(map(archive.read, archive.namelist()))
        assert b"creator" not in data
        assert b"dcterms:created" not in data
    assert not re.search(rb"/(home|root|work|tmp|Users)/", data)
    assert b"openpyxl" not in data


@pytest.mark.parametrize("name", OFFERING)
def test_avoided_english_is_never_offered(
    name: str, build: Build, glossary: object, avoided: set[str]
) -> None:
    shown = list(offered(name, FORMATS[name].write(build, glossary)))
    assert any("stability maintenance" in text for text in shown)
    assert not [text for text in shown if any(word in text for word in avoided)]


COMMENTED = ["tbx", "tbx-v2", "csv", "csv-excel", "omegat", "wordfast", "memoq", "multiterm"]


@pytest.mark.parametrize("name", [*COMMENTED, "weblate", "xliff", "skos"])
def test_drafts_and_our_own_words_say_so(name: str, build: Build, glossary: object) -> None:
    text = FORMATS[name].write(build, glossary).decode()
    assert "draft entry, not read again" in text
    assert "our own rendering" in text
    assert "word-for-word rendering" in text
    assert "avoid: public order" in text or "Drops the political content" in text


@pytest.mark.parametrize("name", DICTIONARIES)
def test_dictionaries_say_what_is_a_draft_and_what_is_nobodys(
    name: str, build: Build, glossary: object
) -> None:
    data = FORMATS[name].write(build, glossary)
    told = b"".join(unzipped(data).values()) if data[:2] == b"PK" else data
    text = told.decode("utf-8", "replace")
    assert "draft" in text
    assert "word-for-word rendering" in text or "word for word; no source" in text
    assert "our own rendering" in text
    assert ("public order" in text) == (name != "cedict")  # only as what to avoid: see above


@pytest.mark.parametrize("name", ["deepl", "google"])
def test_what_has_no_room_for_comments_has_them_beside(
    name: str, build: Build, glossary: object
) -> None:
    written = FORMATS[name].export(build, glossary)
    beside = written.companions[".comments.tsv"].decode()
    assert "draft entry, not read again" in beside
    sources = [line.split("\t")[0] for line in beside.splitlines()]
    assert len(sources) == len(set(sources))
    assert any("maintain stability" in line for line in written.left_out)


@pytest.mark.parametrize("name", [n for n in EVERY if "en-zh" in FORMATS[n].directions])
def test_the_other_direction(name: str, build: Build, glossary: object) -> None:
    text = FORMATS[name].write(build, glossary, "en-zh").decode()
    assert re.search(r"^court[\t,]法院", text, re.M)
    assert "維穩" not in text


def test_multiterm_fields_are_in_its_definition(build: Build, glossary: object) -> None:
    written = FORMATS["multiterm"].export(build, glossary)
    used = {d.get("type") for d in etree.fromstring(written.data).iter("descrip")}
    definition = etree.fromstring(written.companions[".xdt"])
    kind = "{urn:schemas-microsoft-com:datatypes}dt"
    known = {t.text for t in definition.find(".//TerminologyFields").iter("TextChild")}
    assert used <= known
    assert all(t.get(kind) == "string" for t in definition.iter("TextChild"))
    picks = {p.text for p in definition.iter("PicklistValue")}
    statuses = etree.fromstring(written.data).xpath("//descrip[@type='Status']/text()")
    assert set(statuses) <= picks
    names = {e.get("type") for e in etree.fromstring(written.data).iter("language")}
    assert names == {e.text for e in definition.iter("ItemText")}


def test_memoq_columns(build: Build, glossary: object) -> None:
    text = FORMATS["memoq"].write(build, glossary).decode()
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    assert head[0] == "Entry_ID"
    assert head[9] == "Entry_Note"
    assert all(len(row) == len(head) for row in rows)
    languages = ("Chinese_PRC", "Chinese_Taiwan", "English_United_States")
    for at, name in enumerate(head):
        if name in languages:
            assert head[at + 1 : at + 3] == ["Term_Info", "Term_Example"]
    assert not any(row[at] for row in rows for at in range(3, 9))  # no person, no clock


def test_phrase_has_real_booleans(build: Build, glossary: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["phrase"].write(build, glossary)))
    head, *rows = book["Terms"].iter_rows(values_only=True)
    flags = [
        at for at, name in enumerate(head) if name in ("forbidden", "preferred", "case", "exact")
    ]
    shown = {row[at] for row in rows for at in flags}
    assert shown == {True, False, None}


def test_omegat_lines_match_both_scripts(build: Build, glossary: object) -> None:
    lines = FORMATS["omegat"].write(build, glossary).decode().splitlines()
    pairs = {tuple(line.split("\t")[:2]) for line in lines}
    assert all(len(line.split("\t")) == 3 for line in lines)
    assert {("维稳", "stability maintenance"), ("維穩", "stability maintenance")} <= pairs
    assert {("综治", "comprehensive governance centre")} <= pairs


def test_tbx_v2_has_two_languages(build: Build, glossary: object) -> None:
    tree = etree.fromstring(FORMATS["tbx-v2"].write(build, glossary))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for entry in tree.iter("termEntry"):
        assert [s.get(lang) for s in entry.iter("langSet")] == ["zh", "en"]


def test_tbx_v3_keeps_the_scripts_apart(build: Build, glossary: object) -> None:
    tree = etree.fromstring(FORMATS["tbx"].write(build, glossary))
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    entry = next(e for e in tree.iter("{*}conceptEntry") if e.get("id") == "weiwen")
    terms = {s.get(lang): [t.text for t in s.iter("{*}term")] for s in entry.iter("{*}langSec")}
    assert terms["zh-Hans"] == ["维稳"]
    assert terms["zh-Hant"] == ["維穩"]
    assert "public order" in terms["en"]


def test_json_places_count_in_the_texts(build: Build, glossary: object) -> None:
    made = json.loads(FORMATS["json"].write(build, glossary))
    texts = {e.document.id: e.document.text for e in build.documents}
    assert [d["id"] for d in made["documents"]] == list(texts)
    places = [
        o for part in (made["terms"], made["candidates"]) for t in part for o in t["occurrences"]
    ]
    assert len(places) > 10
    for o in places:
        assert texts[o["document"]][o["start"] : o["end"]] == o["surface"]
        assert set(o) == {"document", "start", "end", "surface", "paragraph", "repeat"}
    assert "remark" not in made["terms"][0]
    assert "张某某" not in json.dumps(made, ensure_ascii=False)


def test_json_lines_are_closed(build: Build, glossary: object) -> None:
    records = [json.loads(x) for x in FORMATS["jsonl"].write(build, glossary).splitlines()]
    assert records[-1] == {"kind": "end", "terms": len(build.found)}


def test_no_cell_runs_as_a_formula(build: Build, glossary: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(build, glossary)))
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert "=Seven Green Rates" in [c.value for row in book["Terms"].iter_rows() for c in row]
    text = FORMATS["csv-excel"].write(build, glossary).decode("utf-8-sig")
    assert "'=Seven Green Rates" in text
    lossless = FORMATS["csv"].write(build, glossary).decode()
    assert "'=Seven Green Rates" not in lossless


def test_the_workbook_is_one_to_work_in(build: Build, glossary: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(build, glossary)))
    assert book.sheetnames[:2] == ["Terms", SHEET]
    for sheet in (book["Terms"], book[SHEET]):
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    possible = book[SHEET]
    assert [c.value for c in possible[1]] == list(COLUMNS.values())
    (rule,) = possible.data_validations.dataValidation
    assert rule.formula1 == f'"{",".join(CHOICES.values())}"'
    assert "【网格小哥】" in str(possible["J2"].value) + str(possible["K2"].value)


def test_decisions_come_back(build: Build, glossary: object, tmp_path: object) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].write(build, glossary)))
    sheet = book[SHEET]
    columns = [c.value for c in sheet[1]]
    sheet.cell(2, columns.index("Decision") + 1, "accept")
    sheet.cell(2, columns.index("English") + 1, "grid worker")
    book.save(tmp_path / "back.xlsx")
    decisions, problems = read_decisions(tmp_path / "back.xlsx")
    assert not problems
    assert [(d.term, d.choice, d.english) for d in decisions] == [
        ("网格小哥", "accept", "grid worker")
    ]


def test_a_selection_reports_what_stays_behind(build: Build) -> None:
    kept, reasons = select(
        build, Selection(statuses=("reread",), categories=("courts", "detention"))
    )
    assert {f.term.id for f in kept.found} == {"fayuan", "jianshi-juzhu"}
    assert sum(reasons.values()) == len(build.found) - 2
    assert all("left out" in line for line in say_left_out(reasons))


def test_the_whole_glossary_goes_out_without_documents(glossary: object) -> None:
    whole = without_documents(glossary)
    assert len(whole.found) == len(glossary.terms)
    for name in EVERY:
        assert FORMATS[name].write(whole, glossary)


def test_the_lists_of_a_build_are_formats() -> None:
    assert set(TERM_LISTS.values()) <= set(FORMATS)
