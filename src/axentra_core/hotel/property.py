"""A property's configuration: the sum of what each department needs, as one versioned value."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import attrs

from axentra_core.cashier import CashierSettings
from axentra_core.channels import ChannelsSettings
from axentra_core.city_ledger import CityLedgerSettings
from axentra_core.documents import DocumentSettings
from axentra_core.folio import FolioSettings, Nature
from axentra_core.hotel.permissions import STANDARD_PERMISSIONS
from axentra_core.housekeeping import HousekeepingSettings
from axentra_core.kernel.actor import Permissions
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import Money, currency_digits, exact
from axentra_core.kernel.numbers import unit_of
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.kernel.texts import Code, Id, Text
from axentra_core.meters import MetersSettings
from axentra_core.payment_rules import PaymentRulesSettings
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
        stays: cancellation policies, codes of fees and of day use, packages.
        cashier: what is asked of cashiers, and how much cash a drawer should hold.
        city_ledger: how debts of companies age, and when they are reminded.
        documents: the house as it stands on documents, and how they are numbered.
        payment_rules: how automatic payments are handled where their rules leave a choice.
        meters: what is metered, what it costs, and what happens to readings by itself.
        channels: channel codes of its own, and under which numbers it keeps their references.
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
    cashier: CashierSettings = CashierSettings()
    city_ledger: CityLedgerSettings = CityLedgerSettings()
    documents: DocumentSettings = DocumentSettings()
    payment_rules: PaymentRulesSettings = PaymentRulesSettings()
    meters: MetersSettings = MetersSettings()
    channels: ChannelsSettings = ChannelsSettings()
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
        faults += self._faults_of_money()
        for index, fee in enumerate(self.stays.fee_codes):
            faults += faults_at(f"stays.fee_codes[{index}].code", self.folio.code, fee.code)
        faults += self._faults_of_packages()
        for index, utility in enumerate(self.meters.utilities):
            path = f"meters.utilities[{index}].transaction"
            # Until it is agreed under which code, nothing of it can be posted.
            faults += faults_at(path, self._is_revenue, utility.transaction or "none")
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

    def _faults_of_money(self) -> list[Fault]:
        faults: list[Fault] = []
        if self.folio.cash_step is not None:
            faults += faults_at("folio.cash_step", self._in_digits, self.folio.cash_step)
        for index, tariff in enumerate(self.meters.tariffs):
            path = f"meters.tariffs[{index}].currency"
            faults += faults_at(path, self._own_currency, tariff.currency)
            path = f"meters.tariffs[{index}].digits"
            faults += faults_at(path, self._own_digits, tariff.rounding.unit)
        if self.folio.tax is not None:
            faults += faults_at("folio.tax.currency", self._own_currency, self.folio.tax.currency)
            faults += faults_at("folio.tax.price_unit", self._in_digits, self.folio.tax.plan.step)
        for index, most in enumerate(self.cashier.most_in_drawer):
            faults += faults_at(f"cashier.most_in_drawer[{index}]", self._in_own_digits, most)
        return faults

    def _faults_of_packages(self) -> Iterator[Fault]:
        for index, package in enumerate(self.stays.packages):
            for place, part in enumerate(package.parts):
                path = f"stays.packages[{index}].parts[{place}]"
                yield from faults_at(f"{path}.code", self._is_revenue, part.code)
                yield from faults_at(f"{path}.price", self._in_digits, part.price)
                if part.included:
                    yield from faults_at(f"{path}.code", self._sold_as_nights, part.code)

    def _is_revenue(self, code: str) -> None:
        self.folio.code_of(Nature.REVENUE, code)

    def _sold_as_nights(self, code: str) -> None:
        """Insist that a price under a code can be taken out of the price of a night."""
        known = {one.code: one.basis for one in self.folio.codes}
        if known.get(code) not in {None, known.get(self.room_charge)}:
            raise InvalidInput.because("value.contradicts", one="basis", other="room_charge")

    def digits_of(self, currency: str) -> int:
        """Return how many decimals amounts of a currency have here."""
        return self.digits if currency == self.currency else currency_digits(currency)

    def _in_own_digits(self, amount: Money) -> None:
        currency = amount.currency.code
        exact(amount.amount, self.digits_of(currency), currency)

    def _own_currency(self, currency: str) -> None:
        if currency != self.currency:
            raise InvalidInput.because(
                "money.currency_mismatch", got=shown(currency), expected=self.currency
            )

    def _own_digits(self, unit: Decimal) -> None:
        if unit != unit_of(self.digits):
            raise InvalidInput.because(
                "value.contradicts", one="digits", other="digits of the property"
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
