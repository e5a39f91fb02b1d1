"""`zhengming cite`: a passage that can be quoted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Usage

if TYPE_CHECKING:
    from zhengming.text.script.convert import Target

EXAMPLES = """
\b
Examples:
  zhengming cite report.pdf:1200-1260
  zhengming cite repost.txt:310-342 --restored --style chicago
  zhengming cite report.txt:50-80 --to hant --translation "…"
"""
PLACE = re.compile(r"(?P<file>.+):(?P<start>\d+)-(?P<end>\d+)", re.S)


@click.command(epilog=EXAMPLES)
@click.argument("passage")
@click.option(
    "--style",
    type=click.Choice(["plain", "un", "oscola", "chicago", "csl-json"]),
    default="plain",
    show_default=True,
    help="How the note is written.",
)
@click.option(
    "--restored", is_flag=True, help="Add the mainland wording of localised text, marked."
)
@click.option(
    "--to",
    "script",
    type=click.Choice(["hans", "hant", "tw", "hk"]),
    help="Add the passage in another script, marked.",
)
@click.option("--translation", default="", help="Your English, quoted as the translation.")
@click.option("--encoding", help="The encoding of a text file, where the guess is wrong.")
def command(
    passage: str,
    style: str,
    restored: bool,
    script: Target | None,
    translation: str,
    encoding: str | None,
) -> int:
    """
    Quote a passage: FILE:START-END, counted in characters as reading copies count them.

    The note gives the passage as written, the page where the file has pages, what is known of
    the source, and the SHA-256 of the file.
    """
    from zhengming.documents.read import read_document
    from zhengming.publish.citation import cite, format_citation

    wanted = PLACE.fullmatch(passage)
    if wanted is None:
        raise Usage(
            "this names no passage",
            where=passage,
            remedy="give FILE:START-END, as in report.txt:120-160",
        )
    document = read_document(Path(wanted["file"]), encoding=encoding)
    start, end = int(wanted["start"]), int(wanted["end"])
    citation = cite(
        document,
        start,
        end,
        restored=restore_passage(document.text, start, end) if restored else "",
        converted=convert_passage(document.text, start, end, script) if script else "",
        translation=translation,
    )
    click.echo(format_citation(citation, style))
    return Exit.DONE


def restore_passage(text: str, start: int, end: int) -> str:
    """Restore a passage as it stands in its whole text, whose context decides."""
    from zhengming.text.wording import restore

    restoration = restore(text)
    at, until = restoration.alignment.to_output(start, end)
    return restoration.text[at:until]


def convert_passage(text: str, start: int, end: int, script: Target) -> str:
    """Convert a passage as it stands in its whole text."""
    from zhengming.text.script import convert

    conversion = convert(text, to=script)
    at, until = conversion.alignment.to_output(start, end)
    return conversion.text[at:until]
