"""
What a slogan contains, where the document itself spells it out; where it does not, nothing.

`expand` finds numeral abbreviations (“三化”, “四型五网六队”, “1+1+N”) with their parts in groups, and
`short_forms` finds 简称 and 以下简称. Every part has its place. A list that stands before the slogan
must have as many parts as the numeral says; an explicit one (colon, bracket, 即) that has not is
reported with both numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhengming.text.segment import tag_words

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2}
NUMBER = "一二两三四五六七八九十双"
QUOTED = re.compile(rf"“([^“”\n,。;:]{{0,6}}[{NUMBER}][^“”\n]{{0,14}}|[0-9A-Z]+(?:\+[0-9A-Z]+)+)”")
GROUP = re.compile(rf"([{NUMBER}])(?:[个项支大张种类条位]|)([^{NUMBER}\s,、。]{{1,4}})")
EXPLICIT = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:[,。]?(?:即|就是|是指|指的是|分别是|包括)[::]?|:|——|\((?:即|指)?:?)"
)
COUNTED = re.compile(
    rf"([\u4e00-\u9fff]{{2,20}}(?:、[\u4e00-\u9fff]{{1,20}}){{2,11}})(的)?[ ]?"
    rf"(?:“([{NUMBER}][^“”\n]{{1,8}})”|([{NUMBER}][个项支大张种类条][\u4e00-\u9fff]{{2}}))"
)
ORDINAL = "一二三四五六七八九十"
VAGUE = {"方面", "环节", "层面", "领域", "阶段", "部门", "单位", "角度", "途径", "地区", "县区"}
LEADING = {"v", "p", "d", "c", "r", "u", "ul", "uj", "f", "t", "zg"}
SHORT = re.compile(
    r"\((?:以下|下称|下文)?(?:统一)?简称:?[“《]?([^“”《》()\n]{1,14})[”》]?\)|,简称“([^“”\n]{1,14})”"
)


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


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A full form and the short form that the document introduces for it, with both places."""

    full: str
    full_start: int
    full_end: int
    short: str
    start: int
    end: int


Span = tuple[int, int]


def expand(text: str) -> tuple[SpelledOut, ...]:
    """
    Find what slogans contain, in a folded text; a slogan spelled out twice appears twice.

        >>> [p.text for p in expand("对网格化、信息化、社区化“三化”建设提出办法。")[0].parts]
        ['网格化', '信息化', '社区化']
    """
    found = [*_before(text), *_after(text)]
    found += _composed(text, found)
    found += _moulded(text, {f.term for f in found})
    unique = {(f.term, tuple(p.text for p in f.parts)): f for f in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda f: (f.start, f.end)))


def numbers(term: str) -> list[tuple[str, int]]:
    """
    Take a numeral abbreviation apart into groups with the number each states.

    >>> numbers("四型五网六队"), numbers("1+1+N"), numbers("六位一体")
    ([('四型', 4), ('五网', 5), ('六队', 6)], [('', 3)], [('六位一体', 6)])
    """
    if "+" in term:
        return [("", term.count("+") + 1)]
    counted = re.fullmatch(rf"[^{NUMBER}]{{0,4}}([{NUMBER}])个(.{{1,6}})", term)
    if counted:
        return [(term, DIGITS[counted.group(1)])]
    if term.endswith("一体"):
        return [(term, DIGITS.get(term[0], 0))]
    return [(m.group(), DIGITS[m.group(1)]) for m in GROUP.finditer(term)]


def _before(text: str) -> Iterator[SpelledOut]:
    """网格化、信息化、社区化“三化”; …四项职权: the parts stand right before, and must be as many."""
    for found in COUNTED.finditer(text):
        term = found.group(3) or found.group(4)
        at = found.start(3) if found.group(3) else found.start(4)
        groups = numbers(term)
        spans = _trim_last(text, _split(text, found.span(1), "、"))
        spans = _trim_first(text, spans)
        if term[2:] not in VAGUE and groups and len(groups) == 1 and len(spans) == groups[0][1]:
            yield _spelled(text, term, at, spans)


def _after(text: str) -> Iterator[SpelledOut]:
    """“五个一”工程(一个法庭、…), “两自三会”。即:…;…, “三统一”: 一是…二是…: the parts follow."""
    for found in QUOTED.finditer(text):
        term, start = found.group(1), found.start(1)
        groups = numbers(term)
        opening = EXPLICIT.match(text, found.end())
        if not groups or sum(n for _, n in groups) < 2 or not opening:
            continue
        end = _list_end(text, opening.end(), bracket=opening.group().rstrip("即指:").endswith("("))
        listed = _listed(text, opening.end(), end, groups)
        if listed:
            yield (
                _spelled(text, term, start, *listed)
                if len(groups) == 1
                else _grouped(text, term, start, listed, groups)
            )


def _list_end(text: str, start: int, *, bracket: bool) -> int:
    stops = ")" if bracket else "。\n!?"
    ends = [i for i in (text.find(c, start) for c in stops) if i >= 0]
    return min([*ends, len(text)])


def _listed(text: str, start: int, end: int, groups: Sequence[tuple[str, int]]) -> list[list[Span]]:
    """Cut a list into its parts: by semicolon, else by 、 (with 和 before the last), else by comma."""
    body = text[start:end]
    if text.startswith("一是", start):
        return _ordinals(text, start, groups)
    if len(groups) > 1:
        pieces = _split(text, (start, end), ";")
        return [_split(text, p, "、和及") for p in pieces] if len(pieces) == len(groups) else []
    marks = ";" if ";" in body else "、" if "、" in body else ","
    spans = _split(text, (start, end), marks)
    stated = groups[0][1]
    if marks == "、" and len(spans) < stated:
        more = [s for p in spans for s in _split(text, p, "和及与")]
        spans = more if len(more) == stated else [s for p in spans for s in _split(text, p, ",")]
    alike = 2 <= len(spans) <= 12 and abs(len(spans) - stated) <= 1
    return [spans] if alike else []


def _ordinals(text: str, start: int, groups: Sequence[tuple[str, int]]) -> list[list[Span]]:
    spans, at = [], start
    paragraph = text.find("\n", start)
    stop = paragraph if paragraph >= 0 else len(text)
    for ordinal in ORDINAL:
        at = text.find(f"{ordinal}是", at, stop)
        if at < 0:
            break
        ends = [i for i in (text.find(c, at) for c in ",。;\n") if i >= 0]
        spans.append((at + 2, min([*ends, stop])))
    return [spans] if len(groups) == 1 and len(spans) == groups[0][1] else []


def _split(text: str, span: Span, marks: str) -> list[Span]:
    """Cut a span at any of the marks; empty pieces fall away."""
    cuts = [span[0] - 1, *(i for i in range(*span) if text[i] in marks), span[1]]
    pieces = [(a + 1, b) for a, b in pairwise(cuts)]
    return [_strip(text, p) for p in pieces if text[p[0] : p[1]].strip(" \u3000“”")]


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \u3000“":
        start += 1
    while end > start and text[end - 1] in " \u3000”":
        end -= 1
    return start, end


def _trim_first(text: str, spans: list[Span]) -> list[Span]:
    """Cut off what leads up to the first part: by the length of the others, else by verbs before it."""
    if len(spans) < 2:
        return spans
    start, end = spans[0]
    sizes = [b - a for a, b in spans[1:]]
    usual = max(set(sizes), key=lambda s: (sizes.count(s), s))
    if sizes.count(usual) * 2 > len(sizes) and end - start >= usual:
        return [(end - usual, end), *spans[1:]]
    words = tag_words(text[start:end])
    verbs = 0
    while len(words) > 1 and words[0].pos in LEADING and verbs == 0:
        verbs += words[0].pos == "v"
        start += len(words.pop(0).text)
    return [(start, end), *spans[1:]]


def _trim_last(text: str, spans: list[Span]) -> list[Span]:
    """Cut 的, 等 and 作为 off the last part."""
    start, end = spans[-1]
    for tail in ("的", "等", "作为"):
        if text.endswith(tail, start, end) and end - start > len(tail) + 1:
            end -= len(tail)
    return [*spans[:-1], (start, end)]


def _spelled(text: str, term: str, start: int, spans: Sequence[Span]) -> SpelledOut:
    name, stated = numbers(term)[0]
    disagrees = () if len(spans) == stated else ((name or term, stated, len(spans)),)
    parts = tuple(Part(a, b, text[a:b]) for a, b in spans)
    return SpelledOut(term, start, start + len(term), parts, disagrees)


def _grouped(
    text: str,
    term: str,
    start: int,
    listed: Sequence[Sequence[Span]],
    groups: Sequence[tuple[str, int]],
) -> SpelledOut:
    parts = tuple(
        Part(a, b, text[a:b], name)
        for (name, _), spans in zip(groups, listed, strict=True)
        for a, b in spans
    )
    disagrees = tuple(
        (name, stated, len(spans))
        for (name, stated), spans in zip(groups, listed, strict=True)
        if stated != len(spans)
    )
    return SpelledOut(term, start, start + len(term), parts, disagrees)


def _composed(text: str, found: Sequence[SpelledOut]) -> Iterator[SpelledOut]:
    """“四型五网六队”: each group is spelled out somewhere else in the document."""
    single = {f.term: f for f in found if not f.disagrees and len(numbers(f.term)) == 1}
    done = {f.term for f in found}
    for mention in QUOTED.finditer(text):
        term = mention.group(1)
        groups = numbers(term)
        if len(groups) < 2 or "".join(g for g, _ in groups) != term or term in done:
            continue
        parts: list[Part] = []
        for name, stated in groups:
            parts += [
                Part(p.start, p.end, p.text, name) for p in _group(text, name, stated, single)
            ]
        if parts:
            done.add(term)
            yield SpelledOut(term, mention.start(1), mention.end(1), tuple(parts))


def _group(text: str, name: str, stated: int, single: dict[str, SpelledOut]) -> Sequence[Part]:
    """Find the parts of one group: spelled out alone, counted with a measure word, or quoted."""
    if name in single:
        return single[name].parts
    noun = name[1:]
    for term, one in single.items():
        if DIGITS.get(term[0]) == stated and noun in term[1:] and len(one.parts) == stated:
            return one.parts
    for opened in re.finditer(re.escape(name), text):
        stop = text.find("\n", opened.end())
        pattern = re.compile(rf"“([^“”\n]{{1,6}}{re.escape(noun)})”")
        quoted = {
            m.group(1): Part(m.start(1), m.end(1), m.group(1))
            for m in pattern.finditer(text, opened.end(), stop if stop >= 0 else len(text))
            if not numbers(m.group(1))
        }
        if len(quoted) == stated:
            return tuple(quoted.values())
    return ()


def _moulded(text: str, done: set[str]) -> Iterator[SpelledOut]:
    """“十小”: as many sentences of one paragraph begin in the same mould (用小喇叭…。用小阵地…)."""
    for mention in QUOTED.finditer(text):
        term = mention.group(1)
        groups = numbers(term)
        if term in done or len(groups) != 1 or len(term) != 2 or groups[0][1] < 3:
            continue
        mould = re.compile(
            rf"(?:^|[。;\n])([\u4e00-\u9fff]?)({re.escape(term[1])}[\u4e00-\u9fff]{{2}})",
            re.MULTILINE,
        )
        line_start = text.rfind("\n", 0, mention.start()) + 1
        line_end = text.find("\n", mention.end())
        line_end = line_end if line_end >= 0 else len(text)
        hits = list(mould.finditer(text, line_start, line_end))
        if len(hits) == groups[0][1] and len({h.group(1) for h in hits}) == 1:
            done.add(term)
            yield _spelled(text, term, mention.start(1), [h.span(2) for h in hits])


def short_forms(text: str) -> tuple[ShortForm, ...]:
    """
    Find the short forms that a folded text introduces.

        >>> [(s.full, s.short) for s in short_forms("设立社会治安综合治理中心(以下简称“综治中心”),")]
        [('社会治安综合治理中心', '综治中心')]
    """
    found = []
    for mention in SHORT.finditer(text):
        which = 1 if mention.group(1) else 2
        short = mention.group(which)
        start = _full_start(text, mention.start(), short)
        if start is not None:
            end = mention.start() - (text[mention.start() - 1] in "》”")
            found.append(ShortForm(text[start:end], start, end, short, *mention.span(which)))
    return tuple(found)


def _full_start(text: str, end: int, short: str) -> int | None:
    """Find where the full form begins: the title's mark, else the word that begins as the short form."""
    if text[end - 1] in "》”":
        opened = text.rfind("《" if text[end - 1] == "》" else "“", 0, end)
        return opened + 1 if opened >= 0 else None
    begin = max(text.rfind(c, 0, end) for c in "\n。,;:、“”《》(") + 1
    begin = max(begin, end - 40)
    words = tag_words(text[begin:end])
    starts = [
        w.start
        for w in words
        if w.text[0] == short[0] and _holds(text[begin + w.start : end], short)
    ]
    if not starts:
        return None
    # 社会治安 综合治理委员会: nouns before it belong to it too.
    start = starts[0]
    for word in reversed([w for w in words if w.end <= start]):
        if word.pos[0] not in "njl" or word.pos in {"nr", "ns"}:
            break
        start = word.start
    return begin + start


def _holds(full: str, short: str) -> bool:
    """Whether the characters of the short form stand in the full form, in order."""
    letters = iter(full)
    return len(full) > len(short) and all(c in letters for c in short)
