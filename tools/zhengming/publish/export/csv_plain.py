"""CSV for programs: UTF-8, a header, texts exactly as they are. `csv_excel` is the one for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.table import COLUMNS, rows

LOADING = """\
CSV (plain)

For programs and scripts: UTF-8 without a mark at the start, a header line, fields in quotes where
they hold commas, quotes or line breaks, one entry a row, nothing changed in any text.

* LibreOffice Calc: File > Open, character set "Unicode (UTF-8)", separator "Comma", and tick
  "Format quoted field as text".
* Python: csv.DictReader(open(name, encoding="utf-8", newline="")).
* Excel guesses wrongly at files like this one: take the format `csv-excel` or `xlsx` instead.

The column Comment says when an entry is a draft, when its English is our own or word for word, and
which English to avoid.
"""


def csv_bytes(records: Iterable[Iterable[str | int]], *, encoding: str = "utf-8") -> bytes:
    """Write records as CSV with line ends as RFC 4180 wants them."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(records)
    return buffer.getvalue().encode(encoding)


def write(out: Outgoing) -> Written:
    """Write one row an entry, lossless."""
    return Written(csv_bytes([COLUMNS, *rows(out)]))


FORMAT = Format("csv", ".csv", "CSV for programs", write, LOADING)
