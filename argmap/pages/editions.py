"""Writes the page of a map's editions."""

from argmap.citations.citable import edition_name
from argmap.model.limits import DRAFT
from argmap.model.maps import Edition
from argmap.pages.context import Context
from argmap.pages.markup import page_of_map, text


def editions_page(context: Context) -> str:
    """Write which editions there are, and what is new in each."""
    argument_map = context.argument_map
    now = f"This is {'a' if argument_map.edition == DRAFT else 'the'} {text(edition_name(argument_map))}."
    told = "".join(_edition(one) for one in argument_map.editions)
    explained = (
        "An edition is a state of the map that was released under a name and is kept as it was. A draft goes on "
        "changing; so do the nodes in it, each of which tells its revision. An address leads to the node as it now "
        "stands."
    )
    return page_of_map(
        {"hide": ["toc"], "search": {"exclude": True}},
        "Editions",
        argument_map.title,
        f"<p>{now}</p>",
        explained,
        f'<div class="am-editions">{told}</div>' if told else "No edition has been released yet.",
    )


def _edition(edition: Edition) -> str:
    name = "Draft, not released yet" if edition.name == DRAFT else f"Edition {text(edition.name)}"
    day = f' <span class="am-remark"><time>{text(edition.date)}</time></span>' if edition.date else ""
    changes = "".join(f"<li>{text(change)}</li>" for change in edition.changes)
    return f"<h2>{name}{day}</h2>{f'<ul>{changes}</ul>' if changes else ''}"
