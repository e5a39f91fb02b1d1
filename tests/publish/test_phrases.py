"""Nobody has to know the terms of the field to use a page, a workbook or a message."""

from __future__ import annotations

import ast
import html
import io
import re
from importlib import import_module
from pathlib import Path
from typing import get_args

import click
import openpyxl
import pytest

from zhengming.base import document, entry, findings
from zhengming.base.findings import Build
from zhengming.cli.commands import COMMANDS
from zhengming.publish import phrases
from zhengming.publish.export import FORMATS

BANNED = re.compile(
    r"\b(keyness|c-value|candidates?|headwords?|offsets?|attestations?|tiers?|verdicts?|residues?)\b",
    re.IGNORECASE,
)
# Names of files and of fields in backquotes are names, not words of the interface.
NAMES = re.compile(r"`[^`]*`|[\w.-]+\.(?:tsv|json|jsonl|html|py)\b")
PACKAGE = Path(phrases.__file__).resolve().parent.parent
SPEAKERS = {
    "Usage",
    "Unreadable",
    "Refused",
    "ZhengmingError",
    "Loss",
    "Refusal",
    "say",
    "secho",
    "echo",
}


def bad_words(text: str) -> list[str]:
    return BANNED.findall(NAMES.sub(" ", text))


def seen_by_readers(page: str) -> str:
    """Text, labels and titles of a page, with what its script draws from its data."""
    page = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.S)
    page = page.replace("\\u003c", "<").replace("\\u003e", ">").replace("\\n", " ")
    shown = re.findall(r'(?:title|aria-label|placeholder|data-copy|data-on)=\\?"([^"]*)"', page)
    return html.unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *shown]))


def test_the_check_can_fail() -> None:
    assert bad_words("3 candidates; see candidates.tsv") == ["candidates"]


def test_pages_use_everyday_words(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not bad_words(seen_by_readers(page)), name


def test_the_workbook_uses_everyday_words(build: Build, glossary: object) -> None:
    data = FORMATS["xlsx"].write(build, glossary)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [c for sheet in book for row in sheet.iter_rows(values_only=True) for c in row]
    assert not bad_words(" ".join([*book.sheetnames, *map(str, cells)]))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_loading_texts_use_everyday_words(name: str) -> None:
    assert not bad_words(FORMATS[name].loading)
    assert not bad_words(FORMATS[name].title)


def test_help_uses_everyday_words() -> None:
    landed = [n for n, module in COMMANDS.items() if (PACKAGE / "cli" / f"{module}.py").exists()]
    for name in landed:
        command = import_module(f"zhengming.cli.{COMMANDS[name]}").command
        for text in help_texts(command, name):
            assert not bad_words(text), name


def help_texts(command: click.Command, name: str) -> list[str]:
    texts = [command.get_help(click.Context(command, info_name=name))]
    if isinstance(command, click.Group):
        texts += (t for sub, c in command.commands.items() for t in help_texts(c, sub))
    return texts


def messages() -> list[tuple[str, str]]:
    """Every text that is handed to something that speaks to a person."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SPEAKERS:
                texts = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
                found += ((path.name, t) for t in texts if isinstance(t, str) and " " in t)
    return found


def test_messages_use_everyday_words() -> None:
    spoken = messages()
    assert len(spoken) > 10
    assert not [(file, text) for file, text in spoken if bad_words(text)]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (phrases.ORIGIN, entry.Origin),
        (phrases.STATUS, entry.Status),
        (phrases.STATUS_SHORT, entry.Status),
        (phrases.SCOPE, entry.Scope),
        (phrases.TYPE, entry.Kind),
        (phrases.TONE, entry.Tone),
        (phrases.USE, entry.Use),
        (phrases.RELATION, entry.Relation),
        (phrases.CLAIM, entry.Claim),
        (phrases.MARKED, document.Mark),
        (phrases.KIND_OF_TEXT, findings.VerdictName),
    ],
)
def test_every_value_has_its_word(words: dict[str, str], values: object) -> None:
    assert set(words) == set(get_args(values))
