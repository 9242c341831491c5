"""A folder of notes with wikilinks becomes a map of those that argue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.importing.vault import CONSTRUCTS, read_vault
from argmap.model.findings import Finding
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.relations import RelationType
from argmap.site.validate import checked

TOP = "CLM - It should be closed"
SETTINGS = (
    '{"nodeTypes": [{"id": "node_1", "name": "Claim"}], '
    '"relationTypes": [{"id": "r_1", "label": "Is supported by"}, 1]}'
)


def vault(notes: dict[str, str], **others: str) -> ParsedMap:
    files = {f"v/{name}.md": text for name, text in notes.items()}
    return read_vault(files | {f"v/{name}.json": text for name, text in others.items()})


def nodes_of(notes: dict[str, str], **others: str) -> dict[str, Node]:
    nodes, findings = checked_nodes(notes, **others)
    assert findings == []
    return nodes


def checked_nodes(notes: dict[str, str], **others: str) -> tuple[dict[str, Node], list[Finding]]:
    files = merge(vault(notes, **others), Origin("obsidian", "v", "v")).files
    (argument_map,), findings = checked({f"m/{path}": content for path, content in files.items()})
    return {node.id: node for node in argument_map.nodes}, findings


def told(notes: dict[str, str], **others: str) -> dict[str, int]:
    kept = {construct.name for construct in CONSTRUCTS if construct.fate == "kept"}
    counts: dict[str, int] = {}
    for met in vault(notes, **others).met:
        if met.construct not in kept:
            counts[met.construct] = counts.get(met.construct, 0) + 1
    return counts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"supports:: [[{TOP}]]", RelationType.SUPPORTS),
        (f"- **opposes**:: [[v/{TOP}.md|that]]", RelationType.ATTACKS),
        (f"It is (qualifies:: [[{TOP}#Part]]) so.", RelationType.QUALIFIES),
        (f"## Contradicts\n\n- [[{TOP}]]\n", RelationType.ATTACKS),
        (f'---\nsupports: "[[{TOP}]]"\n---\n', RelationType.SUPPORTS),
        (f"---\nsupports: [[{TOP}]]\n---\n", RelationType.SUPPORTS),
        (f"---\nopposes:\n  - {TOP}\n---\n", RelationType.ATTACKS),
    ],
)
def test_a_relation_can_be_written_in_each_way_that_people_write_it(text: str, kind: RelationType) -> None:
    node = nodes_of({TOP: "", "Some note": text})["some-note"]

    assert [(relation.type, relation.target) for relation in node.relations] == [(kind, "it-should-be-closed")]


def test_a_relation_within_a_sentence_is_no_part_of_the_prose() -> None:
    node = nodes_of({TOP: "", "Some note": f"It is so (supports:: [[{TOP}]]), and more."})["some-note"]

    assert node.prose == "It is so, and more."


@pytest.mark.parametrize(
    "text", ["supported by:: [[b]], [[c]]", "## Is supported by:\n[[b]] and [[c]]\n\n## Else\n[[d]]"]
)
def test_a_relation_can_be_said_from_the_other_end(text: str) -> None:
    nodes = nodes_of({TOP: text, "b": "", "c": "", "d": ""})

    assert sorted(nodes) == ["b", "c", "it-should-be-closed"]
    assert nodes["b"].relations[0].target == "it-should-be-closed"


def test_an_undercut_names_both_ends_of_its_step() -> None:
    nodes = nodes_of(
        {TOP: "", "a": f"supports:: [[{TOP}]]", "b": f"undercuts:: [[a]] -> [[{TOP}]]", "c": "undercuts:: [[a]]"}
    )

    assert nodes["b"].relations[0].ends == ("a", "it-should-be-closed")
    assert "c" not in nodes


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("QUE - Is it so", "", Kind.QUESTION),
        ("[[QUE]] - Is it so", "", Kind.QUESTION),
        ("Is it so", "---\ntype: question\n---\n", Kind.QUESTION),
        ("Is it so", '---\ntags: ["#question"]\n---\n', Kind.QUESTION),
        ("Is it so", "---\nnodeTypeId: node_1\n---\n", Kind.THESIS),
        ("CLM - Is it so", "", Kind.THESIS),
    ],
)
def test_a_note_says_what_it_is_by_its_name_a_field_a_tag_or_the_plugins_type(name: str, text: str, kind: Kind) -> None:
    nodes = nodes_of({name: text}, data=SETTINGS)

    assert [(node.id, node.kind) for node in nodes.values()] == [("is-it-so", kind)]


def test_notes_on_works_are_cited_by_what_is_derived_from_them() -> None:
    nodes = nodes_of(
        {
            TOP: "",
            "EVD - Cracks": f"supports:: [[{TOP}]]\nderived from:: [[SRC - Survey]]\nsource:: [[Elsewhere]]\n",
            "EVD - Old": f"supports:: [[{TOP}]], [[@doe2020]]\n",
            "SRC - Survey": "---\nauthors: ['[[County Survey]]']\nyear: 2023\nurl: https://example.org/s\n---\n",
            "@doe2020": "---\ntitle: A book\ndoi: 10.1000/182\ndate: soon\n---\n",
        }
    )

    works = {work.entry["title"]: work for node in nodes.values() for work in node.brings}
    assert works["Survey"].entry["author"] == [{"literal": "County Survey"}]
    assert works["Survey"].entry["issued"]["date-parts"][0][0] == 2023
    assert works["A book"].address == "https://doi.org/10.1000/182"
    assert set(works) == {"Survey", "A book", "Elsewhere"}
    assert {node.kind for name, node in nodes.items() if name != "it-should-be-closed"} == {Kind.EVIDENCE}


def test_relations_of_the_plugin_need_the_names_of_its_types() -> None:
    notes = {TOP: "---\nnodeInstanceId: i1\n---\n", "EVD - Cracks": "---\nnodeInstanceId: i2\n---\n"}
    relations = (
        '{"relations": {"a": {"type": "r_1", "source": "i1", "destination": "i2"}, "b": 1,'
        ' "c": {"type": "r_1", "source": "i1", "destination": "i3"}}}'
    )

    assert nodes_of(notes, relations=relations, data=SETTINGS)["cracks"].relations[0].target == "it-should-be-closed"
    assert told(notes, relations=relations, data=SETTINGS) == {"relation of a type without name": 2}
    assert told(notes, relations=relations) == {"relation of a type without name": 3}
    assert told(notes, relations="[]", data="[]") == {}
    with pytest.raises(UnreadableError):
        vault(notes, relations="{")


def test_the_text_of_a_note_becomes_prose_and_what_prose_cannot_have_is_told() -> None:
    notes = {
        TOP: (
            "# A heading\n> [!note] Careful\n> now ^id1\n\n![[p.png]] ![so](x.png) ==bright== <b>x</b> "
            "%%no\none%% @ana\n"
            f"```\n# code [[{TOP}]]\n```\n[[b|So]], [[Nobody]], [[#Part]] and #tag.\n"
        ),
        "b": f"supports:: [[{TOP}]]",
        "Daily": "x",
    }

    node = nodes_of(notes)["it-should-be-closed"]

    assert node.prose == (
        "A heading\n\n> Careful\n> now\n\np.png so (x.png) bright \\<b>x\\</b> \n \\@ana\n"
        f"```\n# code [[{TOP}]]\n```\n[So](b.md), Nobody, Part and #tag."
    )
    assert node.tags == ("tag",)
    assert told(notes) == {
        "heading": 1,
        "callout": 1,
        "block id": 1,
        "HTML": 1,
        "highlight": 1,
        "picture or embed": 2,
        "comment": 1,
        "wikilink to no node": 2,
        "note outside of the argument": 1,
    }


def test_fields_of_front_matter_are_taken_or_told() -> None:
    notes = {
        TOP: "---\ntitle: Closing\nstatement: It should be closed to lorries.\nscore: 0.5\nvoice: Ana Marrow\n"
        "status: open\n"
        "tags: bridge, town\n---\n",
        "CLM - b": "---\ntitle: Only a title\nscore: many\n---\n",
    }

    nodes = nodes_of(notes)

    assert (nodes["closing"].statement, nodes["closing"].score) == ("It should be closed to lorries.", 0.5)
    assert (nodes["closing"].voice, nodes["closing"].tags) == (("ana-marrow",), ("bridge", "town"))
    assert nodes["only-a-title"].score is None
    assert told(notes) == {"field of front matter": 1, "number that is none": 1}


def test_an_id_a_withdrawal_and_an_exact_kind_are_taken() -> None:
    notes = {
        TOP: "---\nid: the-top\n---\n",
        "b": f"---\nkind: claim\nid: No id\n---\nattacks:: [[{TOP}]]",
        "c": f"---\nwithdrawn: It was wrong.\n---\nsupports:: [[{TOP}]]",
        "d": f"attacks:: [[{TOP}]]",
    }

    nodes = nodes_of(notes)

    assert {name: node.kind for name, node in nodes.items()} == {
        "the-top": Kind.THESIS,
        "b": Kind.CLAIM,
        "c": Kind.CLAIM,
        "d": Kind.COUNTERCLAIM,
    }
    assert (nodes["c"].withdrawn, nodes["c"].reason) == (True, "It was wrong.")


def test_what_is_said_of_a_relation_stands_behind_it_in_brackets() -> None:
    notes = {
        TOP: "",
        "a": f"supports:: [[{TOP}]] [because:: so (it) is] (jointly:: both) [order:: 2] [score:: half]",
        "b": f"supports:: [[{TOP}]] [scheme:: Analogy] [score:: 0.5] (jointly:: both)",
        "c": f"---\nundercuts: ['[[a]] -> [[{TOP}]]', '[[b]] -> [[{TOP}]]', '[[d]]']\n---\n",
    }

    nodes = nodes_of(notes)

    (first,), (second,) = nodes["a"].relations, nodes["b"].relations
    assert (first.jointly, first.order, first.score) == (("both",), 2, None)
    assert (second.jointly, second.scheme, second.score) == (("both",), "Analogy", 0.5)
    assert [one.ends for one in nodes["c"].relations] == [("a", "it-should-be-closed"), ("b", "it-should-be-closed")]
    assert told(notes) == {"number that is none": 1, "undercut of one end alone": 1}


def test_front_matter_that_cannot_be_read_is_told_and_the_note_read_without_it() -> None:
    notes = {TOP: "---\na: [\n---\nSo.\n", "CLM - b": "---\nno end\n"}

    assert nodes_of(notes)["it-should-be-closed"].prose == "So."
    assert told(notes) == {"front matter that cannot be read": 1}


def test_two_notes_of_one_name_in_two_folders_are_two_nodes() -> None:
    assert len(nodes_of({"a/CLM - x": "", "b/CLM - x": ""})) == 2


@given(
    st.dictionaries(
        st.sampled_from(["CLM - a", "b", "SRC - c"]),
        st.text(max_size=80) | st.text(st.sampled_from("ab[]|#^:-\n`~%=>!<*@() "), max_size=80),
        min_size=1,
    )
)
def test_whatever_notes_hold_the_check_of_their_map_finds_no_error(notes: dict[str, str]) -> None:
    parsed = vault({"CLM - top": "", **notes})
    assert {met.construct for met in parsed.met} <= {construct.name for construct in CONSTRUCTS}

    _, findings = checked_nodes({"CLM - top": "", **notes})

    assert [finding for finding in findings if finding.severity == "error"] == []
