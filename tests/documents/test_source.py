"""Source facts: from a note beside the file, from metadata, from bylines; never made up."""

from __future__ import annotations

import pytest

from .conftest import Desk

BODY = "今年以来，全县政法机关坚持党对政法工作的绝对领导，扎实推进平安建设各项工作。"

CASES = [
    ("来源：青柳日报　发布时间：2021-03-05 10:20", "青柳日报", "2021-03-05", ""),
    ("时间：2021年3月5日  来源：青柳县政法委  作者：某某", "青柳县政法委", "2021-03-05", "某某"),
    ("2021/3/5 来源: 青柳長安網 編輯: 某某", "青柳長安網", "2021-03-05", ""),
    ("2021年03月05日", "", "2021-03-05", ""),
    ("二〇二一年三月五日", "", "2021-03-05", ""),
    ("二〇二一年十二月三十一日", "", "2021-12-31", ""),
    ("2021年3月5日，县委政法委召开会议，部署平安建设工作。", "", "", ""),
    ("资金来源于县财政", "", "", ""),
]


@pytest.mark.parametrize(("line", "publisher", "date", "author"), CASES)
def test_byline(desk: Desk, line: str, publisher: str, date: str, author: str) -> None:
    source = desk.read("a.txt", f"平安建设见闻\n{line}\n{BODY}\n").source
    assert (source.publisher, source.date, source.author) == (publisher, date, author)


def test_nothing_said_is_source_unidentified(desk: Desk) -> None:
    source = desk.read("a.txt", BODY).source
    assert not source.identified()
    assert source.title == ""


def test_a_note_beside_the_file_wins(desk: Desk) -> None:
    desk.put("a.txt.source.toml", 'publisher = "青柳网"\ndate = 2021-03-06\ntitle = "通报"\n')
    source = desk.read("a.txt", f"来源：别处\n{BODY}").source
    assert (source.publisher, source.date, source.title) == ("青柳网", "2021-03-06", "通报")
    assert source.origin == "source note"


def test_a_note_with_a_mistake_is_listed(desk: Desk) -> None:
    desk.put("a.txt.source.toml", 'publischer = "青柳网"\n')
    (loss,) = desk.read("a.txt", BODY).losses
    assert loss.kind == "source-note"
    assert "publischer" in loss.detail


def test_a_broken_note_does_not_stop_the_document(desk: Desk) -> None:
    desk.put("a.txt.source.toml", "publisher =")
    assert [x.kind for x in desk.read("a.txt", BODY).losses] == ["source-note"]
