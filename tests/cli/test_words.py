"""The commands about words: lookup, glossary, decisions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from zhengming.base.places import user_words_dir
from zhengming.cli import run
from zhengming.cli.card import answer

CASES = Path(__file__).parent.parent / "cases" / "lint"
Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_words_of_my_own() -> None:
    shutil.rmtree(user_words_dir(), ignore_errors=True)


def test_lookup_shows_both_scripts_and_whose_the_english_is(capsys: Out) -> None:
    assert run(["lookup", "维稳"]) == 0  # stability maintenance
    out = capsys.readouterr().out
    assert out.startswith("维稳 · 維穩    wéiwěn\n")
    assert "stability maintenance" in out
    assert "No human expert" in out


@pytest.mark.parametrize("query", ["維穩", "weiwen", "wéiwěn", "stability maintenance"])
def test_lookup_by_script_pinyin_and_english(query: str, capsys: Out) -> None:
    assert run(["lookup", query]) == 0
    assert "维稳" in capsys.readouterr().out


def test_lookup_in_json(capsys: Out) -> None:
    assert run(["lookup", "维稳", "--json"]) == 0
    quick = capsys.readouterr().out
    entry = json.loads(quick)["entries"][0]
    assert entry["hans"] == "维稳"
    assert entry["traditional"]["taiwan"] == "維穩"
    assert run(["lookup", "--json", "--words", str(CASES / "ground"), "维稳"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"][0] == entry


def test_lookup_of_nothing(capsys: Out) -> None:
    assert run(["lookup", "囗囗囗"]) == 0
    assert "nothing found" in capsys.readouterr().err


def test_lookup_says_where_yours_differs(tmp_path: Path) -> None:
    own = user_words_dir() / "terms" / "stability"
    own.mkdir(parents=True)
    shutil.copy(CASES / "valid" / "value.toml", own / "weiwen.toml")
    text, _ = answer("维稳")
    assert "in the words “yours”" in text
    assert "Differs from the entry" in text


def test_lookup_shows_control_characters_as_escapes() -> None:
    own = user_words_dir() / "terms" / "stability"
    own.mkdir(parents=True)
    text = (CASES / "valid" / "value.toml").read_text("utf-8")
    (own / "esc.toml").write_text(text.replace("Official", "\u202eOfficial"), "utf-8")
    shown, _ = answer("维稳")
    assert "\u202e" not in shown
    assert "\\u202e" in shown


def test_lint_names_file_line_rule_and_remedy(tmp_path: Path, capsys: Out) -> None:
    words = tmp_path / "words"
    shutil.copytree(CASES / "ground", words)
    file = shutil.copy(CASES / "invalid" / "one-preferred.toml", words / "terms" / "stability")
    assert run(["glossary", "lint", str(file)]) == 1
    line = next(x for x in capsys.readouterr().out.splitlines() if "L2 one-preferred" in x)
    assert line.startswith(f"{file}:")
    assert 'L2 one-preferred: two preferred renderings; keep one, mark the other "accepted"' in line


def test_lint_in_json_closes_its_stream(tmp_path: Path, capsys: Out) -> None:
    words = tmp_path / "words"
    shutil.copytree(CASES / "ground", words)
    run(["glossary", "lint", "--json", str(words)])
    *_, last = capsys.readouterr().out.splitlines()
    assert json.loads(last)["kind"] == "end"


def test_the_index_needs_the_law_texts(capsys: Out) -> None:
    assert run(["glossary", "lint", "--write-index"]) == 2
    assert "--statutes" in capsys.readouterr().err


def test_fmt_check_names_and_fmt_mends(tmp_path: Path, capsys: Out) -> None:
    words = tmp_path / "words"
    shutil.copytree(CASES / "ground", words)
    file = words / "terms" / "stability" / "format.toml"
    shutil.copy(CASES / "invalid" / "format.toml", file)
    assert run(["glossary", "fmt", "--check", str(file)]) == 1
    assert file.read_bytes() == (CASES / "invalid" / "format.toml").read_bytes()
    assert run(["glossary", "fmt", str(file)]) == 0
    assert run(["glossary", "fmt", "--check", str(file)]) == 0


def test_stats(capsys: Out) -> None:
    assert run(["glossary", "stats"]) == 0
    assert "name a source" in capsys.readouterr().out
    assert run(["glossary", "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] > 100


def test_new_writes_only_among_your_own_words(capsys: Out) -> None:
    call = ["glossary", "new", "--hans", "样例帮扶站", "--english", "sample station", "--yes"]
    call += ["--definition", "A made-up station.", "--type", "name", "--scope", "national"]
    assert run(call) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.is_relative_to(user_words_dir())
    assert run(["lookup", "样例帮扶站"]) == 0
    assert "sample station" in capsys.readouterr().out
    assert run(call) == 0  # the same term again gets another file
    assert "known already" in capsys.readouterr().err


def test_diff(tmp_path: Path, capsys: Out) -> None:
    words = tmp_path / "words"
    shutil.copytree(CASES / "ground", words)
    assert run(["glossary", "diff", str(words), str(words)]) == 0
    assert capsys.readouterr().out == "no difference\n"
    file = words / "terms" / "courts" / "fayuan.toml"
    file.write_text(
        file.read_text("utf-8").replace('term = "court"', 'term = "law court"'), "utf-8"
    )
    assert run(["glossary", "diff", str(CASES / "ground"), str(words)]) == 0
    out = capsys.readouterr().out
    assert "English changed (2)" in out
    assert "+ law court (preferred, literal)" in out
