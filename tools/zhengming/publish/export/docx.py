"""
A glossary to bind into a report: a Word document by pinyin, sources as footnotes.

Everything looks as its named style says, so that a person changes one style and not a thousand
paragraphs. The head of a page names its first and last term. The parts are written here, without a
library that would add an author or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from zhengming.base.delivery import zip_bytes
from zhengming.base.entry import Rendering, Term
from zhengming.publish import phrases
from zhengming.publish.entries import Entry, Part, Statement, cite, describe
from zhengming.publish.export.article import foot, marks, renderings
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import PAGE
from zhengming.publish.visible import plain
from zhengming.words.keys import toned_key, toneless_key

LOADING = """\
Word document (docx): a glossary as an annex to a report

Open it in Word, LibreOffice Writer or Pages, or insert it into your report:
* Word: Insert > Object > Text from File. LibreOffice: Insert > Text from File.

The look lies in named styles: change "Chinese simplified", "Chinese traditional", "Pinyin", "English
rendering", "Term", "Definition" and so on once, and the whole glossary follows. Terms stand by pinyin;
the head of each page names its first and last term (Word works it out; a program that cannot shows the
first and last of the glossary). Sources are footnotes.

Under each term stands how far its entry was checked; drafts and English of our own say so. English to
avoid is struck through, with the reason. The file names no author, company or date of the run.
"""
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Parts that are the same in every document, and the files of the package that hold them.
FIXED = {
    "[Content_Types].xml": "Content_Types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document.xml.rels",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
}
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def write(out: Outgoing) -> Written:
    """Write the parts of the document into their zip."""
    notes: list[tuple[str, ...]] = []
    entries = sorted((found.term for found in out.found), key=_by_pinyin)
    numbers = {term.id: at for at, term in enumerate(entries)}
    body = ["".join(_front(out, len(entries))).encode()]
    for letter, terms in groupby(entries, _letter):
        body.append(paragraph("Letter", text(letter)).encode())
        writers = (_Writer(out, term, numbers, notes) for term in terms)
        body.extend("".join(writer.paragraphs()).encode() for writer in writers)
    ends = (entries[0], entries[-1]) if entries else ()
    parts = {
        "word/footnotes.xml": _part("footnotes", _footnotes(notes)),
        "word/header1.xml": _part("hdr", [_header([plain(term.hans) for term in ends])]),
        "word/footer1.xml": _part("ftr", [paragraph("Footer", _field("PAGE", "1"))]),
    }
    document = _frame("document", [b"<w:body>", *body, _page().encode(), b"</w:body>"])
    fixed = [(name, _fixed(part)) for name, part in FIXED.items()]
    return Written(zip_bytes([*fixed, ("word/document.xml", document), *parts.items()]))


def _by_pinyin(term: Term) -> tuple[str, str, str]:
    return toneless_key(term.pinyin), toned_key(term.pinyin), term.id


def _letter(term: Term) -> str:
    return toneless_key(term.pinyin)[:1].upper() or "–"


def _part(root: str, content: Iterable[str]) -> bytes:
    return _frame(root, (one.encode() for one in content))


def _frame(root: str, content: Iterable[bytes]) -> bytes:
    """Put the content of a part into its outermost element."""
    start, end = f"{HEAD}<w:{root} {SPACES}>", f"</w:{root}>"
    return b"".join((start.encode(), *content, end.encode()))


@cache
def _fixed(name: str) -> bytes:
    """Read a part that is the same in every document."""
    return (files("zhengming.publish.export") / "word" / name).read_bytes()


# Runs and paragraphs


def text(content: str, style: str = "") -> str:
    """Write a run of text in a character style."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(plain(content))}</w:t></w:r>'


def paragraph(style: str, *runs: str) -> str:
    """Write a paragraph in a paragraph style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def _field(code: str, shown: str, style: str = "") -> str:
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{text(shown, style)}</w:fldSimple>"


def _header(ends: list[str]) -> str:
    guide = ""
    if ends:
        first = _field('STYLEREF "Chinese simplified"', ends[0])
        last = _field('STYLEREF "Chinese simplified" \\l', ends[1])
        guide = f"<w:r><w:tab/></w:r>{first}{text(' – ')}{last}"
    return paragraph("Header", text(PAGE["glossary"]), guide)


def _page() -> str:
    """Describe the page: A4, margins, header and footer."""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1304" w:bottom="1304" '
        'w:left="1304" w:header="680" w:footer="624" w:gutter="0"/></w:sectPr>'
    )


def _footnotes(notes: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Write the footnotes; the first two are the lines that part them from the text."""
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        line = f"<w:p><w:r><w:{kind}/></w:r></w:p>"
        yield f'<w:footnote w:type="{kind}" w:id="{number}">{line}</w:footnote>'
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    for number, sources in enumerate(notes, 1):
        said = paragraph("FootnoteText", mark, text(f" {'; '.join(sources)}"))
        yield f'<w:footnote w:id="{number}">{said}</w:footnote>'


def _front(out: Outgoing, size: int) -> Iterator[str]:
    """Write what a reader has to know first."""
    about = out.about()
    expert = any(f.term.review.status == "expert-checked" for f in out.found)
    facts = f"{size} {PAGE['terms'].lower()}. {PAGE['words_version']}: {about['words']}"
    yield paragraph("Title", text(PAGE["glossary"]))
    yield paragraph("Subtitle", text(f"{facts}. {PAGE['facts_as_of']} {about['date']}."))
    yield paragraph("Caution", text(phrases.SOME_EXPERT if expert else phrases.NO_EXPERT))
    yield paragraph("Caution", text(phrases.WORDS_LICENCE))


class _Writer:
    """Writes one entry; sources go to the list of footnotes as they come."""

    def __init__(
        self, out: Outgoing, term: Term, numbers: dict[str, int], notes: list[tuple[str, ...]]
    ) -> None:
        self.out = out
        self.term = term
        self.entry: Entry = describe(term, out.glossary)
        self.numbers = numbers
        self.notes = notes

    def paragraphs(self) -> Iterator[str]:
        """Yield the paragraphs of the entry."""
        term, entry = self.term, self.entry
        yield self._heading()
        for rendering in renderings(term):
            yield self._rendering(rendering)
        if not term.suggestible():
            yield paragraph("Rendering", text(PAGE["no_english"]))
        for avoided in entry.avoid:
            why = (text(f" {avoided.why}", "Marks"),) if avoided.why else ()
            lead = text(f"{PAGE['avoid']}: ", "Marks")
            yield paragraph("Avoid", lead, text(avoided.term, "Avoided"), *why)
        if term.definition:
            yield paragraph("Definition", text(phrases.one_line(term.definition)))
        yield from self._prose(PAGE["translator"], term.note)
        yield from self._prose(PAGE["practice"], term.significance)
        for group, parts in entry.groups:
            yield from self._spelled_out(group, parts)
        yield from self._statements(PAGE["law"], entry.laws)
        yield from self._statements(PAGE["right"], entry.rights)
        yield from self._statements(PAGE["history"], entry.history)
        for near in term.confusables:
            lead = text(f"{PAGE['confusable']}: ", "Label")
            told = text(f" {near.difference}")
            yield paragraph("EntryNote", lead, self._link(near.id, near.hans), told)
        yield from self._related()
        yield paragraph("Details", text(foot(entry)))

    def _heading(self) -> str:
        number, term = self.numbers[self.term.id], self.term
        runs = [text(term.hans, "Hans")]
        if self.entry.hant and self.entry.hant != term.hans:
            runs += [text("  "), text(self.entry.hant, "Hant")]
        runs += [text("  "), text(term.pinyin, "Pinyin")]
        start = f'<w:bookmarkStart w:id="{number}" w:name="term{number}"/>'
        return paragraph("Term", start, *runs, f'<w:bookmarkEnd w:id="{number}"/>')

    def _rendering(self, rendering: Rendering) -> str:
        said = marks(self.term, rendering)
        runs = [text(rendering.term, "English")]
        if rendering.abbr:
            runs.append(text(f" ({rendering.abbr})"))
        if said:
            runs.append(text(f"  {said}", "Marks"))
        if rendering.first:
            runs.append(text(f" · {PAGE['first']}: {rendering.first}", "Marks"))
        sources = cite(rendering.sources, self.out.glossary)
        return paragraph("Rendering", *runs, self._note(sources))

    def _note(self, sources: tuple[str, ...]) -> str:
        """Set a footnote for these sources, or nothing."""
        if not sources:
            return ""
        self.notes.append(sources)
        number = f'<w:footnoteReference w:id="{len(self.notes)}"/>'
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{number}</w:r>'

    def _prose(self, title: str, told: str) -> Iterator[str]:
        if told:
            lead = text(f"{title}: ", "Label")
            yield paragraph("EntryNote", lead, text(phrases.one_line(told)))

    def _spelled_out(self, group: str, parts: Iterable[Part]) -> Iterator[str]:
        title = f"{PAGE['spelled_out']}{f' ({group})' if group else ''}: "
        yield paragraph("EntryNote", text(title, "Label"))
        for part in parts:
            number = f"{part.number}. " if part.number else ""
            english = " ".join(p for p in (part.en, part.gloss) if p)
            also = f" ({PAGE['also_spelled']} {'、'.join(part.variants)})" if part.variants else ""
            told = f" {english}{also} ({part.claim}{f'; {part.note}' if part.note else ''})"
            runs = (text(f"{number}{part.hans or PAGE['unknown_part']}"), text(told))
            yield paragraph("Part", *runs, self._note(part.sources))

    def _statements(self, title: str, statements: Iterable[Statement]) -> Iterator[str]:
        for one in statements:
            details = "; ".join(detail.rstrip(".") for detail in one.details)
            told = ": ".join(part for part in (one.lead_zh or one.lead, details) if part)
            yield paragraph(
                "EntryNote", text(f"{title}: ", "Label"), text(told), self._note(one.sources)
            )

    def _related(self) -> Iterator[str]:
        terms = self.out.glossary.terms
        links = [self._link(name, terms[name].hans) for name in self.term.related if name in terms]
        if links:
            told = text("、").join(links)
            yield paragraph("EntryNote", text(f"{PAGE['related']}: ", "Label"), told)

    def _link(self, name: str, hans: str) -> str:
        """Point to another term of this document, or name it where it does not stand here."""
        if name not in self.numbers:
            return text(hans)
        return (
            f'<w:hyperlink w:anchor="term{self.numbers[name]}">{text(hans, "Link")}</w:hyperlink>'
        )


FORMAT = Format("docx", ".docx", "Word document: an annex to a report", write, LOADING)
