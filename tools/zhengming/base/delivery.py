"""
Every file that leaves the program is written here: beside its target, then renamed into place.

A kill or a full disk leaves the old file or the new one, never half. Zips are reproducible to the
byte (no clock). `guard_cell` keeps a spreadsheet from running a cell as a formula.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from zhengming.base.errors import Usage

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_bytes(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """
    Write `data` to `path` so that a reader sees the old content or the new, never a part.

    `mode` says who may read the new file, where the system knows that.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    except OSError as error:
        raise Usage(
            f"cannot write here ({error.strerror})", where=str(path), remedy="choose another folder"
        ) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Usage(
            f"could not write ({error.strerror})",
            where=str(path),
            remedy="free some space or choose another folder; the earlier file, if any, is untouched",
        ) from error
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write text with its line ends kept as they are (no translation on Windows)."""
    write_bytes(path, text.encode(encoding))


def write_folder(path: Path, packed: bytes) -> None:
    """
    Unpack a zip of our own making into a new folder, without the one folder that its names share.

    The folder appears whole or not at all. Raises `Usage` when something lies there already: files of
    an earlier, wider selection must not stay beside the new ones.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        remedy = "choose another name, or take the old folder away first"
        raise Usage("something lies here already", where=str(path), remedy=remedy)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".", suffix=".part") as name:
            beside = Path(name) / path.name
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                for member in archive.namelist():
                    target = beside.joinpath(*member.split("/")[1:])
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(archive.read(member))
            if path.is_dir():
                path.rmdir()
            beside.replace(path)
    except OSError as error:
        remedy = "free some space or choose another folder"
        raise Usage(
            f"could not write ({error.strerror})", where=str(path), remedy=remedy
        ) from error


def zip_bytes(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack members in the order given, with a fixed date and mode: same input, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def guard_cell(value: str) -> str:
    """
    Make a text safe for programs that take `=` at the start of a cell for a formula.

    Used only for flat files that Excel opens by guessing; real workbooks type the cell as text.

        >>> guard_cell("=1+1")
        "'=1+1"
    """
    lead = value.lstrip(" \u00a0\u3000")
    return "'" + value if lead.startswith(FORMULA_STARTS) else value
