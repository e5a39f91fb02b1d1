"""`zhengming export`: the glossary, or a part of it, for another program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from zhengming.base import entry
from zhengming.base.errors import Exit, Unreadable, Usage
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.base.findings import Build
    from zhengming.publish.export import Direction, Format, Written
    from zhengming.words.glossary import Glossary

EXAMPLES = """
\b
Examples:
  zhengming export --format xlsx -o glossary.xlsx
  zhengming export --format tbx --category detention --only reread -o detention.tbx
  zhengming export --format omegat --documents report.docx -o report.utf8
  zhengming export --format deepl --direction en-zh -o glossary.tsv
  zhengming export --format anki -o zhengming.apkg
  zhengming export --format docx --documents report.docx -o annex.docx
  zhengming export --format html -o site
  zhengming export --formats
"""
SHOWN_REASONS = 12


def list_formats(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the formats and end."""
    if not wanted:
        return
    from zhengming.publish.export import FORMATS

    for name, one in FORMATS.items():
        click.echo(f"{name:12}{one.title} ({', '.join(one.directions)})")
    ctx.exit(0)


def one_of(values: object) -> click.Choice[str]:
    """Offer the values of an entry's field."""
    return click.Choice(get_args(values))


@click.command(epilog=EXAMPLES)
@click.option("--format", "name", required=True, help="Which format; --formats lists them.")
@click.option(
    "--formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=list_formats,
    help="List the formats.",
)
@click.option(
    "-o",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write (html, stardict: without an ending, a folder); a note beside says how to load it.",
)
@click.option("--category", "categories", multiple=True, help="Only this category (repeatable).")
@click.option("--scope", "scopes", multiple=True, type=one_of(entry.Scope), help="Only this reach.")
@click.option("--status", "statuses", multiple=True, type=one_of(entry.Status), help="Only these.")
@click.option("--tone", "tones", multiple=True, type=one_of(entry.Tone), help="Only this tone.")
@click.option("--ids", multiple=True, help="Only this entry, by its name (repeatable).")
@click.option("--layer", "layers", multiple=True, help="Only from these words (shipped, …).")
@click.option("--only", type=click.Choice(["reread"]), help="Leave drafts out.")
@click.option(
    "--documents",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Only what stands in this file or folder (repeatable).",
)
@click.option("--direction", type=click.Choice(["zh-en", "en-zh"]), default="zh-en")
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    name: str,
    target: Path,
    only: str | None,
    documents: tuple[Path, ...],
    direction: Direction,
    words: tuple[Path, ...],
    quiet: bool,
    **wanted: tuple[str, ...],
) -> int:
    """
    Write the glossary for another program.

    Without a choice the whole glossary goes out. What is left out is reported. English to avoid
    is never offered as a suggestion; drafts and English of our own say so.
    """
    from zhengming.publish.export import FORMATS
    from zhengming.publish.selection import Selection, say_left_out, select
    from zhengming.words.glossary import load_glossary

    if name not in FORMATS:
        raise Usage(f"no format {name!r}", remedy=f"use one of {', '.join(FORMATS)}")
    chosen = FORMATS[name]
    if direction not in chosen.directions:
        raise Usage(f"{name} holds {chosen.directions[0]} only", remedy="leave --direction out")
    talk = Talk(quiet=quiet)
    glossary = load_glossary(words)
    if only:
        wanted["statuses"] = wanted["statuses"] or ("reread", "expert-checked", "disputed")
    check_names(glossary, wanted)
    whole = gather(documents, glossary, talk)
    build, reasons = select(whole, Selection(**wanted))
    written = chosen.export(build, glossary, direction)
    deliver(target, written, chosen)
    talk.say(f"{len(build.found)} entries written to {target}")
    for line in (*say_left_out(reasons), *shorten(written.left_out)):
        talk.say(line)
    return Exit.DONE


def check_names(glossary: Glossary, wanted: dict[str, tuple[str, ...]]) -> None:
    """Refuse names that no entry, category or layer bears: a slip would export nothing."""
    known = {
        "ids": set(glossary.terms),
        "categories": set(glossary.categories),
        "layers": {layer.name for layer in glossary.layers},
    }
    for kind, names in known.items():
        for name in wanted[kind]:
            if name not in names:
                some = (
                    ", ".join(sorted(names)) if len(names) < 40 else "zhengming lookup finds names"
                )
                raise Usage(f"nothing is called {name!r}", remedy=f"try: {some}")


def gather(documents: Sequence[Path], glossary: Glossary, talk: Talk) -> Build:
    """Return what stands in the documents, or the whole glossary where none is given."""
    from zhengming.publish.selection import without_documents

    if not documents:
        return without_documents(glossary)
    from zhengming.build import build

    with talk.progress() as progress:
        result = build(documents, glossary, progress=progress)
    for refusal in result.refusals:
        talk.problem(refusal)
    if not result.documents:
        raise Unreadable("no document could be read", remedy="nothing was written")
    return result


def deliver(target: Path, written: Written, chosen: Format) -> None:
    """Write the file (or its folder, where -o has no ending), what belongs beside, how to load it."""
    from zhengming.base import delivery

    if chosen.folder and not target.suffix:
        delivery.write_folder(target, written.data)
    else:
        delivery.write_bytes(target, written.data)
    for ending, data in written.companions.items():
        delivery.write_bytes(target.with_name(target.stem + ending), data)
    delivery.write_text(target.with_name(f"{target.name}.how-to-load.txt"), chosen.loading)


def shorten(lines: Sequence[str]) -> list[str]:
    """Show the first reasons and count the rest."""
    shown = list(lines[:SHOWN_REASONS])
    if len(lines) > SHOWN_REASONS:
        shown.append(f"… and {len(lines) - SHOWN_REASONS} more of this kind")
    return shown
