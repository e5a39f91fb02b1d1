"""The term list lies where OmegaT looks for it, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengming.cli import run

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<glossary_dir>{folder}</glossary_dir></project></omegat>"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "source").mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT.format(folder="__DEFAULT__"))
    (folder / "source" / "a.txt").write_text("县委政法委推进信访与维稳工作。", encoding="utf-8")
    return folder


def test_terms_of_the_documents_land_in_the_glossary_folder(project: Path) -> None:
    assert run(["into-omegat", str(project), str(project / "source" / "a.txt"), "--quiet"]) == 0
    rows = (project / "glossary" / "zhengming.utf8").read_text("utf-8").splitlines()
    sources = {row.split("\t")[0] for row in rows}
    assert {"信访", "维稳"} <= sources
    assert all(row.count("\t") == 2 for row in rows)


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("维稳", encoding="utf-8")
    assert run(["into-omegat", str(tmp_path), str(tmp_path / "a.txt")]) == 2


def test_glossaries_outside_the_project_are_left_alone(project: Path) -> None:
    (project / "omegat.project").write_text(PROJECT.format(folder="../elsewhere"))
    assert run(["into-omegat", str(project), str(project / "source" / "a.txt")]) == 2
    assert not (project.parent / "elsewhere").exists()


def test_a_project_file_with_an_entity_is_not_resolved(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    evil = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><omegat><glossary_dir>&e;</glossary_dir></omegat>'
    (project / "omegat.project").write_text(evil)
    run(["into-omegat", str(project), str(project / "source" / "a.txt"), "--quiet"])
    assert not list(project.rglob("*secret*"))
