"""Works as pandoc formats them, where pages show them."""

import nh3
from markupsafe import Markup

from argmap.citations.citable import name_cluster
from argmap.citations.pandoc import Formatted
from argmap.model.clusters import Cluster
from argmap.pages.context import TO_MAP

_UNLINKED = nh3.Cleaner(
    tags={"em", "i", "strong", "b", "sup", "sub", "span", "code"}, attributes={"span": {"class"}}, link_rel=None
)


def named(citations: Formatted, key: str) -> Markup:
    """Name a work as running text does, `Koch (2013)`, linked to the list of references.

    Args:
        citations: What pandoc formatted for the map.
        key: The work's key, which stands for its name where pandoc gave none.
    """
    return cited(citations, name_cluster(key)) or Markup.escape(key)


def cited(citations: Formatted, cluster: Cluster) -> Markup:
    """Return a formatted citation, linked to the list of references; empty when pandoc gave none.

    Args:
        citations: What pandoc formatted.
        cluster: The citation.
    """
    written = citations.clusters.get(cluster, "").replace('href="#ref-', f'href="{TO_MAP}references/#ref-')
    return Markup(written)  # noqa: S704 - pandoc's, through the allow-list


def entry(citations: Formatted, key: str) -> Markup:
    """Return a work as lists of references have it, with links to where it can be had; empty when pandoc gave none.

    Args:
        citations: What pandoc formatted.
        key: The work's key.
    """
    written = citations.entries.get(key, "").replace('href="#ref-', f'href="{TO_MAP}references/#ref-')
    return Markup(written)  # noqa: S704 - pandoc's, through the allow-list


def to_copy(markup: Markup) -> Markup:
    """Take links out of a citation: it is to stand in somebody else's text.

    Args:
        markup: What `cited` or `entry` returned.
    """
    return Markup(_UNLINKED.clean(str(markup)))  # noqa: S704 - it has passed an allow-list once more
