"""
From one script to the other, without a silent guess.

`convert` gives the text with its alignment and its doubts; `to_hans` and `to_hant` only the text;
`identify` says which script a text is in and where it strays, `script_of` only which.
"""

from __future__ import annotations

from zhengming.text.script.choices import Choice, Choices
from zhengming.text.script.convert import Conversion, convert
from zhengming.text.script.identify import identify, script_of
from zhengming.text.script.plain import to_hans, to_hant

__all__ = [
    "Choice",
    "Choices",
    "Conversion",
    "convert",
    "identify",
    "script_of",
    "to_hans",
    "to_hant",
]
