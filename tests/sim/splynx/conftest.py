"""One practice Splynx for each module, put back to its defaults before each test."""

import itertools
from collections.abc import Iterator

import pytest

from ippay_desktop.adapters.splynx.client import SplynxClient
from ippay_desktop.adapters.transport import Transport
from ippay_desktop.domain.secret import SecretText
from tests.support.practice import PracticeServers
from tests.unit.splynx.fakes import FakeClock

CUSTOMERS, INVOICES = 60, 300
_BEGINNINGS = itertools.count(0, 3600)


@pytest.fixture(scope="module")
def running() -> Iterator[PracticeServers]:
    with PracticeServers(customers=CUSTOMERS, invoices=INVOICES) as servers:
        yield servers


@pytest.fixture
def servers(running: PracticeServers) -> PracticeServers:
    """As freshly started: data, switches, faults and clock."""
    running.control("POST", "/reset")
    return running


@pytest.fixture(scope="module")
def transport() -> Iterator[Transport]:
    made = Transport(connect_timeout_s=5, read_timeout_s=10, user_agent="tests")
    yield made
    made.close()


@pytest.fixture
def clock() -> FakeClock:
    """Waits between repeated reads cost nothing; the server tells its own time.

    Each test begins later than the one before: a server that checks nonces remembers the last.
    """
    made = FakeClock()
    made.pass_s(next(_BEGINNINGS))
    return made


@pytest.fixture
def client(servers: PracticeServers, transport: Transport, clock: FakeClock) -> SplynxClient:
    return SplynxClient(
        base_url=servers.splynx_url,
        api_key=servers.splynx_api_key,
        api_secret=SecretText(servers.splynx_api_secret),
        currency="USD",
        transport=transport,
        clock=clock,
        customer_page_size=25,
        document_page_size=40,
        narrow_page_size=50,
    )
