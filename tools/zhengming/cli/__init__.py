"""
Arguments in, text and exit code out; one module per command, imported only when it is called.

`main` is what `zhengming` runs; `run` does the same and returns the exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors become one line on stderr."""
    if arguments[:1] == ["lookup"] and (query := _plain_query(arguments[1:])):
        return _look_up(query, as_json="--json" in arguments)
    import click

    from zhengming.base.errors import Exit, ZhengmingError
    from zhengming.cli.commands import zhengming

    try:
        code = zhengming.main(list(arguments), prog_name="zhengming", standalone_mode=False)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except ZhengmingError as error:
        click.echo(error.line(), err=True)
        return error.exit
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; nothing is half-written", err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    return int(code or Exit.DONE)


def _plain_query(arguments: Sequence[str]) -> str:
    """Return the query of a look-up without further options, else an empty text."""
    words = [word for word in arguments if word != "--json"]
    return "" if any(word.startswith("-") for word in words) else " ".join(words)


def _look_up(query: str, *, as_json: bool) -> int:
    """Answer `zhengming lookup QUERY` without loading click: start-up is most of its time."""
    from zhengming.base.errors import Exit, ZhengmingError
    from zhengming.cli.card import answer, nothing_found

    try:
        text, found = answer(query, as_json=as_json)
        if text:
            print(text, flush=True)
    except ZhengmingError as error:
        print(error.line(), file=sys.stderr)
        return error.exit
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    if not found:
        print(nothing_found(query), file=sys.stderr)
    return Exit.DONE


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
