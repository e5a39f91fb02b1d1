"""The entry file: reading and writing are inverse, and every fault is named with its line."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengming.base import entry as e
from zhengming.base.errors import Unreadable
from zhengming.words.entryfile import EntryError, format_entry, parse_entry
from zhengming.words.tomllines import find_lines

SMALL = """\
hans = "维稳"
pinyin = "wéiwěn"
type = "term"
scope = "national"
"""  # 维稳: stability maintenance

# Any character a UTF-8 file can hold, quotation marks, backslashes and line ends among them.
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXT = ANY.map(str.strip)
SOME = TEXT.filter(bool)
BLOCK = st.lists(SOME.filter(lambda t: "\n" not in t and "\r" not in t), max_size=3).map("\n".join)
BLOCK = BLOCK.map(lambda t: "\n".join(line.strip() for line in t.strip().split("\n")))
TEXTS = st.lists(ANY, max_size=2).map(tuple)
CITED = st.builds(e.Cited, SOME, TEXT, TEXT)
SOURCES = st.lists(CITED, max_size=2).map(tuple)
DATED = st.none() | st.builds(e.Dated, SOME, TEXT, TEXT, TEXT, SOURCES)


def many(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def one_of(literal: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(literal))


TERMS = st.builds(
    e.Term,
    id=st.just("weiwen"),
    category=st.just("stability"),
    hans=SOME,
    pinyin=SOME,
    type=one_of(e.Kind),
    scope=one_of(e.Scope),
    definition=BLOCK,
    renderings=many(
        st.builds(
            e.Rendering,
            SOME,
            one_of(e.Use),
            st.none() | one_of(e.Origin),
            TEXT,
            TEXT,
            TEXTS,
            TEXT,
            TEXT,
            TEXT,
            TEXT,
            SOURCES,
        )
    ),
    short=TEXTS,
    forms=TEXTS,
    hant_tw=TEXT,
    hant_hk=TEXT,
    place=st.none() | st.builds(e.Place, SOME, SOME),
    tone=many(one_of(e.Tone)),
    note=BLOCK,
    significance=BLOCK,
    related=TEXTS,
    familiar=st.booleans(),
    remark=TEXT,
    laws=many(
        st.builds(
            e.Law,
            SOME,
            one_of(e.Relation),
            TEXT,
            TEXT,
            TEXT,
            st.none() | st.builds(e.InForce, SOME, TEXT, TEXT),
            st.none() | st.builds(e.Superseded, SOME, TEXT),
            st.booleans(),
            TEXT,
            SOURCES,
        )
    ),
    rights=many(st.builds(e.Right, SOME, SOME, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, SOURCES)),
    confusables=many(st.builds(e.Confusable, SOME, SOME, SOME)),
    expansions=many(
        st.builds(
            e.Expansion,
            TEXT,
            TEXT,
            st.integers(0, 99),
            TEXT,
            TEXT,
            TEXTS,
            one_of(e.Claim),
            TEXT,
            SOURCES,
        )
    ),
    attested=many(st.builds(e.Attestation, SOME, SOME, st.integers(0, 99), TEXT)),
    history=st.none()
    | st.builds(e.History, DATED, DATED, DATED, DATED).filter(
        lambda h: any((h.first_known, h.start, h.end, h.successor))
    ),
    review=st.builds(e.Review, one_of(e.Status), TEXT, TEXT, TEXTS),
)


@given(TERMS)
def test_what_is_written_is_read_back(term: e.Term) -> None:
    text = format_entry(term)
    again = parse_entry(text, id=term.id, category=term.category)
    assert again == term
    assert format_entry(again) == text


def test_keys_are_written_in_one_order() -> None:
    shuffled = 'type = "term"\nhans = "维稳"\nscope = "national"\npinyin = "wéiwěn"\n'
    parsed = parse_entry(shuffled, id="weiwen", category="stability")
    assert format_entry(parsed) == SMALL + '\n[review]\nstatus = "draft"\n'


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (SMALL + 'colour = "red"\n', "L1 unknown-key", 5),
        (SMALL + '\n[[en]]\nterm = "x"\nuse = "accepted"\n\nnote2 = "y"\n', "L1 unknown-key", 10),
        (SMALL + '[[en]]\nterm = "x"\nuse = "accepted"\nrelated = ["a"]\n', "L1 unknown-key", 8),
        (SMALL + '[[en]]\nterm = "x"\nuse = "best"\n', "L1 value", 7),
        (SMALL + '[[en]]\nuse = "accepted"\n', "L1 missing-key", 5),
        (SMALL + 'definition = """\none\ntwo\n"""\nnote = 3\n', "L1 value", 9),
        (SMALL + 'related = [\n  "a",\n  1,\n]\n', "L1 value", 5),
        (SMALL + "familiar = 1\n", "L1 value", 5),
        (SMALL + 'tone = ["loud"]\n', "L1 value", 5),
        (SMALL + 'place = { hans = "x", town = "y" }\n', "L1 unknown-key", 5),
        (SMALL + '[en]\nterm = "x"\n', "L1 value", 5),
        (SMALL + '[[attested]]\nsource = "s"\nform = "f"\ncount = true\n', "L1 value", 8),
        (SMALL.replace("维稳", ""), "L1 missing-key", 1),
        (SMALL + 'note = "\n', "L1 toml", 5),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, rule: str, line: int) -> None:
    with pytest.raises(EntryError) as error:
        parse_entry(text, id="weiwen", category="stability", file="weiwen.toml")
    assert (rule, line) in {(f.rule, f.line) for f in error.value.findings}
    assert error.value.line().startswith("weiwen.toml:")


def test_all_faults_of_a_file_come_together() -> None:
    with pytest.raises(EntryError) as error:
        parse_entry('hans = 1\nwhat = "x"\n', id="x", category="y")
    assert len(error.value.findings) == 5


def test_a_key_that_slipped_into_a_table_is_explained() -> None:
    text = SMALL + '[[en]]\nterm = "x"\nuse = "accepted"\nrelated = ["a"]\n'
    with pytest.raises(EntryError, match=r"above the first \[table\]"):
        parse_entry(text, id="x", category="y")


def test_half_a_character_pair_cannot_be_written() -> None:
    term = parse_entry(SMALL, id="weiwen", category="stability")
    broken = e.Term(**{n: getattr(term, n) for n in term.__slots__} | {"note": "\ud840"})
    with pytest.raises(Unreadable, match="surrogate"):
        format_entry(broken)


LINES = '''\
a = "x # y"
b = """
[not a table]
c = 1
"""
d = [ # here
  "e", "]",
]
[[en]]
term = "1"
[[en]]
"quoted" = "2"   # and here
[history]
from = { date = "2" }
'''


def test_lines_are_found_past_strings_and_arrays() -> None:
    lines = find_lines(LINES)
    assert lines.keys == {
        ("a",): 1, ("b",): 2, ("d",): 6, ("en", 0): 9, ("en",): 9, ("en", 0, "term"): 10,
        ("en", 1): 11, ("en", 1, "quoted"): 12, ("history",): 13, ("history", "from"): 14,
    }  # fmt: skip
    assert lines.comments == [6, 12]
    assert lines.at(("history", "from", "date")) == 14
    assert lines.at(("nowhere",)) == 1


@given(st.text(max_size=200))
def test_finding_lines_never_fails(text: str) -> None:
    assert all(line >= 1 for line in find_lines(text).keys.values())


def test_the_shipped_examples_are_entries(shared: Path) -> None:
    for path in sorted((shared / "examples").glob("*.toml")):
        term = parse_entry(path.read_text("utf-8"), id=path.stem, category="stability")
        assert parse_entry(format_entry(term), id=path.stem, category="stability") == term
