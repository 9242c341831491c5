"""Numbers of things in words, for what programs say to people; pages count by the catalogue."""


def count(number: int, one: str, many: str = "") -> str:
    """Say how many there are: `1 node`, `2 nodes`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
