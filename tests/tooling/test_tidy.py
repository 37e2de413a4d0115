"""The repository stays tidy: small modules, short functions, no leftovers, no machine's traces.

The limits only ever go down. What is over one today is listed with its size, and the test fails
as soon as it could be listed lower, or not at all.
"""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

MODULE_LINES = 500
FUNCTION_LINES = 60
DOCSTRING_WIDTH = 100

# The ratchet: what is still over a limit, and by how much it may be. Lower or remove, never raise.
LONG_MODULES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}

# Written in pieces, or this file would find itself.
LEFTOVERS = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME"]) + r")\b")
SLEEP = re.compile(r"\btime\." + r"sleep\(|\bfrom time import .*\bsleep\b")
MACHINE_PATH = re.compile(
    "|".join(
        [
            "/" + r"work/\w",
            "/" + r"root/\.",
            "/home/" + r"(?!user\b|you\b)\w",
            r"\bshared/" + "(?:design|hooks|reference)",
        ]
    )
)
ADDRESS = re.compile(r"https?://|file:|^--(extra-)?index-url|^--find-links|^-i ", re.MULTILINE)

TEXT_SUFFIXES = {".cfg", ".in", ".ini", ".json", ".mako", ".md", ".py", ".sh", ".toml", ".txt"}


@cache
def _files() -> tuple[Path, ...]:
    """What is in the repository, or about to be: all that git tracks or does not ignore.

    In a copy without git, everything that is not hidden.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(  # noqa: S603  # fixed words
            command, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        visible = [path for path in ROOT.iterdir() if not path.name.startswith(".")]
        paths = [path for top in visible for path in (top, *top.rglob("*"))]
    return tuple(sorted({path for path in paths if path.is_file()}))


def _modules() -> list[Path]:
    return [path for path in _files() if path.suffix == ".py"]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and length; what is nested in it counts as its own."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield f"{_name(path)}::{node.name}", (node.end_lineno or first) - first + 1


def _over(sizes: dict[str, int], limit: int, ratchet: dict[str, int]) -> list[str]:
    """What a ratchet has to say: over the limit and not listed as such, or listed too high."""
    grown = [
        f"{name}: {size} lines, at most {ratchet.get(name, limit)}"
        for name, size in sizes.items()
        if size > ratchet.get(name, limit)
    ]
    lower = [
        f"{name}: now {sizes.get(name, 0)} lines; lower its {listed} in the list, or remove it"
        for name, listed in ratchet.items()
        if sizes.get(name, 0) < listed
    ]
    return grown + lower


def _lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{_name(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_modules_are_short() -> None:
    sizes = {_name(path): len(path.read_bytes().splitlines()) for path in _modules()}
    assert _over(sizes, MODULE_LINES, LONG_MODULES) == []


def test_functions_are_short() -> None:
    sizes: dict[str, int] = {}
    for path in _modules():
        for name, size in _functions(path):
            sizes[name] = max(size, sizes.get(name, 0))
    assert _over(sizes, FUNCTION_LINES, LONG_FUNCTIONS) == []


def test_every_module_says_its_purpose_in_one_sentence() -> None:
    faults = []
    for path in _modules():
        docstring = ast.get_docstring(ast.parse(path.read_bytes())) or ""
        first = docstring.partition("\n")[0]
        if not first.endswith((".", "?", "!")) or len(first) > DOCSTRING_WIDTH:
            faults.append(f"{_name(path)}: {first or 'no docstring'}")
    assert faults == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    locks = [path for path in _files() if path.parent == ROOT / "requirements"]
    assert {path.name for path in locks} >= {"dev.txt", "runtime.txt"}
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert not ADDRESS.search(text), path.name
        if path.suffix == ".txt":
            pins = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
            blocks = re.findall(r"^[a-z0-9-]+==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
            assert len(blocks) == len(pins) > 0, path.name


def test_the_locks_agree_and_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, development = (_pins(name) for name in ("runtime.txt", "dev.txt"))
    assert runtime.items() <= development.items()
    asked = {_package(line) for line in project["dependencies"]}
    asked_for_development = {_package(line) for line in project["optional-dependencies"]["dev"]}
    assert asked <= runtime.keys()
    assert asked_for_development <= development.keys()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def _package(requirement: str) -> str:
    return re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0].lower()


def test_no_leftovers() -> None:
    texts = [path for path in _files() if path.suffix in TEXT_SUFFIXES]
    assert _lines_with(LEFTOVERS, texts) == []


def test_no_machines_traces() -> None:
    texts = [path for path in _files() if path.suffix in TEXT_SUFFIXES or path.name == "run"]
    assert _lines_with(MACHINE_PATH, texts) == []


def test_tests_wait_for_conditions_and_not_for_time() -> None:
    tests = [path for path in _modules() if path.is_relative_to(ROOT / "tests")]
    assert _lines_with(SLEEP, tests) == []


@pytest.mark.parametrize(
    ("sizes", "ratchet", "complaints"),
    [
        ({"a": 10}, {}, 0),
        ({"a": 11}, {}, 1),
        ({"a": 15}, {"a": 15}, 0),
        ({"a": 16}, {"a": 15}, 1),
        ({"a": 14}, {"a": 15}, 1),
        ({}, {"gone": 15}, 1),
    ],
)
def test_the_ratchet_turns_one_way(
    sizes: dict[str, int], ratchet: dict[str, int], complaints: int
) -> None:
    assert len(_over(sizes, 10, ratchet)) == complaints
