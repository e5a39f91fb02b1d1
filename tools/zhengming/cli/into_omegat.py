"""`zhengming into-omegat`: the term list of some documents, where OmegaT reloads it by itself."""

from __future__ import annotations

from pathlib import Path

import click

from zhengming.base.errors import Exit, Unreadable, Usage, gravest
from zhengming.cli.talk import Talk

EXAMPLE = """
\b
Example:
  zhengming into-omegat my-project my-project/source/report.docx
"""


@click.command(epilog=EXAMPLE)
@click.argument("project", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("documents", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones.",
)
@click.option("--encoding", help="The encoding of text files, where the guess is wrong.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    project: Path,
    documents: tuple[Path, ...],
    words: tuple[Path, ...],
    encoding: str | None,
    quiet: bool,
) -> int:
    """
    Put the terms of DOCUMENTS into the glossary folder of an OmegaT PROJECT.

    OmegaT reads the file again by itself while the project is open. The file
    zhengming.utf8 is replaced; other glossaries are left alone.
    """
    from zhengming.base import delivery
    from zhengming.build import Wishes, build
    from zhengming.publish.export import FORMATS
    from zhengming.words.glossary import load_glossary

    talk = Talk(quiet=quiet)
    target = glossary_folder(project) / "zhengming.utf8"
    glossary = load_glossary(words)
    with talk.progress() as progress:
        result = build(documents, glossary, wishes=Wishes(encoding=encoding), progress=progress)
    for refusal in result.refusals:
        talk.problem(refusal)
    if not result.documents:
        raise Unreadable("no document could be read", remedy="nothing was written")
    delivery.write_bytes(target, FORMATS["omegat"].write(result, glossary))
    talk.say(f"{len(result.found)} terms written to {target}")
    return gravest(*(Exit(r.exit) for r in result.refusals))


def glossary_folder(project: Path) -> Path:
    """Read from `omegat.project` where the project keeps its glossaries."""
    settings = project / "omegat.project"
    if not settings.is_file():
        raise Usage(
            "this is not an OmegaT project (no omegat.project in it)",
            where=str(project),
            remedy="create the project in OmegaT first, or give its folder",
        )
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(settings.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise Usage(
            "omegat.project cannot be read", where=str(settings), remedy=str(error)
        ) from error
    named = (root.findtext(".//glossary_dir") or "__DEFAULT__").strip()
    folder = project / ("glossary" if named == "__DEFAULT__" else named)
    if not folder.resolve().is_relative_to(project.resolve()):
        raise Usage(
            "the project keeps its glossaries outside its folder",
            where=str(folder),
            remedy="copy the term list there yourself (zhengming build … writes it)",
        )
    return folder
