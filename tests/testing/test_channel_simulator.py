"""The simulated platform is as strict as the real ones, and fails as it is told."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from tests.channels.platforms import (
    BAR,
    BY_ADULTS,
    CLOSED,
    CREDENTIALS,
    FEWEST,
    FIRST,
    HOTEL,
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    MAPPING,
    NOW,
    NRF,
    PLATFORMS,
    POOL,
    PRICE,
    REJECTING,
    ROOMS,
    cells,
    message,
    nth,
    open_travel,
    simple,
    told,
)

from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import InventoryMessage, Operation, Verdict
from axentra_core.channels.drift import comparison
from axentra_core.channels.mapping import RoomRate
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import (
    InvalidInput,
    NotFound,
    OutcomeUnknown,
    PortRefused,
    PortUnavailable,
)
from axentra_core.testing import (
    ChannelFault,
    ChannelSimulator,
    ChannelTurn,
    ManualClock,
    turns_by_seed,
)

AVAILABILITY, RESTRICTIONS, RATES, ROOM_RATES, *_ = Operation
ACCEPTED, REFUSED, NOT_NOW = Verdict
FOUR, SHUT = told(ROOMS, 0, 8, 4), told(CLOSED, 0, 8, 1)
PRICED = told(PRICE, 0, 8, 12_345)
GONE = Target("GONE", "BAR")
EVERYWHERE = Target("", "BAR")

every_platform = pytest.mark.parametrize(("manner", "sides"), PLATFORMS.values(), ids=PLATFORMS)


def platform(manner=LIKE_SITEMINDER, sides=simple, hotel=HOTEL, script=(), clock=None):
    """Return both sides of a platform."""
    dialect, side = sides(manner)
    return dialect, ChannelSimulator(side, manner, [hotel], clock or ManualClock(NOW), script)


def ask(both, asked, operation=None, hotel="H1"):
    """Return what is answered to a message."""
    dialect, simulator = both
    body = simulator.exchange(operation or asked.operation, hotel, dialect.write(asked))
    return dialect.read_answer(asked, body)


def causes(answer):
    """Return the causes that an answer names."""
    return {Cause(remark.code) for remark in answer.remarks}


def shown(both):
    """Return what the platform has."""
    return cells(both[1].shown("H1"))


# --- whom and what it knows ---


@pytest.mark.parametrize(
    ("operation", "update", "cause", "theirs"),
    [
        (AVAILABILITY, told(ROOMS, 0, 8, 4, Target("GONE")), Cause.ROOM_UNKNOWN, "402"),
        (RESTRICTIONS, told(CLOSED, 0, 8, 1, GONE), Cause.ROOM_UNKNOWN, "402"),
        (RESTRICTIONS, told(CLOSED, 0, 8, 1, Target("DLX", "X")), Cause.RATE_UNKNOWN, "249"),
        (
            RESTRICTIONS,
            told(CLOSED, 0, 8, 1, Target("DLX", "WEB")),
            Cause.ROOM_RATE_UNKNOWN,
            "783",
        ),
        (RATES, told(PRICE, 0, 8, 100, NRF), Cause.RATE_MISSING, "436"),
        (RATES, told(PRICE, 0, 8, 100, Target("DLX")), Cause.RATE_MISSING, "436"),
        (RATES, told(PRICE, 0, 8, 100, Target("DLX", "BAR", 2)), Cause.GUESTS_DISAGREE, "137"),
    ],
    ids=[
        "inventory-code",
        "room",
        "rate",
        "room-with-rate",
        "derived",
        "derived-under-a-scope",
        "priced-by-room",
    ],
)
def test_siteminder_refuses_by_its_numbers(operation, update, cause, theirs) -> None:
    """What is not mapped, or takes no price, is named by the numbers of its documentation."""
    both = platform(LIKE_SITEMINDER, open_travel)
    answer = ask(both, message(operation, update))
    assert (answer.verdict, causes(answer)) == (REFUSED, {cause})
    assert [remark.theirs for remark in answer.remarks] == [theirs]
    assert shown(both) == {}


@every_platform
def test_who_is_not_there_or_switched_off(manner, sides) -> None:
    """An unknown property is refused; one that is switched off may be told later."""
    for asked, hotel in ((message(AVAILABILITY, FOUR, hotel="H9"), "H9"),
                         (message(AVAILABILITY, FOUR), "H9")):  # fmt: skip
        answer = ask(platform(manner, sides), asked, hotel=hotel)
        assert (answer.verdict, causes(answer)) == (REFUSED, {Cause.HOTEL_UNKNOWN})
    both = platform(manner, sides, attrs.evolve(HOTEL, active=False))
    answer = ask(both, message(AVAILABILITY, FOUR))
    assert (answer.verdict, causes(answer)) == (NOT_NOW, {Cause.HOTEL_NOT_ACTIVE})
    with pytest.raises(NotFound) as caught:
        both[1].shown("H9")
    assert caught.value.code == "record.not_found"
    with pytest.raises(PortRefused) as refused:
        both[1].exchange(ROOM_RATES, "H9", b"")
    assert refused.value.code == "channel.refused"


def test_another_password_is_not_let_in() -> None:
    """SiteMinder reads nothing of who does not sign as it has been agreed."""
    _, simulator = platform(LIKE_SITEMINDER, open_travel)
    stranger = SiteMinder(Credentials(CREDENTIALS.pms, CREDENTIALS.username, "guessed"))
    answer = ask((stranger, simulator), message(AVAILABILITY, FOUR))
    assert (answer.verdict, causes(answer)) == (NOT_NOW, {Cause.NOT_LET_IN})
    assert simulator.received == []


with_scopes = pytest.mark.parametrize(
    "sides", [open_travel, simple], ids=["siteminder", "siteminder-in-json"]
)


@with_scopes
def test_a_scope_reaches_every_room_rate_of_it(sides) -> None:
    """Told for a room alone, a stop of sales is one of all its rates."""
    both = platform(LIKE_SITEMINDER, sides)
    told_for_room = told(CLOSED, 0, 0, 1, Target("DLX"))
    assert ask(both, message(RESTRICTIONS, told_for_room)).verdict is ACCEPTED
    assert shown(both) == {(BAR, CLOSED, FIRST): 1, (NRF, CLOSED, FIRST): 1}
    # The latest message counts, whichever of them reaches further.
    ask(both, message(RESTRICTIONS, told(CLOSED, 0, 0, 0, BAR)))
    assert shown(both) == {(BAR, CLOSED, FIRST): 0, (NRF, CLOSED, FIRST): 1}


@with_scopes
def test_a_scope_may_be_a_rate(sides) -> None:
    """Told for a rate alone, a price is that of the rate in every room."""
    both = platform(LIKE_SITEMINDER, sides)
    assert ask(both, message(RATES, told(PRICE, 0, 0, 100, EVERYWHERE))).verdict is ACCEPTED
    assert shown(both) == {(BAR, PRICE, FIRST): 100, (Target("STD", "BAR"), PRICE, FIRST): 100}


@with_scopes
def test_of_two_scopes_the_latest_message_holds(sides) -> None:
    """A room and a rate meet in one room rate: it keeps what was told last, the others theirs."""
    both = platform(LIKE_SITEMINDER, sides)
    for target, nights in ((Target("DLX"), 2), (EVERYWHERE, 3)):
        ask(both, message(RESTRICTIONS, told(FEWEST, 0, 0, nights, target)))
    kept = {target: value for (target, _, _), value in shown(both).items()}
    assert kept == {BAR: 3, NRF: 2, Target("STD", "BAR"): 3}


@pytest.mark.parametrize(
    "manner",
    [LIKE_CHANNEX, LIKE_BOOKING_COM, REJECTING],
    ids=["channex", "booking_com", "rejecting"],
)
def test_who_knows_no_scopes_refuses_them(manner) -> None:
    """There a value is for one room rate; nothing says that half a name means many."""
    both = platform(manner)
    for target in (Target("DLX"), EVERYWHERE):
        answer = ask(both, message(RESTRICTIONS, told(CLOSED, 0, 0, 1, target)))
        assert (answer.verdict, causes(answer)) == (REFUSED, {Cause.ROOM_RATE_UNKNOWN})
    assert shown(both) == {}


# --- how it judges ---


@pytest.mark.parametrize(
    ("manner", "verdict", "kept"),
    [
        (LIKE_SITEMINDER, REFUSED, None),
        (LIKE_BOOKING_COM, ACCEPTED, 4),
        (LIKE_CHANNEX, ACCEPTED, 3),
        (REJECTING, REFUSED, None),
    ],
    ids=["siteminder", "booking-com", "channex", "rejecting"],
)
def test_a_date_that_is_told_twice(manner, verdict, kept) -> None:
    """SiteMinder refuses it, Booking.com keeps the first value and Channex the last."""
    both = platform(manner)
    answer = ask(both, message(AVAILABILITY, FOUR, told(ROOMS, 2, 3, 3)))
    assert answer.verdict is verdict
    assert [remark.place for remark in answer.remarks] == [1]
    assert shown(both).get((POOL, ROOMS, nth(2))) == kept
    assert shown(both).get((POOL, ROOMS, nth(0))) == (4 if kept else None)


@every_platform
def test_one_fault_in_a_message(manner, sides) -> None:
    """It refuses the message where that is taken whole, and itself alone where it is not."""
    both = platform(manner, sides)
    answer = ask(both, message(RESTRICTIONS, SHUT, told(CLOSED, 0, 8, 1, GONE)))
    assert Cause.ROOM_UNKNOWN in causes(answer)
    assert answer.verdict is (REFUSED if manner.whole else ACCEPTED)
    assert answer.refused == (frozenset() if manner.whole else {1})
    assert len(shown(both)) == (0 if manner.whole else 9)


def test_a_partial_platform_refuses_what_is_wrong_throughout() -> None:
    """Booking.com takes what it can; only where that is nothing is the message refused."""
    answer = ask(platform(LIKE_BOOKING_COM), message(RESTRICTIONS, told(CLOSED, 0, 8, 1, GONE)))
    assert answer.verdict is REFUSED


@pytest.mark.parametrize(
    "asked",
    [
        message(AVAILABILITY, SHUT),
        message(RESTRICTIONS, FOUR),
        message(RESTRICTIONS, SHUT, FOUR),
        message(RESTRICTIONS, told(Measure.MIN_STAY_THROUGH, 0, 8, 2, BAR)),
        message(AVAILABILITY, told(ROOMS, 0, 8, 4, BAR)),
        message(RESTRICTIONS, told(CLOSED, 0, 8, 1, attrs.evolve(BAR, guests=2))),
        message(RESTRICTIONS, told(CLOSED, 0, 8, 2)),
        message(RATES, PRICED, currency=None),
        message(RATES, PRICED, currency="USD"),
        message(RATES, PRICED, digits=3),
        message(RATES, PRICED, digits=1_000_000_000),
        message(AVAILABILITY, told(ROOMS, -21, -19, 4)),
        message(AVAILABILITY, told(ROOMS, 400, 480, 4)),
        message(AVAILABILITY, told(ROOMS, -20, 740, 4)),
    ],
    ids=[
        "another-operation",
        "availability-as-restriction",
        "two-operations",
        "unknown-measure",
        "availability-of-a-rate",
        "restriction-for-adults",
        "no-flag",
        "no-currency",
        "another-currency",
        "parts-of-a-cent",
        "too-many-decimals",
        "past",
        "too-far-ahead",
        "761-dates",
    ],
)
def test_what_no_message_may_have(asked) -> None:
    """SiteMinder refuses the message, and nothing of it is kept."""
    both = platform(LIKE_SITEMINDER)
    assert ask(both, asked).verdict is REFUSED
    assert cells(both[1].shown("H1")) == {}


def test_what_is_addressed_to_another_operation_is_refused() -> None:
    """Prices that come to the address for availability are not looked for there."""
    both = platform(LIKE_SITEMINDER, open_travel)
    assert ask(both, message(RATES, PRICED), AVAILABILITY).verdict is REFUSED
    assert shown(both) == {}


@every_platform
def test_a_message_that_is_too_large_is_not_read(manner, sides) -> None:
    """Platforms measure before they read."""
    small = attrs.evolve(manner, provider=attrs.evolve(manner.provider, most_bytes=1_000))
    asked = message(AVAILABILITY, *[told(ROOMS, n, n, n) for n in range(9)])
    both = platform(small, sides)
    answer = ask(both, asked)
    assert (answer.verdict, causes(answer)) == (REFUSED, {Cause.MESSAGE_TOO_LARGE})
    few = attrs.evolve(manner, provider=attrs.evolve(manner.provider, most_updates=8))
    answer = ask(platform(few, sides), asked)
    assert (answer.verdict, causes(answer)) == (REFUSED, {Cause.MESSAGE_TOO_LARGE})
    assert both[1].received == []


@every_platform
def test_what_cannot_be_read_is_refused(manner, sides) -> None:
    """Whatever comes, an answer goes back that a dialect can read."""
    dialect, simulator = platform(manner, sides)
    for body in (b"", b"\xff", b"[]", b"<a/>", b"{}"):
        answer = dialect.read_answer(
            message(AVAILABILITY, FOUR), simulator.exchange(AVAILABILITY, "H1", body)
        )
        assert answer.verdict is REFUSED


def test_yesterday_ends_in_central_europe_at_booking_com() -> None:
    """It takes what is a day old by its own days; SiteMinder takes nothing that is over."""
    # In Jakarta it is the 24th, in Amsterdam still the 23rd.
    clock = ManualClock(datetime(2026, 11, 23, 20, tzinfo=UTC))
    two_days_old, yesterday, today = (
        Update(POOL, ROOMS, on, on, 4)
        for on in (datetime(2026, 11, day, tzinfo=UTC).date() for day in (22, 23, 24))
    )
    for manner, taken in (
        (LIKE_BOOKING_COM, [ACCEPTED, ACCEPTED, ACCEPTED]),
        (LIKE_SITEMINDER, [REFUSED, REFUSED, ACCEPTED]),
    ):
        both = platform(manner, clock=clock)
        answers = [
            ask(both, message(AVAILABILITY, one)) for one in (two_days_old, yesterday, today)
        ]
        assert [one.verdict for one in answers] == taken


# --- prices for adults ---


def test_a_price_for_three_is_that_of_who_was_left_out() -> None:
    """SiteMinder fills in the lower numbers; a higher one keeps its price."""
    both = platform(LIKE_SITEMINDER, open_travel, BY_ADULTS)
    adults = {n: attrs.evolve(BAR, guests=n) for n in range(1, 6)}
    prices = [told(PRICE, 0, 0, 10_000 + n, target) for n, target in adults.items()]
    assert ask(both, message(RATES, *prices)).verdict is ACCEPTED
    ask(both, message(RATES, *[told(PRICE, 0, 0, v, adults[n]) for n, v in ((2, 7), (4, 9))]))
    assert [shown(both)[target, PRICE, FIRST] for target in adults.values()] == [
        7, 7, 9, 9, 10_005,
    ]  # fmt: skip


def test_prices_for_adults_do_not_overlap() -> None:
    """SiteMinder takes one range of dates for all adults of a room rate, not one for each."""
    one, two = (attrs.evolve(BAR, guests=n) for n in (1, 2))
    asked = message(RATES, told(PRICE, 0, 4, 100, one), told(PRICE, 2, 8, 200, two))
    assert ask(platform(LIKE_SITEMINDER, hotel=BY_ADULTS), asked).verdict is REFUSED
    assert ask(platform(LIKE_CHANNEX, hotel=BY_ADULTS), asked).verdict is ACCEPTED
    too_many = message(RATES, told(PRICE, 0, 4, 100, attrs.evolve(BAR, guests=6)))
    answer = ask(platform(LIKE_SITEMINDER, hotel=BY_ADULTS), too_many)
    assert causes(answer) == {Cause.GUESTS_DISAGREE}


def test_prices_are_kept_in_the_decimals_of_the_property() -> None:
    """Told in whole units or in hundredths, the same price is the same."""
    both = platform(LIKE_CHANNEX)
    for asked, kept in ((message(RATES, PRICED, digits=2), 12_345),
                        (message(RATES, PRICED, digits=0), 1_234_500)):  # fmt: skip
        assert ask(both, asked).verdict is ACCEPTED
        assert shown(both)[BAR, PRICE, FIRST] == kept


def test_a_room_rate_that_takes_nothing() -> None:
    """What the platform keeps by itself is told nothing, and prices have the room rate's money."""
    closed = RoomRate("R1", "Deluxe", no_updates=True)
    dollars = RoomRate("R1", "Deluxe", currency="USD")
    for room_rate, asked in ((closed, message(RESTRICTIONS, SHUT)),
                             (dollars, message(RATES, PRICED))):  # fmt: skip
        others = MAPPING.room_rates[1:]
        mapping = attrs.evolve(MAPPING, room_rates=(room_rate, *others))
        both = platform(hotel=attrs.evolve(HOTEL, mapping=mapping))
        assert ask(both, asked).verdict is REFUSED


# --- faults ---


@pytest.mark.parametrize(
    ("fault", "error", "kept"),
    [
        (ChannelFault.NOT_REACHED, PortUnavailable, False),
        (ChannelFault.NOT_LET_IN, PortRefused, False),
        (ChannelFault.LOSE_REQUEST, OutcomeUnknown, False),
        (ChannelFault.LOSE_REPLY, OutcomeUnknown, True),
        (ChannelFault.SLOW, OutcomeUnknown, False),
        (ChannelFault.GARBAGE, InvalidInput, True),
    ],
    ids=str,
)
@every_platform
def test_a_turn_says_what_is_kept_and_what_is_raised(manner, sides, fault, error, kept) -> None:
    """What the platform has and what the hotel hears of it are two things."""
    both = platform(manner, sides, script=[fault])
    with pytest.raises(error) as caught:
        ask(both, message(AVAILABILITY, FOUR))
    assert bool(shown(both)) is kept
    codes = {
        PortUnavailable: "channel.unreachable",
        PortRefused: "channel.refused",
        OutcomeUnknown: "channel.outcome_unknown",
    }
    assert error is InvalidInput or caught.value.code == codes[error]
    assert ask(both, message(AVAILABILITY, FOUR)).verdict is ACCEPTED
    assert len(shown(both)) == 9
    assert both[1].calls == 2


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (ChannelFault.DOWN, Cause.PLATFORM_UNAVAILABLE),
        (ChannelFault.BUSY, Cause.PLATFORM_BUSY),
    ],
    ids=str,
)
@every_platform
def test_a_platform_that_takes_nothing_now(manner, sides, fault, cause) -> None:
    """For several calls in a row nothing is taken, and it says that it may be later."""
    both = platform(manner, sides, script=[ChannelTurn(fault, calls=2)])
    for _ in range(2):
        answer = ask(both, message(AVAILABILITY, FOUR))
        assert (answer.verdict, causes(answer)) == (NOT_NOW, {cause})
    assert shown(both) == {}
    assert ask(both, message(AVAILABILITY, FOUR)).verdict is ACCEPTED


def test_what_is_slow_arrives_before_what_is_sent_after_it() -> None:
    """Nothing overtakes on one connection: the later of two values stays."""
    both = platform(script=[ChannelTurn(ChannelFault.SLOW, calls=2)])
    for value in (5, 4):
        with pytest.raises(OutcomeUnknown):
            ask(both, message(AVAILABILITY, told(ROOMS, 0, 0, value)))
    both[1].settle()
    assert shown(both) == {(POOL, ROOMS, FIRST): 4}
    ask(both, message(AVAILABILITY, told(ROOMS, 0, 0, 3)))
    assert shown(both) == {(POOL, ROOMS, FIRST): 3}


def test_what_comes_again_too_late_is_found_by_comparing() -> None:
    """An old message that comes a second time undoes the newer one, and nobody is told."""
    both = platform(script=[ChannelTurn(ChannelFault.DUPLICATE, later=1)])
    for value in (5, 4):
        assert ask(both, message(AVAILABILITY, told(ROOMS, 0, 0, value))).verdict is ACCEPTED
    assert shown(both) == {(POOL, ROOMS, FIRST): 4}
    ours = both[1].shown("H1")
    both[1].settle()
    assert shown(both) == {(POOL, ROOMS, FIRST): 5}
    found = comparison(ours, both[1].shown("H1"))
    assert (found.compared, found.different) == (1, 1)
    assert len(both[1].received) == 3


@every_platform
def test_a_platform_may_dislike_an_update(manner, sides) -> None:
    """It refuses one of two without a reason that anybody knows."""
    both = platform(manner, sides, script=[ChannelTurn(ChannelFault.REFUSE_PART, place=3)])
    asked = message(AVAILABILITY, FOUR, told(ROOMS, 0, 8, 2, Target("STD")))
    answer = ask(both, asked)
    assert causes(answer) == {Cause.MESSAGE_REFUSED}
    assert answer.verdict is (REFUSED if manner.whole else ACCEPTED)
    assert len(shown(both)) == (0 if manner.whole else 9)
    assert ask(both, asked).verdict is ACCEPTED
    assert len(shown(both)) == 18


def test_a_value_may_be_lost_or_changed_at_the_platform() -> None:
    """The platform says yes and keeps less, or somebody works there by hand."""
    both = platform(script=[ChannelFault.FORGET])
    assert ask(both, message(AVAILABILITY, FOUR)).verdict is ACCEPTED
    assert len(shown(both)) == 8
    both[1].forget("H1", POOL, ROOMS, nth(1))
    both[1].forget("H1", POOL, PRICE, nth(1))
    both[1].forget("H1", NRF, CLOSED, nth(1))
    both[1].change("H1", told(ROOMS, 2, 2, 9))
    assert [shown(both).get((POOL, ROOMS, nth(place))) for place in range(4)] == [None, None, 9, 4]


def test_the_past_is_forgotten() -> None:
    """A platform shows what can be sold: nothing that is over."""
    clock = ManualClock(NOW)
    both = platform(clock=clock)
    ask(both, message(AVAILABILITY, FOUR))
    clock.move(timedelta(days=22))
    assert {on for _, _, on in cells_from(both)} == {nth(place) for place in range(2, 9)}


def cells_from(both):
    """Return what the platform shows of the dates that are not over."""
    calendar = both[1].shown("H1")
    return [
        (target, measure, on)
        for target in calendar.places
        for measure in Measure
        for on in (calendar.first + timedelta(place) for place in range(20))
        if calendar.value(target, measure, on) is not None
    ]


# --- by chance ---


def test_a_seed_gives_the_same_turns() -> None:
    """What a seed has shown it shows again."""
    assert turns_by_seed(7, 50) == turns_by_seed(7, 50)
    assert turns_by_seed(7, 50) != turns_by_seed(8, 50)
    faults = [one.fault for one in turns_by_seed(7, 500, share=0.5)]
    assert {None, *ChannelFault} == {*faults}
    assert 200 < faults.count(None) < 300
    assert {one.fault for one in turns_by_seed(7, 50, 1, [ChannelFault.SLOW])} == {
        ChannelFault.SLOW
    }
    assert {one.fault for one in turns_by_seed(7, 50, 0)} == {None}


# --- the plain dialect ---


def test_an_answer_names_only_what_was_told() -> None:
    """A place that no update has is no answer to the message."""
    dialect, _ = simple(LIKE_CHANNEX)
    for body in (
        b'{"verdict":"accepted","refused":[1]}',
        b'{"verdict":"accepted","remarks":[{"code":"channels.remarked","place":-1}]}',
    ):
        with pytest.raises(InvalidInput) as caught:
            dialect.read_answer(message(AVAILABILITY, FOUR), body)
        assert [fault.code for fault in caught.value.faults] == ["value.out_of_range"]


@every_platform
def test_every_message_is_read_as_it_was_written(manner, sides) -> None:
    """What arrives is what was sent, to the last field."""
    dialect, simulator = platform(manner, sides)
    for asked in (message(AVAILABILITY, FOUR), message(RESTRICTIONS, SHUT), message(RATES, PRICED)):
        ask((dialect, simulator), asked)
        assert isinstance(simulator.received[-1], InventoryMessage)
        assert simulator.received[-1] == asked
