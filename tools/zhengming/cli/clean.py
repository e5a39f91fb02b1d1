"""`zhengming clean`: remove the working files of a build."""

from __future__ import annotations

import re
from pathlib import Path

import click

from zhengming.base.errors import Exit, Usage
from zhengming.cli.build import WORK
from zhengming.cli.talk import Talk

# What a build puts there; a folder of that name may be somebody else's.
OURS = re.compile(r"[0-9a-f]{32}\.json|\..*\.part")


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
    if not work.is_dir():
        Talk(quiet=quiet).say(f"no working files in {directory}")
        return Exit.DONE
    for path in work.iterdir():
        if OURS.fullmatch(path.name):
            path.unlink()
    if any(work.iterdir()):
        raise Usage("this folder holds other files too", where=str(work), remedy="look into it")
    work.rmdir()
    Talk(quiet=quiet).say(f"removed {work}")
    return Exit.DONE
