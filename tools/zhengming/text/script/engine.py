"""
OpenCC behind one door: `converter(config)` gives a function from text to text.

The program needs the compiled module: two other packages install under the same name and are
twenty times slower. Converters are made once and shared; they may be used from several threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from zhengming.base.errors import Refused

Converter = Callable[[str], str]
SURROGATE = re.compile("[\ud800-\udfff]")
# Stands for a lone surrogate while OpenCC, which reads UTF-8, looks at the text.
STAND_IN = "\U0010fffe"


@cache
def converter(config: str) -> Converter:
    """
    Return OpenCC's converter for a built-in configuration ("s2t", "tw2s", …).

    Characters that OpenCC cannot take (lone surrogates) pass through in their place.
    """
    convert = _compiled()(config, include_tofu_risk_dictionaries=True).convert  # type: ignore[attr-defined]

    def run(text: str) -> str:
        try:
            return str(convert(text))
        except UnicodeEncodeError:
            return _around_surrogates(text, convert)

    return run


def _compiled() -> Callable[..., object]:
    """Import OpenCC and make sure that it is the compiled one."""
    import importlib.util

    if importlib.util.find_spec("opencc.clib") is None:
        raise Refused(
            "another package stands in the place of OpenCC's compiled module",
            remedy="pip uninstall opencc-py opencc-python-reimplemented, then pip install --force-reinstall opencc",
        )
    import opencc

    return opencc.OpenCC


def _around_surrogates(text: str, convert: Converter) -> str:
    """Convert a text with lone surrogates: each is masked, then put back in order."""
    if STAND_IN in text:
        parts = re.split(f"({SURROGATE.pattern})", text)
        return "".join(p if SURROGATE.match(p) else convert(p) for p in parts if p)
    lone = iter(SURROGATE.findall(text))
    converted = convert(SURROGATE.sub(STAND_IN, text))
    return re.sub(STAND_IN, lambda _: next(lone), converted)
