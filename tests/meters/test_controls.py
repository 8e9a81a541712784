"""What control readings say: of which device they are, and when somebody has to look."""

from datetime import timedelta

import attrs
import pytest
from tests.meters.test_consumption import (
    ARRIVAL,
    BETWEEN,
    CONTROL,
    DEPARTURE,
    END,
    FIVE,
    IN,
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
    Conversion,
    Flag,
    Measure,
    Quantity,
    ReadingSource,
    Register,
)

EXACT = ConsumptionPolicy(control_tolerance=0)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SWAPPED = (in_place(until=SWAP), in_place(number="B", since=SWAP))
ONE_DEVICE = (in_place(),)


def seen(number, value, at, device=None):
    """Return a control reading."""
    return reading(number, value, at, CONTROL, source=ReadingSource.UTILITY, device=device)


def replaced(removed=560, installed=7):
    """Return the readings of a stay in which a device was replaced, or set back."""
    return [
        reading(1, 500, START, ARRIVAL),
        reading(2, removed, SWAP, OUT),
        reading(3, installed, SWAP, IN),
        reading(4, 47, END, DEPARTURE),
    ]


def doubted(readings, **more):
    """Return which readings control readings differ from."""
    found = used(readings, policy=more.pop("policy", EXACT), **more)
    return [note.values["value"] for note in found.notes if note.flag is Flag.CONTROL_DIFFERS]


# --- at a replacement ---


@pytest.mark.parametrize("periods", [SWAPPED, ONE_DEVICE], ids=["replaced", "set_back"])
@pytest.mark.parametrize(
    "controls",
    [
        [seen(5, 560, SWAP), seen(6, 7, SWAP)],
        [seen(5, 7, SWAP), seen(6, 560, SWAP)],
        [seen(5, 560, SWAP)],
        [seen(5, 7, SWAP)],
        [seen(5, 560, SWAP - MINUTE), seen(6, 7, SWAP + MINUTE)],
        [seen(5, 560, SWAP - MINUTE), seen(6, 7, SWAP)],
    ],
    ids=["old_new", "new_old", "old", "new", "beside", "old_beside"],
)
def test_a_control_reading_at_a_replacement_is_of_one_of_the_two(periods, controls) -> None:
    """Whoever reads both devices at its instant does not have to say which is which."""
    found = used([*replaced(), *controls], periods=periods, policy=EXACT)
    assert told(found) == ("100", "bill", ["meter_replaced"])


@pytest.mark.parametrize("periods", [SWAPPED, ONE_DEVICE], ids=["replaced", "set_back"])
@pytest.mark.parametrize("controls", [(560, 7), (7, 560)], ids=["old_new", "new_old"])
@pytest.mark.parametrize(
    ("removed", "installed", "expected"), [(590, 7, 590), (560, 9, 9)], ids=["removal", "install"]
)
def test_a_misread_at_a_replacement_is_found(
    periods, controls, removed, installed, expected
) -> None:
    """Each of the two readings is held against the control reading of its own device."""
    several = [seen(5 + place, value, SWAP) for place, value in enumerate(controls)]
    readings = [*replaced(removed, installed), *several]
    assert doubted(readings, periods=periods) == [expected]


@pytest.mark.parametrize("periods", [SWAPPED, ONE_DEVICE], ids=["replaced", "set_back"])
@pytest.mark.parametrize(
    "devices", [(None, None), (None, "B"), ("A", None)], ids=["unnamed", "new_named", "old_named"]
)
def test_where_each_has_its_own_control_reading_one_cannot_speak_for_both(periods, devices) -> None:
    """The old device shows 0 and is misread as 30; the new one shows 0, too."""
    readings = [reading(1, 99980, START, ARRIVAL), *replaced(30, 0)[1:]]
    names = [name if name == "A" or periods is SWAPPED else None for name in devices]
    controls = [seen(5 + place, 0, SWAP, name) for place, name in enumerate(names)]
    assert doubted([*readings, *controls], periods=periods, most=1000) == [30]


def test_a_control_reading_that_names_its_device_is_of_that_one() -> None:
    """It is compared with no other, at the instant of the replacement either."""
    for value, device, doubt in ((560, "A", []), (560, "B", [7]), (7, "B", []), (7, "A", [560])):
        assert doubted([*replaced(), seen(5, value, SWAP, device)], periods=SWAPPED) == doubt


def test_a_control_reading_of_a_device_that_nobody_has_registered() -> None:
    """Another number than the one that is known: perhaps somebody has replaced it."""
    found = used([*two(100, 150), seen(3, 150, END, "B")], policy=EXACT)
    assert told(found) == ("50", "review", ["other_device"])
    # The next device is read at the instant at which this one goes.
    periods = (in_place(until=END), in_place(number="B", since=END))
    readings = [*two(100, 150, device="A"), seen(3, 0, END, "B")]
    assert told(used(readings, periods=periods)) == ("50", "bill", [])


def test_a_control_reading_before_the_device_came_is_not_of_it() -> None:
    """Neither is one after it has gone; the stay is compared with its own devices alone."""
    periods = (in_place(until=START - DAY), in_place(number="B", since=START - DAY))
    readings = [*two(10, 60), seen(3, 77_000, START - DAY - MINUTE)]
    assert told(used(readings, periods=periods, policy=EXACT)) == ("50", "bill", [])


def test_between_the_two_readings_of_a_replacement() -> None:
    """An hour without a device: a control reading of that hour is of either."""
    readings = replaced()
    readings[2] = reading(3, 7, SWAP + 60 * MINUTE, IN)
    for value, doubt in ((560, []), (7, []), (100, [7])):
        assert doubted([*readings, seen(5, value, SWAP + 30 * MINUTE)]) == doubt
    assert doubted([*readings, seen(5, 560, SWAP + 61 * MINUTE)]) == [7]


# --- gone round, or not ---


@pytest.mark.parametrize(
    ("first", "last", "control", "at", "most", "doubt"),
    [
        # It has gone round in between.
        (1, 50, 99998, START, 1000, []),
        (1, 50, 99998, START, None, []),
        (99990, 1, 99998, END, 1000, []),
        (99990, 99998, 1, END, 1000, []),
        (99998, 30, 1, START, 1000, []),
        (0, 1, 99998, END, 1000, []),
        # It would have been used all, or nothing.
        (3, 99999, 99998, START, None, [3]),
        (3, 99999, 99998, START, 100_000, [3]),
        (99998, 99999, 3, START, 100_000, [99998]),
        (0, 1, 99998, END, 100_000, [1]),
    ],
)
def test_a_control_reading_on_the_other_side_of_zero(first, last, control, at, most, doubt) -> None:
    """Five apart on the display is five apart only if the use is nearly the same with it."""
    tolerant = ConsumptionPolicy(control_tolerance=5)
    readings = [*two(first, last), seen(3, control, at)]
    assert doubted(readings, most=most, policy=tolerant) == doubt


def test_digits_that_nobody_knows_go_round_nowhere() -> None:
    """99998 and 00001 are far apart where the register may have six digits."""
    register = attrs.evolve(FIVE, digits=None)
    tolerant = ConsumptionPolicy(control_tolerance=5)
    assert doubted([*two(1, 50), seen(3, 99998, START)], register=register, policy=tolerant) == [1]


def test_an_intermediate_reading_has_its_control_too() -> None:
    """It changes no total; a misread of it is told all the same."""
    readings = [*two(100, 150), reading(3, 130, SWAP, BETWEEN)]
    assert doubted([*readings, seen(4, 120, SWAP)]) == [130]
    assert doubted([*readings, seen(4, 130, SWAP)]) == []


# --- days away ---


@pytest.mark.parametrize(
    ("value", "days", "expected"),
    [
        (1170, 9, ("150", "bill", ["control_stale"])),
        (1148, 9, ("150", "bill", ["control_stale"])),
        (1140, 9, ("150", "review", ["control_differs"])),
        (3, 9, ("150", "review", ["control_differs"])),
        (990, -9, ("150", "bill", ["control_stale"])),
        (1010, -9, ("150", "review", ["control_differs"])),
    ],
)
def test_a_register_does_not_count_backwards(value, days, expected) -> None:
    """One far away in time is not compared, unless no order of events can explain it."""
    at = END + timedelta(days=days) if days > 0 else START + timedelta(days=days)
    policy = ConsumptionPolicy(control_tolerance=5)
    readings = [*two(1000, 1150), seen(3, value, at)]
    assert told(used(readings, policy=policy, most=500)) == expected
    # A house that compares nothing is told that there is one.
    flags = told(used(readings, most=500))[2]
    assert flags == ["control_stale"]


@pytest.mark.parametrize(
    ("value", "flag"),
    [(1060, "control_stale"), (1153, "control_stale"), (1200, "control_differs")],
)
def test_far_from_both_ends_it_lies_between_them(value, flag) -> None:
    """In the middle of a long stay nothing else can be told of it."""
    policy = ConsumptionPolicy(control_tolerance=5, control_days=1)
    found = used([*two(1000, 1150), seen(3, value, SWAP)], policy=policy, most=50_000)
    assert told(found)[2] == [flag]


def test_a_later_rollover_explains_a_lower_control_reading() -> None:
    """As long as the use would be plausible."""
    policy = ConsumptionPolicy(control_tolerance=5)
    readings = [*two(99_700, 99_900), seen(3, 40, END + timedelta(days=9))]
    assert told(used(readings, policy=policy, most=500))[2] == ["control_stale"]
    assert told(used(readings, policy=policy, most=210))[2] == ["control_stale"]
    readings = [*two(99_300, 99_500), seen(3, 40, END + timedelta(days=9))]
    assert told(used(readings, policy=policy, most=500))[2] == ["control_differs"]


# --- how far off ---


def test_how_far_off_is_told_in_what_is_billed() -> None:
    """Behind a transformer, as energy, and after a device that counts in another measure."""
    behind = attrs.evolve(FIVE, factor=40)
    found = used(
        [*two(100, 150), seen(3, 152, END)], behind, policy=ConsumptionPolicy(control_tolerance=79)
    )
    assert found.notes[0].values["off"] == Quantity(D(80))
    gas = Register("el", Measure.M3, 5, conversion=Conversion(Measure.KWH, D(1), D(11)))
    found = used([*two(100, 150), seen(3, 152, END)], gas, policy=EXACT)
    assert found.notes[0].values["off"] == Quantity(D(22))
    old = in_place(Register("el", Measure.KWH, 5), "A", until=SWAP)
    new = in_place(Register("el", Measure.MWH, 5, decimals=3), "B", since=SWAP)
    readings = [*replaced(560, "0.007")[:3], reading(4, "0.047", END, DEPARTURE)]
    readings.append(seen(5, "0.057", END))
    for tolerance, decision in ((10, "bill"), (9, "review")):
        policy = ConsumptionPolicy(control_tolerance=tolerance)
        assert told(used(readings, periods=(old, new), policy=policy))[:2] == ("100", decision)
