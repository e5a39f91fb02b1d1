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


def ship(
    folder: Path,
    name: str,
    content: bytes,
    sources: Sequence[Path],
    made_by: str,
    **further: object,
) -> None:
    """Write a file, and beside it its hash, what it was made from, how, and what else matters."""
    write_bytes(folder / name, content)
    recipe = {
        "file": name,
        "sha256": _hash(content),
        "bytes": len(content),
        "made by": made_by,
        "from": {path.name: _hash(path.read_bytes()) for path in sources},
        **further,
    }
    text = json.dumps(recipe, ensure_ascii=False, indent=2) + "\n"
    write_bytes(folder / f"{name.rpartition('.')[0]}.recipe.json", text.encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
