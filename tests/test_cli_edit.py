"""argmap new, fmt and rename as a contributor meets them."""

import io
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.model.findings import has_errors
from argmap.model.limits import BLANK_PROSE
from argmap.site.validate import checked
from argmap.storage.disk import load
from conftest import TOP, node

Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]


class Terminal(io.StringIO):
    """Somebody who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def docs(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return put({**TOP, "m/nodes/sub/a.md": node()})


def test_a_new_node_is_written_with_all_that_was_said(docs: Path, capsys: Capture) -> None:
    words = ["--title", "It may not rain", "--statement", "It may not rain at all.", "--prose", "It did not last year."]

    assert main(["new", "counterclaim", "--against", "a", *words]) == CLEAN
    assert capsys.readouterr().out == (
        "wrote docs/m/nodes/sub/it-may-not-rain.md\n"
        "next:\n"
        "  argmap new claim --against it-may-not-rain  answers it\n"
        "  argmap check                                says whether all is well\n"
    )
    text = (docs / "m/nodes/sub/it-may-not-rain.md").read_text(encoding="utf-8")
    assert "attacks: [a]" in text
    assert text.endswith("---\nIt did not last year.\n")
    assert main(["check"]) == CLEAN


def test_what_is_still_to_do_is_said(docs: Path, capsys: Capture) -> None:
    assert main(["new", "evidence", "--supporting", "a", "--id", "some-evidence"]) == FOUND
    told = capsys.readouterr().out
    assert "still to do:\ndocs/m/nodes/sub/some-evidence.md:" in told
    assert "title has no value" in told
    assert (docs / "m/nodes/sub/some-evidence.md").is_file()


def test_without_a_terminal_it_is_said_that_nothing_was_asked(docs: Path, capsys: Capture) -> None:
    assert main(["new", "counterclaim", "--against", "a", "--statement", "S."]) == FOUND
    told = capsys.readouterr()
    assert "no terminal, so nothing was asked: fill the file in, or delete it and give --title, --prose\n" in told.err
    assert (docs / "m/nodes/sub/against-a.md").is_file()
    assert "--against against-a" not in told.out  # a name that the form has only until somebody gives it one
    assert "rename the file first: its name is the new node's id, and its address for ever\nnext:\n" in told.out


def test_at_a_terminal_it_asks_for_what_is_missing(
    docs: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sys.stdin", Terminal("narrowing\na\nOnly at times\nIt is so only at times.\nNot at night.\n\n")
    )

    assert main(["new", "claim"]) == CLEAN
    assert (
        "How it bears on another node: supporting, narrowing, against, explaining or answering: "
        in capsys.readouterr().out
    )
    assert "qualifies: [a]" in (docs / "m/nodes/sub/only-at-times.md").read_text(encoding="utf-8")


def test_of_several_maps_it_asks_which(put: Put, docs: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"n/map.yml": "title: N\n", "n/nodes/first.md": node(kind="thesis", supports="")})
    monkeypatch.setattr("sys.stdin", Terminal("n\nSecond\nIt is so.\nLook.\n\n"))

    assert main(["new", "thesis"]) == CLEAN
    assert "In which map: m or n: " in capsys.readouterr().out
    assert [file.parent.parent.name for file in docs.rglob("second.md")] == ["n"]


def test_when_the_answers_end_nothing_is_written(docs: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("a\nA title\n"))
    before = sorted(docs.rglob("*"))

    assert main(["new", "counterclaim"]) == WRONG_USAGE
    assert "the answers ended before the questions did, so nothing is written" in capsys.readouterr().err
    assert sorted(docs.rglob("*")) == before


def test_the_same_command_given_twice_writes_one_node(docs: Path, capsys: Capture) -> None:
    command = ["new", "claim", "--supporting", "a", "--title", "Only at times", "--statement", "S.", "--prose", "P."]

    assert main(command) == CLEAN
    assert main(command) == WRONG_USAGE
    assert "only-at-times.md has that title already" in capsys.readouterr().err
    assert len([*docs.rglob("only-at-times*")]) == 1
    assert main([*command, "--id", "at-times"]) == CLEAN


def test_a_reply_to_a_counterclaim_is_a_claim(put: Put, docs: Path, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(kind="counterclaim", supports="", attacks="[a]")})

    main(["new", "claim", "--against", "b", "--id", "one"])
    assert "it is a claim" not in capsys.readouterr().out
    main(["new", "counterclaim", "--against", "b", "--id", "two"])
    assert "it is a claim: what objects to a counterclaim is one\n" in capsys.readouterr().out
    for name in ("one", "two"):
        assert "kind: claim\n" in (docs / f"m/nodes/{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new", "claim"], "--supporting ID or --narrowing ID or --against ID"),
        (["new", "claim", "--against", "a"], "what objects to a is a counterclaim"),
        (["new", "evidence", "--supporting", "old-a"], 'there is no node "old-a"; it is now called both'),
        (["new", "counterclaim", "--supporting", "a"], "--against ID"),
        (["new", "evidence", "--supporting", "nowhere"], 'there is no node "nowhere"'),
        (["new", "evidence", "--supporting", "to", "--map", "m"], 'there is no node "to" in m; did you mean "top"?'),
        (["new", "evidence", "--supporting", "both"], "several maps have a node"),
        (["new", "claim", "--supporting", "a", "--id", "../../../evil"], "is not an id"),
        (["new", "claim", "--supporting", "a", "--id", "top"], "is taken"),
        (["new", "thesis"], "say in which map: --map m or --map n"),
        (["new", "thesis", "--map", "My map"], 'there is no map "My map"; say in which map: --map m or --map n'),
        (["new", "thesis", "--supporting", "a"], "new thesis takes no --supporting: what bears on it names it"),
        (["new", "conclusion"], "invalid choice"),
        (["new", "claim", "--answering", "a"], "a is a claim: no claim can be answering it; try --supporting or"),
        (["new", "claim", "--against", "ask"], "ask is a question: no claim can be against it; try --answering"),
        (["new", "counterclaim", "--against", "ask"], "no counterclaim can be against it"),
        (
            ["new", "question", "--against", "a", "--map", "m"],
            "new question takes no --against: what bears on it names it",
        ),
        (["new", "question"], "say in which map: --map m or --map n"),
        (["new", "context"], "--framing ID"),
        (["fmt", "docs/nowhere.md"], "is not the file of a node"),
        (["fmt", "docs/m/map.yml"], "is not the file of a node"),
        (["rename", "nowhere", "new", "--map", "m"], 'there is no node "nowhere" in m'),
        (["rename", "a", "../b", "--map", "m"], "is not a folder for nodes"),
        (["rename", "both", "b"], "say which map"),
        (["rename", "nowhere", "b"], "say which map"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_written(
    words: list[str], message: str, put: Put, tmp_path: Path, capsys: Capture
) -> None:
    one = TOP["m/nodes/top.md"]
    put({"m/nodes/both.md": node(aliases="[old-a]"), "n/map.yml": "title: N\n", "n/nodes/both.md": one})
    put({"m/nodes/ask.md": node(kind="question", supports="")})
    before = sorted(tmp_path.rglob("*"))

    assert main(words) == WRONG_USAGE
    assert message in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_question_is_asked_answered_and_put_into_a_context(docs: Path, capsys: Capture) -> None:
    words = ["--title", "T", "--statement", "S.", "--prose", "P."]

    assert main(["new", "question", "--id", "why", *words]) == CLEAN
    assert main(["new", "claim", "--answering", "why", "--id", "so", *words]) == CLEAN
    assert main(["new", "context", "--framing", "why", "--id", "here", *words]) == CLEAN
    assert main(["new", "claim", "--explaining", "a", "--id", "because", *words]) == CLEAN
    assert main(["check"]) == CLEAN, capsys.readouterr().out
    assert "kind: question\n" in (docs / "m/nodes/why.md").read_text(encoding="utf-8")
    assert "frames: [why]\n" in (docs / "m/nodes/here.md").read_text(encoding="utf-8")


BYTES = os.fsdecode(b"caf\xe9")


@pytest.mark.parametrize(
    "words",
    [
        ["new", "counterclaim", "--against", "a", "--statement", "S.", "--title", BYTES],
        ["new", "counterclaim", "--against", "a", "--title", "T", "--statement", BYTES],
        ["new", "counterclaim", "--against", "a", "--title", "T", "--cites", "koch-2013", "--cites", BYTES],
        ["new", "claim", "--supporting", BYTES],
        ["rename", "a", BYTES],
        ["rename", "a", "b", "--map", BYTES],
        ["diff", BYTES],
        ["release", BYTES],
        ["release", "--tagged", BYTES],
        ["build", "--out", "out", "--site-url", f"https://example.org/{BYTES}"],
        ["export", "json", "--site-url", f"https://example.org/{BYTES}"],
        ["coverage", BYTES],
    ],
)
def test_words_that_are_not_utf8_are_wrong_usage(words: list[str], tmp_path: Path, capsys: Capture) -> None:
    before = sorted(tmp_path.rglob("*"))

    assert main(words) == WRONG_USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(r'argmap: ".*caf\\udce9/?" is not UTF-8 text; .*\n', told.err.replace("\udce9", "\\udce9"))
    assert sorted(tmp_path.rglob("*")) == before


def test_a_docs_folder_may_have_any_name(docs: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["check", "--docs", BYTES]) == WRONG_USAGE
    assert "argmap: there is no folder caf" in capsys.readouterr().err
    try:
        docs.rename(tmp_path / BYTES)
    except OSError:
        pytest.skip("names of files must be text there")
    assert main(["check", "--docs", BYTES]) == CLEAN


def test_an_answer_that_is_not_utf8_is_wrong_usage(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(tmp_path.rglob("*"))
    typed = io.TextIOWrapper(io.BytesIO(b"a\ncaf\xe9\n"), encoding="utf-8")
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)

    assert main(["new", "counterclaim"]) == WRONG_USAGE
    assert "is not UTF-8 text" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_that_is_in_the_way_is_never_overwritten(put: Put, capsys: Capture) -> None:
    docs = put({"m/nodes/sub/b.MD": "x"})
    (docs / "m/nodes/sub/c.md").mkdir()

    assert main(["new", "claim", "--supporting", "a", "--id", "c"]) == WRONG_USAGE
    assert "is there already" in capsys.readouterr().err


def test_fields_are_put_in_order(docs: Path, put: Put, capsys: Capture) -> None:
    put({"m/nodes/b.md": "---\ntitle: T\nkind: claim\nstatement: S.\nsupports: [top]\n---\nProse.\n"})

    assert main(["fmt", "--check"]) == FOUND
    assert capsys.readouterr().out == "would put the fields of docs/m/nodes/b.md in order\n"
    assert main(["fmt", "docs/m/nodes/top.md"]) == CLEAN
    assert capsys.readouterr().out == ""
    assert main(["fmt"]) == CLEAN
    assert capsys.readouterr().out == "put the fields of docs/m/nodes/b.md in order\n"
    assert (docs / "m/nodes/b.md").read_text(encoding="utf-8").startswith("---\nkind: claim\ntitle: T\n")
    assert main(["fmt", "--check"]) == CLEAN


def test_a_node_is_renamed_with_all_that_names_it(docs: Path, put: Put, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(supports="[a]")})

    assert main(["rename", "a", "better"]) == CLEAN
    assert capsys.readouterr().out.splitlines() == [
        "wrote docs/m/nodes/b.md",
        "wrote docs/m/nodes/sub/better.md",
        "a is now better; its old address still leads there",
    ]
    assert not (docs / "m/nodes/sub/a.md").exists()
    assert main(["check"]) == CLEAN


def test_the_only_map_with_a_node_need_not_be_named_to_rename_it(docs: Path, put: Put) -> None:
    put({"n/map.yml": "title: N\n", "n/nodes/top.md": node(kind="thesis", supports="")})

    assert main(["rename", "a", "better"]) == CLEAN
    assert (docs / "m/nodes/sub/better.md").exists()


def test_a_node_moves_to_another_folder_with_its_links_and_keeps_its_address(
    docs: Path, put: Put, capsys: Capture
) -> None:
    put({"m/nodes/b.md": f"{node(supports='[a]')}[x](sub/a.md)\n"})

    assert main(["rename", "a", "motives/a"]) == CLEAN
    wrote = ["wrote docs/m/nodes/b.md", "wrote docs/m/nodes/motives/a.md", "its address stays"]
    assert capsys.readouterr().out.splitlines() == wrote
    assert (docs / "m/nodes/b.md").read_text(encoding="utf-8").endswith("[x](motives/a.md)\n")
    assert main(["check"]) == CLEAN


def test_a_map_with_errors_is_not_renamed_in(put: Put, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(supports="[nowhere]")})

    assert main(["rename", "a", "better"]) == FOUND
    assert "AM012" in capsys.readouterr().err


def test_what_cannot_be_mended_stops_a_renaming(put: Put, capsys: Capture) -> None:
    docs = put({"m/better.md": "A page.\n"})

    assert main(["rename", "a", "better"]) == FOUND
    assert "nothing was renamed" in capsys.readouterr().err
    assert (docs / "m/nodes/sub/a.md").is_file()


@pytest.mark.parametrize("failing", ["replace", "unlink"])
def test_a_renaming_that_fails_halfway_is_taken_back(
    failing: str, docs: Path, put: Put, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({"m/nodes/b.md": node(supports="[a]"), "m/nodes/c.md": node(supports="[a]")})
    before = {path: path.read_bytes() for path in docs.rglob("*.md")}
    whole = getattr(Path, failing)

    def fail(self: Path, *words: object, **more: object) -> object:
        if self.name == "a.md" or any(str(word).endswith("better.md") for word in words):
            raise OSError(28, "No space left on device")
        return whole(self, *words, **more)

    monkeypatch.setattr(Path, failing, fail)

    assert main(["rename", "a", "better"]) == WRONG_USAGE
    assert "No space left" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in docs.rglob("*.md")} == before


def test_an_id_that_several_files_have_is_told_from_one_that_several_maps_have(put: Put, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(), "m/nodes/sub/b.md": node()})

    assert main(["new", "claim", "--supporting", "b"]) == WRONG_USAGE
    told = capsys.readouterr().err
    assert 'several files have the id "b": m/nodes/b.md and m/nodes/sub/b.md; each needs a name of its own' in told
    assert "several maps" not in told


def test_a_renamed_file_can_be_read_by_whom_it_could_before(docs: Path) -> None:
    (docs / "m/nodes/sub/a.md").chmod(0o640)

    assert main(["rename", "a", "better"]) == CLEAN
    assert stat.S_IMODE((docs / "m/nodes/sub/better.md").stat().st_mode) == 0o640


def test_blank_prose_is_none(docs: Path) -> None:
    assert main(["new", "claim", "--supporting", "a", "--id", "b", "--prose", "  "]) == FOUND
    assert BLANK_PROSE in (docs / "m/nodes/sub/b.md").read_text(encoding="utf-8")


def test_a_map_of_format_1_is_one_of_format_2_as_it_is(docs: Path, capsys: Capture) -> None:
    before = {file: file.read_bytes() for file in docs.rglob("*.*")}

    assert main(["fmt", "--upgrade"]) == CLEAN

    assert capsys.readouterr().out == "docs/m is a map of format 2 as it is; no file must change\n"
    assert {file: file.read_bytes() for file in docs.rglob("*.*")} == before


@pytest.mark.parametrize("option", ["--upgrade", "--collect"])
def test_upgrading_and_collecting_are_for_whole_maps(option: str, docs: Path, capsys: Capture) -> None:
    assert main(["fmt", option, str(docs / "m/nodes/sub/a.md")]) == WRONG_USAGE
    assert capsys.readouterr().err == f"argmap: {option} is for whole maps; name no files\n"


@pytest.mark.parametrize("case", sorted((Path(__file__).parent / "cases").iterdir()), ids=lambda case: case.name)
def test_upgrading_refuses_exactly_the_maps_that_have_errors_and_changes_no_file(case: Path, capsys: Capture) -> None:
    folder = str(case / "docs")
    before = {file: file.read_bytes() for file in case.rglob("*") if file.is_file()}

    status = main(["fmt", "--upgrade", "--docs", folder])

    found = capsys.readouterr()
    sources = load(Path(folder))
    maps, findings = checked(sources.texts, sources.findings, sources.others)
    assert status == (FOUND if has_errors(findings) else CLEAN)
    assert found.out.count("no file must change") == (0 if has_errors(findings) else len(maps))
    assert {file: file.read_bytes() for file in case.rglob("*") if file.is_file()} == before


def test_works_that_nodes_bring_are_collected_on_request(docs: Path, capsys: Capture) -> None:
    file = docs / "m/nodes/b.md"
    file.write_text(node(works="[{id: c, type: book, title: C}]", cites="[c]"), encoding="utf-8")
    before = file.read_text(encoding="utf-8")

    assert main(["fmt", "--collect", "--check"]) == FOUND
    assert file.read_text(encoding="utf-8") == before
    capsys.readouterr()
    assert main(["fmt", "--collect"]) == CLEAN
    assert "collected works: docs/m/references.json\ncollected works: docs/m/nodes/b.md\n" in capsys.readouterr().out
    assert "works:" not in file.read_text(encoding="utf-8")
    assert main(["check"]) == CLEAN
    assert main(["fmt", "--collect", "--check"]) == CLEAN


@pytest.mark.parametrize("stop", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
@pytest.mark.parametrize("written", [0, 1, 2])
def test_no_work_is_lost_when_collecting_is_stopped(
    stop: BaseException, written: int, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, work in (("b", "Xylo"), ("c", "Yarrow")):
        text = node(works=f"[{{id: {name}, type: book, title: {work}}}]")
        (docs / f"m/nodes/{name}.md").write_text(text, encoding="utf-8")
    assert main(["fmt"]) == CLEAN
    really = Path.replace
    left = iter(range(written))

    def until_then(new: Path, file: Path) -> Path:
        if next(left, None) is None:
            raise stop
        return really(new, file)

    monkeypatch.setattr(Path, "replace", until_then)
    assert main(["fmt", "--collect"]) != CLEAN

    kept = "".join(file.read_text(encoding="utf-8") for file in (docs / "m").rglob("*.*"))
    assert "Xylo" in kept
    assert "Yarrow" in kept


def test_what_cannot_be_collected_is_said(docs: Path, capsys: Capture) -> None:
    (docs / "m/references.json").write_text("[{]", encoding="utf-8")

    assert main(["fmt", "--collect"]) == CLEAN
    assert capsys.readouterr().err == "argmap: m/references.json has entries that cannot be read; mend them first\n"


def test_a_new_node_brings_the_work_of_a_file(docs: Path, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text('[{"id": "smith-2020", "type": "book", "title": "A *b*"}]', encoding="utf-8")
    words = ["--id", "new", "--title", "T", "--statement", "It is.", "--prose", "So."]

    assert main(["new", "claim", "--supporting", "a", *words, "--work", str(file)]) == CLEAN
    assert 'cites: ["smith-2020"]' in (docs / "m/nodes/sub/new.md").read_text(encoding="utf-8")
    assert main(["check"]) == CLEAN


def test_works_can_be_written_out_in_the_command_and_need_no_key(put: Put, docs: Path) -> None:
    put({"m/references.json": '[{"id": "smith-2020", "type": "book", "title": "Old"}]'})
    smith = '{"type": "book", "title": "New", "author": [{"family": "Smith"}], "issued": "2020"}'
    words = ["--id", "new", "--title", "T", "--statement", "It is.", "--prose", "So."]

    works = ["--work", smith, "--work", f'[{smith}, {{"id": "b", "type": "book", "title": "B"}}]']
    assert main(["new", "claim", "--supporting", "a", *words, *works]) == CLEAN
    text = (docs / "m/nodes/sub/new.md").read_text(encoding="utf-8")
    assert 'cites: ["smith-2020-2", "b", "smith-2020-3"]' in text
    assert '  - id: "smith-2020-2"\n    type: "book"\n    title: "New"\n' in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "error AM050"),
        ('{"title": "T"}', "has no type"),
        ("[1]", "an entry must be an object"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_work_is_not_brought(docs: Path, text: str, message: str, capsys: Capture) -> None:
    assert main(["new", "claim", "--supporting", "a", "--id", "new", "--work", text]) == WRONG_USAGE
    assert message in capsys.readouterr().err
    assert not (docs / "m/nodes/sub/new.md").exists()


@pytest.mark.parametrize("text", ["[]", '{"id": "a"}'])
def test_a_file_without_a_work_is_refused(docs: Path, tmp_path: Path, text: str, capsys: Capture) -> None:
    file = tmp_path / "export.json"
    file.write_text(text, encoding="utf-8")

    assert main(["new", "claim", "--supporting", "a", "--id", "new", "--work", str(file)]) == WRONG_USAGE
    told = capsys.readouterr().err
    assert "no work can be taken from" in told
    assert (f"{file}:1:2: error" in told) == (text != "[]")
    assert not (docs / "m/nodes/sub/new.md").exists()
