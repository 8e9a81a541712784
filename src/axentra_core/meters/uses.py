"""What the meters of a stay have counted, and what is doubtful about it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Final

import attrs

from axentra_core.kernel.calendar import instant_at
from axentra_core.meters.consumption import Consumption, ConsumptionPolicy, consumption
from axentra_core.meters.expectation import EarlierUse, Expectation
from axentra_core.meters.figures import Reason, details_of
from axentra_core.meters.flags import DECISIONS, Decision, Flag
from axentra_core.meters.meter import MeterFacts
from axentra_core.meters.model import Reading, ReadingKind, ReadingSource
from axentra_core.meters.oddities import SENTENCES, Oddity
from axentra_core.meters.periods import Period
from axentra_core.meters.readings import standing
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import Registration, renumbered
from axentra_core.meters.settings import MetersSettings, Utility
from axentra_core.meters.units import Measure, ratio

Earlier = Mapping[str, Sequence[EarlierUse]]

# What never happens by itself though it could be billed: nobody has read it.
DOUBTFUL: Final = frozenset({Flag.ESTIMATED})


@attrs.frozen
class MeterUse:
    """What one meter has counted.

    Attributes:
        meter: its id.
        utility: code of what it counts.
        consumptions: one for each register; where the guest has come back to it, for each time.
    """

    meter: str
    utility: str
    consumptions: tuple[Consumption, ...]

    @property
    def is_known(self) -> bool:
        """Whether all of its registers tell what was used."""
        return bool(self.consumptions) and all(
            one.quantity is not None and one.decision is not Decision.REJECT
            for one in self.consumptions
        )


def uses_of(
    registration: Registration,
    meters: Iterable[MeterFacts],
    settings: MetersSettings,
    earlier: Earlier,
) -> tuple[list[MeterUse], list[Reason]]:
    """Return what meters have counted in a stay, and what somebody has to look at.

    Args:
        registration: with the readings of the stay.
        meters: as they are now.
        settings: of the house.
        earlier: what earlier stays have used, by the id of the meter.
    """
    used: list[MeterUse] = []
    reasons: list[Reason] = []
    policy = settings.policy
    if registration.moved:
        # Nobody knows for how many of the days an estimate of one house would be.
        tolerated = policy.control_tolerance, policy.control_days, policy.most_gap
        policy = ConsumptionPolicy(policy.arrival, policy.departure, *tolerated)
    for meter in meters:
        utility = settings.utility(meter.utility)
        if utility is None:
            reasons.append(_odd(Oddity.NO_PRICE, meter, utility=meter.utility))
        unit = meter.unit or registration.unit
        times = registration.units.count(unit)
        parts = visits(_readings(registration, meter), times)
        if times > 1 and len(parts) != times:
            # What was used in between could be anybody's.
            reasons.append(_odd(Oddity.RETURNED, meter, unit=unit))
            continue
        measure = None if utility is None else _measure(meter, utility, settings)
        expectation = _expectation(registration, utility, earlier.get(meter.meter, ()), measure)
        try:
            found = _counted(registration, meter, parts, expectation, policy)
        except MetersRefusal as error:
            reasons.append(refused(error, meter.meter))
            continue
        if not found:
            gone = MetersRefusal("meters.no_device", meter=meter.meter)
            reasons.append(refused(gone, meter.meter))
        used.append(MeterUse(meter.meter, meter.utility, found))
        reasons += _doubts(meter.meter, found)
    return used, reasons


def _counted(
    registration: Registration,
    meter: MeterFacts,
    parts: Sequence[Sequence[Reading]],
    expectation: Expectation,
    policy: ConsumptionPolicy,
) -> tuple[Consumption, ...]:
    """Return what a meter has counted each time that the guest has lived beside it."""
    found: list[Consumption] = []
    for part in parts:
        found += consumption(
            meter.periods,
            part,
            before=() if found else meter.before,
            expectation=expectation,
            policy=policy,
            within=_days(registration),
        )
    return tuple(found)


def visits(readings: Sequence[Reading], times: int) -> list[list[Reading]]:
    """Return the readings of each time that a guest has lived beside a meter.

    Who has come back has a first reading after a last one; what was used in between is not theirs.

    Args:
        readings: of one meter, in any order.
        times: how often they came; where it was once, a first reading that comes later is none of
            another time.
    """
    if times <= 1:
        return [list(readings)]
    found: list[list[Reading]] = [[]]
    for one in sorted(standing(readings), key=lambda one: (one.at, one.number)):
        kinds = {each.kind for each in found[-1] if not each.is_control}
        is_first = one.kind is ReadingKind.ARRIVAL and not one.is_control
        if is_first and ReadingKind.DEPARTURE in kinds:
            found.append([])
        found[-1].append(one)
    return found


def _odd(oddity: Oddity, meter: MeterFacts, **values: str) -> Reason:
    sentence = SENTENCES[oddity].format(**values)
    return Reason(oddity.value, sentence, meter.meter, None, details_of(values))


def _readings(registration: Registration, meter: MeterFacts) -> list[Reading]:
    """Return what was read in the stay and at replacements, under numbers of their own."""
    own = [
        one.reading
        for one in registration.readings
        if one.meter == meter.meter and one.reading.source is not ReadingSource.INFERRED
    ]
    first = len(registration.readings) + 1
    return own + [renumbered(one, first + place) for place, one in enumerate(meter.swaps)]


def period_of(registration: Registration) -> Period:
    """Return the days and persons that a tariff prices."""
    return Period(registration.arrival, registration.departure, registration.persons)


def _days(registration: Registration) -> tuple[datetime, datetime]:
    return (
        instant_at(registration.arrival, time(), registration.zone),
        instant_at(registration.departure, time(23, 59), registration.zone),
    )


def _measure(meter: MeterFacts, utility: Utility, settings: MetersSettings) -> Measure | None:
    """Return the measure of the registers that have a price; of others nothing is expected."""
    tariff = settings.tariff(utility, has_meter=True)
    several = (one.billed for period in meter.periods for one in period.device.registers)
    if tariff is None:
        return None
    return next((one for one in several if ratio(one, tariff.measure) is not None), None)


def _expectation(
    registration: Registration,
    utility: Utility | None,
    earlier: Sequence[EarlierUse],
    measure: Measure | None,
) -> Expectation:
    period = period_of(registration)
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
        measure,
    )


def _doubts(meter: str, found: Sequence[Consumption]) -> list[Reason]:
    return [
        Reason(note.flag.value, note.sentence, meter, one.register, details_of(note.values))
        for one in found
        for note in one.notes
        if DECISIONS[note.flag] is not Decision.BILL or note.flag in DOUBTFUL
    ]


def refused(error: MetersRefusal, meter: str | None) -> Reason:
    """Return a refusal as a reason to look."""
    register = error.values.get("register")
    return Reason(error.code, error.sentence, meter, register, details_of(error.values))
