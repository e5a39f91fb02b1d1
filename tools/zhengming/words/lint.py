"""
Check the words: `lint` for findings, `format_files` for what a program can mend.

Three levels: L1 one file (is it an entry at all), L2 one entry (does it keep the charter), L3 all
entries together (do they agree). The rules live in `words.rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from zhengming.base.delivery import write_text
from zhengming.base.errors import Unreadable, Usage
from zhengming.base.findings import Finding
from zhengming.base.places import words_dir
from zhengming.words.draft import ID
from zhengming.words.entryfile import (
    EntryError,
    check_table,
    format_entry,
    load_table,
    term_from_table,
)
from zhengming.words.files import list_files
from zhengming.words.rules import claims, evidence, language, links, numerals
from zhengming.words.rules.registry import ENTRY_RULES, GLOSSARY_RULES, Filed, Whole
from zhengming.words.statutes import Statutes, format_index, read_index, read_statutes
from zhengming.words.tomllines import find_lines
from zhengming.words.vocabulary import Vocabulary, load_vocabulary

INDEX = "articles.tsv"
RULE_MODULES = (claims, evidence, language, links, numerals)


@dataclass
class Folder:
    """One words folder as read: its entries, and what level L1 says of its files."""

    path: Path
    entries: list[Filed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


def lint(
    paths: Sequence[Path] = (), *, statutes: Path | None = None, ground: Path | None = None
) -> list[Finding]:
    """
    Check words folders or single entry files; without paths, the shipped words.

    The shipped words (else `ground`) are what links and sources are resolved against, but only what
    lies under `paths` is reported. `statutes` is a file of law texts; without it the index
    `articles.tsv` of the words serves. Findings come sorted by file and line. Raises `Usage` for a
    path that holds no words.
    """
    paths = list(paths) or [words_dir()]
    folders = _folders(paths, ground or words_dir())
    texts = read_statutes(statutes) if statutes else _index(folders)
    findings = [finding for folder in folders for finding in folder.findings]
    for folder in folders:
        findings += (f for filed in folder.entries for f in _check_entry(filed))
    findings += _check_whole(folders, texts)
    shown = [f for f in dict.fromkeys(findings) if _wanted(f.file, paths)]
    return sorted(shown, key=lambda f: (f.file, f.line, f.rule))


def _wanted(file: str, paths: Iterable[Path]) -> bool:
    return any(Path(file).is_relative_to(path) for path in paths)


def _folders(paths: Sequence[Path], ground: Path) -> list[Folder]:
    """Read the ground, then every words folder that the paths name or lie in."""
    roots: dict[Path, Path] = {}
    for path in paths:
        root = path.parents[2] if path.suffix == ".toml" and len(path.parents) > 2 else path
        if not path.exists() or not (root / "terms").is_dir():
            raise Usage(
                "no words here",
                where=str(path),
                remedy="name a folder with terms/<category>/<id>.toml, or one such file",
            )
        roots.setdefault(root.resolve(), root)
    if ground.resolve() not in roots and ground.is_dir():
        roots = {ground.resolve(): ground, **roots}
    return [read_folder(root) for root in roots.values()]


def read_folder(root: Path) -> Folder:
    """Read every file of a words folder; what is wrong with a file becomes findings of level L1."""
    folder = Folder(root)
    try:
        folder.vocabulary = load_vocabulary(root)
    except Unreadable as error:
        file, _, line = error.where.rpartition(":")
        place = (file, int(line)) if line.isdigit() else (error.where, 1)
        folder.findings.append(Finding(*place, error.rule, error.cause))
    for name in list_files(root):
        if name.startswith("terms/"):
            _read_file(folder, root / name)
    return folder


def _read_file(folder: Folder, path: Path) -> None:
    file = str(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        say = f"not UTF-8 (byte {error.start}); save it as UTF-8"
        folder.findings.append(Finding(file, 1, "L1 encoding", say))
        return
    try:
        table = load_table(text, file)
    except EntryError as error:
        folder.findings += error.findings
        return
    lines = find_lines(text)
    faults = [Finding(file, lines.at(at), rule, say) for at, rule, say in check_table(table)]
    faults += (Finding(file, n, "L1 comment", COMMENT) for n in lines.comments)
    if not ID.fullmatch(path.stem):
        faults.append(Finding(file, 1, "L1 id", ID_SHAPE))
    if not any(f.rule in ("L1 unknown-key", "L1 value", "L1 missing-key") for f in faults):
        term = term_from_table(table, id=path.stem, category=path.parent.name)
        if not faults and format_entry(term) != text:
            faults.append(Finding(file, 1, "L1 format", "not in the one style; run: glossary fmt"))
        folder.entries.append(Filed(term, file, text))
    folder.findings += faults


COMMENT = "no comments in entries (a program would lose them); use remark"
ID_SHAPE = "a file is named in plain pinyin: small letters and digits, words joined by hyphens"


def _check_entry(filed: Filed) -> Iterator[Finding]:
    for name, rule in ENTRY_RULES.items():
        for path, message in rule(filed.term):
            yield Finding(filed.file, filed.lines.at(path), f"L2 {name}", message)


def _whole(folders: Sequence[Folder], statutes: Statutes | None) -> Whole:
    entries: dict[str, Filed] = {}
    copies: list[tuple[Filed, Filed]] = []
    for folder in folders:
        own: dict[str, Filed] = {}
        for filed in folder.entries:
            if filed.term.id in own:
                copies.append((filed, own[filed.term.id]))
            own.setdefault(filed.term.id, filed)
        entries.update(own)
    return Whole(entries, _merge(f.vocabulary for f in folders), copies, statutes)


def _merge(vocabularies: Iterable[Vocabulary]) -> Vocabulary:
    merged = Vocabulary()
    for v in vocabularies:
        merged = replace(
            merged,
            categories={**merged.categories, **v.categories},
            sources={**merged.sources, **v.sources},
            retired={**merged.retired, **v.retired},
            revisions={**merged.revisions, **v.revisions},
        )
    return merged


def _check_whole(folders: Sequence[Folder], statutes: Statutes | None) -> Iterator[Finding]:
    whole = _whole(folders, statutes)
    sources = _sources_files(folders)
    for name, rule in GLOSSARY_RULES.items():
        for key, path, message in rule(whole):
            filed = whole.entries.get(key)
            if filed:
                yield Finding(filed.file, filed.lines.at(path), f"L3 {name}", message)
            else:
                file, line = sources.get(str(path[0]), (str(folders[-1].path), 1))
                yield Finding(file, line, f"L3 {name}", message)


def _sources_files(folders: Sequence[Folder]) -> Mapping[str, tuple[str, int]]:
    """Where each source is listed: (file, line) by id."""
    places: dict[str, tuple[str, int]] = {}
    for folder in folders:
        path = folder.path / "sources.toml"
        if path.is_file():
            lines = find_lines(path.read_text("utf-8"))
            places |= {key: (str(path), lines.at((key,))) for key in folder.vocabulary.sources}
    return places


def _index(folders: Sequence[Folder]) -> Statutes | None:
    files = [folder.path / INDEX for folder in folders]
    indexes = [read_index(file) for file in files if file.is_file()]
    if not indexes:
        return None
    hashes = {key: value for index in indexes for key, value in index.hashes.items()}
    quotes = {key: value for index in indexes for key, value in index.quotes.items()}
    return Statutes(hashes, {}, quotes)


def write_index(folder: Path, statutes: Path) -> int:
    """Renew `articles.tsv` of a words folder from the law texts; return how many rows it has."""
    laws = [law for filed in read_folder(folder).entries for law in filed.term.laws]
    text = format_index(laws, read_statutes(statutes))
    write_text(folder / INDEX, text)
    return text.count("\n") - 1


def format_files(paths: Sequence[Path] = (), *, write: bool = True) -> list[Path]:
    """
    Bring entries into the one style and add missing inverse relations; return the files changed.

    Files with findings of level L1 other than style are left as they are.
    """
    paths = list(paths) or [words_dir()]
    folders = _folders(paths, words_dir())
    whole = _whole(folders, None)
    inverse: dict[str, list[str]] = {}
    for key, target in links.missing_inverses(whole):
        inverse.setdefault(key, []).append(target)
    broken = {f.file for folder in folders for f in folder.findings if f.rule != "L1 format"}
    changed = []
    for filed in (filed for folder in folders for filed in folder.entries):
        if filed.file in broken or not _wanted(filed.file, paths):
            continue
        term = filed.term
        own = term.id in whole.entries and whole.entries[term.id] is filed
        added = inverse.get(term.id, ()) if own else ()
        related = tuple(dict.fromkeys(r for r in (*term.related, *added) if r != term.id))
        text = format_entry(replace(term, related=related))
        path = Path(filed.file)
        if text == filed.text or path.read_bytes().decode("utf-8", "replace") != filed.text:
            continue  # in order, or changed by someone since it was read
        changed.append(path)
        if write:
            write_text(path, text)
    return changed
