"""Names the words of a file by what they are, wherever copies of it are kept: Software Heritage identifiers.

SWHID 1.2: https://www.swhid.org/specification/v1.2/. Qualifiers, in section 6, tell where the words were found.
"""

import hashlib
import re
from urllib.parse import quote

from argmap.storage.history import Repository

_ARCHIVE = "https://archive.softwareheritage.org/"
_NOT_IN_QUALIFIERS = re.compile(r'[%;\s"<>\\^`{|}?#]')
"""What would end a qualifier or is none of an IRI's signs, and the sign by which such are written."""


def content_id(text: str) -> str:
    """Return the Software Heritage identifier of a file's content.

    It is the hash that git gives the file, so it names these very words wherever they are kept.

    Args:
        text: The text of the file, which is hashed as UTF-8.

    Returns:
        An identifier that begins with `swh:1:cnt:`.
    """
    data = text.encode()
    digest = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False)
    return f"swh:1:cnt:{digest.hexdigest()}"


def qualified_id(content: str, path: str, repository: Repository) -> str:
    """Say also where the words were found.

    Args:
        content: The identifier of a file's content.
        path: The path of the file below the docs folder.
        repository: What is known of the repository.

    Returns:
        The identifier with the repository behind it, and with commit and path where a commit holds these very words;
        the bare identifier where the repository has no known address.
    """
    if not repository.address:
        return content
    commit, digest = repository.commits.get(path, ("", ""))
    qualifiers = {"origin": repository.address}
    if commit and content == f"swh:1:cnt:{digest}":
        qualifiers |= {"anchor": f"swh:1:rev:{commit}", "path": f"/{repository.folder}{path}"}
    return "".join([content, *(f";{name}={_escaped(value)}" for name, value in qualifiers.items())])


def _escaped(value: str) -> str:
    return _NOT_IN_QUALIFIERS.sub(lambda sign: quote(sign[0]), value)


def archive_address(identifier: str) -> str:
    """Return where Software Heritage shows what it has archived under an identifier."""
    # What is escaped in a qualifier is escaped again, since whoever is asked for an address takes one layer off.
    return f"{_ARCHIVE}{quote(identifier, safe='/:;=@+,!~')}"
