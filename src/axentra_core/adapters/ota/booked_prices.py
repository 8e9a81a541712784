"""Amounts of a reservation as OpenTravel has them: of nights, extras, taxes, and in all."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import starmap
from typing import Final, TypeAlias

from axentra_core.adapters.ota.booking_codes import TAX_TYPES, TAXES
from axentra_core.adapters.ota.frame import OTA, named
from axentra_core.adapters.ota.texts import date_of, seen
from axentra_core.adapters.ota.xml_door import Element, not_many, parts_of
from axentra_core.channels.reservations import (
    Cleaner,
    Coded,
    Flag,
    ToldExtra,
    ToldNight,
    ToldPrice,
    ToldTax,
)
from axentra_core.kernel.checks import LONGEST_LIST
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import CONTEXT, add, multiply, number
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import FEWEST_CARD_DIGITS, LONGEST_TEXT

NOTHING: Final = ToldPrice()
NAMELESS_TAX: Final = "tax"
NAMELESS_EXTRA: Final = "extra"
YES: Final = frozenset({"true", "1", "Y", "yes"})
NIGHTLY: Final = frozenset({"", "day", "night"})

_POSSIBLE_PLACES: Final = frozenset("1234")
_PIECES: Final = re.compile(r"[0-9]{1,4}", re.ASCII)
_IN_RATE: Final = named("Base", "Total")
_PRICE, _TEXT, _TAX, _TAXES = (f"{{{OTA}}}{name}" for name in ("Price", "Text", "Tax", "Taxes"))


class Purse:
    """Reads amounts of one currency; those of another are left out, and a flag tells it.

    Attributes:
        currency: the first one that was told, as it was told.
    """

    def __init__(self, cleaner: Cleaner) -> None:
        """Begin with no currency."""
        self.currency: str | None = None
        self._cleaner: Final = cleaner

    def takes(self, currency: str | None) -> bool:
        """Return whether amounts of a currency are added up here; what has none is."""
        if not currency or currency == self.currency:
            return True
        told = self._cleaner.line(currency)
        if self.currency is None:
            self.currency = told
        if told == self.currency:
            return True
        self._cleaner.flags[Flag.CURRENCY_DIFFERS] = None
        return False

    def price(self, element: Element | None) -> ToldPrice:
        """Return what an element costs, with and without taxes.

        Raises:
            InvalidInput: ``number.…``.
        """
        if element is None or not self.takes(element.get("CurrencyCode")):
            return NOTHING
        after, before = element.get("AmountAfterTax"), element.get("AmountBeforeTax")
        if not after and not before:
            return NOTHING
        places = element.get("DecimalPlaces")
        return ToldPrice(
            self.amount(after, places, "AmountAfterTax"),
            self.amount(before, places, "AmountBeforeTax"),
        )

    def amount(self, text: str | None, places: str | None, path: str) -> Decimal | None:
        """Return an amount; None where nothing is told, or where it could be a card number.

        Args:
            text: as it was told.
            places: how many of its digits are decimals, where a whole number is told for them.
            path: what a fault names.

        Raises:
            InvalidInput: ``number.…``.
        """
        if not text:
            return None
        begun = text[:LONGEST_TEXT]
        if len(text) >= FEWEST_CARD_DIGITS and redacted(begun) != begun:
            self._cleaner.flags[Flag.CARD_REMOVED] = None
            return None
        try:
            # XML Schema lets a number have its sign.
            told = number(text.strip().removeprefix("+"))
            if places and places in _POSSIBLE_PLACES and "." not in text:
                return number(CONTEXT.scaleb(told, -int(places)))
        except InvalidInput as error:
            raise error.under(path) from None
        return told


# The first date of a rate, its last, how many nights it has where it has no last, a price, and
# whether that is of all these nights together.
_Span: TypeAlias = tuple[date, date | None, int, ToldPrice, bool]


def read_nights(
    rates: Iterable[Element],
    purse: Purse,
    stay: tuple[date | None, date | None],
    cleaner: Cleaner,
) -> tuple[ToldNight, ...]:
    """Return what each night costs, by the dates of rates; of a night told twice the first counts.

    Where a rate ends is the day after its last night. Who means the last night itself tells all
    nights of the stay that way and no other, and is understood too. A rate that is told for another
    time than a day, such as the whole stay, is shared evenly among its nights.

    Args:
        rates: elements of the rates of a room.
        purse: reads the amounts.
        stay: arrival and departure, as far as they are known.
        cleaner: is told the flags.

    Raises:
        InvalidInput: ``number.…``, ``date.…`` or ``list.length``.
    """
    arrival, departure = stay
    spans = [_span(one, purse, stay) for one in rates]
    nights = _by_date(spans, 0, cleaner)
    if arrival and departure and [*nights] != (whole := _dates(arrival, departure)):
        inclusive = _by_date(spans, 1, cleaner)
        nights = inclusive if [*inclusive] == whole else nights
    return tuple(ToldNight(one, nights[one]) for one in nights)


def _span(rate: Element, purse: Purse, stay: tuple[date | None, date | None]) -> _Span:
    parts = parts_of(rate, _IN_RATE)
    price = purse.price(parts.get("Base"))
    if not price.is_told:
        price = purse.price(parts.get("Total"))
    arrival, departure = stay
    together = rate.get("RateTimeUnit", "").strip().lower() not in NIGHTLY
    first = date_of(rate.get("EffectiveDate"), "Rate.EffectiveDate")
    if first is None:
        if arrival is None:
            raise InvalidInput.because("field.required", path="Rate.EffectiveDate")
        return arrival, departure, 1, price, together
    until = date_of(rate.get("ExpireDate"), "Rate.ExpireDate")
    if until is None and together:
        until = departure
    units = whole_of(rate.get("UnitMultiplier"), "Rate.UnitMultiplier") or 1
    return first, until, units, price, together


def _by_date(spans: Iterable[_Span], beyond: int, cleaner: Cleaner) -> dict[date, ToldPrice]:
    """Return the price of each night in order; `beyond` the last date of a rate there are more."""
    found: dict[date, ToldPrice] = {}
    told = 0
    for first, until, units, price, together in spans:
        days = units if until is None else max((until - first).days + beyond, 1)
        told += days
        if told > LONGEST_LIST:
            raise InvalidInput.because(
                "list.length", path="Rates", got=told, low=0, high=LONGEST_LIST
            )
        if together:
            cleaner.flags[Flag.PRICE_AVERAGED] = None
        prices = parted(price, days) if together else [price] * days
        for place, one in enumerate(prices):
            found.setdefault(first + timedelta(place), one)
    if told > len(found) and not beyond:
        cleaner.flags[Flag.NIGHTS_DIFFER] = None
    return dict(sorted(found.items()))


def _dates(arrival: date, departure: date) -> list[date]:
    days = min((departure - arrival).days, LONGEST_LIST)
    return [arrival + timedelta(place) for place in range(days)]


def whole_of(text: str | None, path: str) -> int:
    """Return a whole number, as far as it was told; else 0.

    Raises:
        InvalidInput: ``number.bad_format``.
    """
    if not text:
        return 0
    if not _PIECES.fullmatch(text.strip()):
        raise InvalidInput.because("number.bad_format", path=path, got=seen(text))
    return int(text)


def read_taxes(total: Element | None, purse: Purse, cleaner: Cleaner) -> tuple[ToldTax, ...]:
    """Return the taxes of a total; those of which only a rate is told are left out.

    Raises:
        InvalidInput: ``number.…`` or ``list.length``.
    """
    found: list[ToldTax] = []
    for one in not_many(total, f"{_TAXES}/{_TAX}"):
        if not purse.takes(one.get("CurrencyCode")):
            continue
        places = one.get("DecimalPlaces")
        if (amount := purse.amount(one.get("Amount"), places, "Tax.Amount")) is None:
            continue
        code = cleaner.line(one.get("Code") or first_text(one)) or NAMELESS_TAX
        is_included = TAX_TYPES.get(one.get("Type", ""))
        found.append(ToldTax(Coded(code, TAXES.get(code)), amount, is_included))
    return tuple(found)


def read_extra(service: Element, purse: Purse, cleaner: Cleaner) -> ToldExtra:
    """Return what is sold beside the nights.

    Raises:
        InvalidInput: ``number.…`` or ``value.out_of_range``.
    """
    quantity = whole_of(service.get("Quantity"), "Service.Quantity") or 1
    price = NOTHING
    for one in not_many(service, _PRICE):
        parts = parts_of(one, _IN_RATE)
        told = purse.price(parts.get("Total"))
        if not told.is_told:
            told = _times(purse.price(parts.get("Base")), quantity)
        price = _sum(price, told)
    code = cleaner.line(service.get("ServiceInventoryCode"))
    name = cleaner.line(first_text(service)) or code or NAMELESS_EXTRA
    is_included = service.get("Inclusive", "") in YES
    return ToldExtra(name, price, quantity, code, is_included)


def first_text(element: Element) -> str | None:
    """Return the first text in an element that says anything."""
    for one in element.iter(_TEXT):
        if one.text and not one.text.isspace():
            return str(one.text)
    return None


def parted(price: ToldPrice, parts: int) -> list[ToldPrice]:
    """Return a price in as many parts; the first ones have what cannot be parted evenly."""
    return [*starmap(ToldPrice, zip(*(_parted(one, parts) for one in _sides(price)), strict=True))]


def _parted(amount: Decimal | None, parts: int) -> list[Decimal | None]:
    if amount is None:
        return [None] * parts
    exponent = amount.as_tuple().exponent
    step = min(exponent if isinstance(exponent, int) else 0, 0)
    whole = int(CONTEXT.scaleb(amount, -step))
    part, rest = divmod(whole, parts)
    return [CONTEXT.scaleb(Decimal(part + (place < rest)), step) for place in range(parts)]


def _times(price: ToldPrice, quantity: int) -> ToldPrice:
    if quantity == 1:
        return price
    return ToldPrice(*(one and multiply(one, Decimal(quantity)) for one in _sides(price)))


def _sum(one: ToldPrice, other: ToldPrice) -> ToldPrice:
    if not one.is_told:
        return other
    sides = zip(_sides(one), _sides(other), strict=True)
    return ToldPrice(*(add(a, b) if a is not None and b is not None else None for a, b in sides))


def _sides(price: ToldPrice) -> tuple[Decimal | None, Decimal | None]:
    return price.after_tax, price.before_tax
