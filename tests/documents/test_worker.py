"""The limited child: one for a batch, none for plain text, a new one after a kill."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zhengming.base.document import Document, Refusal
from zhengming.base.errors import Refused
from zhengming.documents.read import Reader
from zhengming.documents.worker import FORBIDDEN, Limits, _no_network, limits

from .conftest import Desk
from .samples import docx, para


def test_plain_text_starts_no_child(desk: Desk) -> None:
    with Reader() as reader:
        reader.read(desk.put("a.txt", "政法工作"))
        reader.read(desk.put("a.html", "<p>政法工作</p>"))
        assert reader.worker.started == 0


def test_one_child_lives_through_a_batch(desk: Desk) -> None:
    with Reader() as reader:
        for name in ("a.docx", "b.docx", "c.docx"):
            assert reader.read(desk.put(name, docx(para(name)))).text == name
        assert reader.worker.started == 1


def test_a_killed_child_is_replaced_and_the_batch_goes_on(desk: Desk) -> None:
    slow = docx(para("维护稳定") * 400_000)
    desk.put("a.docx", docx(para("之前")))
    desk.put("b.docx", slow)
    desk.put("c.docx", docx(para("之后")))
    with Reader(Limits(seconds=5)) as reader:
        got = list(reader.read_all([desk.folder]))
    first, second, third = got
    assert isinstance(first, Document)
    assert isinstance(second, Refusal)
    assert isinstance(third, Document)
    assert (second.exit, third.text) == (4, "之后")
    assert "5 seconds" in second.cause
    assert reader.worker.started == 2


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_file_that_wants_too_much_memory_is_refused(desk: Desk) -> None:
    path = desk.put("a.docx", docx(para("维护稳定" * 100) * 20_000))
    with Reader(Limits(memory=100 << 20)) as reader, pytest.raises(Refused, match="memory"):
        reader.read(path)


def test_an_answer_that_is_too_long_is_refused(desk: Desk) -> None:
    path = desk.put("a.docx", docx(para("稳" * 20_000)))
    with Reader(Limits(output=50_000)) as reader, pytest.raises(Refused):
        reader.read(path)


def test_sockets_and_programs_are_refused_in_the_child() -> None:
    for event in ("socket.connect", "subprocess.Popen", "os.system", "os.exec"):
        assert event.startswith(FORBIDDEN)
        with pytest.raises(Refused):
            _no_network(event, ())
    _no_network("open", ())


def test_limits_say_what_holds_here() -> None:
    assert limits()["time"]
    assert limits()["memory"] == (sys.platform == "linux")


def test_the_child_gets_no_secret_from_the_environment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/environ").exists():
        pytest.skip("needs /proc to look into another process")
    monkeypatch.setenv("A_SECRET", "x")
    with Reader() as reader:
        reader.read(desk.put("a.docx", docx(para("政法"))))
        child = reader.worker._child
        assert child is not None
        assert b"A_SECRET" not in Path(f"/proc/{child.pid}/environ").read_bytes()
