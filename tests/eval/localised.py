"""
Mainland texts sent through localising converters, restored, and compared with what they were.

`routes` are the converters at hand (peers count where they are installed; zhconv-rs is GPL and never
shipped; New TongWenTang and LibreOffice by their tables in `tables`); `score` sends documents through
one and counts, place by place, against the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec

from tests.eval.tables import by_tables

from zhengming.text.hanzi import fold
from zhengming.text.script import convert, to_hans
from zhengming.text.script.engine import built_in
from zhengming.text.wording import restore
from zhengming.text.wording.restore import Restoration

MARKS = str.maketrans("「」『』", "“”‘’")  # quotation marks are not wording
Span = tuple[int, int]
Route = Callable[[str], str]


def routes() -> dict[str, Route]:
    found: dict[str, Route] = {"opencc s2twp": built_in("s2twp"), "opencc s2hkp": built_in("s2hkp")}
    if find_spec("opencc_jieba_pyo3"):
        import opencc_jieba_pyo3

        found["opencc-jieba s2twp"] = opencc_jieba_pyo3.OpenCC("s2twp").convert
    if find_spec("zhconv_rs"):
        import zhconv_rs

        for region in ("zh-tw", "zh-hk"):
            found[f"zhconv-rs {region}"] = lambda text, to=region: zhconv_rs.zhconv(text, to)
    if find_spec("zhtw"):
        import zhtw

        found["zhtw"] = zhtw.convert
    return found | by_tables()


def script_alone(text: str) -> str:
    """Exchange the script and no word."""
    return convert(text, to="tw", source="hans").text


@dataclass
class Score:
    """Counts over documents; a place is a stretch of the original whose wording was exchanged."""

    characters: int = 0
    localised: int = 0
    restored: int = 0
    shown: int = 0
    edits: int = 0
    right: int = 0
    broken: int = 0

    def __str__(self) -> str:
        return (
            f"{self.localised} words localised, edits right {self.right / max(1, self.edits):.4f}, "
            f"restored {self.part(self.restored):.4f}, restored or shown {self.part(self.shown):.4f}, "
            f"broken per 10,000 characters {self.broken / self.characters * 10_000:.2f}"
        )

    def part(self, count: int) -> float:
        return count / max(1, self.localised)


def exchanged(mainland: str, localised: str) -> Iterator[tuple[Span, Span]]:
    """Yield where two versions of a line differ in more than script: spans in both."""
    left, right = fold(mainland.translate(MARKS)), fold(localised.translate(MARKS))
    if left == right:
        return
    last: tuple[int, int, int, int] | None = None
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if last and a <= last[1]:
            last = (last[0], b, last[2], d)
            continue
        if last:
            yield last[:2], last[2:]
        last = (a, b, c, d)
    if last:
        yield last[:2], last[2:]


def touches(span: Span, others: Sequence[Span]) -> bool:
    start, end = span[0], max(span[1], span[0] + 1)
    return any(a < end and start < max(b, a + 1) for a, b in others)


def score(documents: Sequence[str], route: Route, *, always: bool = False) -> Score:
    """Localise documents by a route, restore them (`always`: whatever their verdict), and compare."""
    total = Score()
    for document in documents:
        localised = route(document)
        _add(total, document, localised, restore(localised, always=always))
    return total


def _add(total: Score, mainland: str, localised: str, restoration: Restoration) -> None:
    total.characters += len(mainland)
    at_input = at_output = 0
    lines = (mainland, localised, to_hans(localised), restoration.text)
    for original, given, plain, result in zip(*(t.split("\n") for t in lines), strict=True):
        differences = list(exchanged(original, result))
        missing, wrong = [a for a, _ in differences], [b for _, b in differences]
        here = (at_input, at_input + len(given))
        doubts = [
            (d.start - at_input, d.end - at_input)
            for d in restoration.doubts
            if here[0] <= d.start < here[1]
        ]
        words = list(exchanged(original, plain))
        for place, there in words:
            ok = not touches(place, missing)
            total.localised += 1
            total.restored += ok
            total.shown += ok or touches(there, doubts)
        for edit in restoration.edits:
            if here[0] <= edit.start < here[1]:
                start, end = restoration.alignment.to_output(edit.start, edit.end)
                right = not touches((start - at_output, end - at_output), wrong)
                source = (edit.start - at_input, edit.end - at_input)
                total.edits += 1
                total.right += right
                total.broken += not right and not touches(source, [there for _, there in words])
        at_input += len(given) + 1
        at_output += len(result) + 1


def places_localised(mainland: str, localised: str) -> int:
    """Count the places where a converter exchanged the wording."""
    lines = zip(mainland.split("\n"), to_hans(localised).split("\n"), strict=True)
    return sum(len(list(exchanged(a, b))) for a, b in lines)
