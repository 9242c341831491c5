"""Works as pandoc formats them, where pages show them."""

from collections.abc import Callable

from markupsafe import Markup

from argmap.citations.attribution import name_of_work
from argmap.citations.citable import name_cluster
from argmap.citations.csltext import plain
from argmap.citations.pandoc import Formatted
from argmap.citations.runs import Run, labelled, led_by_names, markup_of, plain_text
from argmap.model.clusters import Cluster
from argmap.pages.context import Context, gathered_once, on_references_page
from argmap.pages.language import entry_attributes

Address = Callable[[str], str] | None
"""Where a work leads, by its key; None for words that somebody is to copy, which lead nowhere."""


def named(
    context: Context, key: str, address: Address = on_references_page, formatted: Formatted | None = None
) -> Markup:
    """Name a work as running text does, `Doe (2020)`.

    Args:
        context: The map.
        key: The work's key; where pandoc gave no name, the map's own short one stands for it.
        address: Where the name leads.
        formatted: What pandoc formatted, where that is not the map's citations.

    Returns:
        The name, a link where `address` gives one.
    """
    if address is on_references_page and formatted is None:
        return _name(context, key)
    return _named(context, key, address, formatted or context.citations)


@gathered_once
def _name(context: Context, key: str) -> Markup:
    return _named(context, key, on_references_page, context.citations)


def _named(context: Context, key: str, address: Address, formatted: Formatted) -> Markup:
    name = formatted.clusters.get(name_cluster(key)) or (Run(name_of_work(context.argument_map, key)),)
    return markup_of(led_by_names(name), address, _lang(context, key))


@gathered_once
def is_described(context: Context, key: str) -> bool:
    """Tell whether a work has a description in square brackets where its title would stand.

    Args:
        context: The map.
        key: The work's key; the map may not have it, where a list of works could not be read.

    Returns:
        Whether it has one (APA Publication Manual, 7th edition, 9.22).
    """
    work = context.argument_map.works.get(key)
    title = plain(work.entry, "title") if work else ""
    return title.startswith("[") and title.endswith("]")


def cited(
    citations: Formatted, cluster: Cluster, address: Address = on_references_page, lang: Markup | None = None
) -> Markup:
    """Show a formatted citation.

    Args:
        citations: What pandoc formatted.
        cluster: The citation.
        address: Where the works in it lead.
        lang: The attributes of its language, where that is not the language of what stands around it.

    Returns:
        The citation; empty when pandoc gave none.
    """

    def maker(key: str) -> str:
        return plain_text(citations.clusters.get(name_cluster(key), ())).partition(" (")[0]

    runs = labelled(led_by_names(citations.clusters.get(cluster, ())), maker)
    return markup_of(runs, address, lang or Markup())


def entry(
    context: Context, key: str, address: Address = on_references_page, formatted: Formatted | None = None
) -> Markup:
    """Show a work as lists of references have it.

    Args:
        context: The map.
        key: The work's key.
        address: Where other works that it speaks of lead; with None, it has no links at all.
        formatted: What pandoc formatted, where that is not the map's citations.

    Returns:
        The entry, with links to where the work can be had; empty when pandoc gave none.
    """
    if address is on_references_page and formatted is None:
        return _entry(context, key)
    return markup_of((formatted or context.citations).entries.get(key, ()), address, _lang(context, key))


@gathered_once
def _entry(context: Context, key: str) -> Markup:
    return markup_of(context.citations.entries.get(key, ()), on_references_page, _lang(context, key))


def _lang(context: Context, key: str) -> Markup:
    return entry_attributes(context.argument_map, key, context.language)
