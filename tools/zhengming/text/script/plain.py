"""
From one script to the other as plain text, fast: `to_hans`, `to_hant`, `between_regions`.

OpenCC's output, the corrections, names, and forms that their surroundings speak for. Long texts go
block by block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhengming.text.script.animals import animal_places
from zhengming.text.script.choose import SMALL, regional, replaced, revise
from zhengming.text.script.engine import converter
from zhengming.text.script.identify import region_evidence
from zhengming.text.script.names import name_changes
from zhengming.text.script.tables import corrections

TO_HANT = {"hant": "s2t", "tw": "s2tw", "hk": "s2hk"}
TO_HANS = {"hant": "t2s", "tw": "tw2s", "hk": "hk2s"}
BLOCK = 100_000
SAMPLE = 10_000
STOPS = re.compile(r"[\n。！？；，、：\s]")


def sample(text: str) -> str:
    """Take the beginning, the middle and the end of a long text: enough to know its script."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    return text[:SAMPLE] + text[middle : middle + SAMPLE] + text[-SAMPLE:]


def region_of(text: str) -> str:
    """Say whose forms a traditional text uses: "tw", "hk" or "hant"."""
    text = sample(text)
    taiwan, hong_kong = region_evidence(text)
    if hong_kong > taiwan:
        return "hk"
    return "tw" if taiwan or "著" in text else "hant"


def to_hans(text: str, source: str = "auto") -> str:
    """
    Convert traditional text to simplified; `source` is the region whose forms it uses.

    >>> to_hans("關於單位犯罪的複議"), to_hans("他看著，我著急")
    ('关于单位犯罪的复议', '他看着，我着急')
    """
    if source == "auto":
        source = region_of(text)
    run = converter(TO_HANS.get(source, "t2s"))
    converted = "".join(run(block) for block in blocks(text))
    return _in_context(text, converted, "hans")


def to_hant(text: str, variant: str = "hant") -> str:
    """
    Convert simplified text to traditional: OpenCC's standard, Taiwan's or Hong Kong's forms.

    >>> to_hant("维稳"), to_hant("卫生", "hk"), to_hant("被发明了如何", "tw")
    ('維穩', '衞生', '被發明了如何')
    """
    run = converter(TO_HANT[variant])
    # First all of one step, then all of the next: taken in turn, the tables of the steps would
    # drive each other out of the processor's cache at every block, which costs a quarter more time.
    parts = list(blocks(text))
    done = [run(part) for part in parts]
    long = len(text) >= SMALL
    return "".join(
        _one_block(part, converted, variant, long=long)
        for part, converted in zip(parts, done, strict=True)
    )


def between_regions(text: str, source: str, variant: str) -> str:
    """
    Convert traditional text from one region's forms to another's, never by way of simplified.

    >>> between_regions("裡面沒有麵", "tw", "hk")
    '裏面沒有麪'
    """
    to_standard = converter(f"{source}2t") if source in ("tw", "hk") else str
    to_region = converter(f"t2{variant}") if variant in ("tw", "hk") else str
    return to_region(to_standard(text))


def _one_block(text: str, converted: str, variant: str, *, long: bool) -> str:
    if len(text) != len(converted):
        return converted
    converted = _in_context(text, revise(text, converted, variant, long=long), variant)
    local = regional(variant)
    animals = dict.fromkeys(animal_places(text), "牠") if variant != "hant" else {}
    names = animals | {c.at: local.get(c.form, c.form) for c in name_changes(text)}
    return replaced(converted, names)


@cache
def contextual(target: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """
    All corrections for a target that need a context, as one pattern; and what each group gives.

    Each begins with its string, as `re` looks for a choice of characters eight times as fast as for
    a choice of contexts: (?<=X)_ is written _(?<=X_).
    """
    local = {} if target == "hans" else regional(target)
    each = sorted(
        (
            (_string_first(row.context, re.escape(row.before)), row.after)
            for row in corrections()
            if row.context and target in row.targets
        ),
        reverse=True,
    )
    results = tuple("".join(local.get(c, c) for c in after) for _, after in each)
    return re.compile("|".join(pattern for pattern, _ in each)), results


def _string_first(context: str, string: str) -> str:
    """
    Move what must stand before a string behind it, and end with a group that tells whose it is.

    >>> _string_first("(?<=皆)(?<!亦)_(?=:)", "云")
    '云(?<=(?:皆)云)(?<!(?:亦)云)(?=:)()'
    """
    before, _, after = context.partition("_")
    before = re.sub(r"\(\?<([=!])(.*?)\)(?=\(\?<|$)", rf"(?<\1(?:\2){string})", before)
    return f"{string}{before}{after}()"


def _in_context(text: str, converted: str, target: str) -> str:
    """Apply the corrections that need a context."""
    if len(text) != len(converted):
        return converted
    return replaced(converted, context_changes(text, target))


def context_changes(text: str, target: str) -> dict[int, str]:
    """Say what the corrections that need a context write, by place."""
    pattern, results = contextual(target)
    changes: dict[int, str] = {}
    for m in pattern.finditer(text):
        changes |= dict(enumerate(results[(m.lastindex or 1) - 1], m.start()))
    return changes


def blocks(text: str) -> Iterator[str]:
    """
    Cut a long text into blocks of at most 100,000 characters, at line ends or after a stop.

    No phrase crosses such a place, so the parts convert as the whole does. A stretch without any
    stop is cut as it is.
    """
    at = 0
    while len(text) - at > BLOCK:
        end = text.rfind("\n", at, at + BLOCK) + 1
        if end <= at:
            stops = [m.end() for m in STOPS.finditer(text, at + BLOCK - 2000, at + BLOCK)]
            end = stops[-1] if stops else at + BLOCK
        yield text[at:end]
        at = end
    yield text[at:] if at else text
