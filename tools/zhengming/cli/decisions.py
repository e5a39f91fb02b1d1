"""`zhengming decisions`: take back the workbook of a build with a person's decisions in it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from zhengming.base.errors import Exit

EXAMPLES = """
\b
Examples:
  zhengming decisions out/glossary.xlsx
  zhengming decisions out/glossary.xlsx --json
"""


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def command(file: Path, as_json: bool, quiet: bool) -> int:
    """
    Take back the decisions in FILE, the glossary.xlsx of a build.

    Accepted terms become drafts among your own words; rejected ones, fragments and names of
    persons stay away from the next build.
    """
    from zhengming.words.decisions import read_decisions, take_decisions
    from zhengming.words.glossary import load_glossary

    decisions, problems = read_decisions(file)
    taken = take_decisions(decisions, load_glossary())
    for line in problems:
        click.echo(line, err=True)
    for decision, why in taken.left:
        click.echo(f"{file.name}: row {decision.row}: {decision.term} {why}", err=True)
    if as_json:
        drafts = [f"{path.parent.name}/{path.stem}" for path in taken.drafts]
        left = [{"term": d.term, "row": d.row, "why": why} for d, why in taken.left]
        record = {"drafts": drafts, "remembered": taken.remembered, "left": left}
        click.echo(json.dumps(record, ensure_ascii=False))
    elif not quiet:
        for path in taken.drafts:
            click.echo(f"draft: {path}", err=True)
        click.echo(f"{taken.remembered} decisions kept, {len(taken.drafts)} new drafts", err=True)
    return Exit.FINDINGS if problems else Exit.DONE
