"""
Whole files for `convert` and `restore`: the options they share, and the loop over the files.

A command takes `@whole_file_options`, gets a `Whole`, and calls `rewrite_files` where
`whole.wanted` says so. The original is only read unless --in-place is given, and then kept beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhengming.base.errors import Exit, Usage, ZhengmingError, gravest
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.base.alignment import Alignment
    from zhengming.base.document import Refusal
    from zhengming.documents.rewrite import Changed, Manner, Rewriting, TextChange

Command = Callable[..., int]
OPTIONS = (
    click.option(
        "-o",
        "output",
        type=click.Path(path_type=Path),
        help="Write whole files (TXT, MD, HTML, DOCX, XLSX, SRT, XLIFF, TMX, CSV): a file, or for "
        "several a folder. Only their text changes.",
    ),
    click.option(
        "--in-place",
        is_flag=True,
        help="Replace the files themselves; each stays beside as NAME.bak.",
    ),
    click.option(
        "--protect",
        "protect_file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A list of terms that stay as they are, one a line.",
    ),
    click.option(
        "--language",
        default="",
        help="The language to change in XLIFF and TMX, as its tag there (for instance zh-CN).",
    ),
    click.option(
        "--quotes", is_flag=True, help="Also exchange quotation marks (“ ” and 「 」) in files."
    ),
    click.option(
        "--output-encoding",
        help="The encoding of plain text that is written (default: as it came).",
    ),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """Where whole files go, and what in them stays as it is."""

    output: Path | None = None
    in_place: bool = False
    protect_file: Path | None = None
    language: str = ""
    quotes: bool = False
    output_encoding: str | None = None

    @property
    def wanted(self) -> bool:
        """Whether files are to be rewritten, rather than a text sent to the screen."""
        return self.output is not None or self.in_place

    def manner(self, target: str, encoding: str | None) -> Manner:
        """How the files are rewritten, for text that will be in the script `target`."""
        from zhengming.documents.rewrite import Manner
        from zhengming.documents.spared import parse_protected

        protect: tuple[str, ...] = ()
        if self.protect_file is not None:
            where = str(self.protect_file)
            protect = parse_protected(self.protect_file.read_text("utf-8"), where=where)
        return Manner(target, self.language, protect, encoding, self.output_encoding)


def whole_file_options(command: Command) -> Command:
    """Add the options for whole files to a command; it gets them together as `whole`."""

    @wraps(command)
    def gathered(**given: Any) -> int:
        names = Whole.__dataclass_fields__
        whole = Whole(**{name: given.pop(name) for name in names})
        if not whole.wanted and (whole.quotes or whole.protect_file or whole.language):
            raise Usage("these options are for whole files", remedy="add -o FILE or --in-place")
        if whole.output is not None and whole.in_place:
            raise Usage("-o and --in-place exclude each other", remedy="give one of them")
        return command(whole=whole, **given)

    for option in reversed(OPTIONS):
        gathered = option(gathered)
    return gathered


@dataclass(frozen=True, slots=True)
class Quoted:
    """A changed text with its quotation marks exchanged; `first` is what the change itself gave."""

    text: str
    alignment: Alignment
    first: Changed


def rewrite_files(
    files: Sequence[Path],
    change: TextChange,
    whole: Whole,
    talk: Talk,
    *,
    target: str,
    encoding: str | None = None,
) -> tuple[Exit, list[tuple[Path, Rewriting]]]:
    """
    Rewrite every file and say what happened to each; a bad one does not stop the others.

    Returns the exit code and, for each file that was written, what came of it.
    """
    from zhengming.documents.rewrite import rewrite

    manner = whole.manner(target, encoding)
    wanted = _with_quotes(change, target) if whole.quotes else change
    codes = [Exit.DONE]
    for refusal in refusals_in(files):
        talk.problem(refusal)
        codes.append(Exit(refusal.exit))
    done: list[tuple[Path, Rewriting]] = []
    for source, goal in list(targets(files, whole)):
        try:
            result = rewrite(source, wanted, manner)
            where = _write(source, goal, result, in_place=whole.in_place)
        except ZhengmingError as error:
            talk.problem(error)
            codes.append(error.exit)
            continue
        done.append((source, result))
        talk.say(f"{source.name}: {result.places} places changed, {where}")
        for note in result.notes:
            talk.say(f"{source.name}: {note}")
    return gravest(*codes), done


def first_of(result: Rewriting) -> Changed:
    """What the change itself gave for a file, quotation marks aside."""
    changed = result.changed
    return changed.first if isinstance(changed, Quoted) else changed


def _with_quotes(change: TextChange, target: str) -> TextChange:
    from zhengming.text.quotes import exchange_quotes

    def changed(text: str) -> Quoted:
        first = change(text)
        marks = exchange_quotes(first.text, "curly" if target == "hans" else "corner")
        return Quoted(marks, first.alignment, first)

    return changed


def refusals_in(files: Sequence[Path]) -> list[Refusal]:
    """What in the folders that were named is no file to read (links that lead out, pipes)."""
    from zhengming.documents.read import list_inputs

    return list_inputs([path for path in files if path.is_dir()])[1]


def only_one(files: Sequence[Path]) -> Path:
    """The one file that is sent to the screen; standard input where none is named."""
    if len(files) > 1:
        raise Usage("one text at a time goes to the screen", remedy="add -o FOLDER for several")
    return files[0] if files else Path("-")


def targets(files: Sequence[Path], whole: Whole) -> Iterator[tuple[Path, Path]]:
    """
    Pair each file with the place it is written to.

    Raises Usage where a result would replace an original or another result, or where a folder is
    named without one to write to.
    """
    from zhengming.documents.read import list_inputs

    taken: set[Path] = set()
    several = len(files) > 1 or any(path.is_dir() for path in files)
    for path in files:
        if str(path) == "-":
            raise Usage("a stream has no file format", remedy="name files, or leave -o out")
        if path.is_dir() and whole.output and _inside(whole.output, path):
            raise Usage(
                "the results would lie inside the folder that is read",
                where=str(whole.output),
                remedy="choose another folder for -o",
            )
        for file in list_inputs([path])[0] if path.is_dir() else [path]:
            goal = _goal(file, path, whole, several=several)
            if goal in taken or (not whole.in_place and _same(file, goal)):
                raise Usage(
                    "this would replace an original or another result",
                    where=str(goal),
                    remedy="choose another name for -o, or use --in-place, which keeps a copy",
                )
            taken.add(goal)
            yield file, goal


def _goal(file: Path, named: Path, whole: Whole, *, several: bool) -> Path:
    if whole.output is None:
        return file.resolve()
    if several or whole.output.is_dir():
        return whole.output / (file.relative_to(named) if named.is_dir() else file.name)
    return whole.output


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _same(one: Path, other: Path) -> bool:
    return other.exists() and one.exists() and one.samefile(other)


def _write(source: Path, goal: Path, result: Rewriting, *, in_place: bool) -> str:
    """Write a result; in place, first put the original beside it. Says where everything is."""
    from zhengming.base import delivery

    if not in_place:
        delivery.write_bytes(goal, result.data)
        return f"written to {goal}"
    original = source.read_bytes()
    if original == result.data:
        return "left as it is"
    mode = source.stat().st_mode & 0o777
    backup = _free(goal)
    delivery.write_bytes(backup, original, mode=mode)
    delivery.write_bytes(goal, result.data, mode=mode)
    return f"the original is kept as {backup.name}"


def _free(path: Path) -> Path:
    """A name for a copy that no file has yet."""
    number = 1
    backup = path.with_name(f"{path.name}.bak")
    while backup.exists():
        number += 1
        backup = path.with_name(f"{path.name}.{number}.bak")
    return backup
