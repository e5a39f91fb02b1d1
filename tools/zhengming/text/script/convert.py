"""Conversion between the scripts with its alignment, doubts and notes: `convert`."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from zhengming.base.alignment import Alignment
from zhengming.base.findings import Doubt
from zhengming.text.script.choices import Choices
from zhengming.text.script.identify import script_of
from zhengming.text.script.plain import between_regions, region_of, sample, to_hans, to_hant

Target = Literal["hans", "hant", "tw", "hk"]
SourceScript = Literal["auto", "hans", "hant", "tw", "hk"]


@dataclass(frozen=True)
class Conversion:
    """
    A converted text: where each span came from, what is doubtful, what was noticed.

    `doubts` is worked out when first asked for; its offsets count in the input (code points).
    """

    original: str = field(repr=False)
    text: str
    alignment: Alignment
    source: str
    target: str
    choices: Choices = field(default_factory=Choices, repr=False)
    settled: tuple[Doubt, ...] = field(default=(), repr=False)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """What a reader should look at, in order of place."""
        from zhengming.text.script.doubts import find_doubts, merge

        converted = self.text
        if len(converted) != len(self.original):  # words were exchanged: judge the script alone
            to_script = to_hans if self.target == "hans" else to_hant
            side = self.source if self.target == "hans" else self.target
            converted = to_script(self.original, side)
        found = find_doubts(self.original, converted, self.source, self.target)
        return merge(found, self.settled)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What passed through unchanged or was made plain, counted."""
        from zhengming.text.script.notes import passed_through

        return passed_through(self.original, self.text)


def convert(
    text: str,
    *,
    to: Target,
    source: SourceScript = "auto",
    wording: Literal["taiwan", "hongkong"] | None = None,
    choices: Choices | None = None,
) -> Conversion:
    """
    Convert a text and keep where everything came from.

    The result is OpenCC's own output plus named corrections (`glossary/script/`), names, and forms
    that their surroundings speak for; `doubts` lists every difference. `wording` also exchanges
    words for a region's. `choices` are a reader's own decisions and win.

        >>> convert("范某某申请复议", to="tw").text
        '范某某申請復議'
    """
    origin = source_of(text, to) if source == "auto" else source
    chosen = choices or Choices()
    if wording:
        from zhengming.text.script.wordings import convert_wording

        result, changes, settled = convert_wording(text, origin, to, wording)
        return Conversion(text, result, Alignment(changes), origin, to, chosen, settled)
    if to == "hans":
        converted = to_hans(text, origin)
    elif origin == "hans":
        converted = to_hant(text, to)
    else:
        converted = between_regions(text, origin, to)
    converted, settled = chosen.apply(text, converted)
    return Conversion(text, converted, Alignment(), origin, to, chosen, settled)


def source_of(text: str, to: Target) -> str:
    """Say what to read a text as: simplified, or traditional with a region's forms."""
    if to != "hans":
        return "hans" if script_of(sample(text)) in ("hans", "none", "mixed") else region_of(text)
    return region_of(text)
