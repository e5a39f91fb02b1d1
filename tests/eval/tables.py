"""
Converters that are known by their tables: New TongWenTang (npm) and LibreOffice (its own library).

Both exchange the longest word their table holds; what it does not hold goes character by character
(`by_tables`). LibreOffice's table is read through the functions its library exports.
"""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from zhengming.text.script.engine import built_in

TONGWEN = Path(__file__).parents[2] / ".node" / "node_modules" / "tongwen-dict" / "dist"
LIBREOFFICE = Path("/usr/lib/libreoffice/program/libtextconv_dict.so")
LONGEST = 80


def by_tables() -> dict[str, Callable[[str], str]]:
    """Return those of the two converters whose tables are on this machine."""
    found = {}
    if TONGWEN.is_dir():
        characters, words = (
            json.loads((TONGWEN / f"s2t-{kind}.json").read_text("utf-8"))
            for kind in ("char", "phrase")
        )
        found["new tongwentang"] = _longest_first(words, characters.get)
    if LIBREOFFICE.is_file():
        standard = built_in("s2t")
        found["libreoffice"] = _longest_first(_of_libreoffice(), lambda c, _: standard(c))
    return found


def _longest_first(
    words: Mapping[str, str], character: Callable[[str, str], str]
) -> Callable[[str], str]:
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) + "|.")

    def convert(text: str) -> str:
        return pattern.sub(lambda m: words.get(m[0]) or character(m[0], m[0]), text)

    return convert


def _of_libreoffice() -> dict[str, str]:
    """Read the words from simplified to traditional: two strings, each ended by a nought, an entry."""
    library = ctypes.CDLL(str(LIBREOFFICE))
    count = ctypes.c_int32()

    def array(name: str, *arguments: object) -> list[int]:
        function = getattr(library, name)
        function.restype = ctypes.POINTER(ctypes.c_uint16)
        values = function(*arguments)
        return values[: count.value]

    units = array("getSTC_WordData", ctypes.byref(count))
    text = b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")
    index = array("getSTC_WordIndex_S2T", ctypes.byref(count))
    count.value = index[-1]
    entries = array("getSTC_WordEntry_S2T")
    pairs = (text[at : at + LONGEST].split("\0")[:2] for at in entries)
    return dict(pairs)
