"""Telling a platform what has changed: the one loop that a host runs every minute or two.

Each message is committed before it leaves, and what became of it after. A process may die between
any two of these: the next run finds the message and sends the same bytes again. One message of a
connection is under way at a time, so nothing overtakes; any number of workers may run this at once.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final

import attrs

from axentra_core.channels import (
    BeginMessage,
    Calendar,
    ChannelTransport,
    Comparison,
    ConnectionStatus,
    Dialect,
    Exchange,
    Mapping,
    MappingChange,
    Measure,
    Operation,
    Progress,
    RoomRate,
    Target,
    Update,
    as_told,
    batched,
    changed,
    comparison,
    known_at,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.channel_courier import Courier, Synced
from axentra_core.hotel.channel_marks import Marks
from axentra_core.hotel.channel_plan import Plan
from axentra_core.hotel.channel_state import ASKED_AGAIN_AFTER, Look, days_of
from axentra_core.hotel.hotel import Hotel
from axentra_core.hotel.readers import Reader
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.kernel.errors import Conflict

# Prices come before what opens the dates they are for.
ORDER: Final = (Operation.AVAILABILITY, Operation.RATES, Operation.RESTRICTIONS)


@attrs.frozen
class ComparedRates:
    """The room rates of a platform beside those that the mapping has.

    Attributes:
        room_rates: as the platform has them.
        changes: what of the mapping they change.
    """

    room_rates: tuple[RoomRate, ...]
    changes: tuple[MappingChange, ...]


class ChannelSync:
    """Tells one platform what the hotel wants it to show.

    It remembers what it has looked at, so it is kept between runs; a new one begins with a whole
    comparison.

    Args:
        hotel: where everything is written down.
        connection: over which values go out.
        dialect: how the platform writes and reads.
        transport: who carries what is written.
    """

    def __init__(
        self, hotel: Hotel, connection: str, dialect: Dialect, transport: ChannelTransport
    ) -> None:
        """Stand between a hotel and a platform."""
        self._hotel, self._connection = hotel, connection
        self._dialect, self._transport = dialect, transport
        self._marks = Marks(hotel, connection)
        self._plan: tuple[tuple[int, Exchange], Plan] | None = None
        self._compared_on: date | None = None
        self._compared_at: datetime | None = None
        self._courier = Courier(hotel, connection, dialect, transport)

    # --- the loop ---

    def run(self, *, whole: bool = False) -> Synced:
        """Find out what is under way, then tell what has changed.

        The first run, the first of a day, and one in so many hours as the platform has it compare
        everything; others look at what the log says has changed.

        Args:
            whole: compare everything.

        Raises:
            ChannelRefusal: ``channels.not_pushing`` where nothing goes out now.
            HotelRefusal: ``hotel.measures_not_told``.
            InvalidInput: ``value.not_listed`` where nothing is known of the platform.
            NotFound: ``record.not_found``.
            PortError: the store failed.
        """
        self._courier.begin()
        self._marks.is_whole = self._marks.is_whole or whole
        self._marks.read()
        read = self._hotel.read
        self._insist(read)
        until = self._courier.rests_until
        if until is not None and read.now < until:
            self._courier.note(rests_until=until)
            return self._courier.synced
        try:
            if self._finds_out(read):
                self._tells()
        except Conflict as error:
            # Others have told something meanwhile; what they have left is told by the next run.
            self._marks.is_whole = True
            self._courier.note(error=error)
        except BaseException:
            self._marks.is_whole = True
            raise
        return self._courier.synced

    def _insist(self, read: Reader) -> None:
        own = read.connection(self._connection)
        if not own.pushes:
            reasons = read.allowed("connection", self._connection)[BeginMessage.__name__].reasons
            raise reasons[0]
        plan = self._planned(read)
        if untold := [one for one in plan.measures if one not in self._dialect.operations]:
            raise HotelRefusal(
                "hotel.measures_not_told",
                provider=own.provider,
                connection=own.id,
                measures=", ".join(sorted(untold)),
            )

    def _planned(self, read: Reader) -> Plan:
        """Return what is told; a mapping is large, and read once for each version."""
        own = read.connection(self._connection)
        known = own.mapping_version, own.exchange
        if self._plan is None or self._plan[0] != known:
            self._plan = known, read.channel_plan(self._connection)
        return self._plan[1]

    def _finds_out(self, read: Reader) -> bool:
        """Send again what may not have arrived; return whether nothing is under way any more."""
        waiting = read.message_in_flight(self._connection)
        if waiting is None:
            return True
        if waiting.message != self._courier.own and read.now < waiting.at + ASKED_AGAIN_AFTER:
            # Whoever has sent it may still be waiting for the answer.
            until = waiting.at + ASKED_AGAIN_AFTER
            self._courier.note(rests_until=until)
            return False
        return self._courier.exchange(waiting, again=True) is not None

    def _tells(self) -> None:
        self._marks.read()
        read = self._hotel.read
        plan = self._planned(read)
        self._look_at_all_in_time(read, plan)
        self._courier.version = read.version("connection", self._connection)
        outside, targets = [*self._marks.sold_outside(plan)], self._marks.taken(plan)
        if targets is not None:
            targets |= {target for target, _ in outside}
        look = read.channel_look(plan, targets)
        self._marks.kept = {one.target for one in look.pending}
        self._courier.note(differed=days_of(look.pending))
        due = [*look.due, *_told_once_more(look, outside)]
        for operation in ORDER:
            told = [one for one in due if self._dialect.operations[one.measure] is operation]
            for batch in batched(told, self._dialect.provider, self._courier.size):
                if not self._courier.tell(plan, batch):
                    return
        self._finishes()

    def _look_at_all_in_time(self, read: Reader, plan: Plan) -> None:
        """Have everything compared on another day, and from time to time."""
        turn, hours = read.channel_turn(plan), timedelta(hours=plan.provider.full_sync_hours)
        is_over = self._compared_at is None or turn.at >= self._compared_at + hours
        self._marks.is_whole = self._marks.is_whole or is_over or turn.on != self._compared_on
        if self._marks.is_whole:
            self._compared_at, self._compared_on = turn.at, turn.on

    def _finishes(self) -> None:
        """End the full sync once the platform has acknowledged everything."""
        read = self._hotel.read
        if read.connection(self._connection).status is not ConnectionStatus.FULL_SYNC:
            return
        pending = days_of(read.channel_look(self._planned(read)).pending)
        if not pending:
            version = read.version("connection", self._connection)
            self._courier.do(verbs.FinishFullSync(self._connection, pending), version)

    # --- both sides compared ---

    def drift(self, found: Calendar) -> Comparison:
        """Compare what the platform shows with what it has acknowledged, and record it.

        What differs is told again by the next run. What is under way is not compared, nor what is
        told no more. Where a room or a rate was told at once, its room rates are compared.

        Args:
            found: what the platform shows, on the dates that it was asked for; by the codes of its
                room rates, or as it was told.

        Raises:
            ChannelRefusal: ``channels.not_live``.
            NotFound: ``record.not_found`` where nothing is mapped.
        """
        read = self._hotel.read
        plan, mapping = self._planned(read), read.mapping(self._connection).mapping
        progress = (_settled(one, plan) for one in read.channel_progress(self._connection))
        told = known_at(progress, found.first, found.days)
        shown = comparison(told, as_told(told, found, mapping))
        self._courier.do(verbs.RecordDrift(self._connection, shown))
        return shown

    def ask_room_rates(self) -> ComparedRates:
        """Ask the platform for its room rates, and compare them with those of the mapping.

        What it does not tell of one, such as the currency, is no difference.

        Raises:
            PortError: the platform was not reached.
            InvalidInput: what has come back is no such answer.
            NotFound: ``record.not_found``.
        """
        read = self._hotel.read
        hotel, own = (
            read.connection(self._connection).property_code,
            read.mapping(self._connection).mapping,
        )
        known = Mapping(own.provider, room_rates=own.room_rates)
        body = self._dialect.ask_room_rates(hotel)
        back = self._transport.exchange(Operation.ROOM_RATES, hotel, body)
        rates = self._dialect.read_room_rates(back)
        entered = {one.key: one for one in known.room_rates}
        there = tuple(_completed(one, entered.get(one.key)) for one in rates)
        return ComparedRates(rates, changed(known, Mapping(known.provider, room_rates=there)))


def _completed(found: RoomRate, entered: RoomRate | None) -> RoomRate:
    """Return a room rate with what is entered of it where the platform does not tell."""
    if entered is None:
        return found
    return RoomRate(
        id=found.id,
        room=found.room,
        rate=found.rate,
        currency=found.currency or entered.currency,
        guests=found.guests or entered.guests,
        setup=found.setup,
        no_rates=found.no_rates,
        no_updates=found.no_updates,
        room_code=found.room_code or entered.room_code,
        rate_code=found.rate_code or entered.rate_code,
    )


def _told_once_more(look: Look, outside: Iterable[tuple[Target, date]]) -> Iterator[Update]:
    """Yield what is told although the platform has acknowledged the same before."""
    for target, night in outside:
        if not look.wanted.first <= night <= look.wanted.last:
            continue
        value = look.wanted.value(target, Measure.AVAILABILITY, night)
        once_more = Update(target, Measure.AVAILABILITY, night, night, value or 0)
        waits = (
            (one.target, one.measure) == (target, once_more.measure)
            and one.first <= night <= one.last
            for one in look.pending
        )
        if value is not None and not any(waits):
            yield once_more


def _settled(progress: Progress, plan: Plan) -> Progress:
    """Return how far a platform is with what is still told, without what is under way."""
    told = plan.offers.get(progress.target, {})
    known = (one for one in progress.stretches if one.cell.sent is None and one.measure in told)
    return attrs.evolve(progress, stretches=tuple(known))
