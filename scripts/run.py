"""Runs an argmap command, such as check, new or diff. Makes what it needs in .venv first."""

import contextlib
import subprocess
import sys

from environment import BUILD_LOCK, ROOT, EnvironmentFailure, child_environ, ensure, module


def main() -> int:
    """Run the command and return its exit status."""
    try:
        with contextlib.redirect_stdout(sys.stderr):  # standard output is the command's alone
            python = ensure(BUILD_LOCK)
        command = module(python, "argmap", *(sys.argv[1:] or ["--help"]))
        return subprocess.run(command, cwd=ROOT, env=child_environ(), check=False).returncode
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
