"""
XLIFF 1.2 and 2.x: each source and each target is a paragraph with its language.

The codes inside a text (`bpt`, `ph`, …) are no text; what translate="no" or a protected marker
covers is not to be rewritten. Proposals (`alt-trans`, `matches`) and the segmented copy of a source
repeat what stands elsewhere: rewritten with the rest, not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhengming.documents.flow import Flow, How
from zhengming.documents.formats.exchange import Open, Walker
from zhengming.documents.formats.xmlparts import part_source

HOLDING = ("source", "target", "seg-source", "note")


@dataclass(slots=True)
class Xliff(Walker):
    """A walk through one XLIFF file."""

    source: str = ""
    target: str = ""

    def begin(self, name: str, attrs: Mapping[str, str], made: Open) -> Open:
        """Take the languages from the file's head, and hold what is text."""
        if name in ("file", "xliff"):
            self.source = attrs.get("source-language", attrs.get("srcLang", self.source))
            self.target = attrs.get("target-language", attrs.get("trgLang", self.target))
        elif name in ("trans-unit", "unit"):
            self.unit = attrs.get("id", "")
        elif name in HOLDING:
            # A note without a language of its own is in nobody knows which.
            file = {"target": self.target, "note": ""}.get(name, self.source)
            return self.holding(made, attrs.get("xml:lang", file))
        return made

    def finish(self, closed: Open) -> None:
        """Write a text that ends; a proposal or a copy is set beside."""
        if closed.name == "note":
            self.write(closed, comment=True)
        elif closed.name in HOLDING:
            aside = closed.name == "seg-source" or self.within("alt-trans", ":match")
            self.write(closed, aside=aside)


def walk(data: bytes, _how: How) -> Flow:
    """Walk an XLIFF file. Raises Unreadable where its XML is broken, Refused where it is a trap."""
    source = part_source(data)
    walker = Xliff()
    walker.walk(source)
    flow = Flow("xliff", walker.blocks, {"": source.decode("utf-8", errors="replace")})
    flow.beside = walker.beside
    return flow
