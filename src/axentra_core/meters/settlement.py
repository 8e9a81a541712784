"""What the readings of a stay come to: use, lines to bill, and what somebody has to look at.

Usable alone: `settle` takes a registration and the settings of the house and decides nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.meters.bill import Bill, Line
from axentra_core.meters.consumption import Consumption
from axentra_core.meters.figures import BilledLine, Figures, Reason, UsedFigure
from axentra_core.meters.hourly import HourlyUse
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.periods import Use
from axentra_core.meters.pricing import price
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import Registration, united
from axentra_core.meters.series import by_the_hour
from axentra_core.meters.settings import MetersSettings, Utility
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import TariffVersion
from axentra_core.meters.usage import Basis
from axentra_core.meters.uses import Earlier, MeterUse, period_of, refused, uses_of

Hours = Mapping[tuple[str, str], Sequence[HourlyUse]]

NO_EARLIER: Final[Earlier] = MappingProxyType({})
NO_HOURS: Final[Hours] = MappingProxyType({})


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
        unbilled: meters of which nothing is billed, as nobody can tell what they have counted or
            what it costs.
        settings: version of the settings by which it is priced; None where nobody has told.
    """

    currency: str | None
    used: tuple[MeterUse, ...]
    bills: tuple[UtilityBill, ...]
    reasons: tuple[Reason, ...]
    unbilled: tuple[str, ...] = ()
    settings: int | None = None

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
        found = tuple(used), tuple(lines), self.reasons, self.unbilled, self.settings
        return Figures(self.currency, *found)

    def explain(self) -> tuple[str, ...]:
        """Say how every quantity and amount came about, in plain English."""
        used = (
            sentence
            for one in self.used
            for each in one.consumptions
            for sentence in each.sentences
        )
        return (*used, *(sentence for one in self.bills for sentence in one.explain()))


def settle(  # noqa: PLR0913 - what a settlement depends on
    registration: Registration,
    settings: MetersSettings,
    *,
    meters: Sequence[MeterFacts] = (),
    earlier: Earlier = NO_EARLIER,
    hours: Hours = NO_HOURS,
    without: Collection[str] = (),
) -> Settlement:
    """Return what the readings of a stay come to; what is doubtful is named, never refused.

    Args:
        registration: with the readings of the stay.
        settings: of the house.
        meters: as they are now, where a device has changed since the registration knew it.
        earlier: what earlier stays have used, by the id of the meter.
        hours: what was told hour by hour, by meter and register in the order in which it came: for
            prices by the hour, and to be compared with the readings.
        without: meters that do not stand in the way of others where their own use is not known.
    """
    registration = attrs.evolve(registration, meters=registration.meters_with(tuple(meters)))
    known = {one.meter: one for one in registration.meters}
    used, reasons = uses_of(registration, known.values(), settings, earlier)
    bills: list[UtilityBill] = []
    unbilled = [one.meter for one in known.values() if settings.utility(one.utility) is None]
    for utility in settings.utilities:
        meters_of_it = [one.meter for one in known.values() if one.utility == utility.code]
        own = [one for one in used if one.utility == utility.code and one.is_known]
        unknown = set(meters_of_it).difference(one.meter for one in own)
        unbilled += sorted(unknown)
        tariff = settings.tariff(utility, has_meter=bool(meters_of_it))
        is_nothing_known = bool(meters_of_it) and not own
        # Blocks and what is included are of all its meters: one alone is not billed.
        if tariff is None or is_nothing_known or unknown.difference(without):
            continue
        try:
            uses = _uses(own, utility, tariff, hours, reasons)
            bill = price(tariff, uses, period_of(registration))
        except MetersRefusal as error:
            meter = error.values.get("meter", own[0].meter if own else None)
            reasons.append(refused(error, meter))
            unbilled += [one.meter for one in own]
            continue
        bills.append(UtilityBill(utility, tariff, bill))
    currency = settings.tariffs[0].currency if settings.tariffs else None
    in_all = united(reasons, registration.own_reasons)
    return Settlement(currency, tuple(used), tuple(bills), in_all, tuple(unbilled))


def _uses(
    own: Sequence[MeterUse], utility: Utility, tariff: Tariff, hours: Hours, reasons: list[Reason]
) -> list[Use | Consumption]:
    """Return what is priced, with its hours where the tariff asks for them.

    Hours that tell another use than the readings are a reason to look, whatever the price.
    """
    found: list[Use | Consumption] = []
    for one in own:
        for each in one.consumptions:
            series = hours.get((one.meter, each.register), ())
            is_asked = tariff.is_by_the_hour(each.register)
            use: Use | None = None
            try:
                use = by_the_hour(each, series, tariff.zone, utility.plausible.hours_off)
            except MetersRefusal as error:
                if is_asked:
                    raise MetersRefusal(error.code, **error.values, meter=one.meter) from error
                if error.code == "meters.hours_differ":
                    reasons.append(refused(error, one.meter))
            found.append(use if use is not None and is_asked else each)
    return found
