"""OTA_HotelAvailNotifRQ: what is left to sell, and when and for how long guests may come.

Availability is told for an inventory code alone, restrictions for a room and its rate, for every
rate of a room or for a rate in every room, and never both in one request, as SiteMinder asks. What
is told of one target for the same dates stands in one AvailStatusMessage, which OpenTravel lets
have both lengths of stay and one status.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeAlias, TypeVar

from axentra_core.adapters.ota.frame import OTA, attribute
from axentra_core.adapters.ota.texts import day_of, number_of, quoted
from axentra_core.adapters.ota.xml_door import (
    Element,
    attributes,
    children,
    only_child,
)
from axentra_core.channels.dialect import InventoryMessage, Operation
from axentra_core.channels.mapping import mapping_code
from axentra_core.channels.scales import NO_LIMIT, update
from axentra_core.channels.updates import Measure, Target, Update
from axentra_core.kernel.errors import Fault, InvalidInput, shown

T = TypeVar("T")

# The places of updates that one AvailStatusMessage or RateAmountMessage tells.
Record: TypeAlias = tuple[int, ...]

LENGTHS: Final[Mapping[Measure, str]] = MappingProxyType(
    {Measure.MIN_STAY_ARRIVAL: "SetMinLOS", Measure.MAX_STAY_ARRIVAL: "SetMaxLOS"}
)
# A stop sell is of the whole room rate and names no restriction.
RESTRICTIONS: Final[Mapping[Measure, str | None]] = MappingProxyType(
    {
        Measure.STOP_SELL: None,
        Measure.CLOSED_TO_ARRIVAL: "Arrival",
        Measure.CLOSED_TO_DEPARTURE: "Departure",
    }
)
STATUSES: Final = ("Open", "Close")

_MESSAGE, _CONTROL, _LENGTHS, _LENGTH, _STATUS = (
    f"{{{OTA}}}{name}"
    for name in (
        "AvailStatusMessage",
        "StatusApplicationControl",
        "LengthsOfStay",
        "LengthOfStay",
        "RestrictionStatus",
    )
)
_DATES: Final = ("Start", "End")
# Without a rate all rates of the room are meant, and without a room all rooms of the rate.
_CODES: Final = ("InvTypeCode", "RatePlanCode")
_MEASURE_OF_LENGTH: Final = {name: measure for measure, name in LENGTHS.items()}
_MEASURE_OF_RESTRICTION: Final = {name: measure for measure, name in RESTRICTIONS.items()}
_RESTRICTION_TEXTS: Final[Mapping[Measure, tuple[str, ...]]] = MappingProxyType(
    {
        measure: tuple(f'<RestrictionStatus{named} Status="{status}"/>' for status in STATUSES)
        for measure, name in RESTRICTIONS.items()
        for named in [f' Restriction="{name}"' if name else ""]
    }
)


def availability_records(updates: Sequence[Update]) -> list[Record]:
    """Return which updates each AvailStatusMessage tells: one each."""
    return [(place,) for place in range(len(updates))]


def restriction_records(updates: Sequence[Update]) -> list[Record]:
    """Return which updates each AvailStatusMessage tells: lengths of stay, and one status."""
    groups: dict[tuple[str, str, date, date], list[int]] = {}
    for place, one in enumerate(updates):
        key = one.target.room, one.target.rate, one.first, one.last
        groups.setdefault(key, []).append(place)
    return [record for places in groups.values() for record in _fitting(places, updates)]


def write_availability(message: InventoryMessage) -> Iterator[str]:
    """Yield an AvailStatusMessage for each update."""
    codes = Codes()
    for one in message.updates:
        yield (
            f'<AvailStatusMessage BookingLimit="{one.value}">{control(one, codes)}'
            "</AvailStatusMessage>"
        )


def write_restrictions(message: InventoryMessage) -> Iterator[str]:
    """Yield an AvailStatusMessage for each of `restriction_records`."""
    codes, updates = Codes(), message.updates
    for record in restriction_records(updates):
        lengths, status = "", ""
        for place in record:
            one = updates[place]
            if one.measure in LENGTHS:
                # For pmsXchange no word for no limit is documented, though OpenTravel has some; so
                # it is told one that nobody can fall short of or exceed.
                nights = one.value or NO_LIMIT[one.measure]
                lengths += (
                    f'<LengthOfStay MinMaxMessageType="{LENGTHS[one.measure]}" Time="{nights}"/>'
                )
            else:
                status = _RESTRICTION_TEXTS[one.measure][one.value]
        if lengths:
            lengths = f"<LengthsOfStay>{lengths}</LengthsOfStay>"
        told = control(updates[record[0]], codes)
        yield f"<AvailStatusMessage>{told}{lengths}{status}</AvailStatusMessage>"


class Codes(dict[tuple[str, str], str]):
    """The codes of targets as attributes, each written once."""

    def __missing__(self, codes: tuple[str, str]) -> str:
        """Write the codes of a room and its rate, one of which may be empty."""
        named = zip(_CODES, codes, strict=True)
        written = "".join(f' {name}="{quoted(code)}"' for name, code in named if code)
        self[codes] = written
        return written


def control(one: Update, codes: Codes, first: date | None = None, last: date | None = None) -> str:
    """Return for what and for which dates an update is: its own, or other ones."""
    start, end = (first or one.first).isoformat(), (last or one.last).isoformat()
    target = codes[one.target.room, one.target.rate]
    return f'<StatusApplicationControl Start="{start}" End="{end}"{target}/>'


def read_statuses(statuses: Element) -> tuple[Operation, tuple[Update, ...]]:
    """Return what AvailStatusMessages tell, in their order.

    Raises:
        InvalidInput: with the faults of all of them; ``value.conflict`` for availability and
            restrictions in one request.
    """
    updates = read_each(statuses, _MESSAGE, _read_status)
    kinds = {one.measure is Measure.AVAILABILITY for one in updates}
    if len(kinds) > 1:
        raise InvalidInput.because(
            "value.conflict", one="BookingLimit", other="a restriction in the same request"
        )
    return (Operation.AVAILABILITY if True in kinds else Operation.RESTRICTIONS), updates


def read_each(
    parent: Element, name: str, read: Callable[[Element], Iterator[Update]]
) -> tuple[Update, ...]:
    """Return what the children of an element tell, which all have one name.

    Raises:
        InvalidInput: with all faults, each with the place of the child, from 0.
    """
    updates: list[Update] = []
    faults: list[Fault] = []
    for place, child in enumerate(children(parent, [name])):
        try:
            updates += map(update, read(child))
        except InvalidInput as error:
            faults += error.under(f"{name.rpartition('}')[2]}[{place}]").faults
    if faults:
        raise InvalidInput(faults)
    if not updates:
        raise InvalidInput.because("field.required", path=name.rpartition("}")[2])
    return tuple(updates)


def read_control(parent: Element) -> tuple[Target, date, date]:
    """Return for what and for which dates something is told.

    Raises:
        InvalidInput: ``field.required``, ``field.duplicate``, ``field.unknown`` and those of a
            date.
    """
    found = only_child(parent, _CONTROL)
    attributes(found, _DATES, (*_DATES, *_CODES))
    first, last = (_day(found, name) for name in _DATES)
    # A blank code is a mistake, and means neither every room nor every rate.
    room, rate = (_code(found, name) if name in found.attrib else "" for name in _CODES)
    if not room and not rate:
        raise InvalidInput.because("field.required", path=_CODES[0])
    return Target(room, rate), first, last


def _day(element: Element, name: str) -> date:
    try:
        return day_of(attribute(element, name))
    except InvalidInput as error:
        raise error.under(name) from None


def _code(element: Element, name: str) -> str:
    try:
        return mapping_code(attribute(element, name))
    except InvalidInput as error:
        raise error.under(name) from None


def _fitting(places: list[int], updates: Sequence[Update]) -> Iterator[Record]:
    statuses = [place for place in places if updates[place].measure in RESTRICTIONS]
    lengths = [place for place in places if updates[place].measure in LENGTHS]
    yield (*lengths, *statuses[:1])
    for status in statuses[1:]:
        yield (status,)


def _read_status(message: Element) -> Iterator[Update]:
    target, first, last = read_control(message)
    attributes(message, [], ["BookingLimit"])
    told: dict[Measure, int] = {}
    if (limit := message.get("BookingLimit")) is not None:
        told[Measure.AVAILABILITY] = number_of(limit, "BookingLimit")
    for child in children(message, [_CONTROL, _LENGTHS, _STATUS]):
        if child.tag == _LENGTHS:
            for length in children(child, [_LENGTH]):
                _read_length(length, told)
        elif child.tag == _STATUS:
            _read_restriction(child, told)
    if not told:
        raise InvalidInput.because("field.required")
    for measure, value in told.items():
        yield Update(target, measure, first, last, value)


def _read_length(length: Element, told: dict[Measure, int]) -> None:
    attributes(length, ["MinMaxMessageType", "Time"], ["MinMaxMessageType", "Time", "TimeUnit"])
    kind = attribute(length, "MinMaxMessageType")
    measure = _one_of(kind, _MEASURE_OF_LENGTH, "MinMaxMessageType")
    _one_of(length.get("TimeUnit", "Day"), {"Day": None}, "TimeUnit")
    nights = number_of(attribute(length, "Time"), "Time")
    _once(told, measure, nights, kind)


def _read_restriction(status: Element, told: dict[Measure, int]) -> None:
    attributes(status, ["Status"], ["Restriction", "Status"])
    kind = status.get("Restriction")
    measure = _one_of(kind, _MEASURE_OF_RESTRICTION, "Restriction")
    values = {name: value for value, name in enumerate(STATUSES)}
    value = _one_of(attribute(status, "Status"), values, "Status")
    _once(told, measure, value, kind or "Status")


def _one_of(value: str | None, known: Mapping[Any, T], path: str) -> T:
    if value not in known:
        allowed = ", ".join(map(str, filter(None, known)))
        raise InvalidInput.because("value.unknown", path=path, got=shown(value), allowed=allowed)
    return known[value]


def _once(told: dict[Measure, int], measure: Measure, value: int, name: str) -> None:
    if measure in told:
        raise InvalidInput.because("value.duplicate", path=name, got=shown(name))
    told[measure] = value
