"""Changing front matter in place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.edit.frontmatter import in_order, plain, with_alias, with_ids
from argmap.model.fields import NODE_FIELDS
from argmap.read.frontmatter import front_matter_of

MIXED = """---
# of the whole file

# the statement stands first here
statement: >-
  It is so,
  # and this is no comment
  as said.

title: "A title" # short
kind: claim
supports:
  - to: top
    because: x
# nobody knows this one
colour: red
aliases: [b]
---
Prose: with\n\n---\n\nkind: nothing
"""
ORDERED = """---
# of the whole file

kind: claim
title: "A title" # short
# the statement stands first here
statement: >-
  It is so,
  # and this is no comment
  as said.

supports:
  - to: top
    because: x
aliases: [b]
# nobody knows this one
colour: red
---
Prose: with\n\n---\n\nkind: nothing
"""

_PIECES = [
    "kind: claim\n",
    "tags: [a]\n",
    "supports:\n- a\n",
    "title: x\r",
    "# b\n",
    "# - b\r",
    "  # c\n",
    "\n",
    "hedge: >\n  d\n",
]


def test_fields_are_put_in_order_with_their_comments_and_nothing_else_is_touched() -> None:
    assert in_order(MIXED) == ORDERED
    assert in_order(ORDERED) == ORDERED


@pytest.mark.parametrize(
    ("listed", "above"),
    [
        ("supports:\n- top\n# behind\n# it\n", ""),
        ("supports:\n- top # beside\n# behind\n\n", "# of the kind\n"),
        ("supports:\n  - top\n  # behind\n", "# of the kind\n"),
        ("supports:\n  - top\n#  - other\n", "# of the kind\n"),
        ("supports:\n- top\n\n# - other\n", "# of the kind\n"),
        ("supports:\n  - to: top\n# - to: other\n#   because: x\n# - to: more\n", "# of the kind\n"),
        ("supports: [top]\n", "# - of\n# - the kind\n"),
        ("supports:\n  [\n  top, # beside\n# - other\n  ]\n", "# of the kind\n"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_comment_behind_the_last_item_of_a_list_stays_there(listed: str, above: str, ending: str) -> None:
    before = f"---\n{listed}{above}kind: claim\n---\n".replace("\n", ending)
    after = f"---\n{above}kind: claim\n{listed}---\n".replace("\n", ending)

    assert in_order(before) == after
    assert in_order(after) == after


@pytest.mark.parametrize("head", ["# one\n", "# one\n# two\n", "# one\n\n", "\n# one\n\n", "  # one\n"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_comment_at_the_head_of_all_fields_stays_there(head: str, ending: str) -> None:
    before = f"---\n{head}tags: [a]\n# of the kind\nkind: claim\n---\n".replace("\n", ending)
    after = f"---\n{head}# of the kind\nkind: claim\ntags: [a]\n---\n".replace("\n", ending)

    assert in_order(before) == after


@given(st.lists(st.sampled_from([*_PIECES, "\r", "\r\n"]), max_size=12).map("".join))
def test_one_run_puts_all_in_order_that_it_ever_will(inside: str) -> None:
    once = in_order(f"---\n{inside}\n---\nprose")

    assert in_order(once) == once


def test_line_endings_and_marks_stay_as_they_are() -> None:
    windows = "\ufeff" + MIXED.replace("\n", "\r\n")

    assert in_order(windows) == "\ufeff" + ORDERED.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter",
        "---\ntitle: x\n",
        "---\n{title: x, kind: claim}\n---\n",
        "---\ntitle: x\nkind: [\n---\n",
        "---\ntitle: x\ntitle: y\nkind: claim\n---\n",
        "---\n- a\n- b\n---\n",
        "---\ntitle: &a x\nkind: *a\n---\n",
        "---\ntitle: x\nkind: claim\n...\n---\n",
        "---\n# one\r# two\ntitle: x\nkind: claim\n---\n",
    ],
)
def test_what_cannot_be_put_in_order_safely_is_left_alone(text: str) -> None:
    assert in_order(text) == text


@given(st.permutations([field.name for field in NODE_FIELDS[:6]]), st.text("ab \n#:", max_size=40))
def test_the_order_of_fields_never_changes_what_they_say(names: list[str], prose: str) -> None:
    text = "---\n" + "".join(f"{name}: [x]\n" for name in names) + f"---\n{prose}"
    before, after = front_matter_of(text), front_matter_of(in_order(text))

    assert before is not None
    assert after is not None
    assert plain(before.table) == plain(after.table)
    assert list(after.table.keys) == [field.name for field in NODE_FIELDS[:6]]
    assert in_order(text).endswith(f"---\n{prose}")


def test_ids_are_replaced_where_they_are_ids() -> None:
    text = """---
title: about old
supports: [old, older, "old", {to: old, because: old habits}]
undercuts:
  - a -> old
  - {to: old-> a}
  - {because: no target}
attacks: &x [old]
replaced-by: old
tags: [old]
---
old
"""
    text = text.replace("&x ", "")

    told = with_ids(text, {"old": "new"}, ["supports", "undercuts", "attacks", "replaced-by"])

    assert told == text.replace('[old, older, "old", {to: old,', '[new, older, "new", {to: new,').replace(
        "a -> old", "a -> new"
    ).replace("{to: old->", "{to: new->").replace("attacks: [old]", "attacks: [new]").replace("-by: old", "-by: new")
    assert with_ids("no front matter: old", {"old": "new"}, ["supports"]) == "no front matter: old"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("kind: claim\n", "kind: claim\naliases: [old]\n"),
        ("kind: claim\nrevision: 2\n", "kind: claim\naliases: [old]\nrevision: 2\n"),
        ("kind: claim\n# of this\nrevision: 2\n", "kind: claim\naliases: [old]\n# of this\nrevision: 2\n"),
        ("aliases:\n  # of a\n  - a\n", "aliases:\n  - old\n  # of a\n  - a\n"),
        ("aliases: [a, b]\n", "aliases: [old, a, b]\n"),
        ("aliases: []\n", "aliases: [old]\n"),
        ("aliases:\n  - a\n  - b\n", "aliases:\n  - old\n  - a\n  - b\n"),
        ("kind: claim\r\n", "kind: claim\r\naliases: [old]\r\n"),
    ],
)
def test_an_alias_is_added_as_the_others_are_written(fields: str, expected: str) -> None:
    ending = "\r\n" if "\r" in fields else "\n"

    assert with_alias(f"---{ending}{fields}---\nx", "old") == f"---{ending}{expected}---\nx"
    assert with_alias("nothing", "old") == "nothing"
