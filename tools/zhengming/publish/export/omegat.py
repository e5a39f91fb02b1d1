"""
OmegaT: `source TAB target TAB comment`, UTF-8, no header.

One line a spelling and rendering, because OmegaT matches the source as it stands and joins lines
with the same source. A source that begins with `#` is a comment to OmegaT and cannot go out.
"""

from __future__ import annotations

from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.phrases import one_line
from zhengming.publish.visible import plain

LOADING = """\
OmegaT

1. Close nothing: OmegaT reads glossaries while a project is open.
2. Copy this file into the project's `glossary` folder (the name must keep its ending .utf8).
   Or let the program do it: zhengming into-omegat PROJECT DOCUMENT
3. Terms that stand in the open segment now appear in the Glossary pane, in either script, also
   inside sentences that have no spaces.

Each line is Chinese, English and a comment. The comment says when an entry is a draft and when
English is our own or word for word; renderings to avoid are named there and never offered.
If nothing appears: Options > Glossary > switch "Use stemming" off for Chinese, and check that the
project's source language is Chinese (ZH-CN or ZH-TW).
"""


def write(out: Outgoing) -> Written:
    """Write the glossary file that OmegaT reloads by itself."""
    lines = []
    left_out = list(out.silent())
    for pair in out.pairs():
        source, target = out.sides(pair)
        if source.lstrip().startswith("#"):
            left_out.append(f"{source}: OmegaT takes a line that begins with # for a comment")
            continue
        lines.append("\t".join(one_line(plain(field)) for field in (source, target, pair.comment)))
    text = "".join(f"{line}\n" for line in dict.fromkeys(lines))
    return Written(text.encode("utf-8"), left_out=tuple(left_out))


FORMAT = Format("omegat", ".utf8", "OmegaT glossary", write, LOADING, directions=("zh-en", "en-zh"))
