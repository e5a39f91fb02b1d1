"""
The group of all commands: `zhengming` lists them and imports one when it is called.

Kept out of the package's `__init__` so that a look-up need not load click at all.
"""

from __future__ import annotations

from importlib import import_module

import click

from zhengming.base.errors import Exit

COMMANDS = {
    "annotate": "annotate",
    "build": "build",
    "clean": "clean",
    "convert": "convert",
    "decisions": "decisions",
    "doctor": "doctor",
    "export": "export",
    "extract": "extract",
    "glossary": "glossary",
    "into-omegat": "into_omegat",
    "lookup": "lookup",
    "restore": "restore",
}
SUMMARIES = {
    "annotate": "Mark the known terms in one document.",
    "build": "Build an annotated glossary from documents (the main job).",
    "clean": "Remove the working files of a build.",
    "convert": "Convert between simplified and traditional script, showing every doubt.",
    "decisions": "Take back a workbook with your decisions.",
    "doctor": "Say which versions are here, where things lie, which limits hold.",
    "export": "Write the glossary for another program.",
    "extract": "List the terms in documents, known and possibly new.",
    "glossary": "Keep the words in order: lint, fmt, stats, new.",
    "into-omegat": "Put the term list of your documents into an OmegaT project.",
    "lookup": "Look a term up by either script, pinyin or English.",
    "restore": "Bring machine-converted text back to its mainland wording.",
}


class Lazy(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands, for help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import `zhengming.cli.<module>` and return its `command`."""
        module = COMMANDS.get(name)
        if module is None:
            return None
        command = import_module(f"zhengming.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from their summaries, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


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
