"""
HTML pages: the text a reader sees, with what is hidden, deleted or a reading aid marked.

Nothing is fetched, followed or run. Menus, footers and the like come along as furniture, by their
element, by the names designers give them, and by being a row of links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from zhengming.base.document import Loss, Mark, ParagraphKind, Source
from zhengming.documents.decode import decode
from zhengming.documents.flow import Block, Flow, How, Run
from zhengming.documents.formats.markup import Token, pieces, tokens
from zhengming.documents.formats.pen import Pen

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "iframe",
    "legend", "li", "main", "menu", "nav", "noscript", "ol", "option", "p", "pre", "section",
    "select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "title",
    "tr", "ul",
}  # fmt: skip
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
}  # fmt: skip
CODE = {"code", "kbd", "samp", "var", "tt"}
# Languages that are written with Han characters too: theirs is not Chinese text.
FOREIGN = re.compile(r"(?:ja|ko)(?:-|$)", re.IGNORECASE)
DROPPED = {"script", "style", "template", "object", "canvas", "datalist", "rp"}
FURNITURE = {"nav", "aside", "footer", "button", "select", "menu", "textarea", "iframe"}
NOT_BY_NAME = {"html", "body", "main", "article"}
ROLES = {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar"}
# Names that designers give to what is not the text; pinyin too: daohang, mianbaoxie, dangqianweizhi.
NAMES = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|footer|foot|sidebar|share|sharing"
    r"|bdsharebuttonbox|social|toolbar|pager?|pagination|copyright|related|recommend|login|search"
    r"|qrcode|daohang|dangqianweizhi|dqwz|weizhi|mbx|mianbaoxie|yqlj|youqinglianjie|fenxiang)(?![a-z])",
    re.IGNORECASE,
)
NOTES = re.compile(r"(?<![a-z])(?:sd)?(?:foot|end)notes?(?![a-z])", re.IGNORECASE)
# An element that opens closes one of these that was left open, up to the nearest limit.
CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr"}, {"table"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "option": ({"option"}, {"select"}),
    "rt": ({"rt", "rp"}, {"ruby"}),
    "rp": ({"rt", "rp"}, {"ruby"}),
}
P_LIMITS = {"table", "td", "th", "button", "object", "caption"}
TABLE_PARTS = {"table", "tbody", "thead", "tfoot", "tr", "td", "th"}
UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
HIDING_RULE = re.compile(r"([.#][\w-]{1,60})\s*\{[^{}]{0,500}?display\s*:\s*none", re.IGNORECASE)
CHARSET = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{2,40})""")
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S{4,2000})", re.IGNORECASE)
MAX_DEPTH = 512
SHORT_CELL = 100
LINK_ROW = 4


@dataclass(frozen=True, slots=True)
class Element:
    """An open element and what it means for the text inside."""

    name: str
    mark: Mark | None = None
    kind: ParagraphKind = "paragraph"
    level: int = 0
    dropped: bool = False
    keep_space: bool = False
    link: bool = False
    fixed: bool = False


def walk(data: bytes, how: How) -> Flow:
    """Walk a page from its bytes. Raises Unreadable where they cannot be decoded."""
    text, decoding, losses = decode(
        data, encoding=how.encoding, declared=declared_charset(data), errors=how.errors
    )
    flow = walk_text(text)
    flow.decoding = decoding
    flow.losses[:0] = losses
    return flow


def declared_charset(data: bytes) -> str:
    """What the page says its encoding is, "" where it does not."""
    found = XML_CHARSET.match(data[:300]) or CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else ""


def walk_text(source: str, part: str = "") -> Flow:
    """Walk a page from its decoded source."""
    page = Page(source, part)
    for token in tokens(source):
        if token.kind == "text":
            page.text(token)
        elif token.kind == "start":
            page.start(token)
        else:
            page.end(token.name)
    page.close()
    flow = Flow("html", _sorted_out(page.pen.blocks, page.links, source), {part: source})
    flow.source = page.facts(source)
    flow.losses = page.losses()
    flow.beside = page.titles
    return flow


class Page:
    """The state of a walk through one page."""

    def __init__(self, source: str, part: str) -> None:
        self.source = source
        self.part = part
        self.pen = Pen()
        self.open: list[Element] = [Element("")]
        self.links: list[bool] = []
        self.linked = self.seen = self.number = 0
        self.meta: dict[str, str] = {}
        self.hiding: set[str] = set()
        self.frames = 0
        self.titles: list[Block] = []

    def start(self, token: Token) -> None:
        """Take note of an element that opens."""
        name = token.name
        self._close_left_open(name)
        self._facts(token)
        if name == "br":
            self._line_break(token)
        elif name in BLOCKS:
            self.close()
        if name in VOID or len(self.open) > MAX_DEPTH:
            return
        self.open.append(self._element(token, self.open[-1]))

    def end(self, name: str) -> None:
        """Take note of an element that closes; one that was never opened is ignored."""
        if name in BLOCKS:
            self.close()
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name == name:
                del self.open[at:]
                return
            if self.open[at].name in ("td", "th", "table") and name not in TABLE_PARTS:
                return

    def text(self, token: Token) -> None:
        """Write character data."""
        here = self.open[-1]
        if here.name == "title":
            self.meta.setdefault("<title>", self.source[token.start : token.end][:500])
            said = pieces(self.source, token.start, token.end, keep_space=False)
            self.titles.append(
                Block(tuple(Run(t, self.part, a, b, here.fixed) for t, a, b in said))
            )
        elif here.name == "style":
            self.hiding |= set(HIDING_RULE.findall(self.source[token.start : token.end][:200_000]))
        if here.dropped or here.name == "title":
            return
        for shown, start, end in pieces(
            self.source, token.start, token.end, keep_space=here.keep_space
        ):
            self.pen.write(Run(shown, self.part, start, end, here.fixed), here.mark)
            if here.mark is None and not shown.isspace():
                self.seen += len(shown)
                self.linked += len(shown) if here.link else 0

    def close(self) -> None:
        """End the open paragraph, if there is one."""
        here = self.open[-1]
        before = len(self.pen.blocks)
        kind = here.kind
        if kind == "table" and self.seen > SHORT_CELL:
            kind = "paragraph"
        self.number += 1
        self.pen.close(kind, level=here.level, anchor=f"{self.part}#{self.number}")
        written = len(self.pen.blocks) - before
        if not written:
            self.number -= 1
        self.links += [0 < self.seen * 0.8 <= self.linked] * written
        self.linked = self.seen = 0

    def _line_break(self, token: Token) -> None:
        # Many official pages set whole paragraphs with <br>; in a heading it is only a line break.
        if self.open[-1].kind in ("heading", "table"):
            self.pen.write(Run("\n", self.part, token.start, token.end), self.open[-1].mark)
        else:
            self.close()

    def _close_left_open(self, name: str) -> None:
        closes, limits = CLOSES.get(name, (set(), set()))
        if not closes and name in BLOCKS:
            closes, limits = {"p"}, P_LIMITS
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].name in limits or not closes:
                return
            if self.open[at].name in closes:
                self.close()
                del self.open[at:]
                return

    def _element(self, token: Token, parent: Element) -> Element:
        name, attrs = token.name, token.attrs
        made = replace(parent, name=name)
        if name in DROPPED:
            made = replace(made, dropped=True)
        if name == "a":
            made = replace(made, link=True)
        if name == "pre":
            made = replace(made, keep_space=True)
        made = replace(made, fixed=_fixed(name, attrs, parent))
        mark = self._mark(name, attrs)
        if mark and made.mark in (None, "inserted"):
            made = replace(made, mark=mark)
        kind, level = _role(name, attrs, parent)
        return replace(made, kind=kind, level=level)

    def _mark(self, name: str, attrs: Mapping[str, str]) -> Mark | None:
        if name in ("del", "s", "strike"):
            return "deleted"
        if name == "rt":
            return "ruby"
        if "hidden" in attrs or UNSEEN.search(attrs.get("style", "")[:500]) or name == "noscript":
            return "hidden"
        named = {f".{c}" for c in attrs.get("class", "").split()} | {f"#{attrs.get('id', '')}"}
        if self.hiding & named:
            return "hidden"
        return "inserted" if name == "ins" else None

    def _facts(self, token: Token) -> None:
        """Keep what the page says about itself."""
        attrs = token.attrs
        if token.name == "meta":
            key = (attrs.get("name") or attrs.get("property") or "").lower()
            if key and attrs.get("content", "").strip():
                self.meta.setdefault(key, attrs["content"].strip()[:500])
        elif token.name == "link" and "canonical" in attrs.get("rel", "").lower():
            self.meta.setdefault("canonical", attrs.get("href", "")[:2000])
        elif token.name in ("iframe", "frame", "object", "embed"):
            self.frames += 1

    def facts(self, source: str) -> Source:
        """Source facts from the page's own metadata (also the names that government sites use)."""

        def first(*names: str) -> str:
            return next((self.meta[n] for n in names if self.meta.get(n)), "")

        saved = SAVED_FROM.search(source[:3000])
        found = Source(
            title=first("articletitle", "og:title", "dc.title", "<title>").strip(),
            author=first("author", "article:author", "dc.creator"),
            publisher=first("contentsource", "og:site_name", "sitename", "source", "dc.publisher"),
            date=first("pubdate", "publishdate", "article:published_time", "dc.date", "date")[:25],
            url=first("canonical", "og:url", "url") or (saved[1] if saved else ""),
        )
        return replace(found, origin="page metadata") if found != Source() else found

    def losses(self) -> list[Loss]:
        """What of the page did not come along."""
        if not self.frames:
            return []
        return [
            Loss(
                "external-reference",
                f"{self.frames} frame{'s' * (self.frames > 1)} inside the page: listed, not fetched",
                "save the framed page by itself if its text matters",
            )
        ]


def _fixed(name: str, attrs: Mapping[str, str], parent: Element) -> bool:
    """Whether the page wants the text of an element left as it is."""
    asked = attrs.get("translate", "").lower()
    if name in CODE or asked == "no" or "notranslate" in attrs.get("class", "").split():
        return True
    language = attrs.get("lang") or attrs.get("xml:lang") or ""
    if language:
        return FOREIGN.match(language) is not None
    return parent.fixed and asked != "yes"


def _role(name: str, attrs: Mapping[str, str], parent: Element) -> tuple[ParagraphKind, int]:
    """The kind of paragraph that an element makes."""
    if len(name) == 2 and name[0] == "h" and name[1] in "123456":
        in_menu = parent.kind == "furniture" and name != "h1"
        return ("furniture", 0) if in_menu else ("heading", int(name[1]))
    if parent.kind in ("furniture", "footnote"):
        return parent.kind, 0
    if name in FURNITURE or attrs.get("role", "").lower() in ROLES:
        return "furniture", 0
    if name not in NOT_BY_NAME and name in BLOCKS:
        named = f"{attrs.get('class', '')} {attrs.get('id', '')}"
        if NOTES.search(named):
            return "footnote", 0
        if NAMES.search(named.replace("-", " ").replace("_", " ")):
            return "furniture", 0
    if name in ("td", "th"):
        return "table", 0
    if name in ("caption", "figcaption"):
        return "caption", 0
    if name == "li":
        return "list", 0
    return parent.kind, parent.level


def _sorted_out(blocks: list[Block], links: list[bool], source: str) -> list[Block]:
    """Mark rows of links as furniture, close up wrapped lines, undo what was marked too much."""
    row: list[int] = []
    made = [replace(b, runs=_unwrapped(b.runs, source)) for b in blocks]
    for at, (block, linked) in enumerate(zip(blocks, [*links], strict=True)):
        if linked and len(block.text) < 40 and block.kind != "heading":
            row.append(at)
            continue
        _mark_row(made, row)
        row = []
    _mark_row(made, row)
    if not any(b.kind not in ("furniture", "heading") and len(b.text) > 15 for b in made):
        return [replace(b, kind="paragraph") if b.kind == "furniture" else b for b in made]
    return made


def _mark_row(made: list[Block], row: list[int]) -> None:
    if len(row) >= LINK_ROW:
        for at in row:
            made[at] = replace(made[at], kind="furniture", level=0)


def _wide(ch: str) -> bool:
    return "\u2e80" <= ch <= "\ud7ff" or "\uf900" <= ch <= "\uffe0" or ch >= "\U00020000"


def _unwrapped(runs: tuple[Run, ...], source: str) -> tuple[Run, ...]:
    """Drop the space that a wrapped source line would leave between two Han characters."""
    kept: list[Run] = []
    for at, run in enumerate(runs):
        if run.text == " ":
            if kept and kept[-1].text == " ":
                continue
            before = kept[-1].text[-1:] if kept else " "
            after = next((r.text[:1] for r in runs[at + 1 :] if r.text != " "), " ")
            broken = "\n" in source[run.start : run.end]
            if broken and _wide(before) and _wide(after):
                continue
        kept.append(run)
    return tuple(kept)
