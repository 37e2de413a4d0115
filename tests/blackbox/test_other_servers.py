"""The command line on servers of another author: the practice servers could share our mistakes."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from ippay_desktop.__main__ import main
from tests.blackbox.other_ippay import BANK_TERMINAL, CARD_TERMINAL, OtherIPpay
from tests.blackbox.other_splynx import KEY, SECRET, OtherSplynx
from tests.sim.cli.driver import QUICK, Result, read_result

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.blackbox.other_servers import Asked

OCTOBER = "charge --period 2026-10-01..2026-10-31"


class Station:
    """Runs commands against the two servers, and audits what these hold."""

    def __init__(self, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.splynx, self.ippay = OtherSplynx(), OtherIPpay()
        self._data_dir = data_dir
        self._monkeypatch = monkeypatch

    def __call__(self, words: str, stdin: str = "") -> Result:
        stdout, stderr = io.StringIO(), io.StringIO()
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with redirect_stdout(stdout), redirect_stderr(stderr):
            code = main(["--json", "--data-dir", str(self._data_dir), *words.split()])
        return read_result(code, stdout.getvalue(), stderr.getvalue())

    def connect(self) -> None:
        words = (
            f"profile set other --splynx-url {self.splynx.url} --splynx-api-key {KEY} "
            f"--ippay-url {self.ippay.url}/ippay --terminal-id {CARD_TERMINAL} "
            f"--ach-terminal-id {BANK_TERMINAL} {QUICK} --mode test --secrets-stdin"
        )
        assert self(words, json.dumps({"splynx_api_secret": SECRET})).code == 0
        checked = self("check")
        wrong = [one["name"] for one in checked.of("check") if not one["ok"]]
        # This server keeps open debits to itself, which is said and in nobody's way.
        assert wrong == ["splynx_transactions"]

    def audit(self) -> dict[str, int]:
        """Cents taken for each invoice: of each charge, once, and recorded once as what it was."""
        taken = {self.ippay.orders[name]: cents for name, cents in self.ippay.cents.items()}
        assert len(taken) == len(self.ippay.cents)
        payments = {
            self.splynx.invoices[int(payment["invoice_id"])]["number"]: int(payment["amount"] * 100)
            for payment in self.splynx.payments.values()
        }
        assert len(payments) == len(self.splynx.payments)
        assert payments == {number: cents for number, cents in taken.items() if cents}
        return taken


@pytest.fixture
def station(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Station]:
    made = Station(tmp_path, monkeypatch)
    for number in range(1, 6):
        made.splynx.add(number, f"{number}0.0{number}", card=f"4C7J2A9M5D1H100{number}")
    made.splynx.add(6, "60.06", bank="K4B7C2M9A1F36789")
    # Finer than money, as four decimals allow: it is left out, and in nobody's way.
    made.splynx.add(7, "70.0707", card="4C7J2A9M5D1H1007")
    with made.splynx, made.ippay:
        made.connect()
        yield made


def outcomes(result: Result) -> dict[str, Any]:
    return {
        attempt["document"]["number"]: (attempt["outcome"], attempt["recorded"])
        for attempt in result.of("attempt")
    }


def test_a_period_is_charged_recorded_and_in_part_voided(station: Station) -> None:
    preview = station(f"{OCTOBER} --preview")
    assert preview.last["confirm"] == "6:210.21"
    (left_out,) = [one for one in preview.of("row") if not one["eligible"]]
    assert left_out["document"]["id"] == 7
    charged = station(f"{OCTOBER} --confirm 6:210.21")
    assert charged.code == 0
    assert outcomes(charged)["Inv/6"] == ("accepted", True)
    assert set(outcomes(charged).values()) == {("approved", True), ("accepted", True)}
    assert station("pay --invoice-id 1 --yes").code == 2
    assert station(f"{OCTOBER} --preview").last["confirm"] == "0:0.00"
    first = next(one for one in charged.of("attempt") if one["document"]["id"] == 1)
    assert station(f"void {first['attempt_id']} --yes").code == 0
    assert station.audit() == {
        "Inv/1": 0,
        "Inv/2": 2002,
        "Inv/3": 3003,
        "Inv/4": 4004,
        "Inv/5": 5005,
        "Inv/6": 6006,
    }
    assert station.splynx.invoices[1]["status"] == "not_paid"
    assert station("attention").last["count"] == 0
    assert station("verify-journal").code == 0


def test_lost_answers_of_both_servers_end_in_one_charge_and_one_payment(station: Station) -> None:
    def every_second(kind: bytes) -> Any:
        seen: list[Asked] = []

        def is_lost(asked: Asked) -> bool:
            if kind not in asked.body:
                return False
            seen.append(asked)
            return len(seen) % 2 == 0

        return is_lost

    station.ippay.lose_answer_to = every_second(b"<TotalAmount>")
    station.splynx.lose_answer_to = every_second(b"receipt_number")
    charged = station(f"{OCTOBER} --confirm 6:210.21")
    assert charged.code == 4
    assert {outcome for outcome, _ in outcomes(charged).values()} >= {"approved", "unknown"}
    reconciled = station("reconcile --wait 30")
    assert reconciled.code == 0
    history = outcomes(station("history"))
    assert set(history.values()) == {("approved", True), ("accepted", True)}
    assert sum(station.audit().values()) == 21021
    assert station("attention").last["count"] == 0
