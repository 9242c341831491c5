"""Asks for the works that a new node rests on, and describes with its writer those that the map does not have yet."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from argmap.cli.asking import ask, ask_one_of, tell
from argmap.edit.newwork import FORMS, Described, address_fault, doubted_name, names_fault, work_of, year_fault
from argmap.model.clusters import parse_cite
from argmap.model.limits import is_key
from argmap.model.maps import ArgumentMap, Reference
from argmap.read.meant import closest, excerpt
from argmap.read.nodes import cite_fault

_NEW = "new"
_MOST_LISTED = 12

Brought = dict[str, Mapping[str, Any]]
"""Entries of CSL-JSON by their keys."""


def asked_works(argument_map: ArgumentMap) -> tuple[tuple[str, ...], Brought]:
    """Ask which works a new node rests on.

    Args:
        argument_map: The map of the node.

    Returns:
        What the field `cites` is to hold, and the works among it that the node brings.
    """
    known = {work.key: work for work in argument_map.references}
    cites: list[str] = []
    brought: Brought = {}
    while True:
        example = next(iter([*brought, *known]), "")
        by_key = f'its key, as in "{example}, p. 12", or ' if example else ""
        question = f"A work it rests on: {by_key}{_NEW} for one that the map does not have (empty for none)"
        answer = ask(f"Another work: {by_key}{_NEW} (empty for no more)" if cites else question)
        if not answer:
            return tuple(cites), brought
        key, locator = parse_cite(answer)
        if key in brought or key in known:
            message, hint = cite_fault(answer)
            if message:
                tell(f"{message}; {hint}")
                continue
        else:
            if answer != _NEW:
                tell(_unknown(key, known))
            work = _described(key if answer != _NEW and is_key(key) else "", [*known, *brought])
            if work is None:
                continue
            key = str(work["id"])
            brought[key] = work
            if cite_fault(f"{key}, {locator}")[0] or not locator:
                locator = ask("Place in it, such as p. 12 (empty for none)", partial(_place_fault, key))
            tell(f"the node brings it, as {key}")
        cites.append(f"{key}, {locator}" if locator else key)


def doubt_once() -> Callable[[str], str]:
    """Return what asks about a name that may be a person's without a comma, and takes it when it comes again."""
    answers = set[str]()

    def doubt(answer: str) -> str:
        person = doubted_name(answer)
        if not person or answer in answers:
            return ""
        answers.add(answer)
        return f'a person or an organisation? A person is "{person}"; the same answer again is an organisation'

    return doubt


def _place_fault(key: str, locator: str) -> str:
    return cite_fault(f"{key}, {locator}")[1]


def _unknown(key: str, known: Mapping[str, Reference]) -> str:
    """Say which works the map has in the place of one that it does not have."""
    nearest = closest(key, known) or ("it has:" if known else "it has none yet")
    listed = [f"  {one}  {excerpt(str(known[one].entry.get('title', '')))}" for one in [*known][:_MOST_LISTED]]
    more = [f"  and {len(known) - _MOST_LISTED} more"] if len(known) > _MOST_LISTED else []
    return "\n".join([f'no work of the map has the key "{excerpt(key)}"; {nearest}', *listed, *more])


def _described(key: str, known: Collection[str]) -> dict[str, Any] | None:
    """Ask for what a citation shows of a work; None where the writer would rather name another."""
    of_key = f" of {key}" if key else ""
    title = ask(f"Title{of_key}, to describe it here (empty to name another work)")
    if not title:
        return None
    doubt, about = doubt_once(), "Author, as in Doe, Jane; several with ; between them (empty for none)"
    authors = ask(about, lambda answer: names_fault(answer) or doubt(answer))
    year = ask("Year (empty for none)", year_fault)
    form = ask_one_of("What it is", [*FORMS], "book")
    within = ask(f"{FORMS[form][2]} (empty for none)")
    address = ask("Web address or DOI (empty for none)", address_fault)
    return work_of(Described(title, authors, year, form, within, address), key, known)
