"""
The glossary as the program uses it: `load_glossary` gives the layers as one.

The shipped words are the ground; the user's own, then those of the settings, then those given lie
over them. The last layer that holds an id wins; the entries under it stay visible (`shadowed`).
Entries are decoded when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from zhengming import __version__
from zhengming.base.entry import Term
from zhengming.base.findings import Finding
from zhengming.words.entryfile import term_from_table
from zhengming.words.layers import open_stores
from zhengming.words.search import as_written, search
from zhengming.words.store import Store
from zhengming.words.vocabulary import Category, Retired, SourceRecord

Variant = Literal["hant", "tw", "hk"]


@dataclass(frozen=True, slots=True)
class Layer:
    """One words folder under its name; `date` is that of its newest facts."""

    name: str
    folder: Path
    version: str
    content_hash: str
    date: str
    size: int


class Terms(Mapping[str, Term]):
    """Entries by id, the winning layer's, decoded on first use; ids come sorted."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self._winner = {key: store for store in stores for key in store.ids()}
        self._order = sorted(self._winner)
        self._decoded: dict[str, Term] = {}

    def __getitem__(self, id: str) -> Term:  # noqa: A002
        term = self._decoded.get(id)
        if term is None:
            term = self._decoded[id] = _decode(self._winner[id], id)
        return term

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def __contains__(self, id: object) -> bool:  # noqa: A002
        return id in self._winner

    def store_of(self, id: str) -> Store:  # noqa: A002
        """The store of the layer that wins."""
        return self._winner[id]


def _decode(store: Store, id: str) -> Term:  # noqa: A002
    entry = store.entry(id)
    if entry is None:
        raise KeyError(id)
    return term_from_table(entry["table"], id=id, category=entry["category"], layer=store.name)


class Glossary:
    """All layers as one. Made by `load_glossary`."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self.stores = tuple(stores)
        self.terms = Terms(self.stores)

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        """The layers, ground first."""
        return tuple(
            Layer(
                s.name,
                s.folder,
                s.about["version"],
                s.about["content_hash"],
                s.about["date"],
                len(s.ids()),
            )
            for s in self.stores
        )

    @property
    def version(self) -> str:
        """The version of the shipped words, else the program's."""
        return self.stores[0].about["version"] or __version__

    @property
    def date(self) -> str:
        """The date of the newest facts in any layer (not of the run)."""
        return max(s.about["date"] for s in self.stores)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 over the layers' names and contents, in their order."""
        parts = "".join(f"{s.name}\0{s.about['content_hash']}\n" for s in self.stores)
        return sha256(parts.encode()).hexdigest()

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Categories by id, in the order in which lists show them."""
        records = self._records("category")
        ordered = sorted(records.values(), key=lambda r: (r["order"], r["id"]))
        return {r["id"]: Category(**r) for r in ordered}

    @cached_property
    def sources(self) -> Mapping[str, SourceRecord]:
        """Sources by id."""
        return {key: SourceRecord(**r) for key, r in self._records("source").items()}

    @cached_property
    def retired(self) -> Mapping[str, Retired]:
        """Ids no longer in use."""
        return {key: Retired(**r) for key, r in self._records("retired").items()}

    @cached_property
    def problems(self) -> tuple[Finding, ...]:
        """What could not be read, of all layers; `glossary lint` tells more."""
        return tuple(
            Finding(f"{s.name}/{file}", line, rule, message)
            for s in self.stores
            for file, line, rule, message in s.problems()
        )

    def _records(self, kind: str) -> dict[str, dict[str, Any]]:
        return {key: r for s in self.stores for key, r in s.vocabulary(kind).items()}

    def shadowed(self, id: str) -> tuple[Term, ...]:  # noqa: A002
        """The entries of earlier layers that the winning one hides, nearest first."""
        holders = [s for s in self.stores if s.entry(id) is not None]
        return tuple(_decode(s, id) for s in reversed(holders[:-1]))

    def patterns(self) -> Sequence[tuple[str, tuple[str, ...]]]:
        """Pair every folded spelling with the ids of all entries that have it (all senses)."""
        from zhengming.text.hanzi import fold

        ids: dict[str, list[str]] = {}
        for store in self.stores:
            for text, entry in store.surfaces():
                holders = ids.setdefault(fold(text), [])
                if self.terms.store_of(entry) is store and entry not in holders:
                    holders.append(entry)
        return [(surface, tuple(holders)) for surface, holders in ids.items() if holders]

    def senses(self, surface: str) -> tuple[Term, ...]:
        """Return every entry with exactly this spelling, in simplified or traditional script."""
        return tuple(
            self.terms[entry]
            for store in self.stores
            for entry in dict.fromkeys(as_written(store, surface))
            if self.terms.store_of(entry) is store
        )

    def lookup(self, query: str, *, limit: int = 50) -> tuple[Term, ...]:
        """Find entries by either script, pinyin with or without tones, or English, best first."""
        return tuple(self.terms[key] for key, _, _ in search(self.stores, query, limit=limit))

    def hant(self, term: Term, variant: Variant = "tw") -> str:
        """The entry's traditional form: OpenCC's standard, Taiwan's or Hong Kong's ("" if unknown)."""
        entry = self.terms.store_of(term.id).entry(term.id)
        return "" if entry is None else str(entry[variant])


def load_glossary(words: Sequence[Path] = (), *, user: bool = True) -> Glossary:
    """
    Load the shipped words, the user's own and those of the settings (`user`), then `words`.

    Raises `Usage` when a folder in `words` holds no words.
    """
    return Glossary(open_stores(words, user=user))
