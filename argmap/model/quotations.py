"""Quotations as they are compared, and the hashes by which verified.json names them.

Typographic variants of the same sign (quotation marks, dashes, ligatures), white space and the asterisks of extracted
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
    """Return a text as it is compared: in Unicode's form NFKC, with a single form of each sign and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


def quotation_hash(locator: str, quotation: str) -> str:
    """Return the hash by which verified.json names a quotation.

    Args:
        locator: The locator of the paragraph in which the quotation is to stand.
        quotation: The quotation as it was typed; variants that make no difference have the same hash.

    Returns:
        A SHA-256 in hexadecimal digits.
    """
    return hashlib.sha256(f"{locator}\n{normalised(quotation)}".encode()).hexdigest()
