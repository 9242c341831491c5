"""Files and pages of MkDocs that hold nothing: what they say is made when MkDocs or a plugin asks for it."""

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page


class FileOnDemand(File):
    """A generated file whose content nobody holds before it is written."""

    _write: Callable[[], str]
    _given: str | bytes | None = None
    """What another plugin put in its place."""

    @classmethod
    def of(cls, config: MkDocsConfig, path: str, write: Callable[[], str]) -> File:
        """Make one.

        Args:
            config: The site's configuration.
            path: The path of the file.
            write: Returns what it says.

        Returns:
            The file.
        """
        file = cls.generated(config, path, content="")
        vars(file).update(_write=write, _given=None)
        return file

    @property
    def _content(self) -> str | bytes:
        """Return what is written; MkDocs has it in an attribute, which only `File` itself reads."""
        return self._write() if self._given is None else self._given

    @_content.setter
    def _content(self, content: str | bytes | None) -> None:
        self._given = content


class PageOnDemand(Page):
    """A page whose body is made again whenever it is asked for, unless another plugin puts something in its place."""

    _make: Callable[[], str] | None = None
    _ready: str | None = None
    """The body, from when it is asked for until it is put back or forgotten."""
    _given: str | None = None
    """What was put in its place."""

    @property
    def content(self) -> str | None:
        """Return the body of the page."""
        if self._given is not None or not self._make:
            return self._given
        if self._ready is None:
            self._ready = self._make()
        return self._ready

    @content.setter
    def content(self, content: str | None) -> None:
        self._given, self._ready = (None, None) if content is self._ready else (content, self._ready)

    def let_go(self, content: str, make: Callable[[], str]) -> None:
        """Note how the body is made, which is as good as holding it.

        Args:
            content: The body, which MkDocs will set.
            make: Makes the same.
        """
        self._ready, self._make = content, make

    def forget(self) -> None:
        """Forget the body that was made last: the page is written."""
        self._ready = None
