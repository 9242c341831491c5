"""What a map says in Argdown, Argdown's own program reads, and import brings back; one process reads many maps."""

import dataclasses
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import test_argdown
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, REPORTED
from argmap.importing.argdown import THROUGH
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation
from argmap.model.exchange import Fate
from argmap.model.findings import Place, has_errors
from argmap.model.graph import graph_of
from imports import Imports, imports
from test_exchange_roundtrips import NODES, RELATION, facts, published

PROGRAM = shutil.which("argdown")
MAPS = 100
KEPT = [*(one.name for one in REPORTED["argdown"] if one.fate is Fate.KEPT), "linked supports"]
SIGNS = str.maketrans("<>[]#", "‹›()\N{FULLWIDTH NUMBER SIGN}")

MORE = sorted(Path(os.environ.get("ARGMAP_SAMPLES", ".none")).glob("*.argdown"))
"""Debates of others, which may not lie here."""

pytestmark = pytest.mark.skipif(not PROGRAM, reason="there is no argdown; npm install --global @argdown/cli")


def read_by_argdown(texts: Mapping[str, str], folder: Path) -> dict[str, Imports]:
    """Have Argdown's program read texts, all in one process, and import what it writes of each."""
    assert PROGRAM
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.argdown").write_text(text, encoding="utf-8")
    command = [PROGRAM, "json", "*.argdown", "out", "--throwExceptions"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    exports = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "out").glob("*.json")}
    assert exports.keys() == texts.keys(), done.stdout + done.stderr
    return {
        name: imports("argdown", json.dumps({**exports[name], THROUGH: {"source": text, "version": ""}}))
        for name, text in texts.items()
    }


def there(said: Counter[str]) -> Counter[str]:
    """Return what is said with the signs that the table names as they become."""
    return Counter({" ".join(str(words).translate(SIGNS).split()): number for words, number in said.items()})


def differences(before: PublishedMap, after: Imports) -> list[str]:
    """Say what is kept, by the table, and did not come back."""
    if has_errors(after.findings):
        return [*map(str, after.findings)]
    said, again = facts(before.argument_map), facts(after.map)
    # Linked objections, and denied ones that bear on more, are told to become a statement that attacks.
    told = bool(again.get("statement", Counter()).keys() - said.get("statement", Counter()).keys())
    # A scheme that only some of linked premises have is told to become that of all.
    schemes = {"scheme of a reason"} if said.get("scheme of one of linked premises") else set()
    pairs = {
        name: (there(said.get(name, Counter())), there(again.get(name, Counter())))
        for name in KEPT
        if name not in schemes
    }
    return [
        f"{name}: {one - other}, but {other - one}"
        for name, (one, other) in pairs.items()
        if (one - other and not (told and name == "attacks")) or (other - one and not told)
    ]


def in_argdown(maps: Sequence[PublishedMap]) -> dict[str, str]:
    return {f"m{number}": EXPORTS["argdown"].write(one) for number, one in enumerate(maps)}


def compare(maps: Sequence[PublishedMap], folder: Path) -> None:
    """Write maps in Argdown, have them read, and compare what came of each."""
    texts = in_argdown(maps)
    back = read_by_argdown(texts, folder)
    wrong = {name: differences(one, back[name]) for name, one in zip(texts, maps, strict=True)}
    told = [f"{lost}\n{texts[name]}" for name, lost in wrong.items() if lost]
    assert not told, f"{len(told)} of {len(maps)}: " + "\n".join(told[:3])


def test_what_argdown_keeps_comes_back_as_it_was(tmp_path: Path) -> None:
    maps: list[PublishedMap] = []

    @given(NODES, st.lists(RELATION, max_size=8))
    @settings(max_examples=MAPS, deadline=None, phases=[Phase.generate])
    def gather(nodes: tuple[ParsedNode, ...], relations: list[ParsedRelation]) -> None:
        # Argdown knows statements by their titles: each has one of its own, of which its id is made here as there.
        titles = (f"{one.title or one.text} {one.origin}".translate(SIGNS) for one in nodes)
        nodes = tuple(
            dataclasses.replace(one, title=title, name="", notes="") for one, title in zip(nodes, titles, strict=True)
        )
        parsed = ParsedMap("A debate", nodes, tuple(relations), (), {"p": "Sue Ode", "q": "Board, The"})
        maps.append(published(merge(parsed, Origin("toy", "in", "in")).files))

    gather()
    compare(maps, tmp_path)


def test_no_sign_that_a_tag_gets_makes_markup_of_others(tmp_path: Path) -> None:
    tags = ("C#", "x#**(*")
    node = ParsedNode("n", "Tea is best.", Place("in"), title="Tea", tags=tags)
    parsed = ParsedMap("A debate", (node,), (), (), {})
    (argument_map,) = [published(merge(parsed, Origin("toy", "in", "in")).files)]

    assert sorted(argument_map.argument_map.nodes[0].tags) == sorted(tags)
    compare([argument_map], tmp_path)


def test_debates_in_argdown_that_were_imported_and_exported_say_what_they_said(tmp_path: Path) -> None:
    texts = {"kettle": test_argdown.TEXT, **{path.stem: path.read_text(encoding="utf-8") for path in MORE}}
    first, again = tmp_path / "first", tmp_path / "again"
    maps = [PublishedMap(one.map, graph_of(one.map)) for one in read_by_argdown(texts, tmp_path).values()]
    back = read_by_argdown(in_argdown(maps), first)

    for one, other in zip(maps, back.values(), strict=True):
        before, after = facts(one.argument_map), facts(other.map)
        assert {name: len(before.get(name, ())) for name in KEPT} == {name: len(after.get(name, ())) for name in KEPT}
    compare([PublishedMap(one.map, graph_of(one.map)) for one in back.values()], again)  # now no two titles are one
