"""What the drawings of a map say of themselves, and the captions under which they can be shown elsewhere."""

from dataclasses import dataclass

from argmap.citations.citable import authors_of, full_name, map_address, node_address, site_name
from argmap.diagrams.credit import Credit
from argmap.diagrams.files import file_name
from argmap.diagrams.views import Shape, View
from argmap.diagrams.words import name_of
from argmap.export.jsonld import license_address
from argmap.locale.words import translations
from argmap.pages.context import Context
from argmap.pages.figures import downloads_of


@dataclass(frozen=True, slots=True)
class FigureToCite:
    """A node's drawing, to be shown elsewhere: what its caption says, and its files by their formats.

    `label` is the map's id and the node's, by which one can name the figure as long as there is the node. `address` is
    empty where that of the site is not known, `license` where the map names none, and `license_address` where there is
    none.
    """

    label: str
    title: str
    site: str
    authors: str
    address: str
    license: str
    license_address: str
    files: tuple[tuple[str, str], ...]


def figure_to_cite(context: Context, view: View) -> FigureToCite:
    """Gather how to cite a node's drawing.

    Args:
        context: The node's map.
        view: What the drawing shows.

    Returns:
        The figure, in SVG, and in PNG and PDF where these can show all of its letters.
    """
    argument_map = context.argument_map
    credit = credit_of_drawing(context, view)
    return FigureToCite(
        _label(context, view),
        view.title,
        site_name(argument_map),
        ", ".join(credit.creators),
        credit.source,
        credit.license,
        credit.license_address,
        downloads_of(file_name(view.shape), view, context.language),
    )


def credit_of_drawing(context: Context, view: View) -> Credit:
    """Gather what the files of a drawing say of themselves.

    Args:
        context: The map that is drawn.
        view: What the drawing shows.

    Returns:
        The credit, in the language of the pages; the source is where what is drawn is cited.
    """
    argument_map, words = context.argument_map, translations(context.language)
    if view.shape is Shape.NEIGHBOURHOOD:
        name = words.gettext("What bears on “%(title)s”, and what it bears on") % {"title": view.title}
        address = node_address(argument_map, view.roots[0], context.published)
    else:
        name = name_of(view, words)
        address = map_address(argument_map, context.published)
    authors = tuple(full_name(author) for author in authors_of(argument_map))
    site = site_name(argument_map)
    known = {"site": site, "authors": ", ".join(authors)}
    said = [
        words.gettext("Figure %(label)s: %(name)s") % {"label": _label(context, view), "name": name},
        words.gettext("From: %(site)s, by %(authors)s") % known,
        address,
        words.gettext("Licence: %(license)s") % {"license": argument_map.license} if argument_map.license else "",
    ]
    caption = " ".join(f"{sentence}." for sentence in said if sentence)
    terms = argument_map.license
    return Credit(f"{name} ({site})", caption, authors, terms, license_address(terms), address, argument_map.language)


def _label(context: Context, view: View) -> str:
    map_id = context.argument_map.id
    return f"{map_id}/{view.roots[0]}" if view.shape is Shape.NEIGHBOURHOOD else map_id
