"""First and last readings that do not count, and those that may be of another device."""

from datetime import timedelta

import pytest
from tests.meters.test_consumption import (
    ARRIVAL,
    BETWEEN,
    DEPARTURE,
    END,
    FIVE,
    IN,
    OUT,
    START,
    SWAP,
    in_place,
    reading,
    told,
    two,
    used,
)

from axentra_core.meters import (
    ConsumptionPolicy,
    Preference,
    Quality,
    ReadingKind,
    ReadingSource,
    counting,
)

GUEST, PARTNER = ReadingSource.GUEST, ReadingSource.PARTNER
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def with_one(value, at, kind=DEPARTURE, first=200, last=300, **more):
    """Return what comes of a stay from 200 to 300 with one reading more."""
    policy = more.pop("policy", None)
    most = more.pop("most", None)
    return told(
        used([*two(first, last), reading(9, value, at, kind, **more)], FIVE, None, policy, most)
    )


# --- lower than one that does not count ---


@pytest.mark.parametrize(
    ("value", "at", "kind", "expected"),
    [
        (320, END - DAY, DEPARTURE, ("100", "review", ["not_counted", "decreasing"])),
        (290, END - DAY, DEPARTURE, ("100", "bill", ["not_counted"])),
        (190, END - DAY, DEPARTURE, ("100", "review", ["not_counted", "decreasing"])),
        (210, START - HOUR, ARRIVAL, ("100", "review", ["not_counted", "decreasing"])),
        (190, START - HOUR, ARRIVAL, ("100", "bill", ["not_counted"])),
    ],
)
def test_a_register_does_not_count_backwards_to_one_that_counts(value, at, kind, expected) -> None:
    """230 and then 220: one of the two was misread, and nobody knows which."""
    assert with_one(value, at, kind) == expected


def test_between_two_readings_that_do_not_count() -> None:
    """Two are sent before the one that counts, and the second of them is lower."""
    readings = [*two(200, 300), reading(7, 290, END - 2 * HOUR, DEPARTURE)]
    readings.append(reading(8, 280, END - HOUR, DEPARTURE))
    assert told(used(readings)) == ("100", "review", ["not_counted", "decreasing"])


def test_it_may_have_gone_round_in_between() -> None:
    """99,990 and then 10, where that is plausible."""
    more = {"first": 99_900, "last": 10}
    assert with_one(99_990, END - HOUR, most=500, **more)[1] == "bill"
    assert with_one(99_990, END - HOUR, most=105, first=99_990, last=10)[1] == "bill"
    assert with_one(20, END - HOUR, most=500, **more)[1] == "review"


@pytest.mark.parametrize("more", [{"quality": "estimated"}, {"source": "inferred"}], ids=str)
def test_what_nobody_has_read_contradicts_nobody(more) -> None:
    """An estimate that was too high says nothing of the reading after it."""
    assert with_one(320, END - DAY, DEPARTURE, **more) == ("100", "bill", ["not_counted"])


def test_each_side_of_a_reset_is_compared_by_itself() -> None:
    """A lower reading after the register was set back is none."""
    readings = [
        *two(200, 40),
        reading(3, 260, SWAP, OUT),
        reading(4, 0, SWAP, IN),
        reading(5, 240, SWAP - DAY, DEPARTURE),
        reading(6, 260, SWAP, DEPARTURE),
        reading(7, 30, SWAP + DAY, DEPARTURE),
    ]
    assert told(used(readings))[:2] == ("100", "bill")
    assert told(used([*readings, reading(8, 50, SWAP + DAY, DEPARTURE)]))[1] == "review"


# --- at one instant ---


@pytest.mark.parametrize(("kind", "at"), [(ARRIVAL, START), (DEPARTURE, END)])
def test_two_readings_of_one_instant_contradict_each_other(kind, at) -> None:
    """The later number is no correction: that says which reading it puts right."""
    assert with_one(260, at, kind)[1:] == ("review", ["not_counted", "contradicted"])
    value = 200 if kind is ARRIVAL else 300
    assert with_one(value, at, kind) == ("100", "bill", [])


def test_a_correction_of_the_same_instant_is_no_contradiction() -> None:
    """It points back to what it puts right."""
    again = reading(3, 260, END, DEPARTURE, supersedes=2, quality=Quality.CORRECTED)
    assert told(used([*two(200, 300), again])) == ("60", "bill", ["corrected"])


def test_whose_reading_counts_is_for_the_house_to_say() -> None:
    """The card of staff and what the guest has seen, both noted for the hour of arrival."""
    assert with_one(212, START, ARRIVAL, source=GUEST) == ("100", "bill", ["not_counted"])
    guest_first = ConsumptionPolicy(arrival=Preference.GUEST_FIRST)
    found = with_one(212, START, ARRIVAL, source=GUEST, policy=guest_first)
    assert found == ("88", "bill", ["not_counted"])


# --- days apart ---


@pytest.mark.parametrize(
    ("at", "flags"),
    [
        (START + DAY, ["not_counted"]),
        (START + DAY + HOUR, ["not_counted", "out_of_order"]),
        (END, ["not_counted", "out_of_order"]),
    ],
)
def test_a_use_does_not_begin_days_after_the_first_reading(at, flags) -> None:
    """A second first reading, on the last day even: most of the stay would be nobody's."""
    decision = "review" if len(flags) > 1 else "bill"
    assert with_one(290, at, ARRIVAL) == ("10", decision, flags)


def test_of_a_short_stay_the_nearer_end_tells() -> None:
    """One night: what is read as the guest leaves is no first reading."""
    out = START + 18 * HOUR
    for at, decision in ((START + 9 * HOUR, "bill"), (START + 10 * HOUR, "review")):
        readings = [
            reading(1, 200, START, ARRIVAL),
            reading(2, 290, at, ARRIVAL),
            reading(3, 300, out, DEPARTURE),
        ]
        assert told(used(readings))[1] == decision


def test_a_use_does_not_end_days_before_the_last_reading() -> None:
    """The guest's number counts first, but not one of days before."""
    policy = ConsumptionPolicy(departure=Preference.GUEST_FIRST)
    for apart, decision in ((DAY, "bill"), (DAY + HOUR, "review")):
        found = with_one(260, END - apart, DEPARTURE, source=GUEST, policy=policy)
        assert found[:2] == ("60", decision)


def test_a_card_that_staff_have_filled_in_before_leaves_nothing_out() -> None:
    """The heating before the arrival is the guest's, however early the card was read."""
    readings = [*two(200, 300), reading(3, 260, START + 2 * DAY, ARRIVAL, source=GUEST)]
    assert told(used(readings)) == ("100", "bill", ["not_counted"])


# --- measured and estimated ---


@pytest.mark.parametrize("preference", Preference)
def test_a_reading_that_was_taken_counts_before_an_estimate(preference) -> None:
    """However late the estimate is, and whoever sends it."""
    taken = reading(1, 300, END, DEPARTURE, source=PARTNER)
    for source in (ReadingSource.STAFF, GUEST):
        late = reading(2, 350, END + HOUR, DEPARTURE, source=source, quality=Quality.ESTIMATED)
        for several in ([taken, late], [late, taken]):
            assert counting(several, "el", ReadingKind.DEPARTURE, preference) is taken
    (first, _) = two(200, 0)
    assert told(used([first, taken, late])) == ("100", "bill", ["not_counted"])


# --- a replacement at the very instant ---

AT_THE_END = (in_place(until=END), in_place(number="B", since=END))
AT_FIRST = (in_place(until=START), in_place(number="B", since=START))
UNKNOWN = (None, "review", ["replacement_incomplete"])


@pytest.mark.parametrize("installed", [[], [reading(5, 175, END, IN)]], ids=["none", "installed"])
@pytest.mark.parametrize(
    ("device", "removed", "expected"),
    [
        (None, None, UNKNOWN),
        ("A", None, ("75", "bill", [])),
        (None, 175, ("75", "bill", [])),
        (None, 180, UNKNOWN),
    ],
)
def test_who_leaves_as_a_device_is_replaced(installed, device, removed, expected) -> None:
    """Without the removal reading nobody knows whether they have read the old one or the new."""
    readings = [
        reading(1, 100, START, ARRIVAL),
        reading(2, 175, END, DEPARTURE, device=device),
        *installed,
    ]
    if removed is not None:
        readings.append(reading(6, removed, END, OUT))
    assert told(used(readings, periods=AT_THE_END)) == expected


@pytest.mark.parametrize("removed", [[], [reading(5, 100, START, OUT)]], ids=["none", "removed"])
@pytest.mark.parametrize(
    ("device", "installed", "expected"),
    [
        (None, None, UNKNOWN),
        ("B", None, ("75", "bill", [])),
        (None, 100, ("75", "bill", [])),
        (None, 90, UNKNOWN),
    ],
)
def test_who_comes_as_a_device_is_replaced(removed, device, installed, expected) -> None:
    """Without the installation reading nobody knows which of the two they have read."""
    readings = [
        reading(1, 100, START, ARRIVAL, device=device),
        reading(2, 175, END, DEPARTURE),
        *removed,
    ]
    if installed is not None:
        readings.append(reading(6, installed, START, IN))
    assert told(used(readings, periods=AT_FIRST)) == expected


def test_a_device_that_is_the_first_of_all_was_read_when_it_came() -> None:
    """There is no other one that could have been read instead."""
    assert told(used(two(100, 175), periods=(in_place(since=START),))) == ("75", "bill", [])
    assert told(used(two(100, 175), periods=(in_place(until=END),))) == ("75", "bill", [])


def test_in_between_nothing_changes() -> None:
    """A reading in the middle is none of the ends."""
    readings = [*two(100, 175), reading(3, 150, SWAP, BETWEEN)]
    assert told(used(readings)) == ("75", "bill", [])
