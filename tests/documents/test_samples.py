"""The shipped samples are read whole, and what LibreOffice makes of one says the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from zhengming.base.document import Document
from zhengming.base.places import words_dir
from zhengming.documents.read import read_document, read_documents

SAMPLES = words_dir() / "samples"
DOCX = SAMPLES / "jichuan-jiandu.docx"


def test_every_sample_is_read_and_has_a_title() -> None:
    documents = list(read_documents([SAMPLES]))
    assert len(documents) == 6
    for document in documents:
        assert isinstance(document, Document)
        assert document.source.title
        assert {loss.kind for loss in document.losses} <= {"included-inserted", "included-deleted"}


def test_both_scripts_and_four_formats_are_there() -> None:
    documents = [d for d in read_documents([SAMPLES]) if isinstance(d, Document)]
    assert {d.format for d in documents} == {"text", "markdown", "html", "docx"}
    assert any("資訊化" in d.text for d in documents)


def bare(document: Document, *, kinds: tuple[str, ...] = ("paragraph", "heading", "table")) -> str:
    said = [p for p in document.paragraphs if p.kind in kinds and "deleted" not in p.marks]
    return "".join("".join(document.text[p.start : p.end].split()) for p in said)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice: apt-get install libreoffice-writer-nogui")
    return tmp_path_factory.mktemp("office")


def converted(office: Path, kind: str) -> Document:
    profile = f"-env:UserInstallation=file://{office}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(office),
        str(DOCX),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return read_document(office / f"{DOCX.stem}.{kind}")


@pytest.mark.consumer
@pytest.mark.parametrize("kind", ["odt", "rtf", "docx"])
def test_what_libreoffice_writes_says_the_same(office: Path, kind: str) -> None:
    original, copy = read_document(DOCX), converted(office, kind)
    assert bare(copy) == bare(original)
    notes = [p.kind for p in copy.paragraphs].count("footnote")
    assert notes == 1
    assert [p.marks for p in copy.paragraphs if "deleted" in p.marks] == [("deleted",)]
    levels = [(p.kind, p.level) for p in copy.paragraphs if p.kind == "heading"]
    assert levels == [("heading", 1), ("heading", 2), ("heading", 2), ("heading", 2)]


@pytest.mark.consumer
def test_a_pdf_from_libreoffice_holds_the_same_characters(office: Path) -> None:
    original, copy = read_document(DOCX), converted(office, "pdf")
    assert [p.label for p in copy.pages] == ["1"]
    for sentence in bare(original, kinds=("paragraph",)).split("。")[:3]:
        assert sentence in "".join(copy.text.split())


@pytest.mark.consumer
def test_an_old_doc_is_named_with_the_way_out(office: Path) -> None:
    from zhengming.base.errors import Unreadable

    with pytest.raises(Unreadable, match="save as DOCX"):
        converted(office, "doc")
