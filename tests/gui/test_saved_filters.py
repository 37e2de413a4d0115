"""Kept filters: their periods move on with the months, their counts are live, they survive."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ippay_desktop.domain.billing import CHARGEABLE_STATES, DocumentState
from ippay_desktop.ui import memory
from ippay_desktop.ui.presenters.documents import FilterInput
from ippay_desktop.ui.saved_filters import (
    SavedFilter,
    dump_filter,
    first_filters,
    month_end,
    month_start,
    parse_filter,
)
from ippay_desktop.ui.widgets.navigation import Place
from tests.gui.conftest import WAIT_MS, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ippay_desktop.ui.widgets.workbench import Workbench
    from tests.gui.fakes import FakeStation

DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DATES, st.integers(0, 24), DATES)
def test_whole_months_up_to_this_one_move_on(today: date, back: int, later: date) -> None:
    kept = SavedFilter.of("x", FilterInput(month_start(today, back), month_end(today)), today)
    assert kept.months_before == back
    assert kept.at(today) == kept.wanted
    moved = kept.at(later)
    assert moved.first == month_start(later, back)
    assert moved.last == month_end(later)


def test_other_periods_stay_as_they_are() -> None:
    today = date(2026, 11, 26)
    wanted = FilterInput(date(2026, 10, 2), date(2026, 10, 31))
    kept = SavedFilter.of("x", wanted, today)
    assert kept.at(date(2027, 3, 1)) == wanted


@given(DATES, st.sets(st.sampled_from(DocumentState)), st.text(max_size=20))
def test_a_filter_survives_its_file(today: date, states: set[DocumentState], search: str) -> None:
    wanted = FilterInput(today, today, partner=3, states=frozenset(states), search=search)
    kept = SavedFilter.of("Ours", wanted, today)
    assert parse_filter(json.loads(json.dumps(dump_filter(kept)))) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 41),
        ("first", "yesterday"),
        ("states", ["lost"]),
        ("states", None),
        ("partner", -1),
        ("partner", True),
        ("months_before", 5000),
        ("search", 7),
    ],
)
def test_what_cannot_be_meant_is_left_out(field: str, value: object) -> None:
    good = dump_filter(first_filters(date(2026, 11, 26))[0])
    assert parse_filter(good) is not None
    assert parse_filter({**good, field: value}) is None
    assert parse_filter({name: one for name, one in good.items() if name != field}) is None


def test_kept_filters_are_counted_and_chosen_at_one_press(bench: Workbench, qtbot: QtBot) -> None:
    bench.go(Place.INVOICES)
    page = bench.invoices
    chip = page.saved._chips["This month, unpaid"]
    qtbot.waitUntil(lambda: chip.text() == "This month, unpaid · 6", timeout=WAIT_MS)
    assert chip.property("is_on") is not True
    press(page, "invoices.saved.0")
    qtbot.waitUntil(lambda: chip.property("is_on") is True, timeout=WAIT_MS)
    assert page.filter.state.value == CHARGEABLE_STATES
    assert chip.accessibleDescription() == "shown now"


def test_a_filter_is_kept_under_a_name_and_forgotten(
    bench: Workbench, station: FakeStation, qtbot: QtBot
) -> None:
    bench.go(Place.INVOICES)
    page = bench.invoices
    page.filter.total.setText(">15")
    page.filter.apply()
    page.saved.build_menu().actions()[0].trigger()
    dialog = page.saved.dialog
    assert dialog is not None
    dialog.line.setText(" overdue ")
    assert not dialog.keep.isEnabled(), "the name is taken"
    dialog.line.setText("Large")
    press(dialog, "invoices.saved_name.keep_button")
    chip = page.saved._chips["Large"]
    qtbot.waitUntil(lambda: chip.text() == "Large · 5", timeout=WAIT_MS)
    path = station.data_dir / "window.json"
    qtbot.waitUntil(
        lambda: path.exists() and "invoices" in memory.read(path).filters, timeout=WAIT_MS
    )
    assert [one.name for one in memory.read(path).filters["invoices"]][-1] == "Large"
    page.saved.build_menu().actions()[-1].trigger()
    assert "Large" not in page.saved._chips


def test_a_partner_that_is_gone_asks_for_any(bench: Workbench) -> None:
    page = bench.invoices
    wanted = replace(page.filter.value(), partner=99)
    page.filter.show_value(wanted)
    assert page.filter.partner.value == 0
