"""OTA_HotelRateAmountNotifRQ: prices of a night, for a room or for so many adults.

Where a room rate is priced by adults, ranges are cut so that each RateAmountMessage has every
price that is told for its dates: SiteMinder takes no overlapping ranges of a room rate in one
request, and gives a number of adults that is left out the price of a higher one.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, TypeAlias

from axentra_core.adapters.ota.availability import (
    Codes,
    Record,
    control,
    read_control,
    read_each,
)
from axentra_core.adapters.ota.frame import OTA, attribute
from axentra_core.adapters.ota.texts import number_of
from axentra_core.adapters.ota.xml_door import Element, attributes, children, only_child
from axentra_core.channels.dialect import InventoryMessage
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import InvalidInput, shown
from axentra_core.kernel.money import currency_code

# Of the list of ages: a price is for adults; children are no part of it.
ADULTS: Final = "10"
MOST_DIGITS: Final = 4

# The dates of one RateAmountMessage, and the places of the updates that it tells.
Span: TypeAlias = tuple[date, date, Record]

_AMOUNT: Final = re.compile(r"(?P<whole>[0-9]{1,13})(?:\.(?P<part>[0-9]{1,4}))?", re.ASCII)
_MESSAGE, _CONTROL, _RATES, _RATE, _AMOUNTS, _BASE = (
    f"{{{OTA}}}{name}"
    for name in (
        "RateAmountMessage",
        "StatusApplicationControl",
        "Rates",
        "Rate",
        "BaseByGuestAmts",
        "BaseByGuestAmt",
    )
)
_IN_BASE: Final = ("AgeQualifyingCode", "AmountAfterTax", "CurrencyCode", "NumberOfGuests")


def rate_records(updates: Sequence[Update]) -> list[Record]:
    """Return which updates each RateAmountMessage tells."""
    return [record for _, _, record in _spans(updates)]


def write_rates(message: InventoryMessage) -> Iterator[str]:
    """Yield a RateAmountMessage for each of `rate_records`.

    Raises:
        InvalidInput: ``field.required`` or ``money.currency_unknown`` for the currency.
    """
    if message.currency is None:
        raise InvalidInput.because("field.required", path="currency")
    codes, currency = Codes(), currency_code(message.currency)
    before = f'<BaseByGuestAmt AgeQualifyingCode="{ADULTS}" AmountAfterTax="'
    after = f'" CurrencyCode="{currency}"'
    for first, last, record in _spans(message.updates):
        amounts = ""
        for place in record:
            one = message.updates[place]
            guests = f' NumberOfGuests="{one.target.guests}"' if one.target.guests else ""
            amounts += f"{before}{_written(one.value, message.digits)}{after}{guests}/>"
        told = control(message.updates[record[0]], codes, first, last)
        yield (
            f"<RateAmountMessage>{told}<Rates><Rate><BaseByGuestAmts>{amounts}"
            "</BaseByGuestAmts></Rate></Rates></RateAmountMessage>"
        )


def read_rates(messages: Element) -> tuple[tuple[Update, ...], str, int]:
    """Return what RateAmountMessages tell, in which currency, and how many decimals it has.

    Raises:
        InvalidInput: with the faults of all of them; ``money.currency_mismatch`` for two
            currencies.
    """
    bases = list(messages.iter(_BASE))
    digits = max((_decimals(base.get("AmountAfterTax", "")) for base in bases), default=0)
    updates = read_each(messages, _MESSAGE, lambda message: _read_message(message, digits))
    currency, *others = sorted({attribute(base, "CurrencyCode") for base in bases})
    if others:
        raise InvalidInput.because(
            "money.currency_mismatch", got=shown(others[0]), expected=shown(currency)
        )
    return updates, currency_code(currency), digits


def _spans(updates: Sequence[Update]) -> Iterator[Span]:
    """Yield dates with the updates that tell something of all of them."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(updates):
        groups.setdefault((one.target.room, one.target.rate), []).append(place)
    for places in groups.values():
        if len({updates[place].target.guests for place in places}) == 1:
            for place in places:
                yield updates[place].first, updates[place].last, (place,)
        else:
            yield from _cut(updates, places)


def _cut(updates: Sequence[Update], places: Sequence[int]) -> Iterator[Span]:
    """Yield the dates of a room rate, cut wherever a price of it begins or ends."""
    starts: dict[date, list[int]] = {}
    ends: dict[date, list[int]] = {}
    for place in places:
        starts.setdefault(updates[place].first, []).append(place)
        ends.setdefault(updates[place].last + ONE_DAY, []).append(place)
    told: dict[int, int] = {}
    for first, after in pairwise(sorted({*starts, *ends})):
        for place in ends.get(first, ()):
            del told[updates[place].target.guests]
        for place in starts.get(first, ()):
            told[updates[place].target.guests] = place
        if told:
            yield first, after - ONE_DAY, tuple(told[guests] for guests in sorted(told))


def _written(units: int, digits: int) -> str:
    if not digits:
        return str(units)
    whole, part = divmod(units, 10**digits)
    return f"{whole}.{part:0{digits}}"


def _read_message(message: Element, digits: int) -> Iterator[Update]:
    attributes(message, [], [])
    target, first, last = read_control(message)
    # Looked through, so that nothing that changes the price is passed over.
    list(children(message, [_CONTROL, _RATES]))
    rate = only_child(only_child(message, _RATES), _RATE)
    attributes(rate, [], [])
    list(children(rate, [_AMOUNTS]))
    told: dict[int, int] = {}
    for base in children(only_child(rate, _AMOUNTS), [_BASE]):
        attributes(base, _IN_BASE[:3], _IN_BASE)
        if (age := attribute(base, "AgeQualifyingCode")) != ADULTS:
            raise InvalidInput.because(
                "value.unknown", path="AgeQualifyingCode", got=shown(age), allowed=ADULTS
            )
        guests = number_of(base.get("NumberOfGuests", "0"), "NumberOfGuests")
        if guests in told:
            raise InvalidInput.because("value.duplicate", path="NumberOfGuests", got=str(guests))
        told[guests] = _units(attribute(base, "AmountAfterTax"), digits)
    for guests, units in told.items():
        yield Update(Target(target.room, target.rate, guests), Measure.PRICE, first, last, units)


def _decimals(text: str) -> int:
    found = _AMOUNT.fullmatch(text)
    return len(found["part"] or "") if found else 0


def _units(text: str, digits: int) -> int:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise InvalidInput.because("money.bad_format", path="AmountAfterTax", got=shown(text))
    return int(found["whole"] + (found["part"] or "").ljust(digits, "0"))
