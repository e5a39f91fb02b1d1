"""
Short forms that a document introduces: (以下简称…), 简称“…”, 全称是…, and a bare bracket.

A bare bracket counts only where its characters stand in the name before it, in order:
社会治安综合治理中心(综治中心), but not 村(社区).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhengming.find.slogans.lists import split, trim_first
from zhengming.text.segment import Word, tag_words

CALLED = r"(?:以下|下文|下面|后文)?(?:均|统一|统|又)?(?:简称|下称|合称|统称)(?:为|作|是)?"
NAMED = rf"(?:{CALLED}|以下称|(?<=[(,;])下称)[: ]?"
BRACKET = re.compile(
    rf"\((?:[^()\n]{{0,20}}[,;、])?{NAMED}[“《〈]?([^“”《》〈〉()\n]{{1,16}})[”》〉]?\)"
)
OPEN = re.compile(
    rf",{NAMED}(?:“([^“”\n]{{1,16}})”|《([^《》\n]{{1,16}})》|([\u4e00-\u9fff]{{2,8}})(?=[,。;)\n]))"
)
BARE = re.compile(r"\(“?([\u4e00-\u9fff]{2,10})”?\)")
FULL = re.compile(
    r"[“《]?([\u4e00-\u9fffA-Z]{2,10})[”》]?[,(]全称(?:是|为|:)?[“《]?([\u4e00-\u9fff]{4,40}?)[”》]?(?=[,。;)\n])"
)
ISSUED = re.compile(r"印发|发布|出台|制定|下发|公布|通过|签署|实施|成立|设立|组建|建立|召开|开展")
FAR = 60
MARKS = "\n。,;:、“”《》()!?"


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A full form and the short form that the document introduces for it, with both places."""

    full: str
    full_start: int
    full_end: int
    short: str
    start: int
    end: int


def short_forms(text: str) -> tuple[ShortForm, ...]:
    """
    Find the short forms that a folded text introduces.

        >>> [(s.full, s.short) for s in short_forms("设立社会治安综合治理中心(以下简称“综治中心”),")]
        [('社会治安综合治理中心', '综治中心')]
    """
    found = [*_announced(text), *_bracketed(text), *_full_names(text)]
    unique = {(s.start, s.end): s for s in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda s: s.start))


def _announced(text: str) -> Iterator[ShortForm]:
    for pattern in (BRACKET, OPEN):
        for mention in pattern.finditer(text):
            which = next(i for i in (1, 2, 3) if mention[i])
            short = mention[which]
            several = re.search("统称|合称", mention.group()) is not None
            start = _full_start(text, mention.start(), short, several=several)
            end = mention.start() - (text[mention.start() - 1] in "》”")
            if start is not None and text[start:end] != short:
                yield ShortForm(text[start:end], start, end, short, *mention.span(which))


def _bracketed(text: str) -> Iterator[ShortForm]:
    """社会治安综合治理中心(综治中心), and the other way round: 综治中心(社会治安综合治理中心)."""
    for mention in BARE.finditer(text):
        inner = mention[1]
        begin = max(text.rfind(c, 0, mention.start()) for c in MARKS) + 1
        words = tag_words(text[max(begin, mention.start() - 40) : mention.start()])
        before = max(begin, mention.start() - 40)
        for word in words:
            start = before + word.start
            outer = text[start : mention.start()]
            if is_short_for(inner, outer):
                begun = _with_nouns(words, word.start)
                start = before + begun
                yield ShortForm(
                    text[start : mention.start()], start, mention.start(), inner, *mention.span(1)
                )
                break
    for mention in re.finditer(r"\(([\u4e00-\u9fff]{5,30})\)", text):
        for size in range(min(8, len(mention[1]) - 2), 1, -1):
            start = mention.start() - size
            short = text[max(start, 0) : mention.start()]
            if start >= 0 and not set(short) & set(MARKS) and _ends_alike(short, mention[1]):
                yield ShortForm(mention[1], *mention.span(1), short, start, mention.start())
                break


def _full_names(text: str) -> Iterator[ShortForm]:
    """稳评,全称是社会稳定风险评估: the full form stands behind the short one."""
    for mention in FULL.finditer(text):
        for start in range(*mention.span(1)):
            short = text[start : mention.end(1)]
            if len(short) > 1 and _holds(mention[2], short):
                yield ShortForm(mention[2], *mention.span(2), short, start, mention.end(1))
                break


def is_short_for(short: str, full: str) -> bool:
    """
    Whether one name is plainly the other's short form: same beginning and end, words left out.

    >>> is_short_for("综治中心", "综合治理中心"), is_short_for("法庭", "法院")
    (True, False)
    """
    return short[0] == full[0] and _ends_alike(short, full)


def _ends_alike(short: str, full: str) -> bool:
    if len(short) < 2 or len(full) < len(short) + 2 or short in full:
        return False
    return short[-1] in tag_words(full)[-1].text and _holds(full, short)


def _full_start(text: str, end: int, short: str, *, several: bool) -> int | None:
    """Find where the full form begins: the title's mark, else the word that begins as the short form."""
    if text[end - 1] in "》”":
        opened = text.rfind("《" if text[end - 1] == "》" else "“", 0, end)
        return opened + 1 if opened >= 0 else None
    begin = max(text.rfind(c, 0, end) for c in MARKS.replace("、", "") if c not in "()")
    begin = max(begin + 1, end - FAR)
    if several and "、" in text[begin:end]:
        return trim_first(text, split(text, (begin, end), "、"))[0][0]
    begin = max(begin, text.rfind("、", 0, end) + 1)
    words = tag_words(text[begin:end])
    starts = [
        w.start
        for w in words
        if w.text[0] == short[0] and _holds(text[begin + w.start : end], short)
    ]
    if starts:
        return begin + _with_nouns(words, starts[0])
    if text.endswith(short, begin, end):
        # 印发健康学校建设的意见(以下简称《意见》): all that was issued.
        issued = list(ISSUED.finditer(text, begin, end - len(short)))
        if issued:
            at = issued[-1].end()
            at += text.startswith("了", at)
            return at if end - at > len(short) else None
    return None


def _with_nouns(words: Sequence[Word], start: int) -> int:
    """社会治安 综合治理委员会: nouns before the word that begins as the short form belong to it too."""
    for word in reversed([w for w in words if w.end <= start]):
        if word.pos[0] not in "njl" or word.pos in {"nr", "ns"}:
            break
        start = word.start
    return start


def _holds(full: str, short: str) -> bool:
    """Whether the characters of the short form stand in the full form, in order."""
    letters = iter(full)
    return len(full) > len(short) and all(c in letters for c in short)
