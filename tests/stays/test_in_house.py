"""How a guest arrives, moves, shares a room, stays longer or shorter, and is charged a night."""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.money import money
from axentra_core.stays import (
    AGGREGATES,
    Book,
    ChangePrices,
    CheckIn,
    CheckInReversed,
    CorrectRoom,
    ExtendStay,
    FeeDue,
    FeeKind,
    GrantLateCheckOut,
    GuestSessionOpened,
    LateCheckOutGranted,
    MoveStay,
    Night,
    NightPosted,
    NightPrice,
    NightsMissed,
    OpenGuestSession,
    PostNight,
    PricesChanged,
    ReverseCheckIn,
    RoomAssigned,
    RoomCorrected,
    RoomShared,
    RoomUse,
    ShareRoom,
    ShortenStay,
    StayCheckedIn,
    StayExtended,
    StayMoved,
    StayShortened,
    StayStatus,
    party,
    takes,
)
from axentra_core.testing import given

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
EVE, FIRST, SECOND, DEPARTURE, LATER = (date(2026, 11, day) for day in (22, 23, 24, 25, 26))


def prices(*nights, price="850000", currency="IDR"):
    """Return prices of nights."""
    return tuple(NightPrice(night, money(price, currency)) for night in nights)


BOOK = Book(
    "S1",
    "AX-1001",
    "G1",
    "DLX",
    FIRST,
    DEPARTURE,
    (*prices(FIRST), *prices(SECOND, price="950000")),
    party(2, 9),
)
(BOOKED,) = given(STAY).when(BOOK).events
CHECK_IN = CheckIn("S1", "2034", "DLX")
CHECKED_IN = StayCheckedIn("S1", "2034", "DLX", FIRST)
FIRST_POSTED = NightPosted("S1", FIRST, Decimal(850000), "IDR", "2034", "DLX")
SECOND_POSTED = NightPosted("S1", SECOND, Decimal(950000), "IDR", "2034", "DLX")
IN_HOUSE = (BOOKED, CHECKED_IN)
SHARED = RoomShared("S1", "S2")


def owed(kind, amount):
    """Return the fee that is due on the first day."""
    return FeeDue("S1", kind, Decimal(amount), "IDR", FIRST)


# Arrival


def test_a_check_in_gives_the_guest_a_room() -> None:
    """From the check-in on the guest is in house in that room, whatever was set aside."""
    for past in ((BOOKED,), (BOOKED, RoomAssigned("S1", "2035", "DLX"))):
        state = given(STAY, *past).when(CHECK_IN).then(CHECKED_IN)
        assert (state.status, state.room) == (StayStatus.IN_HOUSE, "2034")
        assert state.checked_in_on == FIRST


def test_a_guest_may_come_a_day_late() -> None:
    """While a night is left a late guest is checked in, and the nights that are over are not."""
    missed = NightsMissed("S1", SECOND, BOOKED.nights[:1])
    late = given(STAY, BOOKED).on(SECOND).when(CHECK_IN)
    state = late.then(missed, StayCheckedIn("S1", "2034", "DLX", SECOND))
    assert (state.arrival, state.nights) == (SECOND, BOOKED.nights[1:])
    assert dict(takes(state)) == {SECOND: 1}


def test_nobody_checks_in_before_the_arrival_date() -> None:
    """An early guest is told the arrival date."""
    given(STAY, BOOKED).on(EVE).when(CHECK_IN).refused(
        "stay.too_early", arrival=FIRST, business_date=EVE
    )


@pytest.mark.parametrize("late", [DEPARTURE, date(2026, 12, 24)])
def test_nobody_checks_in_from_the_departure_date_on(late) -> None:
    """A booking whose nights have all passed has expired."""
    given(STAY, BOOKED).on(late).when(CHECK_IN).refused(
        "stay.expired", departure=DEPARTURE, business_date=late
    )


def test_a_room_of_another_type_is_an_upgrade_or_a_mistake() -> None:
    """Another type than the booked one is given only knowingly; both types are named."""
    given(STAY, BOOKED).when(CheckIn("S1", "3001", "SUITE")).refused(
        "stay.room_type_mismatch", booked="DLX", room="3001", got="SUITE"
    )
    knowingly = CheckIn("S1", "3001", "SUITE", upgrade=True)
    state = given(STAY, BOOKED).when(knowingly).then(StayCheckedIn("S1", "3001", "SUITE", FIRST))
    assert (state.room_type, state.taken_type) == ("DLX", "SUITE")


def test_an_upgraded_guest_pays_the_booked_type() -> None:
    """A night in a better room is charged as it was booked."""
    upgraded = (BOOKED, StayCheckedIn("S1", "3001", "SUITE", FIRST))
    given(STAY, *upgraded).when(PostNight("S1", FIRST)).then(
        NightPosted("S1", FIRST, Decimal(850000), "IDR", "3001", "DLX")
    )


def test_the_date_is_judged_before_the_room() -> None:
    """A guest who comes on the wrong date hears that first, whatever room was meant."""
    given(STAY, BOOKED).on(EVE).when(CheckIn("S1", "3001", "SUITE")).refused("stay.too_early")


@pytest.mark.parametrize(
    ("today", "arrival", "departure", "free"),
    [
        (FIRST, EVE, FIRST, True),
        (FIRST, EVE, SECOND, False),
        (FIRST, SECOND, LATER, False),
        (FIRST, DEPARTURE, LATER, True),
        (SECOND, FIRST, SECOND, True),
        (SECOND, FIRST, DEPARTURE, False),
    ],
)
def test_a_guest_gets_a_room_that_is_free_for_the_nights_that_are_left(
    today, arrival, departure, free
) -> None:
    """A late guest does not need the room on the nights that are over."""
    other = RoomUse("S2", arrival, departure)
    outcome = given(STAY, BOOKED).on(today).when(attrs.evolve(CHECK_IN, others=(other,)))
    if free:
        assert outcome.events[-1] == StayCheckedIn("S1", "2034", "DLX", today)
    else:
        outcome.refused("stay.room_taken", room="2034", other="S2", departure=departure)


# The check-in taken back

REVERSE = ReverseCheckIn("S1", "wrong guest")
REVERSED = CheckInReversed("S1", "2034", "wrong guest", FIRST)


def test_a_check_in_is_taken_back_on_its_day() -> None:
    """The guest is booked again, with no room, and can be checked in again."""
    state = given(STAY, *IN_HOUSE).when(REVERSE).then(REVERSED)
    assert (state.status, state.room, state.checked_in_on) == (StayStatus.BOOKED, None, None)
    given(STAY, *IN_HOUSE, REVERSED).when(CHECK_IN).then(CHECKED_IN)


def test_an_upgrade_is_taken_back_with_its_check_in() -> None:
    """The stay takes a room of the booked type again."""
    upgraded = StayCheckedIn("S1", "3001", "SUITE", FIRST)
    assert given(STAY, BOOKED, upgraded).when(REVERSE).state.taken_type == "DLX"


@pytest.mark.parametrize("today", [EVE, SECOND])
def test_a_check_in_is_not_taken_back_on_another_day(today) -> None:
    """Yesterday's check-in stands: the night was slept, and the guest departs early instead."""
    given(STAY, *IN_HOUSE).on(today).when(REVERSE).refused(
        "stay.checked_in_earlier", checked_in_on=FIRST, business_date=today
    )


def test_a_check_in_stands_once_something_is_charged() -> None:
    """A night on the bill was sold to somebody; both reasons are told a day later."""
    given(STAY, *IN_HOUSE, FIRST_POSTED).when(REVERSE).refused(
        "stay.night_already_posted", posted_through=FIRST
    )
    late = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND)
    told = STAY.allowed(late.state, late.context)["ReverseCheckIn"].reasons
    assert [reason.code for reason in told] == [
        "stay.checked_in_earlier",
        "stay.night_already_posted",
    ]


# Another room

MOVE = MoveStay("S1", "2035", "DLX", "noise")
MOVED = StayMoved("S1", "2034", "2035", "DLX", None, "noise", FIRST)
CORRECT = CorrectRoom("S1", "2035", "DLX", "wrong key")
CORRECTED = RoomCorrected("S1", "2034", "2035", "DLX", None, "wrong key", FIRST)


@pytest.mark.parametrize(("command", "event"), [(MOVE, MOVED), (CORRECT, CORRECTED)])
def test_a_guest_is_in_another_room(command, event) -> None:
    """Both rooms are named, and nothing else of the stay changes."""
    before = given(STAY, *IN_HOUSE)
    after = before.when(command).then(event)
    assert after == attrs.evolve(before.state, room="2035")


def test_a_night_is_charged_for_the_room_it_is_slept_in() -> None:
    """What was charged before a move keeps its room, what comes after has the new one."""
    moved = attrs.evolve(MOVED, business_date=SECOND)
    state = given(STAY, *IN_HOUSE, FIRST_POSTED, moved).on(SECOND).when(PostNight("S1", SECOND))
    state.then(attrs.evolve(SECOND_POSTED, room="2035"))


@pytest.mark.parametrize("command", [MOVE, CORRECT])
def test_a_guest_is_not_moved_to_where_they_are(command) -> None:
    """The same room is no other one."""
    again = attrs.evolve(command, room="2034")
    given(STAY, *IN_HOUSE).when(again).refused("stay.same_room", room="2034")


def test_a_guest_moves_to_a_better_room_knowingly() -> None:
    """A move to another type is an upgrade or a mistake; a correction says what is so."""
    suite = {"room": "3001", "room_type": "SUITE"}
    given(STAY, *IN_HOUSE).when(attrs.evolve(MOVE, **suite)).refused(
        "stay.room_type_mismatch", booked="DLX", room="3001", got="SUITE"
    )
    moved = given(STAY, *IN_HOUSE).when(attrs.evolve(MOVE, **suite, upgrade=True))
    assert moved.then(attrs.evolve(MOVED, **suite)).taken_type == "SUITE"
    corrected = given(STAY, *IN_HOUSE).when(attrs.evolve(CORRECT, **suite))
    assert corrected.then(attrs.evolve(CORRECTED, **suite)).taken_type == "SUITE"


@pytest.mark.parametrize("command", [MOVE, CORRECT])
def test_a_guest_moves_to_a_room_that_is_free(command) -> None:
    """Whoever has the room on a night that is left keeps it; before and after is no matter."""
    taken = attrs.evolve(command, others=(RoomUse("S2", SECOND, LATER),))
    given(STAY, *IN_HOUSE).when(taken).refused("stay.room_taken", room="2035", other="S2")
    uses = (RoomUse("S2", EVE, FIRST), RoomUse("S3", DEPARTURE, LATER))
    assert given(STAY, *IN_HOUSE).when(attrs.evolve(command, others=uses)).error is None


@pytest.mark.parametrize("command", [MOVE, CORRECT])
def test_a_guest_moves_in_with_somebody_and_out_again(command) -> None:
    """Who shares takes no room, and who moves on alone takes one again."""
    joined = given(STAY, *IN_HOUSE).when(attrs.evolve(command, sharing="S2"))
    assert joined.state.shares == "S2"
    assert takes(joined.state) is None
    alone = given(STAY, *IN_HOUSE, *joined.events).when(attrs.evolve(command, room="2036"))
    assert dict(takes(alone.state)) == {FIRST: 1, SECOND: 1}


# A shared room


@pytest.mark.parametrize("past", [(BOOKED,), IN_HOUSE], ids=["booked", "in house"])
def test_a_stay_shares_the_room_of_another_one_or_has_one(past) -> None:
    """Who shares takes no room of the house; to share as before is no change."""
    shared = given(STAY, *past).when(ShareRoom("S1", "S2")).then(SHARED)
    assert takes(shared) is None
    given(STAY, *past, SHARED).when(ShareRoom("S1", "S2")).then()
    given(STAY, *past).when(ShareRoom("S1", None)).then()
    alone = given(STAY, *past, SHARED).when(ShareRoom("S1", None)).then(RoomShared("S1", None))
    assert dict(takes(alone)) == {FIRST: 1, SECOND: 1}


def test_nobody_shares_with_themselves() -> None:
    """One stay alone has its room, or nobody would take it."""
    given(STAY, BOOKED).when(ShareRoom("S1", "S1")).refused("stay.shares_with_itself", stay="S1")


# Longer and shorter

EXTEND = ExtendStay("S1", LATER, prices(DEPARTURE))
EXTENDED = StayExtended("S1", LATER, (Night(DEPARTURE, Decimal(850000)),))


@pytest.mark.parametrize("past", [(BOOKED,), IN_HOUSE], ids=["booked", "in house"])
def test_a_guest_stays_longer(past) -> None:
    """The added nights follow the others, each at its own price."""
    state = given(STAY, *past).when(EXTEND).then(EXTENDED)
    assert state.departure == LATER
    assert [night.date for night in state.nights] == [FIRST, SECOND, DEPARTURE]


def test_a_guest_decides_on_the_day_of_departure_to_stay() -> None:
    """Until the day is closed the next night can be added."""
    due_out = (*IN_HOUSE, FIRST_POSTED, SECOND_POSTED)
    state = given(STAY, *due_out).on(DEPARTURE).when(EXTEND).then(EXTENDED)
    assert [night.date for night in state.unposted] == [DEPARTURE]


def test_an_overdue_guest_is_not_extended_into_days_that_are_over() -> None:
    """Those nights could not be charged any more; the guest leaves and books anew."""
    due_out = (*IN_HOUSE, FIRST_POSTED, SECOND_POSTED)
    for departure, nights in ((LATER, (DEPARTURE,)), (date(2026, 11, 27), (DEPARTURE, LATER))):
        overdue = given(STAY, *due_out).on(LATER)
        overdue.when(ExtendStay("S1", departure, prices(*nights))).refused(
            "stay.expired", departure=DEPARTURE, business_date=LATER
        )


@pytest.mark.parametrize("departure", [FIRST, SECOND, DEPARTURE])
def test_only_a_later_departure_is_an_extension(departure) -> None:
    """The departure that holds is named."""
    given(STAY, *IN_HOUSE).when(ExtendStay("S1", departure, ())).refused(
        "stay.departure_not_later", departure=DEPARTURE
    )


@pytest.mark.parametrize(
    "nights",
    [(), (SECOND, DEPARTURE), (LATER,), (DEPARTURE, DEPARTURE)],
    ids=["none", "one too many", "another", "twice"],
)
def test_each_added_night_has_its_price(nights) -> None:
    """Exactly the nights between the departures are priced, in order."""
    given(STAY, *IN_HOUSE).when(attrs.evolve(EXTEND, nights=prices(*nights))).refused(
        "stay.nights_differ", first=DEPARTURE, last=DEPARTURE
    )


def test_a_stay_lasts_a_year_at_most() -> None:
    """366 nights can be had by and by, and a longer stay is a second one."""
    last = FIRST + timedelta(days=366)
    year = [DEPARTURE + timedelta(days=day) for day in range(364)]
    state = given(STAY, *IN_HOUSE).when(ExtendStay("S1", last, prices(*year))).state
    assert len(state.nights) == 366
    longer = ExtendStay("S1", last + timedelta(days=1), prices(*year, last))
    given(STAY, *IN_HOUSE).when(longer).refused("stay.too_long", got=367, high=366)


def test_a_day_use_is_not_extended_into_the_night() -> None:
    """Its day is charged; the night is another booking."""
    by_day = attrs.evolve(BOOKED, departure=FIRST, nights=BOOKED.nights[:1])
    longer = ExtendStay("S1", SECOND, prices(FIRST))
    given(STAY, by_day, CHECKED_IN).when(longer).refused("stay.day_use", stay="S1")


@pytest.mark.parametrize(
    ("arrival", "departure", "free"),
    [(EVE, DEPARTURE, True), (DEPARTURE, LATER, False), (LATER, date(2026, 11, 29), True)],
)
def test_a_guest_stays_on_while_the_room_is_free(arrival, departure, free) -> None:
    """Whoever has the room on an added night is named, so that one of them can move."""
    other = RoomUse("S2", arrival, departure)
    outcome = given(STAY, *IN_HOUSE).when(attrs.evolve(EXTEND, others=(other,)))
    if free:
        outcome.then(EXTENDED)
    else:
        outcome.refused("stay.room_taken", room="2034", other="S2", arrival=arrival)


@pytest.mark.parametrize("past", [(BOOKED,), IN_HOUSE], ids=["booked", "in house"])
def test_a_guest_stays_shorter_for_the_fee_that_was_agreed(past) -> None:
    """The nights from the new departure on are given back; a fee is owed if there is one."""
    shortened = StayShortened("S1", SECOND, BOOKED.nights[1:])
    state = given(STAY, *past).when(ShortenStay("S1", SECOND)).then(shortened)
    assert (state.departure, state.nights) == (SECOND, BOOKED.nights[:1])
    assert dict(takes(state)) == {FIRST: 1}
    for_a_fee = ShortenStay("S1", SECOND, money("100000", "IDR"))
    given(STAY, *past).when(for_a_fee).then(shortened, owed(FeeKind.EARLY_DEPARTURE, 100000))


def test_a_guest_in_house_may_leave_on_the_day_of_arrival() -> None:
    """All nights are given back: nothing was slept, nothing is charged, no room is taken."""
    left = given(STAY, *IN_HOUSE).when(ShortenStay("S1", FIRST))
    state = left.then(StayShortened("S1", FIRST, BOOKED.nights))
    assert state.nights == ()
    assert takes(state) is None
    assert not state.is_day_use


def test_a_guest_who_stays_after_all_has_nights_again() -> None:
    """Whoever has decided too soon to leave has not become a day use."""
    left = StayShortened("S1", FIRST, BOOKED.nights)
    again = ExtendStay("S1", SECOND, prices(FIRST))
    state = given(STAY, *IN_HOUSE, left).when(again).state
    assert [night.date for night in state.nights] == [FIRST]


def test_a_check_in_without_a_night_left_is_not_for_another_one() -> None:
    """Who has given all nights back and whose check-in was taken back has nothing to come for."""
    left = StayShortened("S1", FIRST, BOOKED.nights)
    given(STAY, *IN_HOUSE, left, REVERSED).when(CHECK_IN).refused("stay.expired", stay="S1")


@pytest.mark.parametrize("departure", [DEPARTURE, LATER])
def test_only_a_sooner_departure_shortens_a_stay(departure) -> None:
    """The departure that holds is named."""
    for past in ((BOOKED,), IN_HOUSE):
        given(STAY, *past).when(ShortenStay("S1", departure)).refused(
            "stay.departure_not_sooner", departure=DEPARTURE
        )


@pytest.mark.parametrize("departure", [EVE, FIRST])
def test_a_booking_keeps_a_night(departure) -> None:
    """Whoever does not come at all cancels."""
    given(STAY, BOOKED).when(ShortenStay("S1", departure)).refused(
        "stay.no_night_left", arrival=FIRST
    )


@pytest.mark.parametrize(
    ("posted", "today", "departure", "earliest"),
    [
        ((), FIRST, EVE, FIRST),
        ((FIRST_POSTED,), FIRST, FIRST, SECOND),
        ((FIRST_POSTED,), SECOND, FIRST, SECOND),
        ((), SECOND, FIRST, SECOND),
        ((FIRST_POSTED, SECOND_POSTED), SECOND, SECOND, DEPARTURE),
    ],
)
def test_a_night_that_is_over_or_charged_does_not_fall_away(
    posted, today, departure, earliest
) -> None:
    """The earliest departure that is still possible is named."""
    stay = given(STAY, *IN_HOUSE, *posted).on(today)
    stay.when(ShortenStay("S1", departure)).refused(
        "stay.departure_in_past", got=departure, earliest=earliest
    )


def test_a_late_check_out_goes_with_its_day() -> None:
    """On another departure day somebody else may have the room in the afternoon."""
    granted = (*IN_HOUSE, LateCheckOutGranted("S1", time(15)))
    assert given(STAY, *granted).when(EXTEND).state.leaves_at is None
    assert given(STAY, *granted).when(ShortenStay("S1", SECOND)).state.leaves_at is None


# Prices, sessions and the late check-out


@pytest.mark.parametrize("past", [(BOOKED,), IN_HOUSE], ids=["booked", "in house"])
def test_other_prices_are_agreed_on(past) -> None:
    """Only the nights whose price is another one are noted; none is no change."""
    changed = PricesChanged("S1", (Night(SECOND, Decimal(700000)),))
    both = ChangePrices("S1", (*prices(FIRST), *prices(SECOND, price="700000")))
    state = given(STAY, *past).when(both).then(changed)
    assert [night.price for night in state.nights] == [Decimal(850000), Decimal(700000)]
    assert state.price_of(SECOND) == Decimal(700000)
    given(STAY, *past).when(ChangePrices("S1", BOOK.nights)).then()


def test_a_night_is_charged_at_the_price_that_holds() -> None:
    """What was agreed last is what is charged, whatever the rate has become."""
    changed = PricesChanged("S1", (Night(FIRST, Decimal(700000)),))
    given(STAY, *IN_HOUSE, changed).when(PostNight("S1", FIRST)).then(
        attrs.evolve(FIRST_POSTED, price=Decimal(700000))
    )


@pytest.mark.parametrize(
    ("nights", "code", "values"),
    [
        ((FIRST,), "stay.night_already_posted", {"posted_through": FIRST, "night": FIRST}),
        ((FIRST, SECOND), "stay.night_already_posted", {"night": FIRST}),
        ((SECOND, DEPARTURE), "stay.night_not_booked", {"night": DEPARTURE}),
        ((EVE,), "stay.night_not_booked", {"night": EVE}),
    ],
)
def test_a_night_that_is_charged_or_foreign_keeps_its_price(nights, code, values) -> None:
    """The bill is corrected by reversal, not by another price."""
    command = ChangePrices("S1", prices(*nights, price="700000"))
    given(STAY, *IN_HOUSE, FIRST_POSTED).when(command).refused(code, **values)


@pytest.mark.parametrize(
    "command",
    [
        attrs.evolve(EXTEND, nights=prices(DEPARTURE, price="50", currency="EUR")),
        ChangePrices("S1", prices(SECOND, price="50", currency="EUR")),
        ShortenStay("S1", SECOND, money("50", "EUR")),
        GrantLateCheckOut("S1", time(15), money("50", "EUR")),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_stay_is_priced_in_one_currency(command) -> None:
    """Another currency is exchanged first; both are named."""
    given(STAY, *IN_HOUSE).when(command).refused(
        "stay.currency_mismatch", currency="IDR", got="EUR"
    )


@pytest.mark.parametrize("past", [(BOOKED,), IN_HOUSE], ids=["booked", "in house"])
def test_a_guest_keeps_the_room_longer_on_the_last_day(past) -> None:
    """Until a wall time at the property, for a fee if there is one; another time replaces it."""
    granted = LateCheckOutGranted("S1", time(15))
    state = given(STAY, *past).when(GrantLateCheckOut("S1", time(15))).then(granted)
    assert (state.leaves_at, state.departure) == (time(15), DEPARTURE)
    for_a_fee = GrantLateCheckOut("S1", time(18), money("200000", "IDR"))
    later = given(STAY, *past, granted).when(for_a_fee)
    state = later.then(LateCheckOutGranted("S1", time(18)), owed(FeeKind.LATE_CHECK_OUT, 200000))
    assert state.leaves_at == time(18)


def test_guest_sessions_are_counted() -> None:
    """Each session of a stay has the next number and the room it serves."""
    session = GuestSessionOpened("S1", 1, "2034")
    state = given(STAY, *IN_HOUSE).when(OpenGuestSession("S1")).then(session)
    assert state.sessions == 1
    given(STAY, *IN_HOUSE, session, MOVED).when(OpenGuestSession("S1")).then(
        GuestSessionOpened("S1", 2, "2035")
    )


# The nights


def test_nights_are_charged_one_by_one() -> None:
    """Each night is charged on its own date at its own price, until none is left."""
    state = given(STAY, *IN_HOUSE).when(PostNight("S1", FIRST)).then(FIRST_POSTED)
    assert state.posted_through == FIRST
    assert [night.date for night in state.unposted] == [SECOND]
    later = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND).when(PostNight("S1", SECOND))
    assert later.then(SECOND_POSTED).unposted == ()


@pytest.mark.parametrize("day", [FIRST, SECOND])
def test_a_night_is_charged_once(day) -> None:
    """A night that is charged is not charged again, neither on its own date nor later."""
    given(STAY, *IN_HOUSE, FIRST_POSTED).on(day).when(PostNight("S1", FIRST)).refused(
        "stay.night_already_posted", posted_through=FIRST, night=FIRST
    )


@pytest.mark.parametrize("night", [EVE, DEPARTURE])
def test_only_booked_nights_are_charged(night) -> None:
    """The eve of the arrival and the departure day are no nights of the stay."""
    given(STAY, *IN_HOUSE).on(night).when(PostNight("S1", night)).refused(
        "stay.night_not_booked", arrival=FIRST, departure=DEPARTURE, night=night
    )


@pytest.mark.parametrize(("night", "today"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_night_is_charged_on_its_own_date(night, today) -> None:
    """No night is charged in advance or after its business date has closed."""
    given(STAY, *IN_HOUSE).on(today).when(PostNight("S1", night)).refused(
        "stay.night_not_due", night=night, business_date=today
    )
