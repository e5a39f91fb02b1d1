"""
Where a conversion from one region's traditional forms to another's chose: `between`.

A form that the region simply writes otherwise (裡 裏, 衛 衞) is settled and silent. "ask": 著 behind
what may be an author. "note": 著 by what stands around it, a form with several counterparts, another
spelling that the region prefers, and whatever is not OpenCC's own.
"""

from __future__ import annotations

from functools import cache

from zhengming.base.findings import Doubt, Tier
from zhengming.text.hanzi import fold
from zhengming.text.script.choose import words_of
from zhengming.text.script.engine import converter
from zhengming.text.script.plain import to_hans, to_hant
from zhengming.text.script.tables import read_table, regional_reason
from zhengming.text.script.variants import VARIANTS

ENDS = "，。、；：）)」』》\n\u3000 "


def between(text: str, converted: str, source: str, target: str) -> dict[int, Doubt]:
    """Find the doubtful places of a conversion between regions that runs 1:1."""
    found: dict[int, Doubt] = {}
    _add_particle(text, converted, found, source, target)
    _add_several(text, converted, found, source, target)
    _add_usage(text, converted, found, source, target)
    _add_differences(text, converted, found, source, target)
    return found


def _add_particle(
    text: str, converted: str, found: dict[int, Doubt], source: str, target: str
) -> None:
    """Show 著 from Taiwan: the particle (着 elsewhere), or writing and renown (著)."""
    if source != "tw" or target == "tw" or "著" not in text:
        return
    words = words_of(fold(text))
    number = 0
    for at in (at for at, character in enumerate(text) if character == "著"):
        while words[number].end <= at:
            number += 1
        word = words[number]
        pos = word.pos if word.start < at or not number else words[number - 1].pos
        tier: Tier = "note"
        why = "a particle is 着; writing and renown keep 著"
        if pos.startswith("nr") and text[at + 1 : at + 2] in ENDS:
            tier, why = "ask", "an author writes (著), a particle follows a verb (着)"
        elif pos.startswith(("v", "a")) and converted[at] == "着":
            continue
        other = "着" if converted[at] == "著" else "著"
        found[at] = Doubt(at, at + 1, "著", converted[at], (other,), tier, why)


def _add_several(
    text: str, converted: str, found: dict[int, Doubt], source: str, target: str
) -> None:
    """Show characters with several counterparts on the way (核: 核 or 覈; 煙: 煙 or 菸)."""
    for at, character in enumerate(text):
        options = _options(source, target).get(character, ())
        others = tuple(o for o in options if o != converted[at])
        if others and converted[at] != character and at not in found:
            why = f"{character} has {len(options)} forms in this region"
            found[at] = Doubt(at, at + 1, character, converted[at], others, "note", why)


@cache
def _options(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """The characters of a source region that a target region writes in several ways."""
    back = read_table(f"{source.upper()}VariantsRev") if source in ("tw", "hk") else {}
    on = read_table(f"{target.upper()}Variants") if target in ("tw", "hk") else {}
    found = {}
    for character in {*back, *on}:
        standard = back.get(character, (character,))
        values = tuple(dict.fromkeys(v for s in standard for v in on.get(s, (s,))))
        if len(values) > 1:
            found[character] = values
    return found


def _add_usage(
    text: str, converted: str, found: dict[int, Doubt], source: str, target: str
) -> None:
    """Show spellings where the region's usual one, from simplified text, is another (僱主, 雇主)."""
    usual = to_hant(to_hans(text, source), target)
    if len(usual) != len(converted):
        return
    for at, (here, there) in enumerate(zip(converted, usual, strict=True)):
        if here != there and at not in found and _spelling(here, there):
            why = f"another spelling of this word; from simplified text it would be {there}"
            found[at] = Doubt(at, at + 1, text[at], here, (there,), "note", why)


def _spelling(here: str, there: str) -> bool:
    return frozenset((here, there)) in VARIANTS


def _add_differences(
    text: str, converted: str, found: dict[int, Doubt], source: str, target: str
) -> None:
    """Show every place where the result is not OpenCC's own."""
    plain = text
    for config in (f"{source}2t", f"t2{target}"):
        if "hant" not in config:
            plain = converter(config, corrected=False)(plain)
    if len(plain) != len(converted):
        return
    for at, (own, ours) in enumerate(zip(plain, converted, strict=True)):
        if own != ours:
            why = regional_reason(ours, target) or "The spelling of this region."
            why = f"{why} OpenCC has {own}."
            found[at] = Doubt(at, at + 1, text[at], ours, (own,), "note", why)
