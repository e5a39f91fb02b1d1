"""Builders of small office files, for tests that need to set every tag themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>"""


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def rels(*targets: tuple[str, str], external: tuple[tuple[str, str], ...] = ()) -> str:
    """Relationships of a part: (kind, target) inside the package, and outside it."""
    rows = [
        f'<Relationship Id="r{i}" Type="{REL}/{k}" Target="{t}"/>'
        for i, (k, t) in enumerate(targets)
    ]
    rows += [
        f'<Relationship Id="x{i}" Type="{REL}/{k}" Target="{t}" TargetMode="External"/>'
        for i, (k, t) in enumerate(external)
    ]
    body = "".join(rows)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def docx(body: str, *, prolog: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX whose body holds the given WordprocessingML."""
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": PACKAGE_RELS,
        "word/document.xml": document,
    }
    return zipped({**parts, **(more or {})})


def para(*runs: str, props: str = "") -> str:
    """A paragraph of runs; a run that begins with "<" is taken as it is."""
    body = "".join(r if r.startswith("<") else f"<w:r><w:t>{r}</w:t></w:r>" for r in runs)
    return f"<w:p><w:pPr>{props}</w:pPr>{body}</w:p>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of the given objects, the first being its catalogue."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = trailer.replace(b"HERE", b"%d" % start)
    return out + b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )
