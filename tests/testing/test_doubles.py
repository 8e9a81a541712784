"""The doubles of a hotel's ports, and the hotel of the examples."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import Hotel
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.testing import ManualClock, SequentialIds, example_property


def test_ids_count_by_kind() -> None:
    """The first stay is S1 whatever else has begun before it."""
    ids = SequentialIds()
    assert [ids.new(kind) for kind in ("stay", "task", "stay", "follow_up")] == [
        "S1",
        "T1",
        "S2",
        "F1",
    ]


def test_a_clock_moves_when_it_is_told_to() -> None:
    """Between two moves every look at it shows the same instant."""
    clock = ManualClock()
    assert clock() == clock() == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    clock.move(timedelta(hours=9))
    assert clock() == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    clock.move(-timedelta(hours=1))
    assert clock().hour == 15


def test_a_clock_shows_utc() -> None:
    """It is set in any zone, and never without one."""
    jakarta = timezone(timedelta(hours=7))
    clock = ManualClock(datetime(2026, 11, 23, 14, 0, tzinfo=jakarta))
    assert clock().tzinfo is UTC
    assert clock().hour == 7
    with pytest.raises(InvalidInput) as error:
        ManualClock(datetime(2026, 11, 23, 14, 0))  # noqa: DTZ001 - the point of the test
    assert error.value.code == "instant.naive"


def test_the_example_is_the_hotel_of_the_seed() -> None:
    """Twelve Deluxe rooms in Jakarta, whole rupiah, service charge before hotel tax."""
    hotel = Hotel(MemoryStore(), example_property(), clock=ManualClock())
    hotel.open(on=ManualClock().now.date())
    own = hotel.read.configuration
    assert (own.name, own.zone, own.currency, own.digits) == (
        "Hotel Axentra",
        "Asia/Jakarta",
        "IDR",
        0,
    )
    assert [room.number for room in own.rooms.rooms] == [str(n) for n in range(2030, 2042)]
    night = own.folio.quote("ROOM", money(850_000, "IDR"), own.price_rounding)
    assert [(part.code, part.amount) for part in night.components] == [
        ("service", 85_000),
        ("hotel_tax", 93_500),
    ]
    assert night.total == 1_028_500
    assert {item.code: item.price.amount for item in own.menu.items} == {
        "nasi-goreng": 75_000,
        "es-teh": 20_000,
    }
