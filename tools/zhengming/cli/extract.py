"""`zhengming extract`: the terms in documents, known and possibly new, best first."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Unreadable, gravest
from zhengming.cli.talk import Talk, printable

if TYPE_CHECKING:
    from zhengming.base.document import Document
    from zhengming.base.findings import Candidate, Occurrence
    from zhengming.documents.batch import Told
    from zhengming.find.extract import Extraction
    from zhengming.find.slogans.spelled import Spelled

EXAMPLES = """
\b
Examples:
  zhengming extract report.docx --limit 100
  zhengming extract folder-of-reports --jsonl > terms.jsonl
  cat report.txt | zhengming extract - --jsonl
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many terms.")
@click.option("--jsonl", is_flag=True, help="One JSON record a line instead of a table.")
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones.",
)
@click.option("--encoding", help="The encoding of text files, where the guess is wrong.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, help="Processes for large collections."
)
@click.option("--cluster", help="Address of a Dask scheduler (tcp://…) that does the counting.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    paths: tuple[Path, ...],
    limit: int | None,
    jsonl: bool,
    words: tuple[Path, ...],
    encoding: str | None,
    jobs: int,
    cluster: str | None,
    quiet: bool,
) -> int:
    """
    List the terms in documents, known and possibly new, best first.

    PATHS are files or folders; - reads text from standard input. Names of persons are left out.
    """
    from zhengming.documents.batch import Files
    from zhengming.find.large.scale import extract_large
    from zhengming.words.decisions import load_decisions
    from zhengming.words.glossary import load_glossary

    talk = Talk(quiet=quiet)
    files = Files([_stdin(encoding) if str(p) == "-" else p for p in paths], encoding)
    glossary = load_glossary(words)
    found = extract_large(
        files,
        glossary,
        limit=limit,
        decisions=load_decisions(),
        jobs=jobs,
        cluster=cluster,
    )
    for refusal in files.refusals:
        talk.problem(refusal)
    if not files.documents:
        raise Unreadable("nothing to read", remedy="give a file or a folder with documents")
    if not found.candidates:
        talk.say("no Chinese terms found")
    for line in records(found, files.documents) if jsonl else table(found):
        click.echo(line)
    return gravest(*(Exit(r.exit) for r in files.refusals))


def _stdin(encoding: str | None) -> Document:
    """Make a document of standard input; its lines are paragraphs."""
    from zhengming.base.document import Document, Paragraph

    data = sys.stdin.buffer.read()
    try:
        text = data.decode(encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise Unreadable(
            "this is not text in that encoding",
            where="-",
            remedy="say --encoding, for instance gb18030",
        ) from error
    paragraphs, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            paragraphs.append(Paragraph(at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    digest = hashlib.sha256(data).hexdigest()
    return Document(digest, "standard input", "text", text, tuple(paragraphs))


def table(found: Extraction) -> Iterator[str]:
    """Yield one line a term for people: number, term, how often, known or why it is here, English."""
    for rank, one in enumerate(found.candidates, 1):
        known = f"known: {one.known}" if one.known else one.why
        english = "; ".join(s.en for s in one.suggestions)
        cells = [str(rank), one.term, str(one.count), known, english]
        yield "\t".join(printable(cell) for cell in cells).rstrip()


def records(found: Extraction, documents: list[Told]) -> Iterator[str]:
    """Yield the JSON records of the contract, closed by an end record."""
    rows: list[dict[str, object]] = [
        {
            "kind": "document",
            "document": d.id,
            "name": d.name,
            "sha256": d.sha256,
        }
        for d in documents
    ]
    rows += [candidate_record(rank, one) for rank, one in enumerate(found.candidates, 1)]
    rows += [spelled_record(one) for one in found.spelled_out]
    rows.append({"kind": "end", "candidates": len(found.candidates)})
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)


def candidate_record(rank: int, one: Candidate) -> dict[str, object]:
    """Return the record of a term."""
    return {
        "kind": "candidate",
        "rank": rank,
        "term": one.term,
        "score": one.score,
        "count": one.count,
        "documents": one.documents,
        "known": one.known,
        "evidence": dict(one.evidence) | {"why": one.why},
        "occurrences": [place(o) for o in one.occurrences],
        "suggestions": [{"en": s.en, "basis": s.basis} for s in one.suggestions],
    }


def spelled_record(one: Spelled) -> dict[str, object]:
    """Return the record of a slogan with its parts, or of a short form."""
    return {
        "kind": one.kind,
        "term": one.term,
        "place": place(one.place),
        "parts": [{"group": group, **place(where)} for group, where in one.parts],
        "disagrees": [
            {"group": group, "says": says, "has": has} for group, says, has in one.disagrees
        ],
    }


def place(one: Occurrence) -> dict[str, object]:
    """Return an occurrence as the contract writes it."""
    return {
        "document": one.document,
        "start": one.start,
        "end": one.end,
        "surface": one.surface,
        "paragraph": one.paragraph,
        "repeat": one.repeat,
    }
