"""
What DOCX and XLSX packages share: relationships, outside references, file properties.

Nothing outside the file is ever fetched; what it points to is listed. Names of persons in the
properties are counted and warned about, never repeated.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from zhengming.base.document import Loss, Source
from zhengming.documents.archive import Archive
from zhengming.documents.formats.xmlparts import events, part_source

NAMED = ("dc:creator", "cp:lastModifiedBy", "meta:initial-creator", "meta:printed-by")
LISTED = 20


class Relation(NamedTuple):
    """One relationship: its id, the last word of its type ("footnotes"), where it points."""

    id: str
    type: str
    target: str
    external: bool


def relations(archive: Archive, part: str) -> list[Relation]:
    """Read the relationships of a part ("" for the package)."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive:
        return []
    return [
        _relation(event.attrs, folder)
        for event in events(part_source(archive.read(rels)))
        if event.kind == "start" and event.name == "rel:Relationship"
    ]


def _relation(attrs: Mapping[str, str], folder: str) -> Relation:
    target = attrs.get("Target", "")
    external = attrs.get("TargetMode", "") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    kind = attrs.get("Type", "").rpartition("/")[2]
    return Relation(attrs.get("Id", ""), kind, target, external)


def outside(archive: Archive) -> list[Loss]:
    """List what the package points to outside itself: pictures, templates, objects; not links."""
    found = []
    for name in archive.names:
        if not name.endswith(".rels"):
            continue
        owner = name.replace("_rels/", "").removesuffix(".rels")
        found += [
            Loss("external-reference", f"{r.type} at {_place(r.target)}: listed, not fetched")
            for r in relations(archive, owner)
            if r.external and r.type != "hyperlink"
        ]
    return found[:LISTED]


def _place(target: str) -> str:
    """Where a reference points; of a place on somebody's disk only the last name (no user name)."""
    if target.lower().startswith(("http://", "https://", "ftp://")):
        return target[:200]
    return re.split(r"[/\\\\]|%5C", target)[-1][:100]


def properties(archive: Archive, part: str) -> tuple[Source, list[Loss]]:
    """Read title and date from the properties part, and warn of names of persons in it."""
    if part not in archive:
        return Source(), []
    values: dict[str, str] = {}
    names: list[str] = []
    for event in events(part_source(archive.read(part))):
        if event.kind == "start":
            names.append(event.name)
        elif event.kind == "end" and names:
            names.pop()
        elif event.kind == "text" and names:
            values[names[-1]] = (values.get(names[-1], "") + event.text)[:500]
    persons = {v.strip() for k in NAMED if (v := values.get(k, "")).strip()}
    title = values.get("dc:title", "").strip()
    return Source(title=title, origin="file properties" if title else ""), named(len(persons))


def named(count: int) -> list[Loss]:
    """Warn that the file itself names people, without repeating the names."""
    if not count:
        return []
    return [
        Loss(
            "names-in-properties",
            f"the file's properties name {count} person{'s' * (count > 1)} (author, last editor); "
            "no output repeats them",
            "remove them from the file itself before you pass the original on",
        )
    ]
