"""The manners and limits of platforms, as data: what one forbids another one demands.

Sources: facts of SiteMinder (pmsXchange), Channex and Booking.com as their documentation states
them; a provider that is not here is a `Provider` of the host's own.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Final

from axentra_core.channels.updates import RESTRICTIONS, Measure
from axentra_core.kernel.calendar import zone
from axentra_core.kernel.checks import checked, day, whole
from axentra_core.kernel.errors import InvalidInput, shown, some_of
from axentra_core.kernel.texts import Code, Text


class Repeated(StrEnum):
    """Which value a platform keeps when one message tells a date twice."""

    FIRST = "first"
    LAST = "last"
    REFUSED = "refused"


class Pool(StrEnum):
    """For what a platform keeps availability or restrictions: an inventory code or a room rate."""

    INVENTORY = "inventory"
    ROOM_RATE = "room_rate"


class Restores(StrEnum):
    """Who tells the platform what is left to sell once a reservation has come.

    Attributes:
        PLATFORM: it counts itself; telling it again does no harm.
        HOTEL: nobody does unless the hotel sends it.
    """

    PLATFORM = "platform"
    HOTEL = "hotel"


class Happening(StrEnum):
    """What a reservation that comes from a platform is."""

    BOOK = "book"
    MODIFY = "modify"
    CANCEL = "cancel"


def zone_name(value: str) -> str:
    """Return the IANA name of a zone that there is.

    Raises:
        InvalidInput: ``zone.unknown``.
    """
    return zone(value).key


@checked
class Provider:
    """How a platform wants to be spoken to.

    Attributes:
        code: its name here, such as ``siteminder``.
        name: its name.
        repeated: which of two values for one date in one message it keeps.
        availability_of: for what it keeps availability.
        restrictions_of: for what it keeps restrictions.
        measures: what it understands.
        restores: who tells it what is left, after each kind of reservation.
        most_bytes: of one message.
        most_days: dates that one message may reach over.
        most_updates: values that one message may carry.
        horizon: days ahead that it sells, today included.
        past: days before today that it still takes.
        most_guests: adults that it can price by occupancy; 0 where it prices rooms only.
        full_sync_hours: hours that lie between two full updates.
        unique_rooms: each of its room rates needs a room code of its own.
        rate_codes: whether room rates carry a rate code; without, the room code is all.
        minutes: within which a change should be told.
        longest_code: characters that a mapping code may have; OpenTravel allows 64.
        prices_together: a number of adults that a message leaves out is given the price of a
            higher one, so that the prices for all adults of a date are told together.
        scopes: a value can be told at once for all rates of a room, or for all rooms of a rate;
            without, it is told for each room rate.
        zone: IANA name of the zone by whose days it counts; None where those of the property count.
    """

    code: Code
    name: Text
    repeated: Repeated
    availability_of: Pool
    restrictions_of: Pool
    measures: frozenset[Measure]
    restores: Mapping[Happening, Restores]
    most_bytes: Annotated[int, whole(1_000, 100_000_000)]
    most_days: Annotated[int, whole(1, 1_000)]
    most_updates: Annotated[int, whole(1, 100_000)]
    horizon: Annotated[int, whole(1, 1_000)]
    past: Annotated[int, whole(0, 31)] = 0
    most_guests: Annotated[int, whole(0, 99)] = 0
    full_sync_hours: Annotated[int, whole(0, 168)] = 24
    unique_rooms: bool = False
    rate_codes: bool = True
    minutes: Annotated[int, whole(1, 1_440)] = 2
    longest_code: Annotated[int, whole(6, 100)] = 64
    prices_together: bool = False
    scopes: bool = False
    zone: Annotated[str, zone_name] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a provider that leaves open who tells what is left, or knows other words."""
        if missing := [one for one in Happening if one not in self.restores]:
            raise InvalidInput.because("list.lacks", path="restores", missing=", ".join(missing))
        said: list[tuple[str, str, type[StrEnum]]] = [
            *(("measures", one, Measure) for one in sorted(self.measures)),
            *((f"restores.{one}", self.restores[one], Restores) for one in Happening),
        ]
        for path, got, words in said:
            if got not in [*words]:
                raise InvalidInput.because(
                    "value.unknown", path=path, got=shown(got), allowed=some_of(words)
                )


def window(provider: Provider, today: date) -> tuple[date, int]:
    """Return the first date that a platform takes, and how many from there on.

    Args:
        provider: the platform.
        today: the date of the calendar where the property is, or in the zone of the platform;
            before the close of the day that is one more than the business date, of which a platform
            knows nothing.

    Raises:
        InvalidInput: ``field.wrong_type`` or ``date.out_of_range``.
    """
    try:
        first = day(today)
    except InvalidInput as error:
        raise error.under("today") from None
    return first - timedelta(provider.past), provider.past + provider.horizon


BOOK, MODIFY, CANCEL = Happening
# SiteMinder lowers what is left for a new booking alone; Channex advises the same switches.
_NEW_ONLY: Final[Mapping[Happening, Restores]] = MappingProxyType(
    {BOOK: Restores.PLATFORM, MODIFY: Restores.HOTEL, CANCEL: Restores.HOTEL}
)
_ALL_IT_TAKES: Final[Mapping[Happening, Restores]] = MappingProxyType(
    dict.fromkeys(Happening, Restores.PLATFORM)
)

SITEMINDER: Final = Provider(
    code="siteminder",
    name="SiteMinder",
    repeated=Repeated.REFUSED,
    availability_of=Pool.INVENTORY,
    restrictions_of=Pool.ROOM_RATE,
    measures=frozenset(Measure)
    - {
        Measure.MAX_STAY_THROUGH,
        Measure.MIN_STAY_THROUGH,
        Measure.MIN_ADVANCE,
        Measure.MAX_ADVANCE,
    },
    restores=_NEW_ONLY,
    most_bytes=2_000_000,
    most_days=760,
    most_updates=10_000,
    horizon=500,
    most_guests=5,
    prices_together=True,
    scopes=True,
)

CHANNEX: Final = Provider(
    code="channex",
    name="Channex",
    repeated=Repeated.LAST,
    availability_of=Pool.INVENTORY,
    restrictions_of=Pool.ROOM_RATE,
    measures=frozenset(Measure)
    - {Measure.MAX_STAY_THROUGH, Measure.MIN_ADVANCE, Measure.MAX_ADVANCE},
    restores=_NEW_ONLY,
    most_bytes=10_000_000,
    most_days=730,
    most_updates=50_000,
    horizon=500,
    most_guests=18,
)

BOOKING_COM: Final = Provider(
    code="booking_com",
    name="Booking.com",
    repeated=Repeated.FIRST,
    availability_of=Pool.INVENTORY,
    restrictions_of=Pool.ROOM_RATE,
    measures=frozenset({Measure.AVAILABILITY, Measure.PRICE, *RESTRICTIONS}),
    restores=_ALL_IT_TAKES,
    most_bytes=10_000_000,
    most_days=31,
    most_updates=10_000,
    horizon=500,
    # It takes what is up to a day in the past, by the days of central Europe.
    past=1,
    zone="Europe/Amsterdam",
    most_guests=20,
)

PROVIDERS: Final[Mapping[str, Provider]] = MappingProxyType(
    {one.code: one for one in (SITEMINDER, CHANNEX, BOOKING_COM)}
)
