"""What a channel tells of a reservation, apart from whom it is for: rooms, nights, prices.

Nothing here is checked against the hotel, for what has been sold has been sold: a code may be
unknown, a night may be missing and a total may be wrong. `reservation_flags` says what of it does
not fit, and nobody loses a booking over it. Nothing here is personal and nothing is secret.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from axentra_core.channels.mapping import Label
from axentra_core.channels.references import Reference
from axentra_core.kernel.checks import Day, Instant, checked, whole
from axentra_core.kernel.numbers import number
from axentra_core.kernel.redaction import is_uuid
from axentra_core.kernel.texts import Code, text

MOST_ADULTS: Final = 99
OLDEST_GUEST: Final = 130
MOST_PIECES: Final = 9_999


def told_code(value: object) -> str:
    """Return a code as it was told, without spaces around it; nothing like a card number.

    A UUID is none, whatever its digits look like.

    Raises:
        InvalidInput: ``field.…`` or ``text.…``.
    """
    told = value.strip() if type(value) is str else value
    return told if type(told) is str and is_uuid(told) else text(told)


ToldCode = Annotated[str, told_code]
Figure = Annotated[Decimal, number]


class AgeBand(StrEnum):
    """How old a guest is, as far as a channel tells."""

    ADULT = "adult"
    CHILD = "child"
    INFANT = "infant"
    UNKNOWN = "unknown"


class Collects(StrEnum):
    """Who takes the guest's money."""

    HOTEL = "hotel"
    CHANNEL = "channel"


class Flag(StrEnum):
    """What does not fit in a reservation that is kept all the same.

    Attributes:
        CHANNEL_UNKNOWN: its channel's code stands in no table.
        ROOM_UNMAPPED: no offer has its room code; the room waits for a person.
        RATE_UNMAPPED: no offer has its rate code; it is booked without a rate plan.
        OFFER_NOT_SOLD: its codes mean an offer that is not sold any more.
        DATES_WRONG: it has no arrival, no departure, or leaves before it comes.
        NIGHTS_DIFFER: the nights that were told are not those from arrival to departure.
        BEGINS_IN_PAST: it arrives on a date that is closed; the nights left are booked.
        GUESTS_MISSING: nobody is told to come; one adult is taken.
        AGES_MISSING: a child comes whose age was not told; 11 is taken, 1 for an infant.
        PRICE_AVERAGED: only a total was told, which is shared evenly among the nights.
        PRICE_MISSING: no price was told; it is booked at nothing until somebody sets one.
        TOTAL_DIFFERS: what its parts cost is not what it costs in all.
        CURRENCY_DIFFERS: it costs other money than the hotel's, or nobody tells which; it is
            booked at nothing until somebody sets prices.
        TAX_SIDE_MISSING: the price was told only with taxes, or only without, and not as the
            hotel sells its nights; it is taken as it is.
        EXTRAS_SOLD: something was sold beside its nights, which nobody charges by itself.
        ORDER_UNKNOWN: two messages of the same time tell different things, or one that may be old
            came after the cancellation.
        TEXT_CUT: what was too long is cut.
        CARD_REMOVED: what looked like card data stood where it must not, and is gone.
        CARD_NOT_TAKEN: a card was told, and no vault has taken it.
    """

    CHANNEL_UNKNOWN = "channel_unknown"
    ROOM_UNMAPPED = "room_unmapped"
    RATE_UNMAPPED = "rate_unmapped"
    OFFER_NOT_SOLD = "offer_not_sold"
    DATES_WRONG = "dates_wrong"
    NIGHTS_DIFFER = "nights_differ"
    BEGINS_IN_PAST = "begins_in_past"
    GUESTS_MISSING = "guests_missing"
    AGES_MISSING = "ages_missing"
    PRICE_AVERAGED = "price_averaged"
    PRICE_MISSING = "price_missing"
    TOTAL_DIFFERS = "total_differs"
    CURRENCY_DIFFERS = "currency_differs"
    TAX_SIDE_MISSING = "tax_side_missing"
    EXTRAS_SOLD = "extras_sold"
    ORDER_UNKNOWN = "order_unknown"
    TEXT_CUT = "text_cut"
    CARD_REMOVED = "card_removed"
    CARD_NOT_TAKEN = "card_not_taken"


@checked
class Coded:
    """A code of the platform's, and what it means.

    Attributes:
        code: as it was told.
        meaning: what the platform's table says, such as ``breakfast``; None where it is silent.
    """

    code: ToldCode
    meaning: Code | None = None


@checked
class ToldPrice:
    """What something costs, as far as it was told; in the currency beside it.

    Attributes:
        after_tax: with all taxes and fees.
        before_tax: without them.
    """

    after_tax: Figure | None = None
    before_tax: Figure | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything was told."""
        return self.after_tax is not None or self.before_tax is not None


@checked
class ToldNight:
    """What one night costs.

    Attributes:
        date: the evening on which it begins.
        price: of the room.
    """

    date: Day
    price: ToldPrice


@checked
class ToldGuests:
    """Some guests of one kind.

    Attributes:
        count: how many.
        band: how old they are, roughly.
        age: completed years, where that is told.
        code: the platform's own word for the band.
    """

    count: Annotated[int, whole(1, MOST_ADULTS)]
    band: AgeBand = AgeBand.UNKNOWN
    age: Annotated[int, whole(0, OLDEST_GUEST)] | None = None
    code: ToldCode | None = None


@checked
class ToldExtra:
    """What is sold beside the nights.

    Attributes:
        name: what people call it.
        price: of all pieces together; it may be below zero, as for a discount.
        quantity: how many.
        code: the platform's own code for it.
        is_included: whether it is a part of what the nights cost.
    """

    name: Label
    price: ToldPrice = ToldPrice()
    quantity: Annotated[int, whole(1, MOST_PIECES)] = 1
    code: ToldCode | None = None
    is_included: bool = False


@checked
class ToldTax:
    """A tax or a fee.

    Attributes:
        kind: what it is.
        amount: in the currency of the reservation.
        is_included: whether it is a part of the price; None where nobody tells.
    """

    kind: Coded
    amount: Figure
    is_included: bool | None = None


@checked
class ToldCard:
    """What is told of a card beside its number, which stands in no message.

    Attributes:
        is_virtual: the channel has issued it; None where nobody tells.
        brand: what kind of card it is.
        balance: what a virtual card holds.
        currency: ISO 4217 code of the balance, as it was told.
        active_on: day from which a virtual card can be charged.
        valid_through: last day on which it is valid.
    """

    is_virtual: bool | None = None
    brand: Coded | None = None
    balance: Figure | None = None
    currency: ToldCode | None = None
    active_on: Day | None = None
    valid_through: Day | None = None


@checked
class ToldRoom:
    """A room of a reservation.

    Attributes:
        key: by which the channel knows this room of the reservation, if it does.
        room_code: mapping code of the room; None where the platform leaves it out.
        rate_code: mapping code of the rate.
        arrival: first night.
        departure: day after the last night.
        nights: what each costs; none where only a total was told.
        guests: who sleeps in it.
        price: of the room for the whole stay.
        currency: ISO 4217 code of its prices, as it was told.
        meals: what is eaten.
        extras: what is sold with it.
        name: what the channel calls the room and the rate.
    """

    key: Reference | None = None
    room_code: ToldCode | None = None
    rate_code: ToldCode | None = None
    arrival: Day | None = None
    departure: Day | None = None
    nights: tuple[ToldNight, ...] = ()
    guests: tuple[ToldGuests, ...] = ()
    price: ToldPrice = ToldPrice()
    currency: ToldCode | None = None
    meals: tuple[Coded, ...] = ()
    extras: tuple[ToldExtra, ...] = ()
    name: Label | None = None


@checked
class Snapshot:
    """Everything that a reservation is, as one message tells it.

    A later one stands in its place; what it leaves out of `collects` and `card` stays as it was.

    Attributes:
        rooms: all of them; one that is missing has been given up.
        price: in all.
        currency: ISO 4217 code of `price`, extras and taxes, as it was told.
        extras: what is sold with the reservation and no room of it.
        taxes: taxes and fees.
        booked_at: when the guest has booked.
        collects: who takes the guest's money.
        card: what is told of the card it came with.
        flags: what who has read it had to leave out.
    """

    rooms: tuple[ToldRoom, ...] = ()
    price: ToldPrice = ToldPrice()
    currency: ToldCode | None = None
    extras: tuple[ToldExtra, ...] = ()
    taxes: tuple[ToldTax, ...] = ()
    booked_at: Instant | None = None
    collects: Collects | None = None
    card: ToldCard | None = None
    flags: tuple[Flag, ...] = ()
