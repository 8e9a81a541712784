"""The simulator: it carries messages to a platform in memory, and loses them as it is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import chain
from threading import RLock
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.channels.calendar import NOT_TOLD, PLACES, Calendar
from axentra_core.channels.causes import Cause
from axentra_core.channels.dialect import (
    Answer,
    InventoryMessage,
    Operation,
    Remark,
    Verdict,
)
from axentra_core.channels.providers import window
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import NotFound, OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.testing.channel_simulator.faults import (
    ChannelFault,
    ChannelTurn,
    one_by_one,
)
from axentra_core.testing.channel_simulator.judgement import judged, taken
from axentra_core.testing.channel_simulator.manners import Manner
from axentra_core.testing.channel_simulator.platform_hotel import PlatformHotel
from axentra_core.testing.channel_simulator.side import PlatformSide

# What proxies answer in the place of who is behind them.
GARBAGE: Final = b"<html><head><title>502 Bad Gateway</title></head><body>\x00nginx"

_NOT_LOOKED_AT: Final[Mapping[ChannelFault, Cause]] = MappingProxyType(
    {
        ChannelFault.DOWN: Cause.PLATFORM_UNAVAILABLE,
        ChannelFault.BUSY: Cause.PLATFORM_BUSY,
    }
)
_NEVER_ANSWERED: Final = frozenset(
    {ChannelFault.LOSE_REQUEST, ChannelFault.LOSE_REPLY, ChannelFault.SLOW}
)
_ARRIVES: Final = frozenset({None, *ChannelFault}) - {ChannelFault.LOSE_REQUEST, ChannelFault.SLOW}
_COMES_LATER: Final = frozenset({ChannelFault.SLOW, ChannelFault.DUPLICATE})


@attrs.frozen
class Sent:
    """A call that has left the house.

    Attributes:
        operation: what the platform is asked.
        hotel: code of the property.
        body: what is sent.
        is_late: nobody waits for the answer any more.
        is_again: it has arrived before.
    """

    operation: Operation
    hotel: str
    body: bytes
    is_late: bool = False
    is_again: bool = False


@attrs.define
class _Underway:
    """A call that arrives after some others."""

    calls: int
    sent: Sent


class ChannelSimulator:
    """A `ChannelTransport` with a platform behind it; threads may share it, one call at a time.

    Each call takes the next turn, and when none is left all goes well. What it is told it judges
    by its manner, never more kindly than the real one: it knows no code that its mapping does not
    have, no date of the past, and no price for who takes none.

    Args:
        side: how the platform reads and writes.
        manner: how it judges.
        hotels: the properties that it has.
        clock: gives the aware UTC instant, such as a `ManualClock`.
        script: what happens to the calls in order.

    Attributes:
        received: every message that was looked at, in order, again and again if it came so.
        calls: how often it was called.
    """

    def __init__(
        self,
        side: PlatformSide,
        manner: Manner,
        hotels: Iterable[PlatformHotel],
        clock: Callable[[], datetime],
        script: Iterable[ChannelTurn | ChannelFault | None] = (),
    ) -> None:
        """Begin with nothing told."""
        self.received: list[InventoryMessage] = []
        self.calls: int = 0
        self._side: Final = side
        self._manner: Final = manner
        self._hotels = {one.code: one for one in hotels}
        self._clock: Final = clock
        self._turns: Iterator[ChannelTurn] = one_by_one(script)
        self._calendars: dict[str, Calendar] = {}
        self._underway: list[_Underway] = []
        self._lock: Final = RLock()

    def exchange(self, operation: Operation, hotel: str, body: bytes) -> bytes:
        """Do what the next turn says, and return the platform's answer.

        Raises:
            PortUnavailable: ``channel.unreachable``; nothing was sent.
            OutcomeUnknown: ``channel.outcome_unknown``; it may have been sent.
            PortRefused: ``channel.refused``; the platform lets nobody in, or has no such property.
        """
        with self._lock:
            return self._exchange(Sent(operation, hotel, body))

    def shown(self, hotel: str) -> Calendar:
        """Return what the platform has of a property, by the codes of its room rates.

        Prices are in the smallest units of the property's decimals; dates are those that the
        platform takes today.

        Raises:
            NotFound: ``record.not_found`` for a property that it does not have.
        """
        if hotel not in self._hotels:
            raise NotFound("record.not_found", kind="hotel", id=hotel)
        today = self._manner.today(self._clock(), self._hotels[hotel].zone)
        first, days = window(self._manner.provider, today)
        with self._lock:
            return self._calendars.get(hotel, Calendar(first, days)).moved_to(first, days)

    def put(self, hotel: PlatformHotel) -> None:
        """Have a property as it is now: mapped otherwise, or switched on or off."""
        with self._lock:
            self._hotels[hotel.code] = hotel

    def change(self, hotel: str, update: Update) -> None:
        """Have somebody change a value at the platform by hand.

        Raises:
            NotFound: as `shown`.
            InvalidInput: those of `Calendar.apply`.
        """
        with self._lock:
            self._calendars[hotel] = self.shown(hotel).apply([update])

    def forget(self, hotel: str, target: Target, measure: Measure, on: date) -> None:
        """Have the platform lose a value, if it has it.

        Raises:
            NotFound: as `shown`.
        """
        with self._lock:
            self._calendars[hotel] = _without(self.shown(hotel), target, measure, on)

    def meet(self, *script: ChannelTurn | ChannelFault | None) -> None:
        """Have this happen to the next calls, before all that was scripted."""
        with self._lock:
            self._turns = chain(one_by_one(script), self._turns)

    def settle(self) -> None:
        """Let everything arrive that is still underway."""
        with self._lock:
            self._arrive(all_of_it=True)

    def _turn(self) -> ChannelTurn:
        """Count a call, and return what happens to it."""
        self.calls += 1
        return next(self._turns, ChannelTurn())

    def _exchange(self, sent: Sent) -> bytes:
        turn = self._turn()
        fault = turn.fault
        named = {"operation": sent.operation.value, "hotel": sent.hotel}
        if fault is ChannelFault.NOT_REACHED:
            raise PortUnavailable("channel.unreachable", **named)
        if fault is ChannelFault.NOT_LET_IN:
            raise PortRefused("channel.refused", reason="unknown user", **named)
        self._arrive()
        if fault is not None and fault in _NOT_LOOKED_AT:
            return self._fault(sent, _NOT_LOOKED_AT[fault])
        if fault in _COMES_LATER:
            is_again = fault in _ARRIVES
            later = attrs.evolve(sent, is_late=True, is_again=is_again)
            self._underway.append(_Underway(turn.later if is_again else 0, later))
        answer = self._looked_at(sent, turn) if fault in _ARRIVES else GARBAGE
        if fault in _NEVER_ANSWERED:
            raise OutcomeUnknown("channel.outcome_unknown", **named)
        return GARBAGE if fault is ChannelFault.GARBAGE else answer

    def _arrive(self, *, all_of_it: bool = False) -> None:
        """Have arrive what was underway for long enough."""
        here = [one for one in self._underway if all_of_it or one.calls == 0]
        self._underway = [one for one in self._underway if one not in here]
        for one in self._underway:
            one.calls -= 1
        for one in here:
            self._looked_at(one.sent, ChannelTurn())

    def _fault(self, sent: Sent, cause: Cause) -> bytes:  # noqa: ARG002 - one language for all
        """Return the answer to a call that was not looked at."""
        return self._side.write_fault(cause)

    def _looked_at(self, sent: Sent, turn: ChannelTurn) -> bytes:
        """Have the platform look at a call, and return what it answers."""
        if sent.operation is Operation.ROOM_RATES:
            return self._room_rates(sent)
        message = self._side.read_request(sent.body)
        if isinstance(message, Cause):
            return self._side.write_fault(message)
        self.received.append(message)
        answer = self._judged(message, sent, turn)
        return self._side.write_answer(message, answer, self._clock())

    def _room_rates(self, sent: Sent) -> bytes:
        if sent.hotel not in self._hotels:
            raise PortRefused(
                "channel.refused",
                operation=sent.operation.value,
                hotel=sent.hotel,
                reason="it has no such property",
            )
        return self._side.write_room_rates(self._hotels[sent.hotel].mapping.room_rates)

    def _judged(self, message: InventoryMessage, sent: Sent, turn: ChannelTurn) -> Answer:
        """Return the answer to a message, having kept what is taken of it."""
        hotel = self._hotels.get(message.hotel)
        if hotel is None or message.hotel != sent.hotel:
            return Answer(Verdict.REFUSED, (Remark(Cause.HOTEL_UNKNOWN.value),))
        if message.operation is not sent.operation:
            return Answer(Verdict.REFUSED, (Remark(Cause.MESSAGE_REFUSED.value),))
        place = turn.place % max(1, len(message.updates))
        disliked = [place] if turn.fault is ChannelFault.REFUSE_PART else []
        today = self._manner.today(self._clock(), hotel.zone)
        answer = judged(message, hotel, self._manner, today, disliked)
        kept = taken(message, answer, hotel, self._manner)
        repeated = self._manner.provider.repeated
        self._calendars[hotel.code] = self.shown(hotel.code).apply(kept, repeated)
        if turn.fault is ChannelFault.FORGET and kept:
            lost = kept[turn.place % len(kept)]
            self.forget(hotel.code, lost.target, lost.measure, lost.first)
        return answer


def _without(calendar: Calendar, target: Target, measure: Measure, on: date) -> Calendar:
    """Return a calendar that tells nothing of one date."""
    if calendar.places.get(target) is None or calendar.value(target, measure, on) is None:
        return calendar
    listed = [*calendar.listed]
    row = [*listed[calendar.places[target]]]
    column = row[PLACES[measure]]
    if column is not None:
        column = column[:]
        column[(on - calendar.first) // timedelta(1)] = NOT_TOLD
        row[PLACES[measure]] = column
    listed[calendar.places[target]] = tuple(row)
    return Calendar(calendar.first, calendar.days, calendar.places, listed)
