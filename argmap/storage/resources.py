"""Reads the files that lie in the package beside the code: style sheets, script, templates and frozen schemas."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_OVERRIDES = "theme/overrides"
"""The folder of the package that holds the theme's templates, in one folder for each purpose."""

NO_REQUESTS = str(files("argmap").joinpath(_OVERRIDES, "policy"))
"""The folder of a link to the repository that asks no other host for anything, as themes look for it on a disk."""

FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""The packages that hold fonts and nothing else: Noto Sans for every large script."""


def font_folders() -> list[Path]:
    """Return the folders that hold fonts."""
    return [Path(str(files(package))) for package in FONT_PACKAGES]


def theme_file(name: str) -> str:
    """Return the text of a file of the theme, named by its path below the theme's folder."""
    return package_text(f"theme/{name}")


def templates() -> dict[str, str]:
    """Return the theme's templates.

    Returns:
        The text of each template by its name: what pages have in their heads, and the link to the repository.
    """
    found = package_files(f"{_OVERRIDES}/")
    return {path.partition("/")[2]: file.read_text(encoding="utf-8") for path, file in sorted(found)}


def page_templates() -> frozenset[str]:
    """Return the names of the templates of pages, in whose places a site can put templates of its own."""
    return frozenset(path for path, _ in package_files("templates/"))


def starter() -> dict[str, str]:
    """Return the texts of the files with which somebody begins, by their paths below their folder."""
    return dict(sorted((path, file.read_text(encoding="utf-8")) for path, file in package_files("starter/")))


def package_files(folder: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the files of the package.

    Args:
        folder: The folder to look in, by its path in the package, ending in a slash; empty for the whole package.

    Yields:
        Each file's path below the folder, and the file.
    """
    yield from _below(files("argmap").joinpath(*folder.split("/")), "")


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry


def package_text(path: str) -> str:
    """Return the text of a file of the package, named by its path in the package."""
    return files("argmap").joinpath(*path.split("/")).read_text(encoding="utf-8")
