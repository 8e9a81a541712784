"""What may change before a guest arrives, and what it costs not to come."""

from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Actor, Grant, Permissions
from axentra_core.kernel.money import money
from axentra_core.kernel.sealed import Sealed
from axentra_core.stays import (
    AGGREGATES,
    AmendStay,
    AssignRoom,
    Book,
    CancellationPolicy,
    CancelStay,
    ConfirmStay,
    Fee,
    FeeBasis,
    FeeDue,
    FeeKind,
    FeeStep,
    GroupJoined,
    JoinGroup,
    LateCheckOutGranted,
    MarkNoShow,
    Night,
    NightPrice,
    PreCheckedIn,
    PreCheckIn,
    ReinstateStay,
    RoomAssigned,
    RoomShared,
    RoomUnassigned,
    RoomUse,
    StayAmended,
    StayCancelled,
    StayConfirmed,
    StayNotShown,
    StayReinstated,
    StayStatus,
    StayWaitlisted,
    UnassignRoom,
    party,
    takes,
)
from axentra_core.testing import given

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
EARLY, EVE, FIRST, SECOND, DEPARTURE, LATER = (
    date(2026, 11, day) for day in (16, 22, 23, 24, 25, 26)
)


def percent(fraction):
    """Return a part of all nights."""
    return Fee(FeeBasis.PERCENT, Decimal(fraction))


def prices(*nights, price="850000", currency="IDR"):
    """Return prices of nights."""
    return tuple(NightPrice(night, money(price, currency)) for night in nights)


POLICY = CancellationPolicy(
    "FLEX",
    (FeeStep(7, Fee(FeeBasis.NIGHTS, Decimal(1))), FeeStep(1, percent("0.5"))),
    no_show=percent("0.9"),
)
BOOK = Book(
    "S1",
    "AX-1001",
    "G1",
    "DLX",
    FIRST,
    DEPARTURE,
    (NightPrice(FIRST, money("850000", "IDR")), NightPrice(SECOND, money("950000", "IDR"))),
    party(2, 9),
    policy=POLICY,
)
(BOOKED,) = given(STAY).on(EARLY).when(BOOK).events
WAITING = (BOOKED, StayWaitlisted("S1"))
ASSIGNED = RoomAssigned("S1", "2034", "DLX")
UPGRADED = RoomAssigned("S1", "3001", "SUITE")
SHARED = RoomShared("S1", "S2")
CANCELLED = StayCancelled("S1", "ill", FIRST)
NOT_COME = StayNotShown("S1", SECOND)

# The waitlist


def test_a_stay_on_the_waitlist_becomes_a_booking() -> None:
    """Once a room is there the guest has a booking like any other, and it takes a room."""
    state = given(STAY, *WAITING).when(ConfirmStay("S1")).then(StayConfirmed("S1"))
    assert state.status is StayStatus.BOOKED
    assert dict(takes(state)) == {FIRST: 1, SECOND: 1}


def test_nobody_waits_until_the_stay_is_over() -> None:
    """While a night is left the guest may still get a room, and no longer."""
    given(STAY, *WAITING).on(SECOND).when(ConfirmStay("S1")).then(StayConfirmed("S1"))
    given(STAY, *WAITING).on(DEPARTURE).when(ConfirmStay("S1")).refused(
        "stay.expired", departure=DEPARTURE, business_date=DEPARTURE
    )
    late = given(STAY, *WAITING).on(DEPARTURE)
    (only,) = STAY.allowed(late.state, late.context)["ConfirmStay"].reasons
    assert only.code == "stay.expired"


def test_who_waits_for_a_room_owes_nothing_for_waiting_no_longer() -> None:
    """The policy is that of a booking, and the hotel has kept no room back."""
    state = given(STAY, *WAITING).on(FIRST).when(CancelStay("S1", "ill")).then(CANCELLED)
    assert state.status is StayStatus.CANCELLED


# Another booking

AMEND = AmendStay("S1", "DLX", FIRST, DEPARTURE, BOOK.nights, BOOK.party)
AMENDED = StayAmended("S1", "DLX", "DLX", None, FIRST, DEPARTURE, BOOKED.nights, BOOKED.party)


def test_a_booking_is_made_anew_with_everything_that_was_agreed() -> None:
    """Other dates, type, prices and people stand together in what happened."""
    command = AmendStay("S1", "SUITE", SECOND, LATER, prices(SECOND, DEPARTURE), party(1))
    nights = (Night(SECOND, Decimal(850000)), Night(DEPARTURE, Decimal(850000)))
    amended = StayAmended("S1", "SUITE", "SUITE", None, SECOND, LATER, nights, party(1))
    state = given(STAY, BOOKED).on(EVE).when(command).then(amended)
    assert (state.room_type, state.arrival, state.departure) == ("SUITE", SECOND, LATER)
    assert (state.nights, state.party, state.policy) == (nights, party(1), POLICY)


def test_who_waits_may_wait_for_something_else() -> None:
    """An amended stay on the waitlist is still on it."""
    command = attrs.evolve(AMEND, room_type="SUITE")
    amended = attrs.evolve(AMENDED, room_type="SUITE", taken_type="SUITE")
    assert given(STAY, *WAITING).when(command).then(amended).status is StayStatus.WAITLISTED


def test_a_stay_becomes_day_use_and_back() -> None:
    """A guest who needs the room by day only has one day and takes no night."""
    day = attrs.evolve(AMEND, departure=FIRST, nights=BOOK.nights[:1])
    by_day = given(STAY, BOOKED).when(day)
    assert by_day.state.is_day_use
    assert takes(by_day.state) is None
    back = given(STAY, BOOKED, *by_day.events).when(AMEND)
    assert back.then(AMENDED).is_day_use is False


def test_the_same_booking_again_is_no_change() -> None:
    """Nothing follows when everything is as it was."""
    given(STAY, BOOKED).when(AMEND).then()


def test_a_room_that_was_set_aside_is_kept_for_other_prices_and_people() -> None:
    """An upgrade stays one, for the room is free on the same nights."""
    command = attrs.evolve(AMEND, party=party(1))
    kept = attrs.evolve(AMENDED, taken_type="SUITE", room="3001", party=party(1))
    state = given(STAY, BOOKED, UPGRADED).when(command).then(kept)
    assert (state.room, state.taken_type) == ("3001", "SUITE")


@pytest.mark.parametrize(
    "change",
    [
        {"room_type": "STD"},
        {"departure": SECOND, "nights": BOOK.nights[:1]},
        {"arrival": SECOND, "nights": BOOK.nights[1:]},
    ],
    ids=["another type", "another departure", "another arrival"],
)
def test_a_room_that_was_set_aside_is_given_back_with_dates_and_type(change) -> None:
    """The room may be somebody else's on the new nights, or of the wrong type."""
    state = given(STAY, BOOKED, UPGRADED).when(attrs.evolve(AMEND, **change)).state
    assert state.room is None
    assert state.taken_type == state.room_type


def test_a_late_check_out_was_granted_for_its_day() -> None:
    """On another departure day the room may be needed; on the same it was promised."""
    granted = LateCheckOutGranted("S1", time(15))
    shorter = attrs.evolve(AMEND, departure=SECOND, nights=BOOK.nights[:1])
    assert given(STAY, BOOKED, granted).when(shorter).state.leaves_at is None
    fewer = attrs.evolve(AMEND, party=party(1))
    assert given(STAY, BOOKED, granted).when(fewer).state.leaves_at == time(15)


def test_a_stay_that_has_not_begun_is_not_booked_into_the_past() -> None:
    """It arrives on the business date or later."""
    given(STAY, BOOKED).on(FIRST).when(AMEND).then()
    given(STAY, BOOKED).on(SECOND).when(AMEND).refused(
        "stay.arrival_in_past", arrival=FIRST, business_date=SECOND
    )


def test_a_stay_keeps_its_currency() -> None:
    """Whoever wants another one exchanges first; both are named."""
    command = attrs.evolve(AMEND, nights=prices(FIRST, SECOND, price="50", currency="EUR"))
    given(STAY, BOOKED).when(command).refused("stay.currency_mismatch", currency="IDR", got="EUR")


# The room that is set aside


def test_a_room_is_set_aside() -> None:
    """The guest is still not in house, and the room is known."""
    state = given(STAY, BOOKED).when(AssignRoom("S1", "2034", "DLX")).then(ASSIGNED)
    assert (state.status, state.room) == (StayStatus.BOOKED, "2034")


def test_another_room_is_set_aside_instead() -> None:
    """The last one counts, and the same one again is no change."""
    given(STAY, BOOKED, ASSIGNED).when(AssignRoom("S1", "2034", "DLX")).then()
    other = AssignRoom("S1", "2035", "DLX")
    state = given(STAY, BOOKED, ASSIGNED).when(other).then(RoomAssigned("S1", "2035", "DLX"))
    assert state.room == "2035"


def test_a_room_of_another_type_is_set_aside_knowingly() -> None:
    """An upgraded stay takes a room of the better type, and is charged as it was booked."""
    given(STAY, BOOKED).when(AssignRoom("S1", "3001", "SUITE")).refused(
        "stay.room_type_mismatch", booked="DLX", room="3001", got="SUITE"
    )
    knowingly = AssignRoom("S1", "3001", "SUITE", upgrade=True)
    state = given(STAY, BOOKED).when(knowingly).then(UPGRADED)
    assert (state.room_type, state.taken_type) == ("DLX", "SUITE")


@pytest.mark.parametrize(
    ("arrival", "departure", "free"),
    [
        (EARLY, FIRST, True),
        (EVE, SECOND, False),
        (FIRST, DEPARTURE, False),
        (SECOND, LATER, False),
        (DEPARTURE, LATER, True),
        (FIRST, FIRST, True),
    ],
    ids=["until the arrival", "at first", "all the time", "at last", "afterwards", "by day"],
)
def test_a_room_is_set_aside_for_one_stay_a_night(arrival, departure, free) -> None:
    """One guest may leave and another arrive on a day; nobody shares a night unasked."""
    other = RoomUse("S2", arrival, departure)
    outcome = given(STAY, BOOKED).when(AssignRoom("S1", "2034", "DLX", others=(other,)))
    if free:
        outcome.then(ASSIGNED)
    else:
        outcome.refused(
            "stay.room_taken", room="2034", other="S2", arrival=arrival, departure=departure
        )


def test_a_room_is_given_back() -> None:
    """Any room of the booked type will do again; one that was not assigned cannot be given back."""
    given_back = given(STAY, BOOKED, UPGRADED).when(UnassignRoom("S1"))
    state = given_back.then(RoomUnassigned("S1", "3001"))
    assert (state.room, state.taken_type) == (None, "DLX")
    given(STAY, BOOKED).when(UnassignRoom("S1")).refused("stay.no_room_assigned", stay="S1")
    none = given(STAY, BOOKED)
    assert not STAY.allowed(none.state, none.context)["UnassignRoom"]


# What the guest tells


def test_what_the_guest_tells_before_the_arrival_is_kept() -> None:
    """The desk need not ask when, who and what; the wishes are sealed."""
    wishes = Sealed("G1", "a quiet room")
    told = given(STAY, BOOKED).when(PreCheckIn("S1", time(22, 30), party(1), wishes))
    state = told.then(PreCheckedIn("S1", time(22, 30), party(1), wishes))
    assert (state.expected_at, state.party, state.wishes) == (time(22, 30), party(1), wishes)


def test_who_tells_nothing_about_the_party_leaves_it_as_it_was_booked() -> None:
    """Nobody is sent away by a form that did not ask."""
    told = given(STAY, BOOKED).when(PreCheckIn("S1", time(22, 30)))
    told.then(PreCheckedIn("S1", time(22, 30), BOOK.party, None))


def test_a_stay_joins_a_group_and_leaves_it() -> None:
    """To be in it already, or in none, is no change."""
    joined, left = GroupJoined("S1", "TOUR"), GroupJoined("S1", None)
    assert given(STAY, BOOKED).when(JoinGroup("S1", "TOUR")).then(joined).group == "TOUR"
    given(STAY, BOOKED, joined).when(JoinGroup("S1", "TOUR")).then()
    assert given(STAY, BOOKED, joined).when(JoinGroup("S1", None)).then(left).group is None
    given(STAY, BOOKED).when(JoinGroup("S1", None)).then()


# Not coming

MANAGER = Actor("staff", "sari", roles=("manager",))
CLERK = Actor("staff", "ayu", roles=("desk",))
WHOLE, HALF = Decimal(1_620_000), Decimal(900_000)
ALLOWED = Permissions((Grant("manager", ("stays.waive_fee",)),))


def owed(kind, amount, day):
    """Return the fee that is due."""
    return FeeDue("S1", kind, Decimal(amount), "IDR", day)


@pytest.mark.parametrize(
    ("today", "fee"),
    [
        (date(2026, 11, 15), None),
        (EARLY, 850000),
        (date(2026, 11, 21), 850000),
        (EVE, 900000),
        (FIRST, 900000),
        (SECOND, 900000),
    ],
)
def test_cancelling_costs_what_was_agreed(today, fee) -> None:
    """A week ahead it is free, then the first night is owed, from the eve on half of it all."""
    fees = () if fee is None else (owed(FeeKind.CANCELLATION, fee, today),)
    cancelled = given(STAY, BOOKED).on(today).when(CancelStay("S1", "ill"))
    state = cancelled.then(StayCancelled("S1", "ill", today), *fees)
    assert state.status is StayStatus.CANCELLED
    assert takes(state) is None


def test_a_booking_without_a_policy_is_cancelled_and_missed_for_nothing() -> None:
    """Nobody owes what was not agreed."""
    free = attrs.evolve(BOOKED, policy=None)
    given(STAY, free).on(FIRST).when(CancelStay("S1", "ill")).then(CANCELLED)
    given(STAY, free).on(SECOND).when(MarkNoShow("S1")).then(NOT_COME)


def test_a_cancelled_stay_gives_everything_back() -> None:
    """No room is set aside for it, none of a better type is taken, and it shares none."""
    cancel = CancelStay("S1", "ill", waive_fee=True)
    state = given(STAY, BOOKED, UPGRADED, SHARED).by(SYSTEM).when(cancel).state
    assert (state.room, state.taken_type, state.shares) == (None, "DLX", None)


@pytest.mark.parametrize(
    ("today", "at_close", "comes"),
    [
        (EVE, True, False),
        (EVE, False, False),
        (FIRST, False, False),
        (FIRST, True, True),
        (SECOND, False, True),
        (SECOND, True, True),
        (LATER, False, True),
    ],
)
def test_a_guest_may_come_until_the_arrival_date_is_closed(today, at_close, comes) -> None:
    """Only its close, or a later date, makes a no-show; the fee is what was agreed."""
    marked = given(STAY, BOOKED).on(today).when(MarkNoShow("S1", at_close))
    if comes:
        fee = owed(FeeKind.NO_SHOW, 1620000, today)
        state = marked.then(StayNotShown("S1", today), fee)
        assert state.status is StayStatus.NO_SHOW
        assert takes(state) is None
    else:
        marked.refused("stay.arrival_still_open", arrival=FIRST)


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (CancelStay("S1", "ill", waive_fee=True), StayCancelled("S1", "ill", SECOND, HALF)),
        (MarkNoShow("S1", waive_fee=True), attrs.evolve(NOT_COME, waived=WHOLE)),
    ],
)
def test_a_fee_is_waived_by_those_who_may(command, event) -> None:
    """Who decides that a guest need not pay has the permission; what was let off is recorded."""
    stay = given(STAY, BOOKED).on(SECOND)
    stay.by(MANAGER, ALLOWED).when(command).then(event)
    stay.by(SYSTEM).when(command).then(event)
    for actor in (CLERK, Actor("guest", "G1", roles=("manager",))):
        stay.by(actor, ALLOWED).when(command).refused(
            "permission.missing", actor=str(actor), permission="stays.waive_fee"
        )


# And coming after all


@pytest.mark.parametrize("ended", [CANCELLED, NOT_COME], ids=["cancelled", "no-show"])
def test_a_stay_is_booked_again_as_it_was(ended) -> None:
    """Every night comes back at its price while none of them is over."""
    past = (BOOKED, ASSIGNED, ended)
    state = (
        given(STAY, *past).on(FIRST).when(ReinstateStay("S1")).then(StayReinstated("S1", FIRST, ()))
    )
    assert (state.status, state.nights) == (StayStatus.BOOKED, BOOKED.nights)
    assert (state.room, state.policy) == (None, POLICY)


def test_a_guest_who_comes_late_after_all_has_the_nights_that_are_left() -> None:
    """Nights that are over are left out, and the stay arrives today."""
    again = given(STAY, BOOKED, NOT_COME).on(SECOND).when(ReinstateStay("S1"))
    state = again.then(StayReinstated("S1", SECOND, BOOKED.nights[:1]))
    assert (state.arrival, state.departure, state.nights) == (SECOND, DEPARTURE, BOOKED.nights[1:])
    assert dict(takes(state)) == {SECOND: 1}


def test_a_room_of_a_group_is_not_picked_up_again_by_itself() -> None:
    """What the stay gave up belongs to the group; the stay now takes a room of the house."""
    picked_up = attrs.evolve(BOOKED, group="TOUR", block="TOUR-DLX")
    state = given(STAY, picked_up, CANCELLED).when(ReinstateStay("S1")).state
    assert (state.group, state.block) == ("TOUR", None)


@pytest.mark.parametrize("ended", [CANCELLED, NOT_COME], ids=["cancelled", "no-show"])
@pytest.mark.parametrize("late", [DEPARTURE, LATER])
def test_a_stay_that_is_over_is_not_booked_again(ended, late) -> None:
    """With no night left there is nothing to come for."""
    given(STAY, BOOKED, ended).on(late).when(ReinstateStay("S1")).refused(
        "stay.expired", departure=DEPARTURE, business_date=late
    )


def test_day_use_is_booked_again_on_its_day() -> None:
    """The one day is left until it is over."""
    day = attrs.evolve(BOOKED, departure=FIRST, nights=BOOKED.nights[:1])
    again = given(STAY, day, CANCELLED).on(FIRST).when(ReinstateStay("S1"))
    assert again.then(StayReinstated("S1", FIRST, ())).is_day_use
    given(STAY, day, CANCELLED).on(SECOND).when(ReinstateStay("S1")).refused("stay.expired")
