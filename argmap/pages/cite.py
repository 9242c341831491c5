"""Writes a map's pages about citing it: how to cite it and have it as data, and its editions."""

from argmap.export.registry import offered
from argmap.pages.citesection import cite_map, cite_work
from argmap.pages.context import TO_MAP, Context
from argmap.pages.markup import link, page_of_map, text

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
    rows = [f"<li>{link(f'{TO_MAP}{one.file}', one.file)}: {text(one.meaning)}</li>" for one in offered(argument_map)]
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
