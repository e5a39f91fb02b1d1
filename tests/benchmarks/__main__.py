"""`python -m tests.benchmarks [NAME…]`: run the benchmarks, all or those named."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    here = Path(__file__).parent
    names = sys.argv[1:] or sorted(p.stem for p in here.glob("[a-z]*.py"))
    for name in names:
        module = import_module(f"tests.benchmarks.{name}")
        if hasattr(module, "run"):
            print(f"\n== {name}")
            module.run()


main()
