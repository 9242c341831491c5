"""What changed between two states of a map, by meaning."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.diff.argument import ArgumentChange
from argmap.diff.changes import ChangeKind, Changes, NodeChange
from argmap.diff.compare import State, compare
from argmap.diff.data import changes_object
from argmap.diff.report import report_of
from argmap.model.findings import Finding, Place
from argmap.model.quotations import quotation_hash
from argmap.site.validate import checked
from conftest import TOP, node
from counting import growth

A = "m/nodes/a.md"
MAPPED = "title: M\nwork: rain-2018\nsections: [{id: s, title: S, paragraphs: 3}]\n"
RAIN = '[{"id": "rain-2018", "type": "book", "title": "Rain"}]'


def compared(before: dict[str, str], after: dict[str, str]) -> Changes:
    return compare(*(State(*checked(files)) for files in (before, after)))


def of_node(before: str, after: str) -> NodeChange:
    (change,) = compared({**TOP, A: before}, {**TOP, A: after}).maps[0].nodes
    return change


def told(found: Changes) -> str:
    """Tell all in plain lines: what happened, what it is about, and the words, whatever became of them."""
    lines = [report_of(found, "docs").summary]
    for part in report_of(found, "docs").parts:
        for entry in part.entries:
            lines += [
                f"{entry.happened}: {one.label}: {' '.join(run.words for run in one.runs)}" for one in entry.items
            ]
    return "\n".join(" ".join(line.split()) for line in lines)


def test_nothing_changed_when_nothing_that_means_anything_did() -> None:
    found = compared({**TOP, A: node("It is so.")}, {**TOP, A: node("It  is\n  so.").replace("\n", "\r\n")})

    assert found == Changes((), (), (), ())
    assert report_of(found, "docs").summary == "Nothing that the maps mean has changed"


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"statement": "It is not so.", "revision": "2"}, ChangeKind.REWORDED),
        ({"supports": "", "attacks": "[top]"}, ChangeKind.RELATED),
        ({"supports": "[{to: top, because: it rains}]"}, ChangeKind.RELATED),
        ({"kind": "counterclaim"}, ChangeKind.RECAST),
        ({"voice": "reported", "stance": "rejects"}, ChangeKind.RECAST),
        ({"source": "[{at: s.1, quote: so it is}]"}, ChangeKind.QUOTED),
        ({"title": "Another title"}, ChangeKind.EDITED),
        ({"tags": "[rain]"}, ChangeKind.EDITED),
        ({"aliases": "[old]"}, ChangeKind.EDITED),
        ({"status": "withdrawn", "reason": "It was wrong."}, ChangeKind.WITHDRAWN),
    ],
)
def test_what_happened_to_a_node_has_a_name(fields: dict[str, str], what: ChangeKind) -> None:
    assert what in of_node(node(), node(**{"statement": "It is so.", **fields})).what


def test_the_summary_is_english_for_one_node_and_for_two() -> None:
    quoted, recast = node(source="[{at: s.1, quote: so it is}]"), node(kind="counterclaim")
    withdrawn = node(status="withdrawn", reason="It was wrong.")
    before = {**TOP, **{f"m/nodes/{name}.md": node() for name in "abcd"}, "m/nodes/e.md": withdrawn}
    one = {**before, A: quoted, "m/nodes/b.md": recast, "m/nodes/c.md": "nothing", "m/nodes/e.md": node()}
    summary = report_of(compared(before, one), "docs").summary

    assert summary.startswith(
        "1 node cannot be read now; 1 node reinstated; 1 node given another kind, voice or stance; "
        "1 node with changed quotations"
    )
    two = {**before, A: quoted, "m/nodes/b.md": quoted, "m/nodes/c.md": recast, "m/nodes/d.md": recast}
    assert report_of(compared(before, two), "docs").summary.startswith(
        "2 nodes given another kind, voice or stance; 2 nodes with changed quotations"
    )


def test_nodes_come_go_stand_again_and_move() -> None:
    withdrawn = node(status="withdrawn", reason="It was wrong.")

    assert compared(TOP, {**TOP, A: node()}).maps[0].nodes[0].what == (ChangeKind.ADDED,)
    assert compared({**TOP, A: node()}, TOP).maps[0].nodes[0].what == (ChangeKind.LOST,)
    assert ChangeKind.REINSTATED in of_node(withdrawn, node()).what
    moved = compared({**TOP, A: node()}, {**TOP, "m/nodes/sub/a.md": node()})
    assert moved.maps[0].nodes[0].what == (ChangeKind.MOVED,)
    assert moved.faults == ()
    assert "file: m/nodes/a.md m/nodes/sub/a.md" in told(moved)


def test_a_lost_address_is_an_error_and_a_kept_one_is_none() -> None:
    before = {**TOP, A: node(aliases="[once]"), "m/nodes/b.md": node()}

    lost = compared(before, {**TOP, "m/nodes/b.md": node()})
    assert [one.code for one in lost.faults] == ["AM090"]
    assert lost.faults[0].hint.endswith("aliases: [a, once]")
    assert lost.has_errors
    merged = compared(before, {**TOP, "m/nodes/b.md": node(aliases="[a, once]")})
    assert merged.faults == ()
    assert [one.what for one in merged.maps[0].nodes] == [(ChangeKind.MERGED,), (ChangeKind.EDITED,)]
    unreadable = compared(before, {**TOP, A: "nothing", "m/nodes/b.md": node()})
    assert unreadable.faults == ()  # why it cannot be read is a finding of its own
    assert unreadable.maps[0].nodes[0].what == (ChangeKind.UNREADABLE,)


def test_comparing_the_prose_of_many_nodes_takes_work_in_proportion() -> None:
    def state(number: int, prose: str) -> State:
        return State(*checked({**TOP, **{f"m/nodes/n{one}.md": node() + prose for one in range(number)}}))

    states = {number: (state(number, "\nSo it is.\n"), state(number, "\nIt is.\n")) for number in (100, 200)}

    assert len(compare(*states[100]).maps[0].nodes) == 100
    assert growth(lambda number: compare(*states[number]), 100) < 2.2


def test_a_node_renamed_is_one_node_and_whoever_names_it_is_not_changed() -> None:
    before = {
        **TOP,
        A: node(),
        "m/nodes/b.md": node(supports="[a]"),
        "m/nodes/c.md": node(undercuts="[a -> top]", supports=""),
    }
    after = {
        **TOP,
        "m/nodes/new.md": node(aliases="[a]"),
        "m/nodes/b.md": node(supports="[new]"),
        "m/nodes/c.md": node(undercuts="[new -> top]", supports=""),
    }

    (change,) = compared(before, after).maps[0].nodes

    assert (change.what, change.before and change.before.id, change.id) == ((ChangeKind.RENAMED,), "a", "new")
    assert compared(before, after).faults == ()
    assert "renamed: id: a new" in told(compared(before, after))


def test_a_step_of_the_path_that_follows_a_rename_is_no_change() -> None:
    before = {**TOP, A: node(), "m/map.yml": "title: A map\npath: [{node: top}, {node: a, lead: Why}]\n"}
    after = {
        **TOP,
        "m/nodes/new.md": node(aliases="[a]"),
        "m/map.yml": "title: A map\npath: [{node: top}, {node: new, lead: Why}]\n",
    }

    assert report_of(compared(before, after), "docs").summary == "1 node renamed"
    another_lead = {**after, "m/map.yml": after["m/map.yml"].replace("Why", "How")}
    assert "new: Why How" in told(compared(before, another_lead))


def test_a_statement_needs_its_revision() -> None:
    def faults(before: str, after: str) -> list[str]:
        return [one.message for one in compared({**TOP, A: before}, {**TOP, A: after}).faults]

    assert faults(node("One."), node("Two.")) == ["the field statement changed, but the revision is still 1"]
    assert faults(node("One.", revision="3"), node("One.")) == ["the revision went back from 3 to 1"]
    assert faults(node("One."), node("Two.", revision="2")) == []
    assert faults(node("One.", prose="A"), node("One.", prose="B")) == []


def test_relations_whose_ends_were_reworded_are_to_be_looked_at_again() -> None:
    before = {
        **TOP,
        A: node("One."),
        "m/nodes/b.md": node(supports="[a]"),
        "m/nodes/c.md": node(supports="", undercuts="[b -> a]"),
        "m/nodes/d.md": node(supports="", attacks="[a]"),
    }
    after = {**before, A: node("Two.", revision="2"), "m/nodes/d.md": node(supports="", qualifies="[a]")}

    found = compared(before, after)
    again = [(one.relation.origin, one.relation.target, one.reworded) for one in found.maps[0].suspects]

    assert again == [("a", "top", ("a",)), ("b", "a", ("a",)), ("c", "b", ("a",))]  # d was looked at just now
    assert "a was reworded; does it still hold that: c challenges the step from “A title” (b) to “A title” (a)" in told(
        found
    )


REPLIED = {
    **TOP,
    "m/nodes/rival.md": node(kind="counterclaim", supports="", attacks="[top]"),
    "m/nodes/reply.md": node(supports="", attacks="[rival]"),
}


def test_a_change_tells_which_objections_stand_otherwise() -> None:
    contested = {**REPLIED, "m/nodes/rival.md": node(kind="counterclaim", supports="", attacks="[top, reply]")}
    gone = {**REPLIED, "m/nodes/rival.md": node(kind="counterclaim", supports="", qualifies="[top]")}

    assert "objection: “A title” (rival) to “The top” (top) answered contested: answered, and" in told(
        compared(REPLIED, contested)
    )
    assert "objection: “A title” (rival) to “The top” (top) answered no objection" in told(compared(REPLIED, gone))
    assert "objection: “A title” (rival) to “The top” (top) answered" in told(compared(TOP, REPLIED))
    assert "1 objection standing otherwise" in told(compared(REPLIED, gone))


def test_a_change_tells_which_node_lost_its_last_reason_and_which_linked_premises_broke() -> None:
    linked = node(supports="[{to: top, jointly: both}]")
    before = {**TOP, A: linked, "m/nodes/b.md": linked}
    alone = {**TOP, A: linked}
    none = {**TOP, A: node(supports="", qualifies="[top]"), "m/nodes/b.md": node(supports="", qualifies="[top]")}

    assert "linked reasons “both” have lost a member: “The top” (top) “A title” (b) “A title” (a)" in told(
        compared(before, alone)
    )
    assert "has lost its last reason: “The top” (top)" in told(compared(before, none))
    assert "last reason" not in told(compared(before, alone))
    assert "linked reasons" not in told(compared(before, none))
    data = changes_object(compared(before, alone))["maps"][0]["argument"]
    assert data["broken-links"] == [{"to": "top", "jointly": "both", "gone": ["b"], "left": ["a"]}]


@pytest.mark.parametrize("unread", ["m/nodes/rival.md", "m/nodes/reply.md", A])
def test_what_cannot_be_read_on_one_side_is_no_change_of_the_argument(unread: str) -> None:
    linked = node(supports="[{to: top, jointly: both}]")
    readable = {**REPLIED, A: linked, "m/nodes/b.md": linked, "m/nodes/c.md": node(supports="[reply]")}
    unreadable = {**readable, unread: "nothing"}

    assert [one.argument for one in compared(readable, unreadable).maps] == [ArgumentChange()]
    assert [one.argument for one in compared(unreadable, readable).maps] == [ArgumentChange()]


def test_of_a_map_that_cannot_be_read_no_objection_is_said_to_be_gone() -> None:
    why = Finding(Place("m/map.yml"), "AM001", "the file cannot be read")

    found = compare(State(*checked(REPLIED)), State(*checked({}, (why,))))

    assert [one.argument for one in found.maps] == [ArgumentChange()]


def test_a_node_whose_other_reason_cannot_be_read_is_not_said_to_have_lost_its_last() -> None:
    before = {**TOP, A: node(), "m/nodes/b.md": node()}
    other = node(supports="", qualifies="[top]")

    assert "last reason: “The top”" in told(compared(before, {**before, A: other, "m/nodes/b.md": other}))
    assert "last reason" not in told(compared(before, {**before, A: other, "m/nodes/b.md": "nothing"}))


def test_a_node_renamed_stands_as_it_stood() -> None:
    foe = node(kind="counterclaim", supports="", attacks="[top]", aliases="[rival]")
    after = {**TOP, "m/nodes/foe.md": foe, "m/nodes/reply.md": node(supports="", attacks="[foe]")}

    assert [one.argument for one in compared(REPLIED, after).maps] == [ArgumentChange()]


def test_quotations_tell_whether_they_were_looked_up() -> None:
    said = {"supports": "", "kind": "thesis", "voice": "author"}
    found_before = {"a": {quotation_hash("s.1", "it rains"): 0}}
    record = json.dumps({"argmap": "1", "date": "2026-01-01", "quotations": found_before, "text": "0" * 64})
    base = {"m/map.yml": MAPPED, "m/references.json": RAIN, "m/verified.json": record}
    before = {
        **base,
        A: node(source="[{at: s.1, quote: it rains}, {at: s.2, quote: a lot}, {at: s.2, quote: as ever}]", **said),
    }
    after = {
        **base,
        A: node(source="[{at: s.1, quote: it pours}, {at: s.3, quote: it ends}, {at: s.2, quote: as ever}]", **said),
    }

    found = compared(before, after)
    back = compared(after, before)

    assert "quotation at s.1, not yet looked up: it rains pours" in told(found)
    assert "quotation at s.2: a lot" in told(found)
    assert "quotation at s.1, found word for word: it" in told(back)
    assert "AM059" in {one.code for one in found.new}


def book(key: str, **variables: object) -> dict[str, object]:
    return {"id": key, "type": "book", **variables}


def test_references_are_compared_by_what_they_say() -> None:
    one = [book("a-2001", title="A"), book("b-2002", title="B")]
    two = [book("a-2001", title="Aha", volume=2), book("c-2003", title="C")]

    found = compared({**TOP, "m/references.json": json.dumps(one)}, {**TOP, "m/references.json": json.dumps(two)})

    assert "1 reference added; 1 reference changed; 1 reference removed" in told(found)
    assert "changed: title: A Aha" in told(found)
    assert "changed: volume: 2" in told(found)


def test_findings_are_new_or_gone_wherever_they_stand() -> None:
    before = {**TOP, A: node(supports="[nowhere]", attacks="[top]")}
    after = {**TOP, A: node(tags="[a]", supports="[nowhere]", attacks="[top]", cites="[lost]")}

    found = compared(before, after)
    assert [one.code for one in found.new] == ["AM054"]
    assert [one.code for one in compared(after, before).gone] == ["AM054"]
    assert "error AM054: docs/m/nodes/a.md:" in told(found)


def test_a_map_that_comes_goes_or_changes_its_own_file() -> None:
    other = {"n/map.yml": "title: N\n", "n/nodes/only.md": TOP["m/nodes/top.md"]}

    assert "n" in {one.id for one in compared(TOP, {**TOP, **other}).maps}
    edited = compared(TOP, {**TOP, "m/map.yml": "title: Another map\nnotes: 3\n"})
    assert "m: title, notes changed" in told(edited)
    assert "title: A Another map" in told(edited)


OTHER = {
    "n/map.yml": "title: N\n",
    "n/nodes/only.md": TOP["m/nodes/top.md"],
    "n/nodes/a.md": node(supports="[only]", aliases="[once, twice]"),
}


def renamed(files: dict[str, str], old: str, new: str) -> dict[str, str]:
    """Give a map's folder another name."""
    return {path.replace(f"{old}/", f"{new}/", 1): text for path, text in files.items()}


def test_a_map_that_is_gone_is_told_once_and_not_node_by_node() -> None:
    gone = compared({**TOP, **OTHER}, TOP)

    assert [(one.code, one.place.path, one.message) for one in gone.faults] == [
        ("AM090", "n/map.yml", 'the map "n" is gone, and with it 5 addresses')
    ]
    assert "alias" not in gone.faults[0].hint
    assert "put the folder n back" in gone.faults[0].hint
    (empty,) = compared({**TOP, "n/map.yml": "title: N\n"}, TOP).faults
    assert empty.message == 'the map "n" is gone, and with it 1 address'
    unlike = {**TOP, "o/map.yml": "title: O\n", "o/nodes/top.md": TOP["m/nodes/top.md"]}
    assert compared({**TOP, **OTHER}, unlike).faults == gone.faults


def test_a_map_whose_folder_has_another_name_is_told_by_both_names() -> None:
    (moved,) = compared({**TOP, **OTHER}, {**TOP, **renamed(OTHER, "n", "o")}).faults

    assert moved.message == 'the map "n" is now called "o", and 5 addresses lead nowhere'
    assert "call its folder n again" in moved.hint


@pytest.mark.parametrize("path", ["n/map.yml", "n"])
def test_a_map_that_cannot_be_read_now_is_not_called_gone(path: str) -> None:
    why = Finding(Place(path), "AM001", "the folder cannot be read: Permission denied")
    before, after = State(*checked({**TOP, **OTHER})), State(*checked(TOP, (why,)))

    found = compare(before, after)

    assert found.faults == ()
    assert found.new == (why,)
    assert [(one.id, one.what) for one in found.maps[0].nodes] == [
        ("a", (ChangeKind.UNREADABLE,)),
        ("only", (ChangeKind.UNREADABLE,)),
    ]
    assert "the map is gone" not in "".join(part.heading for part in report_of(found, "docs").parts)


GLOSSARY = [f"- {{term: T{number}, kind: organisation, about: About number {number}.}}" for number in range(60)]


def with_lists(**lists: str) -> dict[str, str]:
    """Write a map that has the lists of map.yml given here, and the files beside it that are given here."""
    beside = {f"m/{name}.yml": lists.pop(name) for name in ("glossary", "editions") if name in lists}
    lines = [f"{name.replace('_', '-')}: {value}\n" for name, value in lists.items()]
    return {**TOP, A: node(), **beside, "m/map.yml": "title: A map\n" + "".join(lines)}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            {"path": "[{node: top, lead: It begins}, {node: a, lead: And on}]"},
            {"path": "[{node: top, lead: It began}, {node: top}]"},
            ["top: It begins began", "a, gone: And on", "top (2), new:"],
        ),
        (
            {"path": "[{node: top}, {node: a}]"},
            {"path": "[{node: a}, {node: top}]"},
            ["order: top, a a, top"],
        ),
        (
            {"sections": "[{id: s, title: One, paragraphs: 3}]"},
            {"sections": "[{id: s, title: One, paragraphs: 4}, {id: t, title: Two, paragraphs: 1}]"},
            ["s: title: One; paragraphs: 3 4", "t, new: title: Two; paragraphs: 1"],
        ),
        ({"not_argued": "{s.1: a road map}"}, {"not_argued": "{s.1: a summary}"}, ["s.1: a road map summary"]),
        (
            {"editions": "editions: [{edition: draft, changes: [One, Two]}]"},
            {"editions": "editions: [{edition: draft, changes: [One, Three]}]"},
            ["draft: changes: One / Two Three"],
        ),
        (
            {"glossary": "\n".join(["terms:", *GLOSSARY])},
            {"glossary": "\n".join(["terms:", *GLOSSARY[:-1], "- {term: T59, kind: organisation, about: Another.}"])},
            ["T59: kind: organisation; about: About number 59. Another."],
        ),
    ],
)
def test_of_a_list_only_the_items_that_changed_are_told(
    before: dict[str, str], after: dict[str, str], expected: list[str]
) -> None:
    name = next(iter(before)).replace("_", "-")
    found = compared(with_lists(**before), with_lists(**after))

    (part,) = (part for part in report_of(found, "docs").parts if part.heading.startswith("A map (m)"))
    items = [item for entry in part.entries for item in entry.items]
    lines = [f"{item.label}: {' '.join(run.words.strip() for run in item.runs)}".strip() for item in items]
    assert part.heading == f"A map (m): {name}"
    assert lines == expected
    assert f"m: {name} changed" in report_of(found, "docs").summary


def test_a_new_and_a_lost_node_are_told_with_what_they_say() -> None:
    other = node("It may rain.", tags="[x]", revision="2")

    assert "added: statement: It may rain." in told(compared(TOP, {**TOP, A: other}))
    assert "added: revision: 2" in told(compared(TOP, {**TOP, A: other}))
    assert "added: revision" not in told(compared(TOP, {**TOP, A: node()}))
    lost = told(compared({**TOP, A: other}, TOP))
    assert "lost: statement: It may rain." in lost
    assert "tags" not in lost


def test_a_node_without_a_title_is_told_by_its_id() -> None:
    found = report_of(compared({**TOP, A: node(title="")}, TOP), "docs")

    (entry,) = (entry for part in found.parts for entry in part.entries if entry.id == "a")
    assert (entry.name, entry.happened) == ("a", "lost")


def test_as_data_everything_is_there() -> None:
    before = {**TOP, A: node("One.", attacks="[nowhere]"), "m/nodes/b.md": node(supports="[a]")}
    after = {**TOP, A: node("Two.", source="[{at: n1, quote: q}]"), "m/nodes/b.md": node(supports="[a]")}
    before["m/map.yml"] = "title: A map\npath: [{node: a, lead: One}, {node: b}]\n"
    after["m/map.yml"] = "title: A map\npath: [{node: b}, {node: a, lead: Two}]\n"
    after["m/glossary.yml"] = "terms: [{term: T, kind: organisation, about: A town.}]\n"

    data = changes_object(
        compared(before, {**after, "m/references.json": '[{"id": "a-1", "type": "book", "title": "A"}]'})
    )

    (changed,) = data["maps"]
    (only,) = changed["nodes"]
    assert only["happened"] == ["reworded", "related", "quoted"] or only["happened"][:3] == [
        "reworded",
        "related",
        "quoted",
    ]
    assert only["fields"]["statement"] == ["One.", "Two."]
    assert only["relations"] == [[{"from": "a", "type": "attacks", "to": "nowhere"}, None]]
    assert only["quotations"] == [{"before": None, "after": {"at": "n1", "quote": "q"}, "verified": False}]
    assert {one["from"] for one in changed["look-again"]} == {"a", "b"}
    assert changed["lists"] == {
        "path": {"items": {"a": ["One", "Two"]}, "order": [["a", "b"], ["b", "a"]]},
        "glossary": {"items": {"T": [None, "kind: organisation; about: A town."]}, "order": None},
    }
    assert changed["references"][0]["before"] is None
    assert data["faults"][0]["code"] == "AM091"
    assert [one["code"] for one in data["findings"]["gone"]] == ["AM012"]


WORDS = st.text("ab \n:{}[]-", max_size=30)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "top"]), WORDS),
    st.dictionaries(st.sampled_from(["a", "b", "top"]), WORDS),
)
def test_any_two_states_can_be_compared_and_told(before: dict[str, str], after: dict[str, str]) -> None:
    def files(written: dict[str, str]) -> dict[str, str]:
        return {**TOP, **{f"m/nodes/{name}.md": node(tags="[x]") + text for name, text in written.items()}}

    found = compared(files(before), files(after))

    assert told(found)
    assert bool(found.maps) == bool(changes_object(found)["maps"])
    assert compared(files(after), files(after)).maps == ()
