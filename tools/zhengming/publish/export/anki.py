"""
Anki: an .apkg with one card an entry, written with SQLite alone.

A note is known by the id of its entry, so that a further version of the words changes cards instead
of adding them, and keeps what a person has learned. The date of a note is that of the words: Anki
takes an incoming note only when it is newer than its own. Layout of the tables: Anki's schema 11,
which every version since 2.1 imports.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape

from zhengming.base.delivery import zip_bytes
from zhengming.base.entry import Term
from zhengming.publish.entries import Entry, describe
from zhengming.publish.export.article import TITLE, avoid, english, foot, prose
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import PAGE, WORDS_LICENCE
from zhengming.publish.visible import plain

LOADING = """\
Anki

1. In Anki: File > Import, and choose this .apkg. Nothing has to be set.
2. The deck is called Zhengming 正名: one card an entry, Chinese in both scripts in front; pinyin,
   English, what it is and how far it was checked behind.
3. To bring in a further version of the words, import its file in the same way. Entries are known by
   their names: cards are changed, not doubled, and what you have learned stays. A card that you have
   changed yourself since stays as you made it, unless you choose "Update notes: always".

Tags name the category, where the term applies and how far it was checked, so that you can learn a
part: in the card browser, choose the tag and suspend the rest. English to avoid is struck through.
"""
FIELDS = (
    "Simplified",
    "Traditional",
    "Pinyin",
    "English",
    "Avoid",
    "What it is",
    "For the translator",
    "In practice",
    "Checked",
    "Name",
)
# Chosen once: by these Anki knows the deck and the kind of note again.
DECK = 1_763_856_000_001
KIND = 1_763_856_000_002
FRONT = """\
<div class="hans" lang="zh-Hans">{{Simplified}}</div>
<div class="hant" lang="zh-Hant">{{Traditional}}</div>"""
BACK = """\
{{FrontSide}}
<hr id="answer">
<div class="pinyin">{{Pinyin}}</div>
<div class="english">{{English}}</div>
<div class="avoid">{{Avoid}}</div>
<div class="text">{{What it is}}</div>
{{#For the translator}}<div class="text">{{For the translator}}</div>{{/For the translator}}
{{#In practice}}<div class="text">{{In practice}}</div>{{/In practice}}
<div class="foot">{{Checked}}</div>"""
STYLE = """\
.card { font: 18px/1.5 Georgia, "Noto Serif", serif; text-align: center; }
.hans { font-size: 40px; } .hant { font-size: 26px; opacity: .7; }
.pinyin { font-style: italic; margin-bottom: .6em; }
.english, .avoid, .text { text-align: left; max-width: 34em; margin: 0 auto .6em; }
.english ul { margin: 0; padding-left: 1.2em; }
small, .foot { font-size: 14px; opacity: .8; }"""
TABLES = """
PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8';
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
  scm integer not null, ver integer not null, dty integer not null, usn integer not null,
  ls integer not null, conf text not null, models text not null, decks text not null,
  dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
  mod integer not null, usn integer not null, tags text not null, flds text not null,
  sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
  ord integer not null, mod integer not null, usn integer not null, type integer not null,
  queue integer not null, due integer not null, ivl integer not null, factor integer not null,
  reps integer not null, lapses integer not null, left integer not null, odue integer not null,
  odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
  ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,
  time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
TAG = re.compile(r"<[^>]*>")
Note = tuple[int, str, int, int, int, str, str, str, int, int, str]


def write(out: Outgoing) -> Written:
    """Write the package: the database and an empty list of media."""
    return Written(zip_bytes([("collection.anki2", _database(out)), ("media", b"{}")]))


def _database(out: Outgoing) -> bytes:
    at = seconds(out.about()["date"])
    base = sqlite3.connect(":memory:")
    try:
        base.executescript(TABLES)
        base.execute(f"INSERT INTO col VALUES ({','.join('?' * 13)})", _collection(at))  # noqa: S608
        notes = sorted(_notes(out, at))
        base.executemany(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", notes)  # noqa: S608
        cards = ((n[0], n[0], DECK, 0, at, -1, 0, 0, due, *(0,) * 8, "") for due, n in _due(notes))
        base.executemany(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", cards)  # noqa: S608
        base.commit()
        made = bytearray(base.serialize())
    finally:
        base.close()
    made[24:28] = made[92:96] = (1).to_bytes(4, "big")  # how often the file was changed
    made[96:100] = (3_040_000).to_bytes(4, "big")  # which SQLite wrote it: not ours to tell
    return bytes(made)


def _due(notes: list[Note]) -> Iterator[tuple[int, Note]]:
    """Number new cards in the order of their pinyin."""
    return enumerate(
        sorted(notes, key=lambda note: (note[6].split("\x1f")[2].casefold(), note[1])), 1
    )


def seconds(date: str) -> int:
    """
    Turn the date of the words, of which parts may be missing, into seconds since 1970.

    >>> seconds("1970-01-02"), seconds("1971"), seconds("")
    (86400, 31536000, 0)
    """
    numbers = [int(part) for part in date.split("-") if part.isdigit()]
    year, month, day = (*numbers, *(1970, 1, 1)[len(numbers) :])[:3]
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())


def number_of(name: str) -> int:
    """Give an entry its number in Anki: always the same, in the range where Anki has times."""
    digest = hashlib.sha256(f"zhengming/{name}".encode()).digest()
    return 1_000_000_000_000 + int.from_bytes(digest[:6], "big") % 500_000_000_000


def _notes(out: Outgoing, at: int) -> Iterator[Note]:
    taken: set[int] = set()
    for found in sorted(out.found, key=lambda f: f.term.id):
        number = number_of(found.term.id)
        while number in taken:
            number += 1
        taken.add(number)
        fields = _fields(describe(found.term, out.glossary))
        first = TAG.sub("", fields[0])
        digest = hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()
        tags = f" {' '.join(_tags(found.term))} "
        guid = f"zhengming/{found.term.id}"
        told = "\x1f".join(fields)
        yield number, guid, KIND, at, -1, tags, told, first, int(digest[:8], 16), 0, ""


def _tags(term: Term) -> Iterator[str]:
    for kind, value in (
        ("category", term.category),
        ("scope", term.scope),
        ("checked", term.review.status),
    ):
        yield f"zhengming::{kind}::{'-'.join(value.split())}"


def _fields(entry: Entry) -> tuple[str, ...]:
    term = entry.term
    hans = escape(plain(term.hans))
    hant = escape(plain(entry.hant))
    return (
        hans,
        "" if hant == hans else hant,
        escape(plain(term.pinyin)),
        english(entry),
        avoid(entry),
        prose("", term.definition),
        prose(PAGE["translator"], term.note),
        prose(PAGE["practice"], term.significance),
        escape(plain(foot(entry))),
        term.id,
    )


def _collection(at: int) -> tuple[object, ...]:
    """Fill the one row of `col`: settings, kind of note, decks."""
    conf = {"nextPos": 1, "curDeck": 1, "activeDecks": [1], "sortType": "noteFld", "sched": 1}
    decks = {"1": _deck(1, "Default", at), str(DECK): _deck(DECK, TITLE, at)}
    told = [json.dumps(v, ensure_ascii=False) for v in (conf, {str(KIND): _kind(at)}, decks)]
    options = json.dumps({"1": _options(at)})
    return (1, at, at * 1000, at * 1000, 11, 0, 0, 0, *told, options, "{}")


def _deck(number: int, name: str, at: int) -> dict[str, object]:
    zero = [0, 0]
    counts = {"newToday": zero, "revToday": zero, "lrnToday": zero, "timeToday": zero}
    state = {"collapsed": False, "browserCollapsed": False, "dyn": 0, "conf": 1, "usn": -1}
    more = {"extendNew": 0, "extendRev": 0, "desc": "" if number == 1 else WORDS_LICENCE}
    return {"id": number, "name": name, "mod": at, **state, **counts, **more}


def _kind(at: int) -> dict[str, object]:
    look = {"font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
    fields = [{"name": name, "ord": n, **look} for n, name in enumerate(FIELDS)]
    card = {"name": "Read Chinese", "ord": 0, "qfmt": FRONT, "afmt": BACK, "did": None}
    return {
        "id": KIND,
        "name": "Zhengming term",
        "type": 0,
        "mod": at,
        "usn": -1,
        "sortf": 0,
        "did": DECK,
        "tmpls": [{**card, "bqfmt": "", "bafmt": ""}],
        "flds": fields,
        "css": STYLE,
        "latexPre": "",
        "latexPost": "",
        "tags": [],
        "vers": [],
        "req": [[0, "any", [0, 1]]],
    }


def _options(at: int) -> dict[str, object]:
    new = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1}
    review = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 100}
    lapse = {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0}
    return {
        "id": 1,
        "name": "Default",
        "mod": at,
        "usn": -1,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {**new, "perDay": 20, "separate": True},
        "rev": {**review, "minSpace": 1},
        "lapse": lapse,
    }


FORMAT = Format("anki", ".apkg", "Anki cards", write, LOADING)
