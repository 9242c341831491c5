"""JSON is written as the standard library writes it, which is a dozen times slower at it."""

import json

from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from argmap.model.jsontext import json_text
from argmap.model.kinds import Kind

NUMBERS = st.integers() | st.decimals(-1000, 1000, places=3).map(float)
TEXTS = st.text(st.characters())  # halves of characters too
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(VALUES)
@example({"z": [], "é": {}, "\uffff": [[]], "\N{GRINNING FACE}": '\x00\x1f\x7f\u2028"\\/'})
@example(["\ud800", {"\udfff": 1}])
def test_a_value_is_written_as_the_standard_library_writes_it(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_a_string_that_is_more_is_written_as_a_string() -> None:
    assert json_text({Kind.CLAIM: [Kind.THESIS, Markup("<b>")]}) == '{\n "claim": [\n  "thesis",\n  "<b>"\n ]\n}\n'
