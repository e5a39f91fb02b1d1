"""CSV that Excel opens rightly: a mark at the start, and no cell that could run as a formula."""

from __future__ import annotations

from zhengming.base.delivery import guard_cell
from zhengming.publish.export.csv_plain import csv_bytes
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.table import COLUMNS, rows
from zhengming.publish.visible import plain

LOADING = """\
CSV for Excel

Double-click the file, or in Excel: Data > From Text/CSV. The mark at its start tells Excel that it is
UTF-8, so that the Chinese shows. A text that begins with = + - @ (or a full-width form of them, or
blanks before one) carries an apostrophe in front, so that Excel cannot take it for a formula.

For work that is to come back into the glossary, the workbook (`xlsx`) is the better file: it has both
scripts in their fonts, filters, and lists to choose from. For programs take `csv`, which changes
nothing.
"""


def write(out: Outgoing) -> Written:
    """Write the table of `csv` with a byte order mark and guarded cells."""
    records = [
        [guard_cell(plain(cell)) if isinstance(cell, str) else cell for cell in record]
        for record in rows(out)
    ]
    return Written(csv_bytes([COLUMNS, *records], encoding="utf-8-sig"))


FORMAT = Format("csv-excel", ".csv", "CSV for Excel", write, LOADING)
