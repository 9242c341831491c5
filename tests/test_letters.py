"""Letters of all scripts in PNG and PDF: drawn, or named by a finding, and never a box in their place."""

import json
from itertools import combinations
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.diagrams.boxtext import FONT_SIZE, PADDING, WIDEST_LINE, box_width, wrapped
from argmap.diagrams.letters import COMMON, families, fonts, lacking_letters, letter_findings
from argmap.diagrams.pictures import pictures
from argmap.read.maps import read
from argmap.storage.cache import Cache
from argmap.storage.resources import font_folders
from conftest import site_of
from drawings import drawn

SENTENCES = {
    "Latin": "“Fjórðungur” œuvre łódź ştiinţă: Ünïvérsäl – it’s so…",
    "Vietnamese": "Chính sách đối ngoại Việt Nam",
    "Cyrillic": "Широкая электрификация ЮЖНЫХ ГУБЕРНИЙ",
    "Kazakh": "Әлеуметтік ғылым қаңбақ өңір ұүһі",
    "Greek": "Ελληνική φιλοσοφία ἄνθρωπος",
    "Arabic": "العربية حجة قوية في السياسة الخارجية",
    "Hebrew": "עברית טענה חזקה מדיניות חוץ",
    "Chinese": "哈萨克斯坦与欧盟的关系，主要是“现代化”",
    "traditional Chinese": "哈薩克與歐盟的關係",
    "Japanese": "日本語のひらがなとカタカナの論証",
    "Korean": "한국어 대한민국 논증 지도",
    "Thai": "ประวัติศาสตร์ความสัมพันธ์ระหว่างประเทศ",
    "Hindi": "हिन्दी क्षेत्र तर्क विदेश नीति",
    "Bengali": "বাংলা কাজাখস্তানের পররাষ্ট্রনীতি",
    "Punjabi": "ਪੰਜਾਬੀ ਵਿਦੇਸ਼ ਨੀਤੀ",
    "Gujarati": "ગુજરાતી વિદેશ નીતિ",
    "Odia": "ଓଡ଼ିଆ ବୈଦେଶିକ ନୀତି",
    "Tamil": "தமிழ் கஜகஸ்தானின் வெளியுறவுக் கொள்கை",
    "Telugu": "తెలుగు విదేశాంగ విధానం",
    "Kannada": "ಕನ್ನಡ ವಿದೇಶಾಂಗ ನೀತಿ",
    "Malayalam": "മലയാളം വിദേശനയം",
    "Sinhala": "සිංහල විදේශ ප්‍රතිපත්තිය",
    "Burmese": "မြန်မာ နိုင်ငံခြားရေး မူဝါဒ",
    "Khmer": "ខ្មែរ គោលនយោបាយការបរទេស",
    "Lao": "ລາວ ນະໂຍບາຍຕ່າງປະເທດ",
    "Amharic": "አማርኛ የውጭ ፖሊሲ ካዛኪስታን",
    "Georgian": "ქართული საგარეო პოლიტიკა",
    "Armenian": "հայերեն արտաքին քաղաքականություն",
    "mathematics": "∀x∈ℝ ∃y: x→y ⇒ ∑ √2 ≠ ∞ ⊢ 𝑥 ⟺ 𝒳",
    "signs": "① ✓ ★ ☂ № ™ € ₸ ½ ℃ ■",
    "emoji": "Growth 👍🏽 ok 🇰🇿 👩‍🚀 ❤️ 😀 🫠",
    "several scripts": "EU 欧盟 한국 हिन्दी العربية বাংলা Привет",
}
"""A sentence in each script that a map may well be in."""

LETTERS = {
    "Cyrillic": "ЖД",
    "Kazakh": "ҚҢ",
    "Greek": "ΞΨ",
    "Arabic": "حق",
    "Hebrew": "שם",
    "Chinese": "哈萨",
    "Japanese": "のカ",
    "Korean": "한국",
    "Thai": "ปว",
    "Devanagari": "हक",
    "Tamil": "தம",
    "mathematics": "∀∈",
    "arrows": "→⇒",
    "emoji": "👍😀",
}
UNKNOWN = "𓂀ꦗབ"
"""Hieroglyph, Javanese, Tibetan: what no font has."""


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_every_letter_of_the_large_scripts_is_drawn(sentence: str) -> None:
    assert lacking_letters([sentence]) == ()
    assert len(dict(pictures({"a.svg": drawn(sentence)}, Cache(None)))) == 2


def test_no_two_letters_look_the_same_as_boxes_would() -> None:
    pictured = {
        letter: dict(pictures({"a.svg": drawn(letter)}, Cache(None)))["a.png"] for letter in "".join(LETTERS.values())
    }

    assert [pair for pair in combinations(pictured, 2) if pictured[pair[0]] == pictured[pair[1]]] == []


@pytest.mark.parametrize("letter", UNKNOWN)
def test_a_drawing_with_a_letter_that_no_font_has_gives_no_picture(letter: str) -> None:
    made = dict(pictures({"a.svg": drawn(f"A {letter}"), "b.svg": drawn("A")}, Cache(None)))

    assert lacking_letters(["A", f"A {letter}"]) == (letter,)
    assert set(made) == {"b.png", "b.pdf"}


def test_only_fonts_of_packages_are_used_so_that_every_machine_draws_the_same() -> None:
    folders = {folder.resolve() for folder in font_folders()}

    assert {Path(font.path).resolve().parent for font in fonts().fonts() if font.path} == folders


def test_letters_that_nobody_asks_about_are_all_there() -> None:
    common = [letter for letter in map(chr, range(0x3000)) if COMMON.fullmatch(letter)]

    assert len(common) > 800
    assert lacking_letters(f"{letter}中" for letter in common) == ()  # beside one that is asked about


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_title_gives_pictures_or_letters_to_name(title: str) -> None:
    made = dict(pictures({"a.svg": drawn(title)}, Cache(None)))

    assert bool(made) is not bool(lacking_letters(wrapped(title, WIDEST_LINE)))


@settings(max_examples=40)
@given(st.text(st.sampled_from("".join(SENTENCES.values())), max_size=40))
def test_letters_that_are_drawn_alone_are_drawn_in_any_mixture(title: str) -> None:
    made = dict(pictures({"a.svg": drawn(title)}, Cache(None)))

    assert bool(made) is not bool(lacking_letters(wrapped(title, WIDEST_LINE)))


def test_a_title_is_text_to_what_makes_pictures() -> None:
    title = r'#panic() *b* $x$ "q" \ <l> @k // 中'
    plain = dict(pictures({"a.svg": drawn("中")}, Cache(None)))

    assert dict(pictures({"a.svg": drawn(title)}, Cache(None))).keys() == plain.keys()


def texts(title: str) -> dict[str, str]:
    node = "---\nkind: thesis\ntitle: {}\nstatement: It is.\n---\n\nProse.\n"
    return {
        "m/map.yml": "title: Map ꦗ\nlicense: CC-BY-4.0\n",
        "m/nodes/a.md": node.format(title),
        "m/nodes/b.md": node.format("Plain"),
    }


def test_a_finding_names_the_letters_and_the_node_and_nothing_that_is_not_drawn() -> None:
    (finding,) = letter_findings(read(texts("So x⃗ བཀ")).maps)

    assert (finding.code, finding.place.path, finding.place.line) == ("AM084", "m/nodes/a.md", 3)
    assert "⃗ (U+20D7), བ (U+0F56), ཀ (U+0F40):" in finding.message
    assert [*letter_findings(read(texts("Так и 是")).maps)] == []


@pytest.mark.parametrize(("title", "formats"), [("中", ["svg", "png", "pdf", "dot"]), ("བ", ["svg", "dot"])])
def test_pages_offer_the_formats_that_there_are(title: str, formats: list[str], tmp_path: Path) -> None:
    for path, text in texts(title).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    tree = site_of(tmp_path).tree

    for page, stem in (("m/index.md", "overview"), ("m/diagram/index.md", "whole")):
        offered = [name for name in ("svg", "png", "pdf", "dot") if f'href="{stem}.{name}" download' in tree[page]]
        assert offered == formats
        assert bool(dict(pictures({"a.svg": tree[f"{page.removesuffix('index.md')}{stem}.svg"]}, Cache(None)))) is (
            "png" in formats
        )


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
def test_text_fits_its_box_in_every_script(sentence: str, weight: int) -> None:
    lines = wrapped(sentence, WIDEST_LINE)
    program = f"""
        #set text(font: json("fonts.json"), size: {FONT_SIZE}pt, weight: {weight})
        #context [#metadata(json("lines.json").map(line => measure(text(line)).width.pt())) <widths>]
    """
    files = {
        "main.typ": program.encode(),
        "fonts.json": json.dumps(families(lines)).encode(),
        "lines.json": json.dumps(lines).encode(),
    }

    widths = json.loads(typst.query(files, "<widths>", field="value", one=True, font_paths=fonts()))

    assert max(widths) <= box_width(lines) - PADDING
