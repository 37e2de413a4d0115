"""Trouble after a charge may have left: what the command's last line must then say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import (
    InputError,
    InvariantError,
    IPpayDesktopError,
    StorageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Others come from the steps before the intent is committed: nothing was sent then.
_MAY_COME_LATE = (StorageError, InvariantError)
_UNFORESEEN = "Something went wrong inside this program while a charge was under way."


class ChargeUnderWayError(IPpayDesktopError):
    """The machine or this program failed while a charge was under way; its cause says how."""

    def __init__(self, cause: Exception) -> None:
        self.kind = cause.kind if isinstance(cause, IPpayDesktopError) else type(self).kind
        super().__init__(str(cause) if isinstance(cause, IPpayDesktopError) else _UNFORESEEN)


class ContradictedError(InputError):
    """Evidence, just asked for, says that money was or may have been taken; a person said no."""


@contextmanager
def late_trouble(is_open: Callable[[], bool]) -> Iterator[None]:
    """Tell trouble that came with a charge under way from trouble before it.

    Args:
        is_open: Whether the journal holds an unsettled charge of this command. If even that
            cannot be read, there may be one.

    Raises:
        ChargeUnderWayError: instead of the machine's or the program's own trouble.
    """
    try:
        yield
    except Exception as error:
        is_late = isinstance(error, _MAY_COME_LATE) or not isinstance(error, IPpayDesktopError)
        if is_late and _may_be_open(is_open):
            raise ChargeUnderWayError(error) from error
        raise


def _may_be_open(is_open: Callable[[], bool]) -> bool:
    try:
        return is_open()
    except IPpayDesktopError:
        return True
