"""Transports that are closed when their test ends."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ippay_desktop.adapters.transport import Transport

MakeTransport = Callable[..., Transport]


@pytest.fixture
def make_transport() -> Iterator[MakeTransport]:
    """Build a transport with short limits."""
    made: list[Transport] = []

    def make(**options: Any) -> Transport:
        limits: dict[str, Any] = {"connect_timeout_s": 2.0, "read_timeout_s": 2.0}
        transport = Transport(**(limits | {"user_agent": "test/1"} | options))
        made.append(transport)
        return transport

    yield make
    for transport in made:
        transport.close()
