"""The names of an export lead to mapping codes by the hotel's own table, the longest first."""

import pytest

from axentra_core.channels.old_reservations import RateName, RoomForm, RoomName
from axentra_core.channels.old_reservations.room_names import MOST_ROOMS, room_reader
from axentra_core.channels.reservations import Flag
from axentra_core.kernel.errors import InvalidInput

ROOMS = (
    RoomName("Deluxe", "DLX"),
    RoomName("Deluxe - Sea View", "DLXS"),
    RoomName("Deluxe - Sea View - Members", "DLXS", "MEM"),
    RoomName("Villa", "VIL"),
)
RATES = (RateName("Flexible", "BAR"), RateName("Flexible - Breakfast", "BB"))
COUNTED = RoomForm(counted=True)


def read(cell, form=COUNTED):
    """Return count, room and rate code of each kind of room in a cell."""
    found = room_reader(form, ROOMS, RATES)(cell)
    return [(one.count, one.room_code, one.rate_code) for one in found]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1 x Deluxe", [(1, "DLX", None)]),
        ("1 x Deluxe - Flexible", [(1, "DLX", "BAR")]),
        ("1 x Deluxe - Sea View", [(1, "DLXS", None)]),
        ("1 x Deluxe - Sea View - Flexible - 10 % off", [(1, "DLXS", "BAR")]),
        ("1 x Deluxe - Flexible - Breakfast", [(1, "DLX", "BB")]),
        ("1 x Deluxe - Sea View - Members - Early Bird", [(1, "DLXS", "MEM")]),
        ("7 x DELUXE -  sea view", [(7, "DLXS", None)]),
        ("1 x Deluxe - Promo", [(1, "DLX", None)]),
        ("1 x Deluxe-Sea View", [(1, None, None)]),
        ("1 x Deluxe Suite - Flexible", [(1, None, None)]),
        ("unknown room", [(1, None, None)]),
        ("Deluxe - Flexible", [(1, "DLX", "BAR")]),
        ("1 x Deluxe \n 2 x Villa - Flexible", [(1, "DLX", None), (2, "VIL", "BAR")]),
        ("1 x Deluxe\n\n1 x Cave", [(1, "DLX", None), (1, None, None)]),
    ],
)
def test_the_longest_known_name_is_meant(cell, told) -> None:
    """A dash parts room and rate, and stands in names as well; nothing is matched by half."""
    assert read(cell) == told


def test_a_count_is_one_where_the_export_counts() -> None:
    """Somewhere else a room may be called 2 x anything."""
    rooms = (RoomName("2 x Twin", "TWN"),)
    assert room_reader(RoomForm(), rooms, ())("2 x Twin")[0].room_code == "TWN"


@pytest.mark.parametrize("cell", ["0 x Deluxe", "100 x Deluxe", "60 x Deluxe\n60 x Villa"])
def test_a_reservation_has_some_rooms_and_not_hundreds(cell) -> None:
    """Whoever has more has mistyped, or is no reservation."""
    with pytest.raises(InvalidInput) as caught:
        read(cell)
    assert caught.value.code == "value.out_of_range"
    assert str(MOST_ROOMS) in caught.value.sentence


def test_a_name_is_kept_for_people_without_card_data() -> None:
    """What stands in a room's name may be anything."""
    (room,) = room_reader(COUNTED, ROOMS, RATES)("1 x Deluxe - 4111 1111 1111 1111")
    assert (room.room_code, room.flags) == ("DLX", (Flag.CARD_REMOVED,))
    assert "4111" not in repr(room)
