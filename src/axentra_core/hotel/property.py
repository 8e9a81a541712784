"""A property's configuration: the sum of what each department needs, as one versioned value."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import attrs

from axentra_core.folio import FolioSettings
from axentra_core.hotel.permissions import STANDARD_PERMISSIONS
from axentra_core.kernel.actor import Permissions
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import currency_digits
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.restaurant import Menu
from axentra_core.rooms import RoomsSettings

MOST_DIGITS = 4


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
        menu: what the restaurant sells.
        room_charge: transaction code of a night.
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
    rounding: RoundingMode = RoundingMode.HALF_UP
    permissions: Permissions = STANDARD_PERMISSIONS

    def __attrs_post_init__(self) -> None:
        """Check what only the whole can tell, and report every fault with its path."""
        faults = [
            *_faults("zone", zone, self.zone),
            *_faults("currency", currency_digits, self.currency),
            *_faults("digits", whole(0, MOST_DIGITS), self.digits),
            *_faults("room_charge", self.folio.code, self.room_charge),
        ]
        for index, item in enumerate(self.menu.items):
            path = f"menu.items[{index}]"
            faults += _faults(f"{path}.transaction_code", self.folio.code, item.transaction_code)
            faults += _faults(f"{path}.price", self._own_currency, item.price.currency.code)
        if faults:
            raise InvalidInput(faults)

    def _own_currency(self, currency: str) -> None:
        if currency != self.currency:
            raise InvalidInput.because(
                "money.currency_mismatch", got=shown(currency), expected=self.currency
            )

    @cached_property
    def price_rounding(self) -> Rounding:
        """How net prices and components are rounded on bills."""
        return Rounding.to_digits(self.digits, self.rounding)


def _faults(path: str, check: Callable[[Any], object], value: object) -> list[Fault]:
    try:
        check(value)
    except InvalidInput as error:
        return [attrs.evolve(fault, path=path) for fault in error.faults]
    return []
