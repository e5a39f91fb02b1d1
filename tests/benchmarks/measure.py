"""How things are timed here: CPU seconds, the best of a few runs; peak memory of a child process."""

from __future__ import annotations

import lzma
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"


def cpu(job: Callable[[], object], runs: int = 5) -> float:
    """CPU seconds of the best of some runs, after one that does not count."""
    job()
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        job()
        best = min(best, time.process_time() - start)
    return best


def corpus(name: str, characters: int) -> str | None:
    """The beginning of a shared corpus, or None (with a line) where it is absent."""
    path = SHARED / "corpora" / name
    if not path.is_file():
        print(f"skipped: needs {name} among the shared corpora")
        return None
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return file.read(characters)


def child(arguments: list[str]) -> tuple[float, float, float, str]:
    """Run a Python process; return wall seconds, CPU seconds, peak memory in MB, and its output."""
    import os

    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = process.stdout.read() if process.stdout else ""
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output
