"""The platform in memory brings reservations as badly as real ones do, and loses none itself."""

import json
from datetime import timedelta
from itertools import pairwise

import attrs
import pytest
from tests.testing.reference_pms import ReferencePms

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.dialect import Operation
from axentra_core.channels.providers import SITEMINDER, Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import (
    Confirmation,
    Delivered,
    Delivery,
    Outcome,
    Report,
    ReservationRequest,
    Upload,
)
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput, NotFound, OutcomeUnknown, PortUnavailable
from axentra_core.testing import (
    LIKE_BOOKING_COM,
    LIKE_SITEMINDER,
    ChannelFault,
    ChannelTurn,
    ManualClock,
    SimpleSide,
    turns_by_seed,
)
from axentra_core.testing.certification import CertificationScenarios, Line
from axentra_core.testing.certification.setting import CERTIFIED, DELUXE, FIRST, SECOND, STANDARD
from axentra_core.testing.reservation_source import (
    Booking,
    DeliveryTurn,
    Mishap,
    ReservationSource,
    SimpleReservations,
    SimpleReservationSide,
    guests_by_seed,
    mishaps_by_seed,
)
from axentra_core.testing.reservation_values import message, room, snapshot

SETTING = CertificationScenarios()
DIALECT = SimpleReservations(SITEMINDER)
RESERVATIONS, CONFIRMATIONS, UPLOADS = (
    Operation.RESERVATIONS,
    Operation.CONFIRMATIONS,
    Operation.UPLOADS,
)
TAKEN, REFUSED, LATER = Outcome


def source(manner=LIKE_SITEMINDER, **script):
    """Return a platform."""
    return ReservationSource(
        SimpleSide(manner.provider),
        SimpleReservationSide(),
        manner,
        SETTING.hotel,
        ManualClock(SETTING.now),
        **script,
    )


def booked(number=1, **script):
    """Return a platform where some guests have booked."""
    platform = source(**script)
    for place in range(number):
        platform.book(SETTING.booking(reference=ChannelReference("BDC", f"{place}")))
    return platform


def ask(platform, reference=None, hotel="H1", number="Q-1"):
    """Return what is brought to who asks."""
    request = ReservationRequest(number, hotel, SETTING.now, reference)
    body = platform.exchange(RESERVATIONS, "H1", DIALECT.ask(request))
    return DIALECT.read_delivery(body, SITEMINDER_CODES)


def confirm(platform, delivery, outcome=TAKEN, number="R-1"):
    """Tell the platform what became of a delivery."""
    told = tuple(Confirmation(item, outcome) for item in delivery.items)
    report = Report(number, "H1", SETTING.now, told)
    body = platform.exchange(CONFIRMATIONS, "H1", DIALECT.write_report(report))
    DIALECT.read_report_answer(report, body)


def ids(delivery):
    """Return the ids of what was brought."""
    return [item.id for item in delivery.items]


# --- bringing and confirming ---


def test_it_brings_a_message_until_it_is_confirmed() -> None:
    """What nobody has confirmed is brought again, and what is confirmed never."""
    platform = booked(2)
    assert ids(ask(platform)) == ids(ask(platform)) == ["M-1", "M-2"]
    confirm(platform, ask(platform))
    assert ask(platform).items == ()
    assert platform.unconfirmed == ()
    assert [(one.id, one.outcome) for one in platform.heard] == [("M-1", TAKEN), ("M-2", TAKEN)]


@pytest.mark.parametrize(("outcome", "left"), [(LATER, 1), (REFUSED, 0), (TAKEN, 0)], ids=str)
def test_only_what_is_settled_is_not_brought_again(outcome, left) -> None:
    """Who says later gets it later; who refuses does not get it again."""
    platform = booked()
    confirm(platform, ask(platform), outcome)
    assert len(platform.unconfirmed) == left


def test_a_delivery_has_a_limit_and_says_whether_it_is_the_last() -> None:
    """A platform brings so many at once, the oldest first."""
    platform = booked(5, most=2)
    delivery = ask(platform)
    assert (ids(delivery), delivery.is_last) == (["M-1", "M-2"], False)
    for number in range(3):
        confirm(platform, ask(platform), number=f"R-{number}")
    assert platform.unconfirmed == ()


def test_messages_say_what_guests_did_each_a_second_later() -> None:
    """No two are of the same time, though the clock stands still."""
    platform = booked()
    reference = ChannelReference("BDC", "0")
    platform.modify(reference, snapshot(room(STANDARD)))
    platform.cancel(reference)
    platform.reinstate(reference)
    told = [item.message for item in ask(platform).items]
    assert [one.happening for one in told] == [
        Happening.BOOK,
        Happening.MODIFY,
        Happening.CANCEL,
        Happening.MODIFY,
    ]
    times = [one.version.at for one in told]
    assert {after - before for before, after in pairwise(times)} == {timedelta(seconds=1)}
    assert told[-1].snapshot == told[1].snapshot
    with pytest.raises(NotFound) as caught:
        platform.cancel(ChannelReference("BDC", "nobody"))
    assert caught.value.code == "record.not_found"


def test_one_reservation_can_be_asked_for() -> None:
    """It is brought as it is now, whether or not it was confirmed, and nothing else is."""
    platform = booked(2)
    reference = ChannelReference("BDC", "0")
    confirm(platform, ask(platform))
    platform.modify(reference, snapshot(room(STANDARD)))
    (item,) = ask(platform, reference).items
    assert item.message.snapshot == platform.held[reference].booking.snapshot
    confirm(platform, ask(platform, reference), number="R-2")
    assert platform.unconfirmed == ()
    assert ids(ask(platform, reference)) == ["M-3"]
    assert ask(platform, ChannelReference("BDC", "nobody")).items == ()


def test_who_asks_for_another_hotel_gets_nothing() -> None:
    """A platform brings nobody the guests of others."""
    with pytest.raises(InvalidInput):
        ask(booked(), hotel="H9")


def test_it_remembers_what_the_hotel_tells() -> None:
    """The same reservation told twice is one, under one number."""
    platform = source()
    upload = Upload("U-1", "H1", SETTING.now, "S1", message())
    for _ in range(2):
        body = platform.exchange(UPLOADS, "H1", DIALECT.write_upload(upload))
        assert DIALECT.read_upload_answer(upload, body) == "P-1"
    assert platform.uploads == (upload,)


# --- what goes wrong with calls ---


def test_calls_are_lost_as_for_any_other_message() -> None:
    """Nothing is confirmed that did not arrive, and everything is that did."""
    platform = booked(script=[ChannelFault.NOT_REACHED, ChannelFault.LOSE_REPLY])
    with pytest.raises(PortUnavailable):
        ask(platform)
    with pytest.raises(OutcomeUnknown):
        ask(platform)
    delivery = ask(platform)
    platform.meet(ChannelFault.LOSE_REQUEST)
    with pytest.raises(OutcomeUnknown):
        confirm(platform, delivery)
    assert len(platform.unconfirmed) == 1
    platform.meet(ChannelFault.LOSE_REPLY)
    with pytest.raises(OutcomeUnknown):
        confirm(platform, delivery)
    assert platform.unconfirmed == ()


@pytest.mark.parametrize("fault", [ChannelFault.DOWN, ChannelFault.BUSY, ChannelFault.GARBAGE])
def test_what_is_no_delivery_is_none(fault) -> None:
    """A platform that takes nothing says so in the language that was asked for."""
    platform = booked()
    platform.meet(fault)
    with pytest.raises(InvalidInput):
        ask(platform)
    assert len(ask(platform).items) == 1


def test_a_confirmation_can_be_forgotten_or_overheard() -> None:
    """It is answered, and the message comes again all the same."""
    platform = booked(2)
    platform.meet(None, ChannelFault.FORGET)
    confirm(platform, ask(platform))
    assert len(platform.unconfirmed) == 2
    platform.meet(None, ChannelTurn(ChannelFault.REFUSE_PART, place=1))
    confirm(platform, ask(platform), number="R-2")
    assert [item.id for item in platform.unconfirmed] == ["M-2"]


def test_a_confirmation_that_arrives_twice_counts_once() -> None:
    """What was brought in between under the same id is not taken for confirmed."""
    platform = source()
    first = platform.book(SETTING.booking(), id="same")
    platform.meet(None, ChannelTurn(ChannelFault.DUPLICATE, later=1))
    confirm(platform, ask(platform))
    platform.modify(FIRST, snapshot(room(STANDARD)), id="same")
    ask(platform)
    platform.settle()
    assert [item.id for item in platform.unconfirmed] == [first.id]


def test_it_pushes_each_message_and_hears_the_reply() -> None:
    """A call that is lost is made again; a reply that is lost confirms nothing."""
    platform, bodies = booked(3), []
    pms = ReferencePms(SETTING, platform)

    def receive(body):
        bodies.append(body)
        return pms.receive(body)

    platform.meet(ChannelFault.LOSE_REQUEST, ChannelFault.LOSE_REPLY, ChannelFault.DUPLICATE)
    assert platform.deliver_to(receive) == 3
    assert bodies[1] == bodies[2]
    assert [item.id for item in platform.unconfirmed] == ["M-1", "M-2"]
    assert platform.deliver_to(receive, at_once=2) == 1
    assert platform.unconfirmed == ()
    Line(platform, pms).agrees_on_all()


# --- what is done to messages ---


@pytest.mark.parametrize(
    ("mishap", "brought"),
    [
        (Mishap.TWICE, ["M-1", "M-2", "M-3", "M-2"]),
        (Mishap.REVERSED, ["M-3", "M-2", "M-1"]),
        (Mishap.HELD_BACK, ["M-1", "M-3"]),
        (Mishap.OLD_ID, ["M-1", "M-1", "M-3"]),
        (Mishap.UNREADABLE, ["M-4", "M-1", "M-2", "M-3"]),
        (Mishap.AGAIN, ["M-1", "M-2", "M-3"]),
    ],
    ids=lambda one: one.value if isinstance(one, Mishap) else "",
)
def test_a_mishap_befalls_one_delivery(mishap, brought) -> None:
    """The next one brings everything that was not confirmed, in order."""
    platform = booked(3, mishaps=[DeliveryTurn(mishap, place=1)])
    assert ids(ask(platform)) == brought
    assert [one for one in ids(ask(platform)) if one != "M-4"] == ["M-1", "M-2", "M-3"]


def test_confirmed_messages_come_again() -> None:
    """What the hotel has for long is brought once more."""
    platform = booked(mishaps=[None, Mishap.AGAIN])
    confirm(platform, ask(platform))
    assert ids(ask(platform)) == ["M-1"]
    assert ask(platform).items == ()


def test_a_message_can_have_a_new_id_for_once() -> None:
    """Confirmed under it, it is confirmed."""
    platform = booked(mishaps=[Mishap.NEW_ID])
    delivery = ask(platform)
    assert ids(delivery) != ["M-1"]
    confirm(platform, delivery)
    assert platform.unconfirmed == ()


def test_an_unreadable_one_stays_until_it_is_refused() -> None:
    """Nobody can take it, so it is brought until somebody says so."""
    platform = booked(mishaps=[Mishap.UNREADABLE])
    bad, good = ask(platform).items
    assert (bad.message, good.fault) == (None, None)
    confirm(platform, attrs.evolve(ask(platform), items=(bad,)), REFUSED)
    assert ids(ask(platform)) == ["M-1"]


def test_what_is_addressed_to_another_hotel_is_brought_again() -> None:
    """Whatever is answered is about the other one."""
    platform = booked(mishaps=[Mishap.OTHER_HOTEL])
    delivery = ask(platform)
    assert delivery.hotel != "H1"
    confirm(platform, delivery, REFUSED)
    assert len(platform.unconfirmed) == 1


def test_bytes_can_be_put_in_on_the_way() -> None:
    """What no message can hold is brought all the same."""
    platform = booked()
    platform.rewrite(b"Ayu", b"Eka")
    (item,) = ask(platform).items
    assert item.message.personal.name == "Eka Lestari"


def test_chance_is_the_same_for_a_seed() -> None:
    """What has failed once can be looked at again."""
    assert mishaps_by_seed(3, 50) == mishaps_by_seed(3, 50)
    assert mishaps_by_seed(3, 50) != mishaps_by_seed(4, 50)
    assert {one.mishap for one in mishaps_by_seed(3, 500)} == {None, *Mishap}
    one, two = source(), source()
    for platform in (one, two):
        guests_by_seed(platform, 5, 40, CERTIFIED, first=SETTING.today)
        platform.shuffle(9)
    assert [item.message for item in one.unconfirmed] == [item.message for item in two.unconfirmed]
    assert len(one.unconfirmed) == 40


# --- what is left ---


def left(platform, code="DLX", days=20):
    """Return what the platform shows for a night."""
    return platform.shown("H1").value(Target(code), Measure.AVAILABILITY, SETTING.day(days))


def selling(manner):
    """Return a platform that was told of five rooms of each code."""
    platform = source(manner)
    for code in ("DLX", "STD"):
        day, last = SETTING.today, SETTING.day(40)
        platform.change("H1", Update(Target(code), Measure.AVAILABILITY, day, last, 5))
    return platform


def test_it_counts_bookings_alone_where_the_hotel_does_the_rest() -> None:
    """Unless the hotel tells it, what was given up is not sold again."""
    platform = selling(LIKE_SITEMINDER)
    platform.book(SETTING.booking(SETTING.room(), SETTING.room()))
    assert [left(platform), left(platform, days=22), left(platform, "STD")] == [3, 5, 5]
    platform.modify(FIRST, snapshot(SETTING.room(STANDARD)))
    platform.cancel(FIRST)
    assert [left(platform), left(platform, "STD")] == [3, 5]


def test_it_counts_everything_where_it_does_so_itself() -> None:
    """Who has gone leaves a room, once, and who comes after all takes it."""
    platform = selling(LIKE_BOOKING_COM)
    platform.book(SETTING.booking(SETTING.room(), SETTING.room()))
    platform.modify(FIRST, snapshot(SETTING.room(STANDARD)))
    assert [left(platform), left(platform, "STD")] == [5, 4]
    platform.cancel(FIRST)
    platform.cancel(FIRST)
    assert left(platform, "STD") == 5
    platform.reinstate(FIRST)
    assert left(platform, "STD") == 4


def test_it_counts_nothing_that_it_was_not_told() -> None:
    """An unknown room, a night that is not sold and one too many change nothing below none."""
    platform = selling(LIKE_SITEMINDER)
    platform.book(SETTING.booking(SETTING.room(("ROOM-9", "BAR"))))
    platform.book(SETTING.booking(SETTING.room(days=39), reference=SECOND))
    assert [left(platform), left(platform, days=40), left(platform, days=41)] == [5, 4, None]
    for place in range(7):
        told = SETTING.booking(reference=ChannelReference("BDC", f"{place}"))
        platform.book(told)
    assert left(platform) == 0


# --- all of it ---


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("pushed", [False, True], ids=["pulled", "pushed"])
def test_in_the_end_a_right_pms_has_what_the_platform_has(seed, pushed) -> None:
    """Whatever goes wrong with calls and messages, nobody is lost, doubled or brought back."""
    platform = source(
        script=turns_by_seed(seed, 60), mishaps=mishaps_by_seed(seed, 60), most=1 + seed
    )
    line = Line(platform, ReferencePms(SETTING, platform), pushed=pushed)
    for part in range(4):
        guests_by_seed(platform, 10 * seed + part, 12, CERTIFIED, first=SETTING.day(3))
        platform.shuffle(seed)
        for _ in range(3):
            line.bring_once()
    platform.settle()
    for _ in range(400):
        if platform.unconfirmed:
            line.bring_once()
    assert platform.unconfirmed == ()
    line.agrees_on_all()


@pytest.mark.parametrize("number", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_a_burst_is_brought_and_confirmed(number) -> None:
    """So many are brought and confirmed in seconds, for nothing is looked up one by one."""
    platform = source(most=1_000)
    told = snapshot(room(DELUXE, SETTING.day(20)))
    for place in range(number):
        platform.book(Booking(ChannelReference("BDC", f"{place}"), told))
    taken = platform.deliver_to(_confirming, at_once=500)
    assert (taken, platform.unconfirmed) == (number // 500, ())


def _confirming(body):
    told = json.loads(body)
    items = (Delivered(item["id"]) for item in told["items"])
    report = Report("R", "H1", SETTING.now, tuple(Confirmation(item, TAKEN) for item in items))
    return DIALECT.write_reply(Delivery(told["id"], "H1", ()), report)
