"""
The folder of a build, as names and bytes: pages, extracted texts, term lists, manifest.

`folder` decides what lies where; writing is the caller's (see `base.delivery`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from zhengming.base.findings import Build, Examined
from zhengming.publish.export import FORMATS, TERM_LISTS
from zhengming.publish.pages.index import render_index
from zhengming.publish.pages.reading import render_reading_copy
from zhengming.words.glossary import Glossary


def folder(
    build: Build, glossary: Glossary, formats: Iterable[str] = ()
) -> Iterator[tuple[str, bytes]]:
    """
    Yield every file of a build as (path with slashes, content); same build, same bytes.

    `formats` names further formats, each written to `formats/` with its companions and the half
    page on how to load it.
    """
    hashes: dict[str, str] = {}
    for name, data in (*_contents(build, glossary), *_further(build, glossary, formats)):
        hashes[name] = hashlib.sha256(data).hexdigest()
        yield name, data
    yield "manifest.json", json_bytes(manifest(build, hashes))


def _contents(build: Build, glossary: Glossary) -> Iterator[tuple[str, bytes]]:
    for examined in build.documents:
        document = examined.document
        yield f"documents/{document.id}.txt", document.text.encode("utf-8", "surrogatepass")
        page = render_reading_copy(examined, build, glossary)
        yield f"documents/{document.id}.html", page.encode("utf-8")
    for name, format_name in TERM_LISTS.items():
        yield name, FORMATS[format_name].write(build, glossary)
    yield "index.html", render_index(build, glossary).encode("utf-8")


def _further(
    build: Build, glossary: Glossary, formats: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    for name in formats:
        written = FORMATS[name].export(build, glossary)
        base = f"formats/{name}/glossary"
        yield f"{base}{FORMATS[name].suffix}", written.data
        for ending, data in written.companions.items():
            yield f"{base}{ending}", data
        yield f"formats/{name}/how-to-load.txt", FORMATS[name].loading.encode("utf-8")


def manifest(build: Build, hashes: Mapping[str, str]) -> dict[str, object]:
    """Name what went in, what it was made with, what came out, and what did not come through."""
    return {
        "kind": "zhengming-manifest",
        "complete": not build.refusals,
        "versions": dict(build.versions),
        "documents": [_entry(examined) for examined in build.documents],
        "losses": [
            {
                "name": r.name,
                "sha256": r.sha256,
                "cause": r.cause,
                "remedy": r.remedy,
                "exit": r.exit,
            }
            for r in build.refusals
        ],
        "files": dict(sorted(hashes.items())),
    }


def _entry(examined: Examined) -> dict[str, object]:
    document = examined.document
    decoding = document.decoding
    return {
        "id": document.id,
        "sha256": document.sha256,
        "name": document.name,
        "sensitivity": document.source.sensitivity,
        "format": document.format,
        "encoding": decoding.encoding if decoding else None,
        "encoding_basis": decoding.basis if decoding else None,
        "encoding_runner_up": decoding.runner_up if decoding else None,
        "script": examined.script.variant,
        "losses": [
            {"kind": loss.kind, "detail": loss.detail, "remedy": loss.remedy}
            for loss in document.losses
        ],
    }


def json_bytes(value: object) -> bytes:
    """
    Write JSON for people and programs: UTF-8, indented, one line end at the end.

    Half a character, as in a file name that is no UTF-8, is written as its escape: JSON stays JSON.
    """
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")
