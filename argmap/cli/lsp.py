"""The command argmap lsp."""

import argparse
import os
import sys
from pathlib import Path

from argmap.cli.statuses import CLEAN, WRONG_USAGE


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Speaks the Language Server Protocol on standard input and output, for an editor that starts it. "
        "Needs the extra editor: pip install 'argmap[editor]'."
    )
    command.epilog = "exit status: 0 the editor ended it, 2 wrong usage, or the extra is missing"
    command.add_argument(
        "--docs", type=Path, help="the docs folder (default: what the mkdocs.yml around a file names, else docs)"
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        from argmap.lsp.server import server_for  # noqa: PLC0415 - it is an extra, and takes a while to load
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        sys.stderr.write("argmap: lsp needs what is installed by: pip install 'argmap[editor]'\n")
        return WRONG_USAGE
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:  # the server closes what it writes to
        server_for(options.docs).start_io(None, output)
    return CLEAN
