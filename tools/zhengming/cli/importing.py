"""`zhengming glossary import`: take in other people's terms, showing first what would happen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Usage
from zhengming.cli.talk import printable

if TYPE_CHECKING:
    from zhengming.words.importing.incoming import Taken
    from zhengming.words.importing.plan import Step

EXAMPLES = """
\b
Examples:
  zhengming glossary import team.xlsx
  zhengming glossary import terms.csv --column English="Our term" --write
  zhengming glossary import glossary.xlsx --update
"""
WORDS = {
    "new": "new, would become drafts among your own words",
    "change": "changed entries, would be written to your own words",
    "same": "known, with the same English",
    "conflict": "differ from what is here, left as they are",
    "refused": "refused",
}


@click.command("import", epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--column",
    "wishes",
    multiple=True,
    metavar="WHAT=COLUMN",
    help="Say which column is what: Chinese, English, Pinyin, Note … = header, letter or number.",
)
@click.option("--encoding", help="The encoding of a table, where the guess is wrong.")
@click.option("--update", is_flag=True, help="Take differences as changes to existing entries.")
@click.option(
    "--write", is_flag=True, help="Do it; without this, only what would be done is shown."
)
@click.option("--json", "as_json", is_flag=True, help="Print every step as a JSON line.")
def command(
    file: Path,
    wishes: tuple[str, ...],
    encoding: str | None,
    update: bool,
    write: bool,
    as_json: bool,
) -> int:
    """
    Take in terms from FILE: workbook, CSV, TSV, OmegaT, TBX (2 or 3), MultiTerm.

    Nothing is written without --write, and then only to your own words, as drafts with a remark on
    where they came from. What differs from an entry is shown with both sides and left alone, unless
    you ask to --update.
    """
    from zhengming.words.glossary import load_glossary
    from zhengming.words.importing.plan import make_plan
    from zhengming.words.importing.read import read_terms

    taken = read_terms(file, columns=_columns(wishes), encoding=encoding)
    steps = make_plan(taken.terms, load_glossary(), update=update)
    if as_json:
        for step in steps:
            click.echo(json.dumps(_record(step), ensure_ascii=False))
    else:
        _show(taken, steps)
    for line in taken.unread:
        click.echo(printable(line), err=True)
    if write:
        _write(steps)
    counts = _counts(steps)
    if as_json:
        click.echo(json.dumps({"kind": "end", **counts}))
    else:
        click.echo("\n".join(f"{n:6}  {WORDS[kind]}" for kind, n in counts.items() if n), err=True)
        if not write and (counts["new"] or counts["change"]):
            click.echo("nothing is written yet; run again with --write", err=True)
    return Exit.FINDINGS if counts["conflict"] or counts["refused"] else Exit.DONE


def _columns(wishes: tuple[str, ...]) -> dict[str, str]:
    from zhengming.words.importing.tables import LABELS

    keys = {label.casefold(): key for key, label in LABELS.items()}
    keys |= {key: key for key in LABELS}
    columns = {}
    for wish in wishes:
        what, sign, column = wish.partition("=")
        if not sign or what.strip().casefold() not in keys:
            raise Usage(
                f"--column {wish!r} is not understood",
                remedy=f"write WHAT=COLUMN, WHAT being one of: {', '.join(LABELS.values())}",
            )
        columns[keys[what.strip().casefold()]] = column.strip()
    return columns


def _counts(steps: list[Step]) -> dict[str, int]:
    from zhengming.words.importing.plan import count_steps

    return {str(kind): n for kind, n in count_steps(steps).items()}


def _show(taken: Taken, steps: list[Step]) -> None:
    """Say how the file was understood, then each step but the ones that change nothing."""
    click.echo(f"{taken.kind}, {len(taken.terms)} terms")
    for what, column in taken.columns.items():
        click.echo(f"  {what}: {column}")
    for step in steps:
        if step.kind != "same":
            click.echo(printable_lines(_lines(step)))


def printable_lines(lines: list[str]) -> str:
    """Join lines, control characters shown as escapes."""
    return "\n".join(printable(line) for line in lines)


def _lines(step: Step) -> list[str]:
    lines = [f"{step.incoming.where}: {step.kind}: {step.incoming.said()}"]
    if step.why:
        lines[0] += f" ({step.why})"
    if step.kind == "new" and step.term:
        lines.append(f"    -> {step.term.category}/{step.term.id}")
    if step.ours and step.changes:
        lines.append(f"    {step.ours.category}/{step.ours.id} ({step.ours.layer})")
    for change in step.changes:
        lines += [f"    {change.field}:", f"      here:  {change.old or '(nothing)'}"]
        lines.append(f"      there: {change.new or '(nothing)'}")
    return lines


def _record(step: Step) -> dict[str, object]:
    entry = step.term or step.ours
    return {
        "kind": step.kind,
        "file": step.incoming.file,
        "line": step.incoming.line,
        "term": step.incoming.hans,
        "english": [e.term for e in step.incoming.english],
        "entry": entry.id if entry else None,
        "why": step.why,
        "changes": [{"field": c.field, "here": c.old, "there": c.new} for c in step.changes],
    }


def _write(steps: list[Step]) -> None:
    from zhengming.words.importing.plan import carry_out

    written, left = carry_out(steps)
    for _, path in left:
        click.echo(f"{path}: exists already and is left as it is", err=True)
    click.echo(f"{len(written)} files written among your own words", err=True)
