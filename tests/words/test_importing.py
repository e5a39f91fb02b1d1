"""Other people's terms: every kind of file, conflicts with both sides, nothing merged silently."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengming.base.entry import Rendering, Review, Term
from zhengming.base.errors import Refused, Unreadable, Usage
from zhengming.base.findings import Build, Found
from zhengming.publish.export import FORMATS
from zhengming.words.entryfile import format_entry, parse_entry
from zhengming.words.glossary import Glossary, load_glossary
from zhengming.words.importing.plan import carry_out, count_steps, make_plan
from zhengming.words.importing.read import read_terms
from zhengming.words.importing.tables import read_table
from zhengming.words.lint import lint

# 样例帮扶站, 样例调处室 (made up): sample assistance station, sample mediation room
STATION, ROOM = "样例帮扶站", "样例调处室"


def entry(hans: str, english: str, **fields: object) -> Term:
    base: dict[str, object] = {
        "id": f"e{abs(hash(hans))}", "category": "courts", "hans": hans, "pinyin": "yàng lì",
        "type": "term", "scope": "national", "definition": "Made up.",
        "renderings": (Rendering(english, "preferred", "ours"),), "review": Review("draft"),
    }  # fmt: skip
    return Term(**{**base, **fields})  # type: ignore[arg-type]


def put(folder: Path, *terms: Term) -> Glossary:
    for term in terms:
        path = folder / "terms" / term.category / f"{term.id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(format_entry(term), "utf-8")
    return load_glossary([folder] if terms else [], user=False)


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    return put(tmp_path / "words", entry(STATION, "sample station", id="station"))


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def kinds(path: Path, glossary: Glossary, **options: bool) -> list[str]:
    return [step.kind for step in make_plan(read_terms(path).terms, glossary, **options)]


@pytest.mark.parametrize(
    ("name", "text", "encoding"),
    [
        ("a.csv", f"Chinese,English\n{STATION},sample station\n", "utf-8"),
        ("a.csv", f"Chinese;English\n{STATION};sample station\n", "utf-8-sig"),
        ("a.tsv", f"zh-CN\tzh-TW\ten\n{STATION}\t樣例幫扶站\tsample station\n", "utf-16"),
        ("a.utf8", f"{STATION}\tsample station\ta comment\n# a remark\n", "utf-8"),
        ("a.txt", f"sample station\t{STATION}\n", "utf-8"),
        ("a.csv", f'"English","中文"\n"sample station","{STATION}"\n', "gb18030"),
    ],
)
def test_tables_of_many_kinds(name: str, text: str, encoding: str, tmp_path: Path) -> None:
    taken = read_terms(table(tmp_path / name, text, encoding))
    (term,) = taken.terms
    assert (term.hans, [e.term for e in term.english]) == (STATION, ["sample station"])
    assert taken.columns["Chinese"]


def test_a_column_can_be_named_by_hand(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", f"Nr,Wort,Unser\n1,{STATION},sample station\n")
    with pytest.raises(Unreadable, match="no column of Chinese"):
        read_table(table(tmp_path / "b.csv", "Nr,Wort\n1,x\n"), columns={"english": "2"})
    taken = read_table(path, columns={"hans": "B", "english": "Unser"})
    assert taken.terms[0].said() == f"{STATION} = sample station"
    with pytest.raises(Usage, match="no column 'Z'"):
        read_table(path, columns={"hans": "Z"})


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["Term", "English", "Pinyin"], [STATION, "sample station", "yàng lì"], [None, "x"]):
        page.append(row)
    book.save(tmp_path / "a.xlsx")
    taken = read_terms(tmp_path / "a.xlsx")
    assert taken.terms[0].texts == {"pinyin": "yàng lì"}
    assert taken.unread == ("a.xlsx:3: no Chinese in the column taken for it",)


TBX2 = f"""<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX"><text><body><termEntry id="c1">
<langSet xml:lang="zh-CN"><ntig><termGrp><term>{STATION}</term></termGrp></ntig></langSet>
<langSet xml:lang="en-US"><tig><term>sample station</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>sample booth</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
</termEntry></body></text></martif>
"""
TBX3 = f"""<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<text><body><conceptEntry id="c1">
<langSec xml:lang="zh-Hant"><termSec><term>樣例幫扶站</term></termSec></langSec>
<langSec xml:lang="zh-Hans"><termSec><term>{STATION}</term></termSec></langSec>
<langSec xml:lang="en"><descrip type="definition">Made up.</descrip>
<termSec><term>sample station</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""
MULTITERM = f"""<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>7</concept>
<languageGrp><language type="Chinese" lang="ZH-CN"/><termGrp><term>{STATION}</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN-GB"/><termGrp><term>sample station</term>
<descripGrp><descrip type="Status">preferred</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp></mtf>
"""


@pytest.mark.parametrize(
    ("text", "encoding", "kind"),
    [
        (TBX2, "utf-8", "TBX version 2"),
        (TBX3, "utf-8", "TBX version 3"),
        (MULTITERM, "utf-16", "MultiTerm"),
    ],
)
def test_termbases(text: str, encoding: str, kind: str, tmp_path: Path) -> None:
    taken = read_terms(table(tmp_path / "a.xml", text, encoding))
    assert taken.kind == kind
    (term,) = taken.terms
    assert term.hans == STATION
    assert term.english[0].term == "sample station"
    assert term.line > 1 or kind == "MultiTerm"


def test_a_rendering_to_avoid_stays_one(tmp_path: Path, glossary: Glossary) -> None:
    path = table(tmp_path / "a.tbx", TBX2.replace(STATION, ROOM))
    (step,) = make_plan(read_terms(path).terms, glossary)
    assert step.term is not None
    assert [(r.term, r.use) for r in step.term.renderings] == [
        ("sample station", "preferred"),
        ("sample booth", "avoid"),
    ]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ('<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "DTD"),
        ('<!DOCTYPE martif [<!ATTLIST term x CDATA "y">]>', "DTD"),
    ],
)
def test_declarations_are_refused(spoil: str, why: str, tmp_path: Path) -> None:
    text = TBX2.replace('<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">', spoil)
    with pytest.raises(Refused, match=why):
        read_terms(table(tmp_path / "a.tbx", text))


def test_xinclude_is_refused(tmp_path: Path) -> None:  # H38
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    text = TBX3.replace("<body>", f"<body>{include}")
    with pytest.raises(Refused, match="XInclude"):
        read_terms(table(tmp_path / "a.tbx", text))


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.csv", "", "is empty"),
        ("a.tbx", "<?xml version='1.0'?><tbx><text>", "not well-formed"),
        ("a.xml", "<?xml version='1.0'?><html/>", "of a kind that is not read"),
        ("a.csv", f'Chinese,English\n{STATION},"open\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_named(name: str, text: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=why) as error:
        read_terms(table(tmp_path / name, text))
    assert name in error.value.line()


def test_rows_without_chinese_are_named(tmp_path: Path) -> None:
    taken = read_terms(table(tmp_path / "a.csv", "one,two\nthree,four\n"))
    assert taken.terms == ()
    assert taken.unread[0].startswith("a.csv:1: no Chinese")


def test_known_new_and_different(tmp_path: Path, glossary: Glossary) -> None:
    path = table(
        tmp_path / "a.csv",
        f"Chinese,English\n{STATION},Sample station\n{ROOM},sample room\n",
    )
    assert kinds(path, glossary) == ["same", "new"]
    other = table(tmp_path / "b.csv", f"Chinese,English\n{STATION},help point\n")
    (step,) = make_plan(read_terms(other).terms, glossary)
    assert step.kind == "conflict"
    assert step.incoming.where == "b.csv:2"
    assert ("sample station (preferred, ours)", "sample station (accepted, ours)") in {
        (c.old, c.new) for c in step.changes
    }


def test_an_update_is_a_change_to_review(tmp_path: Path) -> None:
    glossary = put(tmp_path / "shipped", entry(STATION, "sample station", id="station"))
    own = glossary.stores[1]
    own.about["name"] = "yours"
    path = table(tmp_path / "b.csv", f"Chinese,English\n{STATION},help point\n")
    steps = make_plan(read_terms(path).terms, glossary, update=True)
    assert [s.kind for s in steps] == ["change"]
    written, _ = carry_out(steps, tmp_path / "own")
    text = written[0].read_text("utf-8")
    term = parse_entry(text, id="station", category="courts")
    assert [(r.term, r.use) for r in term.renderings] == [
        ("sample station", "accepted"),
        ("help point", "preferred"),
    ]
    assert term.remark == "Taken in from b.csv, line 2."


def test_a_clients_words_are_not_updated(tmp_path: Path, glossary: Glossary) -> None:
    path = table(tmp_path / "b.csv", f"Chinese,English\n{STATION},help point\n")
    assert kinds(path, glossary, update=True) == ["conflict"]


def test_two_lines_that_differ_are_both_shown_and_neither_taken(  # H36
    tmp_path: Path, glossary: Glossary
) -> None:
    path = table(tmp_path / "a.csv", f"Chinese,English\n{ROOM},one\n{ROOM},two\n{ROOM},one\n")
    steps = make_plan(read_terms(path).terms, glossary)
    assert [(s.kind, s.incoming.line) for s in steps] == [("conflict", 2), ("conflict", 3)]
    assert "a.csv:3" in steps[0].why
    assert "a.csv:2" in steps[1].why


def test_spellings_that_differ_by_a_variant_are_set_against_each_other(  # H36: 羣/群
    tmp_path: Path, glossary: Glossary
) -> None:
    path = table(tmp_path / "a.csv", "Chinese,English\n样例群,custody\n样例羣,custody\n")
    assert kinds(path, glossary) == ["conflict", "conflict"]


def test_a_list_may_give_a_term_on_several_lines(tmp_path: Path, glossary: Glossary) -> None:
    path = table(tmp_path / "a.utf8", f"{ROOM}\tone\n{ROOM}\ttwo\n")
    (step,) = make_plan(read_terms(path).terms, glossary)
    assert step.term is not None
    assert [(r.term, r.use) for r in step.term.renderings] == [
        ("one", "preferred"),
        ("two", "accepted"),
    ]


def test_traditional_terms_become_simplified_entries(tmp_path: Path, glossary: Glossary) -> None:
    path = table(tmp_path / "a.csv", "Chinese,English\n樣例調處室,sample room\n")
    (step,) = make_plan(read_terms(path).terms, glossary)
    assert step.term is not None
    assert step.term.hans == ROOM
    known = table(tmp_path / "b.csv", "Chinese,English\n樣例幫扶站,sample station\n")
    assert kinds(known, glossary) == ["same"]


@pytest.mark.parametrize("bad", ["样例\u202e站", "样例\u200b站"])
def test_what_no_one_can_see_is_refused(bad: str, tmp_path: Path, glossary: Glossary) -> None:
    path = table(tmp_path / "a.csv", f"Chinese,English\n{bad},x\n")
    (step,) = make_plan(read_terms(path).terms, glossary)
    assert step.kind == "refused"
    assert "U+" in step.why


def test_drafts_say_where_they_came_from_and_pass_level_one(
    tmp_path: Path, glossary: Glossary
) -> None:
    path = table(tmp_path / "a.csv", f"Chinese,English,Definition\n{ROOM},room,A room.\n")
    steps = make_plan(read_terms(path).terms, glossary)
    (file,), _ = carry_out(steps, tmp_path / "own")
    assert "Taken in from a.csv, line 2." in file.read_text("utf-8")
    assert not [f for f in lint([file]) if f.rule.startswith("L1")]
    written, left = carry_out(steps, tmp_path / "own")
    assert written == []
    assert left[0][1] == file


HANS = st.text(st.sampled_from("政法稳控网格治安样例帮扶站调处室中心局委"), min_size=2, max_size=8)
TEXT = st.text(st.sampled_from("abc XYZ'\"<>&=+-@,.()[]{}|é€𠮷#\\/"), max_size=20)
ENGLISH = TEXT.map(lambda t: " ".join(f"term {t}".split()))
PROSE = st.lists(TEXT.map(lambda t: f"Sentence {t}.".strip()), max_size=2).map("\n".join)
MANY = st.lists(
    st.tuples(HANS, ENGLISH, ENGLISH, PROSE), min_size=1, max_size=4, unique_by=lambda t: t[0]
)
READABLE = [
    n for n in ("csv", "csv-excel", "xlsx", "omegat", "tbx", "tbx-v2", "multiterm") if n in FORMATS
]


def export(name: str, terms: list[Term], glossary: Glossary, folder: Path) -> Path:
    found = tuple(Found(term, ()) for term in terms)
    build = Build((), (), found, (), (), {}, whole_glossary=True)
    path = folder / f"out-{name}{FORMATS[name].suffix}"
    path.write_bytes(FORMATS[name].write(build, glossary))
    return path


def test_most_formats_can_be_read_back() -> None:
    assert len(READABLE) >= 6


@pytest.mark.parametrize("name", READABLE)
@settings(max_examples=15)
@given(MANY)
def test_what_is_exported_comes_back_equal(
    name: str, tmp_path_factory: pytest.TempPathFactory, given_terms: list[tuple[str, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    terms = [
        entry(
            hans, best, id=f"entry-{n}", definition=prose or "x", note=prose,
            renderings=(Rendering(best, "preferred", "ours"), *(
                (Rendering(also, "accepted", "literal"),) if also != best else ()
            )),
        )
        for n, (hans, best, also, prose) in enumerate(given_terms)
    ]  # fmt: skip
    glossary = put(folder / "words", *terms)
    taken = read_terms(export(name, terms, glossary, folder))
    steps = make_plan(taken.terms, glossary)
    differing = [(s.incoming.said(), s.why, s.changes) for s in steps if s.kind != "same"]
    assert differing == []
    assert {s.ours.id for s in steps if s.ours} == {t.id for t in terms}


@pytest.mark.large
def test_50000_entries_come_in(tmp_path: Path) -> None:
    chars = "政法稳控网格治安样例帮扶站调处室中心局委"
    rows = []
    for n in range(50_000):
        hans, rest = "", n
        for _ in range(5):
            rest, digit = divmod(rest, len(chars))
            hans += chars[digit]
        rows.append(f"{hans},made-up term {n}")
    path = table(tmp_path / "a.csv", "Chinese,English\n" + "\n".join(rows) + "\n")
    steps = make_plan(read_terms(path).terms, load_glossary(user=False))
    carry_out(steps, tmp_path / "own")
    assert count_steps(steps)["new"] > 49_000
