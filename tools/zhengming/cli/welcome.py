"""`zhengming` without arguments: ask for a file or folder, build beside it, open the result."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from zhengming.base.errors import Exit, Usage

HELLO = """\
Zhengming makes an annotated Chinese-English glossary from your documents.
Everything happens on this machine; your files are only read.

Drag a file or a folder into this window and press Enter."""


def welcome() -> int:
    """Ask for a path, build into a folder beside it, and open the result."""
    if not sys.stdin.isatty():
        raise Usage("no command given", remedy="see `zhengming --help`")
    click.echo(HELLO)
    path = dragged(click.prompt("File or folder", prompt_suffix=": "))
    if not path.exists():
        raise Usage("there is no such file or folder", where=str(path), remedy="drag it in again")
    from zhengming.cli.build import command

    target = beside(path)
    result = command.main(["-o", str(target), "--open", str(path)], standalone_mode=False)
    return int(result or Exit.DONE)


def dragged(answer: str) -> Path:
    """
    Read a path as terminals paste it when a file is dragged in: quoted or with escapes.

    >>> dragged("'/tmp/a b.txt' ").as_posix()
    '/tmp/a b.txt'
    """
    answer = answer.strip().removeprefix("& ")
    if sys.platform == "win32":
        return Path(answer.strip("\"'"))
    try:
        parts = shlex.split(answer)
    except ValueError:
        parts = []
    return Path(parts[0] if len(parts) == 1 else answer.strip("\"'")).expanduser()


def beside(path: Path) -> Path:
    """Name a folder beside a file or folder that does not exist yet or holds an earlier build."""
    path = path.resolve()
    first = path.with_name(f"{path.stem if path.is_file() else path.name} - glossary")
    for n in range(1, 1000):
        target = first if n == 1 else first.with_name(f"{first.name} {n}")
        if not target.exists() or (target / "manifest.json").is_file():
            return target
    raise Usage("no free name for the result", where=str(first))
