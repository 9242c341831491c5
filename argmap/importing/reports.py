"""Writes what became of an input: for people, for programs, and as a page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from argmap.importing.merging import OUTCOMES, Outcome
from argmap.importing.totals import Total, fates_of, total_of
from argmap.model.characters import escape_plain_markdown, visible
from argmap.model.exchange import Fate, Met, Report
from argmap.model.findings import Place
from argmap.model.jsontext import json_text

Form = Literal["text", "json", "md"]
FORMS: tuple[Form, ...] = get_args(Form)

_MOST_LINES = 25
"""How many of one kind have a line each; of more, one line says how many there are and where."""

_MOST_PLACES = 20
"""How many places that line names."""

_QUIET = (Outcome.NEW, Outcome.UPDATED, Outcome.SAME)
"""Outcomes of which the number says enough."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to.

    Attributes:
        folder: The folder of the map.
        origin: The format and the files, for people: `csv: debate.csv`.
        outcomes: What became of each file of the map, by its path below the folder.
        report: What became of each construct.
    """

    folder: str
    origin: str
    outcomes: Mapping[str, Outcome]
    report: Report


@dataclass(frozen=True, slots=True)
class Refused:
    """An input of which no map was made: where it cannot be read, why, and what to do."""

    place: Place
    what: str
    mend: str


def render_imports(reports: Sequence[ImportReport], refusals: Sequence[Refused], form: Form) -> str:
    """Write what came of an import.

    Args:
        reports: What became of each map, in the order of the inputs.
        refusals: Inputs of which no map was made.
        form: The form: a name of `FORMS`.

    Returns:
        Text that ends in a line break; what strangers wrote cannot command a terminal, nor become markup.
    """
    writers: Mapping[str, Callable[[Sequence[ImportReport], Sequence[Refused]], str]] = {
        "text": _text,
        "json": _json,
        "md": _markdown,
    }
    return writers[form](reports, refusals)


def _text(reports: Sequence[ImportReport], refusals: Sequence[Refused]) -> str:
    lines = []
    for one in reports:
        lines += [visible(f"{one.folder}, from {one.origin}")]
        lines += [f"  {number:,} {outcome}: {OUTCOMES[outcome]}" for outcome, number in _numbers(one)]
        lines += [visible(f"    {path}: {outcome}") for path, outcome in _to_look_at(one)]
        for fate in Fate:
            lines += [f"  {fate}: {number:,} × {name} ({becomes})" for name, becomes, number in _counts(one, fate)]
        lines += [visible(line) for line in _not_kept(one.report)]
    lines += [visible(line) for no in refusals for line in _refusal(no)]
    if len(reports) + len(refusals) > 1:
        total = _total(reports)
        lines.append(_in_all(reports, refusals))
        lines += [f"  {number:,} {outcome}: {OUTCOMES[outcome]}" for outcome, number in total.outcomes.items()]
        for fate, number in total.fates.items():
            lines.append(f"  {number:,} {fate}")
            lines += [
                f"    {count:,} × {one.name} ({one.becomes})" for one, count in total.constructs if one.fate is fate
            ]
    return "".join(f"{line}\n" for line in lines)


def _total(reports: Sequence[ImportReport]) -> Total:
    return total_of([one.report for one in reports], [one.outcomes for one in reports])


def _in_all(reports: Sequence[ImportReport], refusals: Sequence[Refused]) -> str:
    made = "1 map" if len(reports) == 1 else f"{len(reports):,} maps"
    refused = f"{len(refusals):,} refused, which stopped no other" if refusals else "none refused"
    return f"In all {made}; {refused}"


def _refusal(no: Refused) -> Iterable[str]:
    yield f"{_where(no.place)}: {no.what}"
    if no.mend:
        yield f"    {no.mend}"


def _json(reports: Sequence[ImportReport], refusals: Sequence[Refused]) -> str:
    return json_text(
        {
            "maps": [
                {
                    "folder": one.folder,
                    "from": one.origin,
                    "files": {path: outcome.value for path, outcome in one.outcomes.items()},
                    "constructs": [
                        {"construct": name, "fate": fate.value, "becomes": becomes, "count": number}
                        for fate in Fate
                        for name, becomes, number in _counts(one, fate)
                    ],
                    "not-kept": [_met(one.report, met) for met in one.report.not_kept()],
                }
                for one in reports
            ],
            "total": _total_in_json(_total(reports)),
            "refused": [{**_position(no.place), "what": no.what, "mend": no.mend} for no in refusals],
        }
    )


def _total_in_json(total: Total) -> dict[str, Any]:
    return {
        "files": {outcome.value: number for outcome, number in total.outcomes.items()},
        "fates": {fate.value: number for fate, number in total.fates.items()},
        "constructs": [
            {"construct": one.name, "fate": one.fate.value, "becomes": one.becomes, "count": number}
            for one, number in total.constructs
        ],
    }


def _met(report: Report, met: Met) -> dict[str, Any]:
    fate = report.constructs[met.construct].fate.value
    return {**_position(met.place), "construct": met.construct, "fate": fate, "words": met.words}


def _position(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _markdown(reports: Sequence[ImportReport], refusals: Sequence[Refused]) -> str:
    parts = []
    for one in reports:
        parts.append(f"# {_plain(one.folder)}\n\nFrom {_plain(one.origin)}.")
        parts.append("\n".join(f"- {number:,} {outcome}: {OUTCOMES[outcome]}" for outcome, number in _numbers(one)))
        if looked_at := [f"- {_plain(path)}: {outcome}" for path, outcome in _to_look_at(one)]:
            parts.append("\n".join(["## To look at", "", *looked_at]))
        rows = [
            f"| {_plain(name)} | {fate} | {number:,} | {_plain(becomes)} |"
            for fate in Fate
            for name, becomes, number in _counts(one, fate)
        ]
        parts.append(
            "\n".join(["## What became of it", "", "| Construct | Fate | Number | What it became |", _RULE, *rows])
        )
        if places := [f"- {_plain(line)}" for line in _not_kept(one.report)]:
            parts.append("\n".join(["## What was not kept", "", *places]))
    if len(reports) + len(refusals) > 1:
        parts.insert(0, _all_in_markdown(reports, refusals))
    if refusals:
        parts.append("\n".join(["# Refused", "", *(f"- {_plain(': '.join(_refusal(no)))}" for no in refusals)]))
    return "\n\n".join([*parts, ""])


def _all_in_markdown(reports: Sequence[ImportReport], refusals: Sequence[Refused]) -> str:
    total = _total(reports)
    head = " | ".join(["| Map", *Fate, ""]).rstrip()
    rows = [_row(_plain(one.folder), fates_of(one.report)) for one in reports]
    rows.append(_row("**All of them**", total.fates))
    constructs = [
        f"| {_plain(one.name)} | {one.fate} | {number:,} | {_plain(one.becomes)} |" for one, number in total.constructs
    ]
    lines = [f"# All maps\n\n{_in_all(reports, refusals)}.\n", head, "|---" + "|---:" * len(Fate) + "|", *rows]
    return "\n".join([*lines, "", "| Construct | Fate | Number | What it became |", _RULE, *constructs])


def _row(name: str, fates: Mapping[Fate, int]) -> str:
    return " | ".join([f"| {name}", *(f"{fates[fate]:,}" for fate in Fate), ""]).rstrip()


_RULE = "|---|---|---:|---|"


def _plain(text: str) -> str:
    return escape_plain_markdown(visible(text))


def _numbers(one: ImportReport) -> list[tuple[Outcome, int]]:
    """Count the files by what became of them."""
    outcomes = list(one.outcomes.values())
    return [(outcome, outcomes.count(outcome)) for outcome in Outcome if outcome in outcomes]


def _to_look_at(one: ImportReport) -> list[tuple[str, Outcome]]:
    return sorted((path, outcome) for path, outcome in one.outcomes.items() if outcome not in _QUIET)


def _counts(one: ImportReport, fate: Fate) -> list[tuple[str, str, int]]:
    """Count the constructs of one fate: the name of each, what it became, and how often it was met."""
    counts = one.report.counts()
    return [
        (name, construct.becomes, counts[name])
        for name, construct in one.report.constructs.items()
        if construct.fate is fate and counts.get(name)
    ]


def _not_kept(report: Report) -> Iterator[str]:
    """Say where everything stands that was not kept: a line for each, or one for all where they are many of a kind."""
    by_kind: dict[tuple[str, str], list[Met]] = defaultdict(list)
    for met in report.not_kept():
        by_kind[met.place.path, met.construct].append(met)
    for same in by_kind.values():
        if len(same) <= _MOST_LINES:
            yield from (f"{_where(met.place)}: {_told(report, met)}" for met in same)
            continue
        construct = report.constructs[same[0].construct]
        places = [f"{met.place.line}:{met.place.column}" for met in same[:_MOST_PLACES]]
        rest = f" and {len(same) - _MOST_PLACES:,} more, which --report json lists" if same[_MOST_PLACES:] else ""
        where = f"at {', '.join(places)}{rest}"
        yield f"{_where(same[0].place)}: {construct.fate} {len(same):,} × {construct.name}, {where}"


def _told(report: Report, met: Met) -> str:
    construct = report.constructs[met.construct]
    return f"{construct.fate} {construct.name}{f': {met.words}' if met.words else ''}"


def _where(place: Place) -> str:
    return f"{place.path or 'the input'}:{place.line}:{place.column}"
