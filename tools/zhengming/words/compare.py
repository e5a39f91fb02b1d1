"""
What changed between two states of the words: `compare_words` for people, not for machines.

Each change names the entry, the field in everyday words, and both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhengming.base.entry import Term
from zhengming.words.entryfile import table_from_term

FIELDS = {
    "hans": "Chinese",
    "short": "short forms",
    "forms": "other spellings",
    "hant_tw": "Taiwan form",
    "hant_hk": "Hong Kong form",
    "pinyin": "pinyin",
    "type": "type",
    "scope": "scope",
    "place": "place",
    "tone": "tone",
    "definition": "definition",
    "note": "note for the translator",
    "significance": "what it means in practice",
    "related": "related entries",
    "familiar": "everyday word",
    "remark": "remark",
    "law": "law",
    "right": "rights",
    "confusable": "easily confused with",
    "expansion": "parts",
    "attested": "where seen",
    "history": "history",
    "review": "review",
    "category": "category",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry: what it was and what it is; `field` is in everyday words."""

    id: str
    hans: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Entries added and gone, renderings that changed, and all other changes."""

    added: tuple[Term, ...]
    gone: tuple[Term, ...]
    renderings: tuple[Change, ...]
    changed: tuple[Change, ...]

    def empty(self) -> bool:
        """Whether the two states are the same."""
        return not (self.added or self.gone or self.renderings or self.changed)


def compare_words(old: Mapping[str, Term], new: Mapping[str, Term]) -> Comparison:
    """Compare two sets of entries by id."""
    both = [(old[key], new[key]) for key in new if key in old]
    return Comparison(
        added=tuple(new[key] for key in new if key not in old),
        gone=tuple(old[key] for key in old if key not in new),
        renderings=tuple(c for a, b in both for c in compare_renderings(a, b)),
        changed=tuple(c for a, b in both for c in compare_fields(a, b)),
    )


def compare_renderings(old: Term, new: Term) -> Iterator[Change]:
    """Yield renderings that came, went, or changed their use or origin."""
    before = {(r.term, r.pos): r for r in old.renderings}
    after = {(r.term, r.pos): r for r in new.renderings}
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        was = f"{one.term} ({one.use}, {one.origin or 'no origin'})" if one else ""
        now = f"{other.term} ({other.use}, {other.origin or 'no origin'})" if other else ""
        if was != now:
            yield Change(new.id, new.hans, "English", was, now)
        elif one != other:
            yield Change(new.id, new.hans, f"details of “{key[0]}”", _words(one), _words(other))


def compare_fields(old: Term, new: Term) -> Iterator[Change]:
    """Yield every other field that differs."""
    before = {"category": old.category, **table_from_term(old)}
    after = {"category": new.category, **table_from_term(new)}
    for key, name in FIELDS.items():
        if before.get(key) != after.get(key):
            yield Change(new.id, new.hans, name, _words(before.get(key)), _words(after.get(key)))


def _words(value: Any) -> str:
    """Write a value in one line for a person."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{k}: {_words(v)}" for k, v in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(v) for v in value)
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((n, getattr(value, n)) for n in value.__dataclass_fields__)
        return "; ".join(f"{n}: {_words(v)}" for n, v in pairs if v)
    return " ".join(str(value).split())
