"""
What a file is, by its content: the name is only a hint between kinds of text.

`sniff` returns the name of a format in `formats/`, or raises with the name of what the file really
is and the way out: `Unreadable` for kinds we do not read, `Refused` for programs.
"""

from __future__ import annotations

import re

from zhengming.base.errors import Refused, Unreadable
from zhengming.documents.archive import Archive, open_archive

PROGRAMS = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "a program"),
)
PICTURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"BM", "a BMP picture"),
    (b"AT&TFORM", "a DjVu scan"),
)
PACKED = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
OTHERS = (
    (b"CAJ", "a CAJ file", "open it in CAJViewer and print it to PDF"),
    (b"HN\0\0", "a CAJ file", "open it in CAJViewer and print it to PDF"),
    (b"KDH", "a KDH file", "open it in CAJViewer and print it to PDF"),
    (b"ITSF", "a CHM help file", "save its pages as HTML"),
    (b"SQLite format 3", "a database", "export the texts you need"),
)
OCR = "run OCR offline (for instance OCRmyPDF), then build again"
KNOWN = (
    *((start, kind, "") for start, kind in PROGRAMS),
    *((start, kind, OCR) for start, kind in PICTURES),
    *((start, kind, "unpack it and name the documents inside") for start, kind in PACKED),
    *OTHERS,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams inside, as the old Office container spells them.
OLE_KINDS = (
    ("EncryptedPackage", "protected by a password", "open it, save a copy without password"),
    ("WordDocument", "a Word 97-2003 or WPS document", "open it in LibreOffice, save as DOCX"),
    ("WpsDocument", "a WPS document", "open it in LibreOffice or WPS, save as DOCX"),
    ("Workbook", "an Excel 97-2003 workbook", "open it in LibreOffice, save as XLSX"),
    ("Book", "an old Excel workbook", "open it in LibreOffice, save as XLSX"),
    ("PowerPoint Document", "a PowerPoint 97-2003 file", "open it in LibreOffice, save as PDF"),
)
ZIPPED = (
    ("OFD.xml", "an OFD document", "open it in an OFD reader and print it to PDF"),
    ("ppt/presentation.xml", "a PowerPoint file", "open it in LibreOffice, save as PDF"),
    ("META-INF/container.xml", "an EPUB book", "open it and save its chapters as HTML or text"),
    ("xl/workbook.bin", "a binary Excel workbook (XLSB)", "open it, save as XLSX"),
)
HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title"
    rb"|div|p|table|article|section|h[1-6]|span|script|style|link|base|ruby|svg|center|font)\b",
    re.IGNORECASE | re.DOTALL,
)
MHTML_START = re.compile(rb"^(?:mime-version|from|content-type|snapshot-content-location):", re.I)
EXCHANGE = re.compile(
    rb"\s*(?:<\?.{0,400}?\?>\s*|<!--.{0,3000}?-->\s*)*+"
    rb"<(?:!DOCTYPE\s{1,40})?(?:[\w.-]{1,40}:)?(xliff|tmx)[\s>]",
    re.DOTALL,
)
CUE = re.compile(
    rb"\s*\d{1,6}[ \t]*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]+-->[ \t]+\d{1,3}:\d\d:\d\d[,.]\d"
)
MARKDOWN_NAMES = (".md", ".markdown", ".mdown")
TABLE_NAMES = (".csv", ".tsv")
HEAD = 4096


def sniff(data: bytes, name: str = "") -> str:
    """
    Name the format of a file: text, markdown, csv, srt, html, mhtml, docx, xlsx, odt, xliff, tmx,
    rtf or pdf.

        >>> sniff(b"%PDF-1.7 ..."), sniff("# 通报".encode(), "a.md")
        ('pdf', 'markdown')
    """
    if not data:
        raise Unreadable("the file is empty", rule="empty", remedy="fetch it again")
    head = data[:HEAD]
    _refuse_known(head, data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(open_archive(data))
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return _text(_plain(head), head, name)


def _refuse_known(head: bytes, data: bytes) -> None:
    if head.startswith(OLE):
        raise _old_office(data)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise _unread("a WebP picture", OCR)
    known = next((k for k in KNOWN if head.startswith(k[0])), None)
    if known is None or _reads_as_text(head):
        return
    start, kind, remedy = known
    if (start, kind) in PROGRAMS:
        raise Refused(
            f"this is {kind}, whatever its name says",
            rule="program",
            remedy="do not open it; ask the sender",
        )
    raise _unread(kind, remedy)


def _reads_as_text(head: bytes) -> bool:
    """Whether bytes that begin like a program may be a text after all ("BM", "MZ", "CAJ")."""
    return not any(b < 9 or 13 < b < 27 for b in head) and len(head) > 2


def _unread(kind: str, remedy: str) -> Unreadable:
    return Unreadable(f"this is {kind}, which is not read", rule="format", remedy=remedy)


def _old_office(data: bytes) -> Unreadable:
    for stream, kind, remedy in OLE_KINDS:
        if stream.encode("utf-16-le") in data:
            if stream == "EncryptedPackage":
                return Unreadable(kind, rule="password", remedy=remedy)
            return _unread(kind, remedy)
    return _unread("an old Office or WPS file", "open it in LibreOffice, save as DOCX or XLSX")


def _zipped(archive: Archive) -> str:
    names = set(archive.names)
    for part, kind, remedy in ZIPPED:
        if part in names:
            raise _unread(kind, remedy)
    if "mimetype" in names and "content.xml" in names:
        if b"opendocument.text" in archive.read("mimetype")[:100]:
            return "odt"
        raise _unread("an OpenDocument file of another kind", "open it in LibreOffice, save as PDF")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names or (
        "_rels/.rels" in names and any(n.startswith("word/") for n in names)
    ):
        return "docx"
    raise _unread("a zip archive", "unpack it and name the documents inside")


def _plain(head: bytes) -> bytes:
    """The beginning with byte order mark and two-byte encoding taken away, enough to see tags."""
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def _text(plain: bytes, head: bytes, name: str) -> str:
    lower = name.lower()
    if MHTML_START.match(plain) and re.search(rb"content-type:\s*multipart/related", plain, re.I):
        return "mhtml"
    if HTML_START.match(plain):
        return "html"
    exchanged = EXCHANGE.match(plain)
    if exchanged:
        return exchanged[1].decode("ascii").lower()
    if plain.lstrip().startswith(b"<?xml"):
        raise _unread(_xml_kind(plain), "save the document as DOCX, HTML or text")
    _refuse_binary(head)
    if CUE.match(plain):
        return "srt"
    if lower.endswith(MARKDOWN_NAMES):
        return "markdown"
    return "csv" if lower.endswith(TABLE_NAMES) else "text"


def _xml_kind(plain: bytes) -> str:
    return (
        "a flat Word XML file"
        if b"wordDocument" in plain or b"pkg:package" in plain
        else "an XML file"
    )


def _refuse_binary(head: bytes) -> None:
    """Some control characters stand in real texts (and are kept); many mean that it is none."""
    if _two_byte_chinese(head):
        return
    odd = sum(1 for b in head if b < 9 or 13 < b < 27 or 27 < b < 32)
    zeros = head.count(0)
    if odd - zeros > len(head) // 10 + 8 and zeros < len(head) // 8:
        raise _unread("a binary file of unknown kind", "open it in its own program, save as PDF")


def _two_byte_chinese(head: bytes) -> bool:
    """Whether most pairs of bytes are Chinese characters: UTF-16 without its mark looks binary."""
    return any(
        sum(0x4E <= b <= 0x9F for b in half) > 0.6 * len(half) for half in (head[::2], head[1::2])
    )
