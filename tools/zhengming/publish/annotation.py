"""
What a marked document says of its terms: notes for Word, notes for the units of XLIFF and TMX, and
files made anew from any document.

`mentions` chooses the places, `note_lines` writes one note, `term_table` the list of just this
document, `write_xliff` and `write_tmx` make exchange files with the terms attached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from zhengming.base.document import Document, Paragraph
from zhengming.base.entry import Term
from zhengming.base.findings import Build, Examined, Match
from zhengming.publish import phrases
from zhengming.publish.export.outgoing import Outgoing
from zhengming.publish.export.xml import Node, node, write_xml
from zhengming.publish.passages import SENTENCE_END
from zhengming.publish.visible import legal_xml

if TYPE_CHECKING:
    from zhengming.words.glossary import Glossary

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant", "tw": "zh-Hant-TW", "hk": "zh-Hant-HK"}


def mentions(examined: Examined, glossary: Glossary, *, every: bool) -> list[Match]:
    """
    The places to mark, in order: all, or for each term the first in the text itself.

    Everyday terms, repeated parts and the surroundings of a web page are marked only with `every`.
    """
    if every:
        return list(examined.matches)
    seen: set[tuple[str, ...]] = set()
    kept = []
    for match in examined.matches:
        paragraph = _paragraph(examined.document, match.start)
        aside = paragraph is not None and (paragraph.repeat or paragraph.kind == "furniture")
        if match.entries in seen or aside or _everyday(match, glossary):
            continue
        seen.add(match.entries)
        kept.append(match)
    return kept


def _everyday(match: Match, glossary: Glossary) -> bool:
    return all(glossary.terms[entry].familiar for entry in match.entries)


def _paragraph(document: Document, at: int) -> Paragraph | None:
    from bisect import bisect_right

    index = bisect_right(document.paragraphs, at, key=lambda p: p.start) - 1
    return document.paragraphs[index] if index >= 0 else None


def marked(build: Build, glossary: Glossary, *, every: bool) -> Build:
    """The build with only the places of its first document that are to be marked."""
    examined = build.documents[0]
    chosen = replace(examined, matches=tuple(mentions(examined, glossary, every=every)))
    return replace(build, documents=(chosen,))


def note_lines(match: Match, out: Outgoing, *, short: bool = False) -> tuple[str, ...]:
    """
    What a note says of a term: its forms, its English and whose it is, what it means.

    `short` leaves one line a sense, with the preferred English only, for the foot of a page.
    """
    terms = [out.glossary.terms[entry] for entry in match.entries]
    if short:
        return tuple(_short(term, out) for term in terms)
    return tuple(line for term in terms for line in _term_lines(term, out))


def _short(term: Term, out: Outgoing) -> str:
    forms = " / ".join(dict.fromkeys((term.hans, out.hant(term))))
    first = " or ".join(r.term for r in term.preferred()) or phrases.PAGE["no_english"]
    careful = phrases.caution(term, next(iter(term.preferred()), None))
    return f"{forms} ({term.pinyin}): {first}" + (f" [{careful}]" if careful else "")


def _term_lines(term: Term, out: Outgoing) -> Iterator[str]:
    forms = " / ".join(dict.fromkeys((term.hans, out.hant(term))))
    yield f"{forms} ({term.pinyin}): {english(term) or phrases.PAGE['no_english']}"
    careful = phrases.caution(term)
    if term.definition:
        yield phrases.one_line(term.definition) + (f" [{careful}]" if careful else "")
    avoided = [r for r in term.renderings if r.use == "avoid"]
    if avoided:
        why = "; ".join(r.term + (f" ({r.why})" if r.why else "") for r in avoided)
        yield phrases.one_line(f"{phrases.PAGE['avoid']}: {why}")


def english(term: Term) -> str:
    """The renderings that may be offered, each with whose it is; an avoided one never."""
    said = []
    for rendering in sorted(term.suggestible(), key=lambda r: r.use != "preferred"):
        whose = phrases.whose(rendering)
        said.append(rendering.term + (f" ({whose})" if whose else ""))
    return "; ".join(said)


def short_line(match: Match, out: Outgoing) -> str:
    """One line for a unit: the term as written and its English."""
    said = []
    for entry in match.entries:
        term = out.glossary.terms[entry]
        careful = phrases.caution(term)
        line = f"{match.surface} = {english(term) or phrases.PAGE['no_english']}"
        said.append(line + (f" [{careful}]" if careful else ""))
    return phrases.one_line(" | ".join(said))


def term_table(out: Outgoing) -> list[list[str]]:
    """The list of just this document, its head first: term, pinyin, English, remark, how often."""
    rows = [["Term", "Pinyin", "English", "Worth knowing", phrases.PAGE["count"]]]
    for found in sorted(out.found, key=lambda f: (f.term.pinyin.casefold(), f.term.id)):
        term = found.term
        forms = "\n".join(dict.fromkeys((term.hans, out.hant(term))))
        remark = phrases.one_line(" ".join(filter(None, (term.definition, phrases.caution(term)))))
        rows.append(
            [forms.replace("\n", " / "), term.pinyin, english(term), remark, str(found.count)]
        )
    return rows


def write_xliff(out: Outgoing) -> bytes:
    """
    An XLIFF 2.1 file of a document: a unit a paragraph, a segment a sentence, every term marked.

    Each unit carries its terms in the glossary module; targets are left for the translator.
    """
    examined = out.build.documents[0]
    document = examined.document
    language = LANGUAGES.get(examined.script.variant, "zh")
    body = "".join(_units(examined, out))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff xmlns="{CORE}" xmlns:gls="{GLOSSARY}" version="2.1" srcLang="{language}" '
        f'trgLang="en">\n<file id="f1" original={quoteattr(legal_xml(document.name))}>\n'
        f"{body}</file>\n</xliff>\n"
    ).encode()


def _units(examined: Examined, out: Outgoing) -> Iterator[str]:
    document, matches = examined.document, list(examined.matches)
    spans = document.paragraphs or (Paragraph(0, len(document.text)),)
    at = 0
    for number, paragraph in enumerate(spans, 1):
        here: list[Match] = []
        while at < len(matches) and matches[at].start < paragraph.end:
            if matches[at].start >= paragraph.start and matches[at].end <= paragraph.end:
                here.append(matches[at])
            at += 1
        yield f'<unit id="u{number}">\n{_attached(here, out)}'
        for count, (start, end) in enumerate(sentences(document.text, paragraph, here), 1):
            inside = [m for m in here if start <= m.start and m.end <= end]
            text = _with_marks(document.text, start, end, inside, f"{number}-{count}")
            yield f'<segment id="s{count}"><source xml:space="preserve">{text}</source></segment>\n'
        yield "</unit>\n"


def sentences(
    text: str, paragraph: Paragraph, matches: Sequence[Match]
) -> Iterator[tuple[int, int]]:
    """Cut a paragraph into sentences; no cut falls into a term."""
    start = paragraph.start
    for found in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
        inside = any(m.start < found.end() < m.end for m in matches)
        if not inside and found.end() < paragraph.end:
            yield start, found.end()
            start = found.end()
    yield start, paragraph.end


def _with_marks(text: str, start: int, end: int, matches: Iterable[Match], unit: str) -> str:
    pieces: list[str] = []
    at = start
    for number, match in enumerate(matches, 1):
        pieces.append(escape(legal_xml(text[at : match.start])))
        surface = escape(legal_xml(text[match.start : match.end]))
        pieces.append(f'<mrk id="t{unit}-{number}" type="term">{surface}</mrk>')
        at = match.end
    pieces.append(escape(legal_xml(text[at:end])))
    return "".join(pieces)


def _attached(matches: Sequence[Match], out: Outgoing) -> str:
    """The terms of a unit, each once, as the glossary module writes them."""
    told = dict.fromkeys((m.surface, entry) for m in matches for entry in m.entries)
    entries = "".join(_entry(surface, out.glossary.terms[entry]) for surface, entry in told)
    return f"<gls:glossary>{entries}</gls:glossary>\n" if entries else ""


def _entry(surface: str, term: Term) -> str:
    offered = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    meaning = phrases.one_line(" ".join(filter(None, (term.definition, phrases.caution(term)))))
    said = [_element("translation", r.term) for r in offered]
    said += [_element("definition", meaning)] if meaning else []
    if not said:
        return ""
    return f"<gls:glossEntry>{_element('term', surface)}{''.join(said)}</gls:glossEntry>"


def _element(name: str, text: str) -> str:
    return f"<gls:{name}>{escape(legal_xml(text))}</gls:{name}>"


def write_tmx(out: Outgoing) -> bytes:
    """
    A TMX file of the terms of a document, each as it is written there, with its English.

    The sentences themselves have no English yet and stay behind.
    """
    examined = out.build.documents[0]
    language = LANGUAGES.get(examined.script.variant, "zh")
    pairs = dict.fromkeys((m.surface, entry) for m in examined.matches for entry in m.entries)
    units = [_tu(surface, out.glossary.terms[entry], language) for surface, entry in pairs]
    head = node(
        "header",
        "",
        creationtool="Zhengming",
        creationtoolversion=out.build.versions.get("zhengming", "0"),
        segtype="phrase",
        **{"o-tmf": "zhengming"},
        adminlang="en",
        srclang=language,
        datatype="plaintext",
    )
    body = node("body", [unit for unit in units if unit is not None])
    return write_xml(node("tmx", [head, body], version="1.4"))


def _tu(surface: str, term: Term, language: str) -> Node | None:
    offered = sorted(term.suggestible(), key=lambda r: r.use != "preferred")
    if not offered:
        return None
    notes = [node("note", phrases.comment(term, offered[0], form=surface))]
    sides = [(language, surface), ("en", offered[0].term)]
    said = [node("tuv", [node("seg", text)], xml_lang=tag) for tag, text in sides]
    return node("tu", [*notes, *said])
