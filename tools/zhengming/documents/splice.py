"""
From the change of a text to changes in a file: which stretch of which part gets which characters.

`lay` cuts the text of a flow into pieces that know their place in the file; `settle` takes a change
apart; `spread` brings the two together. A word that is split over several runs is changed in all of
them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import ne
from xml.sax.saxutils import escape

from zhengming.base.alignment import Alignment, Change
from zhengming.documents.flow import BETWEEN_BLOCKS, Block, Flow, Run
from zhengming.documents.spared import Span

NUMBERED = re.compile(r"&#(?:([xX])[0-9a-fA-F]{1,6}|[0-9]{1,7});?")

LINK_END = re.compile(r"</(?:w:hyperlink|a)\b|<w:fldChar\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Laid:
    """The text of a flow, and where in it each run lies: `runs[i]` begins at `starts[i]`."""

    text: str
    starts: tuple[int, ...]
    runs: tuple[Run, ...]

    def at(self, point: int) -> tuple[Run, int] | None:
        """The run that holds a character, and how far in it stands; None between the blocks."""
        index = bisect_right(self.starts, point) - 1
        if index < 0 or point >= self.starts[index] + len(self.runs[index].text):
            return None
        return self.runs[index], point - self.starts[index]


@dataclass(slots=True)
class Spread:
    """What is to be put where, by part; and how often that was not possible, by reason."""

    parts: dict[str, list[Change]] = field(default_factory=dict)
    places: int = 0
    torn: int = 0
    shared: int = 0


def lay(flow: Flow, blocks: Iterable[Block]) -> Laid:
    """Lay the blocks out as one text: the file itself where it is verbatim, else joined."""
    if flow.verbatim:
        runs = [run for block in blocks for run in block.runs]
        return Laid(flow.parts[""], tuple(r.start for r in runs), tuple(runs))
    pieces: list[str] = []
    starts: list[int] = []
    found: list[Run] = []
    at = 0
    for block in blocks:
        if not block.text.strip():
            continue
        if pieces:
            pieces.append(BETWEEN_BLOCKS)
            at += len(BETWEEN_BLOCKS)
        for run in block.runs:
            starts.append(at)
            found.append(run)
            pieces.append(run.text)
            at += len(run.text)
    return Laid("".join(pieces), tuple(starts), tuple(found))


def applied(source: str, changes: Iterable[Change]) -> str:
    """Return a part with changes made; at one place they keep their order."""
    pieces: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda c: (c.start, c.end)):
        pieces += (source[at : change.start], change.text)
        at = change.end
    return "".join((*pieces, source[at:]))


def link_ends(flow: Flow, laid: Laid) -> list[int]:
    """Where in the text a link has just ended; a word processor also cuts runs inside a link."""
    if flow.verbatim or "://" not in laid.text:
        return []
    return [
        at
        for at, before, after in zip(laid.starts[1:], laid.runs, laid.runs[1:], strict=False)
        if before.part == after.part
        and LINK_END.search(flow.parts[after.part], before.end, max(before.end, after.start))
    ]


def settle(before: str, after: str, alignment: Alignment) -> tuple[str, list[Change]]:
    """
    Take a change apart: what it did sign by sign, and where the length changed.

    Returns the text with the first applied (as long as `before`), and the rest as changes of it, as
    small as can be. Raises ValueError where the alignment does not lead from one text to the other.

        >>> settle("优化国家", "最佳化國家", Alignment([Change(0, 2, "最佳化")]))
        ('优化國家', [Change(start=0, end=1, text='最佳')])
    """
    pieces: list[str] = []
    rest: list[Change] = []
    at = out = 0
    for change in (*alignment.changes, Change(len(before), len(before), "")):
        # Between changes, and in one that keeps the length, the two texts run in step.
        gap = change.start - at
        pieces.append(after[out : out + gap])
        out += gap
        old, new = before[change.start : change.end], after[out : out + len(change.text)]
        if len(old) != len(new):
            rest.append(_trimmed(change.start, old, new))
        pieces.append(old if len(old) != len(new) else new)
        at, out = change.end, out + len(change.text)
    settled = "".join(pieces)
    if out != len(after) or len(settled) != len(before):
        raise ValueError(f"{len(before)} characters became {len(after)}, and {out} are explained")
    return settled, rest


def _trimmed(at: int, old: str, new: str) -> Change:
    """A change without what its two ends share."""
    most = min(len(old), len(new))
    head = tail = 0
    while head < most and old[head] == new[head]:
        head += 1
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Change(at + head, at + len(old) - tail, new[head : len(new) - tail])


def spread(
    flow: Flow, laid: Laid, after: str, alignment: Alignment, kept: Sequence[Span]
) -> Spread:
    """
    Turn the change of a text into changes of the parts of its file; spans in `kept` stay.

    Raises ValueError where the alignment does not lead from the one text to the other.
    """
    made = Spread()
    settled, rest = settle(laid.text, after, alignment)
    settled = _restored(laid.text, settled, kept)
    asked: dict[int, list[Change]] = {}
    ends = [end for _, end in kept]
    for change in rest:
        at = bisect_right(ends, change.start)
        if at == len(kept) or kept[at][0] >= max(change.end, change.start + 1):
            _share_out(laid, change, asked, made)
    first: dict[tuple[str, int, int], str] = {}
    for index, run in enumerate(laid.runs):
        start = laid.starts[index]
        here = settled[start : start + len(run.text)]
        longer = [Change(c.start - start, c.end - start, c.text) for c in asked.get(index, ())]
        new = "".join(_rewritten(here, longer)) if longer else here
        stretch = (run.part, run.start, run.end)
        # A text that several cells share stands once in the file: its first place decides.
        if stretch in first and not _is_markup(run):
            made.shared += first[stretch] != new
            continue
        first[stretch] = new
        if not run.fixed and new != run.text:
            made.places += sum(map(ne, run.text, here))
            _put(flow, run, new, made)
    return made


def _restored(before: str, after: str, kept: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in kept:
        pieces += (after[at:start], before[start:end])
        at = end
    return "".join((*pieces, after[at:])) if pieces else after


def _rewritten(text: str, changes: Sequence[Change]) -> Iterator[str]:
    at = 0
    for change in changes:
        yield text[at : change.start]
        yield change.text
        at = change.end
    yield text[at:]


def _share_out(laid: Laid, change: Change, asked: dict[int, list[Change]], made: Spread) -> None:
    """Give a change to the run that holds it, or its parts to the runs over which it is split."""
    first = max(bisect_right(laid.starts, change.start) - 1, 0)
    touched: list[tuple[int, int, int]] = []
    for index in range(first, len(laid.runs)):
        start = laid.starts[index]
        if start >= max(change.end, change.start + 1):
            break
        end = start + len(laid.runs[index].text)
        low, high = max(start, change.start), min(end, change.end)
        if low < high or (change.start == change.end and start <= change.start < end):
            touched.append((index, low, high))
    if any(laid.runs[index].fixed for index, _, _ in touched):
        return
    whole = sum(high - low for _, low, high in touched) == change.end - change.start
    if not touched or not whole or any(_is_markup(laid.runs[i]) for i, _, _ in touched):
        # Between the runs, or over a tab or a line break of the layout: nothing is torn for it.
        made.torn += bool(touched)
        return
    made.places += 1
    for number, (index, low, high) in enumerate(touched):
        asked.setdefault(index, []).append(Change(low, high, change.text if not number else ""))


def _is_markup(run: Run) -> bool:
    return run.start == run.end


def _put(flow: Flow, run: Run, new: str, made: Spread) -> None:
    """Write what a run becomes in the terms of its part."""
    stretch = flow.parts[run.part][run.start : run.end]
    into = made.parts.setdefault(run.part, [])
    if stretch == run.text and not _is_markup(run):
        # Only inside CDATA can a literal text hold a bare sign of markup.
        bare = flow.verbatim or "<" in stretch or "&" in stretch
        into.append(Change(run.start, run.end, new if bare else escape(new)))
        return
    numbered = NUMBERED.fullmatch(stretch)
    if numbered and html.unescape(stretch) == run.text:
        form = "&#x{:X};" if numbered[1] else "&#{};"
        into.append(Change(run.start, run.end, "".join(form.format(ord(ch)) for ch in new)))
        return
    made.torn += 1
