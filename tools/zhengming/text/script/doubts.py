"""
Where a conversion chose, and how sure it is: `find_doubts`.

"ask": a reader must choose (nothing around decides between real readings, names). "note": decided
by a correction, a rule or a phrase, and worth showing. What is left out is archaic, a mere
variant, or beyond doubt. Places are merged into the shortest stretch that a reader can judge.
"""

from __future__ import annotations

import re
from functools import cache

from zhengming.base.findings import Doubt, Tier
from zhengming.text.hanzi import fold
from zhengming.text.script.choose import Margin, forms, margins, regional, words_of
from zhengming.text.script.engine import converter
from zhengming.text.script.names import beside_title, name_changes
from zhengming.text.script.regions import between
from zhengming.text.script.tables import corrections, either, read_table, regional_reason
from zhengming.text.script.variants import VARIANTS

# Below the first, ask; below the second, note (log odds between the form taken and the next). Some
# characters go wrong even where the table is sure, as people spell them both ways; others hardly
# ever do where it is not (counted in 84,000 places of general prose and statutes).
ASK, NOTE = 1.6, 6.0
NOTE_LOOSE, NOTE_STEADY = 9.0, 3.0
LOOSE = frozenset("尽升征恶回复雇凶伙并荡汇注烟折里钟")
STEADY = frozenset("表个核布游才几当具占周夹尸酸吃向毁尝板彩术弦累药杯别熏径搜后发")
NAMING = frozenset("范余岳郁于后种党朴涂游谷丰干云志升松征钟宁台杰万沈姜苏胡游曲仇占")
ANIMALS = re.compile(
    "[狗猫鸟鱼马牛羊虎狮熊鸡鸭鹅猪猴鼠兔蛇龟蛙虫蜂蝶犬狼狐鹿豹鲸鲨鹰鸽雀蛛蚁蝇蚊驴骡象]|动物"
)
TO_SIMPLIFIED = frozenset("乾著徵瞭藉覆鍾昇甯餘於祕鉅脩蒐")
REASONS = {
    "乾": "dry is 干; heaven, a reign and many given names keep 乾",
    "著": "a particle is 着; writing and renown keep 著",
    "徵": "a sign or a levy is 征; the musical note keeps 徵",
    "瞭": "to understand is 了; to watch from afar keeps 瞭",
    "藉": "a pretext is 借; 狼藉 and 慰藉 keep 藉",
    "覆": "to answer or repeat is 复; to cover or overturn keeps 覆",
    "鍾": "everyday usage writes 钟; as a surname or in a given name 锺 is allowed",
    "昇": "to rise is 升; a given name may keep 昇",
    "於": "a preposition is 于; a rare surname keeps 於",
}


def find_doubts(text: str, converted: str, source: str, target: str) -> tuple[Doubt, ...]:
    """List the doubtful places of a conversion that runs 1:1, in order of place."""
    if len(text) != len(converted):
        return ()
    if target == "hans":
        found = _to_simplified(text, converted, source)
    elif source == "hans":
        found = _to_traditional(text, converted, target)
    else:
        found = between(text, converted, source, target)
    return tuple(found[at] for at in sorted(found))


def merge(found: tuple[Doubt, ...], settled: tuple[Doubt, ...]) -> tuple[Doubt, ...]:
    """Put what is settled in the place of the doubts it covers."""
    covered = {at for doubt in settled for at in range(doubt.start, doubt.end)}
    left = [doubt for doubt in found if doubt.start not in covered]
    return tuple(sorted((*left, *settled), key=lambda doubt: doubt.start))


def _to_traditional(text: str, converted: str, target: str) -> dict[int, Doubt]:
    found: dict[int, Doubt] = {}
    for margin in margins(text, converted, target):
        tier = _tier(text[margin.at], margin)
        if tier:
            found[margin.at] = _doubt(text, converted, margin, tier, target)
    _add_either(text, converted, found, target)
    _add_names(text, converted, found, target)
    _add_animals(text, converted, found)
    config = {"hant": "s2t", "tw": "s2tw", "hk": "s2hk"}[target]
    _add_differences(text, converted, found, config, target)
    return found


def _tier(character: str, margin: Margin) -> Tier | None:
    """Say how a choice with this margin is to be shown."""
    same = frozenset((margin.taken, margin.other)) in VARIANTS
    if margin.odds < ASK and not same:
        return "ask"
    shown = NOTE_LOOSE if character in LOOSE else NOTE_STEADY if character in STEADY else NOTE
    if margin.odds < shown:
        return "note"
    return None


def _doubt(text: str, converted: str, margin: Margin, tier: Tier, target: str) -> Doubt:
    at, local = margin.at, regional(target)
    others = tuple(
        local.get(form, form)
        for form in forms(target)[text[at]]
        if local.get(form, form) != converted[at]
    )
    first = local.get(margin.other, margin.other)
    ordered = tuple(dict.fromkeys((first, *others)))
    why = (
        f"{text[at]} has {len(others) + 1} traditional forms and nothing here decides"
        if tier == "ask"
        else f"{text[at]} has {len(others) + 1} traditional forms; the words around it decide"
    )
    return Doubt(at, at + 1, text[at], converted[at], ordered, tier, why)


def _add_either(text: str, converted: str, found: dict[int, Doubt], target: str) -> None:
    """Show words that are written in two ways with two meanings (編制, 編製)."""
    for m in _either().finditer(text):
        for at in range(*m.span()):
            others = tuple(o for o in _shown(text[at], target) if o != converted[at])
            if others and at not in found:
                found[at] = Doubt(
                    at, at + 1, text[at], converted[at], others, "note", either()[m[0]]
                )


@cache
def _either() -> re.Pattern[str]:
    return re.compile("|".join(sorted(either(), reverse=True)))


def _add_names(text: str, converted: str, found: dict[int, Doubt], target: str) -> None:
    """Show characters that belong to a name: by rule a note, inside a likely name a question."""
    for change in name_changes(text):
        at = change.at
        others = tuple(o for o in _shown(text[at], target) if o != converted[at])
        if others:
            found[at] = Doubt(at, at + 1, text[at], converted[at], others, "note", change.why)
    for word in words_of(text):
        if word.pos != "nr" or not 2 <= len(word.text) <= 4:
            continue
        for at in range(word.start, word.end):
            others = tuple(o for o in _shown(text[at], target) if o != converted[at])
            if text[at] not in NAMING or not others:
                continue
            sure = at in found and found[at].tier == "note" and "name" in found[at].why
            # A phrase that spells a name out speaks of one bearer; beside a title it may be another.
            known = word.text in _known_words() and not beside_title(text, word.start, word.end)
            if not sure and not known:
                why = f"perhaps a person's name ({word.text}): only its owner knows the form"
                found[at] = Doubt(at, at + 1, text[at], converted[at], others, "ask", why)


def _add_animals(text: str, converted: str, found: dict[int, Doubt]) -> None:
    """Show 它 in a sentence that speaks of animals: 牠, as both regions write for them."""
    for sentence in re.finditer(r"[^。！？\n]+", text):
        if "它" in sentence[0] and ANIMALS.search(sentence[0]):
            for m in re.finditer("它", sentence[0]):
                at = sentence.start() + m.start()
                if converted[at] == "它":
                    why = "an animal may be meant: 牠"
                    found[at] = Doubt(at, at + 1, "它", "它", ("牠",), "note", why)


def _shown(character: str, target: str) -> list[str]:
    local = regional(target)
    return [local.get(form, form) for form in forms(target).get(character, ())]


@cache
def _known_words() -> frozenset[str]:
    """Words of OpenCC's phrase table: what it spells out is no unknown name."""
    return frozenset(read_table("STPhrases"))


def _add_differences(
    text: str, converted: str, found: dict[int, Doubt], config: str, target: str
) -> None:
    """Show every place where the result is not OpenCC's own, with the reason."""
    plain = converter(config, corrected=False)(text)
    if len(plain) != len(converted):
        return
    for at, (own, ours) in enumerate(zip(plain, converted, strict=True)):
        known = found.get(at)
        if own == ours or (known and "name" in known.why):
            continue
        why = reason_for(text, at, target) or regional_reason(ours, target)
        if not why and known and known.tier == "ask":
            continue
        why = why or "The words around it speak for this form."
        why = f"{why} OpenCC has {own}."
        found[at] = Doubt(at, at + 1, text[at], ours, (own,), "note", why)


def reason_for(text: str, at: int, target: str) -> str:
    """Return the reason of the longest correction that covers a place, or an empty text."""
    best = ""
    reason = ""
    for before, why, targets in _by_character().get(text[at], ()):
        if target not in targets or len(before) <= len(best):
            continue
        start = text.find(before, max(0, at - len(before) + 1), at + len(before))
        if start >= 0:
            best, reason = before, why
    return reason


@cache
def _by_character() -> dict[str, list[tuple[str, str, frozenset[str]]]]:
    index: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    for row in corrections():
        for character in set(row.before):
            index.setdefault(character, []).append((row.before, row.reason, row.targets))
    return index


def _to_simplified(text: str, converted: str, source: str) -> dict[int, Doubt]:
    found: dict[int, Doubt] = {}
    names = {
        at
        for word in words_of(fold(text))
        if word.pos == "nr"
        for at in range(word.start, word.end)
    }
    for at, character in enumerate(text):
        if character not in TO_SIMPLIFIED:
            continue
        values = [*read_table("TSCharacters").get(character, ()), character]
        if character == "著":
            values = ["着", "著"]
        others = tuple(dict.fromkeys(v for v in values if v != converted[at]))
        asked = character in "乾昇鍾甯" and at in names
        if others and (asked or character in "乾徵鍾昇甯"):
            why = REASONS.get(character, "two simplified forms exist")
            tier: Tier = "ask" if asked else "note"
            found[at] = Doubt(at, at + 1, character, converted[at], others, tier, why)
    config = {"hant": "t2s", "tw": "tw2s", "hk": "hk2s"}.get(source, "t2s")
    _add_differences(text, converted, found, config, "hans")
    return found
