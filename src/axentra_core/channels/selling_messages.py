"""Commands to what the hotel wants to sell, and what has happened to it."""

from datetime import date
from typing import Annotated

import attrs

from axentra_core.channels.prices import MOST_DIGITS
from axentra_core.channels.ranges import repeats
from axentra_core.channels.selling import SellingId, Wanted, WantedValues, told_as
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import CurrencyCode
from axentra_core.kernel.texts import Code


@checked
class OpenSelling:
    """Begin to say what a room type is sold for under a rate plan.

    Attributes:
        room_type: code of the room type.
        rate_plan: code of the rate plan; None where the hotel has none.
        currency: ISO 4217 code of its prices.
        digits: decimals that the property has for it.
    """

    selling: SellingId
    room_type: Code
    rate_plan: Code | None
    currency: CurrencyCode
    digits: Annotated[int, whole(0, MOST_DIGITS)]


@checked
class SetWanted:
    """Set prices or restrictions; what is not named stays as it is.

    Attributes:
        values: none of them for a date of another one.
    """

    selling: SellingId
    values: WantedValues

    def __attrs_post_init__(self) -> None:
        """Refuse two values for one date."""
        for place in repeats(told_as(self.values, self.selling)):
            one = self.values[place]
            got = f"{one.measure} from {one.first}"
            raise InvalidInput.because("value.duplicate", path=f"values[{place}]", got=got)


@attrs.frozen
class SellingOpened:
    """The hotel begins to say what a room type is sold for under a rate plan."""

    selling: str
    room_type: str
    rate_plan: str | None
    currency: str
    digits: int
    business_date: date


@attrs.frozen
class WantedSet:
    """Prices or restrictions were set.

    Attributes:
        values: that are others now.
    """

    selling: str
    values: tuple[Wanted, ...]
    business_date: date
