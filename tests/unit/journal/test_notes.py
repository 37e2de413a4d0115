"""Notes: kept once, in order, in the same chain as the charges, and never changed."""

from dataclasses import replace

import pytest

from ippay_desktop.adapters.journal import SqlJournal
from ippay_desktop.domain.errors import InvariantError, StorageError
from ippay_desktop.domain.identifiers import AttemptId
from ippay_desktop.domain.notes import IN_SPLYNX, NO, PAYMENT_OF, YES, Note, NoteKind
from ippay_desktop.domain.ports import AttemptFilter
from tests.unit.journal.build import HOST, START
from tests.unit.journal.stores import Store
from tests.unit.journal.test_reversals import taken


def note(number: int, kind: NoteKind = NoteKind.FINDING, subject: str = "chargeback:1") -> Note:
    facts = {"case": "chargeback", "words": "Zoë disputes 4111 1111 1111 1111"}
    return Note(f"n{number}", kind, HOST, subject, START, "ann", "desk-1", facts)


def test_notes_come_back_in_order_and_masked(store: Store) -> None:
    journal = store.open()
    for made in (note(1), note(2, NoteKind.GONE), note(3, subject="stranger:AB12")):
        journal.add_note(made)
    found = journal.notes(HOST, {NoteKind.FINDING, NoteKind.GONE})
    assert [one.note_id for one in found] == ["n1", "n2", "n3"]
    assert found[0].facts == {"case": "chargeback", "words": "Zoë disputes ···· 1111"}
    assert found[0].at == START
    about = journal.notes(HOST, NoteKind, subject="chargeback:1")
    assert [one.note_id for one in about] == ["n1", "n2"]
    assert journal.notes("elsewhere", NoteKind) == ()
    journal.close()


def test_a_subject_is_a_name_and_is_found_by_it(journal: SqlJournal) -> None:
    # Sixteen digits of an id that happen to look like a card number.
    subject = "books:2026-12-05:stranger:E4111111111111111:abc"
    journal.add_note(note(1, subject=subject))
    (found,) = journal.notes(HOST, NoteKind, subject=subject)
    assert found.subject == subject


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        # Seventeen digits that pass the check of card numbers, as one id in ten does.
        ("G20261126162034529", "G20261126162034529"),
        ("H20261126162034529", "H···· 4529"),
        ("charged as G20261126162034529", "charged as G···· 4529"),
        ("G4111111111111111", "G···· 1111"),
    ],
)
def test_an_id_that_the_gateway_made_stays_whole(
    journal: SqlJournal, words: str, kept: str
) -> None:
    made = note(1)
    journal.add_note(replace(made, facts={"transaction_id": words}))
    (found,) = journal.notes(HOST, NoteKind)
    assert found.facts == {"transaction_id": kept}


def test_what_was_seen_last_of_a_payment_stands_with_its_charge(journal: SqlJournal) -> None:
    for name, document in (("a1", 1), ("a2", 2)):
        taken(journal, name, document)

    def see(number: int, is_there: str) -> None:
        seen = note(number, NoteKind.RECONCILED, subject=f"{PAYMENT_OF}a1")
        journal.add_note(replace(seen, facts={IN_SPLYNX: is_there}))

    def gone() -> list[str]:
        both = journal.attempts(AttemptFilter())
        assert journal.attempt(AttemptId("a1")) == both[1]
        return [one.id for one in both if one.is_payment_gone]

    assert gone() == []
    see(1, NO)
    assert gone() == ["a1"]
    see(2, YES)
    assert gone() == []


def test_a_note_is_part_of_what_is_verified(store: Store) -> None:
    journal = store.open()
    journal.add_note(note(1))
    assert journal.verify().is_sound
    journal.close()
    store.tamper("UPDATE notes SET operator = 'somebody else'")
    journal = store.open()
    assert journal.verify().problem.startswith("notes n1 is not what the journal's log says")
    journal.close()


@pytest.mark.parametrize("statement", ["UPDATE notes SET facts = '{}'", "DELETE FROM notes"])
def test_a_note_cannot_be_changed_or_lost(store: Store, statement: str) -> None:
    journal = store.open()
    journal.add_note(note(1))
    journal.close()
    with pytest.raises(Exception, match="what is recorded stays"):
        store.ask(statement)


def test_what_cannot_be_a_note_is_refused(store: Store) -> None:
    journal = store.open()
    journal.add_note(note(1))
    with pytest.raises((InvariantError, StorageError)):
        journal.add_note(note(1))
    with pytest.raises((InvariantError, StorageError)):
        journal.add_note(note(2, subject="x" * 201))
    assert journal.verify().entries == 1
    journal.close()
