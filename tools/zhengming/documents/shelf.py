"""
The shelf of documents that were read already, so that an interrupted build goes on.

One JSON file a document in a folder that only the user may open (mode 700). A file counts as read
when its content (SHA-256), its sidecar and the reader's key are the same. Nothing here is pickled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from zhengming.base import delivery
from zhengming.base.document import Document
from zhengming.base.errors import Usage
from zhengming.documents.record import read_record, write_record


class Shelf:
    """Keeps read documents in `folder`; `key` names whatever else the reading depends on."""

    def __init__(self, folder: Path, *, key: str = "") -> None:
        self.folder = folder
        self._key = key
        # Through a link, texts would be written (and rights changed) outside the output folder.
        if folder.is_symlink():
            raise Usage("the working folder is a link", where=str(folder), remedy="remove the link")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        except OSError as error:
            raise Usage(
                f"cannot write here ({error.strerror})",
                where=str(folder.parent),
                remedy="choose another folder",
            ) from error

    def fetch(self, path: Path) -> Document | None:
        """Return the document that was read from a file with this very content, if any."""
        try:
            stored = json.loads(self._place(path).read_text("utf-8"))
            return read_record(stored)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def all(self) -> Iterator[Document]:
        """Every document that lies here, whichever file it was read from."""
        for place in sorted(self.folder.glob("*.json")):
            try:
                yield read_record(json.loads(place.read_text("utf-8")))
            except (OSError, ValueError, TypeError, KeyError):
                continue

    def keep(self, path: Path, document: Document) -> None:
        """Store a document that was just read."""
        text = json.dumps(write_record(document), ensure_ascii=True)
        delivery.write_text(self._place(path), text)

    def _place(self, path: Path) -> Path:
        digest = hashlib.sha256(
            f"record\0{self._key}\0{path.name}\0".encode("utf-8", "surrogateescape")
        )
        for part in (path, path.with_name(f"{path.name}.source.toml")):
            digest.update(b"\0")
            if part.is_file():
                with part.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        return self.folder / f"{digest.hexdigest()[:32]}.json"
