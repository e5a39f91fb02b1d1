"""JSON Lines: one record an entry, closed by an end record; without it the file is incomplete."""

from __future__ import annotations

from zhengming.publish.export.glossary_json import dump, record
from zhengming.publish.export.outgoing import Format, Outgoing, Written

LOADING = """\
JSON Lines

One JSON object a line, UTF-8: a first line about the words ("kind": "about"), one line an entry
("kind": "term") with the fields of the glossary's own files plus hant, count and occurrences, and
a last line {"kind": "end", "terms": N}. A file without that last line is incomplete.

* Python: for line in open(name, encoding="utf-8"): record = json.loads(line)
* jq: jq -r 'select(.kind == "term") | [.hans, .hant, .en[0].term] | @tsv' glossary.jsonl

Renderings with "use": "avoid" are there so that programs know them; never offer them.
"""


def write(out: Outgoing) -> Written:
    """Write one line an entry."""
    lines = [dump({"kind": "about", **out.about()})]
    lines += (dump({"kind": "term", **record(out, found)}) for found in out.found)
    lines.append(dump({"kind": "end", "terms": len(out.found)}))
    return Written("".join(f"{line}\n" for line in lines).encode())


FORMAT = Format("jsonl", ".jsonl", "one entry a line, for programs", write, LOADING)
