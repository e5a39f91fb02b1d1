"""
The recipe of `data/wording.contexts`: how contexts of confusable words are learnt from official prose.

For every localised form `train` collects the places where one of its mainland words stands (a
converter would have written the form there) and those where the form itself stands (it was nobody's
doing). State news and the latest version of each statute, eleven blocks in twelve; `held_out` keeps
the twelfth for measuring. As they hold little of the prose of police stations and tenders, sentences
in that register were written for this project (`glossary/wording/register`) and weigh more; words by
themselves come from the glossary and a word list (`train_words`). Two runs give the same bytes.
Run: `python -m zhengming.text.wording.train CORPORA DATA`.
"""

from __future__ import annotations

import json
import lzma
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np

from zhengming.base.places import words_dir
from zhengming.text.automaton import longest, overlapping
from zhengming.text.contexts import feature_arrays
from zhengming.text.learn import Examples, join, learn
from zhengming.text.shipped import WEIGHTS, ship
from zhengming.text.wording.chances import DATA, item_of
from zhengming.text.wording.pairs import read_pairs
from zhengming.text.wording.train_words import ALONE_WEIGHT, bare, forget_edges, one_a_line

SOURCES = ("news-zh.txt.xz", "statutes.jsonl.xz")
TAGS = re.compile(r"^p>|</?p>|<[^>]*>")
CAP = 40_000  # examples of one word for one form
SEEN, LEFT_OUT, ALONE = 2, 0.3, 0.2
BITS, EPOCHS = 22, 16
BLOCK = 200
REGISTER = 4.0  # the weight of an example from the register written for this

Place = tuple[int, int]


def train(lines: Iterable[str], register: Iterable[str], headwords: Iterable[str]) -> bytes:
    """
    Make the table from simplified mainland prose, a paragraph a line.

    `register`: further prose, whose every example weighs more; `headwords`: terms of the glossary.
    """
    prose, further, words = "\n".join(lines), "\n".join(register), one_a_line(headwords)
    found = places(prose)
    counts = {form: [len(there) for there in several] for form, several in found.items()}
    parts = [
        collect(prose, found),
        collect(further, places(further), weight=REGISTER),
        collect(words, places(words), weight=ALONE_WEIGHT, alone=True),
        bare(counts),
    ]
    table = learn(join(parts), seen=SEEN, left_out=LEFT_OUT, alone=ALONE, bits=BITS, epochs=EPOCHS)
    return table.pack(small=True)


def places(text: str) -> dict[str, list[list[Place]]]:
    """Find for every localised form where it stands itself, and where each of its mainland words."""
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
    return {
        form: [kept[form], *(replaced[word] for word in localised.mainland)]
        for form, localised in pairs.items()
    }


def collect(
    text: str, found: dict[str, list[list[Place]]], *, weight: float = 1.0, alone: bool = False
) -> Examples:
    """
    Turn places into examples; reading 0 is "left as it is", reading n the n-th mainland word.

    `alone`: each line is a word by itself, so that nothing is known beyond its ends.
    """
    draw = random.Random(0)  # noqa: S311 - a sample, not a secret
    rows: list[tuple[int, int, int, int, int]] = []
    for form, several in found.items():
        item = item_of(form)
        for right, there in enumerate(several):
            taken = draw.sample(there, CAP) if len(there) > CAP else there
            rows += [(start, end, item, len(several), right) for start, end in taken]
    starts, ends, items, readings, rights = (np.array(c) for c in zip(*rows, strict=True))
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    hashes = feature_arrays(codes, starts, ends, items.astype(np.uint64), bag=True)
    if alone:
        forget_edges(hashes, codes, starts, ends)
    return Examples(hashes, readings, rights, np.full(len(rows), weight, np.float32))


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
    written = sorted((words_dir() / "wording" / "register").glob("*.txt"))
    register = [line for path in written for line in path.read_text("utf-8").splitlines()]
    terms = sorted((words_dir() / "terms").glob("*/*.toml"))
    headwords = [tomllib.loads(path.read_text("utf-8"))["hans"] for path in terms]
    ship(
        data,
        DATA,
        train(lines, register, headwords),
        [*(corpora / name for name in SOURCES), *written],
        "python -m zhengming.text.wording.train",
        licence=WEIGHTS,
        words={"jieba": version("jieba")},
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
