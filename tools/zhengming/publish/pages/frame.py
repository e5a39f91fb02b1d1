"""
What every page shares: templates, style and script as package files, and the rules of the page.

`render` puts them together. A page is one file: it loads nothing, its policy allows its own style and
script by their hashes and nothing else, and it asks the browser not to translate it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from zhengming.publish import phrases
from zhengming.publish.export.glossary_json import dump
from zhengming.publish.visible import ordinary, pieces, plain


@cache
def environment() -> Environment:
    """Make the template environment: everything is escaped, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("zhengming.publish.pages", "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(chips=chips, plain=plain, lines=lines)
    made.globals.update(say=phrases.PAGE, phrases=phrases)
    return made


@cache
def read_part(name: str) -> str:
    """Read a style sheet or script of the package."""
    text = (files("zhengming.publish.pages") / name).read_text("utf-8")
    if "</" in text.replace("</$", ""):
        raise ValueError(f"{name} must not hold an end tag: it stands inside one")
    return text


def chips(text: str) -> Markup:
    """Escape a text for a page; hidden characters become visible chips."""
    if ordinary(text):
        return escape(text)
    return Markup("").join(
        Markup('<span class="chip" title="{}">{}</span>').format(p.title, p.chip)
        if p.chip
        else escape(text[p.start : p.end])
        for p in pieces(text)
    )


def lines(text: str) -> list[str]:
    """Split a block of an entry into its sentences, one a line."""
    return [line for line in text.split("\n") if line.strip()]


def data_block(value: object) -> Markup:
    """Write JSON for a data block: nothing in it can end the block or begin a comment or script."""
    text = re.sub("<(?=[!/s])", r"\\u003c", dump(value), flags=re.IGNORECASE)
    return Markup(text)  # noqa: S704


def source_hash(text: str) -> str:
    """Name a style or script in a content security policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def render(
    template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...], **values: object
) -> str:
    """Render a page from a template, with its style and script inside and its policy to match."""
    css = "\n".join(map(read_part, styles))
    js = "\n".join(map(read_part, scripts))
    policy = (
        f"default-src 'none'; style-src {source_hash(css)}; script-src {source_hash(js)}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = environment().get_template(template)
    return page.render(css=Markup(css), js=Markup(js), policy=policy, **values)  # noqa: S704
