"""
All HTML that goes out: `render_index` and `render_reading_copy`, one set of templates.

Pages are single files without outside parts; see `pages.frame` for the rules they share.
"""

from __future__ import annotations

from zhengming.publish.pages.index import render_index
from zhengming.publish.pages.reading import render_reading_copy

__all__ = ["render_index", "render_reading_copy"]
