"""What the front desk calls a stay on a date."""

from datetime import date

import pytest

from axentra_core.stays import Presence, Source, Stay, StayStatus, presence

BOOKED, IN_HOUSE, CHECKED_OUT = StayStatus


@pytest.mark.parametrize(
    ("status", "words"),
    [
        # from the eve of the arrival to the day after the departure
        (BOOKED, ["arriving_later", "due_in", "overdue", "overdue", "overdue"]),
        (IN_HOUSE, ["stay_over", "stay_over", "stay_over", "due_out", "due_out"]),
        (CHECKED_OUT, ["gone", "gone", "gone", "gone", "gone"]),
    ],
)
def test_the_word_follows_from_the_status_and_the_date(
    status: StayStatus, words: list[str]
) -> None:
    """Nothing has to run overnight for a stay to become due in, overdue or due out."""
    stay = Stay(
        id="S1",
        confirmation="AX-1001",
        guest="G1",
        room_type="DLX",
        arrival=date(2026, 11, 23),
        departure=date(2026, 11, 25),
        nights=(),
        currency="IDR",
        adults=2,
        children=0,
        source=Source.FRONT_OFFICE,
        status=status,
        room=None,
        posted_through=None,
        sessions=0,
    )
    days = [date(2026, 11, day) for day in range(22, 27)]
    assert [presence(stay, day) for day in days] == [Presence(word) for word in words]
