"""Which message of OpenTravel each operation is, and what is looked at before it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.adapters.ota.availability import (
    LENGTHS,
    RESTRICTIONS,
    Record,
    availability_records,
    restriction_records,
    write_availability,
    write_restrictions,
)
from axentra_core.adapters.ota.rates import MOST_DIGITS, rate_records, write_rates
from axentra_core.channels.dialect import InventoryMessage, Operation
from axentra_core.channels.providers import Provider
from axentra_core.channels.ranges import repeats
from axentra_core.channels.scales import update
from axentra_core.channels.updates import Measure, Update
from axentra_core.kernel.checks import in_bounds
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of


@attrs.frozen
class Form:
    """How what is told with one operation is written.

    Attributes:
        name: of the message; RQ and RS follow it.
        container: element that has the code of the hotel, and all parts.
        write: yields the parts.
        records: which updates each part tells.
    """

    name: str
    container: str
    write: Callable[[InventoryMessage], Iterator[str]]
    records: Callable[[Sequence[Update]], list[Record]]


_STATUS, _STATUSES = "OTA_HotelAvailNotif", "AvailStatusMessages"
_RATE, _RATES = "OTA_HotelRateAmountNotif", "RateAmountMessages"

# fmt: off
FORMS: Final[Mapping[Operation, Form]] = MappingProxyType({
    Operation.AVAILABILITY: Form(_STATUS, _STATUSES, write_availability, availability_records),
    Operation.RESTRICTIONS: Form(_STATUS, _STATUSES, write_restrictions, restriction_records),
    Operation.RATES:        Form(_RATE,   _RATES,    write_rates,        rate_records),
})
OPERATIONS: Final[Mapping[Measure, Operation]] = MappingProxyType({
    Measure.AVAILABILITY: Operation.AVAILABILITY,
    Measure.PRICE:        Operation.RATES,
    **dict.fromkeys((*RESTRICTIONS, *LENGTHS), Operation.RESTRICTIONS),
})
# fmt: on


def form_of(operation: Operation) -> Form:
    """Return how an operation is written.

    Raises:
        InvalidInput: ``value.unknown`` for one that tells nothing.
    """
    if operation not in FORMS:
        got, allowed = shown(str(operation)), some_of(FORMS)
        raise InvalidInput.because("value.unknown", path="operation", got=got, allowed=allowed)
    return FORMS[operation]


def looked_at(message: InventoryMessage, provider: Provider) -> InventoryMessage:
    """Return a message that can be written, with nights that are oversold told as none left.

    Raises:
        InvalidInput: with all faults: ``field.required`` where nothing is told or for no code,
            those of `scales.update`, ``value.unknown`` for what is told with another operation,
            ``value.conflict`` for codes that do not go with a measure, ``value.out_of_range`` for
            adults or decimals, ``value.duplicate`` for dates that are told twice.
    """
    if not message.updates:
        raise InvalidInput.because("field.required", path="updates")
    updates: list[Update] = []
    faults: list[Fault] = []
    for place, one in enumerate(message.updates):
        try:
            updates.append(_looked_at(update(one), message.operation, provider.most_guests))
        except InvalidInput as error:
            faults += error.under(f"updates[{place}]").faults
    if faults:
        raise InvalidInput(faults)
    if again := repeats(updates):
        raise InvalidInput(
            InvalidInput.because(
                "value.duplicate", path=f"updates[{place}]", got=shown(updates[place].target.room)
            ).faults[0]
            for place in again
        )
    try:
        in_bounds(message.digits, low=0, high=MOST_DIGITS)
    except InvalidInput as error:
        raise error.under("digits") from None
    return attrs.evolve(message, updates=tuple(updates))


def _looked_at(one: Update, operation: Operation, most_guests: int) -> Update:
    measure, target = one.measure, one.target
    if OPERATIONS.get(measure) is not operation:
        allowed = some_of(name for name, told_with in OPERATIONS.items() if told_with is operation)
        raise InvalidInput.because(
            "value.unknown", path="measure", got=shown(measure.value), allowed=allowed
        )
    if not target.room and not target.rate:
        raise InvalidInput.because("field.required", path="target.room")
    if target.rate and measure is Measure.AVAILABILITY:
        raise InvalidInput.because(
            "value.conflict", path="target.rate", one=measure.value, other="a rate code"
        )
    if target.guests and measure is not Measure.PRICE:
        raise InvalidInput.because(
            "value.conflict", path="target.guests", one=measure.value, other="a number of adults"
        )
    if target.guests:
        try:
            in_bounds(target.guests, low=0, high=most_guests)
        except InvalidInput as error:
            raise error.under("target.guests") from None
    return one
