"""What the readings of a stay come to: use, lines to bill, and what somebody has to look at.

Usable alone: `settle` takes a registration and the settings of the house and decides nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.kernel.calendar import instant_at
from axentra_core.meters.bill import Bill, Line
from axentra_core.meters.consumption import Consumption, consumption
from axentra_core.meters.expectation import EarlierUse, Expectation
from axentra_core.meters.figures import BilledLine, Figures, Reason, UsedFigure
from axentra_core.meters.flags import DECISIONS, Decision, Flag
from axentra_core.meters.hourly import HourlyUse
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.model import Reading, ReadingSource
from axentra_core.meters.oddities import SENTENCES, Oddity
from axentra_core.meters.periods import Period, Use, as_use
from axentra_core.meters.pricing import price
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import Registration, renumbered, united
from axentra_core.meters.settings import MetersSettings, Utility
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import TariffVersion
from axentra_core.meters.usage import Basis

Earlier = Mapping[str, Sequence[EarlierUse]]
Hours = Mapping[tuple[str, str], HourlyUse]

NO_EARLIER: Final[Earlier] = MappingProxyType({})
NO_HOURS: Final[Hours] = MappingProxyType({})
# What never happens by itself though it could be billed: nobody has read it.
DOUBTFUL: Final = frozenset({Flag.ESTIMATED})


@attrs.frozen
class MeterUse:
    """What one meter has counted.

    Attributes:
        meter: its id.
        utility: code of what it counts.
        consumptions: one for each register.
    """

    meter: str
    utility: str
    consumptions: tuple[Consumption, ...]

    @property
    def is_known(self) -> bool:
        """Whether all of its registers tell what was used."""
        return all(
            one.quantity is not None and one.decision is not Decision.REJECT
            for one in self.consumptions
        )


@attrs.frozen
class UtilityBill:
    """What the use of a utility costs.

    Attributes:
        utility: as the settings have it.
        tariff: by which it is priced.
        bill: lines that add up.
    """

    utility: Utility
    tariff: Tariff
    bill: Bill

    def version_of(self, line: Line) -> TariffVersion | None:
        """Return the version of the tariff that has priced a line."""
        used = line.basis.price if isinstance(line.basis, Basis) else line.basis
        fixed = line.basis.fixed if isinstance(line.basis, Basis) else None
        return next(
            (
                version
                for version in self.tariff.versions
                if any(one is used for one in version.usage)
                or any(one is fixed for one in version.fixed)
            ),
            None,
        )

    def billed(self, line: Line) -> BilledLine:
        """Return a line as events keep it."""
        version = self.version_of(line)
        return BilledLine(
            self.utility.code,
            line.code,
            line.kind,
            line.quantity,
            self.bill.measure,
            self.tariff.id,
            line.gross,
            line.net,
            line.vat,
            None if line.tax is None else line.tax.rate,
            None if version is None else version.first,
            self.utility.transaction,
        )

    def explain(self) -> tuple[str, ...]:
        """Say of every amount by which tariff and how it came about, in plain English."""
        return (f"{self.utility.code}: by tariff {self.tariff.id}", *self.bill.explain())


@attrs.frozen
class Settlement:
    """What a stay has used and what that costs.

    Attributes:
        currency: ISO 4217 code of all amounts; None where nothing has a price.
        used: what each meter has counted.
        bills: what each utility costs; one is left out where nobody can tell what was used.
        reasons: what somebody has to look at before it is billed.
    """

    currency: str | None
    used: tuple[MeterUse, ...]
    bills: tuple[UtilityBill, ...]
    reasons: tuple[Reason, ...]

    @property
    def figures(self) -> Figures:
        """The same as plain facts, for commands and events."""
        used = (
            UsedFigure(
                one.meter, each.register, each.quantity, each.measure, each.decision, each.flags
            )
            for one in self.used
            for each in one.consumptions
        )
        lines = (one.billed(line) for one in self.bills for line in one.bill.lines)
        return Figures(self.currency, tuple(used), tuple(lines), self.reasons)

    def explain(self) -> tuple[str, ...]:
        """Say how every quantity and amount came about, in plain English."""
        used = (
            sentence
            for one in self.used
            for each in one.consumptions
            for sentence in each.sentences
        )
        return (*used, *(sentence for one in self.bills for sentence in one.explain()))


def settle(
    registration: Registration,
    settings: MetersSettings,
    *,
    meters: Sequence[MeterFacts] = (),
    earlier: Earlier = NO_EARLIER,
    hours: Hours = NO_HOURS,
) -> Settlement:
    """Return what the readings of a stay come to; what is doubtful is named, never refused.

    Args:
        registration: with the readings of the stay.
        settings: of the house.
        meters: as they are now, where a device has changed since the registration knew it.
        earlier: what earlier stays have used, by the id of the meter.
        hours: hourly series by meter and register, for prices by the hour.
    """
    known = {one.meter: one for one in registration.meters_with(tuple(meters))}
    used: list[MeterUse] = []
    reasons: list[Reason] = []
    for meter in known.values():
        utility = settings.utility(meter.utility)
        if utility is None:
            sentence = SENTENCES[Oddity.NO_PRICE].format(utility=meter.utility)
            reasons.append(Reason(Oddity.NO_PRICE.value, sentence, meter.meter))
        try:
            found = consumption(
                meter.periods,
                _readings(registration, meter),
                before=meter.before,
                expectation=_expectation(registration, utility, earlier.get(meter.meter, ())),
                policy=settings.policy,
                within=_days(registration),
            )
        except MetersRefusal as error:
            reasons.append(_refused(error, meter.meter))
            continue
        used.append(MeterUse(meter.meter, meter.utility, found))
        reasons += _doubts(meter.meter, found)
    bills: list[UtilityBill] = []
    for utility in settings.utilities:
        many = sum(one.utility == utility.code for one in known.values())
        own = [one for one in used if one.utility == utility.code and one.is_known]
        tariff = settings.tariff(utility, has_meter=many > 0)
        # Blocks and what is included are of all its meters: one alone is not billed.
        if tariff is None or len(own) < many:
            continue
        try:
            bill = price(tariff, _uses(own, tariff, hours), _period(registration))
        except MetersRefusal as error:
            reasons.append(_refused(error, own[0].meter if own else None))
            continue
        bills.append(UtilityBill(utility, tariff, bill))
    currency = settings.tariffs[0].currency if settings.tariffs else None
    in_all = united(reasons, registration.own_reasons)
    return Settlement(currency, tuple(used), tuple(bills), in_all)


def _readings(registration: Registration, meter: MeterFacts) -> list[Reading]:
    """Return what was read in the stay and at replacements, under numbers of their own."""
    own = [
        one.reading
        for one in registration.readings
        if one.meter == meter.meter and one.reading.source is not ReadingSource.INFERRED
    ]
    first = len(registration.readings) + 1
    return own + [renumbered(one, first + place) for place, one in enumerate(meter.swaps)]


def _period(registration: Registration) -> Period:
    return Period(registration.arrival, registration.departure, registration.persons)


def _days(registration: Registration) -> tuple[datetime, datetime]:
    return (
        instant_at(registration.arrival, time(), registration.zone),
        instant_at(registration.departure, time(23, 59), registration.zone),
    )


def _expectation(
    registration: Registration, utility: Utility | None, earlier: Sequence[EarlierUse]
) -> Expectation:
    period = _period(registration)
    if utility is None:
        return Expectation(registration.persons, period.days, earlier=tuple(earlier))
    plausible = utility.plausible
    return Expectation(
        registration.persons,
        period.days,
        plausible.most,
        plausible.most_per_day,
        plausible.average,
        tuple(earlier),
        plausible.factor,
        plausible.least,
    )


def _doubts(meter: str, found: Sequence[Consumption]) -> list[Reason]:
    return [
        Reason(note.flag.value, note.sentence, meter, one.register)
        for one in found
        for note in one.notes
        if DECISIONS[note.flag] is not Decision.BILL or note.flag in DOUBTFUL
    ]


def _refused(error: MetersRefusal, meter: str | None) -> Reason:
    register = error.values.get("register")
    return Reason(error.code, error.sentence, meter, register)


def _uses(own: Sequence[MeterUse], tariff: Tariff, hours: Hours) -> list[Use | Consumption]:
    found: list[Use | Consumption] = []
    for one in own:
        for each in one.consumptions:
            series = hours.get((one.meter, each.register))
            if series is None:
                found.append(each)
            else:
                found.append(attrs.evolve(as_use(each, tariff.zone), hours=series))
    return found
