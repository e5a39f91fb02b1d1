"""jieba's list of words, which recipes learn from: `read_list`. The program itself never reads it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def read_list() -> Iterator[tuple[str, int, str]]:
    """Yield each word, how often it was met where the list was counted, and its part of speech."""
    lines = resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines()
    for word, often, pos in (line.split(" ") for line in lines):
        yield word, int(often), pos
