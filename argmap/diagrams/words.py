"""What a drawing says in argmap's own words: its name, its lines as sentences, and how much it leaves out."""

from collections.abc import Mapping
from gettext import NullTranslations

from argmap.diagrams.views import Arrow, Shape, View
from argmap.model.relations import RELATIONS, RelationType


def name_of(view: View, words: NullTranslations) -> str:
    """Name a drawing for those who hear it.

    Args:
        view: What it shows.
        words: The catalogue of argmap's words.

    Returns:
        The name.
    """
    names = {
        Shape.OVERVIEW: words.gettext("Overview of the map: %(title)s"),
        Shape.BRANCH: words.gettext("What bears on: %(title)s"),
        Shape.NEIGHBOURHOOD: words.gettext("“%(title)s” and its neighbours"),
        Shape.WHOLE: words.gettext("The whole map: %(title)s"),
    }
    return names[view.shape] % {"title": view.title}


def sentence(titles: Mapping[str, str], arrow: Arrow, words: NullTranslations) -> str:
    """Say a relation.

    Args:
        titles: The title of each of its ends, by the end's id.
        arrow: The relation.
        words: The catalogue of argmap's words.

    Returns:
        A sentence without a full stop, with the titles in quotation marks; its scheme of argument behind it.
    """
    if arrow.type is RelationType.UNDERCUTS:
        said = words.gettext("“%(origin)s” challenges the step from “%(target)s” to “%(conclusion)s”")
    elif arrow.linked_groups:
        said = words.gettext("“%(origin)s”, together with others, is %(bears)s “%(target)s”")
    else:
        said = words.gettext("“%(origin)s” is %(bears)s “%(target)s”")
    pattern = words.gettext("Pattern of argument: %(scheme)s") % {"scheme": arrow.scheme} if arrow.scheme else ""
    relation = said % {
        "origin": titles[arrow.origin],
        "target": titles[arrow.target],
        "conclusion": titles.get(arrow.conclusion, ""),
        "bears": words.gettext(RELATIONS[arrow.type].bears),
    }
    return ". ".join(filter(None, [relation, pattern]))


def left_out(number: int, words: NullTranslations) -> str:
    """Say how many nodes that bear on a box a drawing leaves out.

    Args:
        number: How many.
        words: The catalogue of argmap's words.

    Returns:
        A line of the box.
    """
    return words.ngettext("+%(number)s more", "+%(number)s more", number) % {"number": number}
