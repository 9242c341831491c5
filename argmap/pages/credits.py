"""What the drawings of a map say of themselves, and the captions under which they can be shown elsewhere."""

from dataclasses import dataclass

from argmap.citations.citable import authors_of, edition_words, full_name, map_address, node_address, site_name
from argmap.diagrams.credit import Credit
from argmap.diagrams.files import file_name
from argmap.diagrams.views import Shape, View
from argmap.diagrams.words import name_of
from argmap.export.jsonld import license_address
from argmap.locale.words import translations
from argmap.model.characters import quotable
from argmap.pages.context import Context
from argmap.pages.figures import downloads_of


@dataclass(frozen=True, slots=True)
class FigureToCite:
    """A node's drawing, to be shown elsewhere: what its caption says, and its files by their formats.

    `title`, `kind` and `revision` are the node's, `map_title`, `edition` and `authors` the map's. `address` is empty
    where that of the site is not known, and `license` where the map names none. Its number is that of the text that
    shows it.
    """

    title: str
    kind: str
    revision: int
    map_title: str
    edition: str
    authors: str
    address: str
    license: str
    files: tuple[tuple[str, str], ...]


def figure_to_cite(context: Context, view: View) -> FigureToCite:
    """Gather how to cite a node's drawing.

    Args:
        context: The node's map.
        view: What the drawing shows.

    Returns:
        The figure, in SVG, and in PNG and PDF where these can show all of its letters.
    """
    argument_map, node = context.argument_map, context.graph.nodes[view.roots[0]]
    return FigureToCite(
        quotable(node.title),
        node.kind.value,
        node.revision,
        quotable(argument_map.title),
        edition_words(argument_map.edition, context.language),
        _authors(context),
        node_address(argument_map, node.id, context.published),
        argument_map.license,
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
        figure = figure_to_cite(context, view)
        name = words.gettext("What bears on “%(title)s”, and what it bears on") % {"title": figure.title}
        shown = words.gettext("“%(title)s” (%(kind)s, revision %(revision)s): what bears on it, and what it bears on")
        known = {"title": figure.title, "kind": words.gettext(figure.kind), "revision": figure.revision}
        subject, address = shown % known, figure.address
    else:
        name = subject = name_of(view, words)
        address = map_address(argument_map, context.published)
    origin = words.gettext("From the argument map “%(title)s”, %(edition)s, by %(authors)s") % {
        "title": quotable(argument_map.title),
        "edition": edition_words(argument_map.edition, context.language),
        "authors": _authors(context),
    }
    terms = argument_map.license
    licence = words.gettext("Licence: %(license)s") % {"license": terms} if terms else ""
    said = (subject, ", ".join(filter(None, [origin, address])), licence)
    caption = " ".join(f"{sentence}." for sentence in said if sentence)
    authors = tuple(full_name(author) for author in authors_of(argument_map))
    title = f"{name} ({site_name(argument_map)})"
    return Credit(title, caption, authors, terms, license_address(terms), address, argument_map.language)


def _authors(context: Context) -> str:
    return ", ".join(full_name(author) for author in authors_of(context.argument_map))
