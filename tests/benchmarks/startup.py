"""Fresh processes: `zhengming lookup` beside an empty Python."""

from __future__ import annotations

from tests.benchmarks.measure import child


def run() -> None:
    """Print the ratio of CPU time and what was imported; the mark is 6."""
    empty = min(child(["-c", "pass"])[1] for _ in range(7))
    child(["-m", "zhengming", "lookup", "政法委"])
    lookup = min(child(["-m", "zhengming", "lookup", "政法委"])[1] for _ in range(7))
    print(
        f"python -c pass {empty * 1000:.0f} ms, lookup {lookup * 1000:.0f} ms, ratio {lookup / empty:.1f}"
    )
