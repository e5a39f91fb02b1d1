"""Rules about entries together: links, shared spellings, renderings at odds, copied definitions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from zhengming.base.entry import Term
from zhengming.words.rules.registry import Filed, Whole, glossary_rule
from zhengming.words.tomllines import Path

Found = Iterator[tuple[str, Path, str]]
SHINGLE = 6
COPIED = 0.6
LEAST = 8


@glossary_rule("id-unique")
def id_unique(whole: Whole) -> Found:
    """An id is used once, whatever the category."""
    for one, other in whole.copies:
        yield one.term.id, (), f"the id is in use too in {other.file}"


@glossary_rule("id-retired")
def id_retired(whole: Whole) -> Found:
    """A retired id does not come back, and nothing points to one."""
    retired = whole.vocabulary.retired
    for key, filed in whole.entries.items():
        if key in retired:
            yield key, (), f"the id is retired ({retired[key].why}); choose another"
        for at, target in enumerate(filed.term.related):
            if target in retired:
                yield (
                    key,
                    ("related", at),
                    f"{target!r} is retired; use {retired[target].to or '—'!r}",
                )


@glossary_rule("category-known")
def category_known(whole: Whole) -> Found:
    """The folder of an entry is a category of categories.toml."""
    for key, filed in whole.entries.items():
        if filed.term.category not in whole.vocabulary.categories:
            yield key, (), f"{filed.term.category!r} is not in categories.toml"


@glossary_rule("related-known")
def related_known(whole: Whole) -> Found:
    """Related entries exist, and no entry is related to itself."""
    for key, filed in whole.entries.items():
        for target in filed.term.related:
            if target == key:
                yield key, ("related",), "is related to itself"
            elif target not in whole.entries and target not in whole.vocabulary.retired:
                yield key, ("related",), f"no entry {target!r}"


@glossary_rule("related-mutual")
def related_mutual(whole: Whole) -> Found:
    """Relations go both ways; `glossary fmt` adds the missing one."""
    for key, target in missing_inverses(whole):
        yield key, ("related",), f"{target!r} names this entry: name it too (fmt does it)"


def missing_inverses(whole: Whole) -> Iterator[tuple[str, str]]:
    """Yield (entry, entry that it should name) for relations that go one way."""
    for key, filed in whole.entries.items():
        for target in filed.term.related:
            other = whole.entries.get(target)
            if other and target != key and key not in neighbours(other.term):
                yield target, key


def neighbours(term: Term) -> set[str]:
    """Ids that an entry names, as related or as easily confused."""
    return {*term.related, *(other.id for other in term.confusables)}


@glossary_rule("confusable-known")
def confusable_known(whole: Whole) -> Found:
    """A confusable exists under its id, with the Chinese that is given for it."""
    for key, filed in whole.entries.items():
        for at, other in enumerate(filed.term.confusables):
            target = whole.entries.get(other.id)
            if target is None:
                yield key, ("confusable", at, "id"), f"no entry {other.id!r}"
            elif other.hans not in target.term.surfaces():
                yield (
                    key,
                    ("confusable", at, "hans"),
                    f"{other.id} is {target.term.hans}, not {other.hans}",
                )


@glossary_rule("confusable-mutual")
def confusable_mutual(whole: Whole) -> Found:
    """What is confused with a term says so too."""
    for key, filed in whole.entries.items():
        for other in filed.term.confusables:
            target = whole.entries.get(other.id)
            if target and key not in {back.id for back in target.term.confusables}:
                yield (
                    other.id,
                    (),
                    f"{key} warns of this entry; warn of it here too ([[confusable]])",
                )


@glossary_rule("surface-shared")
def surface_shared(whole: Whole) -> Found:
    """Entries that share a spelling are senses of one string and name each other."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key, filed in whole.entries.items():
        for surface in filed.term.surfaces():
            holders[surface].append(key)
    for surface, ids in holders.items():
        for one, other in combinations(sorted(set(ids)), 2):
            for here, there in ((one, other), (other, one)):
                if there not in neighbours(whole.entries[here].term):
                    yield here, ("hans",), f"{surface} is a spelling of {there} too: name it here"


@glossary_rule("prefer-avoid")
def prefer_avoid(whole: Whole) -> Found:
    """A rendering preferred for one term and avoided for another: the reason names that other."""
    preferred: dict[str, list[Filed]] = defaultdict(list)
    for filed in whole.entries.values():
        for rendering in filed.term.preferred():
            preferred[_written(rendering.term)].append(filed)
    for key, filed in whole.entries.items():
        for at, rendering in enumerate(filed.term.renderings):
            holders = preferred[_written(rendering.term)] if rendering.use == "avoid" else []
            named = neighbours(filed.term)
            for other in holders:
                said = any(s in rendering.why for s in other.term.surfaces())
                if other.term.id == key or not (said or other.term.id in named):
                    where = f"{other.term.hans} ({other.term.id})"
                    say = f"{rendering.term!r} is avoided here, preferred for {where}: why differ?"
                    yield key, ("en", at, "term"), say


@glossary_rule("definition-copied")
def definition_copied(whole: Whole) -> Found:
    """No definition is copied from another entry."""
    shingles = {key: _shingles(filed.term.definition) for key, filed in whole.entries.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, own in shingles.items():
        for shingle in own:
            holders[shingle].append(key)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for ids in holders.values():
        for pair in combinations(ids, 2):
            shared[pair] += 1
    for (one, other), count in shared.items():
        least = min(len(shingles[one]), len(shingles[other]))
        if count >= LEAST and count / least >= COPIED:
            say = f"{100 * count // least}% of the definition stands in {one} too; write it anew"
            yield other, ("definition",), say


def _written(english: str) -> str:
    """What is compared: case and blanks aside, but quotation marks kept (they set apart)."""
    return " ".join(english.casefold().split())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
