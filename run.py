#!/usr/bin/env python3
"""Set up IPpay Desktop in this folder and run it: one command from a fresh clone.

    python3 run.py demo          the window on the built-in practice servers
    python3 run.py test          every check and every test
    python3 run.py simulate      charges in simulated worlds in which everything may break
    python3 run.py bench         how fast everything is, each figure beside its floor
    python3 run.py WORDS...      ippay-desktop WORDS..., for example --help

The first run makes the environment `.venv` beside this file and installs the locked libraries;
later runs start at once. Standard library only, and parseable by old Pythons, so that they can
say what is wrong. Everything said here goes to standard error: standard output belongs to the
program. docs/development.md tells more.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ippay-desktop.json"
RUNTIME_LOCK = "requirements/runtime.txt"
DEVELOPMENT_LOCK = "requirements/dev.txt"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"

OLDEST_PYTHON = (3, 11)
LINES_OF_A_FAILURE = 15

# What pip takes from the environment may name a mirror or a certificate and stays, but for these:
# with them it would install elsewhere, or nothing, or refuse the project's own folder.
BENT_PIP_VARIABLES = frozenset(
    "PIP_" + name
    for name in ("DRY_RUN", "NO_BINARY", "PREFIX", "REQUIRE_HASHES", "ROOT", "TARGET", "USER")
)

# The system libraries that Qt opens, and the Debian packages that hold them.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
X_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_SUFFIXES = {".otf", ".pcf", ".pfb", ".ttc", ".ttf"}

LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"
CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format --check", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("lint-imports", ("-c", LINT_IMPORTS, "--no-logo")),
)
MODULES = {"simulate": "tests.simulation", "bench": "tests.bench", "supply": "tests.supply"}


class SetupError(Exception):
    """The set-up cannot go on; the text says why and what to do, to whoever runs it."""


def say(text: str) -> None:
    """Tell the person at the terminal, if there is one."""
    if sys.stderr is not None:
        print(f"run.py: {text}", file=sys.stderr, flush=True)  # noqa: T201  # no logging this early


def reopen_closed_streams() -> None:
    """Fill closed standard streams, or a lock file would become the program's standard input."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003  # positional


def command_of(words: "list[str]") -> str:
    """The command among an ippay-desktop line's words; empty where none is, which is the window."""
    rest = iter(words)
    for word in rest:
        if word in {"--data-dir", "--profile"}:
            next(rest, None)
        elif word in {"-h", "--help", "--version"} or not word.startswith("-"):
            return word
    return ""


def has_screen(environment: "dict[str, str]", system: str) -> bool:
    """Whether a window opened now could be seen."""
    chosen = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if chosen:
        return chosen not in {"minimal", "offscreen"}
    displays = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return bool(displays) or not system.startswith("linux")


def demo_off_screen(words: "list[str]", pictures: Path) -> "list[str]":
    """The words of a demo turned into its guided tour, which needs nobody to watch."""
    if any(word == "--tour" or word.startswith("--tour=") for word in words):
        return words
    return [*words, "--tour", str(pictures)]


def pytest_words(words: "list[str]") -> "list[str]":
    """Words for pytest: two processes, unless someone wants to look on or has chosen a number."""
    own = ("-n", "-s", "--pdb", "--trace", "--numprocesses", "--capture")
    return words if any(w.startswith(own) for w in words) else ["-n2", "--dist=worksteal", *words]


def is_debian(os_release: str) -> bool:
    """Whether the text of an os-release file is Debian's or a descendant's."""
    families = [line for line in os_release.splitlines() if line.startswith(("ID=", "ID_LIKE="))]
    return any(
        word in {"debian", "ubuntu"}
        for line in families
        for word in line.partition("=")[2].strip("\"'").split()
    )


def on_debian() -> bool:
    """Whether this machine takes its packages from apt."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return False
    return is_debian(text) and shutil.which("apt-get") is not None


def install_packages(packages: "list[str]", why: str) -> None:
    """Install Debian packages as root, or say which command would.

    Raises:
        SetupError: this is not root on Debian, or apt failed.
    """
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not on_debian():
        raise SetupError(f"{why} Install what your system calls: {' '.join(packages)}.")
    if os.geteuid() != 0:
        raise SetupError(f"{why} Install it, then run this again:\n  sudo {' '.join(command)}")
    say(f"{why} Installing {' '.join(packages)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    locked = ["-q", "-o", "DPkg::Lock::Timeout=600"]
    # A list that cannot be renewed need not matter: the install below tells.
    run_quietly(["apt-get", "update", *locked], environment)
    failure = run_quietly([*command, *locked], environment)
    if failure:
        raise SetupError(f"{failure}\nThis failed:\n  {' '.join(command)}")


def run_quietly(command: "list[str]", environment: "dict[str, str] | None" = None) -> str:
    """Run a command without input; the end of what it said if it failed, else nothing."""
    result = subprocess.run(  # noqa: S603  # our own words
        command,
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if result.returncode == 0:
        return ""
    lines = result.stdout.decode("utf-8", "replace").strip().splitlines()
    return "\n".join(lines[-LINES_OF_A_FAILURE:]) or f"{command[0]} failed: {result.returncode}"


def loads(library: str) -> bool:
    """Whether the system has a library that it can open."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Whether any font is installed; without one, Qt draws boxes for letters."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(
        Path(name).suffix in FONT_SUFFIXES
        for folder in folders
        for _, _, names in os.walk(folder)
        for name in names
    )


def missing_packages(environment: "dict[str, str]", missing: "set[str]") -> "list[str]":
    """The Debian packages that Qt lacks here, given the libraries that do not load.

    Where both X and Wayland are offered, one of them is enough: Qt takes the other.
    """
    screens = [
        [package for library, package in libraries.items() if library in missing]
        for variable, libraries in (
            ("WAYLAND_DISPLAY", WAYLAND_LIBRARIES),
            ("DISPLAY", X_LIBRARIES),
        )
        if environment.get(variable)
    ]
    lacking = [package for library, package in QT_LIBRARIES.items() if library in missing]
    return sorted({*lacking, *min(screens, key=len, default=[])})


def provide_qt_libraries(environment: "dict[str, str]") -> None:
    """See that Qt can start on a Linux system, and that it has letters to draw with."""
    if not sys.platform.startswith("linux"):
        return
    every = (*QT_LIBRARIES, *X_LIBRARIES, *WAYLAND_LIBRARIES)
    packages = missing_packages(environment, {name for name in every if not loads(name)})
    if not has_font():
        packages.append(FONT_PACKAGE)
    if packages:
        install_packages(packages, "The window toolkit needs system libraries or a font.")


class Lock:
    """A lock on a file between processes; kept until the process ends, also across exec.

    Where the file cannot be opened (a clone on a read-only disk) there is nothing to guard either.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; nothing is locked yet."""
        self._descriptor = -1
        for mode in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
            with contextlib.suppress(OSError):
                self._descriptor = os.open(str(path), mode, 0o666)
                break

    def wait(self, *, told: str) -> None:
        """Wait until this process alone has the lock; `told` is said when that takes time."""
        while self._descriptor >= 0 and not self.is_free():
            say(told)
            if sys.platform != "win32":
                fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def is_free(self) -> bool:
        """Take the lock alone, if nobody has or shares it. On Windows this waits ten seconds."""
        try:
            if self._descriptor < 0:
                pass
            elif sys.platform == "win32":
                msvcrt.locking(self._descriptor, msvcrt.LK_LOCK, 1)
            else:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def share(self) -> None:
        """Share the lock, and let it live on in the program that takes this process's place."""
        if sys.platform != "win32" and self._descriptor >= 0:
            fcntl.flock(self._descriptor, fcntl.LOCK_SH)
            os.set_inheritable(self._descriptor, True)  # noqa: FBT003  # positional only

    def release(self) -> None:
        """Let the next one in."""
        if self._descriptor >= 0:
            os.close(self._descriptor)


def wanted_stamp(root: Path) -> "dict[str, str]":
    """What an up-to-date environment was made from."""
    files = {"runtime": RUNTIME_LOCK, "development": DEVELOPMENT_LOCK, "project": "pyproject.toml"}
    stamp = {name: hashlib.sha256((root / files[name]).read_bytes()).hexdigest() for name in files}
    version = "{}.{}".format(*sys.version_info)
    stamp["python"] = f"{sys.implementation.name} {version} {platform.machine()}"
    stamp["folder"] = str(root)
    return stamp


def steps_to(
    wanted: "dict[str, str]", stamp: "dict[str, str] | None", *, development: bool
) -> "list[str]":
    """What is left to do, in order: make, runtime or development, project.

    Args:
        wanted: What an up-to-date environment is made from.
        stamp: What this environment was made from; empty for a usable one that somebody made by
            hand, which is filled and not made anew; None where there is none.
        development: Whether the tools for tests are needed too.
    """
    lock = "development" if development else "runtime"
    if stamp == {}:
        return [lock, "project"]
    if stamp is None or any(
        stamp.get(key) != wanted[key] for key in ("python", "folder", "runtime")
    ):
        return ["make", lock, "project"]
    steps = [lock] if stamp.get(lock) != wanted[lock] else []
    return steps + (["project"] if stamp.get("project") != wanted["project"] else [])


def read_stamp() -> "dict[str, str] | None":
    """What the environment in this folder was made from, as `steps_to` takes it."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        stamp = None
    if not PYTHON.exists():
        return None
    if isinstance(stamp, dict):
        return stamp
    # Made by hand, or not finished: it counts if its pip works and its Python is this one's kin.
    probe = "import sys, pip._internal.commands.install as _; sys.exit(sys.version_info[:2] != {})"
    probe = probe.format(sys.version_info[:2])
    return None if run_quietly([str(PYTHON), "-I", "-c", probe]) else {}


def make_environment() -> None:
    """Make an empty environment, in place of one that is there."""
    try:
        import ensurepip  # noqa: F401, PLC0415  # Debian takes it out of Python
    except ImportError:
        package = f"python3.{sys.version_info[1]}-venv" if on_debian() else "python3-venv"
        install_packages([package], "Python's own venv module is not complete here.")
    base = getattr(sys, "_base_executable", None) or sys.executable
    failure = run_quietly([base, "-I", "-m", "venv", "--clear", str(VENV)])
    if failure:
        raise SetupError(f"{failure}\nThe environment {VENV} could not be made.")


def install(*words: str) -> None:
    """Let the environment's pip install something into it."""
    environment = {key: text for key, text in os.environ.items() if key not in BENT_PIP_VARIABLES}
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "--no-user", "--no-input"]
    failure = run_quietly([*pip, "--disable-pip-version-check", *words], environment)
    if failure:
        raise SetupError(f"{failure}\nThe install failed. Is the package index in reach?")


def take(step: str) -> None:
    """Do one step of the set-up, with one line that says so."""
    locked = ("--require-hashes", "--only-binary", ":all:", "-r")
    if step == "make":
        say(f"Making the environment {VENV} ...")
        make_environment()
    elif step == "runtime":
        say("Installing the locked libraries (once; about 90 MB to download) ...")
        install(*locked, str(ROOT / RUNTIME_LOCK))
    elif step == "development":
        say("Installing the locked libraries and tools (once; about 120 MB to download) ...")
        install(*locked, str(ROOT / DEVELOPMENT_LOCK))
    else:
        say("Installing IPpay Desktop from this folder ...")
        install("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def provide_environment(*, development: bool) -> None:
    """Bring `.venv` up to date; two runs at once take turns, and a program in use is left alone.

    Raises:
        SetupError: with what stands in the way.
    """
    setting_up = Lock(ROOT / ".venv.lock")
    in_use = Lock(ROOT / ".venv.use")
    setting_up.wait(told="Another run.py is setting up this folder; waiting for it ...")
    wanted, stamp = wanted_stamp(ROOT), read_stamp()
    steps = steps_to(wanted, stamp, development=development)
    if "make" in steps and VENV.exists() and not in_use.is_free():
        raise SetupError("IPpay Desktop runs from this folder and needs an update: close it first.")
    if steps:
        try:
            STAMP.unlink(missing_ok=True)
            for step in steps:
                take(step)
            kept = {} if stamp is None or "make" in steps else stamp
            made = {**kept, **{key: wanted[key] for key in wanted if key != "development"}}
            if development:
                made["development"] = wanted["development"]
            unfinished = STAMP.with_suffix(".new")
            unfinished.write_text(json.dumps(made, indent=2) + "\n", encoding="utf-8")
            unfinished.replace(STAMP)
        except OSError as error:
            raise SetupError(f"{error}\nThis folder cannot be written; clone it anew.") from error
    in_use.share()
    setting_up.release()


def run_program(words: "list[str]", environment: "dict[str, str]") -> int:
    """Become `ippay-desktop WORDS...`; returns only on Windows, with its exit code."""
    # -P: a file in the caller's folder must not pass for a library.
    command = [str(PYTHON), "-P", "-m", "ippay_desktop", *words]
    if not WINDOWS:
        os.execve(command[0], command, environment)  # noqa: S606  # no shell wanted
    with subprocess.Popen(command, env=environment) as program:  # noqa: S603  # the caller's words
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue  # Ctrl-C reached the program too; it decides when to end.


def run_tests(words: "list[str]") -> int:
    """Run every check, then the tests; the exit code of the first that fails."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    tests = ("pytest", ("-m", "pytest", *pytest_words(words)))
    for name, arguments in (*CHECKS, tests):
        say(name)
        words = [str(PYTHON), *arguments]
        code = subprocess.call(words, cwd=str(ROOT), env=environment)  # noqa: S603  # our own words
        if code:
            say(f"{name} failed; again: {shlex.join(words)}")
            return code
    return 0


def run_module(name: str, words: "list[str]") -> int:
    """Run the simulation or the bench; its exit code."""
    command = [str(PYTHON), "-m", name, *words]
    return subprocess.call(command, cwd=str(ROOT))  # noqa: S603  # the caller's words


def prepare_window(words: "list[str]", environment: "dict[str, str]") -> "list[str]":
    """See that a window can open, or turn the demo into its tour; the words to go on with.

    Args:
        words: What was asked for: the demo, or no command.
        environment: The program's; off screen, it is changed to say so.

    Raises:
        SetupError: a window was asked for where nobody could see it.
    """
    if not has_screen(environment, sys.platform):
        if not command_of(words):
            raise SetupError("There is no screen here for the window; see run.py --help.")
        words = demo_off_screen(words, ROOT / "pictures")
        environment["QT_QPA_PLATFORM"] = environment.get("QT_QPA_PLATFORM") or "offscreen"
        say("There is no screen here (DISPLAY and WAYLAND_DISPLAY are not set).")
        say(f"The guided tour runs off screen and leaves pictures: {shlex.join(words)}")
    provide_qt_libraries(environment)
    return words


def main(words: "list[str]") -> int:
    """Set up what the words need, then do what they say; the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"IPpay Desktop needs Python 3.11 or newer, and this is {platform.python_version()}.")
        return 1
    reopen_closed_streams()
    environment = dict(os.environ)
    command = command_of(words)
    try:
        provide_environment(development=command in {"test", *MODULES})
        if command == "test":
            provide_qt_libraries({})
            return run_tests(words[words.index("test") + 1 :])
        if command in MODULES:
            return run_module(MODULES[command], words[words.index(command) + 1 :])
        if command in {"", "demo"} and not {"-h", "--help"} & set(words):
            words = prepare_window(words, environment)
        return run_program(words, environment)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Interrupted. The next run goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
