"""How a stay is booked, checked in, charged night by night and checked out."""

from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.kernel.money import money
from axentra_core.stays import (
    AGGREGATES,
    Book,
    CheckIn,
    CheckOut,
    GuestSessionOpened,
    Night,
    NightPosted,
    NightPrice,
    OpenGuestSession,
    PostNight,
    Source,
    StayBooked,
    StayCheckedIn,
    StayCheckedOut,
    StayStatus,
)
from axentra_core.testing import given

(STAY,) = AGGREGATES
EVE, FIRST, SECOND, DEPARTURE = (date(2026, 11, day) for day in (22, 23, 24, 25))

BOOK = Book(
    "S1",
    "AX-1001",
    "G1",
    "DLX",
    FIRST,
    DEPARTURE,
    (NightPrice(FIRST, money("850000", "IDR")), NightPrice(SECOND, money("950000", "IDR"))),
    adults=2,
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
    2,
    0,
    Source.FRONT_OFFICE,
    None,
    1,
    FIRST,
)
CHECK_IN = CheckIn("S1", "2034", "DLX")
CHECKED_IN = StayCheckedIn("S1", "2034", FIRST)
SESSION = GuestSessionOpened("S1", 1, "2034")
FIRST_POSTED = NightPosted("S1", FIRST, Decimal(850000), "IDR", "2034", "DLX")
SECOND_POSTED = NightPosted("S1", SECOND, Decimal(950000), "IDR", "2034", "DLX")
CHECKED_OUT = StayCheckedOut("S1", "2034", DEPARTURE)

IN_HOUSE = (BOOKED, CHECKED_IN)
ALL_POSTED = (*IN_HOUSE, FIRST_POSTED, SECOND_POSTED)
ENDED = (*ALL_POSTED, CHECKED_OUT)


def test_a_booking_keeps_every_night_at_its_own_price() -> None:
    """What was agreed for each night stands in the booking, not an average or a rate's name."""
    state = given(STAY).when(BOOK).then(BOOKED)
    assert state.status is StayStatus.BOOKED
    assert state.room is None
    assert [night.price for night in state.nights] == [Decimal(850000), Decimal(950000)]


def test_a_booking_keeps_where_it_came_from() -> None:
    """A booking from outside keeps its way, its own number and the settings it was priced by."""
    online = {"children": 1, "source": Source.ONLINE, "reference": "BDC-77", "settings": 4}
    given(STAY).when(attrs.evolve(BOOK, **online)).then(attrs.evolve(BOOKED, **online))


def test_a_stay_is_booked_once() -> None:
    """A second booking under the same id is refused."""
    given(STAY, BOOKED).when(BOOK).refused("record.already_exists", kind="stay", id="S1")


def test_nobody_arrives_in_the_past() -> None:
    """A booking may arrive on the business date or later, and both dates are named."""
    given(STAY).on(SECOND).when(BOOK).refused(
        "stay.arrival_in_past", arrival=FIRST, business_date=SECOND
    )


def test_a_check_in_gives_the_guest_a_room() -> None:
    """From the check-in on the guest is in house in that room."""
    state = given(STAY, BOOKED).when(CHECK_IN).then(CHECKED_IN)
    assert (state.status, state.room) == (StayStatus.IN_HOUSE, "2034")


def test_a_guest_may_come_a_day_late() -> None:
    """While a night is left, a late guest is checked in."""
    given(STAY, BOOKED).on(SECOND).when(CHECK_IN).then(StayCheckedIn("S1", "2034", SECOND))


def test_nobody_checks_in_before_the_arrival_date() -> None:
    """An early guest is told the arrival date."""
    given(STAY, BOOKED).on(EVE).when(CHECK_IN).refused(
        "stay.too_early", arrival=FIRST, business_date=EVE
    )


@pytest.mark.parametrize("late", [DEPARTURE, date(2026, 12, 24)])
def test_nobody_checks_in_from_the_departure_date_on(late: date) -> None:
    """A booking whose nights have all passed has expired."""
    given(STAY, BOOKED).on(late).when(CHECK_IN).refused(
        "stay.expired", departure=DEPARTURE, business_date=late
    )


def test_a_room_of_another_type_is_an_upgrade_or_a_mistake() -> None:
    """Another type than the booked one is given only knowingly; both types are named."""
    given(STAY, BOOKED).when(CheckIn("S1", "3001", "SUITE")).refused(
        "stay.room_type_mismatch", booked="DLX", room="3001", got="SUITE"
    )
    given(STAY, BOOKED).when(CheckIn("S1", "3001", "SUITE", upgrade=True)).then(
        StayCheckedIn("S1", "3001", FIRST)
    )


def test_an_upgraded_guest_pays_the_booked_type() -> None:
    """A night in a better room is charged as it was booked."""
    given(STAY, BOOKED, StayCheckedIn("S1", "3001", FIRST)).when(PostNight("S1", FIRST)).then(
        NightPosted("S1", FIRST, Decimal(850000), "IDR", "3001", "DLX")
    )


def test_the_date_is_judged_before_the_room() -> None:
    """A guest who comes on the wrong date hears that first, whatever room was meant."""
    given(STAY, BOOKED).on(EVE).when(CheckIn("S1", "3001", "SUITE")).refused("stay.too_early")


def test_guest_sessions_are_counted() -> None:
    """Each session of a stay has the next number and the room it serves."""
    state = given(STAY, *IN_HOUSE).when(OpenGuestSession("S1")).then(SESSION)
    assert state.sessions == 1
    given(STAY, *IN_HOUSE, SESSION).when(OpenGuestSession("S1")).then(
        GuestSessionOpened("S1", 2, "2034")
    )


def test_nights_are_charged_one_by_one() -> None:
    """Each night is charged on its own date at its own price, until none is left."""
    state = given(STAY, *IN_HOUSE).when(PostNight("S1", FIRST)).then(FIRST_POSTED)
    assert state.posted_through == FIRST
    assert [night.date for night in state.unposted] == [SECOND]
    later = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND).when(PostNight("S1", SECOND))
    assert later.then(SECOND_POSTED).unposted == ()


@pytest.mark.parametrize("day", [FIRST, SECOND])
def test_a_night_is_charged_once(day: date) -> None:
    """A night that is charged is not charged again, neither on its own date nor later."""
    given(STAY, *IN_HOUSE, FIRST_POSTED).on(day).when(PostNight("S1", FIRST)).refused(
        "stay.night_already_posted", posted_through=FIRST, night=FIRST
    )


@pytest.mark.parametrize("night", [EVE, DEPARTURE])
def test_only_booked_nights_are_charged(night: date) -> None:
    """The eve of the arrival and the departure day are no nights of the stay."""
    given(STAY, *IN_HOUSE).on(night).when(PostNight("S1", night)).refused(
        "stay.night_not_booked", arrival=FIRST, departure=DEPARTURE, night=night
    )


@pytest.mark.parametrize(("night", "today"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_a_night_is_charged_on_its_own_date(night: date, today: date) -> None:
    """No night is charged in advance or after its business date has closed."""
    given(STAY, *IN_HOUSE).on(today).when(PostNight("S1", night)).refused(
        "stay.night_not_due", night=night, business_date=today
    )


def test_a_night_that_was_slept_elsewhere_does_not_block_the_next() -> None:
    """A guest who came a day late is charged from the night of the arrival at the desk."""
    late = (BOOKED, StayCheckedIn("S1", "2034", SECOND))
    given(STAY, *late).on(SECOND).when(PostNight("S1", SECOND)).then(SECOND_POSTED)
    given(STAY, *late, SECOND_POSTED).on(DEPARTURE).when(CheckOut("S1")).then(CHECKED_OUT)


@pytest.mark.parametrize("day", [DEPARTURE, DEPARTURE + timedelta(days=1)])
def test_a_guest_leaves_when_the_nights_are_charged(day: date) -> None:
    """On the departure date or after it the stay ends, and the room it had stays known."""
    state = given(STAY, *ALL_POSTED).on(day).when(CheckOut("S1"))
    ended = state.then(StayCheckedOut("S1", "2034", day))
    assert (ended.status, ended.room) == (StayStatus.CHECKED_OUT, "2034")


def test_an_early_departure_shortens_the_stay_first() -> None:
    """Before the departure date nobody is checked out; the date is named, before any night."""
    given(STAY, *IN_HOUSE).on(SECOND).when(CheckOut("S1")).refused(
        "stay.departs_later", departure=DEPARTURE, business_date=SECOND
    )


@pytest.mark.parametrize(("posted", "missing"), [((), FIRST), ((FIRST_POSTED,), SECOND)])
def test_nobody_leaves_before_the_nights_are_charged(
    posted: tuple[NightPosted, ...], missing: date
) -> None:
    """A night that is not charged yet keeps the guest in house; the first one is named."""
    given(STAY, *IN_HOUSE, *posted).on(DEPARTURE).when(CheckOut("S1")).refused(
        "stay.nights_unposted", night=missing
    )


@pytest.mark.parametrize(
    "command", [OpenGuestSession("S1"), PostNight("S1", FIRST), CheckOut("S1")]
)
def test_before_the_check_in_nobody_is_in_house(command: object) -> None:
    """A booked stay is neither served nor charged nor checked out."""
    given(STAY, BOOKED).when(command).refused("stay.not_in_house", stay="S1")


def test_a_guest_checks_in_once() -> None:
    """A second check-in is refused and names the room, even one that would be expired."""
    given(STAY, *IN_HOUSE).on(DEPARTURE).when(CHECK_IN).refused(
        "stay.already_in_house", stay="S1", room="2034"
    )


@pytest.mark.parametrize(
    "command", [CHECK_IN, OpenGuestSession("S1"), PostNight("S1", SECOND), CheckOut("S1")]
)
def test_an_ended_stay_takes_nothing_more(command: object) -> None:
    """After the check-out every command is refused."""
    given(STAY, *ENDED).on(DEPARTURE).when(command).refused("stay.ended", stay="S1")


@pytest.mark.parametrize(
    "command",
    [CHECK_IN, OpenGuestSession("S9"), PostNight("S9", FIRST), CheckOut("S9")],
)
def test_a_stay_has_to_be_booked(command: object) -> None:
    """Nothing happens to a stay that does not exist."""
    given(STAY).when(command).refused("record.not_found", kind="stay")


def test_the_desk_sees_what_stands_against_a_command() -> None:
    """All reasons are listed at once; tonight is none yet, and a check-in asks for a room type."""
    early = given(STAY, *IN_HOUSE).on(SECOND)
    against = STAY.allowed(early.state, early.context)["CheckOut"].reasons
    assert [reason.code for reason in against] == ["stay.departs_later", "stay.nights_unposted"]
    charged = given(STAY, *IN_HOUSE, FIRST_POSTED).on(SECOND)
    (only,) = STAY.allowed(charged.state, charged.context)["CheckOut"].reasons
    assert only.code == "stay.departs_later"
    due_in = given(STAY, BOOKED)
    assert STAY.allowed(due_in.state, due_in.context)["CheckIn"].asks == ("room_type",)


ALWAYS = [("stay.confirmation", "AX-1001"), ("stay.guest", "G1")]


@pytest.mark.parametrize(
    ("past", "listed"),
    [
        ((BOOKED,), [*ALWAYS, ("stay.due_in", "2026-11-23")]),
        (IN_HOUSE, [*ALWAYS, ("stay.in_house", "2026-11-25"), ("stay.room", "2034")]),
        (ENDED, ALWAYS),
    ],
)
def test_a_stay_is_found_by_what_matters_now(
    past: tuple[object, ...], listed: list[tuple[str, str]]
) -> None:
    """By number and guest always, by arrival while it is booked, by departure and room in house."""
    assert list(STAY.index(STAY.replay(past))) == listed
