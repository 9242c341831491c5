"""Colours of pages and drawings stand out from what lies behind them, in every scheme (WCAG 2.2, 1.4.3 and 1.4.11).

Each style sheet says its colours once for each scheme. What is computed here is every text on every ground that it can
lie on, and every line, border and mark that carries meaning.
"""

import re
from functools import cache
from importlib.metadata import files
from itertools import product
from pathlib import Path

import pytest

from argmap.model.kinds import ROLES

ROOT = Path(__file__).parent.parent
THEME = ROOT / "argmap" / "theme"
DRAWING, PAGES, ARCHIVE, EDITION, CHANGES = (
    (THEME / f"{name}.css").read_text(encoding="utf-8")
    for name in ("drawing", "pages", "archive", "edition", "changes")
)
SITE = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
LOGO = (ROOT / "docs" / "assets" / "logo.svg").read_text(encoding="utf-8")
LIGHT = (DRAWING, ":root, .am-drawing")
DARK = (PAGES, '[data-md-color-scheme="slate"]')
SITE_LIGHT = (SITE, ':root, [data-md-color-scheme="default"]')
SITE_DARK = (SITE, '[data-md-color-scheme="slate"]')
ALONE = (DRAWING, "svg.am-drawing:root")
KINDS = tuple(map(str, ROLES))
TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text, and of lines that carry meaning."""


def palette(sheet: str, selector: str) -> dict[str, str]:
    """Return the colours of a rule's own properties, by their names without what they begin with."""
    rules = sheet[sheet.index(f"{selector} {{") :].partition("}")[0]
    return dict(re.findall(r"--(?:am-|site-)?([a-z-]+): (#[0-9a-f]{6});", rules))


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def over(colour: str, ground: str) -> str:
    """Return what a colour with an alpha of two digits looks like on a ground."""
    alpha = int(colour[7:9], 16) / 255
    mixed = (
        round(int(colour[at : at + 2], 16) * alpha + int(ground[at : at + 2], 16) * (1 - alpha)) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert over("#00000080", "#ffffff") == "#7f7f7f"


def test_a_drawing_s_style_sheet_keeps_to_what_makers_of_pictures_know() -> None:
    assert not re.findall(r":(?:is|where|not|has)\(", DRAWING)


MATERIAL = {"light": "#ffffff", "dark": "#1e2129"}
"""The paper of the theme's own schemes, on which the maps of other sites lie."""


@pytest.mark.parametrize(
    ("colours", "paper"),
    [
        pytest.param(palette(*LIGHT), palette(*LIGHT)["paper"], id="a drawing by itself"),
        pytest.param(palette(*ALONE), palette(*ALONE)["paper"], id="a drawing by itself, in the dark"),
        pytest.param(palette(*LIGHT), MATERIAL["light"], id="any site"),
        pytest.param(palette(*DARK), MATERIAL["dark"], id="any site, in the dark"),
        *(
            pytest.param(palette(*am), palette(*site)[ground], id=f"{name}, {ground}")
            for name, am, site in (("this site", LIGHT, SITE_LIGHT), ("this site, in the dark", DARK, SITE_DARK))
            for ground in ("paper", "surface")
        ),
    ],
)
def test_what_a_map_says_and_draws_stands_out(colours: dict[str, str], paper: str) -> None:
    assert {"ink", "quiet", "line", *KINDS, *(f"{kind}-fill" for kind in KINDS)} <= {*colours}
    grounds = {"paper": paper} | {kind: colours[f"{kind}-fill"] for kind in KINDS}
    for words, (name, ground) in product(("ink", "quiet", *KINDS), grounds.items()):
        assert contrast(colours[words], ground) >= TEXT, (words, name)
    for line, (name, ground) in product(("line", *KINDS), grounds.items()):
        assert contrast(colours[line], ground) >= SHAPE, (line, name)
    assert contrast(paper, colours["ink"]) >= TEXT  # a pressed button


@pytest.mark.parametrize(("site", "am"), [(SITE_LIGHT, LIGHT), (SITE_DARK, DARK)], ids=["light", "dark"])
def test_what_lies_around_a_map_stands_out(site: tuple[str, str], am: tuple[str, str]) -> None:
    colours, of_maps = palette(*site), palette(*am)
    wash = re.findall(r"--site-wash: (#[0-9a-f]{8})", site[0][site[0].index(f"{site[1]} {{") :])[0]
    grounds = {name: colours[name] for name in ("paper", "surface", "hairline", "mark", "removed", "added")}
    grounds |= {f"wash on {name}": over(wash, colours[name]) for name in ("paper", "surface")}
    grounds |= {kind: of_maps[f"{kind}-fill"] for kind in KINDS}
    for words, (name, ground) in product(("ink", "quiet", "link", "visited", "hover"), grounds.items()):
        assert contrast(colours[words], ground) >= TEXT, (words, name)
    for ground in ("paper", "surface", "hairline"):
        assert contrast(colours["faint"], colours[ground]) >= SHAPE, ground
    for filled in ("link", "hover"):
        assert contrast(colours["paper"], colours[filled]) >= TEXT, filled  # a button
    assert len({colours[name] for name in ("ink", "quiet", "link", "visited", "hover")}) == 5
    for code in re.findall(r"--md-code-hl-[a-z-]*color: var\(--am-([a-z]+)\)", SITE):
        assert contrast(of_maps[code], colours["surface"]) >= TEXT, code


def test_the_dark_of_a_page_is_the_dark_of_a_drawing_by_itself() -> None:
    assert palette(*ALONE).items() >= palette(*DARK).items()
    assert palette(*ALONE)["paper"] == palette(*SITE_DARK)["paper"]


@cache
def of_material() -> frozenset[str]:
    """Name every colour of the theme's that its style sheets use."""
    paths = [path for path in files("mkdocs-material") or () if path.name.endswith(".min.css")]
    sheets = "".join(path.read_text(encoding="utf-8") for path in paths)
    return frozenset(re.findall(r"var\((--md-[a-z-]*color(?:--[a-z]+)?)\)", sheets))


def test_no_colour_of_the_theme_s_own_is_left_on_this_site() -> None:
    assert len(of_material()) > 40
    ours = set(re.findall(r"(--md-[a-z-]*color(?:--[a-z]+)?):", SITE))
    drawn_by_a_script = {name for name in of_material() if "mermaid" in name}  # in the colours before it
    assert of_material() - ours == drawn_by_a_script


@pytest.mark.parametrize("site", [SITE_LIGHT, SITE_DARK], ids=["light", "dark"])
def test_the_logo_stands_out_in_both_schemes(site: tuple[str, str]) -> None:
    drawn = set(re.findall(r"(?:fill|stroke)=\"(#[0-9a-f]{6})\"", LOGO))

    assert len(drawn) == 3
    for colour, ground in product(drawn, ("paper", "surface")):
        assert contrast(colour, palette(*site)[ground]) >= SHAPE, (colour, ground)


def rules(sheet: str) -> list[tuple[str, dict[str, str]]]:
    """Return the innermost rules of a style sheet: selectors and declarations."""
    plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    return [
        (selector.strip(), dict(part.strip().split(": ", 1) for part in body.split(";") if ": " in part))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", plain)
    ]


def test_nothing_of_argmap_s_selects_what_is_not_a_map_s() -> None:
    for selector, declarations in rules(PAGES):
        own = "am-" in selector or selector.startswith("@page argmap")
        assert own or all(name.startswith("--am-") for name in declarations), selector


def test_letters_have_the_sizes_of_one_scale() -> None:
    for sheet in (PAGES, SITE):
        sizes = {found["font-size"] for _, found in rules(sheet) if "font-size" in found}
        odd = {size for size in sizes if not re.fullmatch(r"var\(--am-(tiny|small|text|large|heading|title)\)", size)}
        assert odd <= {"inherit", "1.1em"}  # formulas are smaller than letters of the same size


@pytest.mark.parametrize("sheet", [ARCHIVE, EDITION, CHANGES], ids=["archive", "edition", "diff"])
def test_pages_without_a_theme_have_the_same_colours(sheet: str) -> None:
    known = {
        *palette(*LIGHT).values(),
        *palette(*DARK).values(),
        *palette(*SITE_LIGHT).values(),
        *palette(*SITE_DARK).values(),
    }
    changed = {"#fbdcdc", "#d8f0d8", "#2a6b2a", "#5a2626", "#1e4a24", "#7fcf8a", "#2c6130", "#96cf9c"}
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= known | changed


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_of_pages_without_a_theme_stands_out(dark: bool) -> None:  # noqa: FBT001 - a case of the test
    site = palette(*(SITE_DARK if dark else SITE_LIGHT))
    ours = palette(*(DARK if dark else LIGHT))
    grounds = [site["paper"], site["surface"], *(["#5a2626", "#1e4a24"] if dark else ["#ffffff", "#fbdcdc", "#d8f0d8"])]
    for words, ground in product((ours["ink"], ours["quiet"], site["link"], site["visited"]), grounds):
        assert contrast(words, ground) >= TEXT, (words, ground)
    for words in (ours["counterclaim"], "#96cf9c" if dark else "#2c6130"):
        assert contrast(words, site["paper"]) >= TEXT, words
