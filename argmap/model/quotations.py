"""Quotations as they are compared, and the names by which verified.json knows them.

Typographic variants of one sign (quotation marks, dashes, ligatures), white space and the asterisks of extracted
emphasis make no difference; everything else does.
"""

import hashlib
import unicodedata

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "*": None,
        "\u00ad": None,
    },
)


def normalised(text: str) -> str:
    """Return a text as it is compared (Unicode's NFKC, one form of each sign, single spaces)."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


def quotation_hash(locator: str, quotation: str) -> str:
    """Return the SHA-256 by which verified.json knows a quotation from a paragraph."""
    return hashlib.sha256(f"{locator}\n{normalised(quotation)}".encode()).hexdigest()
