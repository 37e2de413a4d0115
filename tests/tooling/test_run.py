"""The pure parts of run.py: what it makes of words, machines and environments."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.tooling.test_tidy import ROOT

WANTED = {"python": "3.11", "folder": "/clone", "runtime": "r", "development": "d", "project": "p"}
WITHOUT_TOOLS = {key: WANTED[key] for key in WANTED if key != "development"}
DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'
FEDORA = 'NAME="Not debian"\nID=fedora\n'


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ""),
        (["--json", "-v"], ""),
        (["--data-dir", "demo"], ""),
        (["--data-dir=x", "--profile", "test", "demo", "--seed", "3"], "demo"),
        (["test", "-k", "money"], "test"),
        (["simulate", "--seeds", "7"], "simulate"),
        (["--help"], "--help"),
        (["--profile"], ""),
    ],
)
def test_the_command_is_found_among_the_options(words: list[str], command: str) -> None:
    assert run.command_of(words) == command


@pytest.mark.parametrize(
    ("environment", "system", "seen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size"}, "linux", False),
        ({"QT_QPA_PLATFORM": "vnc"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_screen_is_where_a_window_is_seen(
    environment: dict[str, str], system: str, seen: bool
) -> None:
    assert run.has_screen(environment, system) is seen


def test_a_demo_without_a_screen_becomes_the_tour() -> None:
    assert run.demo_off_screen(["demo"], Path("/x y")) == ["demo", "--tour", "/x y"]


@pytest.mark.parametrize("words", [["demo", "--tour", "mine"], ["demo", "--tour=mine"]])
def test_a_tour_asked_for_stays_as_it_is(words: list[str]) -> None:
    assert run.demo_off_screen(words, Path("/pictures")) == words


@pytest.mark.parametrize(
    ("words", "alone"),
    [([], False), (["-k", "x"], False), (["-n0"], True), (["--pdb"], True), (["-s"], True)],
)
def test_tests_run_in_two_processes_unless_watched(words: list[str], alone: bool) -> None:
    assert run.pytest_words(words) == (words if alone else ["-n2", "--dist=worksteal", *words])


@pytest.mark.parametrize(
    ("command", "module"), [("simulate", "tests.simulation"), ("bench", "tests.bench")]
)
def test_simulation_and_bench_get_their_words_and_give_their_exit_code(
    monkeypatch: pytest.MonkeyPatch, command: str, module: str
) -> None:
    calls: list[tuple[list[str], str]] = []

    def call(words: list[str], *, cwd: str) -> int:
        calls.append((words, cwd))
        return 3

    monkeypatch.setattr(run, "provide_environment", lambda **_: None)
    monkeypatch.setattr("run.subprocess.call", call)
    assert run.main([command, "--seeds", "7"]) == 3
    assert calls == [([str(run.PYTHON), "-m", module, "--seeds", "7"], str(run.ROOT))]


@pytest.mark.parametrize(("text", "debian"), [(DEBIAN, True), (MINT, True), (FEDORA, False)])
def test_debian_is_told_by_its_family(text: str, debian: bool) -> None:
    assert run.is_debian(text) is debian


@pytest.mark.parametrize(
    ("screens", "missing", "packages"),
    [
        ({}, {"libEGL.so.1", "libxcb-cursor.so.0"}, ["libegl1"]),
        ({"DISPLAY": ":0"}, {"libxcb-cursor.so.0"}, ["libxcb-cursor0"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, {"libxcb-cursor.so.0"}, []),
        ({"WAYLAND_DISPLAY": "w"}, {"libwayland-egl.so.1"}, ["libwayland-egl1"]),
        ({"DISPLAY": ":0"}, set(), []),
    ],
)
def test_only_packages_that_are_needed_here_are_named(
    screens: dict[str, str], missing: set[str], packages: list[str]
) -> None:
    assert run.missing_packages(screens, missing) == packages


@pytest.mark.parametrize(
    ("stamp", "development", "steps"),
    [
        (None, False, ["make", "runtime", "project"]),
        (None, True, ["make", "development", "project"]),
        ({}, True, ["development", "project"]),
        (WANTED, True, []),
        (WITHOUT_TOOLS, False, []),
        (WITHOUT_TOOLS, True, ["development"]),
        ({**WANTED, "development": "older"}, False, []),
        ({**WANTED, "development": "older"}, True, ["development"]),
        ({**WANTED, "project": "older"}, False, ["project"]),
        ({**WANTED, "runtime": "older"}, False, ["make", "runtime", "project"]),
        ({**WANTED, "python": "3.12"}, True, ["make", "development", "project"]),
        ({**WANTED, "folder": "/elsewhere"}, False, ["make", "runtime", "project"]),
    ],
)
def test_only_what_is_out_of_date_is_done(
    stamp: dict[str, str] | None, development: bool, steps: list[str]
) -> None:
    assert run.steps_to(WANTED, stamp, development=development) == steps


def test_the_stamp_follows_the_lock(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    for name in (run.RUNTIME_LOCK, run.DEVELOPMENT_LOCK, "pyproject.toml"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    before = run.wanted_stamp(tmp_path)
    (tmp_path / run.RUNTIME_LOCK).write_text("two", encoding="utf-8")
    after = run.wanted_stamp(tmp_path)
    assert {key for key in before if before[key] != after[key]} == {"runtime"}
    assert json.loads(json.dumps(after)) == after


def test_a_program_in_use_holds_its_folder(tmp_path: Path) -> None:
    program, other = run.Lock(tmp_path / "use"), run.Lock(tmp_path / "use")
    program.share()
    other.share()
    assert not run.Lock(tmp_path / "use").is_free()
    program.release()
    other.release()
    assert run.Lock(tmp_path / "use").is_free()


def test_what_only_one_may_write_needs_no_lock(tmp_path: Path) -> None:
    lock = run.Lock(tmp_path / "missing" / "use")
    lock.wait(told="never said")
    lock.share()
    lock.release()


def test_a_failing_command_tells_its_end(tmp_path: Path) -> None:
    script = "print('\\n'.join(map(str, range(100)))); raise SystemExit(3)"
    told = run.run_quietly([sys.executable, "-c", script]).splitlines()
    assert told == [str(number) for number in range(85, 100)]
    assert (
        run.run_quietly([sys.executable, "-c", f"open({str(tmp_path / 'x')!r}, 'w').close()"]) == ""
    )


def test_elsewhere_than_on_debian_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "on_debian", lambda: False)
    with pytest.raises(run.SetupError, match="what your system calls: libegl1"):
        run.install_packages(["libegl1"], "Qt lacks something.")


def test_whoever_is_not_root_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "on_debian", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(run.SetupError, match=r"\n  sudo apt-get install -y .* libegl1$"):
        run.install_packages(["libegl1"], "Qt lacks something.")


def test_closed_streams_do_not_become_files(tmp_path: Path) -> None:
    report = tmp_path / "report"
    script = (
        "import os, run; run.reopen_closed_streams(); lock = os.open('lock', os.O_CREAT);"
        f"open({str(report)!r}, 'w').write(str(lock))"
    )
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(  # noqa: S603  # our own words
        ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command],
        check=True,
        cwd=tmp_path,
        env=environment,
    )
    assert int(report.read_text(encoding="utf-8")) > 2
