"""
Zip containers (DOCX, ODT, XLSX) opened with limits, in memory, nothing ever extracted to disk.

`open_archive` looks at the end record before it reads the list of entries; `Archive.read` checks
the declared size before it inflates, and never inflates more than that.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from zhengming.base.errors import Refused, Unreadable

MAX_ENTRIES = 5_000
MAX_DIRECTORY = 4_000_000
MAX_PART = 128_000_000
MAX_TOTAL = 256_000_000
END_RECORD = b"PK\x05\x06"
# What zipfile raises on zips that were cut, changed or made by hand.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    OSError,
)


@dataclass(slots=True)
class Archive:
    """An open zip: the names of its parts, and `read` for the bytes of one."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]
    spent: int = field(default=0)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """Inflate one part. Raises Refused at a limit, Unreadable where it is damaged or locked."""
        info = self.zip.getinfo(name)
        if info.flag_bits & 0x1:
            raise Unreadable(
                "protected by a password",
                rule="password",
                remedy="open it, save a copy without password",
            )
        _allow(info.file_size, self.spent)
        try:
            # zipfile stops at the declared size, so one that lies ends as a damaged part.
            data = self.zip.read(info)
        except DAMAGE as error:
            raise damaged() from error
        self.spent += len(data)
        return data


def _allow(size: int, spent: int) -> None:
    if size > MAX_PART or spent + size > MAX_TOTAL:
        most = MAX_PART if size > MAX_PART else MAX_TOTAL
        raise Refused(
            f"it unpacks to more than {most // 1_000_000} MB (a zip bomb?)",
            rule="zip-size",
            remedy="ask the sender; if you trust it, open it and save it as plain text",
        )


def damaged() -> Unreadable:
    """The error for a zip that cannot be read to its end."""
    return Unreadable(
        "damaged zip (cut off or changed on the way)",
        rule="zip",
        remedy="fetch the file again, or open it in LibreOffice, which repairs some, and save it",
    )


def open_archive(data: bytes) -> Archive:
    """Open a zip held in memory. Raises Unreadable where damaged, Refused where it is a trap."""
    _check_directory(data)
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise damaged() from error
    names = tuple(dict.fromkeys(i.filename for i in opened.infolist()))
    declared = sum(i.file_size for i in opened.infolist())
    if len(opened.infolist()) > MAX_ENTRIES:
        raise _too_many(len(names))
    if declared > MAX_TOTAL:
        _allow(declared, 0)
    return Archive(opened, names)


def _check_directory(data: bytes) -> None:
    """Read the end record by hand: a list of 100,000 entries is refused before it is read."""
    at = data.rfind(END_RECORD, max(0, len(data) - 65_557))
    if at < 0 or len(data) < at + 22:
        raise damaged()
    entries, size = struct.unpack_from("<HL", data, at + 10)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise _too_many(entries)


def _too_many(entries: int) -> Refused:
    return Refused(
        f"a zip with {entries:,} entries or more (at most {MAX_ENTRIES:,})",
        rule="zip-entries",
        remedy="unpack it yourself and name the documents that you need",
    )
