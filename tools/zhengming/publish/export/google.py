"""Google Cloud Translation: a one-way glossary, CSV of two columns without header."""

from __future__ import annotations

from zhengming.publish.export.csv_plain import csv_bytes
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.publish.export.two_columns import WARNING, comments, unique_pairs

LONGEST_TEXT = 1024
LOADING = f"""\
Google Cloud Translation

A one-way glossary: two columns, source and target, no header, UTF-8. Put the file into a storage
bucket of yours and create a glossary with languagePair, source "zh" and target "en" (or the other way
round for a file written with --direction en-zh).

Each source stands once: where a term has several renderings, the first preferred one was taken, and what
had to stay behind was reported when the file was written.

{WARNING}
"""


def write(out: Outgoing) -> Written:
    """Write the pairs."""
    pairs, left = unique_pairs(out, longest=LONGEST_TEXT)
    rows = ((source, target) for source, target, _ in pairs)
    return Written(csv_bytes(rows), {".comments.tsv": comments(pairs)}, left)


FORMAT = Format(
    "google", ".csv", "Google Cloud Translation", write, LOADING, directions=("zh-en", "en-zh")
)
