"""
The compiled words of one folder: an SQLite file in the cache, keyed by the content of the words.

`open_store` finds it or has it made (`words.compile`), so that a look-up neither reads a thousand
files nor imports what conversion and pinyin need. A store is never changed once written: writers
work aside and rename, readers open it read-only, and one that is damaged is made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from zhengming.base.places import PACKAGE, cache_dir, words_dir
from zhengming.words.files import list_files

FORMAT = "1"
RECIPE = (
    "data/fold.txt",
    "data/script.contexts",
    "text/script/choose.py",
    "text/script/engine.py",
    "text/script/names.py",
    "text/script/plain.py",
    "text/script/tables.py",
    "words/compile.py",
    "words/entryfile.py",
    "words/vocabulary.py",
    "words/store.py",
    "words/files.py",
    "words/keys.py",
    "words/pinyin.py",
)
SETTLED = 200_000_000  # ns: a file changed this recently may change again within one clock tick


class Store:
    """Read access to the compiled words of one folder. `about` holds name, version, hash, date."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self.database = database
        self.about: dict[str, str] = dict(database.execute("SELECT key, value FROM about"))

    @property
    def name(self) -> str:
        """What people call these words: "shipped", "yours", or what `words.toml` says."""
        return self.about["name"]

    def ids(self) -> list[str]:
        """Every entry's id, sorted."""
        return [row[0] for row in self.database.execute("SELECT id FROM entry ORDER BY id")]

    def entry(self, id: str) -> dict[str, Any] | None:  # noqa: A002
        """Return one entry: `category`, `table` (as in its file), `hant`, `tw`, `hk`."""
        query = "SELECT category, body, hant, tw, hk FROM entry WHERE id = ?"
        row = self.database.execute(query, (id,)).fetchone()
        if row is None:
            return None
        names = ("category", "table", "hant", "tw", "hk")
        return dict(zip(names, (row[0], json.loads(row[1]), *row[2:]), strict=True))

    def surfaces(self) -> Iterator[tuple[str, str]]:
        """Yield every spelling that matches in simplified text, with its entry's id."""
        yield from self.database.execute(
            "SELECT text, id FROM surface WHERE script = 'hans' ORDER BY rowid"
        )

    def vocabulary(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the records of one vocabulary ("category", "source", "retired", "revision")."""
        query = "SELECT id, body FROM vocabulary WHERE kind = ? ORDER BY rowid"
        return {row[0]: json.loads(row[1]) for row in self.database.execute(query, (kind,))}

    def problems(self) -> list[tuple[str, int, str, str]]:
        """What could not be read: (file relative to the folder, line, rule, message)."""
        return list(self.database.execute("SELECT file, line, rule, message FROM problem"))


def hash_words(folder: Path) -> str:
    """Return the SHA-256 over names and bytes of all files of a words folder."""
    total = sha256()
    for name in list_files(folder):
        total.update(f"{name}\0{sha256((folder / name).read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def open_store(folder: Path, *, name: str = "") -> Store:
    """
    Open the compiled words of `folder`, compiling them first where the cache has none.

    `name` is what the layer is called unless its `words.toml` says otherwise. A cache that cannot
    be written costs time only: the words are then compiled in memory.
    """
    note = cache_dir() / f"seen-{_short(f'{folder.absolute()}')}.txt"
    fingerprint, settled = _fingerprint(folder)
    seen, content = _read_note(note)
    if seen != fingerprint:
        content = hash_words(folder)
    path = cache_dir() / f"words-{content[:24]}-{_recipe(name)}.sqlite"
    store = _try_open(folder, path)
    if store is None:
        store = _compile(folder, name, content, path)
    if settled and seen != fingerprint:
        _write_note(note, fingerprint, content)
    return store


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _fingerprint(folder: Path) -> tuple[str, bool]:
    """Hash names, sizes and times; say whether all of it has rested long enough to be trusted."""
    total, newest = sha256(), 0
    for name in list_files(folder):
        stat = os.stat(f"{folder}/{name}")  # noqa: PTH116 - a thousand Paths cost milliseconds
        newest = max(newest, stat.st_mtime_ns, stat.st_ctime_ns)
        total.update(f"{name}\0{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}\n".encode())
    return total.hexdigest(), time.time_ns() - newest > SETTLED


def _recipe(name: str) -> str:
    """Mark what made a store, so that a new program or fold table does not read an old one."""
    parts = [FORMAT, name]
    corrections = sorted((words_dir() / "script").glob("*.tsv"))
    for path in (*(PACKAGE / file for file in RECIPE), *corrections):
        stat = path.stat()
        parts.append(f"{path.name} {stat.st_size} {stat.st_mtime_ns}")
    return _short("\n".join(parts))[:8]


def _read_note(note: Path) -> tuple[str, str]:
    try:
        fingerprint, content = note.read_text("ascii").split()
    except (OSError, ValueError):
        return "", ""
    return fingerprint, content


def _write_note(note: Path, fingerprint: str, content: str) -> None:
    from zhengming.base.delivery import write_text
    from zhengming.base.errors import Usage

    try:
        write_text(note, f"{fingerprint} {content}\n")
    except Usage:
        return  # a read-only cache: the next run hashes again


def _try_open(folder: Path, path: Path) -> Store | None:
    """Open a compiled file unless it is absent, cut short or not ours."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return None
    page = int.from_bytes(head[16:18], "big")
    if head[:15] != b"SQLite format 3" or size != (page if page > 1 else 65536) * int.from_bytes(
        head[28:32], "big"
    ):
        return None
    try:
        place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(place, uri=True, check_same_thread=False)
        store = Store(folder, database)
        if store.about.get("complete") != "yes":
            return None
    except sqlite3.DatabaseError:
        return None
    with suppress(OSError):
        os.utime(path)  # what is in use is not what gets forgotten
    return store


def _compile(folder: Path, name: str, content: str, path: Path) -> Store:
    from zhengming.base.delivery import write_bytes
    from zhengming.base.errors import Usage
    from zhengming.words.compile import compile_words

    database = compile_words(folder, name=name, content_hash=content)
    if hash_words(folder) != content:  # someone wrote meanwhile: use it now, keep it not
        return Store(folder, database)
    try:
        _forget_older(path)
        write_bytes(path, database.serialize())
    except Usage:
        return Store(folder, database)
    return _try_open(folder, path) or Store(folder, database)


def _forget_older(path: Path, keep: int = 8) -> None:
    """Keep the cache small: drop compiled files beyond the few last used."""

    def age(file: Path) -> float:
        try:
            return file.stat().st_mtime
        except OSError:
            return 0.0

    for old in sorted(path.parent.glob("words-*.sqlite"), key=age, reverse=True)[keep:]:
        try:
            old.unlink(missing_ok=True)
        except OSError:  # in use by another process (Windows): it goes another time
            continue
