"""candidates.tsv: the possible new terms of a build, best first, with a header line."""

from __future__ import annotations

from collections.abc import Mapping

from zhengming.base.document import Document
from zhengming.base.findings import Candidate
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.passages import passage
from zhengming.publish.phrases import one_line
from zhengming.publish.visible import plain

COLUMNS = (
    "rank",
    "term",
    "score",
    "count",
    "documents",
    "english",
    "basis",
    "why",
    "document",
    "start",
    "end",
    "surface",
    "context",
)
LOADING = """\
candidates.tsv

A list of words and phrases that may be terms and are not in the glossary. Nobody has reviewed them.
UTF-8, a header line, TAB between fields, no quotes; best first. `english` is put together from
reviewed words, `basis` says from which; `document`, `start`, `end` and `context` show the first
place (start and end count code points in documents/<document>.txt).

To decide on them, use the second sheet of glossary.xlsx, then run: zhengming decisions glossary.xlsx
"""


def write(out: Outgoing) -> Written:
    """Write one line a possible new term; names of persons are not among them."""
    texts = {e.document.id: e.document for e in out.build.documents}
    lines = ["\t".join(COLUMNS)]
    for rank, one in enumerate(out.build.candidates, 1):
        place = _place(one, texts)
        cells = (str(rank), one.term, f"{one.score:.4f}", str(one.count), str(one.documents))
        english = "; ".join(s.en for s in one.suggestions)
        basis = "; ".join(s.basis for s in one.suggestions)
        fields = (*cells, english, basis, one.why, *place)
        lines.append("\t".join(one_line(plain(field)) for field in fields))
    return Written("".join(f"{line}\n" for line in lines).encode())


def _place(one: Candidate, texts: Mapping[str, Document]) -> tuple[str, ...]:
    first = next(iter(one.occurrences), None)
    document = texts.get(first.document) if first else None
    if first is None or document is None:
        return ("", "", "", "", "")
    context = passage(document, first).text
    return first.document, str(first.start), str(first.end), first.surface, context


FORMAT = Format("candidates", ".tsv", "possible new terms", write, LOADING)
