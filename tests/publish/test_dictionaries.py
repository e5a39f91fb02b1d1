"""Readers' dictionaries, the Word annex and the site: what they keep, and their readers."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from zhengming.base.delivery import write_folder, zip_bytes
from zhengming.base.errors import Usage
from zhengming.base.findings import Build
from zhengming.publish.export import FORMATS
from zhengming.publish.export.anki import number_of
from zhengming.publish.export.article import spoken
from zhengming.publish.selection import without_documents

ROOT = Path(__file__).resolve().parent.parent.parent
MODULES = ROOT / ".node" / "node_modules"
LINE = re.compile(r"(\S+) (\S+) \[([A-Za-z:]+[1-5]?(?: [A-Za-z:]+[1-5]?)*)\] /(.+)/")


@pytest.fixture(scope="session")
def unpacked(build: Build, glossary: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every zip of the small build, unpacked, and the plain files beside them."""
    base = tmp_path_factory.mktemp("dictionaries")
    whole = replace(build, whole_glossary=True)
    for name in ("stardict", "yomitan", "cedict", "pleco", "anki", "docx", "html"):
        path = base / f"{name}{FORMATS[name].suffix}"
        path.write_bytes(FORMATS[name].write(whole, glossary))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                archive.extractall(base / name)
    return base


# CC-CEDICT and Pleco


def test_cedict_lines(unpacked: Path) -> None:
    lines = [x for x in (unpacked / "cedict.u8").read_text("utf-8").splitlines() if x[0] != "#"]
    parsed = [LINE.fullmatch(line) for line in lines]
    assert all(parsed), lines
    told = {(m[1], m[2], m[3]): m[4] for m in parsed if m}
    assert "stability maintenance (noun; used by rights" in told["維穩", "维稳", "wei2 wen3"]
    # 绿色七率: ü is u:; 综治 is short for the entry and takes its syllables from it
    assert "our own rendering" in told["綠色七率", "绿色七率", "lu:4 se4 qi1 lu:4"]
    assert told["綜治", "综治", "zong1 zhi4"].endswith("short for 综治中心")
    assert not re.search("(see|variant of) [㐀-鿿]", "".join(lines))


@pytest.mark.parametrize(
    ("hans", "pinyin", "form", "said"),
    [
        ("综治中心", "zōngzhì zhōngxīn", "综治", "zōng zhì"),
        ("12309检务", "yāo'èrsānlíngjiǔ jiǎnwù", "12309检务", "yāo èr sān líng jiǔ jiǎn wù"),
        ("2015年", "2015 nián", "2015年", "èr líng yī wǔ nián"),
        ("北京", "Běijīng", "北京", "Běi jīng"),
        ("“五网”", "wǔ wǎng", "“五网”", "wǔ wǎng"),
        ("维稳", "wéiwěn", "重点", "zhòng diǎn"),
    ],
)
def test_a_syllable_for_each_character(
    build: Build, hans: str, pinyin: str, form: str, said: str
) -> None:
    term = replace(build.found[0].term, hans=hans, pinyin=pinyin)
    assert " ".join(spoken(term, form)) == said


def test_pleco_lines(unpacked: Path) -> None:
    lines = (unpacked / "pleco.txt").read_text("utf-8").splitlines()
    assert all(line.count("\t") == 2 for line in lines)
    fields = next(line for line in lines if line.startswith("维稳[維穩]")).split("\t")
    assert fields[1] == "wei2 wen3"
    told = fields[2].split("\ueab1")
    assert told[0].startswith("stability maintenance (noun; used by rights organisations")
    assert "Avoid: public order (Drops the political content.)" in told


# StarDict


def ask(folder: Path, word: str) -> list[str]:
    program = shutil.which("sdcv")
    if program is None:
        pytest.skip("needs sdcv: apt-get install sdcv")
    command = [program, "-n", "-e", "-j", "--data-dir", str(folder), word]
    env = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, check=True, env=env)
    return [found["definition"] for found in json.loads(done.stdout)]


@pytest.mark.consumer
@pytest.mark.parametrize(
    "word", ["维稳", "維穩", "weiwen", "wéiwěn", "stability maintenance", "maintain stability"]
)
def test_sdcv_answers(unpacked: Path, word: str) -> None:
    (article,) = ask(unpacked / "stardict", word)
    assert "stability maintenance" in article
    assert "<s>public order</s>" in article


@pytest.mark.consumer
@pytest.mark.parametrize(
    ("word", "entry"), [("综治", "综治中心"), ("lusequlu", ""), ("=Seven", "")]
)
def test_sdcv_knows_short_forms_and_nothing_else(unpacked: Path, word: str, entry: str) -> None:
    assert bool(ask(unpacked / "stardict", word)) == bool(entry)


@pytest.mark.consumer
def test_sdcv_is_not_led_by_what_to_avoid(unpacked: Path) -> None:
    assert ask(unpacked / "stardict", "house arrest") == []


def test_stardict_is_sorted_as_its_readers_compare(unpacked: Path) -> None:
    data = (unpacked / "stardict" / "zhengming" / "zhengming.syn").read_bytes()
    keys = [m[1] for m in re.finditer(rb"([^\0]+)\0.{4}", data, re.S)]
    assert keys == sorted(keys, key=lambda k: (k.lower(), k))
    about = (unpacked / "stardict" / "zhengming" / "zhengming.ifo").read_text("utf-8")
    assert f"synwordcount={len(keys)}\n" in about


# Yomitan


@pytest.mark.consumer
def test_yomitan_passes_its_schemas(shared: Path, unpacked: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (MODULES / "ajv").is_dir():
        pytest.skip("needs ajv: npm install --no-save --prefix .node ajv@8")
    shutil.copy(shared / "harness" / "yv.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES, target_is_directory=True)

    def checked(folder: Path) -> dict[str, str]:
        command = [node, str(tmp_path / "yv.mjs"), str(folder), str(shared / "schemas/yomitan")]
        done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
        return dict(line.split(" ")[:2] for line in done.stdout.splitlines())

    assert set(checked(unpacked / "yomitan").values()) == {"true"}
    broken = tmp_path / "broken"
    broken.mkdir()
    text = (unpacked / "yomitan" / "term_bank_1.json").read_text("utf-8")
    (broken / "term_bank_1.json").write_text(text.replace('"tag":"li"', '"tag":"script"'), "utf-8")
    assert checked(broken) == {"term_bank_1.json": "false"}


def test_yomitan_has_both_scripts_of_one_entry(unpacked: Path) -> None:
    rows = json.loads((unpacked / "yomitan" / "term_bank_1.json").read_text("utf-8"))
    number = {row[0]: row[6] for row in rows}
    assert number["维稳"] == number["維穩"]
    assert number["综治"] == number["综治中心"] == number["綜治"]
    assert len({row[0] for row in rows}) == len(rows)
    assert {row[2] for row in rows} == {"draft", "reread", "disputed"}
    assert all(len(row) == 8 for row in rows)


# Anki


def test_anki_cards_keep_their_numbers() -> None:
    assert number_of("weiwen") == 1_413_229_170_562
    assert number_of("weiwen") != number_of("weiwen-2")


def test_anki_file_is_the_same_whatever_wrote_it(unpacked: Path) -> None:
    data = (unpacked / "anki" / "collection.anki2").read_bytes()
    assert data[:16] == b"SQLite format 3\0"
    assert data[96:100] == (3_040_000).to_bytes(4, "big")
    base = sqlite3.connect(":memory:")
    base.deserialize(data)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("SELECT count(*) FROM cards").fetchone() == (5,)
    base.close()


IMPORT = """
import json, sys
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
collection = Collection(sys.argv[1])
seen = []
for package in sys.argv[2:]:
    request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
    log = collection.import_anki_package(request).log
    field = collection.get_note(collection.find_notes("Name:weiwen")[0])["English"]
    seen.append([len(log.new), len(log.updated), collection.note_count(), collection.card_count(), field])
seen.append(collection.fix_integrity()[1])
collection.close()
print(json.dumps(seen))
"""


@pytest.mark.consumer
def test_anki_imports_twice_without_doubles(
    build: Build, glossary: object, unpacked: Path, tmp_path: Path
) -> None:
    pytest.importorskip("anki", reason="needs Anki's engine: pip install anki")
    later = replace(glossary, date="2027-01-15")
    term = next(f for f in build.found if f.term.id == "weiwen").term
    best = replace(term.renderings[0], term="keeping stability")
    changed = replace(term, renderings=(best, *term.renderings[1:]))
    found = [replace(f, term=changed) if f.term.id == "weiwen" else f for f in build.found]
    update = tmp_path / "later.apkg"
    update.write_bytes(FORMATS["anki"].write(replace(build, found=tuple(found)), later))
    first = unpacked / "anki.apkg"
    command = [sys.executable, "-c", IMPORT, tmp_path / "c.anki2", first, first, update]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    once, twice, changed_now, sound = json.loads(done.stdout.splitlines()[-1])
    assert once[:4] == [5, 0, 5, 5]
    assert twice[:4] == [0, 0, 5, 5]
    assert changed_now[:4] == [0, 5, 5, 5]
    assert "keeping stability" not in twice[4]
    assert "keeping stability" in changed_now[4]
    assert sound


# Other readers of CC-CEDICT


PYGLOSSARY = """
import json, logging, sys
from pyglossary.glossary_v2 import Glossary
Glossary.init()
glossary = Glossary()
glossary.directRead(sys.argv[1], formatName="EDICT2")
print(json.dumps([[entry.l_word, entry.defi] for entry in glossary]))
"""


@pytest.mark.consumer
def test_pyglossary_reads_cedict(unpacked: Path) -> None:
    pytest.importorskip("pyglossary", reason="needs pyglossary: pip install pyglossary==5.2.1")
    command = [sys.executable, "-c", PYGLOSSARY, unpacked / "cedict.u8"]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    entries = json.loads(done.stdout.splitlines()[-1])
    lines = (unpacked / "cedict.u8").read_text("utf-8").splitlines()
    assert len(entries) == sum(not line.startswith("#") for line in lines)
    said = next(told for words, told in entries if {"维稳", "維穩"} <= set(words))
    assert "stability maintenance" in said


ZHONGWEN = """
import fs from 'fs';
const {ZhongwenDictionary} = await import(process.argv[2]);
const dict = fs.readFileSync(process.argv[3], 'utf8');
const at = new Map(); let offset = 0;
for (const line of dict.split('\\n')) {
  const words = line && !line.startsWith('#') ? new Set(line.split(' ').slice(0, 2)) : [];
  for (const word of words) at.set(word, [...(at.get(word) || []), offset]);
  offset += line.length + 1;
}
const index = [...at].map(([word, places]) => [word, ...places].join(',')).sort().join('\\n') + '\\n';
const reader = new ZhongwenDictionary(dict, index, {}, {});
console.log(JSON.stringify([...at.keys(), ...process.argv.slice(4)].map((w) => [w, reader.wordSearch(w)])));
"""


def test_zhongwen_reads_cedict(unpacked: Path, tmp_path: Path) -> None:
    reader = Path(os.environ.get("ZHONGWEN_DICT", MODULES / "zhongwen" / "dict.mjs"))
    node = shutil.which("node")
    if node is None or not reader.is_file():
        pytest.skip("needs dict.js of cschiller/zhongwen, as ZHONGWEN_DICT=…/dict.mjs")
    driver = tmp_path / "driver.mjs"
    driver.write_text(ZHONGWEN, "utf-8")
    words = ("维稳工作", "維穩工作", "没有")
    command = [node, driver, reader.as_uri(), unpacked / "cedict.u8", *words]
    done = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
    answers = dict(json.loads(done.stdout))
    assert answers.pop("没有") is None
    for word in words[:2]:
        answer = answers.pop(word)
        assert answer["matchLen"] == 2
        assert "stability maintenance" in answer["data"][0][0]
    assert all(answer["matchLen"] == len(word) for word, answer in answers.items())


# The Word document


def test_word_document_for_another_reader(unpacked: Path) -> None:
    docx = pytest.importorskip("docx", reason="needs python-docx: pip install python-docx")
    document = docx.Document(str(unpacked / "docx.docx"))
    told = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "Term", "Rendering", "Avoid", "Definition"} <= told
    heads = [p.text for p in document.paragraphs if p.style.name == "Term"]
    assert heads == sorted(heads, key=lambda text: text.split("  ")[-1].replace("ǎ", "a"))
    assert "维稳  維穩  wéiwěn" in heads
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.revision) == ("", "", 0)
    assert core.created is None
    assert document.sections[0].header._element.xml.count("STYLEREF") == 2


def test_word_notes_and_marks_agree(unpacked: Path) -> None:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id"
    from lxml import etree

    def ids(part: str, tag: str) -> list[int]:
        tree = etree.parse(unpacked / "docx" / "word" / part)
        return [int(e.get(space)) for e in tree.iter(f"{{*}}{tag}")]

    marks = ids("document.xml", "footnoteReference")
    assert marks == list(range(1, len(marks) + 1))
    assert ids("footnotes.xml", "footnote") == [-1, 0, *marks]
    notes = (unpacked / "docx" / "word" / "footnotes.xml").read_text("utf-8")
    assert "A Digest of Words, A. Body, 2021, p. 1" in notes
    anchors = set(re.findall('w:anchor="(.*?)"', (unpacked / "docx/word/document.xml").read_text()))
    assert anchors


@pytest.mark.consumer
def test_word_document_as_pages(unpacked: Path, tmp_path: Path) -> None:
    office, text_of = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or text_of is None:
        pytest.skip("needs LibreOffice and poppler: apt-get install libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
    file = unpacked / "docx.docx"
    subprocess.run([*command, file], check=True, capture_output=True, timeout=200)
    done = subprocess.run([text_of, "-layout", tmp_path / "docx.pdf", "-"], capture_output=True)
    text = done.stdout.decode()
    assert re.search(r"维稳\s+維穩\s+wéiwěn", text)
    assert re.search(r"^\s*1\s+A Digest of Words", text, re.M)  # a footnote, below
    assert re.search(r"Glossary\s+法院 – 综治中心", text)  # the running head
    assert "public order" in text


# The site


def test_site_links_lead_somewhere(unpacked: Path) -> None:
    base = unpacked / "html" / "zhengming"
    pages = sorted(base.rglob("*.html"))
    assert {p.name for p in base.glob("terms/*")} >= {"weiwen.html", "weihu-wending.html"}
    for page in pages:
        text = page.read_text("utf-8")
        for link in re.findall(r'(?:href|src|action)="([^"#]*)(?:#[^"]*)?"', text):
            assert not link or (page.parent / link).resolve().is_file(), (page.name, link)
        for anchor in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{anchor}"' in text
        assert 'http-equiv="Content-Security-Policy"' in text
        assert 'translate="no"' in text
    gone = (base / "terms" / "weihu-wending.html").read_text("utf-8")
    assert 'href="weiwen.html"' in gone


def test_a_part_of_the_glossary_keeps_no_retired_pages(build: Build, glossary: object) -> None:
    made = FORMATS["html"].write(build, glossary)
    assert b"weihu-wending.html" not in made
    assert b"weihu-wending.html" in FORMATS["html"].write(without_documents(glossary), glossary)


def test_a_folder_appears_whole_and_never_over_another(tmp_path: Path) -> None:
    packed = zip_bytes([("x/a.txt", b"1"), ("x/b/c.txt", b"2")])
    target = tmp_path / "site"
    write_folder(target, packed)
    assert (target / "b" / "c.txt").read_bytes() == b"2"
    with pytest.raises(Usage, match="something lies here"):
        write_folder(target, packed)
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


Visit = Callable[..., "Page"]  # noqa: F821


@pytest.fixture
def visit(browser: object, unpacked: Path) -> Iterator[Visit]:
    """Open a page from its file; afterwards nothing was asked of the network, nothing went wrong."""
    contexts, requests, problems = [], [], []

    def open_page(name: str, base: str = "", **options: object) -> object:
        context = browser.new_context(viewport={"width": 1200, "height": 860}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: requests.append(r.url))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: problems.append(str(e)))
        page.goto(f"{base or (unpacked / 'html' / 'zhengming').as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert requests
    assert [url for url in requests if not url.startswith(("file:", "http://127.0.0.1:"))] == []
    assert problems == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("维稳", "weiwen"),
        ("維穩", "weiwen"),
        ("weiwen", "weiwen"),
        ("wéi wěn", "weiwen"),
        ("stability", "weiwen"),
        ("综治", "zongzhi-zhongxin"),
        ("RS", "jianshi-juzhu"),
    ],
)
def test_the_site_finds(visit: Visit, query: str, first: str) -> None:
    page = visit("terms/fayuan.html")  # the search box stands on every page
    page.fill("#q", query)
    page.press("#q", "Enter")
    page.wait_for_selector("#hits li")
    assert page.locator("#hits li").first.get_attribute("data-id") == first
    page.locator("#hits li a").first.click()
    assert page.url.endswith(f"/terms/{first}.html")
    assert page.locator("h2").first.is_visible()


@pytest.mark.browser
def test_the_site_without_a_hit_and_without_script(visit: Visit) -> None:
    page = visit("index.html?q=qqqqq")
    assert page.locator("#none").is_visible()
    assert page.locator("#all").is_hidden()
    plain = visit("index.html", java_script_enabled=False)
    assert plain.locator("#all li").count() == 5


@pytest.mark.browser
def test_hostile_text_is_inert_on_the_site(visit: Visit) -> None:
    page = visit("terms/qilv-gongzuo.html")
    assert "<img src=x" in page.locator("article").text_content()
    assert page.locator("img").count() == 0


@pytest.mark.browser
def test_the_site_prints(visit: Visit) -> None:
    page = visit("terms/weiwen.html")
    page.emulate_media(media="print")
    assert page.locator("header.top").is_hidden()
    assert len(page.pdf()) > 5000


@pytest.mark.browser
def test_the_site_works_from_a_server_too(visit: Visit, unpacked: Path) -> None:
    handler = functools.partial(Quiet, directory=unpacked / "html" / "zhengming")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = visit("index.html?q=weiwen", f"http://127.0.0.1:{server.server_port}")
        page.wait_for_selector("#hits li")
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server for one test that says nothing."""

    def log_message(self, *told: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # every browser asks for one
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier_on_the_site(visit: Visit, scheme: str) -> None:
    script = Path(os.environ.get("AXE_CORE", MODULES / "axe-core" / "axe.min.js"))
    if not script.is_file():
        pytest.skip("needs axe-core: npm install --no-save --prefix .node axe-core")
    names = ["index.html", "index.html?q=weiwen", "categories.html", "english.html"]
    names += ["terms/weiwen.html", "terms/jianshi-juzhu.html", "terms/weihu-wending.html"]
    for name in names:
        page = visit(name, color_scheme=scheme)
        page.evaluate(script.read_text("utf-8"))
        # Without preload: axe would fetch the style sheet again, which the page's policy forbids.
        run = "axe.run(document, {resultTypes: ['violations'], preload: false})"
        found = page.evaluate(run)["violations"]
        assert not [(v["id"], v["nodes"][0]["html"]) for v in found], name
    page.evaluate("document.querySelector('.seek label').replaceWith(document.querySelector('#q'))")
    page.evaluate("document.querySelector('#q').removeAttribute('title')")
    page.evaluate("document.querySelector('#q').removeAttribute('placeholder')")
    assert "label" in {v["id"] for v in page.evaluate(run)["violations"]}
