"""Puts a finished folder in the place of another. Standard library only: the scripts use it before there is more.

Whoever is killed meanwhile leaves either the old folder or the new one, whole. On Linux the two are exchanged in a
single step; on other systems the old folder is put aside for a moment, from where the next run puts it back.
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

_AT_FDCWD = -100
"""Paths are relative to the working folder of the process (https://man7.org/linux/man-pages/man2/rename.2.html)."""
_RENAME_EXCHANGE = 2
"""The two paths are exchanged in a single step."""
_OLD = ".old"


@contextlib.contextmanager
def staging_dir(place: Path) -> Iterator[Path]:
    """Make an empty folder next to a place, to be filled and then put there.

    What earlier runs that were killed left behind is removed first; what is left of this folder is removed at the end.

    Args:
        place: The path at which the folder will stand.

    Yields:
        The path of the empty folder, on the same disk.

    Raises:
        OSError: When there is no room.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as cleanup:
        with _locked(place.parent, wait=True):  # or another run might take the new folder for a killed one's
            _clear(place)
            folder = Path(tempfile.mkdtemp(prefix=_prefix(place), dir=place.parent))
            cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
            cleanup.enter_context(_locked(folder))
        yield folder


def put_in_place(new: Path, place: Path) -> None:
    """Put a folder where another may be, which then is gone.

    Of two processes that do this at once the later wins.

    Args:
        new: A folder that `staging_dir` made.
        place: Where to put it.

    Raises:
        OSError: When that cannot be done; the other folder then stands as before.
    """
    new.chmod(0o755)
    with _locked(place.parent, wait=True):
        if not place.exists():
            new.rename(place)
        elif not _exchange(new, place):
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
    """Remove what killed runs left beside a place, and put back what such a run had just put aside."""
    for folder in place.parent.glob(f"{_prefix(place)}*"):
        if folder.name.endswith(_OLD) and not place.exists():
            folder.rename(place)
            continue
        with contextlib.suppress(OSError), _locked(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Keep a folder for this process alone.

    Args:
        folder: The folder to lock.
        wait: Whether to wait until no other process has it.

    Yields:
        Nothing.

    Raises:
        BlockingIOError: When another process has the folder and this one does not wait.
    """
    if fcntl is None:  # pragma: no cover - on Windows, where folders cannot be locked so
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in a single step where the system can, and tell whether it did."""
    if not sys.platform.startswith("linux"):  # pragma: no cover - only Linux has renameat2
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return (
        rename is not None
        and rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0
    )
