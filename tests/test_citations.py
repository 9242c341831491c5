"""Citations and references as pandoc's citeproc formats them."""

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pypandoc
import pytest

from argmap.citations import pandoc as citations
from argmap.citations.pandoc import (
    CitationError,
    Company,
    Formatted,
    NoPandocError,
    Request,
    Style,
    engine_id,
    pandoc_answers,
    read_answer,
)
from argmap.citations.runs import Run, Runs, TextStyle, markup_of, plain_text
from argmap.model.clusters import Cluster
from argmap.read.prose import read_prose

pytestmark = pytest.mark.usefixtures("cold_pandoc")


def work(key: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - CSL-JSON
    given = {"type": "book", "title": key.title(), "author": [{"family": "Koch", "given": "Natalie"}]}
    return {"id": key, **given, "issued": {"date-parts": [[2015]]}, **fields}


def format_citations(requests: dict[str, Request]) -> dict[str, Formatted]:
    answers = zip(requests.items(), pandoc_answers(requests), strict=True)
    return {name: read_answer(answer, request) for (name, request), answer in answers}


def clusters_in(prose: str) -> tuple[Cluster, ...]:
    return tuple(cited_at.cluster for cited_at in read_prose(prose).citations)


def formatted(prose: str, *works: dict[str, Any]) -> Formatted:
    clusters = clusters_in(prose)
    return format_citations({"m": Request(json.dumps(works), clusters, "en")})["m"]


def markup(runs: Runs) -> str:
    return markup_of(runs, lambda key: f"#ref-{key}")


def cited(one: Formatted) -> list[str]:
    return [markup(runs) for runs in one.clusters.values()]


def listed(one: Formatted, key: str) -> str:
    return markup(one.entries[key])


def test_locators_and_prefixes_are_formatted_in_the_style() -> None:
    one = formatted("[see @a, pp. 112–113]", work("a"))

    assert cited(one) == ['(see <a href="#ref-a">Koch 2015, 112–13</a>)']


def test_two_works_of_one_author_and_year_are_told_apart() -> None:
    one = formatted("[@a] [@b]", work("a"), work("b"))

    assert [said.count("2015a") + 2 * said.count("2015b") for said in cited(one)] == [1, 2]
    assert ["2015a" in listed(one, "a"), "2015b" in listed(one, "b")] == [True, True]


def test_narrative_and_suppressed_citations() -> None:
    one = formatted("@a [p. 3] says [-@a]", work("a"))

    assert cited(one) == ['Koch (<a href="#ref-a">2015, 3</a>)', '(<a href="#ref-a">2015</a>)']


def test_organisations_cyrillic_names_and_missing_years() -> None:
    one = formatted(
        "@fh @c",
        work("fh", author=[{"literal": "Freedom House"}]),
        work("c", author=[{"family": "Иванов", "given": "Пётр"}], issued={"literal": ""}),
    )

    assert listed(one, "fh").startswith("Freedom House. 2015.")
    assert listed(one, "c").startswith("Иванов, Пётр.")


def test_a_website_keeps_its_address() -> None:
    one = formatted("", work("a", type="webpage", URL="https://example.org/a?b=1&c=2"))

    assert '<a href="https://example.org/a?b=1&amp;c=2">' in listed(one, "a")


def test_markup_in_a_reference_is_inert() -> None:
    one = formatted(
        "@a", work("a", title='<script>alert(1)</script><img src=x onerror="y">', author=[{"literal": "<b>x"}])
    )

    assert "<script" not in listed(one, "a")
    assert "<img" not in listed(one, "a")


def test_markdown_in_the_words_around_a_citation_is_kept_as_markup() -> None:
    one = formatted("[see *the whole* of @a, p. 3]", work("a"))

    assert cited(one) == ['(see <em>the whole</em> of <a href="#ref-a">Koch 2015, 3</a>)']


def test_what_is_formatted_means_nothing_to_markdown() -> None:
    title = listed(formatted("@a", work("a", title="A *star* and a [link](x)")), "a")

    assert not set("*[]") & set(title)
    assert "&#42;Star&#42;" in title


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "[]",
        "{}",
        '{"clusters": [], "entries": []}',
        '{"clusters": [[]]}',
        '{"clusters": [[{"text": "x", "styles": "", "target": ""}]], "entries": [{"key": "a"}]}',
        '{"clusters": [[{"text": "x", "styles": "blinking", "target": ""}]], "entries": []}',
    ],
)
def test_an_answer_in_which_something_is_missing_is_an_error(answer: str) -> None:
    clusters = clusters_in("@a")
    request = Request(json.dumps([work("a")]), clusters, "en")

    with pytest.raises(CitationError, match="missing"):
        read_answer(answer, request)


def test_what_is_formatted_is_runs_of_words_in_styles_that_lead_somewhere() -> None:
    one = formatted("[see *also* @a]", work("a", title="On <b>it</b>", type="webpage", URL="https://example.org/"))

    assert list(one.clusters.values()) == [
        (
            Run("(see "),
            Run("also", (TextStyle.EMPHASIS,)),
            Run(" "),
            Run("Koch 2015", reference="a"),
            Run(")"),
        )
    ]
    assert one.entries["a"] == (
        Run("Koch, Natalie. 2015. “On "),
        Run("It", (TextStyle.STRONG,)),
        Run(".” "),
        Run("https://example.org/", address="https://example.org/"),
        Run("."),
    )


@pytest.mark.parametrize("kind", ["book", "document"])  # the title of the one is set in italics, of the other in marks
def test_a_description_in_the_place_of_a_title_is_neither_in_italics_nor_in_quotation_marks(kind: str) -> None:
    described = '<span class="nocase">[on “rain” in a town]</span>'
    titled = work("b", type=kind, issued={"date-parts": [[2016]]})
    one = formatted("@a @b", work("a", title=described, type=kind), titled)

    described = "[on ‘rain’ in a town]" if kind == "document" else "[on “rain” in a town]"
    assert plain_text(one.entries["a"]) == f"Koch, Natalie. 2015. {described}."
    assert not any(TextStyle.EMPHASIS in run.styles for run in one.entries["a"])
    assert plain_text(one.entries["b"]) == f"Koch, Natalie. 2016. {'B.' if kind == 'book' else '“B.”'}"


def test_every_markup_of_a_title_is_a_style() -> None:
    title = 'H<sub>2</sub>O x<sup>2</sup> <sc>sc</sc> <span class="nocase">iPhone</span> <b>b</b> <i>it</i>'
    one = formatted("", work("a", title=title))

    styles = {style for run in one.entries["a"] for style in run.styles}
    assert styles == set(TextStyle) - {TextStyle.CODE}


def test_styles_within_themselves_are_one_however_deep() -> None:
    one = formatted("", work("a", title="<i><b>" * 3000 + "x" + "</b></i>" * 3000))

    assert "<em><strong>X</strong></em>" in listed(one, "a")


def test_what_is_no_text_stands_as_its_words() -> None:
    assert cited(formatted("[see ![a *map*](x.png) in @a]", work("a"))) == [
        '(see a <em>map</em> in <a href="#ref-a">Koch 2015</a>)'
    ]


def test_lines_and_spaces_become_one_space_but_not_those_that_may_not_break() -> None:
    one = formatted("", work("a", title="A\u2028b\tc   d\xa0e"))

    assert plain_text(one.entries["a"]) == "Koch, Natalie. 2015. A b c d\xa0e."


def test_maps_with_the_same_keys_do_not_mix() -> None:
    clusters = clusters_in("@a")
    one = Request(json.dumps([work("a")]), clusters, "en")
    other = Request(json.dumps([work("a", author=[{"family": "Dave"}])]), clusters, "en")

    done = format_citations({"one": one, "other": other})

    assert [cited(done[name])[0][:4] for name in ("one", "other")] == ["Koch", "Dave"]


def test_an_unknown_key_stays_readable() -> None:
    assert cited(formatted("[@nobody]", work("a"))) == ["(nobody?)"]


def test_what_pandoc_cannot_read_is_said_in_its_words_alone() -> None:
    with pytest.raises(CitationError) as caught:
        format_citations({"m": Request('[{"id": "a", "type": "book", "volume": true}]', (), "en")})

    assert "Boolean" in str(caught.value)
    assert "lua" not in str(caught.value)


def test_the_engine_has_a_version() -> None:
    assert engine_id().startswith("pandoc ")


def test_without_its_package_the_engine_has_a_name_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> NoReturn:
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(citations, "version", missing)

    assert "no pandoc" in engine_id.__wrapped__()


def test_where_pandoc_cannot_be_had_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)

    with pytest.raises(NoPandocError, match="pypandoc_binary is not installed"):
        formatted("@a", work("a"))


KOCH = {"family": "Koch", "given": "Natalie"}
HARD = {
    "same-year-1": work("same-year-1", title="First things", author=[KOCH]),
    "same-year-2": work("same-year-2", title="Second things", author=[KOCH]),
    "same-name": work("same-name", author=[{"family": "Koch", "given": "Bernd"}], issued={"date-parts": [[2009]]}),
    "range": work(
        "range",
        type="article-journal",
        **{"container-title": "Central Asian Survey", "volume": "32", "issue": "1", "page": "1321-1328"},
    ),
    "cyrillic": work("cyrillic", author=[{"family": "Назарбаев", "given": "Нурсултан"}], title="Путь в Европу"),
    "transliterated": work(
        "transliterated", author=[{"family": "Kurmanguzhin", "given": "Ruslan"}], title="Put' v Evropu", language="ru"
    ),
    "site": work(
        "site",
        type="webpage",
        author=[{"literal": "Office of the President"}],
        URL="https://example.org/a?b=1&c=2_3",
        accessed={"date-parts": [[2017, 12, 3]]},
        issued={"date-parts": [[2016, 5]]},
    ),
    "no-year": work(
        "no-year",
        type="webpage",
        author=[{"literal": "RFE/RL"}],
        URL="https://example.org/b",
        accessed={"date-parts": [[2017, 12, 3]]},
        issued={},
    ),
    "particle": work(
        "particle",
        author=[{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}],
        title="On <i>it</i>",
    ),
}
PROSE = (
    "[@same-year-1; @same-year-2, pp. 112–113] [@same-name] [see @range, 1325-1327] @cyrillic [p. 5] "
    "[@transliterated] [-@site] [@no-year] [e.g., @particle, chap. 3]"
)


def plain(runs: Runs) -> str:
    return " ".join(plain_text(runs).split())


def by_pandoc(prose: str, style: Style, folder: Path) -> list[str]:
    """Return what pandoc itself makes of a document with these citations: its paragraph, and its references."""
    (folder / "references.json").write_text(json.dumps(list(HARD.values())), encoding="utf-8")
    csl = Path(citations.__file__).parent / "styles" / f"{style}.csl"
    options = ["--from=markdown", "--to=plain", "--wrap=none", "--citeproc", f"--csl={csl}", "--bibliography"]
    command = [pypandoc.get_pandoc_path(), *options, str(folder / "references.json")]
    done = subprocess.run(command, input=prose, capture_output=True, check=True, encoding="utf-8")
    return [" ".join(part.split()) for part in done.stdout.replace("_", "").split("\n\n")]


@pytest.mark.parametrize("style", [Style.CHICAGO, Style.APA])  # notes are of maps alone
def test_hard_cases_are_formatted_as_pandoc_itself_formats_them(style: Style, tmp_path: Path) -> None:
    clusters = clusters_in(PROSE)

    ours = format_citations({"m": Request(json.dumps(list(HARD.values())), clusters, "en", style)})["m"]

    written, *entries = by_pandoc(PROSE, style, tmp_path)
    assert " ".join(plain(ours.clusters[cluster]) for cluster in clusters) == written
    assert [plain(entry).replace("_", "") for entry in ours.entries.values()] == entries


def test_the_hard_cases_are_the_ones_meant() -> None:
    clusters = clusters_in(PROSE)
    ours = format_citations({"m": Request(json.dumps(list(HARD.values())), clusters, "en")})["m"]
    said = [plain(ours.clusters[cluster]) for cluster in clusters]

    assert said[0] == "(Koch 2015a; 2015c, 112–13)"
    assert said[2] == "(see Koch 2015b, 1325–27)"
    assert "1321–28" in plain(ours.entries["range"])
    assert plain(ours.entries["cyrillic"]).startswith("Назарбаев, Нурсултан.")
    assert plain(ours.entries["site"]).startswith("Office of the President. 2016. “Site.” May.")
    assert plain(ours.entries["no-year"]) == "RFE/RL. n.d. “No-Year.” Accessed December 3, 2017. https://example.org/b."


def test_what_stands_alone_has_no_letter_behind_its_year() -> None:
    works = json.dumps([work("a"), work("b")])

    alone = format_citations({style: Request(works, (), "en", style, Company.NONE) for style in Style})

    for style in Style:
        for entry in alone[style].entries.values():
            said = plain_text(entry)
            assert "2015" in said
            assert "2015a" not in said
            assert "2015b" not in said


def test_the_styles_are_in_the_package_with_their_licence() -> None:
    folder = Path(citations.__file__).parent / "styles"

    told = (folder / "README.md").read_text(encoding="utf-8")
    for style in Style:
        assert f"`{style}.csl`" in told
    for style in (Style.CHICAGO, Style.APA):
        assert "creativecommons.org/licenses/by-sa/3.0/" in (folder / f"{style}.csl").read_text(encoding="utf-8")


def test_chicago_is_what_pandoc_has_by_itself() -> None:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=default.csl"]
    own = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout

    ours = (Path(citations.__file__).parent / "styles" / "chicago-author-date.csl").read_text(encoding="utf-8")
    assert ours == own
