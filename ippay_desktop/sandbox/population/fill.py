"""Fills both practice servers' stores: one population, from one seed."""

import dataclasses
import datetime as dt
import random

from ippay_desktop.sandbox.population import customers, documents, setup
from ippay_desktop.sandbox.population.loader import Loader
from ippay_desktop.sandbox.splynx.schema import INDEXES
from ippay_desktop.sandbox.store import Store

_PROFORMA_PERCENT = 8
_ONE_TIME_PERCENT = 6


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """How many customers and documents (invoices and proformas together) to make."""

    customers: int
    documents: int
    seed: int


def fill(
    splynx: Store, gateway: Store, size: Size, today: dt.date, terminals: customers.Terminals
) -> None:
    """Fill empty stores. The caller throws the files away when a fill did not finish."""
    rng = random.Random(size.seed)  # noqa: S311 - a repeatable population, no secret
    tokens = Loader(gateway, {"tokens": customers.TOKEN_COLUMNS})
    loader = Loader(splynx, {**customers.TABLES, **documents.TABLES})
    with splynx.bulk(), gateway.bulk():
        setup.furnish(splynx, today.isoformat())
        maker = customers.CustomerMaker(rng, today, terminals)
        people = [maker.make(number, loader, tokens) for number in range(1, size.customers + 1)]
        paper = documents.DocumentMaker(rng, today, people, loader)
        proformas = size.documents * _PROFORMA_PERCENT // 100
        one_time = size.documents * _ONE_TIME_PERCENT // 100
        if people:
            paper.recurring(size.documents - proformas - one_time)
            paper.one_time(one_time)
            paper.proformas(proformas)
            paper.old_debts()
        loader.flush()
        tokens.flush()
        _set_balances(splynx, paper)
    splynx.script(INDEXES + "ANALYZE;")


def _set_balances(store: Store, paper: documents.DocumentMaker) -> None:
    store.run(
        "CREATE UNIQUE INDEX IF NOT EXISTS billing_customer ON customer_billing (customer_id)"
    )
    store.run_many(
        "UPDATE customer_billing SET deposit = ? WHERE customer_id = ?", paper.balances()
    )
