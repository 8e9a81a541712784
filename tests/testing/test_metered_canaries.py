"""Bugs that are planted between readings and bills, one after the other, and each is found."""

from decimal import Decimal

import attrs
import pytest
from tests.hotel.metering import DEVICE, END, NEW_YEAR, START, metered

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import AdjustCharge, Component, PostCharge
from axentra_core.hotel import REACTIONS, Hotel
from axentra_core.hotel.metered_money import charge_the_difference, charge_the_use
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.meters import InvoiceRegistration as Invoice
from axentra_core.meters import (
    MeterInstalled,
    RecordDifference,
    SubmittedReading,
    evolution,
)
from axentra_core.meters.registration import InvoicedVia
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, Watch, example_property

DEWI = Actor("staff", "dewi", ("supervisor", "manager"))
# 42 kWh, and 8 more, at 3,000 each.
USED, MORE = 126_000, 24_000


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


class House:
    """A hotel in order: the readings of one guest are billed, those of another one wait."""

    def __init__(self, *rows):
        """Open it, let everything happen as it should, and go on by other reactions."""
        own = attrs.evolve(example_property(), meters=metered("FNB"))
        self.store, self.clock = MemoryStore(), ManualClock()
        ports = {"clock": self.clock, "ids": SequentialIds()}
        self.hotel = Hotel(self.store, own, **ports)
        self.hotel.open(on=self.clock().date())
        self.billed, self.waits = (self.read(room) for room in ("2034", "2035"))
        self.desk.invoice_readings(self.billed, key="i")
        self.watch = Watch(self.hotel)
        self.watch.check_everything()
        if rows:
            self.hotel = Hotel(self.store, own.id, **ports, reactions=rows)
            self.watch = Watch(self.hotel)

    @property
    def desk(self):
        """The verbs as Dewi says them."""
        return self.hotel.by(DEWI)

    def read(self, room):
        """Return a stay whose readings are complete."""
        meter = self.desk.install_meter(room, "el", DEVICE, NEW_YEAR).one(MeterInstalled).meter
        today = self.hotel.read.business_date
        booked = self.desk.reserve(
            arrival=today,
            departure=today.replace(day=today.day + 2),
            room_type="DLX",
            prices=[idr(850_000)] * 2,
            name="Siti Rahma",
        )
        stay = booked.one(StayBooked).stay
        self.desk.check_in(stay, room=room)
        self.send(stay, meter, "100", START)
        self.send(stay, meter, "142", END)
        self.desk.finalise_readings(stay, key=f"f{stay}")
        return stay

    def send(self, stay, meter, value, kind):
        """Send a reading."""
        self.desk.submit_readings(stay, [SubmittedReading(meter, "el", value, self.clock(), kind)])

    def reread(self, value):
        """Send another last reading of what is billed."""
        (meter,) = self.hotel.read.meters("2034")
        self.send(self.billed, meter.id, value, END)
        self.desk.review_readings(self.billed)

    def figures(self, stay):
        """Return what the readings of a stay come to."""
        return self.hotel.read.registration(stay).bill.figures

    def charge(self):
        """Return the charge of what was billed."""
        return self.hotel.read.folio(self.billed).lines[-1]

    def put(self, *commands):
        """Do what these commands say, and nothing of what should follow from them."""
        hotel = Hotel(self.store, self.hotel.id, clock=self.clock, reactions=())
        unit = hotel._unit().begin(self.clock(), DEWI)
        unit.act(*commands)
        self.store.commit(unit.commit("Put", None, ""))


def posted(one, source, quote=None):
    """Return the command that charges what was billed once more."""
    line = one.charge()
    said = line.code, line.department, line.description, 1, quote or line.quote
    return PostCharge(one.billed, *said, line.service_date, source, 1)


def a_use_that_is_charged_again(one):
    """The guest owes it twice, and the readings were billed once."""
    yield posted(one, f"registration:{one.billed}:0")


def a_use_of_nobody(one):
    """A charge says that it is of readings that nobody has billed."""
    yield posted(one, f"registration:{one.waits}:0")


def _invoice(one):
    figures = one.figures(one.waits)
    return Invoice(one.waits, InvoicedVia.LIST, figures, always_front_desk=False)


def a_use_that_is_not_charged(one):
    """The readings are billed, and nothing stands on the bill."""
    yield _invoice(one)


def a_use_that_is_charged_for_less(one):
    """One rupiah is lost on the way to the bill."""
    quote = one.charge().quote
    yield _invoice(one)
    less = attrs.evolve(quote, net=quote.net - 1, total=quote.total - 1)
    yield attrs.evolve(posted(one, f"registration:{one.waits}:0", less), folio=one.waits)


def a_use_with_another_tax(one):
    """The sum is right, and the tax is not that of the tariff."""
    quote = one.charge().quote
    (tax,) = quote.components
    yield _invoice(one)
    other = Component(tax.code, tax.base, tax.rate, tax.amount + 1)
    wrong = attrs.evolve(quote, net=quote.net - 1, components=(other,))
    yield attrs.evolve(posted(one, f"registration:{one.waits}:0", wrong), folio=one.waits)


def a_difference_that_is_not_charged(one):
    """What came later is noted, and stands on no bill."""
    one.reread("150")
    yield RecordDifference(one.billed, one.figures(one.billed))


def a_credit_that_is_not_given(one):
    """The guest has used less than was billed, and still owes as much."""
    one.reread("122")
    yield RecordDifference(one.billed, one.figures(one.billed))


def a_credit_of_less(one):
    """The guest gets half of it back."""
    one.reread("122")
    yield RecordDifference(one.billed, one.figures(one.billed))
    yield AdjustCharge(one.billed, one.charge().line, "overcharge", idr(30_000))


CANARIES = (
    (a_use_that_is_charged_again, "registration:S1:0 is billed as nothing, and charged as"),
    (a_use_of_nobody, "registration:S2:0 is billed as nothing, and charged as"),
    (a_use_that_is_not_charged, "registration:S2:0 is billed as .* and charged as nothing"),
    (a_use_that_is_charged_for_less, "total 126000.* and charged as .* total 125999"),
    (a_use_with_another_tax, "tax 12486, total 126000, and charged as .* tax 12487"),
    (a_difference_that_is_not_charged, "registration:S1:1 is billed as .* charged as nothing"),
    (a_credit_that_is_not_given, "-60000 of the readings of S1 is credited, 0 on bills"),
    (a_credit_of_less, "-60000 of the readings of S1 is credited, -30000 on bills"),
)


@pytest.mark.parametrize(("bug", "found"), CANARIES, ids=[bug.__name__ for bug, _ in CANARIES])
def test_a_bug_between_readings_and_bills_is_found(bug, found) -> None:
    """Whatever goes wrong on the way, the watch says so."""
    one = House()
    one.put(*bug(one))
    with pytest.raises(AssertionError, match=found):
        one.watch.check_touched()


@pytest.mark.parametrize("forgotten", [charge_the_use, charge_the_difference])
def test_a_hotel_that_forgets_to_charge_is_found(forgotten) -> None:
    """Without the reaction the verb is done, and the money is missing."""
    one = House(*(row for row in REACTIONS if row.follow is not forgotten))
    if forgotten is charge_the_use:
        one.desk.invoice_readings(one.waits, key="j")
    else:
        one.reread("150")
        one.desk.settle_difference(one.billed, key="j")
    with pytest.raises(AssertionError, match="charged as nothing"):
        one.watch.check_everything()


@pytest.mark.parametrize("field", ["billed", "differences"])
def test_a_registration_that_says_something_else_is_found(monkeypatch, field) -> None:
    """The state that staff see goes with the log."""
    one = House()
    right = evolution.difference_recorded

    def wrong(registration, event):
        after = right(registration, event)
        return attrs.evolve(after, **{field: getattr(registration, field)})

    table = dict(evolution.EVOLVE_REGISTRATION)
    row = next(each for kind, each in table.items() if each.evolve is right)
    monkeypatch.setitem(evolution.EVOLVE_REGISTRATION, row.event, attrs.evolve(row, evolve=wrong))
    one.reread("150")
    one.desk.settle_difference(one.billed, key="j")
    with pytest.raises(AssertionError, match="registration S1 says"):
        one.watch.check_everything()


def test_a_hotel_in_order_is_in_order() -> None:
    """Charged, credited and charged again: nothing is found where nothing is wrong."""
    one = House()
    one.desk.invoice_readings(one.waits, key="j")
    for value in ("150", "122", "142"):
        one.reread(value)
        one.desk.settle_difference(one.billed, key=f"d{value}")
        one.watch.check_everything()
    registration = one.hotel.read.registration(one.billed).registration
    assert registration.differences == 3
    assert registration.billed.gross == Decimal(USED)
