"""Dialogs that the guided tour does not come by, opened for inspection; and all that there are."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from ippay_desktop.domain.approvals import Approval, Wanted
from ippay_desktop.ui import dialogs
from ippay_desktop.ui.dialogs.approve import ApproveDialog
from ippay_desktop.ui.dialogs.base import ConfirmDialog, Dialog
from ippay_desktop.ui.dialogs.decide import DecideDialog
from ippay_desktop.ui.dialogs.dismiss import DismissDialog
from ippay_desktop.ui.dialogs.name import NameDialog
from ippay_desktop.ui.text import said, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ippay_desktop.ui.main_window import MainWindow


def kinds(root: type[Dialog] = Dialog) -> set[str]:
    """The names of all kinds of dialog, wherever they are made."""
    for found in pkgutil.iter_modules(dialogs.__path__, f"{dialogs.__name__}."):
        importlib.import_module(found.name)
    names: set[str] = set()
    for one in root.__subclasses__():
        names |= {one.__name__} | kinds(one)
    return names


def others(window: MainWindow) -> Iterator[Dialog]:
    """Each about the first thing that waits for a person's decision, one after the other."""
    bench = window.workbench
    if bench is None:
        raise LookupError("no profile is open")
    waiting = [one.value for one in bench.attention_page.table.rows_model.rows]
    item = next(one for one in waiting if bench.attention.decisions_for(one))
    about = item.about
    if about.amount is None:
        raise LookupError("what waits has no amount")
    yield DecideDialog(bench.attention, item, window)
    known, step = said(about.reason), said(item.next_step)
    yield DismissDialog(bench.attention, about.subject, known=known, next_step=step, parent=window)
    wanted = Wanted(about.subject, about.amount, about.document, about.customer_name)
    yield ApproveDialog(Approval("1", wanted, "ada", about.since), window)
    title, noun = tr("Keep this filter"), tr("Its name")
    taken = frozenset({"Mine"})
    name = NameDialog(title, noun, taken=taken, longest=40, name="name", parent=window)
    name.line.setText("Mine")
    yield name
    safe, other = tr("Keep working"), tr("Finish these and close")
    yield ConfirmDialog(
        tr("Charges are under way"), known, safe=safe, other=other, name="closing", parent=window
    )
