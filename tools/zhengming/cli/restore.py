"""`zhengming restore`: machine-localised text back to simplified script and mainland wording."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengming.base.errors import Exit, Unreadable, Usage, gravest
from zhengming.cli.files import Whole, first_of, only_one, rewrite_files, whole_file_options
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.documents.rewrite import Rewriting
    from zhengming.text.wording import Restoration

EXAMPLES = """
\b
Examples:
  zhengming restore repost.txt > mainland.txt
  zhengming restore repost.txt --report edits.jsonl
  zhengming restore repost.txt --quote
  zhengming restore repost.docx -o mainland.docx
  cat repost.txt | zhengming restore -
"""
KINDS = {
    "mainland": "mainland text; nothing was restored",
    "regional": "genuine text of Taiwan or Hong Kong; its words were left alone",
    "machine-localised": "this text looks machine-converted for readers outside the mainland",
}


@click.command(epilog=EXAMPLES)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="List every change and question in this .jsonl file.",
)
@click.option(
    "--quote",
    is_flag=True,
    help="Keep the text as written and put restored words after it in brackets.",
)
@click.option(
    "--always", is_flag=True, help="Restore even where the text does not look machine-converted."
)
@click.option("--strict", is_flag=True, help="Exit 1 while a question is open.")
@click.option("--encoding", help="The encoding of the file, where the guess is wrong.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@whole_file_options
def command(
    files: tuple[Path, ...],
    report: Path | None,
    quote: bool,
    always: bool,
    strict: bool,
    encoding: str | None,
    quiet: bool,
    whole: Whole,
) -> int:
    """
    Bring a text that a machine localised back to its mainland wording, in simplified script.

    One line out for each line in. What is not sure is left as it is and listed as a question.
    Genuine text of Taiwan or Hong Kong is left alone unless --always is given. With -o, whole
    files are written in their own format; only their text changes.
    """
    from zhengming.text.wording import restore
    from zhengming.text.wording.quote import quoted

    talk = Talk(quiet=quiet)
    if whole.wanted:
        if quote or (report and len(files) > 1):
            raise Usage("--quote is for the screen, --report for one file", remedy="leave them out")
        change = partial(restore, always=always)
        code, done = rewrite_files(files, change, whole, talk, target="hans", encoding=encoding)
        return gravest(code, *(summed_up(result, report, strict, talk) for _, result in done))
    file = only_one(files)
    text = read_text(file, encoding)
    restoration = restore(text, always=always)
    click.echo(quoted(text, restoration.edits) if quote else restoration.text, nl=False)
    if report:
        write_report(report, restoration)
    return say_what_came(restoration, talk, strict=strict)


def summed_up(result: Rewriting, report: Path | None, strict: bool, talk: Talk) -> Exit:
    """Report what was restored in a whole file; places count in its extracted text."""
    from zhengming.text.wording import Restoration

    restoration = first_of(result)
    assert isinstance(restoration, Restoration)
    if report:
        write_report(report, restoration)
    return say_what_came(restoration, talk, strict=strict)


def say_what_came(restoration: Restoration, talk: Talk, *, strict: bool) -> Exit:
    """Say what kind of text it is, and how much of it was restored."""
    asked = [d for d in restoration.doubts if d.tier == "ask"]
    talk.say(
        f"{KINDS[restoration.verdict.verdict]} ({restoration.verdict.why}); "
        f"{len(restoration.edits)} words restored, {len(asked)} questions for you"
    )
    return Exit.FINDINGS if strict and asked else Exit.DONE


def read_text(file: Path, encoding: str | None) -> str:
    """Read a text file or standard input, whatever its encoding."""
    from zhengming.documents.decode import decode

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"cannot be opened ({error.strerror})", where=str(file), remedy="check the name"
        ) from error
    try:
        return decode(data, encoding=encoding)[0]
    except Unreadable as error:
        raise Unreadable(error.cause, where=str(file), remedy=error.remedy) from error


def write_report(path: Path, restoration: Restoration) -> None:
    """Write one record a line: the judgement, the changes, the questions, and an end record."""
    from zhengming.base import delivery

    verdict = restoration.verdict
    records: list[dict[str, object]] = [
        {"kind": "verdict", "verdict": verdict.verdict, "share": verdict.share, "why": verdict.why}
    ]
    records += [
        {
            "kind": "edit",
            "start": e.start,
            "end": e.end,
            "surface": e.surface,
            "restored": e.restored,
            "confidence": e.confidence,
            "why": e.why,
        }
        for e in restoration.edits
    ]
    records += [
        {
            "kind": "doubt",
            "start": d.start,
            "end": d.end,
            "surface": d.surface,
            "chosen": d.chosen,
            "alternatives": list(d.alternatives),
            "tier": d.tier,
            "why": d.why,
        }
        for d in restoration.doubts
    ]
    records.append(
        {"kind": "end", "edits": len(restoration.edits), "doubts": len(restoration.doubts)}
    )
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    delivery.write_text(path, "".join(lines))
