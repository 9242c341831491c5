"""Writes a map's pages about citing it: how to cite it and have it as data, and its editions."""

from argmap.citable import edition_name
from argmap.citesection import cite_map, cite_work
from argmap.context import TO_MAP, Context
from argmap.fields import DRAFT
from argmap.formats import offered
from argmap.markup import link, page_of_map, text
from argmap.model import Edition

_NODES = (
    "Each node can be cited by itself: its page has a section *Cite this node* with its citation in two styles, files "
    "for reference managers, and its address, which stays. Browser extensions of reference managers save the node "
    "straight from its page."
)
_WORK = (
    "This map is not the text it is of. Cite the map, or a node of it, for what the map adds: how the argument "
    "hangs together. For what the author says, and in which words, cite the work itself:"
)


def cite_page(context: Context) -> str:
    """Write how to cite the map and the mapped work, and list the files in which the map can be had."""
    argument_map = context.argument_map
    work = cite_work(context)
    rows = [
        f"<li>{link(f'{TO_MAP}{file}', file)}: {text(told)}</li>" for file, (_, told) in offered(argument_map).items()
    ]
    return page_of_map(
        {"hide": ["toc"], "search": {"exclude": True}},
        "Cite",
        argument_map.title,
        "## The map",
        cite_map(context),
        f"What was released, and what is new in it, is on the page {link(f'{TO_MAP}editions/', 'Editions')}.",
        "## A node of it",
        _NODES,
        "## The mapped text" if work else "",
        _WORK if work else "",
        work,
        "## As data",
        f'<ul class="am-files">{"".join(rows)}</ul>',
        f"The drawing of the map, if there is one, is on the page {link(f'{TO_MAP}diagram/', 'Diagram')}; as DOT too.",
    )


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
