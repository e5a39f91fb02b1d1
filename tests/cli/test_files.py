"""Whole files on the command line: where results go, what is kept, what a kill leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from zhengming.base import delivery
from zhengming.base.alignment import Alignment
from zhengming.base.errors import Exit, Usage
from zhengming.cli import run
from zhengming.cli.files import Whole, rewrite_files, targets
from zhengming.cli.talk import Talk
from zhengming.documents.rewrite import Changed

PLAIN = "维护“社会”稳定\n"
DONE = "維護“社會”穩定\n"
SIGNS = str.maketrans("维护会稳", "維護會穩")


def changed(text: str) -> Changed:
    return SimpleNamespace(text=text.translate(SIGNS), alignment=Alignment())  # type: ignore[return-value]


def go(files: list[Path], **options: object) -> Exit:
    whole = Whole(**options)  # type: ignore[arg-type]
    return rewrite_files(files, changed, whole, Talk(quiet=True), target="tw")[0]


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(PLAIN, encoding="utf-8")
    return path


def test_one_file(plain: Path, tmp_path: Path) -> None:
    assert go([plain], output=tmp_path / "b.txt") == Exit.DONE
    assert (tmp_path / "b.txt").read_text("utf-8") == DONE
    assert plain.read_text("utf-8") == PLAIN


def test_several_go_into_a_folder_and_a_bad_one_stops_none(plain: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 cut off")
    out = tmp_path / "out"
    assert go([bad, plain], output=out) == Exit.UNREADABLE
    assert [p.name for p in out.iterdir()] == ["a.txt"]


def test_a_folder_keeps_its_shape(tmp_path: Path) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("# 维稳\n", encoding="utf-8")
    assert go([tmp_path / "in"], output=tmp_path / "out") == Exit.DONE
    assert (tmp_path / "out" / "deep" / "a.md").read_text("utf-8") == "# 維穩\n"


def test_never_over_the_original_without_asking(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="replace"):
        go([plain], output=plain)
    with pytest.raises(Usage, match="replace"):
        go([plain], output=tmp_path)
    with pytest.raises(Usage, match="inside the folder"):
        list(targets([tmp_path], Whole(output=tmp_path / "out")))
    twin = tmp_path / "in" / "a.txt"
    twin.parent.mkdir()
    twin.write_text(PLAIN, encoding="utf-8")
    with pytest.raises(Usage, match="replace"):
        go([plain, twin], output=tmp_path / "out")
    assert plain.read_text("utf-8") == PLAIN


def test_in_place_keeps_every_original(plain: Path) -> None:
    plain.chmod(0o600)
    assert go([plain], in_place=True) == Exit.DONE
    assert plain.read_text("utf-8") == DONE
    backup = plain.with_name("a.txt.bak")
    assert backup.read_text("utf-8") == PLAIN
    if sys.platform != "win32":
        assert plain.stat().st_mode & 0o777 == backup.stat().st_mode & 0o777 == 0o600
    assert go([plain], in_place=True) == Exit.DONE
    assert not plain.with_name("a.txt.2.bak").exists(), "nothing changed, so nothing is written"
    plain.write_text(PLAIN + PLAIN, encoding="utf-8")
    assert go([plain], in_place=True) == Exit.DONE
    assert backup.read_text("utf-8") == PLAIN
    assert plain.with_name("a.txt.2.bak").read_text("utf-8") == PLAIN + PLAIN


def test_quotation_marks_only_on_request(plain: Path, tmp_path: Path) -> None:
    go([plain], output=tmp_path / "b.txt", quotes=True)
    assert (tmp_path / "b.txt").read_text("utf-8") == "維護「社會」穩定\n"


def test_a_failure_leaves_the_old_file(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delivery.os, "fsync", full)
    assert go([plain], in_place=True) == Exit.USAGE
    assert plain.read_text("utf-8") == PLAIN
    assert sorted(p.name for p in plain.parent.iterdir()) == ["a.txt"]


KILLED = """
import sys
from pathlib import Path
from types import SimpleNamespace
from zhengming.base.alignment import Alignment
from zhengming.cli.files import Whole, rewrite_files
from zhengming.cli.talk import Talk
table = {ord("甲"): "乙", ord("乙"): "甲"}
change = lambda text: SimpleNamespace(text=text.translate(table), alignment=Alignment())
print("ready", flush=True)
while True:
    rewrite_files([Path(sys.argv[1])], change, Whole(in_place=True), Talk(quiet=True), target="")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal of POSIX systems")
def test_a_kill_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    states = {"甲" * 200_000, "乙" * 200_000}
    for pause in (0.03, 0.11, 0.19):
        path.write_text("甲" * 200_000, encoding="utf-8")
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, cwd=tmp_path
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert path.read_text("utf-8") in states
        for backup in tmp_path.glob("*.bak"):
            assert backup.read_text("utf-8") in states


def test_options_for_files_need_files(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["restore", str(plain), "--quotes"]) == Exit.USAGE
    assert "whole files" in capsys.readouterr().err
    assert run(["restore", str(plain), str(plain)]) == Exit.USAGE
    assert run(["restore", str(plain), "-o", "x", "--in-place"]) == Exit.USAGE


def test_restore_writes_a_file_with_its_report(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text(
        "<p lang=zh-TW>縣委加強<b>資</b>訊化建設，通過網路實現資訊共用。</p>" * 3, "utf-8"
    )
    goal, report = tmp_path / "b.html", tmp_path / "r.jsonl"
    assert run(["restore", str(source), "-o", str(goal), "--report", str(report)]) == 0
    assert goal.read_text("utf-8").startswith("<p lang=zh-CN>县委加强<b>")
    assert '"kind": "end"' in report.read_text("utf-8")


def test_convert_writes_files_with_wording_and_report(tmp_path: Path) -> None:
    source = tmp_path / "a.html"
    source.write_text('<html lang="zh-CN"><p>请优<b>化</b>程序。</p></html>', "utf-8")
    goal, report = tmp_path / "b.html", tmp_path / "r.jsonl"
    line = ["convert", str(source), "--to", "tw", "--wording", "taiwan", "-o", str(goal)]
    assert run([*line, "--report", str(report)]) == 0
    assert goal.read_text("utf-8") == ('<html lang="zh-TW"><p>請最佳<b>化</b>程式。</p></html>')
    assert '"kind": "end"' in report.read_text("utf-8")
    back = ["convert", str(goal), "--to", "hans", "--wording", "taiwan"]
    assert run([*back, "-o", str(tmp_path / "c.html")]) == 0
    assert (tmp_path / "c.html").read_text("utf-8").startswith('<html lang="zh-CN"><p>')


def test_convert_protects_and_tells_streams_from_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, names = tmp_path / "a.md", tmp_path / "names.txt"
    source.write_text("国家与华为\n", "utf-8")
    names.write_text("# firms\n华为\n", "utf-8")
    goal = tmp_path / "b.md"
    line = ["convert", str(source), "--to", "tw", "--quiet"]
    assert run([*line, "-o", str(goal), "--protect", str(names)]) == 0
    assert goal.read_text("utf-8") == "國家與华为\n"
    assert run(line) == 0
    assert capsys.readouterr().out == "國家與華爲\n".replace("爲", "為")
    assert run(["convert", "-", "--to", "tw", "-o", str(goal)]) == Exit.USAGE
