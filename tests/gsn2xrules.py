"""The rules of gsn2x for a case of one module, as its sources state them (src/gsn/check.rs, validation.rs, gsn.rs).

What its program calls an error is one here; warnings are none, as a case with them is drawn. Knows nothing of argmap.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

ARGUED = {"Goal", "CounterGoal", "Solution", "CounterSolution", "Strategy"}
SUPPORTED_BY = {"Goal": ARGUED, "Strategy": ARGUED, "CounterGoal": {"CounterGoal", "CounterSolution"}}
CONTEXTS = {"Justification", "Assumption", "Context"}
IN_CONTEXT_OF = {"Goal": CONTEXTS, "Strategy": CONTEXTS}
TYPES = ARGUED | CONTEXTS


def errors_in(text: str) -> list[str]:
    """Return what gsn2x would refuse a case for, by the codes of its documentation."""
    case = yaml.safe_load(text)
    module = case.pop("module", {"name": ""})
    shape = [] if isinstance(module.get("name"), str) else ["the module has no name"]
    return [
        *shape,
        *(error for name, element in case.items() for error in _errors_of(case, name, element)),
        *_whole(case),
    ]


def _listed(element: Mapping[str, Any], field: str) -> list[str]:
    value = element.get(field, [])
    return [value] if isinstance(value, str) else value


def _errors_of(case: Mapping[str, Any], name: str, element: Mapping[str, Any]) -> Iterator[str]:
    kind = str(element.get("nodeType"))
    if not isinstance(name, str) or not isinstance(element.get("text", ""), str):
        yield f"{name!r}: no text"
    if kind not in TYPES:
        yield f"V01 {name}: {kind}"
    yield from _errors_of_ends(case, name, kind, element)
    if element.get("undeveloped") and element.get("supportedBy"):
        yield f"V03 {name}"
    if element.get("undeveloped", False) not in (True, False):
        yield f"{name}: undeveloped is no truth value"
    if "challenges" in element:
        yield from _errors_of_challenge(case, name, kind, element["challenges"])


def _errors_of_ends(case: Mapping[str, Any], name: str, kind: str, element: Mapping[str, Any]) -> Iterator[str]:
    for field, allowed in (("supportedBy", SUPPORTED_BY), ("inContextOf", IN_CONTEXT_OF)):
        for end in _listed(element, field):
            if end not in case:
                yield f"C03 {name} {field} {end}"
            elif case[end].get("nodeType") not in allowed.get(kind, ()):
                yield f"V04 {name} ({kind}) {field} {end} ({case[end].get('nodeType')})"
            if end == name:
                yield f"V06 {name} {field}"


def _errors_of_challenge(case: Mapping[str, Any], name: str, kind: Any, challenged: Any) -> Iterator[str]:  # noqa: ANN401 - as YAML has it
    if not isinstance(challenged, str):
        yield f"{name}: it challenges more than one thing"
        return
    left, is_step, right = challenged.partition("->")
    ends = [left.strip(), right.strip()] if is_step else [challenged]
    if kind not in ("CounterGoal", "CounterSolution"):
        yield f"V12 {name}"
    yield from (f"C12 or C14 {name} {end}" for end in ends if end not in case)
    if ends == [name]:
        yield f"C13 {name}"
    if is_step and ends[0] == ends[1]:
        yield f"C15 {name}"


def _whole(case: Mapping[str, Any]) -> Iterator[str]:
    roots = [
        name
        for name, element in case.items()
        if "challenges" not in element
        and not any(name in (*_listed(one, "supportedBy"), *_listed(one, "inContextOf")) for one in case.values())
    ]
    if astray := {*case} - _reached(case, roots):
        yield f"C08 {sorted(astray)}"
    if not roots:
        yield "C01: nothing is unreferenced"
    if len(roots) == 1 and case[roots[0]].get("nodeType") != "Goal":
        yield f"C02 {roots[0]}"
    yield from (f"C04 {name}" for name in case if name in _below(case, name))


def _below(case: Mapping[str, Any], name: str) -> set[str]:
    found: set[str] = set()
    waiting = _listed(case[name], "supportedBy")
    while waiting:
        one = waiting.pop()
        if one in case and one not in found:
            found.add(one)
            waiting = [*waiting, *_listed(case[one], "supportedBy")]
    return found


def _reached(case: Mapping[str, Any], roots: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = [*roots]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            challenging = [
                one for one in case if str(case[one].get("challenges", "")).partition("->")[0].strip() == name
            ]
            fields = ("supportedBy", "inContextOf")
            waiting += [*challenging, *(end for field in fields for end in _listed(case.get(name, {}), field))]
    return found
