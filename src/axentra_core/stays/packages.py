"""Packages: breakfast, a spa visit or a bottle of wine sold together with the nights.

Included parts are taken out of the price of the night and posted under codes of their own, so that
the room earns what is left; separate ones are posted beside it.

Usable alone:

>>> breakfast = PackagePart("BRKF", Decimal("15"), PackageUnit.PER_NIGHT_PERSON, included=True)
>>> wine = PackagePart("WINE", Decimal("30"), PackageUnit.PER_STAY_ROOM, included=False)
>>> romance = Package("ROMANCE", "Romantic nights", (breakfast, wine))
>>> price, arrival = Decimal("180"), dt.date(2026, 11, 23)
>>> first = split_night(price, romance, arrival, is_first=True, persons=2)
>>> first.room, [(part.code, part.quantity, part.amount, part.included) for part in first.parts]
(Decimal('150'), [('BRKF', 2, Decimal('30'), True), ('WINE', 1, Decimal('30'), False)])
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.numbers import LARGEST, as_text, multiply, number, subtract, total
from axentra_core.kernel.texts import Code, Text
from axentra_core.stays.refusals import StayRefusal

MOST_PERSONS: Final = 999


class PackageUnit(StrEnum):
    """What a part of a package is sold by; what is sold by the stay comes with its first night."""

    PER_NIGHT_ROOM = "per_night_room"
    PER_NIGHT_PERSON = "per_night_person"
    PER_STAY_ROOM = "per_stay_room"
    PER_STAY_PERSON = "per_stay_person"


_EVERY_NIGHT: Final = frozenset({PackageUnit.PER_NIGHT_ROOM, PackageUnit.PER_NIGHT_PERSON})
_EVERY_PERSON: Final = frozenset({PackageUnit.PER_NIGHT_PERSON, PackageUnit.PER_STAY_PERSON})


def positive(value: object) -> Decimal:
    """Return an amount above zero."""
    amount = number(value, area="money")  # type: ignore[arg-type] # the guard refuses
    if amount <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return amount


@checked
class PackagePart:
    """One thing in a package.

    Attributes:
        code: transaction code it is posted under.
        price: of one unit, in the currency of the stay; net or gross as its code says, which for an
            included part is as the price of the night.
        per: what it is sold by.
        included: whether the price of the night contains it; otherwise it comes on top.
        description: what the guest reads; the name of the code when None.
    """

    code: Code
    price: Annotated[Decimal, positive]
    per: PackageUnit
    included: bool
    description: Text | None = None


@checked
class Package:
    """What is sold together with the nights of a stay.

    Attributes:
        code: under which a rate or a booking names it.
        name: what the guest reads.
        parts: in the order in which they are posted.
    """

    code: Code
    name: Text
    parts: tuple[PackagePart, ...]


def twice(packages: Sequence[Package]) -> Iterator[Fault]:
    """Yield packages that stand in a list a second time."""
    codes = [package.code for package in packages]
    for place, code in enumerate(codes):
        if code in codes[:place]:
            path = f"packages[{place}].code"
            yield from InvalidInput.because("value.duplicate", path=path, got=shown(code)).faults


@attrs.frozen
class Part:
    """A part of a package as it is posted with a night.

    Attributes:
        code: transaction code.
        quantity: rooms or persons it is for.
        amount: price of all of them together.
        included: whether it was taken out of the price of the night.
        description: what the guest reads; the name of the code when None.
    """

    code: str
    quantity: int
    amount: Decimal
    included: bool
    description: str | None


@attrs.frozen
class NightSplit:
    """The price of a night by what it is for.

    Attributes:
        room: what is left for the room; with the included parts exactly the price of the night.
        parts: what is posted beside the room, in the order of the package.
    """

    room: Decimal
    parts: tuple[Part, ...]


def included_in(parts: Sequence[Part]) -> Decimal:
    """Return what of these parts the price of their night contains."""
    return total(part.amount for part in parts if part.included)


def split_night(
    price: Decimal, package: Package, night: dt.date, *, is_first: bool, persons: int
) -> NightSplit:
    """Return the price of a night, split into the room and the parts of a package.

    Args:
        price: as agreed for the night; not rounded, as no part is.
        package: what was sold with it.
        night: for the refusal.
        is_first: whether it is the first night of the stay.
        persons: who has its parts on this night; parts by the person are left out for nobody.

    Raises:
        StayRefusal: ``stays.package_above_price`` when its included parts cost more than the night.
        InvalidInput: for a price below zero, or persons outside 0 to 999.
    """
    agreed = _checked_price(price)
    parts = tuple(_parts(package, is_first=is_first, persons=_checked_persons(persons)))
    included = included_in(parts)
    if included > agreed:
        raise StayRefusal(
            "stays.package_above_price",
            package=package.code,
            night=night,
            included=included,
            price=agreed,
        )
    return NightSplit(subtract(agreed, included), parts)


def split_packages(  # noqa: PLR0913 - what a night is sold with
    price: Decimal,
    packages: Sequence[Package],
    night: dt.date,
    *,
    is_first: bool,
    persons: int,
    begun: Collection[str] = (),
) -> NightSplit:
    """Return the price of a night, split by several packages from the first to the last.

    Each takes its included parts out of what the ones before have left for the room.

    Args:
        price: as `split_night`.
        packages: in the order in which they are posted.
        night: for the refusal.
        is_first: whether it is the first night of the stay.
        persons: as `split_night`.
        begun: codes of packages that came with an earlier night; to them this one is no first.

    Raises:
        StayRefusal: as `split_night`, for the first package that finds too little left.
        InvalidInput: as `split_night`.
    """
    split = NightSplit(_checked_price(price), ())
    for package in packages:
        begins = is_first and package.code not in begun
        one = split_night(split.room, package, night, is_first=begins, persons=persons)
        split = NightSplit(one.room, split.parts + one.parts)
    return split


def _checked_price(price: Decimal) -> Decimal:
    try:
        agreed = number(price, area="money")
    except InvalidInput as error:
        raise error.under("price") from None
    if agreed < 0:
        raise InvalidInput.because(
            "value.out_of_range", path="price", got=as_text(agreed), low=0, high=as_text(LARGEST)
        )
    return agreed


def _checked_persons(persons: int) -> int:
    try:
        many: int = whole(0, MOST_PERSONS)(persons)
    except InvalidInput as error:
        raise error.under("persons") from None
    return many


def _parts(package: Package, *, is_first: bool, persons: int) -> Iterator[Part]:
    for part in package.parts:
        quantity = persons if part.per in _EVERY_PERSON else 1
        if quantity and (is_first or part.per in _EVERY_NIGHT):
            amount = multiply(part.price, Decimal(quantity))
            yield Part(part.code, quantity, amount, part.included, part.description)
