"""The guarantee of a booking: what may be told of a card, and the card itself, apart.

Channex masks numbers unless it is asked over its secure host. Nobody loses a booking over a card:
what of it cannot be read is not told.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Any, Final

from axentra_core.adapters.channex.fields import Part, or_none
from axentra_core.adapters.channex.tables import BRANDS
from axentra_core.channels.reservations import CardSecret, Coded, ToldCard
from axentra_core.kernel.checks import FIRST_YEAR, LAST_YEAR
from axentra_core.kernel.numbers import CONTEXT, as_text

MOST_DECIMALS: Final = 6

_NUMBER: Final = re.compile(r"[0-9]{12,19}", re.ASCII)
_BETWEEN: Final = re.compile(r"[ -]")
_CODE: Final = re.compile(r"[0-9]{3,4}", re.ASCII)
_MONTH: Final = re.compile(r"(0[1-9]|1[0-2])/([0-9]{2}|[0-9]{4})", re.ASCII)


def read_guarantee(booking: Part) -> tuple[ToldCard | None, CardSecret | None]:
    """Return what is told of the card of a booking, and the card where its number is not masked."""
    guarantee = or_none(booking.part, "guarantee")
    if guarantee is None or not guarantee.plain:
        return None, None
    meta = or_none(guarantee.part, "meta") or Part({}, booking.cleaner)
    brand = or_none(guarantee.code, "card_type")
    expires = _month(or_none(guarantee.raw, "expiration_date"))
    told = ToldCard(
        is_virtual=or_none(guarantee.yes, "is_virtual"),
        brand=Coded(brand, BRANDS.get(brand.upper())) if brand else None,
        balance=_balance(meta),
        currency=or_none(meta.code, "virtual_card_currency_code"),
        active_on=or_none(meta.day, "virtual_card_effective_date"),
        valid_through=or_none(meta.day, "virtual_card_expiration_date") or _last_day(expires),
    )
    number = _BETWEEN.sub("", or_none(guarantee.raw, "card_number") or "")
    if not _NUMBER.fullmatch(number):
        return told, None
    code = or_none(guarantee.raw, "cvv")
    return told, CardSecret(
        number,
        expires=expires,
        code=code if code and _CODE.fullmatch(code) else None,
        holder=or_none(guarantee.raw, "cardholder_name"),
        brand=brand,
    )


def guarantee_of(told: ToldCard | None, card: CardSecret | None) -> dict[str, Any] | None:
    """Return a guarantee as the secure host tells it; None where there is no card."""
    if told is None and card is None:
        return None
    told = told or ToldCard()
    meta = {
        "virtual_card_currency_code": told.currency,
        "virtual_card_current_balance": None if told.balance is None else as_text(told.balance),
        "virtual_card_effective_date": _iso(told.active_on),
        "virtual_card_expiration_date": _iso(told.valid_through),
    }
    expires = card.expires if card else None
    if expires is None and told.valid_through:
        expires = told.valid_through.year, told.valid_through.month
    return {
        "card_number": card.number if card else None,
        "card_type": told.brand.code if told.brand else card and card.brand,
        "cardholder_name": card.holder if card else None,
        "cvv": (card.code if card else None) or "***",
        "expiration_date": f"{expires[1]:02}/{expires[0]:04}" if expires else None,
        "is_virtual": told.is_virtual,
        "meta": meta if any(meta.values()) else None,
    }


def _balance(meta: Part) -> Decimal | None:
    balance = or_none(meta.figure, "virtual_card_current_balance")
    places = or_none(lambda name: meta.whole(name, MOST_DECIMALS), "virtual_card_decimal_places")
    return balance.scaleb(-places, CONTEXT) if balance and places else balance


def _month(text: str | None) -> tuple[int, int] | None:
    """Return the year and the month of ``12/2027`` or ``12/27``."""
    found = _MONTH.fullmatch(text.strip()) if text else None
    if found is None:
        return None
    year = int(found[2]) + (2000 if len(found[2]) == 2 else 0)  # noqa: PLR2004 - two digits
    return (year, int(found[1])) if FIRST_YEAR <= year <= LAST_YEAR else None


def _last_day(month: tuple[int, int] | None) -> date | None:
    return date(*month, monthrange(*month)[1]) if month else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
