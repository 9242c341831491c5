"""Makes the drawings of a build: what the cache does not hold goes to the layout engine, all at once."""

from collections.abc import Callable, Mapping

from argmap.diagrams.credit import Credit, svg_with_credit
from argmap.diagrams.dot import DiagramRequest, Drawing, drawing_of
from argmap.diagrams.engine import Engine, Failure
from argmap.diagrams.files import AS_DOT, standalone
from argmap.diagrams.svg import postprocess_svg, with_whole_addresses
from argmap.model.findings import Finding, Place
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.resources import theme_file


def render_diagrams(
    requests: Mapping[str, DiagramRequest],
    engine: Engine,
    cache: Cache,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[dict[str, str], list[Finding]]:
    """Make drawings.

    Args:
        requests: What is to be drawn, by the path of the file it becomes.
        engine: The layout engine.
        cache: What was drawn in earlier builds; new drawings are added to it.
        progress: Called with a line of text when there is something to wait for.

    Returns:
        The text of each file by its path: each SVG with its style sheet, and the DOT of those that can be downloaded
        beside it. Then a finding for each drawing that failed.
    """
    keys = {
        path: key_of(
            "drawing",
            code_digest(),
            engine.name,
            repr(request.view),
            request.to_map,
            str(request.number),
            request.language,
            request.around,
        )
        for path, request in requests.items()
    }
    svgs = cache.texts(keys.values())
    missing = {key: requests[path] for path, key in keys.items() if key not in svgs}
    if missing:
        progress(f"drawing {len(missing)} of {len(keys)} diagrams")
    drawings = {key: _drawing(request) for key, request in missing.items()}
    results = dict(zip(missing, engine.render([drawing.dot for drawing in drawings.values()]), strict=True))
    new_svgs = {key: postprocess_svg(svg, drawings[key]) for key, svg in results.items() if isinstance(svg, str)}
    cache.put_texts(new_svgs)
    svgs |= new_svgs
    findings = []
    for path, key in keys.items():
        failure = results.get(key)
        if isinstance(failure, Failure):
            message = f"Graphviz could not draw {path}: {failure.message}"
            hint = "look at the titles of the nodes it shows"
            findings.append(Finding(Place(requests[path].file), "AM081", message, hint))
    style = theme_file("drawing.css")
    files = {path: standalone(svgs[key], style) for path, key in keys.items() if key in svgs}
    for path, request in requests.items():
        if path in files and request.view.shape in AS_DOT:
            files[f"{path.removesuffix('.svg')}.dot"] = _drawing(request).dot
    return files, findings


def _drawing(request: DiagramRequest) -> Drawing:
    return drawing_of(request.view, request.to_map, request.number, request.language, request.around)


def downloadable(drawings: Mapping[str, str], credited: Mapping[str, Credit], site_address: str) -> dict[str, str]:
    """Make the drawings that can be downloaded fit for any place.

    Args:
        drawings: SVGs by their paths, as a build made them.
        credited: What each says of itself, by its path.
        site_address: The address at which the site will be published, ending in a slash, or empty.

    Returns:
        The SVGs by their paths, saying where they are from; where the site's address is known, with links to it that
        hold anywhere.
    """
    if site_address:
        drawings = {path: with_whole_addresses(svg, f"{site_address}{path}") for path, svg in drawings.items()}
    return {path: svg_with_credit(svg, credited[path]) for path, svg in drawings.items()}
