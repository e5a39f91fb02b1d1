"""
Slogans that a document spells out by the shape of its text, without a list at the slogan itself.

Headings or sentences made in one mould (聚焦…,强化…; 用小喇叭…。用小阵地…), groups spelled out
elsewhere (“四型五网六队”), and the same parts in another order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from zhengming.find.slogans.lists import split, strip
from zhengming.find.slogans.slogan import Group, Mention, Part, Span, SpelledOut, groups_of, spelled

NUMBERED = re.compile(
    r"[ \u3000]*(?:[一二三四五六七八九十]+[、是要.]|\([一二三四五六七八九十]+\)|[0-9]+[.、])?"
)
LONGEST_HEADING = 45
AHEAD = 20_000  # how far behind a slogan its headings may stand: the length of a long report
FOUNDED = re.compile(r"以([^以,;。“”]{2,12}?)为")


def moulded(
    text: str, mentions: Sequence[Mention], found: Sequence[SpelledOut]
) -> Iterator[SpelledOut]:
    """“十小”, “两抓两促”, “五个聚焦五个强化”: as many clauses of one mould as each numeral says."""
    done = {f.term for f in found}
    headings: list[list[Span]] | None = None
    for mention in mentions:
        groups = mention.groups
        if mention.term in done or not all(g.noun for g in groups):
            continue
        if mention.total == len(groups):
            continue  # “一带一路” counts nothing
        if "".join(g.name for g in groups) != mention.term:
            continue
        if len(groups) > 1 and any(_near(text, mention, g) for g in groups):
            continue
        listed = _same_beginning(text, mention) or _by_noun(text, groups, _sentences(text, mention))
        if not listed and all(len(g.noun) > 1 or len(groups) > 1 for g in groups):
            headings = _headings(text) if headings is None else headings
            first = bisect_left(headings, mention.end, key=lambda pieces: pieces[0][0])
            stop = bisect_left(headings, mention.end + AHEAD, key=lambda pieces: pieces[0][0])
            listed = _by_noun(text, groups, headings[first:stop])
        if listed:
            done.add(mention.term)
            yield spelled(text, mention, listed)


def _same_beginning(text: str, mention: Mention) -> list[list[Span]]:
    """用小喇叭发声。用小阵地造势: the noun with two more characters, all behind the same character."""
    (group, *more) = mention.groups
    if more or len(mention.term) != 2 or group.number < 3:
        return []
    mould = re.compile(
        rf"(?:^|[。;\n])([\u4e00-\u9fff]?)({re.escape(group.noun)}[\u4e00-\u9fff]{{2}})"
    )
    hits = list(mould.finditer(text, *_paragraph(text, mention)))
    alike = len(hits) == group.number and len({h[1] for h in hits}) == 1
    return [[h.span(2) for h in hits]] if alike else []


def _paragraph(text: str, mention: Mention) -> Span:
    end = text.find("\n", mention.end)
    return text.rfind("\n", 0, mention.start) + 1, end if end >= 0 else len(text)


def _sentences(text: str, mention: Mention) -> list[list[Span]]:
    """Return the first clause of each sentence behind a slogan, and the clause right behind it."""
    end = _paragraph(text, mention)[1]
    clauses = []
    at = mention.end
    for stop in [*(i for i in range(at, end) if text[i] in "。;"), end]:
        pieces = split(text, (at, stop), ",:")
        first = pieces[1:2] if at == mention.end else pieces[:1]
        clauses += [[_numberless(text, s)] for s in first]
        at = stop + 1
    return clauses


def _headings(text: str) -> list[list[Span]]:
    """Return the lines of a text that could be headings, cut into clauses."""
    lines, at = [], -1
    while at < len(text):
        end = text.find("\n", at + 1)
        end = end if end >= 0 else len(text)
        span = strip(text, (at + 1, end))
        line = text[slice(*span)]
        if 3 < len(line) <= LONGEST_HEADING and not re.search("[。;!?]", line):
            pieces = split(text, _numberless(text, span), ", \u3000")
            lines += [pieces] if pieces else []
        at = end
    return lines


def _numberless(text: str, span: Span) -> Span:
    number = NUMBERED.match(text, *span)
    return strip(text, (number.end() if number else span[0], span[1]))


def _by_noun(
    text: str, groups: Sequence[Group], lines: Sequence[Sequence[Span]]
) -> list[list[Span]]:
    """
    Give each group the clauses with its noun; every number must fit, and the nouns keep their places.

    One group alone needs clauses that begin with its noun; several groups prove each other.
    """
    listed = []
    for group in groups:
        hits = [s for line in lines for s in line if group.noun in text[slice(*s)]]
        if len(groups) == 1:
            hits = [s for s in hits if text.startswith(group.noun, s[0])]
        if len(hits) != group.number or any(b - a > 30 for a, b in hits):
            return []
        listed.append(hits)
    if len(groups) == 1 and (groups[0].number < 3 or len(groups[0].noun) < 2):
        return []
    if len({s for hits in listed for s in hits}) != sum(g.number for g in groups):
        return []
    return listed


def composed(
    text: str, mentions: Sequence[Mention], found: Sequence[SpelledOut]
) -> Iterator[SpelledOut]:
    """“四型五网六队”: each group is spelled out somewhere else; then the group alone is known too."""
    single = {f.term: f for f in found if not f.disagrees and len(groups_of(f.term)) == 1}
    done = {f.term for f in found}
    groups: dict[str, tuple[Part, ...]] = {}
    for mention in mentions:
        term = mention.term
        if len(mention.groups) < 2 or "".join(g.name for g in mention.groups) != term:
            continue
        if term in done or mention.total == len(mention.groups):
            continue
        parts = tuple(
            Part(p.start, p.end, p.text, group.name)
            for group in mention.groups
            for p in (_group(text, mention, group, single) if group.number > 1 else ())
        )
        if parts:
            done.add(term)
            for part in parts:
                groups[part.group] = (*groups.get(part.group, ()), part)
            yield SpelledOut(term, mention.start, mention.end, parts)
    for mention in mentions:
        if mention.term in groups and mention.term not in done:
            done.add(mention.term)
            parts = tuple(Part(p.start, p.end, p.text) for p in groups[mention.term])
            yield SpelledOut(mention.term, mention.start, mention.end, parts)


def _group(
    text: str, mention: Mention, group: Group, single: dict[str, SpelledOut]
) -> Sequence[Part]:
    """Find the parts of one group: beside the slogan, alone elsewhere, with a measure word, or quoted."""
    near = _near(text, mention, group)
    if near:
        return [Part(a, b, text[a:b]) for a, b in near]
    if group.name in single:
        return single[group.name].parts
    for term, one in single.items():
        (other,) = groups_of(term)
        if other.number == group.number and group.noun and group.noun in other.noun:
            return one.parts
    for opened in re.finditer(re.escape(group.name), text):
        stop = text.find("\n", opened.end())
        pattern = re.compile(rf"“([^“”\n]{{1,6}}{re.escape(group.noun)})”")
        quoted = {
            m[1]: Part(m.start(1), m.end(1), m[1])
            for m in pattern.finditer(text, opened.end(), stop if stop >= 0 else len(text))
            if not groups_of(m[1])
        }
        if len(quoted) == group.number:
            return tuple(quoted.values())
    return ()


def _near(text: str, mention: Mention, group: Group) -> list[Span]:
    """Find 以网格化为基础…以信息化为支撑, or 无甲、无乙, behind a slogan in its paragraph."""
    end = _paragraph(text, mention)[1]
    founded = [
        m.span(1) for m in FOUNDED.finditer(text, mention.end, end) if m[1].endswith(group.noun)
    ]
    if len(founded) == group.number and len({text[a:b] for a, b in founded}) == group.number:
        return founded
    noun = re.escape(group.noun)
    listed = re.compile(
        rf"“((?:{noun}[^“”、,。;\n]+、)+{noun}[^“”、,。;\n]+)”"
        rf"|(?<![\u4e00-\u9fff])((?:[^“”、,。;\n]+{noun}、)+[^“”、,。;\n]+{noun})(?![\u4e00-\u9fff])"
    )
    for found in listed.finditer(text, mention.end, end):
        spans = split(text, found.span(1 if found[1] else 2), "、")
        if len(spans) == group.number:
            return spans
    return []


def reordered(text: str, found: Sequence[SpelledOut]) -> Iterator[SpelledOut]:
    """以社区化、网格化、信息化为方向: the same parts in another order are a second spelling."""
    for one in found:
        parts = [p.text for p in one.parts]
        if one.disagrees or any(p.group for p in one.parts) or not 2 < len(parts) <= 8:
            continue
        choice = "|".join(re.escape(p) for p in sorted(parts, key=len, reverse=True))
        pattern = re.compile(rf"(?:{choice})(?:[、和及与](?:{choice})){{{len(parts) - 1}}}")
        for other in pattern.finditer(text):
            spans = [m.span() for m in re.finditer(choice, other.group())]
            words = [other.group()[a:b] for a, b in spans]
            if words != parts and sorted(words) == sorted(parts):
                at = other.start()
                yield SpelledOut(
                    one.term,
                    one.start,
                    one.end,
                    tuple(Part(at + a, at + b, w) for (a, b), w in zip(spans, words, strict=True)),
                )
