"""Where tests write what they need for a moment: into memory, where there is room for it, which spares the disk.

Tests that write much take a tenth less of the processors so, and nobody waits for a disk that is busy.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

SHARED = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
"""The folder in memory that Linux offers."""

MEMINFO = Path("/proc/meminfo")
ROOM = 8 * 2**30
"""Bytes: a whole run of the tests writes less than two gigabytes, and what goes on beside it needs memory, too."""


@contextmanager
def scratch(shared: Path = SHARED, meminfo: Path = MEMINFO) -> Iterator[dict[str, str]]:
    """Find a place for temporary files, which is gone afterwards.

    Args:
        shared: A folder in memory.
        meminfo: Says how much memory is free, as Linux does (https://docs.kernel.org/filesystems/proc.html#meminfo).

    Yields:
        The environment variable that says where it is; none where temporary files lie as ever.
    """
    if not _has_room(shared, meminfo):
        yield {}
        return
    with TemporaryDirectory(prefix="argmap-", dir=shared, ignore_cleanup_errors=True) as folder:
        yield {"TMPDIR": folder}


def _has_room(shared: Path, meminfo: Path) -> bool:
    """Tell whether a folder in memory has room, also for programs, which some systems forbid there."""
    try:
        available = next(line for line in meminfo.read_text().splitlines() if line.startswith("MemAvailable:"))
        is_free = min(shutil.disk_usage(shared).free, 1024 * int(available.split()[1])) > ROOM
        return is_free and os.access(shared, os.W_OK) and not os.statvfs(shared).f_flag & os.ST_NOEXEC
    except (OSError, StopIteration, ValueError, IndexError):
        return False
