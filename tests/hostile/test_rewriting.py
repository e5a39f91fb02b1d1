"""Hostile and faulty files, as rewriting meets them: refused with a reason, never a traceback."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

import pytest
from tests.documents.samples import docx, para, zipped
from tests.documents.shapes import SHAPES, TMX, XLIFF1

from zhengming.base.errors import Refused, Unreadable, ZhengmingError
from zhengming.documents import rewrite as room
from zhengming.documents.rewrite import Manner, Rewriting, rewrite
from zhengming.text.script import convert

CHANGE = partial(convert, to="tw")


def outcome(folder: Path, name: str, data: bytes) -> Rewriting | ZhengmingError:
    path = folder / name
    path.write_bytes(data)
    try:
        result: Rewriting | ZhengmingError = rewrite(path, CHANGE, Manner("tw"))
    except ZhengmingError as error:
        result = error
    if isinstance(result, ZhengmingError):
        assert name in result.line()
        assert result.remedy
    assert path.read_bytes() == data
    return result


@pytest.mark.parametrize("name", SHAPES)
def test_cut_and_flipped_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """H15 for every format that is rewritten; without the limited child, which would hide faults."""
    monkeypatch.setattr(room, "IN_WORKER", ())
    data, chance = SHAPES[name], random.Random(name)
    for number in range(40):
        broken = bytearray(data)
        if number % 2:
            del broken[chance.randrange(len(data)) :]
        for _ in range(3):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        outcome(tmp_path, name, bytes(broken))


def test_h01_a_part_that_inflates_to_300_mb(tmp_path: Path) -> None:
    bomb = zipped({"[Content_Types].xml": "<x/>", "word/document.xml": b" " * 300_000_000})
    assert isinstance(outcome(tmp_path, "a.docx", bomb), Refused)


def test_h07_deep_nesting(tmp_path: Path) -> None:
    deep = docx("<w:sdt>" * 60_000 + para("国家") + "</w:sdt>" * 60_000)
    assert isinstance(outcome(tmp_path, "a.docx", deep), Refused)
    marks = XLIFF1.replace("处理<ept", f"{'<g>' * 5_000}国{'</g>' * 5_000}<ept")
    assert isinstance(outcome(tmp_path, "a.xlf", marks.encode()), Refused)


def test_h14_an_empty_file(tmp_path: Path) -> None:
    assert isinstance(outcome(tmp_path, "a.xlf", b""), Unreadable)


def test_h22_to_h30_characters_that_do_not_show_are_kept(tmp_path: Path) -> None:
    kept = "\x00\x1b\u202e\u200b\u2060\U00020bb7\ue000⿰亻\u0301□"
    done = outcome(tmp_path, "a.txt", f"{'县公安局' * 20}\n国{kept}家\n".encode())
    assert isinstance(done, Rewriting)
    assert done.data.decode() == f"{'縣公安局' * 20}\n國{kept}家\n"


def test_a_dtd_that_is_only_named_is_not_fetched(tmp_path: Path) -> None:
    named = TMX.replace('"tmx14.dtd"', '"http://127.0.0.1:9/tmx14.dtd"')
    assert isinstance(outcome(tmp_path, "a.tmx", named.encode()), Rewriting)


@pytest.mark.parametrize(
    "unit", ["`", "``a`", "[", "](", "[a](b", "<a", "{#", "[^", "http://", "a@"]
)
def test_h32_marks_that_never_close_take_linear_time(tmp_path: Path, unit: str) -> None:
    from time import process_time

    def cpu(count: int) -> float:
        begun = process_time()
        outcome(tmp_path, "a.md", f"国 {unit * count}".encode())
        return process_time() - begun

    cpu(10)
    assert cpu(8_000) < 8 * max(cpu(2_000), 0.05)
