"""
Other ways to find terms, for comparison in the same run. Each takes a text and returns terms, best
first: jieba TF-IDF and TextRank, plain C-value over noun chunks, PMI with branching entropy,
SentencePiece pieces by score, titles and quotations only, and smoothnlp where it is installed.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable

from zhengming.text.segment import pieces, plausibility, tag_words

HAN = re.compile("[\u4e00-\u9fff]+")
NOUNS = ("n", "v", "a", "j", "l")
Peer = Callable[[str], list[str]]


def tf_idf(text: str) -> list[str]:
    import jieba.analyse

    return list(jieba.analyse.extract_tags(text, topK=1000))


def text_rank(text: str) -> list[str]:
    import jieba.analyse

    return list(jieba.analyse.textrank(text, topK=1000))


def c_value(text: str) -> list[str]:
    """Frantzi and Ananiadou 2000, over runs of content words."""
    count: Counter[tuple[str, ...]] = Counter()
    run: list[str] = []
    for word in [*tag_words(text), None]:
        if word and word.pos.startswith(NOUNS) and HAN.fullmatch(word.text):
            run.append(word.text)
            continue
        for i in range(len(run)):
            for j in range(i + 1, min(len(run), i + 6) + 1):
                count[tuple(run[i:j])] += 1
        run = []
    around: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for words, n in count.items():
        for i in range(len(words)):
            for j in range(i + 1, len(words) + 1):
                if j - i < len(words):
                    around[words[i:j]].append(n)
    value = {
        w: math.log2(len(w) + 1) * (n - (sum(around[w]) / len(around[w]) if around[w] else 0))
        for w, n in count.items()
    }
    return ["".join(w) for w in sorted(value, key=lambda w: (-value[w], w)) if len("".join(w)) > 1]


def cohesion(text: str) -> list[str]:
    """Pointwise mutual information plus the lesser branching entropy of character strings."""
    count: Counter[str] = Counter()
    left: dict[str, Counter[str]] = defaultdict(Counter)
    right: dict[str, Counter[str]] = defaultdict(Counter)
    for run in HAN.findall(text):
        for n in range(1, 9):
            for i in range(len(run) - n + 1):
                string = run[i : i + n]
                count[string] += 1
                left[string][run[i - 1] if i else "^"] += 1
                right[string][run[i + n] if i + n < len(run) else "$"] += 1
    total = sum(n for s, n in count.items() if len(s) == 1)

    def entropy(beside: Counter[str]) -> float:
        size = sum(beside.values())
        return -sum(n / size * math.log(n / size) for n in beside.values())

    def score(string: str) -> float:
        bond = min(
            math.log(count[string] * total / (count[string[:i]] * count[string[i:]]))
            for i in range(1, len(string))
        )
        return bond + 2 * min(entropy(left[string]), entropy(right[string]))

    strings = [s for s, n in count.items() if n >= 2 and len(s) > 1]
    return sorted(strings, key=lambda s: (-score(s), s))


def piece_score(text: str) -> list[str]:
    found = Counter(text[a:b] for a, b in pieces(text) if b - a > 1 and HAN.fullmatch(text[a:b]))
    return sorted(found, key=lambda s: (-found[s] * -plausibility(s), s))


def marks_only(text: str) -> list[str]:
    return list(dict.fromkeys(re.findall("[《“]([^《》“”\n]{2,40})[》”]", text)))


def smooth(text: str) -> list[str]:
    from smoothnlp.algorithm.phrase import extract_phrase  # type: ignore[import-not-found]

    return list(extract_phrase(text, top_k=1000))


PEERS: dict[str, Peer] = {
    "jieba TF-IDF": tf_idf,
    "jieba TextRank": text_rank,
    "plain C-value": c_value,
    "PMI + branching entropy": cohesion,
    "SentencePiece score": piece_score,
    "titles and quotations": marks_only,
    "smoothnlp": smooth,
}
