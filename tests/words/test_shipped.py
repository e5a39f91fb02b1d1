"""The shipped words keep every rule, agree with the law texts, and are spelled the British way."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from zhengming.base.places import words_dir
from zhengming.words.glossary import load_glossary
from zhengming.words.lint import lint, read_folder
from zhengming.words.rules.claims import prose
from zhengming.words.rules.language import QUOTED, WORD

CASES = Path(__file__).parent.parent / "cases"


def test_no_rule_is_broken() -> None:
    findings = lint()
    assert [f"{f.file}:{f.line}: {f.rule}: {f.message}" for f in findings] == []


def test_law_references_stand_in_the_law_texts(shared: Path) -> None:
    statutes = shared / "corpora" / "statutes.jsonl.xz"
    if not statutes.is_file():
        pytest.skip("needs statutes.jsonl.xz among the shared corpora")
    faults = [f for f in lint(statutes=statutes) if f.rule.startswith("L3 law")]
    assert faults == []


def test_everything_is_loaded() -> None:
    glossary = load_glossary(user=False)
    assert glossary.problems == ()
    assert len(glossary.terms) == len(list(words_dir().glob("terms/*/*.toml")))
    assert all(glossary.hant(term) for term in glossary.terms.values())


@pytest.mark.consumer
def test_our_english_is_spelled_right() -> None:
    """Hunspell's British dictionary; words it lacks stand in tests/cases/spelling-allowed.txt."""
    if shutil.which("hunspell") is None:
        pytest.skip("needs hunspell (apt-get install hunspell hunspell-en-gb)")
    allowed = set((CASES / "spelling-allowed.txt").read_text("utf-8").split())
    used: dict[str, str] = {}
    for filed in read_folder(words_dir()).entries:
        for path, text in prose(filed.term):
            if path[-1] != "first":  # the Chinese in pinyin stands there
                used |= dict.fromkeys(WORD.findall(QUOTED.sub(" ", text)), filed.term.id)
    words = sorted(set(used) - allowed)
    result = subprocess.run(
        ["hunspell", "-d", "en_GB", "-l", "-i", "utf-8"],
        input="\n".join(words), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {word: used.get(word, "?") for word in result.stdout.split()} == {}
