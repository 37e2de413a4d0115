"""Who may do what at this station, as a table."""

from __future__ import annotations

from enum import StrEnum

from ippay_desktop.domain.errors import InputError


class Task(StrEnum):
    """What is done, as far as roles and the lock tell it apart."""

    CHARGE_ONE = "charge_one"
    CHARGE_RUN = "charge_run"
    SETTLE = "settle"
    DECIDE = "decide"
    ADMINISTER = "administer"


class Role(StrEnum):
    """What the person at this station may do; each may do all that the ones before it may."""

    READ_ONLY = "read-only"
    CHARGE_ONE = "charge-one"
    CHARGE_RUNS = "charge-runs"
    ADMINISTER = "administer"


# Settling posts payments to Splynx and removes them, so it is more than looking. A decision about a
# charge (resolve, void, refund) is for whom runs are entrusted to.
_TASKS: dict[Role, frozenset[Task]] = {
    Role.READ_ONLY: frozenset(),
    Role.CHARGE_ONE: frozenset({Task.CHARGE_ONE, Task.SETTLE}),
    Role.CHARGE_RUNS: frozenset({Task.CHARGE_ONE, Task.SETTLE, Task.CHARGE_RUN, Task.DECIDE}),
    Role.ADMINISTER: frozenset(Task),
}
_NOUNS = {
    Task.CHARGE_ONE: "charge a customer",
    Task.CHARGE_RUN: "charge a period",
    Task.SETTLE: "settle charges or record them",
    Task.DECIDE: "decide what became of money",
    Task.ADMINISTER: "change profiles or this station's settings",
}


class LockedError(InputError):
    """The program is locked: nothing that moves money starts. Nothing was sent."""

    def __init__(self) -> None:
        super().__init__("The program is locked. Unlock it first; nothing was sent.")


class RoleError(InputError):
    """This station's role does not allow it. Nothing was sent."""

    def __init__(self, role: Role, task: Task) -> None:
        super().__init__(
            f"This station's role is “{role}”, which may not {_NOUNS[task]}. Ask whoever "
            "administers it; nothing was sent."
        )


def may(role: Role, task: Task) -> bool:
    """Whether a role allows a task."""
    return task in _TASKS[role]
