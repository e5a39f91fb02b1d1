"""
An entry as lines for a person, and the answer to `zhengming lookup`.

Imports next to nothing, on purpose: a look-up should feel immediate (`tests/cli/test_lookup.py`
holds it to six times an empty Python). It works on the entry's table as its file has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from zhengming.publish.phrases import (
    CLAIM,
    LAYER_SHIPPED,
    NO_ENGLISH,
    NO_EXPERT,
    ORIGIN,
    RELATION,
    SCOPE,
    STATUS,
    TONE,
    TYPE,
)
from zhengming.words.layers import open_stores
from zhengming.words.search import search
from zhengming.words.store import Store

FULL = 3
USES = {"preferred": "=", "accepted": "also", "avoid": "not"}


def answer(query: str, words: Sequence[Path] = (), *, as_json: bool = False) -> tuple[str, bool]:
    """Look `query` up in all layers; return what to print and whether anything was found."""
    stores = open_stores(words)
    hits = search(stores, query)
    entries = [_record(key, store, how, stores) for key, store, how in hits]
    if as_json:
        return json.dumps({"query": query, "entries": entries}, ensure_ascii=False), bool(entries)
    categories = {k: r["en"] for s in stores for k, r in s.vocabulary("category").items()}
    exact = [e for e in entries if e["how"] == "exact"]
    full = exact or (entries if len(entries) <= FULL else [])
    cards = ["\n".join(card(entry, categories)) for entry in full]
    if not full and entries:
        cards.append("\n".join(f"{_line(e)}" for e in entries))
    return visible("\n\n".join(cards)), bool(entries)


def nothing_found(query: str) -> str:
    """Say that no entry answers."""
    return f"nothing found for {visible(query)!r}; try a part of it"


def _record(id: str, store: Store, how: str, stores: Sequence[Store]) -> dict[str, Any]:  # noqa: A002
    entry = store.entry(id)
    assert entry is not None
    below = [s.entry(id) for s in stores[: stores.index(store)]]
    return {
        "id": id,
        "category": entry["category"],
        "layer": store.name,
        "how": how,
        **entry["table"],
        "traditional": {"standard": entry["hant"], "taiwan": entry["tw"], "hong_kong": entry["hk"]},
        "differs_from_shipped": any(b and b["table"] != entry["table"] for b in below),
    }


def _line(entry: dict[str, Any]) -> str:
    best = "; ".join(r["term"] for r in entry.get("en", ()) if r["use"] == "preferred")
    return f"{entry['hans']}  {entry['pinyin']}  {best or NO_ENGLISH}"


def visible(text: str) -> str:
    """
    Show control and direction characters as escapes; keep line ends.

    >>> visible("a\\x1b[2J")
    'a\\\\x1b[2J'
    """
    if all(c.isprintable() or c == "\n" for c in text):
        return text
    return "".join(
        c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text
    )


def card(entry: dict[str, Any], categories: dict[str, str]) -> Iterator[str]:
    """Yield the lines of one entry."""
    forms = dict.fromkeys(f for f in (entry["hans"], *entry["traditional"].values()) if f)
    yield f"{' · '.join(forms)}    {entry['pinyin']}"
    if also := [*entry.get("short", ()), *entry.get("forms", ())]:
        yield f"also written: {'、'.join(also)}"
    place = f" ({entry['place']['en']})" if "place" in entry else ""
    kind = [categories.get(entry["category"], entry["category"]), TYPE[entry["type"]]]
    tone = [TONE[t] for t in entry.get("tone", ())]
    yield " · ".join([*kind, SCOPE[entry["scope"]] + place, *tone])
    yield ""
    for rendering in entry.get("en", ()):
        yield from _rendering(rendering)
    for heading, key in (("", "definition"), ("For the translator", "note")):
        yield from _block(heading, entry.get(key, ""))
    yield from _block("What it means in practice", entry.get("significance", ""))
    yield from _parts(entry.get("expansion", ()))
    yield from map(_law, entry.get("law", ()))
    yield from map(_right, entry.get("right", ()))
    for other in entry.get("confusable", ()):
        yield f"Not to be taken for {other['hans']}: {other['difference']}"
    if entry.get("related"):
        yield f"See also: {', '.join(entry['related'])}"
    yield from _provenance(entry)


def _rendering(r: dict[str, Any]) -> Iterator[str]:
    abbr = f" ({r['abbr']})" if "abbr" in r else ""
    whose = ", ".join(r.get("used_by", ())) or ORIGIN.get(r.get("origin", ""), "")
    facts = ", ".join(filter(None, (r.get("pos", ""), whose)))
    why = f": {r['why']}" if "why" in r else ""
    yield f"  {USES[r['use']]:>4} {r['term']}{abbr}{f'  [{facts}]' if facts else ''}{why}"
    if "first" in r:
        yield f"       at first mention: {r['first']}"


def _block(heading: str, text: str) -> Iterator[str]:
    if text:
        yield ""
        if heading:
            yield f"{heading}:"
        yield from (f"  {line}" for line in text.split("\n"))


def _parts(parts: Sequence[dict[str, Any]]) -> Iterator[str]:
    if parts:
        yield ""
        yield "Stands for:"
    for p in parts:
        head = f"{p['group']} " if "group" in p else ""
        number = f"{p['n']}. " if p.get("n") else ""
        english = ": ".join(filter(None, (p.get("en", ""), p.get("gloss", ""))))
        said = p.get("hans", "") or CLAIM["unknown"]
        yield f"  {head}{number}{said}{f' = {english}' if english else ''}"


def _law(law: dict[str, Any]) -> str:
    when = law.get("text_version", "")
    version = f" ({when})" if when else ""
    line = f"Law: {law['instrument']}{version} {law.get('article', '')} {RELATION[law['relation']]}"
    if "superseded" in law:
        line += f"; replaced from {law['superseded']['date']}"
    elif "in_force" in law:
        held = ", ".join(law["in_force"].get(k, "") for k in ("as_of", "certainty"))
        line += f"; in force as of {held}"
    return line if law.get("verified", True) else f"{line}; text not read"


def _right(right: dict[str, Any]) -> str:
    where = " ".join(right.get(k, "") for k in ("body", "document", "paragraph")).strip()
    norm = " ".join(filter(None, (right["instrument"], right.get("provision", ""))))
    return f"Rights: {norm}: {right['issue']}{f' ({where})' if where else ''}"


def _provenance(entry: dict[str, Any]) -> Iterator[str]:
    review = entry.get("review", {})
    yield ""
    layer = LAYER_SHIPPED if entry["layer"] == "shipped" else f"in the words “{entry['layer']}”"
    yield f"{entry['id']} · {layer} · {STATUS[review.get('status', 'draft')]}"
    if review.get("status") != "expert-checked":
        yield NO_EXPERT
    if entry["differs_from_shipped"]:
        yield "Differs from the entry in the words under it."
    if review.get("unsure"):
        yield f"Unsure: {'; '.join(review['unsure'])}"
