"""
Web furniture: menus, breadcrumbs, share buttons, registration numbers. Marked, never dropped.

The rules are about kinds of words, not about pages: a short line is furniture when *all* of it is
made of words that only furniture uses, or when it has the form of a breadcrumb, a legal footer or
a left-over of markup. A line that also says something else stays text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from zhengming.base.document import Document, Paragraph
from zhengming.base.places import data_dir

LONGEST = 160
MENU = 5
HAN = re.compile("[\u3400-\u9fff]")
BETWEEN = re.compile(
    r"[\s|｜/\\·•,，、;；:：!！。.()（）\[\]【】<>《》〈〉>»›→←↑↓▲▼◀▶■●◆★☆_\-—–+=*#&“”\"'0-9a-zA-Z]+"
)

BREADCRUMB = re.compile(
    r"\s*(?:您|你)?(?:现在|現在|目前)?(?:的|所在)*(?:当前|當前)?(?:位置|所在位置)\s*(?:是|为|為)?\s*[:：]"
    r"|\s*(?:首页|首頁|主页|网站首页|網站首頁|Home)\s*(?:>|»|›|→|/|-{1,2}|—|·|\||::|&gt;)+\s*\S"
)
ARROWS = re.compile(r"\s*(?:>|»|›|→|&gt;)+\s*")
SENTENCE = re.compile("[。！？；]")
LEGAL = re.compile(
    r"ICP\s*[备備证證]|公网安备|公網安備|网安备|新闻信息服务许可证|增值电信业务|信息网络传播视听节目许可证"
    r"|网站标识码|網站標識碼|All\s+Rights?\s+Reserved|[Cc]opyright\s*(?:©|\(c\)|®|\d{4}|[©]?)"
    r"|版权所有|版權所有|©\s*\d{4}|不良信息举报|举报(?:电话|邮箱)\s*[:：]|技术支持\s*[:：]"
    r"|(?:未经|未經)[^。]{0,16}(?:允许|授权|许可|同意|許可)[^。]{0,12}(?:转载|复制|镜像|使用|轉載)"
    r"|建议(?:您)?使用[^。]{0,30}(?:浏览器|分辨率)|(?:主办|承办)(?:单位)?\s*[:：][^。]{2,40}(?:承办|主办|技术|维护|备案)"
    r"|网站(?:主办|承办|维护)(?:单位)?\s*[:：]|第\s*\d+\s*位访问"
)
COUNTER = re.compile(
    r"(?:喜[欢歡]|[觉覺]得).{0,6}[点點按][个個]?[赞贊讚].{0,6}$|"
    r"(?:阅读|浏览|点击|访问|閱讀|瀏覽|點擊)(?:次数|量|数|率|次數|數)?\s*[:：]?\s*[(（]?\s*\d*\s*[)）]?\s*次?$"
    r"|(?:第?\s*\d+\s*/\s*)?共?\s*\d+\s*页(?:\s*(?:当前)?第?\s*\d+\s*页)?$"
)
NEIGHBOUR = re.compile(
    r"\s*[\[【(（]?\s*(?:上|下|前|后|後)一?(?:篇|条|條|则|則|页|頁)\s*[\]】)）]?\s*[:：]"
)
LEFTOVER = re.compile(
    r"-->|<!--|/?enpproperty|content_\d+\.s?html?|javascript:|document\.write|\{\{.*\}\}|^\s*var\s+\w+\s*="
)
FOLIO = re.compile(
    r"\s*(?:[A-Z]?\d{1,3}版?|第\s*[A-Z]?\d{1,3}\s*版)\s*[:：]?\s*[^。，,]{0,12}$"
    r"|\s*(?:星期|礼拜|禮拜|周)[一二三四五六日天]\s*$"
    r"|\s*[-—–·•\s]*第?\s*\d{1,4}\s*页?\s*(?:[/／共]\s*共?\s*\d{1,4}\s*页?)?[-—–·•\s]*$"
)
FOLIO_SURE = re.compile(r"\s*第\s*[A-Z]?\d{1,3}\s*版|\s*(?:星期|礼拜|禮拜)")


class Words(NamedTuple):
    """The vocabulary of furniture (data/furniture.toml says what each part means)."""

    buttons: frozenset[str]
    weak: frozenset[str]
    menu: frozenset[str]
    english: frozenset[str]


@cache
def words() -> Words:
    """Read the shipped vocabulary."""
    told = tomllib.loads((data_dir() / "furniture.toml").read_text("utf-8"))
    buttons, weak, menu = (frozenset(told[k].split()) for k in ("buttons", "weak", "menu"))
    return Words(buttons, weak, menu, frozenset(told["english"]))


def is_furniture(line: str) -> bool:
    """
    Whether a line of a page is furniture.

    >>> is_furniture("您的位置：首页>时政>正文"), is_furniture("打印 关闭 分享到：微信 微博")
    (True, True)
    >>> is_furniture("全县综治中心打印宣传单三千份。"), is_furniture("平安建设")
    (False, False)
    """
    line = line.strip()
    if not line or len(line) > LONGEST:
        return bool(line) and len(line) < 4 * LONGEST and bool(LEFTOVER.search(line))
    if _is_breadcrumb(line) or LEGAL.search(line) or LEFTOVER.search(line):
        return True
    if COUNTER.match(line) or NEIGHBOUR.match(line):
        return True
    if FOLIO_SURE.match(line) and FOLIO.match(line):
        return True
    return _all_buttons(line)


def _is_breadcrumb(line: str) -> bool:
    if SENTENCE.search(line):
        return False
    if BREADCRUMB.match(line):
        return True
    steps = [s for s in ARROWS.split(line) if s]
    return len(steps) > 2 and all(len(s) <= 14 for s in steps)


def _all_buttons(line: str) -> bool:
    tokens = [t for t in BETWEEN.split(line) if t]
    known = words()
    if not tokens:
        return " ".join(re.findall("[a-z]+", line.lower())) in known.english
    sure = sum(t in known.buttons for t in tokens)
    weak = sum(t in known.weak for t in tokens)
    if sure + weak == len(tokens):
        return sure > 0
    menu = sum(t in known.menu for t in tokens) + sure
    return len(tokens) >= MENU and menu >= 0.6 * len(tokens) and all(len(t) <= 8 for t in tokens)


def mark_furniture(document: Document) -> Document:
    """Return the document with its furniture marked (headings and notes are left as they are)."""
    made = [_marked(document.text, p) for p in document.paragraphs]
    if document.pages:
        made = _running_heads(document, made)
    if all(p.kind == "furniture" for p in made):
        return document
    return replace(document, paragraphs=tuple(made))


def _marked(text: str, paragraph: Paragraph) -> Paragraph:
    if (
        paragraph.kind not in ("paragraph", "list", "table")
        or paragraph.end - paragraph.start > 4 * LONGEST
    ):
        return paragraph
    if is_furniture(text[paragraph.start : paragraph.end]):
        return replace(paragraph, kind="furniture", level=0)
    return paragraph


DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+")


def _running_heads(document: Document, given: Sequence[Paragraph]) -> list[Paragraph]:
    """Mark what stands first or last on three pages or more, numbers aside, and page numbers."""
    made = list(given)
    edges: dict[str, list[int]] = {}
    by_page: dict[int, list[int]] = {}
    page = 0
    for at, paragraph in enumerate(given):
        while page < len(document.pages) - 1 and paragraph.start >= document.pages[page].end:
            page += 1
        by_page.setdefault(page, []).append(at)
    for members in by_page.values():
        for at in {members[0], members[-1]}:
            line = document.text[given[at].start : given[at].end].strip()
            if FOLIO.match(line) and not HAN.search(DIGITS.sub("", line).strip("第页版 ")):
                made[at] = replace(made[at], kind="furniture")
            elif len(line) <= 60:
                edges.setdefault(DIGITS.sub("0", line), []).append(at)
    for same in edges.values():
        if len(same) >= 3:
            for at in same:
                made[at] = replace(made[at], kind="furniture")
    return made
