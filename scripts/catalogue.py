"""Writes argmap/locale/argmap.pot, the words that argmap says on pages, and brings all languages up to it.

Makes what it needs in .venv first.
"""

import argparse
import sys

from environment import ROOT, TEST_LOCK, run_with


def main() -> int:
    """Write the catalogues and return the exit status."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    return run_with(TEST_LOCK, lambda python: [str(python), str(ROOT / "scripts" / "messages.py")])


if __name__ == "__main__":
    sys.exit(main())
