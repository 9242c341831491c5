"""The page for a wrong address, in argmap's words, which a theme completes."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

MISSING_TEMPLATE = "404.html"
"""The name of the page's template in a theme."""

_TO_SITE = Markup("{{ (base_url ~ '/') | replace('//', '/') | e }}")
"""Some builders end the address of the site in a slash, others do not."""


@dataclass(frozen=True, slots=True)
class MissingPage:
    """What becomes the theme's template; `to_site` is what the theme fills in with the address of the site."""

    TEMPLATE: ClassVar[str] = "missing.html"

    to_site: Markup = _TO_SITE
