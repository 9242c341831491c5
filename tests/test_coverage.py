"""What a map carries of the mapped text is counted, and what it leaves out is named."""

import json
from typing import Any

from argmap.analysis.coverage import Coverage, coverage, coverage_object, coverage_text
from argmap.analysis.mappedtext import MappedText, mapped_text_of
from argmap.analysis.verification import verify
from argmap.model.maps import ArgumentMap
from argmap.read.maps import read

MAP = """title: A map
work: the-text
sections:
  - {id: one, title: The first, paragraphs: 3}
notes: 1
not-argued:
  one.3: it is a road map
"""
WORKS = [
    {"id": key, "type": "book", "title": key, "author": [{"family": name}], "issued": {"date-parts": [[year]]}}
    for key, name, year in [("hug-2009", "Hug", 2009), ("koch-2013", "Koch", 2013), ("the-text", "Me", 2018)]
]
PARAGRAPHS = """locator\tfirst_words\tlast_words
one.1\tFirst\tend one.
one.2\tSecond\tend two.
one.3\tThird\tend three.
n1\tNote\tend note.
"""
TEXT = """First, it is so (Koch, 2013: p. 5; Hug, 2009) and end one.

Second, it is (ibid.: p. 9) not so (Nobody, 2001) end two.

Third, this is how we go end three.

Note (Kotch, 2013: pp. 1-2) end note.
"""


def mapped(at: str, **fields: str) -> str:
    given = {"kind": "thesis", "title": "T", "statement": "It is so.", "voice": "author", "source": f"[{at}]", **fields}
    return "\n".join(["---", *(f"{name}: {value}" for name, value in given.items()), "---", ""])


def a_map(**more: str) -> ArgumentMap:
    files = {
        "m/map.yml": MAP,
        "m/references.json": json.dumps(WORKS),
        "m/paragraphs.tsv": PARAGRAPHS,
        "m/nodes/top.md": mapped('{at: one.1, quote: "it is so"}', cites='["koch-2013, p. 5"]').replace(
            "}]", "}, {at: one.1}]"
        ),
        "m/nodes/gone.md": mapped("{at: one.2}", status="withdrawn", reason="No.", cites="[hug-2009]"),
    }
    return read({**files, **{f"m/{name.replace('__', '.')}": text for name, text in more.items()}}).maps[0]


def the_text(argument_map: ArgumentMap) -> MappedText:
    return mapped_text_of(TEXT, argument_map.paragraphs)


def test_paragraphs_notes_and_works_are_counted_without_the_text() -> None:
    covered = coverage(a_map())

    assert [(name, share.covered, share.of, share.missing) for name, share in covered.shares().items()] == [
        ("paragraphs", 1, 2, ("one.2",)),
        ("notes", 0, 1, ("n1",)),
        ("works", 1, 2, ("hug-2009",)),
        ("quotations", 0, 1, ("top (one.1)",)),
    ]
    assert covered.paragraphs.percent == 50
    assert covered.nodes == {"one.1": ("top",), "one.2": (), "one.3": (), "n1": ()}
    assert covered.users == {"hug-2009": (), "koch-2013": ("top",)}


def test_with_the_text_every_citation_wants_a_node_of_its_paragraph_with_its_pages() -> None:
    one = a_map()
    other = a_map(**{"nodes/note.md": mapped("{at: n1}", cites='["koch-2013, p. 1"]')})

    share = coverage(one, the_text(one)).citations
    assert share is not None
    assert (share.covered, share.of) == (1, 5)
    assert [told.rpartition("(")[2] for told in share.missing] == [
        "no node of one.1 cites hug-2009)",
        "no node of one.2 cites hug-2009)",
        "no such work in the references)",
        "no node of n1 cites koch-2013)",
    ]
    share = coverage(other, the_text(other)).citations
    assert share is not None
    assert share.missing[-1].endswith("(no node of n1 has these pages of koch-2013)")


def test_citations_in_prose_carry_the_texts_citations_too() -> None:
    one = a_map(**{"nodes/note.md": mapped("{at: n1}") + "So [@koch-2013, pp. 1–2].\n"})

    share = coverage(one, the_text(one)).citations
    assert share is not None
    assert not any(told.startswith("n1") for told in share.missing)


def test_a_map_without_a_text_covers_all_there_is() -> None:
    empty = coverage(ArgumentMap("m", "M"))

    assert {share.percent for share in empty.shares().values()} == {100}


def test_the_counts_can_be_read_by_people_and_by_programs() -> None:
    one = a_map()
    covered: Coverage = coverage(one, the_text(one))
    text = coverage_text("m", covered)
    told: dict[str, Any] = json.loads(json.dumps(coverage_object(covered)))

    assert "paragraphs    1 of    2   50 %\n      missing: one.2\n" in text
    assert "not argued: one.3, it is a road map" in text
    assert told["citations"]["percent"] == 20
    assert told["misspelled"] == ['n1: Kotch, 2013: pp. 1-2, "Koch" in the references']
    assert "spelled otherwise: n1: Kotch" in text
    assert told["not-argued"] == {"one.3": "it is a road map"}


def test_verifying_records_what_was_found_and_keeps_its_date_while_nothing_changes() -> None:
    one = a_map()
    first = verify(one, the_text(one), "2026-11-24")
    again = a_map(verified__json=first.record)
    second = verify(again, the_text(again), "2027-01-01")
    changed = a_map(
        verified__json=first.record, **{"nodes/top.md": mapped('{at: one.1, quote: "First, it"}', cites="[koch-2013]")}
    )

    assert (first.found, first.findings) == (1, ())
    assert second.record == first.record
    assert coverage(again).quotations.missing == ()
    assert coverage(changed).quotations.missing == ("top (one.1)",)
    assert '"date": "2027-01-01"' in verify(changed, the_text(changed), "2027-01-01").record
