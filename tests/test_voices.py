"""Whose words a node gives: works, people and groups, on pages, in lists, in data and in citations."""

import csv
import io
import json
import re
from html import unescape

import pytest

from argmap.analysis.noderevisions import covered_changes
from argmap.citations.attribution import attribution
from argmap.citations.csltext import short_name
from argmap.diagrams.engine import Engine
from argmap.diff.compare import State, compare
from argmap.edit.newnode import Answer, new_file
from argmap.export.registry import EXPORTS
from argmap.read.frozen import frozen_map, thawed_map
from argmap.read.glossary import read_glossary
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from counting import calls
from test_formats import context

UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
WORKS = json.dumps(
    [
        {"id": "koch", "type": "book", "title": "A book", "author": [{"family": "Koch", "given": "Natalie"}]},
        {"id": "rain", "type": "book", "title": "Rain", "author": [{"family": "Rain"}], "issued": {"raw": "2020"}},
    ]
)
PEOPLE = """terms:
  - {id: ada, term: Ada Lovelace, kind: person, about: She wrote a <program>., also: [Countess]}
  - {id: club, term: The Club, kind: organisation, stands-for: The Club of "Rome"}
  - {term: x, kind: word, about: It has no id.}
"""
DEBATE = {
    **TOP,
    "m/glossary.yml": PEOPLE,
    "m/nodes/a.md": node("Ada says so.", voice="[ada]"),
    "m/nodes/b.md": node("Both say so.", voice="[ada, club]"),
    "m/nodes/c.md": node("Anybody may say so."),
}
MAPPED = {
    **TOP,
    "m/map.yml": "title: A map\nwork: rain\nworks-read: false\nsections: [{id: one, title: One, paragraphs: 1}]\n",
    "m/references.json": WORKS,
    "m/glossary.yml": PEOPLE,
    "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: one.1}]"),
}
THERE = {"source": "[{at: one.1}]", "stance": "rejects"}


def mapped(voice: str, **fields: str) -> dict[str, str]:
    return {**MAPPED, "m/nodes/a.md": node(voice=voice, **{**THERE, **fields})}


def pages(files: dict[str, str], address: str = "") -> dict[str, str]:
    return build_site(files, (), BuildOptions(UNDRAWN, site_address=address)).tree


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def told(files: dict[str, str]) -> str:
    """Return what the page of the node says of its voice."""
    (said,) = re.findall(r'<div class="am-standing"> *<p>(.*?)</p>', pages(files)["m/a/index.md"])
    return words(said)


def test_a_debate_needs_neither_works_nor_stances() -> None:
    assert checked(DEBATE)[1] == []


def test_who_is_named_twice_speaks_once() -> None:
    assert read({**DEBATE, "m/nodes/b.md": node(voice="[ada, club, ada]")}).maps[0].nodes[1].voice == ("ada", "club")


def test_people_lead_to_where_they_are_told_of() -> None:
    made = pages(DEBATE)

    assert 'Said by <a href="../glossary/&#35;term-ada">Ada Lovelace</a>.' in made["m/a/index.md"]
    assert "Ada Lovelace and The Club" in words(made["m/b/index.md"])
    assert '<dt id="term-ada">' in made["m/glossary/index.md"]
    assert "2 nodes are attributed to this voice" in words(made["m/glossary/index.md"])
    assert "1 node is attributed to this voice" in words(made["m/glossary/index.md"])
    assert "Said by" not in made["m/c/index.md"]


def test_the_table_names_people_and_can_be_filtered_by_each() -> None:
    table = pages(DEBATE)["m/nodes/index.md"]

    chooser = unescape(table).partition('name="voice"')[2].partition("</select>")[0]
    assert re.findall(r'<option value="([^"]*)">([^<]*)<', chooser) == [
        ("", "all"),
        ("contributor", "contributors"),
        ("@ada", "Ada Lovelace"),
        ("@club", "The Club"),
    ]
    assert 'data-am="claim|@ada @club||"' in unescape(table)


def test_in_a_map_of_a_text_people_are_among_the_others() -> None:
    assert 'data-am="claim|others @ada|rejects|one"' in unescape(pages(mapped("[ada]"))["m/nodes/index.md"])


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("[koch]", "Said by Koch (n.d.), as Rain (2020) reads it; Rain (2020) rejects it."),
        ("[koch, rain]", "Said by Koch (n.d.) and Rain (2020), as Rain (2020) reads them; Rain (2020) rejects it."),
        ("[koch, ada]", "Said by Koch (n.d.) and Ada Lovelace, as Rain (2020) reports; Rain (2020) rejects it."),
        ("reported", "Said by others, as the mapped text reports; Rain (2020) rejects it."),
        ("author", "Said by Rain (2020), who rejects it."),
    ],
)
def test_what_was_not_read_is_told_as_the_mapped_text_has_it(voice: str, said: str) -> None:
    assert told(mapped(voice)) == said


@pytest.mark.parametrize(
    ("voice", "said", "in_citations"),
    [
        ("[koch]", "Said by Koch (n.d.), quoted in Rain (2020)", "Attributed to Koch, quoted in Rain 2020"),
        ("[ada]", "Said by Ada Lovelace, quoted in Rain (2020)", "Attributed to Ada Lovelace, quoted in Rain 2020"),
    ],
)
def test_who_is_quoted_in_the_mapped_text_is_not_told_as_it_reads_them(
    voice: str, said: str, in_citations: str
) -> None:
    files = mapped(voice, source="[{at: one.1, quote: so they say, quoted: true}]")
    page = words(pages(files)["m/a/index.md"])

    assert told(files) == f"{said}; Rain (2020) rejects it."
    assert "One, paragraph 1: so they say (quoted there)" in page
    assert f"{in_citations}; Rain 2020 rejects it" in page


def test_that_a_passage_is_quoted_outlives_an_edition_and_is_said_of_changes() -> None:
    before = read(mapped("[koch]")).maps
    after = read(mapped("[koch]", source="[{at: one.1, quoted: true}]")).maps
    was, now = before[0].nodes[0], after[0].nodes[0]

    assert covered_changes(was, now) == ("source",)
    assert [
        (one.before, one.after) for one in compare(State(before, ()), State(after, ())).maps[0].nodes[0].fields
    ] == [("one.1", "one.1 (quoted)")]
    assert thawed_map(frozen_map(after[0], {}, {}), "").nodes[0].passages[0].is_quoted
    assert not thawed_map(frozen_map(before[0], {}, {}), "").nodes[0].passages[0].is_quoted


@pytest.mark.parametrize(
    ("voice", "passage", "read", "said"),
    [
        ("author", "", "false", "Said by Rain (2020), who rejects it, hedged “seems”."),
        (
            "[koch]",
            "",
            "false",
            "Said by Koch (n.d.), as Rain (2020) reads it, hedging “seems”; Rain (2020) rejects it.",
        ),
        ("[koch]", "", "true", "Said by Koch (n.d.), hedged “seems” in Rain (2020); Rain (2020) rejects it."),
        (
            "reported",
            "",
            "true",
            "Said by others, as the mapped text reports, hedging “seems”; Rain (2020) rejects it.",
        ),
        (
            "[koch]",
            ", quoted: true",
            "false",
            "Said by Koch (n.d.), quoted in Rain (2020), hedged “seems”; Rain (2020) rejects it.",
        ),
    ],
)
def test_a_hedge_of_the_mapped_text_is_not_told_as_that_of_whom_it_reports(
    voice: str, passage: str, read: str, said: str
) -> None:
    files = mapped(voice, hedge="seems", source=f"[{{at: one.1{passage}}}]")
    works = {"m/map.yml": files["m/map.yml"].replace("works-read: false", f"works-read: {read}")}

    assert told({**files, **works}) == said


def test_a_hedge_stands_among_the_words_that_it_is_taken_from_where_these_are_quoted() -> None:
    files = mapped("author", hedge="wrong seem", source="[{at: one.1, quote: wrong seem those who say so}]")
    page = pages(files)["m/a/index.md"]

    assert "hedged</button> “<strong>wrong seem</strong> those who say so”" in unescape(page)
    assert "hedged “wrong seem”" in words(page)  # in the sentence to quote it by


def test_a_hedge_a_stance_a_node_and_a_draft_say_what_they_mean_where_they_stand() -> None:
    files = {**mapped("[koch]", hedge="seems"), "m/map.yml": MAPPED["m/map.yml"] + "edition: draft\n"}
    page = pages(files)["m/a/index.md"]

    for word, box in (("hedging", "hedged"), ("rejects it", "rejects"), ("Node", "a-node"), ("draft", "a-draft")):
        assert f'popovertarget="word-{box}">{word}</button>' in page
        assert page.count(f'<div id="word-{box}" popover>') == 1
        assert f'id="means-{box}"' in pages(files)["m/exposed/index.md"]


def test_a_reported_view_reads_nowhere_as_that_of_who_is_cited() -> None:
    files = {**mapped("[koch]"), "m/nodes/b.md": node(voice="[koch]", supports="[a]", **THERE)}
    made = pages(files)
    shown = [made[f"m/{page}index.md"] for page in ("", "top/", "nodes/", "tree/", "outline/", "source/")]
    spoken = [words(page) for page in shown if "Koch (n.d.)" in words(page)]

    assert len(spoken) > 3
    assert [re.findall(r"Koch \(n\.d\.\)(?!, as Rain \(2020\) reads it).{20}", page) for page in spoken] == [[]] * len(
        spoken
    )


def test_a_sentence_that_quotes_a_node_tells_its_words_from_those_that_the_text_quotes() -> None:
    quoted = words(pages(mapped("[koch]", source="[{at: one.1, quoted: true}]"))["m/a/index.md"])

    assert "In the map’s words, which retell those quoted: “It is so”" in quoted


def test_works_that_were_read_speak_for_themselves() -> None:
    files = mapped("[koch]")
    read_too = files["m/map.yml"].replace("works-read: false", "works-read: true")

    assert told({**files, "m/map.yml": read_too}) == "Said by Koch (n.d.); Rain (2020) rejects it."


@pytest.mark.parametrize(
    ("voice", "fields", "said"),
    [
        ("[koch]", {}, "Attributed to Koch, as Rain 2020 reads it; Rain 2020 rejects it"),
        ("[koch, rain]", {}, "Attributed to Koch and Rain 2020, as Rain 2020 reads them; Rain 2020 rejects it"),
        ("[ada]", {"stance": "endorses"}, "Attributed to Ada Lovelace, as Rain 2020 reports; Rain 2020 agrees"),
        ("reported", {}, "Attributed to others, as Rain 2020 reports; Rain 2020 rejects it"),
        ("author", {"stance": "endorses"}, "Attributed to Rain 2020"),
        ("author", {"stance": "qualifies"}, "Attributed to Rain 2020, who grants it in part"),
        ("contributor", {"cites": "[koch]"}, "Added by a contributor; not in Rain 2020"),
    ],
)
def test_a_citation_and_every_export_say_whose_words_they_are(voice: str, fields: dict[str, str], said: str) -> None:
    files = mapped(voice, **fields)
    (argument_map,) = read(files).maps
    made = pages(files)

    assert attribution(argument_map, argument_map.nodes[0]) == said
    assert json.loads(made["m/a/a.csl.json"])[0]["note"] == f"Node m/a (claim), revision 1. {said}"
    assert said in made["m/a/a.bib"]
    assert f"N1  - Node m/a (claim), revision 1. {said}" in made["m/a/a.ris"]
    assert f'"z:extra", "content": "Node m/a (claim), revision 1. {said}"' in made["m/a/index.md"]
    assert f'"disambiguatingDescription": "{said}"' in made["m/a/index.md"]
    (row,) = [row for row in csv.DictReader(io.StringIO(made["m/nodes.csv"].lstrip("\ufeff"))) if row["id"] == "a"]
    assert row["attribution"] == said
    assert said in made["m/map.graphml"]


def test_what_contributors_say_in_a_map_of_no_text_needs_no_word() -> None:
    (argument_map,) = read(DEBATE).maps

    assert [attribution(argument_map, one) for one in argument_map.nodes] == [
        "Attributed to Ada Lovelace",
        "Attributed to Ada Lovelace and The Club",
        "",
        "",
    ]


def test_saying_whose_words_a_node_gives_takes_no_longer_for_a_long_list_of_works() -> None:
    def work_on(number: int) -> int:
        more = [{"id": f"w{one}", "type": "book", "title": f"Book {one}"} for one in range(number)]
        references = json.dumps([*json.loads(WORKS), *more])
        (argument_map,) = read({**mapped("[koch, ada]"), "m/references.json": references}).maps
        return calls(lambda: attribution(argument_map, argument_map.nodes[0]))

    assert work_on(1) == work_on(100)


def test_linked_data_has_people_and_groups_as_the_authors_of_their_claims() -> None:
    graph = json.loads(EXPORTS["jsonld"].write(context(DEBATE, "https://example.org/")))["@graph"]
    claims = {claim["name"]: claim for claim in graph[1:] if "text" in claim}

    assert [claim["author"] for claim in claims.values() if claim["text"] == "Both say so."] == []
    authors = {claim["text"]: claim.get("author") for claim in graph if "text" in claim}
    assert authors["Both say so."] == [
        {
            "@id": "https://example.org/m/glossary/#term-ada",
            "@type": "Person",
            "name": "Ada Lovelace",
            "alternateName": ["Countess"],
            "description": "She wrote a <program>.",
        },
        {
            "@id": "https://example.org/m/glossary/#term-club",
            "@type": "Organization",
            "name": "The Club",
            "alternateName": ['The Club of "Rome"'],
        },
    ]
    assert authors["Anybody may say so."] == [{"@type": "Organization", "name": "A map contributors"}]


def test_what_is_only_reported_has_no_author_in_linked_data() -> None:
    graph = json.loads(EXPORTS["jsonld"].write(context(mapped("reported"))))["@graph"]
    (claim,) = [one for one in graph if one.get("disambiguatingDescription", "").startswith("Attributed to others")]

    assert "author" not in claim
    assert claim["claimInterpreter"] == [{"@type": "Organization", "name": "A map contributors"}]


def test_a_new_node_of_a_debate_can_be_said_to_be_somebodys_view() -> None:
    (debate,) = read(DEBATE).maps
    (plain,) = read(TOP).maps

    assert "\n# voice: [ada]\n" in new_file(debate, debate.nodes[0], Answer.REASON).text
    assert "voice:" not in new_file(plain, plain.nodes[0], Answer.REASON).text


def test_a_change_of_voices_and_of_who_they_are_is_told() -> None:
    after = {
        **DEBATE,
        "m/nodes/a.md": node("Ada says so.", voice="[club]"),
        "m/glossary.yml": PEOPLE.replace("id: ada", "id: al"),
    }
    (change,) = compare(State(read(DEBATE).maps, ()), State(read(after).maps, ())).maps

    assert [(one.name, one.before, one.after) for one in change.nodes[0].fields] == [("voice", "ada", "club")]
    assert any("id: al" in str(item) for one in change.fields for item in getattr(one, "items", ()))


def test_people_are_no_works() -> None:
    (argument_map,) = read({**DEBATE, "m/references.json": WORKS}).maps

    assert [one.works() for one in argument_map.nodes] == [[], [], [], []]
    assert argument_map.nodes[1].people == ("ada", "club")


def test_map_json_tells_who_the_voices_are() -> None:
    exported = json.loads(EXPORTS["json"].write(context(DEBATE)))

    assert exported["terms"][0] == {
        "about": "She wrote a <program>.",
        "also": ["Countess"],
        "id": "ada",
        "kind": "person",
        "stands-for": None,
        "term": "Ada Lovelace",
    }
    assert exported["terms"][2]["id"] is None
    assert exported["nodes"][1]["voice"] == ["ada", "club"]


@pytest.mark.parametrize(
    ("term_id", "codes"),
    [
        ("jane-doe", []),
        ("reported", ["AM023"]),
        ("ada", ["AM010"]),
        ("Ада", ["AM022"]),
        ("<script>", ["AM022"]),
        ("''", ["AM024"]),
        ("[a]", ["AM022"]),
        ('"a\\u202eb"', ["AM022"]),
        ("a" * 100_000, ["AM025"]),
    ],
    ids=lambda value: str(value)[:20],
)
def test_the_id_of_a_term_is_read_or_found_fault_with(term_id: str, codes: list[str]) -> None:
    other = f"{{term: B, kind: person, about: x, id: {term_id}}}"
    text = f"terms:\n  - {{id: ada, term: A, kind: person, about: x}}\n  - {other}\n"
    _, findings = read_glossary("m/glossary.yml", text)

    assert [finding.code for finding in findings] == codes
    assert {finding.place.line for finding in findings} <= {3}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"title": "A <i>book</i>"}, "A book"),
        ({"author": [{"literal": "The Club"}]}, "The Club"),
        ({"author": [{}, {"family": "A"}]}, "A"),
        ({"author": [{"given": "Ada"}], "issued": {"date-parts": [[2013, 4]]}}, "Ada 2013"),
        ({"editor": [{"family": "A"}, {"family": "B"}], "issued": {"raw": "2013"}}, "A and B 2013"),
        ({"author": [{"family": "A"}, {"family": "B"}, {"family": "C"}]}, "A et al."),
    ],
)
def test_a_work_is_named_as_one_speaks_of_it(item: dict[str, object], name: str) -> None:
    assert short_name({"id": "x", **item}) == name


@pytest.mark.parametrize(
    ("voice", "stance", "said"),
    [
        ("reported", "rejects", "Said by others, as the mapped text reports; Rain and Snow (2020) reject it."),
        (
            "[ada]",
            "reports",
            "Said by Ada Lovelace, as Rain and Snow (2020) report; Rain and Snow (2020) take no side.",
        ),
        ("[koch]", "endorses", "Said by Koch (n.d.), as Rain and Snow (2020) read it; Rain and Snow (2020) agree."),
        ("author", "qualifies", "Said by Rain and Snow (2020), who grant it in part."),
    ],
)
def test_several_authors_of_a_text_are_told_of_in_the_plural(voice: str, stance: str, said: str) -> None:
    files = mapped(voice, stance=stance)
    works = json.loads(WORKS)
    works[1]["author"].append({"family": "Snow"})
    files["m/references.json"] = json.dumps(works)
    argument_map = read(files).maps[0]
    tree, (record,) = pages(files)["m/tree/index.md"], [one for one in argument_map.nodes if one.id == "a"]

    assert told(files) == said
    assert "Rain and Snow (2020)" in words(tree)
    assert "the author" not in words(tree)
    assert said.rpartition(" (2020)")[2].strip("., ") in attribution(argument_map, record)


def test_what_the_author_makes_of_what_others_say_never_stands_without_the_author() -> None:
    files = {
        **mapped("[koch]", stance="qualifies"),
        "m/nodes/b.md": node(supports="[a]", voice="author", source="[{at: one.1}]"),
    }
    made = pages(files)

    shown = {page: words(made[f"m/{page}/index.md"].partition("\n---\n")[2]) for page in ("exposed", "nodes", "source")}
    for page, text in shown.items():
        rest = text.rpartition("What the words mean")[0] if page == "exposed" else text
        assert 0 < rest.count("accepts it in part") == rest.count("Rain (2020) accepts it in part"), page
    (card,) = re.findall(r'<span class="am-stance.*?</span>', made["m/tree/index.md"])
    assert words(card) == "Rain (2020) accepts it in part"
    assert "Said by Koch (n.d.), as Rain (2020) reads it; Rain (2020) accepts it in part." in words(
        made["m/exposed/index.md"]
    )
