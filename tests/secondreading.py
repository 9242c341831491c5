"""A second, small map of the article that this project maps: its reading of motives.5 to motives.12, in other hands.

Every node is true to the text, with the text's own hedges; it chooses and divides otherwise than the map in docs.
"""

import json
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
FIRST = "kazakhstan-eu"

_WORKS = (
    "ambrosio-lange-2014",
    "diener-2015",
    "engvall-cornell-2015",
    "jarosiewicz-2016",
    "koch-2013",
    "konopelko-2017",
    "kuchins-et-al-2015",
    "nurgaliyeva-2016",
    "patalakh-2018",
    "roslycky-2011",
)
_MAP = """title: What Russia leaves to Kazakhstan
work: patalakh-2018
language: en
works-read: false
overview: [russia-most-critical, russia-overrated]
sections: [{id: motives, title: "Kazakhstan's foreign policy: Fundamental motives", paragraphs: 12}]
not-argued:
"""
_BEFORE = "this reading begins where the article turns to Russia"


def _node(at: str, **fields: str) -> str:
    """Write a node that is taken from a paragraph; `quote` and `voice` as the fields have them."""
    quote = fields.pop("quote")
    given = {"voice": "author", **fields}
    lines = [f"{name}: {value}" for name, value in given.items()]
    return "\n".join(["---", *lines, "source:", f"  - at: {at}", f"    quote: {quote}", "---", ""])


_NODES = {
    "russia-limits-options": _node(
        "motives.12",
        kind="thesis",
        title="Russia appears to limit Kazakhstan's options, not to determine them",
        statement=(
            "It appears fairer to see in Russia a factor that limits what Kazakhstan's foreign policy can choose than "
            "one that determines the choice."
        ),
        hedge="appears fairer",
        quote="it appears fairer to deem Russia as a factor",
    ),
    "russia-most-critical": _node(
        "motives.5",
        kind="counterclaim",
        title="The Russia factor is the most critical one",
        statement="In Kazakhstan's foreign policy the Russia factor is the most critical one.",
        attacks="[russia-limits-options]",
        voice="[engvall-cornell-2015, jarosiewicz-2016, nurgaliyeva-2016]",
        stance="qualifies",
        hedge="appear to view",
        quote="the Russia factor as most critical",
    ),
    "china-against-dependence": _node(
        "motives.6",
        kind="evidence",
        title="Kazakhstan has needed China in order to depend less on Russia",
        statement="Kazakhstan's expanding partnership with China has been imperative for depending less on Russia.",
        supports="[russia-most-critical]",
        voice="[engvall-cornell-2015]",
        stance="qualifies",
        quote="imperative for reducing its dependence on Russia",
    ),
    "investors-against-dependence": _node(
        "motives.7",
        kind="evidence",
        title="Nazarbayev worked for foreign investors so as to need Russia less",
        statement="Nazarbayev worked for conditions that favour foreign investors, so as to depend less on Russia.",
        supports="[russia-most-critical]",
        voice="[nurgaliyeva-2016]",
        stance="reports",
        quote="worked to create a favorable environment for foreign investors",
    ),
    "china-against-moscow": _node(
        "motives.9",
        kind="counterclaim",
        title="Cooperation with China is to temper Moscow, and to help development",
        statement=(
            "Economic cooperation with China is intended to temper what Moscow aspires to in Central Asia, but also to "
            "boost the country's development."
        ),
        supports="[russia-most-critical]",
        voice="[jarosiewicz-2016]",
        stance="qualifies",
        quote="mitigate Moscow's aspirations in Central Asia",
    ),
    "grain-of-truth": _node(
        "motives.10",
        kind="claim",
        title="There seems to be a grain of truth in these accounts",
        statement="At one level, the accounts that put Russia first seem to hold a grain of truth.",
        supports="[russia-most-critical]",
        hedge="seem to possess",
        quote="seem to possess a grain of truth",
    ),
    "studies-show-concern": _node(
        "motives.10",
        kind="claim",
        title="Empirical studies find concern about Russia among the elite",
        statement=(
            "A number of empirical studies indicate that the elite came to weigh sovereignty more, given how Russia "
            "coerced by energy in the 1990s, and has some concern about Ukraine and about depending on Russia too much."
        ),
        supports="[grain-of-truth]",
        cites='["koch-2013, pp. 112-114", "kuchins-et-al-2015, p. 10"]',
        hedge="some concern",
        quote="Russia's coercive energy measures in the 1990s",
    ),
    "russia-overrated": _node(
        "motives.11",
        kind="claim",
        title="To take protection from Russia as primary seems to overrate it",
        statement=(
            "To view protection from Russia as the primary motive would seemingly place too much weight on it; the "
            "foreign policy of Astana would apparently differ little if Russia had no neo-imperial ambitions."
        ),
        attacks="[russia-most-critical]",
        hedge="seemingly",
        quote="of little difference had Russia no neo-imperial ambitions",
    ),
    "eu-without-hard-power": _node(
        "motives.11",
        kind="evidence",
        title="The EU has and seeks no hard power like Russia's in Central Asia",
        statement="In Central Asia the EU neither has nor tries to have hard power comparable to Russia's.",
        supports="[russia-overrated]",
        voice="[kuchins-et-al-2015, konopelko-2017]",
        stance="endorses",
        quote="as some scholars rightly point out",
    ),
    "unions-speak-against-it": _node(
        "motives.11",
        kind="claim",
        title="He would not likely have joined Moscow's unions to weaken Moscow",
        statement=(
            "Had it been Nazarbayev's primary motive to reduce Moscow's leverage, he would not likely have entered the "
            "Customs Union and then the Eurasian Economic Union, which Russia leads."
        ),
        supports="[russia-overrated]",
        hedge="would not have likely",
        quote="he would not have likely entered the Russia-led Customs Union",
    ),
    "crimea-not-to-be-repeated": _node(
        "motives.11",
        kind="claim",
        title="A second Crimea hardly appears within Moscow's reach",
        statement=(
            "Moscow hardly appears able to repeat the Crimean scenario in Northern Kazakhstan, where potential "
            "pro-Russian irredentism, while not impossible, is still limited."
        ),
        supports="[russia-overrated]",
        cites="[diener-2015, roslycky-2011]",
        hedge="hardly appears",
        quote="hardly appears in a position to repeat the Crimean scenario",
    ),
    "nato-kept-at-a-distance": _node(
        "motives.12",
        kind="evidence",
        title="Cooperation with NATO stays limited, in large part because of Moscow",
        statement=(
            "Kazakhstan's cooperation with NATO is substantial for Central Asia and still limited, in large part "
            "because Nazarbayev realises that the alliance will never have Moscow's influence in the region."
        ),
        supports="[russia-limits-options]",
        cites='["kuchins-et-al-2015, pp. 17-19"]',
        hedge="in large part",
        quote="the alliance will never have the same influence in the region",
    ),
    "security-more-aspirational": _node(
        "motives.12",
        kind="evidence",
        title="In security, freedom of policy is more aspirational than practical",
        statement="In security, the freedom of Kazakhstan's foreign policy is more aspirational than practical.",
        supports="[russia-limits-options]",
        voice="[ambrosio-lange-2014]",
        stance="endorses",
        quote="more aspirational than practical",
    ),
}


def second_reading(map_id: str = "second") -> dict[str, str]:
    """Return the files of the second map, by their paths."""
    references = json.loads((DOCS / FIRST / "references.json").read_text(encoding="utf-8"))
    lines = (DOCS / FIRST / "paragraphs.tsv").read_text(encoding="utf-8").splitlines()
    not_argued = "".join(f"  motives.{number}: {_BEFORE}\n" for number in range(1, 5))
    return {
        f"{map_id}/map.yml": _MAP + not_argued,
        f"{map_id}/references.json": json.dumps([work for work in references if work["id"] in _WORKS]),
        f"{map_id}/paragraphs.tsv": "\n".join([lines[0], *(line for line in lines if line.startswith("motives."))])
        + "\n",
        **{f"{map_id}/nodes/{node_id}.md": text for node_id, text in _NODES.items()},
    }


def first_reading() -> dict[str, str]:
    """Return the files of this project's map, by their paths."""
    folder = DOCS / FIRST
    files = [file for file in folder.rglob("*") if file.is_file() and file.suffix in (".md", ".yml", ".json", ".tsv")]
    return {file.relative_to(DOCS).as_posix(): file.read_text(encoding="utf-8") for file in files}
