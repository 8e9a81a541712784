"""A platform that brings reservations: it keeps what was not confirmed, and forgets nothing."""

import json

import attrs

from axentra_core.channels.dialect import Operation
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.reservations import Delivered, Delivery, Outcome, TakenCard
from axentra_core.hotel import ChannelIntake
from axentra_core.kernel.errors import InvalidInput, PortUnavailable


def item(message, number=1, card=None, **said):
    """Return a message as it is delivered."""
    return Delivered(f"M{number}", message, card, about=message.reference.text, **said)


def unreadable(number=1, about="EXP-9"):
    """Return a message that nobody can read."""
    return Delivered(f"M{number}", fault=InvalidInput.because("xml.doctype"), about=about)


@attrs.define
class Bringer:
    """A platform, its dialect and its transport in one: a body is the place of a delivery.

    Attributes:
        waiting: what was not confirmed.
        most: messages of one delivery.
        deliveries: everything that was brought, by its body.
        turns: what happens to the next calls: an error, or None.
        answers: outcomes and codes by the id of each message, as they were told.
        hotel: code of the property as the platform tells it.
    """

    waiting: list = attrs.field(factory=list)
    most: int = 10
    deliveries: dict = attrs.field(factory=dict)
    turns: list = attrs.field(factory=list)
    answers: list = attrs.field(factory=list)
    hotel: str = "HOTEL1"
    provider = SITEMINDER

    # --- the transport ---

    def exchange(self, operation, hotel, body):
        """Answer, or fail as it is the turn."""
        turn = self.turns.pop(0) if self.turns else None
        if operation is Operation.CONFIRMATIONS and turn is None:
            self._told(body)
        if turn is not None:
            raise turn
        return self.bring() if operation is Operation.RESERVATIONS else b"ok"

    def bring(self, *items):
        """Return the body of a delivery: of these, or of what waits."""
        brought = items or tuple(self.waiting[: self.most])
        body = str(len(self.deliveries)).encode()
        is_last = bool(items) or len(self.waiting) <= self.most
        self.deliveries[body] = Delivery("D1", self.hotel, brought, is_last=is_last)
        return body

    def _told(self, body):
        self.answers += json.loads(body)
        done = {name for name, outcome, _ in json.loads(body) if outcome != Outcome.LATER}
        self.waiting = [one for one in self.waiting if one.id not in done]

    # --- the dialect ---

    def ask(self, request):
        """Return the request."""
        return request.id.encode()

    def read_delivery(self, body, codes):
        """Return what was brought."""
        if body not in self.deliveries:
            raise InvalidInput.because("xml.doctype")
        return self.deliveries[body]

    def write_report(self, report):
        """Return what became of each message."""
        told = [[one.item.id, one.outcome, one.code] for one in report.confirmations]
        return json.dumps(told).encode()

    def write_reply(self, delivery, report):
        """Return the same to a platform that calls."""
        return self.write_report(report)

    def write_refusal(self, fault, at):
        """Return why nothing can be read."""
        return f"refused: {fault.code}".encode()

    def read_report_answer(self, report, body):
        """Look whether it was taken."""
        if body != b"ok":
            raise InvalidInput.because("xml.doctype")

    def write_upload(self, upload):
        """Return a reservation as JSON."""
        room = upload.message.snapshot.rooms[0]
        told = [upload.number, room.room_code, room.rate_code, upload.message.personal.name]
        return json.dumps(told).encode()

    def read_upload_answer(self, upload, body):
        """Return its number at the platform."""
        return f"SM-{upload.number}"


@attrs.define
class Vault:
    """A vault that gives the same token for the same key, and keeps what it was given."""

    error: Exception | None = None
    taken: dict = attrs.field(factory=dict)

    def take(self, card, key):
        """Return what stands for a card."""
        if self.error is not None:
            raise self.error
        token = self.taken.setdefault(key, f"tok_{len(self.taken) + 1}")
        return TakenCard(token, "visa", card.number[-4:])


UNREACHABLE = PortUnavailable("channel.unreachable", operation="reservations", hotel="HOTEL1")


def intake(receiving, bringer=None, vault=None):
    """Return the intake of a connection, and the platform."""
    own = bringer or Bringer()
    return ChannelIntake(receiving.front.hotel, receiving.connection, own, own, vault), own
