"""The main job on the five reports: wall, CPU, peak memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.benchmarks.measure import SHARED, child


def run() -> None:
    """Print the figures; the aim is 5 s and 400 MB."""
    if not (SHARED / "seeds").is_dir():
        print("skipped: needs the shared seeds")
        return
    with tempfile.TemporaryDirectory() as folder:
        arguments = [
            "-m",
            "zhengming",
            "build",
            str(SHARED / "seeds"),
            "-o",
            str(Path(folder) / "out"),
        ]
        wall, seconds, memory, output = child(arguments)
        print(output.strip())
        print(f"five reports: wall {wall:.1f} s, CPU {seconds:.1f} s, peak {memory:.0f} MB")
