"""Files of old reservations: every row judged first, each known, linked or booked, none twice."""

import io
import tracemalloc
from collections import deque
from contextlib import suppress
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels import old_reservations as old
from tests.channels.reserving import BOOK, CANCEL, MODIFY, message, room
from tests.hotel.conftest import FIRST, Front
from tests.hotel.connecting import entered, mapping, requested
from tests.hotel.importing import (
    AS_OF,
    BOSS,
    DELUXE,
    RATES,
    ROOMS,
    booked,
    day,
    file_of,
    importer,
    row,
)
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels import Direction, Mapping, Offer, RateLink, RoomRate
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.old_reservations import OWN, SITEMINDER_SUMMARY, RoomName
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import Flag, Origin, ReservationStatus, Version
from axentra_core.hotel import (
    Hotel,
    HotelRefusal,
    ReservationImport,
    RowStanding,
    write_judged,
)
from axentra_core.hotel.told_names import names_in
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, NotFound, PortError, RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import money
from axentra_core.rooms import RoomType
from axentra_core.stays import Source, StayStatus
from axentra_core.testing import (
    Failure,
    FaultyStore,
    ManualClock,
    SequentialIds,
    example_property,
)

EXPEDIA = ChannelReference("EXP", "1695093244")
AWAITED, BOOKED, CANCELLED = ReservationStatus


def counts(report) -> dict[str, int]:
    """Return how many rows of each standing there are, without those there are none of."""
    return {one.value: many for one, many in report.counts.items() if many}


def standings(imports, *rows) -> list[str]:
    """Return what becomes of each row."""
    return [one.standing.value for one in imports.verdicts(file_of(*rows))]


def stays_of(front) -> list[str]:
    """Return the ids of all stays there are."""
    return [stream.rpartition("/")[2] for stream in front.dump().states if "/stay/" in stream]


# --- judged first ---

# fmt: off
STANDINGS = {
    "booked":               (row(),                                  "ready",       None),
    "modified":             (row(status="Modified"),                 "ready",       None),
    "late at night":        (row(booked="2026-11-26 01:30:00"),      "ready",       None),
    "without a time":       (row(booked=""),                         "ready",       None),
    "for nothing":          (row(price="IDR 0.00"),                  "ready",       None),
    "today":                (row(first=0),                           "ready",       None),
    "cancelled":            (row(status="Cancelled"),                "cancelled",   None),
    "cancelled and over":   (row(first=-9, status="Cancelled"),      "cancelled",   None),
    "over":                 (row(first=-9),                          "past",        None),
    "left this morning":    (row(first=-2),                          "past",        None),
    "over, whatever room":  (row(first=-9, room="unknown room"),     "past",        None),
    "here by its dates":    (row(first=-1, nights=3),                "parked",      "guest_here"),
    "unknown room":         (row(room="unknown room"),               "parked",      "room_unknown"),
    "no room":              (row(room=""),                           "parked",      "room_missing"),
    "not in the mapping":   (row(room="1 x Suite"),                  "parked",    "room_unmapped"),
    "unknown status":       (row(status="Waiting"),                  "parked",   "status_unknown"),
    "unknown channel":      (row(channel="Nobody"),                  "parked",   "channel_unknown"),
    "nothing":              (("",) * 10,                             "passed_over", "blank"),
    "dates the wrong way":  (row(nights=-1),                         "wrong",       "date.order"),
    "no number":            (row(number=""),                         "wrong",  "field.required"),
    "too few cells":        (("1", "2"),                             "wrong",       "csv.columns"),
}
# fmt: on


@pytest.mark.parametrize("name", STANDINGS)
def test_each_row_is_told_what_becomes_of_it(open_front, name) -> None:
    """Whatever stands in a row: whether it is booked, known, parked or wrong, and why."""
    given, standing, why = STANDINGS[name]
    front = open_front(MemoryStore())
    imports = importer(front)
    before = front.dump()
    [judged] = imports.verdicts(file_of(given))
    assert judged.standing.value == standing
    codes = [one.code for one in judged.faults] + [one.reason.value for one in judged.notes]
    assert codes == ([] if why is None else [why])
    assert judged.row == 2
    assert all(one.path.startswith("rows[2]") for one in (*judged.faults, *judged.notes))
    assert front.dump() == before


def test_everything_that_is_wrong_is_told_at_once(open_front) -> None:
    """All faults of a file with row and column, counts, a digest, and nothing is kept."""
    front = open_front(MemoryStore())
    imports = importer(front)
    before, told = front.dump(), []
    file = file_of(
        row("1", nights=-1, price="a lot"), row("2"), row("3", arrival="soon"), row("4", room="?")
    )
    report = imports.judge(file, progress=told.append)
    assert [fault.path for fault in report.faults] == [
        "rows[2].Total price",
        "rows[2].Check-out",
        "rows[4].Check-in",
    ]
    assert counts(report) == {"wrong": 2, "ready": 1, "parked": 1}
    assert (report.rows, report.done, report.is_right) == (4, 0, False)
    assert [(one.row, one.standing) for one in report.parked] == [(5, RowStanding.PARKED)]
    assert (told[-1].is_importing, told[-1].rows, told[-1].done) == (False, 4, 0)
    assert imports.judge(io.BytesIO(file)).file == report.file == imports.judge(file.decode()).file
    assert imports.judge(file + b"\n").file != report.file
    assert front.dump() == before


def test_two_rows_of_one_reservation_are_both_wrong(open_front) -> None:
    """Nobody can say which of the two holds, so neither is taken."""
    front = open_front(MemoryStore())
    imports = importer(front)
    file = file_of(row("1"), row("2"), row("1", nights=3))
    report = imports.judge(file)
    assert counts(report) == {"wrong": 2, "ready": 1}
    assert [one.path for one in report.faults] == [
        "rows[2].Booking reference",
        "rows[4].Booking reference",
    ]
    done = imports.run(file, partial=True)
    assert done.done == 1
    assert stays_of(front) == ["EXP-2.1"]


def test_a_wrong_row_stops_all_unless_the_rest_is_wanted(open_front) -> None:
    """Nothing has changed when a file is refused; what is right is imported where one says so."""
    front = open_front(MemoryStore())
    imports = importer(front)
    file, before = file_of(row("1"), row("2", arrival="soon")), front.dump()
    with pytest.raises(InvalidInput) as refused:
        imports.run(file)
    assert [fault.path for fault in refused.value.faults] == ["rows[3].Check-in"]
    assert front.dump() == before
    report = imports.run(file, partial=True)
    assert (report.done, counts(report)) == (1, {"ready": 1, "wrong": 1})
    assert stays_of(front) == ["EXP-1.1"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"\xff\xfe\x00", "csv.not_text"),
        (b"", "field.required"),
        (b"One,Two\n1,2\n", "field.required"),
        ((b"x" for _ in range(2)), "field.wrong_type"),
        (7, "field.wrong_type"),
    ],
    ids=["not text", "empty", "another file", "read but once", "a number"],
)
def test_what_is_no_such_file_is_refused(open_front, source, code) -> None:
    """Before a row is read, and nothing has changed."""
    front = open_front(MemoryStore())
    imports = importer(front)
    before = front.dump()
    with pytest.raises(InvalidInput) as refused:
        imports.run(source)
    assert refused.value.faults[0].code == code
    assert front.dump() == before


def test_what_a_file_ends_in_the_middle_of_is_told(open_front) -> None:
    """A quote that nobody closes: nothing behind it can be read, and nothing is imported."""
    front = open_front(MemoryStore())
    imports = importer(front)
    report = imports.judge(file_of(row("1"), row("2"))[:-5])
    assert [fault.code for fault in report.faults] == ["csv.bad_format"]
    assert report.file == imports.judge(file_of(row("1"), row("2"))[:-5]).file


# --- imported ---


def test_a_row_is_booked_as_it_was_sold(store, open_front) -> None:
    """Seed 004: old reservations are imported with the code of their channel; each has a stay."""
    front = open_front(store)
    imports = importer(front)
    report = imports.run(file_of(row(name="Ayu Lestari, Budi Santoso")))
    assert (report.done, counts(report)) == (1, {"ready": 1})
    [stay] = booked(front, EXPEDIA)
    assert (stay.arrival, stay.departure) == (day(2), day(4))
    assert (stay.room_type, stay.rate_plan) == ("DLX", "BAR")
    assert (stay.source, stay.channel, stay.reference) == (Source.CHANNEL, "EXP", "1695093244")
    assert len(stay.party) == 2
    own = front.hotel.read.channel_reservation(EXPEDIA)
    assert (own.origin, own.status) == (Origin.IMPORTED, BOOKED)
    assert front.hotel.read.told_people(EXPEDIA).name == "Ayu Lestari"
    assert front.hotel.read.stay(stay.id).guest_name == "Ayu Lestari"
    assert front.free(first=day(2)) == [front.free()[0] - 1] * 2 + [front.free()[0]]
    front.check()


def test_several_rooms_are_several_stays(open_front, grand) -> None:
    """``2 x Deluxe`` and another kind in one cell: each has a stay and its part of the price."""
    front = open_front(MemoryStore(), grand)
    connection = requested(front)
    front.boss.set_mapping(connection, mapping("DLX", "STE"))
    rooms = "2 x Deluxe Room - Best rate \n 1 x Suite - Best rate"
    importer(front, connection).run(
        file_of(row(room=rooms, people="5 - 1 - 0", price="IDR 9000000"))
    )
    stays = booked(front, EXPEDIA)
    assert [stay.room_type for stay in stays] == ["DLX", "DLX", "STE"]
    assert [len(stay.party) for stay in stays] == [3, 2, 1]
    assert sum(night.price for stay in stays for night in stay.nights) == 9_000_000


def test_again_nothing_changes(store, open_front) -> None:
    """The same file once more: everything is known, and not a byte is written."""
    front = open_front(store)
    imports = importer(front)
    rows = (
        row("1"),
        row("2", status="Cancelled"),
        row("3", first=-9),
        row("4", room=""),
        row("5", first=-1, nights=3),
        row("6", channel="Nobody"),
    )
    imports.run(file_of(*rows))
    before = front.dump()
    again = imports.run(file_of(*rows))
    assert again.done == 0
    assert counts(again) == {"known": 4, "parked": 2}
    assert front.dump() == before
    front.check()


def test_a_dismissed_row_stays_dismissed(open_front) -> None:
    """Somebody has decided about it: the same file does not ask once more."""
    front = open_front(MemoryStore())
    imports = importer(front)
    file = file_of(row(channel="Nobody"))
    imports.run(file)
    [task] = front.hotel.read.reservation_tasks()
    front.boss.dismiss_follow_up(task.id, "no guest of ours")
    imports.run(file)
    assert front.hotel.read.reservation_tasks() == ()


def test_nothing_is_booked_into_the_past(open_front) -> None:
    """What is over is known, so that a late message finds it; nobody gets a stay for it."""
    front = open_front(MemoryStore())
    importer(front).run(file_of(row(first=-9), row("2", first=-9, room="unknown room")))
    assert stays_of(front) == []
    assert front.hotel.read.channel_reservation(EXPEDIA).status is BOOKED
    assert front.hotel.read.waiting_reservations() == ()
    assert front.hotel.read.reservation_tasks() == ()
    front.check()


def test_what_is_cancelled_is_known_as_cancelled(open_front) -> None:
    """It has no stay and takes no room; a message that is newer brings it back."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row(status="Cancelled", room="unknown room")))
    assert stays_of(front) == []
    own = front.hotel.read.channel_reservation(EXPEDIA)
    assert (own.status, own.waiting) == (CANCELLED, ())
    front.desk.receive_reservation(connection, message(MODIFY, 60 * 24 * 30))
    assert front.hotel.read.channel_reservation(EXPEDIA).status is BOOKED
    assert len(stays_of(front)) == 1


def test_an_unknown_room_waits_until_somebody_chooses_it(open_front) -> None:
    """A quarter of a real file has no usable room: it is parked, never lost, never guessed."""
    front = open_front(MemoryStore())
    report = importer(front).run(file_of(row(room="unknown room"), row("2")))
    assert counts(report) == {"parked": 1, "ready": 1}
    assert report.flags[Flag.ROOM_UNMAPPED] == 1
    [waits] = front.hotel.read.waiting_reservations()
    assert (waits.reference, waits.waiting) == (EXPEDIA, (1,))
    front.desk.choose_offer(waits.id, 1, "DLX", "BAR")
    [stay] = booked(front, EXPEDIA)
    assert (stay.room_type, stay.status) == ("DLX", StayStatus.BOOKED)
    assert front.hotel.read.waiting_reservations() == ()
    assert front.hotel.read.reservation_tasks() == ()
    front.check()


def test_a_table_that_knows_the_room_helps_the_next_time(open_front) -> None:
    """The same file read with one more name: what was parked is booked, the rest is known."""
    front = open_front(MemoryStore())
    connection, file = entered(front), file_of(row(room="1 x Kamar Laut"), row("2"))
    importer(front, connection).run(file)
    named = importer(front, connection, rooms=(*ROOMS, RoomName("Kamar Laut", "DLX")))
    report = named.run(file)
    assert (counts(report), report.done) == ({"changed": 1, "known": 1}, 1)
    assert len(booked(front, EXPEDIA)) == 1
    assert front.hotel.read.waiting_reservations() == ()
    assert counts(named.run(file)) == {"known": 2}
    front.check()


def test_the_names_of_the_mapping_are_known(open_front) -> None:
    """Without a table of the host's, rooms are what the platform and the hotel call them."""
    front = open_front(MemoryStore())
    name = front.hotel.read.configuration.rooms.types[0].name
    rows = (row("1", room="1 x DLX - Best rate - 10 % off"), row("2", room=f"1 x {name}"))
    assert standings(importer(front, rooms=(), rates=()), *rows) == ["ready", "ready"]


def test_a_name_that_means_two_codes_means_none() -> None:
    """Of two room rates with one name nobody is guessed; with its rate the name is clear."""
    both = Mapping(
        "siteminder",
        (Offer("DLX", "BAR", "A", "BAR", "A", "IDR"), Offer("STE", "NRF", "B", "NRF", "B", "IDR")),
        (
            RoomRate("1", "Sea View", "Flexible"),
            RoomRate("2", "Sea View", "Saver"),
            RoomRate("3", "Garden"),
        ),
        (RateLink("1", "A", "BAR", "A"), RateLink("2", "B", "NRF", "B")),
    )
    rooms, rates = names_in(both, (RoomType("DLX", "Deluxe"), RoomType("STE", "Suite")), " - ")
    assert {one.name: (one.room_code, one.rate_code) for one in rooms} == {
        "Sea View - Flexible": ("A", "BAR"),
        "Sea View - Saver": ("B", "NRF"),
        "Deluxe": ("A", None),
        "Suite": ("B", None),
    }
    assert {one.name: one.rate_code for one in rates} == {"Flexible": "BAR", "Saver": "NRF"}
    assert names_in(None, (), " - ") == ((), ())


def test_without_a_connection_rooms_wait(open_front) -> None:
    """A file before there is a connection: all is known, and a person says what rooms are."""
    front = open_front(MemoryStore())
    given = {"as_of": AS_OF, "actor": BOSS, "rooms": ROOMS, "codes": old.CODES}
    imports = ReservationImport(front.hotel, SITEMINDER_SUMMARY, **given)
    assert counts(imports.run(file_of(row()))) == {"parked": 1}
    front.desk.choose_offer("EXP-1695093244", 1, "DLX")
    assert len(booked(front, EXPEDIA)) == 1


def test_with_a_connection_rooms_wait_no_longer(open_front) -> None:
    """The same file once more, over the connection that there is now: its mapping knows rooms."""
    front = open_front(MemoryStore())
    given = {"as_of": AS_OF, "actor": BOSS, "rooms": ROOMS, "rates": RATES}
    before = ReservationImport(front.hotel, SITEMINDER_SUMMARY, codes=SITEMINDER_CODES, **given)
    file = file_of(row(), row("2", status="Cancelled"))
    before.run(file)
    now = importer(front)
    assert counts(now.run(file)) == {"changed": 1, "known": 1}
    assert [stay.room_type for stay in booked(front, EXPEDIA)] == ["DLX"]
    assert front.hotel.read.reservation_tasks() == ()
    assert counts(now.judge(file)) == {"known": 2}
    front.check()


def test_by_policy_nothing_is_booked_until_all_rooms_are_known(open_front) -> None:
    """Of what is to come; what is over waits for nobody."""
    front = open_front(MemoryStore())
    connection = entered(front)
    front.boss.change_exchange(connection, direction=Direction.TWO_WAY, unmapped=False)
    rooms = "1 x Deluxe Room \n 1 x Something"
    importer(front, connection).run(file_of(row(room=rooms), row("2", first=-9, room=rooms)))
    assert stays_of(front) == []
    [waits] = front.hotel.read.waiting_reservations()
    assert (waits.reference, waits.waiting) == (EXPEDIA, (1, 2))
    front.desk.choose_offer(waits.id, 2, "DLX")
    assert len(stays_of(front)) == 2


def test_a_guest_in_house_is_not_cancelled_by_a_file(open_front) -> None:
    """The file says cancelled and the guest is here: somebody speaks to both."""
    front = open_front(MemoryStore())
    stay = here(front, arrival=FIRST, departure=day(3), nights=3)
    front.desk.check_in(stay, room="2034")
    report = importer(front).run(file_of(row(first=0, nights=3, status="Cancelled")))
    assert counts(report) == {"changed": 1}
    assert front.stay(stay).status is StayStatus.IN_HOUSE
    [task] = front.hotel.read.reservation_tasks()
    assert task.code == "hotel.told_to_cancel"


@pytest.mark.parametrize("wrong", ["no_such_connection", "sends_only"])
def test_a_connection_that_brings_nothing_imports_nothing(open_front, wrong) -> None:
    """There must be a connection, and reservations must come over it."""
    front = open_front(MemoryStore())
    if wrong == "no_such_connection":
        with pytest.raises(NotFound):
            importer(front, "C9")
        return
    connection = entered(front, Direction.SENDS)
    with pytest.raises(RuleViolation) as refused:
        importer(front, connection)
    assert refused.value.code == "channels.not_receiving"


def test_a_channel_that_nobody_knows_is_left_to_a_person(open_front) -> None:
    """Without its channel no message would find it: the table is put right, then it is imported."""
    front = open_front(MemoryStore())
    connection, file = entered(front), file_of(row(channel="Travelanium"))
    importer(front, connection).run(file)
    assert stays_of(front) == []
    [task] = front.hotel.read.reservation_tasks()
    assert task.code == "hotel.row_not_taken"
    assert "row 2" in task.sentence
    report = importer(front, connection, codes=old.CODES).run(file)
    assert counts(report) == {"ready": 1}
    assert len(booked(front, ChannelReference("TRL", "1695093244"))) == 1
    assert front.hotel.read.reservation_tasks() == ()


def test_a_status_that_nobody_knows_is_left_until_a_message_tells(open_front) -> None:
    """Nobody can say whether the guests come: what its channel tells later ends the task."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row(status="Waiting")))
    [task] = front.hotel.read.reservation_tasks()
    assert (task.code, task.arguments["reference"]) == ("hotel.row_not_taken", "EXP-1695093244")
    front.desk.receive_reservation(connection, message())
    assert front.hotel.read.reservation_tasks() == ()
    assert len(booked(front, EXPEDIA)) == 1


# --- what is here already ---


def here(front, **said) -> str:
    """Book a stay under the number of the file, as somebody who typed it in, and return it."""
    said = {"arrival": day(2), "departure": day(4), **said}
    given = {"source": Source.CHANNEL, "channel": "EXP", "reference": "1695093244"}
    return front.book(**{**given, **said})


def test_a_stay_that_is_here_is_linked_and_not_booked_twice(store, open_front) -> None:
    """Found by channel and reference: it stays as it is, and messages find it from now on."""
    front = open_front(store)
    connection = entered(front)
    stay = here(front, prices=[money(700_000, "IDR")] * 2)
    before = front.stay(stay)
    report = importer(front, connection).run(file_of(row()))
    assert counts(report) == {"linked": 1}
    assert (front.stay(stay), stays_of(front)) == (before, [stay])
    assert front.hotel.read.channel_reservation_of(stay).reference == EXPEDIA
    front.desk.receive_reservation(connection, message(CANCEL, 60 * 24 * 30))
    assert front.stay(stay).status is StayStatus.CANCELLED
    front.check()


def test_a_cancellation_that_was_missed_is_made_up_for(open_front) -> None:
    """The file says cancelled and the stay is still here: its room goes back on sale."""
    front = open_front(MemoryStore())
    free = front.free(first=day(2))
    stay = here(front)
    report = importer(front).run(file_of(row(status="Cancelled")))
    assert (counts(report), report.changed[0].stays) == ({"changed": 1}, (stay,))
    assert front.stay(stay).status is StayStatus.CANCELLED
    assert front.free(first=day(2)) == free


def test_other_dates_that_were_missed_are_made_up_for(open_front) -> None:
    """The file tells other dates than the stay that is here has: it is changed."""
    front = open_front(MemoryStore())
    stay = here(front)
    report = importer(front).run(file_of(row(nights=3)))
    assert counts(report) == {"changed": 1}
    assert front.stay(stay).departure == day(5)
    assert stays_of(front) == [stay]


def test_who_is_in_house_is_linked(open_front) -> None:
    """Their stay is not touched: the file only says under which number its channel knows it."""
    front = open_front(MemoryStore())
    stay = here(front, arrival=FIRST, departure=day(3), nights=3)
    front.desk.check_in(stay, room="2034")
    front.pass_nights(1)
    before = front.stay(stay)
    report = importer(front).run(file_of(row(first=0, nights=3)))
    assert counts(report) == {"linked": 1}
    assert (front.stay(stay), stays_of(front)) == (before, [stay])


def test_who_has_left_is_linked(open_front) -> None:
    """A stay that is over has its number, for what its channel still tells of it."""
    front = open_front(MemoryStore())
    stay = here(front, arrival=FIRST, departure=day(2))
    front.desk.check_in(stay, room="2034")
    front.leave(stay)
    report = importer(front).run(file_of(row(first=0, nights=2)))
    assert counts(report) == {"past": 1}
    assert front.hotel.read.channel_reservation_of(stay).reference == EXPEDIA


def test_who_should_be_here_is_looked_for(open_front) -> None:
    """By its dates the guest has come: somebody says which stay it is, and no room is booked."""
    front = open_front(MemoryStore())
    connection = entered(front)
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    importer(front, connection).run(file_of(row(first=0, nights=3)))
    assert stays_of(front) == [stay]
    before = front.stay(stay)
    [task] = front.hotel.read.reservation_tasks()
    assert "2026-11-23 - 2026-11-26" in task.sentence
    front.desk.link_stays(EXPEDIA, [stay])
    assert front.hotel.read.channel_reservation_of(stay).status is BOOKED
    assert front.hotel.read.reservation_tasks() == ()
    assert counts(importer(front, connection).judge(file_of(row(first=0, nights=3)))) == {
        "linked": 1
    }
    importer(front, connection).run(file_of(row(first=0, nights=3)))
    assert (front.stay(stay), stays_of(front)) == (before, [stay])


# --- messages and files ---


def test_a_modification_that_came_first_finds_its_booking(open_front) -> None:
    """Seed 004: what was modified after the switch waits for the file, and is carried out then."""
    front = open_front(MemoryStore())
    connection = entered(front)
    told = message(MODIFY, 60, room(2, 3))
    front.desk.receive_reservation(connection, told)
    assert front.hotel.read.channel_reservation(EXPEDIA).status is AWAITED
    report = importer(front, connection).run(file_of(row(nights=3, price="IDR 2550000")))
    assert counts(report) == {"ready": 1}
    [stay] = booked(front, EXPEDIA)
    assert stay.departure == day(5)
    # The message is told more exactly than the file, so it holds.
    assert front.hotel.read.channel_reservation(EXPEDIA).snapshot == told.snapshot
    assert front.hotel.read.reservation_tasks() == ()


def test_a_modification_that_comes_later_finds_its_booking(open_front) -> None:
    """By channel and reference, whatever connection or file the booking came by."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row()))
    [before] = booked(front, EXPEDIA)
    front.desk.receive_reservation(connection, message(MODIFY, 60 * 24 * 30, room(4, 3)))
    [stay] = booked(front, EXPEDIA)
    assert (stay.id, stay.arrival, stay.departure) == (before.id, day(4), day(7))


def test_a_message_made_before_the_file_changes_nothing(open_front) -> None:
    """The file was made later, so it tells what became of that: late is not new."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row(nights=3)))
    front.desk.receive_reservation(connection, message(MODIFY, 0, room(2, 1)))
    [stay] = booked(front, EXPEDIA)
    assert stay.departure == day(5)


def test_a_file_made_before_a_message_changes_nothing(open_front) -> None:
    """What its channel has told since holds."""
    front = open_front(MemoryStore())
    connection = entered(front)
    told = message(MODIFY, 60 * 24 * 30, room(2, 1))
    front.desk.receive_reservation(connection, message())
    front.desk.receive_reservation(connection, told)
    before = front.dump()
    report = importer(front, connection).run(file_of(row(nights=5)))
    assert counts(report) == {"known": 1}
    assert front.dump() == before


def test_a_file_says_less_than_a_message_and_takes_nothing_away(open_front) -> None:
    """Of the same rooms, dates, people and total: prices of nights and rates stay as told."""
    front = open_front(MemoryStore())
    connection = entered(front)
    front.desk.receive_reservation(connection, message(MODIFY, 0, room(2, 2)))
    front.desk.receive_reservation(connection, message(BOOK, 0, room(2, 2)))
    before = front.dump()
    report = importer(front, connection).run(file_of(row(first=2, nights=2)))
    assert counts(report) == {"known": 1}
    assert front.dump() == before


def test_a_later_file_only_brings_what_has_changed(open_front) -> None:
    """Of thousands of rows those that tell something else; the others write nothing."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row("1"), row("2"), row("3"), row("4")))
    later = importer(front, connection, as_of=AS_OF + timedelta(days=1))
    now = file_of(
        row("1"), row("2", nights=4), row("3", status="Cancelled"), row("4", name="Budi"), row("5")
    )
    report = later.run(now)
    assert counts(report) == {"known": 1, "changed": 3, "ready": 1}
    assert report.done == 4
    read = front.hotel.read
    assert booked(front, ChannelReference("EXP", "2"))[0].departure == day(6)
    assert read.channel_reservation("EXP-3").status is CANCELLED
    assert read.told_people("EXP-4").name == "Budi"
    earlier = importer(front, connection)
    assert counts(earlier.judge(file_of(row("2"), row("3")))) == {"known": 2}
    front.check()


def test_what_staff_have_changed_stays(open_front) -> None:
    """A file that tells nothing new takes nothing back that was agreed with the guest here."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row()))
    [stay] = booked(front, EXPEDIA)
    front.desk.cancel_stay(stay.id, "by phone", key="k")
    importer(front, connection, as_of=AS_OF + timedelta(days=1)).run(file_of(row()))
    assert front.stay(stay.id).status is StayStatus.CANCELLED


# --- whole, and broken off ---


def test_broken_off_anywhere_it_goes_on_where_it_was(open_front) -> None:
    """The store fails at any commit, before or after it has taken effect: no row is taken twice."""
    rows = (row("1"), row("2", room=""), row("3", status="Cancelled"), row("4", channel="Nobody"))
    whole = open_front(MemoryStore())
    importer(whole).run(file_of(*rows))
    for nth in range(1, 5):
        for failure in Failure:
            front = open_front(MemoryStore())
            connection = entered(front)
            faulty = FaultyStore(front.store, nth, failure, counting="commits", lasting=True)
            broken = attrs.evolve(front, hotel=front.over(faulty))
            # What failed after its effect is found again by its key, and is no failure.
            with suppress(PortError):
                importer(broken, connection).run(file_of(*rows))
            importer(front, connection).run(file_of(*rows))
            assert stays_of(front) == stays_of(whole)
            assert len(front.hotel.read.reservation_tasks()) == 2
            front.check()


def test_the_shape_of_a_real_file_comes_in_whole(open_front) -> None:
    """Each twentieth row of 5,564: unknown rooms, none, several, cancelled, late at night."""
    check_a_whole_file(20)


@pytest.mark.long
def test_a_real_file_comes_in_whole(open_front) -> None:
    """All 5,564 rows of a hotel's winter, imported, imported again, and recounted."""
    check_a_whole_file(1)


def check_a_whole_file(step) -> None:
    """Import one of so many rows in the middle of the season, and look at everything."""
    ids, clock, store = SequentialIds(), ManualClock(), MemoryStore()
    hotel = Hotel(store, example_property(), ids=ids, clock=clock, keys=Keys(b"k" * 32))
    hotel.open(on=date(2023, 2, 1))
    front = Front(store, hotel, ids, clock)
    connection = requested(front)
    offers = (("DLX", "DLX"), ("DLX", "DLXS"), ("DLX", "FAM"), ("DLX", "VIL2"))
    front.boss.set_mapping(
        connection,
        Mapping(
            "siteminder",
            tuple(Offer(kind, code, code, "BAR", code, "IDR") for kind, code in offers),
        ),
    )
    imports = ReservationImport(
        hotel,
        SITEMINDER_SUMMARY,
        as_of=old.AS_OF,
        actor=BOSS,
        connection=connection,
        codes=old.CODES,
        rooms=old.ROOMS,
        rates=old.RATES,
    )
    report = imports.run(lambda: old.old_file(old.ROWS // step))
    told = report.counts
    assert report.rows == sum(told.values()) == old.ROWS // step == report.done
    assert report.refused == ()
    assert told[RowStanding.WRONG] == told[RowStanding.KNOWN] == 0
    assert told[RowStanding.CANCELLED] == old.CANCELLED // step
    assert all(told[RowStanding(one)] for one in ("parked", "past", "ready"))
    read = hotel.read
    waiting = {one.id for one in read.waiting_reservations()}
    here = [task for task in read.reservation_tasks() if "guest here" in task.sentence]
    assert len(waiting) + len(here) == told[RowStanding.PARKED]
    before = len(store.log(limit=1_000_000))
    again = imports.run(lambda: old.old_file(old.ROWS // step))
    assert again.done == 0
    assert again.counts[RowStanding.KNOWN] == old.ROWS // step - len(here)
    assert len(store.log(limit=1_000_000)) == before
    front.check()


def test_rows_are_judged_as_they_are_read(open_front) -> None:
    """The first verdicts are there before the file is at its end."""
    front = open_front(MemoryStore())
    read = []

    def pieces():
        for piece in old.old_file(2_000):
            read.append(piece)
            yield piece

    imports = importer(front, codes=old.CODES, as_of=old.AS_OF)
    next(imports.verdicts(pieces()))
    assert len(read) < len([*old.old_file(2_000)])


@pytest.mark.long
def test_memory_does_not_grow_with_the_file(open_front) -> None:
    """Ten times the rows take no more."""
    front = open_front(MemoryStore())
    given = {"codes": old.CODES, "rooms": old.ROOMS, "rates": old.RATES, "as_of": old.AS_OF}
    imports = importer(front, **given)

    def peak(rows) -> int:
        tracemalloc.start()
        deque(imports.verdicts(old.old_file(rows)), maxlen=0)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    # What is remembered of words and names fills up once.
    deque(imports.verdicts(old.old_file(600)), maxlen=0)
    assert peak(10_000) < 1.5 * peak(1_000)


# --- what is told ---


def test_the_verdicts_are_a_table_for_a_spreadsheet(open_front) -> None:
    """Each row with its faults and reasons; nothing in it is computed."""
    front = open_front(MemoryStore())
    file = file_of(row("=1+1", channel="Nobody"), row("2", nights=-1), row("3"))
    lines = list(write_judged(importer(front).verdicts(file)))
    assert lines == [
        "row,standing,reference,stays,path,code,sentence\r\n",
        "2,parked,'=1+1,,rows[2].Channel,channel_unknown,Nobody\r\n",
        "3,wrong,EXP-2,,rows[3].Check-out,date.order,2026-11-24 must come after 2026-11-25\r\n",
        "4,ready,EXP-3,,,,\r\n",
    ]


def test_progress_is_told(open_front) -> None:
    """First while all rows are judged, then while they are imported."""
    front = open_front(MemoryStore())
    told = []
    importer(front).run(
        file_of(*(row(str(at), nights=1) for at in range(1, 121))), progress=told.append
    )
    assert [(one.is_importing, one.rows, one.done) for one in told] == [
        (False, 100, 0),
        (False, 120, 0),
        (True, 100, 100),
        (True, 120, 120),
    ]


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (Actor("staff", "ayu"), "permission.missing"),
        (Actor("channel", "C1"), "hotel.not_for_outsiders"),
    ],
    ids=["a clerk", "a channel"],
)
def test_who_may_not_import_changes_nothing(open_front, actor, code) -> None:
    """It takes a permission of its own, and nobody outside has it."""
    front = open_front(MemoryStore())
    imports = importer(front, actor=actor)
    front.refuses(lambda: imports.run(file_of(row())), code)


def test_what_is_refused_all_the_same_is_told_with_its_row(open_front, monkeypatch) -> None:
    """One row holds up no other."""
    front = open_front(MemoryStore())
    imports = importer(front)
    take = front.hotel.do

    def refuses_one(verb, **said):
        if verb.row == 3:
            raise HotelRefusal("hotel.stay_linked", stay="S1", reservation="EXP-2")
        return take(verb, **said)

    monkeypatch.setattr(front.hotel, "do", refuses_one)
    report = imports.run(file_of(row("1"), row("2"), row("3")))
    assert report.done == 2
    [refused] = report.refused
    assert (refused.row, refused.reference) == (3, "EXP-2")
    assert [(one.path, one.code) for one in refused.faults] == [("rows[3]", "hotel.stay_linked")]


def test_a_file_that_changes_while_it_is_imported_is_told(open_front) -> None:
    """What was judged is not what was read then."""
    front = open_front(MemoryStore())
    files = [file_of(row("1")), file_of(row("1"), row("2", nights=-1))]
    with pytest.raises(InvalidInput) as refused:
        importer(front).run(lambda: files.pop(0))
    assert [(one.path, one.code) for one in refused.value.faults] == [
        ("source", "value.contradicts")
    ]


def test_the_text_of_a_parked_row_holds_no_card(open_front) -> None:
    """What looks like card data in a cell is redacted before it is written down."""
    front = open_front(MemoryStore())
    importer(front).run(
        file_of(row(channel="4111 1111 1111 1111"), row("2", room="4111111111111111"))
    )
    kept = str(front.dump())
    assert "4111111111111111" not in kept
    assert "4111 1111 1111 1111" not in kept


# --- out again ---


def test_what_was_imported_is_exported_and_imported_again(open_front) -> None:
    """Another hotel reads the same reservations; here they are all known."""
    front = open_front(MemoryStore())
    connection = entered(front)
    rows = (row("1"), row("2", status="Cancelled"), row("3", first=-9), row("4", room=""))
    importer(front, connection).run(file_of(*rows))
    front.desk.receive_reservation(connection, message(reference=ChannelReference("BDC", "5")))
    file = "".join(front.hotel.read.reservations_export(people=True))
    own = {"as_of": AS_OF, "actor": BOSS, "connection": connection}
    assert counts(ReservationImport(front.hotel, OWN, **own).judge(file)) == {"known": 5}
    other = open_front(MemoryStore())
    imports = ReservationImport(other.hotel, OWN, **{**own, "connection": entered(other)})
    assert counts(imports.run(file)) == {"ready": 2, "cancelled": 1, "past": 1, "parked": 1}
    assert "".join(other.hotel.read.reservations_export(people=True)) == file
    other.check()


def test_an_export_tells_whom_reservations_are_for_only_where_that_is_asked(open_front) -> None:
    """Names are sealed; nobody gets them by the way."""
    front = open_front(MemoryStore())
    importer(front).run(file_of(row()))
    assert "Ayu" not in "".join(front.hotel.read.reservations_export())
    assert "Ayu" in "".join(front.hotel.read.reservations_export(people=True))


def test_what_was_cancelled_by_hand_is_exported_as_cancelled(open_front) -> None:
    """Else another system would expect a guest who does not come."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(row()))
    [stay] = booked(front, EXPEDIA)
    front.desk.cancel_stay(stay.id, "by phone", key="k")
    _, line = front.hotel.read.reservations_export()
    assert line.startswith("1695093244,EXP,cancel,")
    missed = importer(front, connection, as_of=AS_OF + timedelta(days=1))
    assert standings(missed, row(status="Cancelled")) == ["known"]


def test_an_export_leaves_out_what_nobody_knows_yet(open_front) -> None:
    """What waits for a booking is none; a stay that was linked is told by its dates."""
    front = open_front(MemoryStore())
    connection = entered(front)
    front.desk.receive_reservation(connection, message(MODIFY))
    stay = front.book()
    front.desk.link_stays(ChannelReference("AGO", "7"), [stay])
    _, line = front.hotel.read.reservations_export()
    assert line.startswith("7,AGO,book,")
    assert FIRST.isoformat() in line


# --- any file, in any order ---


@st.composite
def any_rows(draw):
    """Return rows of a few reservations as two files tell them, and messages between them."""
    numbers = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4, unique=True))
    told = st.builds(
        row,
        st.just(""),
        st.integers(-2, 6),
        st.integers(1, 3),
        status=st.sampled_from(["Booked", "Modified", "Cancelled"]),
        room=st.sampled_from([DELUXE, "1 x Deluxe Room", "2 x Deluxe Room", "?", ""]),
        name=st.sampled_from(["Ayu", "Budi, Citra"]),
    )
    return [(str(number), *draw(told)[1:]) for number in numbers]


@tries(15, suppress_health_check=list(HealthCheck))
@for_all(first=any_rows(), second=any_rows(), minutes=st.integers(-1, 60 * 24 * 40))
def test_whatever_comes_no_reservation_has_two_lives(open_front, first, second, minutes) -> None:
    """Two files and a message in between: one stay for each room, and all is counted."""
    front = open_front(MemoryStore())
    connection = entered(front)
    importer(front, connection).run(file_of(*first))
    when = Version(message(minutes=minutes).version.at)
    told = attrs.evolve(message(MODIFY, 0, room(3, 2)), version=when)
    front.desk.receive_reservation(
        connection, attrs.evolve(told, reference=ChannelReference("EXP", "1"))
    )
    later = importer(front, connection, as_of=AS_OF + timedelta(days=2))
    later.run(file_of(*second))
    again = later.run(file_of(*second))
    assert again.done == 0
    for number in range(1, 5):
        reference = ChannelReference("EXP", str(number))
        try:
            own = front.hotel.read.channel_reservation(reference)
        except NotFound:
            continue
        live = [stay for stay in stays_of(front) if stay.startswith(f"{own.id}.")]
        assert len(live) <= len(own.slots)
    front.check()
