"""Hours in the hotel: sent beside the readings, kept in the log, and priced by the clock."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from tests.hotel.metering import END, PRICE, START, TARIFF
from tests.hotel.test_meters import INVOICED, READY, House, idr, owner

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.hotel import CODEC, Hotel
from axentra_core.kernel.errors import InvalidInput
from axentra_core.meters import (
    ConsumptionInvoiced,
    HourBand,
    HoursSubmitted,
    InvoicedVia,
    PriceKey,
    SubmittedHours,
    UnitPrice,
)

HOUR = timedelta(hours=1)
# Two days from two o'clock in the afternoon on: twelve hours of them are nights.
BANDS = (HourBand(0, 6, "1000"), HourBand(6, 24, "3000"))
NIGHTLY, DAILY = 12 * 1_000, 36 * 3_000
BY_HOUR = attrs.evolve(
    TARIFF,
    versions=(attrs.evolve(PRICE, usage=(UnitPrice(hours=BANDS),)),),
    key=PriceKey.ARRIVAL,
)


@pytest.fixture
def house(open_front):
    """Open a hotel in which electricity is priced by the hour."""

    def opened(*switches, store=None, tariff=BY_HOUR):
        front = open_front(store or MemoryStore(), owner(*switches, tariffs=(tariff,)))
        own = House(front)
        own.meter = own.install()
        return own

    return opened


def hours(own, many=48, key="h-1", *, each=1, since=None, **more):
    """Return the hours before now."""
    end = own.front.clock.now
    first = since or end - many * HOUR
    values = (Decimal(each),) * many
    return SubmittedHours(own.meter, "el", first, first + many * HOUR, values, key, **more)


def read_through(own, used=48):
    """Bring a guest in house to the end of two days, with the first reading sent."""
    stay = own.book(in_house=True)
    own.start(stay, "100")
    own.wait()
    return stay, own.reading(str(100 + used), END)


def send(own, stay, *readings, told=()):
    """Let the partner send readings and hours in one call."""
    return own.app.submit_readings(stay, readings, hours=told, key=own.front.key())


def test_hours_are_sent_with_the_readings_and_priced_by_the_clock(house) -> None:
    """Given a tariff by the hour, when all is read, then nights and days have their prices."""
    own = house("invoice_at_finalise")
    stay, last = read_through(own)
    done = send(own, stay, last, told=[hours(own)])
    assert len(done.one(HoursSubmitted).hours[0].hours.values) == 48
    own.finalise(stay)
    assert own.stands(stay) == (INVOICED, InvoicedVia.AUTOMATIC)
    assert [one.quote.total for one in own.charged(stay)] == [NIGHTLY + DAILY]
    own.check()


def test_what_was_told_is_found_again_in_another_process(house, tmp_path) -> None:
    """The log has the hours; the state has how many series there are, and no value."""
    with SqliteStore(tmp_path / "hotel.db") as store:
        own = house(store=store)
        stay, last = read_through(own)
        send(own, stay, last, told=[hours(own)])
        other = Hotel(store, own.hotel.id, clock=own.front.clock)
        assert other.read.registration(stay).bill.figures.gross == NIGHTLY + DAILY


def test_a_year_of_hours_is_not_carried_in_the_state(house) -> None:
    """What a registration weighs does not grow with what is told of it."""
    own = house()
    stay, last = read_through(own)
    send(own, stay, last)
    stream = f"{own.hotel.id}/registration/{stay}"

    def weight():
        return len(own.front.store.states([stream])[stream].data)

    before = weight()
    send(own, stay, told=[hours(own, 8_760, "year")])
    assert weight() <= before + 8
    own.check()


def test_the_same_hours_are_sent_once(house) -> None:
    """The same id and values are no news; other values under it are refused."""
    own = house()
    stay, last = read_through(own)
    send(own, stay, last, told=[hours(own)])
    assert send(own, stay, told=[hours(own)]).events == ()
    own.front.refuses(lambda: send(own, stay, told=[hours(own, each=2)]), "key.reused")
    key = own.front.key()
    first = own.app.submit_readings(stay, hours=[hours(own, key="h-2")], key=key)
    assert own.app.submit_readings(stay, hours=[hours(own, key="h-2")], key=key) == first
    own.check()


def test_hours_that_come_late_are_waited_for(house) -> None:
    """The utility is days behind: nothing is billed by itself, and staff invoice what is whole."""
    own = house("invoice_at_finalise")
    stay, last = read_through(own)
    send(own, stay, last)
    done = own.finalise(stay)
    assert done.all(ConsumptionInvoiced) == ()
    assert own.left() == [("registration.Review", "hotel.readings_to_look_at")]
    assert [one.reason for one in own.of(stay).reasons] == ["meters.hours_missing"]
    send(own, stay, told=[hours(own)])
    own.boss.review_readings(stay)
    own.boss.invoice_readings(stay, key="i")
    assert [one.quote.total for one in own.charged(stay)] == [NIGHTLY + DAILY]
    assert (own.stands(stay), own.left()) == ((INVOICED, InvoicedVia.LIST), [])
    own.check()


def test_hours_that_contradict_the_readings_are_looked_at(house) -> None:
    """By a flat price, too: one of the two is wrong, and nobody is billed by itself."""
    own = house("invoice_at_finalise", tariff=TARIFF)
    stay, last = read_through(own)
    send(own, stay, last, told=[hours(own, each=3)])
    own.finalise(stay)
    assert own.stands(stay) == (READY, None)
    assert [one.reason for one in own.of(stay).reasons] == ["meters.hours_differ"]


def test_better_hours_after_the_invoice_make_a_difference(house) -> None:
    """What the utility has put right is charged or credited, and the bill stays as it is."""
    own = house("invoice_at_finalise")
    stay, last = read_through(own)
    send(own, stay, last, told=[hours(own)])
    own.finalise(stay)
    since = own.front.clock.now - 48 * HOUR
    # The same sum, all of it in the first afternoon.
    better = (Decimal(48), *(Decimal(0),) * 47)
    told = SubmittedHours(own.meter, "el", since, since + 48 * HOUR, better, "h-2")
    send(own, stay, told=[told])
    assert own.of(stay).difference_due
    own.boss.settle_difference(stay, key="d")
    assert [one.quote.total for one in own.charged(stay)] == [NIGHTLY + DAILY]
    assert [one.quote.total for one in own.charged(stay, 1)] == [48 * 3_000 - NIGHTLY - DAILY]
    own.check()


WRONG = {
    "of another house": ({"meter": "M9"}, "meters.meter_not_in_unit"),
    "of another register": ({"register": "HT"}, "meters.register_unknown"),
    "of another measure": ({"measure": "MWh"}, "meters.hours_measure"),
    "still to come": ({"shift": HOUR}, "meters.in_future"),
    "from half past": ({"shift": -HOUR / 2}, "meters.hours_not_full"),
}


@pytest.mark.parametrize("what", WRONG)
def test_impossible_hours_are_refused_and_nothing_is_kept(house, what) -> None:
    """Neither they nor the readings that came with them."""
    own = house()
    stay, last = read_through(own)
    how, code = WRONG[what]
    plain = CODEC.plain(hours(own)) | {key: how[key] for key in how if key != "shift"}
    told = CODEC.build(SubmittedHours, plain)
    shift = how.get("shift", timedelta())
    told = attrs.evolve(told, since=told.since + shift, until=told.until + shift)
    before = own.front.dump()
    own.front.refuses(lambda: send(own, stay, last, told=[told]), code)
    assert own.front.dump() == before


def test_hours_alone_begin_nothing(house) -> None:
    """Without a reading nobody knows how much was used."""
    own = house()
    stay = own.book(in_house=True)
    with pytest.raises(InvalidInput, match=r"field\.required"):
        send(own, stay, told=[hours(own)])
    own.send(stay, own.reading("100", START))
    assert send(own, stay, told=[hours(own)]).one(HoursSubmitted)


def test_an_archived_registration_keeps_hours(house) -> None:
    """What it has is no news, and what is new is there when it is taken up."""
    own = house()
    stay, last = read_through(own)
    send(own, stay, last, told=[hours(own)])
    own.boss.archive_readings(stay, "whose are they?")
    assert send(own, stay, told=[hours(own)]).events == ()
    assert len(send(own, stay, told=[hours(own, key="h-2")]).all(HoursSubmitted)) == 1


def test_who_moves_has_hours_of_each_room(house) -> None:
    """Each room's hours are compared with its own readings."""
    own = house("invoice_at_finalise")
    other = own.install("2035", attrs.evolve(own.hotel.read.meter(own.meter).period.device,
                                             number="4712"))  # fmt: skip
    stay, last = read_through(own)
    send(own, stay, last, told=[hours(own)])
    own.boss.extend_stay(stay, own.front.stay(stay).departure + timedelta(1), [idr(850_000)])
    own.boss.move_room(stay, "2035", "noise", override="no other")
    first = own.reading("500", START, meter=other)
    own.wait(1)
    there = attrs.evolve(hours(own, 24), meter=other, partner_id="h-2")
    send(own, stay, first, own.reading("524", END, meter=other), told=[there])
    own.finalise(stay)
    assert own.of(stay).reasons == ()
    assert [one.quote.total for one in own.charged(stay)] == [
        NIGHTLY + DAILY,
        6 * 1_000 + 18 * 3_000,
    ]
