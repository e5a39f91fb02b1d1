"""
Every error a user can meet: one base class that says where, what rule, and what to do.

Raise a subclass of `ZhengmingError`; only `cli/` turns one into a line of text and an exit code.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command-line contract."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    REFUSED = 4
    INTERRUPTED = 5


GRAVITY = (
    Exit.INTERRUPTED,
    Exit.USAGE,
    Exit.REFUSED,
    Exit.UNREADABLE,
    Exit.FINDINGS,
    Exit.DONE,
)


def gravest(*codes: Exit) -> Exit:
    """
    Return the exit code that wins when several things went wrong.

    >>> gravest(Exit.DONE, Exit.UNREADABLE, Exit.REFUSED).name
    'REFUSED'
    """
    return min(codes or (Exit.DONE,), key=GRAVITY.index)


class ZhengmingError(Exception):
    """
    Something a person can mend.

    `where` names the file (with `:line` when known), `cause` says what is wrong in everyday
    words, `remedy` says what to do next, `rule` is the short name a test or a lint rule goes by.
    """

    exit: Exit = Exit.UNREADABLE

    def __init__(self, cause: str, *, where: str = "", remedy: str = "", rule: str = "") -> None:
        self.cause = cause
        self.where = where
        self.remedy = remedy
        self.rule = rule
        super().__init__(self.line())

    def line(self) -> str:
        """Return the one line that a user reads: where, rule, cause, remedy."""
        head = f"{self.where}: " if self.where else ""
        rule = f"{self.rule}: " if self.rule else ""
        tail = f"; {self.remedy}" if self.remedy else ""
        return f"{head}{rule}{self.cause}{tail}"


class Unreadable(ZhengmingError):
    """A file that cannot be read: empty, damaged, of a kind we do not read (exit 3)."""

    exit = Exit.UNREADABLE


class Refused(ZhengmingError):
    """A file refused as unsafe, or one that hit a limit (exit 4)."""

    exit = Exit.REFUSED


class Usage(ZhengmingError):
    """A call that cannot be understood, or a place that cannot be written (exit 2)."""

    exit = Exit.USAGE
