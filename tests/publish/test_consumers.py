"""The programs that must accept what we write, each with something that they must refuse."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree, isoschematron

from zhengming.base.findings import Build
from zhengming.publish.export import FORMATS

pytestmark = pytest.mark.consumer
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")


@pytest.fixture(scope="session")
def files(
    build: Build, glossary: object, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every format of the small build, as files."""
    folder = tmp_path_factory.mktemp("formats")
    made = {}
    for name, one in FORMATS.items():
        path = folder / f"{name}{one.suffix}"
        path.write_bytes(one.write(build, glossary))
        made[name] = path
    return made


def need(program: str, package: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"needs {program}: apt-get install {package}")
    return found


# TBX version 3


def schematron(path: Path) -> isoschematron.Schematron:
    """The official rules, ported in memory from XPath 2 to what lxml knows."""
    text = path.read_text("utf-8-sig").partition("?>")[2].strip()
    either = "starts-with(@target,'http://') or starts-with(@target,'https://')"
    text = text.replace('queryBinding="xslt2"', "").replace("./local-name()", "local-name()")
    text = text.replace("matches(@target,'https?://.+')", either)
    return isoschematron.Schematron(etree.fromstring(text.encode()))


def accepts(shared: Path, path: Path) -> bool:
    folder = shared / "schemas" / "tbx-v3"
    grammar = etree.RelaxNG(etree.parse(folder / "TBXcoreStructV03.rng"))
    rules = schematron(folder / "TBX-Basic_DCA.sch")
    tree = etree.parse(path)
    return bool(grammar.validate(tree)) and bool(rules.validate(tree))


def test_tbx_v3_is_valid(shared: Path, files: dict[str, Path]) -> None:
    assert accepts(shared, files["tbx"])


def test_jing_accepts_tbx_v3(shared: Path, files: dict[str, Path]) -> None:
    jing = need("jing", "jing")
    rng = shared / "schemas" / "tbx-v3" / "TBXcoreStructV03.rng"
    done = subprocess.run([jing, rng, files["tbx"]], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_tbx_rules_can_refuse(shared: Path, files: dict[str, Path], tmp_path: Path) -> None:
    assert not accepts(shared, shared / "schemas" / "tbx-v3-test-files" / "basic_bad.tbx")
    bad = tmp_path / "bad.tbx"
    text = files["tbx"].read_text("utf-8")
    bad.write_text(text.replace("deprecatedTerm-admn-sts", "forbidden"), "utf-8")
    assert not accepts(shared, bad)


# OmegaT: its own readers and its own search, one JVM

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ZH-CN</source_lang><target_lang>EN-US</target_lang>
<sentence_seg>true</sentence_seg></project></omegat>
"""
SENTENCES = (
    "各地都在加强维稳工作并新建综治中心。",
    "各地都在加強維穩工作並新建綜治中心。",
    "对其采取监视居住措施。",
    "这一句没有任何词条。",
)


@pytest.fixture(scope="session")
def omegat(
    shared: Path, files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, list[str]]]:
    """What OmegaT offers for each sentence, by file given to it."""
    if not OMEGAT.is_file():
        pytest.skip("needs OmegaT: apt-get install omegat")
    javac, java = need("javac", "default-jdk-headless"), need("java", "default-jre-headless")
    folder = tmp_path_factory.mktemp("omegat")
    driver = shared / "harness" / "Gl.java"
    subprocess.run(
        [javac, "-nowarn", "-cp", OMEGAT, "-d", folder, driver], check=True, capture_output=True
    )
    project = folder / "project"
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    (project / "source" / "text.txt").write_text("\n\n".join(SENTENCES), "utf-8")
    leak = folder / "leak.tbx"
    leak.write_text(
        files["tbx-v2"].read_text("utf-8").replace(">residential surveillance<", ">house arrest<"),
        "utf-8",
    )
    classes = f"{OMEGAT}{os.pathsep}{folder}"
    offered = {}
    for name, path in (("omegat", files["omegat"]), ("tbx-v2", files["tbx-v2"]), ("leak", leak)):
        env = {**os.environ, "HOME": str(folder), "JAVA_TOOL_OPTIONS": ""}
        done = subprocess.run(
            [java, "-Djava.awt.headless=true", "-cp", classes, "Gl", str(project), str(path)],
            capture_output=True,
            text=True,
            env=env,
            timeout=200,
            encoding="utf-8",
        )
        offered[name] = hits(done.stdout)
        assert offered[name], done.stderr[-2000:]
    return offered


def hits(output: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in output.splitlines():
        if line.startswith("SEG "):
            sentence = found.setdefault(line[4:], [])
        elif line.startswith("   hit: "):
            sentence.append(line[8:])
    return found


@pytest.mark.parametrize("name", ["omegat", "tbx-v2"])
def test_omegat_finds_terms_inside_sentences_of_both_scripts(
    omegat: dict[str, dict[str, list[str]]], name: str
) -> None:
    offered = omegat[name]
    for sentence, (short, long) in zip(
        SENTENCES, (("维稳", "综治中心"), ("維穩", "綜治中心")), strict=False
    ):
        shown = " ".join(offered[sentence])
        # OmegaT joins lines with one source and puts their targets in order of the alphabet.
        assert f"{short} => maintain stability" in shown
        assert f"{long} => comprehensive governance centre" in shown
    assert "监视居住 => residential surveillance" in " ".join(offered[SENTENCES[2]])
    assert not offered[SENTENCES[3]]


@pytest.mark.parametrize("name", ["omegat", "tbx-v2"])
def test_omegat_is_never_offered_what_to_avoid(
    omegat: dict[str, dict[str, list[str]]], name: str, avoided: set[str]
) -> None:
    shown = [hit for sentence in omegat[name].values() for hit in sentence]
    assert shown
    assert not [hit for hit in shown if any(word in hit for word in avoided)]


def test_the_omegat_check_can_fail(omegat: dict[str, dict[str, list[str]]]) -> None:
    assert any("house arrest" in hit for hit in omegat["leak"][SENTENCES[2]])


# LibreOffice, one profile


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that converts a workbook, with a profile of its own."""
    program = need("soffice", "libreoffice-calc-nogui")
    profile = tmp_path_factory.mktemp("profile").as_uri()
    return [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]


def test_libreoffice_reads_every_sheet(
    office: list[str], files: dict[str, Path], tmp_path: Path
) -> None:
    sheets = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [*office, sheets, "--outdir", str(tmp_path), str(files["xlsx"])]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    texts = {p.stem: p.read_text("utf-8") for p in tmp_path.glob("*.csv")}
    assert len(texts) == 3
    terms = next(t for name, t in texts.items() if name.endswith("Terms"))
    assert "维稳,維穩,wéiwěn" in terms
    assert "=Seven Green Rates" in terms  # as text: a formula would show #NAME?
    assert "#NAME?" not in "".join(texts.values())
    possible = next(t for name, t in texts.items() if name.endswith("new terms"))
    assert "【网格小哥】" in possible


def test_the_workbook_as_a_page(office: list[str], files: dict[str, Path], tmp_path: Path) -> None:
    text_of = need("pdftotext", "poppler-utils")
    command = [*office, "pdf", "--outdir", str(tmp_path), str(files["xlsx"])]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    (page,) = tmp_path.glob("*.pdf")
    done = subprocess.run([text_of, page, "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    assert "维稳" in text
    assert "維穩" in text


# Weblate: its parser is translate-toolkit's


@pytest.mark.filterwarnings("ignore")  # of their own code
def test_weblate_reads_pairs_and_what_is_forbidden(
    files: dict[str, Path], avoided: set[str]
) -> None:
    tbx = pytest.importorskip(
        "translate.storage.tbx", reason="needs translate-toolkit: pip install translate-toolkit"
    )
    units = tbx.tbxfile.parsefile(str(files["weblate"])).units
    pairs = {(u.source, u.target): status(u) for u in units}
    assert pairs["维稳", "stability maintenance"] == ""
    assert pairs["維穩", "stability maintenance"] == ""
    assert {target for (_, target), note in pairs.items() if note == "forbidden"} == avoided
    plain = {(u.source, u.target) for u in tbx.tbxfile.parsefile(str(files["tbx-v2"])).units}
    assert ("维稳", "stability maintenance") in plain
    assert not {target for _, target in plain} & avoided


def status(unit: object) -> str:
    notes = unit.xmlelement.xpath(".//*[local-name()='termNote'][@type='administrativeStatus']")
    return notes[0].text if notes else ""


# XLIFF and SKOS


def xliff_schema(shared: Path) -> etree.XMLSchema:
    folder = shared / "schemas" / "xliff-2.1"
    document = "urn:oasis:names:tc:xliff:document:2.0"
    glossary = "urn:oasis:names:tc:xliff:glossary:2.0"
    both = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
    <xs:import namespace="{document}" schemaLocation="{folder}/xliff_core_2.0.xsd"/>
    <xs:import namespace="{glossary}" schemaLocation="{folder}/glossary.xsd"/></xs:schema>"""
    return etree.XMLSchema(etree.fromstring(both))


def test_xliff_is_valid(shared: Path, files: dict[str, Path]) -> None:
    schema = xliff_schema(shared)
    tree = etree.parse(files["xliff"])
    assert schema.validate(tree), schema.error_log
    term = next(tree.iter("{urn:oasis:names:tc:xliff:glossary:2.0}term"))
    term.tag = term.tag.replace("term", "word")
    assert not schema.validate(tree)


def test_rapper_reads_skos(files: dict[str, Path], tmp_path: Path) -> None:
    rapper = need("rapper", "raptor2-utils")
    done = subprocess.run([rapper, "-q", "-i", "turtle", "-c", files["skos"]], capture_output=True)
    assert done.returncode == 0, done.stderr
    bad = tmp_path / "bad.ttl"
    bad.write_text(files["skos"].read_text("utf-8").replace('"@en', "@en", 1), "utf-8")
    done = subprocess.run([rapper, "-q", "-i", "turtle", "-c", bad], capture_output=True)
    assert done.returncode != 0


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
[] a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:uniqueLang true ; sh:minCount 3 ;
                sh:disjoint skos:altLabel ; sh:languageIn ( "zh" "en" ) ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path skos:related ; sh:class skos:Concept ] .
"""


@pytest.mark.filterwarnings("ignore")  # of their own code
def test_skos_keeps_its_own_rules(files: dict[str, Path]) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="needs pyshacl: pip install pyshacl")
    turtle = files["skos"].read_text("utf-8")
    options = {"data_graph_format": "turtle", "shacl_graph_format": "turtle"}
    conforms, _, why = pyshacl.validate(turtle, shacl_graph=SHAPES, **options)
    assert conforms, why
    twice = turtle.replace("skos:altLabel", "skos:prefLabel")
    assert not pyshacl.validate(twice, shacl_graph=SHAPES, **options)[0]


@pytest.mark.filterwarnings("ignore")  # of their own code
def test_skosify_has_nothing_to_correct(
    files: dict[str, Path], caplog: pytest.LogCaptureFixture
) -> None:
    skosify = pytest.importorskip("skosify", reason="needs skosify: pip install skosify")
    graph = skosify.skosify(str(files["skos"]))
    assert not [r.message for r in caplog.records if r.levelno >= logging.WARNING]
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    assert "维稳" in {str(o) for _, p, o in graph if str(p) == label}
