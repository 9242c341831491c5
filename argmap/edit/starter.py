"""The files with which somebody begins: a small good map, a site around it, a workflow and settings of editors.

What they hold lies in the package's folder `starter`, ready but for the names that are filled in here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from argmap.edit.newnode import quoted
from argmap.model.characters import escape_plain_markdown
from argmap.read.layout import MAP_FILE

EXAMPLE = "on-liberty"
"""The id of the map that comes as an example."""

_EXAMPLE_TITLE = "May an opinion be silenced?"
_EXAMPLE_NODE = "open-to-refutation"
_ABOUT_EXAMPLE = f"""
`docs/{EXAMPLE}` is an example to look at; delete its folder, its line in mkdocs.yml and its
line in docs/index.md when you have a map of your own."""
_DOCS = "docs/"


_NO_AUTHOR = """\
# Who made it, for citations:
# authors: [{name: "Doe, Jane"}]
"""


class _Blanks(Template):
    """A text with `%%{name}` where something is filled in, which none of them holds otherwise."""

    delimiter = "%%"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new site is to be.

    Attributes:
        name: The name of the site.
        docs: The docs folder, relative to the site's folder, with slashes.
        map_id: The id of a map of one's own; empty for none but the example.
        map_title: That map's title.
        language: That map's language.
        authors: Who make it, as citations are to name them; none where that is not said.
        has_site: Whether there is a site already, whose configuration stays as it is.
        has_example: Whether the example comes with it.
    """

    name: str
    docs: str = "docs"
    map_id: str = ""
    map_title: str = ""
    language: str = "en"
    authors: tuple[str, ...] = ()
    has_site: bool = False
    has_example: bool = True

    @property
    def maps(self) -> dict[str, str]:
        """The titles of its maps by their ids: one's own before the example."""
        own = {self.map_id: self.map_title} if self.map_id else {}
        return {**own, **({EXAMPLE: _EXAMPLE_TITLE} if self.has_example else {})}


def starter_files(templates: Mapping[str, str], beginning: Beginning, version: str) -> dict[str, str]:
    """Write the files of a new site, or of the maps to be put into a site that is there.

    Args:
        templates: The files of the package's folder `starter`, by their paths below it.
        beginning: What the site is to be.
        version: The version of argmap that the site is to have at least.

    Returns:
        Each file's text by its path below the site's folder.
    """
    filled = {
        "name": escape_plain_markdown(beginning.name),
        "quoted_name": quoted(beginning.name),
        "maps": "\n".join(
            f"- [{escape_plain_markdown(title)}]({map_id}/index.md)" for map_id, title in beginning.maps.items()
        ),
        "nav": nav_lines(beginning),
        "version": version,
        "map": next(iter(beginning.maps), "MAP"),
        "node": _EXAMPLE_NODE if beginning.has_example else "NODE",
        "about_example": _ABOUT_EXAMPLE if beginning.has_example else "",
    }
    files = {
        _placed(path, beginning): _Blanks(text).substitute(filled)
        for path, text in templates.items()
        if (beginning.has_example if path.startswith(f"{_DOCS}{EXAMPLE}/") else not beginning.has_site)
    }
    if beginning.map_id:
        fields = {"title": beginning.map_title, "edition": "draft", "language": beginning.language}
        text = "".join(f"{name}: {quoted(value)}\n" for name, value in fields.items())
        authors = ", ".join(f"{{name: {quoted(author)}}}" for author in beginning.authors)
        text += f"authors: [{authors}]\n" if authors else _NO_AUTHOR
        files[_placed(f"{_DOCS}{beginning.map_id}/{MAP_FILE}", beginning)] = text
    return files


def nav_lines(beginning: Beginning, config: str = "") -> str:
    """Write the entries of a site's navigation that lead to the maps.

    Args:
        beginning: What the site is to be.
        config: The text of the site's configuration; what it names already is left out.

    Returns:
        Lines of YAML, indented to stand below `nav:`.
    """
    pages = {f"{map_id}/index.md": title for map_id, title in beginning.maps.items()}
    return "\n".join(f"  - {quoted(title)}: {page}" for page, title in pages.items() if page not in config)


def _placed(path: str, beginning: Beginning) -> str:
    return f"{beginning.docs}/{path.removeprefix(_DOCS)}" if path.startswith(_DOCS) else path
