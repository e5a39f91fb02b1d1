"""`zhengming export`: a file, how to load it, and a word on what stayed behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengming.cli import run

ENTRY = """\
hans = "测试词"
pinyin = "cèshì cí"
type = "term"
scope = "{scope}"
definition = "Written for a test."

[[en]]
term = "test word"
use = "preferred"
origin = "ours"

[review]
status = "{status}"
"""


@pytest.fixture
def words(tmp_path: Path) -> Path:
    folder = tmp_path / "words"
    for name, scope, status in (
        ("ceshi-ci", "national", "draft"),
        ("ceshi-di", "national", "reread"),
    ):
        path = folder / "terms" / "courts" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = ENTRY.format(scope=scope, status=status)
        path.write_text(
            text.replace("测试词", "测试词" if name == "ceshi-ci" else "测试地"), "utf-8"
        )
    return folder


def export(words: Path, target: Path, *more: str) -> int:
    return run(["export", "--words", str(words), "-o", str(target), *more])


def test_a_file_and_how_to_load_it(words: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.utf8"
    assert export(words, target, "--format", "omegat", "--ids", "ceshi-ci") == 0
    lines = target.read_text("utf-8").splitlines()
    assert lines[0].startswith("测试词\ttest word\tdraft entry, not read again; our own rendering")
    assert "OmegaT" in (tmp_path / "list.utf8.how-to-load.txt").read_text("utf-8")


def test_drafts_stay_behind_and_it_is_said(
    words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "list.jsonl"
    ids = ("--ids", "ceshi-ci", "--ids", "ceshi-di")
    assert export(words, target, "--format", "jsonl", "--only", "reread", *ids) == 0
    records = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [r["hans"] for r in records if r["kind"] == "term"] == ["测试地"]
    assert "left out: other status" in capsys.readouterr().err


def test_companions_lie_beside(words: Path, tmp_path: Path) -> None:
    assert export(words, tmp_path / "a.xml", "--format", "multiterm", "--ids", "ceshi-ci") == 0
    assert export(words, tmp_path / "b.tsv", "--format", "deepl", "--ids", "ceshi-ci") == 0
    assert (tmp_path / "a.xdt").is_file()
    assert "our own rendering" in (tmp_path / "b.comments.tsv").read_text("utf-8")


def test_what_is_meant_to_be_unpacked_comes_as_a_folder(words: Path, tmp_path: Path) -> None:
    ids = ("--ids", "ceshi-ci")
    assert export(words, tmp_path / "site", "--format", "html", *ids) == 0
    assert (tmp_path / "site" / "terms" / "ceshi-ci.html").is_file()
    assert "index.html" in (tmp_path / "site.how-to-load.txt").read_text("utf-8")
    assert export(words, tmp_path / "site", "--format", "html", *ids) == 2
    assert export(words, tmp_path / "site.zip", "--format", "html", *ids) == 0
    assert (tmp_path / "site.zip").is_file()


@pytest.mark.parametrize(
    ("more", "say"),
    [
        (("--format", "nope"), "use one of tbx"),
        (("--format", "csv", "--ids", "nope"), "nothing is called 'nope'"),
        (("--format", "csv", "--category", "nope"), "courts"),
        (("--format", "tbx", "--direction", "en-zh"), "holds zh-en only"),
    ],
)
def test_a_slip_is_named(
    words: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    say: str,
) -> None:
    assert export(words, tmp_path / "x", *more) == 2
    assert say in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "--formats"]) == 0
    assert "omegat" in capsys.readouterr().out
