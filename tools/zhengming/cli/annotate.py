"""`zhengming annotate`: the known terms of one document, in a copy of it or as records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from zhengming.base.errors import Exit, Usage, ZhengmingError, gravest
from zhengming.cli.talk import Talk

if TYPE_CHECKING:
    from zhengming.base.findings import Build
    from zhengming.words.glossary import Glossary

EXAMPLES = """
\b
Examples:
  zhengming annotate report.txt -o report.html
  zhengming annotate report.docx -o report-marked.docx --annex
  zhengming annotate report.docx -o report-marked.docx --notes footnotes
  zhengming annotate job.xlf -o job-terms.xlf
  zhengming annotate report.txt -o report.xlf
  zhengming annotate report.txt -o report.jsonl --first-only
"""


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked for: the file, where the copy goes, which mentions, what kind of notes."""

    file: Path
    target: Path
    every: bool
    notes: Literal["footnotes", "comments"]
    annex: bool
    talk: Talk


Writer = Callable[["Build", "Glossary", Task], bytes]


@click.command(epilog=EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write: .html, .docx, .xlf, .tmx or .jsonl.",
)
@click.option(
    "--first-only/--every",
    "first_only",
    default=None,
    help="Mark the first mention of each term, or every one (default: the first in DOCX, every "
    "one elsewhere).",
)
@click.option(
    "--notes",
    type=click.Choice(["comments", "footnotes"]),
    default="comments",
    show_default=True,
    help="What the notes in a DOCX are: comments keep the pages as they are.",
)
@click.option("--annex", is_flag=True, help="Put the terms of the document at the end of a DOCX.")
@click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A folder of words that lie over the shipped ones.",
)
@click.option("--encoding", help="The encoding of a text file, where the guess is wrong.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    file: Path,
    target: Path,
    first_only: bool | None,
    notes: Literal["footnotes", "comments"],
    annex: bool,
    words: tuple[Path, ...],
    encoding: str | None,
    quiet: bool,
) -> int:
    """
    Mark the known terms in a copy of FILE; the original is only read.

    A DOCX gets notes and keeps its layout; XLIFF and TMX get a note in each unit. From any other
    file, .xlf holds its sentences with the terms marked, .tmx its terms.
    """
    from zhengming.base import delivery
    from zhengming.build import Wishes, build
    from zhengming.words.glossary import load_glossary

    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise Usage(
            "no such kind of copy",
            where=str(target),
            remedy=f"end the name in {', '.join(WRITERS)}",
        )
    if target.exists() and file.exists() and target.samefile(file):
        raise Usage(
            "this would replace the original", where=str(target), remedy="choose another name"
        )
    glossary = load_glossary(words)
    result = build([file], glossary, wishes=Wishes(encoding=encoding))
    if not result.documents:
        refusal = result.refusals[0]
        error = ZhengmingError(refusal.cause, where=refusal.name, remedy=refusal.remedy)
        error.exit = Exit(refusal.exit)
        raise error
    every = first_only is False or (first_only is None and target.suffix.lower() != ".docx")
    talk = Talk(quiet=quiet)
    data = write(result, glossary, Task(file, target, every, notes, annex, talk))
    delivery.write_bytes(target, data)
    talk.say(f"written to {target}")
    return gravest(*(Exit(r.exit) for r in result.refusals))


def write_page(result: Build, glossary: Glossary, task: Task) -> bytes:
    """Return the reading copy as a page."""
    from zhengming.publish.annotation import marked
    from zhengming.publish.pages.reading import render_reading_copy

    shown = marked(result, glossary, every=task.every)
    return render_reading_copy(shown.documents[0], shown, glossary).encode()


def write_records(result: Build, glossary: Glossary, task: Task) -> bytes:
    """Return one JSON record a match, closed by an end record."""
    from zhengming.publish.annotation import mentions

    examined = result.documents[0]
    matches = mentions(examined, glossary, every=task.every)
    records: list[dict[str, object]] = [
        {
            "kind": "match",
            "document": examined.document.id,
            "start": match.start,
            "end": match.end,
            "surface": match.surface,
            "entries": list(match.entries),
            "en": [r.term for e in match.entries for r in glossary.terms[e].preferred()],
        }
        for match in matches
    ]
    records.append({"kind": "end", "matches": len(matches)})
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()


def write_word(result: Build, glossary: Glossary, task: Task) -> bytes:
    """Return a copy of the DOCX with a note at each mention, and the list of terms at its end."""
    from zhengming.documents.wordnotes import Note, annotate_docx
    from zhengming.publish.annotation import mentions, note_lines, term_table
    from zhengming.publish.export.outgoing import Outgoing

    examined = result.documents[0]
    if examined.document.format != "docx":
        raise Usage(
            f"notes in a DOCX need a DOCX; this is {examined.document.format}",
            where=str(task.file),
            remedy="save it as DOCX first, or choose .html",
        )
    out = Outgoing(result, glossary)
    # All places of a term are offered: where no note may stand, the next one takes it.
    everyday = {e for e, term in glossary.terms.items() if term.familiar and not task.every}
    notes = [
        Note(match.start, match.end, note_lines(match, out, short=task.notes == "footnotes"))
        for match in mentions(examined, glossary, every=True)
        if not set(match.entries) <= everyday
    ]
    done = annotate_docx(
        task.file.read_bytes(),
        notes,
        task.notes,
        every=task.every,
        table=term_table(out) if task.annex else (),
        heading="Terms in this document",
    )
    if done.passed_over:
        terms = "、".join(dict.fromkeys(n.lines[0].split(" ")[0] for n in done.passed_over))
        task.talk.say(
            f"no note may stand where these are mentioned (headers, boxes): {terms[:200]}"
        )
    return done.data


def write_exchange(result: Build, glossary: Glossary, task: Task) -> bytes:
    """Return a copy of an XLIFF or TMX with notes, or such a file made from another document."""
    from zhengming.documents.unitnotes import annotate_units
    from zhengming.publish.annotation import marked, short_line, write_tmx, write_xliff
    from zhengming.publish.export.outgoing import Outgoing

    shown = marked(result, glossary, every=task.every)
    out = Outgoing(shown, glossary)
    examined = shown.documents[0]
    kind = "tmx" if task.target.suffix.lower() == ".tmx" else "xliff"
    if examined.document.format != kind:
        return write_tmx(out) if kind == "tmx" else write_xliff(out)
    notes = [(match.start, short_line(match, out)) for match in examined.matches]
    data, units = annotate_units(task.file.read_bytes(), kind, notes)
    task.talk.say(f"{units} units with terms")
    return data


WRITERS: dict[str, Writer] = {
    ".html": write_page,
    ".htm": write_page,
    ".docx": write_word,
    ".xlf": write_exchange,
    ".xliff": write_exchange,
    ".tmx": write_exchange,
    ".jsonl": write_records,
}
