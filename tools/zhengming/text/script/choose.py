"""
Characters with several traditional forms: which one a place wants, judged by what stands around it.

`revise` goes over OpenCC's output and changes a form only where the context table (statutes of
Taiwan, official prose, OpenCC's own phrases; recipe: `text.script.train`) clearly speaks for
another. A phrase that covers whole words is trusted; one that straddles two words (被发 in 被发明)
is not. `margins` says how sure each choice is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from zhengming.base.places import data_dir
from zhengming.text.contexts import ContextTable
from zhengming.text.script.engine import SURROGATE, phrase_spans
from zhengming.text.script.tables import corrections, either, read_table, regional_forms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from zhengming.text.segment import Word

DATA = "script.contexts"
# Frequent, and in 28 million characters no revision of them is right: doubts look at them, revision
# does not.
QUIET = frozenset("出当别证确术团极录象苏宁药丰胜恶秋佛累毁坛冬针种腊")
# OpenCC errs with them hardly ever: log odds beyond what others need.
RELUCTANT = frozenset("价获鉴胡扎升修彩汇托暗尝")
MORE = 2.0
# Forms of a few names (党項) that phrases know: revision takes them away but never brings them in.
NAMED = frozenset("党")
# Log odds from which another form is preferred: to a phrase that straddles words, to one inside a
# longer word, where no phrase decides, to a phrase of whole words, to a correction.
LEAST, WITHIN, SURE, FIRM, NEVER = 0.5, 3.0, 1.5, 5.0, float("inf")
SMALL = 4000  # characters from which numpy is worth its start
CLAUSE = 40
NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?")
BREAK = re.compile(r"[^\u3400-\u9fff0-9０-９]")
# The second form is archaic or a rare name in every context met: no choice to make.
SETTLED = frozenset(
    "㐹万亘俊僵冢千厂同吣呆啮噪坯埙堤夫娴它广庵愿戚扇拿捆捍果枪柏檗殓滟焰狸玩琅璇皂矩硷筱糊绱耇胄膻"
    "芸藤蚝袅裥谥豆赝跖私钥钫铲锄锫镋镎镢镰闲鹇溪穗局合家巨俯摆"
)


# Forms that nobody writes today where there is a choice, or in fixed names alone (滙豐).
RARE = frozenset("滙榦幷鈡曏賙寀囌懞汎彔")
# Forms that OpenCC's table does not know and one region writes: 計畫 stands 10,425 times in Taiwan's
# statutes, 計劃 93 times. A text has one of them throughout.
FURTHER = {"tw": {"划": ("畫",)}}


@cache
def forms(target: str) -> dict[str, tuple[str, ...]]:
    """The characters that have several traditional forms worth telling apart, in OpenCC's order."""
    further = FURTHER.get(target, {})
    kept = {
        c: tuple(f for f in values if f not in RARE) + further.get(c, ())
        for c, values in read_table("STCharacters").items()
        if c not in SETTLED
    }
    return {c: values for c, values in kept.items() if len(values) > 1}


@cache
def table() -> ContextTable:
    """Read the shipped table."""
    return ContextTable.load(data_dir() / DATA)


@cache
def regional(target: str) -> dict[str, str]:
    """What a region writes for a standard form."""
    if target == "hant":
        return {}
    name = "TWVariants" if target == "tw" else "HKVariants"
    return {c: values[0] for c, values in read_table(name).items()} | regional_forms(target)


@dataclass(frozen=True, slots=True)
class Margin:
    """A choice at `text[at]`: the form taken, the next best, and the log odds between them."""

    at: int
    taken: str
    other: str
    odds: float


def revise(text: str, converted: str, target: str, *, long: bool = False) -> str:
    """
    Correct forms that do not fit their surroundings; `converted` runs 1:1 with `text`.

    `long` says that the text is a part of a long one, so that numpy is worth its start.

    >>> revise("义乌发展经验", "義烏髮展經驗", "hant")
    '義烏發展經驗'
    """
    if len(text) != len(converted):
        return converted
    long = long or len(text) >= SMALL
    contested = (_contested_array if long else _contested)(text, converted, target)
    further = FURTHER.get(target, {})
    alike: list[tuple[int, str, float]] = []
    single: list[tuple[int, str, float]] = []
    for place in contested:
        (alike if place[1] in further.get(text[place[0]], ()) else single).append(place)
    changes = _one_way(alike)
    needed = _needed(text, [at for at, _, _ in single])
    for (at, form, odds), least in zip(single, needed, strict=True):
        enough = least + MORE if text[at] in RELUCTANT else least
        if odds > enough and form not in NAMED:
            changes[at] = form
    return replaced(converted, changes)


def _one_way(places: list[tuple[int, str, float]]) -> dict[int, str]:
    """Spell a word one way in a whole text: what speaks for a form is averaged over its places."""
    if sum(odds for _, _, odds in places) > FIRM * len(places):
        return {at: form for at, form, _ in places}
    return {}


def replaced(text: str, changes: dict[int, str]) -> str:
    """Put other characters at some offsets."""
    if not changes:
        return text
    parts: list[str] = []
    last = 0
    for at in sorted(changes):
        parts += (text[last:at], changes[at])
        last = at + 1
    return "".join((*parts, text[last:]))


def _contested(text: str, converted: str, target: str) -> list[tuple[int, str, float]]:
    """List the places where another form is more likely: offset, that form, log odds."""
    local = regional(target)
    return [
        (m.at, local.get(m.other, m.other), -m.odds)
        for m in margins(text, converted, target)
        if m.odds < -LEAST and text[m.at] not in QUIET
    ]


def _needed(text: str, places: Sequence[int]) -> list[float]:
    """Say how strong the evidence against OpenCC's form must be at each place."""
    spans = [clause_around(text, at) for at in places]
    clauses = [text[start:end] for start, end in spans]
    # All in one conversion: no phrase crosses the breaks between clauses.
    phrases = phrase_spans("\n".join(clauses))
    starts = [start for start, _ in phrases]
    needed, first = [], 0
    for at, (start, _), clause in zip(places, spans, clauses, strict=True):
        here = first + at - start
        found = bisect_right(starts, here) - 1
        if found >= 0 and here < phrases[found][1]:
            needed.append(_strength(clause, (starts[found] - first, phrases[found][1] - first)))
        else:
            needed.append(FIRM if _localiser(clause, at - start) else SURE)
        first += len(clause) + 1
    return needed


def _localiser(clause: str, at: int) -> bool:
    """Whether the segmenter takes 里 for the word "in" (春天|里|的), which no mile and no sound is."""
    if clause[at] != "里":
        return False
    return any(w.start == at and w.text == "里" and w.pos == "f" for w in words_of(clause))


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Return the clause around a place, at most so far in either direction."""
    before = BREAK.search(text[max(0, at - CLAUSE) : at][::-1])
    after = BREAK.search(text, at, at + CLAUSE)
    start = at - before.start() if before else max(0, at - CLAUSE)
    return start, after.start() if after else min(len(text), at + CLAUSE)


def _strength(clause: str, phrase: tuple[int, int]) -> float:
    """Say how strong the evidence against a phrase must be, by how it lies in the words."""
    surface = clause[phrase[0] : phrase[1]]
    if surface in either():
        return SURE
    words = words_of(clause)
    cut = _cuts(words, phrase)
    if surface in _corrected():
        return WITHIN if cut else NEVER  # 于家 is a village, but not in 于家事
    if cut:
        return LEAST
    return WITHIN if _inside(words, phrase) else FIRM


def _inside(words: list[Word], phrase: tuple[int, int]) -> bool:
    """Whether a phrase is only a part of a longer word (配制 in 分配制度, 假发 in 假发票)."""
    start, end = phrase
    return any(w.start <= start and end <= w.end and w.end - w.start > end - start for w in words)


@cache
def _corrected() -> frozenset[str]:
    """
    The strings that a correction decides: a person's reason stands above the numbers.

    One with a context decides only where that fits, and is written afterwards.
    """
    rows = (row for row in corrections() if not row.context and row.targets != {"hans"})
    return frozenset(row.before for row in rows if len(row.before) > 1)


def words_of(text: str) -> list[Word]:
    """Cut a text into words; the segmenter reads UTF-8, so lone surrogates are masked for it."""
    from zhengming.text.segment import tag_words  # loads numpy, which a short text can do without

    return tag_words(SURROGATE.sub("\ufffd", text))


def straddles(clause: str, phrase: tuple[int, int]) -> bool:
    """
    Whether a phrase cuts through a word of the segmenter that reaches beyond it.

    >>> straddles("被发明的", (0, 2)), straddles("头发长了", (0, 2))
    (True, False)
    """
    return _cuts(words_of(clause), phrase)


def _cuts(words: list[Word], phrase: tuple[int, int]) -> bool:
    """Whether a phrase cuts through one of the words around it; a number (4|0天后) is no such word."""
    start, end = phrase
    return any(
        (w.start < start < w.end < end) or (start < w.start < end < w.end)
        for w in words
        if not NUMBER.fullmatch(w.text)
    )


def margins(text: str, converted: str, target: str) -> list[Margin]:
    """Say of every character with several forms how sure the form in `converted` is (log odds)."""
    codes = [ord(c) for c in text]
    found = []
    several = forms(target)
    for at, character in enumerate(text):
        if character not in several:
            continue
        options = several[character]
        shown = [regional(target).get(o, o) for o in options]
        if converted[at] not in shown:
            continue
        taken = shown.index(converted[at])
        scores = table().score(codes, at, at + 1, ord(character), len(options))
        other = max((i for i in range(len(options)) if i != taken), key=scores.__getitem__)
        found.append(Margin(at, options[taken], options[other], scores[taken] - scores[other]))
    return found


@cache
def form_arrays(target: str) -> tuple[NDArray[np.int16], NDArray[np.uint32], NDArray[np.int64]]:
    """Row of each code point (0: one form only), forms by row, number of forms by row."""
    import numpy as np

    several = forms(target)
    rows = np.zeros(0x110000, np.int16)
    most = max(len(f) for f in several.values())
    values = np.zeros((len(several) + 1, most), np.uint32)
    count = np.ones(len(several) + 1, np.int64)
    for row, (character, options) in enumerate(several.items(), 1):
        rows[ord(character)] = row
        values[row, : len(options)] = [ord(o) for o in options]
        count[row] = len(options)
    return rows, values, count


def _contested_array(text: str, converted: str, target: str) -> list[tuple[int, str, float]]:
    """`_contested` for long texts, all places at once."""
    import numpy as np

    from zhengming.text.segment import code_points

    codes, output = code_points(text), code_points(converted)
    rows, _, count = form_arrays(target)
    at = np.flatnonzero(_loud().take(codes))
    items = codes.take(at)
    row = rows.take(items)
    scores = table().scores(codes, at, at + 1, items.astype(np.uint64), count.take(row))
    best = scores.argmax(1)
    # Nearly everywhere the best form is the one that stands there: look closer at the others only.
    other = np.flatnonzero(_shown(target)[row, best] != output.take(at))
    at, best, scores = at[other], best[other], scores[other]
    shown = _shown(target)[row[other], : scores.shape[1]]
    taken = shown == output[at, None]
    here = np.arange(len(at))
    gain = scores[here, best] - np.where(taken, scores, np.inf).min(1)
    against = np.flatnonzero(taken.any(1) & (gain > LEAST))
    forms_there = shown[against, best[against]].tolist()
    return [
        (place, chr(form), odds)
        for place, form, odds in zip(
            at[against].tolist(), forms_there, gain[against].tolist(), strict=True
        )
    ]


@cache
def _loud() -> NDArray[np.bool_]:
    """Which code points revision looks at."""
    loud = form_arrays("hant")[0] > 0
    loud[[ord(c) for c in QUIET]] = False
    return loud


@cache
def _shown(target: str) -> NDArray[np.uint32]:
    """The forms by row as a region writes them."""
    import numpy as np

    local = {ord(k): ord(v) for k, v in regional(target).items() if len(k) == len(v) == 1}
    _, values, _ = form_arrays(target)
    shown: NDArray[np.uint32] = np.vectorize(
        lambda c: local.get(int(c), int(c)), otypes=[np.uint32]
    )(values)
    return shown
