"""Each finding code has a folder of data that shows it: docs/, and what is said about them."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from argmap.analysis.mappedtext import mapped_text_of
from argmap.analysis.verification import verify
from argmap.check.reports import render
from argmap.diff.compare import State, compare
from argmap.model.findings import Finding
from argmap.model.rules import RULES
from argmap.read.maps import read
from argmap.site.validate import checked, checked_with_pages
from argmap.storage.disk import load
from argmap.storage.processes import ProcessFailed
from conftest import broken_engine, site_of

CASES = Path(__file__).parent / "cases"
MADE_IN_BUILDING = {"AM080", "AM081", "AM082", "AM083", "AM085"}
"""Codes of what only drawing and formatting find."""


def _wishes(case: Path) -> dict[str, Any]:
    """Read what a case asks for besides its files: copies of one, a broken or missing program, a lower limit."""
    file = case / "case.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _set_up(case: Path, into: Path) -> Path:
    """Copy a case's docs; case.json may ask for many copies of a file, numbered where it says NUMBER."""
    docs = into / "docs"
    shutil.copytree(case / "docs", docs, symlinks=True)
    for path, number in _wishes(case).get("copies", {}).items():
        template = (docs / path).read_text(encoding="utf-8")
        (docs / path).unlink()
        for one in range(number):
            file = docs / path.replace("NUMBER", str(one))
            file.write_text(template.replace("NUMBER", str(one)), encoding="utf-8")
    return docs


def _fails(*_: object, **__: object) -> bytes:
    message = "pandoc failed: Error running Lua: /a folder/citeproc.lua:3: it is out of words stack traceback: line 4"
    raise ProcessFailed(message)


def _of_verifying(case: Path, docs: Path) -> tuple[Finding, ...]:
    """Return what looking its quotations up finds, if the case comes with the mapped text."""
    if not (case / "text.txt").is_file():
        return ()
    (argument_map,) = read(load(docs).texts).maps
    text = mapped_text_of((case / "text.txt").read_text(encoding="utf-8"), argument_map.paragraphs)
    return verify(argument_map, text, "2026-11-24").findings


def _of_changing(case: Path, docs: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the change, if the case comes with an earlier state."""
    if not (case / "before").is_dir():
        return ()
    before, after = (State(*checked(load(one).texts)) for one in (case / "before", docs))
    return compare(before, after).faults


@pytest.mark.parametrize("code", RULES)
def test_the_case_of_a_code_shows_it_and_reads_as_expected(
    code: str,
    tmp_path: Path,
    compare: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = CASES / code
    docs = _set_up(case, tmp_path)
    wishes = _wishes(case)
    if wishes.get("pandoc") == "missing":
        monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-pandoc")
    if wishes.get("pandoc") == "failing":
        monkeypatch.setattr("argmap.citations.pandoc.run", _fails)
    if wishes.get("typst") == "missing":
        monkeypatch.setitem(sys.modules, "typst", None)
    if "most-drawn" in wishes:
        monkeypatch.setattr("argmap.diagrams.views.MOST_DRAWN", wishes["most-drawn"])
    engine = broken_engine() if wishes.get("engine") == "broken" else None

    findings = [*site_of(docs, engine).findings, *_of_verifying(case, docs), *_of_changing(case, docs)]

    assert code in {finding.code for finding in findings}
    compare(case / "expected.txt", render(findings, "text"))


@pytest.mark.parametrize("code", [code for code in RULES if code not in MADE_IN_BUILDING])
def test_checking_finds_all_that_building_refuses_but_what_drawing_and_formatting_may(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-pandoc")
    docs = _set_up(CASES / code, tmp_path)
    sources = load(docs)

    _, told = checked_with_pages(sources.texts, sources.findings, sources.others)

    refused = [finding for finding in site_of(docs, broken_engine()).findings if finding.code not in MADE_IN_BUILDING]
    assert told == refused


def test_there_is_a_case_for_every_code_and_a_code_for_every_case() -> None:
    assert {case.name for case in CASES.iterdir()} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_every_code_says_why_it_matters_and_how_to_mend_it(code: str) -> None:
    rule = RULES[code]

    assert not rule.title.endswith(".")
    assert rule.reason.endswith(".")
    assert rule.mend.endswith(".")
