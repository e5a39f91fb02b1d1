"""
The recipe of `data/wording.contexts`: how contexts of confusable words are learnt from official prose.

For every localised form `train` collects the places where one of its mainland words stands (a
converter would have written the form there) and those where the form itself stands (it was nobody's
doing). State news and the latest version of each statute, eleven blocks in twelve; `held_out` keeps
the twelfth for measuring. Two runs give the same bytes.
Run: `python -m zhengming.text.wording.train CORPORA DATA`.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from zhengming.text.automaton import longest, overlapping
from zhengming.text.contexts import feature_arrays, numbered
from zhengming.text.learn import Examples, learn
from zhengming.text.shipped import WEIGHTS, ship
from zhengming.text.wording.chances import DATA, item_of
from zhengming.text.wording.pairs import Localised, read_pairs

SOURCES = ("news-zh.txt.xz", "statutes.jsonl.xz")
TAGS = re.compile(r"^p>|</?p>|<[^>]*>")
CAP = 40_000  # examples of one word for one form
SEEN, LEFT_OUT, ALONE = 2, 0.3, 0.2
BITS, EPOCHS = 22, 16
BLOCK = 200
# Where no example shows a form, its length alone speaks: (mainland, left as it is) as if seen.
NEVER_SEEN = {"long": (46, 4), "short": (4, 4)}

Place = tuple[int, int]


def train(lines: Iterable[str]) -> bytes:
    """Make the table from simplified mainland prose, a paragraph a line."""
    text = "\n".join(lines)
    kept, replaced = places(text)
    examples = collect(text, kept, replaced)
    table = learn(examples, seen=SEEN, left_out=LEFT_OUT, alone=ALONE, bits=BITS, epochs=EPOCHS)
    return table.pack()


def places(text: str) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
    """Find where localised forms stand as such, and where mainland words that they replace stand."""
    pairs = read_pairs()
    mainland = {word for localised in pairs.values() for word in localised.mainland}
    strings = sorted(mainland | set(pairs))
    kept: dict[str, list[Place]] = defaultdict(list)
    replaced: dict[str, list[Place]] = defaultdict(list)
    for start, end, which in overlapping(strings).find(text):
        if strings[which] in pairs:
            kept[strings[which]].append((start, end))
    for start, end, which in longest(strings).find(text):
        if strings[which] in mainland:
            replaced[strings[which]].append((start, end))
    return kept, replaced


def collect(text: str, kept: dict[str, list[Place]], replaced: dict[str, list[Place]]) -> Examples:
    """Turn places into examples; reading 0 is "left as it is", reading n the n-th mainland word."""
    draw = random.Random(0)  # noqa: S311 - a sample, not a secret
    rows: list[tuple[int, int, int, int, int]] = []
    unseen: list[tuple[int, int, int, float]] = []
    for form, localised in read_pairs().items():
        item, readings = item_of(form), 1 + len(localised.mainland)
        found = [kept.get(form, []), *(replaced.get(word, []) for word in localised.mainland)]
        if not any(found):
            unseen += _never_seen(localised, item)
        for right, there in enumerate(found):
            taken = draw.sample(there, CAP) if len(there) > CAP else there
            rows += [(start, end, item, readings, right) for start, end in taken]
    starts, ends, items, several, rights = (np.array(c) for c in zip(*rows, strict=True))
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    hashes = feature_arrays(codes, starts, ends, items.astype(np.uint64), bag=True)
    return _with_unseen(Examples(hashes, several, rights, np.ones(len(rows), np.float32)), unseen)


def _never_seen(localised: Localised, item: int) -> Iterator[tuple[int, int, int, float]]:
    mainland, left = NEVER_SEEN["long" if len(localised.form) > 2 else "short"]
    readings = 1 + len(localised.mainland)
    yield from ((item, readings, 0, 1.0) for _ in range(left))
    for word in range(1, readings):
        yield from ((item, readings, word, 1.0 / (readings - 1)) for _ in range(mainland))


def _with_unseen(examples: Examples, unseen: Sequence[tuple[int, int, int, float]]) -> Examples:
    """Add examples of which nothing is known but the form."""
    if not unseen:
        return examples
    items, readings, rights, weights = (np.array(c) for c in zip(*unseen, strict=True))
    nowhere = np.zeros(len(items), np.int64)
    hashes = feature_arrays(
        np.zeros(1, np.uint32), nowhere, nowhere, items.astype(np.uint64), bag=True
    )
    for row, (_, window) in enumerate(numbered(bag=True)):
        if window:
            hashes[row] = 0
    return Examples(
        np.concatenate([examples.hashes, hashes], axis=1),
        np.concatenate([examples.readings, readings]),
        np.concatenate([examples.right, rights]),
        np.concatenate([examples.weight, weights.astype(np.float32)]),
    )


def blocks(corpora: Path) -> Iterator[list[str]]:
    """Yield the news in blocks of 200 lines, then the latest version of each statute."""
    with lzma.open(corpora / SOURCES[0], "rt", encoding="utf-8") as file:
        news = [TAGS.sub("", line.strip()) for line in file]
    news = [line for line in news if len(line) > 5]
    yield from (news[i : i + BLOCK] for i in range(0, len(news), BLOCK))
    laws: dict[str, dict[str | None, list[str]]] = {}
    with lzma.open(corpora / SOURCES[1], "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            versions = laws.setdefault(article["law"], {})
            versions.setdefault(article["version"], []).append(article["text"])
    for _, versions in sorted(laws.items()):
        latest = versions[max(versions, key=lambda v: v or "")]
        yield [line for text in latest for line in text.split("\n") if len(line) > 5]


def held_out(blocks: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """Split blocks of lines: eleven in twelve to learn from (as lines), one to measure on."""
    learn = [line for n, block in enumerate(blocks) if n % 12 != 7 for line in block]
    measure = [list(block) for n, block in enumerate(blocks) if n % 12 == 7]
    return learn, measure


def main(corpora: Path, data: Path) -> None:
    """Write the table and its recipe."""
    lines, _ = held_out(list(blocks(corpora)))
    sources = [corpora / name for name in SOURCES]
    ship(
        data, DATA, train(lines), sources, "python -m zhengming.text.wording.train", licence=WEIGHTS
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
