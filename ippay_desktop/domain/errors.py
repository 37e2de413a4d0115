"""Every error the program raises on purpose, and what each one says about money.

::

    IPpayDesktopError
    ├── InputError              staff can fix it; nothing was sent
    ├── NotSentError            provably no byte of the request reached the other side
    ├── OutcomeUnknownError     the request may have been processed: never repeat it blindly
    ├── RejectedError           the other side said no, definitely, and stored nothing
    │   ├── NotFoundError       the thing asked for does not exist there
    │   ├── PermissionDeniedError   the key lacks a permission, or the module is switched off
    │   └── RateLimitedError    asked too often; later is fine
    ├── AuthenticationError     key, secret, clock or address refused
    ├── ProtocolError           the other side broke its contract; its answer was not used
    │   └── DueUnknownError     it does not say how much of an invoice is still open
    ├── StorageError            disk, journal or keyring trouble on this computer
    └── InvariantError          our own bug: stop the lane, keep the evidence

Messages are sentences for staff: they say what happened and what to do, and never carry a body, a
token or a secret. Adapters translate every library's exceptions into these.
"""

from enum import StrEnum


class ErrorKind(StrEnum):
    """The word for an error on the command line (`{"event":"error","kind":…}`)."""

    INPUT = "input"
    CONNECTION = "connection"
    AUTHENTICATION = "authentication"
    PERMISSION = "permission"
    PROTOCOL = "protocol"
    STORAGE = "storage"
    INVARIANT = "invariant"


class IPpayDesktopError(Exception):
    """Base of all errors the program raises on purpose; `str()` is a sentence for staff."""

    kind = ErrorKind.INVARIANT


class InputError(IPpayDesktopError):
    """What was asked for cannot be done as asked; staff can change it. Nothing was sent."""

    kind = ErrorKind.INPUT


class NotSentError(IPpayDesktopError):
    """Name lookup, connecting or the TLS handshake failed: no byte of the request left."""

    kind = ErrorKind.CONNECTION


class OutcomeUnknownError(IPpayDesktopError):
    """The request left, and no answer that can be trusted came back. Never retry blindly."""

    kind = ErrorKind.CONNECTION


class RejectedError(IPpayDesktopError):
    """The other side refused definitely and stored nothing."""

    kind = ErrorKind.PROTOCOL


class NotFoundError(RejectedError):
    """The record asked for does not exist on the other side."""

    kind = ErrorKind.INPUT


class PermissionDeniedError(RejectedError):
    """The API key lacks a permission, or the module is switched off there."""

    kind = ErrorKind.PERMISSION


class RateLimitedError(RejectedError):
    """The other side asks for fewer requests."""

    kind = ErrorKind.CONNECTION


class AuthenticationError(IPpayDesktopError):
    """Key, secret, clock or address were refused; no other call will fare better."""

    kind = ErrorKind.AUTHENTICATION


class ProtocolError(IPpayDesktopError):
    """An answer broke the contract (wrong shape, wrong row, wrong id) and was not used."""

    kind = ErrorKind.PROTOCOL


class DueUnknownError(ProtocolError):
    """Part of an invoice is paid, and this server does not say how much is still open.

    Unlike other broken answers this one stays: asking again tells nothing new.
    """


class StorageError(IPpayDesktopError):
    """The disk, the journal or the keyring of this computer failed."""

    kind = ErrorKind.STORAGE


class InvariantError(IPpayDesktopError):
    """Something that must never be, is: our bug. Stop, keep the evidence, tell."""

    kind = ErrorKind.INVARIANT
