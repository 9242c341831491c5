"""What a page computes is a claim: whatever counts objections counts the same, and says what is so of answers."""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest
from markupsafe import Markup

from argmap.analysis.objections import Sign, objections_of
from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.diagrams.views import Shape, neighbourhood
from argmap.model.graph import graph_of
from argmap.model.relations import RelationType, words_on
from argmap.pages.branches import Branch, tree_of
from argmap.pages.cards import cards_file
from argmap.pages.context import Context, context_of
from argmap.pages.exposed import ExposedNode, LoneWork, exposed_page, shown_at_first
from argmap.pages.node import node_page
from argmap.pages.nodes import NodeLine
from argmap.pages.templating import Templates
from argmap.pages.trail import trail_of
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.storage.disk import load
from conftest import TOP, node
from debate import DEBATE
from test_changes import compared, told
from test_docs import ROOT
from test_templates import UNDRAWN

TWO_WAYS = {
    **TOP,
    "m/nodes/rival.md": node(kind="counterclaim", title="Rival", supports="", attacks="[top]"),
    "m/nodes/why.md": node(kind="counterclaim", title="Why", supports="[rival]"),
    "m/nodes/other.md": node(kind="counterclaim", title="Other", supports="[rival]"),
    "m/nodes/both.md": node(
        title="Both", supports="", attacks="[rival]", undercuts="[{to: why -> rival, because: it is too little}]"
    ),
    "m/nodes/steps.md": node(title="Steps", supports="", undercuts="[why -> rival, other -> rival]"),
    "m/nodes/plain.md": node(title="Plain", supports="", attacks="[rival]"),
}
"""A counterclaim with three answers, two of which object in two ways."""

UNANSWERED = {
    **TOP,
    "m/nodes/own.md": node(title="Own"),
    "m/nodes/hit.md": node(
        kind="counterclaim", title="Hit", supports="", attacks="[top, own]", undercuts="[own -> top]"
    ),
    "m/nodes/met.md": node(kind="counterclaim", title="Met", supports="", attacks="[own]"),
    "m/nodes/reply.md": node(title="Reply", supports="", attacks="[met]"),
}
"""Two objections without an answer by one node, one in two ways; and one that is answered."""


def context_for(files: dict[str, str]) -> Context:
    (argument_map,) = (one for one in read(files).maps if one.id in ("m", "kazakhstan-eu"))
    contents = {path: content_id(text) for path, text in files.items()}
    return context_of(argument_map, Published(contents=contents))


@cache
def the_real_map() -> Context:
    return context_for({**load(ROOT / "docs").texts})


CONTEXTS: dict[str, Callable[[], Context]] = {
    "the map of the article": the_real_map,
    "a debate": lambda: context_for(DEBATE),
    "two ways": lambda: context_for(TWO_WAYS),
    "unanswered": lambda: context_for(UNANSWERED),
}


def rendered(context: Context, node_id: str) -> str:
    drawn = {Shape.NEIGHBOURHOOD: neighbourhood(context.graph, node_id)}
    return str(Templates().page(node_page(context, node_id, drawn)).body)


def section(page: str, anchor: str) -> str:
    return page.partition(f'<section id="{anchor}"')[2].partition("</section>")[0]


def plain(shown: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", re.sub(r"</(?:p|li|h2)>", " ", shown))).strip()


def branches_of(context: Context) -> dict[str, Branch]:
    found: dict[str, Branch] = {}
    waiting = list(tree_of(context, has_anchors=True).branches)
    while waiting:
        branch = waiting.pop()
        if not branch.is_elsewhere:
            found[branch.node.id] = branch
        waiting += [one for group in branch.below for cluster in group.clusters for one in cluster]
    return found


@pytest.mark.parametrize("name", CONTEXTS)
def test_whatever_counts_what_bears_on_a_node_counts_what_its_page_lists(name: str) -> None:
    context = CONTEXTS[name]()
    cards = json.loads(cards_file(context))["nodes"]
    branches = branches_of(context)
    folds: dict[tuple[str, RelationType], set[int]] = {}
    listed: dict[tuple[str, RelationType], int] = {}
    for node_id in context.graph.nodes:
        page = node_page(context, node_id, {Shape.NEIGHBOURHOOD: neighbourhood(context.graph, node_id)})
        for kind, groups in page.relations:
            ids = [item.node.id for group in groups for item in group if not item.among]
            ids += {item.node.id for group in groups for item in group if item.among}
            assert len(ids) == len(set(ids)), "a node is listed once, but in each of its groups of linked premises"
            listed[node_id, kind] = len(ids)
            for item in (item for group in groups for item in group):
                for below, number in item.below.numbers.items() if item.below else ():
                    folds.setdefault((item.node.id, below), set()).add(number)
        assert branches[node_id].counts == page.counts
        words = " · ".join(
            f"{one.number} {called.one if one.number == 1 else called.many}"
            for one in page.counts
            if one.number
            for called in (words_on(one.type, page.node.role),)
        )
        firm = r"(: \d+|,) (not|none) (answered|contested) in this map|, \d+ more to its reasons"
        firm += r"| · \d+ objections? to its reasons"
        assert re.sub(firm, "", cards[node_id][4]) == words
        for count in page.counts:
            assert count.number == listed.get((node_id, count.type), 0)
            assert sum(count.signs.values()) in (0, count.number)
    assert all(numbers == {listed[fold]} for fold, numbers in folds.items())
    for node_id in context.graph.nodes:
        place, way = trail_of(context, node_id).place, context.graph.parent.get(node_id)
        if place and way and place.type:
            assert place.total == listed[way.target, place.type]


def test_of_a_thesis_the_objections_to_its_reasons_are_counted_beside_those_to_itself() -> None:
    own = {"m/nodes/a.md": node(), "m/nodes/b.md": node(supports="[a]")}
    deep = {
        f"m/nodes/{name}.md": node(kind="counterclaim", supports="", **aims)
        for name, aims in {
            "x": {"attacks": "[a, b]"},
            "y": {"undercuts": "[b -> a]"},
            "z": {"attacks": "[x]"},
        }.items()
    }
    both = {"m/nodes/w.md": node(kind="counterclaim", supports="", attacks="[top, a]")}

    def said(files: dict[str, str], node_id: str = "top") -> str:
        return str(json.loads(cards_file(context_for({**TOP, **own, **files})))["nodes"][node_id][4])

    assert said({}) == "1 reason"
    assert said(deep) == "1 reason · 2 objections to its reasons"
    assert said(both) == "1 reason · 1 objection: 1 not answered in this map"
    assert said({**deep, **both}) == "1 reason · 1 objection: 1 not answered in this map, 2 more to its reasons"
    assert "its reasons" not in said(deep, "a")
    standing = plain(rendered(context_for({**TOP, **own, **deep}), "top"))
    assert "In this map: 1 reason; 2 objections to its reasons" in standing
    standing = plain(rendered(context_for({**TOP, **own, **deep, **both}), "top"))
    assert "1 objection, not answered in this map, 2 more to its reasons" in standing


TWO_THESES = {
    **TOP,
    "m/nodes/more.md": node(kind="thesis", title="More", supports=""),
    "m/nodes/own.md": node(title="Own"),
    "m/nodes/its.md": node(title="Its", supports="[more]"),
    "m/nodes/bare.md": node(kind="evidence", title="Bare", supports="[more]"),
    "m/nodes/set.md": node(kind="context", title="Set", supports=""),
}


def test_weak_points_are_divided_by_thesis_and_each_list_leads_to_those_of_one() -> None:
    page = str(Templates().page(exposed_page(context_for(TWO_THESES))).body)
    first = [line.title for line in exposed_page(context_for(TWO_THESES)).theses]

    number = 1 + first.index("More")
    assert f'<a href="#no-evidence-{number}">thesis {number}</a>' in page
    under = page.partition(f'id="no-evidence-{number}"')[2].partition("<h3")[0]
    assert "Its" in under
    assert "Own" not in under
    assert "am-of-thesis" not in str(Templates().page(exposed_page(context_for(UNANSWERED))).body)


def test_evidence_without_a_cited_work_is_listed_and_that_it_counts_as_no_claim_is_said() -> None:
    exposed = exposed_page(context_for(TWO_THESES))

    assert [one.node.title for one in exposed.lists["no-work"]] == ["Bare"]
    assert "The 1 piece of evidence is none of these" in plain(str(Templates().page(exposed).body))


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_page_of_weak_points_counts_the_objections_that_nodes_pages_call_not_answered(name: str) -> None:
    context = CONTEXTS[name]()
    exposed = exposed_page(context)
    signs: Counter[str] = Counter()
    borne: Counter[str] = Counter()
    for node_id in context.graph.nodes:
        page = rendered(context, node_id)
        signs.update(re.findall(r'class="am-how am-(?!map"|unranked")(\w+)"', section(page, "objections")))
        borne.update(re.findall(r'class="am-how am-(?!map"|unranked")(\w+)"', section(page, "bears-on")))

    assert signs == borne
    for sign in ("unanswered", "contested", "answered"):
        on_page = sum(one.number for one in exposed.lists[sign])
        replies = sum(one.is_reply and one.sign == sign for one in set(context.objections.values()))
        assert signs[sign] == on_page + replies
        assert sign != "unanswered" or not replies
    said = plain(str(Templates().page(exposed).body))
    assert f"Objections not answered in this map: {signs['unanswered']}" in said


def test_the_map_of_the_article_has_both_kinds_to_compare() -> None:
    objections = set(the_real_map().objections.values())

    assert Counter(one.sign for one in objections) == {Sign.UNCONTESTED: 21, Sign.ANSWERED: 12}
    assert sum(len(one.relations) > 1 for one in objections) == 2


def test_who_objects_in_two_ways_is_listed_once_with_both_ways_said() -> None:
    context = context_for(TWO_WAYS)
    page = rendered(context, "rival")

    objections = plain(section(page, "objections"))
    assert "3 answers, none contested in this map" in plain(page)
    assert objections.count("Both answer") == 1
    assert "It also challenges the step from Why to this. How it bears on this: it is too little" in objections
    assert "It challenges the step from Other to this. It also challenges the step from Why to this." in objections
    borne = plain(section(rendered(context, "both"), "bears-on"))
    assert "an answer to Rival counterclaim" in borne
    assert borne.count("This answer: not contested in this map") == 1
    assert "It also challenges the step from Why to Rival. How it bears on this: it is too little" in borne


def test_of_two_ways_the_stronger_tells_how_an_objection_stands() -> None:
    files = {**UNANSWERED, "m/nodes/no.md": node(supports="", undercuts="[hit -> top]")}
    (objection,) = {one for one in objections_of(graph_of(read(files).maps[0])).values() if one.target == "top"}

    assert [relation.type for relation in objection.relations] == [RelationType.ATTACKS, RelationType.UNDERCUTS]
    assert objection.sign == Sign.UNANSWERED


def test_an_objection_to_a_counterclaim_is_an_answer_and_one_to_anything_else_is_none() -> None:
    page = rendered(context_for(UNANSWERED), "met")
    assert "1 answer, not contested in this map" in plain(page)
    assert "Answers to this" in page
    assert "Objections to this" not in page
    assert 'popovertarget="word-uncontested">not contested in this map</button>' in page
    assert re.search(r'<div id="word-uncontested" popover>.*?href="../exposed/#means-uncontested"', page)

    hit = plain(section(rendered(context_for(UNANSWERED), "hit"), "bears-on"))
    assert hit.count("This objection: not answered in this map") == 2
    assert "This objection: answered" in plain(section(rendered(context_for(UNANSWERED), "met"), "bears-on"))
    assert 'id="means-uncontested"' in Templates().page(exposed_page(context_for(UNANSWERED))).body


def test_a_card_tells_in_the_same_words_how_answers_stand() -> None:
    cards = json.loads(cards_file(context_for(TWO_WAYS)))["nodes"]
    assert cards["rival"][4] == "2 reasons · 3 answers, none contested in this map"

    some = {**TWO_WAYS, "m/nodes/no.md": node(kind="counterclaim", supports="", attacks="[plain]")}
    cards = json.loads(cards_file(context_for(some)))["nodes"]
    assert cards["rival"][4] == "2 reasons · 3 answers: 2 not contested in this map"
    assert cards["plain"][4] == "1 objection: 1 not answered in this map"
    assert json.loads(cards_file(context_for(UNANSWERED)))["nodes"]["met"][4] == "1 answer, not contested in this map"


def test_a_report_of_changes_calls_an_answer_not_contested() -> None:
    gone = {name: text for name, text in UNANSWERED.items() if name not in ("m/nodes/reply.md", "m/nodes/hit.md")}
    said = told(compared(gone, UNANSWERED))

    assert re.search(r"\(reply\).*not contested in this map", said)
    assert re.search(r"\(hit\).*not answered in this map", said)


def test_premises_of_a_group_are_named_where_they_are_few_and_nobody_stands_together_alone() -> None:
    def bears(number: int) -> str:
        names = "abcdef"[:number]
        premises = {
            f"m/nodes/{name}.md": node(title=name.upper(), supports="[{to: top, jointly: x}]") for name in names
        }
        return plain(section(rendered(context_for({**TOP, **premises}), "a"), "bears-on"))

    assert "a reason for The top" in bears(1)
    assert "together" not in bears(1)
    assert "together with B, a reason for" in bears(2)
    assert "together with B; C; D, a reason for" in bears(4)
    assert "together with 4 others, a reason for" in bears(5)


def test_a_premise_of_two_groups_is_told_how_many_others_each_has() -> None:
    premises = {
        f"m/nodes/{name}.md": node(title=name.upper(), supports=f"[{{to: top, jointly: [{groups}]}}]")
        for name, groups in {"a": "x, y", "b": "x", "c": "x", "d": "y"}.items()
    }
    site = context_for({**TOP, **premises})

    assert "together with 2 + 1 others, in 2 groups, a reason for" in plain(section(rendered(site, "a"), "bears-on"))
    assert "together with A, a reason for" in plain(section(rendered(site, "d"), "bears-on"))


WORKS = [
    {"id": f"{name.lower()}-2013", "type": "book", "author": [{"family": name}], "issued": {"date-parts": [[2013]]}}
    for name in ("Lee", "Koch")
]
ON_WORKS = {
    **TOP,
    "m/references.json": json.dumps(WORKS),
    "m/nodes/next.md": node(kind="thesis", title="Next", supports=""),
    "m/nodes/one.md": node(title="One", supports="[next]", cites="[lee-2013]"),
    "m/nodes/two.md": node(title="Two", cites="[koch-2013]"),
    "m/nodes/both.md": node(title="Both", supports="[next]", cites="[koch-2013, lee-2013]"),
}


def test_what_rests_on_one_work_stands_below_that_work_and_the_references_lead_there() -> None:
    made = build_site(ON_WORKS, (), BuildOptions(UNDRAWN))
    exposed, references = (unescape(made.tree[f"m/{page}/index.md"]) for page in ("exposed", "references"))

    folds = re.findall(
        r'<details>\s*<summary><h3>(.*?)</h3>(.*?<div id="one-work-(.*?)">.*?)</details>', exposed, re.DOTALL
    )
    assert [(key, name) for name, _, key in folds] == [("koch-2013", "Koch (2013)"), ("lee-2013", "Lee (2013)")]
    assert "claims for which no other work is cited: 2" in plain(folds[0][1])
    assert re.findall(r'href="\.\./(\w+)/"', folds[0][1]) == ["top", "two"]
    assert "Claims for which the map cites a single work: 3 thesis 1: 1, thesis 2: 2" in plain(exposed)
    for key, number in (
        ("koch-2013", "2 claims and the reasons beneath them"),
        ("lee-2013", "1 claim and the reasons beneath it"),
    ):
        said = f"The only work that the map cites for {number}"
        assert f'<a href="../exposed/#one-work-{key}">{said}</a>' in references


def test_every_part_of_the_page_of_weak_points_is_named_and_counted_at_its_top() -> None:
    page = str(Templates().page(exposed_page(context_for(UNANSWERED))).body)
    contents, _, rest = page.partition('<nav class="am-contents"')[2].partition("</nav>")

    assert re.findall(r'href="#([\w-]+)"', contents) == re.findall(r'<h2 id="([\w-]+)"', rest)[:-1]
    assert "Objections not answered in this map: 2 " in plain(contents)
    assert "Whatever objects to two statements counts twice here" in plain(rest)


def test_of_a_long_list_of_weak_points_the_rest_stands_within_a_fold_and_everybody_is_named() -> None:
    page = str(Templates().page(exposed_page(the_real_map())).body)
    part = section_of(page, "no-evidence")
    of_one = part.partition("data-am-branch=")[2].partition("data-am-branch=")[0]
    shown, fold, folded = of_one.partition("<details>")

    assert fold
    assert shown.count("<li>") == 2
    assert f"Claims without evidence or a cited work in this map: {part.count('<li>')} " in plain(page)
    assert f"{folded.count('<li>')} more" in plain(folded)
    for anchor in ("no-evidence", "conceded", "answered"):
        listed = section_of(page, anchor)
        assert listed.count('class="am-says"') == len(re.findall('class="am-kind[^>]*>[^<]*</span><p', listed)) > 3


def test_what_objects_to_two_statements_has_the_same_answers_only_once() -> None:
    page = str(Templates().page(exposed_page(the_real_map())).body)

    answered = section_of(page, "answered")
    assert answered.count('href="../russia-overemphasised/"') == 1
    said = (
        "An objection to Kazakhstan courts the EU largely for modernisation and legitimacy; Economic goals come first"
    )
    assert said in plain(answered)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([7, 5, 3, 3, 3, 2, 2], 5),  # to the end of those with as many
        ([7, 5, 3, *[1] * 40], 3),  # or without them, where they are many
        ([1] * 40, 4),  # where there is no end, as it comes
        ([1] * 6, 6),
        ([2, 1], 2),
        ([5, 4, 3, 2, 1], 5),  # a fold holds more than one
        ([], 0),
    ],
)
def test_works_that_are_alone_for_as_many_claims_are_folded_together_or_not_at_all(
    numbers: list[int], shown: int
) -> None:
    claim = ExposedNode(NodeLine("a", "A", "A.", "claim"), None, ())
    works = [LoneWork("k", Markup("K"), (claim,) * number) for number in numbers]

    assert shown_at_first(works, 4) == shown


def section_of(page: str, anchor: str) -> str:
    """Return a part of the page of weak points."""
    return page.partition(f'<h2 id="{anchor}">')[2].partition('<div class="am-part">')[0]
