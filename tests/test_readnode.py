"""A node's file becomes a node, and whatever does not fit is told where it stands and how to mend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.fields import NODE_FIELDS, RELATION_FIELDS, SOURCE_FIELDS, UNDERCUT_FIELDS
from argmap.model.findings import Finding, Place
from argmap.model.kinds import Kind
from argmap.model.limits import ID_IN_WORDS
from argmap.model.maps import Cite, Node, Passage, Relation
from argmap.model.relations import RelationType
from argmap.read.meant import closest, excerpt
from argmap.read.nodes import read_node_file
from argmap.read.values import ValueReader

FILE = "m/nodes/a.md"
HEAD = "---\nkind: claim\ntitle: T\nstatement: S\n"
ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\u202e\x85\u2028\ufeff\r\n"), max_size=200)
YAML_LIKE = st.text(st.sampled_from("abc-:>|{}[]&*!#'\"\n\r ,1.@%?~=\t\x85\u2028\u202e"), max_size=200)


def read(fields: str = "", prose: str = "", *, mapped: bool = False) -> tuple[Node, list[Finding]]:
    """Read a claim with these fields; they begin on line 5."""
    node, findings = read_node_file(FILE, f"{HEAD}{fields}\n---\n{prose}", mapped=mapped)
    assert node is not None
    return node, findings


def good(fields: str = "", prose: str = "", *, mapped: bool = False) -> Node:
    node, findings = read(fields, prose, mapped=mapped)
    assert findings == []
    return node


def told(fields: str, *, mapped: bool = False) -> list[tuple[str, int, int]]:
    """Tell code, line and column of each finding."""
    return [(finding.code, finding.place.line, finding.place.column) for finding in read(fields, mapped=mapped)[1]]


def test_a_node_is_what_its_file_says() -> None:
    raw = """---
kind: evidence
title: A
  title
statement: "It  is so."
supports: [b, {to: c, jointly: both, because: they agree}]
attacks:
  - d
qualifies: [e]
undercuts: [f -> g, {to: h->i, because: too few}]
voice: [koch-2013, b]
stance: reports
hedge: perhaps
source: [{at: motives.11, quote: a few words}, {at: n1}]
cites: ["koch-2013, pp. 112–113", b]
tags: [russia, trade]
aliases: [old]
status: withdrawn
reason: Why.
replaced-by: better
revision: 2
---

Prose with @koch-2013.

"""
    node, findings = read_node_file(FILE, raw, mapped=True)

    assert findings == []
    assert node is not None
    assert (node.id, node.file, node.kind) == ("a", FILE, Kind.EVIDENCE)
    assert (node.title, node.statement) == ("A title", "It is so.")
    assert node.relations == (
        Relation("a", RelationType.SUPPORTS, "b", Place(FILE, 6, 12)),
        Relation("a", RelationType.SUPPORTS, "c", Place(FILE, 6, 15), jointly=("both",), because="they agree"),
        Relation("a", RelationType.ATTACKS, "d", Place(FILE, 8, 5)),
        Relation("a", RelationType.QUALIFIES, "e", Place(FILE, 9, 13)),
        Relation("a", RelationType.UNDERCUTS, "f", Place(FILE, 10, 13), conclusion="g"),
        Relation("a", RelationType.UNDERCUTS, "h", Place(FILE, 10, 21), conclusion="i", because="too few"),
    )
    assert (node.voice, node.stance, node.hedge) == (("koch-2013", "b"), "reports", "perhaps")
    assert node.passages == (
        Passage("motives.11", "a few words", Place(FILE, 14, 10)),
        Passage("n1", "", Place(FILE, 14, 48)),
    )
    assert node.cites == (
        Cite("koch-2013", "pp. 112–113", Place(FILE, 15, 9)),
        Cite("b", "", Place(FILE, 15, 35)),
    )
    assert node.tags == ("russia", "trade")
    assert node.aliases == (("old", Place(FILE, 17, 11)),)
    assert (node.withdrawn, node.reason, node.replaced_by, node.revision) == (True, "Why.", ("better",), 2)
    assert (node.prose, node.prose_line) == ("Prose with @koch-2013.", 24)
    assert node.works() == ["koch-2013", "b"]
    assert [node.place_in_prose(cited_at.line) for cited_at in node.citations] == [Place(FILE, 24)]
    assert node.place("hedge") == Place(FILE, 13, 1)
    assert node.place("nothing") == Place(FILE)


def test_what_is_left_out_has_a_plain_meaning() -> None:
    node = good()

    assert node.voice == ("contributor",)
    assert (node.stance, node.revision, node.withdrawn, node.prose, node.citations) == ("", 1, False, "", ())


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + "---\n\nProse.\n",
        "\ufeff" + HEAD + "---\n\nProse.\n",
        (HEAD + "---\n\nProse.\n").replace("\n", "\r\n"),
        (HEAD + "---\n\nProse.\n").replace("\n", "\r"),
        (HEAD + "---\n\nProse.\n").replace("---", "--- \t"),
    ],
    ids=["plain", "byte order mark", "windows", "old macintosh", "blanks behind the fences"],
)
def test_how_an_editor_saves_the_file_makes_no_difference(raw: str) -> None:
    node, findings = read_node_file(FILE, raw, mapped=False)

    assert findings == []
    assert node is not None
    assert (node.title, node.prose, node.prose_line) == ("T", "Prose.", 7)


def test_a_rule_in_the_prose_is_prose() -> None:
    assert good(prose="One.\n\n---\n\nTwo.\n").prose == "One.\n\n---\n\nTwo."


@pytest.mark.parametrize(
    ("raw", "message", "line"),
    [
        ("", "the front matter is missing", 1),
        ("kind: claim\n", "the front matter is missing", 1),
        ("\n---\nkind: claim\n---\n", "empty lines stand before the front matter", 1),
        ("---\nkind: claim\n", "the front matter is not closed", 1),
        ("----\nkind: claim\n---\n", "this line does not open the front matter", 1),
        ("---\n---\n", "the front matter holds no fields", 2),
        ("---\n---", "the front matter holds no fields", 2),
        ("---\njust words\n---\n", "the front matter holds no fields", 2),
        ("---\n- a\n---\n", "the front matter holds no fields", 2),
    ],
)
def test_a_file_without_fields_is_no_node(raw: str, message: str, line: int) -> None:
    node, (finding,) = read_node_file(FILE, raw, mapped=False)

    assert node is None
    assert (finding.place, finding.code, finding.message) == (Place(FILE, line), "AM007", message)
    assert "write" in finding.hint


def test_front_matter_that_is_no_yaml_is_told_on_its_line_and_once() -> None:
    node, findings = read_node_file(FILE, "---\nkind: claim\ntitle: a: b\n---\n", mapped=False)

    assert node is None
    assert [(finding.code, finding.place) for finding in findings] == [("AM008", Place(FILE, 3, 9))]


@pytest.mark.parametrize(
    ("path", "named", "hint"),
    [
        ("m/nodes/A b.md", "A b", "call it a-b.md"),
        (f"m/nodes/{'a' * 61}.md", "a" * 39 + "…", f"use {ID_IN_WORDS}"),
        ("m/nodes/a--b.md", "a--b", f"use {ID_IN_WORDS}"),
    ],
    ids=["capital", "too long", "two hyphens"],
)
def test_a_file_is_named_by_an_id(path: str, named: str, hint: str) -> None:
    _, (finding,) = read_node_file(path, f"{HEAD}---\n", mapped=False)

    assert (finding.place, finding.code) == (Place(path), "AM030")
    assert finding.message == f'the file\'s name "{named}" is not an id'
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("colour: red", ("AM020", 5, 1)),
        ("kind: claim", ("AM010", 5, 1)),
        ("hedge:", ("AM024", 5, 7)),
        ('hedge: " "', ("AM024", 5, 8)),
        ('hedge: "\\u3164"', ("AM024", 5, 8)),
        ("hedge: no", ("AM011", 5, 8)),
        ("hedge: [a]", ("AM022", 5, 8)),
        (f"hedge: {'a' * 301}", ("AM025", 5, 8)),
        ('hedge: "a\\u202Eb"', ("AM003", 5, 8)),
        ('hedge: "a\\0b"', ("AM002", 5, 8)),
        ("stance: agrees", ("AM023", 5, 9)),
        ("status: gone", ("AM023", 5, 9)),
        ("replaced-by: Not An Id", ("AM030", 5, 14)),
        ("replaced-by:\n  - better\n  - <script>", ("AM030", 7, 5)),
        ("replaced-by: []", ("AM024", 5, 14)),
        ("replaced-by: {a: b}", ("AM022", 5, 14)),
        ("replaced-by: [[a]]", ("AM022", 5, 15)),
        ("revision: two", ("AM022", 5, 11)),
        ('revision: "2"', ("AM022", 5, 11)),
        ("revision: -1", ("AM022", 5, 11)),
        ("revision: 1.5", ("AM022", 5, 11)),
        ("revision: 1000000", ("AM022", 5, 11)),
        ("revision: [1]", ("AM022", 5, 11)),
        ("tags: russia", ("AM022", 5, 7)),
        ("tags: [a, 2013]", ("AM011", 5, 11)),
        (f"tags: [{'a' * 61}]", ("AM025", 5, 8)),
        ("aliases: [Old Id]", ("AM022", 5, 11)),
        ("supports: b", ("AM022", 5, 11)),
        ("supports: [[b]]", ("AM022", 5, 12)),
        ("supports: [b c]", ("AM022", 5, 12)),
        ("supports: [{jointly: x}]", ("AM021", 5, 12)),
        ("supports: [{to: b, why: x}]", ("AM020", 5, 20)),
        ("supports: [{to: }]", ("AM024", 5, 17)),
        ("undercuts: [b]", ("AM022", 5, 13)),
        ("undercuts: [{to: b -> c, jointly: x}]", ("AM020", 5, 26)),
        ("source: {at: n1}", ("AM022", 5, 9)),
        ("source: [n1]", ("AM022", 5, 10)),
        ("source: [{quote: x}]", ("AM021", 5, 10)),
        ("source: [{at: somewhere}]", ("AM040", 5, 15)),
        ("source: [{at: n0}]", ("AM040", 5, 15)),
        ("cites: b", ("AM022", 5, 8)),
        ('cites: ["Koch 2013"]', ("AM056", 5, 9)),
        ('cites: ["koch-2013, 12"]', ("AM056", 5, 9)),
        ("voice: nobody", ("AM023", 5, 8)),
        ("voice:", ("AM024", 5, 7)),
        ("voice: []", ("AM024", 5, 8)),
        ("voice: {a: b}", ("AM022", 5, 8)),
        ("voice: [author]", ("AM023", 5, 8)),
        ("voice: [Koch 2013]", ("AM022", 5, 9)),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_fault_is_found_where_it_stands_and_alone(fields: str, found: tuple[str, int, int]) -> None:
    assert told(fields) == [found]


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("suports: [b]", 'did you mean "supports"?'),
        ("xyz: b", "the fields of a node are: kind, title, statement"),
        ("stance: endorse", 'did you mean "endorses"?'),
        ("stance: zzz", "one of: endorses, reports, qualifies, doubts, rejects"),
        ("hedge: no", 'put it in quotes: "no"'),
        ("hedge: ", "for example hedge: would not likely; or leave it out"),
        ("revision: two", "it looks like this: revision: 2"),
        ("voice: koch-2013", "works and people stand in a list: voice: [koch-2013]"),
        ("voice: [reported]", "write voice: reported"),
        ("voice: []", "write voice: author, or leave it out"),
        ("supports: [{why: b, to: b}]", "the fields of a relation under supports are: to, jointly, because"),
        ("source: [{quote: b}]", "add it, for example at: methods.3"),
        ('cites: ["b, 12"]', 'say what is counted, as in "b, p. 12"'),
        ('cites: ["B!"]', 'it looks like "doe-2020, pp. 112-113"'),
        ('cites: ["b, see there"]', 'say what is counted, as in "b, p. 12" or "b, chap. 2"'),
        ("replaced-by: B", "write b"),
        ("replaced-by: B?", "it looks like replaced-by: better-node"),
        ("supports: [Some Claim]", "write some-claim"),
        ("supports: [nodes/some-claim.md]", "write some-claim"),
        ("supports: [{to: Some_claim}]", "write some-claim"),
        ("supports: ['a, b']", "it looks like supports: [some-claim]"),
        ("attacks: [b -> c]", "to deny that one node bears on another, write undercuts: [b -> c]"),
        ("supports: [{to:b, because: it is}]", "write to: b"),
        ("revision: 010", "it looks like this: revision: 2"),
        ("score: 010", "it looks like this: score: 0.8"),
        ("hedge: ~", 'put it in quotes: "~", or leave the field out'),
        ("hedge: # 1 of 2", "or leave it out; a text that begins with # needs quotes"),
        (f"hedge: {'a' * 301}", "shorten it"),
    ],
    ids=lambda value: value[:30],
)
def test_the_hint_says_how_to_mend_it(fields: str, hint: str) -> None:
    (finding,) = read(fields)[1]

    assert hint in finding.hint


def test_missing_fields_are_told_with_an_example() -> None:
    node, findings = read_node_file(FILE, "---\ntags: [a]\n---\n", mapped=False)

    assert node is not None
    assert (node.kind, node.title, node.statement) == (Kind.CLAIM, "", "")
    assert [(finding.place, finding.code, finding.message) for finding in findings] == [
        (Place(FILE, 2, 1), "AM021", f"a node needs the field {name}") for name in ("kind", "title", "statement")
    ]
    assert findings[0].hint == "add it, for example kind: claim"


def test_a_value_that_does_not_fit_leaves_the_rest_as_it_is() -> None:
    node, _ = read("supports: [b c, d]\nsource: [n1, {at: n2}, {quote: x}]\ncites: [B 1, c]\nvoice: [author, e]")

    assert [relation.target for relation in node.relations] == ["d"]
    assert [source.at for source in node.passages] == ["n2"]
    assert [cite.key for cite in node.cites] == ["c"]
    assert node.voice == ("e",)


def test_a_revision_counts_from_one() -> None:
    assert good("revision: 0").revision == 1
    assert good("revision: 12").revision == 12


@pytest.mark.parametrize(
    "locator",
    [
        "p. 3", "pp. 3–5", "p.3", "chap. 2", "sec. 1", "para. 4", "fig. 1", "tab. 2", "vol. 1", "no. 3", "n. 4",
        "nn. 4, 5", "note 4", "art. 3", "§ 3", "§§3-4", "¶ 2", "s.v. bloc", "f. 2",
    ],
)  # fmt: skip
def test_a_locator_that_says_what_it_counts_is_taken(locator: str) -> None:
    assert good(f'cites: ["b, {locator}"]').cites[0].locator == locator


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("", [("AM021", 2, 1)]),
        ("voice: author", []),
        ("voice: contributor", []),
        ("voice: reported", [("AM021", 2, 1)]),
        ("voice: reported\nstance: rejects", []),
        ("voice: [b]", [("AM021", 2, 1)]),
        ("voice: [b]\nstance: reports", []),
        ("voice: reported\nstance: perhaps", [("AM023", 6, 9)]),
        ("voice: nobody", [("AM023", 5, 8)]),
        ("voice: []", [("AM024", 5, 8)]),
    ],
    ids=lambda value: value.replace("\n", ", ") if isinstance(value, str) else "",
)
def test_in_the_map_of_a_work_who_speaks_is_said(fields: str, found: list[tuple[str, int, int]]) -> None:
    assert told(fields, mapped=True) == found


def test_the_author_endorses_unless_said_otherwise() -> None:
    assert good("voice: author", mapped=True).stance == "endorses"
    assert good("voice: author\nstance: reports", mapped=True).stance == "reports"
    assert good("voice: contributor", mapped=True).stance == ""


def test_the_missing_voice_and_stance_are_hinted_at() -> None:
    assert "add voice: author" in read(mapped=True)[1][0].hint
    assert "add stance: reports" in read("voice: reported", mapped=True)[1][0].hint


def test_forbidden_characters_are_told_once_where_they_stand() -> None:
    _, findings = read("hedge: a\u202eb", "ab\x07c\nd\u2066")

    assert [(finding.code, finding.place.line, finding.place.column) for finding in findings] == [
        ("AM003", 5, 9),
        ("AM002", 7, 3),
        ("AM003", 8, 2),
    ]


@pytest.mark.parametrize(
    "blank", ["\u3164", "\u2800", "\u200b", "\u00ad", "\u115f\u1160", "\ufe0f", "\u17b4", "\u0301 "], ids=ascii
)
def test_a_text_in_which_nothing_can_be_seen_is_none(blank: str) -> None:
    node, findings = read_node_file(
        FILE, f'---\nkind: claim\ntitle: "{blank}"\nstatement: "{blank * 2}"\ntags: ["{blank}"]\n---\n', mapped=False
    )

    assert node is not None
    assert (node.title, node.statement, node.tags) == ("", "", ())
    assert [(finding.code, finding.message) for finding in findings] == [
        ("AM024", f"{name} has no value: nothing in it can be seen") for name in ("title", "statement", "a tag")
    ]


@pytest.mark.parametrize(
    "seen", ["한국어\u3164", "é", "e\u0301", "🏳\ufe0f", "العربية", "x\u00ady", "\u2801", "?"], ids=ascii
)
def test_a_text_in_which_anything_can_be_seen_is_taken(seen: str) -> None:
    assert good(f'hedge: "{seen}"').hedge == seen


def test_an_empty_title_is_hinted_at_by_an_example_that_reads_as_one() -> None:
    _, (finding,) = read_node_file(FILE, "---\nkind: claim\ntitle:\nstatement: S\n---\n", mapped=False)

    assert finding.hint == "for example title: Coffee drinkers live longer"


def test_half_a_character_in_the_front_matter_is_told() -> None:
    assert told("hedge: a\ud800") == [("AM002", 5, 9)]


def test_the_prose_knows_its_line_and_its_citations() -> None:
    node = good(prose="\n\nSee @b.\n\nAnd [@c, p. 3].\n")

    assert node.prose_line == 9
    assert [node.place_in_prose(cited_at.line) for cited_at in node.citations] == [Place(FILE, 9), Place(FILE, 11)]


def test_prose_has_a_length_beyond_which_it_is_not_looked_at() -> None:
    most = "<b" + "a" * 9_998
    assert good(prose=f"\n{most}\n").prose == most

    node, (finding,) = read(prose=f"\n{most}>\n")

    assert node.prose == ""
    assert (finding.place, finding.code) == (Place(FILE, 8), "AM065")
    assert finding.message == "the prose has 10,001 characters, 10,000 are allowed"


def test_what_is_wrong_with_prose_is_told_at_its_line_in_the_file_and_once() -> None:
    prose = "The note says so.\n\nTwo.\n\n## Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee [](https://e.org).\n"

    _, findings = read(prose=prose)

    assert [(finding.code, finding.place.line) for finding in findings] == [("AM060", 11), ("AM060", 17)]


@pytest.mark.parametrize(
    ("fields", "line", "column", "holds"),
    [
        ("hedge: '*perhaps*'", 0, 0, ""),
        ("supports: [{to: b, because: it is *the* cause}]", 5, 29, "because is plain text"),
        ("supports:\n  - to: b\n    because: 'see [@x]'", 7, 14, "holds a citation"),
        ("undercuts: [{to: b -> c, because: '[so](https://example.org)'}]", 5, 35, "holds a link"),
    ],
    ids=["another field", "emphasis", "citation", "link"],
)
def test_markup_in_a_text_that_is_shown_as_typed_is_a_warning_at_its_line(
    fields: str, line: int, column: int, holds: str
) -> None:
    findings = read(fields)[1]

    assert [(one.code, one.place.line, one.place.column) for one in findings] == [("AM067", line, column)][: bool(line)]
    assert all(holds in one.message and "cites:" in one.hint for one in findings)


IDS = [
    "eu-needs-kazakhstan", "freedom-scores-worsened", "handy-when-the-tenge-fell", "koch-2013",
    "open-economy-as-survival", "rejects", "russia-comes-first", "top",
]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tup", "top"),
        ("tops", "top"),
        ("to", "top"),
        ("tpo", "top"),
        ("koch-2031", "koch-2013"),
        ("coch-2012", "koch-2013"),
        ("russia-first", "russia-comes-first"),
        ("open-economy-for-survival", "open-economy-as-survival"),
        ("freedoms-scores-worsened", "freedom-scores-worsened"),
    ],
)
def test_a_word_that_is_near_is_offered(word: str, meant: str) -> None:
    assert closest(word, IDS) == f'did you mean "{meant}"?'


@pytest.mark.parametrize(
    "word",
    ["nope", "zzz", "kazakhstan", "nonsense", "the-end", "agrees", "n2", "a", "koch-and-others-1999", "", "t" * 9],
)
def test_a_word_that_is_not_near_is_not_offered(word: str) -> None:
    assert closest(word, IDS) == ""


def test_a_long_text_is_shortened_in_messages() -> None:
    assert excerpt("a  b\nc") == "a b c"
    assert excerpt("a" * 40) == "a" * 40
    assert excerpt("a" * 41) == "a" * 39 + "…"


def test_a_reader_begins_without_findings() -> None:
    assert ValueReader().findings == []


EXAMPLES = {
    **{field.example: field.example for field in NODE_FIELDS if not field.required},
    **{field.example: f"supports: [{{to: b, {field.example}}}]" for field in RELATION_FIELDS if not field.required},
    **{field.example: f"source: [{{at: n1, {field.example}}}]" for field in SOURCE_FIELDS if not field.required},
    **{field.example: f"undercuts: [{{to: b->c, {field.example}}}]" for field in UNDERCUT_FIELDS if not field.required},
    RELATION_FIELDS[0].example: f"supports: [{{{RELATION_FIELDS[0].example}}}]",
    SOURCE_FIELDS[0].example: f"source: [{{{SOURCE_FIELDS[0].example}}}]",
    UNDERCUT_FIELDS[0].example: f"undercuts: [{{{UNDERCUT_FIELDS[0].example}}}]",
}


@pytest.mark.parametrize("fields", EXAMPLES.values(), ids=EXAMPLES)
def test_what_a_hint_shows_as_an_example_is_right(fields: str) -> None:
    assert told(fields) == []


def test_the_examples_of_the_fields_that_every_node_needs_make_a_node() -> None:
    fields = "\n".join(field.example for field in NODE_FIELDS if field.required)

    assert read_node_file(FILE, f"---\n{fields}\n---\n", mapped=False)[1] == []


@given(ANY | YAML_LIKE, YAML_LIKE | ANY, st.booleans())
def test_any_text_is_read_or_reported_at_places_within_the_file(fields: str, prose: str, mapped: bool) -> None:  # noqa: FBT001
    for raw in (fields, f"---\n{fields}\n---\n{prose}", f"{HEAD}{fields}\n---\n{prose}", f"{HEAD}tags: {fields}\n---"):
        node, findings = read_node_file(FILE, raw, mapped=mapped)

        assert node is not None or findings
        lines = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for finding in findings:
            assert 1 <= finding.place.line <= len(lines)
            assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ("hedge: in place #1", 17),
        ("hedge: in place\t#1", 17),
        ("tags: [a]\nhedge: one #2\nrevision: 2", 12),
        ("supports: [{to: b, because: rank #1\n  }]", 34),
        ("supports:\n  - to: b\n    because: It is\n      rank #1", 12),
        ("tags:\n  - issue #1", 11),
    ],
)
def test_a_comment_that_cuts_a_text_is_found_at_its_sign(fields: str, column: int) -> None:
    (finding,) = read(fields)[1]

    assert (finding.code, finding.place.column) == ("AM011", column)
    assert finding.message.endswith('" #" begins a comment, so the text ends before it')
    assert finding.hint == "put the whole text in quotes; a remark stands on a line of its own"


@pytest.mark.parametrize(
    "fields",
    [
        "revision: 2 # a remark",
        "supports: [b] # a remark",
        "supports: # a remark\n  # another\n  - b # a third",
        "stance: reports # a remark",
        "hedge: 'one #2' # a remark",
        "hedge: C# and a#b",
        "hedge: >-\n  one #2",
        'hedge: "caf\\u00e9 \\\\ \\" \\/"',
        "hedge: 'C:\\new'",
        'hedge: "it goes\n  on: so"',
    ],
)
def test_a_remark_that_cuts_nothing_may_stay(fields: str) -> None:
    assert read(fields)[1] == []


@pytest.mark.parametrize(
    ("hedge", "place", "message"),
    [
        (r'"C:\new"', (5, 11), r"hedge: within double quotes YAML reads \n as a line break"),
        (r'"C:\table"', (5, 11), r"hedge: within double quotes YAML reads \t as a tab"),
        (r'"C:\bin"', (5, 11), r"hedge: within double quotes YAML reads \b as a sign that cannot be seen"),
        (
            '"two\n  lines \\\\ of\\Nit"',
            (6, 14),
            r"hedge: within double quotes YAML reads \N as a sign that cannot be seen",
        ),
    ],
)
def test_an_escape_that_changes_a_text_is_found_where_it_stands(
    hedge: str, place: tuple[int, int], message: str
) -> None:
    (finding,) = read(f"hedge: {hedge}")[1]

    assert (finding.code, (finding.place.line, finding.place.column), finding.message) == ("AM011", place, message)
    assert finding.hint == r"write \\ for each backslash of the text itself, and leave out the others"


def test_a_work_is_cited_whatever_is_wrong_with_the_place_in_it() -> None:
    node, findings = read('cites: ["koch-2013, 12"]')

    assert [finding.code for finding in findings] == ["AM056"]  # and not that nothing cites the work
    assert [cite.key for cite in node.cites] == ["koch-2013"]
