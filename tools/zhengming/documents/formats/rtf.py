"""
RTF: body text, tables, footnotes and headers; deleted and hidden text marked.

A single pass over control words; nothing is embedded, opened or run. `\\'hh` bytes are decoded by
the character set of their font (GBK, Big5), `\\u` characters as they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from zhengming.base.document import Loss, Mark, ParagraphKind, Source
from zhengming.base.errors import Refused
from zhengming.documents.flow import Flow, How, Run
from zhengming.documents.formats.package import named
from zhengming.documents.formats.pen import Pen

MAX_DEPTH = 400
HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*(\d)", re.IGNORECASE)
TOKEN = re.compile(
    r"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})? ?|([^a-zA-Z]))|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
CHARSETS = {
    134: "gb18030",
    136: "big5hkscs",
    128: "cp932",
    129: "cp949",
    204: "cp1251",
    238: "cp1250",
}
CODEPAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
}
# Destinations that hold no text of the document.
UNTOLD = {
    "colortbl", "listtable", "listoverridetable", "rsidtbl", "generator", "pict",
    "object", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl",
    "fldinst", "filetbl", "revtbl", "bkmkstart", "bkmkend", "objdata", "blipuid", "nonshppict",
    "wgrffmtfilter", "pgdsctbl", "mmathPr", "listtext", "pntext", "userprops",
}  # fmt: skip
ENDS = {"par", "sect", "page", "row", "cell", "nestcell"}
MARKED: dict[str, Mark] = {"v": "hidden", "deleted": "deleted", "revised": "inserted"}
HEADERS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
SYMBOLS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "~": "\u00a0", "-": "\u00ad", "_": "\u2011",
}  # fmt: skip


@dataclass(slots=True)
class Group:
    """The state that a pair of braces holds."""

    told: str = "body"
    font: int = -1
    skip: int = 1
    mark: Mark | None = None
    table: bool = False
    level: int = 0
    style: int = 0
    story: str = ""
    nested: bool = False
    fresh: bool = True


@dataclass(slots=True)
class Rtf:
    """The state of a walk."""

    pen: Pen = field(default_factory=Pen)
    groups: list[Group] = field(default_factory=lambda: [Group()])
    codepage: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, int] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    held: bytearray = field(default_factory=bytearray)
    held_at: tuple[int, int] = (0, 0)
    to_skip: int = 0
    high: int = 0
    number: int = 0
    lost: int = 0

    @property
    def here(self) -> Group:
        """The innermost open group."""
        return self.groups[-1]

    def flush(self) -> None:
        """Decode the bytes held so far: one character may be two escapes."""
        if not self.held:
            return
        name = self.fonts.get(self.here.font) or self.codepage
        text = bytes(self.held).decode(name, errors="replace")
        self.lost += text.count("\ufffd")
        self.held.clear()
        self.put(text, *self.held_at)

    def put(self, text: str, start: int, end: int) -> None:
        """Write text where the group says it belongs."""
        told = self.here.told
        if told == "body":
            self.pen.write(Run(text, "", start, end), self.here.mark)
        elif told == "stylesheet":
            named = HEADING_NAME.search(text)
            if named:
                self.styles[self.here.style] = int(named[1])
        elif told in ("title", "author", "operator"):
            self.facts[told] = (self.facts.get(told, "") + text)[:500]

    def byte(self, value: int, start: int, end: int) -> None:
        """Hold a byte of a character."""
        if self.to_skip:
            self.to_skip -= 1
            return
        self.held_at = (self.held_at[0] if self.held else start, end)
        self.held.append(value)

    def close(self, *, nested: bool = False) -> None:
        """End a paragraph."""
        self.flush()
        group = self.here
        kind: ParagraphKind = "heading" if group.level else "table" if group.table else "paragraph"
        if group.story == "footnote":
            kind = "footnote"
        marks: tuple[Mark, ...] = ("header",) if group.story == "header" else ()
        self.number += 1
        anchor = f"#{self.number}"
        self.pen.close(kind, level=group.level, marks=marks, anchor=anchor, nested=nested)


def walk(data: bytes, how: How) -> Flow:
    """Walk an RTF file. Raises Refused for absurd nesting."""
    source = data.decode("latin-1")
    rtf = Rtf()
    if how.encoding:
        rtf.codepage = how.encoding
    for token in TOKEN.finditer(source):
        _take(rtf, token)
    rtf.close()
    flow = Flow("rtf", rtf.pen.blocks, {"": source})
    title = rtf.facts.get("title", "").strip()
    flow.source = Source(title=title, origin="file properties" if title else "")
    persons = {v.strip() for k in ("author", "operator") if (v := rtf.facts.get(k, "")).strip()}
    flow.losses = named(len(persons))
    if rtf.lost:
        flow.losses.append(Loss("undecodable", f"{rtf.lost} bytes that are no character"))
    return flow


def _take(rtf: Rtf, token: re.Match[str]) -> None:
    escaped, word, number, symbol, brace, text = token.groups()
    start, end = token.span()
    if escaped:
        rtf.byte(int(escaped, 16), start, end)
        return
    if text:
        _text(rtf, text, start)
        return
    if not (brace or word or symbol):
        return
    rtf.flush()
    if brace == "{":
        if len(rtf.groups) > MAX_DEPTH:
            raise Refused(
                f"groups nested more than {MAX_DEPTH} deep", rule="depth", remedy="ask the sender"
            )
        rtf.groups.append(replace(rtf.here, fresh=True, nested=False))
    elif brace:
        _end_group(rtf)
    elif word:
        _word(rtf, word, int(number) if number else None, start, end)
        rtf.here.fresh = False
    elif symbol == "*" and rtf.here.fresh:
        # An optional destination: text only if we know it (a footnote's are plain groups).
        rtf.here.told = "untold"
    elif symbol in "\r\n":
        rtf.close()
    else:
        rtf.put(SYMBOLS.get(symbol, symbol), start, end)


def _text(rtf: Rtf, text: str, start: int) -> None:
    """Plain characters; a lone byte above ASCII, or one that completes a character, is held."""
    if rtf.to_skip:
        skipped = min(rtf.to_skip, len(text))
        rtf.to_skip -= skipped
        text, start = text[skipped:], start + skipped
    if not text:
        return
    if not text.isascii() or (rtf.held and rtf.here.told == "body" and _half(rtf)):
        for at, ch in enumerate(text):
            if ch.isascii() and not (rtf.held and _half(rtf)):
                rtf.flush()
                rtf.put(ch, start + at, start + at + 1)
            else:
                rtf.byte(ord(ch), start + at, start + at + 1)
        return
    rtf.flush()
    rtf.put(text, start, start + len(text))
    rtf.here.fresh = False


def _half(rtf: Rtf) -> bool:
    """Whether the bytes held end in the first half of a two-byte character."""
    name = rtf.fonts.get(rtf.here.font) or rtf.codepage
    try:
        bytes(rtf.held).decode(name)
    except UnicodeDecodeError:
        return True
    return False


def _end_group(rtf: Rtf) -> None:
    if rtf.here.nested:
        rtf.close(nested=True)
    if len(rtf.groups) > 1:
        rtf.groups.pop()


def _word(rtf: Rtf, word: str, number: int | None, start: int, end: int) -> None:
    """Act on a control word; unknown ones mean nothing to the text."""
    if word == "u":
        _unicode(rtf, number or 0, start, end)
    elif word in ENDS:
        rtf.close()
    elif word in SYMBOLS:
        rtf.put(SYMBOLS[word], start, end)
    elif word in ("uc", "f", "ansicpg", "fcharset"):
        _setting(rtf, word, number or 0)
    elif word in MARKED or word == "plain":
        rtf.here.mark = MARKED.get(word) if number != 0 else None
    elif word in ("pard", "s", "outlinelevel", "intbl"):
        _paragraph(rtf, word, number or 0)
    else:
        _destination(rtf, word)


def _paragraph(rtf: Rtf, word: str, number: int) -> None:
    """Take note of what kind of paragraph this is, or what a style makes of one."""
    group = rtf.here
    if word == "pard":
        group.level, group.table = 0, False
    elif word == "intbl":
        group.table = True
    elif word == "s":
        group.style = number
        group.level = 0 if group.told == "stylesheet" else rtf.styles.get(number, 0)
    else:
        group.level = min(max(number, 0), 8) + 1
        if group.told == "stylesheet":
            rtf.styles[group.style] = group.level


def _unicode(rtf: Rtf, number: int, start: int, end: int) -> None:
    """Write a \\u character; those beyond the first plane come as two halves."""
    code = number % 0x10000
    if 0xD800 <= code < 0xDC00:
        rtf.high = code
    elif 0xDC00 <= code < 0xE000:
        if rtf.high:
            rtf.put(chr(0x10000 + ((rtf.high - 0xD800) << 10) + code - 0xDC00), start, end)
        else:
            rtf.lost += 1
        rtf.high = 0
    else:
        rtf.put(chr(code), start, end)
    rtf.to_skip = rtf.here.skip


def _setting(rtf: Rtf, word: str, number: int) -> None:
    if word == "uc":
        rtf.here.skip = min(max(number, 0), 100)
    elif word == "ansicpg":
        rtf.codepage = CODEPAGES.get(number, f"cp{number}" if 1249 < number < 1259 else "cp1252")
    elif word == "fcharset":
        if rtf.here.told == "fonttbl" and number in CHARSETS:
            rtf.fonts[rtf.here.font] = CHARSETS[number]
    elif word == "f":
        rtf.here.font = number


def _destination(rtf: Rtf, word: str) -> None:
    """Enter a group that is not the body, or one whose text is a note or a header."""
    group = rtf.here
    if word in UNTOLD:
        group.told = "untold"
    elif word in ("fonttbl", "stylesheet", "info"):
        group.told = word
    elif word in ("title", "author", "operator"):
        group.told = word if group.told == "info" else group.told
    elif word in HEADERS or word == "footnote":
        rtf.pen.nest()
        group.told, group.nested, group.level, group.table = "body", True, 0, False
        group.story = "footnote" if word == "footnote" else "header"
