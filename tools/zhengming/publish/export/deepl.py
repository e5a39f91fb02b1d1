"""DeepL: TSV without header, each source once, no control characters, at most 1024 bytes a text."""

from __future__ import annotations

from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.two_columns import WARNING, comments, unique_pairs

LONGEST_TEXT = 1024
LARGEST_FILE = 10 * 1024 * 1024
LOADING = f"""\
DeepL

In DeepL: Glossaries > New glossary, choose the languages (Chinese and English), then Upload, and choose
this file (tab-separated, no header). Through the API: entries_format "tsv".

DeepL wants each source once: where a term has several renderings, the first preferred one stands
here, and what had to stay behind was reported when the file was written.

{WARNING}
"""


def write(out: Outgoing) -> Written:
    """Write the pairs that fit into DeepL's limits."""
    pairs, left = unique_pairs(out, longest=LONGEST_TEXT)
    lines: list[bytes] = []
    size = 0
    for source, target, _ in pairs:
        line = f"{source}\t{target}\n".encode()
        size += len(line)
        if size > LARGEST_FILE:
            left = (*left, f"{source} and all after it: the file would be larger than 10 MiB")
            break
        lines.append(line)
    companion = comments(pairs[: len(lines)])
    return Written(b"".join(lines), {".comments.tsv": companion}, left)


FORMAT = Format("deepl", ".tsv", "DeepL glossary", write, LOADING, directions=("zh-en", "en-zh"))
