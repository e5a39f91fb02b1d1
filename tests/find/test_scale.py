"""Large collections: shards, processes and a cluster give the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.eval.labelled import as_document

from zhengming.base.document import Document
from zhengming.base.errors import ZhengmingError
from zhengming.find.extract import extract
from zhengming.find.large import scale
from zhengming.find.large.crew import crew
from zhengming.find.large.scale import cut, extract_large
from zhengming.words.glossary import load_glossary

TOOLS = str(Path(__file__).resolve().parents[2] / "tools")
WORDS = load_glossary(user=False)
LINES = [f"第{n}中队推进社会治安防控体系建设,开展“雪亮工程”和人民调解。\n" for n in range(60)]


def documents(number: int = 4) -> list[Document]:
    return [as_document(f"{n}号文件\n" + "".join(LINES[n:]), f"d{n}") for n in range(number)]


def test_small_input_is_plain_extraction() -> None:
    assert extract_large(documents(1)) == extract(documents(1), None)


def test_shards_find_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    (document,) = documents(1)
    monkeypatch.setattr(scale, "SHARD", 500)
    shards = list(cut([document]))
    assert len(shards) > 2
    whole = {c.term: c for c in extract([document], WORDS).candidates}
    merged = {c.term: c for c in extract_large([document], WORDS).candidates}
    for term in ("雪亮工程", "社会治安防控体系", "人民调解"):
        assert merged[term].occurrences == whole[term].occurrences
        assert merged[term].count == whole[term].count


def test_processes_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scale, "SHARD", 2000)
    assert extract_large(documents(), WORDS, jobs=2) == extract_large(documents(), WORDS)


def dies_once(shard: tuple[Path, int]) -> int:
    flag, number = shard
    if number == 3 and not flag.exists():
        flag.touch()
        os._exit(1)
    return number * number


def test_what_a_dying_process_had_in_hand_is_done_again(tmp_path: Path) -> None:
    shards = [(tmp_path / "flag", n) for n in range(12)]
    with crew(2, None) as workers:
        assert list(workers.map(dies_once, shards)) == [n * n for n in range(12)]


def test_a_cluster_that_is_not_there() -> None:
    with pytest.raises(ZhengmingError) as caught:
        extract_large(documents(1), cluster="tcp://127.0.0.1:9")
    assert caught.value.remedy


@pytest.mark.cluster
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_also_when_a_worker_dies(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    if not find_spec("distributed"):
        pytest.skip("needs Dask: pip install 'zhengming[cluster]'")
    monkeypatch.setattr(scale, "SHARD", 1500)
    expected = extract_large(documents(12), WORDS)
    address = "tcp://127.0.0.1:18786"
    python = shutil.which(sys.executable) or sys.executable
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "cwd": tmp_path,
        "env": os.environ | {"PYTHONPATH": TOOLS},
    }
    scheduler = [
        python,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "18786",
    ]
    worker = [
        python,
        "-m",
        "distributed.cli.dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-dashboard",
    ]
    running = [subprocess.Popen([*scheduler, "--no-dashboard"], **quiet)]  # type: ignore[call-overload]
    try:
        running += [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
        time.sleep(6)
        assert extract_large(documents(12), WORDS, cluster=address) == expected
        threading.Timer(0.3, running[1].kill).start()
        assert extract_large(documents(12), WORDS, cluster=address) == expected
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()
