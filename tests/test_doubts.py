"""What an author only doubts, and speakers who are only examples: nowhere does a node say more than its text."""

import re

import pytest
from msgspec.json import encode

from argmap.analysis.noderevisions import covered_changes
from argmap.diff.compare import State, compare
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, FOLDERS, REPORTED
from argmap.export.saying import report_of
from argmap.lsp.shown import about_node
from argmap.model.exchange import Fate
from argmap.model.graph import graph_of
from argmap.pages.previews import LinkPreviews
from argmap.read.frozen import frozen_map, thawed_map
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import node
from test_editions import draft, released
from test_voices import THERE, UNDRAWN, mapped, pages, told, words

EXAMPLE = {"voice-examples": "true"}


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("[koch]", "Said by Koch (n.d.), as Rain (2020) reads it; Rain (2020) doubts it."),
        ("reported", "Said by others, as the mapped text reports; Rain (2020) doubts it."),
        ("author", "Said by Rain (2020), who doubts it."),
    ],
)
def test_what_the_author_only_doubts_is_nowhere_rejected(voice: str, said: str) -> None:
    files = mapped(voice, stance="doubts")
    made = pages(files)

    assert told(files) == said
    assert "doubts it" in made["m/a/a.bib"]
    assert not [path for path, page in made.items() if "rejects it" in page.partition("What the words mean")[0]]


def test_what_doubting_means_is_told_where_it_stands_and_in_other_languages() -> None:
    made = pages(mapped("[koch]", stance="doubts"))
    meaning = "The author of the mapped text questions what others say, and does not reject it outright."

    assert 'popovertarget="word-doubts">doubts it</button>' in made["m/a/index.md"]
    assert meaning in words(made["m/a/index.md"])
    assert 'id="means-doubts"' in made["m/exposed/index.md"]
    assert 'class="am-stance am-doubts">Rain (2020) doubts it' in words_of_card(made["m/tree/index.md"])
    for language, said in (("de", "Zweifel"), ("fr", "en doute"), ("ru", "сомневается в этом")):
        tree = build_site(mapped("[koch]", stance="doubts"), (), BuildOptions(UNDRAWN, language=language)).tree
        assert said in words(tree["m/a/index.md"])


def words_of_card(page: str) -> str:
    """Return the stance on the only card that has one, as HTML without the link within."""
    (card,) = re.findall(r'<span class="am-stance.*?</span></span>', page)
    head, _, said = card.partition(">")
    return f"<{head.lstrip('<')}>{words(said)}"


def test_readers_of_a_table_can_choose_what_is_doubted() -> None:
    files = mapped("[koch]", stance="doubts") | {"m/nodes/b.md": mapped("[koch]")["m/nodes/a.md"]}
    chooser = pages(files)["m/nodes/index.md"].partition('name="stance"')[2].partition("</select>")[0]

    assert re.findall('<option value="([^"]*)">', chooser) == ["", "doubts", "rejects"]


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("[koch]", "Said by Koch (n.d.), among others, as Rain (2020) reads it; Rain (2020) rejects it."),
        ("[ada]", "Said by Ada Lovelace, among others, as Rain (2020) reports; Rain (2020) rejects it."),
        (
            "[koch, rain]",
            "Said by Koch (n.d.) and Rain (2020), among others, as Rain (2020) reads them; Rain (2020) rejects it.",
        ),
    ],
)
def test_speakers_who_are_examples_are_told_as_some_among_others(voice: str, said: str) -> None:
    assert told(mapped(voice, **EXAMPLE)) == said


def test_an_example_is_none_alone_on_any_page_in_any_citation_or_in_any_file_for_programs() -> None:
    files = mapped("[koch]", **EXAMPLE)
    made = build_site(files, (), BuildOptions(UNDRAWN, link_previews=LinkPreviews.ALL, site_address="https://x.org/"))
    spoken = {
        path: words(page.partition("\n---\n")[2] if path.endswith("index.md") else page)
        for path, page in made.tree.items()
        if re.search(r"Koch( \(n\.d\.\))?, ", words(page))
    }

    assert {"m/a/index.md", "m/nodes/index.md", "m/tree/index.md", "m/a/a.bib", "m/a/node.txt", "m/nodes.csv"} <= set(
        spoken
    )
    alone = {path: re.findall(r"Koch(?: \(n\.d\.\))?, as Rain.{9}", page) for path, page in spoken.items()}
    assert {path: found for path, found in alone.items() if found} == {}
    assert made.previews["m/a/preview.png"].speaker == (
        "Attributed to Koch, among others, as Rain 2020 reads it; Rain 2020 rejects it"
    )


def test_in_other_languages_an_example_is_among_others_too() -> None:
    for language, said in (("de", "unter anderen"), ("fr", "entre autres"), ("ru", "в числе прочих")):
        tree = build_site(mapped("[koch]", **EXAMPLE), (), BuildOptions(UNDRAWN, language=language)).tree
        assert said in words(tree["m/a/index.md"])


def test_an_editor_names_an_example_among_others_and_says_what_is_doubted() -> None:
    (argument_map,) = read(mapped("[koch]", stance="doubts", **EXAMPLE)).maps

    assert about_node(argument_map, argument_map.nodes[0]).endswith("Says: Koch, among others; the author doubts it")


def test_doubts_and_examples_outlive_an_edition_and_change_no_byte_of_a_node_without_them() -> None:
    plain, marked = read(mapped("[koch]")).maps[0], read(mapped("[koch]", stance="doubts", **EXAMPLE)).maps[0]
    thawed = thawed_map(frozen_map(marked, {}, {}), "").nodes[0]

    assert (thawed.stance, thawed.voice_examples) == ("doubts", True)
    assert b"voice-examples" in encode(frozen_map(marked, {}, {}))
    assert b"voice-examples" not in encode(frozen_map(plain, {}, {}))


def test_the_page_of_a_node_tells_what_changed_since_an_edition() -> None:
    before = released(mapped("[koch]"))
    changed = node(voice="[koch]", revision="2", **{**THERE, **EXAMPLE, "stance": "doubts"})
    page = words(build_site(draft(before, {"m/nodes/a.md": changed}), (), BuildOptions(UNDRAWN)).tree["m/a/index.md"])

    assert "Changed too: whether speakers are named as examples, what the author makes of it." in page


def test_who_reads_two_states_is_told_of_a_doubt_and_an_example() -> None:
    before, after = read(mapped("[koch]")).maps, read(mapped("[koch]", stance="doubts", **EXAMPLE)).maps
    (change,) = compare(State(before, ()), State(after, ())).maps[0].nodes

    assert covered_changes(before[0].nodes[0], after[0].nodes[0]) == ("voice-examples", "stance")
    assert [(one.name, one.before, one.after) for one in change.fields] == [
        ("voice-examples", "", "true"),
        ("stance", "rejects", "doubts"),
    ]
    assert [kind.name for kind in change.what] == ["RECAST"]


@pytest.mark.parametrize("form", sorted(REPORTED))
def test_an_export_that_cannot_say_that_something_is_doubted_or_an_example_reports_it(form: str) -> None:
    (argument_map,), _ = checked(mapped("[koch]", stance="doubts", **EXAMPLE))
    report = report_of(PublishedMap(argument_map, graph_of(argument_map)), REPORTED[form])
    said = {met.construct: met.words for met in report.not_kept()}

    assert said["stance"] == "a: doubts"
    assert said["voices as examples"] == "a"
    assert report.constructs["stance"].fate is not Fate.KEPT


def test_formats_that_tell_who_speaks_tell_that_there_are_others() -> None:
    (argument_map,), _ = checked(mapped("[koch]", **EXAMPLE))
    exported = PublishedMap(argument_map, graph_of(argument_map))

    assert "is said by koch, among others" in EXPORTS["argdown"].write(exported)
    assert 'voice-examples: "true"' in FOLDERS["obsidian"].write(exported)["A title.md"]


def test_examples_of_nobody_are_a_finding() -> None:
    files = mapped("reported", **EXAMPLE)

    assert [(finding.code, finding.place.line) for finding in checked(files)[1] if finding.code == "AM029"] == [
        ("AM029", files["m/nodes/a.md"].splitlines().index("voice-examples: true") + 1)
    ]
