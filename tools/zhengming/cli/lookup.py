"""`zhengming lookup`: one term, by either script, by pinyin or by English."""

from __future__ import annotations

from pathlib import Path

import click

EXAMPLES = """
\b
Examples:
  zhengming lookup 政法委
  zhengming lookup 維穩
  zhengming lookup zhengfawei
  zhengming lookup "residential surveillance" --json
"""


@click.command(epilog=EXAMPLES)
@click.argument("query", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the entries as one JSON object.")
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of words that lie over the shipped ones.",
)
def command(query: tuple[str, ...], as_json: bool, words: tuple[Path, ...]) -> int:
    """Look QUERY up: simplified or traditional, pinyin with or without tones, English."""
    from zhengming.cli.card import answer, nothing_found

    wanted = " ".join(query)
    text, found = answer(wanted, words, as_json=as_json)
    if text:
        click.echo(text)
    if not found:
        click.echo(nothing_found(wanted), err=True)
    return 0
