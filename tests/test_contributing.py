"""The links on a node's page that lead to the code host."""

import html
import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from argmap.diagrams.engine import Engine
from argmap.edit.codehost import CodeHost, code_host, with_whole_branch
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from test_docs import ROOT

GITHUB = "https://github.com/someone/a-map/edit/main/docs/"
GITLAB = "https://gitlab.com/group/sub/a-map/-/edit/main/docs/"
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "misquotation.yml"

NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
FILES = {
    **TOP,
    "m/nodes/ä part/a.md": node(title='"<b>A</b> & \\"b\\" {x} %0A"'),
    "m/nodes/b.md": node(kind="counterclaim", supports="", attacks="[a]"),
    "m/nodes/ask.md": node(kind="question", supports=""),
    "m/nodes/here.md": node(kind="context", supports="", frames="[a]"),
}


@cache
def tree(edit_base: str, site_address: str = "") -> dict[str, str]:
    return build_site(FILES, (), BuildOptions(NOTHING, edit_base=edit_base, site_address=site_address)).tree


def links(edit_base: str, page: str = "m/a/index.md", site_address: str = "") -> dict[str, str]:
    """Return the links under Improve this page by their words."""
    section = tree(edit_base, site_address)[page].partition('id="contribute"')[2].partition("</section>")[0]
    found = re.findall('<a href="([^"]*)">([^<]*)</a>', section)
    return {html.unescape(words): html.unescape(address) for address, words in found}


def parameters(address: str) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def test_edit_opens_the_nodes_own_file() -> None:
    assert unquote(links(GITHUB)["Edit"]) == GITHUB + "m/nodes/ä part/a.md"
    assert unquote(links(GITLAB)["Edit"]) == GITLAB + "m/nodes/ä part/a.md"


def test_every_page_of_a_map_has_its_report() -> None:
    with_form = tree(GITHUB, "https://maps.example.org/")
    without = tree("", "https://maps.example.org/")
    pages = [path for path in without if re.fullmatch("m/[^/]+/index.md", path)]

    assert len(pages) > 8
    for path in pages:
        page_id = path.split("/")[1]
        links = map(html.unescape, re.findall('<a href="([^"]*)"', with_form[path]))
        reports = {link for link in links if "/issues/new" in link}
        assert [parameters(link)["node"] for link in reports] == [page_id]
        assert "/issues/new" not in without[path]
        for tree_of in (with_form, without):
            section = html.unescape(tree_of[path].partition('id="report"')[2].partition("</section>")[0])
            text = section.partition("data-am-copy><pre>")[2].partition("</pre>")[0]
            assert f"Address: https://maps.example.org/m/{page_id}/\n" in text
            assert "mailto:" not in section
        assert "Fill in the form at github.com</a>: you need an account there. Or without one:" in html.unescape(
            with_form[path]
        )


def test_a_preview_of_a_site_without_a_repository_sends_nobody_to_a_form() -> None:
    base = "https://example.org/OWNER/REPOSITORY/edit/main/docs/"
    tools = BuildOptions(NOTHING, edit_base=base, is_preview=True)
    page = build_site(FILES, (), tools).tree["m/references/index.md"]

    report = page.partition('id="report"')[2].partition("</section>")[0]
    assert "example.org" not in report
    assert "data-am-copy" in report


def test_a_page_offers_e_mail_only_to_the_address_that_its_map_names() -> None:
    named = {**TOP, "m/map.yml": "title: A map\ncontact: a+map@mail.example.org\n"}
    page = html.unescape(build_site(named, (), BuildOptions(NOTHING)).tree["m/top/index.md"])

    (mail,) = (html.unescape(one) for one in re.findall('href="(mailto:[^"]*)"', page))
    assert mail.startswith("mailto:a%2Bmap@mail.example.org?subject=")
    text = page.partition("data-am-copy><pre>A mistake")[2].partition("</pre>")[0]
    assert parameters(mail)["body"] == f"A mistake{text}".replace("\n", "\r\n")
    wrong = {**TOP, "m/map.yml": "title: A map\ncontact: nobody\n"}
    assert [finding.severity for finding in build_site(wrong, (), BuildOptions(NOTHING)).findings] == ["error"]


def test_a_mistake_is_reported_from_two_places_of_a_page_at_most() -> None:
    page = tree(GITHUB, "https://maps.example.org/")["m/a/index.md"]

    assert len(re.findall("Report a mistake", page)) <= 2


def form_of(base: str, site_address: str = "") -> str:
    """Return the address of the code host's form on the page of a node."""
    section = tree(base, site_address)["m/a/index.md"].partition('id="report"')[2]
    return html.unescape(html.unescape(re.findall('href="([^"]*)"', section)[0]))


def test_a_report_names_the_words_their_revision_and_who_makes_the_map() -> None:
    page = html.unescape(tree("")["m/b/index.md"])

    assert "send it to those who make the map, in whichever way you can reach them: A map contributors." in page
    assert "<pre>A mistake in: b, revision 1 (A map, draft)\nAddress: m/b/\nIt says: It is so.\nWhat is wrong:" in page


def test_authors_with_an_orcid_can_be_reached_by_it() -> None:
    authors = "title: A map\npublisher: The Club\nauthors: [{name: 'Reed, Ana', orcid: 0000-0002-1825-0097}]\n"
    page = html.unescape(build_site({**TOP, "m/map.yml": authors}, (), BuildOptions(NOTHING)).tree["m/top/index.md"])

    sent = page.partition('id="report"')[2]
    assert '<a href="https://orcid.org/0000-0002-1825-0097">Ana Reed</a>; The Club.' in sent


def test_only_what_fits_a_node_is_offered() -> None:
    assert set(links(GITHUB, "m/ask/index.md")) == {"Edit", "an answer"}
    assert "a counterclaim" in links(GITHUB, "m/here/index.md")
    assert "an answer" not in links(GITHUB)


FORMS = {
    GITHUB: ("https://github.com/someone/a-map/new/main", ("filename", "value")),
    GITLAB: ("https://gitlab.com/group/sub/a-map/-/new/main", ("file_name", "content")),
}


@pytest.mark.parametrize("base", FORMS)
@pytest.mark.parametrize(
    ("target", "words", "expected"),
    [
        ("a", "a counterclaim", ("counterclaim", "attacks")),
        ("a", "a reason", ("claim", "supports")),
        ("a", "a limit", ("claim", "qualifies")),
        ("a", "an explanation", ("claim", "explains")),
        ("ask", "an answer", ("claim", "answers")),
        ("b", "an answer", ("claim", "attacks")),
    ],
)
def test_each_form_is_filled_in_with_a_file_that_only_lacks_its_words(
    base: str, target: str, words: str, expected: tuple[str, str]
) -> None:
    form, names = FORMS[base]
    address = links(base, f"m/{target}/index.md")[words]
    given = parameters(address)
    path, text = (given[name] for name in names)

    assert address.partition("?")[0] == form
    assert len(address) < 8000  # what servers take
    assert path.startswith("docs/m/nodes/")
    _, findings = checked({**FILES, path.removeprefix("docs/"): text})
    unwritten = {"title has no value", "statement has no value", "the prose is still that of the form"}
    assert {finding.message for finding in findings} == unwritten
    written = text.replace("title: >-\n  ", "title: >-\n  No").replace(
        "statement: >-\n  ", 'statement: >-\n  # 1: it\'s "not" so.'
    )
    written = re.sub(r"(?<=\n---\n).*", "It is not.", written)
    (argument_map,), findings = checked({**FILES, path.removeprefix("docs/"): written})
    assert findings == []
    made = next(one for one in argument_map.nodes if one.title == "No")
    assert [(made.kind, one.type, one.target) for one in made.relations] == [(*expected, target)]


@given(st.text(min_size=1))
def test_whatever_a_file_holds_the_form_opens_with_it(text: str) -> None:
    host = code_host(GITHUB)

    assert host
    address = host.new("m/nodes/a.md", text)
    assert parameters(address)["value"] == text
    assert quote(address, safe=":/?&=%") == address


def test_a_report_has_the_node_and_its_address_filled_in() -> None:
    address = form_of(GITHUB, "https://maps.example.org/")

    assert address.partition("?")[0] == "https://github.com/someone/a-map/issues/new"
    given = parameters(address)
    assert given == {
        "template": "misquotation.yml",
        "title": "A problem with a",
        "node": "a",
        "address": "https://maps.example.org/m/a/",
    }
    assert parameters(form_of(GITHUB))["address"] == "m/a/"
    form = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    assert {"node", "address"} <= {field.get("id") for field in form["body"]}


def test_where_there_are_no_forms_a_report_has_them_in_its_text() -> None:
    given = parameters(form_of(GITLAB, "https://maps.example.org/"))

    assert given["issue[title]"] == "A problem with a"
    assert "node: a\naddress: https://maps.example.org/m/a/" in given["issue[description]"]


def test_where_a_form_may_open_empty_its_text_can_be_copied() -> None:
    texts = [html.unescape(one) for one in re.findall("<pre>(.*?)</pre>", tree(GITLAB)["m/a/index.md"])]

    assert texts[0] == parameters(links(GITLAB)["a counterclaim"])["content"]
    assert len(texts) == 6  # with what can be sent of a mistake


@pytest.mark.parametrize(
    "base", ["", "https://example.org/", "javascript:alert(1)//edit/main/", "https://bitbucket.org/a/b/src/x/docs/"]
)
def test_without_a_code_host_that_is_known_there_are_no_links(base: str) -> None:
    assert links(base) == {}


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (
            "https://github.com/a/b/edit/master/docs",
            CodeHost("https://github.com/a/b", "master", "docs/", is_gitlab=False),
        ),
        ("https://github.com/a/b/edit/main/", CodeHost("https://github.com/a/b", "main", "", is_gitlab=False)),
        (
            "https://gitlab.com/a/b/edit/master/docs/",
            CodeHost("https://gitlab.com/a/b", "master", "docs/", is_gitlab=True),
        ),
        (
            "https://git.example.org/a/b/-/edit/main/x/docs/",
            CodeHost("https://git.example.org/a/b", "main", "x/docs/", is_gitlab=True),
        ),
        (
            "https://github.com/edit/edit/edit/main/edit/",
            CodeHost("https://github.com/edit/edit", "main", "edit/", is_gitlab=False),
        ),
        (
            "https://github.com/a/b.git/blob/feature%2Fx/my%20docs/",
            CodeHost("https://github.com/a/b", "feature/x", "my docs/", is_gitlab=False),
        ),
        (
            "https://GitLab.com/a/b.git/-/blob/main/docs/",
            CodeHost("https://GitLab.com/a/b", "main", "docs/", is_gitlab=True),
        ),
    ],
)
def test_the_code_host_is_read_from_where_its_editor_is(base: str, expected: CodeHost) -> None:
    assert code_host(base) == expected


@pytest.mark.parametrize(
    ("base", "docs", "branch"),
    [
        ("https://github.com/a/b/edit/feature/x/docs/", "docs/", "feature/x"),
        ("https://github.com/a/b/edit/feature/x/docs/", "x/docs/", "feature"),
        ("https://github.com/a/b/edit/main/docs/", "docs/", "main"),
        ("https://github.com/a/b/edit/feature/x/docs/", "", "feature"),  # who knows
        ("https://github.com/a/b/edit/main/docs/", "elsewhere/", "main"),
    ],
)
def test_a_branch_with_a_slash_is_told_from_the_docs_folder(base: str, docs: str, branch: str) -> None:
    host = code_host(with_whole_branch(base, docs))

    assert host
    assert host.branch == branch
    assert host.new("m/a.md", "").startswith(f"https://github.com/a/b/new/{branch}?filename=")
    assert host.edit("m/a.md").startswith(f"https://github.com/a/b/edit/{branch}/")


@pytest.mark.parametrize("base", ["", "https://example.org/", "https://bitbucket.org/a/b/src/x/docs/"])
def test_the_address_of_another_host_stays_as_it_is(base: str) -> None:
    assert with_whole_branch(base, "docs/") == base
