"""
The texts of laws against which references are checked, or the index that stands in for them.

`read_statutes` reads the full texts (a maintainer has them), `read_index` the index of cited
articles that ships with the words: law, version, article, SHA-256 of its text, and the short
strings that were seen to stand there. `format_index` writes that index. It holds facts, no text.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from zhengming.base.entry import Law
from zhengming.base.errors import Unreadable

INDEX_HEADER = "law\tversion\tarticle\tsha256\tquotes"
UNDATED = "undated"
SAME_VERSION = timedelta(days=60)
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Statutes:
    """
    What is known of articles: `hashes` by (law, version, article), and their texts or quotes.

    `texts` is empty when only the index was read; then `quotes` says what was seen to stand there.
    """

    hashes: Mapping[Key, str]
    texts: Mapping[Key, str]
    quotes: Mapping[Key, frozenset[str]]

    def fault(self, law: Law) -> str:
        """Say what is wrong with a reference, or "" where it holds."""
        key = (law.instrument, law.text_version or UNDATED, law.article)
        where = " ".join(filter(None, key))
        if key not in self.hashes:
            if not self.texts:
                return (
                    f"{where} is not in articles.tsv; check it against the law and renew the index"
                )
            return f"no such text: {where}{self._near(key)}"
        if self.texts:
            held = law.quote_check in self.texts[key]
            return "" if held else f"{law.quote_check!r} does not stand in {where}"
        seen = law.quote_check in self.quotes.get(key, ())
        return "" if seen else f"{law.quote_check!r} has not been checked against {where}"

    def _near(self, key: Key) -> str:
        versions = sorted({v for law, v, _ in self.hashes if law == key[0]})
        return f" (versions known: {', '.join(versions)})" if versions else " (law not known)"

    def later_version(self, law: Law) -> str:
        """
        Return the date of a later version of the same law that is known here, or "".

        Two dates less than two months apart are those of adoption and publication of one version.
        """
        dates = [v for name, v, _ in self.hashes if name == law.instrument and v != UNDATED]
        newest = max(dates, default="")
        if not newest or law.text_version in ("", UNDATED):
            return ""
        apart = _day(newest) - _day(law.text_version)
        return newest if apart > SAME_VERSION else ""


def _day(version: str) -> date:
    year, month, day = (*version.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def read_statutes(path: Path) -> Statutes:
    """
    Read full texts: JSON lines (may be .xz) with law, version, article and text.

    A law's whole text stands under the empty article, so that a reference without one can be checked.
    """
    pieces: dict[Key, list[str]] = {}
    for law, version, article, text in _records(path):
        for key in {(law, version, article), (law, version, "")}:
            pieces.setdefault(key, []).append(text)
    texts = {key: "\n".join(parts) for key, parts in pieces.items()}
    return Statutes(dict.fromkeys(texts, ""), texts, {})


def _records(path: Path) -> Iterator[tuple[str, str, str, str]]:
    opener = lzma.open if path.suffix == ".xz" else open
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):  # noqa: B007 - named in the error
                record = json.loads(line)
                version = record["version"] or UNDATED
                yield record["law"], version, record["article"] or "", record["text"]
    except (OSError, lzma.LZMAError, ValueError, KeyError) as error:
        raise Unreadable(
            f"not a file of statutes ({type(error).__name__})", where=f"{path}:{number + 1}"
        ) from error


def read_index(path: Path) -> Statutes:
    """Read `articles.tsv`."""
    hashes: dict[Key, str] = {}
    quotes: dict[Key, frozenset[str]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 5:
            raise Unreadable("must have five columns", where=f"{path}:{number}", rule="L1 index")
        key = (cells[0], cells[1], cells[2])
        hashes[key] = cells[3]
        quotes[key] = frozenset(cells[4].split("|"))
    return Statutes(hashes, {}, quotes)


def format_index(laws: Iterable[Law], statutes: Statutes) -> str:
    """Write the index of all references that hold, sorted; those that do not are left out."""
    cited: dict[Key, set[str]] = {}
    for law in laws:
        if law.verified and not statutes.fault(law):
            key = (law.instrument, law.text_version or UNDATED, law.article)
            cited.setdefault(key, set()).add(law.quote_check)
    rows = [
        "\t".join(
            (*key, sha256(statutes.texts[key].encode()).hexdigest(), "|".join(sorted(quotes)))
        )
        for key, quotes in sorted(cited.items())
    ]
    return "\n".join([INDEX_HEADER, *rows]) + "\n"
