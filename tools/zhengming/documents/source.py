"""
Where a document comes from: what its file, its own lines or a note beside it say.

A note beside the file (`NAME.source.toml`) wins over the file's metadata, that over the lines of
the text (来源：, 发布时间：, 作者：). What nobody says stays empty: "source unidentified".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from zhengming.base.document import SENSITIVITIES, Document, Loss, Sensitivity, Source

SIDECAR = ".source.toml"
KEYS = tuple(f.name for f in fields(Source) if f.name not in ("origin", "sensitivity"))
FIRST, LAST = 15, 12
LONGEST = 200
BODY = 30

END = r"(?=\s{2,}|[\s　|｜]*(?:来源|來源|作者|记者|記者|编辑|編輯|责编|时间|時間|日期|发布|發布|字号|字体|浏览|点击|【|\[|[(（]|$))"
PUBLISHER = re.compile(
    rf"(?:文章|信息|稿件|新闻)?(?:来源|來源|稿源|出處|出处)\s*[:：]\s*([^\s:：|].{{0,60}}?){END}"
)
AUTHOR = re.compile(
    rf"(?:作者|撰稿|撰文|文/|文／|(?:本报|本網|本网)?(?:通讯员|記者|记者))\s*[:：]\s*([^\s:：|].{{0,40}}?){END}"
)
DATED = re.compile(r"(?:时间|時間|日期|发布|發布|发表|更新|刊登|印发|於|于)[^:：\d]{0,4}[:：]?\s*$")
DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?:\s*日|(?!\d))"
)
HAN_DATE = re.compile(
    r"([二一][〇零○九0][〇零○一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
URL = re.compile(
    r"(?:原文链接|原文鏈接|原文地址|网址|網址|链接|URL|url)\s*[:：]\s*(https?://[^\s　，。）)]{4,500})"
)


def with_source(document: Document, path: Path | None = None) -> Document:
    """Return the document with all that is known about where it comes from."""
    said, losses = _beside(path) if path is not None else ({}, [])
    found = _merged(document.source, _told(document))
    if said:
        found = replace(found, **said, origin="source note")
    if path is not None:
        sensitivity, wrong = stated_sensitivity(path)
        found = replace(found, sensitivity=sensitivity or found.sensitivity)
        losses += wrong
    return replace(document, source=found, losses=(*document.losses, *losses))


def stated_sensitivity(path: Path) -> tuple[Sensitivity | None, list[Loss]]:
    """What the note beside a file says on giving it away, None where nothing; and what is wrong."""
    stated = _note(path).get("sensitivity")
    if stated is None:
        return None, []
    known = next((s for s in SENSITIVITIES if s == stated), None)
    if known is not None:
        return known, []
    said = f"{path.name}{SIDECAR}: sensitivity {str(stated)[:40]!r} is taken for restricted"
    return "restricted", [Loss("source-note", said, f"write {', '.join(SENSITIVITIES)}")]


def _note(path: Path) -> Mapping[str, object]:
    """The note beside a file, empty where there is none or it cannot be read."""
    try:
        return tomllib.loads(path.with_name(path.name + SIDECAR).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _merged(first: Source, second: Source) -> Source:
    """Fill the empty fields of the one from the other, and say where the facts came from."""
    filled = {k: getattr(first, k) or getattr(second, k) for k in KEYS}
    added = any(not getattr(first, k) and getattr(second, k) for k in KEYS)
    origins = [o for o in (first.origin, second.origin if added else "") if o]
    return Source(**filled, origin=", ".join(dict.fromkeys(origins)))


def _beside(path: Path) -> tuple[Mapping[str, Any], list[Loss]]:
    """Read the note beside a file; what it says wrongly is listed, not believed."""
    note = path.with_name(path.name + SIDECAR)
    if not note.is_file():
        return {}, []
    try:
        told = tomllib.loads(note.read_text("utf-8"))
    except (OSError, ValueError) as error:
        said = f"{note.name} cannot be read: {str(error)[:80]}"
        return {}, [Loss("source-note", said, "mend the note, then build again")]
    known = {k: str(v) for k, v in told.items() if k in KEYS and not isinstance(v, (list, dict))}
    unknown = sorted(set(told) - set(known) - {"sensitivity"})
    if not unknown:
        return known, []
    said = f"{note.name}: unknown or unusable: {', '.join(unknown)[:80]}"
    return known, [Loss("source-note", said, f"use {', '.join(KEYS)}")]


def _told(document: Document) -> Source:
    """What the lines at the beginning and the end of the text say."""
    found: dict[str, Any] = {"title": _title(document)}
    for line in _edges(document):
        for key, pattern in (("publisher", PUBLISHER), ("author", AUTHOR), ("url", URL)):
            match = pattern.search(line)
            if match:
                found.setdefault(key, match[1].strip(" 　|｜[]【】()（）"))
    date = _date(document)
    said = any(found.get(k) for k in ("publisher", "author", "url")) or date
    return Source(**found, date=date, origin="the text itself" if said else "")


def _edges(document: Document) -> Iterator[str]:
    """The short paragraphs at both ends, where bylines stand."""
    told = document.paragraphs
    ends = told if len(told) <= FIRST + LAST else (*told[:FIRST], *told[-LAST:])
    for paragraph in ends:
        if paragraph.end - paragraph.start <= LONGEST:
            yield document.text[paragraph.start : paragraph.end]


def _title(document: Document) -> str:
    """The first heading, where it stands before the text itself."""
    for paragraph in document.paragraphs[:FIRST]:
        line = document.text[paragraph.start : paragraph.end]
        if paragraph.kind == "heading":
            return " ".join(line.split())[:300]
        if paragraph.kind != "furniture" and len(line) >= BODY:
            break
    return ""


def _date(document: Document) -> str:
    """A date that stands as a byline: after 时间：, beside a source, or alone on its line."""
    for line in _edges(document):
        for match in DATE.finditer(line):
            bare = len(line) - len(match[0]) <= 14
            beside = PUBLISHER.search(line) is not None
            if bare or beside or DATED.search(line[: match.start()]):
                return _iso(match[1], match[2], match[3])
        han = HAN_DATE.fullmatch(line.strip())
        if han:
            year = "".join(DIGITS.get(c, "") for c in han[1])
            return _iso(year, str(_number(han[2])), str(_number(han[3])))
    return ""


def _number(han: str) -> int:
    """Read 一 to 三十一."""
    tens, ten, ones = han.rpartition("十")
    value = int(DIGITS.get(ones, "0") or 0)
    return value + (10 * int(DIGITS.get(tens, "1")) if ten else 0)


def _iso(year: str, month: str, day: str) -> str:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
