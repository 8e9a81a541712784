"""Who gets a room and when, what they may ask for, and what they leave behind."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.actor import Actor, Grant, Permissions
from axentra_core.rooms import (
    AGGREGATES,
    CheckoutPolicy,
    ClearRequest,
    Condition,
    DoNotDisturbSet,
    GuestRequest,
    HandOverRoom,
    MakeUpRequested,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkInspected,
    Occupancy,
    OccupyRoom,
    OpenRoom,
    ReleaseRoom,
    RequestCleared,
    RequestMakeUp,
    RollRoom,
    Room,
    RoomHandedOver,
    RoomOccupied,
    RoomOpened,
    RoomReleased,
    RoomRolled,
    RoomVacated,
    SetDoNotDisturb,
    VacateRoom,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
DIRTY, CLEAN, INSPECTED = Condition
VACANT_CLEAN, VACANT_DIRTY = CheckoutPolicy

OPENED = RoomOpened("2034", "DLX", CLEAN)
OCCUPIED = RoomOccupied("2034", "S1", None)
VACATED = RoomVacated("2034", "S1", VACANT_CLEAN, 1)
RELEASED = RoomReleased("2034", "S1")
HANDED_OVER = RoomHandedOver("2034", "S1", "S2")
ROLLED = RoomRolled("2034")
TO_CLEAN = MarkedDirty("2034")
CLEANED = MarkedClean("2034")
FOUND_GOOD = MarkedInspected("2034")
DND = DoNotDisturbSet("2034", "S1")
MAKE_UP = MakeUpRequested("2034", "S1")
CLEARED = RequestCleared("2034", "S1")

SUPERVISOR = Actor("staff", "sari", roles=("supervisor",))
MAY_OVERRIDE = Permissions((Grant("supervisor", ("rooms.override_not_ready",)),))


def occupy(stay: str = "S1", ready_from: Condition = CLEAN, **options: object) -> OccupyRoom:
    """Return the command that gives room 2034 to a stay."""
    return OccupyRoom("2034", stay, ready_from, **options)


def vacate(stay: str = "S1", policy: CheckoutPolicy = VACANT_CLEAN) -> VacateRoom:
    """Return the command that takes room 2034 back."""
    return VacateRoom("2034", stay, policy, settings=1)


def of_guest(stay: str) -> list[object]:
    """Return every command that only the guest in room 2034 may cause."""
    asking = (ReleaseRoom, SetDoNotDisturb, RequestMakeUp, ClearRequest)
    return [
        vacate(stay),
        HandOverRoom("2034", stay, "S3"),
        *(command("2034", stay) for command in asking),
    ]


@pytest.mark.parametrize("condition", Condition)
def test_a_room_begins_vacant_in_the_condition_it_is_taken_over_in(condition: Condition) -> None:
    """Nobody is in a new room and nobody asks for anything."""
    opened = RoomOpened("2034", "DLX", condition)
    assert given(ROOM).when(OpenRoom("2034", "DLX", condition)).then(opened) == Room(
        "2034", "DLX", Occupancy.VACANT, condition, GuestRequest.NONE, None
    )


def test_a_room_is_clean_unless_it_is_said_otherwise() -> None:
    """A hotel opens with its rooms made."""
    given(ROOM).when(OpenRoom("2034", "DLX")).then(OPENED)


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


@pytest.mark.parametrize(
    ("past", "ready_from"),
    [
        ([TO_CLEAN], DIRTY),
        ([], DIRTY),
        ([], CLEAN),
        ([FOUND_GOOD], CLEAN),
        ([FOUND_GOOD], INSPECTED),
    ],
)
def test_a_room_in_the_least_condition_of_the_property_or_better_is_ready(
    past: list[object], ready_from: Condition
) -> None:
    """One property asks for clean rooms, another for inspected ones; better is always enough."""
    given(ROOM, OPENED, *past).when(occupy(ready_from=ready_from)).then(OCCUPIED)


@pytest.mark.parametrize(
    ("past", "condition", "ready_from"),
    [([TO_CLEAN], DIRTY, CLEAN), ([TO_CLEAN], DIRTY, INSPECTED), ([], CLEAN, INSPECTED)],
)
def test_a_room_below_the_least_condition_of_the_property_is_not_ready(
    past: list[object], condition: Condition, ready_from: Condition
) -> None:
    """The guest waits, and the desk reads what the room is and what it should be."""
    given(ROOM, OPENED, *past).when(occupy(ready_from=ready_from)).refused(
        "room.not_ready", condition=condition, ready_from=ready_from
    )


def test_a_room_with_work_left_in_it_is_not_ready() -> None:
    """A clean room waits for its open tasks too, and they are named."""
    given(ROOM, OPENED).when(occupy(unfinished=("T1", "T2"))).refused(
        "room.work_unfinished", room="2034", unfinished="T1, T2"
    )


@pytest.mark.parametrize(("past", "unfinished"), [([TO_CLEAN], ()), ([], ("T1",))])
def test_a_supervisor_gives_a_room_that_is_not_ready_with_a_reason(
    past: list[object], unfinished: tuple[str, ...]
) -> None:
    """Whatever keeps the room from being ready, the reason for giving it is on record."""
    command = occupy(unfinished=unfinished, override="guest waits with a child")
    given(ROOM, OPENED, *past).by(SUPERVISOR, MAY_OVERRIDE).when(command).then(
        RoomOccupied("2034", "S1", "guest waits with a child")
    )


def test_a_reason_alone_does_not_open_a_room() -> None:
    """Who has no permission to override is told which one is missing."""
    given(ROOM, OPENED, TO_CLEAN).by(Actor("staff", "ayu"), MAY_OVERRIDE).when(
        occupy(override="please")
    ).refused("permission.missing", actor="staff ayu", permission="rooms.override_not_ready")


def test_an_override_that_is_not_needed_is_not_recorded() -> None:
    """A room that has become ready meanwhile is given like any other, by anybody."""
    given(ROOM, OPENED).when(occupy(override="guest waits")).then(OCCUPIED)


@pytest.mark.parametrize("past", [[], [TO_CLEAN], [FOUND_GOOD]])
@pytest.mark.parametrize(("policy", "left"), [(VACANT_CLEAN, CLEAN), (VACANT_DIRTY, DIRTY)])
def test_a_left_room_is_what_the_property_says(
    past: list[object], policy: CheckoutPolicy, left: Condition
) -> None:
    """The policy decides, not what the room was before: a used room is inspected no longer."""
    vacated = RoomVacated("2034", "S1", policy, 1)
    assert given(ROOM, OPENED, OCCUPIED, *past).when(vacate(policy=policy)).then(vacated) == Room(
        "2034", "DLX", Occupancy.VACANT, left, GuestRequest.NONE, None
    )


@pytest.mark.parametrize("request_", [DND, MAKE_UP])
def test_a_request_leaves_with_its_guest(request_: object) -> None:
    """In a vacant room no request stands, so the next guest begins without one."""
    past = (OPENED, OCCUPIED, request_)
    assert given(ROOM, *past).when(vacate()).then(VACATED).request is GuestRequest.NONE
    state = given(ROOM, *past, VACATED).when(occupy("S2")).then(RoomOccupied("2034", "S2", None))
    assert state.request is GuestRequest.NONE


@pytest.mark.parametrize(
    ("past", "command", "events", "becomes"),
    [
        ([TO_CLEAN], MarkDirty("2034"), [], DIRTY),
        ([TO_CLEAN], MarkClean("2034"), [CLEANED], CLEAN),
        ([], MarkDirty("2034"), [TO_CLEAN], DIRTY),
        ([], MarkClean("2034"), [], CLEAN),
        ([], MarkInspected("2034"), [FOUND_GOOD], INSPECTED),
        ([FOUND_GOOD], MarkDirty("2034"), [TO_CLEAN], DIRTY),
        ([FOUND_GOOD], MarkClean("2034"), [], INSPECTED),
        ([FOUND_GOOD], MarkInspected("2034"), [], INSPECTED),
    ],
)
@pytest.mark.parametrize("guest", [[], [OCCUPIED]], ids=["vacant", "occupied"])
def test_housekeeping_reports_the_condition_in_vacant_and_occupied_rooms(
    guest: list[object],
    past: list[object],
    command: object,
    events: list[object],
    becomes: Condition,
) -> None:
    """Occupied rooms are cleaned every day; pressing twice is no error and leaves no event."""
    state = given(ROOM, OPENED, *guest, *past).when(command).then(*events)
    assert state.condition is becomes


def test_only_a_clean_room_is_inspected() -> None:
    """A dirty room is cleaned before anybody finds it good."""
    given(ROOM, OPENED, TO_CLEAN).when(MarkInspected("2034")).refused(
        "move.not_allowed", state="dirty", allowed="MarkedDirty, MarkedClean, RoomRolled"
    )


@pytest.mark.parametrize(
    ("past", "command", "events", "becomes"),
    [
        ([], SetDoNotDisturb("2034", "S1"), [DND], GuestRequest.DO_NOT_DISTURB),
        ([], RequestMakeUp("2034", "S1"), [MAKE_UP], GuestRequest.MAKE_UP_ROOM),
        ([], ClearRequest("2034", "S1"), [], GuestRequest.NONE),
        ([DND], SetDoNotDisturb("2034", "S1"), [], GuestRequest.DO_NOT_DISTURB),
        ([DND], RequestMakeUp("2034", "S1"), [MAKE_UP], GuestRequest.MAKE_UP_ROOM),
        ([DND], ClearRequest("2034", "S1"), [CLEARED], GuestRequest.NONE),
        ([MAKE_UP], SetDoNotDisturb("2034", "S1"), [DND], GuestRequest.DO_NOT_DISTURB),
        ([MAKE_UP], RequestMakeUp("2034", "S1"), [], GuestRequest.MAKE_UP_ROOM),
        ([MAKE_UP], ClearRequest("2034", "S1"), [CLEARED], GuestRequest.NONE),
    ],
)
def test_the_latest_request_of_a_guest_holds(
    past: list[object], command: object, events: list[object], becomes: GuestRequest
) -> None:
    """A request replaces the former one; the same request again leaves no event."""
    state = given(ROOM, OPENED, OCCUPIED, *past).when(command).then(*events)
    assert state.request is becomes


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


@pytest.mark.parametrize("past", [[], [TO_CLEAN], [FOUND_GOOD]])
def test_a_room_that_was_never_used_is_as_ready_as_before(past: list[object]) -> None:
    """A check-in that is taken back leaves a room vacant in its condition: nobody slept in it."""
    before = ROOM.replay([OPENED, *past])
    here = given(ROOM, OPENED, OCCUPIED, *past)
    assert here.when(ReleaseRoom("2034", "S1")).then(RELEASED) == before


@pytest.mark.parametrize("request_", [DND, MAKE_UP])
def test_a_released_room_asks_for_nothing(request_: object) -> None:
    """Whoever was registered by mistake leaves no request for the next guest."""
    state = given(ROOM, OPENED, OCCUPIED, request_).when(ReleaseRoom("2034", "S1")).then(RELEASED)
    assert state.request is GuestRequest.NONE


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
    given(ROOM, *past).when(vacate("S2")).then(RoomVacated("2034", "S2", VACANT_CLEAN, 1))


@pytest.mark.parametrize("past", [[], [TO_CLEAN], [FOUND_GOOD]])
@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ([], GuestRequest.NONE),
        ([MAKE_UP], GuestRequest.NONE),
        ([DND], GuestRequest.DO_NOT_DISTURB),
    ],
)
def test_an_occupied_room_is_dirty_in_the_morning(
    past: list[object], request_: list[object], left: GuestRequest
) -> None:
    """The close of day: a make-up request ends with its day, do-not-disturb stays."""
    state = given(ROOM, OPENED, OCCUPIED, *past, *request_).when(RollRoom("2034")).then(ROLLED)
    assert state == Room("2034", "DLX", Occupancy.OCCUPIED, DIRTY, left, "S1")


@pytest.mark.parametrize("past", [[], [OCCUPIED, VACATED]], ids=["new", "left"])
def test_a_vacant_room_is_in_the_morning_what_it_was(past: list[object]) -> None:
    """Nobody has slept in it, so the close of day has nothing to do there."""
    given(ROOM, OPENED, *past).when(RollRoom("2034")).refused("room.no_guest", room="2034")


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ([], []),
        ([OCCUPIED], ["S1"]),
        ([OCCUPIED, ROLLED], ["S1"]),
        ([OCCUPIED, HANDED_OVER], ["S2"]),
        ([OCCUPIED, VACATED], []),
        ([OCCUPIED, RELEASED], []),
    ],
)
def test_an_occupied_room_is_found_by_the_stay_in_it(past: list[object], found: list[str]) -> None:
    """A guest who moves out or was never there is not looked for in the room."""
    room = ROOM.replay([OPENED, *past])
    assert list(ROOM.index(room)) == [("room.stay", stay) for stay in found]


def test_the_front_desk_sees_what_a_room_takes_now() -> None:
    """A vacant dirty room may take a guest, depending on the arrival; nobody can leave it."""
    here = given(ROOM, OPENED, TO_CLEAN)
    allowed = ROOM.allowed(here.state, here.context)
    assert allowed["OccupyRoom"]
    assert allowed["OccupyRoom"].asks == ("ready_from", "unfinished", "override")
    for name in ("VacateRoom", "ReleaseRoom", "HandOverRoom", "RollRoom"):
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


ANYTHING = st.sampled_from(
    [
        *(occupy(stay, DIRTY) for stay in ("S1", "S2")),
        *of_guest("S1"),
        *of_guest("S2"),
        *(command("2034") for command in (MarkDirty, MarkClean, MarkInspected, RollRoom)),
    ]
)


@for_all(st.lists(ANYTHING))
def test_whatever_is_tried_the_axes_of_a_room_agree(commands: list[object]) -> None:
    """Vacant, without a stay and hence without a request; occupied, with the stay that is in it."""
    past = [OPENED]
    for command in commands:
        past += given(ROOM, *past).when(command).events
        room = ROOM.replay(past)
        assert (room.occupancy is Occupancy.OCCUPIED) == (room.stay is not None)
        assert room.stay is not None or room.request is GuestRequest.NONE
