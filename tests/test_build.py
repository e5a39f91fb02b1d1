"""The main job: what goes in comes out with exact places, the same bytes twice, nothing lost."""

from __future__ import annotations

import csv
import json
import os
import re
import stat
from pathlib import Path

import pytest

from zhengming.base.places import words_dir
from zhengming.build import Wishes, build
from zhengming.cli import run
from zhengming.words.glossary import load_glossary

SAMPLES = words_dir() / "samples"
CLOCK = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d")


def built(target: Path, *inputs: Path, options: tuple[str, ...] = ()) -> Path:
    assert run(["build", *map(str, inputs), "-o", str(target), "--quiet", *options]) == 0
    return target


@pytest.fixture(scope="module")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("build") / "out", SAMPLES)


def check_places(folder: Path) -> int:
    """Every occurrence of every term and possible term stands where it says; return how many."""
    glossary = json.loads((folder / "glossary.json").read_text("utf-8"))
    texts = {
        d["id"]: (folder / d["text"]).read_bytes().decode("utf-8") for d in glossary["documents"]
    }
    checked = 0
    for item in (*glossary["terms"], *glossary["candidates"]):
        for place in item["occurrences"]:
            assert texts[place["document"]][place["start"] : place["end"]] == place["surface"]
            checked += 1
    return checked


def test_the_folder_holds_what_the_contract_names(sample_build: Path) -> None:
    names = {p.relative_to(sample_build).as_posix() for p in sample_build.rglob("*") if p.is_file()}
    lists = {
        "index.html",
        "manifest.json",
        "candidates.tsv",
        "glossary.json",
        "glossary.tbx",
        "glossary.v2.tbx",
    }
    assert lists | {"glossary.xlsx", "glossary.csv", "glossary.omegat.utf8"} <= names
    for document in json.loads((sample_build / "glossary.json").read_text("utf-8"))["documents"]:
        assert {f"documents/{document['id']}.txt", f"documents/{document['id']}.html"} <= names


def test_every_place_is_exact(sample_build: Path) -> None:
    assert check_places(sample_build) > 100


def test_same_input_same_bytes(sample_build: Path, tmp_path: Path) -> None:
    again = built(tmp_path / "elsewhere", SAMPLES)
    for path in sorted(sample_build.rglob("*")):
        inside = path.relative_to(sample_build)
        if path.is_file() and inside.parts[0] != ".work":
            assert path.read_bytes() == (again / inside).read_bytes(), inside


def test_no_clock_name_or_path_in_any_output(sample_build: Path) -> None:
    private = [
        str(sample_build).encode(),
        str(Path.home()).encode() + b"/",
        os.uname().nodename.encode() if hasattr(os, "uname") else b"\0",
    ]
    for path in sample_build.rglob("*"):
        if path.is_file() and ".work" not in path.parts and path.suffix != ".xlsx":
            data = path.read_bytes()
            assert not CLOCK.search(data), path
            assert not any(word in data for word in private if len(word) > 3), path


def test_working_files_are_private_and_go_away(sample_build: Path) -> None:
    work = sample_build / ".work"
    assert any(work.iterdir())
    if os.name == "posix":
        assert stat.S_IMODE(work.stat().st_mode) == 0o700
    assert run(["clean", str(sample_build), "--quiet"]) == 0
    assert not work.exists()


def test_what_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text("县委政法委推进平安建设。", encoding="utf-8")
    built(tmp_path / "out", source)

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("zhengming.documents.read.Reader.read", refuse)
    built(tmp_path / "out", source)


def test_a_bad_file_does_not_stop_the_batch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("县委政法委推进平安建设。", encoding="utf-8")
    (tmp_path / "in" / "b.pdf").write_bytes(b"MZ\x90\x00")
    (tmp_path / "in" / "c.txt").write_bytes(b"")
    code = run(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--quiet"])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert code in (3, 4)
    assert not manifest["complete"]
    assert {loss["name"] for loss in manifest["losses"]} == {"b.pdf", "c.txt"}
    said = capsys.readouterr().err
    assert "b.pdf" in said
    assert "c.txt" in said


def test_no_chinese_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Nothing of ours in here.", encoding="utf-8")
    assert run(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out")]) == 0
    assert "no Chinese" in capsys.readouterr().err


def test_the_result_is_not_written_into_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("政法", encoding="utf-8")
    assert run(["build", str(tmp_path), "-o", str(tmp_path / "out")]) == 2


def test_flat_lists_never_suggest_an_avoided_rendering(sample_build: Path) -> None:
    glossary = load_glossary(user=False)
    avoided = {
        (t.hans, r.term) for t in glossary.terms.values() for r in t.renderings if r.use == "avoid"
    }
    kept = {(t.hans, r.term) for t in glossary.terms.values() for r in t.suggestible()}
    lines = (sample_build / "glossary.omegat.utf8").read_text("utf-8").splitlines()
    rows = {tuple(line.split("\t")[:2]) for line in lines}
    assert not rows & (avoided - kept)
    with (sample_build / "candidates.tsv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file, delimiter="\t"))


def test_the_five_reports(seeds: list[Path], tmp_path: Path) -> None:
    out = built(tmp_path / "out", seeds[0].parent)
    glossary = json.loads((out / "glossary.json").read_text("utf-8"))
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert len(glossary["documents"]) == 5
    assert manifest["complete"]
    assert not manifest["losses"]
    scripts = {d["name"][:3]: d["script"] for d in glossary["documents"]}
    assert scripts.pop("000") in {"hant", "tw", "hk"}
    assert set(scripts.values()) == {"hans"}
    assert check_places(out) > 1000


def test_a_glossary_of_reread_entries_only(tmp_path: Path) -> None:
    glossary = load_glossary(user=False)
    (tmp_path / "a.txt").write_text("维稳与信访工作", encoding="utf-8")
    result = build([tmp_path / "a.txt"], glossary, wishes=Wishes(only_reread=True))
    assert all(found.term.review.status != "draft" for found in result.found)


def test_further_formats_lie_beside_with_how_to_load_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("维稳与信访工作", encoding="utf-8")
    out = built(tmp_path / "out", tmp_path / "a.txt", options=("--formats", "skos, wordfast"))
    assert (out / "formats" / "skos" / "glossary.ttl").stat().st_size > 100
    assert (out / "formats" / "wordfast" / "how-to-load.txt").read_text("utf-8")
    assert (
        run(["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "x"), "--formats", "none"]) == 2
    )
