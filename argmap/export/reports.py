"""Writes what becomes of a map in another format: for people, for programs, and as a page."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from argmap.model.characters import escape_plain_markdown, visible
from argmap.model.exchange import Fate, Report
from argmap.model.jsontext import json_text

Form = Literal["text", "json", "md"]
FORMS: tuple[Form, ...] = get_args(Form)


def render_export(name: str, report: Report, form: Form) -> str:
    """Write what becomes of a map.

    Args:
        name: The name of the format.
        report: What the map says, and what becomes of each.
        form: The form: a name of `FORMS`.

    Returns:
        Text that ends in a line break; what strangers wrote cannot command a terminal, nor become markup.
    """
    return _WRITERS[form](name, report)


def _rows(report: Report) -> list[tuple[Fate, str, int, str]]:
    """List the constructs met: what became of each, its name, how often it was met, and what it is there."""
    counts = report.counts()
    return [
        (fate, name, counts[name], construct.becomes)
        for fate in Fate
        for name, construct in report.constructs.items()
        if construct.fate is fate and counts.get(name)
    ]


def _not_kept(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "path": met.place.path,
            "line": met.place.line,
            "column": met.place.column,
            "construct": met.construct,
            "fate": report.constructs[met.construct].fate.value,
            "words": met.words,
        }
        for met in report.not_kept()
    ]


def _text(name: str, report: Report) -> str:
    lines = [f"in {name}:"]
    lines += [f"  {fate}: {number:,} × {construct} ({becomes})" for fate, construct, number, becomes in _rows(report)]
    lines += ["{path}:{line}:{column}: {fate} {construct}: {words}".format_map(met) for met in _not_kept(report)]
    return "".join(f"{visible(line)}\n" for line in lines)


def _json(name: str, report: Report) -> str:
    constructs = [
        {"construct": construct, "fate": fate.value, "becomes": becomes, "count": number}
        for fate, construct, number, becomes in _rows(report)
    ]
    return json_text({"format": name, "constructs": constructs, "not-kept": _not_kept(report)})


def _markdown(name: str, report: Report) -> str:
    rows = [
        f"| {_plain(construct)} | {fate} | {number:,} | {_plain(becomes)} |"
        for fate, construct, number, becomes in _rows(report)
    ]
    places = [
        _plain("{path}:{line}:{column}: {fate} {construct}: {words}".format_map(met)) for met in _not_kept(report)
    ]
    head = [f"# In {_plain(name)}", "", "| Construct | Fate | Number | There |", "|---|---|---:|---|", *rows]
    listed = ["", "## What is not kept", "", *(f"- {place}" for place in places)] if places else []
    return "\n".join([*head, *listed, ""])


def _plain(text: str) -> str:
    return escape_plain_markdown(visible(text))


_WRITERS: Mapping[str, Callable[[str, Report], str]] = {"text": _text, "json": _json, "md": _markdown}
