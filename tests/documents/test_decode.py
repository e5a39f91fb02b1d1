"""Which encoding: what is said, what is guessed, what else it could have been."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.errors import Unreadable, Usage
from zhengming.documents.decode import canonical, decode

HANS = "中共青柳县委政法委员会关于维护社会稳定工作的通知"
HANT = "中共青柳縣委政法委員會關於維護社會穩定工作的通知"


@pytest.mark.parametrize("length", [2, 3, 4, 8, 24])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_guess(encoding: str, length: int) -> None:
    text = (
        (HANT if encoding == "big5hkscs" else HANS)[:length] if length > 4 else "政法工作"[:length]
    )
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed_and_left_out(encoding: str) -> None:
    text, decoding, _ = decode(HANS.encode(encoding))
    assert text == HANS
    assert decoding.basis == "bom"


def test_what_the_user_says_wins() -> None:
    text, decoding, _ = decode(HANS.encode(), encoding="latin-1")
    assert (text, decoding.basis) == (HANS.encode().decode("latin-1"), "given")
    assert decode("綜治".encode("big5"), encoding="big5", declared="gbk")[0] == "綜治"


def test_a_wrong_declaration_is_said() -> None:
    text, decoding, losses = decode(HANS.encode(), declared="big5")
    assert (text, decoding.basis) == (HANS, "guessed")
    assert 'says it is "big5"' in losses[0].detail


def test_a_western_declaration_over_chinese_is_not_believed() -> None:
    assert decode(HANS.encode("gbk"), declared="iso-8859-1")[0] == HANS


def test_the_runner_up_is_recorded() -> None:
    assert decode(HANS.encode("gbk"))[1].runner_up == "big5hkscs"


def test_an_unknown_encoding_is_a_mistake_of_the_call() -> None:
    with pytest.raises(Usage, match="not an encoding"):
        decode(b"a", encoding="x-none")
    assert canonical("base64") == ""


def test_western_text_keeps_its_accents() -> None:
    text = "Le garçon déjà vu à l'école, où il était resté très tard hier soir."
    assert decode(text.encode("cp1252"))[0] == text


def test_a_long_plain_beginning_does_not_mislead() -> None:
    data = b"x" * 100_000 + b"\n" + HANS.encode("gb18030")
    assert decode(data)[0].endswith(HANS)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_utf8_comes_back_whole(text: str) -> None:
    assert decode(text.encode(), encoding="utf-8")[0] == text


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    """Whatever comes out, encoding it again gives the bytes back: nothing was made up."""
    with contextlib.suppress(Unreadable):
        text, decoding, _ = decode(data)
        if decoding.basis == "guessed" and not data.startswith(b"\xef\xbb\xbf"):
            assert text.encode(decoding.encoding) == data or decoding.encoding != "utf-8"
