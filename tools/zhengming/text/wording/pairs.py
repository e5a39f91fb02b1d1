"""
Which words converters put in the place of which: the pair table of `glossary/wording/pairs.tsv`.

Every form is simplified. `read_pairs` gives, for each localised form, the mainland words that it may
stand for and the kinds of converter that were seen to write it.
"""

from __future__ import annotations

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
    return {
        form: Localised(form, tuple(m for m, _ in pairs), tuple(c for _, c in pairs))
        for form, pairs in rows.items()
    }
