"""A property's configuration: the sum of what each department needs, as one versioned value."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from axentra_core.folio import FolioSettings
from axentra_core.hotel.permissions import STANDARD_PERMISSIONS
from axentra_core.housekeeping import HousekeepingSettings
from axentra_core.kernel.actor import Permissions
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import currency_digits, exact
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.restaurant import Menu
from axentra_core.rooms import RoomsSettings
from axentra_core.stays import StaysSettings

MOST_DIGITS = 4
MOST_LATE_DAYS = 7


@checked
class Property:
    """One hotel as it is configured.

    A change is an event; events that follow from a policy name the version they were decided by.

    Attributes:
        id: part of every stream name; one store can hold many properties.
        name: what guests read.
        zone: IANA name of the time zone.
        currency: ISO 4217 code of every price and bill.
        digits: decimals on bills; CLDR gives IDR two, Indonesian bills have none.
        rounding: what happens to half a unit in a calculated component.
        rooms: types, rooms, check-out and guest-access policies.
        folio: transaction codes and the chain of service charge and taxes.
        housekeeping: efforts, linen cycle, inspection and turndown policies.
        menu: what the restaurant sells.
        room_charge: transaction code of a night.
        stays: cancellation policies, codes of fees and of day use.
        late_posting_days: how many closed dates back may still be posted to, 0 to 7.
        permissions: which role may do what.
    """

    id: Id
    name: Text
    zone: str
    currency: Code
    digits: int
    rooms: RoomsSettings
    folio: FolioSettings
    menu: Menu = Menu(())
    room_charge: Code = "ROOM"
    stays: StaysSettings = StaysSettings()
    housekeeping: HousekeepingSettings = HousekeepingSettings()
    late_posting_days: int = 0
    rounding: RoundingMode = RoundingMode.HALF_UP
    permissions: Permissions = STANDARD_PERMISSIONS

    def __attrs_post_init__(self) -> None:
        """Check what only the whole can tell, and report every fault with its path."""
        faults = [
            *faults_at("zone", zone, self.zone),
            *faults_at("currency", currency_digits, self.currency),
            *faults_at("digits", whole(0, MOST_DIGITS), self.digits),
            *faults_at("room_charge", self.folio.code, self.room_charge),
            *faults_at("late_posting_days", whole(0, MOST_LATE_DAYS), self.late_posting_days),
        ]
        if self.folio.tax is not None:
            faults += faults_at("folio.tax.currency", self._own_currency, self.folio.tax.currency)
            faults += faults_at("folio.tax.price_unit", self._in_digits, self.folio.tax.plan.step)
        for index, fee in enumerate(self.stays.fee_codes):
            faults += faults_at(f"stays.fee_codes[{index}].code", self.folio.code, fee.code)
        if self.stays.day_use_code is not None:
            faults += faults_at("stays.day_use_code", self.folio.code, self.stays.day_use_code)
        for index, code in enumerate(self.housekeeping.turndown_types):
            faults += faults_at(f"housekeeping.turndown_types[{index}]", self.rooms.type, code)
        for index, effort in enumerate(self.housekeeping.efforts):
            if effort.room_type is not None:
                path = f"housekeeping.efforts[{index}].room_type"
                faults += faults_at(path, self.rooms.type, effort.room_type)
        for index, item in enumerate(self.menu.items):
            path = f"menu.items[{index}]"
            faults += faults_at(f"{path}.transaction_code", self.folio.code, item.transaction_code)
            faults += faults_at(f"{path}.price", self._own_currency, item.price.currency.code)
        if faults:
            raise InvalidInput(faults)

    def _own_currency(self, currency: str) -> None:
        if currency != self.currency:
            raise InvalidInput.because(
                "money.currency_mismatch", got=shown(currency), expected=self.currency
            )

    def _in_digits(self, step: Decimal) -> None:
        exact(step, self.digits, self.currency)

    @cached_property
    def price_rounding(self) -> Rounding:
        """How net prices and components are rounded on bills."""
        return Rounding.to_digits(self.digits, self.rounding)


def faults_at(path: str, check: Callable[[Any], object], value: object) -> list[Fault]:
    """Return what a check finds wrong with a value, at its path."""
    try:
        check(value)
    except InvalidInput as error:
        return [attrs.evolve(fault, path=path) for fault in error.faults]
    return []
