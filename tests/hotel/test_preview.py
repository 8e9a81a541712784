"""A preview runs the same code and keeps nothing."""

from datetime import date, time

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, PaymentMethod
from axentra_core.groups import GroupOpened
from axentra_core.hotel import REACTIONS, VERBS, Hotel, HotelRefusal, Reaction, verbs
from axentra_core.hotel.workflow import OPENING
from axentra_core.kernel.actor import SYSTEM, Actor
from axentra_core.kernel.errors import AxentraError, InvalidInput, NotFound
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, MarkInspected
from axentra_core.stays import NightPosted, NightPrice, StayCheckedIn

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


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


# For each verb what brings a hotel to the point, and the verb that is then possible.


def thousand():
    """Return a small price."""
    return money(1_000, "IDR")


def in_house(make):
    """Return a scene with a guest in room 2034 who stays two nights."""
    return lambda front: make(front.arrive())


def booked(make, **what):
    """Return a scene with a booking of two nights."""
    return lambda front: make(front.book(**what))


def after_a_night(make):
    """Return a scene on the morning on which a guest leaves who has paid."""

    def scene(front):
        stay = front.arrive(nights=1)
        front.pass_nights(1)
        front.settle(stay)
        return make(stay)

    return scene


def grouped(make, *, arrive=False):
    """Return a scene with a group of two who are due."""

    def scene(front):
        group = front.desk.open_group("Tour 7").one(GroupOpened).group
        for _ in range(2):
            front.book(1, group=group)
        if arrive:
            front.desk.check_in_group(group)
            front.pass_nights(1)
            for line in front.hotel.read.group(group):
                front.settle(line.stay.id)
        return make(group)

    return scene


def shared(make):
    """Return a scene with two in one room."""

    def scene(front):
        one, other = front.arrive("2034"), front.book()
        front.desk.share_room(other, one)
        front.desk.check_in(other)
        return make(one, other)

    return scene


def ordered(make):
    """Return a scene with an order."""

    def scene(front):
        front.desk.order_room_service(front.arrive(), [("es-teh", 1)], key=front.key())
        return make(front.hotel.read.orders()[0].id)

    return scene


def accepted(front):
    """Return the delivery of an order that the kitchen has taken."""
    order = ordered(verbs.AcceptOrder)(front)
    front.desk.do(order)
    return verbs.DeliverOrder(order.order)


def assigned(front):
    """Return the unassigning of a room."""
    stay = front.book()
    front.desk.assign_room(stay, "2034")
    return verbs.UnassignRoom(stay)


def cancelled(front):
    """Return the reinstatement of a stay that was cancelled for a fee."""
    stay = front.book(policy="FLEX")
    front.desk.cancel_stay(stay, "ill", key=front.key())
    return verbs.ReinstateStay(stay, "well again")


def closed(front):
    """Return the certificate of a date that was closed without one."""
    front.arrive()
    front.desk.do(verbs.CloseDay(MONDAY))
    return verbs.CertifyDay(MONDAY)


def departed(front):
    """Return the reversal of a check-out."""
    stay = after_a_night(verbs.CheckOut)(front)
    front.desk.do(stay)
    return verbs.ReverseCheckOut(stay.stay, "the taxi did not come")


def an_evening(front):
    """Return the close of a day on which somebody is in house and somebody has not come."""
    front.arrive()
    front.book(policy="FLEX")
    return verbs.CloseDay(MONDAY)


def held(front):
    """Return the release of a block."""
    group = front.desk.open_group("Tour 7").one(GroupOpened).group
    dates = {"arrival": MONDAY, "departure": TUESDAY}
    front.desk.open_block(group, room_type="DLX", rooms=2, **dates)
    return verbs.ReleaseBlock("B1")


def too_much_is_sold(make):
    """Return a scene in which reservations have to find a room."""

    def scene(front):
        for _ in range(2):
            front.book(1, room_type="STE")
        prices = (money(1, "IDR"),)
        sold = verbs.Reserve(MONDAY, TUESDAY, "STE", prices, name="Budi")
        front.hotel.do(sold, actor=Actor("channel", "bdc"), key=front.key())
        return make(front.hotel.read.follow_ups()[0].id)

    return scene


def unfinished(front):
    """Return the second try of an inspection."""

    def inspect(_, event):
        yield MarkInspected(event.room)

    front.desk.mark_room("2034", Condition.DIRTY)
    table = (*REACTIONS, Reaction(StayCheckedIn, inspect, must=False, concerns="housekeeping"))
    late = front.with_reactions(*table).boss
    late.check_in(front.book(), room="2034", override="a full house")
    front.desk.mark_room("2034", Condition.CLEAN)
    return verbs.RetryFollowUp(front.hotel.read.follow_ups()[0].id)


def left_over(front):
    """Return the marking of a booking that the close has left to the desk."""
    stay = front.book(policy="FLEX")
    own = front.hotel.read.configuration
    patient = attrs.evolve(own, stays=attrs.evolve(own.stays, no_shows_at_close=False))
    front.boss.change_property(patient)
    front.pass_nights(1)
    return verbs.MarkNoShow(stay)


def in_credit(front):
    """Return the refund of what was paid in advance."""
    stay, paid = front.book(), {"in_advance": True, "key": front.key()}
    front.desk.take_payment(stay, PaymentMethod.CASH, thousand(), **paid)
    return verbs.PayRefund(stay, PaymentMethod.CASH, thousand())


def charged(front):
    """Return the reversal of a charge."""
    stay = front.arrive()
    front.desk.charge_to_room(stay, "FNB", thousand(), key=front.key())
    return verbs.ReverseCharge(stay, 1, "a mistake")


def scanned(front):
    """Return the session of a guest who scans the room's link."""
    stay = front.arrive()
    return verbs.OpenGuestSession(front.hotel.room_link("2034"), front.hotel.stay_code(stay))


def renamed(front):
    """Return another name for the hotel."""
    return verbs.ChangeProperty(attrs.evolve(front.hotel.read.configuration, name="Axentra"))


def a_stay(_):
    """Return a booking under every head."""
    prices = (money(850_000, "IDR"),)
    return verbs.Reserve(MONDAY, TUESDAY, "DLX", prices, name="Siti", policy="FLEX")


CASH = PaymentMethod.CASH
DEAR = (NightPrice(MONDAY, money(900_000, "IDR")),)
SCENES = {
    verbs.ChangeProperty: renamed,
    verbs.CloseDay: an_evening,
    verbs.CertifyDay: closed,
    verbs.RetryFollowUp: unfinished,
    verbs.DismissFollowUp: too_much_is_sold(lambda left: verbs.DismissFollowUp(left, "moved")),
    verbs.Reserve: a_stay,
    verbs.CorrectGuest: booked(lambda _: verbs.CorrectGuest("G1", "Siti Rahmawati")),
    verbs.ConfirmStay: booked(verbs.ConfirmStay, waitlisted=True),
    verbs.AmendStay: booked(
        lambda stay: verbs.AmendStay(stay, departure=TUESDAY, prices=(thousand(),))
    ),
    verbs.AssignRoom: booked(lambda stay: verbs.AssignRoom(stay, "3001", upgrade=True)),
    verbs.UnassignRoom: assigned,
    verbs.PreCheckIn: booked(lambda stay: verbs.PreCheckIn(stay, time(22), wishes="a cot")),
    verbs.CancelStay: booked(lambda stay: verbs.CancelStay(stay, "ill"), policy="FLEX"),
    verbs.MarkNoShow: left_over,
    verbs.ReinstateStay: cancelled,
    verbs.OpenGroup: lambda _: verbs.OpenGroup("Tour 7"),
    verbs.CloseGroup: lambda front: verbs.CloseGroup(
        front.desk.open_group("Tour 7").one(GroupOpened).group
    ),
    verbs.JoinGroup: grouped(lambda _: verbs.JoinGroup("S1", None)),
    verbs.OpenBlock: grouped(lambda group: verbs.OpenBlock(group, "DLX", MONDAY, TUESDAY, 2)),
    verbs.ReleaseBlock: held,
    verbs.CheckIn: booked(lambda stay: verbs.CheckIn(stay, "2034")),
    verbs.ReverseCheckIn: in_house(lambda stay: verbs.ReverseCheckIn(stay, "a mistake")),
    verbs.CheckInGroup: grouped(verbs.CheckInGroup),
    verbs.MoveRoom: in_house(lambda stay: verbs.MoveRoom(stay, "2035", "noise")),
    verbs.SwapRooms: lambda front: verbs.SwapRooms(
        front.arrive("2034"), front.arrive("2035"), "the view"
    ),
    verbs.CorrectRoom: in_house(lambda stay: verbs.CorrectRoom(stay, "2035", "misread")),
    verbs.ShareRoom: lambda front: verbs.ShareRoom(front.book(), front.arrive()),
    verbs.HandOverRoom: shared(verbs.HandOverRoom),
    verbs.ExtendStay: in_house(
        lambda stay: verbs.ExtendStay(stay, date(2026, 11, 26), (thousand(),))
    ),
    verbs.ShortenStay: in_house(lambda stay: verbs.ShortenStay(stay, TUESDAY, thousand())),
    verbs.ChangePrices: booked(lambda stay: verbs.ChangePrices(stay, DEAR)),
    verbs.GrantLateCheckOut: in_house(
        lambda stay: verbs.GrantLateCheckOut(stay, time(16), thousand())
    ),
    verbs.CheckOut: after_a_night(verbs.CheckOut),
    verbs.DepartEarly: in_house(verbs.DepartEarly),
    verbs.ReverseCheckOut: departed,
    verbs.CheckOutGroup: grouped(verbs.CheckOutGroup, arrive=True),
    verbs.ChargeToRoom: in_house(lambda stay: verbs.ChargeToRoom(stay, "FNB", thousand())),
    verbs.ReverseCharge: charged,
    verbs.TakePayment: in_house(
        lambda stay: verbs.TakePayment(stay, CASH, thousand(), in_advance=True)
    ),
    verbs.PayRefund: in_credit,
    verbs.OpenGuestSession: scanned,
    verbs.OrderRoomService: in_house(
        lambda stay: verbs.OrderRoomService(stay, (verbs.Item("es-teh", 2),))
    ),
    verbs.DoNotDisturb: in_house(verbs.DoNotDisturb),
    verbs.MakeUpRoom: in_house(verbs.MakeUpRoom),
    verbs.AcceptOrder: ordered(verbs.AcceptOrder),
    verbs.DeliverOrder: accepted,
    verbs.CancelOrder: ordered(lambda order: verbs.CancelOrder(order, "too late")),
    verbs.FinishTask: in_house(lambda _: verbs.FinishTask("T1")),
    verbs.MarkRoom: lambda _: verbs.MarkRoom("2034", Condition.DIRTY),
}


def test_every_verb_has_a_scene() -> None:
    """A verb that is added to the workflow is added here; opening a property has its own tests."""
    assert SCENES.keys() == VERBS.keys() - set(OPENING)


@pytest.mark.parametrize("verb", SCENES, ids=lambda verb: verb.__name__)
def test_a_preview_shows_exactly_what_the_verb_does(open_front, grand, verb) -> None:
    """Of two hotels with one past, one looks and the other acts: they see the same, in order."""
    looks, acts = open_front(MemoryStore(), grand), open_front(MemoryStore(), grand)
    said = SCENES[verb](looks)
    before = looks.dump()
    assert SCENES[verb](acts) == said
    shown = looks.boss.preview.do(said)
    assert looks.dump() == before
    done = acts.boss.do(said, key="k")
    assert shown.events == done.events
    assert done.events
    acts.check()


@pytest.mark.parametrize("verb", SCENES, ids=lambda verb: verb.__name__)
def test_whatever_is_said_twice_under_one_key_is_done_once(open_front, grand, verb) -> None:
    """The second time gives the first result and leaves no trace."""
    front = open_front(MemoryStore(), grand)
    said = SCENES[verb](front)
    first = front.boss.do(said, key="k")
    before = front.dump()
    assert front.boss.do(said, key="k") == first
    assert front.dump() == before


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
