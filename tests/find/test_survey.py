"""A collection too large to be looked at whole: what is selected, how it is counted, how it is bounded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.eval.labelled import as_document

from zhengming.base.document import Document
from zhengming.documents.batch import Files
from zhengming.find.extract import Extraction
from zhengming.find.large import scale
from zhengming.find.large.recount import Counter, total
from zhengming.find.large.scale import extract_large
from zhengming.find.large.select import Selection
from zhengming.find.large.shards import Origin, Piece, grouped, parts_of
from zhengming.find.large.survey import Surveyor, unit_ends
from zhengming.find.large.tally import Strings, recurring
from zhengming.text.segment import Hasher, code_points
from zhengming.words.glossary import load_glossary

WORDS = load_glossary(user=False)
KINDS = ["雪亮工程", "社会治安防控体系", "人民调解", "“枫桥经验”", "矛盾纠纷"]
LINES = [f"第{n}中队推进{KINDS[n % 5]}建设,{KINDS[n % 3]}不断完善。\n" for n in range(200)]


def documents() -> list[Document]:
    return [as_document("".join(LINES[n * 20 :]), f"d{n}") for n in range(8)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything count as large."""
    monkeypatch.setattr(scale, "SHARD", 500)
    monkeypatch.setattr(scale, "SURVEYED", 2000)
    monkeypatch.setattr(scale, "SELECTED", 3000)
    monkeypatch.setattr(scale, "SELECTED_SHARD", 1500)


@given(st.text(alphabet="政法委平安,", max_size=60), st.integers(2, 4))
def test_recurring_strings_against_counting_them_one_by_one(text: str, floor: int) -> None:
    codes = code_points(text)
    found = {}
    for group in recurring(codes, Hasher(codes), floor):
        for at, count, nth in zip(group.places, group.count, group.nth, strict=True):
            string = text[at : at + group.size]
            found.setdefault(string, []).append((int(nth), int(at)))
            assert len([i for i in range(len(text)) if text.startswith(string, i)]) == count
    for places in found.values():
        assert [nth for nth, _ in sorted(places)] == list(range(len(places)))
    grams = {text[i : i + n] for n in range(2, 9) for i in range(len(text) - n + 1)}
    often = {
        g
        for g in grams
        if "," not in g and sum(text.startswith(g, i) for i in range(len(text))) >= floor
    }
    assert set(found) == often


@given(st.text(alphabet="政法委平安", max_size=60))
def test_given_strings_are_found_wherever_they_stand(text: str) -> None:
    keys = ["政", "政法", "法委平", "政法委平安政法", "安" * 30]
    codes = code_points(text)
    found = sorted(
        (int(a), int(r))
        for _, at, rows in Strings(keys).find(Hasher(codes), len(codes))
        for a, r in zip(at, rows, strict=True)
    )
    assert found == sorted(
        (i, r) for i in range(len(text)) for r, k in enumerate(keys) if text.startswith(k, i)
    )


def test_a_document_that_goes_on_in_the_next_shard_counts_once() -> None:
    keys = ["雪亮工程", "枫桥经验", "没有的"]
    given_ = documents()
    totals = total(map(Counter(keys), grouped(parts_of(given_, 1000), 1000)), keys)
    plain = ["".join(d.text).replace("“", "").replace("”", "") for d in given_]
    assert totals.count.tolist() == [sum(t.count(k) for t in plain) for k in keys]
    assert totals.documents.tolist() == [sum(k in t for t in plain) for k in keys]


@pytest.mark.usefixtures("small")
def test_places_of_a_large_collection_are_places_of_its_documents() -> None:
    texts = {d.id: d for d in documents()}
    found = extract_large(documents(), WORDS)
    assert found.candidates
    for one in found.candidates:
        for o in one.occurrences:
            document = texts[o.document]
            assert document.text[o.start : o.end] == o.surface
            paragraph = document.paragraphs[o.paragraph]
            assert paragraph.start <= o.start < o.end <= paragraph.end
    terms = {c.term: c for c in found.candidates}
    for term in ("雪亮工程", "人民调解"):
        assert terms[term].count == sum(d.text.count(term) for d in documents())
        assert terms[term].documents == len(texts)
        assert terms[term].why.startswith(f"found {terms[term].count} times")


@pytest.mark.usefixtures("small")
def test_processes_give_the_same_of_a_large_collection() -> None:
    assert extract_large(documents(), WORDS, jobs=2) == extract_large(documents(), WORDS)


def test_a_selection_is_bounded_and_holds_every_known_term() -> None:
    selection = Selection(600)
    survey = Surveyor(["枫桥经验"])
    for number, line in enumerate(LINES):
        document = as_document(line * 3 + "开展枫桥经验学习。\n", f"d{number}")
        origin = Origin(document.sha256, document.name)
        selection.add((origin,), survey((Piece(document, origin),)))
    text = "".join(p.document.text for p in selection.pieces(100))
    assert 0 < len(text) <= 1300
    assert "枫桥经验" in text


def test_units_of_a_line_without_an_end() -> None:
    text = "的" * 2000 + "。" + "法" * 100 + "\n短。\n"
    ends = unit_ends(text)
    assert ends[-1] == len(text)
    assert np.diff(ends, prepend=0).max() <= 600


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_giant_file_is_read_in_stretches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, small: None
) -> None:
    from zhengming.documents import giant

    text = "".join(LINES)
    (tmp_path / "big.txt").write_bytes(text.encode(encoding))
    whole = found_in(tmp_path)
    monkeypatch.setattr(giant, "GIANT", 1000)
    monkeypatch.setattr(giant, "STRETCH", 3000)
    found = found_in(tmp_path)
    assert [c.term for c in found.candidates][:3] == [c.term for c in whole.candidates][:3]
    lines = text.split("\n")
    for one in found.candidates:
        for o in one.occurrences:
            assert text[o.start : o.end] == o.surface
            assert o.surface in lines[o.paragraph]


def found_in(folder: Path) -> Extraction:
    files = Files([folder])
    found = extract_large(files, WORDS)
    assert len(files.documents) == 1
    return found


def test_a_broken_byte_refuses_a_giant_file_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from zhengming.documents import giant

    monkeypatch.setattr(giant, "GIANT", 1000)
    monkeypatch.setattr(giant, "HEAD", 1000)
    (tmp_path / "a.txt").write_bytes("".join(LINES).encode() + b"\xff" + "".join(LINES).encode())
    (tmp_path / "b.txt").write_text("推进平安建设。", encoding="utf-8")
    files = Files([tmp_path])
    assert [d.name for d in files] == ["b.txt"]
    (refusal,) = files.refusals
    assert refusal.name == "a.txt"
    assert f"byte {len(''.join(LINES).encode()):,}" in refusal.cause


def test_a_file_that_changes_between_two_walks(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("推进平安建设。", encoding="utf-8")
    files = Files([path])
    files._room = 0
    assert len(list(files)) == 1
    path.write_text("推进法治建设。", encoding="utf-8")
    with pytest.raises(Exception, match="changed"):
        list(files)
