"""
Conversion with alignment beside OpenCC and its peers, in ratios; two processes; start-up; memory.

Peers are timed where they are installed; `ZHENGMING_PEERS` may name the Python of an environment
that has them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measure import child, corpus, cpu
from zhengming.text.script import convert
from zhengming.text.script.engine import built_in

PEERS = """
import sys, time
text = open(sys.argv[1], encoding="utf-8").read()
def cpu(job):
    job()
    best = 1e9
    for _ in range(3):
        start = time.process_time(); job(); best = min(best, time.process_time() - start)
    return best
size = len(text.encode()) / 1e6
for config, region in (("s2t", "zh-hant"), ("s2tw", "zh-tw")):
    raw = __import__("opencc").OpenCC(config, include_tofu_risk_dictionaries=True).convert
    base = cpu(lambda: raw(text))
    print(f"{config:5} opencc {size / base:6.1f} MB/s", end="")
    for name in ("opencc_pyo3", "opencc_jieba_pyo3"):
        try:
            run = __import__(name).OpenCC(config).convert
            print(f"  {name} {base / cpu(lambda: run(text)):.2f}x", end="")
        except ImportError:
            print(f"  {name} absent", end="")
    try:
        import zhconv_rs
        print(f"  zhconv_rs {base / cpu(lambda: zhconv_rs.zhconv(text, region)):.2f}x")
    except ImportError:
        print("  zhconv_rs absent")
"""


def run() -> None:
    """Print ratios to raw OpenCC; the marks are 0.95 (speed), 1.7 (two processes), 2.5 (start)."""
    text = corpus("news-zh.txt.xz", 2_000_000)
    if text is None:
        return
    size = len(text.encode()) / 1e6
    print("config  raw MB/s  ours MB/s  ratio   (CPU; conversion with alignment and corrections)")
    for config, target, source in CASES:
        given = (
            text if config.startswith("s") else built_in(f"s2{source}".replace("hant", "t"))(text)
        )
        raw = built_in(config)
        base = cpu(lambda r=raw, t=given: r(t), 3)
        ours = cpu(lambda t=given, g=target, s=source: convert(t, to=g, source=s), 3)
        print(f"{config:6} {size / base:9.1f} {size / ours:10.1f} {base / ours:6.2f}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "news.txt"
        file.write_text(text, "utf-8")
        _peers(file)
        _two_processes(Path(folder), text)
        _memory(Path(folder), text)
    _start()


CASES = (
    ("s2t", "hant", "hans"),
    ("s2tw", "tw", "hans"),
    ("s2hk", "hk", "hans"),
    ("t2s", "hans", "hant"),
    ("tw2s", "hans", "tw"),
    ("hk2s", "hans", "hk"),
)


def _peers(file: Path) -> None:
    python = os.environ.get("ZHENGMING_PEERS", sys.executable)
    done = subprocess.run([python, "-c", PEERS, str(file)], capture_output=True, text=True)
    print(done.stdout or done.stderr.splitlines()[-1])


def _two_processes(folder: Path, text: str) -> None:
    if (os.cpu_count() or 1) < 2:
        return
    file = folder / "long.txt"
    file.write_text(text * 256, "utf-8")  # 270 MB: half a second of start does not weigh
    wall = {}
    for jobs in (1, 2):
        start = time.perf_counter()
        arguments = ["-m", "zhengming", "convert", "--to", "tw", "--jobs", str(jobs), str(file)]
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        wall[jobs] = time.perf_counter() - start
    print(f"two processes: {wall[1] / wall[2]:.2f}x of one (wall)")


def _memory(folder: Path, text: str) -> None:
    large = int(os.environ.get("ZHENGMING_BENCH_MB", "128"))
    if not Path("/proc/self/status").is_file():
        return
    peaks = []
    for size in (large // 2, large):
        file = folder / "large.txt"
        with file.open("w", encoding="utf-8") as out:
            for _ in range(max(1, round(size * 1e6 / len(text.encode())))):
                out.write(text)
        code = (
            "from zhengming.cli import run; "
            f"run(['convert', '--to', 'tw', '--quiet', {str(file)!r}]); "
            "import sys; print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=True,
        )
        peaks.append(int(done.stderr.split()[-1]) / 1024)
    print(f"peak memory: {peaks[0]:.0f} MB at {large // 2} MB, {peaks[1]:.0f} MB at {large} MB")


def _start() -> None:
    line = "被告人范某某申请复议，维护社会稳定。"
    plain = (
        "import opencc; "
        f"print(opencc.OpenCC('s2tw', include_tofu_risk_dictionaries=True).convert({line!r}))"
    )
    ours = (
        f"import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO({line.encode()!r})); "
        "from zhengming.cli import run; run(['convert', '--to', 'tw', '-'])"
    )
    best = {
        name: min(child(["-c", code])[1] for _ in range(5))
        for name, code in (("opencc", plain), ("ours", ours))
    }
    print(
        f"one line, fresh process: {1000 * best['ours']:.0f} ms, "
        f"{best['ours'] / best['opencc']:.2f}x of a Python that imports opencc (CPU)"
    )
