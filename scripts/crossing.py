"""Lets a page of the maps' site link to one of the manual, and the other way about: a hook of both sites.

In the files stands the way from one to the other, such as `../manual/format.md`, which code hosts follow, too. On the
sites it becomes the way between two addresses, which MkDocs cannot know, since each site has pages of its own only.
"""

import logging
import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from guides import GUIDES, ROOT

MAPS, MANUAL = "docs", "manual"
"""The folders of both sites. That of the maps is published at the root, the manual below its name."""

_LOG = logging.getLogger("mkdocs.hooks.crossing")

_LINK = re.compile(r"(?<=\]\()(\.\./[^)\s#]+)(?=[)#])")
_PASSED = "crossing:"
"""Stands before an address that MkDocs is to pass on; nothing else begins so."""

_SHOWN_AS = {name: f"{MAPS}/{page}" for page, name in GUIDES.items()}


def side_of(config: MkDocsConfig) -> str:
    """Return the name of a site's folder."""
    return Path(config.docs_dir).name


def on_page_markdown(markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write links to the other site as addresses, and warn where they lead to no file."""
    del files
    side = side_of(config)

    def address(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(side, posixpath.dirname(page.file.src_uri), link[1]))
        path = _SHOWN_AS.get(path, path)
        other = path.partition("/")[0]
        if other not in {MAPS, MANUAL} - {side}:
            return link[1]
        if path.endswith(".md") and path not in _SHOWN_AS.values() and not (ROOT / path).is_file():
            _LOG.warning("%s/%s links to %s, which is not there", side, page.file.src_uri, path)
        here = page.url if side == MAPS else f"{MANUAL}/{page.url}"
        return f"{_PASSED}{get_relative_url(_address(path), here)}"

    return _LINK.sub(address, markdown)


def on_page_content(html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let these addresses stand as they are meant."""
    del page, config, files
    return html.replace(f'"{_PASSED}', '"')


def _address(path: str) -> str:
    """Return where on the whole site a file of one of both folders is published."""
    path = path.removeprefix(f"{MAPS}/")
    if not path.endswith(".md"):
        return path
    folder, name = posixpath.split(path.removesuffix(".md"))
    return posixpath.join(folder, "" if name == "index" else f"{name}/")
