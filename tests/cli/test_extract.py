"""`zhengming extract`: records of the contract, exit codes, a line where nothing was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengming.cli import run

TEXT = "河湾县公安局局长李向阳介绍,县委政法委推进“雪亮工程”和人民调解。\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_records(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(report), "--jsonl", "--limit", "5", "--quiet"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[-1] == {"kind": "end", "candidates": 5}
    terms = [r for r in rows if r["kind"] == "candidate"]
    assert [t["rank"] for t in terms] == [1, 2, 3, 4, 5]
    for term in terms:
        assert {"term", "score", "count", "documents", "known", "evidence", "suggestions"} <= set(
            term
        )
        for o in term["occurrences"]:
            assert TEXT[o["start"] : o["end"]] == o["surface"]
    assert "李向阳" not in "".join(t["term"] for t in terms)


def test_table(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(report), "--limit", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["1", "2", "3"]


def test_no_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Nothing Chinese here.\n", encoding="utf-8")
    assert run(["extract", str(path)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no Chinese terms found" in said.err


def test_a_bad_file_does_not_stop_the_rest(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert run(["extract", str(tmp_path), "--jsonl"]) == 3
    said = capsys.readouterr()
    assert "empty.txt" in said.err
    assert '"kind": "end"' in said.out
