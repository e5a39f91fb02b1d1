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
from zhengming.text.script import to_hans
from zhengming.text.script.identify import script_of
from zhengming.text.wording.lattice import propose
from zhengming.text.wording.survey import KINDS, TRACE, Survey, survey

REGIONAL = 2  # so many mainland words weigh as much as one regional word
SPARSE = 500  # characters of official prose in which a word of the mainland's institutions stands
# A text so short need not show whose it is; as this program is for the mainland's documents, it is
# taken for the mainland's unless it speaks of Taiwan or Hong Kong.
SNIPPET = 100
# In simplified script one kind of word that a converter may have written is no sign yet, two are.
PLAIN_TRACE = TRACE + 1
# In a short text one sure word need not be as telling where the text speaks of the mainland.
SHORT, EASED = 300, 0.3
SLIPPED = 2.4


def simplify(text: str) -> tuple[str, bool]:
    """Return a text in simplified script, and whether it was written in traditional script."""
    script = script_of(text)
    return to_hans(text, "hans" if script == "none" else "auto"), script == "hant"


def inspect(text: str) -> Verdict:
    """
    Judge a text or a paragraph of it.

    `share` is the share of localised words among all words that the converter changes.
    """
    plain, traditional = simplify(text)
    return judge(plain, survey(plain, propose(plain)), traditional=traditional)


def judge(plain: str, found: Survey, *, traditional: bool) -> Verdict:
    """
    Judge a simplified text whose telling words were counted, knowing its script as written.

    A traditional text that hardly speaks of the mainland's institutions is taken for regional,
    unless it shows what a converter writes and no writer in Taiwan would.
    """
    mainland, regional = weigh_content(plain)
    share = round(found.share, 3)
    evidence = (
        f"{mainland} words of the mainland's institutions, {regional} of Taiwan's or Hong Kong's"
    )
    length = count_han(plain)
    sparse = traditional and length >= SNIPPET and mainland * SPARSE < length
    slipped = sparse and not regional and found.slips >= SLIPPED
    if REGIONAL * regional > mainland or (sparse and not slipped):
        return Verdict("regional", share, evidence)
    needed = TRACE if traditional else PLAIN_TRACE
    if mainland and length < SHORT:
        needed -= EASED
    if slipped or found.trace >= needed:
        by = KINDS.get(found.converter, "a converter")
        telling = ", ".join(list(found.localised)[:5])
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
