"""
Compile a words folder for look-up: `compile_words` reads every entry and works out what costs time.

Traditional forms and pinyin keys are computed here, once per change of the words, so that reading
them back needs neither OpenCC nor pypinyin. A file that cannot be read is kept as a problem; it
never keeps the others from being used.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

from zhengming.base.entry import Term
from zhengming.base.errors import Unreadable
from zhengming.base.findings import Finding
from zhengming.words.entryfile import EntryError, parse_entry, table_from_term
from zhengming.words.files import list_files
from zhengming.words.keys import english_key, toned_key, toneless_key
from zhengming.words.pinyin import to_pinyin
from zhengming.words.vocabulary import Vocabulary, load_vocabulary

VARIANTS: tuple[Literal["hant", "tw", "hk"], ...] = ("hant", "tw", "hk")
SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (id TEXT PRIMARY KEY, category TEXT, body TEXT, hant TEXT, tw TEXT, hk TEXT);
CREATE TABLE surface (text TEXT, id TEXT, script TEXT);
CREATE TABLE pinyin (plain TEXT, toned TEXT, id TEXT);
CREATE TABLE english (key TEXT, id TEXT, use TEXT);
CREATE TABLE vocabulary (kind TEXT, id TEXT, body TEXT);
CREATE TABLE problem (file TEXT, line INTEGER, rule TEXT, message TEXT);
"""
INDEXES = """
CREATE INDEX surface_text ON surface (text, id);
CREATE INDEX pinyin_plain ON pinyin (plain, toned, id);
CREATE INDEX english_key ON english (key, id);
"""


def compile_words(folder: Path, *, name: str, content_hash: str) -> sqlite3.Connection:
    """Read all words of `folder` into a database in memory (see `words.store` for its use)."""
    vocabulary, problems = _vocabulary(folder)
    terms = list(_read_terms(folder, problems))
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.executescript(SCHEMA)
    _put_terms(database, terms)
    _put_pinyin(database, terms)
    _put_vocabulary(database, vocabulary)
    rows = [(p.file, p.line, p.rule, p.message) for p in problems]
    database.executemany("INSERT INTO problem VALUES (?, ?, ?, ?)", rows)
    about = {
        "name": vocabulary.about.name or name or folder.name,
        "version": vocabulary.about.version,
        "licence": vocabulary.about.licence,
        "content_hash": content_hash,
        "date": max((t.review.facts_as_of for t in terms), default=""),
        "complete": "yes",
    }
    database.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    database.executescript(INDEXES)
    database.commit()
    return database


def _vocabulary(folder: Path) -> tuple[Vocabulary, list[Finding]]:
    try:
        return load_vocabulary(folder), []
    except Unreadable as error:
        file, _, line = error.where.removeprefix(f"{folder}/").partition(":")
        number = int(line) if line.isdigit() else 1
        return Vocabulary(), [Finding(Path(file).name, number, error.rule, error.cause)]


def _read_terms(folder: Path, problems: list[Finding]) -> Iterable[Term]:
    for name in list_files(folder):
        if not name.startswith("terms/"):
            continue
        path = Path(name)
        try:
            text = (folder / name).read_text("utf-8")
            yield parse_entry(text, id=path.stem, category=path.parent.name, file=name)
        except EntryError as error:
            problems += error.findings
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Finding(name, 1, "L1 encoding", f"cannot be read as UTF-8: {error}"))


def to_traditional(texts: Sequence[str]) -> Mapping[str, list[str]]:
    """
    Convert short texts to OpenCC's standard, Taiwan's and Hong Kong's forms.

    All go through the converter in one call per variant, one text a line.
    """
    from zhengming.text.script import to_hant

    if not texts:
        return {variant: [] for variant in VARIANTS}
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    return {variant: to_hant(joined, variant).split("\n") for variant in VARIANTS}


def _put_terms(database: sqlite3.Connection, terms: Sequence[Term]) -> None:
    heads = to_traditional([t.hans for t in terms])
    for at, term in enumerate(terms):
        forms = {v: heads[v][at] for v in VARIANTS}
        forms["tw"] = term.hant_tw or forms["tw"]
        forms["hk"] = term.hant_hk or forms["hk"]
        body = json.dumps(table_from_term(term), ensure_ascii=False, separators=(",", ":"))
        row = (term.id, term.category, body, *(forms[v] for v in VARIANTS))
        database.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)", row)
        rows = [(english_key(e), term.id, r.use) for r in term.renderings for e in (r.term, r.abbr)]
        database.executemany("INSERT INTO english VALUES (?, ?, ?)", (r for r in rows if r[0]))
    _put_surfaces(database, terms)


def _put_surfaces(database: sqlite3.Connection, terms: Sequence[Term]) -> None:
    pairs = [(surface, term.id) for term in terms for surface in term.surfaces()]
    other = to_traditional([surface for surface, _ in pairs])
    given = [(f, t.id) for t in terms for f in (t.hant_tw, t.hant_hk) if f]
    converted = [
        (form, pair[1]) for v in VARIANTS for form, pair in zip(other[v], pairs, strict=True)
    ]
    simplified = set(pairs)
    traditional = dict.fromkeys(p for p in (*given, *converted) if p[0] and p not in simplified)
    sql = "INSERT INTO surface VALUES (?, ?, ?)"
    database.executemany(sql, ((*pair, "hans") for pair in pairs))
    database.executemany(sql, ((*pair, "hant") for pair in traditional))


def _put_pinyin(database: sqlite3.Connection, terms: Sequence[Term]) -> None:
    spelled = [(term.pinyin, term.id) for term in terms]
    spelled += [(to_pinyin(s), t.id) for t in terms for s in t.surfaces() if s != t.hans]
    rows = dict.fromkeys((toneless_key(p), toned_key(p), entry) for p, entry in spelled)
    database.executemany("INSERT INTO pinyin VALUES (?, ?, ?)", (r for r in rows if r[0]))


def _put_vocabulary(database: sqlite3.Connection, vocabulary: Vocabulary) -> None:
    kinds: dict[str, Mapping[str, Any]] = {
        "category": vocabulary.categories,
        "source": vocabulary.sources,
        "retired": vocabulary.retired,
        "revision": vocabulary.revisions,
    }
    for kind, records in kinds.items():
        rows = [
            (kind, key, json.dumps(asdict(r), ensure_ascii=False)) for key, r in records.items()
        ]
        database.executemany("INSERT INTO vocabulary VALUES (?, ?, ?)", rows)
