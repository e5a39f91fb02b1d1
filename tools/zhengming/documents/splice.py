"""
From the change of a text to changes in a file: which stretch of which part gets which characters.

`differences` says what a change did, character by character where it can; `lay` cuts the text of a
flow into pieces that know their place in the file; `spread` brings the two together. A word that
is split over several runs is changed in all of them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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


def differences(before: str, after: str, alignment: Alignment) -> Iterator[Change]:
    """
    Yield what a change did to a text, in order, as small as can be.

    Raises ValueError where the alignment does not lead from the one text to the other.

        >>> [c.text for c in differences("国家机关", "國家機關", Alignment())]
        ['國', '機', '關']
    """
    at = out = 0
    for change in (*alignment.changes, Change(len(before), len(before), "")):
        same = change.start - at
        yield from _signs(at, before[at : change.start], after[out : out + same])
        out += same
        # The text is the truth: a later step may have written the same words in another script.
        became = Change(change.start, change.end, after[out : out + len(change.text)])
        yield from _exchanged(became, before[change.start : change.end])
        at, out = change.end, out + len(change.text)
    if out != len(after):
        raise ValueError(f"{len(after) - out} characters come from nowhere")


def _signs(at: int, before: str, after: str) -> Iterator[Change]:
    if len(before) != len(after):
        raise ValueError("the alignment ends before the text does")
    if before != after:
        for shift, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield Change(at + shift, at + shift + 1, new)


def _exchanged(change: Change, before: str) -> Iterator[Change]:
    """A change of equal length goes sign by sign, any other without what its ends share."""
    after = change.text
    if len(before) == len(after):
        yield from _signs(change.start, before, after)
        return
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    yield Change(change.start + head, change.end - tail, after[head : len(after) - tail])


def spread(flow: Flow, laid: Laid, changes: Iterable[Change], kept: Sequence[Span]) -> Spread:
    """Turn the changes of a text into changes of the parts of its file."""
    made = Spread()
    asked: dict[int, list[Change]] = {}
    ends = [end for _, end in kept]
    for change in changes:
        at = bisect_right(ends, change.start)
        if at < len(kept) and kept[at][0] < max(change.end, change.start + 1):
            continue
        _share_out(laid, change, asked, made)
    settled: dict[tuple[str, int, int], list[Change]] = {}
    for index, run in enumerate(laid.runs):
        here = [_moved(c, -laid.starts[index]) for c in asked.get(index, ())]
        stretch = (run.part, run.start, run.end)
        first = settled.setdefault(stretch, here)
        if first is not here:
            # A text that several cells share stands once in the file: its first place decides.
            made.shared += first != here
        elif here:
            _put(flow, run, here, made)
    return made


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


def _moved(change: Change, shift: int) -> Change:
    return Change(change.start + shift, change.end + shift, change.text)


def _put(flow: Flow, run: Run, changes: list[Change], made: Spread) -> None:
    """Write the changes of one run in the terms of its part."""
    stretch = flow.parts[run.part][run.start : run.end]
    into = made.parts.setdefault(run.part, [])
    if stretch == run.text:
        # Only inside CDATA can a literal text hold a bare sign of markup.
        bare = flow.verbatim or "<" in stretch or "&" in stretch
        into += [
            Change(c.start + run.start, c.end + run.start, c.text if bare else escape(c.text))
            for c in changes
        ]
        return
    numbered = NUMBERED.fullmatch(stretch)
    if numbered and html.unescape(stretch) == run.text and len(changes) == 1:
        form = "&#x{:X};" if numbered[1] else "&#{};"
        new = "".join(form.format(ord(ch)) for ch in changes[0].text)
        into.append(Change(run.start, run.end, new))
        return
    made.places -= len(changes)
    made.torn += len(changes)
