"""Writes findings for people and for programs."""

import json
import re
from collections.abc import Sequence
from typing import Any, Literal, get_args
from urllib.parse import quote

from argmap import __version__
from argmap.locale.numbers import count
from argmap.model.characters import visible
from argmap.model.findings import Finding
from argmap.model.rules import RULES, Severity

Format = Literal["text", "json", "github", "sarif"]
FORMATS: tuple[Format, ...] = get_args(Format)

_NO_BYTE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates that do not stand for a byte of a file's name, as Python reads names that are not UTF-8."""

_OPENS_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(findings: Sequence[Finding], form: Format, *, root: str = "docs") -> str:
    """Write findings, sorted by place and code.

    Findings quote what strangers wrote, so what people will look at has every character spelled out that could command
    a terminal, and holds no link.

    Args:
        findings: The findings, in any order.
        form: The format: a name of `FORMATS`.
        root: The path of the docs folder, to put before the paths of findings; empty or `.` for none.

    Returns:
        Text that ends in a line break.
    """
    writers = {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
    return writers[form](sorted(findings), root)


def _path(finding: Finding, root: str) -> str:
    return f"{root}/{finding.place.path}" if root not in ("", ".") else finding.place.path


def _text(findings: Sequence[Finding], root: str) -> str:
    lines = []
    for finding in findings:
        where = f"{_path(finding, root)}:{finding.place.line}:{finding.place.column}"
        lines.append(visible(f"{where}: {finding.severity} {finding.code} {finding.message}"))
        if finding.hint:
            lines.append("    " + visible(finding.hint))
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    counts = [count(number, word) for number, word in ((errors, "error"), (warnings, "warning")) if number]
    lines.append(", ".join(counts) or "no findings")
    return "\n".join(lines) + "\n"


def finding_object(finding: Finding, root: str = "") -> dict[str, Any]:
    """Return a finding as plain JSON values.

    Args:
        finding: The finding.
        root: The path of the docs folder, to put before the path of the finding; empty or `.` for none.

    Returns:
        An object with the place, severity, code, message and hint.
    """
    return {
        "path": _path(finding, root),
        "line": finding.place.line,
        "column": finding.place.column,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }


def _json(findings: Sequence[Finding], root: str) -> str:
    return json.dumps([finding_object(finding, root) for finding in findings], indent=1, sort_keys=True) + "\n"


def _github(findings: Sequence[Finding], root: str) -> str:
    """Write workflow commands (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    lines = []
    for finding in findings:
        properties = {
            "file": _path(finding, root),
            "line": str(finding.place.line),
            "col": str(finding.place.column),
            "title": f"{finding.code} {RULES[finding.code].title}",
        }
        parameters = ",".join(f"{name}={_escape_property(value)}" for name, value in properties.items())
        message = "\n".join(visible(part) for part in (finding.message, finding.hint) if part)
        lines.append(f"::{finding.severity} {parameters}::{_escape_data(message)}")
    return "".join(f"{line}\n" for line in lines) or "no findings\n"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _sarif(findings: Sequence[Finding], root: str) -> str:
    """Write SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""
    codes = list(RULES)
    rules = [
        {
            "id": rule.code,
            "shortDescription": {"text": _sarif_text(rule.title)},
            "fullDescription": {"text": _sarif_text(rule.reason)},
            "help": {"text": _sarif_text(rule.mend)},
            "defaultConfiguration": {"level": rule.severity.value},
        }
        for rule in RULES.values()
    ]
    results = [_sarif_result(finding, codes.index(finding.code), root) for finding in findings]
    driver = {"name": "argmap", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=1, sort_keys=True) + "\n"


def _sarif_result(finding: Finding, rule_index: int, root: str) -> dict[str, Any]:
    message = finding.message + (f" ({finding.hint})" if finding.hint else "")
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    location = {"artifactLocation": {"uri": _uri(_path(finding, root))}, "region": region}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": finding.severity.value,
        "message": {"text": _sarif_text(message)},
        "locations": [{"physicalLocation": location}],
    }


def _sarif_text(text: str) -> str:
    """Return a SARIF message that shows just this text: no placeholder (section 3.11.5), no link (3.11.6)."""
    return _OPENS_LINK.sub(r"\\[", visible(text)).replace("{", "{{").replace("}", "}}")


def _uri(path: str) -> str:
    return quote(_NO_BYTE.sub("\N{REPLACEMENT CHARACTER}", path), errors="surrogateescape")
