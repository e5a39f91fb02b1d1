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
# A person's post, not a body: its English takes the body behind it.
POST = re.compile("(?:[^部会队]长|书记|主任|主席|总理)$")
# A verb that has its object in it (维稳, 反腐败, 扫黑): what stands before it is no attribute.
WITH_OBJECT = re.compile("[维反扫禁][\u4e00-\u9fff]{1,2}")
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
                return _plain(rendering.term), term
        return None

    def _body(self, string: str) -> tuple[str, Term] | None:
        """Return the English of a body or a post; 人民法院 is a further spelling of 法院."""
        known = self._english(string)
        if known or not string.startswith("人民"):
            return known
        known = self._english(string.removeprefix("人民"))
        alike = known and known[1].id in self._ids.get(fold(string), ())
        return known if alike else None

    def _organisation(self, term: str) -> Suggestion | None:
        """永州市中级人民法院: place, level, body; 故城县委政法委: body of a Party committee."""
        levels: list[tuple[str, str, str]] = []
        rest = term.removeprefix("中共")
        while (found := PLACED.match(rest)) and not self._english(rest):
            if not _is_place(found.group(1), found.group(2)):
                return None
            levels.append((found.group(1), found.group(2), found.group(3) or ""))
            rest = rest[found.end() :]
            if found.group(3):
                break
        body = self._body(rest) if rest else None
        if not levels or not body:
            return None
        names, bases = zip(*(_place(name, level) for name, level, _ in levels), strict=True)
        post = POST.search(rest) is not None
        if levels[-1][2]:
            own = _of_committee(body[0], _adjective(names[-1], levels[-1][1]), post=post)
        elif post:
            own = _of_place(body[0], names[-1])
        else:
            own = _named(names[-1], body[0])
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
        if WITH_OBJECT.fullmatch(cut[-1][0]):
            return None
        english = _modified(words, post=POST.search(term) is not None, kind=cut[0][2].type)
        if not english:
            return None
        return Suggestion(english, f"put together from entries, to be checked; {basis}")

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


def _plain(english: str) -> str:
    """
    Write a rendering without what its brackets explain; a bracket before it is part of it.

    >>> _plain("(Party) secretary"), _plain("detachment (city)")
    ('Party secretary', 'detachment')
    """
    return re.sub(r" *\([^()]*\)", "", re.sub(r"^\(([^()]*)\)(?= )", r"\1", english)).strip()


def _modified(words: list[str], *, post: bool, kind: str) -> str:
    """
    Put a compound's parts into English order; empty where English does not say it so.

    >>> _modified(["procuratorial organs", "public-interest litigation"], post=False, kind="name")
    'public-interest litigation of procuratorial organs'
    """
    first, *others = words
    head = " ".join(others)
    if post and kind in {"name", "office", "term", "abbreviation"}:
        holder = others[-1].removeprefix("Party ") if "Party" in first else others[-1]
        return f"{holder} of the {' '.join(words[:-1])}" if " of " not in head else ""
    if re.search(r"[^s']s$", first):
        return f"{head} of {first}"
    return f"{first} {head}"


def _adjective(name: str, level: str) -> str:
    """Hebei Province as what stands before Party Committee: Hebei Provincial; Yongzhou Municipal."""
    if level == "省":
        return name.removesuffix(" Province") + " Provincial"
    return name + " Municipal" if level == "市" else name


def _of_committee(body: str, committee: str, *, post: bool) -> str:
    head = _titled(body)
    if post and " " in head:
        head = head.removeprefix("Party ")
    return f"{head} of the {committee} Party Committee"


def _of_place(post: str, name: str) -> str:
    """Director of the Hengshui Public Security Bureau; Mayor of Yongzhou."""
    head, of, body = post.partition(" of the ")
    return _titled(f"{head} of the {name} {_titled(body)}" if of else f"{head} of {name}")


def _named(name: str, body: str) -> str:
    """Hainan Provincial Public Security Department; the Tibet Autonomous Region has no Provincial one."""
    head = _titled(body)
    if head.startswith("Provincial "):
        if not name.endswith(" Province"):
            return f"{name} {head.removeprefix('Provincial ')}"
        name = name.removesuffix(" Province")
    return f"{name} {head}"


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
