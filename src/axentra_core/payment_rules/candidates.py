"""Reservations that a rule is tried on before it is active."""

from axentra_core.kernel.checks import Instant, checked
from axentra_core.kernel.texts import Id
from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.model import Figures, ReservationFacts


@checked
class Candidate:
    """A reservation that a rule is tried on.

    Attributes:
        id: the reservation.
        reservation: what rules look at.
        card: what is known of its card.
        figures: what it costs now.
        came: when it is to have come; now, where that is left out.
    """

    id: Id
    reservation: ReservationFacts
    card: CardFacts
    figures: Figures
    came: Instant | None = None
