"""Reading saved methods from slots, and judging them."""

from datetime import date

import pytest

from ippay_desktop.domain.card_numbers import looks_like_card_number
from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import (
    CardExpiry,
    FieldMapping,
    InstrumentProblem,
    SavedFields,
    SavedMethods,
    is_routing_number,
    labels_hash,
    parse_expiry,
    read_saved_methods,
)
from ippay_desktop.domain.secret import SecretText

TODAY = date(2026, 11, 23)
TOKEN = "4C7J2A9M5D1H4242"  # noqa: S105 - an invented one


def saved(**slots: str) -> SavedFields:
    values = [slots.get(f"field_{number}", "") for number in range(1, 11)]
    return SavedFields(tuple(SecretText(value) for value in values))


def read(**slots: str) -> SavedMethods:
    return read_saved_methods(saved(**slots), FieldMapping(), TODAY)


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [
        ("04-2027", 4, 2027),
        ("04/2027", 4, 2027),
        ("4/27", 4, 2027),
        ("0427", 4, 2027),
        ("2027-04", 4, 2027),
        (" 12-2026 ", 12, 2026),
    ],
)
def test_every_form_of_expiry_is_read(text, month, year):
    assert parse_expiry(text) == CardExpiry(month, year)


@pytest.mark.parametrize("text", ["", "13-2027", "soon", "00/27", "20270", "1/2/27"])
def test_other_expiries_are_unknown_not_expired(text):
    assert parse_expiry(text) is None
    card = read(field_1=TOKEN, field_4=text).card
    assert card is not None
    assert card.problem is None


def test_a_card_is_good_to_the_last_day_of_its_month():
    assert not CardExpiry(11, 2026).is_past(date(2026, 11, 30))
    assert CardExpiry(11, 2026).is_past(date(2026, 12, 1))


def test_a_token_is_a_card():
    card = read(field_1=TOKEN, field_2="Ana", field_3="4242", field_4="04-2027").card
    assert card is not None
    assert (card.last4, card.masked, card.problem) == ("4242", "···· 4242", None)
    assert card.credential.reveal() == TOKEN
    assert TOKEN not in repr(card)


BANK_NUMBER = {"field_6": "5512789", "field_7": "111000025", "field_8": "Ana"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"field_1": TOKEN}, {"field_1": "4C7J2A9M5D1J4242"}),
        ({"field_1": TOKEN, "field_4": "04-2027"}, {"field_1": TOKEN, "field_4": "04-2031"}),
        (BANK_NUMBER, {**BANK_NUMBER, "field_7": "021000021"}),
        (BANK_NUMBER, {**BANK_NUMBER, "field_6": "5512788"}),
        (BANK_NUMBER, {**BANK_NUMBER, "field_9": "savings"}),
    ],
)
def test_a_method_saved_anew_has_another_mark(before, after):
    def mark(slots: dict[str, str]) -> str:
        methods = read(**slots)
        method = methods.card or methods.bank
        assert method is not None
        return method.mark

    assert mark(before) == mark(dict(before))
    assert len(mark(before)) == 4
    assert mark(before) != mark(after)


def test_blank_row_and_no_row_are_the_same():
    assert read() == read_saved_methods(None, FieldMapping(), TODAY) == SavedMethods()


@pytest.mark.parametrize("number", ["4111111111111111", "4111 1111 1111 1111", "378282246310005"])
def test_a_raw_card_number_is_dropped_on_reading(number):
    card = read(field_1=number, field_4="04-2027").card
    assert card is not None
    assert card.problem is InstrumentProblem.RAW_NUMBER
    assert card.credential.reveal() == ""


def test_an_expired_card_is_told():
    card = read(field_1=TOKEN, field_4="10-2026").card
    assert card is not None
    assert card.problem is InstrumentProblem.EXPIRED


@pytest.mark.parametrize(
    ("slots", "problem"),
    [
        ({"field_6": "K4B7C2M9A1F36789"}, None),
        ({"field_6": "5512789", "field_7": "111000025"}, None),
        ({"field_6": "5512789"}, InstrumentProblem.BAD_ROUTING),
        ({"field_6": "5512789", "field_7": "111000026"}, InstrumentProblem.BAD_ROUTING),
        ({"field_6": "K4B7C2M9A1F36789", "field_7": "12"}, InstrumentProblem.BAD_ROUTING),
        ({"field_6": "4111111111111111"}, InstrumentProblem.RAW_NUMBER),
        ({"field_6": "K4B7", "field_9": "LOAN"}, InstrumentProblem.INCOMPLETE),
        ({"field_6": "K4B7", "field_8": ""}, InstrumentProblem.INCOMPLETE),
        ({"field_6": "123456789012345678", "field_7": "111000025"}, InstrumentProblem.INCOMPLETE),
    ],
)
def test_bank_accounts_are_judged(slots, problem):
    bank = read(**({"field_8": "Lee", "field_9": "Checking"} | slots)).bank
    assert bank is not None
    assert bank.problem is problem


def test_routing_numbers_carry_a_check_digit():
    assert all(map(is_routing_number, ["111000025", "122000496", "071025661"]))
    assert not any(map(is_routing_number, ["111000026", "11100002", "000000000", "11100002x"]))


def test_card_numbers_are_told_from_other_digits():
    assert looks_like_card_number("4242-4242-4242-4242")
    assert not looks_like_card_number("4242424242424241")
    assert not looks_like_card_number("202501000312")
    assert not looks_like_card_number(TOKEN)


def test_mapping_text_comes_back_the_same():
    mapping = FieldMapping.parse("card_token=5, card_name=1")
    assert mapping.card_token == 5
    assert FieldMapping.parse(mapping.text()) == mapping


@pytest.mark.parametrize("text", ["token=1", "card_token=11", "card_token=x", "card_token=2"])
def test_wrong_mappings_are_refused(text):
    with pytest.raises(InputError):
        FieldMapping.parse(text)


def test_a_changed_label_changes_the_hash():
    assert labels_hash(("Token", "Name")) != labels_hash(("Name", "Token"))
    assert labels_hash(("Token ", "Name")) == labels_hash(("Token", "Name"))
