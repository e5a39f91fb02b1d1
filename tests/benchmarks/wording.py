"""Restoring mainland wording: MB of UTF-8 per CPU second, beside OpenCC's blind replacement."""

from __future__ import annotations

from tests.benchmarks.measure import corpus, cpu
from zhengming.text.script import convert
from zhengming.text.wording import inspect, restore


def run() -> None:
    """Print speeds and ratios; the mark is 5 MB/s."""
    import opencc

    news = corpus("news-zh.txt.xz", 400_000)
    if news is None:
        return
    localised = convert(news, to="tw", wording="taiwan", source="hans").text
    size = len(localised.encode()) / 1e6
    blind = opencc.OpenCC("tw2sp")
    peer = size / cpu(lambda: blind.convert(localised))
    for name, job in (
        ("restore a localised text", lambda: restore(localised)),
        ("restore a mainland text (nothing to do)", lambda: restore(news)),
        ("inspect", lambda: inspect(localised)),
    ):
        speed = size / cpu(job, 3)
        print(f"{name:40} {speed:6.1f} MB/s, {speed / peer:.2f} of OpenCC tw2sp ({peer:.0f} MB/s)")
