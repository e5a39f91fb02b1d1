"""A shipped file has a note of what it was made from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from zhengming.text.shipped import ship


def test_a_shipped_file_has_its_recipe_beside_it(tmp_path: Path) -> None:
    source = tmp_path / "news.txt"
    source.write_text("维稳", "utf-8")
    ship(tmp_path, "some.slips.tsv", b"content", [source], "by hand", licence="Apache-2.0")
    assert (tmp_path / "some.slips.tsv").read_bytes() == b"content"
    note = json.loads((tmp_path / "some.slips.recipe.json").read_text("utf-8"))
    assert note["sha256"] == hashlib.sha256(b"content").hexdigest()
    assert note["from"] == {"news.txt": hashlib.sha256("维稳".encode()).hexdigest()}
    assert (note["bytes"], note["made by"], note["licence"]) == (7, "by hand", "Apache-2.0")
