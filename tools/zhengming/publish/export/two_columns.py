"""
Source and target and nothing else: what machine translation services take as a glossary.

Such a service wants each source once and has no room for a comment; `unique_pairs` keeps the first,
reports the rest, and the comments go into a companion file.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhengming.publish.export.outgoing import Outgoing
from zhengming.publish.phrases import one_line
from zhengming.publish.visible import plain

WARNING = (
    "Drafts and English of our own are among the pairs; this format has no room to say so. The file\n"
    "that ends in .comments.tsv, written beside this one, says it line by line: read it first.\n"
    "Loading this file sends your term list to the service, and with it what you are working on."
)


def unique_pairs(
    out: Outgoing, *, longest: int
) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    """
    Return (source, target, comment) with each source once, and what had to stay behind.

    `longest` is the most bytes that a text may have.
    """
    kept: dict[str, tuple[str, str, str]] = {}
    left = list(out.silent())
    for pair in out.pairs():
        source, target = (one_line(plain(side)) for side in out.sides(pair))
        size = max(len(source.encode()), len(target.encode()))
        if size > longest:
            left.append(f"{source}: {size} bytes, more than {longest}")
        elif source not in kept:
            kept[source] = (source, target, pair.comment)
        elif kept[source][1] != target:
            left.append(f"{source}: has “{kept[source][1]}” already, so not “{target}”")
    return list(kept.values()), tuple(left)


def comments(pairs: Sequence[tuple[str, str, str]]) -> bytes:
    """Write the companion file with the comment on every pair."""
    return "".join(f"{source}\t{target}\t{note}\n" for source, target, note in pairs).encode()
