"""What a hotel wants a platform to show, and that the platform shows it after every reservation."""

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.telling import (
    BAR,
    CLOSED,
    DAYS,
    DELUXE,
    NIGHT,
    NRF,
    PRICE,
    ROOMS,
    SHORT,
    Platform,
    connected,
    idr,
    mapping,
    night,
    offer,
    prepare,
)

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import (
    BOOKING_COM,
    ChannelsSettings,
    Direction,
    Managed,
    Measure,
    Pool,
    Pricing,
    Repeated,
    Restores,
    RoomRate,
    Scope,
    Setup,
    Target,
    Update,
)
from axentra_core.kernel.actor import Actor
from axentra_core.stays import StayBooked
from axentra_core.testing import example_property

MIN_STAY, MAX_STAY = Measure.MIN_STAY_ARRIVAL, Measure.MAX_STAY_ARRIVAL


@pytest.fixture
def told(open_front):
    """Return how a hotel tells a platform everything that it wants."""

    def tell(known, *, setting=None, provider=SHORT, own=None, **said):
        front = open_front(MemoryStore(), own, providers=[provider])
        telling = connected(front, known, platform=Platform(provider), prices=False, **said)
        (setting or (lambda one: one.price()))(telling)
        telling.run()
        telling.check()
        return telling

    return tell


# Prices


def test_what_has_no_price_is_told_as_closed_and_no_price_is_zero(told) -> None:
    """Three nights are priced, the others cannot be booked."""
    own = told(mapping(offer()), setting=lambda one: one.price(last=2))
    assert own.platform.shows(BAR, PRICE, 4) == [NIGHT, NIGHT, NIGHT, None]
    assert own.platform.shows(BAR, CLOSED, 4) == [0, 0, 0, 1]
    own.price(first=3, last=3)
    own.run(minutes=2)
    assert own.platform.shows(BAR, CLOSED, 5) == [0, 0, 0, 0, 1]


def test_nobody_has_ever_priced_it(told) -> None:
    """The hotel has said nothing yet: all is closed, and its rooms are told all the same."""
    own = told(mapping(offer()), setting=lambda _: None)
    assert own.platform.shows(BAR, CLOSED) == [1, 1, 1]
    assert own.platform.shows(DELUXE, ROOMS) == own.left()[:3]


def test_prices_by_the_number_of_adults(told) -> None:
    """Each number has its own; a price of the room stands in for one that is missing."""
    by_guests = offer(pricing=Pricing.PER_OCCUPANCY, most_guests=3)

    def setting(one):
        one.price(price={1: idr(700_000), 2: idr(800_000)})
        one.price(first=1, last=1, price=900_000)

    own = told(mapping(by_guests), setting=setting)
    for guests, price in ((1, 700_000), (2, 800_000)):
        assert own.platform.shows(Target("DLX", "BAR", guests), PRICE) == [price] * 3
    assert own.platform.shows(Target("DLX", "BAR", 3), PRICE) == [None, 900_000, None]
    assert own.platform.shows(BAR, CLOSED) == [1, 0, 1]


def test_a_room_is_told_what_its_usual_number_of_adults_pays(told) -> None:
    """The platform prices rooms, and the hotel has set prices by adults."""
    own = told(
        mapping(offer(guests=2)),
        setting=lambda one: one.price(price={1: idr(700_000), 2: idr(800_000)}),
    )
    assert own.platform.shows(BAR, PRICE) == [800_000] * 3


def test_a_room_rate_that_the_platform_reckons_itself_gets_no_price_and_stays_open(told) -> None:
    """A derived room rate takes availability and restrictions alone."""
    derived = RoomRate("DLX-NRF", "Deluxe", setup=Setup.DERIVED, no_rates=True)
    offers = (offer(), offer(rate="NRF", derived_from="BAR"))
    known = mapping(*offers, rates=(derived,))
    links = tuple(attrs.evolve(one, prices=one.room_rate != "DLX-NRF") for one in known.rate_links)
    own = told(attrs.evolve(known, rate_links=links))
    assert own.platform.shows(NRF, PRICE) == [None] * 3
    assert own.platform.shows(NRF, CLOSED) == [0] * 3


# Restrictions


def test_restrictions_are_told_and_what_nobody_has_said_is_open(told) -> None:
    """Each date has a value for each measure, so that nothing of before is left there."""

    def setting(one):
        one.price()
        one.restrict(first=1, last=1, stop_sell=True, min_stay_arrival=2, max_stay_arrival=5)

    own = told(mapping(offer()), setting=setting)
    assert own.platform.shows(BAR, CLOSED) == [0, 1, 0]
    assert own.platform.shows(BAR, MIN_STAY) == [0, 2, 0]
    assert own.platform.shows(BAR, MAX_STAY) == [0, 5, 0]


def test_an_offer_that_is_not_sold_any_more_is_told_as_closed(told) -> None:
    """Its room rate is still there, and is told no price."""
    own = told(mapping(offer(), offer(rate="NRF", sellable=False)))
    assert own.platform.shows(NRF, CLOSED) == [1] * 3
    assert own.platform.shows(NRF, PRICE) == [None] * 3
    assert own.platform.shows(BAR, CLOSED) == [0] * 3


def test_a_scope_is_told_once_and_the_most_careful_of_its_offers_counts(told) -> None:
    """All rates of a room share their shortest and longest stay."""
    scope = Scope("DLX", None, (MIN_STAY, MAX_STAY))

    def setting(one):
        for rate, least, most in (("BAR", 2, 7), ("NRF", 3, 0)):
            one.price(rate=rate)
            one.restrict(rate=rate, min_stay_arrival=least, max_stay_arrival=most)

    own = told(mapping(offer(), offer(rate="NRF"), scopes=(scope,)), setting=setting)
    assert own.platform.shows(DELUXE, MIN_STAY) == [3] * 3
    assert own.platform.shows(DELUXE, MAX_STAY) == [7] * 3
    assert own.platform.shows(BAR, MIN_STAY) == [None] * 3
    assert own.platform.shows(BAR, CLOSED) == [0] * 3


def test_what_is_managed_at_the_platform_is_not_told(told) -> None:
    """The hotel cannot send it and has said who sees to it there."""
    own = told(mapping(offer()), managed=[Managed(MIN_STAY, "revenue")])
    assert own.platform.shows(BAR, MIN_STAY) == [None] * 3


def test_where_nothing_can_be_closed_no_rooms_are_left_of_what_has_no_price(told) -> None:
    """The platform knows no stop sell: who has no price must not be sold all the same."""
    own = told(
        mapping(offer()),
        setting=lambda one: one.price(last=0),
        managed=[Managed(CLOSED, "revenue")],
    )
    assert own.platform.shows(DELUXE, ROOMS) == [own.left()[0], 0, 0]
    own.price(first=1, last=1)
    own.run(minutes=2)
    assert own.platform.shows(DELUXE, ROOMS) == [*own.left()[:2], 0]


def test_a_room_rate_that_takes_nothing_is_told_nothing(told) -> None:
    """Nor is its inventory code, where no other room rate shares it."""
    known = mapping(offer(), rates=(RoomRate("DLX-BAR", "Deluxe", no_updates=True),))
    links = tuple(attrs.evolve(one, prices=False) for one in known.rate_links)
    assert told(attrs.evolve(known, rate_links=links)).platform.sent == []


# Rooms


def test_the_rooms_of_a_type_are_told_once_for_all_its_offers(told) -> None:
    """One pool, whatever the rate."""
    own = told(
        mapping(offer(), offer(rate="NRF")),
        setting=lambda one: [one.price(rate=rate) for rate in ("BAR", "NRF")],
    )
    assert own.platform.shows(DELUXE, ROOMS) == own.left()[:3]
    assert own.platform.shows(BAR, ROOMS) == [None] * 3


def test_a_platform_that_keeps_rooms_by_room_rate_is_told_so(told) -> None:
    """Each room rate is told the same rooms."""
    own = told(mapping(offer()), provider=attrs.evolve(SHORT, availability_of=Pool.ROOM_RATE))
    assert own.platform.shows(BAR, ROOMS) == own.left()[:3]


@pytest.mark.parametrize(("sells", "beyond"), [(False, 0), (True, 2)])
def test_whether_rooms_beyond_those_there_are_told_is_the_hotels_choice(
    told, sells, beyond
) -> None:
    """The declared overbooking is sold by the hotel itself, or by platforms, too."""
    plain = example_property()
    deluxe = [attrs.evolve(one, overbooking=2) for one in plain.rooms.types]
    rooms = attrs.evolve(plain.rooms, types=tuple(deluxe))
    own = attrs.evolve(plain, rooms=rooms, channels=ChannelsSettings(sells_overbooking=sells))
    telling = told(mapping(offer()), own=own)
    left = [one + beyond for one in telling.left()[:3]]
    assert telling.platform.shows(DELUXE, ROOMS) == left


def test_a_night_that_is_oversold_is_told_as_none_left(told) -> None:
    """Below zero nothing is told; what was sold outside is kept."""
    own = told(mapping(offer()))
    channel = own.front.hotel.by(Actor("channel", "booking_com"))
    for place in range(own.left()[0] + 1):
        channel.reserve(
            arrival=night(0),
            departure=night(1),
            room_type="DLX",
            prices=[idr(NIGHT)],
            name=f"Guest {place}",
            key=f"r{place}",
        )
    assert own.front.free()[0] < 0
    own.run(minutes=2)
    assert own.platform.shows(DELUXE, ROOMS)[0] == 0


def test_a_connection_that_takes_yesterday_is_told_it(open_front) -> None:
    """Guests who come after midnight arrive on the day before."""
    late = attrs.evolve(BOOKING_COM, code="siteminder", horizon=3)
    front = open_front(MemoryStore(), providers=[late])
    prepare(front)
    wanted = front.hotel.read.channel_look(front.hotel.read.channel_plan("C1")).wanted
    assert (wanted.first, wanted.days) == (night(-1), 4)


def test_only_a_connection_that_sends_is_told_anything(open_front) -> None:
    """Who only receives has no measure to tell."""
    front = open_front(MemoryStore(), providers=[SHORT])
    front.boss.open_connection("siteminder", "HOTEL1", Direction.RECEIVES, connection="C1")
    assert front.hotel.read.connection("C1").exchange.sent == ()


# After a reservation


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["book", "book outside", "amend", "cancel", "run"]),
        st.integers(0, DAYS - 2),
        st.integers(1, 4),
    ),
    min_size=1,
    max_size=10,
)


def counts_itself(own, first, nights):
    """Let the platform lower what is left by itself, as for a reservation that it has sold."""
    for at in range(first, min(first + nights, DAYS)):
        left = max(0, own.platform.calendar.value(DELUXE, ROOMS, night(at)) - 1)
        update = Update(DELUXE, ROOMS, night(at), night(at), left)
        own.platform.calendar = own.platform.calendar.apply([update])


@pytest.mark.parametrize("restores", Restores)
@pytest.mark.parametrize("repeated", Repeated)
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@for_all(acts=ACTS)
def test_after_every_reservation_the_platform_shows_the_rooms_that_are_left(
    open_front, restores, repeated, acts
) -> None:
    """Whoever restores them after a booking, a change or a cancellation: told again, no harm."""
    provider = attrs.evolve(
        SHORT, repeated=repeated, restores=dict.fromkeys(SHORT.restores, restores)
    )
    own = connected(open_front(MemoryStore(), providers=[provider]), platform=Platform(provider))
    own.run()
    stays = []
    channel = own.front.hotel.by(Actor("channel", "booking_com"))
    for act, first, nights in acts:
        dates = {"arrival": night(first), "departure": night(first + nights)}
        prices = [idr(NIGHT)] * nights
        if act == "run":
            own.run(minutes=2)
            assert own.platform.shows(DELUXE, ROOMS, DAYS) == own.left()
        elif act == "book outside":
            done = channel.reserve(
                **dates, room_type="DLX", prices=prices, name="Siti", key=own.front.key()
            )
            stays.append(done.one(StayBooked).stay)
            if restores is Restores.PLATFORM:
                counts_itself(own, first, nights)
        elif act == "book" or not stays:
            stays.append(own.front.book(nights, **dates))
        elif act == "cancel":
            own.front.desk.cancel_stay(stays.pop(), "changed plans", key=own.front.key())
        else:
            own.front.desk.amend_stay(stays[-1], **dates, prices=prices, key=own.front.key())
    own.run(minutes=2)
    assert own.platform.shows(DELUXE, ROOMS, DAYS) == own.left()
    assert own.run(minutes=2).messages == 0


def test_what_was_sold_and_cancelled_between_two_runs_is_told_again(open_front) -> None:
    """The platform has lowered by itself, raises nothing, and here nothing has changed at all."""
    own = connected(open_front(MemoryStore(), providers=[SHORT]))
    own.run()
    channel = own.front.hotel.by(Actor("channel", "booking_com"))
    dates = {"arrival": night(0), "departure": night(2)}
    prices = [idr(NIGHT)] * 2
    done = channel.reserve(**dates, room_type="DLX", prices=prices, name="Siti", key="r")
    counts_itself(own, 0, 2)
    own.front.desk.cancel_stay(done.one(StayBooked).stay, "changed plans", key="c")
    assert own.platform.shows(DELUXE, ROOMS) != own.left()[:3]
    done = own.worker().run()
    assert (done.messages, done.acknowledged) == (1, 2)
    assert own.platform.shows(DELUXE, ROOMS, DAYS) == own.left()
    assert own.run(minutes=2).messages == 0


def test_prices_for_adults_are_told_together_where_a_platform_fills_up_what_is_left_out(
    told,
) -> None:
    """One price has changed, and all of its dates go along; nothing is pending after that."""
    by_guests = offer(pricing=Pricing.PER_OCCUPANCY, most_guests=3)
    prices = {1: idr(700_000), 2: idr(800_000), 3: idr(900_000)}
    own = told(mapping(by_guests), setting=lambda one: one.price(price=prices))
    own.price(first=1, last=1, price={3: idr(950_000)})
    one, two, three = own.read.sync_state("C1").targets[2:]
    assert (one.pending, two.pending, three.pending) == (0, 0, 1)
    assert (one.next_due, three.next_due) == (None, own.read.now)
    done = own.run(minutes=2)
    assert (done.messages, done.acknowledged) == (1, 3)
    assert own.platform.shows(Target("DLX", "BAR", 3), PRICE) == [900_000, 950_000, 900_000]
    assert own.run(minutes=2).messages == 0
