"""
Bytes to text: which encoding, who says so, and what else it could have been.

`decode` follows what the user gave, then a byte order mark, then what the file declares, then a
guess that is scored and recorded with its runner-up. It raises `Unreadable` with a byte offset
rather than emit a wrong character; with errors="replace" each unreadable stretch is listed as lost.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhengming.base.document import Decoding, Loss
from zhengming.base.errors import Unreadable, Usage
from zhengming.documents.flow import Errors

# A byte order mark is a signature, not text: it is recorded and left out.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Declared names stand for what is really used: pages that say gb2312 hold GBK, big5 holds HKSCS.
WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-16-le",
}
PER_LINE = "per-line"
CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
SAMPLE = 65_536
MIXED_SAMPLE = 4_000_000
ELSEWHERE = ("cp932", "euc_jp", "cp949", "cp1252", "cp1251", "cp1250", "koi8_r", "cp1254", "cp874")
LISTED = 100
GOOD = 0.55
NEAR = 0.06
SURE = 0.2

# The commonest characters of written Chinese, both scripts: they settle short texts.
COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过"
    "发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前"
    "开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重"
    "并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常"
    "先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报"
    "才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼"
    "書這個們來為國時會說對過發後種經麼學現當沒動還進樣開從實軍無與長機關點業將兩間問應戰頭體見產"
    "話邊給員處義條係氣題爾別變總電數報結資許統區隊決馬縣黨鄉鎮級幹組織領導辦"
    "县党乡镇级干组织领导办委省检察院律权监督维稳综警案件"
)
POINTS = frozenset("，。、；：？！“”‘’「」『』《》〈〉（）【】—…·　％")


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading of the bytes: how plausible it is as Chinese or plain text, 0 to 1."""

    encoding: str
    score: float


def decode(
    data: bytes, *, encoding: str | None = None, declared: str = "", errors: Errors = "strict"
) -> tuple[str, Decoding, list[Loss]]:
    """
    Decode bytes and say how that was decided.

    Raises Unreadable where nothing fits, naming the byte offset and the line; Usage where
    `encoding` is no encoding.

        >>> decode("维护社会稳定".encode("gbk"))[:2]
        ('维护社会稳定', Decoding(encoding='gb18030', basis='guessed', runner_up='big5hkscs'))
    """
    if encoding == PER_LINE:
        return _decode_lines(data, errors)
    if encoding:
        return _as(data, _known(encoding), "given", errors)
    for mark, name in MARKS:
        if data.startswith(mark):
            return _as(data[len(mark) :], name, "bom", errors, shift=len(mark))
    if declared:
        found = _as_declared(data, declared)
        if found is not None:
            return found
    return _guessed(data, declared, errors)


def canonical(name: str) -> str:
    """
    The codec that stands behind a declared name, or "" where Python knows none.

    >>> canonical("GB2312"), canonical("x-nonsense")
    ('gb18030', '')
    """
    try:
        found = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    # base64, zip and the like are codecs too, but they do not make text.
    if not getattr(found, "_is_text_encoding", True):
        return ""
    return WIDER.get(found.name, found.name)


def _known(encoding: str) -> str:
    name = canonical(encoding)
    if not name:
        raise Usage(
            f'"{encoding}" is not an encoding this program knows',
            remedy=f"use utf-8, gb18030, big5hkscs, utf-16-le or {PER_LINE}",
        )
    # A page that says latin-1 means cp1252; a person who says it means it.
    return "latin-1" if name == "cp1252" and codecs.lookup(encoding).name == "iso8859-1" else name


def _as(
    data: bytes, name: str, basis: str, errors: Errors, *, runner_up: str = "", shift: int = 0
) -> tuple[str, Decoding, list[Loss]]:
    try:
        return data.decode(name), Decoding(name, basis, runner_up), []
    except UnicodeDecodeError as error:
        if errors == "replace":
            text = data.decode(name, errors="replace")
            return text, Decoding(name, basis, runner_up), _lost(text)
        raise _broken(data, name, error.start, shift) from error


def _broken(data: bytes, name: str, at: int, shift: int = 0) -> Unreadable:
    line = data.count(b"\n", 0, at) + 1
    bytes_ = " ".join(f"{b:02X}" for b in data[at : at + 4])
    return Unreadable(
        f"broken {name.upper()} at byte {at + shift} (line {line}): {bytes_}",
        rule="encoding",
        remedy="name the right one with --encoding, or read on with "
        "zhengming build --errors=replace, which lists each unreadable place",
    )


def _lost(text: str) -> list[Loss]:
    places = [m.start() for m in re.finditer("\ufffd", text)]
    said = [
        Loss("undecodable", "bytes that are no character in this encoding", start=p, end=p + 1)
        for p in places[:LISTED]
    ]
    if len(places) > LISTED:
        said.append(Loss("undecodable", f"and {len(places) - LISTED} further such places"))
    return said


def _as_declared(data: bytes, declared: str) -> tuple[str, Decoding, list[Loss]] | None:
    """Follow the declaration, unless the bytes cannot be that."""
    name = canonical(declared)
    if not name or (name == "cp1252" and _chinese_after_all(data)):
        return None
    try:
        return data.decode(name), Decoding(name, "declared"), []
    except UnicodeDecodeError:
        return None


def _chinese_after_all(data: bytes) -> bool:
    """A Western declaration never fails to decode, so it is believed only without a rival."""
    sample = data[:SAMPLE]
    if sample.isascii():
        return False
    return any(g.score >= GOOD for g in _guesses(sample))


def _guessed(data: bytes, declared: str, errors: Errors) -> tuple[str, Decoding, list[Loss]]:
    losses = []
    if declared:
        losses.append(
            Loss("encoding", f'the file says it is "{declared[:40]}", but its bytes are not')
        )
    sample = data[:SAMPLE]
    if b"\0" not in sample or not _wide(sample):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            return _other(data, error.start, losses, errors)
        rival = "" if sample.isascii() or len(sample) > 60 else _rival(sample)
        return text, Decoding("utf-8", "guessed", rival), losses
    return _other(data, 0, losses, errors)


def _rival(sample: bytes) -> str:
    """Very short UTF-8 can be GBK as well: name it, if it would make sense."""
    best = max(_guesses(sample), key=lambda g: g.score, default=None)
    return best.encoding if best is not None and best.score >= GOOD else ""


def _wide(sample: bytes) -> bool:
    """Whether NULs lie as two-byte text has them: on one side of the pairs, and many."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return len(sample) % 2 == 0 and max(even, odd) > 4 * min(even, odd)


def _other(
    data: bytes, broken_at: int, losses: list[Loss], errors: Errors
) -> tuple[str, Decoding, list[Loss]]:
    """Not UTF-8: mixed lines, one of the Chinese encodings, broken UTF-8, or something else."""
    _refuse_mixed(data[:MIXED_SAMPLE])
    # A long plain beginning says nothing: look at the line that is not UTF-8, and what follows.
    begin = data.rfind(b"\n", 0, broken_at) + 1 if broken_at > SAMPLE // 2 else 0
    sample = data[begin : begin + SAMPLE]
    guesses = sorted(_guesses(sample), key=lambda g: -g.score)
    nearly = _score(sample.decode("utf-8", errors="replace")) - 0.02
    if nearly >= GOOD and (not guesses or nearly > guesses[0].score):
        text, decoding, lost = _as(data, "utf-8", "guessed", errors)
        return text, decoding, losses + lost
    if not guesses or guesses[0].score < GOOD:
        guesses = _second_opinion(sample) or guesses
    if not guesses or guesses[0].score < GOOD:
        raise _broken(data, "utf-8", broken_at)
    best, second = guesses[0], guesses[1] if len(guesses) > 1 else Guess("", 0.0)
    if best.score - second.score < NEAR and second.score >= GOOD:
        raise Unreadable(
            f"cannot tell whether this is {best.encoding} or {second.encoding}",
            rule="encoding",
            remedy=f"say which: --encoding {best.encoding} or --encoding {second.encoding}",
        )
    runner_up = second.encoding if second.score > 0.3 else ""
    text, decoding, lost = _as(data, best.encoding, "guessed", errors, runner_up=runner_up)
    return text, decoding, losses + lost


def _guesses(sample: bytes) -> Iterator[Guess]:
    for name in CANDIDATES:
        if name.startswith("utf-16") and len(sample) % 2:
            continue
        text = _decode_sample(sample, name)
        if text is not None:
            yield Guess(name, _score(text))


def _decode_sample(sample: bytes, name: str) -> str | None:
    """Decode the beginning of a file, forgiving a character cut off at its end."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(
            sample, final=len(sample) < SAMPLE
        )
    except UnicodeDecodeError:
        return None


def _second_opinion(sample: bytes) -> list[Guess]:
    """Ask charset-normalizer about what is none of the usual Chinese encodings."""
    from charset_normalizer import from_bytes

    # Kept from a short text: four GBK characters were taken for Korean.
    if len(sample) < 32:
        return []
    found = [m for m in from_bytes(sample[:8192], cp_isolation=list(ELSEWHERE)) if m.chaos <= 0.1]
    # Neighbouring code pages share most letters: on a tie the western one is likelier.
    found.sort(key=lambda m: (m.chaos, -m.coherence, m.encoding != "cp1252"))
    guesses = [Guess(m.encoding, GOOD) for m in found[:1]]
    return guesses + [Guess(m.encoding, GOOD - NEAR) for m in found[1:2]]


def _score(text: str) -> float:
    """
    How plausible a text is as Chinese, 0 to 1: the mean over its characters.

    Common characters and Chinese punctuation count full, those that GB 2312 and Big5 put in their
    first level count half (both standards sort by frequency of use), everything rare costs.
    """
    if not text:
        return 0.0
    total = sum(_worth(ch) for ch in text)
    return max(0.0, total / len(text))


def _worth(ch: str) -> float:
    if ch in COMMON or ch in POINTS:
        return 1.0
    code = ord(ch)
    if code < 0x80:
        return 0.6 if ch.isprintable() or ch in "\t\n\r\f" else -1.0
    if 0x4E00 <= code <= 0x9FFF:
        return _level(ch)
    if 0x3400 <= code <= 0x4DBF or code >= 0x20000:
        return 0.2
    if 0xFF01 <= code <= 0xFF5E or 0x2010 <= code <= 0x2040 or 0x3000 <= code <= 0x303F:
        return 0.6
    return -1.0 if ch == "\ufffd" or 0xE000 <= code <= 0xF8FF else -0.3


def _level(ch: str) -> float:
    """0.7 for a character in the first level of GB 2312 or Big5, 0 for a rare one."""
    for name, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if first <= ch.encode(name)[0] <= last:
                return 0.7
        except UnicodeEncodeError:
            continue
    return 0.0


HAN_UTF8 = re.compile(rb"[\xe4-\xe9][\x80-\xbf][\x80-\xbf]")


def _line_encoding(line: bytes) -> str:
    """ "utf-8" or "gb18030" for a line that can only be that, "" for one that says nothing."""
    if line.isascii():
        return ""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_sample(line, "gb18030")
        # Damaged UTF-8 can pass for GBK as well: take what makes more sense.
        damaged = _score(line.decode("utf-8", errors="replace")) + SURE
        return "gb18030" if text is not None and _score(text) >= max(GOOD, damaged) else ""
    return "utf-8" if HAN_UTF8.search(line) else ""


def _refuse_mixed(data: bytes) -> None:
    """Raise where some lines are UTF-8 and others GBK: no single encoding is right."""
    first = ""
    at = 0
    for line in data.splitlines(keepends=True):
        here = _line_encoding(line)
        if here and first and here != first:
            raise Unreadable(
                f"two encodings in one file: {first} up to byte {at}, then {here}",
                rule="encoding",
                remedy=f"read line by line with --encoding {PER_LINE}",
            )
        first = first or here
        at += len(line)


def _decode_lines(data: bytes, errors: Errors) -> tuple[str, Decoding, list[Loss]]:
    """Decode each line by itself, as UTF-8 or else as GB18030."""
    lines: list[str] = []
    other = 0
    for line in data.removeprefix(codecs.BOM_UTF8).split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            if _line_encoding(line) == "gb18030":
                lines.append(line.decode("gb18030"))
                other += 1
            elif errors == "replace":
                lines.append(line.decode("utf-8", errors="replace"))
            else:
                before = sum(len(x) + 1 for x in data.split(b"\n")[: len(lines)])
                raise _broken(data, "utf-8", before + error.start) from error
    text = "\n".join(lines)
    losses = [Loss("encoding", f"{other} of {len(lines)} lines were GB18030, the others UTF-8")]
    return text, Decoding("utf-8 and gb18030 by line", "given"), losses + _lost(text)
