"""
What kind of text this is: mainland, genuine regional, or mainland text that a machine localised.

`inspect` judges a text by two things together: whether what it talks about is the mainland's (words
of its institutions and its official prose against those of Taiwan and Hong Kong), and whether the
words that converters change are there in their mainland or in their localised form.
"""

from __future__ import annotations

from functools import cache

from zhengming.base.findings import Verdict
from zhengming.base.places import words_dir
from zhengming.text.automaton import Automaton, longest
from zhengming.text.hanzi import count_han
from zhengming.text.script import identify, to_hans
from zhengming.text.script.convert import SourceScript
from zhengming.text.wording.lattice import propose
from zhengming.text.wording.survey import Survey, survey

REGIONAL = 2  # so many mainland words weigh as much as one regional word
SPARSE = 500  # characters of official prose in which a word of the mainland's institutions stands
TRADITIONAL = ("hant", "tw", "hk")
NAMES = {
    "opencc-tw": "an OpenCC converter for Taiwan",
    "opencc-hk": "an OpenCC converter for Hong Kong",
    "office": "a word processor's converter",
    "mediawiki": "a wiki's converter",
}


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional script."""
    return identify(text).variant in TRADITIONAL


def region_of(text: str) -> SourceScript:
    """Name the table that brings a text to simplified script."""
    return "auto" if identify(text).variant != "none" else "hans"


def inspect(text: str, plain: str | None = None) -> Verdict:
    """
    Judge a text or a paragraph of it; `plain` is its simplified form where that is known.

    `share` is the share of localised words among all words that the converter changes.
    """
    plain = to_hans(text, region_of(text)) if plain is None else plain
    return judge(plain, survey(plain, propose(plain)), traditional=is_traditional(text))


def judge(plain: str, found: Survey, *, traditional: bool) -> Verdict:
    """Judge a simplified text whose telling words were counted, knowing its script as written."""
    mainland, regional = weigh_content(plain)
    share = round(found.share, 3)
    evidence = (
        f"{mainland} words of the mainland's institutions, {regional} of Taiwan's or Hong Kong's"
    )
    telling = ", ".join(found_word for found_word in list(found.localised)[:5])
    if REGIONAL * regional > mainland or (traditional and mainland * SPARSE < count_han(plain)):
        return Verdict("regional", share, evidence)
    if found.went_through:
        by = NAMES.get(found.converter, "a converter")
        return Verdict("machine-localised", share, f"{evidence}; words that {by} writes: {telling}")
    return Verdict("mainland", share, evidence)


@cache
def _content() -> tuple[tuple[str, ...], dict[str, str], Automaton]:
    sides: dict[str, str] = {}
    for line in (words_dir() / "wording" / "content.tsv").read_text("utf-8").splitlines()[1:]:
        word, side = line.split("\t")[:2]
        sides[word] = side
    words = tuple(sides)
    return words, sides, longest(words)


def weigh_content(plain: str) -> tuple[int, int]:
    """Count words of the mainland's institutions and of Taiwan's and Hong Kong's."""
    words, sides, automaton = _content()
    mainland = regional = 0
    for _, _, word in automaton.find(plain):
        if sides[words[word]] == "mainland":
            mainland += 1
        else:
            regional += 1
    return mainland, regional
