"""`zhengming build`: the main job."""

from __future__ import annotations

import shlex
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Unreadable, Usage, gravest
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.base.document import Sensitivity
    from zhengming.documents.flow import Errors
    from zhengming.words.glossary import Glossary

WORK = ".work"

EXAMPLES = """
\b
Examples:
  zhengming build report.docx -o result --open
  zhengming build folder-of-reports -o result
  zhengming build a.pdf b.html --words my-words -o result
  zhengming build report.txt --encoding gb18030 -o result
  zhengming build folder-of-reports -o result --formats memoq,skos
"""


@click.command(epilog=EXAMPLES)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "directory",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write; made if it is not there.",
)
@click.option("--open", "open_it", is_flag=True, help="Open the result in your browser.")
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones; may be given several times, the last wins.",
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help="Put the whole glossary into the term lists, not only what was found.",
)
@click.option(
    "--only",
    type=click.Choice(["reread"]),
    help="Leave out entries that only their writer has read.",
)
@click.option(
    "--formats",
    default="",
    metavar="NAMES",
    help="Further formats to write, separated by commas (zhengming export --formats lists them).",
)
@click.option(
    "--encoding",
    help="The encoding of text files, where the guess is wrong (for instance gb18030).",
)
@click.option(
    "--errors",
    type=click.Choice(["strict", "replace"]),
    default="strict",
    help="Read a damaged text file all the same (replace): each unreadable place is listed.",
)
@click.option(
    "--sensitivity",
    type=click.Choice(["public", "restricted", "secret"]),
    help="Whether the documents may be given away (see share), where no note beside a file says "
    "(default: restricted).",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    paths: tuple[Path, ...],
    directory: Path,
    open_it: bool,
    words: tuple[Path, ...],
    whole: bool,
    only: str | None,
    formats: str,
    encoding: str | None,
    errors: Errors,
    sensitivity: Sensitivity | None,
    quiet: bool,
) -> int:
    """
    Build an annotated Chinese-English glossary from documents.

    PATHS are files or folders. The folder given with -o receives index.html, a reading copy of
    every document, and term lists for translation programs, Excel and others. The originals are
    only read. Run it again after an interruption and it goes on where it stopped.
    """
    from zhengming.build import Wishes, build, deliver
    from zhengming.words.glossary import load_glossary

    talk = Talk(quiet=quiet)
    further = known_formats(formats)
    refuse_input_folder(paths, directory)
    warn_of_cloud(directory, talk)
    wishes = Wishes(
        encoding=encoding,
        errors=errors,
        whole_glossary=whole,
        only_reread=only is not None,
        sensitivity=sensitivity,
    )
    glossary = load_glossary(words)
    warn_of_entries(glossary, talk)
    with talk.progress() as progress:
        result = build(paths, glossary, wishes=wishes, work=directory / WORK, progress=progress)
        if not result.documents:
            for refusal in result.refusals:
                talk.problem(refusal)
            raise Unreadable(
                "nothing to build from", remedy="give a file or a folder with documents"
            )
        kept = deliver(result, glossary, directory, progress, further)
    if kept:
        talk.warn(
            f"your edited workbook is kept as {kept}; to use its decisions: "
            f"zhengming decisions {shlex.quote(str(kept))}, then build again"
        )
    for refusal in result.refusals:
        talk.problem(refusal)
    for one in result.documents:
        for loss in one.document.losses:
            talk.say(
                f"{one.document.name}: {loss.detail}" + (f"; {loss.remedy}" if loss.remedy else "")
            )
        if one.script.variant == "none":
            talk.say(f"{one.document.name}: no Chinese text found")
    talk.say(summary(result))
    talk.say(f"open {directory / 'index.html'} in a browser")
    if open_it:
        webbrowser.open((directory / "index.html").resolve().as_uri())
    return gravest(*(Exit(r.exit) for r in result.refusals))


def known_formats(names: str) -> list[str]:
    """Read a list of format names; raises Usage at one that does not exist."""
    from zhengming.publish.export import FORMATS

    wanted = [name.strip() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise Usage(
                f"no format is called {name!r}", remedy=f"choose from: {', '.join(FORMATS)}"
            )
    return wanted


def refuse_input_folder(paths: tuple[Path, ...], directory: Path) -> None:
    """Refuse to write into a folder that is read: the result would be read the next time."""
    target = directory.resolve()
    for path in paths:
        if path.is_dir() and target.is_relative_to(path.resolve()):
            raise Usage(
                "the result would lie inside the folder that is read",
                where=str(directory),
                remedy="choose another folder for -o",
            )


def warn_of_entries(glossary: Glossary, talk: Talk) -> None:
    """Name the entries that could not be read: their terms will be missing."""
    for finding in glossary.problems:
        talk.warn(f"{finding.file}:{finding.line}: left out of the words: {finding.message}")


def warn_of_cloud(place: Path, talk: Talk) -> None:
    """Say where the result lies in a folder that a service copies away."""
    from zhengming.base.places import cloud_folder

    service = cloud_folder(place)
    if service:
        talk.warn(
            f"{place} is copied to other machines by {service}; for documents that are not public, "
            "choose a folder that stays here"
        )


def summary(result: object) -> str:
    """Say in one line what was built."""
    from zhengming.base.findings import Build

    assert isinstance(result, Build)
    known = sum(1 for f in result.found if f.occurrences)
    shown, new = len(result.candidates), result.candidates_found
    first = f"the first {shown:,} of " if shown < new else ""
    return (
        f"{counted(len(result.documents), 'document')}, {counted(known, 'known term')}, "
        f"{first}{counted(new, 'possible new term')}"
    )


def counted(number: int, thing: str) -> str:
    """
    Say how many there are.

    >>> counted(1, "document"), counted(2, "document")
    ('1 document', '2 documents')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
