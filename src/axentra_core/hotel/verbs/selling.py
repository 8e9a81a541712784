"""What the hotel wants to sell through its channels: prices and restrictions."""

from typing import Annotated

from axentra_core.channels import MOST_LIMIT, RESTRICTIONS, Measure
from axentra_core.channels.mapping import MOST_GUESTS
from axentra_core.folio.instructions import Weekday
from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Code

Limit = Annotated[int, whole(0, MOST_LIMIT)]


@checked
class PriceFor:
    """The price of one night.

    Attributes:
        price: in the currency of the property.
        guests: adults that it is for; 0 for a price of the room, whoever sleeps in it.
    """

    price: PositiveAmount
    guests: Annotated[int, whole(0, MOST_GUESTS)] = 0


@checked
class SetPrices:
    """Set what nights cost; prices for other numbers of adults stay as they are.

    Attributes:
        room_type: code of the room type.
        rate_plan: code of the rate plan; None where the hotel has none.
        first: first night.
        last: last night, which is included; at most two years ahead.
        prices: one for the room, or one for each number of adults.
        weekdays: 0 for Monday to 6; every day when empty.
    """

    room_type: Code
    rate_plan: Code | None
    first: Day
    last: Day
    prices: tuple[PriceFor, ...]
    weekdays: tuple[Weekday, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse dates in no order, no price, and two for one number of adults."""
        _check_order(self)
        guests = [one.guests for one in self.prices]
        if not guests:
            raise InvalidInput.because("field.required", path="prices")
        for place, one in enumerate(guests):
            if one in guests[:place]:
                raise InvalidInput.because(
                    "value.duplicate", path=f"prices[{place}].guests", got=one
                )


@checked
class SetRestrictions:
    """Set who may book nights; what is left out stays as it is, and a limit of 0 ends it.

    Attributes:
        room_type: code of the room type.
        rate_plan: code of the rate plan; None where the hotel has none.
        first: first date.
        last: last date, which is included; at most two years ahead.
        stop_sell: whether nothing is sold.
        closed_to_arrival: whether nobody may arrive.
        closed_to_departure: whether nobody may leave.
        min_stay_arrival: fewest nights of who arrives then.
        min_stay_through: fewest nights of every stay that touches the date.
        max_stay_arrival: most nights of who arrives then.
        max_stay_through: most nights of every stay that touches the date.
        min_advance: fewest days between booking and arrival.
        max_advance: most days between booking and arrival.
        weekdays: 0 for Monday to 6; every day when empty.
    """

    room_type: Code
    rate_plan: Code | None
    first: Day
    last: Day
    stop_sell: bool | None = None
    closed_to_arrival: bool | None = None
    closed_to_departure: bool | None = None
    min_stay_arrival: Limit | None = None
    min_stay_through: Limit | None = None
    max_stay_arrival: Limit | None = None
    max_stay_through: Limit | None = None
    min_advance: Limit | None = None
    max_advance: Limit | None = None
    weekdays: tuple[Weekday, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse dates in no order, and what restricts nothing."""
        _check_order(self)
        if not self.given:
            raise InvalidInput.because("field.required", path=Measure.STOP_SELL)

    @property
    def given(self) -> dict[Measure, int]:
        """The restrictions that are set."""
        values = {one: getattr(self, one) for one in Measure if one in RESTRICTIONS}
        return {one: int(value) for one, value in values.items() if value is not None}


def _check_order(verb: SetPrices | SetRestrictions) -> None:
    if verb.last < verb.first:
        raise InvalidInput.because("date.order", path="last", earlier=verb.first, later=verb.last)
