"""Speaks with editors, by the Language Server Protocol.

The protocol is https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/. The only
module that knows pygls: it keeps the texts that are open, turns places into the protocol's positions, and has all else
told by the other modules of this room.
"""

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import json_rpc
from pygls.uris import from_fs_path, to_fs_path

from argmap import __version__
from argmap.edit.rename import RenamingRefused
from argmap.lsp.completing import Completion, Item, completions
from argmap.lsp.mending import Action, actions, renamable, renaming, span_of
from argmap.lsp.outlines import Part, Symbol, outline
from argmap.lsp.shown import hover
from argmap.lsp.spots import Sense
from argmap.lsp.state import Cursor, Edit, Span, State, state_of
from argmap.lsp.targets import Target, definition, target_at, uses
from argmap.model.characters import as_read
from argmap.model.findings import Finding, Place
from argmap.model.rules import Severity
from argmap.read.sources import DocsFiles
from argmap.storage.disk import DiskError, load
from argmap.storage.folders import docs_of_file, docs_of_project

_PAUSE = 0.2
"""Seconds without typing after which findings are looked for."""
_SHOW = "argmap.show"
"""The command that shows a file that was added."""
_REQUEST_FAILED = -32803
_MOST_FOUND = 500
"""How many nodes a search for them returns."""

_ITEMS = {
    Item.NODE: lsp.CompletionItemKind.Reference,
    Item.FIELD: lsp.CompletionItemKind.Property,
    Item.VALUE: lsp.CompletionItemKind.EnumMember,
    Item.WORK: lsp.CompletionItemKind.Constant,
    Item.PERSON: lsp.CompletionItemKind.Variable,
    Item.LOCATOR: lsp.CompletionItemKind.Unit,
    Item.TAG: lsp.CompletionItemKind.Keyword,
    Item.FILE: lsp.CompletionItemKind.File,
}
_PARTS = {
    Part.NODE: lsp.SymbolKind.Class,
    Part.FIELD: lsp.SymbolKind.Property,
    Part.ENTRY: lsp.SymbolKind.Key,
    Part.WORK: lsp.SymbolKind.Constant,
}
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A place in a file of which an editor asks.

    Attributes:
        project: The docs folder of the file.
        here: The place.
    """

    project: "Project"
    here: Cursor


class Project:
    """A docs folder that is worked on.

    Attributes:
        docs: The folder.
        buffers: The texts that are open, by their paths below it.
        addresses: What the editor calls the files that it opened, by their paths.
        told: The files of which findings were told the last time.
        waiting: What will look for findings, or None.
    """

    def __init__(self, docs: Path) -> None:
        self.docs = docs
        self.buffers: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.told: set[str] = set()
        self.waiting: asyncio.Task[None] | None = None
        self._sources: DocsFiles | None = None
        self._state: State | None = None
        self._is_current = False

    def changed(self, *, on_disk: bool = False) -> None:
        """Take up that texts changed, and files too if they did."""
        self._is_current = False
        if on_disk:
            self._sources = None

    def state(self) -> State:
        """Return what is known of the folder as it stands now."""
        if self._state is None or not self._is_current:
            self._state = state_of(self.sources(), self.buffers)
            self._is_current = True
        return self._state

    def lately(self) -> State:
        """Return what was known when nobody was typing, for what must be told at once."""
        return self._state or self.state()

    def sources(self) -> DocsFiles:
        """Return the files as they lie on disk; none of a folder that is gone."""
        if self._sources is None:
            try:
                self._sources = load(self.docs)
            except DiskError:
                self._sources = DocsFiles({}, (), ())
        return self._sources

    def address(self, path: str) -> str:
        """Return what the editor calls a file."""
        return self.addresses.get(path) or from_fs_path(str(self.docs / path)) or ""


class Server(LanguageServer):
    """The server, with the docs folders that are worked on.

    Attributes:
        docs: The only docs folder; None where each file's own is looked for.
        projects: What is worked on, by docs folder.
    """

    def __init__(self, docs: Path | None) -> None:
        # Whole texts, of at most a few pages: the library divides lines where files of maps do not.
        super().__init__("argmap", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.docs = docs and Path(os.path.abspath(docs))  # noqa: PTH100 - Path's would follow symbolic links
        self.projects: dict[Path, Project] = {}

    def project(self, docs: Path) -> Project:
        """Return the project of a docs folder."""
        return self.projects.setdefault(docs, Project(docs))

    def place(self, uri: str) -> tuple[Project, str] | None:
        """Find the docs folder of a file, and its path there; None for a file of no docs folder."""
        name = to_fs_path(uri) if uri.startswith("file:") else None
        if not name:
            return None
        file = Path(name)
        known = (docs for docs in self.projects if docs in file.parents)
        docs = self.docs or next(known, None) or docs_of_file(file, os.environ)
        if docs is None or docs not in file.parents:
            return None
        return self.project(docs), file.relative_to(docs).as_posix()

    def asked(self, uri: str, position: lsp.Position) -> Asked | None:
        """Find the place of which an editor asks; None for a file of no docs folder."""
        found = self.place(uri)
        if found is None:
            return None
        project, path = found
        text = project.buffers.get(path, project.sources().texts.get(path, ""))
        content = "".join(as_read(text).split("\n")[position.line : position.line + 1])
        units, column = 0, 1
        for sign in content:
            if units >= position.character:
                break
            units += self.workspace.position_codec.client_num_units(sign)
            column += 1
        return Asked(project, Cursor(path, text, position.line + 1, column))

    def position(self, lines: Sequence[str], line: int, column: int) -> lsp.Position:
        """Return a place as the protocol counts it: lines from 0, columns in the units that were agreed on."""
        content = lines[line - 1] if line <= len(lines) else ""
        return lsp.Position(line - 1, self.workspace.position_codec.client_num_units(content[: column - 1]))

    def range(self, state: State, span: Span) -> lsp.Range:
        """Return a span as the protocol has it."""
        lines = state.lines(span.start.path)
        start = self.position(lines, span.start.line, span.start.column)
        return lsp.Range(start, self.position(lines, span.line, span.column))

    def location(self, project: Project, span: Span) -> lsp.Location:
        """Return where a span stands."""
        return lsp.Location(project.address(span.start.path), self.range(project.state(), span))

    def look_again(self, project: Project, pause: float = _PAUSE) -> None:
        """Look for findings once nobody has typed for a while."""
        if project.waiting:
            project.waiting.cancel()
        project.waiting = asyncio.ensure_future(self._look(project, pause))

    async def _look(self, project: Project, pause: float) -> None:
        await asyncio.sleep(pause)
        state = project.state()
        found: dict[str, list[lsp.Diagnostic]] = defaultdict(list)
        for finding in state.findings:
            found[finding.place.path].append(self.diagnostic(state, finding))
        for path in sorted(project.told | found.keys()):
            told = lsp.PublishDiagnosticsParams(project.address(path), found.get(path, []))
            self.text_document_publish_diagnostics(told)
        project.told = set(found)

    def diagnostic(self, state: State, finding: Finding) -> lsp.Diagnostic:
        """Return a finding as the protocol has it."""
        address = documentation(finding.code)
        return lsp.Diagnostic(
            self.range(state, span_of(state, finding)),
            finding.message + (f"\n{finding.hint}" if finding.hint else ""),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            code_description=lsp.CodeDescription(address) if address else None,
            source="argmap",
        )

    def edits(self, project: Project, edits: Iterable[Edit]) -> list[Any]:
        """Return changes of texts, file by file."""
        by_file: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]] = defaultdict(list)
        for edit in edits:
            new = lsp.TextEdit(self.range(project.state(), edit.span), edit.text)
            by_file[edit.span.start.path].append(new)
        return [
            lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(project.address(path)), changes)
            for path, changes in by_file.items()
        ]

    def can(self, operation: lsp.ResourceOperationKind) -> bool:
        """Tell whether the editor can add or rename files when it is told to."""
        edit = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        return bool(edit and edit.document_changes and operation in (edit.resource_operations or ()))


def documentation(code: str) -> str:
    """Return where a finding is documented on the web; empty where this package does not say where its docs are."""
    try:
        addresses = metadata("argmap").get_all("Project-URL") or []
    except PackageNotFoundError:  # run from its sources
        return ""
    found = (address for name, _, address in (one.partition(", ") for one in addresses) if name == "Documentation")
    site = next(found, "")
    return f"{site.rstrip('/')}/findings/#{code.lower()}" if site else ""


def _is_fault(record: logging.LogRecord) -> bool:
    """Tell whether what the library logs is a fault, and no refusal that the editor shows."""
    return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))


def server_for(docs: Path | None = None) -> Server:
    """Make a server.

    Args:
        docs: The only docs folder; None to look for the one of each file and opened folder.

    Returns:
        The server, which is not started.
    """
    logging.getLogger(json_rpc.__name__).addFilter(_is_fault)
    server = Server(docs)
    for name, (handler, options) in _FEATURES.items():
        server.feature(name, options)(handler)
    server.command(_SHOW)(_show)
    return server


def _initialized(server: Server, _params: lsp.InitializedParams) -> None:
    opened = [to_fs_path(folder.uri) for folder in server.workspace.folders.values()] or [server.workspace.root_path]
    found = [docs_of_project(Path(folder), os.environ) for folder in opened if folder]
    for docs in [server.docs] if server.docs else found:
        if docs:
            server.look_again(server.project(docs), 0)
    workspace = server.client_capabilities.workspace
    watching = workspace and workspace.did_change_watched_files
    if watching and watching.dynamic_registration:
        options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/*")])
        registration = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(lsp.RegistrationParams([registration]))


def _typed(server: Server, uri: str, text: str | None, pause: float = _PAUSE) -> None:
    """Take up that a text was opened, changed or, where it is None, closed."""
    found = server.place(uri)
    if found is None:
        return
    project, path = found
    if text is None:
        project.buffers.pop(path, None)
        project.addresses.pop(path, None)
    else:
        project.buffers[path] = text
        project.addresses[path] = uri
    project.changed(on_disk=pause == 0)
    server.look_again(project, pause)


def _opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    _typed(server, params.text_document.uri, params.text_document.text, 0)


def _changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    _typed(server, params.text_document.uri, params.content_changes[-1].text)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    _typed(server, params.text_document.uri, None, 0)


def _on_disk(server: Server, _params: object) -> None:
    """Take up that files changed: saved, or by somebody else."""
    for project in server.projects.values():
        project.changed(on_disk=True)
        server.look_again(project)


def _completion(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    asked = server.asked(params.text_document.uri, params.position)
    if asked is None:
        return None
    lines = as_read(asked.here.text).split("\n")
    found = completions(asked.project.lately(), asked.here)
    items = [_completion_item(server, lines, asked.here.line, completion) for completion in found]
    return lsp.CompletionList(is_incomplete=False, items=items)


def _completion_item(server: Server, lines: Sequence[str], line: int, one: Completion) -> lsp.CompletionItem:
    replaced = lsp.Range(server.position(lines, line, one.start), server.position(lines, line, one.end))
    return lsp.CompletionItem(
        one.text.removesuffix(": "),
        kind=_ITEMS[one.item],
        detail=one.detail or None,
        documentation=_markdown(one.about) if one.about else None,
        filter_text=one.text,
        text_edit=lsp.TextEdit(replaced, one.text),
    )


def _markdown(text: str) -> lsp.MarkupContent:
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, text)


def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    asked = server.asked(params.text_document.uri, params.position)
    shown = hover(asked.project.lately(), asked.here) if asked else ""
    return lsp.Hover(_markdown(shown)) if shown else None


def _definition(server: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    asked = server.asked(params.text_document.uri, params.position)
    if asked is None:
        return None
    target = target_at(asked.project.state(), asked.here)
    place = definition(asked.project.state(), target) if target else None
    return server.location(asked.project, Span(place, place.line, place.column)) if place else None


def _references(server: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    asked = server.asked(params.text_document.uri, params.position)
    if asked is None:
        return []
    state = asked.project.state()
    target = target_at(state, asked.here)
    if target is None:
        meant = renamable(state, asked.here)  # on the name of a field: the node of the file itself
        target = Target(Sense.NODE, meant[1]) if meant else None
    return [server.location(asked.project, span) for span in uses(state, target)] if target else []


def _prepare_rename(server: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    asked = server.asked(params.text_document.uri, params.position)
    meant = renamable(asked.project.state(), asked.here) if asked else None
    if asked is None or meant is None:
        return None
    span, name = meant
    return lsp.PrepareRenamePlaceholder(server.range(asked.project.state(), span), name.rpartition("/")[2])


def _rename(server: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    asked = server.asked(params.text_document.uri, params.position)
    meant = renamable(asked.project.state(), asked.here) if asked else None
    if asked is None or meant is None:
        return None
    project = asked.project
    if not server.can(lsp.ResourceOperationKind.Rename):
        raise JsonRpcException(_NO_RENAMING, _REQUEST_FAILED)
    try:
        outcome = renaming(project.state(), meant[1], params.new_name)
    except RenamingRefused as refusal:
        raise JsonRpcException(str(refusal), _REQUEST_FAILED) from refusal
    moved = lsp.RenameFile(project.address(outcome.old), project.address(outcome.new))
    return lsp.WorkspaceEdit(document_changes=[*server.edits(project, outcome.edits), moved])


def _code_actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    asked = server.asked(params.text_document.uri, params.range.start)
    if asked is None:
        return []
    return [
        _code_action(server, asked.project, action)
        for action in actions(asked.project.state(), asked.here)
        if action.file is None or server.can(lsp.ResourceOperationKind.Create)
    ]


def _code_action(server: Server, project: Project, action: Action) -> lsp.CodeAction:
    if action.file is None:
        mended = [server.diagnostic(project.state(), action.mends)] if action.mends else []
        edit = lsp.WorkspaceEdit(document_changes=server.edits(project, action.edits))
        return lsp.CodeAction(action.title, lsp.CodeActionKind.QuickFix, mended, is_preferred=True, edit=edit)
    address = project.address(action.file.path)
    begin = lsp.Position(0, 0)
    written = lsp.TextEdit(lsp.Range(begin, begin), action.file.text)
    text = lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(address), [written])
    return lsp.CodeAction(
        action.title,
        lsp.CodeActionKind.Refactor,
        edit=lsp.WorkspaceEdit(document_changes=[lsp.CreateFile(address), text]),
        command=lsp.Command("Show the new file", _SHOW, arguments=[address]),
    )


async def _show(server: Server, address: str) -> None:
    """Show a file that was added, where the editor can."""
    window = server.client_capabilities.window
    if window and window.show_document and window.show_document.support:
        await server.window_show_document_async(lsp.ShowDocumentParams(address, take_focus=True))


def _document_symbols(server: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    found = server.place(params.text_document.uri)
    if found is None:
        return []
    project, path = found
    return [_document_symbol(server, project.state(), symbol) for symbol in outline(project.state(), path)]


def _document_symbol(server: Server, state: State, symbol: Symbol) -> lsp.DocumentSymbol:
    whole = server.range(state, symbol.span)
    parts = [_document_symbol(server, state, part) for part in symbol.parts]
    return lsp.DocumentSymbol(
        symbol.name, _PARTS[symbol.part], whole, lsp.Range(whole.start, whole.start), symbol.detail, children=parts
    )


def _workspace_symbols(server: Server, params: lsp.WorkspaceSymbolParams) -> list[lsp.SymbolInformation]:
    """Find nodes whose ids or titles hold all the words that somebody types."""
    words = params.query.casefold().split()
    return [
        lsp.SymbolInformation(
            server.location(project, Span(Place(node.file), 1, 1)),
            node.title or node.id,
            lsp.SymbolKind.Class,
            container_name=f"{argument_map.title} \N{MIDDLE DOT} {node.kind} \N{MIDDLE DOT} {node.id}",
        )
        for project in server.projects.values()
        for argument_map, node in project.state().nodes.values()
        if all(word in f"{node.id} {node.title}".casefold() for word in words)
    ][:_MOST_FOUND]


_NO_RENAMING = "this editor cannot rename files when it is told to; argmap rename does it in a terminal"

_FEATURES: Mapping[str, tuple[Callable[[Server, Any], Any], object]] = {
    lsp.INITIALIZED: (_initialized, None),
    lsp.TEXT_DOCUMENT_DID_OPEN: (_opened, None),
    lsp.TEXT_DOCUMENT_DID_CHANGE: (_changed, None),
    lsp.TEXT_DOCUMENT_DID_CLOSE: (_closed, None),
    lsp.TEXT_DOCUMENT_DID_SAVE: (_on_disk, None),
    lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_on_disk, None),
    lsp.TEXT_DOCUMENT_COMPLETION: (
        _completion,
        lsp.CompletionOptions(trigger_characters=["@", " ", "[", "(", "/", "{", ">"]),
    ),
    lsp.TEXT_DOCUMENT_HOVER: (_hover, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (_references, None),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
    lsp.TEXT_DOCUMENT_RENAME: (_rename, lsp.RenameOptions(prepare_provider=True)),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (
        _code_actions,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor]),
    ),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_document_symbols, None),
    lsp.WORKSPACE_SYMBOL: (_workspace_symbols, None),
}
"""What the server does when an editor asks or tells, by the protocol's methods, each with its options."""
