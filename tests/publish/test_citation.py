"""A quotation that survives a hostile reader: original first, changes marked, file named."""

from __future__ import annotations

import hashlib
import json

import pytest

from zhengming.base.document import Document, Page, Paragraph, Source
from zhengming.base.errors import Usage
from zhengming.publish.citation import STYLES, cite, format_citation

TEXT = "市委政法委推進平安建設。\n電子員警執法。"  # political-legal committee; electronic police
SOURCE = Source(
    title="工作報告",
    publisher="某市政法網",
    date="2020-01-02",
    url="https://example.org/a",
    captured="2024-05-06",
)


def document(source: Source = SOURCE) -> Document:
    return Document(
        sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
        name="a.pdf",
        format="pdf",
        text=TEXT,
        paragraphs=(Paragraph(0, 12), Paragraph(13, 20, kind="footnote")),
        pages=(Page(0, "iv", 0, 13), Page(1, "1", 13, 20)),
        source=source,
    )


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_names_the_passage_and_the_file(style: str) -> None:
    note = format_citation(cite(document(), 0, 5), style)
    assert "市委政法委" in note
    assert document().sha256 in note
    assert "iv" in note
    assert "no translation given" in note
    assert "https://example.org/a" in note


@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_original_stands_before_what_was_restored(style: str) -> None:
    note = format_citation(cite(document(), 13, 17, restored="电子警察"), style)
    assert note.index("電子員警") < note.index("电子警察")
    assert "restored wording" in note
    assert "footnote" in note


def test_a_restoration_that_changes_nothing_is_not_shown() -> None:
    assert "restored" not in format_citation(cite(document(), 0, 5, restored="市委政法委"), "plain")


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"csl-json"}))
def test_an_unknown_source_says_so(style: str) -> None:
    assert "source unidentified" in format_citation(cite(document(Source()), 0, 5), style)


def test_csl_is_what_reference_managers_read() -> None:
    (record,) = json.loads(
        format_citation(cite(document(), 0, 5, translation="the committee"), "csl-json")
    )
    assert record["type"] == "webpage"
    assert record["issued"] == {"raw": "2020-01-02"}
    assert "the committee" in record["note"]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 2), (0, 999)])
def test_a_place_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(Usage, match="not a place"):
        cite(document(), start, end)
