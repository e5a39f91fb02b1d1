"""A kill, a full disk or a closed folder leaves the old file or the new one, never half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhengming.base import delivery
from zhengming.base.delivery import guard_cell, write_bytes, write_text, zip_bytes
from zhengming.base.errors import Usage


def test_new_content_replaces_old(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "a.txt"
    write_text(target, "旧\r\n")
    write_text(target, "新\r\n")
    assert target.read_bytes() == "新\r\n".encode()
    assert [p.name for p in target.parent.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(delivery.os if step == "fsync" else Path, step, fail)
    with pytest.raises(Usage, match="earlier file"):
        write_text(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_interruption_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    write_text(target, "old")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_text(target, "new")
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Usage, match="choose another folder"):
        write_bytes(tmp_path / "file" / "below", b"")


def test_zips_are_the_same_twice() -> None:
    members = [("b.txt", b"2"), ("a.txt", b"1")]
    assert zip_bytes(members) == zip_bytes(members)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＠", "\u00a0=", "\n="])
def test_formulas_are_guarded(start: str) -> None:
    assert guard_cell(f"{start}1") == f"'{start}1"


def test_plain_text_is_left_alone() -> None:
    assert guard_cell("政法委") == "政法委"
