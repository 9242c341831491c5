"""Writes argmap/locale/argmap.pot, the words that argmap says on pages. Makes what it needs in .venv first."""

import argparse
import subprocess
import sys

from environment import ROOT, TEST_LOCK, EnvironmentFailure, child_environ, ensure


def main() -> int:
    """Write the catalogue and return the exit status."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    try:
        python = ensure(TEST_LOCK)
        command = [str(python), str(ROOT / "scripts" / "messages.py")]
        return subprocess.run(command, cwd=ROOT, env=child_environ(), check=False).returncode
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
