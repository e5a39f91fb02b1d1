"""
Which words converters put in the place of which: the pair table of `glossary/wording/pairs.tsv`.

Every form is simplified. `read_pairs` gives, for each localised form, the mainland words that it may
stand for and the kinds of converter that write it: those seen to, and those that write a part of it.
A wiki's converter has further words for articles on some subjects: such kinds are marked `?`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhengming.base.places import words_dir

Pair = tuple[str, str]  # a localised form and the mainland word it stands for
SOMETIMES = "?"  # after a kind of converter that writes the form in some documents only


@dataclass(frozen=True, slots=True)
class Localised:
    """
    A localised form and the mainland words behind it; for each of them who may write the form, and
    of these who always does.
    """

    form: str
    mainland: tuple[str, ...]
    converters: tuple[frozenset[str], ...]
    steady: tuple[frozenset[str], ...]


@cache
def read_pairs() -> dict[str, Localised]:
    """Read the table, by localised form, in the order of the file."""
    rows: dict[str, list[str]] = {}
    known: dict[Pair, frozenset[str]] = {}
    lines = (words_dir() / "wording" / "pairs.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        form, mainland, converters = line.split("\t")
        rows.setdefault(form, []).append(mainland)
        known[form, mainland] = frozenset(converters.split())
    pairs = {}
    for form, words in rows.items():
        kinds = [known[form, word] | _of_parts(form, word, known) for word in words]
        may = tuple(frozenset(kind.rstrip(SOMETIMES) for kind in each) for each in kinds)
        steady = tuple(frozenset(k for k in each if not k.endswith(SOMETIMES)) for each in kinds)
        pairs[form] = Localised(form, tuple(words), may, steady)
    return pairs


def _of_parts(form: str, word: str, known: Mapping[Pair, frozenset[str]]) -> frozenset[str]:
    """Say who writes the shorter pair inside a longer one: 资讯 in 资讯安全, 智慧 in 智慧化."""
    least = min(len(form), len(word))
    before = next((n for n in range(least) if form[n] != word[n]), least)
    after = next((n for n in range(least) if form[-1 - n] != word[-1 - n]), least)
    inner = (
        (form[start : len(form) - end], word[start : len(word) - end])
        for start in range(before + 1)
        for end in range(after + 1)
        if 0 < start + end < least
    )
    return frozenset().union(*(known.get(pair, frozenset()) for pair in inner))
