"""Restoration measured on held-out official prose that converters localised; floors are pinned."""

from __future__ import annotations

import lzma
import random
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from tests.eval.localised import places_localised, routes, score, script_alone

from zhengming.text.wording import inspect, restore
from zhengming.text.wording.train import blocks, held_out

pytestmark = pytest.mark.eval
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["wording"]
DOCUMENT = 30
TELLING = 3  # a document with so many localised places should be called machine-localised


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[str]:
    _, measured = held_out(list(blocks(shared / "corpora")))
    parts = [b[i : i + DOCUMENT] for b in measured for i in range(0, len(b), DOCUMENT)]
    texts = ["\n".join(part) for part in parts if sum(map(len, part)) > 600]
    random.Random(5).shuffle(texts)
    return texts[:200]


def test_restoration(documents: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """By every converter at hand, as a user gets it and whatever the verdict; floors for the first way."""
    converters = routes()
    scores = {name: score(documents, route) for name, route in converters.items()}
    with capsys.disabled():
        for name, route in converters.items():
            print(f"\n{name}: {scores[name]}")
            print(f"    whatever the verdict: {score(documents, route, always=True)}", end="")
    for name, floor in FLOORS["routes"].items():
        if name in scores:
            one = scores[name]
            assert one.right / one.edits >= floor["right"], name
            assert one.part(one.restored) >= floor["restored"], name
            assert one.part(one.shown) >= floor["shown"], name
            assert one.broken / one.characters * 10_000 <= floor["broken"], name


def test_verdicts(documents: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A document in either script is the mainland's; one with localised words is localised."""
    converters = routes()
    right = Counter[str]()
    total = Counter[str]()
    for document in documents:
        for name, text in (("simplified", document), ("script alone", script_alone(document))):
            total[name] += 1
            right[name] += inspect(text).verdict == "mainland"
        for name, route in converters.items():
            localised = route(document)
            if places_localised(document, localised) >= TELLING:
                total[name] += 1
                right[name] += inspect(localised).verdict == "machine-localised"
    with capsys.disabled():
        print("\nverdicts right:", ", ".join(f"{n} {right[n]}/{total[n]}" for n in total))
    for name in total:
        assert right[name] / total[name] >= FLOORS["verdicts"].get(name, 0), name


def test_taiwan_statutes_are_left_alone(shared: Path) -> None:
    laws: dict[str, list[str]] = {}
    with lzma.open(shared / "corpora" / "taiwan-law-zh-en.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            code, _, _, zh, _ = line.rstrip("\n").split("\t")
            laws.setdefault(code, []).append(zh)
    names = sorted(laws)
    random.Random(3).shuffle(names)
    texts = ["\n".join(laws[name][:40]) for name in names[:200]]
    verdicts = [restore(text) for text in texts]
    regional = sum(v.verdict.verdict == "regional" for v in verdicts)
    forced = sum(len(restore(text, always=True).edits) for text in texts)
    sentences = sum(text.count("\n") + 1 for text in texts)
    print(
        f"\nTaiwan statutes: {regional}/200 regional; forced, {forced} edits in {sentences} lines"
    )
    assert regional / 200 >= FLOORS["regional"]
    assert sum(len(v.edits) for v in verdicts) <= FLOORS["edits_in_taiwan_statutes"]


def test_the_register_of_police_and_projects(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The seeds in simplified script, localised: neither the table nor a pair was made with them."""
    texts = [path.read_text("utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    reports = [text for text in texts if inspect(text).verdict == "mainland"]
    with capsys.disabled():
        for name, route in routes().items():
            found = score(reports, route)
            print(f"\nseeds, {name}: {found}", end="")
            if name in FLOORS["seeds"]:
                assert found.right / found.edits >= FLOORS["seeds"][name]["right"], name
                assert found.part(found.restored) >= FLOORS["seeds"][name]["restored"], name
