"""
Rewrite a whole file: its text changes, its markup, code, addresses, attributes and layout do not.

`rewrite` takes a path and a change (text in; text and alignment out) and gives the bytes of the new
file with what was noticed on the way. The original is only read. A file that cannot be rewritten
without loss raises Refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from zhengming.base.alignment import Alignment, Change
from zhengming.base.errors import Refused, Usage, ZhengmingError
from zhengming.documents import language
from zhengming.documents.archive import open_archive
from zhengming.documents.encode import encode
from zhengming.documents.flow import Block, Flow, How
from zhengming.documents.formats import IN_WORKER, walk
from zhengming.documents.inputs import shown
from zhengming.documents.obstacles import left_aside, refuse_formulas
from zhengming.documents.read import Reader, load
from zhengming.documents.repack import refuse_unsafe, repack
from zhengming.documents.sniff import sniff
from zhengming.documents.spared import spared
from zhengming.documents.splice import Spread, applied, lay, link_ends, spread
from zhengming.documents.worker import failed

REWRITTEN = ("text", "markdown", "csv", "html", "srt", "docx", "xlsx", "xliff", "tmx")
PACKAGES = ("docx", "xlsx")
EXCHANGE = ("xliff", "tmx")


class Changed(Protocol):
    """What a change gives: the new text, and where everything in it came from."""

    @property
    def text(self) -> str:
        """The new text."""

    @property
    def alignment(self) -> Alignment:
        """The way from the new text to the old one."""


TextChange = Callable[[str], Changed]


@dataclass(frozen=True, slots=True)
class Manner:
    """
    How a file is rewritten besides the change of its text.

    `target` is the script the text will be in, so that language tags follow ("" leaves them);
    `only` the language to rewrite in files that hold several; `protect` terms stay as they are.
    """

    target: str = ""
    only: str = ""
    protect: tuple[str, ...] = ()
    encoding: str | None = None
    output_encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Rewriting:
    """
    A rewritten file: its bytes, the text that was changed and what the change gave.

    `places` counts what changed, `notes` say what did not and why.
    """

    data: bytes
    format: str
    text: str
    changed: Changed
    places: int
    notes: tuple[str, ...]


def rewrite(path: Path, change: TextChange, manner: Manner | None = None) -> Rewriting:
    """
    Rewrite one file. Raises Unreadable or Refused, naming file, cause and remedy.

    Raises Usage where the file holds several languages and none, or a wrong one, was asked for.
    """
    manner = manner or Manner()
    try:
        data = load(path)
        kind = sniff(data, path.name)
        if kind not in REWRITTEN:
            raise Refused(
                f"{kind} files are read, not rewritten",
                rule="rewrite",
                remedy="save it as DOCX, HTML or plain text",
            )
        if kind in IN_WORKER:
            # What would cost too much time or memory costs the limited child, not us.
            with Reader() as reader:
                reader.read(path, encoding=manner.encoding)
        return rewrite_bytes(data, kind, change, manner, name=path.name)
    except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
        # What we failed to foresee in a bad file must not stop the batch.
        raise failed(type(error).__name__, where=shown(path)) from error
    except ZhengmingError as error:
        if error.where:
            raise
        raise type(error)(
            error.cause, where=shown(path), remedy=error.remedy, rule=error.rule
        ) from error


def rewrite_bytes(
    data: bytes, kind: str, change: TextChange, manner: Manner, *, name: str = ""
) -> Rewriting:
    """Rewrite a file of a known kind from its bytes."""
    if kind in PACKAGES:
        refuse_unsafe(data)
    flow = walk(kind, data, How(name, manner.encoding))
    wanted = _wanted(flow, manner)
    laid = lay(flow, wanted)
    changed = change(laid.text)
    kept = spared(laid.text, manner.protect, link_ends(flow, laid))
    try:
        made = spread(flow, laid, changed.text, changed.alignment, kept)
    except ValueError as error:
        raise Refused(
            f"the way back from the changed text is broken ({error})",
            rule="alignment",
            remedy="tell whoever gave you this program",
        ) from error
    if kind == "xlsx":
        refuse_formulas(flow, change)
    if manner.target:
        _follow(flow, kind, manner, made)
    new = {part: applied(flow.parts[part], changes) for part, changes in made.parts.items()}
    out, notes = _packed(data, flow, kind, new, manner)
    notes += [*_notes(made), *left_aside(data, kind)]
    return Rewriting(out, kind, laid.text, changed, made.places, tuple(notes))


def _wanted(flow: Flow, manner: Manner) -> list[Block]:
    """The blocks to rewrite: all, or in files of several languages those of the one asked for."""
    blocks = [*flow.blocks, *flow.beside]
    if flow.format not in EXCHANGE:
        return blocks
    held = sorted({b.language for b in blocks if b.language})
    only = manner.only
    if not only:
        found = [tag for tag in held if language.chinese(tag)]
        if len(found) != 1:
            what = " and ".join(found) if found else "no Chinese by its tags"
            raise Usage(f"this file holds {what}", remedy="say which language: --language zh-CN")
        only = found[0]
    wanted = [b for b in blocks if language.same(b.language, only)]
    if not wanted:
        held_said = ", ".join(held) or "none named"
        raise Usage(f"no text in {only} (languages here: {held_said})", remedy="ask for another")
    return wanted


def _follow(flow: Flow, kind: str, manner: Manner, made: Spread) -> None:
    """Let the language tags follow the text."""
    find = {"html": language.html_places, "xliff": language.exchange_places}
    find |= {"tmx": language.exchange_places, "docx": language.word_places}
    find |= {"xlsx": language.word_places}
    if kind not in find:
        return
    asked = manner.only or "zh"
    for part, source in flow.parts.items():
        for start, end in find[kind](source):
            tag = source[start:end]
            new = language.follow(tag, manner.target)
            if new == tag or (kind in EXCHANGE and not language.same(tag, asked)):
                continue
            if kind in EXCHANGE and any(language.same(b.language, new) for b in flow.blocks):
                raise Refused(
                    f"it already holds a text in {new}",
                    rule="language-twice",
                    remedy=f"take the {new} texts out first, or rewrite those instead",
                )
            made.parts.setdefault(part, []).append(Change(start, end, new))


def _packed(
    data: bytes, flow: Flow, kind: str, new: dict[str, str], manner: Manner
) -> tuple[bytes, list[str]]:
    """The bytes of the new file in the encoding of the old, and what there is to say on that."""
    if kind not in PACKAGES:
        before = flow.parts[""]
        return encode(
            data, before, new.get("", before), kind, flow.decoding, manner.output_encoding
        )
    archive = open_archive(data)
    changed: dict[str, bytes] = {}
    notes: list[str] = []
    for part, text in new.items():
        out, said = encode(archive.read(part), flow.parts[part], text, "xml", None, None)
        changed[part] = out
        notes += said
    changed |= _settings(data, kind, manner, set(new))
    return repack(data, changed), notes


def _settings(data: bytes, kind: str, manner: Manner, done: set[str]) -> dict[str, bytes]:
    """Language tags of parts that hold no text: styles, settings, numbering."""
    if kind != "docx" or not manner.target:
        return {}
    archive = open_archive(data)
    changed = {}
    for part in ("word/styles.xml", "word/settings.xml", "word/numbering.xml"):
        if part not in archive or part in done:
            continue
        raw = archive.read(part)
        source = raw.decode("utf-8", errors="surrogateescape")
        tags = [
            Change(start, end, language.follow(source[start:end], manner.target))
            for start, end in language.word_places(source)
        ]
        changed[part] = applied(source, tags).encode("utf-8", errors="surrogateescape")
    return changed


def _notes(made: Spread) -> Iterator[str]:
    if made.torn:
        yield f"{made.torn} places left as they are: a tab, a line break or a code stands inside"
    if made.shared:
        yield (
            f"{made.shared} cells share a text with another cell that would have been written "
            "otherwise there; the first decides"
        )
