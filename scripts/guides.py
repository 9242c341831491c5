"""Shows CONTRIBUTING and GOVERNANCE, which code hosts look for beside the docs folder, on the site too."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
GUIDES = {"contributing.md": "CONTRIBUTING.md", "governance.md": "GOVERNANCE.md"}
"""Pages of the site, and the files that they show."""

_BEHIND_THE_MAPS = "---\nsearch: {boost: 0.2}\n---\n"
"""Whoever searches the site looks for a claim first."""

_OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.[^)]*\)")
"""A link to a file that has no page, such as one below .github."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have the preview look out for changes in these files."""
    config.watch.extend(str(ROOT / name) for name in GUIDES.values())
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, with links as they are from within the docs folder."""
    for page, name in GUIDES.items():
        files.append(File.generated(config, page, content=_as_page((ROOT / name).read_text(encoding="utf-8"))))
    return files


def _as_page(text: str) -> str:
    for page, name in GUIDES.items():
        text = text.replace(f"]({name}", f"]({page}")
    return _BEHIND_THE_MAPS + _OUTSIDE.sub(r"\1", text.replace("](docs/", "]("))
