"""How a stay begins, which status takes which command, and how a stay is found."""

from datetime import date, time
from decimal import Decimal

import attrs
import pytest
from tests.each import each

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.stays import (
    AGGREGATES,
    AgreePackages,
    AmendStay,
    AssignRoom,
    Book,
    CancellationPolicy,
    CancelStay,
    ChangeParty,
    ChangePrices,
    CheckIn,
    CheckOut,
    ConfirmStay,
    CorrectRoom,
    ExtendStay,
    GrantExemption,
    GrantLateCheckOut,
    GroupJoined,
    Guarantee,
    JoinGroup,
    MarkNoShow,
    MoveStay,
    Night,
    NightPosted,
    NightPrice,
    Occupant,
    OpenGuestSession,
    Package,
    PackagePart,
    PackageUnit,
    PostNight,
    PreCheckIn,
    ReinstateStay,
    ReverseCheckIn,
    ReverseCheckOut,
    RoomAssigned,
    RoomShared,
    RoomUse,
    Settlement,
    ShareRoom,
    ShortenStay,
    Source,
    StayBooked,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayNotShown,
    StayStatus,
    StayTakenOver,
    StayWaitlisted,
    TakeOverStay,
    TellPurpose,
    UnassignRoom,
    WithdrawExemption,
    party,
)
from axentra_core.testing import given

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
EVE, FIRST, SECOND, DEPARTURE, LATER = (date(2026, 11, day) for day in (22, 23, 24, 25, 26))


def prices(*nights, currency="IDR"):
    """Return prices of nights."""
    return tuple(NightPrice(night, money("850000", currency)) for night in nights)


BOOK = Book(
    "S1",
    "AX-1001",
    "G1",
    "DLX",
    FIRST,
    DEPARTURE,
    (NightPrice(FIRST, money("850000", "IDR")), NightPrice(SECOND, money("950000", "IDR"))),
    party(2, 9),
)
BOOKED = StayBooked(
    "S1",
    "AX-1001",
    "G1",
    "DLX",
    FIRST,
    DEPARTURE,
    (Night(FIRST, Decimal(850000)), Night(SECOND, Decimal(950000))),
    "IDR",
    party(2, 9),
    Source.FRONT_OFFICE,
    None,
    None,
    Guarantee.NONE,
    None,
    None,
    None,
    1,
    FIRST,
)
CHECKED_IN = StayCheckedIn("S1", "2034", "DLX", FIRST)
FIRST_POSTED = NightPosted("S1", FIRST, Decimal(850000), "IDR", "2034", "DLX")
SECOND_POSTED = NightPosted("S1", SECOND, Decimal(950000), "IDR", "2034", "DLX")
CHECKED_OUT = StayCheckedOut("S1", "2034", Settlement.SETTLED, None, None, DEPARTURE)

WAITING = (BOOKED, StayWaitlisted("S1"))
IN_HOUSE = (BOOKED, CHECKED_IN)
ENDED = (*IN_HOUSE, FIRST_POSTED, SECOND_POSTED, CHECKED_OUT)
GIVEN_UP = (BOOKED, StayCancelled("S1", "ill", FIRST))
NOT_COME = (BOOKED, StayNotShown("S1", SECOND))


# A booking


def test_a_booking_keeps_every_night_at_its_own_price() -> None:
    """What was agreed for each night stands in the booking, not an average or a rate's name."""
    state = given(STAY).when(BOOK).then(BOOKED)
    assert state.status is StayStatus.BOOKED
    assert (state.room, state.taken_type) == (None, "DLX")
    assert [night.price for night in state.nights] == [Decimal(850000), Decimal(950000)]


def test_a_booking_keeps_who_comes_and_for_which_nights() -> None:
    """A guest who leaves a night sooner is counted on the nights they sleep there."""
    one, other = Occupant(residence="ID"), Occupant(age=9, until=SECOND)
    state = given(STAY).when(attrs.evolve(BOOK, party=(one, other))).state
    assert state.occupants_on(FIRST) == (one, other)
    assert state.occupants_on(SECOND) == (one,)


def test_a_booking_keeps_where_it_came_from_and_what_stands_behind_it() -> None:
    """A booking from outside keeps its way, its own number and what was agreed."""
    outside = {
        "source": Source.CHANNEL,
        "channel": "BDC",
        "reference": "BDC-77",
        "guarantee": Guarantee.CARD,
        "policy": CancellationPolicy("FLEX"),
        "group": "TOUR",
        "block": "TOUR-DLX",
        "settings": 4,
    }
    state = given(STAY).when(attrs.evolve(BOOK, **outside)).then(attrs.evolve(BOOKED, **outside))
    kept = {name: getattr(state, name) for name in outside if name != "settings"}
    assert kept == {name: outside[name] for name in kept}


def test_a_stay_is_booked_once() -> None:
    """A second booking under the same id is refused."""
    given(STAY, BOOKED).when(BOOK).refused("record.already_exists", kind="stay", id="S1")


def test_nobody_arrives_in_the_past() -> None:
    """A booking may arrive on the business date or later, and both dates are named."""
    given(STAY).on(SECOND).when(BOOK).refused(
        "stay.arrival_in_past", arrival=FIRST, business_date=SECOND
    )


def test_a_booking_may_wait_for_a_room() -> None:
    """On the waitlist it is a booking in everything but the room."""
    waiting = attrs.evolve(BOOK, waitlisted=True)
    state = given(STAY).when(waiting).then(*WAITING)
    assert state.status is StayStatus.WAITLISTED


# A guest who is in house already

TAKE_OVER = TakeOverStay("S1", BOOK, "2034", "DLX", FIRST, FIRST)
TAKEN_OVER = StayTakenOver("S1", "2034", "DLX", FIRST, FIRST)


def test_a_guest_in_house_is_taken_over_with_the_nights_that_are_charged() -> None:
    """The former system has charged the nights before the cut-over, and they are not again."""
    came = given(STAY).on(SECOND).when(TAKE_OVER)
    state = came.then(attrs.evolve(BOOKED, business_date=SECOND), TAKEN_OVER)
    assert (state.status, state.room, state.checked_in_on) == (StayStatus.IN_HOUSE, "2034", FIRST)
    assert [night.date for night in state.unposted] == [SECOND]
    given(STAY, *came.events).on(SECOND).when(PostNight("S1", SECOND)).then(SECOND_POSTED)


def test_a_guest_may_be_taken_over_on_the_day_of_arrival() -> None:
    """Nothing is charged before the first night."""
    today = attrs.evolve(TAKE_OVER, posted_through=None)
    state = given(STAY).when(today).then(BOOKED, attrs.evolve(TAKEN_OVER, posted_through=None))
    assert state.unposted == state.nights


def test_nobody_knows_whether_a_guest_taken_over_had_booked() -> None:
    """The day of the cut-over is not the day of the booking, so nobody counts as a walk-in."""
    before = attrs.evolve(BOOK, taken_over=True)
    in_house = attrs.evolve(TAKE_OVER, booking=before, posted_through=None)
    assert given(STAY).when(BOOK).state.is_walk_in
    for command in (before, in_house):
        state = given(STAY).when(command).state
        assert state.taken_over
        assert not state.is_walk_in


def test_a_guest_taken_over_may_be_in_a_room_of_another_type() -> None:
    """An upgrade stays one: the booked type is charged and the other one is taken."""
    suite = attrs.evolve(TAKE_OVER, room="3001", room_type="SUITE")
    state = given(STAY).on(SECOND).when(suite).state
    assert (state.room_type, state.taken_type) == ("DLX", "SUITE")


@pytest.mark.parametrize(
    ("today", "posted_through", "code"),
    [
        (EVE, None, "stay.too_early"),
        (FIRST, EVE, "stay.night_not_booked"),
        (LATER, DEPARTURE, "stay.night_not_booked"),
        (FIRST, FIRST, "stay.night_not_due"),
        (SECOND, SECOND, "stay.night_not_due"),
        (SECOND, None, "stay.nights_unposted"),
        (DEPARTURE, FIRST, "stay.nights_unposted"),
    ],
)
def test_what_could_never_be_charged_is_not_taken_over(today, posted_through, code) -> None:
    """Nights before the cut-over are charged and none from it on, or no day could be closed."""
    command = attrs.evolve(TAKE_OVER, posted_through=posted_through)
    given(STAY).on(today).when(command).refused(code, stay="S1")


def test_a_guest_who_came_late_is_taken_over_with_the_nights_since() -> None:
    """A night that the guest did not come for need not be charged."""
    late = attrs.evolve(TAKE_OVER, checked_in_on=SECOND, posted_through=None)
    assert given(STAY).on(SECOND).when(late).state.status is StayStatus.IN_HOUSE


# Which status takes which command

BREAKFAST = Package(
    "BB",
    "Bed and breakfast",
    (PackagePart("BRKF", Decimal(75000), PackageUnit.PER_NIGHT_PERSON, included=True),),
)
EVIDENCE = Sealed("G1", "letter of the embassy")
COMMANDS = {
    type(command): command
    for command in (
        ConfirmStay("S1"),
        AmendStay("S1", "DLX", FIRST, SECOND, prices(FIRST), party(2)),
        AssignRoom("S1", "2034", "DLX"),
        UnassignRoom("S1"),
        PreCheckIn("S1"),
        JoinGroup("S1", "TOUR"),
        TellPurpose("S1", "business"),
        AgreePackages("S1", (BREAKFAST,)),
        GrantExemption("S1", "diplomat", EVIDENCE),
        WithdrawExemption("S1", 1, "expired"),
        CancelStay("S1", "ill"),
        MarkNoShow("S1"),
        ReinstateStay("S1"),
        CheckIn("S1", "2034", "DLX"),
        ReverseCheckIn("S1", "wrong guest"),
        MoveStay("S1", "2035", "DLX", "noise"),
        CorrectRoom("S1", "2035", "DLX", "wrong key"),
        ShareRoom("S1", "S2"),
        ExtendStay("S1", LATER, prices(DEPARTURE)),
        ShortenStay("S1", SECOND),
        ChangeParty("S1", party(2)),
        ChangePrices("S1", prices(SECOND)),
        GrantLateCheckOut("S1", time(15)),
        OpenGuestSession("S1"),
        PostNight("S1", FIRST),
        CheckOut("S1"),
        ReverseCheckOut("S1", "forgot the minibar"),
    )
}
WAITLISTED, BOOKED_ONLY, LIVING, LEFT, CANCELLED, NO_SHOW = StayStatus
PASTS = {
    WAITLISTED: WAITING,
    BOOKED_ONLY: (BOOKED,),
    LIVING: IN_HOUSE,
    LEFT: ENDED,
    CANCELLED: GIVEN_UP,
    NO_SHOW: NOT_COME,
}
WORDS = {
    WAITLISTED: "stay.waitlisted",
    BOOKED_ONLY: "stay.not_in_house",
    LIVING: "stay.already_in_house",
    LEFT: "stay.ended",
    CANCELLED: "stay.cancelled",
    NO_SHOW: "stay.no_show",
}
# fmt: off
TAKEN_WHILE = {
    # Waitlisted, Booked, in House, checked Out, Cancelled, No-show
    ConfirmStay:        "W . . . . .",
    AmendStay:          "W B . . . .",
    AssignRoom:         ". B . . . .",
    UnassignRoom:       ". B . . . .",
    PreCheckIn:         ". B . . . .",
    JoinGroup:          "W B H . . .",
    TellPurpose:        "W B H . . .",
    AgreePackages:      "W B H . . .",
    GrantExemption:     "W B H . . .",
    WithdrawExemption:  "W B H . . .",
    CancelStay:         "W B . . . .",
    MarkNoShow:         ". B . . . .",
    ReinstateStay:      ". . . . C N",
    CheckIn:            ". B . . . .",
    ReverseCheckIn:     ". . H . . .",
    MoveStay:           ". . H . . .",
    CorrectRoom:        ". . H . . .",
    ShareRoom:          ". B H . . .",
    ExtendStay:         ". B H . . .",
    ShortenStay:        ". B H . . .",
    ChangeParty:        ". . H . . .",
    ChangePrices:       "W B H . . .",
    GrantLateCheckOut:  ". B H . . .",
    OpenGuestSession:   ". . H . . .",
    PostNight:          ". . H . . .",
    CheckOut:           ". . H . . .",
    ReverseCheckOut:    ". . . O . .",
}
# fmt: on
PAIRS = {
    f"{command.__name__} while {status}": (command, status, letter != ".")
    for command, letters in TAKEN_WHILE.items()
    for status, letter in zip(StayStatus, letters.split(), strict=True)
}


def test_every_command_to_a_stay_stands_in_the_table() -> None:
    """Whoever adds a command says in which status it is taken."""
    assert {Book, TakeOverStay, *TAKEN_WHILE} == set(STAY.decide_by)
    assert set(COMMANDS) == set(TAKEN_WHILE)


@each("pair", PAIRS)
def test_a_status_takes_a_command_or_words_its_refusal(pair) -> None:
    """What does not fit where a stay stands is refused for that, before anything else is asked.

    What the desk is told beforehand is what it is told when it tries.
    """
    command, status, taken = PAIRS[pair]
    stay = given(STAY, *PASTS[status])
    told = [
        reason.code for reason in STAY.allowed(stay.state, stay.context)[command.__name__].reasons
    ]
    outcome = stay.when(COMMANDS[command])
    if taken:
        assert WORDS[status] not in told
        assert outcome.error is None or outcome.error.code not in WORDS.values()
    else:
        assert told[0] == WORDS[status]
        outcome.refused(WORDS[status], stay="S1")


@each("command", COMMANDS.values(), ids=lambda one: type(one).__name__)
def test_a_stay_has_to_be_booked(command) -> None:
    """Nothing happens to a stay that does not exist."""
    given(STAY).when(command).refused("record.not_found", kind="stay", id="S1")


def test_a_guest_in_house_is_refused_with_the_room_they_are_in() -> None:
    """Whoever checks in a second time is told where the guest is."""
    again = given(STAY, *IN_HOUSE).when(COMMANDS[CheckIn])
    assert "in room 2034" in str(again.refused("stay.already_in_house", room="2034"))


def test_the_desk_sees_what_stands_against_a_command() -> None:
    """All reasons are listed at once, and a night that is charged is none any more."""
    early = given(STAY, *IN_HOUSE).on(SECOND)
    against = STAY.allowed(early.state, early.context)["CheckOut"].reasons
    assert [reason.code for reason in against] == ["stay.departs_later", "stay.nights_unposted"]
    charged = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND)
    (only,) = STAY.allowed(charged.state, charged.context)["CheckOut"].reasons
    assert only.code == "stay.departs_later"


ASKS = {
    "ConfirmStay": set(),
    "AmendStay": {"arrival", "nights"},
    "AssignRoom": {"room"},
    "UnassignRoom": set(),
    "PreCheckIn": {"party"},
    "JoinGroup": set(),
    "TellPurpose": set(),
    "AgreePackages": {"packages"},
    "GrantExemption": {"occupant", "reason"},
    "WithdrawExemption": {"exemption"},
    "CancelStay": {"waive_fee"},
    "MarkNoShow": {"at_close", "waive_fee"},
    "ReinstateStay": set(),
    "CheckIn": {"room"},
    "ReverseCheckIn": set(),
    "MoveStay": {"room", "sharing"},
    "CorrectRoom": {"room", "sharing"},
    "ShareRoom": {"sharing"},
    "ExtendStay": {"departure", "nights"},
    "ShortenStay": {"departure", "fee"},
    "ChangeParty": {"party"},
    "ChangePrices": {"nights"},
    "GrantLateCheckOut": {"fee"},
    "OpenGuestSession": set(),
    "PostNight": {"night"},
    "CheckOut": {"sharers", "settlement"},
    "ReverseCheckOut": set(),
}


def test_the_desk_sees_what_a_command_asks_for() -> None:
    """What nobody can judge before it is told is asked for, and no more."""
    stay = given(STAY, BOOKED)
    asked = {name: set(told.asks) for name, told in STAY.allowed(stay.state, stay.context).items()}
    assert asked == ASKS


# What goes wrong at a front desk

OTHERS = (RoomUse("S2", SECOND, LATER),)
NEXT = (RoomUse("S2", DEPARTURE, LATER),)
# fmt: off
WRONG = {
    "E3 the same stay is checked in twice":
        (IN_HOUSE, FIRST, CheckIn("S1", "2034", "DLX"), "stay.already_in_house"),
    "E4 a cancelled stay is checked in":
        (GIVEN_UP, FIRST, CheckIn("S1", "2034", "DLX"), "stay.cancelled"),
    "E4 a no-show is checked in":
        (NOT_COME, SECOND, CheckIn("S1", "2034", "DLX"), "stay.no_show"),
    "E5 a guest comes before the arrival date":
        ((BOOKED,), EVE, CheckIn("S1", "2034", "DLX"), "stay.too_early"),
    "E6 a guest comes on the departure date":
        ((BOOKED,), DEPARTURE, CheckIn("S1", "2034", "DLX"), "stay.expired"),
    "E7 the room is of another type and no upgrade":
        ((BOOKED,), FIRST, CheckIn("S1", "3001", "SUITE"), "stay.room_type_mismatch"),
    "E8 somebody is checked out who has not come":
        ((BOOKED,), DEPARTURE, CheckOut("S1"), "stay.not_in_house"),
    "E11 the second check-out comes after the first":
        (ENDED, DEPARTURE, CheckOut("S1"), "stay.ended"),
    "E15 a guest moves to the room they are in":
        (IN_HOUSE, FIRST, MoveStay("S1", "2034", "DLX", "noise"), "stay.same_room"),
    "E20 two stays on one room are assigned":
        ((BOOKED,), FIRST, AssignRoom("S1", "2034", "DLX", others=OTHERS), "stay.room_taken"),
    "E20 two stays on one room are checked in":
        ((BOOKED,), FIRST, CheckIn("S1", "2034", "DLX", others=OTHERS), "stay.room_taken"),
    "E20 a guest moves into the next one's room":
        (IN_HOUSE, FIRST, MoveStay("S1", "2035", "DLX", "noise", others=OTHERS), "stay.room_taken"),
    "E22 a stay shares its own room":
        ((BOOKED,), FIRST, ShareRoom("S1", "S1"), "stay.shares_with_itself"),
    "E22 a stay moves to share with itself":
        (IN_HOUSE, FIRST, MoveStay("S1", "2035", "DLX", "noise", sharing="S1"),
         "stay.shares_with_itself"),
    "E22 a stay is corrected to share with itself":
        (IN_HOUSE, FIRST, CorrectRoom("S1", "2035", "DLX", "wrong key", sharing="S1"),
         "stay.shares_with_itself"),
    "E23 a guest stays on into the next booking":
        (IN_HOUSE, FIRST, ExtendStay("S1", LATER, prices(DEPARTURE), NEXT), "stay.room_taken"),
    "E24 a stay is shortened to before today":
        ((*IN_HOUSE, FIRST_POSTED), SECOND, ShortenStay("S1", FIRST), "stay.departure_in_past"),
    "E29 a guest in house is marked as a no-show":
        (IN_HOUSE, SECOND, MarkNoShow("S1"), "stay.already_in_house"),
    "E30 a check-in is taken back after a night was charged":
        ((*IN_HOUSE, FIRST_POSTED), FIRST, ReverseCheckIn("S1", "wrong guest"),
         "stay.night_already_posted"),
}
# fmt: on


@pytest.mark.parametrize("row", WRONG)
def test_what_goes_wrong_at_a_front_desk_is_refused_by_its_code(row) -> None:
    """Each mistake that is known from the field has its own word, and changes nothing."""
    past, today, command, code = WRONG[row]
    given(STAY, *past).on(today).when(command).refused(code, stay="S1")


@pytest.mark.parametrize(
    ("people", "path"),
    [
        (lambda: party(0), "party"),
        (lambda: party(2, -1), "age"),
        (lambda: party(500), "party"),
    ],
    ids=["E21 nobody", "E21 a child of less than nought", "E21 five hundred"],
)
def test_a_party_that_cannot_be_is_refused(people, path) -> None:
    """Nobody, somebody not yet born and a crowd sleep in no room."""
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(BOOK, party=people())
    (fault,) = caught.value.faults
    assert fault.path == path


# How a stay is found

ALWAYS = [("stay.confirmation", "AX-1001"), ("stay.guest", "G1")]
DUE_IN = ("stay.due_in", "2026-11-23")
DUE_OUT = ("stay.in_house", "2026-11-25")
ROOM = RoomAssigned("S1", "2034", "DLX")
SHARED = RoomShared("S1", "S2")
GROUP = GroupJoined("S1", "TOUR")


@pytest.mark.parametrize(
    ("past", "listed"),
    [
        (WAITING, [("stay.waitlist", "2026-11-23")]),
        ((BOOKED,), [DUE_IN]),
        ((BOOKED, ROOM), [DUE_IN, ("stay.assigned", "2034")]),
        ((BOOKED, ROOM, SHARED), [DUE_IN, ("stay.shares", "S2")]),
        ((BOOKED, GROUP), [DUE_IN, ("stay.group", "TOUR")]),
        (IN_HOUSE, [DUE_OUT, ("stay.room", "2034")]),
        ((*IN_HOUSE, SHARED), [DUE_OUT, ("stay.shares", "S2")]),
        ((*IN_HOUSE, GROUP), [DUE_OUT, ("stay.room", "2034"), ("stay.group", "TOUR")]),
        (ENDED, []),
        (GIVEN_UP, []),
        (NOT_COME, []),
    ],
)
def test_a_stay_is_found_by_what_matters_now(past, listed) -> None:
    """By number and guest always; by arrival, departure, room, group and share while it counts."""
    assert list(STAY.index(STAY.replay(past))) == ALWAYS + listed
