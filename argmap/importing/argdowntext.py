"""Has Argdown's own program read a text in Argdown, if it is there: `argdown json`, of the npm package @argdown/cli."""

import json
import re

from argmap.importing.argdown import THROUGH
from argmap.importing.parsed import UnreadableError
from argmap.model.findings import Place, place_at
from argmap.model.jsontext import json_text
from argmap.storage.processes import NotStarted, ProcessFailed, run
from argmap.storage.writing import alone

_SECONDS = 120
_FILE = "in.argdown"
_INCLUDE = re.compile(r"@include\s*\(")
_COLOUR = re.compile(r"\x1b\[\d+m")
_AT = re.compile(r"At (?P<line>\d+):(?P<column>\d+) (?P<what>.+)")
_GET = "get it by npm install --global @argdown/cli, or import what argdown json FILE writes somewhere else"


def exported(path: str, text: str) -> str:
    """Return the export of a text, with the text and the version of the program added.

    Args:
        path: The path to name.
        text: The text in Argdown, or an export of one, which stays as it is.

    Returns:
        What `argmap.importing.argdown` reads.

    Raises:
        UnreadableError: Where the text is no Argdown, or includes other files, or the program is not there.
    """
    if not path.lower().endswith((".argdown", ".ad")):
        return text
    if include := _INCLUDE.search(text):
        what = "it includes another file, and none but this one is read"
        mend = "put both into one by argdown compile FILE, and import what that writes"
        raise UnreadableError(place_at(path, text, include.start()), what, mend)
    with alone(_FILE, text) as folder:  # in which no configuration lies that the program would run
        try:
            version = run(["argdown", "--version"], b"", timeout=_SECONDS, folder=folder)
            export = run(["argdown", "json", _FILE, "--stdout"], b"", timeout=_SECONDS, folder=folder)
            value, _ = json.JSONDecoder().raw_decode(export.decode("utf-8").lstrip())  # behind it, the program says so
        except NotStarted as error:
            what = "Argdown's own program reads such files, and there is no command argdown here"
            raise UnreadableError(Place(path), what, _GET) from error
        except (ProcessFailed, ValueError) as error:
            raise _refused(path, str(error)) from error
    return json_text({**value, THROUGH: {"source": text, "version": version.decode("utf-8", "replace").strip()}})


def _refused(path: str, message: str) -> UnreadableError:
    """Say where and why the program did not read a text."""
    words = _COLOUR.sub("", message)
    found = _AT.search(words)
    if not found:
        return UnreadableError(Place(path), f"Argdown's program did not read it: {words[:200]}", "look at the text")
    place = Place(path, int(found["line"]), int(found["column"]))
    return UnreadableError(place, f"this is no Argdown: {found['what'][:200]}", "see https://argdown.org/syntax/")
