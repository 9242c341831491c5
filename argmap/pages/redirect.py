"""The page at an old address of a node, which leads on to where the node stands now."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.pages.language import AS_THE_PAGE


@dataclass(frozen=True, slots=True)
class Redirect:
    """The id and the title of the node; its template is the whole HTML of the page, to which no builder adds.

    `lang` has the attributes of an element in the language of the map.
    """

    TEMPLATE: ClassVar[str] = "redirect.html"

    id: str
    title: str
    lang: Markup = AS_THE_PAGE
