"""
Conversion measured beside its peers: one-to-many characters, doubts, and the way back.

Nothing is learnt from the UD file. Of Taiwan's statutes, one in five by the hash of its code was
kept out of training. Peers count where they are installed (`pip install opencc-jieba-pyo3
opencc-pyo3 zhconv-rs` in an environment of their own; zhconv-rs is GPL and never shipped).
"""

from __future__ import annotations

import json
import lzma
import random
import tomllib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from zhengming.text.script import convert, identify, to_hans, to_hant
from zhengming.text.script.engine import built_in
from zhengming.text.script.tables import read_table
from zhengming.text.script.train import held_out, read_statutes

pytestmark = pytest.mark.eval
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["script"]
# Spellings of one word, which the UD file itself mixes (ENGINES.md), and regional forms.
SAME = (
    "佈布 週周 佔占 鑒鑑 巖岩 燬毀 蹟跡 盃杯 閑閒 遊游 燻熏 孃娘 釐厘 鉅巨 裡裏 臺台 着著 爲為 僞偽 羣群 "
    "峯峰 衆眾 牀床 汙污 祕秘 喫吃 綫線 衞衛 麪麵 嚐嘗 説說 竈灶 脣唇 纔才 癡痴 稜棱 糉粽 覈核 鈎鉤 啓啟 鍼針 鉢缽"
)
FOLD = str.maketrans(dict(SAME.split()))
SEVERAL = frozenset(c for c, forms in read_table("STCharacters").items() if len(forms) > 1)
Pairs = list[tuple[str, str]]


def score(run: Callable[[str], str], pairs: Pairs) -> float:
    """Share (%) of characters with several traditional forms that come out as expected."""
    outputs = run("\n".join(simplified for simplified, _ in pairs)).split("\n")
    right = total = 0
    for (simplified, expected), output in zip(pairs, outputs, strict=True):
        if len(output) != len(simplified):
            continue
        for character, got, want in zip(
            simplified, output.translate(FOLD), expected.translate(FOLD), strict=True
        ):
            if character in SEVERAL:
                total += 1
                right += got == want
    return 100 * right / total


def peers() -> dict[str, Callable[[str], str]]:
    found: dict[str, Callable[[str], str]] = {"opencc": built_in("s2tw")}
    if find_spec("opencc_pyo3"):
        import opencc_pyo3

        found["opencc-pyo3"] = opencc_pyo3.OpenCC("s2tw").convert
    if find_spec("opencc_jieba_pyo3"):
        import opencc_jieba_pyo3

        found["opencc-jieba-pyo3"] = lambda t: opencc_jieba_pyo3.OpenCC("s2tw").convert(t)
    if find_spec("zhconv_rs"):
        import zhconv_rs

        found["zhconv-rs"] = lambda t: zhconv_rs.zhconv(t, "zh-hant")
    return found


@pytest.fixture(scope="module")
def ud() -> Pairs:
    path = Path(__file__).resolve().parents[3] / "shared" / "eval" / "ud-gsd-pairs.json"
    if not path.is_file():
        pytest.skip("needs ../shared/eval/ud-gsd-pairs.json")
    cases = json.loads(path.read_text("utf-8"))["cases"]
    return [
        (c["input"], c["expected"])
        for c in cases
        if c["split"] in ("dev", "test") and len(c["input"]) == len(c["expected"])
    ]


@pytest.fixture(scope="module")
def statutes(shared: Path) -> Pairs:
    kept = list(dict.fromkeys(s for c, s in read_statutes(shared / "corpora") if held_out(c)))
    sample = random.Random(1).sample(kept, 6000)
    return list(zip(built_in("tw2s")("\n".join(sample)).split("\n"), sample, strict=True))


def report(title: str, pairs: Pairs) -> float:
    ours = score(lambda t: to_hant(t, "tw"), pairs)
    others = {name: score(run, pairs) for name, run in peers().items()}
    print(f"\n{title}: ours {ours:.2f}; " + "; ".join(f"{n} {s:.2f}" for n, s in others.items()))
    assert ours >= others["opencc"]
    return ours


def test_one_to_many_on_ud(ud: Pairs) -> None:
    assert report("UD-GSD dev + test, % of one-to-many characters", ud) >= FLOORS["ud"]


def test_one_to_many_on_statutes(statutes: Pairs) -> None:
    assert report("Taiwan statutes held out, %", statutes) >= FLOORS["statutes"]


@pytest.mark.parametrize("texts", ["statutes", "ud"])
def test_doubts_find_the_errors(texts: str, request: pytest.FixtureRequest) -> None:
    pairs: Pairs = request.getfixturevalue(texts)
    simplified = "\n".join(a for a, _ in pairs[:3000])
    expected = "\n".join(b for _, b in pairs[:3000])
    done = convert(simplified, to="tw", source="hans")
    tiers = {d.start: d.tier for d in done.doubts}
    wrong = [
        i
        for i, (c, got, want) in enumerate(zip(simplified, done.text, expected, strict=True))
        if c in SEVERAL and got.translate(FOLD) != want.translate(FOLD)
    ]
    found = sum(i in tiers for i in wrong) / len(wrong)
    asks = 1000 * sum(t == "ask" for t in tiers.values()) / len(simplified)
    notes = 1000 * sum(t == "note" for t in tiers.values()) / len(simplified)
    print(
        f"\n{texts}: {found:.1%} of {len(wrong)} errors shown; {asks:.2f} questions, {notes:.2f} notes per 1,000"
    )
    assert found >= FLOORS[f"errors_shown_{texts}"]
    assert asks <= FLOORS["asks_per_thousand"]


@pytest.mark.parametrize("region", ["tw", "hk"])
def test_the_way_back(shared: Path, region: str) -> None:
    """Sentences of mainland prose in a region's forms, read back with the source found out."""
    with lzma.open(shared / "corpora" / "news-zh.txt.xz", "rt", encoding="utf-8") as file:
        lines = [line.strip() for line in file if 8 < len(line) < 200]
    plain = [s for s in lines[::7] if identify(s).variant == "hans" and not identify(s).strays]
    sample = random.Random(2).sample(plain, 6000)
    there = built_in(f"s2{region}")("\n".join(sample)).split("\n")
    back = [to_hans(t) for t in there]
    right = 100 * sum(a == b for a, b in zip(sample, back, strict=True)) / len(sample)
    print(f"\nback from {region}: {right:.2f}% of sentences; {region}2s itself", end=" ")
    own = built_in(f"{region}2s")("\n".join(there)).split("\n")
    print(f"{100 * sum(a == b for a, b in zip(sample, own, strict=True)) / len(sample):.2f}")
    assert right >= FLOORS["back"]
