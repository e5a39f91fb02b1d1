"""A small build made by hand: three documents, five entries, hostile characters, nothing real."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from zhengming.base.document import Document, Loss, Page, Paragraph, Source
from zhengming.base.entry import (
    Attestation,
    Cited,
    Confusable,
    Dated,
    Expansion,
    History,
    InForce,
    Law,
    Place,
    Rendering,
    Review,
    Right,
    Superseded,
    Term,
)
from zhengming.base.findings import (
    Build,
    Candidate,
    Edit,
    Examined,
    Found,
    Match,
    Occurrence,
    ScriptFacts,
    Suggestion,
    Verdict,
)
from zhengming.find.match import Matcher
from zhengming.publish.pages import render_index, render_reading_copy
from zhengming.words.vocabulary import Category, Retired, SourceRecord

EVIL = "</script><img src=x onerror=alert(1)>]]>"

STABILITY = Term(
    id="weiwen",
    category="stability",
    hans="维稳",
    pinyin="wéiwěn",
    type="term",
    scope="national",
    tone=("bureaucratic", "euphemism"),
    definition="Official shorthand for keeping order and political stability.\nUsed as verb and noun.",
    note="Noun and verb need different English.",
    significance="A sourced sentence would stand here.",
    related=("zongzhi-zhongxin", "absent-entry"),
    renderings=(
        Rendering(
            "stability maintenance",
            "preferred",
            "ngo",
            pos="noun",
            used_by=("A Digest",),
            first="stability maintenance (weiwen)",
            sources=(Cited("digest", "p. 1"),),
        ),
        Rendering("maintain stability", "preferred", "literal", pos="verb"),
        Rendering("stability preservation", "accepted", "scholarship", used_by=("B. Scholar",)),
        Rendering("public order", "avoid", why="Drops the political content."),
    ),
    expansions=(
        Expansion(hans="维护稳定", claim="source", sources=(Cited("digest"),)),
        Expansion(claim="unknown", group="二", n=2),
    ),
    confusables=(Confusable("weihe", "维和", "Peacekeeping by the United Nations."),),
    attested=(Attestation("digest", "维稳", 6, "2020"),),
    history=History(first_known=Dated("2002", "a caption", "reported", sources=(Cited("digest"),))),
    review=Review("draft", "program", "2026-11-22", ("whether it is still used",)),
)
CENTRE = Term(
    id="zongzhi-zhongxin",
    category="governance",
    hans="综治中心",
    short=("综治",),
    pinyin="zōngzhì zhōngxīn",
    type="office",
    scope="national",
    definition="Centre for comprehensive governance.",
    renderings=(
        Rendering(
            "comprehensive governance centre", "preferred", "prc", sources=(Cited("digest"),)
        ),
        Rendering("order centre", "avoid", "press", why="Too broad."),
    ),
    review=Review("reread", "program", "2026-11-22"),
)
MEASURE = Term(
    id="jianshi-juzhu",
    category="detention",
    hans="监视居住",
    hant_tw="監視居住",
    pinyin="jiānshì jūzhù",
    type="measure",
    scope="national",
    tone=("legal",),
    definition="A coercive measure served at home.",
    significance="It limits movement without a trial.",
    renderings=(
        Rendering("residential surveillance", "preferred", "statute-translation", abbr="RS"),
        Rendering("house arrest", "avoid", "press", why="That is another thing."),
    ),
    laws=(
        Law(
            "中华人民共和国刑事诉讼法",
            "authorises",
            "2018-10-26",
            "第七十五条",
            in_force=InForce("2024-08", "not checked since"),
            superseded=Superseded("2030-01-01", "renumbered"),
            verified=False,
            sources=(Cited("digest"),),
        ),
    ),
    rights=(
        Right("CAT", "Custody outside the system.", prc_status="ratified", body="the Committee"),
    ),
    review=Review("reread", "program", "2026-11-22"),
)
LOCAL = Term(
    id="qilv-gongzuo",
    category="slogans",
    hans="绿色七率",
    forms=("“绿色七率”",),
    pinyin="lǜsè qī lǜ",
    type="slogan",
    scope="city",
    place=Place("某市", "Somewhere"),
    tone=("official-slogan",),
    definition=f"A slogan written for tests {EVIL}",
    renderings=(Rendering("=Seven Green Rates", "preferred", "ours"),),
    review=Review("disputed"),
    layer="client",
)
EVERYDAY = Term(
    id="fayuan",
    category="courts",
    hans="法院",
    pinyin="fǎyuàn",
    type="office",
    scope="national",
    definition="A court.",
    familiar=True,
    renderings=(Rendering("court", "preferred", "prc"),),
    review=Review("reread"),
)
TERMS = (STABILITY, CENTRE, MEASURE, LOCAL, EVERYDAY)
# Enough of a converter for the head forms of these entries.
TRADITIONAL = str.maketrans("维稳综监视绿", "維穩綜監視綠")


@dataclass
class FakeGlossary:
    """What pages and formats ask of a glossary."""

    terms: Mapping[str, Term]
    version: str = "9.9"
    content_hash: str = "ab" * 32
    date: str = "2026-11-22"
    categories: Mapping[str, Category] = field(
        default_factory=lambda: {
            name: Category(name, name.capitalize(), order=at)
            for at, name in enumerate(("courts", "detention", "stability", "governance", "slogans"))
        }
    )
    sources: Mapping[str, SourceRecord] = field(
        default_factory=lambda: {
            "digest": SourceRecord(
                "digest", "A Digest of Words", "A. Body", "2021", "https://example.org/digest"
            )
        }
    )

    retired: Mapping[str, Retired] = field(
        default_factory=lambda: {
            "weihu-wending": Retired("weihu-wending", "The same as the short form.", "weiwen")
        }
    )

    def hant(self, term: Term, variant: str = "tw") -> str:
        return term.hans.translate(TRADITIONAL)

    def shadowed(self, name: str) -> tuple[Term, ...]:
        return (STABILITY,) if name == "qilv-gongzuo" else ()

    def patterns(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(s, (t.id,)) for t in self.terms.values() for s in t.surfaces()]


def paragraphs_of(text: str, **marks: dict[int, dict[str, object]]) -> tuple[Paragraph, ...]:
    kinds = marks.get("kinds", {})
    made, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            made.append(Paragraph(at, at + len(line), **kinds.get(number, {})))
        at += len(line) + 1
    return tuple(made)


def document(name: str, text: str, **given: object) -> Document:
    kinds = given.pop("kinds", {})
    given.setdefault("paragraphs", paragraphs_of(text, kinds=kinds))
    digest = sha256(name.encode("utf-8", "surrogatepass") + text.encode("utf-8", "surrogatepass"))
    return Document(digest.hexdigest(), name, "text", text, **given)


REPORT = (
    "某县关于平安工作的报告\n"
    "全县新建综治中心三个，维稳形势总体平稳。各级法院配合维稳工作。\n"
    "对两人采取监视居住，其中一人随后解除。群众评价“绿色七率”活动效果明显，网格小哥队伍继续壮大。\n"
    "全县新建综治中心三个，维稳形势总体平稳。各级法院配合维稳工作。\n"
    "网站地图　维稳专栏\n"
    "网格小哥队伍已有八十人，综治人员另计。"
)
LOCALISED = "該縣維穩辦公室的電子員警系統接入綜治中心。法院未予評論。"
HOSTILE = "乱码\x00\x1b[31m\u202e维稳\u202c维\u200b稳尾\n" + EVIL + "维稳\n" + "e" + "\u0301" * 500


def examine(doc: Document, matcher: Matcher, variant: str, **given: object) -> Examined:
    spans = [(p.start, p.end) for p in doc.paragraphs]
    return Examined(
        document=doc,
        script=ScriptFacts(variant, 10, 0),
        paragraph_scripts=tuple(variant for _ in spans),
        verdict=given.get("verdict"),
        edits=given.get("edits", ()),
        matches=tuple(matcher.find(doc.text, spans)),
    )


def places(examined: Examined, wanted: str) -> list[Occurrence]:
    doc = examined.document

    def occurrence(m: Match) -> Occurrence:
        at = next(i for i, p in enumerate(doc.paragraphs) if p.start <= m.start < p.end)
        para = doc.paragraphs[at]
        repeat = para.repeat or para.kind == "furniture"
        return Occurrence(doc.id, m.start, m.end, m.surface, at, repeat)

    return [occurrence(m) for m in examined.matches if wanted in m.entries]


def make_build(terms: tuple[Term, ...] = TERMS) -> Build:
    matcher = Matcher([(s, (t.id,)) for t in terms for s in t.surfaces()])
    report = document(
        "report.txt",
        REPORT,
        kinds={
            0: {"kind": "heading", "level": 1},
            3: {"repeat": True},
            4: {"kind": "furniture"},
            5: {"kind": "footnote", "marks": ("inserted",)},
        },
        pages=(Page(0, "iv", 0, 60), Page(1, "1", 60, len(REPORT))),
        source=Source(
            title="关于平安工作的报告",
            publisher="某县",
            date="2020-01-02",
            url="https://example.org/r",
        ),
        losses=(Loss("images", "2 pictures were left out"),),
    )
    localised = document("localised.html", LOCALISED)
    at = LOCALISED.index("電子員警")
    one = examine(
        localised,
        matcher,
        "tw",
        verdict=Verdict("machine-localised", 0.9, "2 of 2 telling words"),
        edits=(Edit(at, at + 4, "電子員警", "電子警察", 0.98, "localised word"),),
    )
    documents = (
        examine(report, matcher, "hans", verdict=Verdict("mainland", 0.0, "")),
        one,
        examine(document("=cmd \u202e<b>.txt", HOSTILE), matcher, "mixed"),
    )
    found = [Found(t, tuple(o for e in documents for o in places(e, t.id))) for t in terms]
    start = REPORT.index("网格小哥")
    again = REPORT.rindex("网格小哥")
    fresh = Candidate(
        "网格小哥",
        3.5,
        2,
        1,
        (
            Occurrence(report.id, start, start + 4, "网格小哥", 2),
            Occurrence(report.id, again, again + 4, "网格小哥", 5),
        ),
        {"quoted": 1.0},
        None,
        (Suggestion("grid guy", "网格 = grid"),),
        "stands 2 times, with a head word that names people",
    )
    person = Candidate("张某某", 1.0, 1, 1, ())
    return Build(
        documents=documents,
        refusals=(),
        found=tuple(sorted(found, key=lambda f: -f.count)),
        candidates=(fresh,),
        persons=(person,),
        versions={"zhengming": "0.1.0", "words": "9.9", "words_sha256": "ab" * 32},
    )


@pytest.fixture(scope="session")
def build() -> Build:
    return make_build()


@pytest.fixture(scope="session")
def glossary() -> FakeGlossary:
    return FakeGlossary({t.id: t for t in TERMS})


@pytest.fixture(scope="session")
def pages(build: Build, glossary: FakeGlossary) -> dict[str, str]:
    """The pages of the build by their place in its folder."""
    drawn = {"index.html": render_index(build, glossary)}
    for one in build.documents:
        name = f"documents/{one.document.id}.html"
        drawn[name] = render_reading_copy(one, build, glossary)
    return drawn


@pytest.fixture(scope="session")
def avoided() -> set[str]:
    """Renderings that must never be offered."""
    return {r.term for t in TERMS for r in t.renderings if r.use == "avoid"}


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One Chromium for the session."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install it")
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()
