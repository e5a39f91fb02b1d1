"""`zhengming annotate`: the known terms of one document, as a reading copy or as records."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Usage, ZhengmingError, gravest
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.base.findings import Build
    from zhengming.words.glossary import Glossary

EXAMPLES = """
\b
Examples:
  zhengming annotate report.txt -o report.html
  zhengming annotate report.txt -o report.jsonl
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write: .html or .jsonl.",
)
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones.",
)
@click.option("--encoding", help="The encoding of a text file, where the guess is wrong.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    file: Path, target: Path, words: tuple[Path, ...], encoding: str | None, quiet: bool
) -> int:
    """Mark the known terms in FILE; the original is only read."""
    from zhengming.base import delivery
    from zhengming.build import Wishes, build
    from zhengming.words.glossary import load_glossary

    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise Usage(
            "no such kind of reading copy",
            where=str(target),
            remedy="end the name in .html or .jsonl",
        )
    if target.exists() and file.exists() and target.samefile(file):
        raise Usage(
            "this would replace the original", where=str(target), remedy="choose another name"
        )
    glossary = load_glossary(words)
    result = build([file], glossary, wishes=Wishes(encoding=encoding))
    if not result.documents:
        refusal = result.refusals[0]
        error = ZhengmingError(refusal.cause, where=refusal.name, remedy=refusal.remedy)
        error.exit = Exit(refusal.exit)
        raise error
    delivery.write_text(target, write(result, glossary))
    Talk(quiet=quiet).say(f"{len(result.documents[0].matches)} places marked in {target}")
    return gravest(*(Exit(r.exit) for r in result.refusals))


def write_page(result: Build, glossary: Glossary) -> str:
    """Return the reading copy as a page."""
    from zhengming.publish.pages.reading import render_reading_copy

    return render_reading_copy(result.documents[0], result, glossary, home="")


def write_records(result: Build, glossary: Glossary) -> str:
    """Return one JSON record a match, closed by an end record."""
    examined = result.documents[0]
    records: list[dict[str, object]] = [
        {
            "kind": "match",
            "document": examined.document.id,
            "start": match.start,
            "end": match.end,
            "surface": match.surface,
            "entries": list(match.entries),
            "en": [r.term for e in match.entries for r in glossary.terms[e].preferred()],
        }
        for match in examined.matches
    ]
    records.append({"kind": "end", "matches": len(examined.matches)})
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)


WRITERS = {".html": write_page, ".htm": write_page, ".jsonl": write_records}
