"""
Ways out: one module per format, one dict `FORMATS`.

`FORMATS[name].write(build, glossary)` gives the bytes, `.export(…)` also companion files and what
could not be taken along, `.loading` says how to load the result.
"""

from __future__ import annotations

from zhengming.publish.export import (
    anki,
    candidates_tsv,
    cedict,
    csv_excel,
    csv_plain,
    deepl,
    docx,
    glossary_json,
    google,
    html_site,
    json_lines,
    memoq,
    multiterm,
    omegat,
    phrase,
    pleco,
    skos,
    stardict,
    tbx_v2,
    tbx_v3,
    weblate,
    wordfast,
    workbook,
    xliff,
    yomitan,
)
from zhengming.publish.export.outgoing import Direction, Format, Outgoing, Written

FORMATS: dict[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (
        tbx_v3,
        tbx_v2,
        workbook,
        csv_plain,
        csv_excel,
        json_lines,
        omegat,
        memoq,
        multiterm,
        phrase,
        weblate,
        deepl,
        google,
        wordfast,
        xliff,
        skos,
        stardict,
        yomitan,
        cedict,
        pleco,
        anki,
        docx,
        html_site,
        glossary_json,
        candidates_tsv,
    )
}
# The term lists of a build's folder, by file name: a part of the command-line contract.
TERM_LISTS = {
    "glossary.json": "json",
    "glossary.tbx": "tbx",
    "glossary.v2.tbx": "tbx-v2",
    "glossary.xlsx": "xlsx",
    "glossary.csv": "csv",
    "glossary.omegat.utf8": "omegat",
    "candidates.tsv": "candidates",
}

__all__ = ["FORMATS", "TERM_LISTS", "Direction", "Format", "Outgoing", "Written"]
