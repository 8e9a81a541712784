"""Where front desk and housekeeping differ about a room."""

from datetime import date

import attrs
import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import (
    AGGREGATES,
    CloseDiscrepancy,
    Condition,
    Discrepancy,
    DiscrepancyClosed,
    OccupancyReported,
    Report,
    ReportOccupancy,
    RoomOccupied,
    RoomOpened,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
EVE, TODAY = date(2026, 11, 22), date(2026, 11, 23)
VACANT = (RoomOpened("2034", "DLX", Condition.CLEAN, EVE),)
OCCUPIED = (*VACANT, RoomOccupied("2034", "S1", None))
NONE, WITHOUT_STAY, WITH_STAY, COUNT = Discrepancy


SKIPPED = OccupancyReported(
    room="2034",
    occupied=False,
    persons=None,
    expected=2,
    discrepancy=WITH_STAY,
    business_date=TODAY,
)
SLEPT = attrs.evolve(SKIPPED, occupied=True, expected=0, discrepancy=WITHOUT_STAY)


@pytest.mark.parametrize(
    ("past", "occupied", "persons", "expected", "found"),
    [
        (VACANT, False, None, 0, NONE),
        (VACANT, False, 0, 0, NONE),
        (VACANT, True, None, 0, WITHOUT_STAY),
        (VACANT, True, 2, 0, WITHOUT_STAY),
        (OCCUPIED, False, None, 2, WITH_STAY),
        (OCCUPIED, False, 0, 2, WITH_STAY),
        (OCCUPIED, True, None, 2, NONE),
        (OCCUPIED, True, 2, 2, NONE),
        (OCCUPIED, True, 3, 2, COUNT),
        (OCCUPIED, True, 0, 2, COUNT),
    ],
)
def test_what_housekeeping_finds_is_held_against_the_registration(
    past: tuple[object, ...],
    occupied,
    persons: int | None,
    expected: int,
    found: Discrepancy,
) -> None:
    """Somebody where nobody is registered, nobody where somebody is, or another number of people.

    The trade's sleep, skip and person; where nobody has counted, nothing differs in number.
    """
    event = OccupancyReported("2034", occupied, persons, expected, found, TODAY)
    state = (
        given(ROOM, *past).when(ReportOccupancy("2034", occupied, persons, expected)).then(event)
    )
    assert state.report == Report(occupied, persons, expected, TODAY)
    assert state.discrepancy is found
    assert (state.occupancy, state.condition) == (given(ROOM, *past).state.occupancy, "clean")


def test_a_later_look_that_agrees_does_not_settle_a_difference() -> None:
    """Only the front desk knows what it was; a guest may have come back for their key."""
    past = (*OCCUPIED, SKIPPED)
    event = attrs.evolve(SKIPPED, occupied=True, persons=2, discrepancy=NONE)
    state = (
        given(ROOM, *past)
        .when(ReportOccupancy("2034", occupied=True, persons=2, expected=2))
        .then(event)
    )
    assert state.discrepancy is WITH_STAY
    assert state.report.occupied


def test_a_later_look_that_differs_otherwise_replaces_the_difference() -> None:
    """What was found last is what the front desk looks into."""
    past = (*OCCUPIED, SKIPPED)
    event = attrs.evolve(SKIPPED, occupied=True, persons=1, discrepancy=COUNT)
    state = (
        given(ROOM, *past)
        .when(ReportOccupancy("2034", occupied=True, persons=1, expected=2))
        .then(event)
    )
    assert state.discrepancy is COUNT


def test_the_front_desk_settles_a_difference_with_a_reason() -> None:
    """What it was is on record, and what housekeeping saw stays known."""
    past = (*VACANT, SLEPT)
    closed = DiscrepancyClosed("2034", WITHOUT_STAY, "staff took a nap")
    command = CloseDiscrepancy("2034", "staff took a nap")
    state = given(ROOM, *past).when(command).then(closed)
    assert state.discrepancy is NONE
    assert state.report.occupied
    given(ROOM, *past, closed).when(command).refused("room.no_discrepancy", room="2034")


def test_what_does_not_differ_is_not_settled() -> None:
    """A room in which everything agrees is the wrong room."""
    given(ROOM, *VACANT).when(CloseDiscrepancy("2034", "?")).refused("room.no_discrepancy")


def test_nobody_is_counted_in_a_vacant_room() -> None:
    """People found mean a room in use."""
    with pytest.raises(InvalidInput) as caught:
        ReportOccupancy("2034", occupied=False, persons=1)
    assert [(one.path, one.code) for one in caught.value.faults] == [
        ("persons", "value.contradicts")
    ]


@pytest.mark.parametrize("wrong", [-1, 100])
def test_so_many_people_fit_into_no_room(wrong: int) -> None:
    """From nobody to ninety-nine."""
    with pytest.raises(InvalidInput) as caught:
        ReportOccupancy("2034", occupied=True, persons=wrong, expected=wrong)
    assert [one.path for one in caught.value.faults] == ["persons", "expected"]
