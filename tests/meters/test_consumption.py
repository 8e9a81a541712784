"""From readings to a use: what is recovered exactly, and what somebody has to look at."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.meters import (
    ConsumptionPolicy,
    Conversion,
    Decision,
    Device,
    DevicePeriod,
    EarlierUse,
    EstimateMethod,
    Expectation,
    Flag,
    Measure,
    MetersRefusal,
    Preference,
    Quality,
    Quantity,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    consumption,
    estimate,
)

D = Decimal
KWH = Measure.KWH
BUILT = datetime(2020, 1, 1, tzinfo=UTC)
START = datetime(2026, 7, 4, 14, tzinfo=UTC)
END = datetime(2026, 7, 11, 8, tzinfo=UTC)
SWAP = datetime(2026, 7, 8, 9, tzinfo=UTC)
FIVE = Register("el", KWH, digits=5)
ARRIVAL, DEPARTURE = ReadingKind.ARRIVAL, ReadingKind.DEPARTURE
BETWEEN, OUT, IN, CONTROL = (
    ReadingKind.INTERMEDIATE,
    ReadingKind.REMOVAL,
    ReadingKind.INSTALLATION,
    ReadingKind.CONTROL,
)


def in_place(register=FIVE, number="A", since=BUILT, until=None):
    """Return a device with one register."""
    return DevicePeriod(Device(number, (register,)), since, until)


def reading(number, value, at, kind, **more):
    """Return a reading of the register."""
    return Reading(number, more.pop("register", "el"), value, at, kind, **more)


def two(first, last, **more):
    """Return a first and a last reading."""
    return (reading(1, first, START, ARRIVAL), reading(2, last, END, DEPARTURE, **more))


def used(readings, register=FIVE, periods=None, policy=None, most=None, **more):
    """Return the use of a meter with one register."""
    expectation = more.pop("expectation", Expectation(most=most))
    (found,) = consumption(
        periods or (in_place(register),),
        readings,
        expectation=expectation,
        policy=policy or ConsumptionPolicy(),
        **more,
    )
    return found


def told(found):
    """Return what matters of a use: the quantity, the decision and the flags."""
    quantity = None if found.quantity is None else str(found.quantity)
    return quantity, found.decision.value, [flag.value for flag in found.flags]


@pytest.mark.parametrize(
    ("first", "last", "digits", "most", "expected"),
    [
        (99999, 12, 5, 1000, ("13", "bill", ["rollover"])),
        (99986, 11, 5, 25, ("25", "bill", ["rollover"])),
        (99986, 11, 5, 24, (None, "review", ["decreasing"])),
        (12500, 12480, 5, 1400, (None, "review", ["decreasing"])),
        (99999, 12, None, 1000, (None, "review", ["decreasing"])),
        (99999, 12, 5, None, (None, "review", ["decreasing"])),
        (500, 500, 5, 1000, ("0", "bill", [])),
        (500, 1501, 5, 1000, ("1001", "review", ["implausible"])),
        (500, 123450, 5, 1000, (None, "reject", ["exceeds_register"])),
        (500, "500.5", 5, 1000, (None, "reject", ["too_many_decimals"])),
    ],
)
def test_a_lower_reading_is_never_silently_a_rollover(first, last, digits, most, expected) -> None:
    """Known digits and a plausible use, or somebody looks."""
    register = attrs.evolve(FIVE, digits=digits)
    assert told(used(two(first, last), register, most=most)) == expected


@pytest.mark.parametrize(("first", "last", "many"), [(10, 20, "10"), (990, 20, "30")])
def test_a_register_that_may_have_gone_round_twice(first, last, many) -> None:
    """With three digits and 1,400 kWh plausible, nobody can tell from the display."""
    found = used(two(first, last), attrs.evolve(FIVE, digits=3), most=1400)
    assert found.decision is Decision.REVIEW
    assert Flag.ROLLOVER_UNCERTAIN in found.flags
    assert str(found.quantity) == many


def test_a_rollover_behind_a_transformer() -> None:
    """What is plausible is asked in kWh, not in what the display shows."""
    register = Register("el", KWH, digits=3, decimals=1, factor=40)
    assert told(used(two("999.5", "0.5"), register, most=100)) == ("40", "bill", ["rollover"])
    assert told(used(two("999.5", "0.5"), register, most=39))[1:] == ("review", ["decreasing"])


def test_gas_is_billed_as_energy() -> None:
    """The register counts cubic metres, the use is told in kWh."""
    gas = Register(
        "el",
        Measure.M3,
        digits=5,
        decimals=3,
        conversion=Conversion(KWH, D("0.9692"), D("11.295")),
    )
    found = used(two("1000", "1042"), gas)
    assert found.quantity == Quantity(D("459.778788"))
    assert found.measure is KWH
    assert "42 x 0.9692 x 11.295 kWh = 459.778788 kWh" in found.sentences[0]


def test_a_meter_is_replaced_without_its_last_reading() -> None:
    """Nobody guesses what the old one has counted."""
    periods = (in_place(until=SWAP), in_place(number="B", since=SWAP))
    whole = [
        reading(1, 45120, START, ARRIVAL),
        reading(2, 45188, SWAP, OUT),
        reading(3, 3, SWAP, IN),
        reading(4, 97, END, DEPARTURE),
    ]
    assert told(used(whole, periods=periods)) == ("162", "bill", ["meter_replaced"])
    for missing in (1, 2):
        found = used(whole[:missing] + whole[missing + 1 :], periods=periods)
        assert found.decision is Decision.REVIEW
        assert Flag.REPLACEMENT_INCOMPLETE in found.flags
        assert found.quantity is None
    assert told(used([whole[0], whole[3]], periods=periods))[1] == "review"


def test_a_device_that_nobody_has_registered() -> None:
    """The photo shows another number than the one that is known."""
    found = used(two(100, 150, device="B"))
    assert told(found) == ("50", "review", ["other_device"])


def test_a_register_that_was_set_back() -> None:
    """A reset has a last and a first reading as a replacement has."""
    readings = [
        reading(1, 500, START, ARRIVAL),
        reading(2, 560, SWAP, OUT),
        reading(3, 0, SWAP, IN),
        reading(4, 40, END, DEPARTURE),
    ]
    assert told(used(readings)) == ("100", "bill", ["meter_replaced"])
    for missing in (1, 2):
        found = used(readings[:missing] + readings[missing + 1 :])
        assert found.decision is Decision.REVIEW
        assert found.quantity is None


def test_several_devices_with_other_registers() -> None:
    """Each register has its own line, whichever device has it."""
    day, night = Register("HT", KWH, digits=5), Register("NT", KWH, digits=5)
    old = DevicePeriod(Device("A", (day, night)), BUILT, SWAP)
    new = DevicePeriod(Device("B", (attrs.evolve(day, digits=6),)), SWAP)
    readings = [
        reading(1, 100, START, ARRIVAL, register="HT"),
        reading(2, 200, START, ARRIVAL, register="NT"),
        reading(3, 150, SWAP, OUT, register="HT"),
        reading(4, 230, SWAP, OUT, register="NT"),
        reading(5, 0, SWAP, IN, register="HT"),
        reading(6, 25, END, DEPARTURE, register="HT"),
    ]
    found = consumption((new, old), readings)
    assert [(one.register, str(one.quantity)) for one in found] == [("HT", "75"), ("NT", "30")]
    assert {one.decision for one in found} == {Decision.BILL}


def test_devices_in_other_units() -> None:
    """The new heat meter counts MWh where the old one counted GJ: the first one's unit is told."""
    old = in_place(Register("el", Measure.GJ, decimals=1), "A", BUILT, SWAP)
    new = in_place(Register("el", Measure.MWH, decimals=1), "B", SWAP)
    readings = [
        reading(1, "10.0", START, ARRIVAL),
        reading(2, "11.0", SWAP, OUT),
        reading(3, "0.0", SWAP, IN),
        reading(4, "0.5", END, DEPARTURE),
    ]
    found = used(readings, periods=(old, new))
    assert found.quantity == Quantity(D("2.8"))
    litres = in_place(Register("el", Measure.LITRE, decimals=1), "B", SWAP)
    with pytest.raises(MetersRefusal) as caught:
        used(readings, periods=(old, litres))
    assert caught.value.code == "meters.not_convertible"


LEFT = Reading(9, "el", 20000, START - timedelta(days=3), DEPARTURE)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (20000, ("150", "bill", [])),
        (20010, ("140", "bill", ["gap"])),
        (19990, ("160", "review", ["overlap"])),
    ],
)
def test_what_lies_between_two_stays(first, expected) -> None:
    """A gap is the owner's; a first reading below the last one before is an overlap."""
    assert told(used(two(first, 20150), before=(LEFT,))) == expected


def test_a_gap_that_is_too_large() -> None:
    """More than an empty house uses: the guest before may have misread."""
    policy = ConsumptionPolicy(most_gap=5)
    found = used(two(20010, 20150), before=(LEFT,), policy=policy)
    assert told(found) == ("140", "review", ["gap_too_large"])


def test_a_first_reading_that_is_missing() -> None:
    """The last one before stands in, and it is said; without one somebody looks."""
    (_, last) = two(0, 20150)
    corrected = Reading(10, "el", 20050, LEFT.at, DEPARTURE, supersedes=9)
    assert told(used([last], before=(LEFT,))) == ("150", "bill", ["start_inferred"])
    assert told(used([last], before=(LEFT, corrected)))[0] == "100"
    assert told(used([last])) == (None, "review", ["start_missing"])
    inferred = attrs.evolve(LEFT, number=1, kind=ARRIVAL, source=ReadingSource.INFERRED)
    assert told(used([inferred, last])) == ("150", "bill", ["start_inferred"])
    # What another device has shown stands in for nothing.
    found = used([last], periods=(in_place(since=START - timedelta(1)),), before=(LEFT,))
    assert told(found) == (None, "review", ["start_missing"])


def test_a_last_reading_that_is_missing() -> None:
    """Estimated by a stated method where the house allows it, and marked; else somebody looks."""
    first = [reading(1, 20000, START, ARRIVAL)]
    expectation = Expectation(persons=4, days=7, average=D("6.6"))
    assert told(used(first, expectation=expectation)) == (None, "review", ["end_missing"])
    policy = ConsumptionPolicy(estimate=EstimateMethod.AVERAGE)
    found = used(first, expectation=expectation, policy=policy)
    assert told(found) == ("184.8", "bill", ["estimated"])
    assert "times persons and days" in " ".join(found.sentences)
    # An average that nobody has stated is none.
    assert told(used(first, policy=policy)) == (None, "review", ["end_missing"])


def test_an_estimate_by_earlier_stays() -> None:
    """What others have used per person and day in the same house."""
    earlier = (EarlierUse(100, 2, 5), EarlierUse(200, 4, 5))
    expectation = Expectation(persons=3, days=7, earlier=earlier)
    assert estimate(EstimateMethod.EARLIER_STAYS, expectation) == Quantity(D(210))
    assert estimate(EstimateMethod.AVERAGE, expectation) is None
    policy = ConsumptionPolicy(estimate=EstimateMethod.EARLIER_STAYS)
    readings = [reading(1, 20000, START, ARRIVAL), reading(2, 20050, SWAP, BETWEEN)]
    found = used(readings, expectation=expectation, policy=policy)
    assert told(found) == ("210", "bill", ["estimated"])
    assert [str(part.quantity) for part in found.parts] == ["50", "160"]


def test_outliers_with_their_numbers() -> None:
    """Against a stated average, or what earlier stays have used; above and below."""
    stated = Expectation(persons=4, days=7, average=D("6.6"))
    found = used(two(0, 850), expectation=stated)
    assert told(found) == ("850", "review", ["outlier"])
    assert "30.357 per person and day is above 19.8" in found.sentences[1]
    earlier = Expectation(persons=4, days=7, earlier=(EarlierUse(280, 4, 7),), least=D("0.1"))
    assert told(used(two(0, 840), expectation=earlier))[1] == "bill"
    assert told(used(two(0, 841), expectation=earlier))[2] == ["outlier"]
    assert told(used(two(0, 28), expectation=earlier))[1] == "bill"
    assert "is below 1, 0.1 times" in used(two(0, 27), expectation=earlier).sentences[1]


def test_registers_are_compared_together() -> None:
    """What a person uses a day is used by day and by night."""
    registers = (Register("HT", KWH), Register("NT", KWH))
    readings = [
        reading(1, 0, START, ARRIVAL, register="HT"),
        reading(2, 0, START, ARRIVAL, register="NT"),
        reading(3, 60, END, DEPARTURE, register="HT"),
        reading(4, 60, END, DEPARTURE, register="NT"),
    ]
    place = DevicePeriod(Device("A", registers), BUILT)
    expectation = Expectation(days=7, average=5, most_per_day=16)
    found = consumption((place,), readings, expectation=expectation)
    assert [one.flags for one in found] == [(Flag.IMPLAUSIBLE, Flag.OUTLIER)] * 2
    relaxed = attrs.evolve(expectation, most=None, most_per_day=100, average=10)
    found = consumption((place,), readings, expectation=relaxed)
    assert {one.decision for one in found} == {Decision.BILL}


@pytest.mark.parametrize(
    ("value", "days", "expected"),
    [
        (1150, 1, ("150", "bill", [])),
        (1155, 1, ("150", "bill", [])),
        (1156, 1, ("150", "review", ["control_differs"])),
        (1900, 5, ("150", "bill", ["control_stale"])),
    ],
)
def test_control_readings_inform(value, days, expected) -> None:
    """They never overwrite; how far off they may be decides whether somebody looks."""
    control = reading(3, value, END + timedelta(days=days), CONTROL, source=ReadingSource.UTILITY)
    policy = ConsumptionPolicy(control_tolerance=5)
    assert told(used([*two(1000, 1150), control], policy=policy)) == expected
    assert told(used([*two(1000, 1150), control]))[1] == "bill"


def test_a_control_reading_beside_a_rollover() -> None:
    """99998 and 00001 are three apart."""
    control = reading(3, 99998, START, CONTROL, source=ReadingSource.UTILITY)
    readings = [reading(1, 1, START, ARRIVAL), reading(2, 50, END, DEPARTURE), control]
    for tolerance, decision in ((3, "bill"), (2, "review")):
        policy = ConsumptionPolicy(control_tolerance=tolerance)
        assert told(used(readings, policy=policy))[1] == decision


def test_readings_that_do_not_count_are_told() -> None:
    """The guest sees why another number stands on the bill."""
    guest = reading(3, 20112, START + timedelta(hours=1), ARRIVAL, source=ReadingSource.GUEST)
    readings = [*two(20100, 20230), guest]
    assert told(used(readings)) == ("130", "bill", ["not_counted"])
    policy = ConsumptionPolicy(arrival=Preference.GUEST_FIRST)
    assert told(used(readings, policy=policy)) == ("118", "bill", ["not_counted"])


def test_a_corrected_reading_is_told() -> None:
    """It counts instead of the one that it supersedes."""
    first, last = two(20100, 20230)
    again = reading(3, 20200, END, DEPARTURE, supersedes=2, quality=Quality.CORRECTED)
    assert told(used([first, last, again])) == ("100", "bill", ["corrected"])


def test_readings_out_of_their_place_in_time() -> None:
    """A departure before the arrival, and what was read outside both."""
    late = [reading(1, 100, END, ARRIVAL), reading(2, 150, START, DEPARTURE)]
    assert told(used(late)) == (None, "review", ["out_of_order"])
    outside = [*two(100, 150), reading(3, 160, END + timedelta(1), BETWEEN)]
    assert told(used(outside)) == ("50", "review", ["out_of_order"])
    down = [*two(100, 150), reading(3, 90, SWAP, BETWEEN)]
    assert told(used(down)) == (None, "review", ["decreasing"])


def test_readings_of_a_time_without_the_device() -> None:
    """What was read before it hung there is not its reading."""
    found = used(two(100, 150), periods=(in_place(since=SWAP),))
    assert told(found)[1:] == ("review", ["start_missing"])


def test_nothing_is_in_place() -> None:
    """A meter without a device has no registers to tell of."""
    assert consumption((), two(1, 2)) == ()


def test_a_use_explains_itself() -> None:
    """From what is shown to what is decided, in order."""
    assert used(two(99999, 12), most=1000).sentences == (
        (
            "register el of device A: 99999 at 2026-07-04 14:00 UTC to 12 at 2026-07-11 08:00 UTC "
            "is 13 = 13 kWh"
        ),
        "the register has gone round from 99999 to 12: 13 used, which is plausible",
        "register el: 13 kWh was used; it can be billed",
    )
    lower = used(two(12500, 12480), most=1400).sentences
    assert "gone round it would be 99980, more than the plausible 1400" in lower[0]
    assert lower[-1].endswith("nobody can tell what was used; somebody has to look at it")


# --- what holds for every use ---


@for_all(st.lists(st.integers(0, 300), min_size=1, max_size=6), st.integers(0, 99_999))
def test_a_use_does_not_depend_on_where_a_period_is_split(uses, first) -> None:
    """What was used from a to c is what was used from a to b and from b to c (invariant 52)."""
    shown = [first]
    for many in uses:
        shown.append((shown[-1] + many) % 100_000)
    at = [START + timedelta(hours=place) for place in range(len(shown))]

    def between(low, high):
        readings = [
            reading(place + 1, shown[place], at[place], BETWEEN) for place in range(low, high + 1)
        ]
        readings[0] = attrs.evolve(readings[0], kind=ARRIVAL)
        if high > low:
            readings[-1] = attrs.evolve(readings[-1], kind=DEPARTURE)
        return used(readings, most=5000).quantity.exact

    last = len(uses)
    for cut in range(1, last):
        assert between(0, cut) + between(cut, last) == between(0, last) == sum(uses)
    ends = [reading(1, shown[0], at[0], ARRIVAL), reading(2, shown[-1], at[-1], DEPARTURE)]
    assert used(ends, most=5000).quantity.exact == sum(uses)


@for_all(
    st.integers(0, 120_000),
    st.integers(0, 120_000),
    st.sampled_from([None, 5]),
    st.sampled_from([None, 500, 150_000]),
    st.sampled_from([None, 3]),
    st.sampled_from([1, 40]),
)
def test_the_common_case_is_no_other_rule(first, last, digits, most, average, factor) -> None:
    """Two plain readings are reckoned the short way, and come to the same as the long way."""
    register = attrs.evolve(FIVE, digits=digits, factor=factor)
    expectation = Expectation(most=most, average=average)
    readings = two(first, last)
    # An intermediate reading that says the same as the first takes the long way.
    again = reading(3, first, START, BETWEEN)
    short = used(readings, register, expectation=expectation)
    long = used([*readings, again], register, expectation=expectation)
    assert (short.quantity, short.decision) == (long.quantity, long.decision)
    assert set(short.flags) == set(long.flags)
