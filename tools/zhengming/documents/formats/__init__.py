"""The text runs of each file format, one module a format; `walk` calls the right one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from zhengming.documents.flow import Flow, How

# Formats that are unpacked, decompressed or executed by a parser run in the limited worker.
IN_PROCESS = ("text", "markdown", "csv", "srt", "html")
IN_WORKER = ("mhtml", "docx", "xlsx", "odt", "xliff", "tmx", "rtf", "pdf")

Walk = Callable[[bytes, How], Flow]


def walk(kind: str, data: bytes, how: How) -> Flow:
    """Walk a file of a known kind (one of IN_PROCESS or IN_WORKER) from its bytes."""
    if kind not in IN_PROCESS and kind not in IN_WORKER:
        raise ValueError(kind)
    module = import_module(f"zhengming.documents.formats.{kind}")
    found: Walk = module.walk
    return found(data, how)
