"""The card that a channel's reservation came with, as payment rules know it."""

from typing import Final

from axentra_core.channels.reservations import ChannelReservation, TakenCard, ToldCard
from axentra_core.hotel.payment_rules import put_card, register_card
from axentra_core.hotel.tasks import left_to
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money, money
from axentra_core.payment_rules import CardFacts, CardKind, ChangeCardFacts, GuestCard, PaymentPlan
from axentra_core.stays import Stay, StayStatus

ATTACH: Final = "channel_reservation.AttachCard"
LIVE: Final = frozenset({StayStatus.BOOKED, StayStatus.IN_HOUSE})


def attach_cards(unit: Unit, own: ChannelReservation, before: ChannelReservation | None) -> None:
    """Have payment rules plan with the card of a reservation, for each of its stays.

    A card that does not fit is left to a person; the stays are booked all the same.
    """
    held = own.card
    if held is None or (taken := held.taken) is None:
        return
    stays: list[Stay] = [
        stay
        for slot in own.wanted
        if (stay := unit.get("stay", slot.stay)) is not None and stay.status in LIVE
    ]
    is_known = before is not None and before.card == held
    if is_known:
        stays = [one for one in stays if unit.get("payment_plan", one.id) is None]
    if not stays:
        return
    refusal = unit.tried(lambda: _attach(unit, facts_of(held.told, taken), stays))
    if refusal is not None:
        cause = f"channel_reservation:{own.id}:card"
        values = {"channel_reservation": own.id}
        unit.act(left_to("reservations", unit, cause, ATTACH, values, refusal))


def _attach(unit: Unit, facts: CardFacts, stays: list[Stay]) -> None:
    card = _known(unit, facts, stays)
    if card is None:
        name = register_card(unit, facts)
    else:
        name = card.id
        if card.facts != facts:
            unit.act(ChangeCardFacts(card.id, facts))
    for stay in stays:
        plan: PaymentPlan | None = unit.get("payment_plan", stay.id)
        if plan is None or plan.card != name:
            put_card(unit, stay, name, facts)


def _known(unit: Unit, facts: CardFacts, stays: list[Stay]) -> GuestCard | None:
    """Return the card that one of the stays has, where it is this one."""
    for stay in stays:
        plan: PaymentPlan | None = unit.get("payment_plan", stay.id)
        if plan is not None and plan.facts.token == facts.token:
            card: GuestCard = unit.need("guest_card", plan.card)
            return card
    return None


def facts_of(told: ToldCard | None, taken: TakenCard) -> CardFacts:
    """Return what payment rules look at in a card.

    Raises:
        InvalidInput: what was told of it cannot be so, such as a balance in no money.
    """
    through = taken.valid_through or (None if told is None else told.valid_through)
    if told is None or not told.is_virtual:
        return CardFacts(CardKind.STANDARD, taken.token, taken.brand, taken.last_four, through)
    balance: Money | None = None
    if told.balance is not None and told.currency is not None:
        balance = money(told.balance, told.currency)
    return CardFacts(
        CardKind.VIRTUAL,
        taken.token,
        taken.brand,
        taken.last_four,
        through,
        balance=balance,
        active_on=told.active_on,
    )
