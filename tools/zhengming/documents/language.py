"""
Language tags that follow their text: zh-CN becomes zh-TW where the text becomes traditional.

`follow` changes one tag and keeps its manner (zh-Hans stays a script, zh-CN stays a region), so that
the way back gives the first tag again; `tag_places` finds the tags of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Target = Literal["hans", "hant", "tw", "hk"]
TAG = re.compile(r"(zh|cmn)(?:([-_])(.+))?", re.IGNORECASE)
REGION = {"hans": "CN", "hant": "TW", "tw": "TW", "hk": "HK"}
REGIONS = {"CN", "SG", "MY", "TW", "HK", "MO"}
FITTING = {
    "hans": {"CN", "SG", "MY"},
    "hant": {"TW", "HK", "MO"},
    "tw": {"TW"},
    "hk": {"HK", "MO"},
}
XML_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"""|<([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*/?>""",
    re.DOTALL,
)
HTML_VALUE = re.compile(
    r"""[\s"'](?:xml:)?lang\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
XML_VALUE = re.compile(r"""\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# Which attributes of which elements name the language of text.
WORD = {
    "w:lang": ("w:val", "w:eastAsia"),
    "w:themeFontLang": ("w:val", "w:eastAsia"),
    "a:rPr": ("lang", "altLang"),
    "a:endParaRPr": ("lang", "altLang"),
    "a:defRPr": ("lang", "altLang"),
}
EXCHANGE = (
    "xml:lang",
    "lang",
    "source-language",
    "target-language",
    "srcLang",
    "trgLang",
    "srclang",
)


def follow(tag: str, target: str) -> str:
    """
    Return the tag of a text that was brought to another script; other languages stay.

    >>> follow("zh-CN", "tw"), follow("zh-Hans", "tw"), follow("zh-Hant-TW", "hans"), follow("en", "tw")
    ('zh-TW', 'zh-Hant', 'zh-Hans-CN', 'en')
    """
    found = TAG.fullmatch(tag)
    if found is None or not found[3] or target not in REGION:
        return tag
    subtags = re.split("[-_]", found[3])
    return found[2].join([found[1], *(_subtag(one, target) for one in subtags)])


def _subtag(subtag: str, target: str) -> str:
    simplified = target == "hans"
    made = subtag
    if subtag.lower() in ("hans", "hant"):
        made = "Hans" if simplified else "Hant"
    elif subtag.lower() in ("chs", "cht"):
        made = "CHS" if simplified else "CHT"
    elif subtag.upper() in REGIONS and subtag.upper() not in FITTING[target]:
        made = REGION[target]
    return made.lower() if subtag.islower() else made


def chinese(tag: str) -> bool:
    """Whether a tag names Chinese."""
    return TAG.fullmatch(tag) is not None


def same(tag: str, asked: str) -> bool:
    """
    Whether a tag is the language asked for, or a kind of it.

    >>> same("zh-cn", "zh-CN"), same("zh-TW", "zh"), same("zh-TW", "zh-CN")
    (True, True, False)
    """
    tag, asked = tag.lower().replace("_", "-"), asked.lower().replace("_", "-")
    return tag == asked or tag.startswith(f"{asked}-")


def word_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the language tags in a part of an Office file."""
    for tag in XML_TAG.finditer(source):
        wanted = WORD.get(tag[1] or "")
        if wanted:
            yield from _values(tag, wanted)


def exchange_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the language tags in an XLIFF or TMX file."""
    for tag in XML_TAG.finditer(source):
        if tag[1] and tag[2]:
            yield from _values(tag, EXCHANGE)


def _values(tag: re.Match[str], wanted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for value in XML_VALUE.finditer(tag.string, tag.start(2), tag.end(2)):
        if value[1] in wanted:
            yield value.span(2 if value[2] is not None else 3)


def html_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the language tags in a page."""
    from zhengming.documents.formats.markup import tokens

    for token in tokens(source):
        if token.kind == "start" and ("lang" in token.attrs or "xml:lang" in token.attrs):
            for value in HTML_VALUE.finditer(source, token.start, token.end):
                yield value.span(value.lastindex or 0)
