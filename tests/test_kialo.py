"""A discussion of Kialo's becomes a map: nothing of its text is lost in silence, whatever the text is."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.importing.fitting import CONSTRUCTS as OF_ALL
from argmap.importing.kialo import CONSTRUCTS, read_kialo
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.model.findings import Finding
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap
from argmap.model.relations import RelationType
from argmap.read.imported import read_imported
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from test_templates import UNDRAWN

DEBATE = """Discussion Title: Should bells ring at night?

1. Bells should ring at night.
1.1. Pro: They tell the hour \\(even to the blind\\), as [the guild](https://e.org/bells) says.
1.1.1. Con: Clocks do.
1.1.1.1. Con: -> See 1.2.
1.2. Con: They wake people.
1.2.1. Pro: → See 1.1.1.
1.2.2. Pro: -> See 1.2.1.
1.2.3. Con: -> See another discussion
1.2.4. Con: Clocks do.
1.3. Pro: Bells
are old.
"""


def read(text: str) -> ParsedMap:
    return read_kialo({"debate.txt": text})


def imported(text: str) -> tuple[ArgumentMap, list[Finding]]:
    files = merge(read(text), Origin("kialo", "debate.txt", "debate")).files
    (argument_map,), findings = checked({f"m/{path}": content for path, content in files.items()})
    return argument_map, findings


def files_of(text: str) -> Mapping[str, str]:
    return merge(read(text), Origin("kialo", "debate.txt", "debate")).files


def built(files: Mapping[str, str]) -> Mapping[str, str]:
    tree = build_site({f"m/{path}": text for path, text in files.items()}, (), BuildOptions(UNDRAWN)).tree
    return {path: page for path, page in tree.items() if isinstance(page, str)}


def counted(parsed: ParsedMap) -> dict[str, int]:
    names = [met.construct for met in parsed.met]
    return {name: names.count(name) for name in names}


def test_a_discussion_becomes_a_map_that_is_sound() -> None:
    argument_map, findings = imported(DEBATE)
    stated = {
        (relation.origin, relation.type.value, relation.target)
        for node in argument_map.nodes
        for relation in node.relations
    }

    assert findings == []
    assert argument_map.title == "Should bells ring at night?"
    assert stated == {
        ("they-tell-the-hour-even-to-the-blind-as", "supports", "bells-should-ring-at-night"),
        ("clocks-do", "attacks", "they-tell-the-hour-even-to-the-blind-as"),
        ("they-wake-people", "attacks", "clocks-do"),
        ("they-wake-people", "attacks", "bells-should-ring-at-night"),
        ("clocks-do", "supports", "they-wake-people"),
        ("see-another-discussion", "attacks", "they-wake-people"),
        ("clocks-do-2", "attacks", "they-wake-people"),
        ("bells-are-old", "supports", "bells-should-ring-at-night"),
    }


def test_a_source_is_a_link_in_the_prose_and_escapes_are_signs() -> None:
    node = imported(DEBATE)[0].nodes
    (told,) = [one for one in node if one.id.startswith("they-tell")]

    assert told.statement == "They tell the hour (even to the blind), as the guild says."
    assert told.prose == "- [the guild](https://e.org/bells)"


def test_a_claim_with_a_source_cites_it_and_two_with_one_source_cite_one_work() -> None:
    again = DEBATE.replace("They wake people.", "They wake [people](https://e.org/bells).")
    argument_map, findings = imported(again)
    cited = {node.id: [cite.key for cite in node.cites] for node in argument_map.nodes if node.cites}
    work = next(iter(cited.values()))

    assert findings == []
    assert cited == {"they-tell-the-hour-even-to-the-blind-as": work, "they-wake-people": work}
    pages = built(files_of(again))
    without = pages["m/exposed/index.md"].partition('id="no-evidence"')[2].partition("</ul>")[0]
    assert "e.org/bells" in pages["m/references/index.md"]
    assert "../clocks-do-2/" in without
    assert not {f"../{node_id}/" for node_id in cited} & set(re.findall(r'href="([^"]+)"', without))


def test_a_claim_is_known_by_its_number_and_stays_itself_when_that_changes() -> None:
    moved = DEBATE.replace("1.3. Pro:", "1.7. Pro:")
    before = files_of(DEBATE)
    record = read_imported("import.json", before["import.json"])[0]
    again = merge(read(moved), Origin("kialo", "debate.txt", "debate"), before, record).files

    assert "Imported as <code>1.3</code>" in built(before)["m/bells-are-old/index.md"]
    assert set(again) == {"import.json", "nodes/bells-are-old.md"}
    assert "Imported as <code>1.7</code>" in built({**before, **again})["m/bells-are-old/index.md"]


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://e.org/a_\\(b\\)", "https://e.org/a_%28b%29"),
        ("https://e.org/a_(b)", "https://e.org/a_%28b%29"),
        ('https://e.org/#{"id":\\["1"\\]}', "https://e.org/#%7B%22id%22:[%221%22]%7D"),
    ],
)
def test_an_address_of_odd_signs_stays_a_link(address: str, written: str) -> None:
    argument_map, findings = imported(f"1. So [it is]({address}).\n")

    assert findings == []
    assert argument_map.nodes[0].prose == f"- [it is]({written})"


def test_every_construct_of_the_text_is_counted() -> None:
    parsed = read(DEBATE)

    assert counted(parsed) == {
        "discussion title": 1,
        "thesis": 1,
        "pro": len(re.findall(r"^[\d.]+ Pro:", DEBATE, re.MULTILINE)),
        "con": len(re.findall(r"^[\d.]+ Con:", DEBATE, re.MULTILINE)),
        "link to another claim": len(re.findall(r"See \d", DEBATE)),
        "link beyond the discussion": DEBATE.count("See another"),
        "source": DEBATE.count("](http"),
        "number": len(re.findall(r"^\d", DEBATE, re.MULTILINE)) - len(re.findall(r"See \d", DEBATE)),
        "claim over several lines": 1,
        "what the export leaves out": 1,
    }


def test_a_claim_keeps_its_origin_when_its_number_changes() -> None:
    moved = DEBATE.replace("1.3. Pro: Bells\nare old.\n", "").replace(
        "\n1.1. Pro: They", "\n1.9. Pro: Bells are old.\n1.1. Pro: They"
    )

    assert {node.origin for node in read(moved).nodes} == {node.origin for node in read(DEBATE).nodes}


@pytest.mark.parametrize(
    "text",
    [
        "Discussion Title: Which?\n\n1. The first.\n1.1. Pro: So.\n2. The second.\n",
        "Discussion Title: Which?\n\n1.1. The first.\n1.1.1. Pro: So.\n1.2. The second.\n",
        "Discussion Title: M\n\n1. Which?\n1.1. The first.\n1.1.1. Pro: So.\n1.2. The second.\n",
    ],
)
def test_several_theses_answer_one_question(text: str) -> None:
    argument_map, findings = imported(text)
    kinds = {node.id: node.kind for node in argument_map.nodes}

    assert findings == []
    assert kinds == {"which": Kind.QUESTION, "the-first": Kind.THESIS, "so": Kind.CLAIM, "the-second": Kind.THESIS}
    assert [
        relation.target
        for node in argument_map.nodes
        for relation in node.relations
        if relation.type is RelationType.ANSWERS
    ] == ["which", "which"]


def test_a_claim_that_takes_no_side_is_told() -> None:
    assert counted(read("1. So.\n1.1. Pro: A.\n1.2. B.\n"))["claim without a side"] == 1
    assert counted(read("1. So.\n1.1. Pro: A.\n1.2. -> See 1.1.\n"))["claim without a side"] == 1
    assert counted(read("1. So.\n1. So it goes on.\n"))["number given twice"] == 1


def test_two_theses_of_the_same_words_are_two() -> None:
    assert len({node.origin for node in read("1. So.\n2. So.\n3. So.\n").nodes}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "1. So.\n1.1. Pro: -> See 1.2.\n1.2. Con: -> See 1.1.\n",
        "1. So.\n1.1.1. Pro: A.\n",
        "1. So.\n1.1. Pro: -> See 1.9.\n",
    ],
)
def test_a_link_or_a_claim_that_leads_nowhere_is_told(text: str) -> None:
    merged = merge(read(text), Origin("kialo", "debate.txt", "debate"))

    assert {"relation to what is not there", "relation to itself"} & {met.construct for met in merged.met}


@pytest.mark.parametrize(("text", "line"), [('{"a": 1}', 1), ("\n\nhello\n1. So.", 3), ("<html>", 1)])
def test_what_is_no_discussion_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableError, match="neither the title") as raised:
        read(text)
    assert raised.value.place.line == line


WORDS = st.sampled_from(
    [
        *("So.", "So.", "-> See 1.1.", "-> See 9.", "[a](https://e.org)", "*so* [[x]]", "<script>", "\\(", "1. so"),
        "",
    ]
)
LINES = st.lists(
    st.tuples(st.sampled_from(["1.", "1.1.", "1.1.1.", "1.2.", "2."]), st.sampled_from(["", "Pro: ", "Con: "]), WORDS),
    min_size=1,
    max_size=8,
)


@given(LINES)
@settings(max_examples=60)
def test_whatever_claims_say_the_map_is_sound_and_every_line_is_told(lines: list[tuple[str, str, str]]) -> None:
    parsed = read("\n".join(f"{number} {side}{words}" for number, side, words in lines))
    names = {construct.name for construct in (*CONSTRUCTS, *OF_ALL)}

    if parsed.nodes:
        merged = merge(parsed, Origin("kialo", "debate.txt", "debate"))
        _, findings = checked({f"m/{path}": content for path, content in merged.files.items()})
        assert [finding for finding in findings if finding.code != "AM097"] == []
        assert {met.construct for met in (*parsed.met, *merged.met)} <= names
    claims = [met for met in parsed.met if met.construct not in {"source", "link to another claim"}]
    assert {met.place.line for met in claims} >= {*range(1, len(lines) + 1)}


@pytest.mark.parametrize(
    "text",
    [
        "1. " + "a" * 100_000,
        "1. " + "[" * 100_000,
        "1. So.\n" + "".join(f"{'1.' * depth}1. Con: It is {depth}.\n" for depth in range(1, 300)),
        "1. <script>alert(1)</script>",
    ],
)
def test_hostile_claims_become_sound_maps(text: str) -> None:
    _, findings = imported(text)

    assert findings == []
