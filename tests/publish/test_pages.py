"""Pages: one file, nothing from outside, the text as written, everything inert."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from zhengming.base.document import Source
from zhengming.base.findings import Build, Examined
from zhengming.publish.folder import folder
from zhengming.publish.pages import render_index, render_reading_copy


def parse(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def data_of(page: str) -> dict[str, object]:
    return json.loads(parse(page).get_element_by_id("data").text)


def as_read(element: html.HtmlElement) -> str:
    """The text of a paragraph without chips, page labels and remarks."""
    for extra in element.xpath(".//*[@class='chip' or @class='page' or @class='aside']"):
        extra.drop_tree()
    return element.text_content()


def reading(build: Build, pages: dict[str, str], name: str) -> tuple[Examined, str]:
    one = next(e for e in build.documents if e.document.name == name)
    return one, pages[f"documents/{one.document.id}.html"]


def test_the_policy_allows_only_the_page_itself(pages: dict[str, str]) -> None:
    for page in pages.values():
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
        assert policy.startswith("default-src &#39;none&#39;;")
        for tag in ("style", "script"):
            inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)[1]
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy


def test_nothing_is_loaded_or_translated(pages: dict[str, str]) -> None:
    for page in pages.values():
        tree = parse(page)
        assert not tree.xpath("//@src | //link | //iframe | //object | //@style | //base")
        assert not tree.xpath("//@*[starts-with(name(), 'on')]")
        assert all(not h.startswith(("http", "//")) for h in tree.xpath("//@href"))
        assert tree.get("translate") == "no"
        assert tree.xpath("//meta[@name='google'][@content='notranslate']")
        assert tree.xpath("//body[@spellcheck='false']")
        assert "do not let the browser translate" in tree.get_element_by_id("once").text_content()


def test_markup_in_words_and_texts_is_inert(pages: dict[str, str]) -> None:
    for page in pages.values():
        assert not parse(page).xpath("//img")
        drawn = data_of(page)
        for part in (*drawn.get("entries", {}).values(), *drawn.get("cards", {}).values()):
            assert not html.fragment_fromstring(part, create_parent="div").xpath("//img | //script")


def test_the_text_stands_as_written(build: Build, pages: dict[str, str]) -> None:
    for one in build.documents:
        tree = parse(pages[f"documents/{one.document.id}.html"])
        for number, paragraph in enumerate(one.document.paragraphs):
            drawn = as_read(tree.get_element_by_id(f"p{number}"))
            written = one.document.text[paragraph.start : paragraph.end]
            hidden = re.compile("[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e]|(?<=\u0301{8})\u0301+")
            assert drawn == hidden.sub("", re.sub("(\u0301{8})\u0301+", r"\1", written))


def test_first_mentions_are_marked_and_familiar_words_never(
    build: Build, pages: dict[str, str]
) -> None:
    one, page = reading(build, pages, "report.txt")
    tree = parse(page).get_element_by_id("written")
    first = [e.get("data-e") for e in tree.find_class("first")]
    assert first == ["zongzhi-zhongxin", "weiwen", "jianshi-juzhu", "qilv-gongzuo"]
    assert len(tree.find_class("t")) > len(first)
    court = one.document.text.index("法院")
    assert tree.get_element_by_id(f"m{court}").get("class") is None
    assert "draft" in tree.find_class("first")[1].get("class").split()


def test_every_passage_link_leads_somewhere(build: Build, pages: dict[str, str]) -> None:
    data = data_of(pages["index.html"])
    trees = [parse(pages[f"documents/{d['id']}.html"]) for d in data["documents"]]
    texts = [e.document.text for e in build.documents]
    shown = [p for _, passages, _ in data["places"].values() for p in passages]
    shown += [p for passages in data["fresh"] for p in passages]
    assert len(shown) > 10
    for number, start, before, surface, after, _, _, anchor in shown:
        text = before + surface + after
        assert texts[number][start : start + len(text)] == text
        assert trees[number].xpath(f"//*[@id='{anchor}']"), anchor


def test_the_strip_shows_every_place(build: Build, pages: dict[str, str]) -> None:
    data = data_of(pages["index.html"])
    trees = [parse(pages[f"documents/{d['id']}.html"]) for d in data["documents"]]
    for found in build.found:
        strips, _, _ = data["places"][found.term.id]
        ticks = [(number, tick) for number, line in strips for tick in line]
        assert len(ticks) == len(found.occurrences)
        assert sum(not tick[4] for _, tick in ticks) == found.count
        for number, (start, x, *_rest) in ticks:
            assert 0 <= x <= 1000
            assert trees[number].get_element_by_id(f"m{start}") is not None


def test_languages_are_named(build: Build, pages: dict[str, str]) -> None:
    _, page = reading(build, pages, "localised.html")
    written = parse(page).get_element_by_id("written")
    assert written.get("lang") == "zh-Hant-TW"
    assert 'lang="zh-Hans"' in page.split('<template id="other">')[1]


def test_the_other_script_has_the_same_terms(build: Build, pages: dict[str, str]) -> None:
    for one in build.documents:
        page = pages[f"documents/{one.document.id}.html"]
        written, other = page.split('<template id="other">')
        other = other.split("</template>")[0]
        wanted = re.findall(r'data-e="([^"]*)"', written)
        assert re.findall(r'data-e="([^"]*)"', other) == wanted
        assert "id=" not in other


def test_the_index_says_what_must_be_said(pages: dict[str, str]) -> None:
    text = parse(pages["index.html"]).text_content()
    for sentence in (
        "No human expert has checked these entries",
        "Found an error?",
        "Nobody has reviewed them",
        "this text looks machine-converted",
        "source unidentified",
        "2 pictures were left out",
    ):
        assert sentence in text
    assert "张某某" not in pages["index.html"]  # a person's name


def test_each_bar_has_its_table(pages: dict[str, str]) -> None:
    tree = parse(pages["index.html"])
    bars = tree.xpath("//*[@class='explained']//svg")
    assert all(bar.get("aria-label") for bar in bars)
    assert len(bars) == len(tree.xpath("//*[@class='explained']/following::table[1]/tbody/tr"))


def test_an_entry_says_whose_and_what_to_avoid(pages: dict[str, str]) -> None:
    entries = data_of(pages["index.html"])["entries"]
    measure = html.fragment_fromstring(entries["jianshi-juzhu"], create_parent="div")
    text = " ".join(measure.text_content().split())
    for words in (
        "Avoid: house arrest That is another thing.",
        "from a translation of the law",
        "中华人民共和国刑事诉讼法第七十五条",
        "replaced by a later text on 2030-01-01 (renumbered)",
        "not checked against the text of the law",
        "read again by a second reader (a program)",
    ):
        assert words in text
    assert "draft, read only by its writer" in entries["weiwen"]
    assert "From your own words (client)" in entries["qilv-gongzuo"]


def test_an_empty_build_has_a_page(glossary: object) -> None:
    empty = Build((), (), (), (), (), {})
    assert "No known term was found" in render_index(empty, glossary)


def test_a_standing_alone_copy_has_no_dead_links(build: Build, glossary: object) -> None:
    page = render_reading_copy(build.documents[0], build, glossary, home="")
    assert "index.html" not in page


def test_half_characters_in_names_and_texts_go_out_as_chips(build: Build, glossary: object) -> None:
    first = build.documents[0]
    text = first.document.text.replace("网格小哥", "网格\ud800哥")
    odd = replace(first.document, name="\udcff.txt", text=text, source=Source())
    fresh = replace(build.candidates[0], term="网格\ud800哥")
    changed = replace(build, documents=(replace(first, document=odd),), candidates=(fresh,))
    for name, data in folder(changed, glossary):
        if name.endswith((".html", ".csv", ".tbx", ".tsv", ".utf8")) or name == "glossary.json":
            data.decode("utf-8")
        if name.endswith(".html"):
            assert "U+D800" in data.decode()


DRAW = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("fakes", sys.argv[1])
fakes = importlib.util.module_from_spec(spec)
sys.modules["fakes"] = fakes
spec.loader.exec_module(fakes)
from zhengming.publish.folder import folder
glossary = fakes.FakeGlossary({t.id: t for t in fakes.TERMS})
for name, data in folder(fakes.make_build(), glossary):
    print(name, hashlib.sha256(data).hexdigest())
"""


@pytest.mark.parametrize("zone", ["UTC", "Asia/Urumqi"])
def test_the_same_build_gives_the_same_bytes(zone: str) -> None:
    def draw(seed: str) -> str:
        env = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "", "SYSTEMROOT": ""}
        here = str(Path(__file__).with_name("conftest.py"))
        done = subprocess.run(
            [sys.executable, "-c", DRAW, here], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert draw("1") == draw("2")
