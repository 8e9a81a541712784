"""A difference: what comes after the invoice is told, looked at, and billed as it was then."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.metering import END, PRICE, TARIFF, USED
from tests.hotel.test_meters import INVOICED, House

from axentra_core.documents import DocumentIssued
from axentra_core.house import FollowUpLeft, FollowUpResolved
from axentra_core.meters import (
    DifferenceRecorded,
    UnitPrice,
)

TOLD = [("registration.Difference", "hotel.difference_to_settle")]


@pytest.fixture
def own(open_front):
    """A hotel that invoices when all is read."""
    return House.opened(open_front, "invoice_at_finalise")


def settling(own, stay):
    """Return the settlement of what is new."""
    return own.boss.settle_difference(stay, key=own.front.key())


def corrected(own, stay, value, wrong=2):
    """Let the partner put the last reading right."""
    return own.send(stay, own.reading(value, END, corrects=wrong))


def priced(own, price):
    """Let a kWh cost something else from now on."""
    configured = own.hotel.read.configuration
    version = attrs.evolve(PRICE, usage=(UnitPrice(price=price),))
    meters = attrs.evolve(configured.meters, tariffs=(attrs.evolve(TARIFF, versions=(version,)),))
    own.boss.change_property(attrs.evolve(configured, meters=meters))


# Who has looked


def test_a_misreading_after_the_invoice_is_charged_to_nobody(own) -> None:
    """Given a bill, when 99142 comes, then it waits for somebody to look, as an invoice does."""
    stay = own.ready()
    own.end(stay, "99142")
    own.front.refuses(lambda: settling(own, stay), "meters.needs_review")
    assert own.charged(stay, 1) == []
    (line,) = own.hotel.read.differences_due()
    assert (line.needs_review, line.difference_due) == (True, True)
    assert own.hotel.read.registration(stay).needs_review
    own.check()


def test_who_has_looked_settles_the_difference(own) -> None:
    """Given a doubtful difference, when staff have looked, then it is billed."""
    stay = own.ready()
    own.end(stay, "150")
    own.boss.review_readings(stay)
    assert not own.hotel.read.registration(stay).needs_review
    assert settling(own, stay).one(DifferenceRecorded).number == 1
    assert own.stands(stay)[0] is INVOICED
    own.check()


def test_who_has_looked_at_one_reading_has_not_looked_at_the_next(own) -> None:
    """Given a reviewed difference, when another odd reading comes, then it is looked at anew."""
    stay = own.ready()
    own.end(stay, "150")
    own.boss.review_readings(stay)
    own.end(stay, "99142")
    own.front.refuses(lambda: settling(own, stay), "meters.needs_review")


def test_what_is_not_doubtful_needs_nobody_to_look(own) -> None:
    """Given a bill, when a reading is put right, then the difference is settled at once."""
    stay = own.ready()
    corrected(own, stay, "150")
    settling(own, stay)
    assert [one.quote.total for one in own.charged(stay, 1)] == [24_000]
    own.check()


# At which price


def test_nothing_is_due_because_the_price_has_changed(own) -> None:
    """Given a bill, when a kWh costs more by now, then no difference is one of price alone."""
    stay = own.ready()
    priced(own, "4000")
    assert settling(own, stay).events == ()
    own.check()


def test_a_difference_costs_what_it_would_have_cost(own) -> None:
    """Given a bill at 3,000, when 8 kWh more come and then 10 less, then each is at 3,000."""
    stay = own.ready()
    priced(own, "4000")
    corrected(own, stay, "150")
    settling(own, stay)
    assert [one.quote.total for one in own.charged(stay, 1)] == [24_000]
    priced(own, "5000")
    corrected(own, stay, "140", wrong=3)
    settling(own, stay)
    assert own.of(stay).billed.gross == 120_000
    assert own.hotel.read.registration(stay).bill.figures.gross == 120_000
    own.check()


def test_what_was_not_billed_costs_what_it_costs_now(open_front) -> None:
    """Given readings that wait, when the price changes, then the invoice has the new one."""
    own = House.opened(open_front)
    stay = own.ready()
    priced(own, "4000")
    own.boss.invoice_readings(stay, key="i")
    assert own.of(stay).billed.gross == 168_000


# Who is told


def test_a_late_reading_is_left_to_the_desk_until_it_is_settled(own) -> None:
    """Given a bill, when two readings come late, then one task waits until it is settled."""
    stay = own.ready()
    assert own.hotel.read.registrations_waiting() == 0
    done = corrected(own, stay, "150")
    assert len(done.all(FollowUpLeft)) == 1
    corrected(own, stay, "151", wrong=3)
    assert own.left() == TOLD
    assert own.hotel.read.registrations_waiting() == 1
    assert [one.stay for one in own.hotel.read.differences_due()] == [stay]
    assert own.hotel.read.next_ready() is None
    assert len(settling(own, stay).all(FollowUpResolved)) == 1
    assert (own.left(), own.hotel.read.registrations_waiting()) == ([], 0)
    assert own.hotel.read.differences_due() == ()
    own.check()


def test_two_readings_at_once_leave_one_task(own) -> None:
    """Given a bill, when both readings are put right together, then one task waits."""
    stay = own.ready()
    own.send(stay, own.reading("101", corrects=1), own.reading("150", END, corrects=2))
    assert own.left() == TOLD


def test_the_list_begins_with_the_one_that_is_next(open_front) -> None:
    """Given three that were complete in another order than booked, then the list has that one."""
    own = House.opened(open_front)
    rooms = ("2034", "2035", "2036")
    meters = {"2034": own.meter, **{one: own.install(one) for one in rooms[1:]}}
    stays = {one: own.book(in_house=True, room=one) for one in rooms}
    for room in rooms:
        own.start(stays[room], meter=meters[room])
    own.wait()
    order = [rooms[1], rooms[0], rooms[2]]
    for room in order:
        own.front.clock.move(timedelta(minutes=1))
        own.end(stays[room], meter=meters[room])
        own.finalise(stays[room])
    listed = [one.stay for one in own.hotel.read.registrations()]
    assert listed == [stays[room] for room in order]
    assert own.hotel.read.next_ready() == listed[0]


# What the page shows


def test_a_difference_is_shown_beside_what_was_billed_with_its_document(own) -> None:
    """Given two differences, then the page has the first bill, and each with its own paper."""
    stay = own.ready()
    papers = []
    for wrong, value in ((2, "150"), (3, "145")):
        corrected(own, stay, value, wrong)
        papers.append(tuple(one.document for one in settling(own, stay).all(DocumentIssued)))
    view = own.hotel.read.registration(stay)
    assert view.billed.gross == USED
    assert [(one.number, one.gross) for one in view.differences] == [(1, 24_000), (2, -15_000)]
    assert [one.documents for one in view.differences] == papers
    assert all(papers)
    assert view.registration.billed.gross == 135_000
