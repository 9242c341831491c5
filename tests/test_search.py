"""What a site's search finds of a map: works, terms and paragraphs too, and nodes that begin with their statement."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from argmap.site.hosting import with_search
from conftest import TOP, node
from repository import built
from test_builders import GOLDEN, project

CYRILLIC = {
    "m/map.yml": "title: Мост\nlanguage: kk\noverview: [top]\nwork: abay-1890\nworks-read: false\n"
    "sections: [{id: one, title: Бірінші, paragraphs: 2}]\n",
    "m/nodes/top.md": node(
        "Көпірді жаппау керек.",
        kind="thesis",
        title="Көпір ашық болсын",
        supports="",
        source="[{at: one.1}]",
        voice="[abay-1890]",
        stance="reports",
    ),
    "m/references.json": json.dumps(
        [
            {
                "id": "abay-1890",
                "type": "book",
                "title": "О мостах",
                "author": [{"family": "Абай"}],
                "issued": {"date-parts": [[1890]]},
            }
        ]
    ),
    "m/glossary.yml": "terms:\n"
    + "".join(f"- {{term: {term}, kind: word, about: Сөз}}\n" for term in ("көпір", "баға", "Көпір", "әке", "аға")),
}


def found(site: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the entries of the search's index by their addresses."""
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    return {entry["location"]: entry for entry in index["docs"]}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below a folder, and return it."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(project(tmp_path_factory.mktemp("search"), GOLDEN, plugins="[search, argmap]"))


@pytest.fixture(scope="module")
def entries(site: Path) -> Mapping[str, Mapping[str, str]]:
    return found(site)


@pytest.mark.parametrize(
    ("address", "title", "says"),
    [
        ("m/references/#ref-rain-2020", "Rain 2020 · Rain", "Rain, Ann. 2020."),
        ("m/references/#ref-cloud-2019", "Office of Clouds 2019 · Clouds", "a comma"),
        ("m/glossary/#term-oc", "OC · Office of &lt;Clouds&gt;", "It counts clouds."),
        ("m/source/#one.2", "one.2 · The weather, paragraph 2", "“Dark clouds …” 3 nodes"),
        ("m/source/#n1", "n1 · note 1", "1 node"),
    ],
)
def test_works_terms_paragraphs_and_notes_are_results_that_lead_to_their_place(
    entries: Mapping[str, Mapping[str, str]], site: Path, address: str, title: str, says: str
) -> None:
    page, _, anchor = address.partition("#")

    assert entries[address]["title"] == title
    assert says in entries[address]["text"]
    assert f'id="{anchor}"' in (site / page / "index.html").read_text(encoding="utf-8")


def test_a_nodes_result_names_its_works_and_begins_with_its_statement(
    entries: Mapping[str, Mapping[str, str]],
) -> None:
    entry = entries["m/dark-clouds/"]

    assert entry["title"] == "Dark clouds · Office of Clouds 2019"
    assert entry["text"].startswith("There are dark clouds in the west. <p>evidence · Office of Clouds (2019) · ")
    assert "Rain (2020) agrees" in entry["text"]  # whose stance it is
    assert entry["text"].count("<p>") == 1  # or the statement would not be shown with what is found below it
    assert entry["text"].endswith("<code>dark-clouds</code></p>")


@pytest.mark.parametrize(
    ("address", "title"), [("m/exposed/", "Weak points"), ("m/tree/", "Tree"), ("m/cite/", "Cite")]
)
def test_a_page_that_repeats_what_others_say_is_found_by_what_it_is_called(
    entries: Mapping[str, Mapping[str, str]], address: str, title: str
) -> None:
    assert entries[address]["title"] == title
    assert entries[address]["text"] == "<p>Rain &amp; &lt;umbrellas&gt;</p>"


def test_no_words_of_a_node_are_found_on_another_page(entries: Mapping[str, Mapping[str, str]]) -> None:
    assert [address for address, entry in entries.items() if "There are dark clouds" in str(entry)] == [
        "m/dark-clouds/"
    ]


def test_readers_see_nothing_of_what_only_the_search_is_shown(site: Path) -> None:
    page = (site / "m/references/index.html").read_text(encoding="utf-8")

    assert "Rain 2020 · Rain" not in page
    assert "Which works carry the argument" in page
    assert 'href="#all-works"' in page  # its own contents


@pytest.fixture(scope="module")
def plain_entries(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, str]]:
    """Build a site in Kazakh with MkDocs's own theme and search."""
    folder = tmp_path_factory.mktemp("plain")
    docs = written(folder / "docs", {**CYRILLIC, "index.md": "# Көпірлер\n"})
    config = project(folder, docs, plugins="[search, argmap]")
    config.write_text(config.read_text(encoding="utf-8").replace("material, font: false", "mkdocs"), encoding="utf-8")
    return found(built(config))


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("m/top/", "Көпір ашық болсын"),
        ("m/references/#ref-abay-1890", "Абай 1890 · О мостах"),
        ("m/source/#one.2", "one.2 · Бірінші, paragraph 2"),
        ("m/glossary/#term-көпір", "көпір"),
        ("m/glossary/#term-көпір_3", "Көпір"),
    ],
)
def test_mkdocs_own_search_finds_the_same_in_any_script(
    plain_entries: Mapping[str, Mapping[str, str]], address: str, title: str
) -> None:
    assert plain_entries[address]["title"] == title


def test_what_the_search_finds_is_as_the_mapped_text_has_it(plain_entries: Mapping[str, Mapping[str, str]]) -> None:
    assert ", as Абай (1890) reads it" in plain_entries["m/top/"]["text"]


def test_terms_stand_in_the_order_of_the_maps_language(plain_entries: Mapping[str, Mapping[str, str]]) -> None:
    terms = [entry["title"] for address, entry in plain_entries.items() if address.startswith("m/glossary/#term-")]

    assert terms == ["аға", "әке", "баға", "Көпір", "көпір"]


CONFIG = '<script id="__config">{"search": "../../assets/javascripts/workers/search.a76.min.js"}'
WORDS = '<p>"search": "assets/javascripts/workers/search.a76.min.js"</p>'


def test_the_theme_is_told_of_a_worker_that_knows_its_own_and_the_map() -> None:
    page = with_search(f"{WORDS}{CONFIG}</script>", "мост")

    assert page.startswith(WORDS)
    assert '"search": "../../argmap/search.js?search.a76.min.js&%D0%BC%D0%BE%D1%81%D1%82"' in page
    assert with_search(CONFIG, "").endswith('search.js?search.a76.min.js&"}')
    assert with_search(CONFIG, "", ["b", "a"]).endswith('search.js?search.a76.min.js&&b&a"}')
    assert ' data-am-left-out="“{query}” &amp; no A"' in with_search(CONFIG, "", left_out="“{query}” & no A")
    assert with_search(WORDS, "m") == WORDS
    assert with_search(CONFIG.replace("workers", "own"), "m") == CONFIG.replace("workers", "own")


def test_a_site_without_a_search_is_built_as_ever(tmp_path: Path) -> None:
    docs = written(tmp_path / "docs", {**TOP, "index.md": "# Home\n"})

    page = (built(project(tmp_path, docs, plugins="[argmap]")) / "m/top/index.html").read_text(encoding="utf-8")

    assert page.count("It is so.") >= 1
