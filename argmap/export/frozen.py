"""An edition as the one file in which it is frozen: the map as data, and its citations as they were formatted."""

import msgspec

from argmap.analysis.abroad import Abroad
from argmap.citations.citable import Published
from argmap.citations.formatting import Works
from argmap.citations.frozen import frozen_works
from argmap.model.frozen import FrozenAbroad, FrozenBearing, FrozenEdition, FrozenForeignNode
from argmap.model.jsontext import json_text
from argmap.model.maps import ArgumentMap, Relation
from argmap.read.frozen import frozen_map, frozen_relation


def frozen_text(argument_map: ArgumentMap, works: Works, abroad: Abroad, published: Published) -> str:
    """Write the file of an edition.

    Args:
        argument_map: The map under the edition's name, without errors.
        works: Its citations, formatted for a site at `SITE`.
        abroad: What the map sees of the others.
        published: The identifiers of its files, and the addresses of pages.

    Returns:
        JSON, always the same for the same edition.
    """
    edition = FrozenEdition(
        argmap="edition-1",
        map=frozen_map(argument_map, published.contents, published.pages),
        abroad=FrozenAbroad(
            {
                name: FrozenForeignNode(
                    node.map_title,
                    node.title,
                    node.statement,
                    node.role,
                    node.label.value,
                    node.way,
                    node.language,
                )
                for name, node in abroad.nodes.items()
            },
            {node_id: tuple(map(_bearing, relations)) for node_id, relations in abroad.bearing.items()},
            tuple(_bearing(step) for step in abroad.steps.values()),
        ),
        cited=frozen_works(works.cited),
        own={style.value: frozen_works(formatted) for style, formatted in works.own.items()},
    )
    return json_text(msgspec.to_builtins(edition))


def _bearing(relation: Relation) -> FrozenBearing:
    return FrozenBearing(relation.origin, frozen_relation(relation))
