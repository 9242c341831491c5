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

_FROM_A_PAGE = re.compile(r"^Anybody who reads a map.*?(?=^## On your computer)", re.DOTALL | re.MULTILINE)
"""What the guide says of links that a site without a repository does not have."""

_BY_MESSAGE = """Anybody who reads a map can better it. This site does not say where the files of its maps are kept. So
what you have to say is sent as a text: no account is needed, and nothing has to be installed.

*Report a mistake*, at the end of each page of a map, has the text ready, to copy. It names the page and its
words, and the page says to whom to send it. Below what it says, write one of these:

- **what is wrong**: how it should read instead, and where that can be looked up (the paragraph of the mapped
  text, or a work with the page);
- **your answer**: in one sentence, an objection, a reason, a piece of evidence or a limit; then how it is
  argued, and what it rests on.

An answer stands on the page of the claim that it answers, even if those who make the map do not agree with it.
[How decisions are made](GOVERNANCE.md) says what is accepted, and who decides. The rest of this page is for
whoever has a copy of the files, works with Python and git, and wants to send a finished change (`git
format-patch main`), or to [change the code](#change-the-code).

"""

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
    return _FROM_A_PAGE.sub(_BY_MESSAGE, text)


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
