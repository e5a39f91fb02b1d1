"""
Which localised forms give a converter away, because no writer in Taiwan would use them there: `slip`.

Taiwan writes 資訊 for information as a converter does, so 資訊 says nothing about where a text comes
from. But it writes 程序 for a procedure: a court's 程式 is a converter's. `slips.tsv` holds, for
such pairs, the log odds counted in Taiwan's statutes (recipe: `wording.train_slips`).
"""

from __future__ import annotations

from functools import cache

from zhengming.base.places import data_dir

DATA = "wording.slips.tsv"


@cache
def _odds() -> dict[tuple[str, str], float]:
    lines = (data_dir() / DATA).read_text("utf-8").splitlines()[1:]
    return {(form, word): float(odds) for form, word, odds in (line.split("\t") for line in lines)}


def slip(form: str, word: str) -> float:
    """Return the log odds that `form`, standing for `word`, is a converter's and not Taiwan's own."""
    return _odds().get((form, word), 0.0)
