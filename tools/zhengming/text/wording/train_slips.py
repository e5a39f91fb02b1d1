"""
The recipe of `data/wording.slips.tsv`: what Taiwan's own statutes write where a converter slips.

For each pair: how often the statutes write the mainland word, and how often they write the localised
form where the table of contexts takes it for a converter's. Both must be at home in the statutes, so
that the table is seen to tell the form's uses apart. Statutes kept for measuring are left out.
Run after `wording.train`: `python -m zhengming.text.wording.train_slips CORPORA DATA`.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from zhengming.text.automaton import longest
from zhengming.text.script import to_hans
from zhengming.text.script.train import STATUTES, held_out, read_statutes
from zhengming.text.shipped import WEIGHTS, ship
from zhengming.text.wording.lattice import propose
from zhengming.text.wording.pairs import read_pairs
from zhengming.text.wording.slips import DATA
from zhengming.text.wording.survey import surely

AT_HOME = 20  # occurrences in the statutes
LEAST = 2.0
LINES = 2000


def slips(plain: str) -> dict[tuple[str, str], float]:
    """Count, in simplified regional text, how unlikely its writers use a form for a word."""
    taken: Counter[tuple[str, str]] = Counter()
    lines = plain.split("\n")
    for at in range(0, len(lines), LINES):
        for r in surely(propose("\n".join(lines[at : at + LINES]))):
            taken[r.form, r.word] += 1
    pairs = read_pairs()
    strings = tuple(sorted({w for p in pairs.values() for w in p.mainland} | pairs.keys()))
    written = Counter(strings[which] for _, _, which in longest(strings).find(plain))
    odds = {
        (form, word): math.log((written[word] + taken[form, word] + 1) / (taken[form, word] + 0.5))
        for form, localised in pairs.items()
        for word in localised.mainland
        if min(written[word], written[form]) >= AT_HOME
    }
    return {pair: value for pair, value in odds.items() if value >= LEAST}


def main(corpora: Path, data: Path) -> None:
    """Write the table."""
    statutes = dict.fromkeys(s for code, s in read_statutes(corpora) if not held_out(code))
    found = slips(to_hans("\n".join(statutes), "tw"))
    rows = [f"{form}\t{word}\t{odds:.2f}" for (form, word), odds in sorted(found.items())]
    content = ("\n".join(["form\tword\tlog odds", *rows]) + "\n").encode()
    made_by = "python -m zhengming.text.wording.train_slips"
    ship(data, DATA, content, [corpora / STATUTES], made_by, licence=WEIGHTS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
