"""
Text back to bytes, in the encoding it came in; a file whose bytes would not come back is refused.

`encode` first proves that the unchanged text gives the very bytes of the file.
"""

from __future__ import annotations

import codecs

from zhengming.base.document import Decoding
from zhengming.base.errors import Refused
from zhengming.documents.decode import MARKS, canonical
from zhengming.documents.formats.xmlparts import DECLARED

MARKUP = ("html", "xml", "xliff", "tmx")


def encode(
    data: bytes,
    before: str,
    after: str,
    kind: str,
    decoding: Decoding | None,
    wished: str | None,
) -> tuple[bytes, list[str]]:
    """
    Return the bytes of a changed text, and what there is to say.

    `before` is the text of `data`, `after` what it became. Characters that the file's encoding
    lacks are written as references in markup (&#…;), and refused in plain text.
    """
    mark, codec = _codec(data, decoding)
    if codec == "per-line" or mark + _bytes(before, codec) != data:
        raise Refused(
            "its bytes would not all come back: the text mixes encodings, or is damaged",
            rule="encoding",
            remedy="save it as UTF-8 and name that one",
        )
    if wished and kind not in MARKUP:
        mark, codec = b"", canonical(wished) or codec
    lacking = _lacking(after, codec)
    if not lacking:
        return mark + after.encode(codec), []
    if kind in MARKUP:
        said = f"{len(lacking)} characters that {codec} lacks are written as references (&#…;)"
        return mark + after.encode(codec, errors="xmlcharrefreplace"), [said]
    raise Refused(
        f"its encoding ({codec}) has no {'、'.join(sorted(set(lacking))[:5])}",
        rule="encoding",
        remedy="add --output-encoding utf-8",
    )


def _codec(data: bytes, decoding: Decoding | None) -> tuple[bytes, str]:
    """The byte order mark of a file ("" if none) and the name of its encoding."""
    for mark, name in MARKS:
        if data.startswith(mark) and (decoding is None or decoding.basis == "bom"):
            return mark, name
    if decoding is not None:
        return b"", decoding.encoding
    declared = DECLARED.match(data[:300])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        return b"", codecs.lookup(name).name
    except LookupError:
        return b"", "utf-8"


def _bytes(text: str, codec: str) -> bytes:
    try:
        return text.encode(codec)
    except (UnicodeEncodeError, LookupError):
        return b""


def _lacking(text: str, codec: str) -> list[str]:
    if codec.startswith(("utf", "gb18030")) or codec == "utf_8":
        return []
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return [ch for ch in text if not _bytes(ch, codec)]
    return []
