"""Read any file that can be taken in: `read_terms` tells its kind by its content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zhengming.base.errors import Unreadable
from zhengming.words.importing.incoming import Taken
from zhengming.words.importing.tables import read_table
from zhengming.words.importing.termbases import read_termbase

MARKUP = (b"<?xml", b"<martif", b"<tbx", b"<mtf", b"<!DOCTYPE martif")


def read_terms(
    path: Path, *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> Taken:
    """
    Read a workbook, CSV, TSV, OmegaT or Wordfast list, TBX (2 or 3) or MultiTerm XML.

    `columns` and `encoding` concern tables. Raises `Unreadable` or `Refused` with the reason.
    """
    try:
        head = path.read_bytes()[:400]
    except OSError as error:
        raise Unreadable(f"cannot be read ({error.strerror})", where=path.name) from error
    if not head.strip():
        raise Unreadable("is empty", where=path.name)
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if plain.startswith(MARKUP):
        return read_termbase(path)
    return read_table(path, columns=columns, encoding=encoding)
