"""
Yomitan: the pop-up dictionary for browsers, format 3 with structured content.

Every spelling of either script is a row; rows of one entry share a number, so that Yomitan shows them
as one. `styles.css` in the zip draws the parts, which carry their names as `data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import count, islice
from urllib.parse import quote

from zhengming.base.delivery import zip_bytes
from zhengming.base.entry import Rendering, Term
from zhengming.publish import phrases
from zhengming.publish.entries import English, Entry, describe
from zhengming.publish.export.article import ABOUT, TITLE, foot, marks, renderings, spoken
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import PAGE
from zhengming.publish.visible import plain

LOADING = """\
Yomitan

1. In the browser open Yomitan's settings > Dictionaries > Configure installed and enabled dictionaries.
2. Import, and choose this zip as it is: do not unpack it.
3. Settings > General > Language: Chinese. Now Shift over a word of a page shows its entry, in
   simplified and in traditional script.

To bring in a further version, delete the old one in the same place first.

A coloured tag says how far an entry was checked. Under each English rendering stands whose it is;
English to avoid is struck through, with the reason. Yomitan works on your machine.
"""
ROWS_A_BANK = 10_000
Node = dict[str, object] | str
TAGS = {
    "draft": ("notes", 1),
    "reread": ("frequent", 2),
    "expert-checked": ("popular", 3),
    "disputed": ("archaism", 4),
}
STYLES = """\
[data-sc-zm="forms"] { font-size: 1.15em; }
[data-sc-zm="pinyin"] { font-style: italic; opacity: .8; }
[data-sc-zm="rendering"] { font-weight: bold; }
[data-sc-zm="marks"], [data-sc-zm="why"], [data-sc-zm="foot"] { font-size: .85em; opacity: .8; }
[data-sc-zm="avoided"] { text-decoration: line-through; }
[data-sc-zm="title"] { font-size: .85em; font-weight: bold; }
[data-sc-zm="block"] { margin-top: .4em; }
"""


def write(out: Outgoing) -> Written:
    """Write the archive: about, styles, tags, and the rows in banks."""
    return Written(zip_bytes(_members(out)))


def _members(out: Outgoing) -> Iterator[tuple[str, bytes]]:
    """Yield the files; a bank lives only while it is written."""
    yield "index.json", _json(_about(out)).encode()
    yield "styles.css", STYLES.encode()
    yield "tag_bank_1.json", _json(list(_tags())).encode()
    rows = (row for number, found in enumerate(out.found) for row in _rows(out, found.term, number))
    for number in count(1):
        bank = list(islice(rows, ROWS_A_BANK))
        if not bank and number > 1:
            return
        yield f"term_bank_{number}.json", b"[\n" + b",\n".join(bank) + b"\n]\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _about(out: Outgoing) -> dict[str, object]:
    about = out.about()
    return {
        "title": TITLE,
        "format": 3,
        "revision": f"{about['words']} {about['date']} {about['words_sha256'][:12]}",
        "sequenced": True,
        "description": f"{ABOUT}. {phrases.NO_EXPERT}",
        "attribution": phrases.WORDS_LICENCE,
        "sourceLanguage": "zh",
        "targetLanguage": "en",
    }


def _tags() -> Iterator[list[object]]:
    for name, (category, order) in TAGS.items():
        yield [name, category, order, phrases.STATUS[name], 0]


def _rows(out: Outgoing, term: Term, number: int) -> Iterator[bytes]:
    """Yield the rows of an entry as JSON: its content is written once and shared."""
    entry = describe(term, out.glossary)
    content = _json({"type": "structured-content", "content": list(_content(out, entry))}).encode()
    for spelling, _, form in out.spellings(term):
        pinyin = term.pinyin if form == term.hans else " ".join(spoken(term, form))
        head = _json([plain(spelling), plain(pinyin), term.review.status, ""])[:-1].encode()
        score = 0 if form == term.hans else -1
        yield b'%s,%d,[%s],%d,""]' % (head, score, content, number)


def _part(name: str, content: object, tag: str = "span", lang: str = "") -> Node:
    made: dict[str, object] = {"tag": tag, "data": {"zm": name}, "content": content}
    return {**made, "lang": lang} if lang else made


def _content(out: Outgoing, entry: Entry) -> Iterator[Node]:
    term = entry.term
    yield _part("forms", list(_forms(entry)), "div")
    offered = [_rendering(term, r) for r in renderings(term)]
    yield _part("english", offered or PAGE["no_english"], "ul" if offered else "div")
    yield from (_avoided(r) for r in entry.avoid)
    yield from _block("", term.definition)
    yield from _block(PAGE["translator"], term.note)
    yield from _block(PAGE["practice"], term.significance)
    near = [c.hans for c in term.confusables]
    yield from _links(PAGE["confusable"], near)
    known = (out.glossary.terms.get(i) for i in term.related)
    yield from _links(PAGE["related"], [t.hans for t in known if t])
    yield _part("foot", plain(foot(entry)), "div")


def _forms(entry: Entry) -> Iterator[Node]:
    hans, hant = plain(entry.term.hans), plain(entry.hant)
    yield _part("hans", hans, lang="zh-Hans")
    if hant and hant != hans:
        yield " "
        yield _part("hant", hant, lang="zh-Hant")
    yield " "
    yield _part("pinyin", plain(entry.term.pinyin), lang="zh-Latn-pinyin")


def _rendering(term: Term, rendering: Rendering) -> Node:
    said = marks(term, rendering)
    parts: list[Node] = [_part("rendering", plain(rendering.term), lang="en")]
    if said:
        parts += [" ", _part("marks", plain(said))]
    return {"tag": "li", "content": parts}


def _avoided(rendering: English) -> Node:
    parts: list[Node] = [f"{PAGE['avoid']}: ", _part("avoided", plain(rendering.term), lang="en")]
    if rendering.why:
        parts += [" ", _part("why", plain(rendering.why))]
    return _part("avoid", parts, "div")


def _block(title: str, text: str) -> Iterator[Node]:
    lines = [plain(line) for line in text.split("\n") if line.strip()]
    if not lines:
        return
    head: list[Node] = [_part("title", title, "div")] if title else []
    said: list[Node] = [{"tag": "div", "content": line} for line in lines]
    yield _part("block", head + said, "div")


def _links(title: str, words: Iterable[str]) -> Iterator[Node]:
    """Link to other words of the dictionary, in the reader's own window."""
    links: list[Node] = []
    for word in words:
        address = f"?query={quote(word)}&wildcards=off"
        links += [{"tag": "a", "href": address, "lang": "zh-Hans", "content": plain(word)}, " "]
    if links:
        yield _part("block", [_part("title", title, "div"), *links], "div")


FORMAT = Format("yomitan", ".zip", "Yomitan (pop-up dictionary)", write, LOADING)
