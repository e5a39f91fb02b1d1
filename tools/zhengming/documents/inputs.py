"""
Which files a list of paths means: folders are walked, sorted, and never left.

A symlink that points outside its folder is refused, a pipe or a device is skipped, and both are
said; names are taken literally, whatever stands in them.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Sequence
from pathlib import Path

from zhengming.base.document import Refusal
from zhengming.base.errors import Exit
from zhengming.documents.source import SIDECAR

# What systems and programs leave lying in folders; never what a user means by "these documents".
LITTER = re.compile(r"^(?:\..*|~\$.*|~.*\.tmp|Thumbs\.db|desktop\.ini|__MACOSX)$", re.IGNORECASE)
# The pictures and scripts that browsers put beside a saved page.
ASSETS = ("_files", ".files", "_file")
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def shown(name: str | os.PathLike[str]) -> str:
    r"""
    A file name as it may stand in one line of a message: what does not show is spelt out.

    >>> shown("a\nb\u202etxt.exe")
    'a\\nb\\u202etxt.exe'
    """
    return UNSEEN.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), os.fspath(name))


def list_inputs(paths: Sequence[Path]) -> tuple[list[Path], list[Refusal]]:
    """
    Return the files that `paths` mean, folders recursively and sorted, and what was left aside.

    A path that is named is read whatever it is called; in folders, hidden files, lock files and
    source notes are passed over, and so are folders that hold the result of an earlier build.
    """
    files: list[Path] = []
    refusals: list[Refusal] = []
    for path in paths:
        if path.is_dir():
            _walk(path, path, path.resolve(), files, refusals)
        elif not os.path.lexists(path):
            refusals.append(_refusal(path, Exit.UNREADABLE, "no such file", "check the name"))
        else:
            _take(path, files, refusals)
    return list(dict.fromkeys(files)), refusals


def _walk(folder: Path, top: Path, root: Path, files: list[Path], refusals: list[Refusal]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        cause = f"this folder cannot be opened ({error.strerror})"
        refusals.append(_refusal(folder, Exit.UNREADABLE, cause, "check who may read it"))
        return
    if folder != top and _is_result(folder):
        return
    pages = {Path(e.name).stem for e in entries if e.name.lower().endswith((".htm", ".html"))}
    for entry in entries:
        path = folder / entry.name
        if LITTER.match(entry.name) or entry.name.endswith(SIDECAR):
            continue
        if entry.is_symlink():
            _link(path, root, refusals)
        elif entry.is_dir(follow_symlinks=False):
            if not any(entry.name == page + tail for page in pages for tail in ASSETS):
                _walk(path, top, root, files, refusals)
        else:
            _take(path, files, refusals)


def _is_result(folder: Path) -> bool:
    """Whether a build wrote this folder: its pages are no documents of the user's."""
    try:
        with (folder / "manifest.json").open("rb") as file:
            return b'"kind": "zhengming-manifest"' in file.read(200)
    except OSError:
        return False


def _link(path: Path, root: Path, refusals: list[Refusal]) -> None:
    """Follow no link in a folder: what it means lies inside and is read anyway, or outside."""
    try:
        inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        inside = False
    if not inside:
        cause = "a link that leads out of the folder: not followed"
        refusals.append(
            _refusal(path, Exit.REFUSED, cause, "name its target itself, if you want it")
        )


def _take(path: Path, files: list[Path], refusals: list[Refusal]) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        cause = f"cannot be opened ({error.strerror})"
        refusals.append(_refusal(path, Exit.UNREADABLE, cause, "check who may read it"))
        return
    if stat.S_ISREG(mode):
        files.append(path)
    else:
        cause = "a pipe or a device, not a file: skipped"
        refusals.append(_refusal(path, Exit.UNREADABLE, cause, "save its content in a file"))


def _refusal(path: Path, code: Exit, cause: str, remedy: str) -> Refusal:
    return Refusal(path.name, "", int(code), cause, remedy)
