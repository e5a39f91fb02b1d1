"""
Keys by which people look a word up: pinyin with or without tones, English as it is typed.

The compiled words hold these keys; a query goes through the same functions.
"""

from __future__ import annotations

import re
import unicodedata

TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
MARKS = {number: mark for mark, number in TONES.items()}
NUMBERED = re.compile(r"([a-zü]+?)([1-5])", re.I)
LATIN = re.compile(r"[a-zü\u0300-\u036f]", re.I)
TONED = re.compile("[\u0304\u0301\u030c\u0300]")


def toned_key(pinyin: str) -> str:
    """
    Reduce pinyin to its letters with tones, without spaces, hyphens, apostrophes or capitals.

    >>> toned_key("Zhì'ān Chù") == toned_key("zhi4an1 chu4") == "zhìānchù"
    True
    """
    text = pinyin.lower().replace("u:", "ü").replace("v", "ü")
    marked = unicodedata.normalize("NFD", NUMBERED.sub(_mark, text))
    return unicodedata.normalize("NFC", "".join(c for c in marked if LATIN.match(c)))


def toneless_key(pinyin: str) -> str:
    """
    Reduce pinyin to plain letters; `ü`, `v` and `u` count as one.

    >>> toneless_key("lǜshī") == toneless_key("lvshi") == toneless_key("LU SHI")
    True
    """
    plain = unicodedata.normalize("NFD", toned_key(pinyin))
    return re.sub(r"[^a-z]", "", plain).replace("v", "u")


def has_tones(text: str) -> bool:
    """Whether a text carries tone marks or tone numbers."""
    plain = unicodedata.normalize("NFD", text.lower())
    return bool(TONED.search(plain) or NUMBERED.fullmatch(plain.strip()) or _numbered(plain))


def _numbered(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[a-zü:\u0308]+[1-5][\s'\-]*)+", text.strip()))


def _mark(syllable: re.Match[str]) -> str:
    """Put the tone of `zhong4` over the right vowel: a or e, the o of ou, else the last."""
    letters, number = syllable[1], syllable[2]
    if number == "5":
        return letters
    at = next((letters.index(v) for v in "ae" if v in letters), -1)
    if at < 0:
        at = letters.index("o") if "ou" in letters else max(map(letters.rfind, "iouü"))
    return f"{letters[: at + 1]}{MARKS[number]}{letters[at + 1 :]}"


def english_key(text: str) -> str:
    """
    Reduce an English rendering to what is compared.

    >>> english_key("The Political-Legal  Committee (PLC)")
    'political legal committee plc'
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)
