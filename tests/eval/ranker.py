"""
The recipe of `data/ranking.json`: `python tests/eval/ranker.py` (needs scikit-learn, not installed
by the project; set OMP_NUM_THREADS=1). Prints how a model trained without the development report
ranks that report, then trains on everything but the passages marked "report" and writes the weights.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT)]

from tests.eval import labelled  # noqa: E402

from zhengming.find.extract import known_words, prepare  # noqa: E402
from zhengming.find.measure import is_known  # noqa: E402
from zhengming.find.rank import columns, compared  # noqa: E402
from zhengming.words.glossary import load_glossary  # noqa: E402

FOLDS, KNOWN = 5, 2.5


class Case:
    """A labelled document as matrices."""

    def __init__(self, one: labelled.Labelled, glossary) -> None:
        self.name, self.part = one.name, one.part
        self.table = prepare([one.document], known_words(glossary)).table
        self.names = tuple(self.table.values)
        self.measured = columns(self.table, self.names)
        keys = [labelled.key(self.table.string(r)) for r in range(len(self.table.keys))]
        self.truth = np.array([k in one.terms for k in keys])
        self.known = is_known(self.table)
        self.total = len(one.terms)
        # In texts where nested terms were left unmarked, a known term says nothing.
        self.weight = (
            np.ones(len(keys)) if one.complete else np.where(self.known & ~self.truth, 0.0, 1.0)
        )
        self.first = np.zeros(len(keys))


def join(cases, what):
    return np.concatenate([getattr(c, what) for c in cases])


def look(cases):
    measured = join(cases, "measured")
    mean, scale = measured.mean(0), measured.std(0) + 1e-9
    fitted = LogisticRegression(C=0.01, max_iter=1000)
    fitted.fit((measured - mean) / scale, join(cases, "truth"), sample_weight=join(cases, "weight"))
    return mean, fitted.coef_[0] / scale, float(fitted.intercept_[0])


def train(cases):
    for fold in range(FOLDS):
        mean, weight, intercept = look([c for i, c in enumerate(cases) if i % FOLDS != fold])
        for c in cases[fold::FOLDS]:
            c.first = (c.measured - mean) @ weight + intercept
    seen = np.concatenate([compared(c.table, c.measured, c.first) for c in cases])
    trees = HistGradientBoostingClassifier(
        max_iter=300,
        max_leaf_nodes=31,
        learning_rate=0.035,
        min_samples_leaf=60,
        l2_regularization=10,
        max_features=0.2,
        random_state=0,
    )
    trees.fit(seen, join(cases, "truth"), sample_weight=join(cases, "weight"))
    return look(cases), trees


def score(model, case):
    (mean, weight, intercept), trees = model
    first = (case.measured - mean) @ weight + intercept
    return trees.decision_function(compared(case.table, case.measured, first))


def tell(name, case, values):
    hits = np.cumsum(case.truth[np.argsort(-values, kind="stable")])
    places = [max(1, round(case.total * f)) for f in (0.1, 0.3, 0.92)]
    print(
        name,
        *(f"P@{n} {hits[n - 1] / n:.3f}" for n in places),
        f"R@{places[-1]} {hits[places[-1] - 1] / case.total:.3f}",
    )


def tell_all(name, cases, model):
    """Print the share that is right in the first third of each, and of as many as there are."""
    first = third = found = 0
    for c in cases:
        hits = np.cumsum(c.truth[np.argsort(-score(model, c) - KNOWN * c.known, kind="stable")])
        first += hits[c.total // 3 - 1]
        third += c.total // 3
        found += hits[min(c.total, len(hits)) - 1]
    total = sum(c.total for c in cases)
    print(name, f"first third {first / third:.3f}, as many as there are {found / total:.3f}")


def write(model, names) -> None:
    (mean, weight, intercept), trees = model
    grown = []
    for (tree,) in trees._predictors:
        nodes = tree.nodes
        leaf = nodes["is_leaf"] > 0
        grown.append({
            "column": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
            "at": [round(float(v), 5) for v in np.where(leaf, 0, nodes["num_threshold"])],
            "yes": np.where(leaf, 0, nodes["left"]).tolist(),
            "no": np.where(leaf, 0, nodes["right"]).tolist(),
            "value": [round(float(v), 5) for v in np.where(leaf, nodes["value"], 0)],
        })  # fmt: skip
    data = {
        "recipe": "tests/eval/ranker.py",
        "known": KNOWN,
        "first look": {
            "intercept": round(intercept, 5),
            "measures": list(names),
            "mean": [round(float(v), 5) for v in mean],
            "weight": [round(float(v), 5) for v in weight],
        },
        "second look": {"base": round(float(trees._baseline_prediction[0, 0]), 5), "trees": grown},
    }
    path = ROOT / "tools/zhengming/data/ranking.json"
    rows = ",\n".join(json.dumps(t, separators=(",", ":")) for t in grown)
    data["second look"]["trees"] = ["@"]
    text = json.dumps(data, ensure_ascii=False, indent=1).replace('"@"', rows)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    glossary = load_glossary(user=False)
    cases = [
        Case(o, glossary)
        for o in (*labelled.written(), *labelled.passages(), labelled.development())
    ]
    tune = [c for c in cases if c.part == "tune"]
    without = train(tune[:-1])
    values = score(without, cases[-1])
    tell("development report, trained without it:", cases[-1], values)
    tell("  with known terms lifted:", cases[-1], values + KNOWN * cases[-1].known)
    final = train(tune)
    tell_all("passages kept apart:", [c for c in cases if c.part == "report"], final)
    write(final, cases[0].names)


if __name__ == "__main__":
    main()
