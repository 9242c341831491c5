"""What an editor shows of a map, before any protocol: what can be written at a place, stands there or can be done."""

from collections.abc import Mapping

import pytest

from argmap.edit.rename import RenamingRefused
from argmap.lsp.completing import completions
from argmap.lsp.mending import actions, renamable, renaming, span_of
from argmap.lsp.outlines import Symbol, outline
from argmap.lsp.shown import hover
from argmap.lsp.spots import Region, spot_at
from argmap.lsp.state import Cursor, Edit, State, state_of
from argmap.lsp.targets import definition, target_at, uses
from argmap.model.characters import as_read
from argmap.model.fields import MAP_FIELDS, NODE_FIELDS
from argmap.model.findings import Finding, Place
from argmap.read.layout import MAP_FILE
from argmap.read.sources import DocsFiles
from conftest import node

HERE = "‸"
"""Stands in a text for the place of the cursor."""

WORKS = """[
 {"id": "doe-2020", "type": "article-journal", "title": "On coffee", "author": [{"family": "Doe", "given": "Jane"}],
  "issued": {"date-parts": [[2020]]}, "container-title": "Cups", "volume": "3", "issue": "1", "page": "5-9",
  "DOI": "10.1000/182"},
 {"id": "guide", "type": "book", "title": "The guide", "publisher": "A Press", "author": [{"literal": "One"},
  {"literal": "Two"}, {"literal": "3"}, {"literal": "4"}, {"literal": "5"}, {"literal": "6"}, {"literal": "7"},
  {"literal": "8"}]},
 {"id": "untitled", "type": "book", "issued": {"date-parts": [[1999]]}}
]
"""
FILES = {
    "index.md": "# Home\n\n[The top](m/top/index.md), [a](m/nodes/a.md)\n\n```argmap\nview: branch\nof: m/top\n```\n",
    "m/map.yml": (
        "title: Coffee\nwork: doe-2020\nsections: [{id: methods, title: How it was done, paragraphs: 2}]\nnotes: 1\n"
        "overview: [top]\npath: [{node: top, lead: First}]\nnot-argued: {methods.2: nothing}\n"
    ),
    "m/references.json": WORKS,
    "m/glossary.yml": (
        "terms:\n- id: ada\n  term: Ada\n  kind: person\n  about: A taster.\n"
        "- {id: who, term: WHO, kind: word, about: It is}\n"
    ),
    "m/nodes/top.md": node(kind="thesis", title="It helps", supports="", voice="author", source="[{at: methods.1}]"),
    "m/nodes/part/a.md": node(
        "Because of a.",
        title="Reason *a*",
        voice="[doe-2020, ada]",
        stance="reports",
        tags="[taste]",
        aliases="[was-a]",
        source="[{at: n1}]",
    )
    + "As @doe-2020 and [@guide, p. 3] say, [so](../top.md).\n",
    "m/nodes/no.md": node(
        kind="counterclaim", title="Not so", supports="", attacks="[top]", voice="contributor", cites='["guide, p. 2"]'
    ),
    "m/nodes/gone.md": node(title="Gone", voice="contributor", status="withdrawn", reason="Said twice."),
    "n/map.yml": "title: Tea\n",
    "n/nodes/tea.md": node(kind="thesis", title="Tea helps", supports="", answers="[why]"),
    "n/nodes/why.md": node(kind="question", title="Why", supports=""),
}


def state(files: Mapping[str, str] = FILES, **buffers: str) -> State:
    return state_of(DocsFiles(files, ("m/picture.png",), ()), buffers)


STATE = state()


def at(marked: str) -> tuple[str, int, int]:
    """Return a text without the mark of the cursor, and the mark's line and column."""
    before = as_read(marked.partition(HERE)[0])
    return marked.replace(HERE, ""), before.count("\n") + 1, len(before) - before.rfind("\n")


def offered(marked: str, path: str = "m/nodes/x.md", known: State = STATE) -> list[str]:
    return [completion.text for completion in completions(known, Cursor(path, *at(marked)))]


def fields(*lines: str, prose: str = "") -> str:
    return "\n".join(["---", *lines, "---", prose])


def written(edits: tuple[Edit, ...], text: str) -> str:
    """Write edits into a text, from the last to the first."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for edit in reversed(edits):
        start, end = edit.span.start, edit.span
        first, last = starts[start.line - 1] + start.column - 1, starts[end.line - 1] + end.column - 1
        text = text[:first] + edit.text + text[last:]
    return text


# What stands at a place


@pytest.mark.parametrize(
    "marked",
    [
        fields("supports: [to‸"),
        fields("supports: [top, to‸]"),
        fields("supports:", "  - to‸"),
        fields("supports:", "- to‸"),
        fields("supports: [{to: to‸}]"),
        fields("supports: [{jointly: [a, b], to: ‸"),
        fields("supports:", "  - because: a, b: c", "    to: to‸"),
        fields('supports: ["to‸'),
        fields("supports: [{because: 'it is, as {they} say', to: to‸"),
        "---\nsupports: [to‸",
        "\ufeff---\r\nkind: claim\r\nsupports: [to‸",
    ],
)
def test_the_nodes_that_a_relation_can_have_are_offered_however_it_is_written(marked: str) -> None:
    assert set(offered(marked)) >= {"top", "a", "no", "n/tea"}
    assert not {"gone", "n/why", "doe-2020"} & set(offered(marked))


def test_a_node_is_not_offered_to_itself_and_questions_only_to_answers() -> None:
    assert "a" not in offered(fields("supports: [‸]"), "m/nodes/part/a.md")
    assert offered(fields("answers: [‸]"), "n/nodes/tea.md") == ["why"]
    assert offered("title: Tea\noverview: [‸]", "n/map.yml") == ["tea", "why"]
    assert offered("title: Tea\npath:\n- node: ‸", "n/map.yml") == ["tea", "why"]


def test_an_undercut_is_completed_as_a_whole_and_behind_its_arrow() -> None:
    assert set(offered(fields("undercuts: [‸]"))) == {"a -> top", "no -> top", "gone -> top"}
    assert offered(fields("undercuts: [a -> ‸]")) == ["top"]


def test_the_names_of_fields_are_offered_where_one_can_begin_but_not_twice() -> None:
    names = offered(fields("kind: claim", "‸"))

    assert names == [f"{field.name}: " for field in NODE_FIELDS if field.name != "kind"]
    assert offered(fields("kind: claim", "ti‸")) == names
    assert "kind: " in offered(fields("k‸ind: claim"))
    assert offered("‸", "m/map.yml") == [f"{field.name}: " for field in MAP_FIELDS]
    assert offered(fields("supports: [{to: top, ‸")) == ["jointly: ", "because: ", "order: ", "scheme: ", "score: "]
    assert "to: " in offered(fields("supports:", "  - ‸"))
    assert offered(fields("source:", "  - at: methods.1", "    ‸")) == ["quote: ", "quoted: "]


@pytest.mark.parametrize(
    ("marked", "path", "words"),
    [
        (fields("kind: ‸"), "m/nodes/x.md", {"thesis", "question", "context"}),
        (fields("stance: ‸"), "m/nodes/x.md", {"endorses", "rejects"}),
        (fields("voice: ‸"), "m/nodes/x.md", {"author", "reported", "ada", "guide"}),
        (fields("source: [{at: ‸}]"), "m/nodes/x.md", {"methods.1", "methods.2", "n1"}),
        (fields("tags: [‸]"), "m/nodes/x.md", {"taste"}),
        (fields("cites: [‸]"), "m/nodes/x.md", {"doe-2020", "guide"}),
        (fields('cites: ["‸"]'), "m/nodes/x.md", {"doe-2020", "guide"}),
        ("works-read: ‸", "m/map.yml", {"true", "false"}),
        ("edition: ‸", "m/map.yml", {"draft"}),
        ("work: ‸", "m/map.yml", {"doe-2020"}),
        ("not-argued:\n  ‸", "m/map.yml", {"methods.1"}),
        ("terms:\n- kind: ‸", "m/glossary.yml", {"person", "word"}),
        ("editions: [{edition: ‸}]", "m/editions.yml", {"draft"}),
        ("# Page\n\n```argmap\nof: ‸", "index.md", {"m", "m/top", "n/tea"}),
    ],
)
def test_values_are_offered_where_they_can_stand(marked: str, path: str, words: set[str]) -> None:
    assert set(offered(marked, path)) >= words


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        (fields("title: ‸"), "m/nodes/x.md"),
        (fields("unknown: ‸"), "m/nodes/x.md"),
        (fields("supports: [{wrong: ‸"), "m/nodes/x.md"),
        (fields("supports: [{because: ‸"), "m/nodes/x.md"),
        (fields("supports: [{score: ‸"), "m/nodes/x.md"),
        (fields("works: [{‸"), "m/nodes/x.md"),
        (fields("works: [{id: ‸"), "m/nodes/x.md"),
        (fields('cites: ["guide, ‸"]'), "m/nodes/x.md"),
        (fields("kind: claim", " # supports: [‸"), "m/nodes/x.md"),
        (fields("kind: claim", prose="Some words ‸"), "m/nodes/x.md"),
        (fields("kind: claim", prose=r"By \@‸"), "m/nodes/x.md"),
        ("No front matter, of @‸", "m/about.md"),
        ("Nothing here: @‸", "elsewhere.md"),
        ("terms: ‸", "glossary.yml"),
    ],
)
def test_nothing_is_offered_where_anything_can_be_written(marked: str, path: str) -> None:
    assert offered(marked, path) == []


def test_what_cannot_speak_is_no_voice() -> None:
    assert "who" not in offered(fields("voice: ‸"))


def test_prose_is_completed_with_citation_keys_and_with_links_to_files() -> None:
    assert offered(fields("kind: claim", prose="As @‸")) == ["doe-2020", "guide", "untitled"]
    assert offered(fields("kind: claim", prose="[-@{do‸")) == ["doe-2020", "guide", "untitled"]
    links = offered(fields("kind: claim", prose="[so it is](../‸)"), "m/nodes/no.md")
    assert set(links) >= {"top.md", "part/a.md", "../../n/nodes/tea.md", "../../index.md"}
    assert "no.md" not in links


def test_a_completion_replaces_the_word_that_is_typed_and_tells_what_it_is() -> None:
    (top,) = [
        one
        for one in completions(STATE, Cursor("m/nodes/x.md", *at(fields("supports: [a, t‸o]"))))
        if one.text == "top"
    ]
    (doe, *_) = completions(STATE, Cursor("m/nodes/x.md", *at(fields("cites: [d‸oe-20]"))))
    (link, *_) = completions(STATE, Cursor("m/nodes/x.md", *at(fields("kind: claim", prose="[a](../t‸op.md)"))))

    assert (top.start, top.end, top.detail) == (15, 17, "It helps")
    assert "**thesis**: It helps" in top.about
    assert (doe.start, doe.end, doe.detail) == (9, 15, "Doe 2020 · On coffee")
    assert (link.start, link.end) == (5, 9)


@pytest.mark.parametrize("text", ["", "---", "---\n", "---\n: [", "---\n{{[[\n}}]]'\"", "\u2028\ud800@", "---\n---\n"])
@pytest.mark.parametrize("path", ["m/nodes/x.md", "m/map.yml", "m/glossary.yml", "m/references.json", "index.md"])
def test_no_half_typed_text_at_any_place_raises(text: str, path: str) -> None:
    known = state_of(DocsFiles(FILES, (), ()), {path: text})
    for line in range(4):
        for column in range(8):
            cursor = Cursor(path, text, line, column)
            completions(known, cursor)
            hover(known, cursor)
            actions(known, cursor)
            renamable(known, cursor)
    outline(known, path)
    assert all(span_of(known, finding).column > 0 for finding in known.findings)


# Hover and definitions


def told(marked: str, path: str = "m/nodes/x.md", known: State = STATE) -> str:
    return hover(known, Cursor(path, *at(marked)))


def test_a_node_is_told_by_its_kind_statement_and_speaker() -> None:
    assert told(fields("supports: [to‸p]")) == "**thesis**: It helps\n\nIt is so.\n\nSays: author"
    assert told(fields("supports: [wa‸s-a]")) == (
        "**claim**: Reason \\*a\\*\n\nBecause of a.\n\nSays: Doe 2020, Ada; the author reports it"
    )
    assert "Withdrawn: Said twice." in told(fields("replaced-by: g‸one"))
    assert told(fields("kind: claim", prose="[so](part/‸a.md)")).startswith("**claim**")
    assert told(fields("supports: [no‸thing]")) == ""
    assert told(fields("supports: [n/te‸a]")).startswith("**thesis**: Tea helps")
    nameless = state({**FILES, "m/nodes/b.md": node(supports="[top]")})
    assert "Says" not in told(fields("supports: [‸b]"), known=nameless)


def test_a_work_is_told_by_its_reference_without_a_citation_style() -> None:
    assert told(fields('cites: ["do‸e-2020, p. 3"]')) == (
        "Doe, Jane (2020). *On coffee*. Cups 3(1): 5-9. <https://doi.org/10.1000/182>"
    )
    assert told(fields("kind: claim", prose="As @gui‸de.")) == "One; Two; 3; 4; 5; 6; 7 et al. *The guide*. A Press."
    assert told(fields("voice: [guid‸e]")).endswith("A Press.")
    assert told(fields("voice: [untit‸led]")) == "(1999)."
    assert told(fields("cites: [un‸known]")) == ""
    assert told(fields("tags: [tas‸te]")) == ""


def test_people_locators_fields_and_links_to_pages_are_told() -> None:
    lined = state({**FILES, "m/paragraphs.tsv": "locator\tfirst_words\tlast_words\nmethods.1\tWe drank\tmuch coffee\n"})

    assert told(fields("voice: [ad‸a]")) == "**Ada**\n\nA taster."
    assert told(fields("voice: aut‸hor")) == ""
    assert told(fields("source: [{at: methods‸.2}]")) == "**How it was done**, paragraph 2"
    assert told(fields("source: [{at: ‸n1}]")) == ""
    assert told(fields("hed‸ge: perhaps")).startswith("**hedge**: the mapped text's own hedge")
    assert "One of: endorses" in told(fields("st‸ance: rejects"))
    assert "**because**" in told(fields("supports: [{to: top, be‸cause: so}]"))
    assert told(fields("kind: claim", prose="[so](../../ind‸ex.md)")) == ""
    assert lined.maps[0].paragraphs
    assert told(fields("source: [{at: methods.‸1}]"), known=lined).endswith("We drank … much coffee")


def test_what_is_wrong_on_a_line_is_explained_there() -> None:
    wrong = state({**FILES, "m/nodes/x.md": node(supports="[topp]", voice="author")})

    assert "**AM012**: " in told(node(supports="[to‸pp]", voice="author"), known=wrong)


def leads(marked: str, path: str = "m/nodes/x.md", known: State = STATE) -> Place | None:
    target = target_at(known, Cursor(path, *at(marked)))
    return definition(known, target) if target else None


def test_each_name_leads_to_where_it_is_defined() -> None:
    assert leads(fields("supports: [wa‸s-a]")) == Place("m/nodes/part/a.md")
    assert leads(fields("supports: [n/te‸a]")) == Place("n/nodes/tea.md")
    assert leads(fields("cites: [doe‸-2020]")) == Place("m/references.json", 2, 2)
    assert leads(fields("voice: [ad‸a]")) == Place("m/glossary.yml", 2, 3)
    assert leads(fields("source: [{at: met‸hods.1}]")) == Place("m/map.yml", 3, 1)
    assert leads(fields("source: [{at: ‸n1}]")) == Place("m/map.yml", 4, 1)
    assert leads(fields("kind: claim", prose="[so](../../in‸dex.md)")) == Place("index.md")
    assert leads(fields("kind: claim", prose="[so](../pic‸ture.png)")) == Place("m/picture.png")
    assert leads("[The top](m/t‸op/index.md)", "index.md") == Place("m/nodes/top.md")
    assert leads("[The top](m/t‸op/)", "index.md") == Place("m/nodes/top.md")
    assert leads("of: m/to‸p", "index.md") == Place("m/nodes/top.md")


def test_a_work_leads_to_the_node_that_brings_it() -> None:
    brought = "[{id: new-2024, type: book, title: New}]"
    bringing = state({**FILES, "m/nodes/x.md": node(voice="author", works=brought, cites="[new-2024]")})

    place = leads(fields("cites: [ne‸w-2024]"), known=bringing)

    assert place is not None
    assert place.path == "m/nodes/x.md"
    assert len([*uses(bringing, target_at(bringing, Cursor("m/nodes/x.md", *at(fields("cites: [ne‸w-2024]")))))]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "marked",
    [
        fields("supports: [no‸thing]"),
        fields("supports: [x/no‸thing]"),
        fields("cites: [no‸thing]"),
        fields("tags: [tas‸te]"),
        fields("source: [{at: ‸}]"),
        fields("kind: claim", prose="[so](https://exam‸ple.org/)"),
        fields("kind: claim", prose="[so](no‸thing.md)"),
        fields("kind: claim", prose="[so](/no‸thing.md)"),
        fields("kind: claim", prose="[so](‸)"),
        fields("kind: cla‸im"),
    ],
)
def test_what_is_not_there_or_names_nothing_leads_nowhere(marked: str) -> None:
    assert leads(marked) is None


def used(marked: str, path: str = "m/nodes/x.md") -> set[tuple[str, int]]:
    target = target_at(STATE, Cursor(path, *at(marked)))
    return {(span.start.path, span.start.line) for span in uses(STATE, target)} if target else set()


def test_all_uses_of_a_node_are_found_and_no_words_that_look_like_it() -> None:
    assert used(fields("supports: [to‸p]")) == {
        ("index.md", 3),
        ("index.md", 7),
        ("m/map.yml", 5),
        ("m/map.yml", 6),
        ("m/nodes/part/a.md", 5),
        ("m/nodes/part/a.md", 12),
        ("m/nodes/no.md", 5),
        ("m/nodes/gone.md", 5),
    }


def test_all_uses_of_works_people_and_locators_are_found_with_where_they_are_defined() -> None:
    doe = {("m/map.yml", 2), ("m/references.json", 2), ("m/nodes/part/a.md", 6), ("m/nodes/part/a.md", 12)}

    assert used(fields("cites: [doe‸-2020]")) == doe
    assert used('[\n {"id": "doe‸-2020"', "m/references.json") == doe
    assert used(fields("voice: [a‸da]")) == {("m/glossary.yml", 2), ("m/nodes/part/a.md", 6)}
    assert used(fields("source: [{at: metho‸ds.2}]")) == {("m/map.yml", 7)}
    assert used("[home](inde‸x.md)", "index.md") == set()


# What can be done


def doable(marked: str, path: str, known: State = STATE) -> list[str]:
    return [action.title for action in actions(known, Cursor(path, *at(marked)))]


def test_what_can_bear_on_a_node_can_be_added_to_it_and_to_the_one_that_is_named() -> None:
    assert "Add a counterclaim to “Not so”" in doable("---\n‸", "m/nodes/no.md")
    assert "Add a counterclaim to “It helps”" in doable(fields("attacks: [to‸p]"), "m/nodes/no.md")
    assert doable("---\n‸", "n/nodes/why.md") == ["Add an answer to “Why”", "Add a context of “Why”"]
    assert doable("‸", "n/map.yml") == ["Add a thesis to “Tea”", "Add a question to “Tea”"]
    assert doable("‸", "index.md") == []


def test_an_added_node_is_filled_in_as_argmap_new_does() -> None:
    (action,) = [one for one in actions(STATE, Cursor("m/nodes/top.md", "", 1, 1)) if "counterclaim" in one.title]

    assert action.file is not None
    assert action.file.path == "m/nodes/against-top.md"
    assert "kind: counterclaim" in action.file.text
    assert "attacks: [top]" in action.file.text


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        (node(supports="[no, topp]", voice="author"), node(supports="[no, top]", voice="author")),
        (node(supports="[{to: 'tpo'}]", voice="author"), node(supports="[{to: 'top'}]", voice="author")),
        (node(supports="[was-a]", voice="author"), node(supports="[a]", voice="author")),
        (node(kind="clam", voice="author"), node(kind="claim", voice="author")),
        (node(stanse="rejects", voice="author"), node(stance="rejects", voice="author")),
        (node(voice="author") + "As @doe-2021 says.\n", node(voice="author") + "As @doe-2020 says.\n"),
        (node(title="No", voice="author"), node(title='"No"', voice="author")),
        (node(voice="author") + "[So](tops.md).\n", node(voice="author") + "[So](top.md).\n"),
        (node(voice="author", source="[{at: method.1}]"), node(voice="author", source="[{at: methods.1}]")),
    ],
)
def test_a_slip_is_mended_as_its_finding_offers(wrong: str, mended: str) -> None:
    known = state({**FILES, "m/nodes/x.md": wrong})
    found = [
        action
        for line in range(1, 14)
        for action in actions(known, Cursor("m/nodes/x.md", wrong, line, 1))
        if action.mends
    ]

    assert mended in [written(action.edits, wrong) for action in found]


def test_a_finding_without_words_to_write_is_not_mended() -> None:
    tags = f"[{'1_' * 25}]"
    known = state({**FILES, "m/nodes/x.md": node(supports="[zzzzzz]", voice="author", tags=tags)})

    assert {(one.code, one.place.line) for one in known.findings} >= {("AM012", 5), ("AM011", 7)}
    assert not [one for line in (5, 7) for one in actions(known, Cursor("m/nodes/x.md", "", line, 1)) if one.mends]


def test_a_finding_marks_its_item_or_its_line() -> None:
    def marked(text: str, code: str) -> str:
        known = state({**FILES, "m/nodes/x.md": text})
        (finding, *_) = [one for one in known.findings if one.code == code and one.place.path == "m/nodes/x.md"]
        span = span_of(known, finding)
        return text.split("\n")[span.line - 1][span.start.column - 1 : span.column - 1]

    assert marked(node(supports="[no, topp]", voice="author"), "AM012") == "topp"
    assert marked(node(kind="a kind of"), "AM023") == "a kind of"
    assert marked(node(voice="author", cites='["doe-2021, p. 3", guide]'), "AM054") == '"doe-2021, p. 3"'
    assert marked(node(voice="author") + "  As @doe-2021 says.\n", "AM054") == "As @doe-2021 says."
    assert marked("---\nkind: claim\nsupports: [", "AM007") == "---"
    gone = Finding(Place("m/nodes/x.md", 9, 3), "AM012", "")
    assert span_of(STATE, gone).column == 3


def test_a_node_is_renamed_with_all_that_names_it_as_the_command_does() -> None:
    outcome = renaming(STATE, "m/top", "peak")

    assert (outcome.old, outcome.new) == ("m/nodes/top.md", "m/nodes/peak.md")
    by_path: dict[str, list[Edit]] = {}
    for edit in outcome.edits:
        by_path.setdefault(edit.span.start.path, []).append(edit)
    after = {path: written(tuple(edits), FILES[path]) for path, edits in by_path.items()}
    assert "aliases: [top]" in after["m/nodes/top.md"]
    assert "supports: [peak]" in after["m/nodes/part/a.md"]
    assert "[so](../peak.md)" in after["m/nodes/part/a.md"]
    assert "of: m/peak" in after["index.md"]
    assert "node: peak" in after["m/map.yml"]


def test_edits_keep_the_line_ends_and_the_last_line_of_a_file() -> None:
    old = node(voice="author", source="[{at: n1}]").replace("\n", "\r\n") + "[So](part/a.md)"
    known = state({**FILES, "m/nodes/x.md": old})

    edits = tuple(edit for edit in renaming(known, "m/a", "b").edits if edit.span.start.path == "m/nodes/x.md")

    assert [(edit.span.start.line, edit.span.line, edit.text) for edit in edits] == [(9, 9, "[So](part/b.md)")]


def test_a_node_is_renamed_where_it_is_named_and_from_the_fields_of_its_own_file() -> None:
    def meant(marked: str, path: str) -> str:
        found = renamable(STATE, Cursor(path, *at(marked)))
        return found[1] if found else ""

    assert meant(fields("supports: [to‸p]"), "m/nodes/no.md") == "m/top"
    assert meant(fields("ki‸nd: claim"), "m/nodes/no.md") == "m/no"
    assert meant(fields("kind: cl‸aim"), "m/nodes/no.md") == ""
    assert meant(fields("supports: [noth‸ing]"), "m/nodes/no.md") == ""
    assert meant(fields("cites: [gu‸ide]"), "m/nodes/no.md") == ""


@pytest.mark.parametrize(
    ("files", "new", "why"),
    [
        (FILES, "Not an id", "is not an id"),
        (FILES, "no", "is taken"),
        ({**FILES, "m/nodes/x.md": node(supports="[nobody]", voice="author")}, "peak", "mend the errors"),
    ],
)
def test_a_renaming_that_cannot_be_done_says_why(files: dict[str, str], new: str, why: str) -> None:
    with pytest.raises(RenamingRefused, match=why):
        renaming(state(files), "m/top", new)


def test_a_renaming_that_would_leave_an_error_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = state()
    left = Finding(Place("index.md"), "AM070", "a block cannot be filled")
    monkeypatch.setattr("argmap.lsp.mending.checked", lambda *_: ((), [left]))

    with pytest.raises(RenamingRefused, match=r"index\.md could not be mended: a block"):
        renaming(known, "m/top", "peak")


# Outlines


def parts(symbols: tuple[Symbol, ...] | list[Symbol]) -> dict[str, str]:
    return {symbol.name: symbol.detail for symbol in symbols}


def test_a_node_is_outlined_by_its_fields() -> None:
    (whole,) = outline(STATE, "m/nodes/no.md")

    assert (whole.name, whole.detail) == ("Not so", "counterclaim")
    assert parts(whole.parts)["title"] == "Not so"
    (attacks,) = [field for field in whole.parts if field.name == "attacks"]
    assert parts(attacks.parts) == {"top": ""}


def test_a_map_is_outlined_by_its_fields_and_their_entries() -> None:
    symbols = outline(STATE, "m/map.yml")

    assert [symbol.name for symbol in symbols][:3] == ["title", "work", "sections"]
    assert parts(symbols[2].parts) == {"methods": "How it was done 2"}
    assert parts(outline(STATE, "m/references.json")) == {"doe-2020": "On coffee", "guide": "The guide", "untitled": ""}
    assert parts(outline(STATE, "m/glossary.yml")[0].parts) == {"ada": "Ada person A taster.", "who": "WHO word It is"}
    assert outline(STATE, "index.md") == []


def test_what_cannot_be_read_has_no_outline() -> None:
    broken = state({**FILES, "m/glossary.yml": "terms: [", "m/map.yml": "title: A\npath: [{}, [a]]\n"})
    odd = state({**FILES, "m/nodes/no.md": "---\n" + FILES["m/nodes/no.md"].removeprefix("---\n").replace("\n", "\r")})

    assert outline(broken, "m/glossary.yml") == []
    assert parts(outline(broken, "m/map.yml")[1].parts) == {"…": ""}
    assert [symbol.parts for symbol in outline(odd, "m/nodes/no.md")] == [()]


# Texts that are open count before the files on disk


def test_what_is_open_counts_before_what_is_on_disk() -> None:
    typed = state_of(DocsFiles(FILES, (), ()), {"m/nodes/no.md": node(supports="[nobody]", voice="author")})

    assert ("m/nodes/no.md", "AM012") in [(finding.place.path, finding.code) for finding in typed.findings]
    assert not [finding for finding in STATE.findings if finding.code == "AM012"]


def test_a_map_that_was_never_saved_is_read_with_its_nodes() -> None:
    new = state_of(
        DocsFiles({}, (), ()), {"x/map.yml": "title: New\n", "x/nodes/a.md": node(kind="thesis", supports="")}
    )

    assert [argument_map.title for argument_map in new.maps] == ["New"]
    assert [found.id for found in new.maps[0].nodes] == ["a"]


def test_an_open_text_that_is_too_large_is_told_and_what_is_wrong_on_disk_is_not() -> None:
    on_disk = Finding(Place("m/nodes/no.md"), "AM001", "not UTF-8")
    big = state_of(
        DocsFiles(FILES, (), (on_disk,)), {"m/nodes/no.md": FILES["m/nodes/no.md"], "m/nodes/a.md": "x" * 70_000}
    )
    codes = [(finding.place.path, finding.code) for finding in big.findings]

    assert ("m/nodes/a.md", "AM005") in codes
    assert ("m/nodes/no.md", "AM001") not in codes


def test_a_file_of_no_map_has_no_fields() -> None:
    assert STATE.fields(f"elsewhere/{MAP_FILE}") == ()
    assert STATE.fields("m/part/glossary.yml") == ()
    assert spot_at(STATE, Cursor("elsewhere.md", "a b", 1, 2)).region is Region.PROSE


def test_schemes_that_the_map_names_are_offered() -> None:
    known = state({**FILES, "m/nodes/s.md": node(supports="[{to: top, scheme: Analogy}]")})

    assert offered(fields("supports: [{to: top, scheme: ‸}]"), known=known) == ["Analogy"]
