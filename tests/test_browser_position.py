"""A reader's own position: said in words, kept in the address and the tab, and computed as argmap computes it."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from argmap.analysis.objections import Standing, standings_of
from argmap.analysis.position import fallen, reasons_of
from argmap.citations.citable import Published
from argmap.model.graph import Graph, graph_of
from argmap.pages.context import context_of
from argmap.pages.position import position_file
from argmap.read.maps import read
from browsing import barriers, built, place, served
from conftest import node

pytestmark = pytest.mark.browser

CONFIG = """site_name: Test
theme: {name: material, font: false, palette: {primary: white, accent: black}}
plugins: [search, {argmap: {policy: true}}]
"""
DOCS = {
    "index.md": "# Home\n",
    "m/map.yml": "title: The umbrella\n",
    "m/nodes/take.md": node(kind="thesis", title="Take an umbrella", supports=""),
    "m/nodes/clouds.md": node(title="There are clouds", supports="[{to: take, jointly: rain}]"),
    "m/nodes/wind.md": node(title="The wind brings them here", supports="[{to: take, jointly: rain}]"),
    "m/nodes/sun.md": node(title="It helps against the sun", supports="[take]"),
    "m/nodes/shade.md": node(title="It casts a shade", supports="[sun]", aliases="[shadow]"),
    "m/nodes/burden.md": node(kind="counterclaim", title="It is a burden", supports="", attacks="[take]"),
    "m/nodes/light.md": node(title="It is light", supports="", attacks="[burden]"),
    "m/nodes/pocket.md": node(title="It fits a pocket", supports="", attacks="[{to: burden, jointly: room}]"),
    "m/nodes/coat.md": node(title="You wear a coat", supports="", attacks="[{to: burden, jointly: room}]"),
    "m/nodes/night.md": node(kind="counterclaim", title="It is night", supports="", undercuts="[sun -> take]"),
    "m/nodes/walk.md": node(title="For a walk only", supports="", qualifies="[take]"),
    "m/nodes/why.md": node(title="A front passes", supports="", explains="[clouds]"),
    "m/nodes/ask.md": node(kind="question", title="What to take?", supports=""),
    "m/nodes/answer.md": node(title="Something", supports="", answers="[ask]"),
    "two/map.yml": "title: Two theses\n",
    "two/nodes/first.md": node(kind="thesis", title="The first", supports=""),
    "two/nodes/second.md": node(kind="thesis", title="The second", supports=""),
    "two/nodes/because.md": node(title="Because", supports="[second]"),
    "two/nodes/also.md": node(title="Also", supports="[first, second]"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built(tmp_path_factory.mktemp("position"), DOCS, CONFIG)) as address:
        yield address


@pytest.fixture
def site(address: str) -> str:
    return f"{address}m/"


def choose(page: Page, answer: str) -> Locator:
    page.get_by_role("group", name="Your position").get_by_label(answer, exact=True).check()
    return page.locator("article .am-follows")


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Your position")


def test_a_rejected_premise_takes_its_linked_ones_along_and_the_rest_is_counted(page: Page, site: str) -> None:
    page.goto(f"{site}clouds/")

    torn = "; lost too, since they count only together:"
    expect(choose(page, "reject").get_by_role("listitem")).to_have_text(
        [
            "the map gives no reason for it, so there is none to reject",
            f"reasons left for Take an umbrella: It helps against the sun{torn} The wind brings them here",
        ]
    )
    expect(panel(page)).to_contain_text("rejected: 1 · nothing else falls")


def test_the_first_words_say_whether_the_thesis_still_stands(page: Page, site: str) -> None:
    page.goto(f"{site}clouds/")
    said = choose(page, "reject").locator("p")
    expect(said).to_have_text(["The thesis still stands, with 1 of its 3 reasons left", "You reject this:"])
    choose(page, "unsure")
    expect(said).to_have_text(
        ["You are unsure. If you reject this:", "The thesis still stands, with 1 of its 3 reasons left"]
    )
    page.goto(f"{site}light/")
    expect(choose(page, "reject").locator("p").first).to_have_text("The thesis still stands: it loses no reason")
    page.goto(f"{site}shade/?not=wind")
    expect(choose(page, "reject").locator("p").first).to_have_text("The thesis falls: no reason for it is left")
    page.goto(f"{site}take/")
    expect(choose(page, "reject").locator("p").first).to_have_text("The thesis falls: you reject it")
    page.goto(f"{site}take/?not=wind")
    expect(page.locator("article .am-follows p").first).to_have_text(
        "The thesis still stands, with 1 of its 3 reasons left"
    )


def test_of_several_theses_each_that_is_touched_is_named_by_its_number(page: Page, address: str) -> None:
    page.goto(f"{address}two/because/")
    said = choose(page, "reject").locator("p")
    expect(said).to_have_text(["Thesis 2 still stands, with 1 of its 2 reasons left", "You reject this:"])
    expect(said.first.get_by_role("link", name="Thesis 2")).to_have_attribute("href", f"{address}two/second/")


def test_the_page_of_a_thesis_that_fell_says_so_of_each_and_lists_nothing_more_to_give_up(
    page: Page, address: str
) -> None:
    page.goto(f"{address}two/first/")
    expect(page.locator(".am-change")).to_be_visible()

    page.goto(f"{address}two/first/?not=also")

    told = ["Thesis 1 falls: no reason for it is left", "Thesis 2 still stands, with 1 of its 2 reasons left"]
    expect(page.locator("article .am-follows > p")).to_have_text(told)
    expect(page.locator(".am-change")).to_be_hidden()


def test_what_follows_is_said_once_and_of_nothing_that_loses_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}clouds/?not=light")
    choose(page, "reject")
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("You reject: It is light; There are clouds")
    expect(panel(page)).not_to_contain_text("reasons left")
    page.goto(f"{site}outline/?not=clouds")
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text(
        "The thesis still stands, with 1 of its 3 reasons left – reasons left for Take an umbrella: It helps"
    )
    page.goto(f"{site}sun/?not=light")
    expect(panel(page)).to_be_visible()
    expect(page.locator("article .am-follows")).to_be_empty()
    expect(choose(page, "accept")).to_contain_text("it is a reason for Take an umbrella")


def test_with_the_last_reason_a_statement_falls_and_what_rests_on_it(page: Page, site: str) -> None:
    page.goto(f"{site}shade/?not=clouds")

    said = choose(page, "reject")
    expect(said).to_contain_text("no reason for It helps against the sun left: it falls")
    expect(panel(page)).to_contain_text("rejected: 2 · fallen with that: 2")
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("No reason is left for: It helps against the sun; Take an umbrella")


def test_who_accepts_a_rival_is_told_which_replies_to_reject_then(page: Page, site: str) -> None:
    page.goto(f"{site}burden/")
    said = choose(page, "accept")

    expect(said).to_contain_text("you would have to reject what answers it:")
    expect(said).to_contain_text("It fits a pocket or You wear a coat")
    expect(said).to_contain_text("it is an objection to Take an umbrella")
    page.goto(f"{site}burden/?not=light,coat")
    expect(choose(page, "accept")).to_contain_text("you have let every answer to it fall that the map has")
    page.goto(f"{site}burden/?yes=take")
    expect(choose(page, "accept")).to_contain_text("it is an objection to Take an umbrella, which you accept too")
    page.goto(f"{site}night/")
    expect(choose(page, "accept")).to_contain_text("the map has no answer to it")


def test_who_rejects_a_statement_is_told_by_name_which_reasons_to_give_up_then(page: Page, site: str) -> None:
    page.goto(f"{site}take/")
    said = choose(page, "reject").get_by_role("listitem")

    expect(said.first).to_have_text("what else you would have to reject is listed below")
    expect(said.nth(1)).to_have_text("on your side is what objects to it: It is a burden; It is night")
    page.goto(f"{site}take/?not=wind")
    expect(choose(page, "reject").get_by_role("listitem").first).to_have_text(
        "to leave no reason for it, you would have to reject the only one: It helps against the sun"
    )
    page.goto(f"{site}take/?not=wind,shade")
    expect(choose(page, "reject")).to_contain_text("you have rejected every reason for it that the map has")
    page.goto(f"{site}burden/")
    said = choose(page, "reject")
    expect(said).to_contain_text("on your side is what answers it: It fits a pocket; You wear a coat; It is light")


def test_what_else_to_reject_stands_once_on_the_page_after_rejecting(page: Page, site: str) -> None:
    page.goto(f"{site}take/")
    change = page.locator(".am-change")
    choose(page, "reject")
    given = page.locator(".am-given")
    expect(given.get_by_role("link", name="It helps against the sun")).to_be_visible()
    expect(page.locator(".am-follows").get_by_role("link", name="It helps against the sun")).to_have_count(0)
    expect(change).not_to_be_visible()
    page.get_by_role("button", name="no position").click()
    expect(given).to_have_count(0)
    expect(change).to_be_visible()

    page.goto(f"{site}take/?not=wind")
    choose(page, "reject")
    expect(page.locator(".am-follows").get_by_role("link", name="It helps against the sun")).to_be_visible()
    expect(change).not_to_be_visible()


@pytest.mark.parametrize("height", [800, 420])
def test_what_else_to_reject_is_a_link_away_whole_in_sight_and_no_key_folds_it(
    page: Page, site: str, height: int
) -> None:
    page.set_viewport_size({"width": 390, "height": height})
    page.goto(f"{site}take/")
    choose(page, "reject")
    there = page.get_by_role("link", name="what else you would have to reject is listed below")
    there.focus()
    page.keyboard.press("Enter")

    given = page.locator(".am-given")
    expect(given).to_be_focused()
    last = given.get_by_role("listitem").last
    page.wait_for_function(IN_SIGHT, arg=last.element_handle())
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        expect(last).to_be_visible()
    page.keyboard.press("Tab")
    expect(given.get_by_role("link").first).to_be_focused()


IN_SIGHT = """(one) => {
  const [box, bar] = [one, document.querySelector(".am-position")].map((part) => part.getBoundingClientRect());
  return box.top >= 0 && box.bottom <= bar.top;
}"""
"""Whether something is in the window, above the panel."""


@pytest.mark.parametrize("width", [1280, 390])
def test_the_panel_goes_down_for_whoever_goes_on_in_the_page(page: Page, site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}take/")
    choose(page, "reject")
    page.get_by_role("button", name="all that follows").click()
    copies = panel(page).get_by_text("this tab remembers it")
    expect(copies).to_be_visible()
    page.get_by_role("link", name="what else you would have to reject is listed below").click()
    expect(copies).not_to_be_visible()
    page.wait_for_function(IN_SIGHT, arg=page.locator(".am-given").element_handle())


def test_a_position_is_the_same_on_the_way_back(page: Page, site: str) -> None:
    page.goto(f"{site}light/")
    choose(page, "reject")
    with page.expect_navigation():
        page.locator("#bears-on a[href*='burden/']").click()
    with page.expect_navigation():
        page.locator("#bears-on a[href*='take/']").click()
    choose(page, "reject")
    for _ in range(2):
        expect(panel(page)).to_contain_text("rejected: 2")
        page.go_back()

    expect(panel(page)).to_contain_text("rejected: 2")
    expect(page.get_by_label("reject", exact=True)).to_be_checked()
    assert place(page) == f"{site}light/?not=light,take"
    page.go_forward()
    page.go_forward()
    expect(page.locator(".am-given").get_by_role("link", name="It helps against the sun")).to_be_visible()


def test_a_page_that_was_left_without_an_answer_has_those_given_since_and_so_has_one_reached_by_the_site(
    page: Page, address: str, site: str
) -> None:
    page.goto(f"{site}light/")
    with page.expect_navigation():
        page.locator("#bears-on a[href*='burden/']").click()
    choose(page, "reject")
    expect(panel(page)).to_contain_text("rejected: 1")
    page.go_back()
    expect(panel(page)).to_contain_text("rejected: 1")

    page.goto(address)
    page.evaluate("() => { location.href = 'm/take/'; }")
    page.wait_for_url("**/m/take/?not=burden")
    expect(panel(page)).to_contain_text("rejected: 1")
    panel(page).get_by_role("button", name="Start over").click()
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is light")
    expect(panel(page)).not_to_be_visible()


def test_an_address_that_is_opened_counts_and_on_the_way_back_each_has_its_own_position(page: Page, site: str) -> None:
    page.goto(f"{site}shade/?not=shade")
    expect(panel(page)).to_contain_text("rejected: 1")
    page.goto(f"{site}shade/?yes=shade,sun")
    expect(panel(page)).to_contain_text("accepted: 2")
    page.goto(f"{site}shade/")
    expect(page.get_by_role("heading", level=1)).to_have_text("It casts a shade")
    expect(panel(page)).not_to_be_visible()

    page.go_back()
    expect(panel(page)).to_contain_text("accepted: 2")
    page.go_back()
    expect(panel(page)).to_contain_text("rejected: 1")
    expect(page.get_by_label("reject", exact=True)).to_be_checked()


def test_a_page_that_the_browser_held_ready_takes_up_what_was_answered_since(page: Page, site: str) -> None:
    page.goto(f"{site}shade/?not=shade")
    expect(panel(page)).to_contain_text("rejected: 1")
    page.evaluate("""() => {
      const [name] = Object.keys(sessionStorage);
      sessionStorage[name] = sessionStorage[name].replace("not=shade", "not=shade,clouds");
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    expect(panel(page)).to_contain_text("rejected: 2")


def test_a_browser_that_keeps_nothing_still_has_positions_in_addresses(chromium: Browser, site: str) -> None:
    tab = chromium.new_page()
    tab.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error(); } });")
    tab.goto(f"{site}shade/")
    choose(tab, "reject")
    expect(panel(tab)).to_contain_text("rejected: 1")
    assert place(tab) == f"{site}shade/?not=shade"
    tab.close()


def test_who_is_unsure_is_told_what_would_follow(page: Page, site: str) -> None:
    page.goto(f"{site}shade/")
    said = choose(page, "unsure")

    expect(said).to_contain_text("You are unsure. If you reject this:")
    expect(said).to_contain_text("no reason for It helps against the sun left")
    assert page.locator("a.am-fallen").count() == 0
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("These would fall too if you rejected what you are unsure of: It helps against")


def test_an_accepted_statement_without_reasons_left_is_told(page: Page, site: str) -> None:
    page.goto(f"{site}sun/?yes=sun&not=shade")

    expect(page.locator("article .am-follows")).to_contain_text("no reason for It helps against the sun")
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("You accept these, though no reason for them is left: It helps")


SAID = """() => [...document.querySelectorAll(".am-mine")].map((field) => {
    const turn = (value) => { field.value = value; field.dispatchEvent(new Event("change")); };
    turn(%r);
    const said = [...document.querySelectorAll(".am-position .am-follows li")].map((line) => line.textContent);
    turn("");
    return [field.getAttribute("aria-label"), said];
})"""


@pytest.mark.parametrize("answer", ["yes", "unsure", "not"])
def test_to_every_statement_there_is_an_answer_in_words(page: Page, site: str, answer: str) -> None:
    page.goto(f"{site}outline/")
    page.get_by_role("button", name="Try it yourself").click()
    page.locator(".am-mine").first.wait_for()

    said: list[tuple[str, list[str]]] = page.evaluate(SAID % answer)
    assert len(said) == 13
    assert [name for name, lines in said if not lines] == []
    assert not [name for name, _ in said if "What to take?" in name]


def test_the_outline_is_filtered_by_what_each_line_says_itself_and_not_by_the_answers_to_it(
    page: Page, site: str
) -> None:
    page.goto(f"{site}outline/")
    page.get_by_role("button", name="Try it yourself").click()
    page.locator(".am-mine").first.wait_for()
    found = page.locator(".am-filter output")

    page.get_by_label("Find in titles").fill("cloud")
    expect(found).to_have_text("1 of 14")
    page.get_by_label("Find in titles").fill("unsure")
    expect(found).to_contain_text("Nothing matches")


def test_a_position_stands_in_the_address_survives_a_reload_and_goes_along(page: Page, site: str) -> None:
    page.goto(f"{site}light/?yes=sun")
    choose(page, "reject")
    expect(panel(page)).to_be_visible()
    assert place(page) == f"{site}light/?yes=sun&not=light"

    page.reload()
    expect(page.get_by_label("reject", exact=True)).to_be_checked()
    with page.expect_navigation():
        page.locator("#bears-on a[href*='burden/']").click()
    assert place(page) == f"{site}burden/?yes=sun&not=light"
    expect(page.locator("#objections a.am-refused")).to_have_text("It is light")
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("this tab remembers it, too, until it is closed.")
    panel(page).get_by_role("button", name="Start over").click()
    expect(panel(page)).to_be_hidden()
    assert place(page) == f"{site}burden/"


def test_an_address_with_old_ids_is_understood_and_what_is_unknown_is_told(page: Page, site: str) -> None:
    page.goto(f"{site}sun/?not=shadow,gone,ask,%3Cimg src=x onerror=alert(1)%3E")

    expect(panel(page)).to_contain_text("rejected: 1")
    panel(page).locator("summary").first.click()
    expect(panel(page)).to_contain_text("Not in this map, and left out: gone, ask, <img src=x onerror=alert(1)>")
    assert place(page) == f"{site}sun/?not=shade"


def cells(page: Page, caption: str) -> list[list[str]]:
    """Read a table of the comparison, without its head."""
    table = panel(page).get_by_role("table", name=caption)
    table.wait_for()
    return sorted(row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all())


def test_two_positions_are_compared_by_one_address_that_can_be_sent(page: Page, site: str) -> None:
    page.goto(f"{site}outline/?yes=burden&not=shade&with-unsure=shadow&with-not=burden,clouds,gone")

    region = page.get_by_role("region", name="Two positions compared")
    expect(region.get_by_role("status")).to_have_text("Two positions compared – 3 differences")
    assert cells(page, "Where they differ") == [
        ["It casts a shade", "reject", "unsure"],
        ["It is a burden", "accept", "reject"],
        ["There are clouds", "no position", "reject"],
    ]
    assert cells(page, "What follows for the theses") == [
        ["Take an umbrella", "2 of 3 reasons left", "1 of 3 reasons left"],
    ]
    expect(region).to_contain_text("No reason is left in this position alone for: It helps against the sun")
    expect(region).to_contain_text("whoever opens it sees them compared")
    expect(region.get_by_role("link", name="There are clouds")).to_have_attribute("href", f"{site}clouds/")
    expect(panel(page)).to_contain_text("Not in this map, and left out: gone")
    assert place(page) == f"{site}outline/?yes=burden&not=shade&with-unsure=shade&with-not=burden,clouds"


def test_a_comparison_changes_with_the_position_changes_places_and_ends(page: Page, site: str) -> None:
    page.goto(f"{site}shade/?not=shade&with-yes=shade")
    region = page.get_by_role("region", name="Two positions compared")
    assert cells(page, "Where they differ") == [["It casts a shade", "reject", "accept"]]

    choose(page, "accept")
    expect(region.get_by_role("status")).to_have_text("Two positions compared – they are the same")
    choose(page, "unsure")
    assert cells(page, "Where they differ") == [["It casts a shade", "unsure", "accept"]]
    region.get_by_role("button", name="Change places").click()
    assert cells(page, "Where they differ") == [["It casts a shade", "accept", "unsure"]]
    assert place(page) == f"{site}shade/?yes=shade&with-unsure=shade"
    expect(page.get_by_label("accept", exact=True)).to_be_checked()
    region.get_by_role("button", name="End the comparison").click()
    expect(region).to_be_hidden()
    assert place(page) == f"{site}shade/?yes=shade"
    assert page.evaluate("document.activeElement.matches('.am-position summary')")


def test_the_other_position_is_compared_with_none_at_all(page: Page, site: str) -> None:
    page.goto(f"{site}outline/?with-not=sun,clouds")

    assert cells(page, "Where they differ") == [
        ["It helps against the sun", "no position", "reject"],
        ["There are clouds", "no position", "reject"],
    ]
    assert cells(page, "What follows for the theses") == [
        ["Take an umbrella", "3 of 3 reasons left", "no reason left: it falls"]
    ]
    panel(page).get_by_role("button", name="Start over").click()
    expect(panel(page)).to_be_hidden()
    assert place(page) == f"{site}outline/"


def test_the_address_of_another_position_makes_it_a_comparison(page: Page, site: str) -> None:
    page.goto(f"{site}outline/?yes=burden&not=shade")
    panel(page).locator("summary").first.click()
    panel(page).get_by_text("Compare with another position").click()

    def compare(written: str) -> None:
        panel(page).get_by_label("Its address").fill(written)
        panel(page).get_by_role("button", name="Compare", exact=True).click()

    compare("http://[")
    expect(panel(page)).to_contain_text("No position in this map stands in that address.")
    compare(f"{site}take/?not=burden,shade")
    assert cells(page, "Where they differ") == [["It is a burden", "accept", "reject"]]
    assert place(page) == f"{site}outline/?yes=burden&not=shade&with-not=burden,shade"
    compare(f"{site}?not=shade&yes=burden")
    expect(page.get_by_role("region", name="Two positions compared")).to_be_focused()
    expect(panel(page)).to_contain_text("they are the same")


def test_the_answers_are_a_group_that_names_the_statement_and_the_keyboard_moves_in(page: Page, site: str) -> None:
    page.goto(f"{site}shade/")
    group = page.get_by_role("group", name="Your position on “It casts a shade”")
    expect(group.get_by_role("radio")).to_have_count(3)

    group.get_by_label("accept").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("article").get_by_role("status").first).to_contain_text("You accept this:")
    page.keyboard.press("ArrowRight")
    expect(group.get_by_label("unsure")).to_be_checked()
    page.get_by_role("button", name="no position").click()
    expect(group.get_by_label("accept")).to_be_focused()
    assert group.locator(":checked").count() == 0
    assert "?" not in place(page)


ROOM = """() => {
  const [bar, foot] = [".am-position", ".md-footer"].map(part => document.querySelector(part).getBoundingClientRect());
  return bar.height > 0 && foot.bottom <= bar.top;
}"""


def test_a_walk_meets_the_panel_before_the_words_of_the_page_and_it_covers_none_of_their_end(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}outline/?not=shade")
    panel(page).locator("summary").first.click()
    order = "one => one.compareDocumentPosition(document.querySelector('article')) & Node.DOCUMENT_POSITION_FOLLOWING"
    assert panel(page).evaluate(order)
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.wait_for_function(ROOM)


def test_the_keyboard_reaches_the_panel_from_the_answers_and_escape_leads_back(page: Page, site: str) -> None:
    page.goto(f"{site}shade/")
    reject = page.get_by_label("reject", exact=True)
    to_panel = page.get_by_role("button", name="all that follows")
    expect(to_panel).to_be_hidden()
    reject.focus()
    page.keyboard.press("Space")
    expect(panel(page)).to_be_visible()

    for one in (page.get_by_role("button", name="no position"), to_panel):
        page.keyboard.press("Tab")
        expect(one).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel(page).locator("summary").first).to_be_focused()
    expect(panel(page)).to_contain_text("You reject: It casts a shade")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(reject).to_be_focused()
    assert place(page) == f"{site}shade/?not=shade"

    page.keyboard.press("ArrowLeft")
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    to_panel.click()
    panel(page).get_by_role("button", name="Close").click()
    expect(page.get_by_label("unsure", exact=True)).to_be_focused()


def test_on_a_phone_the_panel_is_a_line_or_two_with_whole_words_that_opens_to_a_sheet_with_a_sign_to_close_it(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}shade/?not=shade,clouds&unsure=sun")
    line = panel(page).locator("summary").first
    shut = panel(page).get_by_role("button", name="Close")
    acts = panel(page).get_by_role("button", name="Copy as a link")
    line.wait_for()
    assert panel(page).bounding_box()["height"] <= 70  # type: ignore[index] # it is shown
    assert line.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight")
    expect(acts).to_be_hidden()

    line.click()
    expect(acts).to_be_in_viewport(ratio=1)
    expect(shut).to_be_in_viewport(ratio=1)
    assert panel(page).bounding_box()["y"] >= 844 / 5 - 1  # type: ignore[index] # it is shown
    shut.click()
    expect(acts).to_be_hidden()
    expect(line).to_be_focused()
    shut.click()
    expect(panel(page)).to_be_hidden()


def test_on_a_phone_whoever_goes_on_in_the_page_lowers_the_sheet_and_sees_what_has_the_focus(
    page: Page, site: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}outline/?not=shade")
    line = panel(page).locator("summary").first
    line.click()
    page.get_by_role("heading", level=1).click()
    expect(panel(page).get_by_role("button", name="Copy as a link")).to_be_hidden()

    line.press("Enter")
    page.locator("article a").first.focus()
    for _ in range(8):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
          const { activeElement: now } = document;
          const { left, top, width, height } = now.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return now.contains(seen) || seen?.contains(now) ? "" : `${now.outerHTML} at ${left}, ${top}`;
        }""")
        assert hidden == ""


def test_from_the_panel_of_an_outline_escape_leads_back_to_the_answer(page: Page, site: str) -> None:
    page.goto(f"{site}outline/")
    page.get_by_role("button", name="Try it yourself").click()
    field = page.get_by_label("Your position on “It casts a shade”")
    field.select_option("not")
    field.focus()
    panel(page).locator("summary").first.focus()
    page.keyboard.press("Escape")

    expect(panel(page)).to_be_hidden()
    expect(field).to_be_focused()
    field.select_option("unsure")
    expect(panel(page)).to_be_visible()


def test_one_act_copies_the_address_of_a_position_or_shows_it_where_nothing_can_be_copied(
    page: Page, site: str
) -> None:
    page.goto(f"{site}shade/?not=shade")
    page.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
    copy = panel(page).get_by_role("button", name="Copy as a link")
    copy.click()
    expect(panel(page).get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("window.copied") == f"{site}shade/?not=shade"

    page.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error(); }; }")
    copy.click()
    field = panel(page).get_by_label("Its address").last
    expect(field).to_have_value(f"{site}shade/?not=shade")
    expect(field).to_be_focused()
    expect(panel(page).get_by_role("status").filter(has_text="Copy it from here:")).to_be_visible()


UNFOLDED = "document.querySelectorAll('article details, .am-position details').forEach(one => one.open = true)"
TARGETS = ".am-own label, .am-own button, .am-mine, .am-position :is(button, summary, input)"


@pytest.mark.parametrize(
    "path", ["burden/?yes=burden&not=clouds,shade&unsure=walk", "outline/?yes=burden&not=clouds&with-not=sun,wind"]
)
def test_a_position_has_no_barrier_and_fits(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    panel(page).wait_for()
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(UNFOLDED)
        assert barriers(page, ".am-position, .am-own, .am-outline, .am-change") == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.locator(TARGETS).evaluate_all(
            "all => all.map(one => one.getBoundingClientRect()).map(box => Math.min(box.width, box.height))"
        )
        assert min(sizes) >= 24, width


def test_what_would_change_a_statement_is_told_without_script(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}take/")

    change = scriptless.locator(".am-change")
    change.locator("summary").first.click()
    expect(change.locator("summary").first).to_have_text(
        "To leave no reason for this, you would have to reject at least 2 statements"
    )
    assert {line.inner_text() for line in change.get_by_role("listitem").all()} == {
        "It helps against the sun",
        "The wind brings them here or There are clouds (they count only together: one is enough)",
    }
    assert not scriptless.locator(".am-own").is_visible()


LABELS = {Standing.UNANSWERED: "in", Standing.CONTESTED: "", Standing.ANSWERED: "out"}


def random_docs(chance: random.Random) -> dict[str, str]:
    """Make up a map in which nodes support, attack and undercut each other, also in circles and linked."""
    names = ["top", *(f"n{number}" for number in range(chance.randrange(1, 9)))]
    docs = {"r/map.yml": "title: R\n", "r/nodes/top.md": node(kind="thesis", supports="")}
    steps: list[tuple[str, str]] = []
    for name in names[1:]:
        aims = [aim for aim in chance.sample(names, min(len(names), chance.randrange(1, 4))) if aim != name]
        kind = chance.choice(["supports", "supports", "attacks", "undercuts"])
        if kind == "undercuts" and steps:
            aims = [f"{premise} -> {target}" for premise, target in [chance.choice(steps)] if premise != name]
            docs[f"r/nodes/{name}.md"] = node(supports="", undercuts=f"[{', '.join(aims)}]")
            continue
        entries = [f"{{to: {aim}, jointly: {label}}}" for aim in aims for label in [chance.choice(["x", "[x, y]"])]]
        some = chance.choice([aims, entries])
        docs[f"r/nodes/{name}.md"] = node(
            **{"supports": "", "attacks" if kind == "attacks" else "supports": f"[{', '.join(some)}]"}
        )
        steps += [(name, aim) for aim in aims]
    return docs


def standings_without(docs: dict[str, str], gone: frozenset[str]) -> dict[str, str]:
    """Ask argmap how objections stand where some nodes are out: something unattacked attacks each."""
    against = {"r/nodes/z.md": node(supports="", attacks=f"[{', '.join(sorted(gone))}]")} if gone else {}
    found = standings_of(graph_of(read({**docs, **against}).maps[0]))
    return {
        f"{one.origin} {one.conclusion or one.target}": LABELS[standing]
        for one, standing in found.items()
        if one.origin != "z"
    }


def test_the_script_computes_positions_as_argmap_does(page: Page, site: str) -> None:
    chance = random.Random(18)  # noqa: S311 - a test
    asked: list[dict[str, Any]] = []
    expected: list[list[Any]] = []
    while len(asked) < 200:
        docs = random_docs(chance)
        (argument_map,) = read(docs).maps
        graph: Graph = graph_of(argument_map)
        rejected = chance.sample(list(graph.nodes), chance.randrange(len(graph.nodes)))
        gone = fallen(reasons_of(graph), rejected)
        asked.append({"data": json.loads(position_file(context_of(argument_map, Published()))), "rejected": rejected})
        expected.append([sorted(gone), standings_without(docs, gone)])
    page.goto(site)
    found = page.evaluate(
        """async (asked) => {
            const { fallen, standings } = await import("../argmap/position.js");
            return asked.map(({ data, rejected }) => {
                const gone = fallen(data.reasons, rejected.map((id) => data.ids.indexOf(id)));
                const named = (ends) => ends.split(" ").map((node) => data.ids[node]).join(" ");
                const standing = [...standings(data, gone)].map(([ends, how]) => [named(ends), how]);
                return [[...gone].map((node) => data.ids[node]).sort(), Object.fromEntries(standing)];
            });
        }""",
        asked,
    )

    assert sum(len(gone) > len(one["rejected"]) for one, (gone, _) in zip(asked, expected, strict=True)) > 20
    assert {how for _, standing in expected for how in standing.values()} == {"in", "", "out"}
    assert found == expected


def test_who_objects_in_two_ways_is_counted_once_as_on_pages(page: Page, site: str) -> None:
    docs = {
        "r/map.yml": "title: R\n",
        "r/nodes/top.md": node(kind="thesis", supports=""),
        "r/nodes/why.md": node(),
        "r/nodes/both.md": node(supports="", attacks="[top]", undercuts="[why -> top]"),
    }
    data = json.loads(position_file(context_of(read(docs).maps[0], Published())))
    page.goto(site)
    left = page.evaluate(
        """async ([data, gone]) => {
            const { objectionsLeft } = await import("../argmap/position.js");
            const numbers = (ids) => new Set(ids.map((id) => data.ids.indexOf(id)));
            const found = [[], gone].map((ids) => objectionsLeft(data, data.ids.indexOf("top"), numbers(ids)));
            return found.map(({ left, count }) => ({ left: left.length, count }));
        }""",
        [data, ["both"]],
    )

    assert left == [{"left": 1, "count": 1}, {"left": 0, "count": 1}]
