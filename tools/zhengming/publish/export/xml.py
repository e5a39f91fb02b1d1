"""Small help for the XML formats: nested elements as tuples, written with exact bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from zhengming.publish.visible import legal_xml

Node = tuple[str, Mapping[str, str], "str | Sequence[Node]"]


def node(tag: str, content: str | Sequence[Node] = "", **attributes: str) -> Node:
    """Make an element; `xml_lang` stands for `xml:lang`, a trailing underscore is dropped."""
    named = {key.rstrip("_").replace("xml_", "xml:"): value for key, value in attributes.items()}
    return tag, named, content


def write_xml(root: Node) -> bytes:
    """Write a document, two blanks a level, text exactly as given."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    _write(root, 0, lines)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _write(element: Node, depth: int, lines: list[str]) -> None:
    tag, attributes, content = element
    pad = "  " * depth
    named = "".join(f" {key}={quoteattr(legal_xml(value))}" for key, value in attributes.items())
    if isinstance(content, str):
        body = escape(legal_xml(content), {"\r": "&#13;"})
        lines.append(f"{pad}<{tag}{named}>{body}</{tag}>" if body else f"{pad}<{tag}{named}/>")
        return
    lines.append(f"{pad}<{tag}{named}>")
    for child in content:
        _write(child, depth + 1, lines)
    lines.append(f"{pad}</{tag}>")
