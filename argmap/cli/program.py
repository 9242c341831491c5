"""The command line as a whole: its words, and which command runs."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from argmap import __version__
from argmap.cli import (
    build,
    check,
    coverage,
    diff,
    export,
    fmt,
    import_,
    init,
    lsp,
    new,
    release,
    rename,
    schema,
    verify,
)
from argmap.cli.shared import CLEAN, EXITS, WRONG_USAGE, as_text
from argmap.edit.release import ReleaseError
from argmap.pages.templating import UnusableTemplateError
from argmap.storage.disk import DiskError

_COMMANDS = [init, check, new, fmt, rename, diff, build, export, import_, schema, coverage, verify, release, lsp]
"""In the order in which the help lists them; each adds its own words, and the function that runs it."""

_ABOUT = """Argument maps as docs.

A map is a folder of Markdown files below the docs folder, one file a node, with a map.yml that gives its
title. argmap checks maps, and writes them as plain pages, drawings and data for any site builder."""


_UNCOLLECTED = 100_000
"""How many objects a command makes until Python looks for rings among them: it makes many, and few rings, and ends soon
(https://docs.python.org/3/library/gc.html#gc.set_threshold)."""

_INTERRUPTED, _CUT_OFF = 130, 141
"""The exit statuses that a shell reports for a program that was interrupted, or whose reader had gone."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: The words of the command line after `argmap`; None for those of the process.

    Returns:
        The exit status: 0 (`CLEAN`), 1 (`FOUND`) or 2 (`WRONG_USAGE`), and 130 or 141 as a shell reports interruptions.
    """
    gc.set_threshold(_UNCOLLECTED)
    _prepare_streams()
    try:
        options = words().parse_args(arguments)
    except SystemExit as leaving:
        return CLEAN if leaving.code in (None, 0) else WRONG_USAGE
    try:
        for value in vars(options).values():
            for word in value if isinstance(value, list) else [value]:
                if isinstance(word, str):  # a path may have any bytes in its name
                    as_text(word)
        status: int = options.run(options)
        sys.stdout.flush()
    except (DiskError, ReleaseError, UnusableTemplateError) as error:
        sys.stderr.write(f"argmap: {error}\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain at exit
        return _CUT_OFF
    except OSError as error:
        sys.stderr.write(f"argmap: cannot write: {error.strerror}\n")
        return WRONG_USAGE
    return status


def _prepare_streams() -> None:
    """Write UTF-8 with line feeds, whatever the system's habits; where there is no output, write to nowhere.

    What is typed is read even if it is no text: only the command that asked can say so.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the process is
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def words() -> argparse.ArgumentParser:
    """Return what reads the command line: each command with its options, and what they are for."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="argmap", description=_ABOUT, epilog=EXITS, formatter_class=plain)
    parser.add_argument("--version", action="version", version=f"argmap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    for command in _COMMANDS:
        command.add(commands)
    return parser
