"""Pages in a real browser: search, cards, switches, no request, no barrier. One browser a session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhengming.base.findings import Build
from zhengming.publish.folder import folder

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parent.parent.parent
AXE = Path(os.environ.get("AXE_CORE", ROOT / ".node/node_modules/axe-core/axe.min.js"))
Open = Callable[..., "Page"]  # noqa: F821


@pytest.fixture(scope="session")
def site(build: Build, glossary: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small build."""
    base = tmp_path_factory.mktemp("site")
    for name, data in folder(build, glossary):
        path = base / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return base


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, the checker for barriers."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm install --no-save --prefix .node axe-core")
    return AXE.read_text("utf-8")


@pytest.fixture
def visit(browser: object, site: Path) -> Iterator[Open]:
    """Open a page of the site; afterwards, nothing was requested but files, nothing went wrong."""
    contexts, requests, problems = [], [], []

    def open_page(name: str, **options: object) -> object:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: requests.append(r.url))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: problems.append(str(e)))
        page.goto(f"{site.as_uri()}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert requests
    assert [url for url in requests if not url.startswith("file:")] == []
    assert problems == []


def report(build: Build, name: str = "report.txt") -> str:
    one = next(e for e in build.documents if e.document.name == name)
    return f"documents/{one.document.id}.html"


def shown_rows(page: object) -> list[str]:
    return page.eval_on_selector_all("#rows li:not([hidden])", "l => l.map(x => x.dataset.id)")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("维稳", "weiwen"),
        ("維穩", "weiwen"),
        ("维穩", "weiwen"),
        ("wéiwěn", "weiwen"),
        ("weiwen", "weiwen"),
        ("wei wen", "weiwen"),
        ("wei2wen3", "weiwen"),
        ("lüse", "qilv-gongzuo"),
        ("lvse", "qilv-gongzuo"),
        ("stability", "weiwen"),
        ("Residential surveil", "jianshi-juzhu"),
        ("RS", "jianshi-juzhu"),
        ("综治", "zongzhi-zhongxin"),
        ("“绿色七率”", "qilv-gongzuo"),
    ],
)
def test_search(visit: Open, query: str, first: str) -> None:
    page = visit("index.html")
    page.fill("#q", query)
    page.wait_for_selector("#shown:not(:has-text('5 of 5'))")
    assert shown_rows(page)[0] == first


def test_enter_opens_the_first_hit(visit: Open) -> None:
    page = visit("index.html")
    page.fill("#q", "weiwen")
    page.press("#q", "Enter")
    assert page.url.endswith("#t-weiwen")
    assert "维稳" in page.inner_text("#entry h2")


def test_search_without_a_hit_and_clear(visit: Open) -> None:
    page = visit("index.html")
    page.fill("#q", "qqqqq")
    page.wait_for_selector("#none:not([hidden])")
    page.click("#clear")
    page.wait_for_selector("#shown:has-text('5 of 5')")
    assert len(shown_rows(page)) == 5


@pytest.mark.parametrize(
    ("name", "value", "rows"),
    [
        ("category", "courts", {"fayuan"}),
        ("scope", "city", {"qilv-gongzuo"}),
        ("status", "draft", {"weiwen"}),
        ("document", "1", {"weiwen", "zongzhi-zhongxin", "fayuan"}),
    ],
)
def test_filters(visit: Open, name: str, value: str, rows: set[str]) -> None:
    page = visit("index.html")
    page.select_option(f"#f-{name}", value)
    page.wait_for_timeout(150)
    assert set(shown_rows(page)) == rows


def test_an_entry_opens_with_places_and_passages(visit: Open, build: Build) -> None:
    page = visit("index.html")
    page.click("#rows li[data-id=weiwen] a")
    page.wait_for_selector("#entry h2:has-text('维稳')")
    ticks = page.locator("#entry svg .tick").count()
    found = next(f for f in build.found if f.term.id == "weiwen")
    assert ticks == len(found.occurrences)
    assert page.locator("#entry figure tbody tr").count() == ticks
    assert page.locator("#entry .passage mark").first.text_content() == "维稳"
    link = page.locator("#entry .passage a").first.get_attribute("href")
    page.goto(page.url.partition("index.html")[0] + link)
    assert page.locator(":target").text_content() == "维稳"


def test_a_small_screen_goes_to_the_entry_and_back(visit: Open) -> None:
    page = visit("index.html")
    page.set_viewport_size({"width": 390, "height": 700})
    page.locator("#rows li a").last.click()
    heading = page.locator("#entry h2").bounding_box()
    assert 0 < heading["y"] < 700
    page.click(".back a")
    page.wait_for_timeout(100)
    assert 0 <= page.locator("#q").bounding_box()["y"] < 700


def test_copy_quotation(visit: Open) -> None:
    page = visit("index.html#t-jianshi-juzhu", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator("#entry .passage .copy").first
    text = button.get_attribute("data-copy")
    assert text.startswith("“对两人采取监视居住，其中一人随后解除。”\n关于平安工作的报告, 某县")
    assert "p. iv" in text
    button.click()
    page.wait_for_selector("#heard:has-text('Copied')", state="attached")
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == text


def test_possible_new_terms_stand_apart(visit: Open) -> None:
    page = visit("index.html#possible")
    assert page.locator("#terms").is_hidden()
    assert page.locator("#possible").is_visible()
    page.click("#possible summary")
    page.wait_for_selector("#possible .passage mark:has-text('网格小哥')")


def test_the_notice_is_shown_once(visit: Open) -> None:
    page = visit("index.html")
    assert page.locator("#once").is_visible()
    page.click("#once-done")
    page.reload()
    assert page.locator("#once").is_hidden()


def test_a_card_by_keyboard(visit: Open, build: Build) -> None:
    page = visit(report(build))
    page.click("#once-done")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator("#card").is_visible():
            break
    card = page.locator("#card")
    for words in ("综治中心", "綜治中心", "zōngzhì zhōngxīn", "comprehensive governance centre"):
        assert words in card.text_content()
    assert "used by the Chinese authorities" in card.text_content()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.dataset.e") == "zongzhi-zhongxin"
    page.keyboard.press("Tab")
    assert "维稳" in card.text_content()


def test_a_card_by_mouse_and_tap(visit: Open, build: Build) -> None:
    page = visit(report(build))
    page.hover(".t.first >> nth=0")
    page.wait_for_selector("#card:not([hidden])")
    page.hover("h1")
    page.wait_for_selector("#card", state="hidden")
    phone = visit(report(build), has_touch=True)
    phone.tap(".t.first >> nth=1")
    assert phone.locator("#card").is_visible()
    phone.tap("h1")
    assert phone.locator("#card").is_hidden()


def test_every_mention_and_the_other_script(visit: Open, build: Build) -> None:
    page = visit(report(build))
    line = "e => getComputedStyle(e).textDecorationLine"
    later = page.locator(".t:not(.first)").first
    assert later.evaluate(line) == "none"
    page.click("#every")
    assert later.evaluate(line) == "underline"
    styles = page.eval_on_selector_all(
        ".t.first", "l => l.map(e => getComputedStyle(e).textDecorationStyle)"
    )
    assert set(styles) == {"solid", "dashed", "wavy"}
    page.click("#script")
    assert page.locator("#written").is_hidden()
    other = page.locator("#converted .text")
    assert other.get_attribute("lang") == "zh-Hant"
    assert "維穩形勢總體平穩" in other.text_content()
    page.click("#script")
    assert page.locator("#written").is_visible()


def test_without_javascript(visit: Open, build: Build) -> None:
    page = visit(report(build), java_script_enabled=False)
    assert page.locator(".t.first").first.is_visible()
    assert page.locator("#every").is_hidden()
    assert page.locator("#once").is_visible()
    index = visit("index.html", java_script_enabled=False)
    assert index.locator("#rows li").count() == 5
    assert index.locator("#possible").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(axe: str, visit: Open, build: Build, scheme: str) -> None:
    names = [
        "index.html",
        *(f"index.html#{v}" for v in ("t-weiwen", "possible", "documents", "about")),
    ]
    names += [report(build, e.document.name) for e in build.documents]
    for name in names:
        page = visit(name, color_scheme=scheme)
        if name.startswith("documents"):
            page.click("#every")
            page.locator(".t.first").first.focus()
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert not [(v["id"], v["nodes"][0]["html"]) for v in found], name


def test_axe_can_find_one(axe: str, visit: Open) -> None:
    page = visit("index.html")
    page.evaluate(axe)
    page.evaluate("document.querySelector('#q').closest('label').querySelector('span').remove()")
    page.evaluate("document.querySelector('#q').removeAttribute('placeholder')")
    found = page.evaluate("axe.run(document)")["violations"]
    assert "label" in {v["id"] for v in found}


def test_hostile_text_is_shown_and_inert(visit: Open, build: Build) -> None:
    hostile = next(e for e in build.documents if e.document.name.startswith("=cmd"))
    page = visit(f"documents/{hostile.document.id}.html")
    chips = page.eval_on_selector_all("#written .chip", "l => l.map(e => e.textContent)")
    assert {"NUL", "ESC", "RLO", "PDF", "ZWSP"} <= set(chips)
    assert page.locator("img").count() == 0
    entry = visit("index.html#t-qilv-gongzuo")
    assert "<img src=x" in entry.locator("#entry").text_content()
    assert entry.locator("img").count() == 0


def test_it_prints(visit: Open, build: Build) -> None:
    page = visit(report(build))
    page.emulate_media(media="print")
    assert page.locator(".switches").is_hidden()
    assert page.locator(".terms-here").is_visible()
    assert len(page.pdf()) > 5000
