"""
glossary.json: everything a build found, for programs. The fields are part of the contract.

Entry fields bear the names of the entry file (`words.entryfile`); places count code points in the
text named by `documents[].text`.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from hashlib import sha256

from zhengming.base.document import Document
from zhengming.base.findings import Candidate, Examined, Found, Occurrence
from zhengming.publish.export.outgoing import Format, Outgoing, Written
from zhengming.words.entryfile import table_from_term

HALF = re.compile("[\ud800-\udfff]")
LOADING = """\
glossary.json

For programs: one JSON object in UTF-8.

* `documents`: `id`, `sha256`, `name`, `text` (path of the extracted text), `text_sha256`, `script`,
  `verdict` (what kind of wording), `losses`, and the source facts where known.
* `terms`: the whole entry as in the glossary, with hant, count and occurrences.
* `candidates`: possible new terms with count, documents, evidence, suggestions and occurrences.

start and end count code points (not bytes, not UTF-16 units) in the extracted text, so that in
Python text[start:end] is exactly `surface`; read the text with newline="" so that line ends stay.
Nobody has reviewed what stands under `candidates`.
"""


def record(out: Outgoing, found: Found) -> dict[str, object]:
    """Turn an entry with its places into a JSON object; remarks stay at home."""
    term = found.term
    table = table_from_term(term)
    table.pop("remark", None)
    return {
        "id": term.id,
        "category": term.category,
        "layer": term.layer,
        **table,
        "hant": out.hant(term),
        "count": found.count,
        "occurrences": [place(o) for o in found.occurrences],
    }


def place(occurrence: Occurrence) -> dict[str, object]:
    """Turn a place into a JSON object."""
    return asdict(occurrence)


def candidate(rank: int, one: Candidate) -> dict[str, object]:
    """Turn a possible new term into the record of the contract."""
    return {
        "rank": rank,
        "term": one.term,
        "score": one.score,
        "count": one.count,
        "documents": one.documents,
        "known": one.known,
        "evidence": dict(one.evidence),
        "why": one.why,
        "occurrences": [place(o) for o in one.occurrences],
        "suggestions": [{"en": s.en, "basis": s.basis} for s in one.suggestions],
    }


def document(examined: Examined) -> dict[str, object]:
    """Describe a document; its text lies beside, unchanged."""
    doc = examined.document
    verdict = examined.verdict
    return {
        "id": doc.id,
        "sha256": doc.sha256,
        "name": doc.name,
        "text": f"documents/{doc.id}.txt",
        "text_sha256": sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "script": examined.script.variant,
        "verdict": verdict.verdict if verdict else None,
        "verdict_share": verdict.share if verdict else None,
        "verdict_why": verdict.why if verdict else None,
        "source": _source(doc),
        "pages": len(doc.pages),
        "losses": [
            {"kind": loss.kind, "detail": loss.detail, "remedy": loss.remedy} for loss in doc.losses
        ],
    }


def _source(doc: Document) -> dict[str, str]:
    return {key: value for key, value in asdict(doc.source).items() if value}


def write(out: Outgoing) -> Written:
    """Write the whole build as one JSON object, one line a document, term or candidate."""
    parts = {
        "documents": [document(e) for e in out.build.documents],
        "terms": [record(out, found) for found in out.found],
        "candidates": [candidate(i, c) for i, c in enumerate(out.build.candidates, 1)],
    }
    head = json.dumps(
        {"kind": "zhengming-glossary", "about": dict(out.about())}, ensure_ascii=False
    )
    body = ",\n".join(
        f'"{name}": [\n' + ",\n".join(dump(r) for r in records) + "\n]"
        for name, records in parts.items()
    )
    return Written(f"{head[:-1]},\n{body}\n}}\n".encode())


def dump(value: object) -> str:
    """Write JSON on one line; half a character pair goes out as its escape, so that UTF-8 holds."""
    text = json.dumps(value, ensure_ascii=False)
    return HALF.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


FORMAT = Format("json", ".json", "everything, for programs", write, LOADING)
