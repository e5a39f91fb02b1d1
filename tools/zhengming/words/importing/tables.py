"""
Tables: a workbook, CSV, TSV, a list for OmegaT or Wordfast. `read_table` finds out which column is what.

A first row of known names is a header (ours, or what other tools write); without one the columns are
Chinese, English, comment. The mapping can be given by hand (`English=C`, `English="Our term"`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from zhengming.base.delivery import FORMULA_STARTS
from zhengming.base.errors import Unreadable, Usage
from zhengming.documents.decode import decode
from zhengming.text.hanzi import count_han
from zhengming.words.importing.incoming import English, Incoming, Taken
from zhengming.words.workbook import Row, find_columns, read_sheet

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("name", "id", "entry_id", "cid", "concept id"),
    "hans": (
        *("simplified", "term", "chinese", "chinese (simplified)", "zh", "zh-cn", "zh-hans"),
        *("zh_cn", "source", "source term", "chinese_prc", "简体", "中文", "术语"),
    ),
    "hant": ("traditional", "chinese (traditional)", "zh-tw", "zh-hant", "zh_tw", "繁體", "繁体"),
    "pinyin": ("pinyin", "拼音", "reading"),
    "english": (
        *("english", "en", "en-us", "en-gb", "en_us", "target", "target term", "translation"),
        *("english_united_states", "英文", "英语", "译文"),
    ),
    "also": ("also used", "synonym", "synonyms", "variants", "accepted"),
    "definition": ("what it is", "definition", "zh_def", "chinese_prc_def", "定义"),
    "note": ("for the translator", "translator's note", "usage note"),
    "significance": ("what it means in practice", "significance"),
    "short": ("short forms", "short", "abbreviation", "abbreviations", "简称"),
    "forms": ("other spellings", "forms", "spellings"),
    "category": ("category", "subject", "domain", "entry_subject", "分类"),
}
LABELS = {
    "id": "name of the entry",
    "hans": "Chinese",
    "hant": "traditional Chinese",
    "pinyin": "pinyin",
    "english": "English",
    "also": "other English",
    "definition": "what it is",
    "note": "note for the translator",
    "significance": "what it means in practice",
    "short": "short forms",
    "forms": "other spellings",
    "category": "category",
}
WHOSE = re.compile(
    r" \((?:used by|from a translation|says what it is|word for word|our own)"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)(?=;|$)"
)
KNOWN = {name for names in NAMES.values() for name in names}
LIST = re.compile(r"\s*[;；]\s*")
CELL = 1 << 20


def read_table(
    path: Path, *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> Taken:
    """
    Read a table of terms.

    `columns` says by hand which column is what: a key of `NAMES` to a header, a letter or a number.
    Raises `Unreadable` where no column of Chinese is found, `Usage` for a mapping that does not fit.
    """
    workbook = path.suffix.lower() in (".xlsx", ".xlsm") or path.read_bytes()[:2] == b"PK"
    rows = _sheet(path) if workbook else list(_lines(path, encoding))
    if not rows:
        raise Unreadable("holds no rows", where=path.name)
    at, header = _columns(path, rows, columns or {})
    body = rows[1:] if header else rows
    ranked = header and "english" in at
    terms, unread = [], []
    for number, cells in body:
        term = _term(path.name, number, _fill(cells, at), ranked=ranked)
        if term is None:
            unread.append(f"{path.name}:{number}: no Chinese in the column taken for it")
        else:
            terms.append(term)
    names = rows[0][1] if header else tuple(f"column {n}" for n in range(1, 99))
    shown = {LABELS[key]: names[i] for key, i in at.items()}
    kind = "workbook" if workbook else "table" if header else "list without a header"
    return Taken(kind, shown, tuple(terms), tuple(unread))


def _sheet(path: Path) -> list[Row]:
    try:
        return read_sheet(path, ["Terms"])
    except Unreadable as error:
        if "has no sheet" not in error.cause:
            raise
        return read_sheet(path, [])


def _lines(path: Path, encoding: str | None) -> Iterator[Row]:
    text = decode(path.read_bytes(), encoding=encoding)[0]
    first = text.partition("\n")[0]
    tabbed = path.suffix.lower() in (".tsv", ".tab", ".txt", ".utf8") or "\t" in first
    csv.field_size_limit(CELL)
    if tabbed and '"' not in first:  # OmegaT and Wordfast know no quotation marks
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                yield number, tuple(cell.strip() for cell in line.split("\t"))
        return
    delimiter = "\t" if tabbed else max(",;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, tuple(_unguard(cell).strip() for cell in cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"not a table that can be read: {error}",
            where=f"{path.name}:{start}",
            remedy="a quotation mark may be missing",
        ) from error


def _unguard(cell: str) -> str:
    """Take off the apostrophe that keeps Excel from running a cell."""
    lead = cell[1:].lstrip(" \u00a0\u3000")
    return cell[1:] if cell[:1] == "'" and lead.startswith(FORMULA_STARTS) else cell


def _columns(
    path: Path, rows: Sequence[Row], given: Mapping[str, str]
) -> tuple[dict[str, int], bool]:
    """Say which column holds what, and whether the first row is a header."""
    first = rows[0][1]
    found = find_columns(first, NAMES)
    chinese = any(count_han(cell) for cell in first if cell.casefold() not in KNOWN)
    header = not chinese and ("hans" in found or bool(given))
    at = found if header else {"hans": 0, "english": 1}
    for key, wish in given.items():
        at[key] = _column(key, wish, first)
    if not header and not given:
        at = _by_content(rows, at)
    if "hans" not in at:
        raise Unreadable(
            "no column of Chinese terms found",
            where=path.name,
            remedy="name it, for instance --column Chinese=B",
        )
    return at, header


def _column(key: str, wish: str, first: Sequence[str]) -> int:
    heads = [cell.casefold() for cell in first]
    if wish.casefold() in heads:
        return heads.index(wish.casefold())
    if wish.isdecimal() and 0 < int(wish) <= len(first):
        return int(wish) - 1
    if re.fullmatch(r"[A-Za-z]", wish) and ord(wish.upper()) - ord("A") < len(first):
        return ord(wish.upper()) - ord("A")
    raise Usage(
        f"there is no column {wish!r} for {LABELS[key]}",
        remedy="give a header, a letter or a number",
    )


def _by_content(rows: Sequence[Row], at: dict[str, int]) -> dict[str, int]:
    """In a list without a header, let the column with more Chinese be the Chinese one."""
    sample = [cells for _, cells in rows[:50] if len(cells) > 1]
    left = sum(count_han(cells[0]) for cells in sample)
    right = sum(count_han(cells[1]) for cells in sample)
    return {"hans": 1, "english": 0} if right > left else at


def _fill(cells: Sequence[str], at: Mapping[str, int]) -> dict[str, str]:
    return {key: cells[i] if i < len(cells) else "" for key, i in at.items()}


def _term(file: str, line: int, cell: Mapping[str, str], *, ranked: bool) -> Incoming | None:
    if not count_han(cell["hans"]):
        return None
    best = [English(e, "preferred" if ranked else None) for e in _split(cell.get("english", ""))]
    also = [English(e, "accepted") for e in _split(WHOSE.sub("", cell.get("also", "")))]
    return Incoming(
        file,
        line,
        cell["hans"],
        (*best, *also),
        id=cell.get("id", ""),
        short=tuple(_split(cell["short"])) if "short" in cell else None,
        forms=tuple(_split(cell["forms"])) if "forms" in cell else None,
        texts={k: cell[k] for k in ("hant", "pinyin", *LONG, "category") if k in cell},
    )


LONG = ("definition", "note", "significance")


def _split(cell: str) -> list[str]:
    return [part for part in LIST.split(cell) if part]
