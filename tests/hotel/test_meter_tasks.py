"""What readings leave to the front desk ends with the act, whoever does it and on whichever way."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.conftest import FIRST
from tests.hotel.metering import END
from tests.hotel.test_meters import INVOICED, House, owner, refused

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import REACTIONS
from axentra_core.hotel.metered_money import charge_the_use
from axentra_core.house import FollowUpResolved
from axentra_core.meters import ConsumptionInvoiced
from axentra_core.stays import Settlement

TOO_EARLY = [("registration.CheckIn", "stay.too_early")]


@pytest.fixture
def house(open_front):
    """Open a hotel with some settings and a meter."""

    def opened(*switches):
        own = House(open_front(MemoryStore(), owner(*switches)))
        own.meter = own.install()
        return own

    return opened


def read_too_early(own):
    """Return a stay whose guest has read a day before they are due."""
    stay = own.front.book(arrival=FIRST + timedelta(1))
    own.boss.assign_room(stay, "2034")
    own.start(stay)
    assert own.left() == TOO_EARLY
    return stay


def test_a_guest_whom_the_desk_checks_in_is_left_to_nobody(house) -> None:
    """Given a check-in that could not be, when the desk does it, then the task is gone."""
    own = house("check_in_at_first_reading")
    stay = read_too_early(own)
    own.wait(1)
    done = own.boss.check_in(stay)
    assert len(done.all(FollowUpResolved)) == 1
    assert own.left() == []
    own.check()


@pytest.mark.parametrize("how", ["cancels", "does not come"])
def test_nobody_waits_for_a_guest_who_is_not_coming(house, how) -> None:
    """Given a check-in that could not be, when the guest stays away, then the task is gone."""
    own = house("check_in_at_first_reading")
    stay = read_too_early(own)
    if how == "cancels":
        own.boss.cancel_stay(stay, "ill", key="c")
    else:
        own.wait(2)
    assert own.left() == []
    own.check()


def test_the_check_in_of_another_guest_ends_nothing(house) -> None:
    """Given two guests, when one is checked in, then the other is still waited for."""
    own = house("check_in_at_first_reading")
    read_too_early(own)
    own.front.arrive("2035")
    assert own.left() == TOO_EARLY


def test_a_guest_whom_the_desk_checks_out_is_left_to_nobody(house) -> None:
    """Given complete readings of a guest who stays on, when they leave, then the task is gone."""
    own = house("check_out_at_finalise")
    stay = own.book(in_house=True)
    own.start(stay)
    own.end(stay)
    own.finalise(stay)
    assert own.left() == [("registration.CheckOut", "stay.departs_later")]
    own.wait()
    own.boss.check_out(stay, settlement=Settlement.ON_ACCOUNT, reason="the bill is sent")
    assert own.left() == []
    own.check()


def doubtful(own):
    """Return a stay whose readings lack the last one."""
    stay = own.book(in_house=True)
    own.start(stay)
    own.wait()
    own.finalise(stay)
    assert own.left() == [("registration.Review", "hotel.readings_to_look_at")]
    return stay


def test_what_was_looked_at_or_turned_down_is_left_to_nobody(house) -> None:
    """Given doubtful readings, when staff decide, then the task is gone."""
    for decide in ("review", "archive"):
        own = house()
        stay = doubtful(own)
        if decide == "review":
            own.boss.review_readings(stay)
        else:
            own.boss.archive_readings(stay, "whose are they?")
        assert own.left() == []


def unbilled(own):
    """Return a stay whose automatic invoice was refused, and the house as it is afterwards."""
    stay = own.read_through()
    rows = [
        attrs.evolve(one, follow=refused)
        if (one.event, one.follow) == (ConsumptionInvoiced, charge_the_use)
        else one
        for one in REACTIONS
    ]
    House(own.front.with_reactions(*rows), own.meter).finalise(stay)
    assert own.left() == [("registration.Invoice", "record.not_found")]
    return stay


def test_an_invoice_that_could_not_be_is_left_until_it_is_made(house) -> None:
    """Looking at readings bills nobody; the list does, and then nobody has to any more."""
    own = house("invoice_at_finalise")
    stay = unbilled(own)
    own.boss.review_readings(stay)
    assert own.left() == [("registration.Invoice", "record.not_found")]
    own.boss.invoice_readings(stay, key="i")
    assert (own.stands(stay)[0], own.left()) == (INVOICED, [])
    own.check()


@pytest.mark.parametrize("own_readings", [False, True])
def test_front_desk_ends_what_was_left_too(house, own_readings) -> None:
    """Whether it settles from what was sent or from what staff have read."""
    own = house("invoice_at_finalise")
    stay = unbilled(own)
    own.boss.handle_in_front_desk(stay)
    read = (own.reading("100"), own.reading("142", END)) if own_readings else ()
    own.settle(stay, *read)
    assert own.left() == []
    own.check()


def test_what_is_left_is_done_by_its_verb(house) -> None:
    """It is no command that can be repeated: the desk says the verb, and the task ends with it."""
    own = house("check_in_at_first_reading")
    stay = read_too_early(own)
    (task,) = own.hotel.read.follow_ups()
    assert (task.cause, task.arguments) == (f"registration:{stay}", {"stay": stay})
    own.front.refuses(
        lambda: own.boss.retry_follow_up(task.id, key="again"), "hotel.not_repeatable"
    )
    own.wait(1)
    own.boss.check_in(stay)
    own.front.refuses(lambda: own.boss.retry_follow_up(task.id, key="late"), "follow_up.ended")
