"""The objects have exactly the fields that other programs rely on, and no secret in them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from ippay_desktop.cli import listings, objects
from ippay_desktop.cli.words import state_words
from ippay_desktop.domain.attention import attention_for
from ippay_desktop.domain.billing import DocumentRef
from ippay_desktop.domain.bulk import RowState
from ippay_desktop.domain.charge import AttemptState, MoneyTaken
from ippay_desktop.domain.errors import ErrorKind
from ippay_desktop.domain.identifiers import CustomerId
from ippay_desktop.domain.instrument import InstrumentKind
from ippay_desktop.domain.paylink import LinkBy, pay_link
from ippay_desktop.domain.profile import RecordBank
from ippay_desktop.services.connection import CheckResult
from ippay_desktop.services.tally import tally_own
from tests.unit.cli import samples

ATTEMPT_FIELDS = [
    "event",
    "attempt_id",
    "run_id",
    "transaction_id",
    "created_at",
    "document",
    "customer_id",
    "customer_name",
    "amount",
    "currency",
    "instrument",
    "outcome",
    "money_taken",
    "recorded",
    "splynx_payment_id",
    "action_code",
    "approval",
    "reason",
    "customer_sentence",
    "operator",
    "station",
]
COUNT_FIELDS = [
    "planned",
    "approved",
    "declined",
    "skipped",
    "not_sent",
    "being_checked",
    "approved_not_recorded",
    "given_back",
    "amount_planned",
    "amount_approved",
    "amount_given_back",
]


def counts_of(*states: AttemptState):
    return tally_own(
        [samples.attempt(state) for state in states],
        currency="USD",
        record_bank=RecordBank.ACCEPTED,
    )


def test_an_attempt_is_said_completely() -> None:
    made = objects.attempt_object(samples.attempt(AttemptState.RECORDED))
    assert list(made) == ATTEMPT_FIELDS
    assert made["created_at"] == "2026-11-22T23:59:59Z"
    assert made["document"] == {"kind": "invoice", "id": 5513, "number": "202501000312"}
    assert made["instrument"] == {"kind": "card", "last4": "4242"}
    assert made["amount"] == "64.50"
    assert made["outcome"] == "approved"
    assert made["money_taken"] == "yes"
    assert made["recorded"] is True
    assert made["splynx_payment_id"] == 9021


@pytest.mark.parametrize(
    ("state", "kind", "outcome", "taken", "recorded"),
    [
        (AttemptState.INTENT, "card", "unknown", "being_checked", False),
        (AttemptState.UNKNOWN, "card", "unknown", "being_checked", False),
        (AttemptState.PROVISIONAL, "card", "unknown", "being_checked", False),
        (AttemptState.TAKEN, "card", "approved", "yes", False),
        (AttemptState.RECORDING, "card", "approved", "yes", False),
        (AttemptState.RECORD_REFUSED, "card", "approved", "yes", False),
        (AttemptState.CONFLICTED, "card", "approved", "yes", False),
        (AttemptState.POSTED, "card", "approved", "yes", True),
        (AttemptState.MISPLACED, "card", "approved", "yes", True),
        (AttemptState.RECORDED, "card", "approved", "yes", True),
        (AttemptState.RECORDED, "bank", "accepted", "being_checked", True),
        (AttemptState.TAKEN, "bank", "accepted", "being_checked", False),
        (AttemptState.DECLINED, "card", "declined", "no", False),
        (AttemptState.NOT_SENT, "card", "not_sent", "no", False),
        (AttemptState.VOIDED, "card", "voided", "no", False),
        (AttemptState.TAKEN_BACK, "card", "voided", "no", False),
        (AttemptState.RETURNED, "bank", "returned", "no", False),
    ],
)
def test_every_state_answers_whether_money_was_taken(
    state: AttemptState, kind: str, outcome: str, taken: str, recorded: bool
) -> None:
    made = objects.attempt_object(samples.attempt(state, InstrumentKind(kind)))
    assert (made["outcome"], made["money_taken"], made["recorded"]) == (outcome, taken, recorded)


def test_a_charge_whose_payment_has_gone_says_where_its_money_stands() -> None:
    gone = replace(samples.attempt(AttemptState.RECORDED), is_payment_gone=True)
    made = objects.attempt_object(gone)
    assert (made["money_taken"], made["recorded"]) == ("yes", False)
    assert "payment 9021 is no longer in Splynx" in str(made["reason"])
    assert "9021 is no longer in Splynx" in state_words(gone)
    counts = tally_own([gone], currency="USD", record_bank=RecordBank.ACCEPTED)
    assert (counts.approved, counts.unrecorded) == (0, 1)


def test_a_refill_has_neither_id_nor_number() -> None:
    made = objects.document_object(DocumentRef.refill(CustomerId(17)))
    assert made == {"kind": "refill", "id": None, "number": None}


def test_a_skipped_row_is_an_attempt_without_ids() -> None:
    row = samples.run_row(RowState.SKIPPED, "It is paid already.")
    made = objects.skipped_object(samples.run(), row, samples.AT)
    assert list(made) == ATTEMPT_FIELDS
    assert made["attempt_id"] is None
    assert made["transaction_id"] is None
    assert (made["outcome"], made["money_taken"]) == ("skipped", "no")
    assert made["reason"] == "It is paid already."


@pytest.mark.parametrize("reason", ["", "It is paid already."])
def test_a_row_says_whether_it_would_be_charged(reason: str) -> None:
    made = objects.row_object(samples.plan_row(reason))
    assert list(made) == [
        "event",
        "document",
        "customer_id",
        "customer_name",
        "amount",
        "currency",
        "eligible",
        "reason",
        "warnings",
        "instrument",
    ]
    assert made["eligible"] is not bool(reason)
    assert objects.row_object(samples.plan_row(reason, None))["instrument"] is None
    assert list(objects.waiting_row_object(samples.run_row())) == list(made)


def test_a_plan_says_what_to_confirm() -> None:
    plan = samples.plan(samples.plan_row(), samples.plan_row("It is paid already."))
    made = objects.plan_summary_object(plan)
    assert list(made) == ["event", "plan_hash", "count", "sum", "excluded", "confirm"]
    assert (made["count"], made["sum"], made["excluded"]) == (1, "64.50", 1)
    assert made["confirm"] == "1:64.50"


def test_a_summary_has_the_counts_in_their_order() -> None:
    made = objects.summary_object(
        counts_of(AttemptState.RECORDED, AttemptState.TAKEN), elapsed_s=1.23456
    )
    assert list(made) == ["event", "run_id", *COUNT_FIELDS, "plan_hash", "elapsed_s"]
    assert (made["approved"], made["approved_not_recorded"]) == (1, 1)
    assert made["amount_approved"] == "129.00"
    assert made["elapsed_s"] == 1.23
    of_run = objects.summary_object(
        counts_of(AttemptState.RECORDED), elapsed_s=1, run=samples.run()
    )
    assert of_run["run_id"] == "b" * 32
    assert of_run["plan_hash"] == "c" * 64


def test_a_run_carries_its_counts() -> None:
    made = objects.run_object(samples.run(), counts_of(AttemptState.DECLINED))
    expected = {"event", "run_id", "name", "state", "created_at", "operator", "station"}
    assert expected | set(COUNT_FIELDS) <= set(made)
    assert made["state"] == "finished"


def test_attention_says_what_is_next_and_when() -> None:
    later = replace(
        samples.attempt(AttemptState.UNKNOWN), next_check_at=samples.AT + timedelta(minutes=2)
    )
    made = objects.attention_object(attention_for(later))
    expected = "kind attempt_id transaction_id document customer_id amount since next choices"
    assert {"event", *expected.split()} <= set(made)
    assert made["kind"] == "being_checked"
    assert made["since"] == "2026-11-22T23:59:59Z"
    assert str(made["next"]).endswith("Next at 2026-11-23T00:01:59Z.")


def test_a_link_comes_in_three_forms() -> None:
    link = pay_link("https://isp.example/admin", samples.INVOICE, LinkBy.NUMBER)
    made = objects.link_object(link)
    assert list(made) == ["event", "document", "url", "html", "text"]


def test_checks_and_errors() -> None:
    result = CheckResult("clock", is_ok=True, message="Fine.")
    assert listings.check_object(result) == {
        "event": "check",
        "name": "clock",
        "ok": True,
        "needed": True,
        "message": "Fine.",
    }
    assert objects.error_object(ErrorKind.INPUT, "No.", MoneyTaken.NO) == {
        "event": "error",
        "kind": "input",
        "message": "No.",
        "money_taken": "no",
    }


def test_no_object_shows_a_token() -> None:
    made = [
        objects.row_object(samples.plan_row()),
        listings.account_object(CustomerId(17), samples.CARD, "Fine."),
    ]
    assert samples.TOKEN not in json.dumps(made)
