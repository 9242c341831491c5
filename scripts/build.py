"""Checks the maps and builds the site into site/. Makes what it needs in .venv first."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from environment import BUILD_LOCK, ROOT, EnvironmentFailure, ensure

SITE = ROOT / "site"


def build(python: Path) -> bool:
    """Check the maps and build the site; the site built before stays until the new one is whole.

    Takes the environment's Python. Returns whether it succeeded.
    """
    started = time.monotonic()
    print("checking the maps", flush=True)
    checked = subprocess.run([str(python), "-m", "argmap", "check"], cwd=ROOT, check=False)
    if checked.returncode != 0:
        print("the site was not built: mend the errors above first")
        return False
    print("building the site", flush=True)
    beside = Path(tempfile.mkdtemp(prefix=".site-", dir=ROOT))
    try:
        command = [str(python), "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(beside / "new")]
        if subprocess.run(command, cwd=ROOT, env=_quiet(), check=False).returncode != 0:
            print(
                "the site was not built; the one built before is still there" if SITE.exists() else "no site was built"
            )
            return False
        if SITE.exists():
            SITE.rename(beside / "old")
        (beside / "new").rename(SITE)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    took = time.monotonic() - started
    print(f"built {SITE.name}/ in {took:.1f} s; to look at it: python3 scripts/build.py --serve")
    return True


def serve(python: Path, port: int) -> int:
    """Serve the site at 127.0.0.1 and build it anew whenever a file changes; returns the exit status."""
    command = [str(python), "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    return subprocess.run(command, cwd=ROOT, env=_quiet(), check=False).returncode


def _quiet() -> dict[str, str]:
    """Return the process environment, with the theme's advertisement of its successor switched off."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def main() -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--serve", action="store_true", help="serve the site at 127.0.0.1 and follow your edits")
    parser.add_argument("--port", type=int, default=8000, help="where to serve it (default: 8000)")
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
