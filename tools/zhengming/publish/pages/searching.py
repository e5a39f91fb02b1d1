"""
What the search of a page compares a query with: `keys_of` an entry, `variants` of characters.

`script/search.js` makes the same keys from what a reader types.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhengming.base.entry import Term
from zhengming.text.hanzi import fold
from zhengming.words.keys import english_key, toned_key, toneless_key


def spellings(term: Term, hant: str) -> tuple[str, ...]:
    """Every spelling by which a page finds an entry, in both scripts."""
    return tuple(filter(None, dict.fromkeys((*term.surfaces(), hant, term.hant_tw, term.hant_hk))))


def keys_of(term: Term, spelled: Sequence[str]) -> list[str]:
    """Return what a query is compared with: Chinese, pinyin without and with tones, English."""
    english = [english_key(x) for r in term.renderings for x in (r.term, r.abbr) if x]
    chinese = dict.fromkeys(fold(s) for s in spelled)
    return [
        "|".join(chinese),
        toneless_key(term.pinyin),
        toned_key(term.pinyin),
        "|".join(dict.fromkeys(english)),
    ]


def variants(forms: Iterable[str]) -> dict[str, str]:
    """Map each character of the spellings to its search form, where the two differ."""
    return {c: fold(c) for c in sorted(set("".join(forms))) if fold(c) != c}
