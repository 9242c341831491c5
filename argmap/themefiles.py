"""Reads the files of the theme that lie in the package: style sheets, script and templates."""

from importlib.resources import files

TEMPLATES = "overrides"
"""The folder of the theme that holds its templates."""


def theme_file(name: str) -> str:
    """Return the text of a file, named by its path below the theme's folder."""
    return files("argmap").joinpath("theme", *name.split("/")).read_text(encoding="utf-8")


def templates() -> dict[str, str]:
    """Return the theme's templates by their names.

    They are what pages have in their heads, the page for a wrong address, and the link to the repository.
    """
    names = ("main.html", "argmap-head.html", "404.html", "partials/source.html")
    return {name: theme_file(f"{TEMPLATES}/{name}") for name in names}
