"""A tariff of a meter as a file: read strictly, written in one way.

A file is one JSON object, the fields of `Tariff` by their names. Prices, rates and quantities are
text (``"6.00"``), dates are ``"2026-03-01"``, lists are lists, enums stand by their value; what
has a default may be left out. There is no other key, and no float anywhere.

    >>> tariff = read_tariff('''
    ... {"id": "el", "currency": "DKK", "measure": "kWh",
    ...  "versions": [{"usage": [{"price": "6.00"}], "vat": {"rate": "0.25"}}]}''')
    >>> tariff.versions[0].usage[0].price
    Decimal('6.00')
    >>> read_tariff(write_tariff(tariff)) == tariff
    True
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from typing import Any, Final

import attrs

from axentra_core.codec.codec import Codec
from axentra_core.codec.files import plain_of_file, text_of_file
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.numbers import ZERO
from axentra_core.meters.prices import UnitPrice
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.tariff_terms import FixedCharge, TariffVersion
from axentra_core.meters.units import Factor, Measure

LARGEST_TARIFF_FILE = 250_000

_CODEC = Codec(())

Named = Callable[[Any], Any]

# A price or a charge that cannot be read, as long as the rest of its version is looked at.
_STAND_INS: Final[Mapping[str, tuple[type, str, Named]]] = {
    "usage": (UnitPrice, "register", lambda name: UnitPrice(ZERO, register=name)),
    "fixed": (FixedCharge, "code", lambda name: FixedCharge(name, ZERO)),
}
_DAYS: Final = frozenset({"first", "last"})


def read_tariff(source: str | bytes) -> Tariff:
    """Return the tariff of a file.

    What cannot be read does not hide what is wrong elsewhere, so that a file is mended once.

    Args:
        source: JSON text, at most `LARGEST_TARIFF_FILE` characters or bytes of UTF-8.

    Raises:
        InvalidInput: every fault with its path: those of `from_json`, ``list.length`` for what is
            far too long, those of a field (``field.required``, ``.unknown``, ``.wrong_type``,
            ``number.float`` ...), and those of versions and of the tariff as a whole
            (``meters.blocks_not_rising``, ``meters.version_gap`` ...).
    """
    plain = plain_of_file(source, Tariff, LARGEST_TARIFF_FILE)
    try:
        return _CODEC.build(Tariff, plain)
    except InvalidInput as error:
        faults = error.faults
    if type(plain) is dict:
        faults = tuple(dict.fromkeys((*faults, *_of_the_rest(plain))))
    raise InvalidInput(faults)


def write_tariff(tariff: Tariff) -> str:
    """Return the one text of a tariff: fields in order, defaults left out, a line for what fits it.

    Reading it gives the same tariff, and writing that the same text.

    Raises:
        InvalidInput: ``json.too_large`` for a tariff that could not be read again.
    """
    return text_of_file(tariff, LARGEST_TARIFF_FILE)


def _of_the_rest(plain: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with versions, and between them, as far as they can be read."""
    entries = plain.get("versions")
    if type(entries) is not list:
        return
    step = None
    with suppress(InvalidInput):
        step = _CODEC.build(Factor | None, plain.get("step"))  # type: ignore[arg-type] # a hint
    read: list[TariffVersion | None] = []
    for place, entry in enumerate(entries):
        try:
            read.append(_version(entry))
        except InvalidInput as error:
            read.append(None)
            yield from error.under(f"versions[{place}]").faults
    for is_read, run in groupby(range(len(read)), lambda place: read[place] is not None):
        if is_read:
            yield from _between(read, [*run], step)


def _between(read: list[TariffVersion | None], places: list[int], step: Any) -> Iterator[Fault]:  # noqa: ANN401
    versions = tuple(one for place in places if (one := read[place]) is not None)
    try:
        Tariff("unread", "EUR", Measure.KWH, versions, step=step)
    except InvalidInput as error:
        for fault in error.faults:
            place, _, rest = fault.path.removeprefix("versions[").partition("]")
            if place.isdigit():
                path = f"versions[{int(place) + places[0]}]{rest}"
                yield attrs.evolve(fault, path=path)


def _version(entry: object) -> TariffVersion | None:
    """Return a version with what can be read of it; None where its days cannot be read.

    Raises:
        InvalidInput: what is wrong with it as a whole.
    """
    if type(entry) is not dict:
        return None
    read: dict[str, Any] = {}
    is_dated = True
    cls: Any = TariffVersion
    for field in attrs.fields(attrs.resolve_types(cls)):
        if (name := field.name) not in entry:
            continue
        try:
            read[name] = _CODEC.build(field.type, entry[name])
        except InvalidInput:
            is_dated = is_dated and name not in _DAYS
            if name in _STAND_INS:
                read[name] = _legible(name, entry[name])
    version = TariffVersion(**read)
    return version if is_dated else None


def _legible(name: str, entries: object) -> tuple[Any, ...]:
    """Return prices or charges, a stand-in for each that cannot be read."""
    cls, key, stand_in = _STAND_INS[name]
    found: list[Any] = []
    plain: list[Any] = entries if type(entries) is list else [None]
    for place, entry in enumerate(plain):
        try:
            found.append(_CODEC.build(cls, entry))
        except InvalidInput:
            found.append(stand_in(f"unread.{place}"))
            with suppress(InvalidInput):
                if type(entry) is dict:
                    found[-1] = stand_in(entry.get(key))
    return tuple(found)
