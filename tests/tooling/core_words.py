"""Reads out of the core's code the sentences that it makes for staff, as templates.

The core is plain English and knows no translation: the window recognises a sentence by its template
(`ippay_desktop/ui/said.py`), and the translation files list the templates. They are found here, so
that nobody has to name them: each literal of the core that reads like words for people is one,
unless it stands where only a log, an engineer or another program reads it.
"""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from functools import cache
from pathlib import Path

from ippay_desktop.ui.said_words import MADE_WORDS, QUOTATION, SHAPES, WINDOW_WORDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ippay_desktop"
LAYERS = ("domain", "services", "adapters", "app")
_WORDS = re.compile(r"[A-Za-z][a-z'\u2019]+[,:;]? [A-Za-z({\u201c]|[a-z]{2,}[.\u2026!?]$")
# Whole sentences that stand beside a template as values are sentences of their own.
_BESIDE = re.compile(r"^(?:\{\w+\} ?)+(?<= )(?=[A-Z])|(?<=[\w)”}][.!?])(?: ?\{\w+\})+$")
# SQL, patterns of text, log lines by key and value, and the dates of HTTP.
_NO_WORDS = re.compile(
    r"\b(SELECT|INSERT|CREATE [FTIU]|DROP|PRAGMA|BEGIN|UNION|BETWEEN|INDEXED|COLLATE|JOIN)\b"
    r"|^\(\?i\)|^\s*(AND|OR|ON|SET|AS) |=%[sd]|\b AS [a-z]\b|^%s|: %[sd]|^\w+(, [\w.]+){4,}$"
)
# Modules whose literals are other things: SQL, HTTP, dates (which Qt knows in every language), and
# what is said before there is a window.
_SILENT = frozenset(
    {
        *("adapters/journal/migrations", "adapters/journal/schema.py"),
        *("adapters/journal/reversal_schema.py", "adapters/journal/triggers.py"),
        *("adapters/mirror/queries.py", "adapters/mirror/records.py", "adapters/mirror/schema.py"),
        *("adapters/connection.py", "adapters/redact.py", "app/logs.py", "app/main.py"),
        "domain/dates_in_words.py",
    }
)
# Calls whose words are read in the log, or by whoever mends the program.
_SILENT_CALLS = frozenset(
    {"InvariantError", "TypeError", "ValueError", "RuntimeError", "NotImplementedError"}
    | {"debug", "info", "warning", "error", "exception", "log", "getLogger", "compile", "Index"}
    | {"add_note", "TypeVar", "cast", "CheckConstraint", "execute", "text", "search"}
    # The settings' meanings, listed by the command line.
    | {"_declare"}
)
# What others say, and is only compared or handed on: PostgreSQL, IPpay, files, the command line.
_NOT_FOR_STAFF = frozenset(
    {
        *("authentication failed", "no password supplied", "no pg_hba.conf entry"),
        *("does not exist", "too many clients", "connection slots", "read committed"),
        *("repeatable read", "no results", "yyyy-mm-dd hh:mm:ss", "IPpay Desktop", "reports read"),
        *("ippay-desktop evidence 1", "ippay-desktop evidence 1\n{content}"),
        *("ippay-desktop key\n{splynx_api_key}", "reversal.", "unreadable.", "tried {here} times"),
        # A part of a sentence that the window says as a whole.
        "must not contain a password; give passwords with --secrets-stdin, for the keyring",
        *("documents {kinds}", "books of {first}..{last}", "day {day}"),
        *("for this document {words} again", "not before {allowed_at}", "excluded.", "marks."),
        *("{name} = excluded.", "IPpay {noun} {approval}", "Pay {noun} {number}"),
        *("{operator_name} at {station_name}", "{operator} at {station}"),
        "str | int | bool | Sequence[PhpValue] | Mapping[str, PhpValue] | None",
        # What may be decided, in the command line's words; the window has buttons.
        *("correct the payment in Splynx, then reconcile", "reallocate in Splynx, then reconcile"),
        *(
            "remove the payment in Splynx, then reconcile",
            "resolve --as approved, once it is entered",
            "approve {what} --amount {amount} --yes",
        ),
    }
)
# What an expression does to its value, which no name is needed for.
_MANNERS = frozenset({"text", "isoformat", "strip", "rstrip", "lower", "capitalize", "partition"})


def templates() -> set[str]:
    """Every sentence that the core makes for staff, with named placeholders."""
    found: set[str] = set()
    for path in _modules():
        found |= _Reader(path).read()
    return found - _NOT_FOR_STAFF


def to_translate() -> set[str]:
    """What the window says for them: their own words or its own, and words for their values."""
    own = {WINDOW_WORDS.get(one, one) for one in templates() | set(MADE_WORDS)}
    return own | {*SHAPES, QUOTATION}


@cache
def _modules() -> tuple[Path, ...]:
    paths = (path for layer in LAYERS for path in (PACKAGE / layer).rglob("*.py"))
    return tuple(sorted(path for path in paths if not _is_silent(path)))


def _is_silent(path: Path) -> bool:
    name = path.relative_to(PACKAGE).as_posix()
    return name in _SILENT or any(name.startswith(f"{one}/") for one in _SILENT)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


@cache
def _constants(path: Path) -> dict[str, str]:
    """A module's own texts by name, and those it imports from other modules of the core."""
    known: dict[str, str] = {}
    for node in _tree(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ippay_desktop."):
            origin = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            theirs = _constants(origin) if origin.is_file() else {}
            known |= {
                one.asname or one.name: theirs[one.name] for one in node.names if one.name in theirs
            }
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = _folded(node.value, known)
            if text is not None:
                known[node.targets[0].id] = text
    return known


def _folded(node: ast.expr, known: dict[str, str]) -> str | None:
    """The template that an expression makes, None when it makes no text that can be known."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _without_formats(node.value)
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _folded(node.left, known), _folded(node.right, known)
        return None if left is None or right is None else left + right
    return _of_parts(node, known) if isinstance(node, ast.JoinedStr) else None


def _of_parts(node: ast.JoinedStr, known: dict[str, str]) -> str:
    words: list[str] = []
    used: Counter[str] = Counter()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            text = _folded(part.value, known) if isinstance(part.value, ast.Name) else None
            if text is None:
                name = _name(part.value)
                used[name] += 1
                text = f"{{{name}{used[name] if used[name] > 1 else ''}}}"
            words.append(text)
        elif isinstance(part, ast.Constant):
            words.append(str(part.value))
    return "".join(words)


def _without_formats(text: str) -> str:
    """A template for `format` with bare placeholders: "{read_s:g} s" is "{read_s} s" here."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return text
    if not all(name is None or name.isidentifier() for _, name, _, _ in parts):
        return text
    return "".join(said + (f"{{{name}}}" if name else "") for said, name, _, _ in parts)


def _name(node: ast.expr) -> str:
    """What a translator may call a value: the last telling name in its expression."""
    while True:
        match node:
            case ast.Name(id=name):
                return name.strip("_").lower()
            case ast.Attribute(value=owner, attr=name):
                if name not in _MANNERS:
                    return name.strip("_")
                node = owner
            case ast.Subscript(slice=ast.Constant(value=str(name))):
                return name
            case _:
                inner = _inside(node)
                if inner is None:
                    return "more"
                node = inner


def _inside(node: ast.expr) -> ast.expr | None:
    """What an expression is about."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if not name.startswith("_"):
            return first
        case ast.Call(func=ast.Attribute(attr="join"), args=[first, *_]):
            return first
        case ast.Call(func=inner) | ast.Subscript(value=inner) | ast.BinOp(left=inner):
            return inner
        case ast.BoolOp(values=[first, *_]):
            return first
        case ast.GeneratorExp(generators=[first, *_]) | ast.ListComp(generators=[first, *_]):
            return first.iter
        case _:
            return None


class _Reader(ast.NodeVisitor):
    """Collects the templates of one module."""

    def __init__(self, path: Path) -> None:
        self._tree = _tree(path)
        self._known = _constants(path)
        self._found: set[str] = set()

    def read(self) -> set[str]:
        """All of them."""
        self.visit(self._tree)
        return self._found

    def visit(self, node: ast.AST) -> None:
        """Take what makes a text whole; look for more inside everything else."""
        if _is_unread(node):
            return
        text = _folded(node, self._known) if isinstance(node, ast.expr) else None
        if text is None or (isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)):
            self.generic_visit(node)
            return
        words = _BESIDE.sub("", text).strip()
        if _WORDS.search(words) and not _NO_WORDS.search(words):
            self._found.add(words)
        for part in ast.walk(node):
            # A value may be made of words itself: one of two, or a part that can be absent.
            if isinstance(part, ast.FormattedValue) and not isinstance(part.value, ast.Name):
                self.visit(part.value)


def _is_unread(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Call):
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        return name in _SILENT_CALLS
    return False
