"""A restored text as it may be quoted: the original stands, the restored words follow in brackets."""

from __future__ import annotations

from collections.abc import Iterable

from zhengming.base.findings import Edit


def quoted(text: str, edits: Iterable[Edit]) -> str:
    """
    Put each restored word after what was written.

    >>> quoted("電子員警執法", [Edit(2, 4, "員警", "警察", 0.9, "")])
    '電子員警 [警察]執法'
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: e.start):
        parts += (text[at : edit.end], f" [{edit.restored}]")
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)
