"""Driving `argmap lsp` as an editor does, with the client that comes with pygls: the library it is built with, and so
the only one that tests need besides."""

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, TypeVar, Union

import pytest
from cattrs import Converter
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.io_ import run_async
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

from argmap.cli import main
from argmap.lsp import server as served
from argmap.lsp.server import documentation, server_for
from conftest import node
from test_lsp import FILES

_Answer = TypeVar("_Answer")

CAPABILITIES = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(
            document_changes=True,
            resource_operations=[lsp.ResourceOperationKind.Create, lsp.ResourceOperationKind.Rename],
        ),
        did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
    ),
    window=lsp.WindowClientCapabilities(show_document=lsp.ShowDocumentClientCapabilities(support=True)),
)


def converter() -> Converter:
    """Read code actions as such; left alone, the client takes those that bring a command for nothing but commands."""
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    either = lsp.Command | lsp.CodeAction
    for union in (either, Union[lsp.Command, lsp.CodeAction]):  # noqa: UP007 - to the library, they are two
        made.register_structure_hook(union, lambda action, _: made.structure(action, lsp.CodeAction))
    return made


class Editor:
    """An editor that has opened a folder. A class because it keeps what the server told it meanwhile."""

    def __init__(self, folder: Path, capabilities: lsp.ClientCapabilities = CAPABILITIES) -> None:
        self.folder = folder
        self.capabilities = capabilities
        self.loop = asyncio.new_event_loop()
        self.client = LanguageClient("an editor", "1", converter_factory=converter)
        self.found: dict[str, list[lsp.Diagnostic]] = {}
        self.shown: list[str] = []
        self.registered: list[str] = []
        self._news = asyncio.Event()
        self._listen()

    def _listen(self) -> None:
        def _take(params: lsp.PublishDiagnosticsParams) -> None:
            self.found[params.uri] = list(params.diagnostics)
            self._news.set()

        def _show(params: lsp.ShowDocumentParams) -> lsp.ShowDocumentResult:
            self.shown.append(params.uri)
            return lsp.ShowDocumentResult(success=True)

        def _register(params: lsp.RegistrationParams) -> None:
            self.registered += [one.method for one in params.registrations]

        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(_take)
        self.client.feature(lsp.WINDOW_SHOW_DOCUMENT)(_show)
        self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(_register)

    def ask(self, answer: Awaitable[_Answer]) -> _Answer:
        # Where a browser was opened in this process, the loop of its library runs on beside the tests.
        running = asyncio._get_running_loop()  # noqa: SLF001 - for those who have loops of their own, as it says
        asyncio._set_running_loop(None)  # noqa: SLF001
        try:
            return self.loop.run_until_complete(_awaited(answer))
        finally:
            asyncio._set_running_loop(running)  # noqa: SLF001

    def start(self, *, folders: bool = True) -> lsp.InitializeResult:
        uri = self.folder.as_uri()
        opened = [lsp.WorkspaceFolder(uri, "a folder")] if folders else None
        params = lsp.InitializeParams(self.capabilities, root_uri=None if folders else uri, workspace_folders=opened)
        started = self.ask(self.client.initialize_async(params))
        self.client.initialized(lsp.InitializedParams())
        return started

    def end(self) -> None:
        self.ask(self.client.shutdown_async(None))
        self.client.exit(None)

    def uri(self, path: str) -> str:
        return (self.folder / "docs" / path).as_uri()

    def open(self, path: str, text: str) -> None:
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(path), "markdown", 1, text))
        )

    def type(self, path: str, text: str) -> None:
        changed = lsp.TextDocumentContentChangeWholeDocument(text)
        identifier = lsp.VersionedTextDocumentIdentifier(2, self.uri(path))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [changed]))

    def close(self, path: str) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.document(path)))

    def document(self, path: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(path))

    def findings(self, path: str, *codes: str) -> list[lsp.Diagnostic]:
        """Wait until just these findings stand in a file, and return them."""

        async def wait() -> list[lsp.Diagnostic]:
            while [one.code for one in self.found.get(self.uri(path), [])] != [*codes]:
                self._news.clear()
                await self._news.wait()
            return self.found.get(self.uri(path), [])

        return self.ask(wait())


async def _awaited(answer: Awaitable[_Answer]) -> _Answer:
    return await answer


def put(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return folder


@contextmanager
def connected(editor: Editor, docs: Path | None = None) -> Iterator[Editor]:
    """Start a server in a thread, where coverage sees it, and connect an editor with it as through a pipe."""
    near, far = socket.socketpair()
    streams = far.makefile("rb"), far.makefile("wb", buffering=0)
    server = server_for(docs)
    thread = threading.Thread(target=lambda: server.start_io(*streams), daemon=True)  # type: ignore[arg-type]
    thread.start()

    async def connect() -> tuple[asyncio.StreamWriter, asyncio.Task[None]]:
        reader, writer = await asyncio.open_connection(sock=near)
        editor.client.protocol.set_writer(writer)
        return writer, asyncio.ensure_future(run_async(threading.Event(), reader, editor.client.protocol))

    writer, reading = editor.ask(connect())
    try:
        yield editor
    finally:
        editor.end()
        near.shutdown(socket.SHUT_WR)
        thread.join()
        far.shutdown(socket.SHUT_RDWR)
        editor.ask(reading)
        writer.close()
        far.close()
        editor.loop.close()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with the map of `FILES` on disk, and its server."""
    with connected(Editor(put(tmp_path_factory.mktemp("project"), FILES))) as editor:
        editor.start()
        yield editor


@pytest.fixture
def editor(started: Editor) -> Editor:
    """The same, in which `X` is open that was never saved."""
    started.open(X, TEXT)
    started.findings(X)
    return started


X = "m/nodes/x.md"
TEXT = (
    node(voice="author", supports="[top]", source="[{at: n1}]").replace("\n", "\r\n") + "🍵 Чай, as @doe-2020 says.\r\n"
)
"""A node in whose prose columns are counted in UTF-16, with the line ends of Windows."""


def place(line: int, character: int) -> lsp.Position:
    return lsp.Position(line, character)


def test_findings_come_as_one_types_and_go_when_mended_without_a_file_being_saved(editor: Editor) -> None:
    editor.type(X, TEXT.replace("[top]", "[topp]"))
    (finding,) = editor.findings(X, "AM012")

    assert finding.range == lsp.Range(place(4, 11), place(4, 15))
    assert finding.message == 'supports "topp", which does not exist\ndid you mean "top"?'
    assert finding.severity is lsp.DiagnosticSeverity.Error
    editor.type(X, TEXT)
    assert editor.findings(X) == []
    assert not (editor.folder / "docs" / X).exists()
    assert editor.registered == ["workspace/didChangeWatchedFiles"]


def test_a_slip_is_mended_by_a_code_action(editor: Editor) -> None:
    editor.type(X, TEXT.replace("[top]", "[topp]"))
    (finding,) = editor.findings(X, "AM012")
    params = lsp.CodeActionParams(editor.document(X), finding.range, lsp.CodeActionContext([finding]))

    (mend, *others) = editor.ask(editor.client.text_document_code_action_async(params)) or []

    assert isinstance(mend, lsp.CodeAction)
    assert mend.title == "Write “top”"
    assert list(mend.diagnostics or []) == [finding]
    assert mend.edit is not None
    (changed,) = mend.edit.document_changes or []
    assert isinstance(changed, lsp.TextDocumentEdit)
    assert list(changed.edits) == [lsp.TextEdit(finding.range, "top")]
    assert "Add a counterclaim to “A title”" in [one.title for one in others]


def test_keys_are_completed_behind_signs_of_two_units(editor: Editor) -> None:
    params = lsp.CompletionParams(editor.document(X), place(8, 15))

    completed = editor.ask(editor.client.text_document_completion_async(params))

    assert isinstance(completed, lsp.CompletionList)
    (doe,) = [item for item in completed.items if item.label == "doe-2020"]
    assert doe.text_edit == lsp.TextEdit(lsp.Range(place(8, 12), place(8, 20)), "doe-2020")
    assert doe.detail == "Doe 2020 · On coffee"


def test_hover_definition_and_references_speak_of_what_stands_there(editor: Editor) -> None:
    document = editor.document(X)
    work, target, beyond = place(8, 14), place(4, 12), place(99, 99)

    shown = editor.ask(editor.client.text_document_hover_async(lsp.HoverParams(document, work)))
    nothing = editor.ask(editor.client.text_document_hover_async(lsp.HoverParams(document, beyond)))
    there = editor.ask(editor.client.text_document_definition_async(lsp.DefinitionParams(document, work)))
    node_there = editor.ask(editor.client.text_document_definition_async(lsp.DefinitionParams(document, target)))
    nowhere = editor.ask(editor.client.text_document_definition_async(lsp.DefinitionParams(document, beyond)))

    assert shown is not None
    assert isinstance(shown.contents, lsp.MarkupContent)
    assert "*On coffee*" in shown.contents.value
    assert nothing is None
    assert isinstance(there, lsp.Location)
    assert (there.uri, there.range.start) == (editor.uri("m/references.json"), place(1, 1))
    assert isinstance(node_there, lsp.Location)
    assert node_there.uri == editor.uri("m/nodes/top.md")
    assert nowhere is None


def found(editor: Editor, path: str, at: lsp.Position) -> set[str]:
    params = lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), editor.document(path), at)
    locations = editor.ask(editor.client.text_document_references_async(params)) or []
    return {location.uri.removeprefix(editor.uri("") + "/") for location in locations}


def test_references_are_found_from_a_name_and_from_the_file_of_the_node(editor: Editor) -> None:
    files = {"index.md", "m/map.yml", "m/nodes/gone.md", "m/nodes/no.md", "m/nodes/part/a.md", X}

    assert found(editor, X, place(4, 12)) == files
    assert found(editor, "m/nodes/top.md", place(1, 1)) == files
    assert found(editor, X, place(8, 0)) == set()


def test_a_node_is_renamed_with_its_file_and_whoever_names_it(editor: Editor) -> None:
    document, at = editor.document(X), place(4, 12)

    ready = editor.ask(editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, at)))
    changes = editor.ask(editor.client.text_document_rename_async(lsp.RenameParams(document, at, "peak")))

    assert ready == lsp.PrepareRenamePlaceholder(lsp.Range(place(4, 11), place(4, 14)), "top")
    assert changes is not None
    *edits, moved = changes.document_changes or []
    assert moved == lsp.RenameFile(editor.uri("m/nodes/top.md"), editor.uri("m/nodes/peak.md"))
    texts = {edit.text_document.uri: edit.edits for edit in edits if isinstance(edit, lsp.TextDocumentEdit)}
    assert list(texts[editor.uri(X)]) == [lsp.TextEdit(lsp.Range(place(4, 0), place(5, 0)), "supports: [peak]\r\n")]


def test_what_cannot_be_renamed_says_why_without_a_traceback(editor: Editor, caplog: pytest.LogCaptureFixture) -> None:
    document = editor.document(X)

    with pytest.raises(JsonRpcException, match="is taken"):
        editor.ask(editor.client.text_document_rename_async(lsp.RenameParams(document, place(4, 12), "no")))
    prose = place(8, 0)
    assert editor.ask(editor.client.text_document_rename_async(lsp.RenameParams(document, prose, "no"))) is None
    params = lsp.PrepareRenameParams(document, prose)
    assert editor.ask(editor.client.text_document_prepare_rename_async(params)) is None
    assert not [record for record in caplog.records if record.exc_info]


def test_a_counterclaim_is_added_as_a_file_of_its_own_and_shown(editor: Editor) -> None:
    document, here = editor.document("m/nodes/top.md"), lsp.Range(place(1, 0), place(1, 0))
    params = lsp.CodeActionParams(document, here, lsp.CodeActionContext([]))

    (action, *_) = editor.ask(editor.client.text_document_code_action_async(params)) or []

    assert isinstance(action, lsp.CodeAction)
    assert action.title == "Add a counterclaim to “It helps”"
    assert action.edit is not None
    assert action.command is not None
    created, written = action.edit.document_changes or []
    new = editor.uri("m/nodes/against-top.md")
    assert created == lsp.CreateFile(new)
    assert isinstance(written, lsp.TextDocumentEdit)
    assert isinstance(written.edits[0], lsp.TextEdit)
    assert "attacks: [top]" in written.edits[0].new_text
    shown = lsp.ExecuteCommandParams(action.command.command, action.command.arguments)
    editor.ask(editor.client.workspace_execute_command_async(shown))
    assert editor.shown == [new]


def test_a_file_has_an_outline_and_nodes_are_found_by_their_words(editor: Editor) -> None:
    params = lsp.DocumentSymbolParams(editor.document("m/nodes/no.md"))

    (whole,) = editor.ask(editor.client.text_document_document_symbol_async(params)) or []
    named = editor.ask(editor.client.workspace_symbol_async(lsp.WorkspaceSymbolParams("tea helps"))) or []

    assert isinstance(whole, lsp.DocumentSymbol)
    assert whole.name == "Not so"
    assert [part.name for part in whole.children or []] == ["kind", "title", "statement", "attacks", "voice", "cites"]
    assert [one.name for one in named] == ["Tea helps"]


def test_files_that_change_on_disk_are_read_again(editor: Editor) -> None:
    editor.close(X)
    put(editor.folder, {"m/nodes/other.md": node(supports="[nobody]", voice="contributor", cites="[guide]")})
    changed = lsp.FileEvent(editor.uri("m/nodes/other.md"), lsp.FileChangeType.Created)

    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([changed]))

    editor.findings("m/nodes/other.md", "AM012")
    (editor.folder / "docs" / "m/nodes/other.md").unlink()
    editor.client.text_document_did_save(lsp.DidSaveTextDocumentParams(editor.document("m/nodes/top.md")))
    editor.findings("m/nodes/other.md")


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "file:///nowhere/at/all.md", "file:"])
def test_a_file_of_no_docs_folder_is_left_alone(editor: Editor, uri: str) -> None:
    client, document, at = editor.client, lsp.TextDocumentIdentifier(uri), place(0, 0)
    here = lsp.Range(at, at)

    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 1, "a")))

    assert editor.ask(client.text_document_completion_async(lsp.CompletionParams(document, at))) is None
    assert editor.ask(client.text_document_hover_async(lsp.HoverParams(document, at))) is None
    assert editor.ask(client.text_document_definition_async(lsp.DefinitionParams(document, at))) is None
    context = lsp.ReferenceContext(include_declaration=True)
    assert not editor.ask(client.text_document_references_async(lsp.ReferenceParams(context, document, at)))
    assert editor.ask(client.text_document_prepare_rename_async(lsp.PrepareRenameParams(document, at))) is None
    assert editor.ask(client.text_document_rename_async(lsp.RenameParams(document, at, "b"))) is None
    actions = lsp.CodeActionParams(document, here, lsp.CodeActionContext([]))
    assert not editor.ask(client.text_document_code_action_async(actions))
    assert not editor.ask(client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document)))


def test_an_editor_that_can_do_less_is_asked_for_less(tmp_path: Path) -> None:
    plain = Editor(put(tmp_path, FILES), lsp.ClientCapabilities())
    with connected(plain, tmp_path / "docs"):
        plain.start(folders=False)
        plain.findings("m/references.json", "AM055", "AM097")
        document, at = plain.document("m/nodes/top.md"), place(1, 1)

        with pytest.raises(JsonRpcException, match="argmap rename does it"):
            plain.ask(plain.client.text_document_rename_async(lsp.RenameParams(document, at, "peak")))
        actions = lsp.CodeActionParams(document, lsp.Range(at, at), lsp.CodeActionContext([]))
        assert not plain.ask(plain.client.text_document_code_action_async(actions))
        plain.ask(plain.client.workspace_execute_command_async(lsp.ExecuteCommandParams("argmap.show", ["file:///a"])))
        assert plain.shown == []


def test_a_folder_without_docs_is_no_fault_and_neither_is_one_that_goes(tmp_path: Path) -> None:
    empty = Editor(tmp_path)
    with connected(empty):
        empty.start()

        assert not empty.ask(empty.client.workspace_symbol_async(lsp.WorkspaceSymbolParams("")))
        put(tmp_path, {"m/map.yml": "title: A\n"})
        empty.open("m/map.yml", "title: A\nwork: nobodys\n")
        empty.findings("m/map.yml", "AM054")
        (tmp_path / "docs" / "m" / "map.yml").unlink()
        (tmp_path / "docs" / "m").rmdir()
        (tmp_path / "docs").rmdir()
        empty.close("m/map.yml")
        empty.findings("m/map.yml")


def test_the_command_serves_on_standard_input_and_output(tmp_path: Path) -> None:
    editor = Editor(put(tmp_path, {**FILES, X: node(supports="[topp]", voice="contributor", cites="[guide]")}))
    editor.ask(editor.client.start_io(sys.executable, "-m", "argmap", "lsp"))

    started = editor.start()

    assert started.server_info is not None
    assert started.server_info.name == "argmap"
    editor.findings(X, "AM012")
    editor.end()
    process: Any = editor.client._server  # noqa: SLF001 - the client tells nobody else how the server ended
    process.stdin.close()
    assert editor.ask(process.wait()) == 0
    editor.ask(editor.client.stop())  # type: ignore[no-untyped-call]
    editor.loop.close()


def test_without_the_extra_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "argmap.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.exceptions", None)

    assert main(["lsp"]) == 2
    assert capsys.readouterr().err == "argmap: lsp needs what is installed by: pip install 'argmap[editor]'\n"


def test_a_broken_installation_is_not_taken_for_a_missing_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "argmap.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "argmap.lsp.completing", None)

    with pytest.raises(ModuleNotFoundError):
        main(["lsp"])


def test_the_command_serves_until_the_editor_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    served_docs: list[Path | None] = []
    monkeypatch.setattr(served.Server, "start_io", lambda server, *_: served_docs.append(server.docs))

    assert main(["lsp", "--docs", "/a/docs"]) == 0
    assert served_docs == [Path("/a/docs")]


@pytest.mark.parametrize(
    ("addresses", "leads"),
    [
        (["Source, https://s.example/", "Documentation, https://d.example/"], "https://d.example/findings/#am012"),
        (["Source, https://s.example/"], ""),
        (None, ""),
    ],
)
def test_a_finding_links_to_its_documentation_where_the_package_names_one(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str] | None, leads: str
) -> None:
    class Metadata:
        @staticmethod
        def get_all(_name: str) -> list[str] | None:
            return addresses

    monkeypatch.setattr(served, "metadata", lambda _name: Metadata)

    assert documentation("AM012") == leads


def test_a_finding_has_no_link_where_the_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def metadata(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(served, "metadata", metadata)

    assert documentation("AM012") == ""


def test_all_other_commands_go_without_the_extra() -> None:
    loaded = "import argmap.cli, sys; print([name for name in sys.modules if name.startswith(('pygls', 'lsprotocol'))])"

    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"
