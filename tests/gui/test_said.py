"""Sentences of the core, in the window's language and the country's figures."""

from __future__ import annotations

import string
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from ippay_desktop.domain.errors import InputError, InvariantError
from ippay_desktop.ui.formats import moment
from ippay_desktop.ui.language import CORE
from ippay_desktop.ui.said_words import MADE_WORDS, QUOTATION, WINDOW_WORDS
from ippay_desktop.ui.text import said, trouble_text
from tests.gui import tongues
from tests.tooling import core_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

_NEVER = "Nunca con esta tarjeta: La tarjeta consta como robada; haga que el cliente guarde una "


@pytest.fixture
def spanish(qapp: QApplication) -> Iterator[None]:
    """Spain."""
    with tongues.spoken(qapp, "es"):
        yield


def _filled(words: str) -> dict[str, str]:
    names = [name for _, name, *_ in string.Formatter().parse(words) if name]
    return {name: f"«{number}»" for number, name in enumerate(names)}


@pytest.mark.usefixtures("spanish")
def test_every_template_is_recognised_in_what_was_made_of_it() -> None:
    wrong = []
    for words in [*core_words.templates(), *MADE_WORDS, QUOTATION]:
        values = _filled(words)
        own = QCoreApplication.translate(CORE, WINDOW_WORDS.get(words, words))
        if said(words.format(**values)) != own.format(**values):
            wrong.append(words)
    assert wrong == []


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Not enough money on the account; try later.",
         "No hay dinero suficiente en la cuenta; inténtelo más tarde."),
        # One inside another, of which the core has cut the full stop.
        ("Never with this card: The card was reported stolen; have the customer save a new card in "
         "the portal.", _NEVER + "tarjeta nueva en el portal."),
        # Several, one after another.
        ("Returned R01 before. A run does not debit it again, as IPpay may do so by itself: ask "
         "IPpay, then charge it singly.",
         "Devuelto antes con R01. Una remesa no lo vuelve a adeudar, porque IPpay puede hacerlo "
         "por sí mismo: pregunte a IPpay y luego cóbrelo aparte."),
        # Only the head of one, and another system's words in it.
        ("127.0.0.1 gave no complete answer within 2.5 s.",
         "127.0.0.1 no dio una respuesta completa en 2,5 s."),
        ("The name splynx.example could not be found.", "No se encontró el nombre splynx.example."),
        ("The bank suspects fraud (“HOLD”); have the customer call the bank.",
         "El banco sospecha un fraude («HOLD»); haga que el cliente llame al banco."),
        # Dates, sums and times.
        ("1264.50 is more than the 64.50 due on Invoice 202611000312.",
         "1264,50 es más que los 64,50 pendientes de Factura 202611000312."),
        ("Until 2026-11-30 the bank may still return the debit as not authorized.",
         "Hasta el 30/11/2026 el banco aún puede devolver el adeudo por no autorizado."),
        ("Not before Friday 1 January 2027, 21:01: Not enough money on the account; try later.",
         "No antes del viernes 1 de enero de 2027, 21:01: No hay dinero suficiente en la cuenta; "
         "inténtelo más tarde."),
        ("Amounts that differ: our journal 1500.00 USD, IPpay 500.00 USD, Splynx 0.00 USD. Order "
         "7001.", "Importes que difieren: nuestro diario 1500,00\N{NO-BREAK SPACE}$, IPpay "
         "500,00\N{NO-BREAK SPACE}$, Splynx 0,00\N{NO-BREAK SPACE}$. Pedido 7001."),
        # A list of things, and what may be absent.
        ("Payment account 2 “IPpay”: card_token is field 1 “Token”; card_name is field 2 “Name”.",
         "Cuenta de pago 2 «IPpay»: card_token es el campo 1 «Token»; card_name es el campo 2 "
         "«Name»."),
        # Who did it.
        ("anna at desk-1 is at work on this charge just now. Try again.",
         "anna en desk-1 está trabajando en este cobro ahora mismo. Inténtelo de nuevo."),
        # A word of the command line becomes the window's.
        ("Splynx refused the payment. Mend the cause, then reconcile.",
         "Splynx no aceptó el pago. Corrija la causa y pulse Preguntar ahora."),
        # Unknown: what a colleague typed, and what Splynx says.
        ("Asked the bank, all is well", "Asked the bank, all is well"),
        ("Splynx failed (HTTP 500); try again later. It says: kaputt at 9",
         "Splynx falló (HTTP 500); inténtelo más tarde. Dice: kaputt at 9"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_sentence_is_said_in_spanish(text: str, shown: str) -> None:
    assert said(text) == shown


@pytest.mark.usefixtures("spanish")
def test_an_instant_is_said_in_the_zone_of_this_computer() -> None:
    since = datetime(2026, 11, 26, 23, 5, tzinfo=UTC)
    words = (
        "This run is being carried out by ann at desk-1 since 2026-11-26 23:05 UTC. Wait until it "
        "has ended there."
    )
    assert said(words).startswith(f"Esta remesa la lleva ann en desk-1 desde {moment(since)}.")


@pytest.mark.usefixtures("spanish")
def test_a_customer_called_like_a_word_keeps_the_name() -> None:
    words = (
        "In Splynx enter a credit note of 64.50 USD for customer 12 (paid), invoice 2026, dated "
        "2026-11-26, then refund that credit note by the same payment method, with T1 in its "
        "comment."
    )
    assert "cliente 12 (paid), factura 2026" in said(words)


@pytest.mark.usefixtures("spanish")
def test_what_was_said_in_spanish_is_left_alone() -> None:
    words = said("Not enough money on the account; try later.")
    assert said(words) == words
    assert trouble_text(InputError(words)) == words


@pytest.mark.usefixtures("spanish")
def test_a_fault_of_the_program_is_told_in_spanish_with_its_words_for_support() -> None:
    shown = trouble_text(InvariantError("Banking days are counted from one."))
    assert shown.startswith("Algo está como nunca debe estar")
    assert shown.endswith("Banking days are counted from one.")


def test_english_has_the_countrys_figures_too(qapp: QApplication, tmp_path: Path) -> None:
    with tongues.invented(qapp, tmp_path, lambda text: text, QLocale("en_GB")):
        text = "Until 2026-11-30 the bank may still return the debit as not authorized."
        assert "30/11/2026" in said(text)
        assert "$64.50" in said("Refunded: 64.50 USD went back to the customer.")
        # No figures of ours: an address, a version, a status.
        for other in ("10.0.0.1 403 GET", "build 3.11.2026-11-26x", "https://a/2026-11-26"):
            assert said(other) == other


@pytest.mark.usefixtures("spanish")
def test_what_others_wrote_at_length_is_looked_through_in_no_time() -> None:
    """A reason of a colleague, an answer of Splynx: the window waits for neither."""
    for text in ("a. b: c; d, e. " * 130, "x" * 100_000, "“" * 1_900, "{name} " * 250):
        began = time.process_time()
        assert said(text) == text
        assert time.process_time() - began < 1
