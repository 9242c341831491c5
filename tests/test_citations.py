"""Citations and references as pandoc's citeproc formats them."""

import json
from typing import Any

import pytest

from argmap.citations import CitationError, Formatted, Request, engine_id, format_citations, parse
from argmap.clusters import clusters_in


def work(key: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - CSL-JSON
    given = {"type": "book", "title": key.title(), "author": [{"family": "Koch", "given": "Natalie"}]}
    return {"id": key, **given, "issued": {"date-parts": [[2015]]}, **fields}


def formatted(prose: str, *works: dict[str, Any]) -> Formatted:
    clusters = tuple(span.cluster for span in clusters_in(prose))
    return format_citations({"m": Request(json.dumps(works), clusters, "en")})["m"]


def test_locators_and_prefixes_are_formatted_in_the_style() -> None:
    one = formatted("[see @a, pp. 112–113]", work("a"))

    assert list(one.clusters.values()) == ['(see <a href="#ref-a">Koch 2015, 112–13</a>)']


def test_two_works_of_one_author_and_year_are_told_apart() -> None:
    one = formatted("[@a] [@b]", work("a"), work("b"))

    assert [said.count("2015a") + 2 * said.count("2015b") for said in one.clusters.values()] == [1, 2]
    assert ["2015a" in one.entries["a"], "2015b" in one.entries["b"]] == [True, True]


def test_narrative_and_suppressed_citations() -> None:
    one = formatted("@a [p. 3] says [-@a]", work("a"))

    assert list(one.clusters.values()) == ['Koch (<a href="#ref-a">2015, 3</a>)', '(<a href="#ref-a">2015</a>)']


def test_organisations_cyrillic_names_and_missing_years() -> None:
    one = formatted(
        "@fh @c",
        work("fh", author=[{"literal": "Freedom House"}]),
        work("c", author=[{"family": "Иванов", "given": "Пётр"}], issued={"literal": ""}),
    )

    assert one.entries["fh"].startswith("Freedom House. 2015.")
    assert one.entries["c"].startswith("Иванов, Пётр.")


def test_a_website_keeps_its_address() -> None:
    entry = formatted("", work("a", type="webpage", URL="https://example.org/a?b=1&c=2")).entries["a"]

    assert '<a href="https://example.org/a?b=1&amp;c=2">' in entry


def test_markup_in_a_reference_is_inert() -> None:
    one = formatted(
        "@a", work("a", title='<script>alert(1)</script><img src=x onerror="y">', author=[{"literal": "<b>x"}])
    )

    assert "<script" not in one.entries["a"]
    assert "<img" not in one.entries["a"]


def test_markdown_in_the_words_around_a_citation_is_kept_as_markup() -> None:
    one = formatted("[see *the whole* of @a, p. 3]", work("a"))

    assert list(one.clusters.values()) == ['(see <em>the whole</em> of <a href="#ref-a">Koch 2015, 3</a>)']


def test_what_is_formatted_means_nothing_to_markdown() -> None:
    title = formatted("@a", work("a", title="A *star* and a [link](x)")).entries["a"]

    assert not set("*[]") & set(title)
    assert "&#42;Star&#42;" in title


def test_an_answer_in_which_something_is_missing_is_an_error() -> None:
    clusters = tuple(span.cluster for span in clusters_in("@a"))
    request = Request(json.dumps([work("a")]), clusters, "en")

    with pytest.raises(CitationError, match="missing"):
        parse('<div id="map-0" class="argmap"></div>', {"m": request})


def test_maps_with_the_same_keys_do_not_mix() -> None:
    clusters = tuple(span.cluster for span in clusters_in("@a"))
    one = Request(json.dumps([work("a")]), clusters, "en")
    other = Request(json.dumps([work("a", author=[{"family": "Dave"}])]), clusters, "en")

    done = format_citations({"one": one, "other": other})

    assert [next(iter(done[name].clusters.values()))[:4] for name in ("one", "other")] == ["Koch", "Dave"]


def test_an_unknown_key_stays_readable() -> None:
    assert "nobody" in next(iter(formatted("[@nobody]", work("a")).clusters.values()))


def test_nothing_to_format_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    assert format_citations({}) == {}


def test_what_pandoc_cannot_read_is_said_in_its_words_alone() -> None:
    with pytest.raises(CitationError) as caught:
        format_citations({"m": Request('[{"id": "a", "type": "book", "volume": true}]', (), "en")})

    assert "Boolean" in str(caught.value)
    assert "lua" not in str(caught.value)


def test_the_engine_has_a_version() -> None:
    assert engine_id().startswith("pandoc ")
