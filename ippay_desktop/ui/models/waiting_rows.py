"""Rows of what waits and of pay links: prepared strings, made here and only here."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from ippay_desktop.domain.attention import AttentionItem, AttentionKind
from ippay_desktop.ui import states
from ippay_desktop.ui.formats import moment_order
from ippay_desktop.ui.models.table import Column, Row, TableModel
from ippay_desktop.ui.text import (
    NONE,
    amount,
    document_name,
    moment,
    tr,
)
from ippay_desktop.ui.theme import Tone

if TYPE_CHECKING:
    from ippay_desktop.ui.presenters.links import LinkEntry


class AttentionColumn(IntEnum):
    """Columns of what waits."""

    KIND = 0
    CUSTOMER = 1
    DOCUMENT = 2
    AMOUNT = 3
    SINCE = 4


def attention_model() -> TableModel[AttentionItem]:
    """What waits for evidence or a person."""
    return TableModel(
        (
            Column(tr("What"), 216, is_prose=True),
            Column(tr("Customer"), stretches=True),
            Column(tr("Document"), 174),
            Column(tr("Amount"), 84, is_number=True),
            Column(tr("Since"), 144),
        )
    )


def attention_shown(item: AttentionItem) -> states.Shown:
    """A kind of waiting thing, in words and colour."""
    icon, word, tone = {
        AttentionKind.BEING_CHECKED: ("hourglass", tr("Being checked"), Tone.AMBER),
        AttentionKind.NOT_RECORDED: ("record", tr("Taken, not recorded"), Tone.AMBER),
        AttentionKind.ALLOCATED_ELSEWHERE: ("alert", tr("Paid another debt"), Tone.AMBER),
        AttentionKind.BANK_RETURN: ("bank", tr("Bank return"), Tone.RED),
        AttentionKind.DUPLICATE: ("copy", tr("Duplicate receipt"), Tone.RED),
        AttentionKind.CHARGE_WITHOUT_PAYMENT: (
            "alert",
            tr("Charge without payment"),
            Tone.RED,
        ),
        AttentionKind.PAYMENT_WITHOUT_CHARGE: (
            "alert",
            tr("Payment without charge"),
            Tone.RED,
        ),
        AttentionKind.ENTER_IN_SPLYNX: ("record", tr("Enter in Splynx"), Tone.AMBER),
        AttentionKind.APPROVAL: ("shield", tr("Needs approval"), Tone.AMBER),
        AttentionKind.OTHER: ("alert", tr("Look at this"), Tone.AMBER),
    }[item.kind]
    return states.Shown(icon, word, tone, item.about.money_taken)


def attention_row(item: AttentionItem) -> Row[AttentionItem]:
    """One waiting thing."""
    about, shown = item.about, attention_shown(item)
    return Row(
        key=about.subject,
        texts=(
            shown.word,
            about.customer_name or NONE,
            document_name(about.document) if about.document else about.transaction_id or NONE,
            amount(about.amount) if about.amount else NONE,
            moment(about.since),
        ),
        value=item,
        shown={AttentionColumn.KIND: shown},
        order={
            AttentionColumn.AMOUNT: about.amount.minor if about.amount else 0,
            AttentionColumn.SINCE: moment_order(about.since),
        },
    )


class LinkColumn(IntEnum):
    """Columns of pay links."""

    NUMBER = 0
    CUSTOMER = 1
    DUE = 2
    STATE = 3
    URL = 4


def links_model() -> TableModel[LinkEntry]:
    """Pay links."""
    return TableModel(
        (
            Column(tr("Number"), 140),
            Column(tr("Customer"), 190, is_prose=True),
            Column(tr("Due"), 100, is_number=True),
            Column(tr("Unpaid now?"), 280, is_prose=True),
            Column(tr("Address"), stretches=True),
        )
    )


def link_row(entry: LinkEntry) -> Row[LinkEntry]:
    """One document asked for."""
    found = entry.row
    shown = states.of_link(entry.trouble)
    return Row(
        key=f"{entry.asked}:{found.row.document.ref.key if found else ''}",
        texts=(
            entry.asked,
            found.row.customer_name if found else "",
            amount(found.row.document.due) if found else "",
            shown.word,
            found.link.url if found and found.link else "",
        ),
        value=entry,
        shown={LinkColumn.STATE: shown},
        order={LinkColumn.DUE: found.row.document.due.minor if found else 0},
    )
