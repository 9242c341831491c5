"""A stranger's pull request from the link on a page to the merged site, as CONTRIBUTING promises."""

import html
import json
import re
import shlex
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, main
from repository import built, commit, git
from test_contributing import parameters
from test_docs import CONTRIBUTING

NODES = "docs/kazakhstan-eu/nodes"
ANSWERED = "no-crimea-in-the-north"
DELETED = f"{NODES}/motives/long-term-in-foreign-policy.md"
REASON = "It said the same as another node."
SAID = "A rising in Northern Kazakhstan remains possible."
Capture = pytest.CaptureFixture[str]


def swapped(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def diff(capsys: Capture, *options: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["diff", "main", *options])
    return status, capsys.readouterr().out


def test_a_strangers_pull_request_from_the_page_to_the_merged_site(published: Path, capsys: Capture) -> None:
    # The stranger follows the link on the node's page, and fills the form in.
    page = (published / "site" / "kazakhstan-eu" / ANSWERED / "index.html").read_text(encoding="utf-8")
    address = html.unescape(re.findall('<a href="([^"]*)">a counterclaim</a>', page)[0])
    form = parameters(address)
    added = Path(form["filename"]).with_name("north-may-rise.md")
    words = form["value"].replace("title: >-\n  ", "title: >-\n  A rising in the north is possible")
    words = words.replace("statement: >-\n  ", f"statement: >-\n  {SAID}").replace("cites: []", 'cites: ["koch-2013"]')
    added.write_text(re.sub(r"(?<=\n---\n).*", "It is argued from what happened elsewhere.", words), encoding="utf-8")
    reworded = published / NODES / "motives" / f"{ANSWERED}.md"
    swapped(reworded, "could repeat", "would repeat")
    (published / DELETED).unlink()
    commit(published, "A stranger's change")

    # Main goes on meanwhile; that is nothing of the stranger's.
    git(published, "checkout", "--quiet", "main")
    swapped(published / NODES / "theses" / "motives-are-instrumental.md", "tags: [", "tags: [astana, ")
    commit(published, "Somebody else's change")
    git(published, "checkout", "--quiet", "stranger")

    status, told = diff(capsys)
    assert status == FOUND
    summary = told.splitlines()[2]
    assert re.search(r"1 node added; 1 node lost; 1 node reworded; .*\d+ relations to look at again", summary)
    assert f"error AM090: {DELETED}:1: the node" in told.replace("\\_", "_")
    assert "error AM091" in told
    assert "Moscow <del>could</del> <ins>would</ins> repeat" in told
    assert "motives-are-instrumental`" not in told
    assert main(["check"]) == FOUND  # a node still relates to the one that is gone
    assert "AM012" in capsys.readouterr().out

    # The stranger mends what the checks found.
    swapped(reworded, "kind: claim", "kind: claim\nrevision: 2")
    git(published, "checkout", "--quiet", "main", "--", DELETED)
    swapped(published / DELETED, "kind: claim", f"kind: claim\nstatus: withdrawn\nreason: {REASON}")
    status, told = diff(capsys)
    assert status == FOUND  # what supported it must be related anew
    assert "which was withdrawn" in told
    swapped(
        published / NODES / "motives" / "joined-the-wto.md",
        "supports: [long-term-in-foreign-policy]",
        "supports: [long-term-is-his-line]",
    )
    assert "the field supports changed, but the revision is still 2" in diff(capsys)[1]
    assert main(["fmt", "--raise", "main"]) == CLEAN
    assert "1 node added; 1 node withdrawn; 1 node reworded; 1 node related differently" in diff(capsys)[1]
    assert main(["check"]) == CLEAN
    status, told = diff(capsys, "--format", "json")
    assert status == CLEAN
    assert json.loads(told)["faults"] == []
    commit(published, "Mended")

    # A maintainer merges, and the site has it all.
    git(published, "checkout", "--quiet", "main")
    git(published, "merge", "--quiet", "--no-edit", "stranger")
    pages = ("north-may-rise", ANSWERED, "long-term-in-foreign-policy")
    site = built(published / "mkdocs.yml", *(f"kazakhstan-eu/{page}/index.md" for page in pages)) / "kazakhstan-eu"
    assert SAID in (site / "north-may-rise/index.html").read_text(encoding="utf-8")
    answered = (site / ANSWERED / "index.html").read_text(encoding="utf-8")
    assert 'href="../north-may-rise/"' in answered.partition('id="objections"')[2]
    assert "revision 2" in answered
    gone = (site / "long-term-in-foreign-policy/index.html").read_text(encoding="utf-8")
    assert REASON in gone


COMMANDS = re.findall(r"python3 scripts/run\.py ([^`\n]*)", CONTRIBUTING)
WITH_BLANKS = re.compile(r"new (claim --(supporting|narrowing|explaining)|context|evidence)")
"""What is left to fill in is an error until it is; the file is written all the same."""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_contributing_does_what_it_says(command: str, repository: Path, capsys: Capture) -> None:
    status = main(shlex.split(command))

    told = capsys.readouterr()
    assert status == (FOUND if WITH_BLANKS.match(command) else CLEAN), told.out + told.err
    expected = {
        "check": "no findings",
        "new": "wrote docs/kazakhstan-eu/nodes/motives/",
        "fmt": "",
        "rename": "no-crimea-in-the-north is now no-repeat-of-crimea",
        "diff": "Nothing that the maps mean has changed",
    }
    assert expected[command.split(maxsplit=1)[0]] in told.out
    assert "diff.html" not in command or (repository / "diff.html").is_file()


def test_all_commands_for_maps_are_in_contributing() -> None:
    assert {command.split()[0] for command in COMMANDS} == {"check", "new", "fmt", "rename", "diff"}


def test_the_form_shown_in_contributing_is_the_one_that_opens(repository: Path, capsys: Capture) -> None:
    shown = re.findall(r"```markdown\n(.*?)```", CONTRIBUTING, flags=re.DOTALL)[0]

    assert main(["new", "counterclaim", "--against", ANSWERED]) == FOUND
    path = capsys.readouterr().out.splitlines()[0].removeprefix("wrote ")
    assert (repository / path).read_text(encoding="utf-8") == shown


def test_every_page_calls_the_mapped_article_by_one_name_and_no_other_work_by_it(built_site: Path) -> None:
    pages = (built_site / "kazakhstan-eu").rglob("index.html")
    words = {str(page): html.unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))) for page in pages}

    of_that_year = r"Patalakh(?:, A(?:\.|rtem\.))?,? ?\(?(2018[a-z]?)"
    names = {name for text in words.values() for name in re.findall(of_that_year, text)}
    assert names == {"2018", "2018b"}
    thesis = [text for text in words.values() if "2018b" in text]
    assert len(words) > len(thesis) > 0
    assert all("Soft Power Revisited" in text for text in thesis)
