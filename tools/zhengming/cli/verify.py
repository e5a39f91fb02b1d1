"""`zhengming verify`: does a build still say what it said?"""

from __future__ import annotations

from pathlib import Path

import click

from zhengming.base.errors import Exit
from zhengming.cli.talk import Talk, printable

EXAMPLES = """
\b
Examples:
  zhengming verify result
  zhengming verify result --originals folder-of-reports
"""


@click.command(epilog=EXAMPLES)
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--originals",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="The documents that were read, or their folder: their hashes are checked too.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but what drifted.")
def command(directory: Path, originals: tuple[Path, ...], quiet: bool) -> int:
    """
    Check a build's folder: every hash, every place, every quotation.

    Exits 1 and names whatever changed since the build.
    """
    from zhengming.documents.read import list_inputs
    from zhengming.publish.verify import verify

    files, _ = list_inputs(originals)
    drift = verify(directory, files)
    for line in drift:
        click.echo(printable(line))
    if drift:
        return Exit.FINDINGS
    Talk(quiet=quiet).say(f"{directory}: nothing changed")
    return Exit.DONE
