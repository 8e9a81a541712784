"""Every bad message about a reservation, each with what becomes of it.

These are the rows of list I that are about reservations and files of them; the others stand with
channels. What was sold has been sold, so almost nothing here is refused: it is kept, and a person
is told by a code or a flag. At the end the invariants 61 to 66, 69 and 70.
"""

from itertools import islice
from pathlib import Path

import pytest
from tests.channels.reserving import BOOK, CANCEL, FIRST, MODIFY, message, price, room
from tests.hotel.bringing import Bringer, intake, item
from tests.hotel.conftest import EVERYTHING
from tests.hotel.receiving import night, receiving

from axentra_core.adapters.memory import MemoryStore
from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.old_reservations import (
    Column,
    ColumnMap,
    Holds,
    SheetContext,
    judge_reservations,
)
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.reservations import Delivered, Delivery, Personal
from axentra_core.hotel import ChannelIntake
from axentra_core.kernel.errors import NotFound
from axentra_core.testing.doubles import OPENING
from axentra_core.testing.reservation_source import SimpleReservations, SimpleReservationSide
from axentra_core.testing.reservation_values import card_numbers

TESTS = Path(__file__).parent.parent
INTAKE, IN = "hotel/test_channel_intake.py", "hotel/test_reservations_in.py"
DEFECTS = "hotel/test_known_reservation_defects.py"
FILES, BY_HAND = "hotel/test_reservation_import.py", "hotel/test_undelivered.py"
ORDER = "channels/test_reservation_any_order.py"
LONGER = room(nights=3)
DATED = ColumnMap(
    "mine",
    (
        Column(Holds.REFERENCE, ("number",)),
        Column(Holds.ARRIVAL, ("arrival",)),
        Column(Holds.DEPARTURE, ("departure",)),
    ),
    channel="EXP",
)


def known(hotel):
    """Return what a hotel has of the reservation: its standing, its nights, its tasks and flags."""
    try:
        own = hotel.own()
    except NotFound:
        return None
    nights = [(status, first, last) for _, status, first, last, _ in hotel.stays()]
    return own.status.value, nights, hotel.tasks(), [flag.value for flag in own.flags]


def told(*messages):
    """Return a scene in which a platform tells messages, and what the hotel has then."""

    def scene(hotel):
        hotel.tell(*messages)
        return known(hotel)

    return scene


def of_another_property(hotel):
    """Return what a platform is answered that has mixed up hotels, and what the hotel has."""
    own, platform = intake(hotel, Bringer(hotel="HOTEL2"))
    own.receive(platform.bring(item(message())))
    return platform.deliveries and known(hotel)


def the_same_twice(hotel):
    """Return what has happened the second time, and what the hotel has."""
    own, platform = intake(hotel)
    body = platform.bring(item(message()))
    first, before = own.receive(body), hotel.front.dump()
    assert own.receive(body) == first
    assert hotel.front.dump() == before
    return known(hotel)


def one_id_twice(other):
    """Return a scene in which other content comes under an old id."""

    def scene(hotel):
        own, platform = intake(hotel)
        own.receive(platform.bring(item(message())))
        own.receive(platform.bring(item(other)))
        return known(hotel)

    return scene


def two_of_one_time(hotel):
    """Return what a person is told where nobody can say which of two holds."""
    return one_id_twice(message(BOOK, 0, LONGER))(hotel)[2:]


def a_card_among_the_wishes(hotel):
    """Return what the hotel has of it; nothing that is kept holds the number."""
    numbers = [*islice(card_numbers(5), 20)]
    side = SimpleReservationSide()
    marked = message(personal=Personal(name="Wulan Dewi", comments=("PLANTED",)))
    body = side.write_pushed(Delivery("D1", "HOTEL1", (Delivered("M1", marked),)))
    own = ChannelIntake(hotel.front.hotel, hotel.connection, SimpleReservations(SITEMINDER))
    own.receive(body.replace(b"PLANTED", f"my card {' or '.join(numbers)}".encode()))
    kept = repr(list(hotel.front.store.log(limit=EVERYTHING))) + repr(hotel.front.dump())
    assert not [number for number in numbers if number in kept]
    return known(hotel)


def dates_of_two_forms(_):
    """Return the codes of a row whose dates may be two days each, by a map that says no form."""
    context = SheetContext(OPENING, "Asia/Jakarta", SITEMINDER_CODES)
    file = "number,arrival,departure\n1695093244,03/04/2027,05/04/2027\n"
    (row,) = judge_reservations(file, DATED, context)
    return [(fault.path, fault.code) for fault in row.faults]


BOOKED = [("booked", 23, 25)]
# fmt: off
# What is wrong, how it comes about, and what becomes of it: the reservation's standing, the nights
# of its stays, what is left to a person, and the flags.
ANSWERS = {
    "I4":  (of_another_property, None),
    "I5":  (told(message(MODIFY, 5)), ("awaited", [], ["hotel.told_of_nobody"], [])),
    "I5-booked": (told(message(MODIFY, 5, LONGER), message()),
            ("booked", [("booked", 23, 26)], [], [])),
    "I6":  (told(message(CANCEL, 5)), ("awaited", [], ["hotel.told_of_nobody"], [])),
    "I6-booked": (told(message(CANCEL, 5), message()),
            ("cancelled", [("cancelled", 23, 25)], [], [])),
    "I7":  (the_same_twice, ("booked", BOOKED, [], [])),
    "I8":  (one_id_twice(message(MODIFY, 5, LONGER)), ("booked", [("booked", 23, 26)], [], [])),
    "I8-at-once": (two_of_one_time, (["hotel.told_doubtful"], ["order_unknown"])),
    "I9":  (told(message(), message(MODIFY, 9, LONGER), message(MODIFY, 5)),
            ("booked", [("booked", 23, 26)], [], [])),
    "I10": (told(message(), message(CANCEL, 9), message(MODIFY, 5, LONGER)),
            ("cancelled", [("cancelled", 23, 25)], [], [])),
    "I10-newer": (told(message(), message(CANCEL, 9), message(MODIFY, 12, LONGER)),
            ("booked", [("booked", 23, 26)], [], [])),
    "I11": (told(message(BOOK, 0, room(departure=night(-1)))),
            ("booked", [], ["hotel.told_dates_wrong"], ["dates_wrong"])),
    "I11-none": (told(message(BOOK, 0, room(departure=None))),
            ("booked", [], ["hotel.told_dates_wrong"], ["dates_wrong"])),
    "I11-day-use": (told(message(BOOK, 0, room(nights=1, departure=FIRST))),
            ("booked", [("booked", 23, 23)], [], [])),
    "I12": (told(message(BOOK, 0, room(price=price(1)))),
            ("booked", BOOKED, ["hotel.told_doubtful"], ["total_differs"])),
    "I12-average": (told(message(BOOK, 0, room(nights=0, departure=night(2),
            price=price(1_700_001)))), ("booked", BOOKED, [], ["price_averaged"])),
    "I13": (told(message(BOOK, 0, room(nights=1, departure=night(2)))),
            ("booked", BOOKED, ["hotel.told_doubtful"], ["nights_differ", "price_missing"])),
    "I16": (a_card_among_the_wishes, ("booked", BOOKED, [], ["card_removed"])),
    "I39": (dates_of_two_forms, [("rows[2].arrival", "date.ambiguous"),
            ("rows[2].departure", "date.ambiguous")]),
}

# What always holds, and the tests that show it.
ALWAYS = {
    "61 what comes twice is done once": [
        f"{INTAKE}::test_the_same_again_is_confirmed_and_nothing_happens",
        f"{INTAKE}::test_an_old_id_with_other_content_is_another_message",
        f"{ORDER}::test_the_same_again_changes_nothing_at_all",
    ],
    "62 any order ends in one state, and nobody comes back by an older message": [
        f"{ORDER}::test_every_order_and_duplication_ends_in_one_state",
        f"{ORDER}::test_one_room_is_one_stay_in_every_order",
        "channels/test_reservation.py::test_an_older_message_never_brings_back_who_has_cancelled",
    ],
    "63 what nobody knows waits, and is told": [
        f"{IN}::test_what_nobody_knows_is_kept_and_told",
        "channels/test_reservation.py::test_what_was_parked_is_applied_when_the_booking_comes",
    ],
    "64 confirmed after it is stored": [
        f"{INTAKE}::test_a_message_is_answered_once_it_is_stored",
        f"{INTAKE}::test_a_crash_at_any_call_of_the_store_books_once",
        f"{INTAKE}::test_a_lost_confirmation_brings_it_again_and_nothing_happens",
    ],
    "65 a cancellation gives back what was taken": [
        f"{IN}::test_a_cancellation_gives_back_exactly_what_was_taken",
        f"{IN}::test_what_is_sold_outside_is_kept_where_there_is_no_room",
    ],
    "66 there is no default room": [
        f"{IN}::test_there_is_no_default_room",
        f"{IN}::test_a_mapping_that_leads_somewhere_at_last_books_what_waits",
    ],
    "69 what is exported is imported, and every bad row is named": [
        "channels/test_reservation_export.py::test_every_message_comes_back",
        "channels/test_reservation_sheet.py::test_a_file_is_mended_once",
        f"{FILES}::test_a_wrong_row_stops_all_unless_the_rest_is_wanted",
        f"{FILES}::test_again_nothing_changes",
        f"{FILES}::test_what_was_imported_is_exported_and_imported_again",
    ],
    "70 a reservation of a file is found by channel and reference": [
        "channels/test_reservation.py::test_a_row_of_a_file_makes_a_reservation_known",
        "channels/test_reservation_sheet.py::test_every_number_is_found_again",
        f"{FILES}::test_a_modification_that_comes_later_finds_its_booking",
        f"{IN}::test_a_stay_with_the_channels_reference_is_its_stay",
    ],
}

# What hotels and integrators complain about elsewhere, and the tests that it does not happen here.
ELSEWHERE = {
    "one unmapped room blocks every later booking of its batch": [
        f"{DEFECTS}::test_one_unmapped_room_blocks_no_later_booking_of_its_batch",
        f"{DEFECTS}::test_what_has_failed_before_can_be_processed",
    ],
    "an unknown rate becomes another rate": [
        f"{DEFECTS}::test_an_unknown_rate_becomes_no_other_rate",
    ],
    "a change deletes and books anew": [
        f"{DEFECTS}::test_a_modification_keeps_its_stay_and_what_hangs_on_it",
    ],
    "an older message un-cancels": [f"{DEFECTS}::test_an_older_message_un_cancels_nothing"],
    "the channel is read from the wrong place": [
        f"{DEFECTS}::test_the_channel_is_its_code_and_no_category",
    ],
    "an unknown code loses the booking": [
        f"{DEFECTS}::test_a_channel_of_an_unknown_code_loses_no_booking",
        f"{DEFECTS}::test_an_unmapped_room_is_kept_with_a_task",
    ],
    "the dates and the total of the last room win": [
        f"{DEFECTS}::test_each_room_has_its_own_dates_and_total",
    ],
    "an arrival shifts by a day": [f"{DEFECTS}::test_no_date_shifts_by_a_zone"],
    "each message id is taken once": [f"{DEFECTS}::test_messages_are_not_known_by_their_ids"],
    "money of which nobody knows which": [f"{DEFECTS}::test_no_currency_is_taken_for_granted"],
    "a missing id becomes a random one": [f"{DEFECTS}::test_a_missing_id_becomes_no_random_one"],
    "a cancellation of what nobody knows is lost": [
        f"{DEFECTS}::test_a_cancellation_of_an_unknown_booking_is_not_answered_and_lost",
    ],
    "a row without a date of booking is dropped": [
        f"{DEFECTS}::test_a_booking_without_a_date_of_booking_is_kept",
        f"{FILES}::test_the_shape_of_a_real_file_comes_in_whole",
    ],
    "a reinstated booking is refused": [f"{DEFECTS}::test_a_reinstated_booking_is_not_refused"],
    "what is left is not told again": [
        f"{DEFECTS}::test_availability_changes_with_every_revision",
        "hotel/test_who_restores.py::test_whoever_counts_both_show_the_same",
    ],
    "what was delivered and is missing cannot be sent again": [
        f"{INTAKE}::test_one_reservation_is_asked_for_again",
    ],
    "changes of old reservations fail": [
        f"{BY_HAND}::test_from_the_switch_to_a_modification_that_finds_its_reservation",
    ],
    "an import doubles, leaves out cancellations, and never says that it is done": [
        f"{FILES}::test_again_nothing_changes",
        f"{FILES}::test_what_is_cancelled_is_known_as_cancelled",
        f"{FILES}::test_progress_is_told",
    ],
}
# fmt: on


@pytest.fixture
def hotel(open_front, grand):
    """Return a hotel that reservations come to."""
    return receiving(open_front(MemoryStore(), grand))


@pytest.mark.parametrize("row", ANSWERS)
def test_what_is_wrong_has_one_answer(hotel, row) -> None:
    """What was sold is kept; what does not fit in it is told, and a person sees to it."""
    scene, becomes = ANSWERS[row]
    assert scene(hotel) == becomes
    hotel.check()


@pytest.mark.parametrize("rule", [*ALWAYS, *ELSEWHERE])
def test_what_always_holds_is_shown(rule) -> None:
    """A test that somebody renames or takes out is missed here."""
    for name in {**ALWAYS, **ELSEWHERE}[rule]:
        path, _, test = name.rpartition("::")
        assert f"def {test}(" in (TESTS / path).read_text("utf-8")
