"""
What words by themselves teach the table of wording, where prose shows too little of them.

`one_a_line` lists words whose inside is the context: the headwords of the glossary and jieba's list.
`bare` says of each rare form how often it is somebody's own word, whatever stands around it: counted
in the prose and in that list. Used by `text.wording.train` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from zhengming.text.contexts import EDGE, ITSELF, TOUCHING, bare_hashes, numbered
from zhengming.text.learn import Examples
from zhengming.text.wording.chances import item_of
from zhengming.text.wording.pairs import read_pairs
from zhengming.text.wording.survey import PARTICLE
from zhengming.text.wordlist import read_list

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALONE_WEIGHT = 0.3
# Forms met less often than this, or never as somebody's own word, are shown bare, each reading so
# often, with at least so much weight.
COMMON = 500
SHOWN, LEAST = 50, 0.01
# Added to what was counted, of the mainland words and of the form as its own word.
BEFORE, BEFORE_LEFT = 4.0, {"long": 0.25, "short": 1.0}
# jieba's list is counted on some six times more text; it gives 3 to a word it did not count.
LISTED, UNCOUNTED = 6.0, 3


@cache
def _listed() -> Mapping[str, int]:
    """jieba's list of words, and how often each was met where the list was counted."""
    return {word: often for word, often, _ in read_list()}


def one_a_line(headwords: Iterable[str]) -> str:
    """List the headwords and the longer words of jieba's list, each on a line of its own."""
    words = [*headwords, *(word for word in _listed() if len(word) > 2)]
    return "\n" + "\n".join(dict.fromkeys(words)) + "\n"


def forget_edges(
    hashes: NDArray[np.uint64],
    codes: NDArray[np.uint32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> None:
    """Leave out of the features at some places all that reach beyond the line, and what is nearby."""
    for number, window in numbered(bag=False):
        for distance in window:
            at = starts + distance if distance < 0 else ends + distance - 1
            hashes[number - 1, codes.take(at, mode="clip") == EDGE] = 0
    hashes[len(TOUCHING) :] = 0


def bare(counts: Mapping[str, Sequence[int]]) -> Examples:
    """
    Show rare forms without surroundings, as often read each way as the words are written.

    `counts`: of each form, how often it stands itself and how often each of its mainland words.
    """
    rows = [row for form, several in counts.items() for row in _bare(form, several)]
    items, readings, rights, weights = (np.array(c) for c in zip(*rows, strict=True))
    hashes = np.zeros((len(numbered(bag=True)), len(rows)), np.uint64)
    hashes[ITSELF] = bare_hashes(items.astype(np.uint64))
    return Examples(hashes, readings, rights, weights.astype(np.float32))


def _bare(form: str, counts: Sequence[int]) -> Iterator[tuple[int, int, int, float]]:
    if counts[0] and sum(counts) >= COMMON:
        return
    mainland = read_pairs()[form].mainland
    rates = [_rate(word, n) for word, n in zip((form, *mainland), counts, strict=True)]
    rates[0] += BEFORE_LEFT["long" if len(form) > 2 else "short"]
    rates[1:] = [rate + BEFORE / len(mainland) for rate in rates[1:]]
    for reading, rate in enumerate(rates):
        share = max(rate / sum(rates), LEAST)
        yield from ((item_of(form), len(rates), reading, share) for _ in range(SHOWN))


def _rate(word: str, counted: int) -> float:
    """Say how often a word is written, counted in the prose and in jieba's list."""
    own = counted if word[0] != PARTICLE else 0
    return own + max(0, _listed().get(word, 0) - UNCOUNTED) / LISTED
