"""Restoration measured on held-out official prose that a converter localised; floors are pinned."""

from __future__ import annotations

import json
import lzma
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhengming.text.script import convert
from zhengming.text.wording import inspect, restore
from zhengming.text.wording.train import held_out

pytestmark = pytest.mark.eval
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["wording"]
DOCUMENT = 30


def blocks(shared: Path) -> Iterator[list[str]]:
    """News in blocks of 200 lines, then the latest version of each statute: as the model was trained."""
    with lzma.open(shared / "corpora" / "news-zh.txt.xz", "rt", encoding="utf-8") as file:
        news = [re.sub(r"^p>|</?p>|<[^>]*>", "", line.strip()) for line in file]
    news = [line for line in news if len(line) > 5]
    yield from (news[i : i + 200] for i in range(0, len(news), 200))
    laws: dict[str, dict[str | None, list[str]]] = {}
    with lzma.open(shared / "corpora" / "statutes.jsonl.xz", "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            versions = laws.setdefault(article["law"], {})
            versions.setdefault(article["version"], []).append(article["text"])
    for _, versions in sorted(laws.items()):
        latest = versions[max(versions, key=lambda v: v or "")]
        yield [line for text in latest for line in text.split("\n") if len(line) > 5]


@pytest.fixture(scope="module")
def documents(shared: Path) -> list[str]:
    _, measured = held_out(list(blocks(shared)))
    parts = [b[i : i + DOCUMENT] for b in measured for i in range(0, len(b), DOCUMENT)]
    texts = ["\n".join(part) for part in parts if sum(map(len, part)) > 600]
    random.Random(5).shuffle(texts)
    return texts[:300]


@dataclass
class Score:
    characters: int = 0
    localised: int = 0
    restored: int = 0
    shown: int = 0
    edits: int = 0
    right: int = 0
    broken: int = 0

    def add(self, mainland: str) -> None:
        """Localise a document, restore it, and compare place by place."""
        conversion = convert(mainland, to="tw", wording="taiwan", source="hans")
        restoration = restore(conversion.text, always=True)
        self.characters += len(mainland)
        changes = [c for c in conversion.alignment.changes if is_wording(mainland, conversion, c)]
        doubts = [(d.start, d.end) for d in restoration.doubts]
        for change in changes:
            start, end = conversion.alignment.to_output(change.start, change.end)
            back = restoration.alignment.to_output(start, end)
            ok = mainland[change.start : change.end] in restoration.text[back[0] - 2 : back[1] + 2]
            self.localised += 1
            self.restored += ok
            self.shown += ok or any(a < end and start < b for a, b in doubts)
        for edit in restoration.edits:
            a, b = conversion.alignment.to_input(edit.start, edit.end)
            self.edits += 1
            self.right += edit.restored in mainland[max(0, a - 2) : b + 2]
            self.broken += not any(c.start < b and a < c.end for c in changes)


def is_wording(mainland: str, conversion: object, change: object) -> bool:
    """Whether a change exchanged a word, not only a character for its other form."""
    from zhengming.text.hanzi import fold

    assert hasattr(change, "start")
    return fold(mainland[change.start : change.end]) != fold(change.text)  # type: ignore[attr-defined]


def test_restoration(documents: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    score = Score()
    for document in documents:
        score.add(document)
    precision = score.right / score.edits
    recall = score.restored / score.localised
    shown = score.shown / score.localised
    broken = score.broken / score.characters * 10_000
    with capsys.disabled():
        print(
            f"\nwording, localised by OpenCC for Taiwan: {score.localised} words, edits right {precision:.4f}, "
            f"restored {recall:.4f}, restored or shown {shown:.4f}, broken per 10,000 characters {broken:.2f}"
        )
    assert precision >= FLOORS["precision"]
    assert recall >= FLOORS["restored"]
    assert shown >= FLOORS["shown"]
    assert broken <= FLOORS["broken"]


def test_mainland_documents_are_called_mainland(documents: list[str]) -> None:
    right = sum(inspect(text).verdict == "mainland" for text in documents)
    assert right / len(documents) >= FLOORS["mainland"]


def test_taiwan_statutes_are_left_alone(shared: Path) -> None:
    laws: dict[str, list[str]] = {}
    with lzma.open(shared / "corpora" / "taiwan-law-zh-en.tsv.xz", "rt", encoding="utf-8") as file:
        for line in file:
            code, _, _, zh, _ = line.rstrip("\n").split("\t")
            laws.setdefault(code, []).append(zh)
    names = sorted(laws)
    random.Random(3).shuffle(names)
    verdicts = [restore("\n".join(laws[name][:40])) for name in names[:200]]
    assert sum(v.verdict.verdict == "regional" for v in verdicts) / 200 >= FLOORS["regional"]
    assert sum(len(v.edits) for v in verdicts) <= FLOORS["edits_in_taiwan_statutes"]
