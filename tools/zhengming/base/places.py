"""
Where things lie: the shipped words, the shipped data, the user's own words, the cache.

In an installed wheel the words travel inside the package; in a checkout they are the top-level
`glossary/` folder. The wheel is tried first. Nothing here creates a folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def words_dir() -> Path:
    """The folder of the shipped words (categories, sources, terms, script, wording, samples)."""
    inside = PACKAGE / "glossary"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "glossary"


def data_dir() -> Path:
    """The folder of shipped statistics and models."""
    return PACKAGE / "data"


def user_words_dir() -> Path:
    """The user's own words: `ZHENGMING_WORDS`, else a folder among the user's documents."""
    given = os.environ.get("ZHENGMING_WORDS")
    if given:
        return Path(given)
    home = Path.home()
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / "Zhengming"


def cache_dir() -> Path:
    """Where compiled words may be kept: `ZHENGMING_CACHE`, else the system's cache folder."""
    given = os.environ.get("ZHENGMING_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Zhengming" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "Zhengming"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhengming"
