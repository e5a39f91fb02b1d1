"""`zhengming convert`: lines, streams, reports, choices, exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhengming.base.errors import Unreadable, Usage
from zhengming.cli.convert import PIECE, command, read_pieces

TEXT = "被告人范某某申请复议。\n长发姑娘。\n\n末行"


def call(*arguments: str, text: str | bytes = TEXT) -> tuple[int, str, str]:
    done = CliRunner().invoke(
        command, list(arguments), input=text, standalone_mode=False, catch_exceptions=False
    )
    return int(done.return_value or 0), done.stdout, done.stderr


def test_one_line_out_for_each_line_in() -> None:
    code, out, _ = call("--to", "tw")
    assert code == 0
    assert out == "被告人范某某申請復議。\n長髮姑娘。\n\n末行"


def test_a_report_lists_every_doubt_and_ends(tmp_path: Path) -> None:
    report = tmp_path / "d.jsonl"
    call("--to", "tw", "--report", str(report))
    records = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    assert records[-1] == {"kind": "end", "doubts": len(records) - 1}
    assert len(records) > 1
    for record in records[:-1]:
        assert TEXT[record["start"] : record["end"]] == record["surface"]
        assert {"chosen", "alternatives", "tier", "why"} < set(record)


def test_strict_fails_while_a_question_is_open(tmp_path: Path) -> None:
    asks, _, said = call("--to", "tw", "--strict", text="他说王志发来了，面")
    assert asks == 1
    assert "questions for you" in said
    assert call("--to", "tw", "--strict", text="维护稳定")[0] == 0


def test_choices_settle(tmp_path: Path) -> None:
    choices = tmp_path / "c.json"
    rows = [{"surface": "发", "chosen": "發", "reach": "always", "before": "长"}]
    choices.write_text(json.dumps({"kind": "zhengming-choices", "version": 1, "choices": rows}))
    assert call("--to", "tw", "--choices", str(choices))[1].splitlines()[1] == "長發姑娘。"


def test_a_report_of_another_kind_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no such kind"):
        call("--to", "tw", "--report", str(tmp_path / "d.txt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "in.txt"
    sentence = "维护社会稳定，推进平安建设，政法机关依法办案。\n"
    file.write_bytes((sentence * 5).encode(encoding))
    assert (
        call("--to", "hant", str(file))[1] == "維護社會穩定，推進平安建設，政法機關依法辦案。\n" * 5
    )


def test_broken_bytes_are_named() -> None:
    data = "维稳".encode() * 20_000 + b"\xff\xfe\xff"
    with pytest.raises(Unreadable, match="byte"):
        list(read_pieces(io.BytesIO(data), "utf-8", "x"))


def test_pieces_join_to_the_whole() -> None:
    text = "维护稳定，" * (PIECE // 2) + "\n末行"
    pieces = list(read_pieces(io.BytesIO(text.encode()), None, "x"))
    assert len(pieces) > 1
    assert "".join(pieces) == text


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    text = "被发明的面条，范某某申请复议。\n" * 30_000
    file = tmp_path / "long.txt"
    file.write_text(text, "utf-8", newline="\n")
    alone = call("--to", "tw", str(file))[1]
    assert alone.count("\n") == 30_000
    run = [sys.executable, "-m", "zhengming", "convert", "--to", "tw", "--jobs", "2", str(file)]
    shared = subprocess.run(run, capture_output=True, check=True).stdout.decode()
    assert shared.replace("\r\n", "\n") == alone


def test_a_short_text_needs_no_numpy() -> None:
    code = (
        "import sys; from zhengming.cli import run; run(['convert','--to','tw','-']); "
        "assert 'numpy' not in sys.modules, 'numpy was loaded'"
    )
    subprocess.run(
        [sys.executable, "-c", code], input="维护稳定".encode(), check=True, capture_output=True
    )


@pytest.mark.large
def test_memory_stays_the_same_however_long_the_file(tmp_path: Path) -> None:
    if not Path("/proc/self/status").is_file():
        pytest.skip("peak memory is read from /proc, which only Linux has")
    line = "推进平安建设，维护社会稳定，范某某申请复议，被发明的面条。\n".encode()
    peaks = []
    for size in (32, 64):
        file = tmp_path / f"{size}.txt"
        file.write_bytes(line * (size * 1_000_000 // len(line)))
        code = (
            "import sys; from zhengming.cli import run; "
            f"run(['convert', '--to', 'tw', {str(file)!r}, '--quiet']); "
            "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        peaks.append(int(done.stderr.split()[-1]))
    assert peaks[1] < 1.1 * peaks[0]
