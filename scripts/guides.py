"""Shows CONTRIBUTING and GOVERNANCE, which code hosts look for beside the docs folder, on the site too."""

import html
import re
import struct
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
GUIDES = {"contributing.md": "CONTRIBUTING.md", "governance.md": "GOVERNANCE.md"}
"""Pages of the site, and the files that they show."""

_BEHIND_THE_MAPS = "---\nsearch: {boost: 0.2}\n---\n"
"""Whoever searches the site looks for a claim first."""

_PICTURE = re.compile(r"!\[([^\]]*)\]\((docs/pictures/[^)]*)\)")
_OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.[^)]*\)")
"""A link to a file that has no page, such as one below .github."""

_LINKS = re.compile(r"^Below its statement every.*?(?=^The pictures are)", re.DOTALL | re.MULTILINE)
"""What the guide says of links that a site without a repository does not have."""

_WITHOUT_LINKS = """**This site names no repository**, so its pages have no links to edit a node or to
answer it. What you can do here:

- *Report a mistake*, at the end of each page of a map, unfolds a text that names the page and its words, to copy or to
  begin an e-mail with, and says to whom to send it. An answer to a claim can be sent in the same way.
- Whoever makes the map can tell you where its files are kept. With a copy of them you can do
  [on your computer](#mend-a-node) all that follows; what comes of it can be sent as well (`git format-patch main`).

"""

_IN_BROWSER = re.compile(r"^### In the browser\n.*?(?=^##)", re.DOTALL | re.MULTILINE)
"""What begins at these links."""

_ENOUGH = re.compile(r"For the first two a browser .*?(?=because)", re.DOTALL)
_NOTHING_BREAKS = "Nothing you do can break the site,\n"

_FORK = "Fork the repository, clone"
"""Where the guide speaks of the repository, to which a site that knows it leads."""

_PIXELS_A_POINT = 2
"""Pictures are taken at twice the size at which they are shown."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the preview look out for changes in these files."""
    config.watch.extend(str(ROOT / name) for name in GUIDES.values())
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, with links as they are from within the docs folder."""
    for page, name in GUIDES.items():
        files.append(File.generated(config, page, content=_as_page(_guide(name, config))))
    return files


def _guide(name: str, config: MkDocsConfig) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    if config.repo_url:
        return text.replace(_FORK, f"Fork [the repository]({config.repo_url}), clone")
    return _IN_BROWSER.sub("", _ENOUGH.sub(_NOTHING_BREAKS, _LINKS.sub(_WITHOUT_LINKS, text)))


def _as_page(text: str) -> str:
    for page, name in GUIDES.items():
        text = text.replace(f"]({name}", f"]({page}")
    text = _PICTURE.sub(_picture, text)
    return _BEHIND_THE_MAPS + _OUTSIDE.sub(r"\1", text.replace("](docs/", "](")).replace("](manual/", "](../manual/")


def _picture(match: re.Match[str]) -> str:
    """Show a picture in its size, so that nothing moves while it loads, with a link to the whole of it."""
    address = "../" + match[2].removeprefix("docs/")
    width, height = struct.unpack(">II", (ROOT / match[2]).read_bytes()[16:24])
    size = f'width="{width // _PIXELS_A_POINT}" height="{height // _PIXELS_A_POINT}"'
    return f'<a href="{address}"><img alt="{html.escape(match[1])}" src="{address}" {size}></a>'
