"""
StarDict: for GoldenDict, KOReader, sdcv and many readers on telephones.

Simplified head forms carry the articles. Traditional spellings, other forms, pinyin with and without
tones and English lead to them as further keys. Both lists are sorted as the readers compare: letters
without case, then bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from zhengming.base.delivery import zip_bytes
from zhengming.base.entry import Term
from zhengming.publish.entries import describe
from zhengming.publish.export.article import ABOUT, TITLE, draw, renderings, spoken
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import WORDS_LICENCE, one_line
from zhengming.publish.visible import plain
from zhengming.words.keys import toneless_key

LOADING = """\
StarDict (GoldenDict, KOReader, sdcv, …)

1. Unpack the zip: four files that belong together (.ifo, .idx, .dict, .syn). `zhengming export` writes
   the folder itself when the name after -o has no ending.
2. GoldenDict: Edit > Dictionaries > Sources > Files, add the folder, rescan.
   KOReader: copy the folder into koreader/data/dict.
   sdcv: copy it into ~/.stardict/dic, or use --data-dir.
3. Look a word up by either script, pinyin with or without tones, or English.

Every article says whose the English is, what is a draft or our own, and which English to avoid.
A further version replaces the folder.
"""
NAME = "zhengming"
LONGEST_KEY = 255


def write(out: Outgoing) -> Written:
    """Write the four files of the dictionary into one zip."""
    articles: dict[str, list[str]] = {}
    further: dict[str, set[str]] = {}
    for found in out.found:
        word = one_line(plain(found.term.hans))
        articles.setdefault(word, []).append(draw(describe(found.term, out.glossary)))
        further.setdefault(word, set()).update(_further(out, found.term))
    kept = {word: keys for word, keys in further.items() if len(word.encode()) <= LONGEST_KEY}
    order = sorted(kept, key=_place)
    index, text = _index(order, articles)
    further_keys = _synonyms(order, kept)
    members = {
        "ifo": _about(out, len(order), len(index), len(further_keys)),
        "idx": index,
        "dict": text,
        "syn": b"".join(further_keys),
    }
    left_out = [f"{w}: longer than StarDict allows" for w in articles if w not in kept]
    packed = zip_bytes((f"{NAME}/{NAME}.{end}", data) for end, data in members.items())
    return Written(packed, left_out=tuple(left_out))


def _place(word: str) -> tuple[bytes, bytes]:
    data = word.encode()
    return data.lower(), data  # of bytes, lower() knows ASCII only: as the readers compare


def _further(out: Outgoing, term: Term) -> Iterable[str]:
    """Yield every further key that leads to an entry."""
    yield from (spelling for spelling, _, _ in out.spellings(term))
    yield term.pinyin
    yield from (toneless_key("".join(spoken(term, form))) for form in term.surfaces())
    for rendering in renderings(term):
        yield from (rendering.term, rendering.abbr)


def _index(order: Iterable[str], articles: Mapping[str, list[str]]) -> tuple[bytes, bytes]:
    index, texts, at = [], [], 0
    for word in order:
        text = "<hr>".join(articles[word]).encode()
        index.append(word.encode() + b"\0" + struct.pack(">II", at, len(text)))
        texts.append(text)
        at += len(text)
    return b"".join(index), b"".join(texts)


def _synonyms(order: Iterable[str], further: Mapping[str, set[str]]) -> list[bytes]:
    pairs = [
        (key, at)
        for at, word in enumerate(order)
        for key in {one_line(plain(k)) for k in further[word]} - {word, ""}
        if len(key.encode()) <= LONGEST_KEY
    ]
    pairs.sort(key=lambda pair: (*_place(pair[0]), pair[1]))
    return [key.encode() + b"\0" + struct.pack(">I", at) for key, at in pairs]


def _about(out: Outgoing, words: int, size: int, further: int) -> bytes:
    about = out.about()
    facts = {
        "version": "3.0.0",
        "bookname": TITLE,
        "wordcount": words,
        "synwordcount": further,
        "idxfilesize": size,
        "description": one_line(f"{ABOUT}. Words {about['words']}. {WORDS_LICENCE}"),
        "date": about["date"].replace("-", "."),
        "sametypesequence": "h",
    }
    lines = "".join(f"{name}={value}\n" for name, value in facts.items())
    return f"StarDict's dict ifo file\n{lines}".encode()


FORMAT = Format(
    "stardict", ".zip", "StarDict (GoldenDict, KOReader, sdcv)", write, LOADING, folder=True
)
