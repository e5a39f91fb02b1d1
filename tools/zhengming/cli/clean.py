"""`zhengming clean`: remove the working files of a build."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from zhengming.base.errors import Exit, Usage
from zhengming.cli.build import WORK
from zhengming.cli.talk import Talk


@click.command(epilog="\b\nExample:\n  zhengming clean result")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(directory: Path, quiet: bool) -> int:
    """
    Remove the working files of a build (DIRECTORY/.work).

    They hold the text of your documents and only serve to go on after an interruption.
    """
    work = directory / WORK
    if work.is_symlink():
        raise Usage("the working folder is a link", where=str(work), remedy="remove it by hand")
    if work.is_dir():
        shutil.rmtree(work)
        Talk(quiet=quiet).say(f"removed {work}")
    else:
        Talk(quiet=quiet).say(f"no working files in {directory}")
    return Exit.DONE
