"""What passes through conversion as it is, or is made plain, counted: `passed_through`."""

from __future__ import annotations

import re
from collections import Counter

KINDS = (
    ("lone surrogates", re.compile("[\ud800-\udfff]")),
    ("NUL and other control characters", re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")),
    (
        "characters of private use",
        re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"),
    ),
    ("variation selectors", re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")),
    ("described characters (⿰⿱…)", re.compile("[\u2ff0-\u2fff\u31ef]")),
    ("Kangxi radicals", re.compile("[\u2e80-\u2fd5]")),
    ("signs for a missing character (□ 〓 ？)", re.compile("[□〓]|？某")),
)
# All that the kinds name, and little else: common characters are not, and nearly all text is those.
UNUSUAL = re.compile(
    "[^\u3400-\u9fff\t\n\r -~\xa0-\u25a0\u3000-\u3012\u3014-\u30ff\uac00-\ud7a3\uff00-\uff1e\uff20-\uffef]某?"
)
COMPATIBILITY = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")


def passed_through(text: str, converted: str) -> tuple[str, ...]:
    """
    Say in words what was met that conversion does not touch, and which forms it made plain.

    >>> passed_through("a\\ue000b", "a\\ue000b")
    ('1 characters of private use left as they are',)
    """
    found = []
    unusual = "".join(UNUSUAL.findall(text))  # one look at a long text instead of one for each kind
    for name, pattern in KINDS:
        count = len(pattern.findall(unusual))
        if count:
            found.append(f"{count} {name} left as they are")
    made = Counter(
        (text[m.start()], converted[m.start()])
        for m in (COMPATIBILITY.finditer(text) if COMPATIBILITY.search(unusual) else ())
        if len(text) == len(converted) and text[m.start()] != converted[m.start()]
    )
    for (before, after), count in sorted(made.items()):
        noun = "character" if count == 1 else "characters"
        found.append(
            f"{count} compatibility {noun} made plain: U+{ord(before):04X} {before} -> {after}"
        )
    return tuple(found)
