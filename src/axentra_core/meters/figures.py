"""What a settlement comes to, as plain facts that events keep: use, lines, and what is doubtful."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Final, Self

from axentra_core.kernel.checks import Day, Instant, checked, whole
from axentra_core.kernel.money import CurrencyCode, Money
from axentra_core.kernel.numbers import ZERO, negate, number, subtract, total
from axentra_core.kernel.texts import Code, Id
from axentra_core.meters.bill import LineKind
from axentra_core.meters.flags import Decision, Flag
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.units import Measure, NotNegative, Quantity, total_of

LARGEST_VERSION: Final = 10**9

Signed = Annotated[Decimal, partial(number, area="money")]
SettingsVersion = Annotated[int, whole(1, LARGEST_VERSION)]


@checked
class Detail:
    """A value that a sentence names, as data: one of the fields after its name.

    Attributes:
        name: by which the sentence uses it.
        text: a code or an id.
        number: a figure, or what a device shows.
        quantity: exact.
        day: a date.
        at: aware UTC instant.
    """

    name: Code
    text: str | None = None
    number: Signed | None = None
    quantity: Quantity | None = None
    day: Day | None = None
    at: Instant | None = None

    @classmethod
    def of(cls, name: str, value: object) -> Self:
        """Return a value under its name."""
        match value:
            case Quantity():
                return cls(name, quantity=value)
            case datetime():
                return cls(name, at=value)
            case date():
                return cls(name, day=value)
            case int() | Decimal():
                return cls(name, number=Decimal(value))
            case _:
                return cls(name, str(value))

    @property
    def value(self) -> str | Decimal | Quantity | date | datetime | None:
        """Whichever of the fields it has."""
        fields = (self.text, self.number, self.quantity, self.at, self.day)
        return next((one for one in fields if one is not None), None)


@checked
class Reason:
    """Why somebody has to look before it is billed.

    Attributes:
        reason: a flag of the consumption, an oddity of a reading, or the code of a refusal.
        sentence: the same in plain English, for staff.
        meter: which; None for a utility as a whole.
        register: of the meter; None for all of it.
        details: the values of the sentence, so that it can be said in another language.
    """

    reason: Id
    sentence: str
    meter: Id | None = None
    register: Code | None = None
    details: tuple[Detail, ...] = ()

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What tells it from other reasons; its numbers may change."""
        return self.reason, self.meter, self.register


@checked
class UsedFigure:
    """What one register has counted during the stay.

    Attributes:
        meter: which.
        register: code.
        quantity: exact; None where the readings do not tell.
        measure: of the quantity.
        decision: whether it can be billed.
        flags: what is remarkable about it.
    """

    meter: Id
    register: Code
    quantity: Quantity | None
    measure: Measure
    decision: Decision
    flags: tuple[Flag, ...] = ()


@checked
class BilledLine:
    """One line that is charged, or credited below zero.

    Attributes:
        utility: code of the utility.
        code: of the register or of what is fixed.
        kind: use, something fixed, or a difference.
        quantity: exact.
        measure: of the quantity of a use.
        tariff: id of the tariff.
        gross: what the guest pays, rounded.
        net: without tax; None where nobody has said how it is taxed.
        vat: the tax; likewise.
        rate: of the tax; likewise.
        version: first day of the tariff's version; None where it holds from ever.
        transaction: code under which it is posted; None where none is agreed.
    """

    utility: Code
    code: Code
    kind: LineKind
    quantity: Quantity
    measure: Measure
    tariff: Code
    gross: Signed
    net: Signed | None = None
    vat: Signed | None = None
    rate: NotNegative | None = None
    version: Day | None = None
    transaction: Code | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two lines comparable: a line of another tax is another line."""
        return self.utility, self.code, self.rate, self.net is None, self.transaction


@checked
class Figures:
    """What a stay has used, what that costs, and what is doubtful about it.

    Attributes:
        currency: ISO 4217 code of all amounts; None where nothing has a price.
        used: by meter and register.
        lines: what is billed, in the order of the utilities.
        reasons: what somebody has to look at first; none where it can be billed.
        unbilled: meters of which nothing is billed, as nobody can tell what they have counted or
            what it costs.
        settings: version of the settings of the house by which it is priced; None where nobody
            has told.
    """

    currency: CurrencyCode | None = None
    used: tuple[UsedFigure, ...] = ()
    lines: tuple[BilledLine, ...] = ()
    reasons: tuple[Reason, ...] = ()
    unbilled: tuple[Id, ...] = ()
    settings: SettingsVersion | None = None

    @property
    def gross(self) -> Decimal:
        """What the guest pays in all."""
        return total(line.gross for line in self.lines)

    @property
    def total(self) -> Money | None:
        """The same as money; None where nothing has a price."""
        return None if self.currency is None else Money(self.gross, self.currency)

    def used_by(self, meter: str, measure: Measure) -> Quantity | None:
        """Return what all registers of a meter have counted together.

        None where one of them does not tell, or counts something else.
        """
        own = [one for one in self.used if one.meter == meter]
        known = [one.quantity for one in own if one.measure == measure and one.quantity is not None]
        return total_of(known) if known and len(known) == len(own) else None


def details_of(values: Mapping[str, object]) -> tuple[Detail, ...]:
    """Return the values of a sentence as data."""
    return tuple(Detail.of(name, value) for name, value in values.items() if value is not None)


def difference(now: Figures, billed: Figures) -> tuple[BilledLine, ...]:
    """Return what is still to be charged, or below zero credited, after what was billed.

    Each line of a utility has its own difference and its own tax; what has not changed is left
    out, and what was billed stays as it is.

    Raises:
        MetersRefusal: ``meters.not_the_same_currency``.
    """
    if None not in {now.currency, billed.currency} and now.currency != billed.currency:
        raise MetersRefusal(
            "meters.not_the_same_currency", got=now.currency, expected=billed.currency
        )
    keys = dict.fromkeys(line.key for line in (*now.lines, *billed.lines))
    found: list[BilledLine] = []
    for key in keys:
        new = [line for line in now.lines if line.key == key]
        old = [line for line in billed.lines if line.key == key]
        first = (new or old)[0]
        line = BilledLine(
            first.utility,
            first.code,
            LineKind.DIFFERENCE,
            total_of([one.quantity for one in new]).minus(total_of([one.quantity for one in old])),
            first.measure,
            first.tariff,
            subtract(total(one.gross for one in new), total(one.gross for one in old)),
            _less([one.net for one in new], [one.net for one in old]),
            _less([one.vat for one in new], [one.vat for one in old]),
            first.rate,
            first.version,
            first.transaction,
        )
        if line.gross or line.vat or line.quantity:
            found.append(line)
    return tuple(found)


def _less(new: list[Decimal | None], old: list[Decimal | None]) -> Decimal | None:
    """Return the difference of amounts of one kind, of which either all are known or none."""
    known = [one for one in new if one is not None], [one for one in old if one is not None]
    if len(known[0]) != len(new) or len(known[1]) != len(old):
        return None
    return total((total(known[0]), negate(total(known[1])))) or ZERO
