"""The scripts' own decisions: what an environment lacks, which browser is taken, which steps run and how they count."""

import argparse
import importlib.metadata
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

import browser  # noqa: E402
import build  # noqa: E402
import environment  # noqa: E402
import peers  # noqa: E402
import scratch  # noqa: E402
import steps  # noqa: E402
import workflows  # noqa: E402
from steps import Outcome  # noqa: E402

BUILD = {"python": "3.11", "place": "/here", "requirements.lock": "a", "pyproject.toml": "p"}
TEST = {**BUILD, "requirements-dev.lock": "b"}
EVERYTHING = ["create", "packages", "project"]


def said(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], check=False, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("wanted", "held", "expected"),
    [
        (BUILD, {}, EVERYTHING),
        (BUILD, BUILD, []),
        (TEST, TEST, []),
        (BUILD, TEST, []),
        (TEST, BUILD, ["packages"]),
        (TEST, {**BUILD, "pyproject.toml": "old"}, ["packages", "project"]),
        (BUILD, {**BUILD, "pyproject.toml": "old"}, ["project"]),
        (BUILD, {**BUILD, "requirements.lock": "old"}, EVERYTHING),
        (TEST, {**TEST, "requirements-dev.lock": "old"}, EVERYTHING),
        (BUILD, {**BUILD, "python": "3.12"}, EVERYTHING),
        (BUILD, {**BUILD, "place": "/there"}, EVERYTHING),
    ],
)
def test_only_what_an_environment_lacks_is_done(
    wanted: dict[str, str], held: dict[str, str], expected: list[str]
) -> None:
    assert environment.to_do(wanted, held) == expected


@pytest.mark.parametrize("stamp", [None, "", "[]", "{", "\x00"])
def test_an_environment_that_was_never_finished_holds_nothing(tmp_path: Path, stamp: str | None) -> None:
    python = environment.python_in(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text("", encoding="utf-8")
    if stamp is not None:
        (tmp_path / "argmap-stamp.json").write_text(stamp, encoding="utf-8")

    assert not environment.held(tmp_path)


def test_an_environment_without_its_python_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "argmap-stamp.json").write_text('{"python": "3.11"}', encoding="utf-8")

    assert environment.held(tmp_path) == {}


def test_a_failed_installation_leaves_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(left_to_do: list[str], lock: Path, made: Path) -> None:
        del left_to_do, lock, made
        (tmp_path / ".venv").mkdir()
        raise environment.EnvironmentFailure

    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(environment, "_carry_out", fail)

    with pytest.raises(environment.EnvironmentFailure):
        environment.ensure(environment.BUILD_LOCK)

    assert not (tmp_path / ".venv").exists()


def test_a_command_that_has_no_environment_is_wrong_usage_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(lock: Path) -> Path:
        raise environment.EnvironmentFailure(lock.name)

    monkeypatch.setattr(environment, "ensure", fail)

    assert environment.run_with(environment.LOWEST_LOCK, lambda python: [str(python)]) == 2
    assert capsys.readouterr() == ("", "requirements-lowest.lock\n")


def test_an_old_python_is_told_so() -> None:
    assert environment.too_old(3, 10) == "Python 3.11 or newer is needed, this is Python 3.10"
    assert environment.too_old(3, 11) == environment.too_old(4, 0) == ""


def test_nothing_from_outside_leads_python_or_pip_astray(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("KEPT", "yes")

    environ = environment.child_environ(MORE="too")

    assert not {"PYTHONPATH", "PIP_USER"} & set(environ)
    assert (environ["KEPT"], environ["MORE"]) == ("yes", "too")


def test_the_browser_that_is_named_wins(tmp_path: Path) -> None:
    for name in ("chromium", "mine"):
        (tmp_path / name).write_text("", encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    def take(named: str) -> str:
        return browser.installed({"ARGMAP_BROWSER": named, "PATH": str(tmp_path)}, lambda _: True)

    assert take("") == str(tmp_path / "chromium")
    assert take("mine") == take(str(tmp_path / "mine")) == str(tmp_path / "mine")
    with pytest.raises(browser.BrowserFailure, match='"nowhere", which is no program'):
        take("nowhere")


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium", "google-chrome"):
        (tmp_path / name).write_text("", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(browser, "PLACES", ())

    def take(starting: str) -> str:
        return browser.installed({"PATH": str(tmp_path)}, lambda program: program.endswith(starting))

    assert take("google-chrome") == str(tmp_path / "google-chrome")
    assert take("firefox") == ""


def test_a_browser_is_found_where_systems_put_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = tmp_path / "Google/Chrome/Application/chrome.exe"
    windows.parent.mkdir(parents=True)
    windows.write_text("", encoding="utf-8")
    monkeypatch.setattr(browser, "PLACES", (str(tmp_path / "nothing"),))

    environ = {"PATH": "", "LOCALAPPDATA": str(tmp_path)}

    assert browser.installed(environ, lambda _: True) == str(windows)


@pytest.mark.skipif(sys.platform == "win32", reason="the program that stands for npm is a script of a shell")
def test_argdown_is_installed_once_and_anew_when_another_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, installed, npm = tmp_path / "wanted", tmp_path / "installed", tmp_path / "bin" / "npm"
    for path, text in (
        (wanted / "package.json", "{}"),
        (wanted / "package-lock.json", "{}"),
        (npm, "#!/bin/sh\necho >> ../runs\nmkdir -p node_modules/.bin\nexit ${WRONG:-0}\n"),
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}:{os.environ['PATH']}")

    folder = peers.ensure_argdown(wanted, installed)
    assert folder == peers.ensure_argdown(wanted, installed) == str(installed / "node_modules" / ".bin")
    assert (tmp_path / "runs").read_text(encoding="utf-8") == "\n"
    assert peers.path_with(folder).startswith(f"{folder}:")

    (wanted / "package-lock.json").write_text('{"other": 1}', encoding="utf-8")
    monkeypatch.setenv("WRONG", "1")
    assert not peers.ensure_argdown(wanted, installed)
    assert not installed.exists()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not peers.ensure_argdown(wanted, installed)


@pytest.mark.skipif(sys.platform == "win32", reason="there no browser is started to see whether it does")
def test_a_program_starts_when_it_can_tell_its_version(tmp_path: Path) -> None:
    stub = tmp_path / "stub"
    stub.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    stub.chmod(0o755)

    assert browser.starts(sys.executable)
    assert not browser.starts(str(stub))
    assert not browser.starts(str(tmp_path / "nothing"))


def test_steps_run_in_their_order_whatever_the_order_of_the_names() -> None:
    assert steps.chosen([]) == list(steps.STEPS)
    assert steps.chosen(["tests", "lint", "tests"]) == ["lint", "tests"]


def test_contributors_are_told_every_step() -> None:
    told = (SCRIPTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("Its steps are")[2]

    assert re.findall(r"`(\w+)`", told.partition(";")[0]) == list(steps.STEPS)


def test_every_step_runs_something() -> None:
    assert {*steps.MODULES, "site", "workflows"} == set(steps.STEPS)


def test_all_commands_of_a_step_run_and_what_they_print_is_kept(tmp_path: Path) -> None:
    def command(code: str) -> list[str]:
        return [sys.executable, "-c", code]

    fails = command("import sys; sys.exit('one')")
    passes = command("import os; print(os.environ['ARGMAP'], os.getcwd())")
    with (tmp_path / "printed").open("wb") as output:
        outcomes = [
            steps.run(commands, tmp_path, {**os.environ, "ARGMAP": "two"}, output)
            for commands in ([fails, passes], [passes], [])
        ]

    told = f"two {tmp_path}"
    assert outcomes == [Outcome.FAILED, Outcome.PASSED, Outcome.PASSED]
    assert (tmp_path / "printed").read_text(encoding="utf-8").split("\n") == ["one", told, told, ""]


@pytest.mark.parametrize(
    ("code", "told", "status"),
    [
        ("import sys; print(sys.argv[1:])", "['a', 'b']\n", 0),
        ("raise SystemExit(3)", "", 3),
        ("raise KeyboardInterrupt", "", 130),
        ("def run():\n  return 4", "", 4),
    ],
)
def test_a_module_runs_with_its_words_and_is_interrupted_quietly(
    code: str, told: str, status: int, tmp_path: Path
) -> None:
    (tmp_path / "some.py").write_text(code, encoding="utf-8")
    name = "some:run" if "def run" in code else "some"

    done = subprocess.run(
        environment.module(Path(sys.executable), name, "a", "b"),
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )

    assert (done.stdout, done.stderr, done.returncode) == (told, "", status)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [({}, Outcome.NOT_RUN), ({"CI": "false"}, Outcome.NOT_RUN), ({"CI": "true"}, Outcome.FAILED)],
)
def test_a_missing_browser_is_a_failure_in_ci_only(environ: dict[str, str], expected: Outcome) -> None:
    assert steps.without_browser(environ) is expected


def test_the_last_line_counts_the_steps() -> None:
    told = steps.summary({"lint": Outcome.PASSED, "types": Outcome.FAILED, "tests": Outcome.PASSED})
    assert told.splitlines()[-1] == "2 passed, 1 failed"

    told = steps.summary({"browser": Outcome.NOT_RUN, "tests": Outcome.PASSED})
    assert "browser   NOT RUN" in told
    assert told.splitlines()[-1] == "1 passed, 0 failed, 1 skipped"


def test_an_unknown_step_is_wrong_usage() -> None:
    done = said(str(SCRIPTS / "test.py"), "tsets")

    assert done.returncode == 2
    assert "there is no step tsets; the steps are format, lint" in done.stderr


@pytest.mark.parametrize("option", ["--update", "--pictures"])
def test_making_anew_what_tests_look_at_needs_the_tests(option: str) -> None:
    assert said(str(SCRIPTS / "test.py"), "lint", option).returncode == 2


@pytest.mark.parametrize("script", ["build.py", "test.py"])
def test_help_comes_from_any_folder_and_makes_nothing(script: str, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPTS / script), "--help"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)

    assert done.stdout.startswith(f"usage: {script}")
    assert done.stderr == ""


@pytest.mark.parametrize("text", ["0", "65536", "-1", "a", "²"])
def test_a_port_is_a_number_that_ports_have(text: str) -> None:
    assert build.port_number("8000") == 8000
    with pytest.raises(argparse.ArgumentTypeError, match="is no port"):
        build.port_number(text)


def test_a_port_in_use_is_not_free() -> None:
    ports = []
    for _ in range(5):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            ports.append(other.getsockname()[1])
            assert not build.is_free(ports[-1])
    assert any(map(build.is_free, ports))  # another program may have taken one meanwhile


@pytest.mark.parametrize("failing", ["check", "verify", "mkdocs"])
def test_a_failed_build_leaves_the_site_as_it_was(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, int(failing in command))

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "SITE", tmp_path / "site")
    monkeypatch.setattr(subprocess, "run", run)

    assert not build.build(Path(sys.executable))

    assert [file.name for file in tmp_path.iterdir()] == ["site"]
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"
    assert "the site was not built" in capsys.readouterr().out


def test_a_link_that_leads_nowhere_stops_the_build_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    really = subprocess.run

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - as it has them
        if "mkdocs" in command:
            return really(command, **options)
        return subprocess.CompletedProcess(command, 0)

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("[nowhere](gone.md)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "SITE", tmp_path / "site")
    monkeypatch.setattr(subprocess, "run", run)

    assert not build.build(Path(sys.executable))

    assert "gone.md" in capsys.readouterr().out
    assert not (tmp_path / "site").exists()


def pinned(lock: Path) -> dict[str, list[str]]:
    """Return each requirement of a lock with its hashes."""
    requirements: dict[str, list[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        word = line.strip().removesuffix(" \\")
        if word.startswith("--hash="):
            requirements[next(reversed(requirements))].append(word)
        else:
            requirements[word] = []
    return requirements


@pytest.mark.parametrize("lock", [environment.BUILD_LOCK, environment.TEST_LOCK, environment.LOWEST_LOCK])
def test_every_requirement_is_locked_with_hashes_and_no_address(lock: Path) -> None:
    requirements = pinned(lock)

    assert len(requirements) > 10
    assert all("==" in requirement and hashes for requirement, hashes in requirements.items())
    assert "http" not in lock.read_text(encoding="utf-8")


def test_the_lock_for_tests_holds_all_of_the_lock_for_builds() -> None:
    assert pinned(environment.BUILD_LOCK).items() <= pinned(environment.TEST_LOCK).items()


def test_the_lock_of_lowest_versions_holds_the_least_that_is_allowed() -> None:
    project = tomllib.loads(environment.PROJECT.read_text(encoding="utf-8"))["project"]
    least = {re.sub(r">=([^,]+).*", r"==\1", requirement).lower() for requirement in project["dependencies"]}
    held = {
        re.sub(r"(\.0)+$", "", line.partition(" ;")[0]).replace("pypandoc-binary", "pypandoc_binary")
        for line in pinned(environment.LOWEST_LOCK)
    }

    assert {re.sub(r"(\.0)+$", "", name) for name in least} <= held


def test_the_lowest_versions_have_an_environment_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ENVIRONMENT", tmp_path / "usual")
    monkeypatch.setattr(environment, "LOWEST_ENVIRONMENT", tmp_path / "lowest")

    def make(left_to_do: list[str], lock: Path, made: Path) -> None:
        assert (left_to_do, lock) == (EVERYTHING, environment.LOWEST_LOCK)
        made.mkdir()

    monkeypatch.setattr(environment, "_carry_out", make)

    assert environment.ensure(environment.LOWEST_LOCK).is_relative_to(tmp_path / "lowest")
    assert not (tmp_path / "usual").exists()


def test_what_is_needed_with_an_extra_is_pinned_with_it() -> None:
    needed = {
        requirement[1].lower()
        for distribution in importlib.metadata.distributions()
        for line in distribution.requires or ()
        if (requirement := re.match(r"([\w.-]+\[[^]]+\])(?!.*\bextra ==)", line))
    }
    held = {name.partition("==")[0] for name in pinned(environment.TEST_LOCK)}

    assert needed <= held


def test_workflows_are_run_on_pull_requests_never_with_the_targets_rights() -> None:
    files = [*(ROOT / ".github/workflows").glob("*.yml")]

    assert len(files) == 3
    for file in files:
        text = file.read_text(encoding="utf-8")
        workflow = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
        assert "pull_request_target" not in text
        assert workflow["permissions"] == {}
        assert not re.search(r"run:.*\$\{\{", text)
        for job in workflow["jobs"].values():
            assert job["permissions"]
            for step in job["steps"]:
                if "uses" in step:
                    assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"])
                if step.get("uses", "").startswith("actions/checkout"):
                    assert step["with"]["persist-credentials"] == "false"


def test_every_job_runs_what_a_person_runs() -> None:
    ours = set()
    for file in (ROOT / ".github/workflows").glob("*.yml"):
        ours |= set(re.findall(r"scripts/[\w.]+", file.read_text(encoding="utf-8")))

    assert ours == {"scripts/build.py", "scripts/lowest.py", "scripts/run.py", "scripts/test.py"}


def test_a_fault_in_a_workflow_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    for part in (".github", "argmap/starter"):
        shutil.copytree(ROOT / part, folder / part)
    for name in ("mkdocs.yml", "manual.yml", ".yamllint.yml", "action.yml", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    (folder / "docs").mkdir()
    looks_for_ways_in, *_ = workflows.commands(Path(sys.executable), folder)

    assert steps.run([looks_for_ways_in], folder, os.environ) is Outcome.PASSED
    file = folder / ".github/workflows/check.yml"
    text = file.read_text(encoding="utf-8")
    faults = {
        "dangerous-triggers": ("pull_request:", "pull_request_target:"),
        "artipacked": ("        with:\n          persist-credentials: false\n", ""),
        "excessive-permissions": ("permissions: {}", "permissions: write-all"),
    }
    for before, after in faults.values():
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, encoding="utf-8")
    with (tmp_path / "printed").open("wb") as output:
        assert steps.run([looks_for_ways_in], folder, os.environ, output) is Outcome.FAILED
    printed = (tmp_path / "printed").read_text(encoding="utf-8")
    assert all(name in printed for name in faults), printed


def test_a_command_runs_with_its_words_and_its_output_alone() -> None:
    done = said(str(SCRIPTS / "run.py"), "check", "--format", "xml")

    assert done.returncode == 2
    assert done.stdout == ""
    assert "invalid choice" in done.stderr
    assert said(str(SCRIPTS / "run.py"), "--version").stdout.startswith("argmap ")
    assert said(str(SCRIPTS / "run.py")).stdout.startswith("usage: argmap")


FREE = "MemTotal: 16000000 kB\nMemAvailable: 12000000 kB\n"


@pytest.mark.parametrize(
    ("free", "known", "is_memory"),
    [
        (scratch.ROOM + 1, FREE, True),
        (scratch.ROOM, FREE, False),
        (scratch.ROOM + 1, FREE.replace("12", "4"), False),
        (scratch.ROOM + 1, "MemTotal: 16000000 kB\n", False),
        (scratch.ROOM + 1, "MemAvailable: much\n", False),
        (scratch.ROOM + 1, None, False),
    ],
)
def test_temporary_files_lie_in_memory_only_where_there_is_room(
    free: int, known: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_memory: bool
) -> None:
    meminfo = tmp_path / "meminfo"
    if known is not None:
        meminfo.write_text(known)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: argparse.Namespace(free=free))

    with scratch.scratch(tmp_path, meminfo) as place:
        folders = [path for path in tmp_path.iterdir() if path.is_dir()]
        assert list(place.values()) == [str(path) for path in folders]
        assert bool(folders) is is_memory

    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_temporary_files_lie_where_they_always_do_if_nothing_may_run_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "meminfo").write_text(FREE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: argparse.Namespace(free=scratch.ROOM + 1))
    monkeypatch.setattr(os, "statvfs", lambda _: argparse.Namespace(f_flag=os.ST_NOEXEC))

    with scratch.scratch(tmp_path, tmp_path / "meminfo") as place:
        assert place == {}
