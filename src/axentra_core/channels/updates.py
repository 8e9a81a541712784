"""What is told to a platform: one value of one thing it sells, for consecutive dates."""

from datetime import date
from enum import StrEnum
from typing import Final

import attrs


class Measure(StrEnum):
    """What is told for a date. Dates are nights; arrival and departure are days of the calendar.

    Attributes:
        AVAILABILITY: rooms that are left to sell.
        PRICE: of one night, in the smallest unit of the currency.
        STOP_SELL: 1 while nothing is sold.
        CLOSED_TO_ARRIVAL: 1 while nobody may arrive.
        CLOSED_TO_DEPARTURE: 1 while nobody may leave.
        MIN_STAY_ARRIVAL: fewest nights of who arrives on the date; 0 sets no limit.
        MIN_STAY_THROUGH: fewest nights of every stay that touches the date; 0 sets no limit.
        MAX_STAY_ARRIVAL: most nights of who arrives on the date; 0 sets no limit.
        MAX_STAY_THROUGH: most nights of every stay that touches the date; 0 sets no limit.
        MIN_ADVANCE: fewest days between booking and arrival; 0 sets no limit.
        MAX_ADVANCE: most days between booking and arrival; 0 sets no limit.
    """

    AVAILABILITY = "availability"
    PRICE = "price"
    STOP_SELL = "stop_sell"
    CLOSED_TO_ARRIVAL = "closed_to_arrival"
    CLOSED_TO_DEPARTURE = "closed_to_departure"
    MIN_STAY_ARRIVAL = "min_stay_arrival"
    MIN_STAY_THROUGH = "min_stay_through"
    MAX_STAY_ARRIVAL = "max_stay_arrival"
    MAX_STAY_THROUGH = "max_stay_through"
    MIN_ADVANCE = "min_advance"
    MAX_ADVANCE = "max_advance"


RESTRICTIONS: Final = frozenset(Measure) - {Measure.AVAILABILITY, Measure.PRICE}


@attrs.frozen(order=True)
class Target:
    """What a value is told for, in the codes that the platform has been given.

    Attributes:
        room: room code; empty where every room of the rate is meant. With `rate` empty it is an
            inventory code, or every rate of the room is meant.
        rate: rate code; empty, or `room` is, but not both.
        guests: adults that a price is for; 0 where a price is for the room.
    """

    room: str
    rate: str = ""
    guests: int = 0


@attrs.frozen
class Update:
    """One value for consecutive dates.

    Attributes:
        target: what it is told for.
        measure: what is told.
        first: first date.
        last: last date, which is included.
        value: a number of rooms, nights or days, 0 or 1, or a price in smallest units.
    """

    target: Target
    measure: Measure
    first: date
    last: date
    value: int
