"""
Check a build's folder against itself: every hash, every place, every quotation.

`verify` returns what drifted, in words; an empty list means that the folder still says what it
said when it was built. Originals can be given too, to be hashed again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from zhengming.base.errors import Unreadable

WORKING_FILES = ("glossary.xlsx",)


def verify(directory: Path, originals: Iterable[Path] = ()) -> list[str]:
    """
    Return a line for everything that no longer agrees (empty: all is as it was).

    Raises Unreadable where the folder is no build.
    """
    manifest = _load(directory / "manifest.json")
    glossary = _load(directory / "glossary.json")
    return [
        *_changed_files(directory, manifest),
        *_changed_texts(directory, glossary),
        *_shifted_places(directory, glossary),
        *_changed_originals(manifest, originals),
    ]


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


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _changed_files(directory: Path, manifest: dict[str, Any]) -> Iterator[str]:
    for name, digest in manifest["files"].items():
        path = directory / name
        if name in WORKING_FILES:
            continue
        if not path.is_file():
            yield f"{name}: missing"
        elif _sha256(path) != digest:
            yield f"{name}: changed since the build"


def _changed_texts(directory: Path, glossary: dict[str, Any]) -> Iterator[str]:
    for document in glossary["documents"]:
        path = directory / document["text"]
        if path.is_file() and _sha256(path) != document["text_sha256"]:
            yield f"{document['text']}: not the text that was read from {document['name']}"


def _shifted_places(directory: Path, glossary: dict[str, Any]) -> Iterator[str]:
    texts: dict[str, str] = {}
    for document in glossary["documents"]:
        path = directory / document["text"]
        if path.is_file():
            texts[document["id"]] = _text(path)
    for kind in ("terms", "candidates"):
        for item in glossary[kind]:
            name = item.get("hans") or item.get("term")
            for place in item["occurrences"]:
                text = texts.get(place["document"], "")
                if text[place["start"] : place["end"]] != place["surface"]:
                    where = f"{place['start']}-{place['end']} of {place['document']}"
                    yield f"{name}: {where} does not read {place['surface']!r}"


def _text(path: Path) -> str:
    """The text of a reading copy; bytes that an edit broke become U+FFFD, so that places differ."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _changed_originals(manifest: dict[str, Any], originals: Iterable[Path]) -> Iterator[str]:
    known = {document["name"]: document["sha256"] for document in manifest["documents"]}
    hashes = set(known.values())
    for path in originals:
        digest = _sha256(path)
        if digest in hashes:
            continue
        if path.name in known:
            yield f"{path.name}: not the file that was read (SHA-256 {digest})"
        else:
            yield f"{path.name}: not a document of this build (SHA-256 {digest})"
