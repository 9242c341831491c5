"""Finds where a site's pages lead for editing: to the code host that its builder names, or that it was cloned from."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from argmap.edit.codehost import EXAMPLE_HOST, code_host, repository_address, with_whole_branch
from argmap.storage.history import origin

_EXAMPLE = f"https://{EXAMPLE_HOST}/OWNER/REPOSITORY"
"""Where previews of a site lead that knows no repository."""


@dataclass(frozen=True, slots=True)
class RepositoryNamed:
    """What the configuration of a site says of its repository, as MkDocs has it.

    Attributes:
        repo_url: The address of the repository.
        edit_uri: The way from there to the folder in which the code host's editor opens the docs folder's files.
        template: The same with a place for the file's path, or empty.
    """

    repo_url: str | None
    edit_uri: str | None
    template: str


def editing_base(named: RepositoryNamed, docs: Path, tell: Callable[[str], None], *, is_preview: bool) -> str:
    """Find the address below which the code host's editor opens the docs folder's files.

    A preview of a site that knows no repository takes the one that it was cloned from, or shows what there would be.

    Args:
        named: What the site's configuration says.
        docs: The docs folder.
        tell: Is called with a sentence if nothing is known of the code host.
        is_preview: Whether the site is only looked at.

    Returns:
        The address, or nothing.
    """
    repository, uri = named.repo_url, named.edit_uri
    if not repository and is_preview:
        repository = repository_address(origin(docs)) or _EXAMPLE
    if named.template:
        uri = re.sub(r"\{path(!q)?\}$", "", named.template)
    if is_preview and not uri:
        uri = f"edit/main/{docs.name}/"
    if not repository or not uri or "{" in uri:
        return ""
    base = urljoin(f"{repository.rstrip('/')}/", f"{uri.rstrip('/')}/")
    root = next((folder for folder in docs.resolve().parents if (folder / ".git").exists()), None)
    whole = with_whole_branch(base, f"{docs.resolve().relative_to(root).as_posix()}/" if root else "")
    if code_host(whole) is None:
        tell(f"{whole} is not the form of GitHub or GitLab, so pages offer no forms for answers")
    return whole
