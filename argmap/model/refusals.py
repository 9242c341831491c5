"""What stops a command: somebody asked for what cannot be done."""


class Refusal(Exception):  # noqa: N818 - what it is, and no fault of the program
    """What was asked for cannot be done; the message says why, to whoever asked."""
