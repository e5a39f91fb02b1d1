"""Which files make up a words folder."""

from __future__ import annotations

import os
from pathlib import Path

VOCABULARY = ("words.toml", "categories.toml", "sources.toml", "retired.toml", "revisions.toml")


def list_files(folder: Path) -> list[str]:
    """Name the files that make up a words folder, relative, with `/`, sorted."""
    found = [name for name in VOCABULARY if (folder / name).is_file()]
    for category in _subfolders(folder / "terms"):
        with os.scandir(category) as entries:
            found += [
                f"terms/{category.name}/{e.name}"
                for e in entries
                if e.name.endswith(".toml") and not e.name.startswith(".") and e.is_file()
            ]
    return sorted(found)


def _subfolders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(e.path) for e in entries if e.is_dir() and not e.name.startswith(".")]
    except FileNotFoundError:
        return []
