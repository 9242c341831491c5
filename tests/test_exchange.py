"""An exchange on a page shows a question and two sides, and opens to what is said to each."""

from markupsafe import Markup

from argmap.citations.citable import Published
from argmap.model.relations import RelationType
from argmap.pages.context import context_of
from argmap.pages.exchange import exchange_of
from argmap.pages.templating import Templates
from argmap.read.maps import read
from conftest import TOP, node

FILES = {
    **TOP,
    **{f"m/nodes/o{number}.md": node(kind="counterclaim", supports="", attacks="[top]") for number in range(5)},
    "m/nodes/why.md": node(supports="[top]"),
}


def shown() -> Markup:
    context = context_of(read(FILES).maps[0], Published())
    return Templates().fill(exchange_of(context, "Is <it> so?", ["top", "o0"], "m/", 7))


def test_each_side_opens_to_the_first_objections_and_reasons_and_says_how_many_there_are() -> None:
    page = shown()

    assert page.count('<details class="am-side') == 2
    assert page.count('name="am-exchange-7"') == 2
    assert '<a href="m/top/#objections">All 5 objections</a>' in page
    assert page.index("Objections to this") < page.index("Reasons for this")
    assert 'href="m/why/"' in page
    assert 'href="m/o2/"' in page
    assert 'href="m/o3/"' not in page


def test_a_side_to_which_nothing_is_said_invites_an_answer() -> None:
    assert "Nothing yet; the answer can be yours." in shown()


def test_the_question_is_escaped() -> None:
    assert "Is &lt;it&gt; so?" in shown()


def test_what_is_shown_of_a_side_is_counted_in_nodes() -> None:
    context = context_of(read(FILES).maps[0], Published())
    said = exchange_of(context, "Is it so?", ["top"], "m/", 1).sides[0].said

    assert [(one.type, one.number, one.is_cut) for one in said] == [
        (RelationType.ATTACKS, 5, True),
        (RelationType.SUPPORTS, 1, False),
    ]


def test_whoever_shows_an_objection_says_whose_it_is_and_shows_its_strongest_answer() -> None:
    said = {
        "m/map.yml": "title: A map\nwork: lee-2013\nworks-read: false\n",
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author"),
        "m/nodes/o.md": node(
            kind="counterclaim", supports="", attacks="[top]", voice="[koch-2013]", stance="qualifies", hedge="seems"
        ),
        "m/nodes/weak.md": node(supports="", attacks="[o]", voice="author"),
        "m/nodes/strong.md": node(supports="", undercuts="[o -> top]", voice="author"),
        "m/nodes/no.md": node(kind="counterclaim", supports="", attacks="[weak]", voice="contributor"),
        "m/references.json": '[{"id": "koch-2013", "type": "book", "title": "B", "author": [{"family": "Koch"}], '
        '"issued": {"date-parts": [[2013]]}}, {"id": "lee-2013", "type": "book", "title": "T", '
        '"author": [{"family": "Lee"}], "issued": {"date-parts": [[2013]]}}]',
    }
    context = context_of(read(said).maps[0], Published())
    page = " ".join(Templates().fill(exchange_of(context, "Is it so?", ["top", "o"], "m/", 1)).split())

    side, objection = 'class="am-speaker">Said by', '<p class="am-says">Said by'
    whose = "Koch 2013, as Lee 2013 reads it, hedging “seems”; Lee 2013 accepts it in part."
    assert f"{side} {whose}</span>" in page
    assert f"{objection} {whose}</p>" in page
    assert 'Answered by: <a href="m/strong/">' in page
    assert page.count("Answered by") == 2  # that to `o`, and that to `weak` on the other side

    del said["m/nodes/no.md"]
    page = Templates().fill(exchange_of(context_of(read(said).maps[0], Published()), "Is it so?", ["top"], "m/", 1))
    none = '<button class="am-how am-unranked" popovertarget="word-unranked-1">none ranked first</button>'
    assert f'2 answers, {none}: <a href="m/weak/">A title</a>; <a href="m/strong/">A title</a></p>' in page
    assert 'id="word-unranked-1" popover' in page
