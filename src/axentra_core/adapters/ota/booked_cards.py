"""The card that a reservation came with: its number goes apart from everything that is kept."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Final

from axentra_core.adapters.ota.booked_prices import Purse
from axentra_core.adapters.ota.booking_codes import CARDS, CREDIT_CARD, VIRTUAL_CARD
from axentra_core.adapters.ota.frame import OTA
from axentra_core.adapters.ota.texts import date_of
from axentra_core.adapters.ota.xml_door import Element
from axentra_core.channels.reservations import CardSecret, Cleaner, Coded, ToldCard
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.redaction import shown_line

LONGEST_HOLDER: Final = 100
MOST_CARDS: Final = 50

_CARD, _NUMBER, _SERIES, _PLAIN, _HOLDER, _AMOUNT = (
    f"{{{OTA}}}{name}"
    for name in (
        "PaymentCard",
        "CardNumber",
        "SeriesCode",
        "PlainText",
        "CardHolderName",
        "AmountPercent",
    )
)
_GUARANTEES: Final = frozenset(
    f"{{{OTA}}}{name}"
    for name in ("GuaranteeAccepted", "AcceptedPayment", "GuaranteePayment", "Guarantee")
)
_PARTED: Final = re.compile(r"[\s-]")
_DIGITS: Final = re.compile(r"[0-9]{12,19}", re.ASCII)
_CODE: Final = re.compile(r"[0-9]{3,4}", re.ASCII)
_MONTH: Final = re.compile(r"(0[1-9]|1[0-2])/?([0-9]{2})", re.ASCII)


def read_card(reservation: Element, cleaner: Cleaner) -> tuple[ToldCard | None, CardSecret | None]:
    """Return what may be kept of a card, and the card itself for who may keep it.

    Of several cards the first with a number counts. A number that is masked, a token, or all
    zeros, as where a channel could not look it up, is none. No card makes a reservation unreadable.
    """
    cards = list(islice(reservation.iter(_CARD), MOST_CARDS))
    if not cards:
        return None, None
    numbered = ((one, number) for one in cards if (number := _number(one)))
    card, number = next(numbered, (cards[0], None))
    brand = cleaner.line(card.get("CardCode") or card.get("CardType"))
    expires = _month(card.get("ExpireDate"))
    purse = Purse(cleaner)
    active_on = _active_on(card.get("EffectiveDate"))
    told = ToldCard(
        is_virtual=_is_virtual(card, active_on),
        brand=None if brand is None else Coded(brand, CARDS.get(brand)),
        balance=_balance(card, purse),
        currency=purse.currency,
        active_on=active_on,
        valid_through=expires and date(*expires, monthrange(*expires)[1]),
    )
    if number is None:
        return told, None
    holder = shown_line(card.findtext(_HOLDER) or "")[:LONGEST_HOLDER] or None
    code = _parted(card, "SeriesCode", _SERIES)
    secret = CardSecret(
        number,
        expires=expires,
        code=code if _CODE.fullmatch(code) else None,
        holder=holder,
        brand=brand,
    )
    return told, secret


def _number(card: Element) -> str | None:
    number = _parted(card, "CardNumber", _NUMBER)
    return number if _DIGITS.fullmatch(number) and number.strip("0") else None


def _parted(card: Element, name: str, child: str) -> str:
    """Return digits without what parts them; an attribute tells them, or a child as plain text."""
    told = card.get(name)
    if not told and (found := card.find(child)) is not None:
        told = found.findtext(_PLAIN) or found.text
    return _PARTED.sub("", told or "")


def _month(text: str | None) -> tuple[int, int] | None:
    found = _MONTH.fullmatch(text.strip()) if text else None
    return (2000 + int(found[2]), int(found[1])) if found else None


def _active_on(text: str | None) -> date | None:
    if month := _month(text):
        return date(*month, 1)
    try:
        return date_of(text, "EffectiveDate")
    except InvalidInput:
        return None


def _is_virtual(card: Element, active_on: date | None) -> bool | None:
    for one in card.iterancestors(*_GUARANTEES):
        for name in ("GuaranteeTypeCode", "PaymentCode"):
            if (told := one.get(name)) in {VIRTUAL_CARD, CREDIT_CARD}:
                return told == VIRTUAL_CARD
    # Booking.com tells the day from which it can be charged of no other card.
    return True if active_on else None


def _balance(card: Element, purse: Purse) -> Decimal | None:
    for one in card.iterancestors(*_GUARANTEES):
        amount = one.find(_AMOUNT)
        if amount is not None and purse.takes(amount.get("CurrencyCode")):
            try:
                return purse.amount(amount.get("Amount"), amount.get("DecimalPlaces"), "Amount")
            except InvalidInput:
                return None
    return None
