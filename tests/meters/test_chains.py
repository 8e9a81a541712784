"""Which readings a use begins and ends with, and what cannot follow what."""

from datetime import timedelta

import attrs
import pytest
from tests.meters.test_consumption import (
    ARRIVAL,
    BETWEEN,
    BUILT,
    DEPARTURE,
    END,
    FIVE,
    IN,
    KWH,
    OUT,
    START,
    SWAP,
    D,
    in_place,
    reading,
    told,
    two,
    used,
)

from axentra_core.meters import (
    ConsumptionPolicy,
    Decision,
    Device,
    DevicePeriod,
    EstimateMethod,
    Expectation,
    Flag,
    Preference,
    Quality,
    ReadingSource,
    Register,
    consumption,
)

GUEST = ReadingSource.GUEST
DAY = timedelta(days=1)
SWAPPED = (in_place(until=SWAP), in_place(number="B", since=SWAP))
REPLACED = [reading(10, 560, SWAP, OUT), reading(11, 7, SWAP, IN)]


# --- whose reading counts, across devices ---


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference.GUEST_FIRST, ("40", "bill", ["not_counted"])),
        (Preference.LATEST, ("40", "bill", ["not_counted"])),
        (Preference.STAFF_FIRST, ("100", "bill", ["meter_replaced", "not_counted"])),
    ],
)
def test_a_device_that_is_replaced_between_two_first_readings(preference, expected) -> None:
    """Staff read the old one on the day before, the guest the new one: one of the two counts."""
    readings = [
        reading(1, 500, SWAP - DAY / 2, ARRIVAL),
        *REPLACED,
        reading(2, 7, SWAP + DAY / 2, ARRIVAL, source=GUEST),
        reading(3, 47, END, DEPARTURE),
    ]
    policy = ConsumptionPolicy(arrival=preference)
    assert told(used(readings, periods=SWAPPED, policy=policy)) == expected


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference.GUEST_FIRST, ("60", "bill", ["not_counted"])),
        (Preference.STAFF_FIRST, ("100", "bill", ["meter_replaced", "not_counted"])),
        (Preference.LATEST, ("100", "bill", ["meter_replaced", "not_counted"])),
    ],
)
@pytest.mark.parametrize("before", [timedelta(0), DAY / 2], ids=["at_once", "hours_before"])
def test_a_device_that_is_replaced_between_two_last_readings(before, preference, expected) -> None:
    """The guest has read the old one when it went, staff the new one at the end."""
    readings = [
        reading(1, 500, START, ARRIVAL),
        reading(2, 560, SWAP - before, DEPARTURE, source=GUEST),
        *REPLACED,
        reading(3, 47, SWAP - before + DAY, DEPARTURE),
    ]
    policy = ConsumptionPolicy(departure=preference)
    assert told(used(readings, periods=SWAPPED, policy=policy)) == expected


def test_each_register_begins_with_its_own_first_reading() -> None:
    """The night register was read by the guest alone, and after the replacement."""
    day, night = Register("HT", KWH, digits=5), Register("NT", KWH, digits=5)
    periods = (
        DevicePeriod(Device("A", (day, night)), BUILT, SWAP),
        DevicePeriod(Device("B", (day, night)), SWAP),
    )
    readings = [
        reading(1, 500, START, ARRIVAL, register="HT"),
        reading(2, 560, SWAP, OUT, register="HT"),
        reading(3, 7, SWAP, IN, register="HT"),
        reading(4, 90, SWAP, OUT, register="NT"),
        reading(5, 3, SWAP, IN, register="NT"),
        reading(6, 4, SWAP + DAY, ARRIVAL, register="NT", source=GUEST),
        reading(7, 47, END, DEPARTURE, register="HT"),
        reading(8, 14, END, DEPARTURE, register="NT"),
    ]
    before = (reading(1, 80, START - DAY, DEPARTURE, register="NT"),)
    found = consumption(periods, readings, before=before)
    assert [(one.register, str(one.quantity)) for one in found] == [("HT", "100"), ("NT", "10")]


def test_what_the_guest_before_has_read_of_the_old_device_is_of_that_one() -> None:
    """They left at the instant at which it was replaced; nothing is known of the new one."""
    left = reading(9, 20_000, START - DAY, DEPARTURE)
    periods = (in_place(until=START - DAY), in_place(number="B", since=START - DAY))
    (_, last) = two(0, 20_150)
    found = used([last], periods=periods, before=(left,))
    assert told(found) == (None, "review", ["start_missing"])
    installed = reading(8, 20_100, START - DAY, IN)
    assert told(used([last], periods=periods, before=(left, installed)))[0] == "50"


@pytest.mark.parametrize("numbers", [(8, 9), (9, 8)], ids=["in_order", "sent_late"])
def test_the_last_reading_before_is_the_one_that_was_taken_last(numbers) -> None:
    """Not the one that was sent last: a late message does not move a use."""
    before = (
        reading(numbers[0], 20_000, START - 3 * DAY, DEPARTURE),
        reading(numbers[1], 20_050, START - DAY, DEPARTURE),
    )
    (_, last) = two(0, 20_150)
    assert told(used([last], before=before)) == ("100", "bill", ["start_inferred"])


# --- at the instant of a replacement ---


@pytest.mark.parametrize(
    "readings",
    [
        # A first reading taken after the register was set back, at the same instant.
        [
            reading(1, 0, SWAP, ARRIVAL),
            reading(2, 560, SWAP, OUT),
            reading(3, 0, SWAP, IN),
            reading(4, 40, END, DEPARTURE),
        ],
        # A last reading taken before.
        [
            reading(1, 500, START, ARRIVAL),
            reading(2, 560, SWAP, OUT),
            reading(3, 0, SWAP, IN),
            reading(4, 560, SWAP, DEPARTURE),
        ],
        # One in between that is of the other side.
        [
            reading(1, 500, START, ARRIVAL),
            reading(2, 530, SWAP, BETWEEN),
            reading(3, 560, SWAP, OUT),
            reading(4, 0, SWAP, IN),
            reading(5, 40, END, DEPARTURE),
        ],
    ],
    ids=["arrival", "departure", "intermediate"],
)
def test_nothing_is_used_in_no_time(readings) -> None:
    """Two values at the instant of a reset: one of them is of the other side of it."""
    found = used(readings)
    assert Flag.OUT_OF_ORDER in found.flags
    assert (found.quantity, found.decision) == (None, Decision.REVIEW)


@pytest.mark.parametrize(("value", "is_told"), [(7, True), (8, False)])
def test_who_comes_while_a_device_is_replaced_reads_what_is_installed(value, is_told) -> None:
    """The same value is no doubt; with another one nobody knows with which the use begins."""
    readings = [reading(1, value, SWAP, ARRIVAL), *REPLACED, reading(3, 47, END, DEPARTURE)]
    found = used(readings, periods=SWAPPED)
    expected = ("40", "bill", []) if is_told else (None, "review", ["replacement_incomplete"])
    assert told(found) == expected


def test_the_same_value_at_that_instant_is_no_doubt() -> None:
    """Who arrives while it is set back begins with what the device showed last."""
    readings = [
        reading(1, 560, SWAP, ARRIVAL),
        reading(2, 560, SWAP, OUT),
        reading(3, 0, SWAP, IN),
        reading(4, 40, END, DEPARTURE),
    ]
    assert told(used(readings)) == ("40", "bill", ["meter_replaced"])


# --- estimates ---


def test_a_reading_that_is_an_estimate_is_looked_at() -> None:
    """Whoever sends it: nobody has read the device, and no house has agreed to that."""
    first, last = two(100, 150)
    guessed = attrs.evolve(last, quality=Quality.ESTIMATED)
    assert told(used([first, guessed])) == ("50", "review", ["reading_estimated"])
    assert told(used([attrs.evolve(first, quality=Quality.ESTIMATED), last]))[1] == "review"
    # What corrects it was read.
    read = reading(3, 160, END, DEPARTURE, supersedes=2, quality=Quality.CORRECTED)
    assert told(used([first, guessed, read])) == ("60", "bill", ["corrected"])


def test_an_estimate_is_not_less_than_what_was_read() -> None:
    """After 200 kWh in three days a week of 184.8 is no estimate any more."""
    policy = ConsumptionPolicy(estimate=EstimateMethod.AVERAGE)
    expectation = Expectation(persons=4, days=7, average=D("6.6"))
    for many, expected in (
        (184, ("184.8", "bill", ["estimated"])),
        (200, (None, "review", ["end_missing"])),
    ):
        readings = [reading(1, 1000, START, ARRIVAL), reading(2, 1000 + many, SWAP, BETWEEN)]
        assert told(used(readings, expectation=expectation, policy=policy)) == expected


def test_an_estimate_is_as_plausible_as_a_reading() -> None:
    """An average that a house finds impossible is looked at."""
    policy = ConsumptionPolicy(estimate=EstimateMethod.AVERAGE)
    expectation = Expectation(persons=4, days=7, average=D("6.6"), most=180)
    found = used([reading(1, 1000, START, ARRIVAL)], expectation=expectation, policy=policy)
    assert told(found) == ("184.8", "review", ["estimated", "implausible"])


# --- what is plausible ---


def test_what_is_too_much_already_is_told_though_a_register_is_missing() -> None:
    """The day register alone has counted more than both can; too little nobody can say yet."""
    registers = (Register("HT", KWH), Register("NT", KWH))
    place = DevicePeriod(Device("A", registers), BUILT)
    readings = [
        reading(1, 0, START, ARRIVAL, register="HT"),
        reading(2, 0, START, ARRIVAL, register="NT"),
        reading(3, 700, END, DEPARTURE, register="HT"),
    ]
    found = consumption((place,), readings, expectation=Expectation(most=600))
    assert [one.flags for one in found] == [
        (Flag.IMPLAUSIBLE,),
        (Flag.END_MISSING, Flag.IMPLAUSIBLE),
    ]
    little = Expectation(days=7, average=400, least=D("0.5"))
    day, night = consumption((place,), readings, expectation=little)
    assert (day.flags, night.flags) == ((), (Flag.END_MISSING,))


def test_a_wrong_reading_in_between_does_not_make_a_whole_turn() -> None:
    """From 500 to 520 is 20, or with 900 in between 1,020: nobody can tell which was misread."""
    register = attrs.evolve(FIVE, digits=3)
    (first, last) = two(500, 520)
    for between, expected in (
        (510, ("20", "bill", [])),
        (900, ("1020", "review", ["rollover", "rollover_uncertain"])),
    ):
        readings = [first, reading(3, between, SWAP, BETWEEN), last]
        assert told(used(readings, register, most=1100 if between == 900 else 900)) == expected


def test_each_side_of_a_reset_goes_round_by_itself() -> None:
    """What was used before and after it is more than a turn, and neither of the two is."""
    readings = [
        reading(1, 500, START, ARRIVAL),
        reading(2, 200, SWAP, OUT),
        reading(3, 0, SWAP, IN),
        reading(4, 600, END, DEPARTURE),
    ]
    found = used(readings, attrs.evolve(FIVE, digits=3), most=1400)
    assert told(found) == ("1300", "bill", ["rollover", "meter_replaced"])


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (None, ["overlap"]),
        (19, ["overlap"]),
        (20, ["rollover", "gap"]),
    ],
)
def test_a_register_that_goes_round_between_two_stays(most, expected) -> None:
    """Within what an empty house uses it is a gap like any other."""
    left = reading(9, 99_990, START - DAY, DEPARTURE)
    found = used(two(10, 160), before=(left,), policy=ConsumptionPolicy(most_gap=most))
    assert told(found)[::2] == ("150", expected)
