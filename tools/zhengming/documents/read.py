"""
Files in, Documents out: `read_document` for one, `read_documents` or a `Reader` for a batch.

The original is read once, hashed and never written. Its kind is told by its content; container
formats are read by one limited child process that lives as long as the `Reader` does.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from zhengming.base.document import Document, Loss, Refusal
from zhengming.base.errors import Refused, Unreadable, ZhengmingError
from zhengming.documents.flow import Errors, How, assemble
from zhengming.documents.formats import IN_WORKER, walk
from zhengming.documents.furniture import mark_furniture
from zhengming.documents.inputs import list_inputs, shown
from zhengming.documents.repeats import mark_repeats
from zhengming.documents.sniff import sniff
from zhengming.documents.source import with_source
from zhengming.documents.structure import headings
from zhengming.documents.worker import Limits, Worker, failed

__all__ = ["Reader", "list_inputs", "read_document", "read_documents"]

MAX_FILE = 1_000_000_000
BARE = ("text", "pdf", "rtf", "html", "mhtml")
UNKNOWN_GLYPH = re.compile(
    "[\ue000-\uf8ff\ufffd\u25a1\u3013\U000f0000-\U0010ffff]|[\u2ff0-\u2fff]|[?？](?=某)"
)
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# A word of Cyrillic or Greek letters that look Latin, alone or among Latin ones: АВС, pаypal.
TWINS = "АВЕЅІЈКМНОРСТУХаеоѕіјрсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
LOOKALIKE = re.compile(
    rf"(?<![A-Za-z\u0370-\u04ff])[A-Za-z]*[{TWINS}][A-Za-z{TWINS}]*(?![A-Za-z\u0370-\u04ff])"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Reader:
    """
    Reads documents one after the other with one child process; use as a context manager.

    The child starts at the first container file and is restarted when a file kills it.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.worker = Worker(limits)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.worker.stop()

    def read(
        self, path: Path, *, encoding: str | None = None, errors: Errors = "strict"
    ) -> Document:
        """Read one file. Raises Unreadable or Refused, naming file, cause and remedy."""
        data = load(path)
        sha256 = hashlib.sha256(data).hexdigest()
        return self._read(path, data, sha256, encoding=encoding, errors=errors)

    def read_all(
        self,
        paths: Sequence[Path],
        *,
        encoding: str | None = None,
        errors: Errors = "strict",
    ) -> Iterator[Document | Refusal]:
        """Read files and folders in order; what cannot be read comes as a Refusal in its place."""
        files, refusals = list_inputs(paths)
        yield from refusals
        for path in files:
            sha256 = ""
            try:
                data = load(path)
                sha256 = hashlib.sha256(data).hexdigest()
                yield self._read(path, data, sha256, encoding=encoding, errors=errors)
            except (Unreadable, Refused) as error:
                yield Refusal(path.name, sha256, int(error.exit), error.cause, error.remedy)

    def _read(
        self, path: Path, data: bytes, sha256: str, *, encoding: str | None, errors: Errors
    ) -> Document:
        how = How(path.name, encoding, errors)
        try:
            kind = sniff(data, path.name)
            if kind in IN_WORKER:
                document = self.worker.read(kind, data, how, sha256)
            else:
                document = assemble(walk(kind, data, how), sha256=sha256, name=path.name)
        except ZhengmingError as error:
            raise type(error)(
                error.cause, where=shown(path), remedy=error.remedy, rule=error.rule
            ) from error
        except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
            # What we failed to foresee in a bad file must not stop the batch.
            raise failed(type(error).__name__, where=shown(path)) from error
        return _finished(document, path)


def read_document(
    path: Path,
    *,
    encoding: str | None = None,
    errors: Errors = "strict",
    limits: Limits | None = None,
) -> Document:
    """Read one file. Raises Unreadable or Refused, naming file, cause and remedy."""
    with Reader(limits) as reader:
        return reader.read(path, encoding=encoding, errors=errors)


def read_documents(
    paths: Sequence[Path],
    *,
    encoding: str | None = None,
    errors: Errors = "strict",
    limits: Limits | None = None,
) -> Iterator[Document | Refusal]:
    """Read files and folders in order, each as a Document or as the Refusal that says why not."""
    with Reader(limits) as reader:
        yield from reader.read_all(paths, encoding=encoding, errors=errors)


def load(path: Path) -> bytes:
    """Read the bytes of a file. Raises Unreadable or Refused, naming the file."""
    try:
        if not path.is_file():
            raise Unreadable("not a file", where=shown(path), remedy="name a file")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise Refused(
                f"{size // 1_000_000:,} MB (at most {MAX_FILE // 1_000_000:,} MB)",
                where=shown(path),
                rule="size",
                remedy="split the file",
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"cannot be opened ({error.strerror})",
            where=shown(path),
            remedy="check the name, and who may read it",
        ) from error


def _finished(document: Document, path: Path) -> Document:
    """Add what is the same for all formats: furniture, headings, repeats, source, warnings."""
    document = mark_furniture(document)
    if document.format in BARE:
        told = headings(document.text, document.paragraphs)
        document = replace(document, paragraphs=tuple(told))
    document = with_source(mark_repeats(document), path)
    return replace(document, losses=(*document.losses, *_warnings(document.text)))


def _warnings(text: str) -> Iterator[Loss]:
    """Count what a reader should know of: signs for unknown characters, turned and control ones."""
    unknown = UNKNOWN_GLYPH.findall(text)
    if unknown:
        said = f"{len(unknown)} signs stand for characters that are unknown or described (□, 〓, ？某, private-use)"
        yield Loss(
            "unknown-characters", said, "compare with the original; they are kept as they are"
        )
    turning = TURNING.findall(text)
    if turning:
        said = f"{len(turning)} invisible marks turn the direction of text around"
        yield Loss(
            "direction-marks",
            said,
            "read the places with care: what shows may stand in another order",
        )
    mixed = LOOKALIKE.findall(text)
    if mixed:
        said = f"{len(mixed)} words hold Cyrillic or Greek letters that look like Latin ones"
        yield Loss("look-alikes", said, "read names and numbers there with care")
    controls = CONTROL.findall(text)
    if controls:
        yield Loss("control-characters", f"{len(controls)} control characters are kept in the text")
