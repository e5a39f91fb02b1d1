"""The list that ends right before a slogan: 网格化、信息化、社区化“三化”; “排查、化解”两项任务."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhengming.find.slogans.lists import (
    CONJUNCTIONS,
    Span,
    are_alike,
    in_groups,
    joined,
    split,
    trim_first,
)
from zhengming.find.slogans.slogan import Mention, is_action, quoted_mentions
from zhengming.text.segment import tag_words

LEADS_ON = re.compile(
    r"(?:等?的|等|这|作为|,?(?:即|简称|统称|合称|并称|称为|也就是)|(?:合|并|统|简)?称为?"
    r"|等?为(?:主要|基本|核心)?(?:内容|代表|重点|核心|特征|标志|支撑|主体|载体|抓手|目标|要求)的"
    r"|(?:有机|紧密)?相?结合的)[ ]?$"
)
LONGEST = 30
LEADING_TO = frozenset("到于对在以把将从用为是向") | {"在于", "关于"}
# A verb at the end of a list has the slogan as its object: 加强学习、转变作风、落实“三项制度”.
GOVERNING = frozenset(
    re.findall(
        "..",
        "做到坚持落实推进推行实行开展围绕打造践行突出聚焦完善深化强化防治纠治惩治整治实现形成构建"
        "建立建设严守遵守恪守牢记坚定增强树立推动抓好用好做好加强加快紧盯抓实执行健全创新探索实施"
        "支持建成创建弘扬发扬贯彻提出明确学习宣传巩固拓展召开保障守住把握遏制",
    )
)
Listed = list[list[Span]]


def before(text: str, mention: Mention) -> Listed:
    """Read the list that ends right before a slogan; empty where none has as many parts as it says."""
    groups = mention.groups
    end = _list_end(text, mention.start - mention.quoted)
    if _goes_on(text, end):
        return []
    if end and text[end - 1] == "”":
        return _quotations(text, end, mention)
    if len(groups) > 1:
        return []
    clause = _clause_start(text, end)
    start = _list_start(text, clause, end)
    spans = joined(text, (start, end), mention.total)
    spans = spans if start > clause else trim_first(text, spans)
    if len(spans) != mention.total or _governed(text, spans):
        return []
    if mention.total == 2 and not _pair(text, spans):
        return []
    return [spans] if _names_them(text, spans, mention, end) else []


def _names_them(text: str, spans: Sequence[Span], mention: Mention, end: int) -> bool:
    """Whether a list of the right length before a slogan is what the slogan names."""
    pieces = [text[a:b] for a, b in spans]
    if any(p.count("“") != p.count("”") or next(quoted_mentions(p), None) for p in pieces):
        return False
    (group,) = mention.groups
    if group.measured or not group.noun:
        return True
    made_of_it = sum(group.noun[0] in p for p in pieces)
    if text.startswith("的", end) and len(pieces) > 2 and not are_alike(text, spans[1:]):
        return made_of_it > 1  # 甲、乙、丙的“三农”干部: the list describes what follows
    return made_of_it > 0 or not is_action(group.noun)  # 公安、法院、司法行政“三统一”: who acts


def _list_end(text: str, end: int) -> int:
    """Go back over 的, 等, 为主要内容的, 合称 from a slogan to the end of the list before it."""
    while True:
        tail = LEADS_ON.search(text, max(0, end - 24), end)
        if not tail:
            while end and text[end - 1] == " ":
                end -= 1
            return end
        end = tail.start()


def _clause_start(text: str, end: int) -> int:
    """Find where the clause of a list begins: behind a mark, or behind a bracket that stays open."""
    closed = 0
    for at in range(end - 1, -1, -1):
        if text[at] in ")》”":
            closed += 1
        elif text[at] in "(《“":
            if not closed:
                return at + 1
            closed -= 1
        elif text[at] in "。\n!?" or (text[at] in ";:,…" and not closed):
            return at + 1
    return 0


def _list_start(text: str, start: int, end: int) -> int:
    """全县站点、车队全面落实了开箱、实名、安检: a list begins behind a verb inside a later piece."""
    pieces = split(text, (start, end), "、")
    for number in range(len(pieces) - 2, -1, -1):
        a, b = pieces[number]
        words = tag_words(text[a:b])
        if number == 0 and words[0].pos[0] != "n":
            break  # 全面落实责任: nobody who does it stands before the verb
        inner = [w for w in words[1:-1] if w.text[-2:] in GOVERNING]
        if inner:
            after_verb = a + inner[-1].end
            return after_verb + text.startswith("了", after_verb)
    return start


def _quotations(text: str, end: int, mention: Mention) -> Listed:
    """Read “A、B、C”四项任务, “a、b,c、d”的“两甲两乙”, or “A”“B”和“C”三大工程."""
    quotes: list[Span] = []
    at = end
    while at and text[at - 1] == "”":
        opened = text.rfind("“", 0, at)
        if opened < 0:
            break
        quotes.insert(0, (opened + 1, at - 1))
        at = opened
        if at and text[at - 1] in "、和与及":
            at -= 1
    if not quotes or text[slice(*quotes[-1])].startswith(mention.term):
        return []
    if len(quotes) > 1:
        fits = len(quotes) == mention.total and len(mention.groups) == 1
        return [quotes] if fits else []
    inner = quotes[0]
    if len(mention.groups) > 1:
        return in_groups(text, inner, [g.number for g in mention.groups], exact=True)
    for marks in ("、", ",", "+", ",、", ";"):
        spans = joined(text, inner, mention.total, marks)
        if len(spans) == mention.total and all(b - a <= LONGEST for a, b in spans):
            return [spans]
    return []


def _goes_on(text: str, end: int) -> bool:
    """甲、乙、“三农”: the slogan is one more item of the list, not its name."""
    if text[end - 1 : end] == "、":
        return True
    words = tag_words(text[max(0, end - 8) : end]) if end else []
    return bool(words) and words[-1].text in CONJUNCTIONS


def _pair(text: str, spans: Sequence[Span]) -> bool:
    """Whether two things joined by 和 alone are a pair: the same last character or the same length."""
    return len({text[b - 1] for _, b in spans}) == 1 or len({b - a for a, b in spans}) == 1


def _governed(text: str, spans: Sequence[Span]) -> bool:
    """Whether the last of the parts ends in a verb whose object is the slogan."""
    start, end = spans[-1]
    words = tag_words(text[start:end])
    last = words[-1]
    if last.text in LEADING_TO:
        return True
    manner = [_manner(text, span) for span in spans]
    if manner[-1] and not any(manner[:-1]):
        return True  # 干部深刻领悟, 坚决打击
    if len(spans) == 2 and (
        manner[-1] or last.text in GOVERNING or (words == [last] and last.pos == "v")
    ):
        return True
    if last.text not in GOVERNING and last.pos != "v":
        return False
    ends = [(text[a], text[b - 1]) for a, b in spans[1:]]
    if len(ends) > 1 and (len({a for a, _ in ends}) == 1 or len({b for _, b in ends}) == 1):
        return False
    if all(b - a == end - start for a, b in spans):
        return len(spans) == 2 and all(len(tag_words(text[a:b])) == 1 for a, b in spans)
    if last.text in GOVERNING and (
        len(words) == 1 or words[-2].pos in {"d", "ad", "a", "c", "zg", "r", "p"}
    ):
        return True
    # 责任落实, 社会治理创新 are nouns where the other parts are made like that.
    others = [tag_words(text[a:b])[-1].pos for a, b in spans[:-1]]
    return not any(pos in {"v", "vn"} for pos in others)


def _manner(text: str, span: Span) -> bool:
    words = tag_words(text[slice(*span)])
    return len(words) > 1 and words[-2].pos in {"d", "ad"} and len(words[-2].text) > 1
