"""The page of doubts: complete, self-contained, usable by keyboard, saves what `--choices` reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from zhengming.publish.pages.doubts import render_doubts
from zhengming.text.script import Choices, convert

TEXT = "被告人范某某申请复议。\n没有疑问的一行\n长发姑娘，<b>的面。\n"


def page(text: str = TEXT, **more: int) -> str:
    return render_doubts([convert(text, to="tw", source="hans")], name="样本.txt", **more)


def test_every_doubt_has_its_button_and_its_reason() -> None:
    done = convert(TEXT, to="tw", source="hans")
    html = page()
    stored = re.search(r'id="data">(.*?)</script>', html, re.DOTALL)
    assert stored
    cards = json.loads(stored[1])["doubts"]
    assert [c["start"] for c in cards] == [d.start for d in done.doubts]
    assert html.count('class="doubt ') == len(cards)
    assert all(c["why"] for c in cards)


def test_lines_without_a_doubt_are_left_out_and_text_is_escaped() -> None:
    html = page()
    assert "没有疑问" not in html.split("<tbody>")[1].split("</tbody>")[0]
    assert "<b>的面" not in html
    assert "&lt;b&gt;" in html


def test_too_many_doubts_are_cut_and_counted() -> None:
    html = page(most=1)
    assert html.count('class="doubt ') == 1
    assert "more places are not shown" in html


def test_nothing_doubtful() -> None:
    assert "Nothing here is doubtful" in page("安全\n")


def test_the_page_loads_nothing_and_is_not_translated() -> None:
    html = page()
    assert "default-src 'none'" in html.replace("&#39;", "'")
    assert 'translate="no"' in html
    assert not re.search(r"""(?:src|href)=["']https?:""", html)


@pytest.mark.browser
def test_settled_by_keyboard_and_saved(tmp_path: Path, browser: object) -> None:
    """n goes to the next question, a click settles it, the saved file is what convert reads."""
    file = tmp_path / "doubts.html"
    file.write_text(page(), "utf-8")
    tab = browser.new_page(accept_downloads=True)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(file.as_uri())
    tab.keyboard.press("n")
    assert "doubt" in tab.evaluate("document.activeElement.className")
    assert tab.locator("#card").is_visible()
    tab.locator("#options button").nth(1).click()
    with tab.expect_download() as download:
        tab.click("#save")
    choices = Choices.load(Path(str(download.value.path())))
    tab.close()
    assert asked == [file.as_uri()]
    assert len(choices.rows) == 1
    row = choices.rows[0]
    done = convert(TEXT, to="tw", source="hans", choices=choices)
    assert done.text[row.start : row.start + 1] == row.chosen
