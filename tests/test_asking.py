"""argmap new at a terminal: it asks until an answer can stand, and describes works that the map does not have yet."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from conftest import TOP, node
from test_cli_edit import Terminal

Put = Callable[[dict[str, str]], Path]
Type = Callable[..., None]
Capture = pytest.CaptureFixture[str]

INTERRUPTED = 130
"""As shells report it."""

FIRST = ("It leaks", "The roof leaks.", "See the floor.")
"""Title, statement and prose of a new node."""
BOOK = '[{"id": "doe-2020", "type": "book", "title": "On *roofs*", "issued": "2020"}]'


@pytest.fixture(autouse=True)
def docs(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return put({**TOP, "m/references.json": BOOK})


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Type:
    """Type lines, and nothing after the last of them."""

    def typed(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return typed


def written(docs: Path, name: str = "it-leaks") -> str:
    (file,) = docs.rglob(f"{name}.md")
    return file.read_text(encoding="utf-8")


def test_a_book_that_the_map_does_not_have_is_described_where_it_is_named(docs: Path, types: Type) -> None:
    described = (
        "A roof",
        "Smith, Jane; World Roof Union",
        "Smith, Jane; World Roof Union",
        "2021",
        "",
        "Tiles Press",
        "https://roof.example/",
    )
    types("top", *FIRST, "new", *described, "p. 12", "")

    assert main(["new", "counterclaim"]) == CLEAN
    text = written(docs)
    assert 'cites: ["smith-2021, p. 12"]\n' in text
    assert (
        "works:\n"
        '  - id: "smith-2021"\n'
        '    type: "book"\n'
        '    author: [{"family": "Smith", "given": "Jane"}, {"literal": "World Roof Union"}]\n'
        '    issued: "2021"\n'
        '    title: "A roof"\n'
        '    publisher: "Tiles Press"\n'
        '    URL: "https://roof.example/"\n'
    ) in text
    assert main(["check"]) == CLEAN


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Jarrett Walker", "Walker, Jarrett"),
        ("Doe, Jane; John Stuart Mill", "Mill, John Stuart"),
        ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
        ("Карл Маркс", "Маркс, Карл"),
    ],
)
def test_a_name_that_may_be_a_persons_is_asked_about_before_it_is_an_organisations(
    name: str, person: str, docs: Path, types: Type, capsys: Capture
) -> None:
    for second, node_id in ((person, "first"), (name, "second")):
        types(*FIRST[1:], "new", "Rain", name, second, "", "", "", "", "", "")
        assert main(["new", "counterclaim", "--against", "top", "--id", node_id, "--title", node_id]) == CLEAN
        assert f'a person or an organisation? A person is "{person}"' in capsys.readouterr().out
    family, _, given = person.partition(", ")
    assert f'{{"family": "{family}", "given": "{given}"}}' in written(docs, "first")
    assert f'{{"literal": "{name.rpartition("; ")[2]}"}}' in written(docs, "second")


@pytest.mark.parametrize(
    "name", ["Plato", "United Nations Economic and Social Council", "bell hooks", "Simon and Schuster"]
)
def test_a_name_that_is_no_persons_is_taken_at_once(name: str, docs: Path, types: Type) -> None:
    types("top", *FIRST, "new", "Rain", name, "", "", "", "", "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    assert f'{{"literal": "{name}"}}' in written(docs)


def test_a_key_that_is_no_works_is_told_with_those_that_are_and_becomes_that_of_the_new_one(
    docs: Path, types: Type, capsys: Capture
) -> None:
    types("top", *FIRST, "doe-202", "", "ray-1999, chap. 3", "Rain", "", "", "webpage", "", "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    told = capsys.readouterr().out
    assert 'no work of the map has the key "doe-202"; did you mean "doe-2020"?\n    doe-2020  On *roofs*\n' in told
    assert 'no work of the map has the key "ray-1999"; it has:\n' in told
    text = written(docs)
    assert 'cites: ["ray-1999, chap. 3"]\n' in text
    assert '  - id: "ray-1999"\n    type: "webpage"\n    title: "Rain"\n---\n' in text


def test_of_many_works_only_some_are_listed(put: Put, types: Type, capsys: Capture) -> None:
    works = ",".join(f'{{"id": "w{number:02}", "type": "book", "title": "T"}}' for number in range(14))
    put({"m/references.json": f"[{works}]"})
    types("top", *FIRST, "elsewhere", "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    assert "    w11  T\n    and 2 more\n" in capsys.readouterr().out


def test_a_known_work_is_cited_and_a_place_in_it_that_cannot_be_read_asked_for_again(
    docs: Path, types: Type, capsys: Capture
) -> None:
    types("top", *FIRST, "doe-2020, 12", "doe-2020, p. 12", "doe-2020", "")

    assert main(["new", "counterclaim"]) == CLEAN
    assert 'does not say what it counts; say what is counted, as in "doe-2020, p. 12"' in capsys.readouterr().out
    assert 'cites: ["doe-2020, p. 12", "doe-2020"]\n' in written(docs)


def test_a_map_without_works_offers_none(put: Put, types: Type, capsys: Capture) -> None:
    put({"m/references.json": "[]"})
    types("top", *FIRST, "doe-2020", "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    told = capsys.readouterr().out
    assert "A work it rests on: new for one that the map does not have (empty for none): " in told
    assert 'no work of the map has the key "doe-2020"; it has none yet' in told


@pytest.mark.parametrize(
    ("author", "year", "key"),
    [
        ("Маркс, Карл", "1867", "marks-1867"),
        ("Doe, Jane and Ray, Al", "2020", "doe-2020-2"),
        ("", "", "rain-nd"),
        ("王, 明", "44 BC", "rain-44"),
        ("Simon and Schuster", "forthcoming", "simon-and-schuster-nd"),
        ("; Doe, J.;", "ca. 1850", "doe-1850"),
    ],
)
def test_a_key_is_made_of_author_and_year_and_is_nobody_elses(
    author: str, year: str, key: str, docs: Path, types: Type
) -> None:
    types("top", *FIRST, "new", "Rain", author, year, "article", "Weather", "10.1000/rain", "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    text = written(docs)
    assert f'cites: ["{key}"]\nworks:\n  - id: "{key}"\n    type: "article-journal"\n' in text
    assert '    container-title: "Weather"\n    DOI: "10.1000/rain"\n' in text
    assert main(["check"]) == CLEAN


@pytest.mark.parametrize(
    ("before", "wrong", "after", "message"),
    [
        (["new", "Rain"], "Doe, Jane, Ray, Al", 5, "write several with ; between them: Doe, Jane; Roe, Ann"),
        (["new", "Rain"], ", Jane", 5, 'a comma stands between family name and first name: "Doe, Jane"'),
        (["new", "Rain", ""], "eighteen", 4, "that is no date; it looks like 1859"),
        (["new", "Rain", "", ""], "bok", 3, 'did you mean "book"?'),
        (["new", "Rain", "", ""], "x", 3, "answer one of: book, article, chapter, report, webpage"),
        (["new", "Rain", "", "", "", ""], "javascript:x", 1, "is not a web address; an address begins with https://"),
        (["new", "Rain", "", "", "", ""], "doi:x", 1, '"doi:x" is not a DOI; a DOI looks like 10.1000/example'),
        (["new", "Rain", "", "", "", "", ""], "12", 0, 'say what is counted, as in "rain-nd, p. 12"'),
        (["new"], "a" * 100_000, 6, "it has 100,000 characters, 400 are allowed"),
        (["new"], "a\x1b[D", 6, "it holds the character U+001B, which no map may hold"),
    ],
)
def test_a_wrong_answer_is_asked_for_again_and_leaves_no_trace(  # noqa: PLR0913, PLR0917 - its parts, and fixtures
    before: list[str], wrong: str, after: int, message: str, docs: Path, types: Type, capsys: Capture
) -> None:
    title = ["Rain"] if before == ["new"] else [""]
    types("top", *FIRST, *before, wrong, *title, *([""] * after), "", "")

    assert main(["new", "counterclaim"]) == CLEAN
    assert message in capsys.readouterr().out
    assert 'title: "Rain"\n---\n' in written(docs)


def test_what_the_node_bears_on_is_chosen_from_what_there_is(put: Put, types: Type, capsys: Capture) -> None:
    put(
        {"m/nodes/ask.md": node(kind="question", supports="", title="Why"), "m/nodes/gone.md": node(status="withdrawn")}
    )
    types("", "ask", "tup", "the", "top", *FIRST, "")

    assert main(["new", "counterclaim"]) == CLEAN
    told = capsys.readouterr().out
    assert told.startswith("  top  The top\nId of the node it is an objection to: ")
    assert "  a node is needed; part of its title finds it\n" in told
    assert "  ask is a question: no counterclaim can be against it\n" in told
    assert '  there is no node "tup"; did you mean "top"?\n' in told
    assert '  there is no node "the"; these are like it:\n  top  The top\n' in told


def test_of_many_nodes_those_are_named_whose_titles_have_the_words(put: Put, types: Type, capsys: Capture) -> None:
    put({f"m/nodes/n{number}.md": node(title=f"Reason {number}") for number in range(20)})
    types("reason 13", "n13", *FIRST, "")

    assert main(["new", "counterclaim"]) == CLEAN
    told = capsys.readouterr().out
    assert told.startswith("Id of the node it is an objection to: ")
    assert "these are like it:\n  n13  Reason 13\nId" in told


def test_a_question_that_no_node_answers_yet_is_not_asked(types: Type, capsys: Capture) -> None:
    types("answering", "top")

    assert main(["new", "claim"]) == WRONG_USAGE
    assert "there is no node yet that a claim can be answering; argmap new thesis begins" in capsys.readouterr().err
    types("top")
    assert main(["new", "counterclaim", "--map", "x"]) == WRONG_USAGE
    assert 'there is no map "x"' in capsys.readouterr().err


def test_new_asks_what_the_node_is(docs: Path, types: Type, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    types("thought", "thesis", *FIRST, "")

    assert main(["new"]) == CLEAN
    told = capsys.readouterr().out
    assert "What the new node is: claim, counterclaim, evidence, context, thesis or question: " in told
    assert "kind: thesis\n" in written(docs)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["new"]) == WRONG_USAGE
    assert "say what the new node is: claim, counterclaim, evidence, " in capsys.readouterr().err


def test_a_title_that_is_there_or_too_long_is_asked_for_again(docs: Path, types: Type, capsys: Capture) -> None:
    types("top", "The top", "x" * 71, *FIRST, "")

    assert main(["new", "counterclaim"]) == CLEAN
    told = capsys.readouterr().out
    assert "top.md has that title already" in told
    assert "it has 71 characters, 70 are allowed" in told
    assert written(docs)


@pytest.mark.parametrize("lines", [0, 1, 4, 5, 8, 12])
def test_who_leaves_in_the_middle_finds_nothing_written(lines: int, docs: Path, types: Type) -> None:
    types(*["top", *FIRST, "new", "Rain", "Doe, J.", "2020", "book", "P", "https://a.example", "p. 1"][:lines])
    before = sorted(docs.rglob("*"))

    assert main(["new", "counterclaim"]) == WRONG_USAGE
    assert sorted(docs.rglob("*")) == before


def test_who_interrupts_a_question_finds_nothing_written(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", interrupted)
    before = sorted(docs.rglob("*"))

    assert main(["new", "counterclaim"]) == INTERRUPTED
    assert sorted(docs.rglob("*")) == before


@pytest.mark.parametrize(
    ("kind", "bearing", "following"),
    [
        ("thesis", [], "argmap new claim --supporting it "),
        ("question", [], "argmap new claim --answering it "),
        ("claim", ["--supporting", "top"], "argmap new evidence --supporting it "),
        ("counterclaim", ["--against", "top"], "argmap new claim --against it "),
        ("evidence", ["--supporting", "top"], "argmap new counterclaim --against it "),
        ("context", ["--framing", "top"], "argmap check "),
    ],
)
def test_what_can_follow_is_said(  # noqa: PLR0913, PLR0917 - a kind and what follows, and fixtures
    kind: str, bearing: list[str], following: str, docs: Path, tmp_path: Path, types: Type, capsys: Capture
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: S\n", encoding="utf-8")
    types("", "", "", "")

    assert main(["new", kind, *bearing, "--id", "it", "--docs", str(docs)]) == FOUND
    told = capsys.readouterr().out.partition("next:\n")[2]
    assert following in told
    assert f"argmap check --docs {docs}" in told
    assert "says what is still to be mended\n" in told
    assert "mkdocs serve" in told
