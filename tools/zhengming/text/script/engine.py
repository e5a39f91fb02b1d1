"""
OpenCC behind one door: `converter(config)` gives a function from text to text.

The program needs the compiled module: two other packages install under the same name and are
twenty times slower. Merged tables (see `tables`) are written once into the cache folder. Converters
are made once and kept; `convert` holds Python's lock, so work is shared out among processes.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from zhengming.base.errors import Refused
from zhengming.base.places import cache_dir
from zhengming.text.script.tables import Table, fingerprint, stages

Converter = Callable[[str], str]
SURROGATE = re.compile("[\ud800-\udfff]")
# Stands for a lone surrogate while OpenCC, which reads UTF-8, looks at the text.
STAND_IN = "\U0010fffe"


# Around what a phrase of several characters gave, in the output of `phrase_spans`' converter.
OPEN, CLOSE = "\U000ffffe", "\U000fffff"


@cache
def converter(config: str, *, corrected: bool = True) -> Converter:
    """
    Return the converter of a configuration ("s2t", "tw2s", …), with the corrections or without.

    Lone surrogates, which OpenCC cannot take, pass through in their place.
    """
    name = f"{config}-{'corrected' if corrected else 'plain'}"
    return _guarded(_open(name, lambda: stages(config, corrected=corrected)))


def phrase_spans(text: str) -> list[tuple[int, int]]:
    """
    Say which spans of a simplified text OpenCC converts as phrases (code points).

    The values of phrases are wrapped in marks and the marks counted away: the same greedy reading
    as the conversion itself. A text that holds the marks has none to show.

        >>> phrase_spans("被发明的")
        [(0, 3)]
    """
    if OPEN in text or CLOSE in text:
        return []
    spans, at, start = [], 0, 0
    for character in _marking()(text):
        if character == OPEN:
            start = at
        elif character == CLOSE:
            spans.append((start, at))
        else:
            at += 1
    return spans


@cache
def _marking() -> Converter:
    return _guarded(_open("s2t-marked", marked_phrases))


def marked_phrases() -> list[Table]:
    """OpenCC's table to traditional with every phrase wrapped in marks."""
    table = stages("s2t")[0]
    return [{k: f"{OPEN}{v}{CLOSE}" if len(k) > 1 else v for k, v in table.items()}]


def built_in(config: str) -> Converter:
    """Return OpenCC's own converter, unchanged: what tests and benchmarks compare with."""
    return _guarded(_compiled()(config, include_tofu_risk_dictionaries=True).convert)


def from_tables(tables: list[Table]) -> Converter:
    """Return a converter for tables of the caller's own, one for each step."""
    with tempfile.TemporaryDirectory(prefix="zhengming-") as folder:
        return _guarded(_load(_write(Path(folder), tables)))


def compiled_module() -> str:
    """Say where OpenCC's compiled module lies (for `doctor`); refuse if another has its place."""
    _compiled()
    from importlib import import_module

    return str(import_module("opencc.clib").__file__)


@cache
def _compiled() -> Callable[..., Any]:
    """Import OpenCC and make sure that it is the compiled one."""
    import importlib.util

    if importlib.util.find_spec("opencc.clib") is None:
        raise Refused(
            "another package stands in the place of OpenCC's compiled module",
            remedy="pip uninstall opencc-py opencc-python-reimplemented, then pip install --force-reinstall opencc",
        )
    import opencc

    return opencc.OpenCC


def _open(name: str, make: Callable[[], list[Table]]) -> Converter:
    """Open a configuration from the cache folder; write it there first, or to a passing folder."""
    folder = cache_dir() / "script" / f"{name}-{fingerprint()}"
    kept = folder / "config.json"
    if kept.is_file():
        return _load(kept)
    with tempfile.TemporaryDirectory(prefix="zhengming-") as passing:
        convert = _load(_write(Path(passing), make()))
        _keep(Path(passing), folder)
    return convert


def _keep(passing: Path, folder: Path) -> None:
    """Copy a written configuration into the cache folder; without one, nothing is kept."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
        for file in passing.iterdir():
            shutil.copyfile(file, beside / file.name)
        beside.rename(folder)
    except OSError:
        return


def _write(folder: Path, tables: list[Table]) -> Path:
    """Write tables and their configuration as OpenCC reads them."""
    chain = []
    for number, table in enumerate(tables):
        rows = "".join(f"{key}\t{value}\n" for key, value in sorted(table.items()))
        (folder / f"{number}.txt").write_bytes(rows.encode("utf-8"))
        chain.append({"dict": {"type": "text", "file": f"{number}.txt"}})
    path = folder / "config.json"
    path.write_text(json.dumps({"name": "zhengming", "conversion_chain": chain}), "utf-8")
    return path


def _load(path: Path) -> Converter:
    convert: Converter = _compiled()(str(path), include_tofu_risk_dictionaries=True).convert
    return convert


def _guarded(convert: Converter) -> Converter:
    """Let lone surrogates through."""

    def run(text: str) -> str:
        try:
            return str(convert(text))
        except UnicodeEncodeError:
            return _around_surrogates(text, convert)

    return run


def _around_surrogates(text: str, convert: Converter) -> str:
    """Convert a text with lone surrogates: each is masked, then put back in order."""
    if STAND_IN in text:
        parts = re.split(f"({SURROGATE.pattern})", text)
        return "".join(p if SURROGATE.match(p) else convert(p) for p in parts if p)
    lone = iter(SURROGATE.findall(text))
    converted = convert(SURROGATE.sub(STAND_IN, text))
    return re.sub(STAND_IN, lambda _: next(lone), converted)
