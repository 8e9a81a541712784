"""How a stay ends: charged, settled or on account, alone in its room; and how a day use does."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.actor import SYSTEM, Actor, Grant, Permissions
from axentra_core.kernel.money import money
from axentra_core.stays import (
    AGGREGATES,
    Book,
    CheckIn,
    CheckOut,
    CheckOutReversed,
    DayUsePosted,
    NightPosted,
    NightPrice,
    PostNight,
    ReverseCheckOut,
    Settlement,
    ShortenStay,
    StayCheckedIn,
    StayCheckedOut,
    StayShortened,
    StayStatus,
    TakeOverStay,
    party,
    takes,
)
from axentra_core.testing import given

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
FIRST, SECOND, DEPARTURE, LATER = (date(2026, 11, day) for day in (23, 24, 25, 26))

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
(BOOKED,) = given(STAY).when(BOOK).events
CHECKED_IN = StayCheckedIn("S1", "2034", "DLX", FIRST)
FIRST_POSTED = NightPosted("S1", FIRST, Decimal(850000), "IDR", "2034", "DLX")
SECOND_POSTED = NightPosted("S1", SECOND, Decimal(950000), "IDR", "2034", "DLX")
CHECKED_OUT = StayCheckedOut("S1", "2034", Settlement.SETTLED, None, None, DEPARTURE)
IN_HOUSE = (BOOKED, CHECKED_IN)
ALL_POSTED = (*IN_HOUSE, FIRST_POSTED, SECOND_POSTED)


@pytest.mark.parametrize("day", [DEPARTURE, LATER])
def test_a_guest_leaves_when_the_nights_are_charged(day) -> None:
    """On the departure date or after it the stay ends, and the room it had stays known."""
    left = given(STAY, *ALL_POSTED).on(day).when(CheckOut("S1"))
    state = left.then(attrs.evolve(CHECKED_OUT, business_date=day))
    assert (state.status, state.room) == (StayStatus.CHECKED_OUT, "2034")
    assert state.checked_out_on == day


def test_a_stay_has_taken_its_nights_after_it_is_over() -> None:
    """The rooms that were sold yesterday were sold, whoever has left since."""
    assert dict(takes(STAY.replay((*ALL_POSTED, CHECKED_OUT)))) == {FIRST: 1, SECOND: 1}


def test_an_early_departure_shortens_the_stay_first() -> None:
    """Before the departure date nobody is checked out; the date is named, before any night."""
    given(STAY, *IN_HOUSE).on(SECOND).when(CheckOut("S1")).refused(
        "stay.departs_later", departure=DEPARTURE, business_date=SECOND
    )
    early = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND)
    shortened = early.when(ShortenStay("S1", SECOND))
    left = given(STAY, *IN_HOUSE, FIRST_POSTED, *shortened.events).on(SECOND)
    left.when(CheckOut("S1")).then(attrs.evolve(CHECKED_OUT, business_date=SECOND))


def test_who_leaves_on_the_day_of_arrival_owes_no_night() -> None:
    """All nights were given back, so none is missing."""
    left = StayShortened("S1", FIRST, BOOKED.nights)
    state = given(STAY, *IN_HOUSE, left).when(CheckOut("S1"))
    state.then(attrs.evolve(CHECKED_OUT, business_date=FIRST))


@pytest.mark.parametrize(("posted", "missing"), [((), FIRST), ((FIRST_POSTED,), SECOND)])
def test_nobody_leaves_before_the_nights_are_charged(posted, missing) -> None:
    """A night that is not charged yet keeps the guest in house; the first one is named."""
    given(STAY, *IN_HOUSE, *posted).on(DEPARTURE).when(CheckOut("S1")).refused(
        "stay.nights_unposted", night=missing
    )


LATE_AT_THE_DESK = given(STAY, BOOKED).on(SECOND).when(CheckIn("S1", "2034", "DLX")).events
LATE_BEFORE = given(STAY).on(SECOND).when(TakeOverStay("S1", BOOK, "2034", "DLX", SECOND)).events


@pytest.mark.parametrize(
    "past", [(BOOKED, *LATE_AT_THE_DESK), LATE_BEFORE], ids=["at the desk", "in another system"]
)
def test_a_night_before_the_guest_came_keeps_nobody(past) -> None:
    """A guest who came a day late is charged from that night on, and may leave on the same day."""
    given(STAY, *past).on(SECOND).when(PostNight("S1", SECOND)).then(SECOND_POSTED)
    given(STAY, *past, SECOND_POSTED).on(DEPARTURE).when(CheckOut("S1")).then(CHECKED_OUT)
    left = given(STAY, *past).on(SECOND).when(ShortenStay("S1", SECOND)).events
    given(STAY, *past, *left).on(SECOND).when(CheckOut("S1")).then(
        attrs.evolve(CHECKED_OUT, business_date=SECOND)
    )


def test_nobody_is_left_behind_in_a_room() -> None:
    """Who has the room leaves last, or hands it over; those who live in it are named."""
    command = CheckOut("S1", sharers=("S2", "S3"))
    refusal = given(STAY, *ALL_POSTED).on(DEPARTURE).when(command)
    refusal.refused("stay.room_shared", stay="S1", sharers="S2, S3")


# On account

ON_ACCOUNT = CheckOut("S1", Settlement.ON_ACCOUNT, date(2026, 12, 24), "PT Maju pays")
OWING = StayCheckedOut(
    "S1", "2034", Settlement.ON_ACCOUNT, date(2026, 12, 24), "PT Maju pays", DEPARTURE
)
MANAGER = Actor("staff", "sari", roles=("manager",))
ALLOWED = Permissions((Grant("manager", ("stays.check_out_on_account",)),))


def test_a_guest_leaves_on_account_by_the_word_of_somebody_who_may() -> None:
    """The bill stays open until a day and for a reason, and the stay is over all the same."""
    leaving = given(STAY, *ALL_POSTED).on(DEPARTURE)
    state = leaving.by(MANAGER, ALLOWED).when(ON_ACCOUNT).then(OWING)
    assert state.status is StayStatus.CHECKED_OUT
    leaving.by(SYSTEM).when(ON_ACCOUNT).then(OWING)


@pytest.mark.parametrize(
    "actor", [Actor("staff", "ayu"), Actor("guest", "G1", roles=("manager",))], ids=str
)
def test_nobody_else_lets_a_guest_leave_owing(actor) -> None:
    """Who may not is told what it needs; whoever leaves settled needs nobody's word."""
    leaving = given(STAY, *ALL_POSTED).on(DEPARTURE).by(actor, ALLOWED)
    leaving.when(ON_ACCOUNT).refused(
        "permission.missing", actor=str(actor), permission="stays.check_out_on_account"
    )
    leaving.when(CheckOut("S1")).then(CHECKED_OUT)


# The check-out taken back


def test_a_check_out_is_taken_back_on_its_day() -> None:
    """The guest is in house again in the same room, and can be checked out again."""
    reverse = ReverseCheckOut("S1", "forgot the minibar")
    back = given(STAY, *ALL_POSTED, CHECKED_OUT).on(DEPARTURE).when(reverse)
    state = back.then(CheckOutReversed("S1", "2034", "forgot the minibar", DEPARTURE))
    assert state == STAY.replay(ALL_POSTED)
    again = given(STAY, *ALL_POSTED, CHECKED_OUT, *back.events).on(DEPARTURE)
    again.when(CheckOut("S1")).then(CHECKED_OUT)


def test_a_check_out_is_not_taken_back_on_another_day() -> None:
    """Once the day is closed the room may be anybody's; the guest makes a new booking."""
    late = given(STAY, *ALL_POSTED, CHECKED_OUT).on(LATER)
    late.when(ReverseCheckOut("S1", "forgot the minibar")).refused(
        "stay.left_earlier", checked_out_on=DEPARTURE, business_date=LATER
    )
    (only,) = STAY.allowed(late.state, late.context)["ReverseCheckOut"].reasons
    assert only.code == "stay.left_earlier"


# Day use

BY_DAY = attrs.evolve(BOOKED, departure=FIRST, nights=BOOKED.nights[:1])
DAY_POSTED = DayUsePosted("S1", FIRST, Decimal(850000), "IDR", "2034", "DLX")


def test_a_day_use_is_charged_as_a_day_and_takes_no_night() -> None:
    """No night of the house was sold, so no night is posted."""
    state = given(STAY, BY_DAY, CHECKED_IN).when(PostNight("S1", FIRST)).then(DAY_POSTED)
    assert state.unposted == ()
    assert takes(state) is None
    given(STAY, BY_DAY, CHECKED_IN, DAY_POSTED).when(PostNight("S1", FIRST)).refused(
        "stay.night_already_posted", posted_through=FIRST, night=FIRST
    )
    given(STAY, BY_DAY, CHECKED_IN).on(SECOND).when(PostNight("S1", SECOND)).refused(
        "stay.night_not_booked", arrival=FIRST, departure=FIRST, night=SECOND
    )


def test_a_day_use_is_checked_in_on_its_day_only() -> None:
    """The day before is too early, and the day after the day is over."""
    check_in = CheckIn("S1", "2034", "DLX")
    given(STAY, BY_DAY).when(check_in).then(CHECKED_IN)
    given(STAY, BY_DAY).on(FIRST - timedelta(days=1)).when(check_in).refused("stay.too_early")
    given(STAY, BY_DAY).on(SECOND).when(check_in).refused("stay.expired", departure=FIRST)


def test_a_day_use_is_charged_before_the_guest_leaves() -> None:
    """The guest has left before the close, so the day is charged on the day itself."""
    given(STAY, BY_DAY, CHECKED_IN).when(CheckOut("S1")).refused(
        "stay.nights_unposted", night=FIRST
    )
    given(STAY, BY_DAY, CHECKED_IN, DAY_POSTED).when(CheckOut("S1")).then(
        attrs.evolve(CHECKED_OUT, business_date=FIRST)
    )


@pytest.mark.parametrize(
    ("past", "code"),
    [
        ((BY_DAY,), "stay.no_night_left"),
        ((BY_DAY, CHECKED_IN), "stay.departure_in_past"),
        ((BY_DAY, CHECKED_IN, DAY_POSTED), "stay.departure_in_past"),
    ],
)
def test_a_day_use_cannot_be_shorter(past, code) -> None:
    """It has one day and no night that could fall away."""
    given(STAY, *past).when(ShortenStay("S1", FIRST - timedelta(days=1))).refused(code)
    given(STAY, *past).when(ShortenStay("S1", FIRST)).refused("stay.departure_not_sooner")
