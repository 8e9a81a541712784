"""What every scenario stands on: a platform, a PMS that is connected to it, and who books."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Final

import pytest

from axentra_core.channels.mapping import Mapping, RateLink, RoomRate
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import Personal, ToldRoom
from axentra_core.testing.certification.line import Line
from axentra_core.testing.certification.pms import Pms
from axentra_core.testing.channel_simulator import (
    LIKE_SITEMINDER,
    PlatformHotel,
    SimpleSide,
)
from axentra_core.testing.doubles import ManualClock
from axentra_core.testing.reservation_source import (
    Booking,
    ReservationSide,
    ReservationSource,
    SimpleReservationSide,
)
from axentra_core.testing.reservation_values import AYU, room, snapshot

# Two basic rooms at two basic rates, mapped by their codes.
DELUXE: Final = ("DLX", "BAR")
DELUXE_SAVER: Final = ("DLX", "NRF")
STANDARD: Final = ("STD", "BAR")
STANDARD_SAVER: Final = ("STD", "NRF")
CERTIFIED: Final = (DELUXE, DELUXE_SAVER, STANDARD, STANDARD_SAVER)

FIRST: Final = ChannelReference("BDC", "1695093244")
SECOND: Final = ChannelReference("EXP", "77120155")


def certified_hotel() -> PlatformHotel:
    """Return the property whose PMS is certified, as the platform has it."""
    ids = [f"R{place}" for place in range(1, len(CERTIFIED) + 1)]
    return PlatformHotel(
        "H1",
        Mapping(
            SITEMINDER.code,
            room_rates=tuple(
                RoomRate(id_, codes[0], codes[1], room_code=codes[0], rate_code=codes[1])
                for id_, codes in zip(ids, CERTIFIED, strict=True)
            ),
            rate_links=tuple(
                RateLink(id_, codes[0], codes[1], codes[0])
                for id_, codes in zip(ids, CERTIFIED, strict=True)
            ),
        ),
        currency="EUR",
        digits=2,
        zone="Asia/Jakarta",
    )


class Setting:
    """A platform and a PMS; override the fixture `pms`.

    Attributes:
        now: when it all happens, in UTC.
        today: the business date of the hotel then.
        hotel: the property as the platform has it; its codes are those that the PMS maps.
        pushed: the platform calls, and is not asked.
        rooms_of_a_type: how many rooms of each code the hotel has.
        keeps_cards: whether the PMS hands cards to somebody who may keep them.
        burst: how many reservations come at once.
    """

    now: ClassVar[datetime] = datetime(2026, 11, 23, 3, tzinfo=UTC)
    today: ClassVar[date] = date(2026, 11, 23)
    hotel: ClassVar[PlatformHotel] = certified_hotel()
    pushed: ClassVar[bool] = False
    rooms_of_a_type: ClassVar[int] = 4
    keeps_cards: ClassVar[bool] = True
    burst: ClassVar[int] = 100

    def make_side(self) -> ReservationSide:
        """Return how the platform speaks; to be overridden for any but the plain dialect."""
        return SimpleReservationSide()

    @pytest.fixture
    def platform(self) -> ReservationSource:
        """Return the platform."""
        return self.make_platform()

    def make_platform(self) -> ReservationSource:
        """Return a platform of which nobody has booked yet."""
        return ReservationSource(
            SimpleSide(SITEMINDER),
            self.make_side(),
            LIKE_SITEMINDER,
            self.hotel,
            ManualClock(self.now),
        )

    @pytest.fixture
    def pms(self, platform: ReservationSource) -> Pms:
        """Return the PMS that is certified, connected to the platform; to be overridden."""
        pytest.fail(f"override the fixture pms to return a PMS that is connected to {platform}")

    @pytest.fixture
    def line(self, platform: ReservationSource, pms: Pms) -> Iterator[Line]:
        """Return the two; at the end nothing of a card may be found."""
        line = Line(platform, pms, pushed=self.pushed)
        yield line
        line.hides_cards()

    # --- whom it is about ---

    def day(self, days: int) -> date:
        """Return the date some days from today."""
        return self.today + timedelta(days)

    def room(
        self,
        codes: tuple[str | None, str | None] = DELUXE,
        days: int = 20,
        **told: Any,  # noqa: ANN401 - any field of a room
    ) -> ToldRoom:
        """Return a room for two nights and two adults that begins in some days."""
        return room(codes, self.day(days), **told)

    def booking(
        self,
        *rooms: ToldRoom,
        reference: ChannelReference = FIRST,
        personal: Personal = AYU,
        **told: Any,  # noqa: ANN401 - any field of a snapshot
    ) -> Booking:
        """Return a booking of rooms; of one where none is given."""
        return Booking(reference, snapshot(*(rooms or (self.room(),)), **told), personal)
