"""Keeps what is dear to make, keyed by everything it was made from. Deleting it costs time and nothing else.

Each content is kept with a digest of key and content. That protects against accidents only: whoever can write the file
can write any content under the right key, with the right digest, and it would be published. So a cache that came with
the repository is not used at all (`usable_cache`), the folder tells git to leave it alone, and whoever takes paths from
the cache checks them first. Whoever lets strangers write into the folder by other ways, such as a cache that workflows
share with those of pull requests, trusts them with the site.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from argmap.storage.history import tracks
from argmap.storage.resources import package_files

_FILE = "cache.sqlite"
_OF_DATABASE = (_FILE, f"{_FILE}-journal", f"{_FILE}-wal", f"{_FILE}-shm")
"""The file, and those from which SQLite completes it (https://www.sqlite.org/tempfiles.html)."""

_MARKS = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# argmap can make all of this again.\n",
}
"""What says to git, and to backup programs (https://bford.info/cachedir/), that nothing here is worth keeping."""

_MOST_ENTRIES = 50_000
_BATCH = 500
_CODE = (".py", ".lua", ".css", ".js", ".html", ".csl", ".po")


def key_of(*parts: str | bytes) -> str:
    """Make a key of inputs.

    Args:
        *parts: The inputs, in their order.

    Returns:
        The SHA-256 of the inputs with their lengths, in hexadecimal; different inputs never share a key.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """Bytes and texts by key in one SQLite file of a folder.

    Whatever goes wrong with the file (damaged, read-only, locked by another build), the build goes on without it.

    Args:
        folder: Where the file lies, or will lie; without a folder, nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder and folder.absolute()  # other processes may work in another folder

    @property
    def folder(self) -> Path | None:
        """Where the file lies, or will lie; None where nothing is kept."""
        return self._folder

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever kept in it."""
        return self._folder is None or not (self._folder / _FILE).is_file()

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is kept under these keys.

        Args:
            keys: The keys.

        Returns:
            The contents by their keys, without those that are not there.
        """
        if self._folder is None or self.is_new:
            return {}
        unique = list(dict.fromkeys(keys))
        contents: dict[str, bytes] = {}
        try:
            with closing(self._open(self._folder)) as database:
                for start in range(0, len(unique), _BATCH):
                    batch = unique[start : start + _BATCH]
                    marks = ",".join("?" * len(batch))
                    query = f"SELECT key, content, digest FROM made WHERE key IN ({marks})"  # noqa: S608 - marks only
                    rows = database.execute(query, batch)
                    contents |= {
                        key: content
                        for key, content, digest in rows
                        if isinstance(content, bytes) and digest == key_of(key, content)
                    }
        except (sqlite3.Error, OSError):
            return {}
        return contents

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the texts that are kept under these keys.

        Args:
            keys: The keys.

        Returns:
            The texts by their keys, without those that are not there.
        """
        texts = {}
        for key, content in self.get(keys).items():
            with suppress(UnicodeDecodeError):
                texts[key] = content.decode()
        return texts

    def lacking(self, keys: Iterable[str]) -> set[str]:
        """Return those of these keys under which nothing is kept; whether what is kept is sound is not looked at."""
        missing = set(keys)
        if self._folder is None or self.is_new:
            return missing
        unique = sorted(missing)
        with suppress(sqlite3.Error, OSError), closing(self._open(self._folder)) as database:
            for start in range(0, len(unique), _BATCH):
                batch = unique[start : start + _BATCH]
                query = f"SELECT key FROM made WHERE key IN ({','.join('?' * len(batch))})"  # noqa: S608 - marks only
                missing -= {key for (key,) in database.execute(query, batch)}
        return missing

    def put_texts(self, texts: Mapping[str, str]) -> None:
        """Keep these texts, and forget the oldest of all that is kept when there is too much.

        Args:
            texts: The texts by their keys. One that UTF-8 cannot hold is not kept.
        """
        contents = {}
        for key, text in texts.items():
            with suppress(UnicodeEncodeError):
                contents[key] = text.encode()
        self.put(contents)

    def put(self, contents: Mapping[str, bytes]) -> None:
        """Keep these contents, and forget the oldest of all that is kept when there is too much.

        Args:
            contents: The contents by their keys.
        """
        if self._folder is None or not contents:
            return
        rows = [(key, content, key_of(key, content)) for key, content in contents.items()]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if {entry.name for entry in self._folder.iterdir()} <= {*_OF_DATABASE}:  # a folder of the cache's own
                for name, content in _MARKS.items():
                    (self._folder / name).write_text(content, encoding="utf-8")
            with closing(self._open(self._folder)) as database, database:
                database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", rows)
                oldest = "SELECT rowid FROM made ORDER BY rowid DESC LIMIT -1 OFFSET ?"
                database.execute(f"DELETE FROM made WHERE rowid IN ({oldest})", (_MOST_ENTRIES,))  # noqa: S608 - constant
        except (sqlite3.OperationalError, OSError):
            return  # it is locked by another build, or nobody may write it
        except sqlite3.DatabaseError:
            with suppress(OSError):
                (self._folder / _FILE).unlink(missing_ok=True)

    @staticmethod
    def _open(folder: Path) -> sqlite3.Connection:
        database = sqlite3.connect(folder / _FILE, timeout=5)
        # Nobody waits for the disk: what a power cut leaves incomplete is found by its digest, and made again.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE IF NOT EXISTS made (key TEXT PRIMARY KEY, content BLOB, digest TEXT)")
        return database


def usable_cache(folder: Path, tell: Callable[[str], None]) -> Cache:
    """Open the cache of a folder, unless git tracks its files: then anybody may have made them.

    Args:
        folder: Where the cache lies, or will lie.
        tell: Is called with a sentence when the cache is not used.

    Returns:
        The cache; where git tracks its files, a cache that keeps nothing.
    """
    if not tracks(folder, _OF_DATABASE):
        return Cache(folder)
    tell(f"{folder / _FILE} is not used: git tracks it, or cannot say that it does not; git rm --cached takes it out")
    return Cache(None)


@cache
def code_digest() -> str:
    """Make a key that changes with this package's own files, so that no cache outlives the code that filled it.

    Returns:
        A key made of them.
    """
    own = sorted((path, file.read_bytes()) for path, file in package_files() if path.endswith(_CODE))
    return key_of(*(part for path, data in own for part in (path, data)))
