"""Words, pieces and counts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base.places import data_dir
from zhengming.text import train
from zhengming.text.segment import (
    COUNTS,
    MODEL,
    atoms,
    general_count,
    pieces,
    plausibility,
    tag_words,
)


@given(st.text(max_size=60))
def test_words_join_to_the_text(text: str) -> None:
    text = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    words = tag_words(text)
    assert "".join(w.text for w in words) == text
    assert all(text[w.start : w.end] == w.text for w in words)


@given(st.text(alphabet="政法委平安建设,。 A\n“”", max_size=40))
def test_pieces_cover_the_text(text: str) -> None:
    line = text.replace("\n", "")
    spans = pieces(line)
    assert "".join(line[a:b] for a, b in spans) == line


def test_atoms_join_to_the_word() -> None:
    for word in ["党组书记", "信访室", "县政府", "桃城区", "平安"]:
        assert sum(size for size, _ in atoms(word)) == len(word)


def test_counts() -> None:
    assert general_count("管理") > general_count("取保候审") > 0
    assert general_count("四型五网六队") == 0


def test_official_prose_is_more_plausible_than_its_shards() -> None:
    assert plausibility("严格规范") > plausibility("格规范公")


@pytest.mark.parametrize("name", [COUNTS, MODEL])
def test_the_recipe_names_the_shipped_file(name: str) -> None:
    recipe = json.loads((data_dir() / f"{Path(name).stem}.recipe.json").read_text("utf-8"))
    data = (data_dir() / name).read_bytes()
    assert recipe["sha256"] == hashlib.sha256(data).hexdigest()
    assert len(data) <= 2_000_000


def test_training_is_reproducible(tmp_path: Path) -> None:
    source = tmp_path / "news.txt"
    source.write_text("县委政法委推进平安建设。人民调解化解矛盾纠纷。\n" * 40, encoding="utf-8")
    made = [train.build_counts({"news": [source]}) for _ in range(2)]
    assert made[0] == made[1]
