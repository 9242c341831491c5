"""Addresses at the code host: of its editor, its form for a new file, and its form for an issue.

GitHub: `new/BRANCH?filename=…&value=…`, and issue forms take the ids of their fields as parameters
(https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/creating-an-issue#creating-an-issue-from-a-url-query).
GitLab: `-/new/BRANCH?file_name=…`, and `-/issues/new?issue[title]=…&issue[description]=…`
(https://docs.gitlab.com/user/project/issues/create_issues/#using-a-url-with-prefilled-values). It takes `content`
too, but the editor of some versions leaves it out (https://gitlab.com/gitlab-org/gitlab/-/work_items/594214).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

EXAMPLE_HOST = "example.org"
"""Where previews of a site lead that knows no repository: a host for examples only (RFC 2606)."""

_VERB = r"(?P<repository>https?://[^/?#]+/(?:[^/?#]+/)+?[^/?#]+?)(?:\.git)?/(?P<dash>-/)?(?:edit|blob)/"
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+)?/|(?:[\w.-]+@)?(?P<short>[\w.-]+\.[\w-]+):(?!/))"
    r"(?P<path>[\w.~-]+(?:/[\w.~-]+)+)"
)
_EDITOR = re.compile(rf"{_VERB}(?P<branch>[^/?#]+)/(?P<docs>[^?#]*)")


@dataclass(frozen=True, slots=True)
class CodeHost:
    """Where the files of the docs folder can be changed in a browser.

    Attributes:
        repository: The address of the repository, without a slash at the end.
        branch: The branch on which changes are made.
        docs: The path of the docs folder in the repository, with a slash at the end.
        is_gitlab: Whether addresses have GitLab's form; else they have GitHub's.
    """

    repository: str
    branch: str
    docs: str
    is_gitlab: bool

    def edit(self, path: str) -> str:
        """Return the address of the editor for a file.

        Args:
            path: The path of the file below the docs folder.

        Returns:
            A web address.
        """
        return f"{self._root}/edit/{quote(self.branch)}/{quote(self.docs + path)}"

    def new(self, path: str, text: str) -> str:
        """Return the address of the form for a new file, with path and text filled in.

        Args:
            path: The path of the file below the docs folder.
            text: What the file is to hold.

        Returns:
            A web address.
        """
        names = ("file_name", "content") if self.is_gitlab else ("filename", "value")
        parameters = dict(zip(names, (self.docs + path, text), strict=True))
        return f"{self._root}/new/{quote(self.branch)}?{_query(parameters)}"

    def report(self, form: str, title: str, fields: Mapping[str, str]) -> str:
        """Return the address of an issue form.

        Args:
            form: The name of the form's file at the code host.
            title: The title of the issue.
            fields: What is filled in already, by the ids of the form's fields.

        Returns:
            A web address. GitLab, which has no forms, gets the fields as lines of text.
        """
        if self.is_gitlab:
            lines = "\n".join(f"{name}: {value}" for name, value in fields.items())
            parameters = {"issue[title]": title, "issue[description]": f"{lines}\n\n"}
        else:
            parameters = {"template": form, "title": title, **fields}
        return f"{self._root}/issues/new?{_query(parameters)}"

    @property
    def _root(self) -> str:
        return f"{self.repository}/-" if self.is_gitlab else self.repository


def code_host(edit_base: str) -> CodeHost | None:
    """Read the code host from the address below which its editor opens the docs folder.

    MkDocs joins that address from repo_url and edit_uri. A slash in the branch's name is written %2F, to tell it from a
    folder.

    Args:
        edit_base: The address, such as `https://github.com/a/b/edit/main/docs/`.

    Returns:
        The code host; None when the address has neither GitHub's form nor GitLab's.
    """
    match = _EDITOR.fullmatch(edit_base if edit_base.endswith("/") else f"{edit_base}/")
    if match is None:
        return None
    host = match["repository"].split("/")[2].lower()
    is_gitlab = match["dash"] is not None or host == "gitlab.com" or host.startswith("gitlab.")
    return CodeHost(match["repository"], unquote(match["branch"]), unquote(match["docs"]), is_gitlab)


def repository_address(remote: str) -> str:
    """Find the web address of a repository from that by which git knows it.

    Args:
        remote: The address of a remote, such as `git@github.com:a/b.git` or `https://github.com/a/b`.

    Returns:
        Its address on the web, without what git signs in with; empty where it is on no host.
    """
    match = _REMOTE.fullmatch(remote.rstrip("/").removesuffix(".git"))
    return f"https://{match['host'] or match['short']}/{match['path']}" if match else ""


def archived_origin(repository: str, edit_base: str) -> str:
    """Return the address by which Software Heritage knows a repository.

    Args:
        repository: Its address on the web, as it is written in the site's configuration, or empty.
        edit_base: The address below which the code host's editor opens the docs folder, or empty.

    Returns:
        What its crawlers take from GitHub, or from GitLab, which end the address in `.git`; empty for what is no
        address on the web.
    """
    if not repository.startswith(("http://", "https://")):
        return ""
    plain = repository.rstrip("/").removesuffix(".git")
    host = code_host(edit_base) or code_host(f"{plain}/edit/main/")
    return f"{plain}.git" if host and host.is_gitlab else plain


def with_whole_branch(edit_base: str, docs: str) -> str:
    """Write the slashes in a branch's name as %2F, where it can be told from the docs folder.

    Args:
        edit_base: The address below which the editor opens the docs folder.
        docs: The path of that folder in the repository with a slash at its end, `docs/`; empty where it is not known.

    Returns:
        The address.
    """
    verb = re.match(_VERB, edit_base)
    if verb is None or not docs or not edit_base.endswith(f"/{docs}"):
        return edit_base
    branch = edit_base[verb.end() :].removesuffix(f"/{docs}")
    return f"{verb[0]}{branch.replace('/', '%2F')}/{docs}"


def _query(parameters: Mapping[str, str]) -> str:
    return "&".join(f"{_encoded_line(name)}={_encoded(value)}" for name, value in parameters.items())


def _encoded(text: str) -> str:
    return "%0A".join(map(_encoded_line, text.split("\n")))


@lru_cache(maxsize=256)
def _encoded_line(line: str) -> str:
    """Write a line into an address; the files of all new nodes have most of their lines in common."""
    return quote(line, safe="")
