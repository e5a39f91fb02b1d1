"""Shared by all tests: deterministic property tests, and where `../shared` lies."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Run by hand: measures of speed, and the recipe of the ranker, which needs scikit-learn.
collect_ignore = ["benchmarks", "eval/ranker.py"]

settings.register_profile(
    "zhengming",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("zhengming")


@pytest.fixture(autouse=True)
def _own_places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the words or the cache of the person who runs it."""
    home = tmp_path_factory.getbasetemp() / "home"
    monkeypatch.setenv("ZHENGMING_WORDS", str(home / "words"))
    monkeypatch.setenv("ZHENGMING_CACHE", str(home / "cache"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material, or a skip that says where it belongs."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared material beside the checkout ({SHARED.name}/ is absent)")
    return SHARED


@pytest.fixture(scope="session")
def seeds(shared: Path) -> list[Path]:
    """The five real reports."""
    return sorted((shared / "seeds").glob("*.txt"))


KINDS = ("consumer", "browser", "cluster", "eval", "large")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Name the kind of a skipped test, so that `.ci/run` can see which kinds did not run."""
    report = yield
    kinds = [kind for kind in KINDS if item.get_closest_marker(kind)]
    if report.skipped and kinds and isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = (path, line, f"{''.join(f'[{kind}] ' for kind in kinds)}{reason}")
    return report
