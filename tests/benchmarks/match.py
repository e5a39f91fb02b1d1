"""Fold + match in MB of UTF-8 per CPU second on one core, beside raw engines on the folded text."""

from __future__ import annotations

import re
from collections import Counter

from tests.benchmarks.measure import corpus, cpu
from zhengming.find.match import Matcher
from zhengming.text.hanzi import view
from zhengming.text.script import to_hant

HAN_RUN = re.compile(r"[一-鿿]{2,12}")


def terms(text: str, count: int, *, dense: bool) -> list[str]:
    """Glossary-like patterns: n-grams of the text, frequent ones (dense) or rare ones (sparse)."""
    grams: Counter[str] = Counter()
    for run in HAN_RUN.findall(text[:1_500_000]):
        for n in (4, 5, 6):
            grams.update(run[i : i + n] for i in range(0, len(run) - n + 1, n))
    ranked = [gram for gram, _ in grams.most_common()]
    return ranked[:count] if dense else ranked[-count:]


def run() -> None:
    """Print a table; the mark is 0.45 of raw daachorse and 100 MB/s."""
    import ahocorasick
    import ahocorasick_rs
    import daachorse

    news = corpus("news-zh.txt.xz", 6_000_000)
    if news is None:
        return
    traditional = to_hant(news[:3_000_000], "tw")
    invisible = "\u200b".join(news[i : i + 40] for i in range(0, 3_000_000, 40))
    print("text         patterns  per 1,000  ours  daachorse  ratio  ac_rs  pyac   (MB/s of UTF-8)")
    for name, text in (
        ("simplified", news),
        ("traditional", traditional),
        ("zero-width", invisible),
    ):
        size = len(text.encode()) / 1e6
        folded = view(text).key
        for count in (150, 5_000, 50_000):
            for dense in (False, True):
                keys = terms(news, count, dense=dense)
                matcher = Matcher((key, (key,)) for key in keys)
                raw = daachorse.CharwiseDoubleArrayAhoCorasick(list(matcher.keys), 1)
                rust = ahocorasick_rs.AhoCorasick(
                    list(matcher.keys), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
                )
                ours = size / cpu(lambda m=matcher, t=text: m.hits(view(t)))
                peer = size / cpu(lambda e=raw, k=folded: e.find(k))
                other = size / cpu(lambda e=rust, k=folded: e.find_matches_as_indexes(k), 2)
                slow = ahocorasick.Automaton()
                for key in matcher.keys:
                    slow.add_word(key, key)
                slow.make_automaton()
                part = folded[:400_000]
                third = (
                    len(part.encode())
                    / 1e6
                    / cpu(lambda e=slow, k=part: sum(1 for _ in e.iter_long(k)), 1)
                )
                density = len(matcher.hits(view(text))) / len(text) * 1000
                print(
                    f"{name:12} {count:8} {density:9.1f} {ours:6.0f} {peer:9.0f} {ours / peer:6.2f} {other:6.0f} {third:5.0f}"
                )
