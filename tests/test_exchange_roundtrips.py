"""A map written in another format and imported again says the same, but for what the table in the docs lets go."""

import dataclasses
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import test_aif
import test_argdown
import test_carneades
import test_gsn2x
import test_kialo
import test_sadface
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, FOLDERS, REPORTED
from argmap.export.saying import said_by
from argmap.importing.argdowntext import exported
from argmap.importing.inputs import decoded
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, link_to_node
from argmap.importing.registry import IMPORTERS
from argmap.model.exchange import SAID, Fate
from argmap.model.findings import Place, has_errors
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap
from argmap.model.relations import RelationType
from argmap.read.commonmark import parser
from argmap.site.validate import checked
from gsn2xrules import errors_in
from imports import Imports, imports

ROOT = Path(__file__).parent.parent
AT = Place("in", 1)
BOTH_WAYS = [name for name in REPORTED if name in IMPORTERS and name != "argdown"]
"""Formats that are read and written without another program; Argdown needs its own, and is tested beside it."""

IDS = "abcde"
_A = re.compile(r"</?a\b[^>]*>")
SIGNS = str.maketrans(";[]", ",()")
WORDS = (
    st.text(st.sampled_from("aBé;,=+-@#[]%:'\"|<>*_ .!&"), min_size=1, max_size=12)
    .map(lambda text: " ".join(f"So {text}".split()))
    .filter(lambda text: any(sign.isalpha() for sign in text))
)
NOTES = st.sampled_from(
    [
        *("", "It is *so*.", "- one\n- two", "#tag is no tag, ==nor this==, 50%% or [[x]]", "supports:: [[a]]", "=1+1"),
        *(
            "> [!note] it",
            "So ^it",
            "`#code [[x]] ==y==` and\n\n```\n[[z]] %% #w\n```",
            "a@b.org, $x^2$",
            "'=so",
            "x ^a-1",
        ),
        link_to_node("That", "a"),
    ]
)
NODES = st.tuples(
    *(
        st.builds(
            ParsedNode,
            origin=st.just(name),
            text=WORDS,
            place=st.just(AT),
            title=st.just("") | WORDS | st.sampled_from(["Same", "CON", "a.md", "CLM - x", "@x", ".."]),
            name=st.just(name),
            kind=st.none() | st.sampled_from(list(Kind)),
            notes=NOTES,
            speakers=st.lists(st.sampled_from(["p", "q"]), max_size=2, unique=True).map(tuple),
            tags=st.lists(WORDS, max_size=2).map(tuple),
            score=st.none() | st.sampled_from([0.5, -2.0, 3.0]),
            works=st.lists(st.just({"type": "book", "title": "A book", "DOI": "10.1000/182"}), max_size=1).map(tuple),
            defeated=st.just("") | WORDS,
        )
        for name in IDS
    )
)
RELATION = st.builds(
    ParsedRelation,
    origin=st.sampled_from(IDS),
    type=st.sampled_from(list(RelationType)),
    target=st.sampled_from(IDS),
    place=st.just(AT),
    conclusion=st.sampled_from(IDS),
    jointly=st.sampled_from(["", "", "g", "h (1)"]),
    because=st.just("") | WORDS,
    scheme=st.sampled_from(["", "", "Analogy", "attack", "Expert opinion"]),
    score=st.none() | st.just(0.25),
    order=st.none() | st.integers(0, 9),
).map(lambda one: one if one.type is RelationType.UNDERCUTS else dataclasses.replace(one, conclusion=""))


def published(files: Mapping[str, str]) -> PublishedMap:
    (argument_map,), _ = checked({f"m/{path}": text for path, text in files.items()})
    return PublishedMap(argument_map, graph_of(argument_map))


def there_and_back(form: str, exported: PublishedMap) -> Imports:
    if form in FOLDERS:
        return imports(form, {f"v/{path}": text for path, text in FOLDERS[form].write(exported).items()})
    return imports(form, decoded("in", EXPORTS[form].write(exported).encode()))


def facts(argument_map: ArgumentMap) -> dict[str, Counter[Any]]:
    """Say everything that a map says as its report names it; of linked premises who they are, whatever their label.

    Signs are as the table has them: a comma for a semicolon, round brackets for square ones.
    """
    said: dict[str, Counter[Any]] = {}
    for met in said_by(argument_map, graph_of(argument_map)):
        said.setdefault(met.construct, Counter())[met.words.translate(SIGNS).replace("%%", "% %")] += 1
    groups: dict[Any, set[str]] = {}
    for node in argument_map.nodes:
        if not node.withdrawn:
            said.setdefault("statement", Counter())[node.id] = hash(node.statement)
            said.setdefault("prose", Counter())[node.id] = hash(_A.sub("", str(parser().render(node.prose))))
            for relation in node.relations:
                for group in relation.linked_groups:
                    groups.setdefault(group, set()).add(node.id)
    for name in said:
        if name.startswith("linked"):
            said[name] = Counter()
    for (target, kind, _), members in groups.items():
        if len(members) == 1:  # its partners were withdrawn
            continue
        said.setdefault(f"linked {kind}", Counter())[target, tuple(sorted(members))] += 1
    return said


@pytest.mark.parametrize("form", ["argdown", *BOTH_WAYS])
def test_what_export_keeps_import_is_said_to_bring_back(form: str) -> None:
    kept = {construct.name for construct in REPORTED[form] if construct.fate is Fate.KEPT}

    assert kept <= IMPORTERS[form].brings <= {*SAID}


@pytest.mark.parametrize("form", BOTH_WAYS)
@given(NODES, st.lists(RELATION, max_size=8))
@settings(max_examples=25, deadline=None)
def test_what_a_format_keeps_comes_back_as_it_was(
    form: str, nodes: tuple[ParsedNode, ...], relations: list[ParsedRelation]
) -> None:
    if form == "gsn2x":  # which has a node of its own where premises are linked
        relations = [dataclasses.replace(one, jointly="") for one in relations]
    parsed = ParsedMap("A debate", nodes, tuple(relations), (), {"p": "Sue Ode", "q": "Board, The"}, authors=("Ann",))
    exported = published(merge(parsed, Origin("toy", "in", "in")).files)
    back = there_and_back(form, exported)

    assert not has_errors(back.findings)
    before, after = facts(exported.argument_map), facts(back.map)
    kept = [construct.name for construct in REPORTED[form] if construct.fate is Fate.KEPT]
    for name in [*kept, *(f"linked {kind}" for kind in ("supports", "attacks"))]:
        assert after.get(name, Counter()) == before.get(name, Counter()), name


def a_case(nodes: tuple[ParsedNode, ...], relations: list[ParsedRelation]) -> str:
    parsed = ParsedMap("A debate", nodes, tuple(relations), (), {"p": "Sue Ode", "q": "Board, The"})
    return EXPORTS["gsn2x"].write(published(merge(parsed, Origin("toy", "in", "in")).files))


@given(NODES, st.lists(RELATION, max_size=8))
@settings(max_examples=60, deadline=None)
def test_every_case_keeps_the_rules_of_gsn2x(nodes: tuple[ParsedNode, ...], relations: list[ParsedRelation]) -> None:
    case = a_case(nodes, relations)

    assert errors_in(case) == [], case


GSN2X = shutil.which("gsn2x")


@pytest.mark.skipif(not GSN2X, reason="there is no gsn2x: cargo install gsn2x")
@given(NODES, st.lists(RELATION, max_size=8))
@settings(max_examples=60, deadline=None)
def test_gsn2x_itself_takes_every_case(nodes: tuple[ParsedNode, ...], relations: list[ParsedRelation]) -> None:
    with TemporaryDirectory() as folder:
        case = Path(folder) / "case.gsn.yaml"
        case.write_text(a_case(nodes, relations), encoding="utf-8")
        done = subprocess.run([str(GSN2X), "--check", str(case)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr + case.read_text(encoding="utf-8")


def a_sheet() -> str:
    page = (ROOT / "manual" / "importing.md").read_text(encoding="utf-8")
    shown = page.partition("```text\nid,statement")[2].partition("```")[0]
    return f"id,statement{shown}mill,,ban,,,,\n"


STEPS = ("r RA Analogy", "k CA", "n CA Bias", "m CA", "b > r > a", "c > r", "d > k > a", "e > n > r", "b > m > k")
SAMPLES: Mapping[str, str | Mapping[str, str]] = {
    "argdown": test_argdown.WHOLE,
    "aif": test_aif.nodeset(
        *("a I", "b I", "c I", "d I", "e I", *STEPS, "l L Sue Ode: a", "y YA Asserting", "l > y > a"),
        **test_aif.SUE,
        locutions=[{"nodeID": "l", "personID": "1"}],
    ),
    "xaif": json.dumps(
        {"AIF": json.loads(test_aif.nodeset("a I", "b I", "c I", *STEPS[:2], "b > r > a", "c > k > r"))}
    ),
    "sadface": test_sadface.document(
        *("a atom It is so.", "b atom It is red.", "c atom It is blue.", "s inference Analogy", "t conflict disagree"),
        *("b > s > a", "c > t > s"),
        metadata={"core": {"title": "Dams", "analyst_name": "Ann Ode"}},
    ),
    "gsn2x": test_gsn2x.CASE,
    "carneades": test_carneades.EVERYTHING,
    "kialo": test_kialo.DEBATE,
    "csv": a_sheet(),
    "obsidian": {
        "v/CLM - It is.md": "Text of *it*.",
        "v/CLM - So.md": "supports:: [[CLM - It is]] [because:: of it] [jointly:: both]\n\nSee [[CLM - It is]].",
        "v/Or so.md": "---\nvoice: Ana\ntags: [x]\n---\nundercuts:: [[CLM - So]] -> [[CLM - It is]]",
        "v/And.md": "supports:: [[CLM - It is]] [jointly:: both]",
        "v/EVD - Old.md": "opposes:: [[CLM - It is]]\nderived from:: [[@doe2020]]",
        "v/@doe2020.md": "---\ntitle: A book\nyear: 2020\n---\n",
    },
}
"""For each format a file of its own making, written by its documentation."""


def more_samples() -> Iterator[tuple[str, Any]]:
    """Yield further samples, of a folder that ARGMAP_SAMPLES names: kialo-a-debate.txt, or a folder gsn2x-a-case.

    What is in Argdown is read by its own program, where that is there.
    """
    for file in sorted(Path(os.environ.get("ARGMAP_SAMPLES", ".none")).glob("*-*")):
        form = file.name.partition("-")[0]
        if file.is_dir():
            yield form, {path.name: decoded(path.name, path.read_bytes()) for path in sorted(file.glob("*"))}
        elif file.suffix != ".argdown" or shutil.which("argdown"):
            text = decoded(file.name, file.read_bytes())
            yield form, exported(file.name, text) if form == "argdown" else text


EVERY = [*SAMPLES.items(), *more_samples()]
NAMES = [f"{form}-{number}" for number, (form, _) in enumerate(EVERY)]


@pytest.mark.parametrize("form", IMPORTERS)
def test_what_a_sample_brings_is_what_the_table_says(form: str) -> None:
    always = {"title of the map", "other field of map.yml"}  # of its file
    said = facts(imports(form, SAMPLES[form]).map)

    assert {name for name, counted in said.items() if counted} - always <= {
        *IMPORTERS[form].brings,
        *(f"linked {kind}" for kind in ("supports", "attacks")),
    }


@pytest.mark.parametrize(("form", "given"), EVERY, ids=NAMES)
def test_a_sample_that_is_exported_and_imported_again_says_what_it_said(
    form: str, given: str | Mapping[str, str]
) -> None:
    if form not in BOTH_WAYS:
        pytest.skip("no such export" if form not in REPORTED else "tests/test_argdown_roundtrips.py does this")
    first = imports(form, given)
    second = there_and_back(form, PublishedMap(first.map, graph_of(first.map)))

    before, after = facts(first.map), facts(second.map)
    for name in (construct.name for construct in REPORTED[form] if construct.fate is Fate.KEPT):
        assert after.get(name, Counter()) == before.get(name, Counter()), name


@pytest.mark.parametrize("form", ["aif", "xaif", "sadface", "csv"])
def test_what_was_exported_once_is_the_same_to_the_letter_ever_after(form: str) -> None:
    first = imports(form, SAMPLES[form])
    text = EXPORTS[form].write(PublishedMap(first.map, graph_of(first.map)))
    second = imports(form, decoded("in", text.encode()))

    assert EXPORTS[form].write(PublishedMap(second.map, graph_of(second.map))) == text
