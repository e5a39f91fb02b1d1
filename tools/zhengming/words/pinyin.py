"""
Pinyin of Chinese words, and whether given pinyin agrees with the characters.

The readings are pypinyin's (its dictionary of phrases); where it errs on our words,
`glossary/pinyin.tsv` lays corrections over it: word, reading, reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from zhengming.base.places import words_dir
from zhengming.text.hanzi import is_han
from zhengming.words.keys import TONES

LETTERS = re.compile(r"[^a-z0-9ü\u00df-\u024f]")
NUMBER = re.compile(r"[0-9]+")
LEXICAL = {"一": "yī", "不": "bù"}  # pypinyin's phrases write the tone as it changes in speech
SPOKEN = {"+": ("jiā", ""), "○": ("líng",)}
UNLIKE = "does not spell"


@cache
def corrections() -> dict[str, tuple[str, ...]]:
    """Read `glossary/pinyin.tsv`: word to its syllables."""
    path = words_dir() / "pinyin.tsv"
    lines = path.read_text("utf-8").splitlines()[1:] if path.is_file() else []
    rows = (line.split("\t") for line in lines)
    return {row[0]: tuple(row[1].split()) for row in rows}


@cache
def _prepare() -> None:
    from pypinyin import load_phrases_dict

    phrases = {w: s for w, s in corrections().items() if all(map(is_han, w))}
    load_phrases_dict({word: [[s] for s in said] for word, said in phrases.items()})


def syllables(hans: str) -> list[str]:
    """
    Write each character's syllable with its tone mark; what is not Chinese stays as it is.

    >>> syllables("重点人员")
    ['zhòng', 'diǎn', 'rén', 'yuán']
    """
    from pypinyin import Style, lazy_pinyin

    _prepare()
    said: list[str] = lazy_pinyin(hans, style=Style.TONE, errors=_each)
    if len(said) != len(hans):
        return said
    return [LEXICAL.get(char, syllable) for char, syllable in zip(hans, said, strict=True)]


def _each(text: str) -> Any:
    """Keep what is not Chinese, character by character (pypinyin takes a list, its types do not)."""
    return list(text)


def to_pinyin(hans: str) -> str:
    """Write a Chinese string in pinyin with tone marks, one syllable after another."""
    return " ".join(s for s in syllables(hans) if s.strip())


def letters(pinyin: str) -> str:
    """Reduce pinyin to its letters with tones, in lower case."""
    return LETTERS.sub("", unicodedata.normalize("NFC", pinyin).lower())


def disagreement(hans: str, pinyin: str) -> str:
    """
    Say where pinyin does not fit the characters, or "" where it fits.

    A reading that the character can have, but not in this word as far as pypinyin knows, counts as
    wrong too; a correction in `pinyin.tsv` is how an exception is listed. A neutral tone is allowed
    wherever the word can have it (队伍 duìwǔ or duìwu).

        >>> disagreement("维稳", "wéiwěn")
        ''
        >>> disagreement("重点", "chóngdiǎn")
        '重 is zhòng here, not chóng'
    """
    said = letters(pinyin)
    if letters("".join(corrections().get(hans, ()))) == said:
        return ""
    faults = [_fault(form, said) for form in dict.fromkeys(spoken_numbers(hans))]
    return min(faults, key=lambda fault: (fault != "", fault.startswith(UNLIKE)))


def _fault(hans: str, said: str) -> str:
    hans = "".join(c for c in hans if is_han(c) or c in "+○" or (c.isalnum() and c.isascii()))
    wanted = syllables(hans)
    if len(wanted) != len(hans):
        wanted = [""] * len(hans)
    path = _split(hans, said, wanted)
    if path is None:
        return f"{UNLIKE} {hans}: expected {' '.join(filter(None, wanted))}"
    for char, given, expected in zip(hans, path, wanted, strict=True):
        if is_han(char) and given not in (expected, _without_tone(expected)) and expected:
            return f"{char} is {expected} here, not {given}"
    return ""


def spoken_numbers(hans: str) -> list[str]:
    """
    Write a text's Arabic numbers as they are, digit by digit, and as numbers are read.

    >>> spoken_numbers("12条")
    ['12条', '一二条', '幺二条', '十二条']
    """
    digits = NUMBER.sub(lambda m: "".join("零一二三四五六七八九"[int(d)] for d in m[0]), hans)
    called = NUMBER.sub(lambda m: "".join("零幺二三四五六七八九"[int(d)] for d in m[0]), hans)
    return [hans, digits, called, NUMBER.sub(lambda m: chinese_number(int(m[0])), hans)]


def chinese_number(number: int) -> str:
    """
    Write a number below ten thousand in Chinese.

    >>> [chinese_number(n) for n in (7, 12, 20, 108, 110, 2015)]
    ['七', '十二', '二十', '一百零八', '一百一十', '二千零一十五']
    """
    text, rest = "", number
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(rest, value)
        if digit:
            text += "零一二三四五六七八九"[digit % 10] + unit
        elif text and rest and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if 10 <= number < 20 else text or "零"


def by_character(hans: str, pinyin: str) -> tuple[str, ...] | None:
    """
    Cut an entry's pinyin into one syllable a character, as it is written; None where it does not fit.

    Marks between characters say nothing and have no syllable. Numbers are cut as they are read.

        >>> by_character("重点人员", "zhòngdiǎn rényuán")
        ('zhòng', 'diǎn', 'rén', 'yuán')
    """
    written = "".join(c for c in unicodedata.normalize("NFC", pinyin) if letters(c))
    for form in dict.fromkeys(spoken_numbers(hans)):
        spoken = "".join(
            c for c in form if is_han(c) or c in SPOKEN or (c.isalnum() and c.isascii())
        )
        wanted = syllables(spoken)
        path = _split(spoken, letters(pinyin), wanted if len(wanted) == len(spoken) else [""] * 99)
        if path is not None:
            ends = list(accumulate(map(len, path)))
            return tuple(written[end - len(s) : end] for s, end in zip(path, ends, strict=True))
    return None


def numbered(syllable: str) -> str:
    """
    Write a syllable with the number of its tone, `ü` as `u:`, as CC-CEDICT and Pleco have it.

    >>> [numbered(s) for s in ("Lǜ", "shī", "men", "A")]
    ['Lu:4', 'shi1', 'men5', 'A']
    """
    apart = unicodedata.normalize("NFD", syllable)
    tone = "".join(TONES[c] for c in apart if c in TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
    plain = bare.replace("ü", "u:").replace("Ü", "U:")
    if not tone and (bare.isupper() or not bare.isalpha()):
        return plain  # a Latin letter or a figure
    return plain + (tone or "5")


def _split(chars: str, text: str, expected: Sequence[str]) -> list[str] | None:
    """Cut pinyin into one reading per character, the expected reading first; None if impossible."""
    if not chars:
        return [] if not text else None
    for reading in _readings(chars[0], expected[0]):
        if text.startswith(reading):
            rest = _split(chars[1:], text[len(reading) :], expected[1:])
            if rest is not None:
                return [reading, *rest]
    return None


def _readings(char: str, expected: str) -> Sequence[str]:
    if not is_han(char):
        return SPOKEN.get(char, (char.lower(),))
    return (
        tuple(dict.fromkeys((expected, *_all_readings(char)))) if expected else _all_readings(char)
    )


@cache
def _all_readings(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    known = [unicodedata.normalize("NFC", r) for r in pinyin(char, Style.TONE, heteronym=True)[0]]
    neutral = [_without_tone(r) for r in known]
    extra = ["r"] if char == "儿" else []
    return tuple(dict.fromkeys([*known, *neutral, *extra]))


def _without_tone(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub("[\u0300\u0301\u0304\u030c]", "", plain))
