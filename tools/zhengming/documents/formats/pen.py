"""
Collects runs into blocks while a format is walked: `Pen.write` a run, `Pen.close` a paragraph.

Text that a reader of the finished document does not see in the line (deleted, hidden, a reading
aid) is set apart in a block of its own behind the paragraph, marked: nothing is dropped, and no
word of the visible text is torn.
"""

from __future__ import annotations

from zhengming.base.document import Mark, ParagraphKind
from zhengming.documents.flow import Block, Run

ASIDE: tuple[Mark, ...] = ("deleted", "hidden", "ruby")


class Pen:
    """Writes blocks; paragraphs may be nested (a text box inside a paragraph)."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._open: list[dict[Mark | None, list[Run]]] = [{}]
        self._behind: list[list[Block]] = [[]]

    def nest(self) -> None:
        """Begin a paragraph inside the one that is open; it will stand behind it."""
        self._open.append({})
        self._behind.append([])

    def write(self, run: Run, mark: Mark | None = None) -> None:
        """Add a run to the open paragraph; `mark` says what happened to it in the file."""
        if run.text:
            self._open[-1].setdefault(mark, []).append(run)

    def close(
        self,
        kind: ParagraphKind = "paragraph",
        *,
        level: int = 0,
        marks: tuple[Mark, ...] = (),
        anchor: str = "",
        nested: bool = False,
    ) -> None:
        """End the open paragraph: one block for what is seen, one for each kind of aside."""
        written, behind = self._open.pop(), self._behind.pop()
        if not nested:
            self.nest()
        # A note inside a paragraph that has begun waits until that paragraph is written.
        waits = nested and bool(self._open[-1] or self._behind[-1])
        here = self._behind[-1] if waits else self.blocks
        seen, said = written.get(None, []), marks
        if "inserted" in written:
            seen = sorted([*seen, *written["inserted"]], key=lambda r: (r.part, r.start))
            said = (*marks, "inserted")
        here += _blocks(seen, kind, level, said, anchor)
        for mark in ASIDE:
            here += _blocks(written.get(mark, []), kind, level, (*marks, mark), anchor)
        here += behind


def _blocks(
    runs: list[Run], kind: ParagraphKind, level: int, marks: tuple[Mark, ...], anchor: str
) -> list[Block]:
    """One block, or none where nothing but white space was written."""
    kept = _trimmed(runs)
    return [Block(kept, kind, level, marks, anchor)] if kept else []


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Leave out runs of mere white space at both ends."""
    first, last = 0, len(runs)
    while first < last and runs[first].text.isspace():
        first += 1
    while last > first and runs[last - 1].text.isspace():
        last -= 1
    return tuple(runs[first:last])
