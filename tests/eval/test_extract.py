"""
Extraction measured against lists made by reading; floors are pinned in floors.toml.

"unseen" are passages of state news and statutes whose lists never trained the ranker; the development report did
train it (the recipe prints how a model without it does: see ARCHITECTURE), so that its floor
guards against regressions only.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.eval.labelled import Labelled, development, key, passages, written
from tests.eval.peers import PEERS

from zhengming.find.extract import extract
from zhengming.words.glossary import load_glossary

pytestmark = pytest.mark.eval
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))["extract"]


def hits(ranked: list[str], terms: frozenset[str]) -> list[bool]:
    seen = list(dict.fromkeys(map(key, ranked)))
    return [s in terms for s in seen]


def at(found: list[bool], n: int) -> float:
    return sum(found[:n]) / n


def ours(one: Labelled) -> list[str]:
    return [c.term for c in extract([one.document], load_glossary(user=False)).candidates]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # jieba's open file
def test_development_report_beside_peers(shared: Path, tmp_path: Path) -> None:
    """Places in a report of 332 terms that stand for 100, 300 and 1000 of five reports."""
    jieba = pytest.importorskip("jieba")
    jieba.dt.tmp_dir = str(tmp_path)  # its cache would lie in the shared temp folder
    one = development()
    rows = {"zhengming": hits(ours(one), one.terms)}
    for name, peer in PEERS.items():
        try:
            rows[name] = hits(peer(one.document.text), one.terms)
        except ImportError:
            print(f"{name}: not installed")
    for name, found in rows.items():
        recall = sum(found[:306]) / len(one.terms)
        print(f"{name:26} P31 {at(found, 31):.2f}  P92 {at(found, 92):.2f}  R306 {recall:.3f}")
    mine = rows.pop("zhengming")
    assert at(mine, 31) >= FLOORS["report_p31"]
    assert at(mine, 92) >= FLOORS["report_p92"]
    assert sum(mine[:306]) / len(one.terms) >= FLOORS["report_r306"]
    for name, found in rows.items():
        assert at(mine, 92) > at(found, 92), name


def test_unseen_passages(shared: Path) -> None:
    top = total = terms = found = 0
    for one in passages():
        if one.part == "report":
            ranked = hits(ours(one), one.terms)
            size = len(one.terms)
            top += sum(ranked[: size // 3])
            total += size // 3
            found += sum(ranked[:size])
            terms += size
    print(
        f"unseen passages: first third {top / total:.3f}, as many as there are {found / terms:.3f}"
    )
    assert top / total >= FLOORS["unseen_first_third"]
    assert found / terms >= FLOORS["unseen_r"]


def test_nearly_every_term_is_proposed(shared: Path) -> None:
    from zhengming.find.extract import known_words, prepare

    glossary = load_glossary(user=False)
    proposed = terms = 0
    for one in (*written(), *passages(), development()):
        table = prepare([one.document], known_words(glossary)).table
        strings = {key(table.string(row)) for row in range(len(table.keys))}
        proposed += len(one.terms & strings)
        terms += len(one.terms)
    print(f"proposed: {proposed / terms:.3f} of {terms} terms")
    assert proposed / terms >= FLOORS["proposed"]
