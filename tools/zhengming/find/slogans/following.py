"""The list behind a slogan: “三化”,即…; “五个一”工程(…); “三统一”: 一是…二是…; “三馆”——…."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zhengming.find.slogans.lists import (
    ENDS,
    SERIES,
    Span,
    are_alike,
    first_of,
    in_groups,
    joined,
    series,
    split,
    trim_last,
)
from zhengming.find.slogans.slogan import CLASSIFIERS, NUMBER, NUMERAL, Mention, value

SAYS = "(?<![在立随当旋])即(?!将)|也就是|就是|是指|指的是|分别是|分别为|主要包括|具体包括|包括|主要是|具体是|具体为|内容是|内容为"
OPENING = re.compile(
    rf"”?(?P<noun>[\u4e00-\u9fff]{{0,10}}?)(?:[,。;]?[ ]?(?P<says>{SAYS})[,:]?|(?P<bracket>\()(?:即|指|包括)?:?|"
    rf"(?P<mark>:|—{{1,3}}|-{{2,3}})|(?P<stop>[,。;]|(?=\n)))[ \n]*"
)
# What may stand between a mention and 。一是…: the list could else belong to anything.
KINDS = re.compile(
    "|工作法?|行动|工程|机制|模式|建设|活动|制度|(?:总)?要求|目标|原则|措施|举措|战略|体系|格局|做法|关系|标准"
)
Listed = list[list[Span]]


def after(text: str, mention: Mention) -> Listed:
    """Read the list behind a slogan: behind 即, a colon, a dash, in a bracket, or 一是…二是…."""
    opening = OPENING.match(text, mention.end)
    if not opening:
        return []
    start = opening.end()
    if any(text.startswith(s[0], start) for s in SERIES):
        return _series(text, start, mention, opening)
    if "\n" in opening.group():
        return []
    if opening["stop"] is not None:
        return _unannounced(text, start, mention) if opening["stop"] == "," else []
    if not mention.quoted and opening["mark"] == ":" and len(opening["noun"]) > 4:
        return []
    stop = _stop(text, start, bracket=bool(opening["bracket"]))
    told = bool(opening["says"] or opening["bracket"])
    if (
        mention.total == len(mention.groups)
        and len(mention.groups) > 1
        and (not told or opening["says"] in {"包括", "主要包括"})
    ):
        return []  # “一带一路”——…
    if len(mention.groups) > 1:
        return in_groups(text, (start, stop), [g.number for g in mention.groups], exact=not told)
    another = re.search(rf"[;,](?=“[^“”]{{0,3}}[{NUMBER}])", text[start:stop])
    stop = start + another.start() if another and told else stop
    spans = _one_list(text, (start, stop), mention, told=told, dash=opening["mark"] != ":")
    recounted = _uncounted(text, spans) if spans else []
    return [recounted if recounted != spans else trim_last(text, spans)] if spans else []


def _uncounted(text: str, spans: list[Span]) -> list[Span]:
    """包括甲路、乙路、丙路三条公路: cut off where the document counts the parts again."""
    start, end = spans[-1]
    again = re.search(rf"(?<=..)(?:等)?({NUMERAL})[{CLASSIFIERS}]", text[start:end])
    if again and value(again[1]) == len(spans):
        return [*spans[:-1], (start, start + again.start())]
    return spans


def _unannounced(text: str, start: int, mention: Mention) -> Listed:
    """“三有两落实”标准,有场所、有人员、有经费,…: a list that says itself which slogan it belongs to."""
    body = (start, _stop(text, start, bracket=False))
    groups = mention.groups
    plain = KINDS.fullmatch(text[mention.end + 1 : start].rstrip(", "))
    if not mention.quoted or not plain or not all(g.noun for g in groups):
        return []
    if len(groups) > 1:
        listed = in_groups(text, body, [g.number for g in groups], exact=True)
    else:
        listed = [joined(text, (start, first_of(text, body, ",;")), mention.total)]
        listed = [trim_last(text, listed[0])] if listed[0] else []
    fits = all(
        len(spans) == g.number
        and (
            all(text.startswith(g.noun, a) for a, _ in spans)
            or all(text.endswith(g.noun, a, b) for a, b in spans)
        )
        for g, spans in zip(groups, listed, strict=False)
    )
    return listed if fits else []


def _stop(text: str, start: int, *, bracket: bool) -> int:
    if not bracket:
        return first_of(text, (start, _line_end(text, start)), ENDS + ")")
    depth = 1
    for at in range(start, _line_end(text, start)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return start


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _series(text: str, start: int, mention: Mention, opening: re.Match[str]) -> Listed:
    spans = series(text, start)
    wanted = mention.total
    if len(mention.groups) > 1 or (not mention.quoted and opening["stop"]):
        return []
    plain = bool(KINDS.fullmatch(opening["noun"]))
    if len(spans) == wanted and (plain or opening["says"] or opening["mark"]):
        return [spans]
    sure = opening["says"] or opening["mark"]
    return [spans] if sure and mention.quoted and _near(spans, wanted) else []


def _near(spans: Sequence[Span], wanted: int) -> bool:
    """Whether a list is so nearly as long as the numeral says that one of the two must be wrong."""
    return len(spans) > 1 and wanted > 2 and abs(len(spans) - wanted) == 1


def _one_list(text: str, body: Span, mention: Mention, *, told: bool, dash: bool) -> list[Span]:
    """Choose how to cut a list into parts: as many as the numeral says, else nearly as many."""
    wanted = mention.total
    clause = (body[0], first_of(text, body, ",;"))
    sentence = (body[0], first_of(text, body, ";"))
    ways: tuple[tuple[bool, Callable[[], list[Span]]], ...] = (
        (False, lambda: split(text, body, ";")),
        (False, lambda: joined(text, clause, wanted)),
        (True, lambda: joined(text, sentence, wanted, ",")),
        (True, lambda: split(text, sentence, ",、")),
        (True, lambda: split(text, body, ",;")),
        (True, lambda: joined(text, body, wanted)),
    )
    lists = [(loose, cut()) for loose, cut in (ways[1:2] if dash and not told else ways)]
    for loose, spans in lists:
        if len(spans) == wanted and _believed(text, spans, told=told, loose=loose):
            return spans
        alike = loose and len(spans) > wanted > 2 and are_alike(text, spans[:wanted])
        if alike and not are_alike(text, spans[wanted - 1 : wanted + 1]):
            return spans[:wanted]
    for _, spans in lists if wanted > 2 else ():
        open_ended = bool(spans) and text.endswith("等", *spans[-1])
        if (
            mention.quoted
            and not open_ended
            and _near(spans, wanted)
            and (told or are_alike(text, spans))
        ):
            return spans
    return []


def _believed(text: str, spans: Sequence[Span], *, told: bool, loose: bool) -> bool:
    """Whether a list of the right number is the slogan's: clauses behind a mere colon must be alike."""
    if told:
        return True
    if loose and len(spans) == 2:
        first, second = (text[a:b] for a, b in spans)
        return first[0] == second[0] or any(
            first[i : i + 2] in second for i in range(len(first) - 1)
        )
    return are_alike(text, spans) if loose or len(spans) == 2 else True
