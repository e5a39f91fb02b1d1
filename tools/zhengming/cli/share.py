"""`zhengming share`: a copy of a build that holds only what comes from public documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Unreadable, Usage
from zhengming.cli.build import WORK, warn_of_cloud
from zhengming.cli.talk import Talk, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zhengming.base.document import Document
    from zhengming.base.findings import Build
    from zhengming.publish.share import Plan

EXAMPLES = """
\b
Examples:
  zhengming share result -o for-partners.zip
  zhengming share result -o for-partners.zip --originals folder-of-reports

\b
A document is public only where a note beside it (NAME.source.toml) says
  sensitivity = "public"
or where it was built with --sensitivity public.
"""


@click.command(epilog=EXAMPLES)
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "-o",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip to write.",
)
@click.option(
    "--originals",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="The documents that were read, where the working files of the build are gone.",
)
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="The words the build was made with, where they were not only the shipped ones.",
)
@click.option("--quiet", is_flag=True, help="Do not list what was left out.")
def command(
    directory: Path,
    target: Path,
    originals: tuple[Path, ...],
    words: tuple[Path, ...],
    quiet: bool,
) -> int:
    """
    Copy a build for others, with everything gone that is not public.

    The copy is made anew from the public documents alone. What it does not hold (names, hashes,
    passages, counts) is listed here on the screen, for you, and nowhere in the copy.
    """
    from zhengming.base import delivery
    from zhengming.build import Wishes, build_documents
    from zhengming.publish.folder import folder
    from zhengming.publish.share import plan, removed
    from zhengming.words.glossary import load_glossary

    talk = Talk(quiet=quiet)
    planned = plan(directory)
    if not planned.public:
        raise Usage(
            "no document of this build is public",
            where=str(directory),
            remedy='write sensitivity = "public" into NAME.source.toml beside it, and build again',
        )
    warn_of_cloud(target, talk)
    documents = public_documents(directory, planned, originals)
    glossary = load_glossary(words)
    result = build_documents(documents, (), glossary, Wishes())
    if result.versions.get("words_sha256") != planned.versions.get("words_sha256"):
        talk.warn("the words are not those of the build (see --words); the copy uses today's")
    delivery.write_bytes(target, delivery.zip_bytes(folder(result, glossary)))
    if not quiet:
        for line in removed(planned):
            click.echo(printable(f"left out: {line}"))
    say_own_words(result, talk)
    talk.say(f"{len(documents)} public documents in {target}; look through it before you send it")
    return Exit.DONE


def public_documents(directory: Path, planned: Plan, originals: tuple[Path, ...]) -> list[Document]:
    """
    The public documents of a build as they were read.

    Raises Unreadable where one of them is neither in the working files nor among the originals.
    """
    found = {d.sha256: d for d in _read_before(directory, originals)}
    missing = [name for sha256, name in planned.public.items() if sha256 not in found]
    if missing:
        raise Unreadable(
            f"the text of {missing[0]} is no longer in the working files",
            where=str(directory),
            remedy="name the documents with --originals, or build again",
        )
    return [as_public(found[sha256], name) for sha256, name in planned.public.items()]


def as_public(document: Document, name: str) -> Document:
    """A document under the name it bears in the build, marked as public."""
    from dataclasses import replace

    return replace(document, name=name, source=replace(document.source, sensitivity="public"))


def _read_before(directory: Path, originals: tuple[Path, ...]) -> Iterator[Document]:
    from zhengming.base.document import Refusal
    from zhengming.documents.read import read_documents
    from zhengming.documents.shelf import Shelf

    if (directory / WORK).is_dir():
        yield from Shelf(directory / WORK).all()
    for one in read_documents(originals) if originals else ():
        if not isinstance(one, Refusal):
            yield one


def say_own_words(result: Build, talk: Talk) -> None:
    """Name the entries that are not the shipped ones: they may say more than their owner means."""
    own = [f.term.hans for f in result.found if f.term.layer != "shipped"]
    if own:
        talk.warn(
            f"{len(own)} entries from your own words go along: {'、'.join(own[:12])}"
            + (" …" if len(own) > 12 else "")
        )
