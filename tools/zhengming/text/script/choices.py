"""
A reader's own decisions about doubtful places, stored and applied: `Choices`.

A choice names what stands there, what it is to become, the characters around it, and how far it
reaches: "here" (this place of this document), "document", or "always". Stored as JSON.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from zhengming.base.delivery import write_text
from zhengming.base.errors import Unreadable
from zhengming.base.findings import Doubt

Reach = Literal["here", "document", "always"]
KIND = "zhengming-choices"


@dataclass(frozen=True, slots=True)
class Choice:
    """`surface` between `before` and `after` is to become `chosen`; `start` counts in the input."""

    surface: str
    chosen: str
    reach: Reach = "here"
    before: str = ""
    after: str = ""
    start: int = -1
    document: str = ""

    def places(self, text: str, document: str) -> Iterator[int]:
        """Yield the offsets at which the choice applies."""
        if self.reach != "always" and self.document and self.document != document:
            return
        if self.reach == "here" and self.start >= 0:
            if text.startswith(self.surface, self.start):
                yield self.start
            return
        around = (
            re.escape(self.before)
            + "("
            + re.escape(self.surface)
            + ")"
            + f"(?={re.escape(self.after)})"
        )
        for m in re.finditer(around, text):
            yield m.start(1)


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices in order; a later one wins over an earlier one at the same place."""

    rows: tuple[Choice, ...] = field(default=())

    @classmethod
    def load(cls, path: Path) -> Choices:
        """Read a choices file; a fault in it names the file and what is wrong."""
        try:
            stored = json.loads(path.read_text("utf-8-sig"))
            return cls(tuple(_choice(row) for row in stored["choices"]))
        except OSError as error:
            raise Unreadable(f"cannot be read ({error.strerror})", where=str(path)) from error
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(
                "is not a file of choices",
                where=str(path),
                remedy="save the choices again from the page of doubts",
            ) from error

    def save(self, path: Path) -> None:
        """Write a choices file."""
        rows = [asdict(row) for row in self.rows]
        body = {"kind": KIND, "version": 1, "choices": rows}
        write_text(path, json.dumps(body, ensure_ascii=False, indent=1) + "\n")

    def apply(self, text: str, converted: str) -> tuple[str, tuple[Doubt, ...]]:
        """Write the choices into a conversion that runs 1:1; return it with what was settled."""
        if not self.rows or len(text) != len(converted):
            return converted, ()
        document = name_of(text)
        parts = list(converted)
        settled: dict[int, Doubt] = {}
        for row in self.rows:
            for at in row.places(text, document):
                end = at + len(row.surface)
                was = converted[at:end]
                parts[at:end] = row.chosen
                why = f"you chose this ({row.reach})"
                settled[at] = Doubt(at, end, row.surface, row.chosen, (was,), "note", why)
        return "".join(parts), tuple(settled[at] for at in sorted(settled))


def name_of(text: str) -> str:
    """Name a document by its content: the first 16 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _choice(row: dict[str, Any]) -> Choice:
    names = Choice.__dataclass_fields__
    choice = Choice(**{k: v for k, v in row.items() if k in names})
    if choice.reach not in ("here", "document", "always") or not choice.surface:
        raise ValueError(choice.reach)
    if len(choice.surface) != len(choice.chosen):
        raise ValueError("a choice keeps the length")
    return choice
