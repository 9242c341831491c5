"""Measures the loop of whoever writes: a node is saved, and a preview builds what changed.

It stands in for `mkdocs serve`: one process, MkDocs's own functions, the site built again after every edit. With --edit
it prints, as JSON, the processor time of the first build and of edits of prose and of a title, the median of rounds;
scripts/bench.py --loop compares that with MkDocs's own time. With --compare N it makes N random edits, among them new,
deleted and renamed nodes, relations and errors, and compares the site after each with one built at once, byte for byte.
"""

import argparse
import json
import logging
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

ADDRESS = "http://127.0.0.1:8000/"
"""The address at which `mkdocs serve` shows a site."""

_WHOLE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from loop import Preview
Preview(Path(sys.argv[2]), Path(sys.argv[3])).build()
"""


class Preview:
    """A preview of the site of a folder."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder = folder
        self.out = out
        self._server: LiveReloadServer | None = None

    def build(self) -> float:
        """Build the site as `mkdocs serve` does after a change, and return the processor time that it took."""
        before = _used()
        config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(self.out))
        config.site_url = ADDRESS
        if not self._server:
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=ADDRESS)
        taken = _used() - before
        if not self._server:  # MkDocs's own, which only listens when it is told to
            server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=8000, root=str(self.out))
            self._server = config.plugins.on_serve(server, config=config, builder=self.build)
        return taken

    def served(self, path: str) -> bytes:
        """Return what the server of the preview answers for a file, by its path below the site's."""
        app = self._server.get_app() if self._server else None
        if app is None:
            raise LookupError(path)
        environ = {"PATH_INFO": f"/{path}", "REQUEST_METHOD": "GET"}
        return b"".join(app(environ, lambda *_: _))


def _used() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measured(folder: Path, nodes: dict[str, Path], rounds: int) -> dict[str, float]:
    """Return the median time of each kind of edit, by its name, the first build among them.

    Args:
        folder: The folder of mkdocs.yml.
        nodes: The files of the nodes that are edited, by what they are called in the table.
        rounds: How often each is measured.

    Returns:
        Seconds by names.
    """
    with tempfile.TemporaryDirectory(prefix="argmap-loop-") as out:
        preview = Preview(folder, Path(out) / "site")
        times = {"first": preview.build()}
        for name, file in nodes.items():
            text = file.read_text(encoding="utf-8")
            taken: dict[str, list[float]] = {"prose": [], "title": []}
            for one in range(rounds):
                file.write_text(f"{text}\nMore of it, {one}.\n", encoding="utf-8")
                taken["prose"].append(preview.build())
            for one in range(rounds):
                file.write_text(re.sub("(?m)^(title: .*)$", rf"\1 {one}", text, count=1), encoding="utf-8")
                taken["title"].append(preview.build())
            file.write_text(text, encoding="utf-8")
            preview.build()
            times |= {f"{kind}, {name}": statistics.median(seconds) for kind, seconds in taken.items()}
    return times


class Editor:
    """Makes random edits of the nodes of a map: always the same for the same seed."""

    def __init__(self, nodes: Path, seed: int) -> None:
        self._nodes = nodes
        self._chance = random.Random(seed)  # noqa: S311 - a comparison needs the same edits each time
        self._number = 0
        self._mend: tuple[Path, str] | None = None

    def edit(self) -> str:
        """Make an edit, and return what it is."""
        if self._mend:
            file, text = self._mend
            file.write_text(text, encoding="utf-8")
            self._mend = None
            return f"mended {file.name}"
        self._number += 1
        kinds = [self.prose, self.prose, self.title, self.statement, self.relation, self.tag, self.new]
        kinds += [self.delete, self.rename, self.error, self.cite]
        kind = kinds[self._number % len(kinds)]
        return f"{kind.__name__} of {kind()}"

    def _any(self) -> Path:
        return self._chance.choice(sorted(self._nodes.rglob("*.md")))

    def _change(self, pattern: str, instead: str) -> str:
        files = [file for file in sorted(self._nodes.rglob("*.md")) if re.search(pattern, file.read_text("utf-8"))]
        file = self._chance.choice(files)
        text = re.sub(pattern, instead, file.read_text("utf-8"), count=1)
        file.write_text(text, encoding="utf-8")
        return file.name

    def prose(self) -> str:
        """Add a paragraph, and return which node it is."""
        file = self._any()
        file.write_text(f"{file.read_text('utf-8')}\n\nAdded, {self._number}.\n", encoding="utf-8")
        return file.name

    def title(self) -> str:
        """Change a title, and return which node it is."""
        return self._change("(?m)^(title: [^\n\"']*)$", rf"\1 {self._number}")

    def statement(self) -> str:
        """Change a statement, and return which node it is."""
        return self._change("(?m)^(statement: [^\n\"'>|]*)$", rf"\1 So it is, {self._number}.")

    def relation(self) -> str:
        """Turn a relation into another, and return which node it is."""
        was, becomes = ("supports", "attacks") if self._number % 2 else ("attacks", "supports")
        return self._change(rf"(?ms)\A((?!.*^{becomes}:).*?^){was}:", rf"\g<1>{becomes}:")

    def tag(self) -> str:
        """Change tags, and return which node it is."""
        return self._change(r"(?m)^tags: \[.*\]$", f"tags: [tag-{self._number}]")

    def cite(self) -> str:
        """Cite a work, and return which node it is."""
        keys = re.findall(r"@([\w-]+)", "".join(file.read_text("utf-8") for file in sorted(self._nodes.rglob("*.md"))))
        file = self._any()
        file.write_text(f"{file.read_text('utf-8')}\n\nSee [@{self._chance.choice(keys)}].\n", encoding="utf-8")
        return file.name

    def new(self) -> str:
        """Add a node, and return which node it is."""
        target = self._any()
        file = target.with_name(f"new-{self._number}.md")
        text = f"---\nkind: claim\ntitle: New {self._number}\nstatement: It is new.\n"
        text += f"supports: [{target.stem}]\n---\n\nProse.\n"
        file.write_text(text, encoding="utf-8")
        return file.name

    def delete(self) -> str:
        """Delete a node that nothing names, and return which node it is."""
        texts = {file: file.read_text("utf-8") for file in sorted(self._nodes.rglob("*.md"))}
        all_texts = "\n".join(texts.values())
        free = [
            file for file in texts if len(re.findall(rf"(?<![\w-]){re.escape(file.stem)}(?![\w-])", all_texts)) == 0
        ]
        file = self._chance.choice(free)
        file.unlink()
        return file.name

    def rename(self) -> str:
        """Give a node another id, and return which node it is."""
        file = self._any()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "argmap",
                "rename",
                "--docs",
                str(self._nodes.parent.parent),
                file.stem,
                f"renamed-{self._number}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{file.name}: {done.returncode}"

    def error(self) -> str:
        """Make an error, which the next edit mends, and return which node it is."""
        file = self._any()
        text = file.read_text("utf-8")
        self._mend = file, text
        file.write_text(text.replace("\nkind:", "\nsupports: [nowhere-at-all]\nkind:", 1), encoding="utf-8")
        return file.name


def differences(preview: Preview, whole: Path) -> list[str]:
    """Name the files for which a preview does not answer as they are in a site that was built at once."""
    shown, built = (
        {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
        for folder in (preview.out, whole)
    )
    return sorted(
        [*(f"too many: {path}" for path in shown - built)]
        + [path for path in built if not path.endswith(".gz") and preview.served(path) != (whole / path).read_bytes()]
    )


def compared(folder: Path, nodes: Path, edits: int, seed: int) -> int:
    """Make edits, and print and count those after which a preview is not what a build at once is."""
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="argmap-loop-") as out:
        preview = Preview(folder, Path(out) / "site")
        preview.build()
        editor = Editor(nodes, seed)
        for number in range(edits):
            name = editor.edit()
            taken = preview.build()
            whole = Path(out) / "whole"
            command = [sys.executable, "-c", _WHOLE, str(Path(__file__).parent), str(folder), str(whole)]
            subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
            found = [] if name.startswith("error") else differences(preview, whole)
            print(f"{number + 1}. {name}: {taken:.2f} s, {len(found)} differences {found[:6]}", flush=True)
            wrong += bool(found)
    return wrong


def main() -> int:
    """Measure or compare, as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the folder of mkdocs.yml; with --compare its nodes are changed")
    parser.add_argument("nodes", help="the nodes folder of a map, below it")
    parser.add_argument("--compare", type=int, default=0, metavar="N", help="compare after N random edits")
    parser.add_argument("--edit", nargs="+", default=[], metavar="NAME=FILE", help="measure edits of these nodes")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: 3)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    nodes = options.folder / options.nodes
    if options.edit:
        named = dict(one.split("=", 1) for one in options.edit)
        print(
            json.dumps(measured(options.folder, {name: nodes / file for name, file in named.items()}, options.rounds))
        )
        return 0
    return min(compared(options.folder, nodes, options.compare, options.seed), 1)


if __name__ == "__main__":
    sys.exit(main())
