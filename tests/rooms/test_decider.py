"""Who gets a room and when, and what they leave behind."""

from datetime import date

import attrs
import pytest

from axentra_core.rooms import (
    AGGREGATES,
    BlockKind,
    CheckoutPolicy,
    ClearRequest,
    Condition,
    DeclineService,
    Discrepancy,
    DoNotDisturbSet,
    DoubleLockSeen,
    GuestRequest,
    HandOverRoom,
    MakeUpRequested,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    Occupancy,
    OccupancyReported,
    OccupyRoom,
    OpenRoom,
    ReleaseRoom,
    RequestMakeUp,
    Room,
    RoomBlocked,
    RoomHandedOver,
    RoomOccupied,
    RoomOpened,
    RoomReleased,
    RoomVacated,
    SetDoNotDisturb,
    SleepOutSeen,
    TurndownRequired,
    VacateRoom,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
DIRTY, PICKUP, CLEAN, INSPECTED = Condition
VACANT_CLEAN, VACANT_DIRTY = CheckoutPolicy
EVE, TODAY = date(2026, 11, 22), date(2026, 11, 23)

OPENED = RoomOpened("2034", "DLX", CLEAN, EVE)
OCCUPIED = RoomOccupied("2034", "S1", None)
VACATED = RoomVacated("2034", "S1", VACANT_CLEAN, 1, TODAY)
RELEASED = RoomReleased("2034", "S1", TODAY)
HANDED_OVER = RoomHandedOver("2034", "S1", "S2")
TO_CLEAN = MarkedDirty("2034")
CLEANED = MarkedClean("2034", "budi", EVE)
FOUND_GOOD = MarkedInspected("2034", "sari")
DND = DoNotDisturbSet("2034", "S1")
MAKE_UP = MakeUpRequested("2034", "S1")
IN_USE = OccupancyReported(
    room="2034",
    occupied=True,
    persons=1,
    expected=0,
    discrepancy=Discrepancy.OCCUPIED_WITHOUT_STAY,
    business_date=TODAY,
)
EMPTY = attrs.evolve(
    IN_USE, occupied=False, persons=0, expected=1, discrepancy=Discrepancy.VACANT_WITH_STAY
)
LATER = RoomBlocked(
    room="2034",
    block=1,
    kind=BlockKind.OUT_OF_ORDER,
    first=date(2026, 11, 25),
    until=date(2026, 11, 26),
    reason="pipe",
    returns=DIRTY,
    stay=None,
)
SOONER = attrs.evolve(LATER, block=2, first=TODAY, until=date(2026, 11, 24))


def occupy(stay: str = "S1", ready_from: Condition = CLEAN, **options: object) -> OccupyRoom:
    """Return the command that gives room 2034 to a stay."""
    return OccupyRoom("2034", stay, ready_from, **options)


def vacate(stay: str = "S1", policy: CheckoutPolicy = VACANT_CLEAN) -> VacateRoom:
    """Return the command that takes room 2034 back."""
    return VacateRoom("2034", stay, policy, settings=1)


def of_guest(stay: str) -> list[object]:
    """Return every command that only the guest in room 2034 may cause."""
    asking = (ReleaseRoom, SetDoNotDisturb, RequestMakeUp, DeclineService, ClearRequest)
    return [
        vacate(stay),
        HandOverRoom("2034", stay, "S3"),
        *(command("2034", stay) for command in asking),
    ]


@pytest.mark.parametrize("condition", Condition)
def test_a_room_begins_vacant_in_the_condition_it_is_taken_over_in(condition: Condition) -> None:
    """Nobody is in a new room and nobody asks for anything."""
    opened = RoomOpened("2034", "DLX", condition, TODAY)
    assert given(ROOM).when(OpenRoom("2034", "DLX", condition)).then(opened) == Room(
        "2034",
        "DLX",
        Occupancy.VACANT,
        condition,
        GuestRequest.NONE,
        None,
        idle_since=None if condition is DIRTY else TODAY,
    )


def test_a_room_is_clean_unless_it_is_said_otherwise() -> None:
    """A hotel opens with its rooms made."""
    given(ROOM).on(EVE).when(OpenRoom("2034", "DLX")).then(OPENED)


def test_a_room_number_stands_once() -> None:
    """A number that is taken cannot be opened again."""
    given(ROOM, OPENED).when(OpenRoom("2034", "STD")).refused("record.already_exists", id="2034")


def test_an_unknown_room_cannot_be_given_away() -> None:
    """The room of a command has to exist."""
    given(ROOM).when(occupy()).refused("record.not_found", kind="room", id="2034")


def test_an_arriving_guest_occupies_the_room() -> None:
    """The room is occupied by the stay, and housekeeping's condition stays as it was."""
    state = given(ROOM, OPENED).when(occupy()).then(OCCUPIED)
    assert (state.occupancy, state.stay) == (Occupancy.OCCUPIED, "S1")
    assert state.condition is CLEAN


def test_an_occupied_room_is_not_given_twice() -> None:
    """One stay at a time; this comes before everything else and names who is in."""
    given(ROOM, OPENED, OCCUPIED, TO_CLEAN).when(occupy("S2")).refused(
        "room.occupied", room="2034", stay="S1"
    )


@pytest.mark.parametrize("past", [[], [TO_CLEAN], [FOUND_GOOD]])
@pytest.mark.parametrize(("policy", "left"), [(VACANT_CLEAN, CLEAN), (VACANT_DIRTY, DIRTY)])
def test_a_left_room_is_what_the_property_says(
    past: list[object], policy: CheckoutPolicy, left: Condition
) -> None:
    """The policy decides, not what the room was before: a used room is inspected no longer."""
    vacated = RoomVacated("2034", "S1", policy, 1, TODAY)
    assert given(ROOM, OPENED, OCCUPIED, *past).when(vacate(policy=policy)).then(vacated) == Room(
        "2034",
        "DLX",
        Occupancy.VACANT,
        left,
        GuestRequest.NONE,
        None,
        linen_due=True,
        idle_since=None if left is DIRTY else TODAY,
    )


@pytest.mark.parametrize("past", [[], [TO_CLEAN], [FOUND_GOOD]])
def test_a_room_that_was_never_used_is_as_ready_as_before(past: list[object]) -> None:
    """A check-in that is taken back leaves a room vacant in its condition: nobody slept in it."""
    room = ROOM.replay([OPENED, *past])
    before = attrs.evolve(room, idle_since=None if room.condition is DIRTY else TODAY)
    here = given(ROOM, OPENED, OCCUPIED, *past)
    assert here.when(ReleaseRoom("2034", "S1")).then(RELEASED) == before


@pytest.mark.parametrize("request_", [[], [DND], [MAKE_UP]])
def test_a_shared_room_is_handed_over_to_the_guest_who_stays(request_: list[object]) -> None:
    """One of two leaves: the room is the other's from now on, as it is and with what was asked."""
    past = (OPENED, OCCUPIED, TO_CLEAN, *request_)
    state = given(ROOM, *past).when(HandOverRoom("2034", "S1", "S2")).then(HANDED_OVER)
    assert state == attrs.evolve(ROOM.replay(past), stay="S2")


def test_a_room_is_handed_over_to_somebody_else() -> None:
    """Handing a room to the guest who has it would hide a slip in the stay."""
    given(ROOM, OPENED, OCCUPIED).when(HandOverRoom("2034", "S1", "S1")).refused(
        "room.same_guest", room="2034", stay="S1"
    )


def test_after_the_handing_over_only_the_new_guest_leaves_and_asks() -> None:
    """The room is registered for one stay at a time."""
    past = (OPENED, OCCUPIED, HANDED_OVER)
    for command in of_guest("S1"):
        given(ROOM, *past).when(command).refused("room.other_guest", stay="S1")
    given(ROOM, *past).when(vacate("S2")).then(RoomVacated("2034", "S2", VACANT_CLEAN, 1, TODAY))


def test_the_front_desk_sees_what_a_room_takes_now() -> None:
    """A vacant dirty room may take a guest, depending on the arrival; nobody can leave it."""
    here = given(ROOM, OPENED, TO_CLEAN)
    allowed = ROOM.allowed(here.state, here.context)
    assert allowed["OccupyRoom"]
    assert allowed["OccupyRoom"].asks == ("until", "ready_from", "unfinished", "override")
    for name in ("VacateRoom", "ReleaseRoom", "HandOverRoom", "RollRoom", "ReportDoor"):
        assert [reason.code for reason in allowed[name].reasons] == ["room.no_guest"]
    assert [reason.code for reason in allowed["MarkInspected"].reasons] == ["move.not_allowed"]


def test_the_front_desk_sees_what_an_occupied_room_takes_now() -> None:
    """Who leaves is asked for, and to whom the room is handed; the close of day asks nothing."""
    here = given(ROOM, OPENED, OCCUPIED)
    allowed = ROOM.allowed(here.state, here.context)
    assert allowed["ReleaseRoom"].asks == ("stay",)
    assert allowed["HandOverRoom"].asks == ("stay", "to")
    assert allowed["RollRoom"].asks == ()
    assert all(allowed[name] for name in ("ReleaseRoom", "HandOverRoom", "RollRoom"))


@pytest.mark.parametrize(
    "past",
    [
        (DND,),
        (MAKE_UP,),
        (DoubleLockSeen("2034"),),
        (SleepOutSeen("2034"),),
        (TurndownRequired("2034"),),
    ],
)
def test_what_concerns_the_guest_leaves_with_the_guest(past: tuple[object, ...]) -> None:
    """In a vacant room no request stands, no door is locked, nobody is missed, no bed prepared."""
    fresh = ROOM.replay([OPENED, OCCUPIED, VACATED])
    assert given(ROOM, OPENED, OCCUPIED, *past).when(vacate()).then(VACATED) == fresh
    fresh = ROOM.replay([OPENED, OCCUPIED, RELEASED])
    here = given(ROOM, OPENED, OCCUPIED, *past)
    assert here.when(ReleaseRoom("2034", "S1")).then(RELEASED) == fresh


@pytest.mark.parametrize("command", of_guest("S1"))
@pytest.mark.parametrize(
    "past", [[], [OCCUPIED, VACATED], [OCCUPIED, RELEASED]], ids=["new", "left", "released"]
)
def test_in_a_vacant_room_nobody_leaves_or_asks(past: list[object], command: object) -> None:
    """Before the first guest and after the last there is no check-out and no request."""
    given(ROOM, OPENED, *past).when(command).refused("room.no_guest", room="2034")


@pytest.mark.parametrize("command", of_guest("S2"))
def test_another_guest_neither_leaves_nor_asks_and_learns_nothing(command: object) -> None:
    """A stay that is not in the room is refused without a word about the one that is."""
    error = given(ROOM, OPENED, OCCUPIED).when(command).refused("room.other_guest", stay="S2")
    assert "S1" not in f"{error} {error.values}"


def test_what_was_found_before_counts_no_more_with_a_guest_or_without() -> None:
    """A check-in settles a room that was found in use, a check-out one that was found empty."""
    here = given(ROOM, OPENED, IN_USE).when(occupy()).then(OCCUPIED)
    assert (here.report, here.discrepancy) == (None, Discrepancy.NONE)
    for command, event in ((vacate(), VACATED), (ReleaseRoom("2034", "S1"), RELEASED)):
        left = given(ROOM, OPENED, OCCUPIED, EMPTY).when(command).then(event)
        assert (left.report, left.discrepancy) == (None, Discrepancy.NONE)


def test_who_cleaned_a_room_is_forgotten_once_it_was_used() -> None:
    """After a check-out somebody else will have cleaned it; a room never used stays theirs."""
    past = (OPENED, TO_CLEAN, CLEANED, OCCUPIED)
    assert given(ROOM, *past).when(vacate()).then(VACATED).cleaned_by is None
    here = given(ROOM, *past).when(ReleaseRoom("2034", "S1")).then(RELEASED)
    assert here.cleaned_by == "budi"


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ((), []),
        ((OCCUPIED,), [("room.stay", "S1")]),
        ((OCCUPIED, HANDED_OVER), [("room.stay", "S2")]),
        ((OCCUPIED, VACATED), []),
        ((OCCUPIED, RELEASED), []),
        ((LATER, SOONER), [("room.blocked", "2026-11-24:2"), ("room.blocked", "2026-11-26:1")]),
        ((IN_USE,), [("room.discrepancy", "occupied_without_stay")]),
        ((OCCUPIED, EMPTY), [("room.stay", "S1"), ("room.discrepancy", "vacant_with_stay")]),
    ],
)
def test_a_room_is_found_by_what_the_day_asks_for(
    past: tuple[object, ...], found: list[tuple[str, str]]
) -> None:
    """By the guest in it, by the day on which a block ends, by what is in doubt about it."""
    assert list(ROOM.index(ROOM.replay([OPENED, *past]))) == found
