"""
Which script a text is in, and which region's forms it uses: `identify`.

A character tells something only when the other script never writes it. Taiwan and Hong Kong are
told apart by the forms that their standards choose differently (裡 or 裏, 著 or 着, 線 or 綫).
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from zhengming.base.findings import ScriptFacts
from zhengming.text.script.tables import read_table

STRAYS = 100
# Forms that one region's standard writes and the other's does not, in traditional text.
TAIWAN = "裡說線衛溫脫稅閱銳悅戶敘臥臺檯蔥醞鉤眾"
HONG_KONG = "裏説綫衞温脱税閲鋭悦户敍卧枱葱醖鈎衆"
# 著 is also "notable" and "to write" everywhere, so it counts only where it follows a verb.
PARTICLE = re.compile(r"(?<![名顯昭卓巨編原遺土專論譯合共所拙鉅新舊執])著(?![名作述書稱者錄於])")


# In both of OpenCC's columns, yet a sign of simplified text all but in rare surnames.
LEFT_OVER = frozenset("党")
# Traditional in the tables, yet simplified text writes them too (乾坤, 显著, 瞭望, 颠覆, 徵 the note).
SHARED = frozenset("乾著徵瞭藉覆夥")


@cache
def _one_sided() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters that only simplified and that only traditional text writes."""
    to_traditional = read_table("STCharacters")
    to_simplified = read_table("TSCharacters")
    regional = {
        form
        for name in ("TWVariants", "HKVariants")
        for forms in read_table(name).values()
        for form in forms
    }
    simplified = {c for c, forms in to_traditional.items() if c not in forms}
    traditional = {c for c, forms in to_simplified.items() if c not in forms}
    both = {c for c in traditional if c in to_traditional.get(c, ())}
    return (
        frozenset(simplified - traditional - regional) | LEFT_OVER,
        frozenset(traditional - simplified - both - SHARED),
    )


def identify(text: str) -> ScriptFacts:
    """
    Say which script a text is in, and list the characters of the other one.

    `variant` is "hans", "hant", "tw", "hk", "mixed" (neither script has nine tenths of the
    telling characters) or "none" (no character tells).

        >>> identify("维稳工作").variant, identify("維穩工作").variant
        ('hans', 'hant')
        >>> identify("加強党對政法工作的領導，維護大局穩定").strays
        ((2, '党'),)
    """
    simplified_only, traditional_only = _one_sided()
    counts = Counter(text)
    simplified = sum(n for c, n in counts.items() if c in simplified_only)
    traditional = sum(n for c, n in counts.items() if c in traditional_only)
    variant, why = _variant(text, counts, simplified, traditional)
    stray = simplified_only if traditional >= simplified else traditional_only
    strays: tuple[tuple[int, str], ...] = ()
    if simplified and traditional:
        strays = tuple((i, c) for i, c in enumerate(text) if c in stray)[:STRAYS]
    return ScriptFacts(variant, simplified, traditional, strays, why)


def _variant(text: str, counts: Counter[str], simplified: int, traditional: int) -> tuple[str, str]:
    telling = simplified + traditional
    if not telling:
        return "none", "no character that only one script writes"
    why = f"{simplified} characters only simplified text writes, {traditional} only traditional"
    if simplified >= 0.9 * telling:
        return "hans", why
    if traditional < 0.9 * telling:
        return "mixed", why
    taiwan, hong_kong = region_evidence(text, counts)
    if taiwan == hong_kong:
        return "hant", why
    region = "tw" if taiwan > hong_kong else "hk"
    return region, f"{why}; {taiwan} forms as in Taiwan, {hong_kong} as in Hong Kong"


def script_of(text: str) -> str:
    """Say which script a text is in, no more: "hans", "hant", "mixed" or "none"."""
    simplified_only, traditional_only = _one_sided()
    counts = Counter(text)
    simplified = sum(n for c, n in counts.items() if c in simplified_only)
    traditional = sum(n for c, n in counts.items() if c in traditional_only)
    if not simplified + traditional:
        return "none"
    share = simplified / (simplified + traditional)
    return "hans" if share >= 0.9 else "hant" if share <= 0.1 else "mixed"


def region_evidence(text: str, counts: Counter[str] | None = None) -> tuple[int, int]:
    """Count the forms of a traditional text that only Taiwan and that only Hong Kong prescribes."""
    counts = Counter(text) if counts is None else counts
    taiwan = sum(counts[c] for c in TAIWAN) + len(PARTICLE.findall(text))
    return taiwan, sum(counts[c] for c in HONG_KONG) + counts["着"]
