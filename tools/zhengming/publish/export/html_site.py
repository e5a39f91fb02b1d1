"""A static site in a zip: a page a term, indexes by pinyin, category and English, a search."""

from __future__ import annotations

from zhengming.base.delivery import zip_bytes
from zhengming.publish.export.outgoing import Format, Outgoing, Written

LOADING = """\
Web pages (html)

Unpack the zip and open index.html in a browser: from a folder, a stick or a server alike. When the
name after -o has no ending, `zhengming export` writes the folder itself.

* index.html: all terms by pinyin, with a search that takes either script, pinyin with or without
  tones, and English; categories.html and english.html list them in two other orders.
* terms/NAME.html: the page of a term. Its address stays the same in every further version, so you
  may cite and link to it.
* style.css: the look, also in print; change it as you like.

The pages load nothing from elsewhere and send nothing anywhere; they ask the browser not to translate
them, because that would send their text to a company.
"""
FOLDER = "zhengming"


def write(out: Outgoing) -> Written:
    """Write the site into a zip, below one folder."""
    from zhengming.publish.pages.site import draw_site  # pages list the formats, so not at the top

    files = draw_site(out.build, out.glossary, out.about())
    return Written(zip_bytes((f"{FOLDER}/{name}", data) for name, data in files))


FORMAT = Format("html", ".zip", "Web pages: a page a term", write, LOADING, folder=True)
