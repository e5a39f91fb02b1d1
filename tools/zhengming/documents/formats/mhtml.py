"""
Saved web pages (MHTML): the page itself out of the bundle, with where and when it was saved.

Only the root page is read; pictures, styles and scripts in the bundle are left alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from zhengming.base.document import Loss
from zhengming.base.errors import Unreadable
from zhengming.documents.decode import decode
from zhengming.documents.flow import Flow, How
from zhengming.documents.formats.html import declared_charset, walk_text

MAX_PARTS = 5_000


def walk(data: bytes, how: How) -> Flow:
    """Walk a saved page. Raises Unreadable where there is no page in it."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    pages = [
        p for p in _parts(message) if p.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise Unreadable(
            "no page in this saved web page", rule="mhtml", remedy="save it again as HTML"
        )
    root = pages[0]
    body = root.get_payload(decode=True)
    assert isinstance(body, bytes)
    declared = str(root.get_content_charset("") or "") or declared_charset(body)
    text, decoding, losses = decode(
        body, encoding=how.encoding, declared=declared, errors=how.errors
    )
    flow = walk_text(text, "page")
    flow.format, flow.decoding = "mhtml", decoding
    flow.losses[:0] = losses
    if len(pages) > 1:
        flow.losses.append(
            Loss("frames", f"{len(pages) - 1} framed pages in the bundle are not read")
        )
    url = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    flow.source = replace(
        flow.source, url=flow.source.url or url, captured=_saved_at(message), origin="saved page"
    )
    return flow


def _parts(message: EmailMessage) -> list[EmailMessage]:
    found = []
    for part in message.walk():
        found.append(part)
        if len(found) > MAX_PARTS:
            break
    return [p for p in found if isinstance(p, EmailMessage)]


def _header(message: EmailMessage, name: str) -> str:
    value = str(message.get(name, "")).strip()
    return value if value.startswith(("http://", "https://")) else ""


def _saved_at(message: EmailMessage) -> str:
    """The day the page was saved (UTC), "" where the bundle does not say."""
    try:
        return parsedate_to_datetime(str(message["Date"])).astimezone(UTC).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
