"""Finding possible terms: quality beside peers, speed and memory, shards and processes."""

from __future__ import annotations

import tempfile
import time

from tests.benchmarks.measure import SHARED, child
from tests.eval.labelled import development, key
from tests.eval.peers import PEERS
from zhengming.find.extract import extract
from zhengming.text.train import count_shard
from zhengming.words.glossary import load_glossary

LARGE = """
import json, lzma, sys, time
from pathlib import Path
from tests.eval.labelled import as_document
from zhengming.find.scale import extract_large
from zhengming.words.glossary import load_glossary
lines = lzma.open(sys.argv[1], "rt", encoding="utf-8")
text = "\\n".join(json.loads(line)["text"] for line in lines)
begin = time.process_time()
found = extract_large([as_document(text, "statutes")], load_glossary(user=False), limit=1000)
print(len(text.encode()) // 10**6, "MB", round(time.process_time() - begin, 1), "CPU s")
"""


def run() -> None:
    """Print quality beside peers, then five reports, counting, and all statutes."""
    if not SHARED.is_dir():
        print("skipped: needs the shared material")
        return
    _quality()
    seeds = [str(p) for p in sorted((SHARED / "seeds").glob("*.txt"))]
    wall, cpu, memory, _ = child(["-m", "zhengming", "extract", *seeds, "--jsonl", "--quiet"])
    print(
        f"five reports, fresh process: {wall:.1f} s, {cpu:.1f} CPU s, {memory:.0f} MB (mark: 3 s)"
    )
    _counting()
    statutes = str(SHARED / "corpora" / "statutes.jsonl.xz")
    wall, cpu, memory, output = child(["-c", LARGE, statutes])
    print(
        f"statutes: {output.strip()}; whole process {cpu:.0f} CPU s, {memory:.0f} MB (marks: 60, 1500)"
    )


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


def _counting() -> None:
    text = (development().document.text + "\n") * 60
    begin = time.process_time()
    count_shard(text)
    spent = time.process_time() - begin
    print(
        f"counting strings of 1-5 words: {len(text.encode()) / 1e6 / spent:.1f} MB per CPU s (mark: 10)"
    )
