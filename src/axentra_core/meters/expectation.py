"""What use is to be expected: bounds, earlier stays, outliers and estimates.

Usable alone:

    >>> from decimal import Decimal
    >>> winter = Expectation(persons=4, days=7, average=Decimal("6.6"))
    >>> is_outlier(Quantity(Decimal("554.4")), winter) is None
    True
    >>> print(is_outlier(Quantity(Decimal(850)), winter).sentence)
    30.357 per person and day is above 19.8, 3 times the average of 6.6; look at the readings
    >>> str(estimate(EstimateMethod.AVERAGE, winter))
    '184.8'
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Final

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.numbers import LARGEST, MOST_DECIMALS, add, multiply, subtract
from axentra_core.kernel.rounding import Rounding
from axentra_core.meters.flags import Compared, EstimateMethod, Flag, Note
from axentra_core.meters.model import Register
from axentra_core.meters.units import Factor, Measure, NotNegative, Quantity, convert, ratio

MOST_PERSONS: Final = 9_999
MOST_DAYS: Final = 3_660
THREE: Final = Decimal(3)
# A bound is compared with, never billed.
_FINE: Final = Rounding.to_digits(MOST_DECIMALS)
_LARGEST: Final = subtract(LARGEST, Decimal(1))

Persons = Annotated[int, whole(0, MOST_PERSONS)]
Days = Annotated[int, whole(1, MOST_DAYS)]


@checked
class EarlierUse:
    """What an earlier stay in the same house has used.

    Attributes:
        quantity: in the measure that is billed.
        persons: how many.
        days: how long.
    """

    quantity: NotNegative
    persons: Persons
    days: Days


@checked
class Expectation:
    """What is known of a use before it is looked at; all in the measure that is billed.

    Attributes:
        persons: in the house.
        days: of the period.
        most: what can be used in the whole period at the very most; None if nobody has said. A
            register is taken to have gone round only within this.
        most_per_day: the same for each day; the lesser of the two counts.
        average: per person and day, for the season; None to take it from earlier stays.
        earlier: stays to compare with.
        factor: how often the average is still no outlier.
        least: which part of the average is an outlier below; None for none.
        measure: in which all of it is said; None for that of the first register.
    """

    persons: Persons = 1
    days: Days = 1
    most: NotNegative | None = None
    most_per_day: NotNegative | None = None
    average: NotNegative | None = None
    earlier: tuple[EarlierUse, ...] = ()
    factor: Factor = THREE
    least: NotNegative | None = None
    measure: Measure | None = None

    def told_in(self, measure: Measure, own: Measure) -> "Expectation":
        """Return it in another measure than its own; of something else nothing is expected."""
        if measure is own:
            return self
        if ratio(own, measure) is None:
            return ANYTHING

        def told(many: Decimal) -> Decimal:
            return min(convert(Quantity(many), own, measure).rounded(_FINE), _LARGEST)

        return Expectation(
            self.persons,
            self.days,
            None if self.most is None else told(self.most),
            None if self.most_per_day is None else told(self.most_per_day),
            None if self.average is None else told(self.average),
            tuple(EarlierUse(told(one.quantity), one.persons, one.days) for one in self.earlier),
            self.factor,
            self.least,
            measure,
        )

    @property
    def bound(self) -> Decimal | None:
        """What can be used in the period at the very most, or None."""
        if self.most_per_day is None:
            return self.most
        in_all = Quantity(self.most_per_day).times(Decimal(self.days)).amount
        return in_all if self.most is None else min(in_all, self.most)

    @property
    def person_days(self) -> int:
        """How many days all persons together are there; somebody is, where nobody was counted."""
        return max(1, self.persons) * self.days

    @property
    def average_of_earlier(self) -> Quantity | None:
        """What earlier stays have used per person and day, or None without any."""
        if not self.earlier:
            return None
        used = sum((Fraction(one.quantity) for one in self.earlier), Fraction(0))
        return Quantity.of(used / sum(max(1, one.persons) * one.days for one in self.earlier))

    @property
    def usual(self) -> Quantity | None:
        """What a person uses a day: as stated, else as earlier stays have; None if unknown."""
        return self.average_of_earlier if self.average is None else Quantity(self.average)


ANYTHING: Final = Expectation()


def is_outlier(quantity: Quantity, expectation: Expectation) -> Note | None:
    """Return what is odd about a use, with the numbers, or None; it never stops a recording."""
    usual = expectation.usual
    if usual is None:
        return None
    each = quantity.exact / expectation.person_days
    high = usual.exact * Fraction(expectation.factor)
    if each > high:
        return _outlier(Compared.ABOVE, each, high, expectation.factor, usual)
    if expectation.least is not None and each < (low := usual.exact * Fraction(expectation.least)):
        return _outlier(Compared.BELOW, each, low, expectation.least, usual)
    return None


def _outlier(
    compared: Compared, each: Fraction, bound: Fraction, factor: Decimal, usual: Quantity
) -> Note:
    return Note.of(
        Flag.OUTLIER,
        each=Quantity.of(each),
        compared=compared,
        bound=Quantity.of(bound),
        factor=factor,
        average=usual,
    )


def doubts_of(quantity: Quantity | None, expectation: Expectation) -> list[Note]:
    """Return what is odd about a use beside what was expected."""
    notes: list[Note] = []
    if quantity is not None:
        bound = expectation.bound
        if bound is not None and quantity.exceeds(bound):
            notes.append(Note.of(Flag.IMPLAUSIBLE, quantity=quantity, most=bound))
        if not _is_usual(quantity, expectation) and (outlier := is_outlier(quantity, expectation)):
            notes.append(outlier)
    return notes


def _is_usual(quantity: Quantity, expectation: Expectation) -> bool:
    """Return whether a use is surely no outlier, which for most can be told without fractions."""
    average = expectation.average
    if average is None or expectation.least is not None:
        return False
    in_all = multiply(average, Decimal(expectation.person_days))
    return not quantity.exceeds(multiply(in_all, expectation.factor))


def estimate(method: EstimateMethod, expectation: Expectation) -> Quantity | None:
    """Return an estimated use, or None where what the method needs is not known."""
    usual = (
        expectation.average_of_earlier
        if method is EstimateMethod.EARLIER_STAYS
        else None
        if expectation.average is None
        else Quantity(expectation.average)
    )
    return None if usual is None else usual.times(Decimal(expectation.person_days))


def is_as_expected(
    used: Decimal, register: Register, expectation: Expectation, lasted: timedelta
) -> bool:
    """Return whether a use is surely within what is expected, without telling how far off it is."""
    own = expectation.measure
    if expectation.earlier or expectation.least is not None or (own and own != register.measure):
        return False
    bound, turn = expectation.bound, register.turn
    if bound is None:
        if (fastest := register.fastest_turn) is not None and lasted >= fastest:
            return False
    elif used > bound or (turn is not None and turn <= bound and add(used, turn) <= bound):
        return False
    if expectation.average is None:
        return True
    usual = multiply(expectation.average, Decimal(expectation.person_days))
    return used <= multiply(usual, expectation.factor)
