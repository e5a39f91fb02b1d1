"""
What a slogan contains, where the document itself spells it out; where it does not, nothing.

The parts stand before it (`preceding`), behind it (`following`), or in the shape of the text around
it (`moulds`). A list before a slogan must have as many parts as the numeral says; an explicit one
behind it (colon, bracket, 即) that has not is reported with both numbers.
"""

from __future__ import annotations

from zhengming.find.slogans.following import after
from zhengming.find.slogans.moulds import composed, moulded, reordered
from zhengming.find.slogans.preceding import before
from zhengming.find.slogans.slogan import SpelledOut, bare_mentions, quoted_mentions, spelled


def expand(text: str) -> tuple[SpelledOut, ...]:
    """
    Find what slogans contain, in a folded text; a slogan spelled out twice appears twice.

        >>> [p.text for p in expand("对网格化、信息化、社区化“三化”建设提出办法。")[0].parts]
        ['网格化', '信息化', '社区化']
    """
    quoted = list(quoted_mentions(text))
    inside = [(m.start, m.end) for m in quoted]
    bare = [m for m in bare_mentions(text) if not any(a <= m.start < b for a, b in inside)]
    found: list[SpelledOut] = []
    for mention in [*quoted, *bare]:
        for look in (before, after):
            listed = look(text, mention)
            if listed:
                found.append(spelled(text, mention, listed))
    found += list(moulded(text, quoted, found))
    found += list(composed(text, quoted, found))
    found += list(reordered(text, found))
    unique = {(f.term, tuple(p.text for p in f.parts)): f for f in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda f: (f.start, f.end)))
