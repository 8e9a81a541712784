"""What a tariff is made of beside its prices: what is fixed, included, owed at least, and taxed."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.numbers import Rate, add
from axentra_core.kernel.texts import Code
from axentra_core.meters.prices import UnitPrice
from axentra_core.meters.units import NotNegative


class Per(StrEnum):
    """How often something fixed counts.

    STAY: once. DAY: each night; the day of a visit without a night. PERSON_DAY: each person on
    each of these. WEEK: each seven days that have begun.
    """

    STAY = "stay"
    DAY = "day"
    PERSON_DAY = "person_day"
    WEEK = "week"


class PriceKey(StrEnum):
    """Which day's version prices a use.

    ARRIVAL: that of the first day prices all. SEGMENT: each use between two readings has the price
    of its first day; a price that changes in between is refused, as nobody knows what was used
    before it. NIGHT: a use is spread evenly over its nights, and each has its own price.
    """

    ARRIVAL = "arrival"
    SEGMENT = "segment"
    NIGHT = "night"


@checked
class FixedCharge:
    """A line beside the use, read or not.

    Attributes:
        code: such as ``standing`` or ``water``.
        amount: each time, with as many decimals as it needs.
        per: how often.
    """

    code: Code
    amount: NotNegative
    per: Per = Per.STAY


@checked
class Included:
    """What is in the rent: neither paid out nor carried over when it is not used.

    Attributes:
        quantity: units that are free, of all registers together in their order.
        amount: money that is free, likewise; one of the two.
        per: how often; that of all days counts for the stay as a whole.
    """

    quantity: NotNegative | None = None
    amount: NotNegative | None = None
    per: Per = Per.STAY

    def __attrs_post_init__(self) -> None:
        """Insist on one of the two."""
        if self.quantity is not None and self.amount is not None:
            raise InvalidInput.because(
                "value.conflict", path="quantity", one="quantity", other="amount"
            )
        if self.quantity is None and self.amount is None:
            raise InvalidInput.because("field.required", path="quantity")


@checked
class Minimum:
    """What the use costs at the least, before what is fixed.

    Attributes:
        amount: each time.
        per: how often.
        without_use: whether it is owed where nothing was used, too.
    """

    amount: NotNegative
    per: Per = Per.STAY
    without_use: bool = True


@checked
class Vat:
    """The tax of every line, on its rounded amount.

    Attributes:
        rate: such as ``Decimal("0.25")``.
        included: whether prices contain it; otherwise it comes on top.
    """

    rate: Rate
    included: bool = True

    @cached_property
    def whole(self) -> Decimal:
        """One and the rate: what a price with tax is of the one without."""
        return add(Decimal(1), self.rate)


@checked
class TariffVersion:
    """What a tariff says for a time.

    Attributes:
        first: first day on which it holds; from ever when None.
        last: last day on which it does; for good when None.
        usage: prices of what registers count; a register has its own or the one for the rest.
        fixed: lines beside it; without usage nothing is read at all.
        included: what is in the rent.
        minimum: what the use costs at the least.
        vat: None where nobody has said how it is taxed.
    """

    first: Day | None = None
    last: Day | None = None
    usage: tuple[UnitPrice, ...] = ()
    fixed: tuple[FixedCharge, ...] = ()
    included: Included | None = None
    minimum: Minimum | None = None
    vat: Vat | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a version without a price, and what cannot be meant together."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)

    def _faults(self) -> Iterator[Fault]:
        if not self.usage and not self.fixed:
            yield InvalidInput.because("field.required", path="usage").faults[0]
        if self.first is not None and self.last is not None and self.last < self.first:
            yield InvalidInput.because(
                "date.order", path="last", later=self.last, earlier=self.first
            ).faults[0]
        for path, codes in (
            ("usage", [one.register for one in self.usage]),
            ("fixed", [one.code for one in self.fixed]),
        ):
            for place, code in enumerate(codes):
                if code in codes[:place]:
                    yield InvalidInput.because(
                        "value.duplicate", path=f"{path}[{place}]", got=shown(code)
                    ).faults[0]
        is_hourly = any(one.hours for one in self.usage)
        if is_hourly and self.included is not None and self.included.quantity is not None:
            yield InvalidInput.because(
                "value.conflict", path="included.quantity", one="quantity", other="hours"
            ).faults[0]

    def price_of(self, register: str) -> UnitPrice | None:
        """Return the price of a register, its own or the one for the rest, or None."""
        rest = None
        for one in self.usage:
            if one.register == register:
                return one
            if one.register is None:
                rest = one
        return rest
