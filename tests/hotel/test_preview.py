"""A preview runs the same code and keeps nothing."""

from datetime import date

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, PaymentMethod
from axentra_core.hotel import Hotel, HotelRefusal, verbs
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput, NotFound
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition
from axentra_core.stays import NightPosted

MONDAY = date(2026, 11, 23)


@pytest.fixture
def store():
    """One store is enough: nothing of a preview is kept in any."""
    return MemoryStore()


def test_a_preview_shows_what_would_happen_and_keeps_nothing(front) -> None:
    """The same events as the verb itself, with all that follows, and an untouched store."""
    stay = front.book()
    before = front.dump()
    shown = front.desk.preview.check_in(stay, room="2034")
    assert front.dump() == before
    assert shown.position is None
    done = front.desk.check_in(stay, room="2034")
    assert [type(event) for event in shown.events] == [type(event) for event in done.events]


def test_a_night_audit_can_be_looked_at_first(front) -> None:
    """The nights that would be charged are shown with their prices."""
    stay = front.arrive()
    day = front.hotel.read.business_date
    before = front.dump()
    shown = front.desk.preview.close_day(day)
    assert shown.one(NightPosted).stay == stay
    assert shown.one(ChargePosted).quote.total == 1_028_500
    assert front.dump() == before
    assert front.desk.close_day(day).events == shown.events


def test_an_opening_can_be_looked_at_first(grand) -> None:
    """What would be begun is shown, and the store is as empty as before."""
    hotel = Hotel(MemoryStore(), grand)
    verb = verbs.OpenProperty(grand, MONDAY)
    shown = hotel.do(verb, actor=SYSTEM, keep=False)
    assert list(hotel.store.log()) == []
    assert hotel.do(verb, actor=SYSTEM).events == shown.events


def refusals(stay):
    """Yield verbs that are refused, and why."""
    thousand = money(1_000, "IDR")
    yield verbs.CheckIn(stay, "2034"), "stay.already_in_house"
    yield verbs.CheckIn("nobody"), "record.not_found"
    yield verbs.MoveRoom(stay, "9999", "noise"), "value.not_listed"
    yield verbs.CheckOut(stay), "stay.departs_later"
    yield verbs.TakePayment(stay, PaymentMethod.CASH, thousand), "folio.overpayment"
    yield verbs.ChargeToRoom(stay, "SPA", thousand), "value.not_listed"


@pytest.mark.parametrize("nth", range(6))
def test_a_preview_is_refused_as_the_verb_is(front, nth) -> None:
    """Same code, same sentence; neither leaves a trace."""
    verb, code = list(refusals(front.arrive()))[nth]
    before = front.dump()
    said = []
    for desk in (front.desk.preview, front.desk):
        with pytest.raises(AxentraError) as error:
            desk.do(verb, key="k")
        said.append(str(error.value))
        assert error.value.code == code
    assert said[0] == said[1]
    assert front.dump() == before
    assert not front.was_done("k")


def test_a_preview_needs_no_key(front) -> None:
    """Nothing moves, so nothing can move twice."""
    stay = front.arrive()
    shown = front.desk.preview.charge_to_room(stay, "FNB", money(1_000, "IDR"))
    assert shown.one(ChargePosted).quote.total == 1_210


def test_a_preview_asks_for_the_same_permission(front) -> None:
    """What somebody may not do they may not try either."""
    stay = front.arrive()
    with pytest.raises(HotelRefusal) as error:
        front.hotel.by(Actor("guest", stay)).preview.check_out(stay)
    assert error.value.code == "hotel.not_for_outsiders"


def test_a_preview_leaves_its_key_free(front) -> None:
    """The key of a preview is good for the verb itself."""
    front.desk.preview.mark_room("2034", Condition.DIRTY, key="m")
    assert front.desk.mark_room("2034", Condition.DIRTY, key="m").position is not None


def test_a_preview_of_what_was_done_shows_what_was_done(front) -> None:
    """Under a key that is recorded the answer is the first result, not a refusal."""
    stay = front.book()
    done = front.desk.check_in(stay, room="2034", key="in")
    assert front.desk.preview.check_in(stay, room="2034", key="in").events == done.events


def test_previews_do_not_add_up(front) -> None:
    """Each preview starts from what is stored, not from the one before."""
    stay = front.arrive()
    preview = front.desk.preview
    lines = {
        preview.charge_to_room(stay, "FNB", money(1_000, "IDR")).one(ChargePosted).line
        for _ in range(3)
    }
    assert lines == {1}


def test_done_names_the_one_event_that_is_asked_for(front) -> None:
    """Whoever asks for the only event of a kind is told when there is none, or several."""
    done = front.desk.preview.order_room_service(front.arrive(), [("es-teh", 1), ("es-teh", 2)])
    for event in (ChargePosted, NightPosted):
        with pytest.raises(NotFound, match=event.__name__):
            done.one(event)
    assert len(done.all(ChargePosted)) == 2


def test_what_is_no_verb_is_refused(front) -> None:
    """Only the verbs of the workflow are done; a command to a record is none."""
    with pytest.raises(InvalidInput) as error:
        front.desk.do("check everybody out")
    assert error.value.code == "json.type_unknown"
