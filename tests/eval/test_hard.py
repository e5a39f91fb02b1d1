"""
Hard cases as users reported them, and further ones of the same kinds, beside the peers.

`hard-cases.tsv` was collected by people who had not seen the program; sentences are our own,
"after" names the report that a case follows, `|` stands between answers that are all right. Some
("tune") may be looked at, the others ("report") are only counted.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from zhengming.text.script import to_hans, to_hant
from zhengming.text.script.engine import built_in
from zhengming.text.wording import restore

pytestmark = pytest.mark.eval
HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["hard"]
Run = Callable[[str, str], str]
TARGETS = {"s2t": "hant", "s2tw": "tw", "s2hk": "hk"}
KINDS = (*TARGETS, "t2s")


def cases() -> list[list[str]]:
    lines = (HERE / "hard-cases.tsv").read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def ours(kind: str, text: str) -> str:
    return to_hans(text) if kind == "t2s" else to_hant(text, TARGETS[kind])


def peers() -> dict[str, Run]:
    own = {kind: built_in(kind) for kind in KINDS}
    found: dict[str, Run] = {"opencc": lambda kind, text: own[kind](text)}
    if find_spec("opencc_jieba_pyo3"):
        import opencc_jieba_pyo3

        converters = {kind: opencc_jieba_pyo3.OpenCC(kind) for kind in KINDS}
        found["opencc-jieba"] = lambda kind, text: converters[kind].convert(text)
    if find_spec("zhconv_rs"):
        import zhconv_rs

        names = {"s2t": "zh-hant", "s2tw": "zh-hant", "s2hk": "zh-hk", "t2s": "zh-hans"}
        found["zhconv-rs"] = lambda kind, text: zhconv_rs.zhconv(text, names[kind])
    return found


def test_script() -> None:
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[str] = Counter()
    runs = {"ours": ours, **peers()}
    for part, kind, text, expected, _ in cases():
        if kind == "wording":
            continue
        total[part] += 1
        for name, run in runs.items():
            right[name, part] += run(kind, text) in expected.split("|")
    shares = {at: right[at] / total[at[1]] for at in right}
    print("\nhard cases of script:", {" ".join(at): round(s, 3) for at, s in shares.items()})
    assert shares["ours", "report"] >= FLOORS["script"]
    assert all(shares["ours", "report"] > s for at, s in shares.items() if at[0] != "ours")


def test_wording() -> None:
    """As a user gets it, the verdict on each snippet included."""
    peer = built_in("tw2sp")
    restored, shown, blind, total = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for part, kind, text, expected, _ in cases():
        if kind == "wording":
            answers = expected.split("|")
            result = restore(text)
            total[part] += 1
            restored[part] += result.text in answers
            shown[part] += result.text in answers or bool(result.doubts)
            blind[part] += peer(text) in answers
    for part, count in total.items():
        print(
            f"\nhard cases of wording, {part}: right {restored[part] / count:.3f}, right or with a "
            f"doubt {shown[part] / count:.3f}, opencc tw2sp {blind[part] / count:.3f}"
        )
    assert restored["report"] / total["report"] >= FLOORS["wording"]
