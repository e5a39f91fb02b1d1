"""
Small help for the XML formats: nested elements as tuples, written with exact bytes.

Children may come from a generator: then an element lives only while it is written, and a glossary of
fifty thousand entries needs no more memory than its file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from zhengming.publish.visible import legal_xml

Node = tuple[str, Mapping[str, str], "str | Iterable[Node]"]


def node(tag: str, content: str | Iterable[Node] = "", **attributes: str) -> Node:
    """Make an element; `xml_lang` stands for `xml:lang`, a trailing underscore is dropped."""
    named = {key.rstrip("_").replace("xml_", "xml:"): value for key, value in attributes.items()}
    return tag, named, content


def write_xml(root: Node) -> bytes:
    """Write a document, two blanks a level, text exactly as given."""
    out = io.BytesIO()
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    _write(root, 0, out)
    return out.getvalue()


def _write(element: Node, depth: int, out: io.BytesIO) -> None:
    tag, attributes, content = element
    pad = "  " * depth
    named = "".join(f" {key}={quoteattr(legal_xml(value))}" for key, value in attributes.items())
    if isinstance(content, str):
        body = escape(legal_xml(content), {"\r": "&#13;"})
        line = f"{pad}<{tag}{named}>{body}</{tag}>\n" if body else f"{pad}<{tag}{named}/>\n"
        out.write(line.encode())
        return
    out.write(f"{pad}<{tag}{named}>\n".encode())
    for child in content:
        _write(child, depth + 1, out)
    out.write(f"{pad}</{tag}>\n".encode())
