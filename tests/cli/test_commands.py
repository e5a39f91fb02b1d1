"""Every command explains itself, with examples, and fails in one line."""

from __future__ import annotations

import io
import subprocess
import sys

import click
import pytest

from zhengming.cli import run
from zhengming.cli.commands import COMMANDS, zhengming

FORBIDDEN = (
    "keyness",
    "c-value",
    "candidate",
    "headword",
    "offset",
    "attestation",
    "tier",
    "verdict",
    "residue",
)
HEAVY = ("numpy", "rich", "lxml", "opencc", "pypinyin")


def help_of(name: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run([name, "--help"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_has_examples_and_everyday_words(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = help_of(name, capsys)
    command = zhengming.get_command(click.Context(zhengming), name)
    if isinstance(command, click.Group):
        for inner in command.commands:
            assert run([name, inner, "--help"]) == 0
            text += capsys.readouterr().out
    assert f"zhengming {name}" in text
    assert "xample" in text
    assert not [word for word in FORBIDDEN if word in text.lower()]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_an_unknown_option_is_a_usage_error(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--no-such-option"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_command_is_a_usage_error() -> None:
    assert run(["no-such-command"]) == 2


def test_python_dash_m_does_the_same() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "zhengming", "--version"], capture_output=True, text=True, check=True
    )
    assert "zhengming" in said.stdout


def test_without_a_terminal_nothing_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run([]) == 2
    assert "no command" in capsys.readouterr().err


def test_a_look_up_imports_nothing_heavy() -> None:
    script = (
        "import sys; from zhengming.cli import run; run(['lookup', '政法委'])\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True
    )  # fills the cache
    second = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert second.stderr.strip().endswith("[]")
