"""A workbook with decisions comes back: drafts, memory, and rows that no one can understand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from zhengming.base.errors import Refused, Unreadable, Usage
from zhengming.words.decisions import (
    COLUMNS,
    SHEET,
    Decision,
    load_decisions,
    read_decisions,
    remember,
    take_decisions,
)
from zhengming.words.draft import draft_term, guess_category, save_draft
from zhengming.words.glossary import Glossary, load_glossary
from zhengming.words.lint import lint


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(user=False)


def workbook(path: Path, rows: list[dict[str, object]], *, sheet: str = SHEET) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(list(COLUMNS.values()))
    for row in rows:
        page.append([row.get(key) for key in COLUMNS])
    book.save(path)
    return path


ROWS: list[dict[str, object]] = [
    # 样例帮扶站 (made up): sample assistance station
    {"term": "样例帮扶站", "decision": "accept", "english": "sample station", "note": "seen once"},
    {"term": "例帮扶", "decision": "Part of 样例帮扶站"},
    {"term": "进一步做好", "decision": "reject"},
    {"term": "王样例", "decision": "name of a person"},
    {"term": "未定", "decision": None},
    {"term": "奇怪", "decision": "perhaps"},
]


def test_decisions_are_read_by_their_column_names(tmp_path: Path) -> None:
    decisions, problems = read_decisions(workbook(tmp_path / "g.xlsx", ROWS))
    assert [(d.term, d.choice, d.of) for d in decisions] == [
        ("样例帮扶站", "accept", ""),
        ("例帮扶", "part", "样例帮扶站"),
        ("进一步做好", "reject", ""),
        ("王样例", "person", ""),
    ]
    assert len(problems) == 1
    assert "row 7: 'perhaps' is not a decision" in problems[0]


def test_accepted_terms_become_drafts_and_the_rest_is_remembered(
    tmp_path: Path, glossary: Glossary
) -> None:
    decisions, _ = read_decisions(workbook(tmp_path / "g.xlsx", ROWS))
    taken = take_decisions(decisions, glossary, tmp_path / "own")
    (draft,) = taken.drafts
    text = draft.read_text("utf-8")
    assert 'hans = "样例帮扶站"' in text
    assert 'term = "sample station"' in text
    assert 'status = "draft"' in text
    known = load_decisions(tmp_path / "own")
    assert known.accepted == {"样例帮扶站"}
    assert known.rejected == {"进一步做好"}
    assert known.persons == {"王样例"}
    assert known.parts == {"例帮扶": "样例帮扶站"}


def test_a_draft_passes_the_first_level_and_lint_asks_for_the_rest(
    tmp_path: Path, glossary: Glossary
) -> None:
    path = save_draft(draft_term("样例帮扶站", glossary, english="sample"), tmp_path)
    rules = {f.rule for f in lint([path])}
    assert rules == {"L2 definition"}


def test_what_a_person_touched_is_not_written_over(tmp_path: Path, glossary: Glossary) -> None:
    decisions = [Decision("样例帮扶站", "accept", english="first")]
    (path,) = take_decisions(decisions, glossary, tmp_path).drafts
    path.write_text(path.read_text("utf-8").replace("first", "mended"), "utf-8")
    taken = take_decisions([Decision("样例帮扶站", "accept", english="again")], glossary, tmp_path)
    assert taken.drafts == ()
    assert "exists already" in taken.left[0][1]
    assert "mended" in path.read_text("utf-8")


def test_a_known_term_makes_no_draft(tmp_path: Path, glossary: Glossary) -> None:
    known = next(iter(glossary.terms.values())).hans
    taken = take_decisions([Decision(known, "accept")], glossary, tmp_path)
    assert taken.drafts == ()
    assert "known already" in taken.left[0][1]


def test_two_terms_of_one_sound_get_two_files(tmp_path: Path, glossary: Glossary) -> None:
    same = [Decision("样例甲", "accept"), Decision("样例钾", "accept")]
    drafts = take_decisions(same, glossary, tmp_path).drafts
    assert len({p.stem for p in drafts}) == 2


def test_a_later_decision_replaces_an_earlier_one(tmp_path: Path) -> None:
    remember([Decision("样例", "reject")], tmp_path)
    remember([Decision("样例", "part", "样例站")], tmp_path)
    assert load_decisions(tmp_path).parts == {"样例": "样例站"}
    assert load_decisions(tmp_path).rejected == frozenset()


def test_no_memory_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert load_decisions(tmp_path).by_term == {}


def test_a_spoiled_memory_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.tsv").write_text("term\tdecision\tpart of\n甲\tmaybe\t\n", "utf-8")
    with pytest.raises(Unreadable, match=r"decisions\.tsv:2"):
        load_decisions(tmp_path)


def test_another_workbook_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="has no sheet"):
        read_decisions(workbook(tmp_path / "g.xlsx", [], sheet="Other"))


def test_no_workbook_at_all(tmp_path: Path) -> None:
    path = tmp_path / "g.xlsx"
    path.write_text("term,decision\n", "utf-8")
    with pytest.raises(Unreadable, match=r"g\.xlsx"):
        read_decisions(path)


def test_a_workbook_with_a_dtd_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "g.xlsx", ROWS)
    spoiled = tmp_path / "h.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoiled, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data
            target.writestr(name, data)
    with pytest.raises(Refused, match="DTD"):
        read_decisions(spoiled)


@pytest.mark.parametrize("hans", ["", "abc", "政" * 81, "政\u202e法"])
def test_what_is_no_term_makes_no_draft(hans: str, glossary: Glossary) -> None:
    with pytest.raises(Usage):
        draft_term(hans, glossary)


def test_a_draft_goes_where_its_head_noun_is(glossary: Glossary) -> None:
    known = glossary.senses("信访局") or glossary.senses("法院")  # petition office; court
    assert guess_category("样例区" + known[0].hans, glossary) == known[0].category
    assert guess_category("囗囗", glossary) == "unsorted"
