"""What commands say on stderr: problems, notes and progress, in everyday words."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from zhengming.base.document import Refusal
from zhengming.base.errors import ZhengmingError

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """
    Show control and direction characters as escapes, so that a file name cannot move the cursor.

    >>> printable("a\\x1b[2J")
    'a\\\\x1b[2J'
    """
    return CONTROL.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)


class Talk:
    """Says things to a person; `quiet` keeps all but problems back."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet

    def say(self, line: str) -> None:
        """Say one line."""
        if not self._quiet:
            click.echo(printable(line), err=True)

    def warn(self, line: str) -> None:
        """Say one line even where silence was asked for."""
        click.echo(printable(line), err=True)

    def problem(self, problem: Refusal | ZhengmingError) -> None:
        """Name a problem: which file, what is wrong, what to do."""
        if isinstance(problem, ZhengmingError):
            line = problem.line()
        else:
            remedy = f"; {problem.remedy}" if problem.remedy else ""
            line = f"{problem.name}: {problem.cause}{remedy}"
        click.echo(printable(line), err=True)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Show a bar where a person looks on, nothing where output goes to a file."""
        if self._quiet or not sys.stderr.isatty():
            yield lambda step, done, total: None
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)

            def show(step: str, done: int, total: int) -> None:
                bar.update(task, description=step, completed=done, total=total)

            yield show
