"""How a property runs its housekeeping, and what it cannot mean."""

import pytest

from axentra_core.housekeeping import (
    STANDARD,
    Effort,
    EffortUnit,
    HousekeepingSettings,
    TaskKind,
)
from axentra_core.kernel.errors import InvalidInput

DEPARTURE, STAY_OVER = TaskKind.DEPARTURE_CLEAN, TaskKind.STAY_OVER
SUITES = HousekeepingSettings(
    (Effort(DEPARTURE, 30), Effort(DEPARTURE, 60, "SUITE"), Effort(STAY_OVER, 45, "SUITE")),
    linen_effort=15,
)


def faults(**options):
    """Return the place and the code of everything that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        HousekeepingSettings(**options)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_a_property_that_says_nothing_counts_minutes_and_does_nothing_extra() -> None:
    """Linen is changed when a guest leaves, no vacant room ages, and nobody inspects."""
    settings = HousekeepingSettings()
    assert (settings.efforts, settings.unit) == (STANDARD, EffortUnit.MINUTES)
    assert settings.linen_cycle == settings.idle_days == 0
    assert settings.inspected_after == settings.turndown_types == ()
    assert settings.another_inspects is False


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_is_some_work(kind) -> None:
    """A forecast that leaves a kind out is wrong."""
    assert HousekeepingSettings().effort_of(kind, "DLX") > 0
    assert sum(effort.kind is kind for effort in STANDARD) == 1


@pytest.mark.parametrize(
    ("kind", "room_type", "linen", "effort"),
    [
        (DEPARTURE, "DLX", False, 30),
        (DEPARTURE, None, False, 30),
        (DEPARTURE, "SUITE", False, 60),
        (DEPARTURE, "SUITE", True, 75),
        (DEPARTURE, "DLX", True, 45),
        (STAY_OVER, "SUITE", False, 45),
        (STAY_OVER, "DLX", False, 0),
        (STAY_OVER, "DLX", True, 15),
        (TaskKind.TURNDOWN, "SUITE", False, 0),
    ],
)
def test_a_larger_room_is_more_work_and_new_linen_too(kind, room_type, linen, effort) -> None:
    """What a room type has of its own goes first; a kind that is not listed counts nothing."""
    assert SUITES.effort_of(kind, room_type, linen=linen) == effort


@pytest.mark.parametrize("name", ["linen_cycle", "idle_days"])
def test_a_cycle_is_at_most_a_month(name) -> None:
    """Zero means never, thirty is the longest."""
    for days in (0, 30):
        assert getattr(HousekeepingSettings(**{name: days}), name) == days
    for days in (-1, 31):
        assert faults(**{name: days}) == [(name, "value.out_of_range")]


def test_an_effort_is_at_most_ten_hours() -> None:
    """What takes longer is more than one task."""
    for effort in (-1, 601):
        assert faults(linen_effort=effort) == [("linen_effort", "value.out_of_range")]
        with pytest.raises(InvalidInput) as caught:
            Effort(DEPARTURE, effort)
        assert caught.value.faults[0].path == "effort"


def test_an_effort_stands_once() -> None:
    """Of two efforts for one kind and room type nobody could say which holds."""
    twice = (Effort(DEPARTURE, 30), Effort(DEPARTURE, 60, "SUITE"), Effort(DEPARTURE, 20))
    assert faults(efforts=twice) == [("efforts[2]", "value.duplicate")]
    twice = (Effort(DEPARTURE, 60, "SUITE"), Effort(DEPARTURE, 60, "SUITE"))
    assert faults(efforts=twice) == [("efforts[1]", "value.duplicate")]


def test_no_inspection_follows_an_inspection() -> None:
    """The list would never become empty."""
    assert HousekeepingSettings(inspected_after=(DEPARTURE,)).inspected_after == (DEPARTURE,)
    wrong = (DEPARTURE, TaskKind.INSPECTION)
    assert faults(inspected_after=wrong) == [("inspected_after[1]", "value.unknown")]


def test_everything_wrong_is_told_at_once() -> None:
    """A file of settings is not put right one fault at a time."""
    inspection = TaskKind.INSPECTION
    assert faults(
        inspected_after=(DEPARTURE, DEPARTURE, inspection), turndown_types=("DLX", "STE", "DLX")
    ) == [
        ("inspected_after[1]", "value.duplicate"),
        ("turndown_types[2]", "value.duplicate"),
        ("inspected_after[2]", "value.unknown"),
    ]


def test_a_file_names_kinds_and_units_by_their_words() -> None:
    """What is read from JSON means the same as what is written in Python."""
    settings = HousekeepingSettings(unit="credits", inspected_after=("departure_clean",))
    assert settings.unit is EffortUnit.CREDITS
    assert settings.inspected_after[0] is DEPARTURE
    assert faults(unit="hours") == [("unit", "value.unknown")]
