"""Large collections: the statutes, processes and workers, and memory while the input grows."""

from __future__ import annotations

import json
import lzma
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.measure import SHARED, child, cpu
from zhengming.find.large.tally import recurring
from zhengming.text.hanzi import fold
from zhengming.text.segment import Hasher, code_points

ROOT = Path(__file__).resolve().parents[2]
MEGABYTES = (100, 200, 400, 1000)
PLACES = ("河湾县", "东岭市", "青石镇", "南浦区")
PORT = "18787"

STATUTES = """
import json, lzma, sys, time
from tests.eval.labelled import as_document
from zhengming.find.large.scale import extract_large
from zhengming.words.glossary import load_glossary
lines = lzma.open(sys.argv[1], "rt", encoding="utf-8")
text = "\\n".join(json.loads(line)["text"] for line in lines)
begin, wall = time.process_time(), time.perf_counter()
found = extract_large(
    [as_document(text, "statutes")],
    load_glossary(user=False),
    limit=1000,
    jobs=int(sys.argv[2]),
    cluster=sys.argv[3] or None,
)
spent, waited = time.process_time() - begin, time.perf_counter() - wall
print(len(text.encode()) // 10**6, round(spent, 1), round(waited, 1))
"""


def statutes() -> None:
    """Print what all statutes cost, alone, on two processes, and on one and two Dask workers."""
    path = str(SHARED / "corpora" / "statutes.jsonl.xz")

    def run(jobs: int, cluster: str = "") -> tuple[float, float, float, list[str]]:
        wall, spent, memory, output = child(["-c", STATUTES, path, str(jobs), cluster])
        return wall, spent, memory, output.split()

    _, spent, memory, said = run(1)
    alone = float(said[2])
    print(
        f"statutes ({said[0]} MB): {said[1]} CPU s of extraction, whole process {spent:.0f} CPU s, "
        f"{memory:.0f} MB (marks: 60 s, 1,500 MB)"
    )
    _, spent, memory, said = run(2)
    two = float(said[2])
    print(
        f"  --jobs 2: {two:.0f} s of wall clock against {alone:.0f}, "
        f"{alone / two:.2f} times as fast; {spent:.0f} CPU s in all, largest process {memory:.0f} MB"
    )
    if not find_spec("distributed"):
        print("  Dask: not installed (pip install 'zhengming[cluster]')")
        return
    took = {}
    for number in (1, 2):
        with _cluster(number) as address:
            run(1, address)  # what a worker reads once
            took[number] = float(run(1, address)[3][2])
    print(
        f"  two Dask workers against one: {took[1]:.0f} s and {took[2]:.0f} s, "
        f"ratio {took[1] / took[2]:.2f} (two cores)"
    )


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    python = shutil.which(sys.executable) or sys.executable
    address = f"tcp://127.0.0.1:{PORT}"
    module = [python, "-m", "distributed.cli.dask_"]
    scheduler = [*module[:2], f"{module[2]}scheduler", "--host", "127.0.0.1", "--port", PORT]
    worker = [*module[:2], f"{module[2]}worker", address, "--nthreads", "1", "--no-dashboard"]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for command in ([*scheduler, "--no-dashboard"], *[worker] * workers):
            process = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=os.environ | {"PYTHONPATH": f"{ROOT / 'tools'}:{ROOT}"},
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
        time.sleep(8)
        yield address


def counting() -> None:
    """Print how fast strings are counted."""
    path = SHARED / "corpora" / "statutes.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as file:
        text = fold("\n".join(json.loads(line)["text"] for line in file)[:2_000_000])
    codes = code_points(text)
    spent = cpu(lambda: sum(len(g.places) for g in recurring(codes, Hasher(codes), 2)))
    print(
        f"counting strings of 2-8 characters: {len(text.encode()) / 1e6 / spent:.1f} MB "
        "per CPU s and core (mark: 10)"
    )


def growth() -> None:
    """
    Print memory and CPU time of the command for ever larger files (mark: 2,000 MB for 1 GB).

    The largest takes some ten minutes: set ZHENGMING_BENCH_MB to stop earlier.
    """
    most = int(os.environ.get("ZHENGMING_BENCH_MB", "200"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.txt"
        for size in MEGABYTES:
            if size > most:
                print(f"{size:5} MB of text: not run (ZHENGMING_BENCH_MB={size})")
                continue
            varied(path, size * 10**6)
            command = ["-m", "zhengming", "extract", str(path), "--limit", "1000", "--quiet"]
            wall, spent, peak, _ = child(command)
            print(
                f"{size:5} MB of text: peak {peak:.0f} MB, {spent:.0f} CPU s, {wall:.0f} s "
                "(mark: 2,000 MB)"
            )


def varied(path: Path, size: int) -> None:
    """Write a file of so many bytes: the corpora again and again, in new order, slightly changed."""
    lines = list(_lines())
    pick = random.Random(7)
    done = 0
    with path.open("wb") as file:
        while done < size:
            start = pick.randrange(len(lines))
            chosen = [
                pick.choice(PLACES) + line + str(pick.randrange(10_000))
                if pick.random() < 0.5
                else line
                for line in lines[start : start + 40]
            ]
            done += file.write(("\n".join(chosen) + "\n").encode())


def _lines() -> Iterator[str]:
    folder = SHARED / "corpora"
    with lzma.open(folder / "statutes.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            yield from json.loads(line)["text"].split("\n")
    for name in ("general-zh.txt.xz", "news-zh.txt.xz"):
        with lzma.open(folder / name, "rt", encoding="utf-8") as file:
            yield from (line.rstrip("\n") for line in file)
