"""
One limited child process that reads container formats, kept alive through a batch.

`Worker.read` hands it the bytes of a file and takes a `Document` back, as JSON (never pickle). A
file that takes too long, too much memory or too much output costs the child, not the batch: it is
killed, the file is refused, and the next file gets a new child. The child opens no file and no
socket for a document: it has its bytes. `limits` says which limits really hold on this system.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from zhengming.base.document import Document
from zhengming.base.errors import Refused, Unreadable, Usage, ZhengmingError
from zhengming.documents.flow import How, assemble
from zhengming.documents.formats import walk
from zhengming.documents.record import read_record, write_record

HEAD = struct.Struct(">Q")
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
ERRORS: Mapping[str, type[ZhengmingError]] = {
    "Unreadable": Unreadable,
    "Refused": Refused,
    "Usage": Usage,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of wall time for one file, bytes of memory, bytes of the answer."""

    seconds: float = 60.0
    memory: int = 1 << 30
    output: int = 400_000_000


class Worker:
    """A child process that reads; use as a context manager. Started at the first file only."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.started = 0
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def read(self, kind: str, data: bytes, how: How, sha256: str) -> Document:
        """
        Read a file of a known kind in the child.

        Raises what the format raises, and Refused where the child hit a limit or died.
        """
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        ask = {
            "kind": kind,
            "name": how.name,
            "encoding": how.encoding,
            "errors": how.errors,
            "sha256": sha256,
        }
        late = threading.Event()

        def out_of_time() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self.limits.seconds, out_of_time)
        timer.start()
        try:
            _send(child.stdin, json.dumps(ask).encode(), data)
            answer = _receive(child.stdout, self.limits.output)
        except (OSError, EOFError) as error:
            self.stop()
            raise self._ended(late=late.is_set()) from error
        except BaseException:
            self.stop()
            raise
        finally:
            timer.cancel()
        return self._opened(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = _start(self.limits)
            self.started += 1
        return self._child

    def _opened(self, answer: bytes) -> Document:
        message = json.loads(answer)
        if "error" not in message:
            return read_record(message)
        said = message["error"]
        if said["class"] == "MemoryError":
            self.stop()
            raise _over("memory", f"{self.limits.memory >> 20} MB of memory")
        if said["class"] not in ERRORS:
            self.stop()
            raise failed(said["class"])
        raise ERRORS[said["class"]](said["cause"], remedy=said["remedy"], rule=said["rule"])

    def _ended(self, *, late: bool) -> Refused:
        if late:
            return _over("time", f"{self.limits.seconds:g} seconds")
        return _over("memory or output", "what one file may use")

    def stop(self) -> None:
        """End the child; the next file starts a new one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        child.wait()


def failed(name: str, where: str = "") -> Unreadable:
    """The error for a file on which a parser failed in a way that nobody foresaw."""
    return Unreadable(
        f"the reader failed on it ({name})",
        where=where,
        rule="damaged",
        remedy="open it in LibreOffice, save it anew, and build again",
    )


def _over(which: str, what: str) -> Refused:
    return Refused(
        f"reading it took more than {what}, and was stopped",
        rule=f"limit-{which.split()[0]}",
        remedy="split the file, or open it in LibreOffice and save it as plain text",
    )


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    package = Path(__file__).resolve().parent.parent.parent
    environment = {k: v for k in KEPT_ENVIRONMENT if (v := os.environ.get(k)) is not None}
    environment |= {"PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(limits.memory), str(limits.output)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _send(stream: IO[bytes], *messages: bytes) -> None:
    for message in messages:
        stream.write(HEAD.pack(len(message)))
        stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes], limit: int) -> bytes:
    (size,) = HEAD.unpack(_exactly(stream, HEAD.size))
    if size > limit:
        raise EOFError
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def limits() -> dict[str, bool]:
    """
    Which limits hold on this system (for `zhengming doctor`).

    Memory is limited by the system on Linux only; "network" means that Python code in the child
    is refused sockets and programs by an audit hook, not that the system forbids them.
    """
    return {"time": True, "output": True, "memory": sys.platform == "linux", "network": True}


# From here on: what runs in the child.


def serve(memory: int, output: int) -> None:
    """Answer requests from stdin on stdout until stdin ends."""
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not print into the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit(memory)
    locked = False
    while True:
        try:
            ask = json.loads(_receive(asks, output))
            data = _receive(asks, 1 << 40)
        except EOFError:
            return
        if not locked:
            _prepare(ask["kind"])
            sys.addaudithook(_no_network)
            locked = True
        answer = _answer(ask, data)
        del data
        if len(answer) > output:
            return
        _send(answers, answer)


def _answer(ask: Mapping[str, Any], data: bytes) -> bytes:
    try:
        how = How(ask["name"], ask["encoding"], ask["errors"])
        flow = walk(ask["kind"], data, how)
        document = assemble(flow, sha256=ask["sha256"], name=ask["name"])
        return json.dumps(write_record(document)).encode("ascii")
    except ZhengmingError as error:
        said = {"cause": error.cause, "remedy": error.remedy, "rule": error.rule}
        return json.dumps({"error": {"class": type(error).__name__, **said}}).encode()
    except MemoryError:
        return json.dumps({"error": {"class": "MemoryError"}}).encode()
    except Exception as error:
        return json.dumps({"error": {"class": type(error).__name__}}).encode()


def _limit(memory: int) -> None:
    """Limit memory, and forbid writing files and dumping core, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    for which, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(which, (most, most))


def _prepare(kind: str) -> None:
    """Import what a format needs before the network is forbidden (imports may look at sockets)."""
    if kind == "pdf":
        import pypdf  # noqa: F401
    if kind == "mhtml":
        import email.parser  # noqa: F401


FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "ctypes.dlopen",
    "shutil.",
)


def _no_network(event: str, _args: tuple[object, ...]) -> None:
    """Refuse sockets and programs: no parser of documents has any business with them."""
    if event.startswith(FORBIDDEN):
        raise Refused(f"tried to reach outside ({event})", rule="outside", remedy="ask the sender")


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
