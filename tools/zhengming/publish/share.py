"""
A build that may be given away: which documents stay, and a list of everything that goes.

`plan` reads the folder of a build; the copy itself is made anew from the public documents alone, so
that nothing of the others can be left in a corner. `removed` says, for the owner's eyes only, what
the copy does not hold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhengming.base.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents of a build by whether they may go (SHA-256 to name), and what was found."""

    public: Mapping[str, str]
    kept_back: tuple[Mapping[str, str], ...]
    unread: tuple[str, ...]
    glossary: Mapping[str, Any]
    versions: Mapping[str, str]


def plan(directory: Path) -> Plan:
    """
    Say what of a build may be given away.

    Raises Unreadable where the folder is no build, or one that does not say how far its documents
    may be shown.
    """
    manifest = _load(directory / "manifest.json")
    glossary = _load(directory / "glossary.json")
    documents = manifest.get("documents", [])
    if any("sensitivity" not in document for document in documents):
        raise Unreadable(
            "this build does not say which documents are public",
            where=str(directory),
            remedy="build it again, with --sensitivity or a note beside each file",
        )
    return Plan(
        public={d["sha256"]: d["name"] for d in documents if d["sensitivity"] == "public"},
        kept_back=tuple(d for d in documents if d["sensitivity"] != "public"),
        unread=tuple(loss["name"] for loss in manifest.get("losses", [])),
        glossary=glossary,
        versions=manifest.get("versions", {}),
    )


def _load(path: Path) -> dict[str, Any]:
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(
            "this file of the build is missing or damaged", where=str(path), remedy="build again"
        ) from error
    if not isinstance(loaded, dict):
        raise Unreadable("this is not a file of a build", where=str(path), remedy="build again")
    return loaded


def removed(plan: Plan) -> Iterator[str]:
    """Yield one line for everything that the copy does not hold; it names what must not be named."""
    gone = {document["id"] for document in plan.kept_back}
    for document in plan.kept_back:
        terms = _places(plan.glossary.get("terms", []), document["id"])
        possible = _places(plan.glossary.get("candidates", []), document["id"])
        yield (
            f"{document['name']} ({document['sensitivity']}): name, hash, text and reading copy; "
            f"{sum(terms.values())} places of {len(terms)} terms, "
            f"{len(possible)} possible new terms"
        )
    for name in plan.unread:
        yield f"{name} (was not read): name and hash"
    for kind, called in (("terms", "terms"), ("candidates", "possible new terms")):
        only = [
            item.get("hans") or item.get("term")
            for item in plan.glossary.get(kind, [])
            if item["occurrences"] and {o["document"] for o in item["occurrences"]} <= gone
        ]
        if only:
            yield f"{len(only)} {called} found nowhere else: {'、'.join(map(str, only[:12]))}" + (
                " …" if len(only) > 12 else ""
            )
    yield "whatever was written into glossary.xlsx by hand, and the working files (.work)"


def _places(items: list[Mapping[str, Any]], document: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for item in items:
        here = sum(place["document"] == document for place in item["occurrences"])
        if here:
            found[str(item.get("id") or item.get("term"))] = here
    return found
