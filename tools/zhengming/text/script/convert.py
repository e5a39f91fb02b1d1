"""Conversion between the scripts, with its alignment and doubts: `convert`, `to_hans`, `to_hant`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhengming.base.alignment import Alignment
from zhengming.base.findings import Doubt
from zhengming.text.script.engine import converter
from zhengming.text.script.identify import identify

Target = Literal["hans", "hant", "tw", "hk"]
SourceScript = Literal["auto", "hans", "hant", "tw", "hk"]
TO_HANT = {"hant": "s2t", "tw": "s2tw", "hk": "s2hk"}
TO_HANS = {"hant": "t2s", "tw": "tw2s", "hk": "hk2s"}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted text: where each span came from, what is doubtful, what was noticed."""

    text: str
    alignment: Alignment
    doubts: tuple[Doubt, ...]
    source: str
    notes: tuple[str, ...] = ()


def convert(text: str, *, to: Target, source: SourceScript = "auto") -> Conversion:
    """Convert a text; offsets of the doubts count in the input (code points)."""
    if source == "auto":
        found = identify(text).variant
        source = found if found in ("hans", "tw", "hk") else "hant"  # type: ignore[assignment]
    converted = to_hans(text, source) if to == "hans" else to_hant(text, to)
    return Conversion(converted, Alignment(), (), source)


def to_hans(text: str, source: SourceScript = "auto") -> str:
    """
    Convert traditional text to simplified; `source` is the region whose forms it uses.

    >>> to_hans("維穩")
    '维稳'
    """
    if source == "auto":
        source = identify(text).variant  # type: ignore[assignment]
    return converter(TO_HANS.get(source, "t2s"))(text)


def to_hant(text: str, variant: Target = "hant") -> str:
    """
    Convert simplified text to traditional: OpenCC's standard, Taiwan's or Hong Kong's forms.

    >>> to_hant("维稳"), to_hant("卫生", "hk")
    ('維穩', '衞生')
    """
    return converter(TO_HANT[variant])(text)
