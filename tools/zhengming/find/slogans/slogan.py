"""
A numeral slogan: what its numerals say (“三化”, “四型五网六队”, “1+1+N”), and where one stands.

Some numerals count nothing (进一步, “八五”普法, “十四五”): such a string is no slogan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from zhengming.text.segment import tag_words

NUMBER = "一二两三四五六七八九十双"
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
# 二 alone is an ordinal (二线, 二类); what is counted is 两.
NUMERAL = r"(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一两三四五六七八九双]|[1-9][0-9]?)"
ORDINAL_NOUN = re.compile("级(?!联)|等奖|号|线城市|年|月|季度")
CLASSIFIERS = "个项支大张种类条道套重场"
# Words in which 一 counts nothing, and numbers that are too round to count parts.
UNCOUNTED = re.compile(
    "进一步|一律|一致|一体|统一|唯一|合一|一线|一流|一心|一票|同一|单一|第一|万一|一百|归一|专一|一步到位"
)
GROUP = re.compile(rf"({NUMERAL})([{CLASSIFIERS}]?)([^{NUMBER}0-9\s,、。]{{1,6}})")
COUNTED = re.compile(
    rf"[^{NUMBER}0-9]{{0,4}}({NUMERAL})个(一|[^{NUMBER}]{{1,6}})(?:工程|活动|行动)?"
)
PLUS = re.compile(r"[0-9A-Z]+(?:\+[0-9A-Z]+)+")
QUOTED = re.compile(r"“([^“”\n,。;:!?]{2,22})”")
ATTRIBUTES = {"重点", "主要", "基本", "核心", "重要", "基础", "专项", "特色", "硬性"}
# What 个 counts without quotation marks is a slogan only where it is nothing one can visit or win.
ABSTRACT = re.compile(
    "环节|要素|导向|关键|重点|转变|提升|到位|坚持|统一|结合|强化|聚焦|关系|维度|意识|能力|突出|确保"
    "|加强|落实|优先|阶段|层次|效果|必须|不|专项|清单"
)
BARE = re.compile(
    rf"(?<![{NUMBER}第单0-9])(?!双)(?:({NUMERAL}[{CLASSIFIERS}]大?)([\u4e00-\u9fff]{{2,8}})"
    rf"|{NUMERAL}位一体|{NUMERAL}级联[动创调]|{NUMERAL}个100%)"
)

VAGUE = {
    *(
        "方面",
        "层面",
        "领域",
        "阶段",
        "部门",
        "单位",
        "角度",
        "途径",
        "地区",
        "县区",
        "城市",
        "国家",
    ),
    *(
        "省份",
        "乡镇",
        "街道",
        "社区",
        "地方",
        "县市",
        "小区",
        "企业",
        "批次",
        "类别",
        "方向",
        "字段",
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """A numeral with its noun: 四型 (4, 型); `measured` where a measure word stands between them."""

    name: str
    number: int
    noun: str = ""
    measured: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A slogan at `text[start:end]`, without its quotation marks (`quoted` says whether it has them)."""

    term: str
    start: int
    end: int
    groups: tuple[Group, ...]
    quoted: bool

    @property
    def total(self) -> int:
        """How many parts all the numerals ask for."""
        return sum(g.number for g in self.groups)


@dataclass(frozen=True, slots=True)
class Part:
    """A part at `text[start:end]`, in its group ("四型"; empty where there is only one)."""

    start: int
    end: int
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """
    A slogan at `text[start:end]` with the parts that the document gives it.

    `disagrees` says, for every group whose numeral and number of parts differ, (group, says, has).
    """

    term: str
    start: int
    end: int
    parts: tuple[Part, ...]
    disagrees: tuple[tuple[str, int, int], ...] = ()


Span = tuple[int, int]


def spelled(text: str, mention: Mention, listed: Sequence[Sequence[Span]]) -> SpelledOut:
    """Put a slogan and its parts together, a list of places for each group."""
    single = len(mention.groups) == 1
    parts: list[Part] = []
    disagrees: list[tuple[str, int, int]] = []
    for group, spans in zip(mention.groups, listed, strict=True):
        parts += [Part(a, b, text[a:b], "" if single else group.name) for a, b in spans]
        if len(spans) != group.number:
            disagrees.append((group.name or mention.term, group.number, len(spans)))
    return SpelledOut(mention.term, mention.start, mention.end, tuple(parts), tuple(disagrees))


def numbers(term: str) -> list[tuple[str, int]]:
    """
    Take a numeral abbreviation apart into groups with the number each states.

    >>> numbers("四型五网六队"), numbers("1+1+N"), numbers("六位一体"), numbers("十四五")
    ([('四型', 4), ('五网', 5), ('六队', 6)], [('', 3)], [('六位一体', 6)], [])
    """
    return [(g.name, g.number) for g in groups_of(term)]


@cache
def groups_of(term: str) -> tuple[Group, ...]:
    """Take a numeral abbreviation apart; empty where its numerals count nothing."""
    if "+" in term:
        return (Group("", term.count("+") + 1),) if PLUS.fullmatch(term) else ()
    if whole := re.fullmatch(rf"({NUMERAL})个(100%)", term):
        return (Group(term, value(whole[1]), whole[2], measured=True),)
    masked = UNCOUNTED.sub(lambda m: "丨" * len(m.group()), term)
    counted = COUNTED.fullmatch(masked)
    if counted:
        noun = term[counted.start(2) : counted.end(2)]
        return (Group(term, value(counted[1]), noun, measured=True),)
    runs = re.findall(rf"[{NUMBER}0-9]+", masked)
    if not all(re.fullmatch(NUMERAL, run) for run in runs):
        return ()
    if re.search(rf"[{NUMBER}0-9][百千万亿年月日%]", masked):
        return ()
    found = list(GROUP.finditer(masked))
    if len(found) != len(runs) or any(ORDINAL_NOUN.match(m[3]) for m in found):
        return ()
    return tuple(
        Group(term[m.start() : m.end()], value(m[1]), term[m.start(3) : m.end(3)], bool(m[2]))
        for m in found
    )


def value(numeral: str) -> int:
    """
    Read a numeral below a hundred.

    >>> value("两"), value("十四"), value("二十"), value("4")
    (2, 14, 20, 4)
    """
    if numeral.isascii():
        return int(numeral)
    if "十" in numeral:
        tens, ones = numeral.split("十")
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return DIGITS[numeral]


def quoted_mentions(text: str) -> Iterator[Mention]:
    """Find slogans in quotation marks: “三化”, “新三件”, “1+4+N”."""
    for found in QUOTED.finditer(text):
        groups = groups_of(found[1])
        first = re.search(rf"[{NUMBER}0-9]", found[1])
        if groups and first and first.start() <= 3 and sum(g.number for g in groups) > 1:
            yield Mention(found[1], *found.span(1), groups, quoted=True)


def bare_mentions(text: str) -> Iterator[Mention]:
    """Find what is counted with a measure word, without quotation marks: 四项职权, 三道关口."""
    for found in BARE.finditer(text):
        noun = _noun(found[2]) if found[2] else ""
        if text[found.start() - 1 : found.start()] == "“" or (found[2] and not noun):
            continue
        if found[1] and found[1].endswith("个") and not ABSTRACT.match(noun):
            continue
        term = found[1] + noun if found[2] else found.group()
        groups = groups_of(term)
        if len(groups) == 1 and groups[0].number > 1 and term[-2:] not in VAGUE:
            start = found.start()
            yield Mention(term, start, start + len(term), groups, quoted=False)


def _noun(following: str) -> str:
    """Take the noun that is counted from the words that follow: 执法监督信息系统, 重点工作, 队伍."""
    size = 0
    for word in tag_words(following):
        attribute = word.start == size and following[:size] in ATTRIBUTES
        if word.pos[0] == "n" or word.text in ATTRIBUTES or (attribute and word.pos == "vn"):
            size = word.end
        elif word.pos == "vn" and not size:
            size = word.end if word.start == 0 else 0
        elif word.pos not in {"vn", "b", "an"}:
            break
    return following[:size]


@cache
def is_action(noun: str) -> bool:
    """Whether a noun of a slogan is a verb (“三统一”, “三必访”): then its parts are made of it."""
    return tag_words(noun)[0].pos in {"v", "vn", "vd", "d"}
