"""
The files of a collection, to be walked through as often as needed without holding them all.

`Files` yields what `read_documents` would, one document at a time; giant text files come as stretches.
The first documents are kept, up to a bound; the rest is read again on the next walk, and must then be
what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from zhengming.base.document import Document, Refusal
from zhengming.base.errors import Refused, Unreadable
from zhengming.documents.giant import Giant, Stretch, open_giant
from zhengming.documents.inputs import list_inputs
from zhengming.documents.read import Reader

HELD = 16_000_000


class Told(NamedTuple):
    """What is remembered of a document."""

    id: str
    name: str
    sha256: str


class Files:
    """
    Files and folders, and documents already read, as one collection.

    `refusals` and `documents` are complete after the first whole walk. A walk raises Unreadable where
    a file is no longer what it was.
    """

    def __init__(self, given: Sequence[Path | Document], encoding: str | None = None) -> None:
        self._encoding = encoding
        self._given: list[Path | Document | Refusal] = []
        for one in given:
            if isinstance(one, Document):
                self._given.append(one)
            else:
                files, refusals = list_inputs([one])
                self._given += [*refusals, *files]
        self._seen: dict[int, Told | Refusal] = {}
        self._held: dict[int, Document] = {}
        self._giants: dict[int, Giant] = {}
        self._room = HELD

    @property
    def documents(self) -> list[Told]:
        """The documents read so far."""
        return [one for _, one in sorted(self._seen.items()) if isinstance(one, Told)]

    @property
    def refusals(self) -> list[Refusal]:
        """What could not be read so far."""
        return [one for _, one in sorted(self._seen.items()) if isinstance(one, Refusal)]

    def __iter__(self) -> Iterator[Document | Stretch]:
        with Reader() as reader:
            for number, one in enumerate(self._given):
                if isinstance(self._seen.get(number), Refusal):
                    continue
                if isinstance(one, Refusal):
                    self._seen[number] = one
                elif isinstance(one, Document):
                    self._remember(number, one)
                    yield one
                elif number in self._held:
                    yield self._held[number]
                elif number in self._giants:
                    yield from self._again(self._giants[number])
                else:
                    yield from self._read(reader, number, one)

    def _read(self, reader: Reader, number: int, path: Path) -> Iterator[Document | Stretch]:
        try:
            giant = open_giant(path, self._encoding)
            document = reader.read(path, encoding=self._encoding) if giant is None else None
        except (Unreadable, Refused) as error:
            if number in self._seen:
                raise
            self._seen[number] = Refusal(path.name, "", int(error.exit), error.cause, error.remedy)
            return
        if document is not None:
            self._remember(number, document)
            if self._room >= len(document.text):
                self._room -= len(document.text)
                self._held[number] = document
            yield document
        elif giant is not None:
            self._remember(number, giant)
            self._giants[number] = giant
            yield from giant

    def _again(self, giant: Giant) -> Iterator[Stretch]:
        if giant.changed():
            raise _changed(giant.name)
        yield from giant

    def _remember(self, number: int, one: Document | Giant) -> None:
        told = Told(one.sha256[:16], one.name, one.sha256)
        if self._seen.setdefault(number, told) != told:
            raise _changed(one.name)


def _changed(name: str) -> Unreadable:
    return Unreadable("changed while it was being read", where=name, remedy="begin again")
