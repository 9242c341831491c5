"""Answers for files that a preview makes only when somebody asks for them, in the place of MkDocs's server."""

import mimetypes
import posixpath
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def answering(server: "WSGIApplication", mount: str, content_of: Callable[[str], bytes | None]) -> "WSGIApplication":
    """Make a server answer for more files.

    Args:
        server: What answers for the files of the site.
        mount: The path at which the site is shown.
        content_of: Makes a file of which it is given the path below the site's; None for all that lie on disk.

    Returns:
        What answers for both.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        asked = str(environ["PATH_INFO"]).encode("latin-1").decode("utf-8", "ignore")
        path = posixpath.normpath(asked).removeprefix(mount)
        content = content_of(path)
        if content is None:
            return server(environ, start_response)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    return answer
