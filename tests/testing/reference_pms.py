"""A little PMS that takes reservations as it should, and can be made to do it wrong."""

from decimal import Decimal

from axentra_core.channels.code_tables import SITEMINDER_CODES
from axentra_core.channels.dialect import Operation
from axentra_core.channels.providers import SITEMINDER, Happening
from axentra_core.channels.reservations import (
    AgeBand,
    Confirmation,
    Outcome,
    Report,
    ReservationRequest,
)
from axentra_core.channels.reservations.message import order
from axentra_core.kernel.errors import InvalidInput, PortError
from axentra_core.testing.certification import PmsCard, PmsReservation, PmsRoom, PmsStatus
from axentra_core.testing.reservation_source import SimpleReservations

CENT = Decimal("0.01")
BOOK, MODIFY, CANCEL = Happening


class ReferencePms:
    """Keeps every message, and works out from all of them what a reservation is."""

    def __init__(self, setting, platform, dialect=None):
        """Take reservations of a platform."""
        self.setting, self.platform = setting, platform
        self.hotel = setting.hotel
        self.codes = {link.codes for _, link in self.hotel.linked()}
        self.dialect = dialect or SimpleReservations(SITEMINDER)
        self.messages = {}
        self.cards = {}
        self.asked = 0

    # --- taking ---

    def pull(self):
        """Ask until there is no more."""
        is_last = False
        while not is_last:
            self.asked += 1
            request = ReservationRequest(f"Q-{self.asked}", self.hotel.code, self.setting.now)
            try:
                body = self.platform.exchange(
                    Operation.RESERVATIONS, self.hotel.code, self.dialect.ask(request)
                )
                delivery = self.dialect.read_delivery(body, SITEMINDER_CODES)
                report = self.taken(delivery)
                self.platform.exchange(
                    Operation.CONFIRMATIONS, self.hotel.code, self.dialect.write_report(report)
                )
            except (PortError, InvalidInput):
                return
            is_last = delivery.is_last

    def receive(self, body):
        """Take what the platform calls with."""
        try:
            delivery = self.dialect.read_delivery(body, SITEMINDER_CODES)
        except InvalidInput as fault:
            return self.dialect.write_refusal(fault, self.setting.now)
        return self.dialect.write_reply(delivery, self.taken(delivery))

    def taken(self, delivery):
        """Take each message, and say what became of it."""
        ours = {"", self.hotel.code}
        confirmations = tuple(
            self.take(item, (item.hotel or delivery.hotel) in ours) for item in delivery.items
        )
        return Report(f"{delivery.id}!", self.hotel.code, self.setting.now, confirmations)

    def take(self, item, is_ours):
        """Take one message."""
        if not is_ours:
            return Confirmation(item, Outcome.REFUSED, None, "channels.hotel_unknown", "not ours")
        if item.message is None:
            return Confirmation(item, Outcome.REFUSED, None, item.fault.code, "not readable")
        self.keep(item)
        return Confirmation(item, Outcome.TAKEN, item.message.reference.text)

    def keep(self, item):
        """Write a message down, once."""
        known = self.messages.setdefault(item.message.reference, {})
        known[item.message.content] = item.message
        if item.card is not None:
            self.cards[item.message.reference] = item.card.number[-4:]

    # --- what follows from it ---

    def in_order(self, reference):
        """Return the messages of a reservation, the oldest first."""
        told = self.messages[reference].values()
        return sorted(told, key=lambda one: order(one.version, one.happening, one.content))

    def reservation(self, reference):
        """Return what a reservation is."""
        if reference not in self.messages:
            return None
        told = self.in_order(reference)
        if BOOK not in {one.happening for one in told}:
            return PmsReservation(PmsStatus.AWAITED)
        if told[-1].happening is CANCEL:
            return PmsReservation(PmsStatus.CANCELLED)
        now = next(one.snapshot for one in reversed(told) if one.snapshot and one.snapshot.rooms)
        rooms = tuple(map(self.room, now.rooms))
        people = [one.personal for one in told]
        return PmsReservation(
            PmsStatus.BOOKED,
            rooms,
            guest=_newest(people, "name"),
            mail=_newest(people, "mail"),
            comments=_newest(people, "comments") or (),
            extras=tuple(extra.name for one in (now, *now.rooms) for extra in one.extras),
            card=self.card(reference, told),
            needs_person=self.needs_person(reference, now, rooms),
        )

    def room(self, told):
        """Return a room as it is booked."""
        codes = self.offer(told)
        children = [one for one in told.guests if one.band is not AgeBand.ADULT]
        ages = [one.age for one in children for _ in range(one.count) if one.age is not None]
        return PmsRoom(
            *codes,
            told.arrival,
            told.departure,
            sum(one.count for one in told.guests if one.band is AgeBand.ADULT),
            sum(one.count for one in children),
            tuple(sorted(ages)),
            self.nights(told),
        )

    def offer(self, told):
        """Return what a room is booked as: exactly what its codes mean, or nothing."""
        codes = told.room_code, told.rate_code
        if codes in self.codes:
            return codes
        return (told.room_code if told.room_code in {one for one, _ in self.codes} else None), None

    def nights(self, told):
        """Return what each night costs."""
        count = (told.departure - told.arrival).days
        if told.currency != self.hotel.currency:
            return (Decimal(0),) * count
        if told.nights:
            return tuple(one.price.after_tax for one in told.nights)
        share = (told.price.after_tax / count).quantize(CENT)
        rest = told.price.after_tax - share * count
        return (*(share,) * (count - 1), share + rest)

    def card(self, reference, told):
        """Return what is kept of a card."""
        if reference not in self.cards:
            return None
        facts = next(
            (one.snapshot.card for one in told if one.snapshot and one.snapshot.card), None
        )
        return PmsCard(self.cards[reference], facts and facts.is_virtual, facts and facts.balance)

    def needs_person(self, reference, now, rooms):
        """Return whether something does not fit."""
        if any(one.rate_code is None for one in rooms):
            return True
        if any(one.currency != self.hotel.currency for one in now.rooms):
            return True
        return any(
            self.sold(one.room_code, one.arrival) > self.setting.rooms_of_a_type for one in rooms
        )

    def live_rooms(self):
        """Yield every room for which guests come."""
        for reference in self.messages:
            told = self.in_order(reference)
            if BOOK in {one.happening for one in told} and told[-1].happening is not CANCEL:
                newest = [one.snapshot for one in told if one.snapshot and one.snapshot.rooms]
                yield from map(self.room, newest[-1].rooms)

    def sold(self, room_code, night):
        """Return how many rooms are sold."""
        return sum(
            one.room_code == room_code and one.arrival <= night < one.departure
            for one in self.live_rooms()
        )

    def written(self):
        """Yield everything that was written down."""
        yield from (content for known in self.messages.values() for content in known)
        yield from map(repr, self.cards.items())


def _newest(people, name):
    return next((getattr(one, name) for one in reversed(people) if getattr(one, name)), None)
