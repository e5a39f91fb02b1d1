"""
English for a possible new term, composed from what the glossary has; never invented.

`Suggester(glossary).suggest(term)` returns suggestions, each with its basis: a grammar of
organisation names (place, level, body), the parts of a slogan, or a compound whose parts are all
entries. Where nothing supports one, there is none. A person's name or a place that is not in the
table is at most pinyin, and the basis says so.
"""

from __future__ import annotations

import re
from functools import cache

from zhengming.base.entry import Rendering, Term
from zhengming.base.findings import Suggestion
from zhengming.base.places import data_dir
from zhengming.text.hanzi import fold
from zhengming.text.segment import tag_words
from zhengming.words.glossary import Glossary

LEVELS = {
    "自治区": "Autonomous Region",
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "地区": "Prefecture",
    "街道": "Subdistrict",
    "省": "Province",
    "市": "",
    "县": "County",
    "区": "District",
    "州": "Prefecture",
    "盟": "League",
    "旗": "Banner",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
}
# A name of one character is a county's (浚县; not the 辉 of 辉县市); the longest is
# 黔西南布依族苗族自治州 or 克孜勒苏柯尔克孜自治州, named whole in the table.
NAME = r"[\u4e00-\u9fff](?=县(?!市))|[\u4e00-\u9fff]{2,10}?"
PLACED = re.compile(rf"({NAME})({'|'.join(LEVELS)})(委)?(?=[\u4e00-\u9fff])")
SMALL = {"of", "the", "and", "for", "in", "on", "to", "by", "with", "at"}


class Suggester:
    """Suggestions that rest on the entries of a glossary."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._ids = dict(glossary.patterns())

    def suggest(self, term: str) -> tuple[Suggestion, ...]:
        """Return suggestions for a term in simplified script, best first."""
        ways = (self._organisation(term), self._slogan(term), self._compound(term))
        found = {s.en: s for s in reversed(ways) if s}
        return tuple(reversed(found.values()))[:2]

    def _english(self, string: str) -> tuple[str, Term] | None:
        """Return the rendering an entry prefers for exactly this string."""
        for entry in self._ids.get(fold(string), ()):
            term = self._glossary.terms[entry]
            rendering = _best(term)
            if rendering and fold(string) in {fold(s) for s in (term.hans, *term.short)}:
                return rendering.term, term
        return None

    def _organisation(self, term: str) -> Suggestion | None:
        """永州市中级人民法院: place, level, body; 故城县委政法委: body of a Party committee."""
        levels: list[tuple[str, str, str]] = []
        rest = term
        while (found := PLACED.match(rest)) and not self._english(rest):
            if not _is_place(found.group(1), found.group(2)):
                return None
            levels.append((found.group(1), found.group(2), found.group(3) or ""))
            rest = rest[found.end() :]
            if found.group(3):
                break
        body = self._english(rest) if rest else None
        if not levels or not body:
            return None
        names, bases = zip(*(_place(name, level) for name, level, _ in levels), strict=True)
        head = _titled(body[0])
        own = (
            f"{head} of the {names[-1]} Party Committee" if levels[-1][2] else f"{names[-1]} {head}"
        )
        english = ", ".join([own, *reversed(names[:-1])])
        basis = "; ".join([*dict.fromkeys(bases), f"{rest}: entry {body[1].id}"])
        return Suggestion(english, f"organisation name; {basis}")

    def _slogan(self, term: str) -> Suggestion | None:
        """获得感、幸福感、安全感: every part is an entry."""
        parts = re.split("[、,]", term)
        known = [self._english(p) for p in parts]
        if len(parts) < 2 or not all(known):
            return None
        words = [k[0] for k in known if k]
        basis = "; ".join(f"{p}: entry {k[1].id}" for p, k in zip(parts, known, strict=True) if k)
        return Suggestion(", ".join(words[:-1]) + " and " + words[-1], f"its parts; {basis}")

    def _compound(self, term: str) -> Suggestion | None:
        """社会治理 + 创新: a compound all of whose parts are entries, in the order of the Chinese."""
        cut = self._cut(term)
        if (
            not cut
            or not 2 <= len(cut) <= 3
            or any(t.type in {"slogan", "title"} for _, _, t in cut)
        ):
            return None
        # A short form stands for more than it says (公安 for 公安机关); two words of two characters
        # are as often joined (执法司法) as one in the other.
        if any(fold(part) != fold(t.hans) for part, _, t in cut) or len(term) <= 4:
            return None
        words = [english for _, english, _ in cut]
        if any("," in w or " of " in w or " and " in w for w in words[:-1]):
            return None
        basis = "; ".join(f"{part}: entry {entry.id}" for part, _, entry in cut)
        return Suggestion(" ".join(words), f"put together from entries, to be checked; {basis}")

    def _cut(self, term: str) -> list[tuple[str, str, Term]] | None:
        """Cut a term into entries, the longest first from the left; None where that fails."""
        if not term:
            return []
        for size in range(min(len(term) - 1, 8), 1, -1):
            known = self._english(term[:size])
            rest = self._cut(term[size:]) if known else None
            if known and rest is not None:
                return [(term[:size], *known), *rest]
        known = self._english(term)
        return [(term, *known)] if known else None


def _best(term: Term) -> Rendering | None:
    """Return the rendering to build on: preferred, else the first that may be offered."""
    offered = term.preferred() or term.suggestible()
    return offered[0] if offered else None


def _titled(english: str) -> str:
    """Write a body's name with capitals: intermediate people's court becomes a proper name."""
    words = english.split(" ")
    return " ".join(
        w if (i and w in SMALL) or not w[:1].isalpha() else w[:1].upper() + w[1:]
        for i, w in enumerate(words)
    )


@cache
def _established() -> dict[str, str]:
    """Read the table of established English forms; `places.recipe.json` says where from."""
    lines = (data_dir() / "places.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return {row[0]: row[1] for row in rows}


@cache
def _is_place(name: str, level: str) -> bool:
    """
    Whether the table or the word list knows a place of this name.

    An autonomous county holds its people's name (长阳土家族自治县), which is not pinyin: it is known
    from the table or not at all.
    """
    if name in _established() or name + level in _established():
        return True
    if level.startswith("自治"):
        return False
    return any(
        len(words) == 1 and words[0].pos == "ns"
        for words in (tag_words(name + level), tag_words(name))
    )


def _place(name: str, level: str) -> tuple[str, str]:
    """
    Return the English of a place with its level, and where it comes from.

    >>> _place("永州", "市"), _place("和田", "地区")
    (('Yongzhou', '永州市: pinyin'), ('Hotan Prefecture', '和田地区: established form'))
    """
    table = _established()
    whole = table.get(name + level)
    english = whole or table.get(name) or pinyin_name(name)
    established = whole or name in table
    basis = "established form" if established else "pinyin"
    kind = "" if whole else LEVELS[level]
    return f"{english} {kind}".strip(), f"{name}{level}: {basis}"


def pinyin_name(name: str) -> str:
    """
    Write a Chinese name as one word of pinyin without tones.

    >>> pinyin_name("西安"), pinyin_name("衡水")
    ("Xi'an", 'Hengshui')
    """
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL, v_to_u=True)
    joined = "".join(f"'{s}" if i and s[0] in "aeo" else s for i, s in enumerate(syllables))
    return joined[:1].upper() + joined[1:]
