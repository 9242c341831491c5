"""Tells what bench.py measured: on the screen, and in the tables of manual/speed.md, from the figures that it kept."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "manual" / "speed.md"
FIGURES = ROOT / "scripts" / "measured.json"
_MARKED = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end of \2 -->)", re.DOTALL)

Figures = Any
"""What JSON holds of one kind of measurement."""


def told(kind: str, figures: Figures) -> str:
    """Tell of one kind of measurement.

    Args:
        kind: Its name, a key of `TOLD`.
        figures: What was measured.

    Returns:
        Markdown: a table, or lines of a list.
    """
    return TOLD[kind](figures)


def with_figures(page: str, kept: Mapping[str, Figures]) -> str:
    """Fill the tables of a page.

    Args:
        page: The page's text; `<!-- kind -->` and `<!-- end of kind -->` stand around each table.
        kept: The figures by their kinds.

    Returns:
        The text with all tables.
    """
    return _MARKED.sub(lambda match: f"{match[1]}\n{told(match[2], kept[match[2]])}\n\n{match[3]}", page)


def keep(file: Path, kind: str, figures: Figures) -> None:
    """Keep figures in a file of JSON, beside those of other kinds that it has."""
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    text = json.dumps({**kept, kind: figures}, indent=1, sort_keys=True)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _table(head: str, rows: Sequence[Sequence[object]]) -> str:
    names = head.split(" | ")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _machine(figures: Figures) -> str:
    return (
        f"Measured on {figures['date']} with argmap at {figures['commit']}, Python {figures['python']} and "
        f"{figures['cores']} cores, writing to {figures['written to']}."
    )


def _sizes(figures: Figures) -> str:
    rows = []
    for f in figures:
        ratios = (f["a"] / f["b"], f["again"] / f["a"], f["inside"] / f["a"], f["c"] / f["b"], f["warm"] / f["b"])
        cells = [*(f[name] for name in ("a", "again", "inside", "b", "c", "warm")), *ratios]
        size = f["site"] * 1000 / f["nodes"]
        more = (f"{f['memory']:.0f}", f"{f['site']:.1f}", f"{size:.1f}", f"{f['index']:.2f}")
        rows.append([f["nodes"], *(f"{cell:.2f}" for cell in cells), *more])
    measured = "nodes | a | again | inside | b | c | warm | a/b | again/a | inside/a | c/b | warm/b"
    return _table(f"{measured} | peak MB | site MB | KB a node | index MB", rows)


def _waits(f: Figures) -> str:
    links = f"`argmap check` of {f['linked']} nodes with a link each: {f['links']:.2f} × without"
    again = f"{f['editions again']:.1f} s, {f['editions again'] / f['editions copied']:.1f} × copying their files"
    lines = [
        f"{links} (at most {f['most for links']})",
        f"a picture beside links: {f['picture']:.1f} ms, from the cache {f['picture again']:.2f} ms",
        f"{f['editions']} editions of {f['edition nodes']} nodes: {f['editions made']:.1f} s; unchanged {again}",
    ]
    for name, seconds, memory in f["citations"]:
        times = f"{seconds / f['citations of few']:.1f} × those of {f['cited few']}"
        lines.append(f"citations of {f['cited']} nodes in {name}: {seconds:.1f} s, {times}, {memory:.0f} MB of pandoc")
    built = f"{f['maps built']:.1f} s and {f['maps memory']:.0f} MB"
    many = f"{f['many']:.1f} s, {f['many'] / f['few']:.1f} × that of {f['linked']}"
    lines += [
        f"{f['maps']} maps of {f['small map']} nodes, built cold: {built}",
        f"`argmap --help`: {f['help']:.2f} s, {f['help'] / f['nothing']:.1f} × a Python that does nothing",
        f"`argmap check` of {f['checked']} nodes with a link each: {many}",
    ]
    return "\n".join(f"- {line}" for line in lines)


def _loop(figures: Figures) -> str:
    rows = [["b", f"{figures['b']:.2f}", "1.00"]]
    rows += [[name, f"{taken:.2f}", f"{taken / figures['b']:.2f}"] for name, taken in figures["edits"].items()]
    return _table(f"{figures['nodes']} nodes | s | × b", rows)


def _shapes(figures: Figures) -> str:
    rows = [
        [
            f["shape"],
            f["nodes"],
            f["relations"],
            f"{f['seconds']:.1f}",
            f"{f['written']:.1f}",
            f"{f['memory']:.0f}",
            f"{f['halves']:.1f}",
            f"{f['longer']:.1f}",
            f"{f['larger']:.1f}",
        ]
        for f in figures
    ]
    return _table("shape | nodes | relations | a (s) | MB written | peak MB | relations × | a × | MB ×", rows)


def _peers(figures: Figures) -> str:
    first = figures["programs"][0]
    rows = [
        [f["name"], f"{f['clock']:.1f}", f"{f['processor']:.1f}", f"{f['clock'] / first['clock']:.2f}", f["lacks"]]
        for f in figures["programs"]
    ]
    table = _table(f"{figures['nodes']} statements | s | s of CPU | × argmap | what it does not do with them", rows)
    return "\n".join([table, *(f"\n{reason}." for reason in figures["missing"])])


def _corpus(figures: Figures) -> str:
    rows = [
        [
            f["way"],
            *(f"{f[name]:.0f}" for name in ("clock", "own", "children", "memory", "largest", "files", "written")),
        ]
        for f in figures["ways"]
    ]
    maps = f"{figures['maps']} maps of {figures['small map']} nodes"
    head = f"{maps} | s | s of CPU | of its children | MB | of the largest child | files | MB written"
    end = ["", "Both wrote the same bytes." if figures["is same"] else "They wrote other bytes."] if rows[1:] else []
    return "\n".join([_table(head, rows), *end])


def _as_it_is(figures: Figures) -> str:
    return str(figures).strip()


TOLD: Mapping[str, Callable[[Figures], str]] = {
    "machine": _machine,
    "sizes": _sizes,
    "waits": _waits,
    "loop": _loop,
    "shapes": _shapes,
    "corpus": _corpus,
    "peers": _peers,
    "unfolding": _as_it_is,
    "reading": _as_it_is,
}
"""What tells of each kind of measurement, by its name."""

if __name__ == "__main__":
    kept_figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    FILE.write_text(with_figures(FILE.read_text(encoding="utf-8"), kept_figures), encoding="utf-8", newline="\n")
