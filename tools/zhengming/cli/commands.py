"""
The group of all commands: `zhengming` lists them and imports one when it is called.

Kept out of the package's `__init__` so that a look-up need not load click at all.
"""

from __future__ import annotations

from importlib import import_module

import click

from zhengming.base.errors import Exit

COMMANDS = {
    "build": "Build an annotated glossary from documents (the main job).",
    "lookup": "Look a term up by either script, pinyin or English.",
    "convert": "Convert between simplified and traditional script, showing every doubt.",
    "restore": "Bring machine-converted text back to its mainland wording.",
    "extract": "List the terms in documents, known and possibly new.",
    "annotate": "Mark the known terms in one document.",
    "cite": "Quote a passage with its place, its source and the hash of its file.",
    "verify": "Check that a build still says what it said.",
    "share": "Copy a build for others: only what comes from public documents.",
    "export": "Write the glossary for another program.",
    "into-omegat": "Put the term list of your documents into an OmegaT project.",
    "glossary": "Keep the words in order: lint, fmt, stats, new, import, diff.",
    "decisions": "Take back a workbook with your decisions.",
    "train": "Train the word statistics on your own collection of texts.",
    "clean": "Remove the working files of a build.",
    "doctor": "Say which versions are here, where things lie, which limits hold.",
}


class Lazy(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, for help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import the module of a command (`into-omegat`: `cli.into_omegat`) and return it."""
        if name not in COMMANDS:
            return None
        command = import_module(f"zhengming.cli.{name.replace('-', '_')}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, invoke_without_command=True, epilog="Each command has --help with examples.")
@click.version_option(package_name="zhengming")
@click.pass_context
def zhengming(ctx: click.Context) -> int:
    """
    Annotated Chinese-English glossaries from Chinese political-legal documents.

    Everything happens on this machine. Without a command, you are asked for a file or folder.
    """
    if ctx.invoked_subcommand is None:
        from zhengming.cli.welcome import welcome

        return welcome()
    return Exit.DONE
