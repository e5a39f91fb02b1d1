"""Arguments in, text and exit code out; one module per command, imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

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


class Lazy(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands that have landed."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import `zhengming.cli.<module>` and return its `command`."""
        module = COMMANDS.get(name)
        if module is None:
            return None
        command = import_module(f"zhengming.cli.{module}").command
        assert isinstance(command, click.Command)
        return command


@click.command(cls=Lazy)
@click.version_option(package_name="zhengming")
def main() -> None:
    """Annotated Chinese-English glossaries from Chinese political-legal documents."""
