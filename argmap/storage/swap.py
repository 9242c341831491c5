"""Puts a finished folder in the place of another. Standard library only: the scripts use it before there is more.

Whoever is killed meanwhile leaves either the old folder or the new one, whole. On Linux the two are exchanged in
one step; elsewhere the old one is for a moment aside, from where the next run puts it back.
"""

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - on Windows, where two builds at once end in an error of the second
    fcntl = None  # type: ignore[assignment]

_HERE = -100  # AT_FDCWD: paths are as the process sees them
_EXCHANGE = 2  # RENAME_EXCHANGE (https://man7.org/linux/man-pages/man2/rename.2.html)
_OLD = ".old"


@contextlib.contextmanager
def beside(place: Path) -> Iterator[Path]:
    """Make an empty folder next to a place, to be filled and then put there; take away what is left of it.

    What earlier runs that were killed left behind goes first. Raises OSError when there is no room.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as until_done:
        with _held(place.parent, wait=True):  # or another run might take the new folder for a killed one's
            _clear(place)
            folder = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
            until_done.callback(shutil.rmtree, folder, ignore_errors=True)
            until_done.enter_context(_held(folder))
        yield folder


def put_in_place(new: Path, place: Path) -> None:
    """Put a folder where another may be, which then is gone.

    Takes a folder that `beside` made. Of two processes that do this at once the later one
    wins. Raises OSError when that cannot be done; the other folder then stands as before.
    """
    new.chmod(0o755)
    with _held(place.parent, wait=True):
        if not place.exists():
            new.rename(place)
        elif not _exchanged(new, place):
            aside = new.with_name(f"{new.name}{_OLD}")
            place.rename(aside)
            try:
                new.rename(place)
            except BaseException:
                aside.rename(place)
                raise
            shutil.rmtree(aside, ignore_errors=True)


def _prefix(place: Path) -> str:
    return f".{place.name}-new-"


def _clear(place: Path) -> None:
    """Remove what killed runs left beside a place, and put back what one of them had just put aside."""
    for folder in place.parent.glob(f"{_prefix(place)}*"):
        if folder.name.endswith(_OLD) and not place.exists():
            folder.rename(place)
            continue
        with contextlib.suppress(OSError), _held(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _held(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Keep a folder for this process alone; raises BlockingIOError when another has it, unless told to wait."""
    if fcntl is None:  # pragma: no cover - as above
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; tells whether it did."""
    if not sys.platform.startswith("linux"):  # pragma: no cover - elsewhere
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
