"""Taking what a platform brings: read, written down, and only then confirmed.

A platform calls (`ChannelIntake.receive`) or is asked (`ChannelIntake.pull`). Each message is a
commit of its own: one that cannot be read or taken holds up no other. What was not confirmed comes
again and is known by what it tells, so a process may die between any two steps.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import attrs

from axentra_core.channels import Connection
from axentra_core.channels.causes import WHAT_TO_DO, Cause
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.dialect import ChannelTransport, Operation
from axentra_core.channels.mapping import LONGEST_MAPPING_CODE
from axentra_core.channels.model import ConnectionStatus
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.refusals import ChannelRefusal
from axentra_core.channels.reservations import (
    CardVault,
    Confirmation,
    Delivered,
    Delivery,
    Outcome,
    Report,
    ReservationDialect,
    ReservationRequest,
    TakenCard,
    reservation_id,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.channel_uploads import Uploaded, uploads
from axentra_core.hotel.hotel import Hotel
from axentra_core.hotel.received import Received, known_as, with_report
from axentra_core.hotel.unit import REFUSALS
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, Conflict, InvalidInput, PortError
from axentra_core.kernel.redaction import redacted, shown_line
from axentra_core.kernel.texts import LONGEST_TEXT

TAKEN, REFUSED, LATER = Outcome
_UNKNOWN: Final = Cause.HOTEL_UNKNOWN
# What a platform says is the last delivery ends a run; one that never says so does not go on.
MOST_DELIVERIES: Final = 1_000


class ChannelIntake:
    """Takes the reservations that one platform brings.

    Reservations that are pushed are taken whatever the connection is at, for they have been sold;
    it is not asked for any while it is suspended or replaced.

    Args:
        hotel: where everything is written down.
        connection: over which they come.
        dialect: how the platform writes and reads.
        transport: who carries what is written; nobody where the platform only calls.
        vault: who keeps cards; without one, none is taken.
    """

    def __init__(
        self,
        hotel: Hotel,
        connection: str,
        dialect: ReservationDialect,
        transport: ChannelTransport | None = None,
        vault: CardVault | None = None,
    ) -> None:
        """Stand between a platform and a hotel."""
        self._hotel, self._connection = hotel, connection
        self._dialect, self._transport, self._vault = dialect, transport, vault
        self._actor = Actor("channel", connection)

    # --- a platform that calls ---

    def receive(self, body: bytes) -> bytes:
        """Take what a platform has called with, and return what it is answered.

        The answer is made after everything was written down.

        Raises:
            NotFound: ``record.not_found``.
            PortError: the store failed before anything was read; the platform calls again.
        """
        own, now = self._own(), self._hotel.read.now
        try:
            delivery = self._dialect.read_delivery(body, self._codes(own))
        except InvalidInput as fault:
            return self._dialect.write_refusal(fault, now)
        report = self._taken(own, delivery, now)
        reply = self._dialect.write_reply(delivery, report)
        self._confirm(report)
        return reply

    # --- a platform that is asked ---

    def pull(self) -> Received:
        """Ask for what is new until there is no more, and confirm each message.

        Raises:
            ChannelRefusal: ``channels.not_receiving``, ``channels.suspended`` or
                ``channels.replaced`` where it is not asked.
            NotFound: ``record.not_found``.
            PortError: the store failed before anything was asked.
        """
        own = self._own()
        _insist_on_asking(own)
        return self._ask(own, None)

    def ask_again(self, reference: ChannelReference) -> Received:
        """Ask for one reservation as it is now.

        Raises:
            ChannelRefusal: as `pull`.
            NotFound: likewise.
            PortError: likewise.
        """
        own = self._own()
        _insist_on_asking(own)
        return self._ask(own, reference)

    def _ask(self, own: Connection, reference: ChannelReference | None) -> Received:
        received = Received(self._connection)
        passed: set[tuple[str, str]] = set()
        while received.deliveries < MOST_DELIVERIES:
            now = self._hotel.read.now
            number = f"{own.id}-{now:%Y%m%dT%H%M%S%f}-{received.deliveries + 1}"
            request = ReservationRequest(number, own.property_code, now, reference, len(passed))
            try:
                back = self._exchange(Operation.RESERVATIONS, own, self._dialect.ask(request))
                delivery = self._dialect.read_delivery(back, self._codes(own))
                report = self._taken(own, delivery, now)
                received = with_report(received, report, passed)
                if delivery.items:
                    body = self._dialect.write_report(report)
                    back = self._exchange(Operation.CONFIRMATIONS, own, body)
                    self._dialect.read_report_answer(report, back)
            except (PortError, InvalidInput) as error:
                # What was not confirmed comes again, and is known.
                return attrs.evolve(received, error=error)
            self._confirm(report)
            # Some platforms cannot be told of a refusal, and bring the same again.
            left = [one for one in report.confirmations if one.outcome is not TAKEN]
            again = {known_as(one.item) for one in left}
            nothing_new = len(left) == len(delivery.items) and again <= passed
            is_stuck = all(one.outcome is LATER for one in report.confirmations)
            if delivery.is_last or reference is not None or is_stuck or nothing_new:
                break
            passed |= again
        return received

    # --- what the hotel has ---

    def upload(self, stays: Iterable[str]) -> tuple[Uploaded, ...]:
        """Tell the platform of stays that were booked here, so that both know them.

        Raises:
            NotFound: ``record.not_found``.
            InvalidInput: nothing carries it, or what was answered cannot be read.
            PortError: the platform or the store failed; telling it again does no harm.
        """
        own, told = self._own(), []
        for upload in uploads(self._hotel.read, own, stays):
            back = self._exchange(Operation.UPLOADS, own, self._dialect.write_upload(upload))
            number = self._dialect.read_upload_answer(upload, back)
            told.append(Uploaded(upload.number, number))
        return tuple(told)

    # --- one message ---

    def _taken(self, own: Connection, delivery: Delivery, now: datetime) -> Report:
        """Take each message of a delivery; none that is for another hotel."""
        ours = {"", own.property_code}
        confirmations = [
            self._take(one)
            if (one.hotel or delivery.hotel) in ours
            else self._refuse(one, _UNKNOWN.value, WHAT_TO_DO[_UNKNOWN])
            for one in delivery.items
        ]
        return Report(delivery.id, own.property_code, now, tuple(confirmations))

    def _take(self, item: Delivered) -> Confirmation:
        """Take one message; whatever goes wrong with it, it is told and is not lost."""
        if item.fault is not None or item.message is None:
            fault = item.fault or InvalidInput.because("field.required", path="message")
            return self._refuse(item, *_reason(fault))
        message = item.message
        try:
            digest = self._hotel.read.message_digest(message)
            card = self._card(item, digest)
            is_lost = item.card is not None and card is None
            verb = verbs.ReceiveReservation(
                self._connection, message, _id(item.id), card, is_card_lost=is_lost
            )
            # The same content is done once; with the card that was not taken, once more.
            key = f"reservation:{digest}" if card is None else f"reservation:{digest}:card"
            self._hotel.do(verb, actor=self._actor, key=key)
        except (Conflict, PortError) as error:
            return Confirmation(item, LATER, None, error.code, error.sentence)
        except REFUSALS as refusal:
            return self._refuse(item, *_reason(refusal))
        return Confirmation(item, TAKEN, reservation_id(message.reference))

    def _card(self, item: Delivered, digest: str) -> TakenCard | None:
        """Return what stands for a card from now on; None where nobody has taken it."""
        if item.card is None or self._vault is None:
            return None
        try:
            taken: object = self._vault.take(item.card, f"card:{digest}")
        except Exception:  # noqa: BLE001 - a booking is never lost for its card
            return None
        return taken if isinstance(taken, TakenCard) else None

    def _refuse(self, item: Delivered, code: str, sentence: str) -> Confirmation:
        """Leave a message to a person, and return what its platform is told."""
        about = item.about
        if item.message is not None:
            about = item.message.reference.text
        verb = verbs.RecordUnreadable(self._connection, code, sentence, _id(item.id), _id(about))
        try:
            told = self._hotel.read.message_token(f"{verb.message} {verb.about} {code} {sentence}")
            self._hotel.do(verb, actor=self._actor, key=f"unreadable:{told}")
        except (Conflict, PortError) as failed:
            return Confirmation(item, LATER, None, failed.code, failed.sentence)
        return Confirmation(item, REFUSED, None, code, sentence)

    def _confirm(self, report: Report) -> None:
        """Note that the platform was told; where that fails the message comes again, no more."""
        for one in report.confirmations:
            message, told = one.item.message, _id(one.item.id)
            if one.outcome is not TAKEN or message is None or told is None:
                continue
            verb = verbs.ConfirmDelivery(reservation_id(message.reference), told)
            try:
                key = self._hotel.read.message_token(f"{told} {message.content}")
                self._hotel.do(verb, actor=self._actor, key=f"confirmed:{key}")
            except (Conflict, PortError):
                continue

    # --- small things ---

    def _own(self) -> Connection:
        return self._hotel.read.connection(self._connection)

    def _codes(self, own: Connection) -> CodeTable:
        return self._hotel.read.configuration.channels.code_table(own.provider)

    def _exchange(self, operation: Operation, own: Connection, body: bytes) -> bytes:
        if self._transport is None:
            raise InvalidInput.because("field.required", path="transport")
        return self._transport.exchange(operation, own.property_code, body)


def _insist_on_asking(own: Connection) -> None:
    if not own.exchange.receives:
        raise ChannelRefusal("channels.not_receiving", connection=own.id)
    if own.status is ConnectionStatus.SUSPENDED:
        raise ChannelRefusal("channels.suspended", connection=own.id)
    if own.status is ConnectionStatus.REPLACED:
        raise ChannelRefusal("channels.replaced", connection=own.id)


def _id(told: str) -> str | None:
    """Return an id as it can be kept: one line without what nobody sees, or nothing."""
    return shown_line(told)[:LONGEST_MAPPING_CODE].strip() or None


def _reason(error: AxentraError) -> tuple[str, str]:
    """Return why a message is refused, in a line without anything that looks like card data."""
    code = error.faults[0].code if isinstance(error, InvalidInput) else error.code
    sentence = redacted(shown_line(error.sentence))
    return code, sentence if len(sentence) <= LONGEST_TEXT else f"{sentence[: LONGEST_TEXT - 1]}…"
