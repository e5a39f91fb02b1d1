"""
Files that a recipe makes from the shared collections and the program ships: `ship`.

Beside each lies a note (NAME.recipe.json) of its hash, of what it was made from, and how.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from zhengming.base.delivery import write_bytes

WEIGHTS = "Apache-2.0; numbers only, no text of the sources"


def recipe(
    name: str, content: bytes, sources: Sequence[Path], made_by: str, **further: object
) -> dict[str, object]:
    """Describe a shipped file: its hash, what it was made from, how, and what else matters."""
    return {
        "file": name,
        "sha256": _hash(content),
        "bytes": len(content),
        "made by": made_by,
        "from": {path.name: _hash(path.read_bytes()) for path in sources},
        **further,
    }


def ship(
    folder: Path,
    name: str,
    content: bytes,
    sources: Sequence[Path],
    made_by: str,
    **further: object,
) -> None:
    """Write a file and its recipe beside it."""
    write_bytes(folder / name, content)
    note = recipe(name, content, sources, made_by, **further)
    text = json.dumps(note, ensure_ascii=False, indent=2) + "\n"
    write_bytes(folder / f"{name.rpartition('.')[0]}.recipe.json", text.encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
