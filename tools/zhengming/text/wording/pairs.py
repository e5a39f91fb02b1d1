"""
Which words converters put in the place of which: the pair table of `glossary/wording/pairs.tsv`.

Every form is simplified. `read_pairs` gives, for each localised form, the mainland words that it may
stand for and the kinds of converter that write it: those seen to, and those that write a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from zhengming.base.places import words_dir


@dataclass(frozen=True, slots=True)
class Localised:
    """A localised form, the mainland words behind it, and who writes it for each of them."""

    form: str
    mainland: tuple[str, ...]
    converters: tuple[frozenset[str], ...]


@cache
def read_pairs() -> dict[str, Localised]:
    """Read the table, by localised form, in the order of the file."""
    rows: dict[str, list[tuple[str, frozenset[str]]]] = {}
    lines = (words_dir() / "wording" / "pairs.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        form, mainland, converters = line.split("\t")
        rows.setdefault(form, []).append((mainland, frozenset(converters.split())))
    known = {(form, word): kinds for form, pairs in rows.items() for word, kinds in pairs}
    return {
        form: Localised(
            form,
            tuple(word for word, _ in pairs),
            tuple(kinds | _of_parts(form, word, known) for word, kinds in pairs),
        )
        for form, pairs in rows.items()
    }


def _of_parts(
    form: str, word: str, known: Mapping[tuple[str, str], frozenset[str]]
) -> frozenset[str]:
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
