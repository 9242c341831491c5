"""Checks the maps and builds the site into site/. Makes what it needs in .venv first."""

import argparse
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from environment import BUILD_LOCK, ROOT, EnvironmentFailure, child_environ, ensure, module

sys.path.append(str(ROOT))  # for this one module, which needs nothing but the standard library
from argmap.storage.swap import put_in_place, staging_dir

SITE = ROOT / "site"

MKDOCS = {"NO_MKDOCS_2_WARNING": "1"}
"""Switches off the theme's advertisement of its successor."""


def build(python: Path) -> bool:
    """Check the maps and build the site; the site built before stays until the new one is whole.

    Takes the environment's Python. Returns whether it succeeded, and prints why not.
    """
    checks = {"checked the maps": ["check"], "looked up the quotations": ["verify", "--check"]}
    if not all(_step(done, module(python, "argmap", *words)) for done, words in checks.items()):
        print("the site was not built: mend the errors above first", flush=True)
        return False
    try:
        with staging_dir(SITE) as new:
            # not --quiet: it would keep warnings from MkDocs's own count, by which a strict build fails
            options = ["--strict", "--site-dir", str(new)]
            built = _step("built the site", module(python, "mkdocs", "build", *options), is_quiet=True)
            if built:
                put_in_place(new, SITE)
    except OSError as error:
        print(f"the new site cannot be put in its place: {error.strerror}: {error.filename}")
        built = False
    if built:
        print("the site is in site/index.html; to look at it: python3 scripts/build.py --serve", flush=True)
    else:
        kept = "; the one built before is still in site/" if SITE.exists() else ""
        print(f"the site was not built{kept}", flush=True)
    return built


def serve(python: Path, port: int) -> int:
    """Serve the site at 127.0.0.1 and build it anew whenever a file changes; returns the exit status."""
    if not is_free(port):
        print(f"port {port} cannot be used, or is used already; choose another with --port", file=sys.stderr)
        return 2
    print(f"building the site, then serving it at http://127.0.0.1:{port}/ until you press Ctrl-C", flush=True)
    # live reload is asked for by name, because some versions of what MkDocs is built on lose the default
    command = module(python, "mkdocs", "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")
    return subprocess.run(command, cwd=ROOT, env=child_environ(**MKDOCS), check=False).returncode


def is_free(port: int) -> bool:
    """Tell whether something can be served at a port of 127.0.0.1."""
    with socket.socket() as probe:
        if os.name != "nt":  # where this would let two programs share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def port_number(text: str) -> int:
    """Read a port's number; raises ArgumentTypeError when it is none."""
    if not (text.isdecimal() and 1 <= int(text) <= 65535):  # noqa: PLR2004 - the ports there are
        message = f"{text} is no port; give a number from 1 to 65535"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _step(done: str, command: list[str], *, is_quiet: bool = False) -> bool:
    """Run a command, and print what it did and how long it took; of one that is quiet, its output if it fails."""
    started = time.monotonic()
    output = subprocess.PIPE if is_quiet else None
    errors = subprocess.STDOUT if is_quiet else None
    process = subprocess.run(
        command, cwd=ROOT, env=child_environ(**MKDOCS), check=False, stdout=output, stderr=errors, encoding="utf-8"
    )
    if process.returncode != 0:
        print(process.stdout or "", end="", flush=True)
        return False
    print(f"{done} in {time.monotonic() - started:.1f} s", flush=True)
    return True


def main() -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="serve the site at 127.0.0.1 and follow your edits")
    parser.add_argument("--port", type=port_number, default=8000, help="where to serve it (default: 8000)")
    options = parser.parse_args()
    try:
        python = ensure(BUILD_LOCK)
        if options.serve:
            return serve(python, options.port)
        return 0 if build(python) else 1
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
