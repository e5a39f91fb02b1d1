"""What nobody could see is named; everything else passes through."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhengming.publish.visible import MOST_MARKS, legal_xml, pieces, plain


@given(st.text(max_size=80))
def test_pieces_leave_nothing_out(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(text[p.start : p.end] for p in cut) == text
    assert [p.start for p in cut] == [0, *(p.end for p in cut)][: len(cut)]


def test_ordinary_text_is_left_alone() -> None:
    text = "维稳，𠮷 naïve é\n\tnext\r\n葛󠄀"
    assert plain(text) == text


def test_hidden_characters_are_named() -> None:
    assert (
        plain("a\x00\x1b\u202e\u2066\u200b\ufeff\ud800")
        == "a⟨NUL⟩⟨ESC⟩⟨RLO⟩⟨LRI⟩⟨ZWSP⟩⟨BOM⟩⟨U+D800⟩"
    )


def test_combining_marks_are_capped() -> None:
    shown = plain("e" + "\u0301" * 20_000)
    assert shown.count("\u0301") == MOST_MARKS
    assert f"+{20_000 - MOST_MARKS} marks" in shown


@given(st.text(max_size=60))
def test_legal_xml_can_be_parsed(text: str) -> None:
    from xml.sax.saxutils import escape

    from lxml import etree

    etree.fromstring(f"<a>{escape(legal_xml(text))}</a>".encode())
