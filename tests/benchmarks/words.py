"""The glossary: checked, loaded, imported and exported; peers are what it is built on."""

from __future__ import annotations

import tomllib

from tests.benchmarks.measure import cpu
from zhengming.base.places import words_dir
from zhengming.words.glossary import load_glossary
from zhengming.words.lint import lint


def run() -> None:
    """Print CPU seconds, and the ratio to parsing the same files with tomllib."""
    files = sorted(words_dir().glob("terms/*/*.toml"))

    def parse() -> None:
        for path in files:
            tomllib.loads(path.read_text("utf-8"))

    def decode() -> None:
        list(load_glossary(user=False).terms.values())

    plain = cpu(parse, 2)
    loaded, decoded = cpu(lambda: load_glossary(user=False)), cpu(decode)
    checked = cpu(lint, 1)
    print(f"{len(files)} entries: tomllib {plain * 1000:.0f} ms")
    print(f"load {loaded * 1000:.0f} ms ({loaded / plain:.2f} of tomllib; the mark is 50 ms)")
    print(f"load and decode every entry {decoded * 1000:.0f} ms ({decoded / plain:.2f})")
    print(f"lint, all rules {checked:.2f} s ({checked / plain:.1f}; the mark is 5 s)")
