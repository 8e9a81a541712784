"""The manners and limits of platforms, as data."""

from datetime import date

import attrs
import pytest

from axentra_core.channels.providers import (
    BOOKING_COM,
    CHANNEX,
    PROVIDERS,
    SITEMINDER,
    Happening,
    Pool,
    Repeated,
    Restores,
    window,
)
from axentra_core.channels.updates import RESTRICTIONS, Measure
from axentra_core.kernel.errors import InvalidInput

BOOK, MODIFY, CANCEL = Happening
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)
def test_what_every_platform_takes(provider) -> None:
    """Rooms, prices and a stop of sales go everywhere, and its code finds a platform."""
    assert PROVIDERS[provider.code] is provider
    assert {Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL} <= provider.measures
    assert provider.measures - RESTRICTIONS == {Measure.AVAILABILITY, Measure.PRICE}
    assert (provider.availability_of, provider.restrictions_of) == (Pool.INVENTORY, Pool.ROOM_RATE)


@pytest.mark.parametrize(
    ("provider", "repeated", "refused", "guests", "size"),
    [
        (
            SITEMINDER,
            Repeated.REFUSED,
            {
                Measure.MIN_STAY_THROUGH,
                Measure.MAX_STAY_THROUGH,
                Measure.MIN_ADVANCE,
                Measure.MAX_ADVANCE,
            },
            5,
            2_000_000,
        ),
        (
            CHANNEX,
            Repeated.LAST,
            {Measure.MAX_STAY_THROUGH, Measure.MIN_ADVANCE, Measure.MAX_ADVANCE},
            18,
            10_000_000,
        ),
        (BOOKING_COM, Repeated.FIRST, set(), 20, 10_000_000),
    ],
    ids=[one.code for one in (SITEMINDER, CHANNEX, BOOKING_COM)],
)
def test_each_platform_has_manners_of_its_own(provider, repeated, refused, guests, size) -> None:
    """What one forbids another demands: the documentation of each is written down here."""
    assert provider.repeated is repeated
    assert set(Measure) - provider.measures == refused
    assert (provider.most_guests, provider.most_bytes) == (guests, size)


def test_siteminder_alone_is_told_of_many_room_rates_at_once() -> None:
    """A rate plan of Channex has one room type, and Booking.com names the room and the rate."""
    assert [one.code for one in PROVIDERS.values() if one.scopes] == ["siteminder"]


@pytest.mark.parametrize(
    ("provider", "happening", "restores"),
    [
        (SITEMINDER, BOOK, Restores.PLATFORM),
        (SITEMINDER, MODIFY, Restores.HOTEL),
        (SITEMINDER, CANCEL, Restores.HOTEL),
        (CHANNEX, BOOK, Restores.PLATFORM),
        (CHANNEX, MODIFY, Restores.HOTEL),
        (CHANNEX, CANCEL, Restores.HOTEL),
        (BOOKING_COM, BOOK, Restores.PLATFORM),
        (BOOKING_COM, MODIFY, Restores.PLATFORM),
        (BOOKING_COM, CANCEL, Restores.PLATFORM),
    ],
    ids=[f"{one}-{happening}" for one in PROVIDERS for happening in Happening],
)
def test_who_tells_what_is_left_after_a_reservation(provider, happening, restores) -> None:
    """SiteMinder counts a new booking itself; after a change the hotel has to say what is left."""
    assert provider.restores[happening] is restores


@pytest.mark.parametrize(
    ("provider", "first", "last"),
    [
        (SITEMINDER, TODAY, date(2028, 4, 5)),
        (BOOKING_COM, date(2026, 11, 22), date(2028, 4, 5)),
    ],
    ids=["from-today", "from-yesterday"],
)
def test_which_dates_a_platform_takes(provider, first, last) -> None:
    """Today counts as one of the days ahead; who still takes yesterday has a day more."""
    start, days = window(provider, TODAY)
    assert start == first
    assert (last - first).days + 1 == days


def test_a_host_describes_its_own_platform() -> None:
    """Another platform is a value of the host's own, and a wrong one is refused at once."""
    own = attrs.evolve(CHANNEX, code="own", name="Our own", horizon=365)
    assert window(own, TODAY) == (TODAY, 365)
    for wrong in (
        {"code": "no code"},
        {"most_bytes": 0},
        {"horizon": 0},
        {"past": -1},
        {"repeated": "both"},
    ):
        with pytest.raises(InvalidInput):
            attrs.evolve(CHANNEX, **wrong)
    with pytest.raises(InvalidInput) as caught:
        attrs.evolve(CHANNEX, restores={BOOK: Restores.PLATFORM, CANCEL: Restores.HOTEL})
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("list.lacks", "restores")
    ]
