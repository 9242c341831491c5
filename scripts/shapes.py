"""Measures maps of extreme shapes, each at half its size and whole, so that growth shows; bench.py --shapes runs it."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Relations = Mapping[int, Sequence[int]]
"""What each node supports, by numbers; node 0 is the thesis."""

_COST = """
import resource, sys
from pathlib import Path
from argmap.diagrams.engine import engine_for
from argmap.pages.page import markdown_of
from argmap.site.build import BuildOptions, build_site
from argmap.storage.cache import Cache
from argmap.storage.disk import load
sources = load(Path(sys.argv[1]))
site = build_site(sources.texts, sources.findings, BuildOptions(engine_for(), Cache(None)))
assert site.files, site.findings
written = sum(map(len, site.files.values())) + sum(len(markdown_of(page)) for page in site.pages.values())
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(sum(one.ru_utime + one.ru_stime for one in used), written / 1e6, max(one.ru_maxrss for one in used) / 1024)
"""


def chain(number: int) -> Relations:
    """Let each node support the one before it."""
    return {one: [one - 1] if one else [] for one in range(number)}


def star(number: int) -> Relations:
    """Let all nodes support the thesis."""
    return {one: [0] if one else [] for one in range(number)}


def bipartite(number: int) -> Relations:
    """Let each of half of the nodes support each of the other half, which support the thesis."""
    middle = range(1, number // 2)
    return {0: [], **{one: [0] for one in middle}, **{one: [*middle] for one in range(number // 2, number)}}


def dense(number: int) -> Relations:
    """Let each node support the five before it."""
    return {one: [*range(max(one - 5, 0), one)] for one in range(number)}


SHAPES: Mapping[str, tuple[Callable[[int], Relations], int]] = {
    "a chain": (chain, 1000),
    "a star": (star, 2000),
    "all of 60 on all of 60": (bipartite, 120),
    "five relations a node": (dense, 2000),
}
"""Each shape by its name, with how many nodes it has."""


def write_shape(docs: Path, relations: Relations) -> None:
    """Write a map `m` of nodes without prose."""
    nodes = docs / "m" / "nodes"
    nodes.mkdir(parents=True)
    (docs / "m" / "map.yml").write_text("title: A shape\n", encoding="utf-8")
    for one, targets in relations.items():
        supports = f"supports: [{', '.join(f'n{target}' for target in targets)}]\n" if targets else ""
        text = f"---\nkind: {'claim' if one else 'thesis'}\ntitle: Node {one}\nstatement: So it is with {one}.\n"
        (nodes / f"n{one}.md").write_text(f"{text}{supports}---\n", encoding="utf-8")


def measured(python: str, folder: Path) -> list[dict[str, float | str]]:
    """Return the figures of each shape.

    Args:
        python: The Python of an environment with argmap.
        folder: An empty folder to work in.

    Returns:
        By names: the shape, its nodes and relations, seconds of processor time (a), MB written and MB of memory; and
        how many times as much the whole took and wrote as half of it, which had `halves` times fewer relations.
    """
    rows: list[dict[str, float | str]] = []
    for name, (shape, number) in SHAPES.items():
        costs, counts = [], []
        for size in (number // 2, number):
            relations = shape(size)
            docs = folder / name.replace(" ", "-") / str(size)
            write_shape(docs, relations)
            command = [python, "-c", _COST, str(docs)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            costs.append([float(figure) for figure in told.split()])
            counts.append(sum(map(len, relations.values())))
        (half, half_written, _), (taken, written, memory) = costs
        rows.append(
            {
                "shape": name,
                "nodes": number,
                "relations": counts[1],
                "seconds": taken,
                "written": written,
                "memory": memory,
                "halves": counts[1] / counts[0],
                "longer": taken / half,
                "larger": written / half_written,
            }
        )
    return rows
