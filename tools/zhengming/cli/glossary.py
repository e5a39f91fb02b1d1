"""`zhengming glossary`: keep the words in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from zhengming.base.entry import Kind, Scope
from zhengming.base.errors import Exit, Usage
from zhengming.cli import importing

if TYPE_CHECKING:
    from zhengming.base.entry import Term
    from zhengming.words.compare import Change
    from zhengming.words.stats import Stats

FOLDERS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
WORDS = click.option(
    "--words",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of words that lie over the shipped ones.",
)


@click.group()
def command() -> None:
    """Keep the words in order: check, format, count, add, take in, compare."""


command.add_command(importing.command)


@command.command()
@FOLDERS
@JSON
@click.option(
    "--statutes",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Law texts (JSON lines) to check references against, instead of articles.tsv.",
)
@click.option("--write-index", is_flag=True, help="Renew articles.tsv from --statutes.")
def lint(paths: tuple[Path, ...], as_json: bool, statutes: Path | None, write_index: bool) -> int:
    """
    Check words folders or entry files (default: the shipped words and your own).

    \b
    Examples:
      zhengming glossary lint
      zhengming glossary lint my-words/terms/courts/fayuan.toml
      zhengming glossary lint glossary --statutes statutes.jsonl.xz --write-index
    """
    from zhengming.words import lint as checks

    folders = list(paths) or _own_and_shipped()
    if write_index:
        if statutes is None:
            raise Usage("--write-index needs --statutes FILE")
        for folder in folders:
            rows = checks.write_index(folder, statutes)
            click.echo(f"{folder / checks.INDEX}: {rows} articles", err=True)
    findings = checks.lint(folders, statutes=statutes)
    for f in findings:
        place = _near(Path(f.file))
        record = {"file": f"{place}", "line": f.line, "rule": f.rule, "message": f.message}
        plain = f"{place}:{f.line}: {f.rule}: {f.message}"
        click.echo(json.dumps(record, ensure_ascii=False) if as_json else plain)
    if as_json:
        click.echo(json.dumps({"kind": "end", "findings": len(findings)}))
    else:
        click.echo(f"{len(findings)} findings" if findings else "all in order", err=True)
    return Exit.FINDINGS if findings else Exit.DONE


def _own_and_shipped() -> list[Path]:
    from zhengming.base.places import user_words_dir, words_dir

    own = user_words_dir()
    return [words_dir(), *([own] if (own / "terms").is_dir() else [])]


def _near(path: Path) -> Path:
    """Write a path as seen from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


@command.command()
@FOLDERS
@click.option("--check", is_flag=True, help="Only name the files that would change.")
def fmt(paths: tuple[Path, ...], check: bool) -> int:
    """
    Bring entries into the one style and make relations mutual (default: words not installed).

    \b
    Examples:
      zhengming glossary fmt
      zhengming glossary fmt --check glossary
    """
    from zhengming.base.places import PACKAGE
    from zhengming.words.lint import format_files

    folders = list(paths) or [f for f in _own_and_shipped() if not f.is_relative_to(PACKAGE)]
    if not folders:
        raise Usage("there are no words of your own yet", remedy="name a folder of words")
    changed = format_files(folders, write=not check)
    for path in changed:
        click.echo(str(_near(path)))
    click.echo(f"{len(changed)} files {'would change' if check else 'changed'}", err=True)
    return Exit.FINDINGS if check and changed else Exit.DONE


@command.command()
@WORDS
@JSON
def stats(words: tuple[Path, ...], as_json: bool) -> int:
    """
    Count entries by category, scope, status and origin, and what they carry.

    \b
    Examples:
      zhengming glossary stats
      zhengming glossary stats --json
    """
    from zhengming.words.glossary import load_glossary
    from zhengming.words.stats import count_words

    glossary = load_glossary(words)
    counted = count_words(glossary.terms.values())
    if as_json:
        click.echo(json.dumps(counted.record(), ensure_ascii=False))
    else:
        names = {key: category.en for key, category in glossary.categories.items()}
        click.echo("\n".join(_table(counted, names)))
    return Exit.DONE


def _table(s: Stats, names: dict[str, str]) -> list[str]:
    carried = {
        "name a source": s.with_sources,
        "name a law": s.with_law,
        "have a note on rights": s.with_rights,
        "say what it means in practice": s.with_significance,
        "spell out parts": s.with_parts,
    }
    lines = [f"{s.entries} entries, {s.spellings} spellings", ""]
    lines += [f"{n:6}  {100 * s.share(n):3.0f}%  {what}" for what, n in carried.items()]
    groups = {"Category": {names.get(k, k): n for k, n in s.categories.items()}}
    groups |= {"Type": dict(s.types), "Scope": dict(s.scopes), "Status": dict(s.statuses)}
    groups |= {"Words": dict(s.layers)}
    for head, counts in groups.items():
        lines += ["", f"{head}:", *(f"{n:6}  {what}" for what, n in counts.items())]
    lines += ["", f"{s.renderings} renderings, by whose they are (and {s.avoided} to avoid):"]
    return lines + [f"{n:6}  {what}" for what, n in s.origins.items()]


@command.command()
@click.option("--hans", prompt="Chinese (simplified)", help="The term.")
@click.option("--pinyin", help="With tone marks; proposed where absent.")
@click.option("--english", prompt="English", default="", help="The preferred rendering.")
@click.option("--definition", prompt="What it is, in a sentence", default="")
@click.option("--type", "kind", type=click.Choice(get_args(Kind)), default="term", prompt="Type")
@click.option("--scope", type=click.Choice(get_args(Scope)), default="national", prompt="Scope")
@click.option("--category", help="Its folder; proposed where absent.")
@click.option("--yes", is_flag=True, help="Take the proposals without asking.")
def new(kind: Any, scope: Any, yes: bool, **given: str | None) -> int:
    """
    Add an entry to your own words: asks, and opens no editor.

    \b
    Example:
      zhengming glossary new
    """
    from zhengming.words.draft import draft_term, guess_category, save_draft
    from zhengming.words.glossary import load_glossary
    from zhengming.words.pinyin import to_pinyin

    glossary = load_glossary()
    hans = (given["hans"] or "").strip()
    for known in glossary.senses(hans):
        click.echo(f"known already: {known.category}/{known.id} ({known.layer} words)", err=True)
    proposed = {"pinyin": to_pinyin(hans), "category": guess_category(hans, glossary)}
    for key, value in proposed.items():
        if not given[key]:
            given[key] = value if yes else click.prompt(key.capitalize(), default=value)
    fields = {key: value or "" for key, value in given.items() if key != "hans"}
    term = draft_term(hans, glossary, kind=kind, scope=scope, **fields)
    path = save_draft(term)
    click.echo(str(path))
    click.echo("a draft: add sources and the rest in that file, then run: glossary lint", err=True)
    return Exit.DONE


@command.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument(
    "new_words", metavar="NEW", type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@JSON
def diff(old: Path, new_words: Path, as_json: bool) -> int:
    """
    Say what changed between two folders of words: added, gone, renderings, the rest.

    \b
    Example:
      zhengming glossary diff words-2026-10 glossary
    """
    from zhengming.words.compare import compare_words

    c = compare_words(_entries(old), _entries(new_words))
    if as_json:
        for what, terms in (("added", c.added), ("gone", c.gone)):
            for t in terms:
                click.echo(
                    json.dumps({"kind": what, "id": t.id, "hans": t.hans}, ensure_ascii=False)
                )
        for change in (*c.renderings, *c.changed):
            record = {"kind": "changed", **{k: getattr(change, k) for k in change.__slots__}}
            click.echo(json.dumps(record, ensure_ascii=False))
        click.echo(json.dumps({"kind": "end", "same": c.empty()}))
        return Exit.DONE
    for head, terms in (("Added", c.added), ("Gone", c.gone)):
        _say(head, [f"  {t.hans}  {_best(t)}  ({t.category}/{t.id})" for t in terms])
    _say("English changed", [_change(change) for change in c.renderings])
    _say("Other changes", [_change(change) for change in c.changed])
    if c.empty():
        click.echo("no difference")
    return Exit.DONE


def _entries(folder: Path) -> dict[str, Term]:
    from zhengming.words.lint import read_folder

    if not (folder / "terms").is_dir():
        raise Usage("no words here (no folder 'terms')", where=str(folder))
    return {filed.term.id: filed.term for filed in read_folder(folder).entries}


def _best(term: Term) -> str:
    return "; ".join(r.term for r in term.preferred()) or "(no English yet)"


def _say(head: str, lines: list[str]) -> None:
    if lines:
        click.echo(f"{head} ({len(lines)}):")
        click.echo("\n".join(lines) + "\n")


def _change(change: Change) -> str:
    old, new_side = change.old or "(nothing)", change.new or "(nothing)"
    return f"  {change.hans} ({change.id}), {change.field}:\n    - {old}\n    + {new_side}"
