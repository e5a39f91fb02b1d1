"""
The reading copy of one document: the text as written, its terms marked, a card for each.

`render_reading_copy` draws the page. Nothing in the text is changed; characters that nobody could see
become chips. The other script is made beside it, place by place (see `base.alignment`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from zhengming.base.document import Document, Paragraph
from zhengming.base.findings import Build, Edit, Examined, Match
from zhengming.publish import phrases
from zhengming.publish.entries import Entry, describe
from zhengming.publish.pages.frame import chips, data_block, environment, render
from zhengming.publish.pages.index import title_of
from zhengming.publish.phrases import PAGE
from zhengming.publish.visible import ordinary, pieces

if TYPE_CHECKING:
    from zhengming.base.findings import Doubt
    from zhengming.words.glossary import Glossary

STYLE_OF_STATUS = {"draft": "draft", "disputed": "disputed"}
HALF = re.compile("[\ud800-\udfff]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be wrapped: where it stands and the tag that opens around it."""

    start: int
    end: int
    opening: Markup


def render_reading_copy(
    examined: Examined, build: Build, glossary: Glossary, *, home: str = "../index.html"
) -> str:
    """
    Draw the reading copy of a document.

    `home` is the way to the index ("" where there is none). Terms that are not among the build's
    own (left out on request) are not marked.
    """
    document = examined.document
    wanted = {f.term.id: f.term for f in build.found}
    shown = {e: wanted[e] for m in examined.matches for e in m.entries if e in wanted}
    entries = {name: describe(term, glossary) for name, term in shown.items()}
    language = phrases.LANGUAGE[examined.script.variant]
    other, other_script = convert_text(examined, entries)
    card = environment().get_template("card.html")
    return render(
        "reading.html",
        styles=("style/common.css", "style/reading.css"),
        scripts=("script/common.js", "script/reading.js"),
        title=title_of(document),
        home=home,
        language=language,
        facts=list(facts(examined)),
        losses=document.losses,
        localised=examined.verdict is not None and examined.verdict.verdict == "machine-localised",
        wording=phrases.LOCALISED,
        verdict_why=examined.verdict.why if examined.verdict else "",
        edits=count_edits(examined.edits),
        caution=phrases.NO_EXPERT,
        written=draw(examined, document.text, marks(examined, entries), lambda a, b: (a, b)),
        other=other,
        other_name=phrases.SCRIPT[other_script],
        other_language=phrases.LANGUAGE[other_script],
        rows=_rows(examined, entries),
        data=data_block(
            {
                "cards": {n: card.render(e=e, home=home) for n, e in entries.items()},
                "say": {k: PAGE[k] for k in ("copied", "not_copied")},
            }
        ),
    )


def facts(examined: Examined) -> Iterator[tuple[str, str]]:
    """Yield what is known about a document, as (name, value)."""
    document = examined.document
    source = document.source
    decoding = document.decoding
    named = {
        "file": document.name,
        "author": source.author,
        "publisher": source.publisher if source.identified() else PAGE["source_unknown"],
        "date": source.date,
        "url": source.url,
        "captured": source.captured,
        "script": phrases.SCRIPT[examined.script.variant],
        "wording": phrases.KIND_OF_TEXT[examined.verdict.verdict] if examined.verdict else "",
        "encoding": decoding.encoding if decoding else "",
        "hash": document.sha256,
    }
    yield from ((PAGE[key], value) for key, value in named.items() if value)


def count_edits(edits: Sequence[Edit]) -> list[tuple[tuple[str, str], tuple[int, str]]]:
    """Bring equal changes of wording together, most frequent first."""
    counted: dict[tuple[str, str], tuple[int, str]] = {}
    for edit in edits:
        pair = (edit.surface, edit.restored)
        counted[pair] = (counted.get(pair, (0, ""))[0] + 1, edit.why)
    return sorted(counted.items(), key=lambda item: (-item[1][0], item[0]))


def marks(examined: Examined, entries: Mapping[str, Entry], *, anchors: bool = True) -> list[Mark]:
    """
    Return what is to be marked, in order: first mentions, further ones, and bare anchors.

    A familiar word is an anchor only. Repeated paragraphs and furniture hold no first mention.
    """
    made = []
    mentioned: set[str] = set()
    counting = [p for p in examined.document.paragraphs if not p.repeat and p.kind != "furniture"]
    inside = _inside(counting)
    for match in examined.matches:
        here = [e for e in match.entries if e in entries]
        if not here:
            continue
        first = not mentioned.issuperset(here) and inside(match.start)
        if first:
            mentioned.update(here)
        made.append(Mark(match.start, match.end, _opening(match, here, entries, first, anchors)))
    return made


def _inside(paragraphs: Sequence[Paragraph]) -> Callable[[int], bool]:
    from bisect import bisect_right

    starts = [p.start for p in paragraphs]

    def inside(point: int) -> bool:
        at = bisect_right(starts, point) - 1
        return at >= 0 and point < paragraphs[at].end

    return inside


def _opening(
    match: Match, here: Sequence[str], entries: Mapping[str, Entry], first: bool, anchors: bool
) -> Markup:
    anchor = Markup(' id="m{}"').format(match.start) if anchors else Markup("")
    if all(entries[e].term.familiar for e in here):
        return Markup("<span{}>").format(anchor)
    style = STYLE_OF_STATUS.get(entries[here[0]].term.review.status, "")
    names = " ".join(filter(None, ("t", "first" if first else "", style)))
    return Markup('<span{} class="{}" data-e="{}">').format(anchor, names, " ".join(here))


def draw(
    examined: Examined,
    text: str,
    marked: Sequence[Mark],
    place: Callable[[int, int], Span],
    *,
    anchors: bool = True,
) -> Markup:
    """
    Draw all paragraphs of a text.

    `place` maps a span of the original to the text that is drawn; what no paragraph holds is drawn
    too, so that nothing is lost.
    """
    document = examined.document
    depths = heading_depths(document.paragraphs)
    languages = [phrases.LANGUAGE.get(v, "zh") for v in examined.paragraph_scripts]
    whole = phrases.LANGUAGE[examined.script.variant]
    parts: list[Markup] = []
    at = 0
    rest = iter([*marked, Mark(len(text) + 1, len(text) + 1, Markup(""))])
    state = _Drawing(text, rest, _page_labels(document, place) if anchors else [])
    for number, paragraph in enumerate(document.paragraphs):
        start, end = place(paragraph.start, paragraph.end)
        if text[at:start].strip():
            parts.append(Markup("<p>{}</p>").format(state.stretch(at, start)))
        language = languages[number] if number < len(languages) and anchors else whole
        body = state.stretch(start, end)
        anchor = Markup(' id="p{}"').format(number) if anchors else Markup("")
        if language != whole:
            anchor += Markup(' lang="{}"').format(language)
        parts.append(_paragraph(paragraph, depths.get(number, 0), body, anchor))
        at = max(at, end)
    if text[at:].strip():
        parts.append(Markup("<p>{}</p>").format(state.stretch(at, len(text))))
    return Markup("\n").join(parts)


def _page_labels(document: Document, place: Callable[[int, int], Span]) -> list[tuple[int, Markup]]:
    label = Markup('<span class="page" role="note">p. {}</span>')
    return [(place(p.start, p.start)[0], label.format(chips(p.label))) for p in document.pages]


class _Drawing:
    """Walks along a text once, opening and closing what is marked."""

    def __init__(self, text: str, marked: Iterator[Mark], pages: list[tuple[int, Markup]]) -> None:
        self._text = text
        self._marked = marked
        self._next = next(marked)
        self._pages = pages

    def stretch(self, start: int, end: int) -> Markup:
        """Draw `text[start:end]`; marks that begin before it are cut to it."""
        parts: list[Markup] = []
        at = start
        while self._next.start < end:
            mark = self._next
            self._next = next(self._marked)
            begin, stop = max(mark.start, at), min(mark.end, end)
            if begin >= stop:
                continue
            parts += (self._plain(at, begin), mark.opening, self._plain(begin, stop))
            parts.append(Markup("</span>"))
            at = stop
        parts.append(self._plain(at, end))
        return Markup("").join(parts)

    def _plain(self, start: int, end: int) -> Markup:
        parts: list[Markup] = []
        while self._pages and self._pages[0][0] < end:
            point, label = self._pages.pop(0)
            point = max(point, start)
            parts += (self._shown(start, point), label)
            start = point
        parts.append(self._shown(start, end))
        return Markup("").join(parts)

    def _shown(self, start: int, end: int) -> Markup:
        part = self._text[start:end]
        if ordinary(part):
            return escape(part)
        chip = Markup('<span class="chip" title="{}">{}</span>')
        return Markup("").join(
            chip.format(p.title, p.chip) if p.chip else escape(self._text[p.start : p.end])
            for p in pieces(self._text, start, end)
        )


def heading_depths(paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Number the headings of a document from 2 without leaving a level out, by their position."""
    depths: dict[int, int] = {}
    open_levels: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            while open_levels and open_levels[-1] >= paragraph.level:
                open_levels.pop()
            open_levels.append(paragraph.level)
            depths[number] = min(len(open_levels) + 1, 6)
    return depths


def _paragraph(paragraph: Paragraph, depth: int, body: Markup, attributes: Markup) -> Markup:
    tag = f"h{depth}" if depth else "p"
    names: list[str] = [paragraph.kind] if paragraph.kind not in ("paragraph", "heading") else []
    notes = [PAGE["furniture"]] if paragraph.kind == "furniture" else []
    if paragraph.repeat:
        names.append("repeat")
        notes.append(PAGE["repeat"])
    names += paragraph.marks
    notes += (phrases.MARKED[m] for m in paragraph.marks)
    if names:
        attributes += Markup(' class="{}"').format(" ".join(names))
    for mark, inner in (("deleted", "del"), ("inserted", "ins")):
        if mark in paragraph.marks:
            body = Markup("<{0}>{1}</{0}>").format(inner, body)
    note = Markup('<small class="aside" lang="en">{}</small>').format("; ".join(notes))
    parts = (tag, attributes, note if notes else Markup(""), body)
    return Markup("<{0}{1}>{2}{3}</{0}>").format(*parts)


def convert_text(examined: Examined, entries: Mapping[str, Entry]) -> tuple[Markup, str]:
    """Draw the text in the other script, with the same terms and the doubtful choices marked."""
    variant = examined.script.variant
    if variant == "none":
        return Markup(""), "none"
    from zhengming.text.script import convert

    target: Literal["hans", "hant"] = "hant" if variant == "hans" else "hans"
    # Half a character pair cannot be encoded for the converter; one sign for one keeps the places.
    whole = HALF.sub("\ufffd", examined.document.text)
    conversion = convert(whole, to=target)
    place = conversion.alignment.to_output
    moved = [
        Mark(*place(m.start, m.end), m.opening) for m in marks(examined, entries, anchors=False)
    ]
    moved = sorted([*moved, *_doubtful(conversion.doubts, moved, place)], key=lambda m: m.start)
    drawn = draw(examined, conversion.text, moved, place, anchors=False)
    return drawn, target


def _doubtful(
    doubts: Sequence[Doubt], taken: Sequence[Mark], place: Callable[[int, int], Span]
) -> Iterator[Mark]:
    """Mark choices that a reader should look at, where no term is marked already."""
    covered = {point for mark in taken for point in range(mark.start, mark.end)}
    opening = Markup('<span class="doubt" title="{}">')
    for doubt in doubts:
        start, end = place(doubt.start, doubt.end)
        if doubt.tier == "ask" and covered.isdisjoint(range(start, end)):
            others = PAGE["doubtful"].format(others=" ".join(doubt.alternatives))
            yield Mark(start, end, opening.format(others))


def _rows(examined: Examined, entries: Mapping[str, Entry]) -> list[tuple[Entry, int]]:
    """List the terms of a document with how often they stand there, in order of first mention."""
    counts: dict[str, int] = {}
    for match in examined.matches:
        for name in match.entries:
            if name in entries:
                counts[name] = counts.get(name, 0) + 1
    return [(entries[n], c) for n, c in counts.items() if not entries[n].term.familiar]
