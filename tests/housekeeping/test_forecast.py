"""What tomorrow's work will be, and how many attendants it takes."""

import pytest

from axentra_core.housekeeping.forecast import EXCLUDE, RoomTomorrow, forecast
from axentra_core.housekeeping.model import TaskKind
from axentra_core.housekeeping.settings import Effort, HousekeepingSettings
from axentra_core.kernel.errors import InvalidInput

SETTINGS = HousekeepingSettings(
    efforts=(
        Effort(TaskKind.ARRIVAL_LINEN, 10),
        Effort(TaskKind.DEPARTURE_CLEAN, 35),
        Effort(TaskKind.DEPARTURE_CLEAN, 60, room_type="STE"),
        Effort(TaskKind.STAY_OVER, 20),
        Effort(TaskKind.TURNDOWN, 10),
        Effort(TaskKind.TOUCH_UP, 15),
        Effort(TaskKind.INSPECTION, 5),
        Effort(TaskKind.DEEP_CLEAN, 90),
    ),
    linen_effort=8,
    inspected_after=(TaskKind.DEPARTURE_CLEAN,),
    turndown_types=("STE",),
)


CLEANED = {"departure_clean": (1, 43), "inspection": (1, 5)}
# fmt: off
KNOWN = [
    ({"departs": True},                        CLEANED),
    ({"planned": (TaskKind.DEPARTURE_CLEAN,)}, CLEANED),
    ({"stays_over": True},                     {"stay_over": (1, 20)}),
    ({"stays_over": True, "linen_due": True},  {"stay_over": (1, 28)}),
    ({"arrives": True},                        {"arrival_linen": (1, 10)}),
    ({"idle": True},                           {"touch_up": (1, 15)}),
    ({"planned": (TaskKind.DEEP_CLEAN,)},      {"deep_clean": (1, 98)}),
    ({},                                       {}),
]
# fmt: on


def told(*rooms):
    """Return tasks and effort by kind."""
    lines = forecast(rooms, SETTINGS).lines
    return {line.kind.value: (line.tasks, line.effort) for line in lines}


@pytest.mark.parametrize(("known", "work"), KNOWN)
def test_what_is_known_of_a_room_says_what_is_to_be_done_in_it(known, work) -> None:
    """Leaving means cleaning with fresh linen, staying service, with linen when it is due."""
    assert told(RoomTomorrow("2034", "DLX", **known)) == work


def test_a_room_that_changes_guests_is_cleaned_and_made_ready() -> None:
    """One guest leaves and another arrives: both kinds of work, and the inspection between."""
    assert told(RoomTomorrow("2034", "DLX", departs=True, arrives=True)) == {
        "arrival_linen": (1, 10),
        "departure_clean": (1, 43),
        "inspection": (1, 5),
    }


def test_a_suite_costs_what_it_costs_and_is_turned_down_for_whoever_sleeps_there() -> None:
    """The room type's own effort goes first; nobody turns down an empty bed."""
    assert told(
        RoomTomorrow("3001", "STE", departs=True),
        RoomTomorrow("3002", "STE", stays_over=True),
        RoomTomorrow("3003", "STE", arrives=True),
    ) == {
        "arrival_linen": (1, 10),
        "departure_clean": (1, 68),
        "stay_over": (1, 20),
        "turndown": (2, 20),
        "inspection": (1, 5),
    }


@pytest.mark.parametrize(
    ("capacity", "attendants"), [(480, 1), (479, 2), (240, 2), (239, 3), (1, 480)]
)
def test_part_of_an_attendant_is_one_more(capacity, attendants) -> None:
    """Ten departures are 480 minutes: who has one minute less needs help."""
    rooms = [RoomTomorrow(f"20{number}", "DLX", departs=True) for number in range(10, 20)]
    work = forecast(rooms, SETTINGS)
    assert (work.tasks, work.effort, work.attendants(capacity)) == (20, 480, attendants)


def test_an_empty_house_needs_nobody() -> None:
    """No work, no attendant."""
    assert forecast([], SETTINGS).attendants(480) == 0


def test_nobody_works_in_no_time() -> None:
    """A capacity of nothing is refused instead of divided by."""
    with pytest.raises(InvalidInput) as refused:
        forecast([], SETTINGS).attendants(0)
    assert refused.value.code == "value.out_of_range"


@pytest.mark.parametrize(("one", "other"), EXCLUDE)
def test_a_room_cannot_be_both(one, other) -> None:
    """A guest who leaves does not stay over, and a room somebody has is not vacant."""
    rooms = [RoomTomorrow("2033", "DLX"), RoomTomorrow("2034", "DLX", **{one: True, other: True})]
    with pytest.raises(InvalidInput) as refused:
        forecast(rooms, SETTINGS)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("rooms[1]", "value.conflict")
    ]


def test_each_room_stands_there_once() -> None:
    """A room that is given twice would be cleaned twice."""
    with pytest.raises(InvalidInput) as refused:
        forecast([RoomTomorrow("2034", "DLX")] * 2, SETTINGS)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("rooms[1]", "value.duplicate")
    ]
