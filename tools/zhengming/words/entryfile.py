"""
The file of one entry: the only code that knows its TOML layout.

`parse_entry` reads a file's text into a `Term`, `format_entry` writes a `Term` in the one order and
style of the glossary, so that formatting what was parsed changes nothing the second time.
`check_table` says what is wrong with a table, key by key; `term_from_table` and `table_from_term`
serve the cache.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from typing import Any, Literal, get_args

from zhengming.base import entry as shapes
from zhengming.base.entry import Term
from zhengming.base.errors import Unreadable
from zhengming.base.findings import Finding
from zhengming.words.tomllines import Path, find_lines

Shape = Literal["text", "block", "texts", "count", "flag", "inline", "inlines", "table", "tables"]
Table = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """One key of a table: its name in the file, its shape, and the field it fills."""

    name: str
    shape: Shape = "text"
    field: str = ""
    choices: tuple[str, ...] = ()
    of: Spec | None = None
    required: bool = False

    @property
    def target(self) -> str:
        """The name of the field in the dataclass."""
        return self.field or self.name


@dataclass(frozen=True)
class Spec:
    """The keys of one kind of table, in the order in which they are written."""

    make: Callable[..., Any]
    keys: tuple[Key, ...]

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, Shape, Spec | None]]:
        """What to do with each key: the field it fills, its shape, the table it holds."""
        return {key.name: (key.target, key.shape, key.of) for key in self.keys}

    def defaults(self) -> Mapping[str, Any]:
        """What each field holds when the file does not say."""
        return {f.name: f.default for f in fields(self.make) if f.default is not MISSING}  # type: ignore[arg-type]


def _texts(names: str) -> tuple[Key, ...]:
    """Plain text keys by name; a name that ends in `!` is required."""
    return tuple(Key(n.rstrip("!"), required=n.endswith("!")) for n in names.split())


CITED = Spec(shapes.Cited, _texts("id! at how"))
SOURCES = Key("sources", "inlines", of=CITED)
PLACE = Spec(shapes.Place, _texts("hans! en!"))
IN_FORCE = Spec(shapes.InForce, _texts("as_of certainty note"))
SUPERSEDED = Spec(shapes.Superseded, _texts("date! note"))
DATED = Spec(shapes.Dated, (*_texts("date what certainty note"), SOURCES))
RENDERING = Spec(
    shapes.Rendering,
    (
        *_texts("term! abbr pos"),
        Key("use", choices=get_args(shapes.Use), required=True),
        Key("origin", choices=get_args(shapes.Origin)),
        Key("for", field="purpose"),
        Key("used_by", "texts"),
        *_texts("first why note"),
        SOURCES,
    ),
)
LAW = Spec(
    shapes.Law,
    (
        *_texts("instrument! text_version article"),
        Key("relation", choices=get_args(shapes.Relation), required=True),
        Key("quote_check"),
        Key("verified", "flag"),
        Key("in_force", "inline", of=IN_FORCE),
        Key("superseded", "inline", of=SUPERSEDED),
        Key("note"),
        SOURCES,
    ),
)
RIGHT = Spec(
    shapes.Right,
    (*_texts("instrument! provision prc_status issue! body document paragraph note"), SOURCES),
)
CONFUSABLE = Spec(shapes.Confusable, _texts("id! hans! difference!"))
EXPANSION = Spec(
    shapes.Expansion,
    (
        Key("group"),
        Key("n", "count"),
        *_texts("hans en gloss"),
        Key("variants", "texts"),
        Key("claim", choices=get_args(shapes.Claim), required=True),
        Key("note"),
        SOURCES,
    ),
)
ATTESTATION = Spec(
    shapes.Attestation, (*_texts("source! form!"), Key("count", "count"), Key("date"))
)
HISTORY = Spec(
    shapes.History,
    (
        Key("first_known", "inline", of=DATED),
        Key("from", "inline", "start", of=DATED),
        Key("to", "inline", "end", of=DATED),
        Key("successor", "inline", of=DATED),
    ),
)
REVIEW = Spec(
    shapes.Review,
    (
        Key("status", choices=get_args(shapes.Status)),
        *_texts("reader facts_as_of"),
        Key("unsure", "texts"),
    ),
)
TERM = Spec(
    Term,
    (
        Key("hans", required=True),
        Key("short", "texts"),
        Key("forms", "texts"),
        *_texts("hant_tw hant_hk pinyin!"),
        Key("type", choices=get_args(shapes.Kind), required=True),
        Key("scope", choices=get_args(shapes.Scope), required=True),
        Key("place", "inline", of=PLACE),
        Key("tone", "texts", choices=get_args(shapes.Tone)),
        Key("definition", "block"),
        Key("note", "block"),
        Key("significance", "block"),
        Key("related", "texts"),
        Key("familiar", "flag"),
        Key("remark"),
        Key("en", "tables", "renderings", of=RENDERING),
        Key("law", "tables", "laws", of=LAW),
        Key("right", "tables", "rights", of=RIGHT),
        Key("confusable", "tables", "confusables", of=CONFUSABLE),
        Key("expansion", "tables", "expansions", of=EXPANSION),
        Key("attested", "tables", of=ATTESTATION),
        Key("history", "table", of=HISTORY),
        Key("review", "table", of=REVIEW),
    ),
)
PYTHON_TYPES: Mapping[str, tuple[type, str]] = {
    "text": (str, "text in quotes"),
    "block": (str, "text in quotes"),
    "count": (int, "a whole number"),
    "flag": (bool, "true or false"),
    "inline": (dict, "a table { … }"),
    "table": (dict, "a table"),
    "texts": (list, "a list of texts"),
    "inlines": (list, "a list of tables { … }"),
    "tables": (list, "tables, each under its own [[…]]"),
}


class EntryError(Unreadable):
    """A file that is not an entry; `findings` holds every reason, each with its line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = findings[0]
        super().__init__(first.message, where=f"{first.file}:{first.line}", rule=first.rule)


def parse_entry(text: str, *, id: str, category: str, file: str = "") -> Term:  # noqa: A002
    """
    Read one entry.

    Raises `EntryError` with every problem of level L1 when the text is not TOML, a key is unknown
    in its table, a value has the wrong shape, or a required key is absent.

        >>> term = parse_entry(
        ...     'hans = "维稳"\\npinyin = "wéiwěn"\\ntype = "term"\\nscope = "national"\\n',
        ...     id="weiwen",
        ...     category="stability",
        ... )
        >>> term.hans
        '维稳'
    """
    table = load_table(text, file)
    problems = list(check_table(table))
    if problems:
        lines = find_lines(text)
        raise EntryError([Finding(file, lines.at(path), rule, say) for path, rule, say in problems])
    return term_from_table(table, id=id, category=category)


def load_table(text: str, file: str = "") -> Table:
    """Read TOML; raise `EntryError` (rule `L1 toml`) with the line where reading stopped."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        say = re.sub(r" \(at [^)]*\)", "", str(error)).lower()
        raise EntryError([Finding(file, line, "L1 toml", f"not valid TOML: {say}")]) from None


def check_table(
    table: Mapping[str, Any], spec: Spec = TERM, at: Path = ()
) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, rule, message) for every key that is unknown, absent or of the wrong shape."""
    known = {key.name: key for key in spec.keys}
    for name, value in table.items():
        if name not in known:
            yield (*at, name), "L1 unknown-key", _unknown(name, at, spec)
        else:
            yield from _check_value(value, known[name], (*at, name))
    for key in spec.keys:
        if key.required and table.get(key.name) in (None, ""):
            yield at, "L1 missing-key", f"{_named(at)} needs a key {key.name!r} with a value"


def _named(at: Path) -> str:
    tables = [str(part) for part in at if isinstance(part, str)]
    return f"[{'.'.join(tables)}]" if tables else "the entry"


def _unknown(name: str, at: Path, spec: Spec) -> str:
    if at and name in {key.name for key in TERM.keys}:
        return f"{name!r} has no place in {_named(at)}; keys of the whole entry stand above the first [table]"
    return (
        f"{name!r} is not a key of {_named(at)}; use one of {', '.join(k.name for k in spec.keys)}"
    )


def _check_value(value: object, key: Key, at: Path) -> Iterator[tuple[Path, str, str]]:
    kind, wanted = PYTHON_TYPES[key.shape]
    wrong = not isinstance(value, kind) or (kind is int and isinstance(value, bool))
    if wrong:
        yield at, "L1 value", f"{key.name!r} must be {wanted}"
        return
    if key.choices:
        given = value if isinstance(value, list) else [value]
        for item in given:
            if item not in key.choices:
                yield at, "L1 value", f"{key.name} = {item!r}: use one of {', '.join(key.choices)}"
    elif key.shape == "texts":
        assert isinstance(value, list)
        if not all(isinstance(item, str) for item in value):
            yield at, "L1 value", f"{key.name!r} must be {wanted}"
    elif key.of is not None:
        yield from _check_parts(value, key, at)


def _check_parts(value: object, key: Key, at: Path) -> Iterator[tuple[Path, str, str]]:
    assert key.of is not None
    if isinstance(value, dict):
        yield from check_table(value, key.of, at)
        return
    assert isinstance(value, list)
    for index, item in enumerate(value):
        if isinstance(item, dict):
            yield from check_table(item, key.of, (*at, index))
        else:
            yield (*at, index), "L1 value", f"{key.name!r} must be {PYTHON_TYPES[key.shape][1]}"


def term_from_table(
    table: Mapping[str, Any],
    *,
    id: str,  # noqa: A002
    category: str,
    layer: str = "shipped",
) -> Term:
    """Turn a checked table into a `Term` (definition and renderings may still be empty)."""
    given = _fields(table, TERM)
    given = {"definition": "", "renderings": (), **given}
    return Term(id=id, category=category, layer=layer, **given)


def _fields(table: Mapping[str, Any], spec: Spec) -> Table:
    # Written for speed: every entry of the glossary passes here when a build starts.
    known = spec.by_name
    fields_: Table = {}
    for name, value in table.items():
        target, shape, of = known[name]
        if shape == "text":
            value = value.strip()
        elif of is not None:
            value = _parts(value, of)
        elif shape == "texts":
            value = tuple(value)
        elif shape == "block":
            value = "\n".join([line.strip() for line in value.strip().split("\n")])
        fields_[target] = value
    return fields_


def _parts(value: Any, spec: Spec) -> Any:
    if isinstance(value, list):
        return tuple([spec.make(**_fields(item, spec)) for item in value])
    return spec.make(**_fields(value, spec))


def table_from_term(term: Term) -> Table:
    """Turn a `Term` into the table of its file, keys in order, absent values left out."""
    return _table(term, TERM)


def _table(thing: object, spec: Spec) -> Table:
    defaults = spec.defaults()
    out: Table = {}
    for key in spec.keys:
        value = getattr(thing, key.target)
        absent = value in ("", (), None) or (not key.required and value == defaults.get(key.target))
        if key.name == "status" or not absent:
            out[key.name] = _plain(value, key)
    return out


def _plain(value: Any, key: Key) -> Any:
    if key.of is not None:
        many = isinstance(value, tuple)
        return [_table(v, key.of) for v in value] if many else _table(value, key.of)
    return list(value) if isinstance(value, tuple) else value


def format_entry(term: Term) -> str:
    """
    Write an entry in the glossary's one style.

    `parse_entry(format_entry(term))` gives the term back; formatting a second time changes nothing.
    Raises `Unreadable` for a lone surrogate, which no UTF-8 file can hold.
    """
    table = table_from_term(term)
    top = [key for key in TERM.keys if key.shape not in ("table", "tables")]
    parts = ["".join(_line(key, table[key.name]) for key in top if key.name in table)]
    for key in TERM.keys:
        if key.name not in table or key in top:
            continue
        head, body = (f"[[{key.name}]]", table[key.name])
        if key.shape == "table":
            head, body = f"[{key.name}]", [body]
        parts += (f"{head}\n{_body(item, key)}" for item in body)
    text = "\n".join(parts)
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise Unreadable(
            "half of a character pair (lone surrogate) cannot be written", where=term.id
        )
    return text


def _body(table: Table, key: Key) -> str:
    assert key.of is not None
    return "".join(_line(k, table[k.name]) for k in key.of.keys if k.name in table)


def _line(key: Key, value: Any) -> str:
    if key.shape == "block":
        return f'{key.name} = """\n{_escape_block(value)}\n"""\n'
    return f"{key.name} = {_inline(value)}\n"


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return str(value)


def _escape_block(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"""', '""\\"')
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", text)
