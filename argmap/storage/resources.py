"""Reads the files of the theme that lie in the package: style sheets, script and templates."""

from importlib.resources import files

TEMPLATES = "theme/overrides"
"""The folder of the package that holds the theme's templates."""


def theme_file(name: str) -> str:
    """Return the text of a file, named by its path below the theme's folder."""
    return _text(f"theme/{name}")


def templates() -> dict[str, str]:
    """Return the theme's templates by their names.

    They are what pages have in their heads, the page for a wrong address, and the link to the repository.
    """
    names = ("main.html", "argmap-head.html", "404.html", "partials/source.html")
    return {name: _text(f"{TEMPLATES}/{name}") for name in names}


def _text(path: str) -> str:
    return files("argmap").joinpath(*path.split("/")).read_text(encoding="utf-8")
