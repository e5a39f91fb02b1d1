"""
A DOCX or XLSX with some of its parts exchanged; every other part keeps its bytes, order and date.

`repack` gives the new file; `refuse_unsafe` says which packages are better left alone, and why.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from zhengming.base.errors import Refused
from zhengming.documents.archive import open_archive

SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml")


def refuse_unsafe(data: bytes) -> None:
    """Raise Refused where a package is signed, names a part twice, or a part outside itself."""
    archive = open_archive(data)
    if any(name.startswith(SIGNATURES) for name in archive.names):
        raise Refused(
            "it is digitally signed, and any change would break the signature",
            rule="signed",
            remedy="save a copy without the signature and name that one",
        )
    if len(archive.names) != len(archive.zip.infolist()):
        raise Refused(
            "it holds two parts of the same name, so nobody can say which one counts",
            rule="zip-twice",
            remedy="open it in LibreOffice and save it anew",
        )
    if any(outside(name) for name in archive.names):
        raise Refused(
            "it holds parts whose names lead out of it",
            rule="zip-names",
            remedy="no word processor writes this; ask the sender",
        )


def outside(name: str) -> bool:
    """
    Whether the name of a part leads out of its package.

    >>> outside("word/document.xml"), outside("../x"), outside("C:\\\\x"), outside("/etc/x")
    (False, True, True, True)
    """
    parts = name.replace("\\", "/").split("/")
    return name.startswith("/") or ".." in parts or ":" in parts[0] or "\\" in name


def repack(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the package with the parts in `changed` exchanged or added (at the end)."""
    archive = open_archive(data)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for info in archive.zip.infolist():
            content = archive.read(info.filename)
            target.writestr(_like(info), changed.get(info.filename, content))
        for name in changed:
            if name not in archive:
                added = zipfile.ZipInfo(name, archive.zip.infolist()[0].date_time)
                added.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(added, changed[name])
    return buffer.getvalue()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The head of a part without what the packing itself has to write."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = (
        info.compress_type if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    )
    made.external_attr = info.external_attr
    made.create_system = info.create_system
    return made
