"""Wordfast: `source TAB target TAB comment`, one line a spelling and rendering, no header."""

from __future__ import annotations

from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import one_line
from zhengming.publish.visible import plain

LOADING = """\
Wordfast

Wordfast Pro: Terminology > Create/Open glossary > Import, choose this file, encoding UTF-8, columns
separated by TAB: source, target, comment.
Wordfast Classic: Terminology > Glossary > Select; if the Chinese does not show, open the file in a text
editor and save it as "Unicode" (UTF-16) first.

The third column says when an entry is a draft and when English is our own or word for word, and
which English to avoid. Both scripts are there, so texts in either script are served.
We could not try this file in Wordfast itself: it follows Wordfast's published layout.
"""


def write(out: Outgoing) -> Written:
    """Write the tab-separated glossary."""
    lines = []
    for pair in out.pairs():
        fields = (*out.sides(pair), pair.comment)
        lines.append("\t".join(one_line(plain(field)) for field in fields))
    text = "".join(f"{line}\r\n" for line in dict.fromkeys(lines))
    return Written(text.encode("utf-8"), left_out=out.silent())


FORMAT = Format(
    "wordfast", ".txt", "Wordfast glossary", write, LOADING, directions=("zh-en", "en-zh")
)
