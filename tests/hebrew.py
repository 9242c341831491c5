"""A site in English with a map in Hebrew, of a text in French, and a map in English that it speaks to.

All that the map says in Hebrew is in Hebrew letters, all that is quoted from the text begins with `Qz`, and everything
else is argmap's, or the other map's.
"""

import json

from conftest import node

HEBREW = {
    "index.md": (
        "# Home\n\n```argmap\nview: overview\nof: gesher\n```\n\n```argmap\nview: branch\nof: gesher/sgor\n```\n\n"
        "```argmap\nview: neighbourhood\nof: gesher/sedek\n```\n\n```argmap\nview: outline\nof: gesher\n```\n"
    ),
    "gesher/map.yml": (
        "title: הגשר הישן (1920)!\nlanguage: he\nwork: levy-1990\nnotes: 1\n"
        "authors: [{name: 'כהן, דנה', role: עורכת}]\npublisher: חוג הגשר\n"
        "sections: [{id: one, title: פרק ראשון?, paragraphs: 3}]\n"
        "not-argued:\n  n1: הערה בלבד.\n"
        "path: [{node: sgor, lead: קודם כול!}, {node: sedek, lead: אחר כך?}]\n"
    ),
    "gesher/references.json": json.dumps(
        [
            {
                "id": "levy-1990",
                "type": "book",
                "title": "Qzle pont",
                "language": "fr",
                "author": [{"family": "Qzlevy", "given": "Anne"}],
                "issued": {"date-parts": [[1990]]},
            },
            {
                "id": "survey-2023",
                "type": "report",
                "title": "סקר הגשר",
                "language": "he",
                "note": "רק חלק ראשון.",
                "author": [{"literal": "מועצת העיר"}],
                "issued": {"date-parts": [[2023]]},
            },
        ],
        ensure_ascii=False,
    ),
    "gesher/paragraphs.tsv": (
        "locator\tfirst_words\tlast_words\n"
        + "".join(f"{at}\tQzil y a\tQzdes fissures\n" for at in ("one.1", "one.2", "one.3", "n1"))
    ),
    "gesher/glossary.yml": (
        "terms:\n- {id: ben, term: בן עודה, kind: person, about: 'הבעלים של הטחנה (מאז 1980).'}\n"
        "- {term: צה״ל, stands-for: צבא, kind: organisation, about: כולם יודעים!}\n"
    ),
    "gesher/editions.yml": "editions:\n- {edition: '1.0', date: '2026-01-01', changes: ['הכול חדש.']}\n",
    "gesher/nodes/sgor.md": node(
        kind="thesis",
        title="יש לסגור את הגשר (מיד)!",
        statement="יש לסגור את הגשר הישן, וזאת מיד (1)!",
        supports="",
        voice="author",
        hedge="Qzpeut-être",
        source="[{at: one.1, quote: Qzil faut fermer}]",
        cites='["survey-2023, p. 4"]',
    )
    + "כך נאמר ב-[הסדקים](sedek.md): „הגשר” נסדק.\n\n- ראשית;\n- שנית!\n\n> ציטוט קצר.\n",
    "gesher/nodes/sedek.md": node(
        title="נמצאו סדקים?",
        statement="נמצאו שלושה סדקים (לפחות)!",
        supports="[{to: sgor, because: 'הגשר חלש (מאוד)!', jointly: יחד, scheme: היקש}]",
        voice="[survey-2023]",
        stance="endorses",
        source="[{at: one.2}]",
    ),
    "gesher/nodes/keved.md": node(
        title="העומס כבד!",
        statement="העומס כבד מדי.",
        supports="[{to: sgor, jointly: יחד}]",
        voice="author",
        source="[{at: one.2}]",
    ),
    "gesher/nodes/kal.md": node(
        kind="counterclaim",
        title="המשאיות קלות (עכשיו)",
        statement="המשאיות קלות, לא?",
        supports="",
        attacks="[{to: sgor, because: הן קלות.}]",
        undercuts="[sedek -> sgor]",
        voice="[ben]",
        stance="rejects",
        source="[{at: one.3}]",
    ),
    "gesher/nodes/yashan.md": node(
        title="טענה ישנה!",
        statement="היא אמרה זאת (פעם).",
        supports="",
        voice="contributor",
        status="withdrawn",
        reason="היא חוזרת על אחרת!",
        replaced_by="sedek",
    ),
    "gesher/nodes/zar.md": node(
        title="גם הנהר גואה!",
        statement="הנהר גואה (בחורף).",
        supports="[sgor]",
        attacks="[{to: ford/safe, because: הנהר גואה.}]",
        voice="contributor",
        cites="[survey-2023]",
        aliases="[nahar]",
    ),
    "ford/map.yml": "title: The ford\n",
    "ford/nodes/safe.md": node(kind="thesis", title="The ford is safe", statement="It is safe.", supports=""),
    "ford/nodes/dry.md": node(
        title="It was dry", statement="It was dry all summer.", supports="[safe]", attacks="[gesher/zar]"
    ),
}
