"""Large glossaries go out in every format within a gigabyte; the time they take is printed, no gate."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from zhengming.publish.export import FORMATS
from zhengming.publish.selection import without_documents

HERE = Path(__file__)
CHARACTERS = "综维稳监视居住法院检察公安政信访治网格员群众矛盾纠纷调解"


def many(conftest: object, size: int) -> object:
    """A glossary of generated entries, each as full as a real one."""
    base = conftest.STABILITY
    terms = {}
    for number in range(size):
        digits = [(number // 23**place) % 23 for place in range(4)]
        hans = "".join(CHARACTERS[d] for d in digits) + CHARACTERS[number % 7]
        name = f"t-{number}"
        terms[name] = replace(
            base, id=name, hans=hans, short=(hans[:3],), related=(f"t-{number // 2}",)
        )
    return conftest.FakeGlossary(terms)


@pytest.fixture
def conftest(request: pytest.FixtureRequest) -> object:
    manager = request.config.pluginmanager
    return next(p for p in manager.get_plugins() if hasattr(p, "STABILITY"))


@pytest.mark.eval
def test_1200_entries_go_out_in_every_format(conftest: object) -> None:
    glossary = many(conftest, 1200)
    build = without_documents(glossary)
    started = time.process_time()
    for one in FORMATS.values():
        assert one.write(build, glossary)
    spent = time.process_time() - started
    print(f"\n1,200 entries, {len(FORMATS)} formats: {spent:.1f} s CPU (the mark is 10)")


MEASURE = """
import importlib.util, resource, sys, time
def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
conftest = load("fakes", sys.argv[1])
speed = load("speed", sys.argv[2])
from zhengming.publish.export import FORMATS
from zhengming.publish.selection import without_documents
glossary = speed.many(conftest, 50_000)
build = without_documents(glossary)
started = time.process_time()
size = len(FORMATS[sys.argv[3]].write(build, glossary))
used = time.process_time() - started
print(used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size)
"""


@pytest.mark.large
@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured with a POSIX call")
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_50000_entries_go_out_within_a_gigabyte(name: str) -> None:
    command = [sys.executable, "-c", MEASURE, HERE.with_name("conftest.py"), HERE, name]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    seconds, megabytes, size = map(float, done.stdout.split())
    print(
        f"\n{name}: {seconds:.1f} s CPU (the mark is 60), {megabytes:.0f} MB, {size / 1e6:.0f} MB written"
    )
    assert size > 0
    assert megabytes < 1000
