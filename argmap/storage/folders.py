"""Finds the docs folder to which a file or an opened folder belongs."""

import os
from collections.abc import Mapping
from pathlib import Path

from argmap.read.layout import MAP_FILE
from argmap.read.siteconfig import CONFIG_FILES, site_config
from argmap.storage.disk import DiskError, text_file

_USUAL = "docs"
"""What a docs folder is called where no configuration says otherwise."""


def docs_of_project(folder: Path, environment: Mapping[str, str]) -> Path | None:
    """Find the docs folder of a project.

    Args:
        folder: A folder that somebody opened.
        environment: The environment variables, on which the site's configuration may depend.

    Returns:
        The folder that its mkdocs.yml names, else its folder `docs`; None where there is no such folder.
    """
    for name in CONFIG_FILES:
        if (folder / name).is_file():
            try:
                config = site_config(text_file(folder / name), environment)
            except DiskError:
                config = None
            if config and (folder / config.docs_dir).is_dir():
                return Path(os.path.normpath(folder / config.docs_dir))  # links stay, as the editor names them
    return folder / _USUAL if (folder / _USUAL).is_dir() else None


def docs_of_file(file: Path, environment: Mapping[str, str]) -> Path | None:
    """Find the docs folder in which a file lies.

    Args:
        file: A file, which need not be there.
        environment: The environment variables, on which the site's configuration may depend.

    Returns:
        The docs folder of the nearest project around it; else the folder that holds its map's folder; None for a file
        of no map and no project.
    """
    for folder in file.parents:
        docs = docs_of_project(folder, environment)
        if docs and docs in file.parents:
            return docs
    return next((folder.parent for folder in file.parents if (folder / MAP_FILE).is_file()), None)
