"""The derived transaction id and its receipt number."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.identifiers import derive_transaction_id, receipt_number


def derive(host="splynx.example", terminal="T1", key="invoice:1", number=1):
    return derive_transaction_id(
        splynx_host=host, terminal_id=terminal, document_key=key, attempt_number=number
    )


def test_the_id_never_changes_between_versions():
    """A changed derivation would let two stations of different versions charge one document."""
    assert derive() == "ELLW39LGKHMAXMYUDT"


@given(st.text(min_size=1, max_size=40), st.integers(1, 10**9), st.integers(1, 99))
def test_ids_fit_the_gateway_and_receipts_fit_splynx(host, document, number):
    made = derive(host=host, key=f"invoice:{document}", number=number)
    assert re.fullmatch(r"[0-9A-Z]{18}", made)
    assert len(receipt_number(made)) <= 32
    assert made == derive(host=host, key=f"invoice:{document}", number=number)


def test_anything_that_tells_attempts_apart_changes_the_id():
    ids = {
        derive(),
        derive(host="other.example"),
        derive(terminal="T2"),
        derive(key="proforma:1"),
        derive(key="invoice:2"),
        derive(number=2),
    }
    assert len(ids) == 6
    assert derive(host="Splynx.Example") == derive(host="splynx.example")
