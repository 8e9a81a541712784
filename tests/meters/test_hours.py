"""Hours that are sent for a stay: what they can be, what of them is kept, and what they price."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import settings as few
from hypothesis import strategies as st
from tests.meters.test_registration import (
    AUTOMATIC,
    BARE,
    FINALISE,
    LAST,
    OPEN,
    PAST,
    WHO,
    after,
    open_with,
    sent,
    submit,
)
from tests.meters.test_registration import END as LEFT
from tests.meters.test_registration import FIRST as FIRST_READING
from tests.meters.test_registration import START as CAME

from axentra_core.kernel.errors import InvalidInput, KeyReused
from axentra_core.meters import (
    AGGREGATES,
    Conversion,
    Device,
    DevicePeriod,
    HourBand,
    HourlyUse,
    HoursSubmitted,
    Measure,
    MetersRefusal,
    MetersSettings,
    Plausibility,
    PriceKey,
    Quantity,
    ReadingKind,
    Register,
    RegistrationStatus,
    StayHours,
    SubmitHours,
    SubmittedHours,
    Tariff,
    TariffVersion,
    UnitPrice,
    Utility,
    by_register,
    by_the_hour,
    consumption,
    hours_between,
    price,
    settle,
)
from axentra_core.meters.periods import Period
from axentra_core.meters.series import MOST_SERIES
from axentra_core.meters.submitted import MOST_HOURS_SENT

_, REGISTRATION = AGGREGATES
HOUSE = "Europe/Copenhagen"
HOUR = timedelta(hours=1)
BANDS = (HourBand(0, 6, "1"), HourBand(6, 24, "2"))
MIDNIGHT = datetime(2026, 11, 14, 23, tzinfo=UTC)


def hours(values=(1, 2, 3), since=CAME, key=None, **more):
    """Return hours as the partner sends them."""
    told = tuple(map(Decimal, values))
    until = more.pop("until", since + len(told) * HOUR)
    return SubmittedHours("M1", more.pop("register", "el"), since, until, told, key, **more)


def send(*several, **more):
    """Return the command that sends hours."""
    return SubmitHours("S1", several, **more)


def kept(values=(1, 2, 3), since=CAME, key=None):
    """Return hours as they are kept."""
    return StayHours("M1", "el", HourlyUse(since, tuple(map(Decimal, values))), key)


# What hours can be


@pytest.mark.parametrize(("day", "many"), [
    (date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 14), 24),
])  # fmt: skip
def test_a_day_has_as_many_hours_as_its_clocks(day, many) -> None:
    """Whoever fills up the short day, or leaves an hour of the long one out, is told so."""
    since, count = hours_between(day, day + timedelta(days=1), HOUSE)
    assert count == many
    until = since + many * HOUR
    assert len(hours((1,) * many, since, until=until).values) == many
    for other in {23, 24, 25} - {many}:
        with pytest.raises(InvalidInput, match=r"list\.length") as refused:
            hours((1,) * other, since, until=until)
        assert [one.path for one in refused.value.faults] == ["values"]


MALFORMED = {
    "a gap": ({"until": CAME + 5 * HOUR}, "list.length", "values"),
    "an end before the beginning": ({"until": CAME - HOUR}, "date.order", "until"),
    "half an hour": ({"until": CAME + 3.5 * HOUR}, "value.contradicts", "until"),
    "less than nothing": ({"values": (1, "-0.5", 3)}, "value.out_of_range", "values[1]"),
    "no number": ({"values": (1, 2, "NaN")}, "number.not_finite", "values[2]"),
    "no end": ({"values": (1, "Infinity", 3)}, "number.not_finite", "values[1]"),
    "a clock without a zone": ({"since": CAME.replace(tzinfo=None)}, "instant.naive", "since"),
}


@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_hours_are_told_with_their_place(what) -> None:
    """A series is whole, in order and from nothing upwards."""
    how, code, path = MALFORMED[what]
    with pytest.raises(InvalidInput) as refused:
        hours(**{"until": CAME + 3 * HOUR, **how})
    assert (code, path) in {(one.code, one.path) for one in refused.value.faults}


def test_a_year_at_once_is_possible_and_no_more() -> None:
    """So that nobody can fill the log with one call."""
    assert len(hours((0,) * MOST_HOURS_SENT).values) == 8_784
    with pytest.raises(InvalidInput, match=r"list\.length"):
        hours((0,) * (MOST_HOURS_SENT + 1))


WRONG = {
    "of another meter": ({}, "meters.meter_not_in_unit"),
    "of another register": ({"register": "HT"}, "meters.register_unknown"),
    "in another measure": ({"measure": Measure.MWH}, "meters.hours_measure"),
    "from half past": ({"since": CAME + HOUR / 2}, "meters.hours_not_full"),
    "still to come": ({"since": MIDNIGHT + timedelta(days=90)}, "meters.in_future"),
}


@pytest.mark.parametrize("what", WRONG)
def test_hours_that_cannot_be_meant_are_refused(what) -> None:
    """With a code, and nothing is kept."""
    how, code = WRONG[what]
    told = hours(**how)
    if what == "of another meter":
        told = attrs.evolve(told, meter="M9")
    after(*OPEN).when(send(told)).refused(code)


def test_hours_are_in_the_measure_that_is_billed() -> None:
    """A gas meter counts cubic metres, and its hours are told in kWh."""
    gas = Register("gas", Measure.M3, 5, 2, conversion=Conversion(Measure.KWH, "0.97", "11.2"))
    meter = attrs.evolve(BARE, periods=(DevicePeriod(Device("G1", (gas,)), CAME - 99 * HOUR),))
    first = attrs.evolve(sent("100"), register="gas")
    past = after(open_with(first, meter=meter))
    told = hours(register="gas", measure=Measure.KWH)
    assert len(past.when(send(told)).events) == 1
    past.when(send(attrs.evolve(told, measure=Measure.M3))).refused(
        "meters.hours_measure", expected=Measure.KWH, got=Measure.M3
    )


# What is kept


def test_hours_are_kept_in_the_log() -> None:
    """The state knows how many series there are, and the values stand in the event."""
    done = after(*OPEN).when(send(hours(key="h-1")))
    state = done.then(HoursSubmitted("S1", (kept(key="h-1"),), *(False, *WHO)))
    assert list(state.series) == [kept(key="h-1")]


@pytest.mark.parametrize("status", RegistrationStatus)
def test_hours_may_come_whenever_the_utility_tells_them(status) -> None:
    """They come days late, also for what was turned down; what it has is no news."""
    past = (*PAST[status],)
    done = after(*past).when(send(hours(key="h-1")))
    assert (len(done.state.series), done.state.status) == (1, status)
    assert done.state.difference_due is (status is RegistrationStatus.INVOICED)
    assert not done.state.needs_review


def test_the_same_hours_are_kept_once() -> None:
    """The same id and values are no news; other values, or another time, are refused."""
    past = after(*OPEN, send(hours(key="h-1")))
    assert past.when(send(hours(key="h-1"))).events == ()
    for other in (hours((1, 2, 4), key="h-1"), hours(since=CAME - HOUR, key="h-1")):
        refused = past.when(send(other)).refused("key.reused", key="h-1")
        assert isinstance(refused, KeyReused)
    both = past.when(send(hours(key="h-1"), hours((4,), CAME + 3 * HOUR, "h-2")))
    assert [one.partner_id for one in both.state.series] == ["h-1", "h-2"]
    twice = after(*OPEN).when(send(hours(key="h-1"), hours(key="h-1")))
    assert len(twice.state.series) == 1
    after(*OPEN).when(send(hours(key="h-1"), hours((9,), key="h-1"))).refused("key.reused")


def test_series_without_end_are_a_mistake() -> None:
    """Who sends every minute anew has a fault in their program."""
    past = after(*OPEN)
    many = [kept((0,), CAME + place * HOUR) for place in range(MOST_SERIES)]
    full = REGISTRATION.evolve(past.state, HoursSubmitted("S1", tuple(many), *(False, *WHO)))
    past.state = full
    past.when(send(hours())).refused("meters.too_many_series", most=MOST_SERIES, got=1)


# What they tell


def used(first="100", last="142", came=CAME, left=LEFT, register=None):
    """Return what two readings tell."""
    own = register or Register("el", Measure.KWH, digits=5)
    place = DevicePeriod(Device("4711", (own,)), CAME - 9_999 * HOUR)
    readings = [
        sent(first, came, ReadingKind.ARRIVAL),
        sent(last, left, ReadingKind.DEPARTURE),
    ]
    state = after(open_with(*readings, meter=attrs.evolve(BARE, periods=(place,)))).state
    (found,) = consumption((place,), [one.reading for one in state.readings])
    return found


def told_over(found, each, before=0, beyond=0):
    """Return as much for every hour from the first reading to the last, and some around."""
    start, end = found.parts[0].start.at, found.parts[-1].end.at
    since = start.replace(minute=0) - before * HOUR
    many = before + beyond - (since + before * HOUR - end) // HOUR
    return HourlyUse(since, (Decimal(each),) * many)


def test_only_hours_between_the_readings_are_the_guests() -> None:
    """The utility tells whole days; what was used before and after them is not asked."""
    found = used(left=CAME + 42 * HOUR)
    use = by_the_hour(found, [told_over(found, 1, before=9, beyond=9)], HOUSE)
    assert (use.hours.since, len(use.hours.values)) == (CAME, 42)
    assert use.quantity == Quantity(Decimal(42))


def test_an_hour_that_is_told_again_is_as_it_was_told_last() -> None:
    """First the utility estimates, and then it knows."""
    found = used(left=CAME + 42 * HOUR)
    first = told_over(found, 3)
    better = HourlyUse(CAME, (Decimal(1),) * 42)
    assert by_the_hour(found, [first, better], HOUSE).hours == better
    with pytest.raises(MetersRefusal, match="hours_differ"):
        by_the_hour(found, [better, first], HOUSE)


def test_a_series_may_come_in_parts_and_in_any_order() -> None:
    """A day at a time, a later one first."""
    found = used(left=CAME + 42 * HOUR)
    parts = [
        HourlyUse(CAME + place * HOUR, (Decimal(1),) * min(10, 42 - place))
        for place in range(0, 42, 10)
    ]
    assert by_the_hour(found, parts[::-1], HOUSE).hours.total == 42


def test_a_gap_is_named_with_its_first_hour() -> None:
    """So that the partner can send what is missing."""
    found = used(left=CAME + 42 * HOUR)
    series = [HourlyUse(CAME, (Decimal(1),) * 20), HourlyUse(CAME + 23 * HOUR, (Decimal(1),) * 19)]
    with pytest.raises(MetersRefusal) as refused:
        by_the_hour(found, series, HOUSE)
    assert refused.value.code == "meters.hours_incomplete"
    said = refused.value.values
    assert (said["missing"], said["hours"], said["at"]) == (3, 42, "2026-11-15 11:00 UTC")


def test_without_a_last_reading_hours_tell_nothing() -> None:
    """An estimate has no hours, and nobody has sent any."""
    found = used()
    assert by_the_hour(found, [], HOUSE) is None
    part = attrs.evolve(found.parts[0], end=None)
    open_end = attrs.evolve(found, parts=(part,))
    assert by_the_hour(open_end, [told_over(found, 1)], HOUSE) is None


APART = {
    # hours of a unit each, and what else may be off: a display hides less than one step
    "less than a step below": ("0.98", "0", True),
    "a step above": ("1.02", "0", True),
    "more than a step": ("1.05", "0", False),
    "more, where the house allows it": ("1.05", "2", True),
    "nothing at all": ("0", "0", False),
}


@pytest.mark.parametrize("what", APART)
def test_hours_may_be_as_far_off_as_a_display_hides(what) -> None:
    """Whole kWh at both ends are no error; more than that is looked at."""
    each, most_off, is_close = APART[what]
    found = used(left=CAME + 42 * HOUR)
    series = [told_over(found, each)]
    if is_close:
        assert by_the_hour(found, series, HOUSE, Decimal(most_off)).quantity.amount == 42
    else:
        with pytest.raises(MetersRefusal, match="hours_differ"):
            by_the_hour(found, series, HOUSE, Decimal(most_off))


def test_what_others_use_in_the_hour_of_a_reading_may_be_off() -> None:
    """The house was cleaned before the guest has read at twelve minutes past."""
    came = CAME + timedelta(minutes=12)
    found = used(came=came, left=CAME + 42 * HOUR)
    values = (Decimal(30), *(Decimal(1),) * 41)
    assert by_the_hour(found, [HourlyUse(CAME, values)], HOUSE).quantity.amount == 42
    exact = used(left=CAME + 42 * HOUR)
    with pytest.raises(MetersRefusal, match="hours_differ"):
        by_the_hour(exact, [HourlyUse(CAME, values)], HOUSE)


def test_a_display_behind_a_transformer_hides_more() -> None:
    """A step of forty is forty that nobody sees."""
    coarse = Register("el", Measure.KWH, digits=5, factor=Decimal(40))
    found = used("100", "101", left=CAME + 42 * HOUR, register=coarse)
    assert by_the_hour(found, [told_over(found, 1)], HOUSE).quantity.amount == 40


# What they price


def tariff(*usage, key=PriceKey.ARRIVAL, versions=None):
    """Return a tariff of electricity."""
    held = versions or (TariffVersion(usage=usage),)
    return Tariff("el-26", "DKK", Measure.KWH, held, key, HOUSE)


def house(own, **plausible):
    """Return a house that charges electricity by a tariff."""
    electricity = Utility("el", "el-26", "7001", plausible=Plausibility(**plausible))
    return MetersSettings(utilities=(electricity,), tariffs=(own,))


BY_HOUR, FLAT = tariff(UnitPrice(hours=BANDS)), tariff(UnitPrice(price="2"))


def waiting(*more, value="142", left=CAME + 42 * HOUR):
    """Return a registration with two readings, to which more has happened."""
    last = sent(value, left, ReadingKind.DEPARTURE)
    return after(open_with(FIRST_READING, meter=BARE), submit(last), *more).state


def settled(state, own, **plausible):
    """Return what a registration comes to by the hours it has."""
    return settle(state, house(own, **plausible), hours=by_register(state.series))


def test_the_readings_tell_how_much_and_the_hours_when() -> None:
    """Forty-two by the readings, forty-one by the hours: the bands share the forty-two."""
    each = Decimal("41.16") / 42
    state = waiting(send(hours((each,) * 42)))
    found = settled(state, BY_HOUR)
    (line,) = found.bills[0].bill.lines
    # From four o'clock in the afternoon on, for 42 hours: two nights of six hours.
    assert [str(one.quantity) for one in line.portions] == ["12", "30"]
    assert (found.reasons, line.gross) == ((), Decimal("72.00"))
    assert sum(one.quantity.exact for one in line.portions) == 42


@pytest.mark.parametrize(("day", "many"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_hour_that_comes_twice_has_its_price_twice(day, many) -> None:
    """And one that clocks skip has none: nights of five and of seven hours."""
    since, _ = hours_between(day, day + timedelta(days=1), HOUSE)
    found = used("100", f"{100 + many}", since, since + many * HOUR)
    use = by_the_hour(found, [HourlyUse(since, (Decimal(1),) * many)], HOUSE)
    bill = price(BY_HOUR, [use], Period(day, day + timedelta(days=1)))
    assert bill.gross == (many - 18) + 2 * 18


def test_a_tariff_by_the_hour_waits_for_its_hours() -> None:
    """They come days late: until then nobody bills it, and then it is whole."""
    bare = settled(waiting(), BY_HOUR)
    assert [one.reason for one in bare.reasons] == ["meters.hours_missing"]
    part = settled(waiting(send(hours((1,) * 40))), BY_HOUR)
    assert [(one.reason, one.meter) for one in part.reasons] == [("meters.hours_incomplete", "M1")]
    assert (bare.bills, part.bills) == ((), ())
    assert settled(waiting(send(hours((1,) * 42))), BY_HOUR).reasons == ()


def test_hours_that_contradict_the_readings_are_looked_at_by_any_tariff() -> None:
    """Somebody has misread the meter; by a flat price it can be billed once somebody has looked."""
    state = waiting(send(hours((2,) * 42)))
    for own, lines in ((BY_HOUR, 0), (FLAT, 1)):
        found = settled(state, own)
        assert [one.reason for one in found.reasons] == ["meters.hours_differ"]
        assert len(found.figures.lines) == lines
    assert settled(state, FLAT, hours_off=Decimal(42)).reasons == ()


def test_hours_that_are_not_asked_for_may_be_incomplete() -> None:
    """A flat price needs none."""
    assert settled(waiting(send(hours((1,) * 40))), FLAT).reasons == ()


def test_hours_on_the_day_of_departure_are_billed_by_every_key() -> None:
    """The last morning is no night, and still the guest's own use."""
    change = date(2026, 11, 15)
    versions = (
        TariffVersion(last=change, usage=(UnitPrice(hours=BANDS),)),
        TariffVersion(first=change + timedelta(days=1), usage=(UnitPrice(hours=BANDS),)),
    )
    state = waiting(send(hours((1,) * 162)), value="262", left=LEFT)
    for key in PriceKey:
        if key is PriceKey.SEGMENT:
            continue
        found = settled(state, tariff(key=key, versions=versions))
        assert sum(line.quantity.exact for line in found.bills[0].bill.lines) == 162
        assert found.figures.gross == 42 + 2 * 120


def test_a_bill_may_have_a_difference_when_hours_come_late() -> None:
    """What is told after the invoice is looked at once more."""
    done = after(*OPEN, submit(LAST), FINALISE, AUTOMATIC).when(send(hours()))
    assert done.state.difference_due


uses = st.lists(st.integers(0, 400), min_size=1, max_size=60)


@few(max_examples=150, deadline=None)
@for_all(uses, st.integers(0, 59), st.integers(0, 59), st.integers(0, 99))
def test_a_true_series_is_never_doubted(shown, after_hour, before_hour, hidden) -> None:
    """Whatever minute was read and whatever the display hides, and all of it is priced."""
    truth = [Decimal(one) / 100 for one in shown]
    came = CAME + timedelta(minutes=after_hour)
    left = max(came, CAME + len(truth) * HOUR - timedelta(minutes=before_hour))
    counter = Decimal(100) + Decimal(hidden) / 100

    def at(moment) -> Decimal:
        """Return what the counter has counted, used evenly in each hour."""
        whole, rest = divmod(moment - CAME, HOUR)
        part = truth[whole] * Decimal(rest // timedelta(minutes=1)) / 60 if rest else Decimal(0)
        return counter + sum(truth[:whole], Decimal(0)) + part

    found = used(str(int(at(came))), str(int(at(left))), came, left)
    use = by_the_hour(found, [HourlyUse(CAME, tuple(truth))], HOUSE)
    bill = price(BY_HOUR, [use], Period(date(2026, 11, 14), date(2026, 11, 21)))
    (line,) = bill.lines
    assert sum(one.quantity.exact for one in line.portions) == found.quantity.exact
    assert found.quantity.exact <= line.gross <= 2 * found.quantity.exact
