"""What use costs, as data: versions that follow each other, one of which holds on each day.

Usable alone, beside `price`:

    >>> from axentra_core.meters.prices import UnitPrice
    >>> tariff = Tariff(
    ...     "el", "DKK", Measure.KWH, (TariffVersion(usage=(UnitPrice(price="6.00"),)),)
    ... )
    >>> tariff.on(date(2026, 7, 4)).usage[0].price
    Decimal('6.00')

As JSON a tariff is one object with the fields of these classes by their names; prices are text,
dates ``"2026-03-01"``, enums stand by their value, and what has a default may be left out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final

from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.money import CurrencyCode, currency_digits
from axentra_core.kernel.numbers import CONTEXT, as_text, number, unit_of
from axentra_core.kernel.rounding import Rounding, RoundingMode
from axentra_core.kernel.texts import Code
from axentra_core.meters.prices import wrong
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.tariff_terms import PriceKey, TariffVersion
from axentra_core.meters.units import Factor, Measure

MOST_VERSIONS: Final = 500
MOST_MONEY_DIGITS: Final = 4
ONE_DAY: Final = timedelta(days=1)


def zone_name(value: object) -> str:
    """Return the IANA name of a zone, such as ``Europe/Copenhagen``."""
    if value is None:
        raise InvalidInput.because("field.required")
    zone(value)  # type: ignore[arg-type] # the guard refuses what is no text
    return str(value)


@checked
class Tariff:
    """What one utility costs at a house.

    Attributes:
        id: such as ``el`` or ``water-2026``.
        currency: ISO 4217 code of all amounts.
        measure: what its quantities are in; a use in another measure of its kind is converted.
        versions: in order, each from the day after the one before it.
        key: which day's version prices a use.
        zone: IANA name of the zone whose clocks part days and hours.
        digits: decimals of money at this property; the currency's own when None.
        step: smallest quantity that is billed, such as ``Decimal(1)`` for whole kWh; None to bill
            what was used, unrounded.
        step_mode: how a quantity is rounded to a step.
    """

    id: Code
    currency: CurrencyCode
    measure: Measure
    versions: tuple[TariffVersion, ...]
    key: PriceKey = PriceKey.ARRIVAL
    zone: Annotated[str, zone_name] = "UTC"
    digits: Annotated[int, whole(0, MOST_MONEY_DIGITS)] | None = None
    step: Factor | None = None
    step_mode: RoundingMode = RoundingMode.HALF_UP

    def __attrs_post_init__(self) -> None:
        """Refuse versions that leave a day out or hold twice on one, all at once."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)

    def _faults(self) -> Iterator[Fault]:
        if not 1 <= len(self.versions) <= MOST_VERSIONS:
            yield InvalidInput.because(
                "list.length", path="versions", got=len(self.versions), low=1, high=MOST_VERSIONS
            ).faults[0]
        for place in range(1, len(self.versions)):
            yield from self._between(place)
        if self.step is not None:
            for place, version in enumerate(self.versions):
                if any(one.hours for one in version.usage):
                    yield InvalidInput.because(
                        "value.conflict", path=f"versions[{place}].usage", one="step", other="hours"
                    ).faults[0]

    def _between(self, place: int) -> Iterator[Fault]:
        before, after = self.versions[place - 1], self.versions[place]
        if before.last is None:
            yield wrong("meters.version_not_last", f"versions[{place - 1}].last")
        elif after.first is None or after.first <= before.last:
            first, last = after.first or "ever", min(before.last, after.last or before.last)
            yield wrong(
                "meters.version_overlap", f"versions[{place}].first", first=first, last=last
            )
        elif after.first > before.last + ONE_DAY:
            first, last = before.last + ONE_DAY, after.first - ONE_DAY
            yield wrong("meters.version_gap", f"versions[{place}].first", first=first, last=last)

    def on(self, day: date) -> TariffVersion:
        """Return the version that holds on a day.

        Raises:
            MetersRefusal: ``meters.tariff_missing``.
        """
        for version in self.versions:
            if (version.first is None or version.first <= day) and (
                version.last is None or day <= version.last
            ):
                return version
        raise MetersRefusal("meters.tariff_missing", tariff=self.id, day=day)

    def is_by_the_hour(self, register: str) -> bool:
        """Return whether any of its versions prices a register by the hour of the day."""
        prices = (version.price_of(register) for version in self.versions)
        return any(one is not None and bool(one.hours) for one in prices)

    @cached_property
    def unit(self) -> Decimal:
        """The smallest amount of money."""
        return unit_of(currency_digits(self.currency) if self.digits is None else self.digits)

    @cached_property
    def rounding(self) -> Rounding:
        """How lines and their tax are rounded."""
        return Rounding(self.unit)


def average_price(
    amount: str | int | Decimal, quantity: str | int | Decimal, rounding: Rounding
) -> Decimal:
    """Return what a unit costs on average by a utility's own bill.

    Where the house may take no profit, the price of a unit is the bill by what the bill counts, and
    a law may say how it is rounded (Vermont: to a tenth of a cent).

    Args:
        amount: of the utility's bill.
        quantity: what it counts; above zero.
        rounding: of the price.

    Raises:
        InvalidInput: ``value.out_of_range`` and those of numbers.
    """
    money, many = number(amount, area="money"), number(quantity)
    if many <= 0 or money < 0:
        path, got = ("quantity", many) if many <= 0 else ("amount", money)
        raise InvalidInput.because(
            "value.out_of_range", path=path, got=as_text(got), low="more than 0", high="10^15"
        )
    return rounding.of(CONTEXT.divide(money, many))
