"""
PDF: the text layer page by page, with the printed label of every page.

A page without readable text (a scan, or fonts that do not say which characters they draw) is named
and left out; no wrong characters are ever passed on. Always run in the limited worker.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from zhengming.base.document import Loss, Page, Source
from zhengming.base.errors import Refused, Unreadable
from zhengming.documents.flow import Flow, How
from zhengming.documents.formats.package import named
from zhengming.documents.formats.text import spans
from zhengming.documents.structure import paragraphs

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 5_000
OCR = "run OCRmyPDF offline, then build again"
# Fonts with these encodings name their characters even without a table of their own.
NAMED_ENCODING = re.compile(r"/(?:Uni|GB|GBK|ETen|HKscs|B5|90|EUC|KSC)", re.IGNORECASE)
ODD = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


def walk(data: bytes, _how: How) -> Flow:
    """Walk a PDF. Raises Unreadable where no page can be read, Refused at a parser's limit."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        return _walk(data)
    except LimitReachedError as error:
        raise Refused(
            "a part of it unpacks to more than is safe (a bomb?)",
            rule="pdf-size",
            remedy="ask the sender; if you trust it, print it to a new PDF",
        ) from error
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        # pypdf meets the unforeseen with whatever Python raises there.
        raise _broken() from error


def _broken() -> Unreadable:
    return Unreadable(
        "0 pages, unreadable (damaged PDF)",
        rule="pdf",
        remedy="fetch it again, or open it and print it to a new PDF",
    )


def _walk(data: bytes) -> Flow:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(
            "protected by a password", rule="password", remedy="open it, print it to a new PDF"
        )
    count = len(reader.pages)
    if not count:
        raise _broken()
    if count > MAX_PAGES:
        raise Refused(f"{count:,} pages (at most {MAX_PAGES:,})", rule="pages", remedy="split it")
    flow = Flow("pdf", verbatim=True)
    texts, flow.losses = _texts(reader)
    flow.source, warnings = _facts(reader)
    flow.losses += warnings
    whole, flow.pages = _joined(texts, _labels(reader, count))
    flow.parts[""] = whole
    flow.blocks = spans(whole, paragraphs(whole, wrapped=True))
    return flow


def _labels(reader: PdfReader, count: int) -> Sequence[str]:
    try:
        labels = list(reader.page_labels)
    except Exception:
        # A damaged tree of labels must not cost the text.
        labels = []
    return labels if len(labels) == count else [str(i + 1) for i in range(count)]


def _joined(texts: Sequence[str], labels: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """Join the pages by a line break: a word may run on over it."""
    pages = []
    at = 0
    for index, (text, label) in enumerate(zip(texts, labels, strict=True)):
        end = at + len(text) + (index < len(texts) - 1)
        pages.append(Page(index, label, at, end))
        at = end
    return "\n".join(texts), tuple(pages)


def _texts(reader: PdfReader) -> tuple[list[str], list[Loss]]:
    """The text of each page, "" for those that cannot be read, and what to do about them."""
    texts: list[str] = []
    scans: list[int] = []
    mute: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        text, unreadable = _text(page)
        if unreadable:
            mute.append(number)
        elif not text.strip() and _has_picture(page):
            scans.append(number)
        texts.append("" if unreadable else text.strip("\n"))
    losses = []
    if scans:
        are = "are scans" if len(scans) > 1 else "is a scan"
        losses.append(Loss("scan", f"{_pages(scans)} {are} without text", OCR))
    if mute:
        have = "have" if len(mute) > 1 else "has"
        said = f"{_pages(mute)} {have} no readable text (the fonts do not say which characters they draw)"
        losses.append(Loss("no-readable-text", said, OCR))
    return texts, losses


def _text(page: PageObject) -> tuple[str, bool]:
    """The text of a page, and whether it is not to be trusted."""
    mute_fonts = _mute_fonts(page)
    counts = {True: 0, False: 0}

    def visit(text: str, _cm: Any, _tm: Any, font: Any, _size: Any) -> None:
        name = str((font or {}).get("/BaseFont", ""))
        counts[name in mute_fonts] += len(text.strip())

    text = page.extract_text(visitor_text=visit)
    odd = len(ODD.findall(text))
    unreadable = counts[True] > counts[False] or odd * 5 > len(text) > 0
    return text, unreadable


def _mute_fonts(page: PageObject) -> set[str]:
    """Names of the page's fonts that draw glyphs without saying which characters they are."""
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font", {}).get_object() if resources else {}
    mute = set()
    for font in fonts.values():
        font = font.get_object()
        if font.get("/Subtype") != "/Type0" or "/ToUnicode" in font:
            continue
        encoding = font.get("/Encoding")
        if not NAMED_ENCODING.match(str(encoding)):
            mute.add(str(font.get("/BaseFont", "")))
    return mute


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject", {}).get_object() if resources else {}
    return any(o.get_object().get("/Subtype") == "/Image" for o in objects.values())


def _pages(numbers: Iterable[int]) -> str:
    """Say page numbers in words: "pages 3-7 and 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = [f"{a}-{b}" if a != b else str(a) for a, b in runs[:20]]
    one = len(runs) == 1 and runs[0][0] == runs[0][1]
    return f"page{'' if one else 's'} " + ", ".join(said)


def _facts(reader: PdfReader) -> tuple[Source, list[Loss]]:
    meta = reader.metadata
    title = str(meta.get("/Title") or "").strip()[:500] if meta else ""
    persons = 1 if meta and str(meta.get("/Author") or "").strip() else 0
    return Source(title=title, origin="file properties" if title else ""), named(persons)
