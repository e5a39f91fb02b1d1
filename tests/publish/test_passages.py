"""Sentences around places, and how much of a document is explained."""

from __future__ import annotations

from zhengming.base.findings import Build, Occurrence
from zhengming.publish.pages.quotation import quote
from zhengming.publish.passages import explained, passage


def test_a_passage_is_a_sentence_as_written(build: Build) -> None:
    document = build.documents[0].document
    place = next(f for f in build.found if f.term.id == "jianshi-juzhu").occurrences[0]
    found = passage(document, place)
    assert found.text == "对两人采取监视居住，其中一人随后解除。"
    assert document.text[found.start : found.end] == found.text
    assert found.surface == "监视居住"
    assert found.page == "iv"


def test_every_passage_stands_in_its_document(build: Build) -> None:
    texts = {e.document.id: e.document for e in build.documents}
    for found in build.found:
        for place in found.occurrences:
            shown = passage(texts[place.document], place)
            assert texts[place.document].text[shown.start : shown.end] == shown.text
            assert shown.surface == place.surface


def test_a_long_sentence_is_cut_and_says_so(build: Build) -> None:
    document = build.documents[0].document
    place = next(f for f in build.found if f.term.id == "jianshi-juzhu").occurrences[0]
    short = passage(document, place, reach=2)
    assert (short.cut_before, short.cut_after) == (True, True)
    assert quote(document, short).startswith("“[…]采取监视居住，其[…]”")


def test_a_quotation_says_where_it_stands(build: Build) -> None:
    document = build.documents[0].document
    place = next(f for f in build.found if f.term.id == "jianshi-juzhu").occurrences[0]
    text = quote(document, passage(document, place))
    for fact in ("关于平安工作的报告", "某县", "2020-01-02", "p. iv", "https://example.org/r"):
        assert fact in text
    assert document.sha256 in text


def test_repeats_and_furniture_are_not_explained(build: Build) -> None:
    report = build.documents[0]
    possible = [o for o in build.candidates[0].occurrences if o.document == report.document.id]
    share = explained(report, possible)
    repeated = next(p for p in report.document.paragraphs if p.repeat)
    beside = Occurrence(report.document.id, repeated.start, repeated.end, "", 3, repeat=True)
    assert explained(report, [*possible, beside]) == share
    assert 0 < share.possible < share.known < share.total
