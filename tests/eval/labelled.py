"""
The texts whose terms were listed by reading, for training the ranker and for measuring it.

Reports written for this project (`tests/cases/reports`, terms in square brackets), passages of state
news and of statutes found again by their hash in `../shared/corpora` (`passage-terms.tsv`), and the
development list of one real report. The passages are split: "tune" trains, "report" never does.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhengming.base.document import Document, Paragraph
from zhengming.text.hanzi import fold

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
QUOTES = str.maketrans("", "", '“”‘’"')
BREAKS = re.compile(r"</p>|<br\s*/?>")
TAGS = re.compile(r"<[^>]{0,200}>")


@dataclass(frozen=True)
class Labelled:
    """A document with the keys of its terms; `complete` is False where nested ones are left out."""

    name: str
    part: str
    document: Document
    terms: frozenset[str]
    complete: bool = True


def key(term: str) -> str:
    """Two spellings of a term are one: variants folded, quotation marks left out."""
    return fold(term).translate(QUOTES)


def as_document(text: str, name: str) -> Document:
    """Make a document of a text whose lines are paragraphs."""
    paragraphs, at, seen = [], 0, set[str]()
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        if body.strip():
            repeat = len(body) > 15 and body in seen
            paragraphs.append(Paragraph(at, at + len(body), repeat=repeat))
            seen.add(body)
        at += len(line)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(digest, name, "text", text, tuple(paragraphs))


def unbracket(marked: str) -> tuple[str, frozenset[str]]:
    """Take the square brackets out of a marked text and return what stood in them."""
    out: list[str] = []
    open_at: list[int] = []
    terms = set()
    for ch in marked:
        if ch == "[":
            open_at.append(len(out))
        elif ch == "]":
            terms.add(key("".join(out[open_at.pop() :])))
        else:
            out.append(ch)
    assert not open_at
    return "".join(out), frozenset(terms)


def written() -> Iterator[Labelled]:
    """Yield the reports written for this project; those from 11 on have every nested term marked."""
    for path in sorted((ROOT / "tests/cases/reports").glob("*.txt")):
        text, terms = unbracket(path.read_text("utf-8"))
        complete = int(path.stem[:2]) > 10
        yield Labelled(path.stem, "tune", as_document(text, path.stem), terms, complete)


def passages() -> Iterator[Labelled]:
    """Yield the passages of news and statutes whose terms were listed."""
    rows = (ROOT / "tests/eval/passage-terms.tsv").read_text("utf-8").splitlines()[1:]
    wanted = {r.split("\t")[0]: r.split("\t")[1:] for r in rows}
    for kind, text in _corpora():
        found = wanted.pop(hashlib.sha256(text.encode()).hexdigest()[:16], None)
        if found:
            terms = frozenset(key(t) for t in found[1].split("|"))
            yield Labelled(f"{kind} {len(wanted)}", found[0], as_document(text, kind), terms)


def _corpora() -> Iterator[tuple[str, str]]:
    with lzma.open(SHARED / "corpora/news-zh.txt.xz", "rt", encoding="utf-8") as file:
        whole = TAGS.sub("", BREAKS.sub("\n", file.read()))
    for line in dict.fromkeys(whole.split("\n")):
        yield "news", line.replace("央视网消息（新闻联播）：", "")
    with lzma.open(SHARED / "corpora/statutes.jsonl.xz", "rt", encoding="utf-8") as file:
        yield from (("statute", json.loads(line)["text"]) for line in file)


def development() -> Labelled:
    """Return the real report with its list."""
    rows = (SHARED / "eval/terms-dev.tsv").read_text("utf-8").splitlines()[1:]
    path = next((SHARED / "seeds").glob("003_*"))
    terms = frozenset(key(r.split("\t")[0]) for r in rows)
    return Labelled("development", "tune", as_document(path.read_text("utf-8"), path.name), terms)
