"""What a builder is told of a page's HTML."""

import pytest

from argmap.site.anatomy import Anatomy, Heading, anatomy_of

DRAWING = '<object class="am-object" data="a.svg" aria-label="“a &gt; b”"></object>'
PAGE = f"""<p class="id" title='"id=no"'>Words with id="no".</p>
<H2 id="one">First <b id="in">words</b></H2><h3>None</h3><section data-x="a > b" id='two'><header id=three></header>
{DRAWING}<object class="other" data="b.svg"></object></section>"""


@pytest.mark.parametrize("is_ours", [False, True])
@pytest.mark.parametrize(("above", "ids"), [("", set()), ("<!-- <p id='no'> --><p id=four>", {"four"})])
def test_ids_headings_and_drawings_are_found_on_any_page(above: str, ids: set[str], *, is_ours: bool) -> None:
    assert anatomy_of(above + PAGE, is_ours=is_ours) == Anatomy(
        frozenset({"one", "in", "two", "three"} | ids), (Heading(2, "one", "First words"),), {DRAWING: "a.svg"}
    )
