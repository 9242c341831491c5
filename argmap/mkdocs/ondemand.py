"""Files of MkDocs that hold nothing: what they say is made, or unpacked, when MkDocs or a plugin asks for it."""

from collections.abc import Callable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File


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
