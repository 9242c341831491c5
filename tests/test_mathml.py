"""TeX in prose becomes MathML that does nothing, or is told of."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.read.mathml import ATTRIBUTES, TAGS, TexError, mathml


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("x^2", "x2"),
        (r"\frac{a}{b} \leq \sqrt[3]{x}", "ab≤x3"),
        (r"\sum_{i=0}^n i", "∑i=0ni"),
        (r"P(A \mid B) = \mathbb{E}[X]", "P(A∣B)=𝔼[X]"),
        (r"\text{if 50\% & more}", "if 50% & more"),
        (r"\begin{matrix}a&b\\c&d\end{matrix}", "abcd"),
        (r"\left\{x \,\middle|\, x < y\right\}", "{x|x<y}"),
        (r"\backslash", "\\"),
        (r"\hspace{2em}x", "x"),
        (r"\bar{x} \pm \hat\sigma", "x¯±σ^"),
    ],
)
def test_mathematics_is_shown(tex: str, shown: str) -> None:
    element = ET.fromstring(mathml(tex, block=False))  # noqa: S314 - our own

    assert re.sub(r"[\u2061\u00a0\s]", "", "".join(element.itertext())) == shown.replace(" ", "")
    assert element.get("display") == "inline"


def test_a_formula_on_lines_of_its_own_is_a_block() -> None:
    assert 'display="block"' in mathml("x", block=True)


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        (r"\foo x", r"\foo is not known"),
        (r"\require{x}", r"\require is not known"),
        ("\\", r"\ is not known"),
        (r"\text{a \foo b}", r"\foo is not known"),
        ("a & b", "& is not known"),
        (r"\newcommand{\x}{y}\x", r"\newcommand is not allowed"),
        (r"\href{javascript:a}{x}", r"\href is not allowed"),
        (r"x + \class{a}{x}", r"\class is not allowed"),
        (r"\style{color:red}{x}", r"\style is not allowed"),
        (r"\hspace{-99em}x", r"\hspace is not allowed"),
        (r"{\color{red} x}", r"\color is not allowed"),
        (r"\frac{1}", "a part of it is missing"),
        (r"\sqrt{x", "a brace has no partner"),
        (r"\}}", "a brace has no partner"),
        (r"}x{", "a brace has no partner"),
        ("x^", "it cannot be read"),
        (r"\left( x", "it cannot be read"),
        ("a_b_c", "it cannot be read"),
        ("%", "it cannot be read"),
        ("", "it cannot be read"),
        ("~", "nothing of it would be seen"),
        (r"\text{a &#x202e; b}", "it holds a character that cannot be seen"),
        ("x" * 1_001, "it has 1,001 characters, 1,000 are allowed"),
    ],
)
def test_what_cannot_be_shown_is_told_of_with_its_reason(tex: str, why: str) -> None:
    with pytest.raises(TexError, match=rf"^{re.escape(why)}$"):
        mathml(tex, block=False)


@pytest.mark.parametrize("tex", ["{" * 499 + "x" + "}" * 499, r"\sqrt" * 199 + "x", "x^{" * 249 + "x" + "}" * 249])
def test_however_deep_a_formula_is_it_is_told_of_or_shown(tex: str) -> None:
    try:
        shown = mathml(tex, block=False)
    except TexError:
        return
    assert "x" in shown


TEX = st.lists(
    st.sampled_from(
        [
            *("x", "1", " ", "{", "}", "^", "_", "&", "\\\\", "\\", "(", ")", "'", "<", ">", "%", "#", '"', "[", "]"),
            *(r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text{", r"\sum", r"\href{", r"\class{", r"\unicode{"),
            *(r"\begin{matrix}", r"\end{matrix}", r"\color{", r"\hspace{", r"\operatorname{", r"\over", r"\limits"),
            *(r"\mathbb{", r"\overline", r"\rule{", r"\tag{", r"\genfrac", r"\big", r"\hline", r"\tiny", r"\mod"),
        ]
    ),
    max_size=12,
).map("".join)


@given(TEX | st.text(max_size=20))
def test_any_tex_is_told_of_or_becomes_nothing_but_mathematics(tex: str) -> None:
    try:
        shown = mathml(tex, block=False)
    except TexError:
        return
    for element in ET.fromstring(shown).iter():  # noqa: S314 - our own
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
