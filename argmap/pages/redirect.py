"""The page at an old address of a node, which leads on to where the node stands now."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Redirect:
    """The id and the title of the node; its template is the whole HTML of the page, to which no builder adds."""

    TEMPLATE: ClassVar[str] = "redirect.html"

    id: str
    title: str
