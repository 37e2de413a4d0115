"""Nothing that could move money elsewhere is ever in the journal's files."""

# ruff: noqa: RUF001  # digits that look like others are what this is about
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.bulk import RowState, RunState
from ippay_desktop.domain.charge import Change, ChargeEvent
from ippay_desktop.domain.errors import InvariantError
from ippay_desktop.domain.identifiers import AttemptId, RunId
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import START, intent, invoice, run, run_row
from tests.unit.journal.stores import TABLES, FileStore, Store

CARD = "4111111111111111"
SPACED = "5500 0000 0000 0004"
DASHED = "3400-0000-0000-009"


def written_by(store: Store) -> Iterator[tuple[str, bytes]]:
    """Everything that a journal wrote, where it wrote it."""
    if isinstance(store, FileStore):
        yield from ((file.name, file.read_bytes()) for file in store.path.parent.iterdir())
    else:
        yield from ((table, repr(store.ask(f"TABLE {table}")).encode()) for table in TABLES)


def test_card_numbers_in_free_text_are_masked_before_they_are_stored(
    journal: SqlJournal, store: Store
) -> None:
    journal.add_run(run("r1", []), [])
    journal.add_run(run("r2", []), [run_row(0, invoice(1))])
    journal.add_intent(intent("a1", invoice(1), customer_name=f"Ann {CARD}", operator=SPACED))
    told = Change(
        ChargeEvent.ANSWERED_DECLINED,
        reason=f"Card {CARD} ({SPACED}, {DASHED}) was declined.",
        action_code=CARD,
        approval=CARD,
        decline_class=CARD,
    )
    after = journal.apply(AttemptId("a1"), told, START + timedelta(seconds=1))
    journal.set_run_state(RunId("r1"), RunState.PAUSED, f"Stopped at {CARD}", START)
    journal.set_row(RunId("r2"), 0, RowState.SKIPPED, reason=f"Slot holds {SPACED}")
    assert after == journal.attempt(AttemptId("a1"))
    assert after.reason == "Card ···· 1111 (···· 0004, ···· 0009) was declined."
    assert journal.verify().is_sound
    for name, content in written_by(store):
        for number in (CARD, SPACED, DASHED):
            assert number.encode() not in content, name


@pytest.mark.parametrize("gap", ["  ", *".-_/\u00a0\u2009\u200b\u2013\u2212\u3000\ufeff\t"])
def test_a_card_number_is_masked_whatever_stands_between_its_digits(
    journal: SqlJournal, gap: str
) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    spelt = gap.join((CARD[:4], CARD[4:8], CARD[8:12], CARD[12:]))
    told = Change(ChargeEvent.ANSWERED_DECLINED, reason=f"Card {spelt}, no.")
    assert journal.apply(AttemptId("a1"), told, START).reason == "Card ···· 1111, no."


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("⁴¹¹¹¹¹¹¹¹¹¹¹¹¹¹¹", "···· 1111"),
        ("no ₄₁₁₁ ₁₁₁₁ ₁₁₁₁ ₁₁₁₁ m²", "no ···· 1111 m²"),
        ("④①①①①①①①①①①①①①①①, ٤", "···· 1111, ٤"),
        ("٤١١١١١١١١١١١١١١١", "···· 1111"),
        ("４１１１－１１１１－１１１１－１１１１", "···· 1111"),
        ("".join(f"{digit}\ufe0f\u20e3" for digit in CARD), "···· 1111\ufe0f\u20e3"),
        ("\u2060".join(CARD), "···· 1111"),
        ("\u034f".join(CARD), "···· 1111"),
        ("\u3164".join(CARD), "···· 1111"),
        ("\x01".join(CARD), "···· 1111"),
        # So many that looking through all of them would take long; none of these is one.
        ("1 " * 20_000, "···· 1111 "),
        (f"x{CARD}1227123y", "x···· 7123y"),
        (f"0000{CARD}.", "···· 1111."),
        ("1" * 20, "···· 1111"),
        (f"{CARD}{CARD}", "···· 1111"),
        (f"{'3' * 22} {SPACED}", "···· 3333 ···· 0004"),
    ],
)
def test_no_kind_of_digit_and_no_long_run_hides_a_card_number(
    journal: SqlJournal, words: str, kept: str
) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    told = Change(ChargeEvent.ANSWERED_DECLINED, reason=words)
    assert journal.apply(AttemptId("a1"), told, START).reason == kept


def test_other_numbers_stay_as_they_are(journal: SqlJournal) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    words = (
        "Invoice 202501000312, row 00000000000000090012345, payment 9021,"
        " reference 4111111111111112, 4111.11 1111.11 1111.11,"
        " 2026-11-26T10:11:12.131415Z, 4111\n1111\n1111\n1111."
    )
    told = Change(ChargeEvent.ANSWERED_DECLINED, reason=words)
    assert journal.apply(AttemptId("a1"), told, START).reason == words


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (f"{CARD} {CARD}", "···· 1111 ···· 1111"),
        (f"{CARD} 1227 123", "···· 1111 1227 123"),
        (f"12 {SPACED} 12 27", "···· 1227"),
        (f"{DASHED} 1225 4006", "···· 4006"),
    ],
)
def test_a_card_number_beside_other_numbers_is_masked_too(
    journal: SqlJournal, words: str, kept: str
) -> None:
    journal.add_intent(intent("a1", invoice(1)))
    told = Change(ChargeEvent.ANSWERED_DECLINED, reason=words)
    assert journal.apply(AttemptId("a1"), told, START).reason == kept


def test_a_digest_stays_whole_where_its_digits_pass_for_a_card_number(journal: SqlJournal) -> None:
    short, long = f"{'ab' * 8}{CARD}", f"{'c' * 24}{CARD}{'d' * 24}"
    before_a_sum = f"{'e' * 21}41111111111 11.11 0.00"
    assert (len(short), len(long)) == (32, 64)
    words = f"{short} {long} {before_a_sum}"
    journal.add_intent(intent("a1", invoice(1)))
    told = Change(ChargeEvent.ANSWERED_DECLINED, reason=f"{words} x{short} {CARD}")
    after = journal.apply(AttemptId("a1"), told, START)
    assert after.reason == f"{words} x{'ab' * 8}···· 1111 ···· 1111"


@pytest.mark.parametrize("mark", ["a-whole-api-key-1234567890", "0123456789AB", "0123456789abc"])
def test_of_a_splynx_key_only_its_mark_is_stored(journal: SqlJournal, mark: str) -> None:
    with pytest.raises(InvariantError, match="mark of twelve"):
        journal.add_intent(replace(intent("a1", invoice(1)), key_mark=mark))
    assert journal.attempts(AttemptFilter()) == ()
    good = replace(intent("a1", invoice(1)), key_mark="0123456789ab")
    assert journal.add_intent(good).intent == journal.attempt(AttemptId("a1")).intent == good
