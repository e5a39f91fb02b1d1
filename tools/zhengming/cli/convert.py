"""`zhengming convert`: from one script to the other, with every doubt on request."""

from __future__ import annotations

import codecs
import json
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Unreadable, Usage, gravest
from zhengming.cli.files import Whole, first_of, only_one, rewrite_files, whole_file_options
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from concurrent.futures import Future

    from zhengming.base.findings import Doubt
    from zhengming.text.script import Choices, Conversion

EXAMPLES = """
\b
Examples:
  zhengming convert report.txt --to tw > report-tw.txt
  zhengming convert report.txt --to hant --report doubts.html
  zhengming convert report.txt --to tw --choices choices.json --strict
  zhengming convert report.docx --to tw -o report-tw.docx
  zhengming convert folder --to hk -o folder-hk --protect names.txt --quotes
  zhengming convert job.xlf --to tw --language zh-CN --in-place
  cat repost.txt | zhengming convert --to hans -
"""
CHUNK = 1 << 20  # bytes read at a time
PIECE = 300_000  # characters converted at a time: memory stays the same however long the file
SAMPLE = 1 << 16
SHOWN = 5_000  # doubts on a page; more would be unreadable, the .jsonl has them all


@dataclass(frozen=True)
class Wish:
    """What is asked for: source and target script, wording, choices, whether doubts are wanted."""

    source: str
    to: str
    wording: str | None
    choices: Choices | None
    doubts: bool
    page: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A converted piece, light enough to be sent from one process to another."""

    output: bytes
    length: int
    notes: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    conversion: Conversion | None


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--from",
    "source",
    type=click.Choice(["auto", "hans", "hant", "tw", "hk"]),
    default="auto",
    help="What the text is: simplified, traditional, or a region's forms (default: found out).",
)
@click.option(
    "--to",
    type=click.Choice(["hans", "hant", "tw", "hk"]),
    required=True,
    help="Simplified; traditional by OpenCC's standard; Taiwan's forms; Hong Kong's forms.",
)
@click.option(
    "--wording",
    type=click.Choice(["taiwan", "hongkong"]),
    help="Also exchange words for a region's own; every one is listed.",
)
@click.option(
    "--choices",
    "choices_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Your own decisions, as saved from the page of doubts.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="List every doubt: .jsonl for programs, .html to settle them in a browser.",
)
@click.option("--strict", is_flag=True, help="Exit 1 while a question is open.")
@click.option("--jobs", type=click.IntRange(1), default=1, help="Processes to use on a long text.")
@click.option("--encoding", help="The encoding of the file, where the guess is wrong.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@whole_file_options
def command(
    files: tuple[Path, ...],
    source: str,
    to: str,
    wording: str | None,
    choices_file: Path | None,
    report: Path | None,
    strict: bool,
    jobs: int,
    encoding: str | None,
    quiet: bool,
    whole: Whole,
) -> int:
    """
    Convert FILE (or standard input); one line out for each line in.

    With -o, whole files are written in their own format; only their text changes.
    """
    if report and report.suffix.lower() not in (".jsonl", ".html"):
        raise Usage("no such kind of report", where=str(report), remedy="end in .jsonl or .html")
    page = bool(report) and str(report).lower().endswith(".html")
    wish = Wish(source, to, wording, _load(choices_file), bool(report) or strict, page)
    talk = Talk(quiet=quiet)
    if whole.wanted:
        return convert_files(files, wish, whole, report, talk, encoding=encoding, strict=strict)
    file = only_one(files)
    with ExitStack() as stack:
        reader = _opened(file, stack)
        pieces = read_pieces(reader, encoding, str(file), whole=wish.choices is not None)
        results = _results(pieces, wish, jobs, stack)
        tally = write_out(results, report, file)
    return _said(tally, wish, talk, strict=strict)


def convert_files(
    files: tuple[Path, ...],
    wish: Wish,
    whole: Whole,
    report: Path | None,
    talk: Talk,
    *,
    encoding: str | None,
    strict: bool,
) -> Exit:
    """Convert whole files; places in a report count in the extracted text of the file."""
    if report and len(files) > 1:
        raise Usage("--report is for one file", remedy="convert the files one by one")
    change = partial(_conversion, wish=wish)
    code, done = rewrite_files(files, change, whole, talk, target=wish.to, encoding=encoding)
    codes = [code]
    for path, result in done:
        conversion: Conversion = first_of(result)  # type: ignore[assignment]
        tally = write_out(iter([_light(conversion, wish)]), report, path, show=False)
        codes.append(_said(tally, wish, talk, strict=strict))
    return gravest(*codes)


def _said(tally: Tally, wish: Wish, talk: Talk, *, strict: bool) -> Exit:
    """Say what is open and what was noticed."""
    if wish.doubts:
        talk.say(f"{tally.asked} questions for you, {tally.noted} places worth knowing")
    for note in tally.notes:
        talk.say(note)
    return Exit.FINDINGS if strict and tally.asked else Exit.DONE


def _load(path: Path | None) -> Choices | None:
    if path is None:
        return None
    from zhengming.text.script import Choices

    return Choices.load(path)


def _opened(file: Path, stack: ExitStack) -> IO[bytes]:
    """Open the input; standard input has no name."""
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        return stack.enter_context(file.open("rb"))
    except OSError as error:
        raise Unreadable(
            f"cannot be opened ({error.strerror})", where=str(file), remedy="check the name"
        ) from error


def read_pieces(
    reader: IO[bytes], encoding: str | None, where: str, *, whole: bool = False
) -> Iterator[str]:
    """
    Decode a stream piece by piece, cut at line ends or after a stop; `whole` gives one piece.

    The encoding is decided by the beginning of the stream.
    """
    from zhengming.text.script.plain import STOPS

    first = reader.read(SAMPLE)
    try:
        name, skip = _encoding(first, encoding)
    except Unreadable as error:
        raise Unreadable(error.cause, where=where, remedy=error.remedy) from error
    decoder = codecs.getincrementaldecoder(name)()
    held, data, at = "", first[skip:], 0
    while True:
        try:
            held += decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise Unreadable(
                f"not {name} from byte {at + error.start} on", where=where, remedy="give --encoding"
            ) from error
        at += len(data)
        while len(held) > PIECE and not whole:
            end = held.rfind("\n", 0, PIECE) + 1
            if not end:
                stops = [m.end() for m in STOPS.finditer(held, PIECE - 2000, PIECE)]
                end = stops[-1] if stops else PIECE
            yield held[:end]
            held = held[end:]
        if not data:
            break
        data = reader.read(CHUNK)
    if held:
        yield held


def _encoding(first: bytes, given: str | None) -> tuple[str, int]:
    """Say which encoding a stream has, and how many bytes its mark takes."""
    if not given and (first.isascii() or _is_utf8(first)):
        return "utf-8", 3 if first.startswith(codecs.BOM_UTF8) else 0
    from zhengming.documents.decode import MARKS, decode

    if not given:
        for mark, name in MARKS:
            if first.startswith(mark):
                return name, len(mark)
    whole_lines = first if len(first) < SAMPLE else first[: first.rfind(b"\n") + 1] or first
    return decode(whole_lines, encoding=given)[1].encoding, 0


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, a character cut off at the end allowed."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return b"\x00" not in data


def _results(pieces: Iterator[str], wish: Wish, jobs: int, stack: ExitStack) -> Iterator[Piece]:
    """Convert the pieces, in order; the first decides what the text is."""
    from dataclasses import replace

    first = next(pieces, "")
    if wish.source == "auto":
        from zhengming.text.script.convert import source_of

        wish = replace(wish, source=source_of(first, wish.to))  # type: ignore[arg-type]
    work = partial(_convert, wish=wish)
    yield work(first)  # which also reads the tables, before processes are forked
    if jobs == 1:
        yield from map(work, pieces)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked process has the tables already; where there is none, each reads them for itself.
    method = "fork" if sys.platform == "linux" else "spawn"
    pool = stack.enter_context(ProcessPoolExecutor(jobs, mp_context=get_context(method)))
    waiting: deque[Future[Piece]] = deque()
    for piece in pieces:
        waiting.append(pool.submit(work, piece))
        if len(waiting) > 2 * jobs:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _convert(piece: str, wish: Wish) -> Piece:
    return _light(_conversion(piece, wish), wish)


def _conversion(piece: str, wish: Wish) -> Conversion:
    from zhengming.text.script import convert

    return convert(
        piece,
        to=wish.to,  # type: ignore[arg-type]
        source=wish.source,  # type: ignore[arg-type]
        wording=wish.wording,  # type: ignore[arg-type]
        choices=wish.choices,
    )


def _light(done: Conversion, wish: Wish) -> Piece:
    return Piece(
        done.text.encode("utf-8", "surrogatepass"),
        len(done.original),
        done.notes,
        done.doubts if wish.doubts else (),
        done if wish.page else None,
    )


@dataclass
class Tally:
    """What came of a conversion: questions open, places noted, what passed through."""

    asked: int = 0
    noted: int = 0
    notes: tuple[str, ...] = ()


def write_out(
    pieces: Iterator[Piece], report: Path | None, file: Path, *, show: bool = True
) -> Tally:
    """Write the text to standard output as it comes (where it is to show), and the report."""
    tally = Tally()
    kept: list[Conversion] = []
    with ExitStack() as stack:
        record = _recorder(report, stack)
        offset = 0
        for piece in pieces:
            if show:
                click.echo(piece.output, nl=False)
            tally.notes = tally.notes or piece.notes
            for doubt in piece.doubts:
                tally.asked += doubt.tier == "ask"
                tally.noted += doubt.tier == "note"
                record(doubt, offset)
            if piece.conversion:
                kept.append(piece.conversion)
            offset += piece.length
    if kept and report:
        from zhengming.base.delivery import write_text
        from zhengming.publish.pages.doubts import render_doubts

        write_text(report, render_doubts(kept, name=file.name, most=SHOWN))
    return tally


def _recorder(report: Path | None, stack: ExitStack) -> Callable[[Doubt, int], None]:
    """Return what writes one doubt into a .jsonl report; the last line says that it is complete."""
    if report is None or report.suffix.lower() != ".jsonl":
        return lambda doubt, offset: None
    try:
        file = stack.enter_context(report.open("w", encoding="utf-8", newline="\n"))
    except OSError as error:
        raise Usage(f"cannot write here ({error.strerror})", where=str(report)) from error
    count = 0

    def record(doubt: Doubt, offset: int) -> None:
        nonlocal count
        count += 1
        line = {
            "kind": "doubt",
            "start": doubt.start + offset,
            "end": doubt.end + offset,
            "surface": doubt.surface,
            "chosen": doubt.chosen,
            "alternatives": list(doubt.alternatives),
            "tier": doubt.tier,
            "why": doubt.why,
        }
        file.write(json.dumps(line, ensure_ascii=True) + "\n")

    stack.callback(lambda: file.write(json.dumps({"kind": "end", "doubts": count}) + "\n"))
    return record
