"""The first five minutes: a path as it is dragged in, a folder beside it, never over something."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from zhengming.cli.welcome import beside, dragged


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of other systems")
@pytest.mark.parametrize(
    ("pasted", "path"),
    [
        ("/tmp/a\\ b.txt", "/tmp/a b.txt"),  # Terminal on macOS
        ("'/tmp/a b.txt' ", "/tmp/a b.txt"),  # GNOME Terminal
        ('"/tmp/政法.txt"', "/tmp/政法.txt"),
        ("/tmp/it's.txt", "/tmp/it's.txt"),
        ("/tmp/a b.txt", "/tmp/a b.txt"),
    ],
)
def test_dragged_paths(pasted: str, path: str) -> None:
    assert dragged(pasted) == Path(path)


def test_the_result_lies_beside_and_over_nothing(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("政法")
    first = beside(report)
    assert first.parent == tmp_path
    first.mkdir()
    second = beside(report)
    assert second != first
    (first / "manifest.json").write_text("{}")
    assert beside(report) == first
