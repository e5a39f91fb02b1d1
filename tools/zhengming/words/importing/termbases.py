"""
Termbases: TBX version 2 and 3, and MultiTerm's XML. `read_termbase` tells them apart by their root.

The XML is read without a network, without entities and without the DTD that old TBX files name; a
file that brings declarations of its own, or asks for other files, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from zhengming.base.entry import Use
from zhengming.base.errors import Refused, Unreadable
from zhengming.text.hanzi import count_han, is_han
from zhengming.words.importing.incoming import English, Incoming, Taken

LARGEST = 256_000_000
XINCLUDE = "http://www.w3.org/2001/XInclude"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
USES: Mapping[str, Use] = {
    "preferred": "preferred",
    "admitted": "accepted",
    "accepted": "accepted",
    "deprecated": "avoid",
    "superseded": "avoid",
    "forbidden": "avoid",
    "avoid": "avoid",
    "obsolete": "avoid",
}
LABELS = {
    "Pinyin: ": "pinyin",
    "For the translator: ": "note",
    "What it means in practice: ": "significance",
    "What it is: ": "definition",
}
CONCEPTS = {"martif": "termEntry", "tbx": "conceptEntry", "mtf": "conceptGrp"}
NAMES = {"martif": "TBX version 2", "tbx": "TBX version 3", "mtf": "MultiTerm"}
COLUMNS = {"Chinese": "zh", "English": "en"}


def read_termbase(path: Path) -> Taken:
    """
    Read a termbase.

    Raises `Refused` for declarations of entities or inclusion of other files, `Unreadable` for XML
    that is none of the three kinds.
    """
    root = _parse(path)
    name = _local(root)
    if name not in CONCEPTS:
        raise Unreadable(
            f"XML of a kind that is not read here (<{name}>)",
            where=path.name,
            remedy="export it as TBX, as MultiTerm XML, or as a table",
        )
    read = _multiterm if name == "mtf" else _tbx
    terms, unread = [], []
    for concept in _all(root, CONCEPTS[name]):
        term = read(concept, path.name)
        if term is None:
            unread.append(f"{path.name}:{concept.sourceline}: an entry without a Chinese term")
        else:
            terms.append(term)
    return Taken(NAMES[name], COLUMNS, tuple(terms), tuple(unread))


def _parse(path: Path) -> Any:
    from lxml import etree

    data = path.read_bytes()
    if len(data) > LARGEST:
        raise Refused(f"larger than {LARGEST // 1_000_000} MB", where=path.name)
    plain = data.replace(b"\0", b"")
    if b"<!ENTITY" in plain or re.search(rb"<!DOCTYPE[^>\[]*\[", plain):
        raise Refused("contains declarations of its own (a DTD): refused", where=path.name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            f"not well-formed XML: {error.msg}", where=f"{path.name}:{error.lineno or 1}"
        ) from error
    if next(root.iter(f"{{{XINCLUDE}}}*"), None) is not None:
        raise Refused("asks for other files (XInclude): refused", where=path.name)
    return root


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(element: Any, *names: str) -> Iterator[Any]:
    """Yield descendants by local name, whatever the namespace."""
    for child in element.iter():
        if isinstance(child.tag, str) and _local(child) in names:
            yield child


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _tbx(concept: Any, file: str) -> Incoming | None:
    chinese: list[tuple[str, str]] = []
    english: list[English] = []
    for section in _all(concept, "langSec", "langSet"):
        language = section.get(LANG, "").lower()
        for term in _all(section, "termSec", "tig", "ntig"):
            spelled = next((_text(t) for t in _all(term, "term")), "")
            kinds = {n.get("type", ""): _text(n) for n in _all(term, "termNote")}
            if language.startswith("zh") and spelled:
                chinese.append(
                    (spelled, "shortForm" if kinds.get("termType") == "shortForm" else language)
                )
            elif language.startswith("en") and spelled:
                english.append(English(spelled, _use(kinds.get("administrativeStatus", ""))))
    texts = dict(_notes(concept))
    for descrip in _all(concept, "descrip"):
        if descrip.get("type") == "definition":
            texts.setdefault("definition", _text(descrip))
    return _incoming(file, concept, chinese, english, texts, (concept.get("id") or "").lstrip("_"))


def _notes(concept: Any) -> Iterator[tuple[str, str]]:
    """Yield what our own notes on the whole entry say (a label stands before each)."""
    for note in concept:
        if isinstance(note.tag, str) and _local(note) == "note":
            said = _text(note)
            for label, key in LABELS.items():
                if said.startswith(label):
                    yield key, said.removeprefix(label)


def _use(status: str) -> Use | None:
    """
    Read a status in the words of TBX, MultiTerm or Weblate.

    >>> _use("preferredTerm-admn-sts"), _use("deprecatedTerm"), _use("")
    ('preferred', 'avoid', None)
    """
    word = re.match(r"[a-z]+?(?=term|-|$|\W)", status.strip().lower())
    return USES.get(word[0]) if word else None


def _multiterm(concept: Any, file: str) -> Incoming | None:
    chinese: list[tuple[str, str]] = []
    english: list[English] = []
    texts: dict[str, str] = {}
    for group in _all(concept, "languageGrp"):
        language = next(_all(group, "language"), None)
        code = (
            (language.get("lang") or language.get("type") or "").lower()
            if language is not None
            else ""
        )
        for term_group in _all(group, "termGrp"):
            spelled = next((_text(t) for t in _all(term_group, "term")), "")
            said = {d.get("type", "").casefold(): _text(d) for d in _all(term_group, "descrip")}
            if code.startswith(("zh", "chinese")) and spelled:
                chinese.append((spelled, "shortForm" if "short" in said.get("type", "") else code))
            elif code.startswith("en") and spelled:
                english.append(English(spelled, _use(said.get("status", ""))))
    for descrip in _all(concept, "descrip"):
        kind = descrip.get("type", "").casefold()
        if kind in ("definition", "pinyin"):
            texts.setdefault(kind, _text(descrip))
    number = next((_text(c) for c in _all(concept, "concept")), "")
    return _incoming(file, concept, chinese, english, texts, number)


def _incoming(
    file: str,
    concept: Any,
    chinese: list[tuple[str, str]],
    english: list[English],
    texts: Mapping[str, str],
    name: str,
) -> Incoming | None:
    """Put one concept together: simplified spellings first, then those only in traditional."""
    from zhengming.text.script import to_hans

    spelled = [(s, kind) for s, kind in chinese if count_han(s)]
    if not spelled:
        return None
    traditional = ("zh-hant", "zh-tw", "zh-hk")
    plain = [s for s, kind in spelled if not kind.startswith(traditional)] or [spelled[0][0]]
    head = plain[0]
    seen = {head}
    short = []
    for form, kind in spelled:
        key = form if form in plain else to_hans(form, "hant")
        if kind == "shortForm" and key not in seen and any(map(is_han, key)):
            seen.add(key)
            short.append(key)
    ranked = any(e.use for e in english)
    return Incoming(
        file,
        concept.sourceline or 1,
        head,
        tuple(e if e.use or not ranked else English(e.term, "accepted") for e in english),
        id=name,
        short=tuple(short) or None,
        texts=texts,
    )
