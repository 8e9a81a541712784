"""What is known of a card that a reservation came with: facts, never its number."""

from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import Day, Instant, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import Amount
from axentra_core.kernel.texts import Code, LastFour, Token
from axentra_core.payment_rules.refusals import PaymentRulesRefusal
from axentra_core.payment_rules.terms import CardKind

MOST_CHARGES: Final = 99


@checked
class CardFacts:
    """What is known of a card: facts, and never its number.

    Attributes:
        kind: the guest's own, or virtual.
        token: what the gateway knows it by.
        brand: such as ``visa``.
        last_four: the four digits a receipt shows.
        valid_through: last day on which it is valid; None where nobody has told.
        is_validated: whether it was validated when the reservation came; None for a virtual one,
            which nobody here may validate or pre-authorise.
        is_chargeable: it was given to pay with, not as a guarantee alone.
        balance: what a virtual card holds, zero or more; None where the channel has not told.
        active_on: day from which a virtual card can be charged, by the property's calendar.
        active_from: likewise as an instant; one of the two, or neither where nobody has told.
        most_charges: how often a virtual card can be charged.
    """

    kind: CardKind
    token: Token = attrs.field(repr=False)
    brand: Code
    last_four: LastFour
    valid_through: Day | None = None
    is_validated: bool | None = None
    is_chargeable: bool = True
    balance: Amount | None = None
    active_on: Day | None = None
    active_from: Instant | None = None
    most_charges: Annotated[int, whole(1, MOST_CHARGES)] = 1

    def __attrs_post_init__(self) -> None:
        """Refuse facts that a card of this kind does not have."""
        if self.is_virtual:
            self._has_no("validation", self.is_validated)
        else:
            self._has_no("balance", self.balance)
            self._has_no("activation", self.active_on or self.active_from)
        if self.active_on is not None and self.active_from is not None:
            raise InvalidInput.because(
                "value.conflict", path="active_on", one="active_on", other="active_from"
            )
        if self.balance is not None and self.balance.amount < 0:
            raise InvalidInput.because("money.must_be_positive", path="balance")

    def _has_no(self, fact: str, value: object) -> None:
        if value is not None:
            raise PaymentRulesRefusal("payment_rules.card_facts", kind=self.kind, fact=fact)

    @property
    def is_virtual(self) -> bool:
        """Whether the channel has issued it."""
        return self.kind is CardKind.VIRTUAL


@attrs.frozen
class GuestCard:
    """The state of a card that reservations came with; several may have come with one.

    Attributes:
        id: the card.
        facts: what is known of it now.
        charges: how often it was charged.
        held_by: the payment that is charging it now; never two at once.
    """

    id: str
    facts: CardFacts
    charges: int = 0
    held_by: str | None = None

    @property
    def is_used_up(self) -> bool:
        """Whether a virtual card allows no more charges."""
        return self.facts.is_virtual and self.charges >= self.facts.most_charges
