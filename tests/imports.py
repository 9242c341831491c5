"""What tests of single formats share: an input read, made a map, and what was told of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.importing.fitting import CONSTRUCTS
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap
from argmap.importing.registry import IMPORTERS
from argmap.model.exchange import by_name
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap
from argmap.site.validate import checked


@dataclass(frozen=True)
class Imports:
    """A map as it came of an input, with its findings, its files and how often each construct was met."""

    map: ArgumentMap
    findings: list[Finding]
    counts: Mapping[str, int]
    files: Mapping[str, str]
    parsed: ParsedMap

    def relations(self) -> set[str]:
        """Say each relation in a few signs: `b supports a`, `c undercuts b -> a`, with `&` where it is linked."""
        return {
            f"{relation.origin} {relation.type} {' -> '.join(relation.ends)}{' &' * len(relation.jointly)}"
            for node in self.map.nodes
            for relation in node.relations
        }

    def prose(self, node_id: str) -> str:
        """Return the prose of a node."""
        return next(node.prose for node in self.map.nodes if node.id == node_id)


def imports(form: str, given: str | Mapping[str, str]) -> Imports:
    """Read an input and make a map of it; every construct that is met must be one that the format lists."""
    importer = IMPORTERS[form]
    parsed = importer.read({"in.file": given} if isinstance(given, str) else given)
    merged = merge(parsed, Origin(form, "in.file", "in"))
    (argument_map,), findings = checked({f"m/{path}": content for path, content in merged.files.items()})
    met = [*parsed.met, *merged.met]
    constructs = by_name([*importer.constructs, *CONSTRUCTS])
    assert {each.construct for each in met} <= constructs.keys()
    return Imports(argument_map, findings, Counter(each.construct for each in met), merged.files, parsed)
