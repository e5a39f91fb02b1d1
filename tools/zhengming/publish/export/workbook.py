"""
The workbook to work in: terms, possible new terms with a decision to take, and what to know first.

Sheet and column names of the second sheet belong to `words.decisions`, which reads it back. openpyxl
writes a clock and an author into its files; `repack` takes both out, so that the same build gives
the same bytes. Every text is typed as text: no cell can run as a formula.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from zhengming.base.delivery import guard_cell, zip_bytes
from zhengming.base.findings import Candidate
from zhengming.publish import phrases
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.table import COLUMNS as TERM_COLUMNS
from zhengming.publish.export.table import rows
from zhengming.publish.passages import passage
from zhengming.publish.visible import plain
from zhengming.text.hanzi import count_han
from zhengming.words.decisions import CHOICES, COLUMNS, SHEET

LOADING = """\
The workbook (xlsx)

Open it in Excel, LibreOffice Calc or Numbers.

* Sheet "Terms": the entries found in your documents, both scripts, with filters in the first row.
* Sheet "Possible new terms": what the program noticed and nobody has reviewed. Choose a decision in
  the column Decision (accept / reject / part of … / name of a person; after "part of" you may write
  the longer term), write English and a note where you have them, save, then run:
      zhengming decisions glossary.xlsx
  Accepted ones become drafts in your own words; rejected ones stay away next time. Keep the sheet's
  name and its first row as they are.
* Sheet "Read me first": how far the entries have been checked, version and licence of the words.

The column Comment says when an entry is a draft, when English is our own or word for word, and which
English to avoid. The file holds no author's name and no date of the run.
"""
TERMS = "Terms"
ABOUT = "Read me first"
LONGEST_CELL = 32_000
PRINTED = 8
LINE = 15.5
MOST_LINES = 12
WIDTHS = {
    "Name": 22,
    "Simplified": 20,
    "Traditional": 20,
    "Term": 22,
    "Pinyin": 24,
    "English": 34,
    "Suggestion": 34,
    "Whose English": 26,
    "Also used": 32,
    "At first mention": 34,
    "Comment": 44,
    "Short forms": 14,
    "Other spellings": 18,
    "What it is": 60,
    "For the translator": 48,
    "What it means in practice": 48,
    "Decision": 20,
    "Note": 30,
    "Category": 24,
    "Where it applies": 20,
    "Checked": 24,
    "Why it is here": 36,
}
FONTS = {
    "Simplified": ("Microsoft YaHei", 11),
    "Short forms": ("Microsoft YaHei", 10),
    "Other spellings": ("Microsoft YaHei", 10),
    "Term": ("Microsoft YaHei", 11),
    "Traditional": ("Microsoft JhengHei", 11),
}
HAND = ("Decision", "English", "Note")
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Zhengming glossary</dc:title></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the first row, the rows under it, columns for a person to fill."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[str | int]]
    hand: tuple[str, ...] = ()


def write(out: Outgoing) -> Written:
    """Write the workbook."""
    import openpyxl
    from openpyxl.worksheet.datavalidation import DataValidation

    book = openpyxl.Workbook(write_only=True)
    _fill(book, Sheet(TERMS, TERM_COLUMNS, rows(out)))
    columns = tuple(COLUMNS.values())
    sheet, count = _fill(book, Sheet(SHEET, columns, _possible(out), HAND))
    letter = chr(ord("A") + columns.index(COLUMNS["decision"]))
    choices = DataValidation(
        type="list",
        formula1='"' + ",".join(CHOICES.values()) + '"',
        allow_blank=True,
        showErrorMessage=False,
    )
    choices.promptTitle = "Decision"
    choices.prompt = "accept, reject, part of … (you may write the longer term), name of a person"
    choices.showInputMessage = True
    choices.add(f"{letter}2:{letter}{max(count, 2)}")
    sheet.data_validations.dataValidation.append(choices)
    _about(book, out)
    buffer = io.BytesIO()
    book.save(buffer)
    return Written(repack(buffer.getvalue()))


def _fill(book: Any, sheet: Sheet) -> tuple[Any, int]:
    """Write one sheet with its frozen first row, filters and widths; return it and its length."""
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.title)
    widths = [WIDTHS.get(n, 42 if n.startswith("Found in") else 12) for n in sheet.columns]
    for at, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = _fit()
    styles = _styles(page)
    page.append([_cell(page, name, styles["head"]) for name in sheet.columns])
    kinds = [styles[_kind(name, sheet)] for name in sheet.columns]
    count = 1
    for row in sheet.rows:
        count += 1
        page.row_dimensions[count].height = LINE * _lines(row, widths)
        page.append([_cell(page, v, k) for v, k in zip(row, kinds, strict=True)])
    if sheet.title == TERMS:
        page.print_area = f"A1:{get_column_letter(PRINTED)}{count}"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"
    return page, count


def _lines(row: Sequence[str | int], widths: Sequence[int]) -> int:
    """Guess how many lines the fullest cell of a row takes: not every program works it out."""
    most = 1
    for value, width in zip(row, widths, strict=True):
        if isinstance(value, str) and (len(value) * 2 > width or "\n" in value):
            lines = value.split("\n")
            wide = (len(line) + count_han(line) for line in lines)
            most = max(most, sum(max(1, -(-w * 11 // (width * 10))) for w in wide))
    return min(most, MOST_LINES)


def _fit() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties

    return PageSetupProperties(fitToPage=True)


def _kind(name: str, sheet: Sheet) -> str:
    if name in sheet.hand:
        return "hand"
    return name if name in FONTS else "text"


def _styles(page: Any) -> dict[str, Any]:
    """Make one cell of each kind; the others take its style over, which is much faster."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    wrapped = Alignment(vertical="top", wrap_text=True)
    kinds = {
        "head": (
            Font(name="Calibri", size=11, bold=True, color="FFFFFF"),
            PatternFill("solid", fgColor="7A2A20"),
            Alignment(vertical="center", wrap_text=True),
        ),
        "text": (Font(name="Calibri", size=11), PatternFill(), wrapped),
        "hand": (Font(name="Calibri", size=11), PatternFill("solid", fgColor="FFF6DC"), wrapped),
    }
    for name, (font, size) in FONTS.items():
        kinds[name] = (Font(name=font, size=size), PatternFill(), wrapped)
    made = {}
    for kind, (face, fill, alignment) in kinds.items():
        cell: Any = WriteOnlyCell(page)
        cell.font, cell.fill, cell.alignment = face, fill, alignment
        made[kind] = cell._style
    return made


def _cell(page: Any, value: str | int, style: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    text = fit(value) if isinstance(value, str) else value
    cell: Any = WriteOnlyCell(page, value=text)
    cell._style = style
    if isinstance(text, str):
        cell.data_type = "s"
    if isinstance(text, str) and guard_cell(text) != text:
        cell._style = copy(style)
        cell.quotePrefix = True
    return cell


def fit(text: str) -> str:
    """Name hidden characters and keep a text within what a cell can hold."""
    shown = plain(text)
    return shown if len(shown) <= LONGEST_CELL else shown[:LONGEST_CELL] + " […]"


def _possible(out: Outgoing) -> Iterator[tuple[str | int, ...]]:
    """Yield the rows of possible new terms, in the order of `words.decisions.COLUMNS`."""
    from zhengming.text.script import to_hant
    from zhengming.words.pinyin import to_pinyin

    texts = {e.document.id: e.document for e in out.build.documents}
    for one in out.build.candidates:
        cells: dict[str, str | int] = {
            "term": one.term,
            "traditional": to_hant(one.term, "hant"),
            "pinyin": to_pinyin(one.term),
            "suggestion": "; ".join(f"{s.en} ({s.basis})" for s in one.suggestions),
            "decision": "",
            "english": "",
            "note": "",
            "count": one.count,
            "why": one.why,
        }
        for at, context in enumerate(_contexts(one, texts), 1):
            cells[f"context{at}"] = context
        yield tuple(cells.get(key, "") for key in COLUMNS)


def _contexts(one: Candidate, texts: dict[str, Any]) -> Iterator[str]:
    """Yield up to three different passages, the term between 【 】."""
    seen = set()
    for place in one.occurrences:
        document = texts.get(place.document)
        if document is None or place.repeat:
            continue
        found = passage(document, place, reach=60)
        text = f"{found.before}【{found.surface}】{found.after}"
        if text not in seen:
            seen.add(text)
            yield text
        if len(seen) == 3:
            return


def _about(book: Any, out: Outgoing) -> None:
    about = out.about()
    page = book.create_sheet(ABOUT)
    page.column_dimensions["A"].width = 26
    page.column_dimensions["B"].width = 96
    plain_style = _styles(page)["text"]
    expert = any(f.term.review.status == "expert-checked" for f in out.found)
    lines = (
        ("How far checked", phrases.SOME_EXPERT if expert else phrases.NO_EXPERT),
        ("Errors", phrases.REPORT_ERROR),
        ("Possible new terms", phrases.NOT_REVIEWED),
        ("English to avoid", "Stands in the column Comment, never in the column English."),
        ("Entries in this file", str(len(out.found))),
        ("Version of the words", about["words"]),
        ("Facts as of", about["date"]),
        ("Content (SHA-256)", about["words_sha256"]),
        ("Made with", about["program"]),
        ("Licence", about["licence"]),
    )
    for name, text in lines:
        page.append([_cell(page, name, plain_style), _cell(page, text, plain_style)])


def repack(data: bytes) -> bytes:
    """Take clock and author out of a workbook and pack it reproducibly, parts in a fixed order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/core.xml"] = CORE.encode("utf-8")
    first = "[Content_Types].xml"
    return zip_bytes((name, parts[name]) for name in sorted(parts, key=lambda n: (n != first, n)))


FORMAT = Format("xlsx", ".xlsx", "workbook to work in", write, LOADING)
