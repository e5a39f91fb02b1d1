"""A folder that is built into again, interrupted, edited, or not ours: nothing is lost or left."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import openpyxl
import pytest

from zhengming.base.places import words_dir
from zhengming.cli import run

ONE = "县委政法委推进平安建设，落实网格化管理。"  # the county commission promotes safety-building
TWO = "公安机关开展专项行动，维护社会稳定。"  # the police start a campaign for stability


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def build(out: Path, *arguments: str | Path) -> int:
    return run(["build", *map(str, arguments), "-o", str(out), "--quiet"])


def test_the_text_of_an_earlier_document_does_not_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert build(out, write(tmp_path, "one.txt", ONE)) == 0
    note = write(out, "my-notes.txt", "mine")
    assert build(out, write(tmp_path, "two.txt", TWO)) == 0
    texts = [path.read_text("utf-8") for path in (out / "documents").glob("*.txt")]
    assert texts == [TWO]
    assert note.read_text() == "mine"


def test_an_edited_workbook_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, one = tmp_path / "out", write(tmp_path, "one.txt", ONE)
    build(out, one)
    workbook = openpyxl.load_workbook(out / "glossary.xlsx")
    workbook["Possible new terms"]["F2"] = "decided with care"
    workbook.save(out / "glossary.xlsx")
    assert build(out, one) == 0
    kept = openpyxl.load_workbook(out / "glossary-edited-1.xlsx")
    assert kept["Possible new terms"]["F2"].value == "decided with care"
    assert "glossary-edited-1.xlsx" in capsys.readouterr().err
    assert build(out, one) == 0
    assert not (out / "glossary-edited-2.xlsx").exists()


def test_an_earlier_result_among_the_documents_is_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    one = write(folder, "one.txt", ONE)
    build(folder / "one - glossary", one)
    assert build(tmp_path / "out", folder) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [d["name"] for d in manifest["documents"]] == ["one.txt"]


def test_a_damaged_text_is_read_on_request(tmp_path: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(ONE.encode() + b"\xff" + TWO.encode())
    assert build(tmp_path / "out", broken) == 3
    assert build(tmp_path / "out", broken, "--errors", "replace") == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["documents"][0]["losses"]


def test_an_entry_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms = tmp_path / "words" / "terms" / "unsorted"
    terms.mkdir(parents=True)
    write(terms, "po.toml", "hans = [")
    one = write(tmp_path, "one.txt", ONE)
    assert build(tmp_path / "out", one, "--words", tmp_path / "words") == 0
    assert "terms/unsorted/po.toml:1: left out of the words" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text on other systems")
def test_a_name_that_is_no_text_leaves_json_valid(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.txt")
    assert build(tmp_path / "out", write(tmp_path, name, ONE)) == 0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes().decode("utf-8"))
    assert manifest["documents"][0]["name"] == name


def test_a_place_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write(tmp_path, "one.txt", ONE)
    assert build(one / "out", one) == 2
    assert "choose another folder" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_no_working_file_goes_through_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir(mode=0o755)
    (out / ".work").symlink_to(elsewhere)
    assert build(out, write(tmp_path, "one.txt", ONE)) == 2
    assert not list(elsewhere.iterdir())
    assert elsewhere.stat().st_mode & 0o777 == 0o755


def test_clean_removes_nothing_of_others(tmp_path: Path) -> None:
    (tmp_path / ".work").mkdir()
    precious = write(tmp_path / ".work", "thesis.txt", "years of work")
    assert run(["clean", str(tmp_path)]) == 2
    assert precious.exists()


def test_each_layer_under_an_entry_is_named_for_what_it_is(tmp_path: Path) -> None:
    shipped = next((words_dir() / "terms").rglob("weiwen.toml")).read_text("utf-8")
    for name in ("office", "job"):
        folder = tmp_path / name / "terms" / "stability"
        folder.mkdir(parents=True)
        text = shipped.replace('term = "stability maintenance"', f'term = "weiwen of {name}"', 1)
        write(folder, "weiwen.toml", text)
    one = write(tmp_path, "one.txt", "维稳")  # stability maintenance
    words = ("--words", tmp_path / "office", "--words", tmp_path / "job")
    assert build(tmp_path / "out", one, *words) == 0
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "The entry under it, in “office”, differs" in page
    assert "The entry shipped with the program differs" in page


@pytest.mark.parametrize("command", [["convert", "--to", "tw"], ["restore"]])
def test_a_text_in_two_encodings_is_named(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed = tmp_path / "mixed.txt"
    mixed.write_bytes(f"{ONE}\n".encode() + f"{ONE}\n".encode("gbk"))
    assert run([*command, str(mixed)]) == 3
    assert capsys.readouterr().err.startswith(f"{mixed}: two encodings")
