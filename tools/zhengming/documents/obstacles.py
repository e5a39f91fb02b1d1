"""
What stands in the way of rewriting a file, and what is left as it is.

`refuse_formulas` guards the results of a workbook; `left_aside` lists texts that no walk reaches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from zhengming.base.errors import Refused
from zhengming.documents.archive import open_archive
from zhengming.documents.flow import Flow
from zhengming.documents.formats.package import properties

FORMULA = re.compile(r"<(?:\w+:)?f(?:\s[^<>]*)?>([^<]*)</", re.DOTALL)
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
BOUND = re.compile(rb"<w:dataBinding\b")
DRAWN = (
    ("charts/chart", "charts"),
    ("diagrams/data", "diagrams"),
    ("xl/drawings/drawing", "drawings"),
)
TEXTY = re.compile(rb"<(?:a:t|c:v)>[^<]*[\xe3-\xe9]")


def refuse_formulas(flow: Flow, change: Callable[[str], object]) -> None:
    """Refuse a workbook whose formulas name texts that the change would alter: results would shift."""
    named = sorted(
        {
            found[1].strip()
            for source in flow.parts.values()
            for found in FORMULA.finditer(source)
            if HAN.search(found[1])
        }
    )
    if not named:
        return
    joined = "\n".join(named)
    if getattr(change(joined), "text", joined) != joined:
        raise Refused(
            f"{len(named)} of its formulas name Chinese text, sheets or columns; with the cells "
            "changed they would give other results",
            rule="formulas",
            remedy="paste those formulas as values (or save the sheet as CSV) and name that file",
        )


def left_aside(data: bytes, kind: str) -> Iterator[str]:
    """Say which texts of a package stay as they are."""
    if kind not in ("docx", "xlsx"):
        return
    archive = open_archive(data)
    if properties(archive, "docProps/core.xml")[1]:
        yield "the file's properties name people (author, last editor), and so does the copy"
    for start, what in DRAWN:
        names = [n for n in archive.names if start in n and n.endswith(".xml")]
        held = sum(1 for name in names if TEXTY.search(archive.read(name)))
        if held:
            yield f"the text of {held} {what} stays as it is"
    tables = sum(name.startswith("xl/tables/") for name in archive.names)
    if tables:
        yield f"the headings of {tables} tables stay as they are: formulas call columns by them"
    if kind == "docx" and "word/document.xml" in archive:
        bound = len(BOUND.findall(archive.read("word/document.xml")))
        if bound:
            yield (
                f"{bound} fields take their text from data inside the file: Word will show the old "
                "text in them again"
            )
