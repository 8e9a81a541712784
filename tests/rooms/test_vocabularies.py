"""What other systems call a room, and what ours is called there."""

from enum import StrEnum

import attrs
import pytest
from tests.each import each

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms.model import (
    BlockKind,
    Condition,
    Discrepancy,
    GuestRequest,
    Occupancy,
    Sign,
    Turndown,
)
from axentra_core.rooms.vocabularies import (
    APALEO,
    APALEO_WITH_INSPECTION,
    CLOUDBEDS,
    MEWS,
    OPERA,
    Meaning,
    Reported,
    Writing,
    unsaid,
)
from axentra_core.rooms.vocabularies.vocabulary import AXES

SYSTEMS = (OPERA, MEWS, APALEO, APALEO_WITH_INSPECTION, CLOUDBEDS)
VALUES = [(system, value) for system in SYSTEMS for axis in AXES.values() for value in axis]
WORDS = [
    (system, field, word)
    for system in SYSTEMS
    for field, known in system.words.items()
    for word in known
]
LOSSLESS_VALUES = [case for case in VALUES if not case[0].write(case[1]).loses]
LOSSLESS_WORDS = [case for case in WORDS if not case[0].read(*case[1:]).loses]
BLOCKS = [case for case in VALUES if isinstance(case[1], BlockKind)]
# The words of each system as its documents list them, apart from the tables that read them.
LISTED = [
    (
        OPERA,
        {
            "housekeepingRoomStatus": "Clean Dirty Pickup Inspected OutOfOrder OutOfService",
            "frontOfficeStatus": "Vacant Occupied",
            "housekeepingStatus": "Vacant Occupied",
            "guestServiceRequest": "DoNotDisturb MakeUpRoom NoStatusSelected ServiceDeclined",
            "turndownStatus": "Required NotRequired Compeleted",
            "discrepancy": "Sleep Skip PersonDiscrepancy",
            "reservationStatusList": (
                "Arrival Arrived DayUse DueOut Departed NotReserved StayOver"
            ),
        },
    ),
    (
        MEWS,
        {
            "ResourceState": "Dirty Clean Inspected OutOfService OutOfOrder",
            "ResourceBlockType": "OutOfOrder InternalUse",
            "OccupancyState": "Vacant ReservedLocked Reserved InternalUse OutOfOrder",
        },
    ),
    *(
        (
            system,
            {
                "condition": "Clean CleanToBeInspected Dirty",
                "isOccupied": "False True",
                "maintenance": "OutOfService OutOfOrder OutOfInventory",
            },
        )
        for system in (APALEO, APALEO_WITH_INSPECTION)
    ),
    (
        CLOUDBEDS,
        {
            "roomCondition": "clean dirty inspected",
            "roomOccupied": "False True",
            "vacantPickup": "False True",
            "doNotDisturb": "False True",
            "refusedService": "False True",
            "roomBlocked": "False True",
            "roomBlockType": "blocked_dates out_of_service courtesy_hold",
            "frontdeskStatus": "check-in check-out stayover turnover unused",
            "status": "VD OD VC OC OCI VCI DND RS OOO VP",
        },
    ),
]


class FlagLike(StrEnum):
    """A host's own enum with the words of a foreign field."""

    PICKUP = "Pickup"


def code_of(caught):
    """Return code and path of the only fault."""
    (fault,) = caught.value.faults
    return fault.code, fault.path


@pytest.mark.parametrize(("system", "listed"), LISTED)
def test_every_word_of_a_system_is_known(system, listed) -> None:
    """What the documents of a system list, and nothing else, can be read."""
    known = {field: {str(word) for word in words} for field, words in system.words.items()}
    assert known == {field: set(words.split()) for field, words in listed.items()}


@each(("system", "field", "word"), WORDS)
def test_every_foreign_word_says_something_or_why_not(system, field, word) -> None:
    """A word is either read or unmapped with a reason, never both and never neither."""
    meaning = system.read(field, word)
    assert bool(meaning.values) != bool(meaning.unmapped)
    assert (word in system.reads.get(field, {})) != (word in system.unmapped.get(field, {}))
    assert meaning.unmapped is None or meaning.loses is None


@each(("system", "value"), VALUES)
def test_every_value_is_written_or_what_is_lost_is_named(system, value) -> None:
    """No value of a room gets lost on its way to another system without anybody being told."""
    writing = system.write(value)
    assert type(writing.value) is type(value)
    assert writing.value == value
    assert writing.words or writing.loses


def read_back(system, value):
    """Return what the words of a value say when they are read."""
    words = system.write(value).words
    return [said for field, word in words.items() for said in system.read(field, word).values]


@each(("system", "value"), LOSSLESS_VALUES)
def test_what_loses_nothing_comes_back(system, value) -> None:
    """What is written without loss reads as the same; no flag raised is no request."""
    flags_down = system is CLOUDBEDS and value is GuestRequest.NONE
    assert read_back(system, value) == ([] if flags_down else [value])


@each(("system", "field", "word"), LOSSLESS_WORDS)
def test_what_is_read_without_loss_can_be_said_again(system, field, word) -> None:
    """Whoever reads a room and writes it back has changed nothing."""
    for value in system.read(field, word).values:
        assert read_back(system, value) == [value]


@each(("system", "value"), BLOCKS)
def test_a_block_is_written_as_a_block(system, value) -> None:
    """A blocked room is never sent as one that can be given away."""
    words = system.write(value).words
    assert all(system.read(field, word).block for field, word in words.items())


@pytest.mark.parametrize(
    ("system", "field", "word", "axis", "value"),
    [
        (OPERA, "housekeepingRoomStatus", "Pickup", "condition", Condition.PICKUP),
        (OPERA, "frontOfficeStatus", "Occupied", "occupancy", Occupancy.OCCUPIED),
        (OPERA, "housekeepingStatus", "Occupied", "reported", Reported.OCCUPIED),
        (OPERA, "turndownStatus", "Compeleted", "turndown", Turndown.COMPLETED),
        (OPERA, "discrepancy", "Sleep", "discrepancy", Discrepancy.OCCUPIED_WITHOUT_STAY),
        (OPERA, "discrepancy", "Skip", "discrepancy", Discrepancy.VACANT_WITH_STAY),
        (MEWS, "ResourceState", "Inspected", "condition", Condition.INSPECTED),
        (MEWS, "ResourceBlockType", "InternalUse", "block", BlockKind.HOUSE_USE),
        (APALEO, "condition", "Clean", "condition", Condition.CLEAN),
        (APALEO_WITH_INSPECTION, "condition", "Clean", "condition", Condition.INSPECTED),
        (APALEO_WITH_INSPECTION, "condition", "CleanToBeInspected", "condition", Condition.CLEAN),
        (CLOUDBEDS, "vacantPickup", True, "condition", Condition.PICKUP),
        (CLOUDBEDS, "roomBlockType", "out_of_service", "block", BlockKind.OUT_OF_ORDER),
        (CLOUDBEDS, "refusedService", True, "request", GuestRequest.SERVICE_DECLINED),
    ],
)
def test_words_that_are_easily_taken_for_others(system, field, word, axis, value) -> None:
    """Clean means inspected in one house, out of service means out of order in another."""
    meaning = system.read(field, word)
    assert getattr(meaning, axis) is value
    assert meaning.values == (value,)


def test_a_code_speaks_of_two_axes() -> None:
    """VCI is a vacant room, clean and inspected."""
    assert CLOUDBEDS.read("status", "VCI").values == (Occupancy.VACANT, Condition.INSPECTED)


def test_a_bed_not_slept_in_is_no_sleep() -> None:
    """Sleep-out is a sign of a registered guest; OPERA's Sleep is a room without one."""
    writing = OPERA.write(Sign.SLEEP_OUT)
    assert (dict(writing.words), "opposite" in writing.loses) == ({}, True)


def test_the_nothing_of_each_axis_is_its_own() -> None:
    """No request, no sign and no discrepancy are three things, though each is called none."""
    assert dict(OPERA.write(GuestRequest.NONE).words) == {"guestServiceRequest": "NoStatusSelected"}
    assert OPERA.write(Sign.NONE).loses != OPERA.write(Discrepancy.NONE).loses


@pytest.mark.parametrize(
    "word", ["pickup", "PICKUP", " Pickup", "", "Sleep", None, 1, True, [], {}]
)
def test_an_unknown_word_is_refused_and_never_guessed(word) -> None:
    """A misspelt status is sent back with the words that there are."""
    with pytest.raises(InvalidInput, match="Dirty, Pickup, Clean, Inspected") as caught:
        OPERA.read("housekeepingRoomStatus", word)
    assert code_of(caught) == ("value.not_listed", "housekeepingRoomStatus")


@pytest.mark.parametrize("word", [0, 1, "true", "True", None])
def test_a_flag_is_true_or_false_and_nothing_like_it(word) -> None:
    """1 and "true" are no flags, though they look like one."""
    with pytest.raises(InvalidInput, match="false, true") as caught:
        CLOUDBEDS.read("roomOccupied", word)
    assert code_of(caught) == ("value.not_listed", "roomOccupied")


@pytest.mark.parametrize("field", ["RoomCondition", "", None, 1, []])
def test_an_unknown_field_is_refused(field) -> None:
    """What is not a field of the system is said with the fields that it has."""
    with pytest.raises(InvalidInput, match="roomCondition, roomOccupied") as caught:
        CLOUDBEDS.read(field, "clean")
    assert code_of(caught) == ("value.not_listed", "field")


@pytest.mark.parametrize("value", ["clean", None, True, [], FlagLike.PICKUP])
def test_only_values_of_a_room_can_be_written(value) -> None:
    """A text that happens to be called like a condition is no condition."""
    with pytest.raises(InvalidInput) as caught:
        MEWS.write(value)
    assert code_of(caught) == ("field.wrong_type", "")


def test_an_enum_of_the_host_is_as_good_as_its_text() -> None:
    """An integrator with an enum of their own need not unwrap it."""
    assert OPERA.read("housekeepingRoomStatus", FlagLike.PICKUP).condition is Condition.PICKUP


def test_a_table_with_holes_is_refused() -> None:
    """A further system is checked like the four: total, without contradiction or stray word."""
    rows = [row for row in MEWS.writes if row.value is not Condition.DIRTY]
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(
            MEWS,
            unmapped={**MEWS.unmapped, "ResourceState": {"Dirty": "a second opinion"}},
            writes=(
                *rows,
                *unsaid(Turndown, "again"),
                Writing(Condition.DIRTY, {"ResourceState": "Filthy"}),
                Writing(Occupancy.OCCUPIED, {"Nowhere": True}),
            ),
        )
    found = {(fault.code, fault.path) for fault in caught.value.faults}
    assert found == {
        ("value.conflict", "unmapped.ResourceState"),
        ("value.duplicate", "writes.turndown.not_required"),
        ("value.duplicate", "writes.turndown.required"),
        ("value.duplicate", "writes.turndown.completed"),
        ("value.duplicate", "writes.occupancy.occupied"),
        ("value.not_listed", "ResourceState"),
        ("value.not_listed", "Nowhere"),
    }
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(MEWS, writes=tuple(rows))
    assert code_of(caught) == ("field.required", "writes.condition.dirty")


def test_a_table_cannot_be_changed() -> None:
    """What one integrator reads is what all read."""
    with pytest.raises(TypeError):
        OPERA.words["discrepancy"]["Sleep"] = Meaning()
    with pytest.raises(TypeError):
        OPERA.write(Condition.DIRTY).words["housekeepingRoomStatus"] = "Clean"
