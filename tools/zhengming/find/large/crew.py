"""
Who does the work on the shards of a collection: this process, several, or the workers of a cluster.

Results come in the order of the shards, and only a few shards are on their way at a time, so that memory
does not grow with the collection. What a process or worker that dies had in hand is done again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from itertools import chain, islice
from typing import Any, Protocol, TypeVar

from zhengming.base.errors import Unreadable, Usage

S = TypeVar("S")
R = TypeVar("R")

AHEAD = 2
ON_CLUSTER = 16
TRIES = 3


class Crew(Protocol):
    """Does the same work on many shards."""

    def map(self, work: Callable[[S], R], shards: Iterable[S]) -> Iterator[R]:
        """Yield the result for every shard, in order."""


def crew(jobs: int, cluster: str | None) -> AbstractContextManager[Crew]:
    """
    Return who does the work: the workers of a Dask scheduler at an address, `jobs` processes, or us.

    Raises Usage without Dask, Unreadable where no scheduler answers.
    """
    if cluster:
        return _Cluster(cluster)
    return _Processes(jobs) if jobs > 1 else _Alone()


class _Alone(ExitStack):
    def map(self, work: Callable[[S], R], shards: Iterable[S]) -> Iterator[R]:
        return map(work, shards)


class _Processes(ExitStack):
    def __init__(self, jobs: int) -> None:
        super().__init__()
        self._jobs = jobs
        self._pool = self.enter_context(ProcessPoolExecutor(jobs))

    def map(self, work: Callable[[S], R], shards: Iterable[S]) -> Iterator[R]:
        """Keep a few shards with every process; when one dies, hand out again what was pending."""
        coming = iter(shards)
        pending: deque[tuple[S, Future[R]]] = deque()
        tries = 0
        while True:
            for shard in islice(coming, AHEAD * self._jobs - len(pending)):
                pending.append((shard, self._pool.submit(work, shard)))
            if not pending:
                return
            try:
                result = pending[0][1].result()
            except BrokenProcessPool:
                tries += 1
                if tries == TRIES:
                    raise
                coming = chain([shard for shard, _ in pending], coming)
                pending.clear()
                self._pool = self.enter_context(ProcessPoolExecutor(self._jobs))
                continue
            tries = 0
            pending.popleft()
            yield result


class _Cluster(ExitStack):
    def __init__(self, address: str) -> None:
        super().__init__()
        try:
            from distributed import Client
        except ImportError as error:
            raise Usage(
                "the cluster extra is not installed", remedy="pip install 'zhengming[cluster]'"
            ) from error
        try:
            connect: Any = Client
            self._client: Any = self.enter_context(connect(address, timeout=10))
        except OSError as error:
            raise Unreadable(
                "no Dask scheduler answers there",
                where=address,
                remedy="start one: dask scheduler",
            ) from error

    def map(self, work: Callable[[S], R], shards: Iterable[S]) -> Iterator[R]:
        """Keep a few shards on the cluster, which does again what a dying worker had."""
        coming = iter(shards)
        pending: deque[Any] = deque()
        while True:
            for shard in islice(coming, ON_CLUSTER - len(pending)):
                pending.append(self._client.submit(work, shard, pure=False))
            if not pending:
                return
            result: R = pending.popleft().result()
            yield result
