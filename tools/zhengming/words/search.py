"""
Look a word up in compiled words: by either script, by pinyin, by English.

`search` asks the stores themselves and gives ids, so that `zhengming lookup` imports next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhengming.words.keys import english_key, has_tones, toned_key, toneless_key
from zhengming.words.store import Store


def search(stores: Sequence[Store], query: str, *, limit: int = 50) -> list[tuple[str, Store, str]]:
    """
    Find entries for a query: (id, store of the winning layer, "exact" or "part"), best first.

    Exact finds are spellings, then pinyin, then English; only where there are none come spellings,
    pinyin and English that contain the query. A later store hides an earlier one's entry.
    """
    query = query.strip()
    for how, questions in (("exact", EXACT), ("part", PART)):
        found: dict[str, Store] = {}
        for ask in questions:
            for at, store in enumerate(stores):
                for entry in ask(store, query) if query else ():
                    if entry not in found and not any(_holds(s, entry) for s in stores[at + 1 :]):
                        found[entry] = store
        if found:
            return [(entry, store, how) for entry, store in list(found.items())[:limit]]
    return []


def _holds(store: Store, entry: str) -> bool:
    return bool(_ids(store, "SELECT id FROM entry WHERE id = ?", entry))


def _ids(store: Store, sql: str, *values: str) -> list[str]:
    return [row[0] for row in store.database.execute(sql, values)]


def as_written(store: Store, query: str) -> list[str]:
    """Entries with this very spelling, simplified or traditional; headwords before other forms."""
    sql = (
        "SELECT surface.id FROM surface JOIN entry ON entry.id = surface.id "
        "WHERE text = ? ORDER BY body NOT LIKE '{\"hans\":\"' || ? || '\"%', surface.rowid"
    )
    return _ids(store, sql, query, query)


def folded(store: Store, query: str) -> list[str]:
    """Entries whose spelling is the same once variants of characters count as one."""
    if query.isascii() or as_written(store, query):
        return []
    from zhengming.text.hanzi import fold

    key = fold(query)
    return [entry for text, entry in store.surfaces() if fold(text) == key]


def as_spoken(store: Store, query: str) -> list[str]:
    """Entries with this pinyin: with tones where the query has them, else without."""
    plain = toneless_key(query)
    if not plain or not (query.isascii() or has_tones(query)):
        return []
    if has_tones(query):
        sql = "SELECT id FROM pinyin WHERE plain = ? AND toned = ? ORDER BY rowid"
        return _ids(store, sql, plain, toned_key(query))
    return _ids(store, "SELECT id FROM pinyin WHERE plain = ? ORDER BY rowid", plain)


def in_english(store: Store, query: str) -> list[str]:
    """Entries with this rendering or abbreviation, avoided renderings last."""
    sql = "SELECT id FROM english WHERE key = ? ORDER BY use = 'avoid', rowid"
    return _ids(store, sql, english_key(query) or query)


def containing_written(store: Store, query: str) -> list[str]:
    """Entries whose spelling contains the query, shortest first."""
    from zhengming.text.hanzi import count_han, fold

    if not count_han(query):
        return []
    key = fold(query)
    hits = [(len(text), entry) for text, entry in store.surfaces() if key in fold(text)]
    return [entry for _, entry in sorted(hits)]


def beginning_spoken(store: Store, query: str) -> list[str]:
    """Entries whose pinyin begins with the query."""
    plain = toneless_key(query)
    if len(plain) < 2 or not query.isascii():
        return []
    sql = "SELECT id FROM pinyin WHERE plain >= ? AND plain < ? ORDER BY length(plain), rowid"
    return _ids(store, sql, plain, plain + "{")


def containing_english(store: Store, query: str) -> list[str]:
    """Entries with a rendering that contains every word of the query."""
    words = english_key(query).split()
    if not words or not query.isascii():
        return []
    asks = " AND ".join(["' ' || key LIKE ?"] * len(words))
    sql = f"SELECT id FROM english WHERE {asks} ORDER BY use = 'avoid', length(key)"  # noqa: S608
    return _ids(store, sql, *(f"% {word}%" for word in words))


EXACT = (as_written, folded, as_spoken, in_english)
PART = (containing_written, beginning_spoken, containing_english)
