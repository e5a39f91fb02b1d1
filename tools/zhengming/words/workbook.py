"""
Read a workbook (.xlsx) as rows of text: `read_sheet` gives one sheet by its name.

A workbook comes back from other people, so it is opened under the same limits as a document, and a
part with a DTD is refused before any reader sees it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from zhengming.base.errors import Refused, Unreadable
from zhengming.documents.archive import open_archive

Row = tuple[int, tuple[str, ...]]
DTD = (b"<!DOCTYPE", b"<!ENTITY")


def read_sheet(path: Path, names: Sequence[str]) -> list[Row]:
    """
    Return (row number from 1, cells as text) of the first sheet in `names` that is there.

    An empty `names` takes the first sheet. Empty rows are left out. Raises `Unreadable` when the
    file is no workbook or lacks the sheet, `Refused` when it is unsafe.
    """
    book = _open(path)
    try:
        wanted = next((n for n in names if n in book.sheetnames), None)
        if wanted is None and (names or not book.sheetnames):
            raise Unreadable(
                f"has no sheet {names[0] if names else 'with cells'!r}",
                where=path.name,
                remedy="keep the sheet's name when you save the workbook",
            )
        sheet = book[wanted or book.sheetnames[0]]
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()
        return list(_rows(sheet))
    finally:
        book.close()


def _open(path: Path) -> Any:
    import openpyxl

    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror})", where=path.name) from error
    try:
        archive = open_archive(data)
        for name in archive.names:
            if name.endswith((".xml", ".rels")) and any(m in archive.read(name) for m in DTD):
                raise Refused("contains a DTD: refused", remedy="ask for a copy saved by Excel")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (Unreadable, Refused) as error:
        raise type(error)(error.cause, where=path.name, remedy=error.remedy) from error
    except Exception as error:  # openpyxl raises what its parts raise: KeyError, ValueError, …
        raise Unreadable(
            f"not a workbook that can be read ({type(error).__name__})",
            where=path.name,
            remedy="open it in Excel or LibreOffice and save it as .xlsx",
        ) from error


def _rows(sheet: Any) -> Iterator[Row]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = tuple(_text(value) for value in row)
        if any(cells):
            yield number, cells


def _text(value: object) -> str:
    """
    Write a cell as a person reads it: whole numbers without a fraction, nothing for nothing.

    >>> _text(3.0), _text(None), _text(" 维稳 ")
    ('3', '', '维稳')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def find_columns(header: Sequence[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """
    Find columns by what stands over them, whatever their order and case.

    >>> find_columns(["Term", "English"], {"term": ("term", "zh"), "note": ("note",)})
    {'term': 0}
    """
    heads = [" ".join(h.casefold().split()) for h in header]
    places = {
        key: next((heads.index(n) for n in ns if n in heads), -1) for key, ns in names.items()
    }
    return {key: at for key, at in places.items() if at >= 0}
