"""The fault plan: rules that make chosen requests go wrong, in order, counted and seeded."""

import dataclasses
import decimal
import random
import re
import threading
from collections.abc import Callable

SPLYNX_FAULTS = frozenset(
    [
        "delay",
        "drop_before",
        "drop_after",
        "process_then_502",
        "http_500",
        "http_429",
        "auth_code",
        "truncated_json",
        "php_warning",
        "duplicate_row",
        "inserted_row",
        "redirect_307",
        "addon_race",
    ]
)
GATEWAY_FAULTS = frozenset(
    [
        "refuse",
        "tls_fail",
        "drop_before",
        "drop_after",
        "slow",
        "neterr_autovoid",
        "neterr_kept",
        "http_500",
        "http_502_html",
        "http_403_html",
        "empty",
        "truncated_xml",
        "garbage",
        "echo",
        "wrong_txid",
        "no_actioncode",
        "no_txid",
        "root_case",
        "additional_info",
        "late_commit",
        "redirect_307",
        "action_code",
    ]
)
FAULTS = {
    "splynx": SPLYNX_FAULTS | {"refuse", "tls_fail"},
    "ippay": GATEWAY_FAULTS,
    "reports": GATEWAY_FAULTS,
}
_MILLION = 1_000_000


class BadRuleError(ValueError):
    """A fault rule makes no sense; the message says why."""


@dataclasses.dataclass(slots=True, frozen=True)
class Facts:
    """What is known about a request when a rule is looked for."""

    server: str
    method: str = ""
    path: str = ""
    type: str = ""
    terminal: str = ""
    match: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True, frozen=True)
class Fault:
    """A fault that fires now."""

    name: str
    args: dict[str, object]

    def seconds(self, default: str = "1") -> float:
        """Return how long the fault lasts, in seconds."""
        for name in ("seconds", "s", "n", "m"):
            if name in self.args:
                return float(str(self.args[name]))
        return float(default)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes-or-no argument."""
        return _truth(self.args.get(name, default))

    def text(self, name: str, default: str) -> str:
        """Return an argument as text."""
        return str(self.args.get(name, default))


@dataclasses.dataclass(slots=True)
class Rule:
    """One line of the plan; ``seen`` counts the requests it matched, ``fired`` its faults.

    Attributes:
        path: Regular expression searched in the path after the server's base path.
        match: Exact values of the gateway's ``order_number``, ``transaction_id``, ``token_last4``.
        skip: So many matching requests pass first.
        every: Of the rest, every n-th fails.
        probability: Chance that it then fires, as decimal text; drawn from the seeded generator.
        times: It fires at most so often; None is no limit.
    """

    id: int
    server: str
    fault: str
    args: dict[str, object] = dataclasses.field(default_factory=dict)
    method: str = ""
    path: str = ""
    type: str = ""
    terminal: str = ""
    match: dict[str, str] = dataclasses.field(default_factory=dict)
    skip: int = 0
    every: int = 1
    probability: str = "1"
    times: int | None = None
    seen: int = 0
    fired: int = 0

    def fits(self, facts: Facts) -> bool:
        """Tell whether a request is one this rule is about."""
        return (
            self.server == facts.server
            and self.method in {"", facts.method}
            and self.type in {"", facts.type}
            and self.terminal in {"", facts.terminal}
            and (not self.path or re.search(self.path, facts.path) is not None)
            and all(facts.match.get(name) == value for name, value in self.match.items())
        )

    def due(self, draw: Callable[[], int]) -> bool:
        """Count a fitting request and tell whether the fault fires on it."""
        self.seen += 1
        turn = self.seen - self.skip - 1
        if turn < 0 or turn % self.every or self.spent:
            return False
        if self.probability != "1" and draw() >= int(decimal.Decimal(self.probability) * _MILLION):
            return False
        self.fired += 1
        return True

    @property
    def spent(self) -> bool:
        """Whether the rule has fired as often as it may."""
        return self.times is not None and self.fired >= self.times


class FaultPlan:
    """The ordered rules of all servers; safe to use from many threads."""

    def __init__(self, seed: int, *, on_change: Callable[[list[object]], None]) -> None:
        self._lock = threading.Lock()
        self._random = random.Random(seed)  # noqa: S311 - replayable mischief, no secret
        self._on_change = on_change
        self._rules: list[Rule] = []
        self._next = 1

    def load(self, saved: object) -> None:
        """Take over rules with their counters, as an earlier run saved them."""
        if isinstance(saved, list):
            with self._lock:
                self._rules = [Rule(**item) for item in saved]
                self._next = 1 + max((rule.id for rule in self._rules), default=0)

    def add(self, items: list[object]) -> list[int]:
        """Append rules given as JSON objects and return their ids.

        Raises:
            BadRuleError: One of them makes no sense; then none is added.
        """
        checked = [_checked(item) for item in items]
        with self._lock:
            added = []
            for fields in checked:
                self._rules.append(Rule(id=self._next, **fields))  # type: ignore[arg-type]  # checked
                added.append(self._next)
                self._next += 1
            self._saved()
        return added

    def clear(self, number: int | None = None) -> None:
        """Drop one rule by id, or all."""
        with self._lock:
            self._rules = [rule for rule in self._rules if number not in {None, rule.id}]
            self._saved()

    def pick(self, facts: Facts) -> Fault | None:
        """Return the fault of the first rule that fits and fires, or None."""
        if not self._rules:
            return None
        with self._lock:
            fitting = [rule for rule in self._rules if rule.fits(facts)]
            for rule in fitting:
                if rule.due(lambda: self._random.randrange(_MILLION)):
                    self._saved()
                    return Fault(rule.fault, dict(rule.args))
            if fitting:
                self._saved()
        return None

    def shuts(self, server: str) -> bool:
        """Tell whether a rule says that connecting to a server is refused now."""
        with self._lock:
            return any(
                rule.fault == "refuse" and rule.server == server and not rule.spent
                for rule in self._rules
            )

    def greets(self, server: str) -> bool:
        """Tell whether a new connection may speak; False when a ``tls_fail`` rule fires on it."""
        with self._lock:
            for rule in self._rules:
                if (
                    rule.fault == "tls_fail"
                    and rule.server == server
                    and rule.due(lambda: self._random.randrange(_MILLION))
                ):
                    self._saved()
                    return False
        return True

    def listed(self) -> list[object]:
        """Return the rules with their counters, as JSON objects."""
        with self._lock:
            return [dataclasses.asdict(rule) for rule in self._rules]

    def _saved(self) -> None:
        self._on_change([dataclasses.asdict(rule) for rule in self._rules])


def _checked(item: object) -> dict[str, object]:
    if not isinstance(item, dict):
        raise BadRuleError("a rule is a JSON object")
    known = {field.name for field in dataclasses.fields(Rule)} - {"id", "seen", "fired"}
    fields = {str(name): value for name, value in item.items() if value is not None}
    unknown = set(fields) - known
    if unknown:
        raise BadRuleError(f"unknown keys: {sorted(unknown)}")
    server, fault = str(fields.get("server", "")), str(fields.get("fault", ""))
    if fault not in FAULTS.get(server, frozenset()):
        raise BadRuleError(f"server {server!r} has no fault {fault!r}")
    # These two act before a request is read, so nothing about a request can select them.
    if fault in {"refuse", "tls_fail"} and fields.keys() & {"method", "path", "type", "match"}:
        raise BadRuleError(f"{fault} acts on connections: no method, path, type or match")
    if int(str(fields.get("every", 1))) < 1:
        raise BadRuleError("every is 1 or more")
    try:
        re.compile(str(fields.get("path", "")))
        chance = decimal.Decimal(str(fields.get("probability", "1")))
    except (re.error, decimal.InvalidOperation) as error:
        raise BadRuleError(str(error)) from error
    fields["probability"] = str(chance)
    match = fields.get("match", {})
    if not isinstance(match, dict):
        raise BadRuleError("match is an object")
    fields["match"] = {str(name): str(value) for name, value in match.items()}
    return fields


def _truth(value: object) -> bool:
    return value in {True, "true", "1", "on", "yes"}
