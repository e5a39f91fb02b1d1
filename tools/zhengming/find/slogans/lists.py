"""
Lists in running text, cut into their parts with places: 、 and 和, commas, semicolons, 一是…二是….

Marks inside brackets, titles and quotations do not cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhengming.text.segment import tag_words

Span = tuple[int, int]
OPEN = dict(zip("(《“〈[", ")》”〉]", strict=True))
CONJUNCTIONS = {"和", "及", "与", "以及"}
LEADING = {"v", "p", "d", "c", "r", "u", "ul", "uj", "uz", "f", "t", "zg", "vd", "ad"}
ORDINALS = "一二三四五六七八九十"
SERIES = (
    tuple(f"{n}是" for n in ORDINALS),
    tuple(f"{n}要" for n in ORDINALS),
    tuple(f"第{n}," for n in ORDINALS),
    tuple(f"({n})" for n in ORDINALS),
    tuple(f"{n}、" for n in ORDINALS),
    tuple(f"{n}." for n in range(1, 11)),
    tuple("①②③④⑤⑥⑦⑧⑨⑩"),
)
ADVERBS = {"已经", "已", "均", "正在", "相继", "先后", "全部", "陆续", "都"}
ENDS = "。\n!?"


def split(text: str, span: Span, marks: str) -> list[Span]:
    """Cut a span at any of the marks; empty pieces fall away."""
    cuts = [span[0] - 1, *(i for i in outside(text, span) if text[i] in marks), span[1]]
    return [
        strip(text, (a + 1, b)) for a, b in pairwise(cuts) if text[a + 1 : b].strip(" \u3000“”")
    ]


def outside(text: str, span: Span) -> Iterator[int]:
    """Yield the places of a span that stand in no bracket, title or quotation which closes in it."""
    at, end = span
    while at < end:
        closes = text.find(OPEN[text[at]], at, end) if text[at] in OPEN else -1
        if closes >= 0:
            at = closes
        else:
            yield at
        at += 1


def first_of(text: str, span: Span, marks: str) -> int:
    """Find the first of the marks outside brackets and quotations; else the end of the span."""
    return next((i for i in outside(text, span) if text[i] in marks), span[1])


def strip(text: str, span: Span) -> Span:
    """Leave out blanks, and quotation marks around the whole."""
    start, end = span
    while start < end and text[start] in " \u3000":
        start += 1
    while end > start and text[end - 1] in " \u3000":
        end -= 1
    if end - start > 2 and text[start] == "“" and text.find("”", start, end) == end - 1:
        start, end = start + 1, end - 1
    return start, end


def joined(text: str, span: Span, wanted: int, marks: str = "、") -> list[Span]:
    """Cut at 、, and at 和 where only that gives the number that is wanted."""
    spans = split(text, span, marks)
    if not spans or len(spans) >= wanted:
        return spans
    last = at_conjunctions(text, spans[-1])
    if len(spans) - 1 + len(last) == wanted:
        return [*spans[:-1], *last]
    every = [s for one in spans for s in at_conjunctions(text, one)]
    return every if len(every) == wanted else spans


def at_conjunctions(text: str, span: Span) -> list[Span]:
    """Cut a span at 和, 及, 与, where they are words of their own and not inside a quotation."""
    free = set(outside(text, span))
    pieces, start = [], span[0]
    for word in tag_words(text[slice(*span)]):
        at = span[0] + word.start
        if word.text in CONJUNCTIONS and at in free and start < at < span[1] - len(word.text):
            pieces.append((start, at))
            start = at + len(word.text)
    return [strip(text, p) for p in [*pieces, (start, span[1])]]


def in_groups(text: str, body: Span, numbers: Sequence[int], *, exact: bool) -> list[list[Span]]:
    """Give each group its parts: a piece of the list to each, or as many in turn as each says."""
    for marks in ";,":
        pieces = split(text, body, marks)
        if len(pieces) != len(numbers):
            continue
        listed = [_group_list(text, p, n) for p, n in zip(pieces, numbers, strict=True)]
        fits = all(len(s) == n for s, n in zip(listed, numbers, strict=True))
        if fits or (marks == ";" and not exact and all(len(s) > 1 for s in listed)):
            return listed
    clause = (body[0], first_of(text, body, ",;"))
    for span, marks in ((clause, "、"), (body, ",;"), (body, "、,;")):
        flat = joined(text, span, sum(numbers), marks)
        if len(flat) == sum(numbers):
            flat, listed = trim_last(text, flat), []
            for number in numbers:
                listed.append(flat[:number])
                flat = flat[number:]
            return listed
    return []


def _group_list(text: str, piece: Span, wanted: int) -> list[Span]:
    ways = [joined(text, piece, wanted, marks) for marks in ("、", ",", ",、")]
    return next((spans for spans in ways if len(spans) == wanted), ways[0])


def are_alike(text: str, spans: Sequence[Span]) -> bool:
    """Whether parts are made alike: the same first or last character, a word in all, the same length."""
    parts = [text[a:b] for a, b in spans]
    if len(parts) < 2:
        return False
    if len({p[0] for p in parts}) == 1 or len({p[-1] for p in parts}) == 1:
        return True
    first = parts[0]
    if any(all(first[i : i + 2] in p for p in parts[1:]) for i in range(len(first) - 1)):
        return True
    return len(parts) > 2 and len({len(p) for p in parts}) == 1


def trim_first(text: str, spans: list[Span]) -> list[Span]:
    """
    Cut off what leads up to the first part.

    By how the others begin, else by their length, where a word begins there; else verbs before it.
    """
    if len(spans) < 2:
        return spans
    start, end = spans[0]
    words = tag_words(text[start:end])
    begins = [start + w.start for w in words]
    others = [text[a:b] for a, b in spans[1:]]
    if len(others) > 1 and len({o[0] for o in others}) == 1:
        same = [i for i in range(start, end - 1) if text[i] == others[0][0]]
        if same:
            at = min(same, key=lambda i: (abs(end - i - len(others[0])), i))
            return [(at, end), *spans[1:]]
    sizes = [len(o) for o in others]
    usual = max(set(sizes), key=lambda s: (sizes.count(s), s))
    if sizes.count(usual) * 2 > len(sizes) and end - usual in begins:
        return [(end - usual, end), *spans[1:]]
    verbs = 0
    while len(words) > 1 and words[0].pos in (LEADING if not verbs else {"ul", "uz", "p"}):
        if end - start - len(words[0].text) < 2:
            break
        verbs += words[0].pos.startswith("v")
        start += len(words.pop(0).text)
    return [(start, end), *spans[1:]]


def trim_last(text: str, spans: list[Span]) -> list[Span]:
    """Cut off what runs on behind the last part, by how the others end and how long they are."""
    if len(spans) < 3:
        return spans
    start, end = spans[-1]
    others = [text[a:b] for a, b in spans[:-1]]
    usual = len(others[0])
    words = tag_words(text[start:end])
    ends = [start + w.end for w in words]
    adverb = next((w for w in words[1:] if w.text in ADVERBS), None)
    if adverb and not any(w in o for o in others for w in ADVERBS):
        return [*spans[:-1], (start, start + adverb.start)]
    if len({o[-1] for o in others}) == 1:
        same = [e for e in ends if text[e - 1] == others[0][-1] and e - start > 1]
        if same and end not in same:
            return [*spans[:-1], (start, min(same, key=lambda e: abs(e - start - usual)))]
    if len({len(o) for o in others}) == 1 and end - start > usual + 1 and start + usual in ends:
        return [*spans[:-1], (start, start + usual)]
    return spans


def series(text: str, start: int) -> list[Span]:
    """Read 一是…二是…, (一)…(二)…, 1.…2.… from where the first number stands; the first clause of each."""
    numbers = next((s for s in SERIES if text.startswith(s[0], start)), ())
    across = text[start - 1 : start] == "\n"
    spans: list[Span] = []
    at = start
    stop = len(text) if across else _or(text.find("\n", start), len(text))
    for number in numbers:
        found = at if not spans else _next(text, number, at, stop, across=across)
        if found < 0:
            break
        begin = found + len(number)
        ends = [i for i in (text.find(c, begin) for c in ",。;:\n!") if i >= 0]
        spans.append(strip(text, (begin, min([*ends, stop]))))
        at = spans[-1][1]
    return spans


def _next(text: str, number: str, at: int, stop: int, *, across: bool) -> int:
    """Find the next number of a series, behind a mark; across lines only at the beginning of one."""
    before = r"\n[ \u3000]*" if across else r"[,。;:!?][ \u3000]*"
    found = re.compile(before + "(" + re.escape(number) + ")").search(text, at, stop)
    return found.start(1) if found else -1


def _or(found: int, otherwise: int) -> int:
    return found if found >= 0 else otherwise
