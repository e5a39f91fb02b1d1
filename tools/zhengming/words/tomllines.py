"""
Where things stand in a TOML file: the line of every key, and of every comment.

`tomllib` gives values without places; `find_lines` gives the places, so that a finding can name its
line. It reads what the glossary's files use (tables, arrays of tables, bare keys, all four kinds of
string, arrays over several lines) and never fails: what it cannot place gets the nearest line above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

HEADER = re.compile(r"\s*(\[{1,2})\s*([\w.\-\"]+)\s*\]{1,2}")
KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w\-]+))\s*[=.]""")
TOKEN = re.compile(
    r'"""|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#|[\[{]|[\]}]',
)
CLOSING = {'"""': re.compile(r'(?:\\.|[^\\])*?"{3,5}', re.S), "'''": re.compile(r".*?'{3,5}", re.S)}


@dataclass
class Lines:
    """Line numbers (from 1) by path, e.g. `("en", 1, "why")`, and the lines that hold comments."""

    keys: dict[Path, int] = field(default_factory=dict)
    comments: list[int] = field(default_factory=list)

    def at(self, path: Path) -> int:
        """Return the line of a path, else of the nearest table around it, else 1."""
        for end in range(len(path), 0, -1):
            line = self.keys.get(path[:end])
            if line is not None:
                return line
        return 1


def find_lines(text: str) -> Lines:
    """
    Place every key of a TOML text.

    >>> find_lines('a = 1\\n[[en]]\\nterm = "x"  # why').keys
    {('a',): 1, ('en', 0): 2, ('en',): 2, ('en', 0, 'term'): 3}
    """
    lines = Lines()
    table: Path = ()
    at, number = 0, 1
    while at < len(text):
        eol = text.find("\n", at)
        eol = len(text) if eol < 0 else eol
        if header := HEADER.fullmatch(text, at, _code_end(text, at, eol)):
            table = _open_table(lines, header, number)
        elif key := KEY.match(text, at, eol):
            lines.keys.setdefault((*table, key[1] or key[2] or key[3]), number)
        end = _statement_end(text, at, number, lines)
        number += text.count("\n", at, end)
        at = end
    return lines


def _code_end(text: str, start: int, eol: int) -> int:
    """Where a header's line ends once a comment and blanks are taken off."""
    code = text[start:eol].split("#", 1)[0].rstrip()
    return start + len(code)


def _open_table(lines: Lines, header: re.Match[str], number: int) -> Path:
    name = header[2].strip('"')
    if header[1] == "[":
        lines.keys.setdefault((name,), number)
        return (name,)
    index = sum(
        len(path) == 2 and path[0] == name and isinstance(path[1], int) for path in lines.keys
    )
    lines.keys[(name, index)] = number
    lines.keys.setdefault((name,), number)
    return (name, index)


def _statement_end(text: str, at: int, number: int, lines: Lines) -> int:
    """Return where the next statement begins: past strings and brackets that span lines."""
    depth = 0
    while True:
        eol = text.find("\n", at)
        stop = len(text) if eol < 0 else eol
        token = TOKEN.search(text, at, stop)
        if token is None:
            if depth <= 0 or stop == len(text):
                return min(stop + 1, len(text))
            number += 1
            at = stop + 1
            continue
        at = token.end()
        mark = token[0]
        if mark in CLOSING:
            close = CLOSING[mark].match(text, at)
            if close is None:
                return len(text)
            number += close[0].count("\n")
            at = close.end()
        elif mark == "#":
            lines.comments.append(number)
            at = stop
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
