"""Writes what can be found wrong with a map into manual/findings.md, where code hosts show it too."""

import re
from pathlib import Path

from argmap.model.rules import RULES, Rule

FILE = Path(__file__).resolve().parent.parent / "manual" / "findings.md"
_MARKED = re.compile(r"(<!-- findings -->\n).*?(<!-- end of findings -->)", re.DOTALL)


def with_findings(page: str) -> str:
    """Fill a page's list of findings.

    Args:
        page: The page's text; `<!-- findings -->` and `<!-- end of findings -->` stand around the list.

    Returns:
        The text with each rule below its code, which is a heading, so that its address is the same on every host.
    """
    rules = "\n".join(map(_told, RULES.values()))
    return _MARKED.sub(lambda match: f"{match[1]}\n{rules}\n{match[2]}", page)


def _told(rule: Rule) -> str:
    title = rule.title[0].upper() + rule.title[1:]
    severity = rule.severity.capitalize()
    return f"## {rule.code}\n\n**{_plain(title)}.** {_plain(rule.reason)}\n\n*{severity}.* {_plain(rule.mend)}\n"


def _plain(text: str) -> str:
    """Write words that Markdown takes for nothing else."""
    return re.sub(r"([\\`*\[])", r"\\\1", text).replace("<", "&lt;")


if __name__ == "__main__":
    FILE.write_text(with_findings(FILE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
