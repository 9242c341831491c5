"""Measures how long a site with many nodes takes, and prints the table.

For each size it makes a synthetic map and measures in turn, the median of several rounds:
(a) argmap's own time from the texts to {path: content}, with an empty cache, and again with nothing changed, in another
process and in the same,
(b) MkDocs's own time for these pages as plain Markdown with drawings as files, which argmap as it was in the commit
FROZEN wrote beforehand, so that b stays the same whatever pages come to say,
(c) the whole build through the plugin, with an empty cache, and warm: all is in the cache, and a page has changed.
Every other figure is of a whole process, so that each pays for its own start; times in seconds, memory and sizes in MB,
the memory that of the largest process.
With --growth it measures instead how work grows with the length of hostile texts (see scripts/growth.py), with
--unfolding how quickly the page Tree answers in a slow browser (see scripts/unfolding.py), with --reading what readers
of large maps load and wait for (see scripts/reading.py).

Last, it compares `argmap check` of 1,000 nodes with a link each to that of the same without: markup in prose must not
make checking much slower. And it says what a picture beside links costs, made and taken from the cache, in milliseconds
and as a part of argmap's own time for a node (a) in the last size; and what 20 editions of 300 nodes cost, made, and
unchanged against the copying of their files; and what pandoc takes for the citations of 10,000 nodes, of one map and of
500, against those of 1,000; and what the whole build of these 500 maps takes, cold. And how long somebody waits who
only asks: `argmap --help`, against a Python that does nothing; and `argmap check` of 10,000 nodes with links, against
that of 1,000.

With --loop it measures the loop of whoever writes, at the first of the sizes: the processor time from saving a node to
the built preview, for an edit of prose and of a title, at the edge of the map and in its middle, against that of (b) in
the same run. With --compare N it makes N random edits, and compares the preview with builds of the whole.

With --corpus N it measures N maps of 20 nodes, each of its own words, cold: the processor time and the memory of
`argmap build` in one process and of `argmap build --workers 2`, and whether both write the same bytes; above 500 maps
only the latter, since one process would hold all that it makes.

With --shapes it measures (a) of deep and of wide maps, and what they come to on the disk, and with --peers what other
programs take for the statements of a map, in the same run as argmap (see scripts/others.py).

All of them write into memory where a machine offers a folder there, so that its disk is not what is measured (of some,
an unlink takes longer than argmap takes for a page); but for a corpus that would not fit.

With --json FILE it keeps the figures in that file as well, beside those of other runs; scripts/speedtables.py writes
the tables of manual/speed.md from it.

With --against COMMIT it measures instead how this tree and that commit do the same work side by side: the processor
time of `argmap build` and `mkdocs build` of maps of 300 and 1,000 nodes, the fastest of the rounds, drawings and
citations in the cache, and a page changed, so that all pages are written.
"""

import argparse
import json
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import others
import scratch
import shapes
import speedtables
from browser import BrowserFailure, ensure_browser
from environment import BUILD_LOCK, ROOT, TEST_LOCK, EnvironmentFailure, ensure

GROWTH = Path(__file__).with_name("growth.py")

FROZEN = "9d1ca409"
"""The commit that writes the pages of (b)."""

SIZES = (100, 1000, 5000)
RELATIONS_A_NODE = 1.2
PROSE_BYTES = 2048
WORKS = 200
LINKED = 1000
LINK = "See [the page](https://example.org/page).\n"
MOST_FOR_LINKS = 1.3
"""How many times as long checking may take with a link in each node's prose."""

EDITIONS = 20
EDITION_NODES = 300
CITED = 1000
CITED_MANY = 10_000
SMALL_MAP = 20
CHECKED_MANY = 10_000
LOOPED = 1000
AGAINST_SIZES = (300, 1000)
MOST_HERE = 500
"""How many maps one process makes at most in `--corpus`."""
COMPARED = 1000
"""How many statements other programs get."""

PICTURES = 200
"""How many pictures beside links are made."""

WORDS = [
    "claim",
    "reason",
    "evidence",
    "policy",
    "region",
    "energy",
    "trade",
    "border",
    "market",
    "power",
    "leader",
    "state",
    "union",
    "reform",
    "growth",
]

_OWN_TIME = """
import sys, time
from pathlib import Path
from argmap.storage.disk import load
started = time.perf_counter()
from argmap.storage.cache import Cache
from argmap.diagrams.engine import engine_for
from argmap.site.build import BuildOptions, build_site
options = BuildOptions(engine_for(), Cache(Path(sys.argv[2])))
for _ in range(2):
    sources = load(Path(sys.argv[1]))
    site = build_site(sources.texts, sources.findings, options)
    assert site.files, site.findings
    print(time.perf_counter() - started)
    started = time.perf_counter()
"""

_PICTURES_TIME = """
import sys, time
from pathlib import Path
from argmap.diagrams.previews import Preview, preview_pictures
from argmap.storage.cache import Cache
number = int(sys.argv[2])
statements = [f"{one} is so, since {'claim and reason ' * 8}" for one in range(number)]
previews = {text: Preview("claim", "Claim", text, "Attributed to the author", "A map, draft") for text in statements}
for _ in range(2):
    started = time.perf_counter()
    dict(preview_pictures(previews, Cache(Path(sys.argv[1]))))
    print((time.perf_counter() - started) / number * 1000)
"""

_EDITIONS_TIME = """
import json, shutil, sys, time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from argmap.diagrams.engine import engine_for
from argmap.edit.release import Wish
from argmap.model.beside import Edition
from argmap.model.findings import Place
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates
from argmap.read.frozen import read_frozen
from argmap.site.archive import release
from argmap.site.editions import EditionTools, edition_files
from argmap.site.validate import checked
from argmap.storage.cache import Cache
from argmap.storage.disk import load
from argmap.storage.writing import add_files
docs, cache, out, number = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
texts = dict(load(docs).texts)
texts["m/editions.yml"] = "editions:\\n- {edition: draft, changes: [New.]}"
argument_map = checked(texts)[0][0]
frozen = release(argument_map, texts, Wish("2026.0", "2026-01-01"), engine_for()).changed["m/editions/2026.0.json"]
editions, listed = [], []
for one in range(number):
    text = frozen.replace('"edition": "2026.0"', f'"edition": "2026.{one}"')
    editions.append(read_frozen(f"m/editions/2026.{one}.json", text, "m")[0])
    listed.append(Edition(f"2026.{one}", "2026-01-01", (), Place("m"), sha256(text.encode()).hexdigest()))
argument_map = replace(argument_map, frozen=tuple(editions), editions=tuple(listed))
tools = EditionTools("https://example.org/", engine_for(), Cache(cache), Templates(), LinkPreviews.NONE)
for _ in range(2):
    started = time.perf_counter()
    made = edition_files(argument_map, tools)
    add_files(out, ((path, page.encode()) for path, page in made.files.items()))
    print(time.perf_counter() - started)
started = time.perf_counter()
shutil.copytree(out, out.with_name("copy"))
print(time.perf_counter() - started)
"""

_CITATIONS_COST = """
import resource, sys
from pathlib import Path
from argmap.citations.citable import Published
from argmap.citations.formatting import formatted_works
from argmap.site.validate import checked
from argmap.storage.cache import Cache
from argmap.storage.disk import load
sources = load(Path(sys.argv[1]))
maps, _ = checked(sources.texts, sources.findings, sources.others)
works, findings = formatted_works(maps, Published("https://example.org/"), Cache(None))
assert len(works) == len(maps), findings
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""

_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""

_CORPUS_COST = """
import resource, sys
from argmap.cli import main
assert main(sys.argv[1:]) == 0
for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
    used = resource.getrusage(who)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""

_CONFIG_OF_MANY = """site_name: Bench
site_url: http://127.0.0.1/
theme: {name: material, font: false}
plugins: [search, tags, argmap]
nav: [index.md]
not_in_nav: "*"
"""

CONFIG = """site_name: Bench
site_url: http://127.0.0.1/
theme: {{name: material, font: false}}
plugins: [search, tags{plugin}]
extra_css: [argmap/argmap.css]
nav: [m/index.md, m/outline/index.md, m/diagram/index.md, m/references/index.md]
not_in_nav: "*"
"""


def words(chance: random.Random, length: int) -> str:
    """Return a text of about this many characters."""
    text = ""
    while len(text) < length:
        text += chance.choice(WORDS) + " "
    return text[:length].strip()


def write_map(docs: Path, number: int, prose_bytes: int, map_id: str = "m") -> None:
    """Write a synthetic map with this many nodes, each with so much prose; the same for the same numbers and id."""
    seed = number if map_id == "m" else f"{map_id} {number}"
    chance = random.Random(seed)  # noqa: S311 - a benchmark needs the same map each time
    nodes = docs / map_id / "nodes"
    nodes.mkdir(parents=True)
    (docs / map_id / "map.yml").write_text("title: A synthetic map\n", encoding="utf-8")
    works_number = min(WORKS, number)
    works = [
        {
            "id": f"w-{one:04}",
            "type": "article-journal",
            "title": words(chance, 60).title(),
            "author": [{"family": f"Name{one % 70}", "given": "A."}],
            "issued": {"date-parts": [[2000 + one % 20]]},
            "container-title": "Journal",
            "page": f"{one}-{one + 20}",
        }
        for one in range(works_number)
    ]
    (docs / map_id / "references.json").write_text(json.dumps(works), encoding="utf-8")
    for one in range(number):
        targets = set()
        if one:
            near = max(one // 4 - 2, 0)
            targets.add(chance.randint(near, min(near + 4, one - 1)))
            if chance.random() < RELATIONS_A_NODE - 1:
                targets.add(chance.randrange(one))
        kinds = ["supports", "supports", "attacks", "qualifies"]
        relations = "".join(
            f"{kind}: [{', '.join(f'n{t}' for t in to)}]\n" for kind, to in _shared(chance, kinds, targets)
        )
        prose = words(chance, prose_bytes - 60)
        cites = [f"w-{chance.randrange(works_number):04}" for _ in range(2)]
        (nodes / f"n{one}.md").write_text(
            f"---\nkind: {'claim' if one else 'thesis'}\ntitle: {words(chance, 52)} {one}\n"
            f"statement: {words(chance, 140)}.\n{relations}cites: [{cites[0]}]\ntags: [{chance.choice(WORDS)}]\n---\n"
            f"{prose} [@{cites[0]}, p. {chance.randrange(300)}] and [@{cites[1]}].\n",
            encoding="utf-8",
        )


def _shared(chance: random.Random, kinds: list[str], targets: set[int]) -> list[tuple[str, list[int]]]:
    """Give each target a kind of relation."""
    by_kind: dict[str, list[int]] = {}
    for target in sorted(targets):
        by_kind.setdefault(chance.choice(kinds), []).append(target)
    return sorted(by_kind.items())


def timed(command: list[str], folder: Path) -> tuple[float, str]:
    """Run a command and return its time and output; raises when it fails."""
    started = time.perf_counter()
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout


def measure(python: str, number: int, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Measure one size and return the figures by their names."""
    write_map(folder / "docs", number, options.prose)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    plain = folder / "plain"
    cache = folder / ".cache"
    written = ["--out", str(plain / "docs"), "--cache", str(folder / "other")]
    processor_time([python, "-m", "argmap", "build", "--quiet", *written], folder, package_of(FROZEN, folder))
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugin=", argmap"), encoding="utf-8")
    (plain / "mkdocs.yml").write_text(CONFIG.format(plugin=""), encoding="utf-8")
    figures: dict[str, list[float]] = {name: [] for name in ("a", "again", "inside", "b", "c", "warm")}
    own = [python, "-c", _OWN_TIME, str(folder / "docs"), str(cache / "own")]
    build = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
    for one in range(options.rounds):
        shutil.rmtree(cache, ignore_errors=True)
        first, second = map(float, timed(own, folder)[1].split())
        figures["a"].append(first)
        figures["inside"].append(second)
        figures["again"].append(float(timed(own, folder)[1].split()[0]))
        figures["b"].append(timed([*build, str(folder / "site-plain")], plain)[0])
        shutil.rmtree(cache, ignore_errors=True)
        figures["c"].append(timed([*build, str(folder / "site")], folder)[0])
        (folder / "docs" / "index.md").write_text(f"# Home\n\n{one}\n", encoding="utf-8")
        figures["warm"].append(timed([*build, str(folder / "site")], folder)[0])
    found = {name: statistics.median(times) for name, times in figures.items()}
    found["memory"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found["site"] = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file()) / 1e6
    found["index"] = (folder / "site" / "search" / "search_index.json").stat().st_size / 1e6
    return found


def write_linked(docs: Path, number: int, prose_bytes: int) -> None:
    """Write a synthetic map whose nodes have a link each in their prose."""
    write_map(docs, number, prose_bytes)
    for file in (docs / "m" / "nodes").iterdir():
        file.write_text(file.read_text(encoding="utf-8") + LINK, encoding="utf-8")


def waits(python: str, options: argparse.Namespace, folder: Path) -> dict[str, float]:
    """Return the seconds that commands take which somebody waits for, the least of the rounds."""
    commands = {"nothing": [python, "-c", "pass"], "help": [python, "-m", "argmap", "--help"]}
    for name, number in (("few", LINKED), ("many", CHECKED_MANY)):
        write_linked(folder / name, number, options.prose)
        commands[name] = [python, "-m", "argmap", "check", "--docs", str(folder / name)]
    return {
        name: min(timed(command, folder)[0] for _ in range(options.rounds + 1))  # the first may compile what it loads
        for name, command in commands.items()
    }


def link_ratio(python: str, options: argparse.Namespace, folder: Path) -> float:
    """Return how many times as long `argmap check` takes when each of 1,000 nodes has a link in its prose."""
    write_map(folder / "without", LINKED, options.prose)
    write_linked(folder / "with", LINKED, options.prose)
    times: dict[str, list[float]] = {"without": [], "with": []}
    for _ in range(options.rounds):
        for name, taken in times.items():
            taken.append(timed([python, "-m", "argmap", "check", "--docs", str(folder / name)], folder)[0])
    return statistics.median(times["with"]) / statistics.median(times["without"])


def picture_costs(python: str, options: argparse.Namespace, folder: Path) -> tuple[float, float]:
    """Return what a picture beside links costs in milliseconds, made and taken from the cache."""
    costs = []
    for number in range(options.rounds):
        command = [python, "-c", _PICTURES_TIME, str(folder / f"cache-{number}"), str(PICTURES)]
        costs.append([float(figure) for figure in timed(command, folder)[1].split()])
    made, again = (statistics.median(figures) for figures in zip(*costs, strict=True))
    return made, again


def edition_costs(python: str, folder: Path) -> tuple[float, float, float]:
    """Return the seconds that all editions take, made and written, written again from the cache, and only copied."""
    write_map(folder / "docs", EDITION_NODES, PROSE_BYTES)
    places = [str(folder / name) for name in ("docs", "cache", "out")]
    made, again, copied = map(float, timed([python, "-c", _EDITIONS_TIME, *places, str(EDITIONS)], folder)[1].split())
    return made, again, copied


def citation_costs(python: str, folder: Path) -> tuple[list[float], list[float]]:
    """Return pandoc's seconds and its memory in MB, for 1,000 nodes of a map, 10,000 of one, and 10,000 of many."""
    write_map(folder / "thousand", CITED, 0)
    write_map(folder / "large", CITED_MANY, 0)
    for number in range(CITED_MANY // SMALL_MAP):
        write_map(folder / "small", SMALL_MAP, 0, f"m{number}")
    commands = ([python, "-c", _CITATIONS_COST, str(folder / name)] for name in ("thousand", "large", "small"))
    costs = [[float(figure) for figure in timed(command, folder)[1].split()] for command in commands]
    seconds, memory = zip(*costs, strict=True)
    return list(seconds), list(memory)


def corpus_cost(python: str, folder: Path) -> tuple[float, float]:
    """Return the seconds that the whole build of many small maps takes, cold, and the memory of its largest process."""
    for number in range(CITED_MANY // SMALL_MAP):
        write_map(folder / "docs", SMALL_MAP, PROSE_BYTES, f"m{number}")
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG_OF_MANY, encoding="utf-8")
    peak = [python, "-c", _PEAK, python, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    seconds, memory = timed(peak, folder)
    return seconds, float(memory)


def corpus(python: str, options: argparse.Namespace, folder: Path) -> int:
    """Tell what many small maps cost, made by one process and by two workers; return the exit status."""
    number = options.corpus
    for one in range(number):
        write_map(folder / "docs", SMALL_MAP, PROSE_BYTES, f"m{one}")
    given = ["--docs", str(folder / "docs"), "--cache", str(folder / "cache")]
    build = [python, "-c", _CORPUS_COST, "build", "--quiet", *given]
    rows, made = [], []
    ways = {"one process": [], "two workers": ["--workers", "2"]}
    for name, more in ways.items() if number <= MOST_HERE else [*ways.items()][1:]:
        out = folder / name
        started = time.monotonic()
        told = timed([*build, "--out", str(out), *more], folder)[1]
        clock = time.monotonic() - started
        (own, memory), (children, largest) = (map(float, line.split()) for line in told.splitlines())
        files = sorted(file for file in out.rglob("*") if file.is_file())
        written = sum(file.stat().st_size for file in files) / 1e6
        row = {"way": name, "clock": clock, "own": own, "children": children, "memory": memory, "largest": largest}
        rows.append({**row, "files": len(files), "written": written})
        made.append({str(file.relative_to(out)): sha256(file.read_bytes()).hexdigest() for file in files})
        shutil.rmtree(folder / "cache")
    is_same = made[0] == made[-1]
    _tell(options, "corpus", {"maps": number, "small map": SMALL_MAP, "ways": rows, "is same": is_same})
    return 0 if is_same else 1


def package_of(commit: str, folder: Path) -> Path:
    """Take the package of a commit out of git, and return the folder that holds it."""
    other = folder / "other-package"
    other.mkdir()
    archived = subprocess.run(["git", "-C", ROOT, "archive", commit, "argmap"], check=True, capture_output=True)  # noqa: S607
    subprocess.run(["tar", "-x", "-C", other], input=archived.stdout, check=True)  # noqa: S607
    return other


def processor_time(command: list[str], folder: Path, tree: Path) -> float:
    """Run a command with the package of a tree, and return the seconds of processor time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(tree)}
    subprocess.run(command, cwd=folder, env=environ, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def against(python: str, options: argparse.Namespace, folder: Path) -> int:
    """Print how many times the processor time of a commit this tree takes for the same, each warm and side by side."""
    other = package_of(options.against, folder)
    for number in AGAINST_SIZES:
        site = folder / str(number)
        write_map(site / "docs", number, options.prose)
        (site / "mkdocs.yml").write_text(CONFIG.format(plugin=", argmap"), encoding="utf-8")
        least: dict[tuple[str, Path], float] = {}
        for one in range(options.rounds + 1):  # the first fills the caches
            (site / "docs" / "index.md").write_text(f"# Home\n\n{one}\n", encoding="utf-8")
            for tree in (ROOT, other):
                cache = site / f"cache-{tree.name}"
                out = ["--out", str(site / f"out-{tree.name}"), "--cache", str(cache)]
                commands = {
                    "argmap build": [python, "-m", "argmap", "build", "--quiet", *out],
                    "mkdocs build": [
                        python,
                        "-m",
                        "mkdocs",
                        "build",
                        "--quiet",
                        "--site-dir",
                        str(site / f"site-{tree.name}"),
                    ],
                }
                for name, command in commands.items():
                    taken = processor_time(command, site, tree)
                    least[name, tree] = min(taken, least.get((name, tree), taken)) if one > 1 else taken
        for name in ("argmap build", "mkdocs build"):
            own, theirs = least[name, ROOT], least[name, other]
            print(f"{name} of {number} nodes: {own:.2f} s, {own / theirs:.2f} x {options.against}", flush=True)
    return 0


def loop(python: str, options: argparse.Namespace, folder: Path) -> int:
    """Tell what edits take in a preview as a part of (b), or compare; return the exit status."""
    number = LOOPED if options.sizes == SIZES else options.sizes[0]
    write_map(folder / "docs", number, options.prose)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugin=", argmap"), encoding="utf-8")
    script = [python, str(Path(__file__).with_name("loop.py")), str(folder), "docs/m/nodes"]
    if options.compare:
        return subprocess.run([*script, "--compare", str(options.compare)], check=False).returncode
    plain = folder / "plain"
    written = ["--out", str(plain / "docs"), "--cache", str(folder / "other")]
    processor_time([python, "-m", "argmap", "build", "--quiet", *written], folder, package_of(FROZEN, folder))
    (plain / "mkdocs.yml").write_text(CONFIG.format(plugin=""), encoding="utf-8")
    build = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site-plain")]
    b = statistics.median(processor_time(build, plain, ROOT) for _ in range(options.rounds))
    nodes = {"at the edge": f"n{number - 1}", "in the middle": f"n{number // 20}"}
    named = [f"{name}={node}.md" for name, node in nodes.items()]
    taken = json.loads(timed([*script, "--rounds", str(options.rounds), "--edit", *named], folder)[1])
    _tell(options, "loop", {"nodes": number, "b": b, "edits": taken})
    return 0


def deep_and_wide(python: str, options: argparse.Namespace, folder: Path) -> int:
    """Tell what maps of extreme shapes take."""
    _tell(options, "shapes", shapes.measured(python, folder))
    return 0


def compare_peers(python: str, options: argparse.Namespace, folder: Path) -> int:
    """Tell how long argmap and other programs take for the same statements."""
    number = COMPARED if options.sizes == SIZES else options.sizes[0]
    write_map(folder / "docs", number, options.prose)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG.format(plugin=", argmap"), encoding="utf-8")
    exported, argdown = (
        timed([python, "-m", "argmap", "export", form, "--docs", str(folder / "docs")], folder)[1]
        for form in ("json", "argdown")
    )
    # The first command forgets what was drawn and formatted in the last round.
    forget = [python, "-c", "import shutil; shutil.rmtree('.cache', ignore_errors=True)"]
    build = [python, "-m", "argmap", "build", "--quiet", "--out", "out"]
    site = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    programs = [
        others.Peer("argmap: a whole site, cold", "", [forget, site], folder, lambda: "m"),
        others.Peer("argmap: the pages alone, cold", "", [forget, build], folder, lambda: "m"),
    ]
    missing = []
    for found in others.ready(json.loads(exported), argdown, folder / "peers"):
        if isinstance(found, str):
            missing.append(found)
        else:
            programs.append(found)
    rows = []
    for program in programs:
        clock, processor = others.costs(program, options.rounds)
        rows.append({"name": program.name, "lacks": program.lacks, "clock": clock, "processor": processor})
    _tell(options, "peers", {"nodes": number, "programs": rows, "missing": missing})
    return 0


def _tell(options: argparse.Namespace, kind: str, figures: speedtables.Figures) -> None:
    """Print what was measured, and keep it where that is asked for."""
    print(speedtables.told(kind, figures), flush=True)
    if options.json:
        _keep(options.json, kind, figures)


def _keep(file: Path, kind: str, figures: speedtables.Figures) -> None:
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short=8", "HEAD"], check=True, capture_output=True)  # noqa: S607
    machine = {
        "date": f"{datetime.now(tz=UTC):%Y-%m-%d}",
        "commit": commit.stdout.decode().strip(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "written to": "memory" if os.environ.get("TMPDIR", "").startswith(str(scratch.SHARED)) else "disk",
    }
    speedtables.keep(file, "machine", machine)
    speedtables.keep(file, kind, figures)


def _in_browser(kind: str, options: argparse.Namespace) -> int:
    """Run another script with a browser and return its exit status; raises when there is none."""
    python = ensure(TEST_LOCK)
    sizes = [] if options.sizes == SIZES else map(str, options.sizes)
    command = [str(python), str(Path(__file__).with_name(f"{kind}.py")), str(options.rounds), *sizes]
    environ = {**os.environ, "ARGMAP_BROWSER": ensure_browser(python), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, env=environ, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode == 0:
        _tell(options, kind, done.stdout)
    return done.returncode


def whole_runs(python: str, options: argparse.Namespace) -> None:
    """Tell what whole builds take for each size, and whatever somebody waits for beside."""
    rows = []
    for number in options.sizes:
        with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
            rows.append({"nodes": number, **measure(python, number, options, Path(folder))})
            print(f"{number} nodes measured", file=sys.stderr, flush=True)
    _tell(options, "sizes", rows)
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        ratio = link_ratio(python, options, Path(folder))
        made, again = picture_costs(python, options, Path(folder))
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        editions = edition_costs(python, Path(folder))
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        waited = waits(python, options, Path(folder))
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        seconds, memory = citation_costs(python, Path(folder))
    with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
        whole, largest = corpus_cost(python, Path(folder))
    figures = {
        **waited,
        "links": ratio,
        "linked": LINKED,
        "most for links": MOST_FOR_LINKS,
        "picture": made,
        "picture again": again,
        "editions": EDITIONS,
        "edition nodes": EDITION_NODES,
        **dict(zip(("editions made", "editions again", "editions copied"), editions, strict=True)),
        "cited": CITED_MANY,
        "cited few": CITED,
        "citations of few": seconds[0],
        "citations": [*zip(("one map", f"maps of {SMALL_MAP}"), seconds[1:], memory[1:], strict=True)],
        "maps": CITED_MANY // SMALL_MAP,
        "small map": SMALL_MAP,
        "maps built": whole,
        "maps memory": largest,
        "checked": CHECKED_MANY,
    }
    _tell(options, "waits", figures)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="how many nodes (default: 100 1000 5000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: 3)")
    parser.add_argument(
        "--prose", type=int, default=PROSE_BYTES, help=f"bytes of prose in a node's file (default: {PROSE_BYTES})"
    )
    parser.add_argument("--against", metavar="COMMIT", help="measure this tree side by side with a commit")
    parser.add_argument("--growth", action="store_true", help="measure how work grows with hostile texts")
    parser.add_argument("--unfolding", action="store_true", help="measure how quickly the page Tree answers")
    parser.add_argument("--reading", action="store_true", help="measure what readers of large maps wait for")
    parser.add_argument("--loop", action="store_true", help="measure edits of a node in a preview")
    parser.add_argument("--shapes", action="store_true", help="measure deep and wide maps")
    parser.add_argument("--peers", action="store_true", help="measure other programs in the same run")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in this file as well")
    parser.add_argument("--compare", type=int, metavar="N", help="with --loop, compare after N random edits")
    parser.add_argument("--corpus", type=int, metavar="N", help="measure N small maps, made by one process and workers")
    options = parser.parse_args()
    if (options.corpus or 0) > MOST_HERE:
        return _measured(options)
    with scratch.scratch() as place:
        os.environ.update(place)
        tempfile.tempdir = None  # found anew, there
        return _measured(options)


def _measured(options: argparse.Namespace) -> int:
    """Measure what is asked for, print it and return the exit status."""
    try:
        if options.unfolding or options.reading:
            return _in_browser("unfolding" if options.unfolding else "reading", options)
        python = str(ensure(TEST_LOCK if options.corpus else BUILD_LOCK))
    except (EnvironmentFailure, BrowserFailure) as failure:
        print(failure, file=sys.stderr)
        return 2
    if options.growth:
        return subprocess.run([python, str(GROWTH), str(options.rounds)], check=False).returncode
    measurements = {
        options.loop: loop,
        options.shapes: deep_and_wide,
        options.peers: compare_peers,
        bool(options.corpus): corpus,
        bool(options.against): against,
    }
    if asked := measurements.get(True):
        with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
            return asked(python, options, Path(folder))
    whole_runs(python, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
