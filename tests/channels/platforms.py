"""A property at platforms of several manners, and who tells it what the hotel wants."""

from datetime import UTC, datetime, timedelta
from itertools import groupby

import attrs

from axentra_core.adapters.ota import Credentials, SiteMinder
from axentra_core.channels.batches import batched
from axentra_core.channels.calendar import NOT_TOLD, Calendar
from axentra_core.channels.dialect import InventoryMessage, Operation, Verdict
from axentra_core.channels.mapping import Mapping, Pricing, RateLink, RoomRate, Setup
from axentra_core.channels.progress import Progress, Refusal, acknowledged, lost, refused, sent
from axentra_core.channels.providers import window
from axentra_core.channels.turns import Turn, due, known_at
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import InvalidInput, OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.testing import (
    LIKE_BOOKING_COM,
    LIKE_CHANNEX,
    LIKE_SITEMINDER,
    REJECTING,
    ChannelSimulator,
    ManualClock,
    PlatformHotel,
    SimpleDialect,
    SimpleSide,
)
from axentra_core.testing.siteminder_side import SiteMinderSide

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
CREDENTIALS = Credentials("AXENTRA", "axentra", "wagtail & <heron>")
ROOMS, PRICE, CLOSED = Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL
FEWEST = Measure.MIN_STAY_ARRIVAL
DAYS = 9
# Far enough ahead that no date of it is over while a message rests.
FIRST = NOW.date() + timedelta(20)
BLANK = Calendar(FIRST, DAYS)
POOL, BAR, NRF = Target("DLX"), Target("DLX", "BAR"), Target("DLX", "NRF")


def simple(manner):
    """Return both sides of the plain dialect."""
    return SimpleDialect(manner.provider), SimpleSide(manner.provider)


def open_travel(manner):
    """Return both sides of SiteMinder's dialect."""
    return SiteMinder(CREDENTIALS, manner.provider), SiteMinderSide(CREDENTIALS, manner.provider)


# How a platform judges, and how it writes.
PLATFORMS = {
    "siteminder": (LIKE_SITEMINDER, open_travel),
    "siteminder-in-json": (LIKE_SITEMINDER, simple),
    "booking-com": (LIKE_BOOKING_COM, simple),
    "channex": (LIKE_CHANNEX, simple),
    "rejecting": (REJECTING, simple),
}

# Two rooms; the rate that is not refunded is reckoned by the platform for one of them.
MAPPING = Mapping(
    "any",
    room_rates=(
        RoomRate("R1", "Deluxe", "Best rate", room_code="DLX", rate_code="BAR"),
        RoomRate("R2", "Deluxe", "Paid", room_code="DLX", rate_code="NRF", setup=Setup.DERIVED),
        RoomRate("R3", "Standard", "Best rate", room_code="STD", rate_code="BAR"),
        RoomRate("R4", "Standard", "Paid", room_code="STD", rate_code="WEB"),
    ),
    rate_links=(
        RateLink("R1", "DLX", "BAR", "DLX"),
        RateLink("R2", "DLX", "NRF", "DLX", prices=False),
        RateLink("R3", "STD", "BAR", "STD"),
        RateLink("R4", "STD", "WEB", "STD"),
    ),
)
HOTEL = PlatformHotel("H1", MAPPING, currency="EUR", digits=2)
BY_ADULTS = attrs.evolve(HOTEL, pricing=Pricing.PER_OCCUPANCY)


def nth(place):
    """Return a date of the calendar by its place."""
    return FIRST + timedelta(place)


def told(measure, first, last, value, target=None):
    """Return an update by the places of its dates."""
    target = target or (POOL if measure is ROOMS else BAR)
    return Update(target, measure, nth(first), nth(last), value)


def message(operation, *updates, hotel="H1", currency="EUR", digits=2, id_="m-1"):
    """Return a message of an operation."""
    if operation is not Operation.RATES:
        currency, digits = None, 0
    return InventoryMessage(id_, hotel, NOW, operation, updates, currency, digits)


def cells(calendar):
    """Return every value that a calendar tells of the dates of these tests."""
    start = (FIRST - calendar.first).days
    return {
        (target, measure, nth(place)): value
        for target, row in zip(calendar.places, calendar.listed, strict=True)
        for measure, column in zip(Measure, row, strict=True)
        if column is not None
        for place, value in enumerate(column[start : start + DAYS])
        if value != NOT_TOLD
    }


def missing(platform, wanted):
    """Return what the platform does not have as it is wanted."""
    shown = cells(platform.shown("H1"))
    return {cell: value for cell, value in cells(wanted).items() if shown.get(cell) != value}


class Teller:
    """Whoever tells a platform what a hotel wants, and remembers how far it is.

    What is refused as a whole is sent again, one room rate a message.
    """

    def __init__(self, manner=LIKE_SITEMINDER, sides=simple, hotel=HOTEL, script=()):
        self.clock = ManualClock(NOW)
        self.dialect, side = sides(manner)
        self.platform = ChannelSimulator(side, manner, [hotel], self.clock, script)
        self.progress = {}
        self.number = 0

    @property
    def turn(self):
        """What is told today, and where."""
        measures = frozenset(self.dialect.operations)
        return Turn(self.dialect.provider, measures, self.clock().date(), self.clock())

    def push(self, wanted):
        """Tell what is due, and return how many calls that took."""
        calls = self.platform.calls
        by_operation = {}
        for one in due(wanted, self.progress, self.turn):
            by_operation.setdefault(self.dialect.operations[one.measure], []).append(one)
        for operation, updates in by_operation.items():
            self._send_all(operation, updates)
        return self.platform.calls - calls

    def forget_what_differs(self):
        """Compare with what the platform shows, and hold what differs for untold."""
        shown = self.platform.shown("H1")
        first, days = window(self.dialect.provider, self.clock().date())
        theirs, ours = cells(shown), cells(known_at(self.progress.values(), first, days))
        wrong = {cell[0] for cell, value in ours.items() if theirs.get(cell) != value}
        for target in wrong:
            del self.progress[target]
        return len(wrong)

    def _send_all(self, operation, updates):
        def size(some):
            return len(self.dialect.write(message(operation, *some)))

        for batch in batched(updates, self.dialect.provider, size):
            self._send(operation, batch)

    def _send(self, operation, batch):
        self.number += 1
        number, now = self.number, self.clock()
        for target in {one.target for one in batch}:
            known = self.progress.get(target, Progress(target))
            self.progress[target] = sent(known, number, batch)
        asked = message(operation, *batch, id_=f"m-{number}")
        try:
            body = self.platform.exchange(operation, "H1", self.dialect.write(asked))
            answer = self.dialect.read_answer(asked, body)
        except (PortUnavailable, PortRefused, OutcomeUnknown, InvalidInput):
            self._settle(lost, batch, number)
            return
        if answer.verdict is Verdict.NOT_NOW:
            self._settle(lost, batch, number)
        elif answer.verdict is Verdict.ACCEPTED:
            self._refuse(batch, number, [batch[place] for place in answer.refused], now)
            self._settle(acknowledged, batch, number)
        elif len(rates := one_room_rate_a_message(batch)) > 1:
            self._settle(lost, batch, number)
            for rate in rates:
                self._send(operation, rate)
        else:
            self._refuse(batch, number, batch, now)

    def _settle(self, change, batch, number):
        for target in {one.target for one in batch}:
            self.progress[target] = change(self.progress[target], number)

    def _refuse(self, batch, number, updates, now):
        refusals = [Refusal(one, "channels.message_refused") for one in updates]
        for target in {one.target for one in batch}:
            known = self.progress[target]
            self.progress[target] = refused(known, number, refusals, now, 0)


def one_room_rate_a_message(batch):
    """Return a message as several, one for each room rate."""

    def codes(one):
        return one.target.room, one.target.rate

    return [tuple(some) for _, some in groupby(sorted(batch, key=codes), key=codes)]
