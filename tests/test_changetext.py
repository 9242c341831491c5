"""What changed, set as Markdown and as a page: strangers' words stay words, and the size stays within bounds."""

import json
import re
from html.parser import HTMLParser

import pytest
from markdown import Markdown

from argmap.analysis.wording import EditOperation, Run
from argmap.diff.changes import Changes
from argmap.diff.compare import State, compare
from argmap.diff.markdown import MOST_BYTES, change_text, escaped
from argmap.diff.page import change_page, wanted_drawings
from argmap.diff.report import Entry, Item, Part, Report, report_of
from argmap.pages.templating import Templates
from argmap.site.validate import checked
from conftest import TOP, node

EVIL = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![i](http://e.com/p) `c` @octocat www.evil.com https://evil.com"
)


def compared(before: dict[str, str], after: dict[str, str]) -> Changes:
    return compare(*(State(*checked(files)) for files in (before, after)))


def page_of(told: Report, drawings: dict[str, str]) -> str:
    return str(Templates().fill(change_page(told, drawings)))


def entry(words: str, name: str = "A node") -> Entry:
    return Entry(name, "a-node", "reworded", (Item("statement", (Run(EditOperation.KEPT, words),)),))


def test_added_and_removed_words_are_marked() -> None:
    files = {**TOP, "m/nodes/a.md": node("It may rain.")}
    written = change_text(
        report_of(compared(files, {**TOP, "m/nodes/a.md": node("It will rain.", revision="2")}), "docs")
    )

    assert "- statement: It <del>may</del> <ins>will</ins> rain." in written
    assert written.startswith("## What this change means\n\n**1 node reworded; 1 relation to look at again.**\n")


@pytest.mark.parametrize("where", ["name", "words", "heading", "summary"])
def test_what_strangers_wrote_stays_words(where: str) -> None:
    told = Report(
        EVIL if where == "summary" else "1 node reworded",
        (
            Part(
                EVIL if where == "heading" else "m: nodes",
                (entry(EVIL if where == "words" else "x", EVIL if where == "name" else "A"),),
            ),
        ),
    )

    rendered = Markdown().convert(change_text(told))

    assert "<script" not in rendered
    assert "<a " not in rendered
    assert "<img" not in rendered
    assert "<code>c" not in rendered
    assert "@<!-- -->octocat" in rendered
    assert "www<!-- -->.evil.com" in rendered
    assert "https:<!-- -->//evil.com" in rendered


def test_what_cannot_be_seen_is_spelled_out() -> None:
    assert escaped("a\u202eb\x1b[2J") == "a\\\\u202eb\\\\u001b\\[2J"


def test_what_does_not_fit_is_cut_and_said() -> None:
    many = Report(
        "Many",
        (
            Part("m: nodes", tuple(entry("word " * 200) for _ in range(500))),
            Part("m: look again", (entry("x", "Last"),)),
        ),
    )

    written = change_text(many)

    assert len(written.encode()) <= MOST_BYTES
    kept = written.count("**A node**")
    assert 10 < kept < 500
    assert f"- *and {500 - kept} more entries; the HTML page of argmap diff has all*\n" in written
    assert "**Last**" in written


def test_one_huge_entry_does_not_push_out_the_others() -> None:
    long = Entry(
        "Long", "long", "", tuple(Item("prose", (Run(EditOperation.ADDED, "word " * 2000),)) for _ in range(50))
    )
    lines = Part(
        "Findings", (Entry("", "", "", tuple(Item("AM001", (Run(EditOperation.KEPT, "x"),)) for _ in range(3))),)
    )

    written = change_text(Report("Long", (Part("m: nodes", (long, entry("short"))), lines)))

    assert re.search(r"    - \*and 4\d more lines; the HTML page of argmap diff has all\*\n- \*\*A node", written)
    assert "short" in written
    assert written.count("AM001") == 3
    assert "more entries" not in written


@pytest.mark.parametrize("words", ["word " * 300, EVIL * 20, "\u202e" * 300])
def test_of_too_many_parts_the_first_are_shown_and_how_many_more_there_are(words: str) -> None:
    parts = tuple(Part(f"part {words}", (entry(words, words),)) for _ in range(200))

    written = change_text(Report("Many parts", parts), most=4000)

    assert len(written.encode()) <= 4000
    assert written.count("### part") == 3
    assert written.count("`a-node`: reworded\n") == 3
    assert written.endswith("\n*and 197 more parts; the HTML page of argmap diff has all*\n")


def test_each_part_has_its_beginning_however_long_the_others_are() -> None:
    finding = Item("error AM090", (Run(EditOperation.KEPT, "docs/m/nodes/a.md:1: " + "word " * 100),))
    parts = (
        Part("What must be mended", (Entry("", "", "", (finding,) * 400),)),
        Part("m: nodes", tuple(entry("word " * 50, f"Node {number}") for number in range(400))),
        Part("m: look again", (Entry("", "", "", (finding,) * 3),)),
    )

    written = change_text(Report("Much", parts))

    assert MOST_BYTES * 0.95 < len(written.encode()) <= MOST_BYTES
    mended, nodes, again = written.split("### ")[1:]
    assert mended.count("AM090") > 40
    assert f"*and {400 - mended.count('AM090')} more entries;" in mended
    assert nodes.count("**Node ") > 70
    assert f"*and {400 - nodes.count('**Node ')} more entries;" in nodes
    assert again.count("AM090") == 3
    assert "more entries" not in again


def test_a_summary_without_end_is_cut_too() -> None:
    written = change_text(Report("; ".join(f"map-{number}: title changed" for number in range(9000)), ()))

    assert len(written.encode()) < 10_000
    assert "more characters; the HTML page" in written


PROSE = " ".join(f"Sentence {number} of a long prose." for number in range(300))


def test_of_long_words_the_beginning_is_shown_and_how_much_more_there_is() -> None:
    told = report_of(compared(TOP, {**TOP, "m/nodes/a.md": node() + PROSE}), "docs")

    (line,) = [one for one in change_text(told).splitlines() if "- prose: " in one]

    shown, cut = re.fullmatch(r" *- prose: (.*)… \*and ([\d,]+) more characters; the HTML page .*\*", line).groups()  # type: ignore[union-attr]
    assert PROSE.startswith(shown)
    assert len(shown) > 1000
    assert int(cut.replace(",", "")) == len(PROSE) - len(shown)
    assert PROSE in page_of(told, {})


@pytest.mark.parametrize("field", ["prose", "abstract"])
def test_a_change_at_the_end_of_long_words_is_shown(field: str) -> None:
    def files(words: str) -> dict[str, str]:
        if field == "prose":
            return {**TOP, "m/nodes/a.md": node() + words}
        return {
            **TOP,
            "m/references.json": json.dumps([{"id": "a-2001", "type": "book", "title": "A", "abstract": words}]),
        }

    later = PROSE.replace("Sentence 0 ", "Line 0 ").replace("299 of", "299 and last of")
    written = change_text(report_of(compared(files(PROSE), files(later)), "docs"))

    (line,) = [one for one in written.splitlines() if f"- {field}: " in one]
    assert f"- {field}: <del>Sentence</del> <ins>Line</ins> 0 of a long prose." in line
    assert "Sentence 299 <ins>and last</ins> of a long prose." in line
    assert len(line) < 500


def test_of_very_many_changes_in_one_text_the_first_are_shown_and_how_much_more_there_is() -> None:
    before = PROSE[: PROSE.index("Sentence 200")]
    after = before.replace("of a long", "in some")
    found = compared({**TOP, "m/nodes/a.md": node() + before}, {**TOP, "m/nodes/a.md": node(tags="[x]") + after})

    written = change_text(report_of(found, "docs"))

    (line,) = [one for one in written.splitlines() if "- prose: " in one]
    assert 4000 < len(line) < 6000
    assert re.search(r"</ins> .*\*and [\d,]+ more characters; the HTML page of argmap diff has all\*$", line)
    assert "- tags: <ins>x</ins>" in written


def test_words_without_spaces_are_cut_too() -> None:
    written = change_text(Report("Long", (Part("m: nodes", (entry("字" * 9000),)),)))

    assert len(written.encode()) < 3000
    assert "more characters" in written


def test_other_line_breaks_between_the_same_words_are_named() -> None:
    before, after = ({**TOP, "m/nodes/a.md": node() + prose} for prose in ("One.\n\nTwo.\n", "One. Two.\n"))

    written = change_text(report_of(compared(before, after), "docs"))

    assert "- prose: the same words, with other spaces or line breaks between them" in written


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        assert not [name for name, _ in attrs if name.startswith("on")]


def test_the_page_stands_alone_and_shows_before_and_after() -> None:
    before = {**TOP, "m/nodes/a.md": node("One."), "m/nodes/gone.md": node()}
    after = {**TOP, "m/nodes/a.md": node("Two.", title=f"'{EVIL[:50]}'"), "m/nodes/b.md": node()}
    found = compared(before, after)

    wanted = wanted_drawings(found)
    page = page_of(report_of(found, "docs"), {path: f"<svg>{path}</svg>" for path in wanted})

    assert set(wanted) == {"m/a/before.svg", "m/a/after.svg", "m/b/after.svg", "m/gone/before.svg"}
    parsed = _Page()
    parsed.feed(page)
    assert "script" not in parsed.tags
    assert len(parsed.addresses) == 4
    assert all(address.startswith("data:image/svg+xml;base64,") for address in parsed.addresses)
    assert "default-src 'none'" in page
    assert "<del>One.</del> <ins>Two.</ins>" in page
    assert not re.search(r"https?://", page)


def test_of_very_many_nodes_those_are_drawn_that_matter_most_and_the_page_says_how_many_are_not() -> None:
    before = {**TOP, "m/nodes/z.md": node("One."), "n/map.yml": "title: N\n", "n/nodes/y.md": node(supports="")}
    new = {f"m/nodes/n{number}.md": node() for number in range(250)}
    after = {**TOP, **new, "m/nodes/z.md": node("Two."), "n/map.yml": "title: N\n"}
    found = compared(before, after)

    wanted = wanted_drawings(found)
    page = page_of(report_of(found, "docs"), {})

    assert len({path.rpartition("/")[0] for path in wanted}) == 200
    assert {"m/z/before.svg", "m/z/after.svg", "n/y/before.svg"} <= set(wanted)
    assert "Only 200 of the 252 nodes are drawn" in page
    assert "no drawings of the other 52." in page
    assert "are drawn" not in page_of(report_of(compared(TOP, before), "docs"), {})


def test_a_drawing_in_which_nothing_changed_is_shown_once() -> None:
    found = compared({**TOP, "m/nodes/a.md": node()}, {**TOP, "m/nodes/a.md": node() + "Prose."})

    page = page_of(report_of(found, "docs"), {"m/a/before.svg": "<svg/>", "m/a/after.svg": "<svg/>"})

    assert page.count("<img") == 1
    assert "<figcaption>Before and after</figcaption>" in page


def test_a_drawing_that_could_not_be_made_is_left_out() -> None:
    found = compared(TOP, {**TOP, "m/nodes/a.md": node()})

    assert "<img" not in page_of(report_of(found, "docs"), {})
