"""Findings for people and for programs."""

import json

import pytest

from argmap.check.reports import FORMATS, Format, render
from argmap.model.findings import Finding, Place, has_errors
from argmap.model.rules import RULES, Severity

ERROR = Finding(Place("m/nodes/b.md", 3, 7), "AM012", 'attacks "x", which does not exist', 'did you mean "y"?')
WARNING = Finding(Place("m/nodes/a b.md", 1, 1), "AM018", "50 % of it: a, b")


def test_text_is_sorted_and_counted() -> None:
    assert render([ERROR, WARNING], "text") == (
        "docs/m/nodes/a b.md:1:1: warning AM018 50 % of it: a, b\n"
        'docs/m/nodes/b.md:3:7: error AM012 attacks "x", which does not exist\n'
        '    did you mean "y"?\n'
        "1 error, 1 warning\n"
    )


@pytest.mark.parametrize("form", ["text", "github"])
def test_no_findings_is_said(form: Format) -> None:
    assert render([], form) == "no findings\n"


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_a_stranger_commands_the_terminal(form: Format) -> None:
    nasty = Finding(Place("m/\x1b[31m.md"), "AM012", "a\x1b]0;b\x07\u202e\n::error::c", "d\r\ne")

    told = render([nasty], form, root=".")

    assert not set("\x1b\x07\r\u202e") & set(told)
    assert told.count("\n::error") == 0


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_whose_name_is_not_utf8_can_be_reported(form: Format) -> None:
    odd = Finding(Place("m/a\udcff\ud800.md"), "AM030", "not an id: a\udcff\ud800")

    assert render([odd], form).encode("utf-8")


def test_findings_at_one_place_are_sorted_by_code() -> None:
    later, sooner = (Finding(Place("a.md"), code, "x") for code in ("AM021", "AM020"))

    codes = [row["code"] for row in json.loads(render([later, sooner], "json"))]

    assert codes == ["AM020", "AM021"]


def test_counts_have_their_plurals() -> None:
    assert render([ERROR, ERROR], "text").endswith("\n2 errors\n")
    assert render([WARNING], "text").endswith("\n1 warning\n")


def test_json_can_be_read_back() -> None:
    rows = json.loads(render([ERROR], "json", root="here"))

    assert rows == [
        {
            "path": "here/m/nodes/b.md",
            "line": 3,
            "column": 7,
            "severity": "error",
            "code": "AM012",
            "message": 'attacks "x", which does not exist',
            "hint": 'did you mean "y"?',
        },
    ]


def test_github_commands_are_escaped() -> None:
    assert render([WARNING], "github") == (
        "::warning file=docs/m/nodes/a b.md,line=1,col=1,title=AM018 a linked premise with no partner::"
        "50 %25 of it: a, b\n"
    )
    assert "title=AM012 a relation to a node that does not exist::" in render([ERROR], "github")
    assert "%0Adid you mean" in render([ERROR], "github")


def test_github_properties_cannot_be_ended_by_a_path() -> None:
    told = render([Finding(Place("m/a,line=9::b%\n.md"), "AM012", "x")], "github")

    assert told.startswith("::error file=docs/m/a%2Cline=9%3A%3Ab%25\\u000a.md,line=1,")


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(render([ERROR, WARNING], "sarif"))

    run = log["runs"][0]
    assert (log["version"], run["tool"]["driver"]["name"]) == ("2.1.0", "argmap")
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    first = run["results"][0]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "docs/m/nodes/a%20b.md"
    assert run["results"][1]["message"]["text"].endswith('(did you mean "y"?)')
    assert [result["level"] for result in run["results"]] == ["warning", "error"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_messages_hold_no_link_and_no_placeholder() -> None:
    nasty = Finding(Place("a.md"), "AM012", "[a [b](https://evil.example) {0}", "[not a link]")

    log = json.loads(render([nasty], "sarif"))

    told = log["runs"][0]["results"][0]["message"]["text"]
    assert told == r"\[a \[b](https://evil.example) {{0}} ([not a link])"


def test_sarif_addresses_are_escaped() -> None:
    log = json.loads(render([Finding(Place("é a:b?#\udcff.md"), "AM030", "x")], "sarif", root="."))

    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "%C3%A9%20a%3Ab%3F%23%FF.md"


def test_only_errors_stop_a_build() -> None:
    assert not has_errors([WARNING])
    assert has_errors([WARNING, ERROR])
    assert ERROR.severity is Severity.ERROR
