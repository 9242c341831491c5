"""Every sample, counted again by means that know nothing of argmap: no statement and no relation is lost unsaid.

What is counted in an input stands in the map, or the report says what became of it.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

import pytest
import yaml

from argmap.importing.fitting import CONSTRUCTS
from imports import imports
from test_exchange_roundtrips import EVERY, NAMES

Count = tuple[int, int]
"""How many statements an input has, and how many relations between them."""

UNKNOWN = -1
"""Of relations that are not counted here: for what arguments of Carneades stand, tests/test_carneades.py tells."""

FIELDS = ("supports", "attacks", "qualifies", "undercuts", "explains", "answers", "frames")
NOT_A_RELATION = {
    one.name for one in CONSTRUCTS if one.name.startswith(("relation", "second", "circle of", "undercut"))
}
NOT_A_STATEMENT = ("statement given twice", "commentary")
"""What the report calls relations and statements that are not in the map."""

OF_ARGDOWN = {
    *("support", "attack", "entails", "contrary", "contradictory", "undercut", "undercut of what bears on nothing"),
    *("attack on an argument with premises", "support of an argument with premises", "premise"),
}


def count_kialo(text: str) -> Count:
    lines = re.findall(r"^\d[\d.]*\s+(?:(Pro|Con):\s*)?(.*)$", text, re.MULTILINE)
    theses = sum(not side for side, _ in lines)
    answers = theses if theses > 1 else 0  # of several, the discussion's title is the question
    return sum("-> See" not in words for _, words in lines) + bool(answers), sum(
        bool(one) for one, _ in lines
    ) + answers


def listed(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []


def count_gsn2x(*texts: str) -> Count:
    elements = relations = 0
    for case in map(yaml.safe_load, texts):
        module = case.pop("module", {})
        develops = (one["develops"] for one in module.get("extends", ()))
        relations += sum(len(listed(value)) for one in develops for value in one.values())
        elements += len(case)
        fields = ("supportedBy", "inContextOf", "challenges")
        relations += sum(len(listed((one or {}).get(field))) for one in case.values() for field in fields)
        marks = [one for one in case.values() if one and one.get("defeated")]
        marks += [end for one in case.values() for end in listed((one or {}).get("defeatedRelation"))]
        elements, relations = elements + len(marks), relations + len(marks)  # for each a node that says so
    return elements, relations


def count_steps(kinds: Mapping[str, str], edges: list[tuple[str, str]], steps: set[str], said: str) -> Count:
    relations = 0
    for name, kind in kinds.items():
        if kind in steps:
            premises = sum(end == name and kinds.get(start) == said for start, end in edges)
            ends = [kinds.get(end) for start, end in edges if start == name]
            relations += premises * sum(end == said or end in steps for end in ends)
    return sum(kind == said for kind in kinds.values()), relations


def count_aif(text: str) -> Count:
    value = json.loads(text)
    network = value.get("AIF", value)
    kinds = {str(one["nodeID"]): one["type"] for one in network["nodes"]}
    edges = [(str(one["fromID"]), str(one["toID"])) for one in network["edges"]]
    return count_steps(kinds, edges, {"RA", "CA"}, "I")


def count_sadface(text: str) -> Count:
    value = json.loads(text)
    kinds = {
        one["id"]: one["type"] if one["type"] == "atom" else str(one.get("name", "")).lower() or "inference"
        for one in value["nodes"]
    }
    edges = [(one["source_id"], one["target_id"]) for one in value["edges"]]
    return count_steps(kinds, edges, {*kinds.values()} - {"atom"}, "atom")


def count_csv(text: str) -> Count:
    rows = [*csv.DictReader(io.StringIO(text))]
    cells = [row.get(field) or "" for row in rows for field in FIELDS]
    return sum(bool(row["statement"]) for row in rows), sum(len(re.findall(r"[^;,]+", cell)) for cell in cells)


def count_obsidian(**notes: str) -> Count:
    pattern = r"^(?:supports|opposes|undercuts)::(.*)$"
    lines = [line for text in notes.values() for line in re.findall(pattern, text, re.MULTILINE)]
    return sum("/@" not in path for path in notes), sum(max(1, line.count("[[") - line.count("->")) for line in lines)


def count_argdown(text: str) -> Count:
    value = json.loads(text)
    alone = [one for one in value["arguments"].values() if not one.get("pcs")]
    roles = [one["role"] for argument in value["arguments"].values() for one in argument.get("pcs", ())]
    return len(value["statements"]) + len(alone), len(value["relations"]) + roles.count("premise")


def count_carneades(text: str) -> Count:
    value = yaml.safe_load(text)
    names = {*value["statements"], *(one["undercutter"] for one in value["arguments"].values() if "undercutter" in one)}
    premises = (one.get("premises", ()) for one in value["arguments"].values())
    named = {name for one in premises for name in (one.values() if isinstance(one, dict) else one)}
    return len(names | named | {*value.get("assumptions", ())}), UNKNOWN


COUNTERS: Mapping[str, Callable[..., Count]] = {
    "kialo": count_kialo,
    "aif": count_aif,
    "xaif": count_aif,
    "sadface": count_sadface,
    "csv": count_csv,
    "argdown": count_argdown,
    "carneades": count_carneades,
}


def counted(form: str, given: str | Mapping[str, str]) -> Count:
    if form == "gsn2x":
        return count_gsn2x(*([given] if isinstance(given, str) else given.values()))
    return count_obsidian(**given) if not isinstance(given, str) else COUNTERS[form](given)


@pytest.mark.parametrize(("form", "given"), EVERY, ids=NAMES)
def test_no_statement_and_no_relation_of_a_sample_is_lost_unsaid(form: str, given: str | Mapping[str, str]) -> None:
    statements, relations = counted(form, given)
    got = imports(form, given)
    stated = (relation for node in got.map.nodes for relation in node.relations)
    carried = sum(max(1, len(relation.jointly)) for relation in stated)  # a premise of several steps to one end is one
    carried += sum(got.counts[name] for name in NOT_A_RELATION)
    if form == "argdown":  # where a relation of an argument is one of each of its premises: what was met is counted
        carried = sum(got.counts[name] for name in OF_ARGDOWN)

    assert len(got.map.nodes) + sum(got.counts[name] for name in NOT_A_STATEMENT) == statements
    assert relations in (UNKNOWN, carried)
