"""
TMX: each segment of each language is a paragraph; the codes inside it are no text.

TMX names a DTD in its head as a rule; it is not fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhengming.documents.flow import Flow, How
from zhengming.documents.formats.exchange import Open, Walker
from zhengming.documents.formats.xmlparts import part_source


@dataclass(slots=True)
class Tmx(Walker):
    """A walk through one translation memory."""

    number: int = 0

    def begin(self, name: str, attrs: Mapping[str, str], made: Open) -> Open:
        """Number the units, and hold what is text."""
        if name == "tu":
            self.number += 1
            self.unit = attrs.get("tuid", str(self.number))
        elif name == "seg":
            return self.holding(made, made.language)
        elif name == "note":
            return self.holding(made, attrs.get("xml:lang", ""))
        return made

    def finish(self, closed: Open) -> None:
        """Write a segment or a note that ends."""
        if closed.name in ("seg", "note"):
            self.write(closed, comment=closed.name == "note")


def walk(data: bytes, _how: How) -> Flow:
    """Walk a TMX file. Raises Unreadable where its XML is broken, Refused where it is a trap."""
    source = part_source(data)
    walker = Tmx()
    walker.walk(source)
    return Flow("tmx", walker.blocks, {"": source.decode("utf-8", errors="replace")})
