"""Finding possible terms: quality beside peers, speed and memory, shards and processes."""

from __future__ import annotations

import tempfile

from tests.benchmarks.measure import SHARED, child
from tests.benchmarks.scale import counting, growth, statutes
from tests.eval.labelled import development, key
from tests.eval.peers import PEERS
from zhengming.find.extract import extract
from zhengming.words.glossary import load_glossary


def run() -> None:
    """Print quality beside peers, then five reports, counting, all statutes, and memory."""
    if not SHARED.is_dir():
        print("skipped: needs the shared material")
        return
    _quality()
    seeds = [str(p) for p in sorted((SHARED / "seeds").glob("*.txt"))]
    wall, cpu, memory, _ = child(["-m", "zhengming", "extract", *seeds, "--jsonl", "--quiet"])
    print(
        f"five reports, fresh process: {wall:.1f} s, {cpu:.1f} CPU s, {memory:.0f} MB (mark: 3 s)"
    )
    counting()
    statutes()
    growth()


def _quality() -> None:
    one, glossary = development(), load_glossary(user=False)
    own = [c.term for c in extract([one.document], glossary).candidates]
    rows = {"zhengming": own}
    import jieba

    with tempfile.TemporaryDirectory() as folder:
        jieba.dt.tmp_dir = folder
        for name, peer in PEERS.items():
            try:
                rows[name] = peer(one.document.text)
            except ImportError:
                print(f"{name}: not installed")
    best = _true(own, one.terms, 92)
    for name, ranked in rows.items():
        mine = _true(ranked, one.terms, 92)
        print(f"{name:26} true among 92: {mine:3}  ratio {mine / best:.2f}")


def _true(ranked: list[str], terms: frozenset[str], n: int) -> int:
    return len({key(t) for t in ranked[:n]} & terms)
