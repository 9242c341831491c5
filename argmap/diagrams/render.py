"""Makes the drawings of a build: what the cache does not hold goes to the layout engine, all in one go."""

from collections.abc import Callable, Mapping

from argmap.diagrams.dot import Wanted, drawing_of
from argmap.diagrams.engine import Engine, Failure
from argmap.diagrams.files import DOWNLOADED, standalone
from argmap.diagrams.svg import finished
from argmap.model.findings import Finding, Place
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.resources import theme_file


def drawn(
    wanted: Mapping[str, Wanted],
    engine: Engine,
    kept: Cache,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[dict[str, str], list[Finding]]:
    """Make drawings.

    Takes what is wanted by path, the engine, the cache, and whom to tell how far it is. Returns each drawing's SVG,
    which carries its style sheet, by its path, with the DOT of those that can be downloaded beside it, and a finding
    for each that failed.
    """
    keys = {
        path: key_of("drawing", code_digest(), engine.name, repr(one.view), one.to_map, str(one.number))
        for path, one in wanted.items()
    }
    svgs = kept.get(keys.values())
    missing = {key: wanted[path] for path, key in keys.items() if key not in svgs}
    if missing:
        tell(f"drawing {len(missing)} of {len(keys)} diagrams")
    written = {key: drawing_of(one.view, one.to_map, one.number) for key, one in missing.items()}
    results = dict(zip(missing, engine.render([drawing.dot for drawing in written.values()]), strict=True))
    made = {key: finished(svg, written[key]) for key, svg in results.items() if isinstance(svg, str)}
    kept.put(made)
    svgs |= made
    findings = []
    for path, key in keys.items():
        failure = results.get(key)
        if isinstance(failure, Failure):
            message = f"Graphviz could not draw {path}: {failure.message}"
            hint = "look at the titles of the nodes it shows"
            findings.append(Finding(Place(wanted[path].file), "AM081", message, hint))
    style = theme_file("drawing.css")
    files = {path: standalone(svgs[key], style) for path, key in keys.items() if key in svgs}
    for path, one in wanted.items():
        if path in files and one.view.shape in DOWNLOADED:
            files[f"{path.removesuffix('.svg')}.dot"] = drawing_of(one.view, one.to_map, one.number).dot
    return files, findings


def downloaded(files: Mapping[str, str]) -> dict[str, str]:
    """Choose the drawings that are to be had as files too: those with their DOT beside them."""
    return {
        path: content
        for path, content in files.items()
        if path.endswith(".svg") and f"{path.removesuffix('.svg')}.dot" in files
    }
