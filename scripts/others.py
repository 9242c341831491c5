"""Measures how long other programs take for the statements of a map, beside argmap; bench.py --peers runs it.

Argdown's command line (npm) writes the HTML page and the drawing of a debate; sphinx-needs and StrictDoc (PyPI) write
sites of statements that trace to each other. Each gets the statements and relations of the same synthetic map. What
cannot be had on a machine is left out, and said.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment import child_environ, python_in
from peers import WANTED, ensure_argdown

SPHINX_NEEDS = "9.1.0"
STRICTDOC = "0.30.4"

_RELATIONS = ("supports", "attacks", "qualifies")
"""The relations that the synthetic maps have."""

_CONF = f"""project = "Bench"
extensions = ["sphinx_needs"]
html_theme = "basic"
needs_id_regex = "^[a-z0-9]+$"
needs_types = [{{"directive": "claim", "title": "Claim", "prefix": "", "color": "#eee", "style": "node"}}]
needs_links = {{
    name: {{"outgoing": name, "incoming": name + " of"}} for name in {_RELATIONS}
}}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program, ready to run.

    Attributes:
        name: What it is called, with its version.
        lacks: What it does not do of what argmap does with the same statements.
        commands: What is run, one after the other.
        folder: Where it is run.
        written: A file that must be there afterwards, and name every statement.
    """

    name: str
    lacks: str
    commands: Sequence[Sequence[str]]
    folder: Path
    written: Callable[[], str]


def ready(exported: Mapping[str, Any], argdown: str, folder: Path) -> Iterator[Peer | str]:
    """Install the other programs, and write the statements for each.

    Args:
        exported: The map as `argmap export json` has it.
        argdown: The map as `argmap export argdown` has it.
        folder: An empty folder to work in.

    Yields:
        Each program; or why there is none, in a sentence.
    """
    for name, prepare in (("Argdown", _argdown), ("sphinx-needs", _sphinx_needs), ("StrictDoc", _strictdoc)):
        own = folder / name
        own.mkdir(parents=True)
        try:
            yield prepare(exported, argdown, own)
        except (OSError, subprocess.CalledProcessError) as error:
            told = (getattr(error, "stderr", "") or str(error)).strip().splitlines() or [repr(error)]
            yield f"{name} cannot be had here: {told[-1]}"


def costs(peer: Peer, rounds: int) -> tuple[float, float]:
    """Return how long a program takes, in seconds on the clock and of processor time: the medians of the rounds."""
    taken = []
    for _ in range(rounds):
        before, started = _used(), time.perf_counter()
        for command in peer.commands:
            _run(command, peer.folder)
        taken.append((time.perf_counter() - started, _used() - before))
    if not peer.written():
        raise LookupError(peer.name)
    clock, processor = zip(*taken, strict=True)
    return statistics.median(clock), statistics.median(processor)


def _argdown(exported: Mapping[str, Any], argdown: str, folder: Path) -> Peer:
    programs = ensure_argdown()
    if not programs:
        raise FileNotFoundError(2, "npm is not there, or cannot install it", "@argdown/cli")
    program = str(Path(programs) / "argdown")
    version = json.loads((WANTED / "package.json").read_text(encoding="utf-8"))["dependencies"]["@argdown/cli"]
    (folder / "m.argdown").write_text(argdown, encoding="utf-8")
    return Peer(
        f"Argdown {version}: one page, one drawing",
        "pages, drawings and addresses of single statements, citations, checks of quotations, editions",
        [[program, "html", "m.argdown", "html"], [program, "map", "m.argdown", "map", "--format", "svg"]],
        folder,
        lambda: _naming(folder, ("html/m.html", "map/m.svg"), exported),
    )


def _sphinx_needs(exported: Mapping[str, Any], _: str, folder: Path) -> Peer:
    python = _environment(folder, f"sphinx-needs=={SPHINX_NEEDS}")
    (folder / "docs").mkdir()
    (folder / "docs" / "conf.py").write_text(_CONF, encoding="utf-8")
    ids = []
    for node in exported["nodes"]:
        lines = [f"{node['title']}", "=" * 120, "", f".. claim:: {node['title']}", f"   :id: {node['id']}"]
        for kind in _RELATIONS:
            targets = _targets(exported, node["id"], kind)
            lines += [f"   :{kind}: {', '.join(targets)}"] if targets else []
        text = "\n".join([*lines, "", f"   {node['statement']}", ""])
        (folder / "docs" / f"{node['id']}.rst").write_text(text, encoding="utf-8")
        ids.append(node["id"])
    index = "Bench\n=====\n\n.. toctree::\n\n" + "".join(f"   {one}\n" for one in ids)
    (folder / "docs" / "index.rst").write_text(index, encoding="utf-8")
    return Peer(
        f"sphinx-needs {SPHINX_NEEDS}: a page for each statement",
        "drawings of each statement's neighbours, how objections stand, citations, checks of quotations, editions",
        [[str(python), "-m", "sphinx", "-q", "-E", "-b", "html", "docs", "site"]],
        folder,
        lambda: _naming(folder, (f"site/{ids[-1]}.html",), exported, ids[-1:]),
    )


def _strictdoc(exported: Mapping[str, Any], _: str, folder: Path) -> Peer:
    python = _environment(folder, f"strictdoc=={STRICTDOC}")
    parts = ["[DOCUMENT]\nTITLE: Bench\n"]
    for node in exported["nodes"]:
        targets = [one for kind in _RELATIONS for one in _targets(exported, node["id"], kind)]
        relations = "".join(f"- TYPE: Parent\n  VALUE: {one}\n" for one in dict.fromkeys(targets))
        told = f"[REQUIREMENT]\nUID: {node['id']}\nTITLE: {node['title']}\nSTATEMENT: {node['statement']}\n"
        parts.append(told + (f"RELATIONS:\n{relations}" if relations else ""))
    (folder / "docs").mkdir()
    (folder / "docs" / "m.sdoc").write_text("\n".join(parts), encoding="utf-8")
    export = [str(python), "-m", "strictdoc.cli.main", "export", "docs", "--output-dir", "site"]
    return Peer(
        f"StrictDoc {STRICTDOC}: one document, and its trace",
        "pages, drawings and addresses of single statements, kinds of relations, citations, editions",
        [[sys.executable, "-c", "import shutil; shutil.rmtree('site', ignore_errors=True)"], export],
        folder,
        lambda: _naming(folder, [one.relative_to(folder) for one in (folder / "site").rglob("m.html")], exported),
    )


def _targets(exported: Mapping[str, Any], node_id: str, kind: str) -> list[str]:
    return [one["to"] for one in exported["relations"] if one["from"] == node_id and one["type"] == kind]


def _naming(folder: Path, files: Sequence[str | Path], exported: Mapping[str, Any], ids: Sequence[str] = ()) -> str:
    """Return what was written, if it has the titles of all statements, or of some."""
    text = " ".join((folder / file).read_text(encoding="utf-8") for file in files)
    titles = [node["title"] for node in exported["nodes"] if not ids or node["id"] in ids]
    return text if all(title.split()[-1] in text for title in titles) else ""


def _environment(folder: Path, requirement: str) -> Path:
    environment = folder / "environment"
    _run([sys.executable, "-m", "venv", str(environment)], folder)
    python = python_in(environment)
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement], folder)
    return python


def _run(command: Sequence[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=child_environ(), check=True, capture_output=True, text=True)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
