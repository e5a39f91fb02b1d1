"""`zhengming restore`: a line out for each line in, and every change listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengming.cli import run

TEXT = "縣委政法委加強政法綜治資訊化建設,通過網路實現資訊共用。\n各級黨委按照程式辦事。\n"


@pytest.fixture
def repost(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_restored_text_on_stdout(repost: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", str(repost)]) == 0
    said = capsys.readouterr()
    assert "信息化建设" in said.out
    assert said.out.count("\n") == 2
    assert "machine-converted" in said.err


def test_report_lists_every_change(
    repost: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["restore", str(repost), "--report", str(tmp_path / "r.jsonl"), "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    records = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert records[0]["kind"] == "verdict"
    assert records[-1]["kind"] == "end"
    for record in records:
        if record["kind"] == "edit":
            assert TEXT[record["start"] : record["end"]] == record["surface"]


def test_a_quotation_keeps_what_was_written(
    repost: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["restore", str(repost), "--quote"]) == 0
    assert "資訊 [信息]化" in capsys.readouterr().out


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert run(["restore", str(tmp_path / "none.txt")]) == 3
