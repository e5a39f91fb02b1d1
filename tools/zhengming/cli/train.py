"""`zhengming train`: make the table of counts and the model of official prose from one's own texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from zhengming.cli.talk import Talk

Option = Callable[[Callable[..., int]], Callable[..., int]]
EXAMPLES = """
\b
Examples:
  zhengming train --general books.txt --news news.txt.xz --law laws.jsonl.xz -o statistics
  zhengming train --news our-archive.txt -o statistics

Texts are .txt (also .xz) or .jsonl with a "text" in every line. To use the result, put its files
in place of those in the program's data folder (`zhengming doctor` says where it lies).
"""


def collection(name: str, about: str) -> Option:
    """Make the option of one collection."""
    kind = click.Path(path_type=Path, exists=True, dir_okay=False)
    return click.option(f"--{name}", multiple=True, type=kind, help=about)


@click.command(epilog=EXAMPLES)
@collection("general", "Everyday Chinese: what is common here is not a term.")
@collection("news", "Official news and reports.")
@collection("law", "Laws and regulations.")
@click.option("--pieces", default=60_000, show_default=True, help="Size of the model's word list.")
@click.option("-o", "directory", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    general: tuple[Path, ...],
    news: tuple[Path, ...],
    law: tuple[Path, ...],
    pieces: int,
    directory: Path,
    quiet: bool,
) -> int:
    """Train the word statistics on your own collections; nothing is sent anywhere."""
    from zhengming.text import train
    from zhengming.text.segment import COUNTS, MODEL
    from zhengming.text.shipped import ship

    talk = Talk(quiet=quiet)
    chosen = {"general": general, "news": news, "law": law}
    if not (news or law):
        raise click.UsageError("give at least one collection of official text (--news or --law)")
    talk.say("counting …")
    files = [*general, *news, *law]
    ship(
        directory,
        COUNTS,
        train.build_counts(chosen),
        files,
        made_by="zhengming.text.train.build_counts",
    )
    talk.say("training …")
    model = train.train_model([*law, *news], pieces)
    ship(directory, MODEL, model, [*law, *news], made_by="zhengming.text.train.train_model")
    talk.say(f"written to {directory}")
    return 0
