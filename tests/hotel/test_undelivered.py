"""What a platform could not deliver is done by hand, and what is still out of its reach is told."""

import pytest
from tests.channels.reserving import BOOK, CANCEL, MODIFY, message, room
from tests.hotel.conftest import FIRST
from tests.hotel.connecting import entered
from tests.hotel.importing import AS_OF, booked, day, file_of, importer, row
from tests.hotel.telling import DAYS, DELUXE, SHORT, connected
from tests.hotel.telling import ROOMS as SOLD_ROOMS

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.references import ChannelReference
from axentra_core.hotel import ReachReason, write_out_of_reach
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.money import money
from axentra_core.stays import NightPrice, Source, StayStatus, party

EXPEDIA = ChannelReference("EXP", "1695093244")
THE_MAIL = "reservation could not be delivered: mapping code missing"
MONTH = 60 * 24 * 30


def tasks(front) -> list[str]:
    """Return the codes of what is left to a person about reservations."""
    return [task.code for task in front.hotel.read.reservation_tasks()]


def reported(front, happening, reference=EXPEDIA):
    """Report what was not delivered of a reservation of the file, and return its stay."""
    connection = entered(front)
    importer(front, connection).run(file_of(row()))
    [stay] = booked(front, EXPEDIA)
    front.desk.report_undelivered(connection, reference, happening, THE_MAIL)
    return connection, stay


def test_a_report_names_the_stay_and_what_the_mail_says(store, open_front) -> None:
    """Seed 004: what is not delivered is processed by hand; somebody is told what, and where."""
    front = open_front(store)
    _, stay = reported(front, CANCEL)
    [task] = front.hotel.read.reservation_tasks()
    assert task.code == "hotel.not_delivered"
    assert all(part in task.sentence for part in ("EXP-1695093244", "cancel", THE_MAIL, stay.id))
    assert task.concerns == "reservations"
    front.check()


def test_a_report_is_left_once(open_front) -> None:
    """The mail comes again and again: there is one task for a cancellation, one for a change."""
    front = open_front(MemoryStore())
    connection, _ = reported(front, CANCEL)
    front.desk.report_undelivered(connection, EXPEDIA, CANCEL, "once more")
    assert tasks(front) == ["hotel.not_delivered"]
    front.desk.report_undelivered(connection, EXPEDIA, MODIFY)
    assert tasks(front) == ["hotel.not_delivered"] * 2


def test_what_is_cancelled_here_is_no_task(open_front) -> None:
    """Somebody was faster than the mail."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row(status="Cancelled")))
    front.desk.report_undelivered(connection, EXPEDIA, CANCEL, THE_MAIL)
    assert tasks(front) == []


def test_a_report_over_no_connection_is_refused(open_front) -> None:
    """There must be one over which it should have come."""
    front = open_front(MemoryStore())
    front.refuses(lambda: front.desk.report_undelivered("C9", EXPEDIA, CANCEL), "record.not_found")


# fmt: off
BY_HAND = {
    "another departure": lambda desk, stay: desk.amend_stay(
        stay, arrival=day(2), departure=day(5), room_type="DLX",
        prices=[money(850_000, "IDR")] * 3, party=party(2)),
    "another price": lambda desk, stay: desk.change_prices(
        stay, [NightPrice(day(2), money(700_000, "IDR"))]),
    "other people": lambda desk, stay: (
        desk.check_in(stay, room="2034"), desk.change_party(stay, party(1))),
    "a stay in house, longer": lambda desk, stay: (
        desk.check_in(stay, room="2034"),
        desk.extend_stay(stay, day(5), [money(850_000, "IDR")])),
    "a stay in house, shorter": lambda desk, stay: (
        desk.check_in(stay, room="2034"), desk.shorten_stay(stay, day(3), key="k")),
    "a message by hand": lambda desk, stay: desk.receive_reservation(
        "C1", message(MODIFY, MONTH, room(2, 3))),
    "a cancellation": lambda desk, stay: desk.cancel_stay(stay, "by mail", key="k"),
}
# fmt: on


@pytest.mark.parametrize("act", BY_HAND)
def test_a_modification_done_by_hand_ends_the_task(open_front, act) -> None:
    """Whichever of the commands for any stay does it: nobody has to tick anything off."""
    front = open_front(MemoryStore())
    _, stay = reported(front, MODIFY)
    front.pass_nights(2)
    BY_HAND[act](front.desk, stay.id)
    assert tasks(front) == []
    front.check()


def test_a_cancellation_done_by_hand_puts_the_room_back_on_sale(open_front) -> None:
    """Seed 004: *to make sure that the inventory is updated, too*."""
    front = open_front(MemoryStore())
    free = front.free(first=day(2))
    _, stay = reported(front, CANCEL)
    assert front.free(first=day(2)) != free
    front.desk.cancel_stay(stay.id, "by mail", key="k")
    assert front.free(first=day(2)) == free
    assert tasks(front) == []


def test_a_cancellation_is_done_when_no_room_is_left(open_front) -> None:
    """Of two rooms one is cancelled: the other is still to be done."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row(room="2 x Deluxe Room", people="2 - 0 - 0")))
    first, second = booked(front, EXPEDIA)
    front.desk.report_undelivered(connection, EXPEDIA, CANCEL, THE_MAIL)
    front.desk.cancel_stay(first.id, "by mail", key="k1")
    assert tasks(front) == ["hotel.not_delivered"]
    front.desk.cancel_stay(second.id, "by mail", key="k2")
    assert tasks(front) == []


def test_a_change_is_no_cancellation(open_front) -> None:
    """Who changes the stay has not cancelled it."""
    front = open_front(MemoryStore())
    _, stay = reported(front, CANCEL)
    BY_HAND["another departure"](front.desk, stay.id)
    assert tasks(front) == ["hotel.not_delivered"]


@pytest.mark.parametrize("happening", [MODIFY, CANCEL])
def test_what_comes_after_all_ends_the_task(open_front, happening) -> None:
    """The platform delivers it later: nobody does it twice."""
    front = open_front(MemoryStore())
    connection, stay = reported(front, happening)
    rooms = (room(2, 3),) if happening is MODIFY else ()
    front.desk.receive_reservation(connection, message(happening, MONTH, *rooms))
    assert tasks(front) == []
    status = StayStatus.BOOKED if happening is MODIFY else StayStatus.CANCELLED
    assert front.stay(stay.id).status is status


def test_a_message_that_is_old_ends_nothing(open_front) -> None:
    """It was made before what is known, so it is not what was missed."""
    front = open_front(MemoryStore())
    connection, _ = reported(front, CANCEL)
    front.desk.receive_reservation(connection, message(MODIFY, 0, room(2, 3)))
    assert tasks(front) == ["hotel.not_delivered"]


@pytest.mark.parametrize(("later", "left"), [(False, 1), (True, 0)], ids=["before", "after"])
def test_a_file_ends_the_task_if_it_was_made_after_the_report(open_front, later, left) -> None:
    """A file that was made before knows nothing of it, whatever else it brings."""
    front = open_front(MemoryStore())
    connection, _ = reported(front, MODIFY)
    day_later = front.hotel.read.now.replace(year=2027) if later else AS_OF.replace(day=21)
    changed = importer(front, connection, as_of=day_later)
    changed.run(file_of(row(name="Budi")))
    assert len(tasks(front)) == left


def test_an_unknown_reservation_is_reported_too(open_front) -> None:
    """Neither imported nor typed in: whoever does it by hand sees that there is no stay."""
    front = open_front(MemoryStore())
    connection = entered(front)
    front.desk.report_undelivered(connection, EXPEDIA, CANCEL, THE_MAIL)
    assert tasks(front) == ["hotel.not_delivered"]
    with pytest.raises(NotFound):
        front.hotel.read.channel_reservation(EXPEDIA)
    front.desk.receive_reservation(connection, message(CANCEL, MONTH))
    assert "hotel.not_delivered" not in tasks(front)


def test_a_stay_that_was_typed_in_is_found_by_its_number(open_front) -> None:
    """A hotel whose platform gives no file: stays carry the channel's number all the same."""
    front = open_front(MemoryStore())
    connection = entered(front)
    stay = front.book(source=Source.CHANNEL, channel="EXP", reference="1695093244")
    front.desk.report_undelivered(connection, EXPEDIA, CANCEL, THE_MAIL)
    [task] = front.hotel.read.reservation_tasks()
    assert stay in task.sentence
    front.desk.cancel_stay(stay, "by mail", key="k")
    assert tasks(front) == []


def test_a_stay_of_no_channel_ends_nothing(open_front) -> None:
    """Whatever is done to other stays."""
    front = open_front(MemoryStore())
    reported(front, CANCEL)
    front.desk.cancel_stay(front.book(), "ill", key="k")
    assert tasks(front) == ["hotel.not_delivered"]


# --- the whole way of seed 004 ---


def test_from_the_switch_to_a_modification_that_finds_its_reservation(store, open_front) -> None:
    """A hotel switches: a modification waits, the file comes in, and from then on all find it."""
    front = open_front(store)
    connection = entered(front)
    # An old reservation is modified at its channel, and nobody here knows it.
    front.desk.receive_reservation(connection, message(MODIFY, 10, room(2, 3)))
    assert [one.reason for one in front.hotel.read.out_of_reach()] == [ReachReason.AWAITED]
    # The platform sends the file of all that was sold before.
    report = importer(front, connection).run(
        file_of(row(nights=3, price="IDR 2550000"), row("2"), row("3", first=-9))
    )
    assert report.done == 3
    assert front.hotel.read.out_of_reach() == ()
    # What is modified and cancelled now is found by its channel and number.
    free = front.free(first=day(2))
    [stay] = booked(front, EXPEDIA)
    assert stay.departure == day(5)
    front.desk.receive_reservation(connection, message(MODIFY, MONTH, room(2, 1)))
    assert front.stay(stay.id).departure == day(3)
    front.desk.receive_reservation(connection, message(CANCEL, MONTH + 1))
    assert front.stay(stay.id).status is StayStatus.CANCELLED
    assert front.free(first=day(2)) == [one + 1 for one in free]
    front.check()


@pytest.mark.parametrize("way", ["the file", "by hand"])
def test_either_way_the_platform_is_told_what_is_left(open_front, way) -> None:
    """Seed 004: *so that the inventory is updated on the platform and its channels*."""
    telling = connected(open_front(MemoryStore(), providers=[SHORT]))
    front = telling.front
    telling.run()
    all_free = telling.left()
    if way == "the file":
        importer(front, "C1").run(file_of(row()))
        [stay] = booked(front, EXPEDIA)
    else:
        stay = front.stay(
            front.book(
                arrival=day(2),
                departure=day(4),
                source=Source.CHANNEL,
                channel="EXP",
                reference="1695093244",
            )
        )
    telling.run(minutes=2)
    assert telling.platform.shows(DELUXE, SOLD_ROOMS, DAYS) == telling.left() != all_free
    if way == "the file":
        front.desk.receive_reservation("C1", message(CANCEL, MONTH))
    else:
        front.desk.report_undelivered("C1", EXPEDIA, CANCEL, THE_MAIL)
        front.desk.cancel_stay(stay.id, "by mail", key="k")
    telling.run(minutes=2)
    assert telling.platform.shows(DELUXE, SOLD_ROOMS, DAYS) == telling.left() == all_free
    assert tasks(front) == []
    telling.check()


# --- what is out of reach ---


def test_what_no_modification_would_find_is_told(open_front) -> None:
    """Stays without a number or a channel, what waits, and what was not taken or not delivered."""
    front = open_front(MemoryStore())
    connection = entered(front)
    nameless = front.book(source=Source.CHANNEL, channel="EXP")
    nowhere = front.book(source=Source.CHANNEL, channel="unknown", reference="77")
    front.book(source=Source.CHANNEL, channel="EXP", reference="78")
    front.book()
    linked = front.book(source=Source.CHANNEL, channel="EXP")
    front.desk.link_stays(ChannelReference("EXP", "79"), [linked])
    in_house = front.arrive(source=Source.CHANNEL, channel="EXP")
    front.desk.receive_reservation(connection, message(MODIFY))
    importer(front, connection).run(file_of(row("2", room="?"), row("3", channel="Nobody")))
    front.desk.report_undelivered(connection, ChannelReference("EXP", "78"), CANCEL)
    rows = front.hotel.read.out_of_reach()
    assert [(one.reason.value, one.reference, one.stay) for one in rows] == [
        ("no_number", "", nameless),
        ("no_channel", "77", nowhere),
        ("no_number", "", in_house),
        ("awaited", "EXP-1695093244", None),
        ("room_waits", "EXP-2", "EXP-2.1"),
        ("not_taken", "3", None),
        ("not_delivered", "EXP-78", None),
    ]
    assert (rows[0].arrival, rows[4].arrival) == (FIRST, day(2))
    assert "row 3" in rows[5].about


def test_a_stay_that_is_over_is_out_of_nobodys_reach(open_front) -> None:
    """Nothing is modified any more of who has left, was cancelled or never came."""
    front = open_front(MemoryStore())
    stay = front.book(source=Source.CHANNEL, channel="EXP")
    front.desk.cancel_stay(stay, "ill", key="k")
    assert front.hotel.read.out_of_reach() == ()


def test_the_report_is_a_table_for_a_spreadsheet(open_front) -> None:
    """One line for each; nothing in it is computed."""
    front = open_front(MemoryStore())
    stay = front.book(source=Source.CHANNEL, channel="unknown", reference="=1+1")
    lines = list(write_out_of_reach(front.hotel.read.out_of_reach()))
    assert lines == [
        "reason,reference,reservation,stay,arrival,departure,about\r\n",
        f"no_channel,'=1+1,,{stay},2026-11-23,2026-11-25,\r\n",
    ]


def test_a_new_reservation_needs_no_file(open_front) -> None:
    """What was booked after the switch came as a message, and is found."""
    front = open_front(MemoryStore())
    connection = entered(front)
    front.desk.receive_reservation(connection, message(BOOK))
    assert front.hotel.read.out_of_reach() == ()
