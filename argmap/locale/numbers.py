"""Numbers of things in words, for what programs say to people; pages count by the catalogue."""


def count(number: int, singular: str, plural: str = "") -> str:
    """Write how many there are: `1 node`, `2 nodes`.

    Args:
        number: How many.
        singular: The word for a single thing.
        plural: The word for several; empty where that is the singular with an s.

    Returns:
        The number and the word.
    """
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
