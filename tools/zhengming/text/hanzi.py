"""
Chinese characters: what counts as one, and the face of a text that is searched.

`fold` maps a text 1:1 to its search key (simplified, variants unified); `view` also skips what a
reader does not see as part of a word, and keeps the way back to the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from zhengming.base.alignment import View
from zhengming.base.places import data_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Edges = tuple[NDArray[np.int64], NDArray[np.int64]]

HAN = (
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u2e80-\u2fd5\u3005\u3007"  # radicals, 々, 〇
)
HAN_CHARACTER = re.compile(f"[{HAN}]")
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
OPENING = "“‘「『〝"
CLOSING = "”’」』〞"
PLAIN_QUOTES = '"＂'
SMALL = 2000
PIECE = 1 << 15
HAN_RUN = re.compile(f"[{HAN}]+")
TWO_HAN = re.compile(f"[{HAN}](?=[{HAN}])")
SPECIAL = 0x200000  # above every code point


def is_han(ch: str) -> bool:
    """
    Whether a character is Han (ideographs of every plane, radicals, 々, 〇).

    >>> is_han("政"), is_han("𠮷"), is_han("A")
    (True, True, False)
    """
    return HAN_CHARACTER.match(ch) is not None


def count_han(text: str) -> int:
    """Count the Han characters of a text."""
    return sum(map(len, HAN_RUN.findall(text)))


@cache
def fold_map() -> dict[int, int]:
    """Read the shipped table (recipe: `text.foldtable`) as a map of code points."""
    keys, values = (data_dir() / "fold.txt").read_text("utf-8").splitlines()
    return {ord(k): ord(v) for k, v in zip(keys, values, strict=True)}


@cache
def _fold_array() -> NDArray[np.uint32]:
    # uint32, not uint16: more than two hundred pairs cross the border of the first plane.
    import numpy as np

    table = np.arange(0x110000, dtype=np.uint32)
    pairs = fold_map()
    table[np.fromiter(pairs, np.uint32)] = np.fromiter(pairs.values(), np.uint32)
    return table


def fold(text: str) -> str:
    """
    Map a text to its search key, character by character: offsets stay the same.

    >>> fold("維穩與⻅證，ＡＩ") == fold("维稳与见证,AI")
    True
    """
    if len(text) < SMALL:
        return text.translate(fold_map())
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _text(_fold_array()[codes])


def view(text: str, paragraphs: Iterable[tuple[int, int]] | None = None) -> View:
    """
    Make the searchable face of a text.

    Skipped: zero-width and direction marks, variation selectors, quotation marks (but not where
    one quotation follows another: “平安”“建设” are two words), and a single line break, with its
    indentation, between Han characters. Where `paragraphs` (spans in code points) are given, a
    line break is skipped only inside one of them; without, between any two Han characters.

        >>> v = view("推進“平安”建\\n設")
        >>> v.key, v.span(2, 6)
        ('推进平安建设', (3, 9))
    """
    if text.isascii():
        return View(text, text)
    edges = None if paragraphs is None else _edges(paragraphs)
    keys: list[str] = []
    shifts: list[int] = []
    done = 0
    for start, end in _pieces(text):
        key, inside = _face(text[start:end], start, edges)
        shifts += [position + done for position in inside] if done else inside
        keys.append(key)
        done += len(key)
    return View(text, "".join(keys), shifts)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text between two Han characters: pieces that fit the cache are twice as fast."""
    start = 0
    while len(text) - start > 2 * PIECE:
        cut = TWO_HAN.search(text, start + PIECE, start + 2 * PIECE)
        end = cut.start() + 1 if cut else len(text)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _face(text: str, begin: int, edges: Edges | None) -> tuple[str, list[int]]:
    """Make the key and the shifts of a piece that begins at `begin` in its text."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    key = _view_array().take(codes)
    special = np.flatnonzero(key >= SPECIAL)
    if not len(special):
        return _text(key), []
    key[special] &= SPECIAL - 1
    holes = _holes(codes, special, begin, edges)
    if not len(holes):
        return _text(key), []
    kept = np.ones(len(key), dtype=bool)
    kept[holes] = False
    return _text(key[kept]), (holes - np.arange(len(holes))).tolist()


def _holes(
    codes: NDArray[np.uint32],
    special: NDArray[np.int64],
    begin: int,
    edges: Edges | None,
) -> NDArray[np.int64]:
    """Say which characters are skipped; `special` are those that may be."""
    import numpy as np

    kinds = _kinds().take(codes[special])
    skip = kinds >= Seen.INVISIBLE
    beside = np.flatnonzero(special[1:] == special[:-1] + 1)
    closes, opens = kinds[beside] >= Seen.CLOSING, kinds[beside + 1]
    opens = (opens == Seen.OPENING) | (opens == Seen.QUOTE)
    skip[beside[closes & opens]] = False
    breaks = special[kinds == Seen.BREAK]
    return np.union1d(special[skip], _wraps(codes, breaks, begin, edges))


class Seen(IntEnum):
    """How a character counts when a text is searched; from INVISIBLE on it is skipped."""

    OTHER = 0
    HAN = 1
    SPACE = 2
    BREAK = 3
    INVISIBLE = 4
    OPENING = 5
    CLOSING = 6
    QUOTE = 7


@cache
def _kinds() -> NDArray[np.uint8]:
    import numpy as np

    table = np.zeros(0x110000, dtype=np.uint8)
    for kind, characters in (
        (Seen.HAN, HAN),
        (Seen.SPACE, " \t\r\u3000"),
        (Seen.BREAK, "\n"),
        (Seen.INVISIBLE, INVISIBLE),
        (Seen.OPENING, OPENING),
        (Seen.CLOSING, CLOSING),
        (Seen.QUOTE, PLAIN_QUOTES),
    ):
        for first, last in _ranges(characters):
            table[first : last + 1] = kind
    return table


def _ranges(characters: str) -> Iterator[tuple[int, int]]:
    """Read the inside of a regex character class: single characters and a-z ranges."""
    for m in re.finditer(r"(.)(?:-(.))?", characters, re.S):
        yield ord(m[1]), ord(m[2] or m[1])


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _wraps(
    codes: NDArray[np.uint32],
    breaks: NDArray[np.int64],
    begin: int,
    edges: Edges | None,
) -> NDArray[np.int64]:
    """Find the line breaks that only wrap a line, with the blanks around them."""
    import numpy as np

    breaks = breaks[(breaks > 0) & (breaks < len(codes) - 1)]
    if edges is not None:
        breaks = breaks[_inside(breaks + begin, edges)]
    before, after = _kinds().take(codes[breaks - 1]), _kinds().take(codes[breaks + 1])
    ends_well = (before == Seen.HAN) | (before == Seen.CLOSING)
    goes_on = (after == Seen.HAN) | (after == Seen.OPENING)
    wraps = [breaks[ends_well & goes_on]]
    blank = (before == Seen.SPACE) | (after == Seen.SPACE)
    for at in breaks[blank & (ends_well | (before == Seen.SPACE))].tolist():
        start, end = _blanks(codes, at)
        left, right = _kinds()[codes[start - 1]], _kinds()[codes[end]]
        if left in (Seen.HAN, Seen.CLOSING) and right in (Seen.HAN, Seen.OPENING):
            wraps.append(np.arange(start, end))
    return np.concatenate(wraps)


def _blanks(codes: NDArray[np.uint32], at: int) -> tuple[int, int]:
    """Widen a line break to the blanks around it; never reaches the first or last character."""
    kinds = _kinds()
    start, end = at, at + 1
    while start > 1 and kinds[codes[start - 1]] == Seen.SPACE:
        start -= 1
    while end < len(codes) - 1 and kinds[codes[end]] == Seen.SPACE:
        end += 1
    return start, end


@cache
def _view_array() -> NDArray[np.uint32]:
    """The fold table with a mark on every character that may be skipped: one look-up does both."""
    import numpy as np

    table, kinds = _fold_array().copy(), _kinds()
    table[(kinds == Seen.BREAK) | (kinds >= Seen.INVISIBLE)] |= np.uint32(SPECIAL)
    return table


def _edges(paragraphs: Iterable[tuple[int, int]]) -> Edges:
    """Sort spans into their starts and their ends."""
    import numpy as np

    spans = np.array(sorted(paragraphs), dtype=np.int64).reshape(-1, 2)
    return spans[:, 0], spans[:, 1]


def _inside(breaks: NDArray[np.int64], edges: Edges) -> NDArray[np.bool_]:
    """Say of each line break whether it stands inside a paragraph."""
    import numpy as np

    starts, ends = edges
    if not len(starts):
        return np.zeros(len(breaks), dtype=bool)
    at = np.searchsorted(starts, breaks, side="right") - 1
    inside: NDArray[np.bool_] = (at >= 0) & (breaks < ends[at])
    return inside
