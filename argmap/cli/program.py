"""The command line as a whole: its words, and which command runs."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Collection, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

from argmap import __version__
from argmap.cli.statuses import CLEAN, EXITS, WRONG_USAGE
from argmap.model.refusals import Refusal

_COMMANDS = {
    "init": "begin: write a small map to look at, and a site around it",
    "check": "say what is wrong with the maps, and how to mend it",
    "new": "begin a new node: write its file, ready to fill in",
    "fmt": "put the fields of nodes in their usual order",
    "rename": "give a node another id; its old address still leads to it",
    "diff": "say what a change to the maps means",
    "build": "write the maps as plain Markdown pages, drawings and data",
    "export": "print a map as data",
    "import": "make a map of an argument map in another format",
    "schema": "print the form of a file as a JSON Schema",
    "coverage": "say how much of the mapped text a map carries",
    "verify": "look up every quotation in the mapped text",
    "release": "make an edition of a map, to be cited and kept",
    "lsp": "help an editor while you write: findings, completion, renaming",
}
"""What each command does, in the order in which the help lists them. Its module, of the same name (with `_` behind a
word of Python's), has all else: its options, and the function that runs it. Only that of the command that is called is
loaded, since all of them take longer to load than most take to run."""

_ABOUT = """Argument maps as docs.

A map is a folder of Markdown files below the docs folder, one file a node, with a map.yml that gives its
title. argmap checks maps, and writes them as plain pages, drawings and data for any site builder."""


_MANUAL = "manual/index.md"
"""Where the manual lies: in the package where that is installed, beside it in the repository."""

_UNCOLLECTED = 1_000_000
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
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = words(given[:1]).parse_args(given)
    except SystemExit as leaving:
        return CLEAN if leaving.code in (None, 0) else WRONG_USAGE
    try:
        from argmap.cli.shared import run  # noqa: PLC0415 - with it comes what all commands need, and no help does

        status = run(options)
        sys.stdout.flush()
    except Refusal as refusal:
        sys.stderr.write(f"argmap: {refusal}\n")
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


def words(called: Collection[str] = _COMMANDS.keys()) -> argparse.ArgumentParser:
    """Return what reads the command line: each command, and what it is for.

    Args:
        called: The commands whose options are read too.
    """
    plain = argparse.RawDescriptionHelpFormatter
    package = Path(__file__).parents[1]
    manual = next((folder / "manual" for folder in (package, package.parent) if (folder / _MANUAL).is_file()), None)
    ending = f"{EXITS}\n\nThe manual, as Markdown: {manual}" if manual else EXITS
    parser = argparse.ArgumentParser(prog="argmap", description=_ABOUT, epilog=ending, formatter_class=plain)
    parser.add_argument("--version", action="version", version=f"argmap {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    for name, purpose in _COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        if name in called:
            import_module(f"argmap.cli.{name}{'_' * iskeyword(name)}").add(command)
    return parser
