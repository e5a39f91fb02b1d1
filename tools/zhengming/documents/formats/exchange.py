"""
What XLIFF and TMX share: text in several languages side by side, with codes and tags inside it.

A `Walker` keeps what is open and what it means: whose language, whether it is text, and whether
the file wants it left alone (translate="no", protected markers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhengming.base.errors import Refused
from zhengming.documents.flow import Block, Run
from zhengming.documents.formats.xmlparts import Event, events

# Inline elements that hold the codes of the original format; `sub` is text inside such a code.
CODES = {"bpt", "ept", "ph", "it", "ut"}
CORE = {"xlf", "tmx", ""}


@dataclass(frozen=True, slots=True)
class Open:
    """An open element: its name, the language inside, whether what it holds is text, and spared."""

    name: str
    language: str = ""
    text: bool = False
    fixed: bool = False


@dataclass(slots=True)
class Walker:
    """The state of a walk; a format says in `begin` and `finish` what its elements mean."""

    blocks: list[Block] = field(default_factory=list)
    beside: list[Block] = field(default_factory=list)
    open: list[Open] = field(default_factory=lambda: [Open("")])
    runs: list[Run] = field(default_factory=list)
    unit: str = ""

    def walk(self, source: bytes) -> None:
        """Write every stretch of text as a block with its language."""
        for event in events(source, named_dtd=True):
            if event.kind == "start":
                self._start(event)
            elif event.kind == "end":
                self.finish(self.open.pop())
            elif event.kind == "text" and self.open[-1].text:
                here = self.open[-1]
                self.runs.append(Run(event.text, "", event.start, event.end, here.fixed))

    def _start(self, event: Event) -> None:
        prefix, _, name = event.name.rpartition(":")
        if prefix == "xi":
            raise Refused(
                "pulls in other files (XInclude): refused",
                rule="xinclude",
                remedy="ask for a file that holds its own text",
            )
        if prefix not in CORE or event.name.startswith(":"):
            self.open.append(Open(f"{prefix}:{name}", self.open[-1].language))
            return
        self.open.append(self.begin(name, event.attrs, self._inherited(name, event.attrs)))

    def _inherited(self, name: str, attrs: Mapping[str, str]) -> Open:
        parent = self.open[-1]
        language = attrs.get("xml:lang", attrs.get("lang", parent.language))
        asked = attrs.get("translate", "")
        fixed = asked == "no" or (parent.fixed and asked != "yes")
        if name == "mrk" and attrs.get("mtype") == "protected":
            fixed = True
        text = parent.text or (name == "sub" and parent.name in CODES)
        return Open(name, language, text and name not in CODES, fixed)

    def begin(self, name: str, attrs: Mapping[str, str], made: Open) -> Open:
        """Say what an element of the format means; `made` is what it has from its parents."""
        raise NotImplementedError

    def finish(self, closed: Open) -> None:
        """Take note of an element that closes."""
        raise NotImplementedError

    def holding(self, made: Open, language: str) -> Open:
        """An element that holds a text in a language from here on."""
        self.runs = []
        return replace(made, text=True, language=language)

    def write(self, closed: Open, *, aside: bool = False, comment: bool = False) -> None:
        """Write the text that ends here as a block."""
        if any(not run.text.isspace() for run in self.runs):
            block = Block(
                tuple(self.runs),
                marks=("comment",) if comment else (),
                anchor=f"#{self.unit}" if self.unit else "",
                language=closed.language,
            )
            (self.beside if aside else self.blocks).append(block)
        self.runs = []

    def within(self, *names: str) -> bool:
        """Whether an element of one of these names is open."""
        return any(element.name in names for element in self.open)
