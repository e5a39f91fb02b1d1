"""
Which folders of words lie over each other: the shipped ones, the user's own, the settings', given ones.

Kept apart from `words.glossary` because `zhengming lookup` needs no more than `open_stores`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zhengming.base.errors import Unreadable, Usage
from zhengming.base.places import user_words_dir, words_dir
from zhengming.words.store import Store, open_store

SHIPPED = "shipped"
YOURS = "yours"


def open_stores(words: Sequence[Path] = (), *, user: bool = True) -> list[Store]:
    """
    Open the compiled words of every layer, ground first.

    Raises `Usage` when a folder in `words` holds no words.
    """
    folders = [(words_dir(), SHIPPED)]
    if user:
        folders += [(f, n) for f, n in _own_folders() if (f / "terms").is_dir()]
    for folder in words:
        if not (folder / "terms").is_dir():
            raise Usage(
                "no words here (no folder 'terms')",
                where=str(folder),
                remedy="name a folder that holds terms/<category>/<id>.toml",
            )
        folders.append((folder, ""))
    return [open_store(folder, name=name) for folder, name in folders]


def _own_folders() -> list[tuple[Path, str]]:
    """The user's own words, then the folders that `settings.toml` beside them lists."""
    own = user_words_dir()
    return [(own, YOURS), *((folder, "") for folder in read_settings(own / "settings.toml"))]


def read_settings(path: Path) -> list[Path]:
    """
    Read the folders of further layers: `words = ["../team", "/srv/client"]`, ground first.

    A relative path counts from the settings file. Raises `Unreadable` when the file is not that.
    """
    if not path.is_file():
        return []
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"not valid TOML: {error}", where=str(path)) from None
    listed = table.pop("words", [])
    if table or not isinstance(listed, list) or not all(isinstance(p, str) for p in listed):
        raise Unreadable(
            "settings hold one key", where=str(path), remedy='write words = ["folder", "folder"]'
        )
    return [path.parent / Path(p).expanduser() for p in listed]
