"""One changed byte, one shifted place, one swapped file: each is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from zhengming.base.errors import Unreadable
from zhengming.publish.verify import verify

TEXT = "县委政法委推进平安建设"
PLACE = {"document": "d1", "start": 2, "end": 5, "surface": "政法委"}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "d1.txt").write_bytes(TEXT.encode())
    (tmp_path / "glossary.xlsx").write_bytes(b"a workbook")
    write_glossary(tmp_path, PLACE)
    names = ("documents/d1.txt", "glossary.json", "glossary.xlsx")
    manifest = {
        "documents": [{"name": "a.txt", "sha256": digest(b"original")}],
        "files": {name: digest((tmp_path / name).read_bytes()) for name in names},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def write_glossary(folder: Path, place: dict[str, object]) -> None:
    document = {
        "id": "d1",
        "name": "a.txt",
        "text": "documents/d1.txt",
        "text_sha256": digest(TEXT.encode()),
    }
    glossary = {
        "documents": [document],
        "terms": [{"hans": "政法委", "occurrences": [place]}],
        "candidates": [],
    }
    (folder / "glossary.json").write_text(json.dumps(glossary), encoding="utf-8")


def test_an_untouched_build_is_clean(folder: Path) -> None:
    assert verify(folder) == []


def test_one_changed_byte(folder: Path) -> None:
    path = folder / "documents" / "d1.txt"
    path.write_bytes(path.read_bytes().replace("建".encode(), "健".encode()))
    drift = verify(folder)
    assert any("d1.txt: changed since the build" in line for line in drift)
    assert any("not the text that was read" in line for line in drift)


def test_one_shifted_place(folder: Path) -> None:
    write_glossary(folder, {**PLACE, "start": 3})
    assert any("does not read" in line for line in verify(folder))


def test_a_missing_file(folder: Path) -> None:
    (folder / "documents" / "d1.txt").unlink()
    assert "documents/d1.txt: missing" in verify(folder)


def test_a_swapped_original(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    originals = tmp_path_factory.mktemp("originals")
    (originals / "a.txt").write_bytes(b"original")
    assert verify(folder, [originals / "a.txt"]) == []
    (originals / "a.txt").write_bytes(b"another")
    assert "not the file that was read" in verify(folder, [originals / "a.txt"])[0]


def test_a_workbook_is_there_to_be_edited(folder: Path) -> None:
    (folder / "glossary.xlsx").write_bytes(b"edited")
    assert verify(folder) == []


def test_a_folder_that_is_no_build(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="missing or damaged"):
        verify(tmp_path)


def test_a_byte_that_breaks_the_text_is_named_too(folder: Path) -> None:
    text = folder / "documents" / "d1.txt"
    text.write_bytes(b"X" + text.read_bytes()[1:])
    assert any("documents/d1.txt: changed" in line for line in verify(folder))
