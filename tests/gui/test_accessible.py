"""What a screen reader is told: every control has a role, and a name that is not its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ippay_desktop.ui.widgets.navigation import Place, place_title

if TYPE_CHECKING:
    from ippay_desktop.ui.widgets.workbench import Workbench

_CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit),
    QPlainTextEdit,
)
_NO_ROLES = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def _own_controls(root: QWidget) -> list[QWidget]:
    """Visible controls of ours that can be reached; not the parts that Qt builds them from."""
    return [
        one
        for one in root.findChildren(QWidget)
        if isinstance(one, _CONTROLS)
        and one.isVisible()
        and one.objectName()
        and not one.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("place", [*Place, None])
def test_every_control_says_what_it_is(bench: Workbench, place: Place | None) -> None:
    if place is None:
        bench.plan()
    else:
        bench.go(place)
    QApplication.processEvents()
    controls = _own_controls(bench)
    assert controls
    nameless = []
    for control in controls:
        spoken = QAccessible.queryAccessibleInterface(control)
        name = spoken.text(QAccessible.Text.Name).strip()
        if not name or name == control.objectName() or spoken.role() in _NO_ROLES:
            nameless.append(f"{control.objectName()}: {name!r} {spoken.role()}")
    assert nameless == []


def test_places_and_tabs_are_read_out_as_one_of_several(bench: Workbench) -> None:
    bench.go(Place.CUSTOMERS)
    places = [one for one in bench.findChildren(QAbstractButton) if one.property("role") == "nav"]
    tabs = [one for one in bench.findChildren(QAbstractButton) if one.property("role") == "tab"]
    assert len(places) == len(Place)
    assert len(tabs) >= bench.customers.page.stack.count()
    for one in (*places, *tabs):
        spoken = QAccessible.queryAccessibleInterface(one)
        assert spoken.role() is QAccessible.Role.RadioButton, one.objectName()
        assert bool(spoken.state().checked) is one.isChecked(), one.objectName()
    here = [one.accessibleName() for one in places if one.isChecked()]
    assert here == [place_title(Place.CUSTOMERS)]
