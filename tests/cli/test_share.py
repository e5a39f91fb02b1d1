"""A copy for others: nothing of a document that is not public, in whatever corner."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from zhengming.base.errors import Exit
from zhengming.base.places import cloud_folder
from zhengming.cli import run

OPEN = (
    "县公安局依法对个别人员采取监视居住措施，各级党委应当做好维稳工作。\n县公安局依法处理信访问题。\n"
    * 3
)
CLOSED = (
    "内部通报：重点人员由网格员每日走访，蔷薇专班负责训诫，蔷薇专班每周汇报。\n蔷薇专班不得外传。\n"
    * 3
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "in"
    documents.mkdir()
    (documents / "open-report.txt").write_text(OPEN, "utf-8")
    (documents / "open-report.txt.source.toml").write_text('sensitivity = "public"\n', "utf-8")
    (documents / "informant-wang.txt").write_text(CLOSED, "utf-8")
    (documents / "broken-source.docx").write_bytes(b"PK\x03\x04 cut")
    return documents


@pytest.fixture
def build(folder: Path, tmp_path: Path) -> Path:
    assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--quiet"]) == Exit.UNREADABLE
    return tmp_path / "out"


def members(data: bytes, prefix: str = "") -> dict[str, bytes]:
    """Every file in a zip, and in the zips inside it."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            found[prefix + name] = content
            if content.startswith(b"PK\x03\x04"):
                found |= members(content, f"{prefix}{name}!")
    return found


def test_nothing_of_what_is_not_public(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "copy.zip"
    assert run(["share", str(build), "-o", str(target)]) == Exit.DONE
    said = capsys.readouterr()
    manifest = json.loads((build / "manifest.json").read_text("utf-8"))
    secret = next(d for d in manifest["documents"] if d["name"] == "informant-wang.txt")
    broken = manifest["losses"][0]
    inside = members(target.read_bytes())
    assert "index.html" in inside
    assert "glossary.xlsx!xl/workbook.xml" in inside
    needles = ["informant", "broken-source", secret["id"], secret["sha256"], broken["sha256"]]
    needles += ["蔷薇", "不得外传", "薔薇"]
    for name, content in inside.items():
        for needle in needles:
            assert needle not in name
            assert needle.encode() not in content, f"{needle} in {name}"
    shared = json.loads(inside["glossary.json"])
    assert [d["name"] for d in shared["documents"]] == ["open-report.txt"]
    assert all(
        o["document"] == shared["documents"][0]["id"]
        for item in (*shared["terms"], *shared["candidates"])
        for o in item["occurrences"]
    )
    assert re.search(r"left out: informant-wang.txt \(restricted\): .*\d+ places of", said.out)
    assert "left out: broken-source.docx (was not read)" in said.out


def test_the_same_build_gives_the_same_copy(build: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert run(["share", str(build), "-o", str(tmp_path / name), "--quiet"]) == Exit.DONE
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_without_working_files_the_originals_are_needed(
    build: Path, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["clean", str(build), "--quiet"]) == Exit.DONE
    target = tmp_path / "copy.zip"
    assert run(["share", str(build), "-o", str(target)]) == Exit.UNREADABLE
    assert "--originals" in capsys.readouterr().err
    assert not target.exists()
    assert run(["share", str(build), "-o", str(target), "--originals", str(folder)]) == Exit.DONE


def test_nothing_is_public_unless_said(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "open-report.txt.source.toml").write_text('sensitivity = "publik"\n', "utf-8")
    (folder / "broken-source.docx").unlink()
    assert run(["build", str(folder), "-o", str(tmp_path / "out")]) == Exit.DONE
    assert "taken for restricted" in capsys.readouterr().err
    assert run(["share", str(tmp_path / "out"), "-o", str(tmp_path / "x.zip")]) == Exit.USAGE
    assert "no document of this build is public" in capsys.readouterr().err


def test_the_note_beside_a_file_wins_over_the_option(folder: Path, tmp_path: Path) -> None:
    (folder / "informant-wang.txt.source.toml").write_text('sensitivity = "secret"\n', "utf-8")
    out = tmp_path / "out"
    run(["build", str(folder), "-o", str(out), "--sensitivity", "public", "--quiet"])
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    told = {d["name"]: d["sensitivity"] for d in manifest["documents"]}
    assert told == {"open-report.txt": "public", "informant-wang.txt": "secret"}


def test_a_twin_that_is_not_public_keeps_both_back(folder: Path, tmp_path: Path) -> None:
    (folder / "zz-copy.txt").write_text(OPEN, "utf-8")
    out = tmp_path / "out"
    run(["build", str(folder), "-o", str(out), "--quiet"])
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert {d["sensitivity"] for d in manifest["documents"]} == {"restricted"}


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("Dropbox/case/out", "Dropbox"),
        ("OneDrive - Some Office/out", "OneDrive"),
        ("坚果云/案", "Nutstore"),
        ("megaphone/out", ""),
        ("plain/out", ""),
    ],
)
def test_folders_that_are_copied_away(tmp_path: Path, place: str, service: str) -> None:
    assert cloud_folder(tmp_path / place) == service


def test_a_folder_is_known_by_what_a_service_leaves_in_it(
    build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    synced = tmp_path / "synced"
    (synced / ".stfolder").mkdir(parents=True)
    assert run(["share", str(build), "-o", str(synced / "x.zip"), "--quiet"]) == Exit.DONE
    assert "copied to other machines by Syncthing" in capsys.readouterr().err


PERSONAL = re.compile(
    rb"<(?:dc:creator|cp:lastModifiedBy|Company|Manager|Template|HyperlinkBase)>([^<]+)<"
    rb"|w:attachedTemplate|file:///|/home/|/Users/|/tmp/|/work/|[A-Z]:\\\\|absPath|transacGrp|tig-user",
)


def test_no_author_company_template_or_path(build: Path, tmp_path: Path) -> None:
    """Opens every DOCX, XLSX and TBX of a build and of its copy, and looks."""
    assert run(["share", str(build), "-o", str(tmp_path / "x.zip"), "--quiet"]) == Exit.DONE
    inside = members((tmp_path / "x.zip").read_bytes())
    for path in build.rglob("*"):
        if path.is_file() and ".work" not in path.parts:
            inside[f"build/{path.name}"] = data = path.read_bytes()
            if data.startswith(b"PK\x03\x04"):
                inside |= members(data, f"build/{path.name}!")
    looked = [n for n in inside if ".xlsx!" in n or ".docx!" in n or n.endswith(".tbx")]
    assert len(looked) > 20
    for name in looked:
        found = PERSONAL.search(inside[name])
        assert found is None, f"{name}: {found[0][:80]!r}"
        assert str(tmp_path).encode() not in inside[name]
