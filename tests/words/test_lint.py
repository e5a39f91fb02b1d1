"""Every rule of lint has a tiny entry that breaks it and one that keeps it: tests/cases/lint."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zhengming.base.errors import Unreadable, Usage
from zhengming.words.entryfile import parse_entry
from zhengming.words.lint import format_files, lint, read_folder, write_index
from zhengming.words.rules.registry import ENTRY_RULES, GLOSSARY_RULES
from zhengming.words.statutes import read_index

CASES = Path(__file__).parent.parent / "cases" / "lint"
FILE_RULES = {"toml", "unknown-key", "missing-key", "value", "comment", "format", "encoding"}
RULES = sorted({path.stem for path in (CASES / "invalid").glob("*.toml")})
ELSEWHERE = {"category-known": "nowhere"}  # the folder is what the rule is about

# Entries of the ground that name a case, which is there only in its own test.
WAITING = {"knows-related-mutual.toml", "shared-form.toml", "warns-confusable-mutual.toml"}


def lay_out(folder: Path, case: Path, *, category: str = "stability") -> Path:
    """Put a case among the ground words, as the entry with the rule's name."""
    words = folder / "words"
    shutil.copytree(CASES / "ground", words)
    target = words / "terms" / category / case.name
    target.parent.mkdir(exist_ok=True)
    shutil.copy(case, target)
    return words


def found(words: Path) -> set[str]:
    return {finding.rule for finding in lint([words], ground=words)}


def test_every_rule_has_a_case() -> None:
    assert set(RULES) == FILE_RULES | set(ENTRY_RULES) | set(GLOSSARY_RULES)


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found(rule: str, tmp_path: Path) -> None:
    case = CASES / "invalid" / f"{rule}.toml"
    words = lay_out(tmp_path, case, category=ELSEWHERE.get(rule, "stability"))
    rules = {r.split()[1] for r in found(words)}
    assert rule in rules
    if rule in FILE_RULES | set(ENTRY_RULES):
        assert rules & (FILE_RULES | set(ENTRY_RULES)) == {rule}


@pytest.mark.parametrize("rule", RULES)
def test_a_kept_rule_is_silent(rule: str, tmp_path: Path) -> None:
    case = CASES / "valid" / f"{rule}.toml"
    words = tmp_path / "words"
    shutil.copytree(CASES / "ground", words)
    if rule in ("id-unique", "id-retired"):  # these two are about the id: another file name
        case = shutil.copy(case, tmp_path / "another-id.toml")
    shutil.copy(case, words / "terms" / "stability")
    broken = [f for f in lint([words], ground=words) if f.rule.endswith(f" {rule}")]
    assert [f for f in broken if Path(f.file).name not in WAITING] == []


def test_a_finding_names_file_and_line(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "invalid" / "one-preferred.toml")
    finding = next(f for f in lint([words], ground=words) if f.rule == "L2 one-preferred")
    line = Path(finding.file).read_text("utf-8").splitlines()[finding.line - 1]
    assert line == 'use = "preferred"'
    assert "accepted" in finding.message


def test_a_file_name_is_plain_pinyin(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "valid" / "value.toml")
    file = words / "terms" / "stability" / "value.toml"
    file.rename(file.with_name("Wéi_wěn.toml"))
    assert "L1 id" in found(words)


def test_one_file_alone_can_be_checked(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "invalid" / "pinyin.toml")
    file = words / "terms" / "stability" / "pinyin.toml"
    findings = lint([file], ground=words)
    assert {f.file for f in findings} == {str(file)}


def test_a_folder_without_words_is_named(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no words here"):
        lint([tmp_path])


def test_a_bad_vocabulary_is_a_finding(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "valid" / "value.toml")
    (words / "sources.toml").write_text('[handbook]\ntitle = "x"\nwhen = "now"\n', "utf-8")
    finding = next(f for f in lint([words], ground=words) if f.rule == "L1 vocabulary")
    assert finding.file.endswith("sources.toml")
    assert "when" in finding.message


def test_fmt_mends_style_and_adds_the_missing_relation(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "invalid" / "related-mutual.toml")
    shutil.copy(CASES / "invalid" / "format.toml", words / "terms" / "stability")
    changed = format_files([words])
    assert {path.stem for path in changed} >= {"fayuan", "format"}
    assert not {"L1 format", "L3 related-mutual"} & found(words)
    assert format_files([words]) == []


def test_fmt_leaves_a_broken_file_alone(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "invalid" / "comment.toml")
    file = words / "terms" / "stability" / "comment.toml"
    before = file.read_bytes()
    format_files([words])
    assert file.read_bytes() == before


STATUTE = (
    '{"law": "中华人民共和国样例法", "version": "2020-01-01", "article": "第一条", '
    '"text": "为了保障稳定，制定本法。"}\n'  # written for this test
)


def test_the_index_serves_where_the_law_texts_are_absent(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "valid" / "law-text.toml")
    statutes = tmp_path / "statutes.jsonl"
    statutes.write_text(STATUTE, "utf-8")
    assert write_index(words, statutes) == 1
    (quotes,) = read_index(words / "articles.tsv").quotes.values()
    assert quotes == {"保障稳定"}
    assert "L3 law-text" not in found(words)
    assert "制定本法" not in (words / "articles.tsv").read_text("utf-8")


def test_a_string_that_does_not_stand_there_is_found(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "invalid" / "law-text.toml")
    statutes = tmp_path / "statutes.jsonl"
    statutes.write_text(STATUTE, "utf-8")
    findings = lint([words], ground=words, statutes=statutes)
    assert any("does not stand in" in f.message for f in findings)


def test_a_file_that_holds_no_statutes_is_named(tmp_path: Path) -> None:
    words = lay_out(tmp_path, CASES / "valid" / "law-text.toml")
    statutes = tmp_path / "statutes.jsonl"
    statutes.write_text('{"law": 1}\n', "utf-8")
    with pytest.raises(Unreadable, match="not a file of statutes"):
        lint([words], ground=words, statutes=statutes)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,200 entries of ordinary size, made from the ground's."""
    words = tmp_path_factory.mktemp("many") / "words"
    shutil.copytree(CASES / "ground", words)
    model = (CASES / "valid" / "numeral-parts.toml").read_text("utf-8")
    for n in range(1200):
        numbered = model.replace("三化", f"三化{n}").replace("sānhuà", f"sānhuà {n}")
        own = f"A made-up slogan, number {n} of its kind, in the year {n * 7}."
        numbered = numbered.replace("Official shorthand for keeping order.", own)
        (words / "terms" / "stability" / f"slogan-{n}.toml").write_text(numbered, "utf-8")
    return words


def test_many_entries_are_checked(many: Path) -> None:
    findings = lint([many], ground=many)
    assert not [f for f in findings if f.rule.startswith("L1")]


def test_reading_keeps_every_entry(many: Path) -> None:
    assert len(read_folder(many).entries) == 1200 + len(list((CASES / "ground").rglob("terms/*/*")))


def test_a_case_is_an_entry() -> None:
    for path in (CASES / "valid").glob("*.toml"):
        assert parse_entry(path.read_text("utf-8"), id=path.stem, category="stability").hans
