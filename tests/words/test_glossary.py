"""Layers, look-ups, and a cache that is never half-written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhengming.base.errors import Unreadable, Usage
from zhengming.base.places import cache_dir
from zhengming.words import layers, store
from zhengming.words.entryfile import format_entry, parse_entry
from zhengming.words.glossary import load_glossary
from zhengming.words.layers import read_settings

ENTRY = """\
hans = "{hans}"
short = ["{short}"]
pinyin = "{pinyin}"
type = "name"
scope = "national"
definition = \"\"\"
A made-up entry.
\"\"\"

[[en]]
term = "{en}"
use = "preferred"
origin = "ours"

[[en]]
term = "the wrong office"
use = "avoid"
why = "It is not one."

[review]
status = "draft"
facts_as_of = "2026-11-20"
"""


def write(folder: Path, name: str, hans: str, pinyin: str, en: str, short: str = "简称") -> Path:
    path = folder / "terms" / "courts" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ENTRY.format(hans=hans, pinyin=pinyin, en=en, short=short), "utf-8")
    return path


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Shipped words of two entries, and a cache of their own."""
    folder = tmp_path / "ground"
    write(folder, "fayuan", "人民法院", "rénmín fǎyuàn", "people's court", "法院")
    write(folder, "lvshi", "律师协会", "lǜshī xiéhuì", "lawyers' association", "律协")
    (folder / "categories.toml").write_text('[courts]\nen = "Courts"\norder = 1\n', "utf-8")
    (folder / "words.toml").write_text('version = "7"\nlicence = "CC BY 4.0"\n', "utf-8")
    monkeypatch.setattr(layers, "words_dir", lambda: folder)
    monkeypatch.setenv("ZHENGMING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ZHENGMING_WORDS", str(tmp_path / "own"))
    return folder


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("人民法院", ["fayuan"]),
        ("法院", ["fayuan"]),
        ("律師協會", ["lvshi"]),  # traditional
        ("律师", ["lvshi"]),  # a part
        ("renmin fayuan", ["fayuan"]),
        ("rénmín fǎyuàn", ["fayuan"]),
        ("ren2min2 fa3yuan4", ["fayuan"]),
        ("rènmín fǎyuàn", []),  # wrong tone
        ("fayuan", ["fayuan"]),  # the short form's
        ("lvshixiehui", ["lvshi"]),
        ("lushi", ["lvshi"]),
        ("People's Court", ["fayuan"]),
        ("association lawyers", ["lvshi"]),
        ("wrong office", ["fayuan", "lvshi"]),  # a rendering to avoid leads to the entry
        ("", []),
        ("甌", []),
        ("%", []),
    ],
)
def test_lookup(ground: Path, query: str, found: list[str]) -> None:
    assert sorted(t.id for t in load_glossary().lookup(query)) == found


def test_an_entry_comes_back_whole(ground: Path) -> None:
    term = load_glossary().terms["fayuan"]
    text = (ground / "terms" / "courts" / "fayuan.toml").read_text("utf-8")
    assert term == parse_entry(text, id="fayuan", category="courts")
    assert format_entry(term) == text


def test_the_last_layer_wins_and_the_shipped_entry_stays_visible(
    ground: Path, tmp_path: Path
) -> None:
    write(tmp_path / "own", "fayuan", "人民法院", "rénmín fǎyuàn", "People's Court (ours)", "法院")
    write(tmp_path / "job", "fayuan", "人民法院", "rénmín fǎyuàn", "Court (client)", "某院")
    glossary = load_glossary([tmp_path / "job"])
    assert [layer.name for layer in glossary.layers] == ["shipped", "yours", "job"]
    assert glossary.terms["fayuan"].preferred()[0].term == "Court (client)"
    assert [t.layer for t in glossary.shadowed("fayuan")] == ["yours", "shipped"]
    patterns = dict(glossary.patterns())
    assert patterns["某院"] == ("fayuan",)
    assert "法院" not in patterns  # the winning entry does not list it
    assert glossary.terms["lvshi"].layer == "shipped"
    assert [t.layer for t in glossary.lookup("人民法院")] == ["job"]


def test_without_the_users_own_words(ground: Path, tmp_path: Path) -> None:
    write(tmp_path / "own", "fayuan", "人民法院", "rénmín fǎyuàn", "ours")
    assert [layer.name for layer in load_glossary(user=False).layers] == ["shipped"]


def test_settings_add_layers(ground: Path, tmp_path: Path) -> None:
    write(tmp_path / "own", "a", "甲", "jiǎ", "a")
    write(tmp_path / "team", "b", "乙", "yǐ", "b")
    (tmp_path / "own" / "settings.toml").write_text('words = ["../team"]\n', "utf-8")
    assert [layer.name for layer in load_glossary().layers] == ["shipped", "yours", "team"]


@pytest.mark.parametrize("text", ["words = 1\n", "word = []\n", "words = [\n"])
def test_settings_that_are_none_are_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Unreadable, match=r"settings\.toml"):
        read_settings(path)


def test_a_folder_without_words_is_refused(ground: Path, tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no words here"):
        load_glossary([tmp_path])


def test_a_broken_entry_does_not_keep_the_others_away(ground: Path) -> None:
    (ground / "terms" / "courts" / "broken.toml").write_text("hans = \n", "utf-8")
    glossary = load_glossary()
    assert len(glossary.terms) == 2
    assert glossary.problems[0].file == "shipped/terms/courts/broken.toml"


def test_versions_and_dates_come_from_the_words(ground: Path) -> None:
    glossary = load_glossary()
    assert (glossary.version, glossary.date) == ("7", "2026-11-20")
    assert glossary.categories["courts"].en == "Courts"


def test_the_content_hash_follows_the_content(ground: Path) -> None:
    before = load_glossary().content_hash
    path = write(ground, "lvshi", "律师协会", "lǜshī xiéhuì", "bar association", "律协")
    after = load_glossary().content_hash
    assert before != after
    shutil.copy(path, path.with_name("copy.toml"))
    path.with_name("copy.toml").rename(path)  # same bytes, new time
    assert load_glossary().content_hash == after


def test_a_change_within_one_clock_tick_is_seen(ground: Path) -> None:
    for turn in range(5):
        write(ground, "lvshi", "律师协会", "lǜshī xiéhuì", f"bar {turn}", "律协")
        assert load_glossary().terms["lvshi"].preferred()[0].term == f"bar {turn}"


def test_several_senses_share_a_spelling(ground: Path) -> None:
    write(ground, "fayuan-2", "法院", "fǎyuàn", "court of law", "院")
    assert {t.id for t in load_glossary().senses("法院")} == {"fayuan", "fayuan-2"}


def compiled() -> list[Path]:
    return list(cache_dir().glob("words-*.sqlite"))


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "foreign"])
def test_a_damaged_cache_is_made_anew(ground: Path, damage: str) -> None:
    load_glossary()
    (path,) = compiled()
    whole = path.read_bytes()
    if damage == "foreign":
        path.unlink()
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE something (x)")
        other.close()
    else:
        ruin = {"cut": whole[: len(whole) // 2], "noise": b"\0" * len(whole), "empty": b""}
        path.write_bytes(ruin[damage])
    assert len(load_glossary().lookup("法院")) == 1
    assert path.read_bytes()[:15] == b"SQLite format 3"


def test_a_cache_that_cannot_be_written_costs_time_only(
    ground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", "utf-8")
    monkeypatch.setenv("ZHENGMING_CACHE", str(blocked))
    assert len(load_glossary().lookup("法院")) == 1


def test_writers_at_the_same_time_do_no_harm(ground: Path) -> None:
    def work(_: int) -> int:
        return len(load_glossary().lookup("法院"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(24))) == [1] * 24
    assert not list(cache_dir().glob("*.part"))
    assert len(compiled()) == 1


def test_the_cache_holds_no_path(ground: Path) -> None:
    load_glossary()
    for path in cache_dir().iterdir():
        assert str(ground).encode() not in path.read_bytes()


def test_the_cache_stays_small(ground: Path) -> None:
    for turn in range(12):
        write(ground, "lvshi", "律师协会", "lǜshī xiéhuì", f"bar {turn}", "律协")
        load_glossary()
    assert len(compiled()) <= 9


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 entries of the size of real ones."""
    folder = tmp_path_factory.mktemp("many")
    for n in range(1200):
        path = write(folder, f"e{n}", f"第{n}号机构", f"dì {n} hào jīgòu", f"office {n}", f"{n}号")
        path.write_text(
            path.read_text("utf-8").replace("A made-up entry.", f"Sentence {n}. " * 40), "utf-8"
        )
    return folder


def test_1200_entries_load_from_the_cache(
    many: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(layers, "words_dir", lambda: many)
    monkeypatch.setenv("ZHENGMING_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(store, "SETTLED", 0)
    assert len(load_glossary().terms) == 1200
    assert len(list(load_glossary().terms.values())) == 1200


HEAVY = ("numpy", "rich", "lxml", "opencc", "pypinyin", "click", "dataclasses", "tomllib")


def test_a_lookup_imports_nothing_heavy(ground: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from zhengming.cli import run\n"
        "code = run(['lookup', '政法委'])\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], code)"
    )
    for _ in range(2):  # the first run compiles, the second reads
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
    assert result.stdout.splitlines()[-1] == "[] 0"
