"""What channels tell of reservations, as one actor says it."""

from collections.abc import Sequence

from axentra_core.channels.old_reservations import Reason
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference
from axentra_core.channels.reservations import Outcome, ReservationMessage, TakenCard
from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker


class ReservationsIn(Speaker):
    """What comes in from channels, and what a person says of it; `ChannelIntake` takes it."""

    def receive_reservation(  # noqa: PLR0913 - a message brings that much
        self,
        connection: str,
        message: ReservationMessage,
        *,
        message_id: str | None = None,
        card: TakenCard | None = None,
        is_card_lost: bool = False,
        key: str | None = None,
    ) -> Done:
        """Take what a channel tells of a reservation, and carry it out."""
        verb = verbs.ReceiveReservation(connection, message, message_id, card, is_card_lost)
        return self.do(verb, key=key)

    def confirm_delivery(
        self,
        channel_reservation: str,
        message: str,
        outcome: Outcome = Outcome.TAKEN,
        *,
        key: str | None = None,
    ) -> Done:
        """Know that the platform was told what became of a message."""
        return self.do(verbs.ConfirmDelivery(channel_reservation, message, outcome), key=key)

    def record_unreadable(  # noqa: PLR0913 - what a person is told
        self,
        connection: str,
        code: str,
        sentence: str,
        *,
        message: str | None = None,
        about: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Leave a message that cannot be taken to a person."""
        verb = verbs.RecordUnreadable(connection, code, sentence, message, about)
        return self.do(verb, key=key)

    def link_stays(
        self, reference: ChannelReference, stays: Sequence[str], *, key: str | None = None
    ) -> Done:
        """Say which stays a reservation of a channel is."""
        return self.do(verbs.LinkStays(reference, tuple(stays)), key=key)

    def choose_offer(
        self,
        channel_reservation: str,
        number: int,
        room_type: str,
        rate_plan: str | None = None,
        *,
        key: str | None = None,
    ) -> Done:
        """Say what a room is whose codes lead nowhere, and book it."""
        verb = verbs.ChooseOffer(channel_reservation, number, room_type, rate_plan)
        return self.do(verb, key=key)

    def report_undelivered(
        self,
        connection: str,
        reference: ChannelReference,
        happening: Happening,
        note: str | None = None,
        *,
        key: str | None = None,
    ) -> Done:
        """Leave a modification or a cancellation to a person that was not delivered."""
        return self.do(verbs.ReportUndelivered(connection, reference, happening, note), key=key)

    def import_reservation(
        self,
        file: str,
        row: int,
        message: ReservationMessage,
        *,
        connection: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Know a reservation that a file tells; `ReservationImport` says it for a whole file."""
        return self.do(verbs.ImportReservation(file, row, message, connection), key=key)

    def park_row(  # noqa: PLR0913 - what a row tells
        self,
        file: str,
        row: int,
        reason: Reason,
        *,
        reference: ChannelReference | None = None,
        told: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Leave a row of a file to a person."""
        return self.do(verbs.ParkRow(file, row, reason, reference, told), key=key)

    def carry_out_reservation(self, channel_reservation: str, *, key: str | None = None) -> Done:
        """Make the stays of a reservation what its channel tells."""
        return self.do(verbs.CarryOutReservation(channel_reservation), key=key)
