"""The command argmap import."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from argmap.cli.shared import add_docs, print_findings
from argmap.cli.statuses import CLEAN, FOUND
from argmap.importing.files import folder_for, title_of_file
from argmap.importing.fitting import CONSTRUCTS
from argmap.importing.frontpages import FRONT_PAGES, list_page
from argmap.importing.inputs import LARGEST_FILE, LARGEST_TOGETHER, MOST_FILES, decoded
from argmap.importing.merging import BothChanged, Origin, Outcome, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.importing.registry import IMPORTERS, Importer
from argmap.importing.reports import FORMS, ImportReport, Refused, render_imports
from argmap.model.beside import Imported
from argmap.model.exchange import Report, by_name
from argmap.model.findings import Place, has_errors
from argmap.model.limits import DEVICE_NAMES, ID_IN_WORDS, is_id
from argmap.read.imported import read_imported
from argmap.read.layout import IMPORT_FILE, folder_of_map, map_folders
from argmap.read.meant import excerpt
from argmap.read.sources import DocsFiles
from argmap.site.validate import checked
from argmap.storage.disk import DiskError, bytes_of, files_below, load
from argmap.storage.writing import put_new_files, save


@dataclass(frozen=True, slots=True)
class _Input:
    """The files of one map: the path that names it, below the folder that was given, and each by the path as given."""

    name: str
    files: Mapping[str, Path]


def add(command: argparse.ArgumentParser) -> None:
    """Say what the command is for, and give it its options."""
    command.description = (
        "Makes the files of a map out of an argument map in one of these formats: "
        f"{', '.join(IMPORTERS)}. Tells what became of everything that the input says, and where what was not kept "
        "stood. Run again, it brings in what changed in the input and leaves alone what people changed in the map."
    )
    command.epilog = (
        "exit status: 0 done, or nothing to do; 1 an input was refused, the map has errors, or a file changed "
        "here and in the input; 2 wrong usage"
    )
    add_docs(command)
    command.add_argument(
        "form", choices=list(IMPORTERS), metavar="FORMAT", help="the format of the files, one of those above"
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a file, or a folder of them; of several, each becomes a map, unless the format keeps one map in many",
    )
    command.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="the map's folder, such as docs/a-debate; of several maps, the folder in which each gets one of its own",
    )
    command.add_argument(
        "--both-changed",
        choices=[choice.value for choice in BothChanged],
        default=BothChanged.TELL.value,
        help="what to do with a file that changed here and in the input: tell of it and leave it as it is (tell, the "
        "default), keep it and not tell again (ours), or write what the input has (theirs)",
    )
    command.add_argument("--report", choices=FORMS, default="text", help="text to read, json for programs, md a page")
    command.add_argument("--check", action="store_true", help="write nothing, and only report what would come of it")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    importer = IMPORTERS[options.form]
    inputs = [*_inputs(options.files, importer)]
    docs, base = _below(options.to, options.docs)
    sources = load(docs) if docs.is_dir() else DocsFiles({}, (), ())
    there = _texts_by_map(sources)
    several = len(inputs) > 1 or (not importer.together and options.files[0].is_dir())
    reports: list[ImportReport] = []
    refusals: list[Refused] = []
    written: dict[str, str] = {}
    maps: list[str] = []
    folders = _folders(inputs, base, there, importer) if several else [""]
    for one, name in zip(inputs, folders, strict=True):
        maps.append(_map_id(base, name))
        try:
            texts, before = _before(docs, maps[-1], sources, there, importer)
            parsed = _parsed(importer, one)
            origin = Origin(importer.name, one.name, title_of_file(one.name))
            merged = merge(parsed, origin, texts, before, BothChanged(options.both_changed))
        except UnreadableError as error:
            refusals.append(Refused(error.place, error.what, error.mend))
            continue
        except DiskError as error:
            if not several:
                raise
            refusals.append(Refused(Place(next(iter(one.files))), str(error), ""))
            continue
        report = Report(by_name([*importer.constructs, *CONSTRUCTS]), (*parsed.met, *merged.met))
        reports.append(
            ImportReport((docs / maps[-1]).as_posix(), f"{importer.name}: {one.name}", merged.outcomes, report)
        )
        written |= {f"{maps[-1]}/{path}": text for path, text in merged.files.items()}
        if merged.files and not options.check:
            put = put_new_files if texts else save
            put(docs / maps[-1], merged.files)
    folder = docs / base
    if several and reports and not options.check and not any((folder / name).exists() for name in FRONT_PAGES):
        put_new_files(folder, {FRONT_PAGES[0]: list_page(title_of_file(folder.resolve().name))})
    sys.stdout.write(render_imports(reports, refusals, options.report))
    _, findings = checked({**sources.texts, **written}, sources.findings, sources.others)
    own = [finding for finding in findings if finding.place.path.startswith(tuple(f"{map_id}/" for map_id in maps))]
    if has_errors(own):
        print_findings(own, docs)
    both = any(outcome is Outcome.CHANGED_IN_BOTH for one in reports for outcome in one.outcomes.values())
    return FOUND if refusals or has_errors(own) or both else CLEAN


def _inputs(files: Sequence[Path], importer: Importer) -> Iterator[_Input]:
    """Find the files of each map: in a folder those that end as files of the format do."""
    found: dict[str, _Input] = {}
    for file in files:
        if not file.exists():
            message = f"there is no file {file}"
            raise DiskError(message)
        below = files_below(file, importer.endings) if file.is_dir() else None
        if below == []:
            message = f"no file in {file} ends in {' or '.join(importer.endings)}"
            raise DiskError(message)
        named = {path: file / path for path in below} if below else {file.name: file}
        found |= {one.as_posix(): _Input(name, {one.as_posix(): one}) for name, one in named.items()}
    if importer.together:
        yield _Input(
            files[0].resolve().name, {path: file for one in found.values() for path, file in one.files.items()}
        )
    else:
        yield from found.values()


def _folders(
    inputs: Sequence[_Input], base: str, there: Mapping[str, Mapping[str, str]], importer: Importer
) -> Iterator[str]:
    """Yield the folder of each of several maps: the one that was made of its file before, or a new one.

    A file is known by its path. Where it is the only new one of its name, and one of that name is gone, it was moved.
    """
    before: dict[str, str] = {}
    for map_id, texts in there.items():
        folder, _, name = map_id.rpartition("/")
        imported = read_imported(map_id, texts[IMPORT_FILE])[0] if folder == base and IMPORT_FILE in texts else None
        if imported and imported.form == importer.name:
            before[imported.origin] = name
    given = {one.name for one in inputs}
    new, gone = (_by_file_name(names) for names in (given - before.keys(), before.keys() - given))
    moved = {new[name][0]: before[gone[name][0]] for name in new if len(new[name]) == len(gone.get(name, ())) == 1}
    taken = {*before.values()}
    for one in inputs:
        name = before.get(one.name) or moved.get(one.name) or folder_for(one.name, taken)
        taken.add(name)
        yield name


def _by_file_name(paths: Iterable[str]) -> dict[str, list[str]]:
    """Gather paths that end in one name of a file."""
    gathered: dict[str, list[str]] = {}
    for path in paths:
        gathered.setdefault(PurePosixPath(path).name, []).append(path)
    return gathered


def _below(to: Path, docs: Path) -> tuple[Path, str]:
    """Return the docs folder in which something lies, and its path below that."""
    whole, folder = to.resolve(), docs.resolve()
    if whole == folder:
        return docs, ""
    if folder in whole.parents:
        return docs, whole.relative_to(folder).as_posix()
    return to.parent, whole.name


def _map_id(base: str, name: str) -> str:
    """Return the id of a map, which is the path of its folder."""
    map_id = "/".join(filter(None, [base, name]))
    if not map_id:
        message = "a map cannot be the whole docs folder; name a folder in it, such as --to docs/a-debate"
        raise DiskError(message)
    for part in map_id.split("/"):
        if not is_id(part) or part in DEVICE_NAMES:
            message = f'"{excerpt(part)}" cannot be the folder of a map, since it is part of addresses: {ID_IN_WORDS}'
            raise DiskError(message)
    return map_id


def _texts_by_map(sources: DocsFiles) -> dict[str, dict[str, str]]:
    """Return the texts of each map, by their paths below its folder."""
    maps: dict[str, dict[str, str]] = {folder: {} for folder in map_folders(sources.texts)}
    for path, text in sources.texts.items():
        folder = folder_of_map(path, maps)
        if folder:
            maps[folder][path.removeprefix(f"{folder}/")] = text
    return maps


def _before(
    docs: Path, map_id: str, sources: DocsFiles, there: Mapping[str, Mapping[str, str]], importer: Importer
) -> tuple[Mapping[str, str], Imported | None]:
    """Return the texts of a map that is there, by their paths below its folder, and what its import.json says."""
    folder = docs / map_id
    within = f"{map_id}/"
    other = folder_of_map(map_id, there) or next((one for one in there if one.startswith(within)), "")
    if other:
        message = f"{docs / other} is a map, and none can lie in another; choose another folder than {folder}"
        raise DiskError(message)
    texts = there.get(map_id, {})
    if IMPORT_FILE not in texts:
        if folder.exists() and any(folder.iterdir()):
            message = f"{folder} holds what was not imported, and nothing of it is overwritten; choose another folder"
            raise DiskError(message)
        return {}, None
    faulty = [finding for finding in sources.findings if finding.place.path.startswith(within)]
    imported, findings = read_imported(f"{within}{IMPORT_FILE}", texts[IMPORT_FILE])
    if imported is None or faulty:
        first = [*faulty, *findings][0]
        message = f"{docs / first.place.path}: {first.message}; {first.hint}"
        raise DiskError(message)
    if imported.form != importer.name:
        message = (
            f"{folder} was imported from {excerpt(imported.form)}, not from {importer.name}; choose another folder"
        )
        raise DiskError(message)
    return texts, imported


def _parsed(importer: Importer, one: _Input) -> ParsedMap:
    """Read an input. Raises UnreadableError where it is not of the format, is too large, or says nothing."""
    first = Place(next(iter(one.files)))
    if len(one.files) > MOST_FILES:
        what = f"one map is made of at most {MOST_FILES:,} files"
        raise UnreadableError(first, what, "import its folders as maps of their own")
    texts: dict[str, str] = {}
    room = LARGEST_TOGETHER
    for path, file in one.files.items():
        data = bytes_of(file, LARGEST_FILE)
        room -= len(data)
        if room < 0:
            what = f"the files of one map have at most {LARGEST_TOGETHER:,} bytes"
            raise UnreadableError(Place(path), what, "import its folders as maps of their own")
        text = decoded(path, data)
        texts[path] = importer.through(path, text) if importer.through else text
    try:
        parsed = importer.read(texts)
    except RecursionError as error:
        raise UnreadableError(first, "it is nested too deep", "no argument map needs that; export it again") from error
    if not parsed.nodes:
        raise UnreadableError(first, "there is no statement in it", f"look whether it is {importer.name}")
    return parsed
