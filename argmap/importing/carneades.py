"""Argument graphs of Carneades 4 in its YAML (https://github.com/carneades/carneades-4, USAGE.md).

Arguments have premises, which are linked unless their scheme weighs them one by one, a conclusion, and perhaps an
undercutter, which denies them. Issues hold positions of which one at most can be accepted.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations

from argmap.importing.inputs import yaml_input
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, Telling, UnreadableError
from argmap.importing.wording import one_line, plain_prose
from argmap.model.exchange import constructs
from argmap.model.findings import Place
from argmap.model.limits import is_id
from argmap.model.relations import RelationType
from argmap.read.yamltree import Listing, Scalar, Table, Value

CONSTRUCTS = constructs(
    kept={
        "statement": "a node",
        "argument": "supports; premises that are weighed together are linked",
        "undercutter": "undercuts",
        "scheme": "the scheme of the relations",
        "weight": "the score of the relations",
        "title": "the title of the map",
        "back reference": "the issue and the arguments of a statement, which say it themselves",
    },
    told={
        "statement without words": "a node that says its formula, as arguments and issues name it",
        "role of a premise": "why the premise bears so: datum, warrant",
        "weighing function": "linked premises, or reasons that count one by one",
        "issue": "its positions attack each other, since one at most can be accepted",
        "assumption": "the tag assumed",
        "label": "a tag: how Carneades evaluated the statement",
        "meta": "notes: on the page about the map, or in the prose of the statement",
        "reference": "the page about the map",
    },
    lost={
        "argument without premises": "a reason is a node, and there is none",
        "undercutter of an argument without premises": "there is no step to deny",
        "parameters": "what variables of a scheme stand for",
        "issue of many positions": "positions beyond 30 would be attacked by hundreds",
        "standard": "how strong the reasons for a position must be",
        "expected label": "what an evaluation is tested against",
        "meta of an argument or an issue": "steps have no prose",
        "argument scheme": "what arguments are generated from",
        "issue scheme": "what issues are generated from",
        "weighing function of its own": "how arguments are weighed",
        "language": "how formulas are put into words",
        "other data": "keys that Carneades does not have",
    },
)
"""Everything that Carneades can say, and what becomes of it."""

_ONE_BY_ONE = {"convergent", "cumulative"}
_WEIGHING = {"linked", "factorized", *_ONE_BY_ONE}
_UNREAD = {
    "argument_schemes": "argument scheme",
    "issue_schemes": "issue scheme",
    "weighing_functions": "weighing function of its own",
    "language": "language",
}
_MOST_POSITIONS = 30
_MEND = "look whether this is an argument graph of Carneades 4"
_CUT = 60


@dataclass(slots=True)
class _ArgGraph(Telling):
    """An argument graph as it is read."""

    nodes: dict[str, ParsedNode] = field(default_factory=dict)
    relations: list[ParsedRelation] = field(default_factory=list)

    def node(self, formula: Scalar) -> str:
        """Return the id of a statement, which need not be listed."""
        name = _formula(formula.text)
        if name not in self.nodes:
            self.nodes[name] = ParsedNode(name, formula.text, formula.place, name=_name(name))
            self.tell(formula.place, "statement without words", formula.text)
        return name

    def tag(self, name: str, tag: str) -> None:
        """Give a statement a tag."""
        node = self.nodes[name]
        self.nodes[name] = replace(node, tags=tuple(dict.fromkeys([*node.tags, tag])))


def read_carneades(files: Mapping[str, str]) -> ParsedMap:
    """Read an argument graph of Carneades.

    Args:
        files: The text of one file, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: When it is none.
    """
    ((path, text),) = files.items()
    whole = _table(yaml_input(path, text) or Scalar("", Place(path)), "an argument graph")
    if not whole.entries.keys() & {"statements", "arguments", "issues", "assumptions"}:
        raise UnreadableError(whole.place, "there are no statements and no arguments", _MEND)
    graph = _ArgGraph()
    for name, value in _entries(whole, "statements"):
        _statement(graph, name, value)
    for name, value in _entries(whole, "arguments"):
        _argument(graph, name, _table(value, "an argument"))
    for _, value in _entries(whole, "issues"):
        _issue(graph, _table(value, "an issue"))
    for formula in _scalars(whole, "assumptions"):
        graph.tell(formula.place, "assumption", formula.text)
        graph.tag(graph.node(formula), "assumed")
    title, about = _about(graph, whole)
    _rest(graph, whole)
    return ParsedMap(title, tuple(graph.nodes.values()), tuple(graph.relations), tuple(graph.met), {}, about=about)


def _rest(graph: _ArgGraph, whole: Table) -> None:
    """Tell what no map can hold: what evaluating a graph is tested against, and what arguments are generated from."""
    for name in ("tests", "labels"):
        for _, value in _entries(whole, name):
            for formula in _listed(value):
                graph.tell(formula.place, "expected label", formula.text)
    for name, value in whole.entries.items():
        if name in _UNREAD:
            parts = [*value.items] if isinstance(value, Listing) else [*_table(value, name).entries.values()]
            for part in parts:
                graph.tell(part.place, _UNREAD[name])
        elif name not in _KNOWN:
            graph.tell(whole.keys[name], "other data", name)


_KNOWN = {"statements", "arguments", "issues", "assumptions", "meta", "references", "tests", "labels"}


def _table(value: Value, what: str) -> Table:
    if not isinstance(value, Table):
        raise UnreadableError(value.place, f"{what} is a table of keys and values", _MEND)
    return value


def _text(value: Value) -> str:
    if not isinstance(value, Scalar):
        raise UnreadableError(value.place, "a text is expected here", _MEND)
    return value.text


def _entries(table: Table, name: str) -> Iterator[tuple[str, Value]]:
    """Yield what stands in a table within a table; nothing where it is empty or not there."""
    value = table.entries.get(name)
    if value is not None and not (isinstance(value, Scalar) and value.text in ("", "~", "null")):
        yield from _table(value, name).entries.items()


def _listed(value: Value) -> Iterator[Scalar]:
    """Yield the texts of a list, or the only one."""
    for item in value.items if isinstance(value, Listing) else [value]:
        _text(item)
        if isinstance(item, Scalar) and item.text:
            yield item


def _scalars(table: Table, name: str) -> Iterator[Scalar]:
    if name in table.entries:
        yield from _listed(table.entries[name])


def _formula(text: str) -> str:
    """Return a formula as others name it: spaces in it mean nothing."""
    return "".join(text.split())


def _name(formula: str) -> str:
    return formula if is_id(formula) else ""


def _statement(graph: _ArgGraph, name: str, value: Value) -> None:
    """Read a statement: its words, or a table of them and more."""
    formula = _formula(name)
    graph.tell(value.place, "statement")
    if isinstance(value, Scalar):
        graph.nodes[formula] = ParsedNode(formula, value.text or name, value.place, name=_name(formula))
        return
    table = _table(value, "a statement")
    words = _text(table.entries["text"]) if "text" in table.entries else name
    graph.nodes[formula] = ParsedNode(formula, words, value.place, name=_name(formula))
    for key, part in table.entries.items():
        if key == "assumed":
            graph.tell(part.place, "assumption", words)
            if _text(part) == "true":
                graph.tag(formula, "assumed")
        elif key == "label":
            graph.tell(part.place, "label", _text(part))
            graph.tag(formula, f"label {_text(part)}")
        elif key == "meta":
            graph.tell(part.place, "meta")
            graph.nodes[formula] = replace(graph.nodes[formula], notes=_prose(part))
        elif key in ("issue", "arguments"):
            graph.tell(part.place, "back reference")
        elif key != "text":
            graph.tell(part.place, "other data", key)


def _argument(graph: _ArgGraph, name: str, table: Table) -> None:
    """Read an argument, and what denies it."""
    if "conclusion" not in table.entries:
        raise UnreadableError(table.place, "an argument has a conclusion", _MEND)
    conclusion = graph.node(_scalar(table.entries["conclusion"]))
    given = table.entries.get("premises", Listing((), table.place))
    premises = [*given.entries.items()] if isinstance(given, Table) else [("", one) for one in _listed(given)]
    graph.tell(table.place, "argument" if premises else "argument without premises", name)
    scheme = one_line(_text(table.entries["scheme"])) if "scheme" in table.entries else ""
    is_linked = len(premises) > 1 and scheme not in _ONE_BY_ONE
    score = _number(table.entries["weight"]) if "weight" in table.entries else None
    _tell_fields(graph, table, scheme)
    ids = []
    for role, premise in premises:
        formula = _scalar(premise)
        ids.append(graph.node(formula))
        if role:
            graph.tell(premise.place, "role of a premise", role)
        graph.relations.append(
            ParsedRelation(
                ids[-1],
                RelationType.SUPPORTS,
                conclusion,
                formula.place,
                jointly=name if is_linked else "",
                because=role,
                scheme="" if scheme in _WEIGHING else scheme,
                score=score,
            )
        )
    if "undercutter" in table.entries:
        denying = _scalar(table.entries["undercutter"])
        construct = "undercutter" if ids else "undercutter of an argument without premises"
        graph.tell(denying.place, construct, denying.text)
        origin = graph.node(denying)
        for premise_id in ids[:1] if is_linked else ids:  # linked premises fall with any of them
            graph.relations.append(
                ParsedRelation(origin, RelationType.UNDERCUTS, premise_id, denying.place, conclusion)
            )


def _tell_fields(graph: _ArgGraph, table: Table, scheme: str) -> None:
    """Tell the fields of an argument, but for the statements that it names."""
    fields = {
        "scheme": "weighing function" if scheme in _WEIGHING else "scheme",
        "weight": "weight",
        "parameters": "parameters",
        "meta": "meta of an argument or an issue",
    }
    for name, value in table.entries.items():
        if name not in ("conclusion", "premises", "undercutter"):
            graph.tell(value.place, fields.get(name, "other data"), name if name not in fields else _words(value))


def _scalar(value: Value) -> Scalar:
    if not isinstance(value, Scalar) or not value.text:
        raise UnreadableError(value.place, "the name of a statement is expected here", _MEND)
    return value


def _number(value: Value) -> float:
    try:
        return float(_text(value))
    except ValueError as error:
        raise UnreadableError(value.place, "a weight is a number", _MEND) from error


def _issue(graph: _ArgGraph, table: Table) -> None:
    """Read an issue: of its positions one at most can be accepted."""
    positions = [graph.node(formula) for formula in _scalars(table, "positions")]
    is_small = len(positions) <= _MOST_POSITIONS
    graph.tell(table.place, "issue" if is_small else "issue of many positions", ", ".join(positions[:9]))
    for one, other in permutations(dict.fromkeys(positions), 2) if is_small else ():
        graph.relations.append(ParsedRelation(one, RelationType.ATTACKS, other, table.place))
    for key, value in table.entries.items():
        if key == "standard":
            graph.tell(value.place, "standard", _text(value))
        elif key == "meta":
            graph.tell(value.place, "meta of an argument or an issue", _words(value))
        elif key != "positions":
            graph.tell(value.place, "other data", key)


def _words(value: Value) -> str:
    """Return all words of a value in one line."""
    if isinstance(value, Scalar):
        return one_line(value.text)
    if isinstance(value, Listing):
        return ", ".join(map(_words, value.items))
    return "; ".join(f"{name}: {_words(part)}" for name, part in value.entries.items())


def _prose(value: Value) -> str:
    """Write a value as paragraphs: one for each key."""
    parts = value.entries.items() if isinstance(value, Table) else [("", value)]
    return "\n\n".join(plain_prose(f"{name}: {_words(part)}" if name else _words(part)) for name, part in parts)


def _about(graph: _ArgGraph, whole: Table) -> tuple[str, str]:
    """Return the title, and what the graph says of itself and of works, as prose."""
    title, about = "", []
    for name, value in _entries(whole, "meta"):
        graph.tell(value.place, "title" if name == "title" else "meta", name)
        if name == "title":
            title = _words(value)
        else:
            about.append(plain_prose(f"{name}: {_words(value)}"))
    for name, value in _entries(whole, "references"):
        graph.tell(value.place, "reference", name)
        about.append(plain_prose(f"{name}: {_words(value)}"))
    return title, "\n\n".join(about)
