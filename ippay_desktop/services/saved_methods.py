"""Saved cards and bank accounts of customers, behind the guard on field labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ippay_desktop.domain.errors import InputError
from ippay_desktop.domain.instrument import (
    InstrumentProblem,
    SavedMethods,
    labels_hash,
    read_saved_methods,
)
from ippay_desktop.domain.method_marks import method_of
from ippay_desktop.services.method_facts import MethodFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ippay_desktop.domain.billing import AccountDefinition
    from ippay_desktop.domain.identifiers import CustomerId, PaymentAccountId
    from ippay_desktop.domain.method_marks import MethodId, MethodMark
    from ippay_desktop.services.workspace import Workspace


def find_account_definition(workspace: Workspace) -> AccountDefinition:
    """The payment account of the profile, or the only one whose title speaks of IPpay.

    Raises:
        InputError: there is none, or more than one.
    """
    definitions = workspace.billing.account_definitions()
    chosen = workspace.profile.payment_account
    if chosen is not None:
        candidates = [found for found in definitions if found.id == chosen]
    else:
        candidates = [found for found in definitions if "ippay" in found.title.casefold()]
    if len(candidates) == 1:
        return candidates[0]
    listed = ", ".join(f"{found.id} {found.title}" for found in definitions) or "none"
    raise InputError(
        f"Choose the payment account that holds IPpay's saved methods with "
        f"“profile set {workspace.profile.name} --payment-account ID” (Splynx has: {listed})."
    )


class SavedMethodReader:
    """Reads saved methods; before a charge it insists that the slots still mean the same."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._facts = MethodFacts(workspace)

    def account_id(self) -> PaymentAccountId:
        """The payment account to read."""
        chosen = self._workspace.profile.payment_account
        return chosen if chosen is not None else find_account_definition(self._workspace).id

    def confirm_labels(self) -> None:
        """Compare the slots' labels with those confirmed by `check`.

        Raises:
            InputError: never confirmed, or changed since.
        """
        profile = self._workspace.profile
        if profile.labels_hash is None:
            raise InputError(
                f"Run “ippay-desktop --profile {profile.name} check” once before the first charge: "
                "it reads and stores what the payment account's fields mean."
            )
        definition = find_account_definition(self._workspace)
        if labels_hash(definition.labels) != profile.labels_hash:
            raise InputError(
                f"The field labels of payment account “{definition.title}” have changed in Splynx. "
                f"Look at them, then accept them with “profile set {profile.name} --accept-fields”."
            )

    def of(self, customer_id: CustomerId) -> SavedMethods:
        """One customer's saved methods, fresh; those that a return forbids say so."""
        saved = self._workspace.billing.saved_fields(customer_id, self.account_id())
        methods = read_saved_methods(saved, self._workspace.profile.fields, self._workspace.today())
        # Only bank accounts are marked, and reading costs a charge of a card something.
        marks = {} if methods.bank is None else self._facts.marks(customer_id)
        return _marked(customer_id, methods, marks)

    def of_everybody(self) -> Mapping[CustomerId, SavedMethods]:
        """All saved methods in one read; keep the result in memory only."""
        rows = self._workspace.billing.all_saved_fields(self.account_id())
        mapping, today = self._workspace.profile.fields, self._workspace.today()
        marks = self._facts.marks()
        return {
            customer: _marked(customer, read_saved_methods(saved, mapping, today), marks)
            for customer, saved in rows.items()
        }


def _marked(
    customer_id: CustomerId, methods: SavedMethods, marks: Mapping[MethodId, MethodMark]
) -> SavedMethods:
    if methods.bank is None or methods.bank.problem is not None:
        return methods
    mark = marks.get(method_of(customer_id, methods.bank))
    if mark is None:
        return methods
    problem = InstrumentProblem.RETURNED
    return replace(methods, bank=replace(methods.bank, problem=problem, problem_words=mark.reason))
