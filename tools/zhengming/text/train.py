"""
The recipes of what is shipped: the table of counts and the model of official prose.

`build_counts` makes `data/counts.npz` from three collections; `train_model` makes
`data/official.model`. `zhengming train` runs them, on the maintainer's collections or on a user's
own. Same input, same bytes.
"""

from __future__ import annotations

import io
import json
import lzma
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from zhengming.base.delivery import zip_bytes
from zhengming.text.hanzi import fold
from zhengming.text.segment import MIX, SCALE, Hasher, code_points, mix, tagged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

COLLECTIONS = ("general", "news", "law")
COLUMNS = (*COLLECTIONS, "left", "right", "near")
WORDS_MOST = 5
FLOORS = {"general": 10, "news": 6, "law": 10}
SHARD = 2_000_000
TAG = re.compile(r"<[^>]{0,200}>|^p>", re.MULTILINE)
FIELD = re.compile(
    "政法|综治|公安|警察|民警|法院|检察|司法|治安|纠纷|信访|犯罪|执法|普法|法治|维稳|平安|社会治理"
)


def read_collection(path: Path) -> Iterator[str]:
    """Yield shards of a collection (.txt, .txt.xz, or .jsonl.xz with `text`), markup removed."""
    opened = (lzma if path.suffix == ".xz" else io).open(path, "rt", encoding="utf-8")
    held: list[str] = []
    size = 0
    with opened as file:
        for line in file:
            text = json.loads(line)["text"] + "\n" if ".jsonl" in path.name else TAG.sub("\n", line)
            held.append(fold(text))
            size += len(text)
            if size >= SHARD:
                yield "".join(held)
                held, size = [], 0
    if held:
        yield "".join(held)


def count_shard(text: str) -> tuple[Hashes, NDArray[np.int64], dict[str, NDArray[np.float64]]]:
    """
    Count the strings of one to five words of a text.

    Returns their hashes, counts, and the variety of what stands beside them on either side.
    """
    words = [word for word, _ in tagged(text)]
    end = np.cumsum(np.fromiter(map(len, words), np.int64, len(words)))
    start = np.r_[0, end[:-1]] if words else end
    about = {
        word: (_is_solid(word), _is_stop(word), bool(FIELD.search(word))) for word in set(words)
    }
    traits = np.array([about[word] for word in words], np.bool_).reshape(-1, 3)
    solid = traits[:, 0]
    hasher = Hasher(code_points(text))
    own = hasher.spans(start, end)
    sentence = np.cumsum(traits[:, 1])
    near = np.bincount(sentence, traits[:, 2]) > 0
    parts: list[tuple[Hashes, ...]] = []
    run = solid.copy()
    for length in range(1, WORDS_MOST + 1):
        if length > 1:
            run = run[:-1] & solid[length - 1 :]
        at = np.flatnonzero(run)
        at = at[(end[at + length - 1] - start[at]) <= 12]
        hashes = hasher.spans(start[at], end[at + length - 1])
        before = np.where(at > 0, own[np.maximum(at - 1, 0)], 0)
        last = np.minimum(at + length, len(own) - 1)
        parts.append((hashes, before, own[last], near[sentence[at]].astype(np.uint64)))
    hashes, before, after, close = (np.concatenate(c) for c in zip(*parts, strict=True))
    keys, back, counted = np.unique(hashes, return_inverse=True, return_counts=True)
    sides: dict[str, NDArray[np.float64]] = {
        "left": _variety(back, before, len(keys)),
        "right": _variety(back, after, len(keys)),
    }
    sides["near"] = np.bincount(back, close.astype(np.float64), len(keys)).astype(np.float64)
    return keys, counted, sides


def _is_solid(word: str) -> bool:
    return word[0] > "\u2e80" and word.isalpha()


def _is_stop(word: str) -> bool:
    return word in "。!?;\n" or "\n" in word


def _variety(group: NDArray[np.int64], beside: Hashes, size: int) -> NDArray[np.float64]:
    """Count the different neighbours of each string."""
    with np.errstate(over="ignore"):
        pair = mix(group.astype(np.uint64) * MIX + beside)
    _, first = np.unique(pair, return_index=True)
    return np.bincount(group[first], minlength=size).astype(np.float64)


class Tally:
    """Counts of strings over shards: merged as they come, rare ones dropped between times."""

    def __init__(self) -> None:
        self.keys = np.zeros(0, np.uint64)
        self.values = np.zeros((0, 4))
        self.size = 0

    def add(self, keys: Hashes, values: NDArray[np.float64]) -> None:
        """Merge counts (count, left, right, near) of a further shard."""
        both = np.concatenate([self.keys, keys])
        stacked = np.concatenate([self.values, values])
        self.keys, back = np.unique(both, return_inverse=True)
        merged = np.zeros((len(self.keys), stacked.shape[1]))
        np.add.at(merged, back, stacked)
        self.values = merged

    def prune(self, floor: float) -> None:
        """Drop strings seen less often than `floor`."""
        kept = self.values[:, 0] >= floor
        self.keys, self.values = self.keys[kept], self.values[kept]


def tally(paths: Iterable[Path]) -> Tally:
    """Count a collection in shards."""
    total = Tally()
    for path in paths:
        for number, shard in enumerate(read_collection(path)):
            keys, counted, sides = count_shard(shard)
            values = np.stack([counted, sides["left"], sides["right"], sides["near"]], axis=1)
            total.add(keys, values.astype(np.float64))
            total.size += len(shard)
            if len(total.keys) > 6_000_000 or number % 4 == 3:
                total.prune(2)
    return total


def build_counts(
    collections: Mapping[str, Sequence[Path]], floors: dict[str, int] | None = None
) -> bytes:
    """
    Make the shipped table from files by collection ("general", "news", "law").

    Kept are strings that reach the floor of one collection. Stored are the upper 40 bits of their
    hashes, as steps, and logarithms in one byte: counts by collection, different neighbours to the
    left and right, occurrences in sentences that speak of law and order.
    """
    tallies = {name: tally(collections.get(name, ())) for name in COLLECTIONS}
    floors = floors or FLOORS
    keys = np.unique(
        np.concatenate([t.keys[t.values[:, 0] >= floors[n]] for n, t in tallies.items()])
    )
    found = {name: _look_up(t, keys) for name, t in tallies.items()}
    total = found["general"] + found["news"] + found["law"]
    near = found["general"][:, 3] + found["news"][:, 3]
    columns = {name: found[name][:, 0] for name in COLLECTIONS}
    columns |= {"left": total[:, 1], "right": total[:, 2], "near": near}
    return pack(keys, columns, [tallies[n].size for n in COLLECTIONS])


def _look_up(one: Tally, keys: Hashes) -> NDArray[np.float64]:
    rows = np.minimum(np.searchsorted(one.keys, keys), max(len(one.keys) - 1, 0))
    if not len(one.keys):
        return np.zeros((len(keys), 4))
    return np.where((one.keys[rows] == keys)[:, None], one.values[rows], 0.0)


def pack(keys: Hashes, columns: dict[str, NDArray[np.float64]], sizes: Sequence[int]) -> bytes:
    """Write the table as a reproducible .npz."""
    short, first = np.unique(keys >> np.uint64(24), return_index=True)
    arrays: dict[str, NDArray[np.generic]] = {
        "steps": np.diff(short, prepend=np.uint64(0)).astype(np.uint32),
        "names": np.array(list(columns)),
        "sizes": np.array(sizes, np.int64),
    }
    for name, values in columns.items():
        arrays[name] = np.round(np.log1p(values[first]) * SCALE).astype(np.uint8)
    members = []
    for name, array in arrays.items():
        buffer = io.BytesIO()
        np.save(buffer, array, allow_pickle=False)
        members.append((f"{name}.npy", buffer.getvalue()))
    return zip_bytes(members)


def train_model(paths: Sequence[Path], pieces: int = 60_000, sentences: int = 60_000) -> bytes:
    """
    Train the SentencePiece unigram model of official prose (Kudo 2018), normalisation off.

    Sentences are sampled evenly over the collections with a fixed seed; one thread, so that the same
    input gives the same model.
    """
    import sentencepiece

    chosen: list[str] = []
    for path in paths:
        lines = [
            part
            for shard in read_collection(path)
            for part in re.split(r"(?<=[。;!?])|\n", shard)
            if 8 <= len(part) <= 200
        ]
        unique = sorted(set(lines))
        chosen += random.Random(0).sample(unique, min(sentences // len(paths), len(unique)))  # noqa: S311 - a sample, no secret
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(chosen),
        model_writer=model,
        model_type="unigram",
        vocab_size=pieces,
        character_coverage=0.9998,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        seed_sentencepiece_size=200_000,
        max_sentencepiece_length=8,
        num_threads=1,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()
