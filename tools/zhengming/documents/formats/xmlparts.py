"""
XML parts of DOCX, ODT and XLSX as a stream of events that know their place in the part.

expat streams (no tree, so deep nesting cannot overflow a stack) and tells byte positions, which
`events` turns into code points. Office files may not hold a DTD: any is refused, so no entity is
ever expanded and no outside file is ever fetched. XLIFF and TMX may name one (many do), which is
never fetched; one that is written out inside the file, or an entity it would define, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from zhengming.base.errors import Refused, Unreadable

MAX_DEPTH = 400
CHUNK = 1 << 16
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]+)["']""")

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/2001/XInclude": "xi",
    "urn:oasis:names:tc:xliff:document:1.1": "xlf",
    "urn:oasis:names:tc:xliff:document:1.2": "xlf",
    "urn:oasis:names:tc:xliff:document:2.0": "xlf",
    "urn:oasis:names:tc:xliff:document:2.2": "xlf",
    "http://www.lisa.org/tmx14": "tmx",
}


class Event(NamedTuple):
    """
    `kind` is "start", "end", "text" or "gap" (a comment); `name` a prefixed name such as "w:p".

    `text` is character data as read, standing for `source[start:end]`; for tags the span is the
    point where the tag begins. Offsets are code points.
    """

    kind: str
    name: str
    attrs: Mapping[str, str]
    text: str
    start: int
    end: int


NO_ATTRS: Mapping[str, str] = {}
# kind, name, attributes, text, byte position
Raw = tuple[str, str, Mapping[str, str], str, int]


def part_source(data: bytes) -> bytes:
    """The bytes of a part as UTF-8 without byte order mark."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = DECLARED.match(data[:300])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        try:
            return data.decode(declared[1].decode("ascii")).encode()
        except (LookupError, UnicodeDecodeError) as error:
            raise _broken("its encoding is not what it says") from error
    return data


def _broken(what: str) -> Unreadable:
    return Unreadable(
        f"damaged: {what}",
        rule="xml",
        remedy="open it in LibreOffice and save it again",
    )


def _prefixed(name: str) -> str:
    uri, _, local = name.rpartition(" ")
    return f"{PREFIXES.get(uri, '')}:{local}" if uri else local


class _Collector:
    """Takes what expat calls back with and keeps it as events with byte positions."""

    def __init__(self, *, named_dtd: bool) -> None:
        self.named_dtd = named_dtd
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.SkippedEntityHandler = self.unknown_entity
        for handler in ("Comment", "ProcessingInstruction", "StartCdataSection", "EndCdataSection"):
            setattr(self.parser, f"{handler}Handler", self.gap)
        self.events: list[Raw] = []
        self.depth = 0
        self.names: dict[str, str] = {}

    def name(self, raw: str) -> str:
        found = self.names.get(raw)
        if found is None:
            found = self.names[raw] = _prefixed(raw)
        return found

    def start(self, raw: str, attrs: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Refused(
                f"elements nested more than {MAX_DEPTH} deep",
                rule="depth",
                remedy="no word processor writes this; ask the sender",
            )
        named = {self.name(k): v for k, v in attrs.items()} if attrs else NO_ATTRS
        self.events.append(("start", self.name(raw), named, "", self.parser.CurrentByteIndex))

    def end(self, raw: str) -> None:
        self.depth -= 1
        self.events.append(("end", self.name(raw), NO_ATTRS, "", self.parser.CurrentByteIndex))

    def text(self, data: str) -> None:
        self.events.append(("text", "", NO_ATTRS, data, self.parser.CurrentByteIndex))

    def gap(self, *_: object) -> None:
        # Comments and the like are no text, but the text before them ends here.
        self.events.append(("gap", "", NO_ATTRS, "", self.parser.CurrentByteIndex))

    def doctype(self, _name: str, _system: str | None, _public: str | None, inside: bool) -> None:
        if self.named_dtd and not inside:
            return
        raise Refused(
            "contains a DTD: refused (it could pull in outside files or blow up the text)",
            rule="dtd",
            remedy="no word processor writes this; ask the sender, or save it anew in LibreOffice",
        )

    def unknown_entity(self, name: str, _parameter: int) -> None:
        raise Unreadable(
            f"&{name[:40]}; stands for something outside this file",
            rule="entity",
            remedy="write what it stands for into the file",
        )


def events(source: bytes, *, named_dtd: bool = False) -> Iterator[Event]:
    """
    Yield the events of a part (UTF-8 bytes, see `part_source`) in order.

    `named_dtd` lets a DOCTYPE pass that only names a DTD. Raises Refused for any other and for
    absurd nesting, Unreadable where the XML is broken.
    """
    collector = _Collector(named_dtd=named_dtd)
    pending: Raw | None = None
    byte = point = 0

    def place(upto: int) -> int:
        nonlocal byte, point
        point += len(source[byte:upto].decode("utf-8", errors="replace"))
        byte = upto
        return point

    for at in range(0, len(source) + 1, CHUNK):
        final = at + CHUNK > len(source)
        try:
            collector.parser.Parse(source[at : at + CHUNK], final)
        except expat.ExpatError as error:
            raise _broken(f"its XML breaks off at line {error.lineno}") from error
        batch, collector.events = collector.events, []
        for event in batch:
            if pending is not None:
                yield _placed(pending, event[4], place)
            pending = event
    if pending is not None:
        yield _placed(pending, len(source), place)


def _placed(event: Raw, following: int, place: Callable[[int], int]) -> Event:
    kind, name, attrs, text, at = event
    start = place(at)
    # A text event ends where the next event begins: expat splits at entities and line ends.
    end = place(following) if kind == "text" else start
    return Event(kind, name, attrs, text, start, end)
