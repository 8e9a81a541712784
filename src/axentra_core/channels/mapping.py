"""What the hotel sells, what a platform and its channels call it, and what belongs to what.

An *offer* is the hotel's: a room type under a rate plan. A *room rate* is the platform's record of
it, a *channel rate* that of a channel. *Mapping codes* (kode pemetaan) are what the platform is
given for a room rate: a room, a rate and an inventory code. People err, so a mapping holds whatever
has been entered, and `mapping_lint` says what is wrong with it.
"""

from enum import StrEnum
from typing import Annotated, Final

from axentra_core.channels.updates import Measure
from axentra_core.kernel.checks import checked, list_of, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.money import CurrencyCode
from axentra_core.kernel.texts import Code, line, text

MOST_ENTRIES: Final = 10_000
LONGEST_MAPPING_CODE: Final = 100
MOST_GUESTS: Final = 99
IN_SCOPES: Final = tuple(one for one in Measure if one is not Measure.AVAILABILITY)


def mapping_code(value: object) -> str:
    """Return a code or an id that somebody else has chosen: one line, without spaces around it.

    Platforms number rooms with many digits, so what looks like a card number is none here.
    """
    return line(value.strip() if type(value) is str else value, limit=LONGEST_MAPPING_CODE)


def label(value: object) -> str:
    """Return a name that people gave, without spaces around it."""
    return text(value.strip() if type(value) is str else value)


MappingCode = Annotated[str, mapping_code]
Label = Annotated[str, label]
Guests = Annotated[int, whole(1, MOST_GUESTS)]

Key = tuple[str, ...]


class Pricing(StrEnum):
    """What a price is for: the room, whoever sleeps in it, or so many adults."""

    PER_ROOM = "per_room"
    PER_OCCUPANCY = "per_occupancy"


class Setup(StrEnum):
    """Where the prices of a room rate come from: they are told, or reckoned from another's."""

    MANUAL = "manual"
    DERIVED = "derived"


class Party(StrEnum):
    """Who works on a connection: the hotel, the platform's onboarding, or the PMS's specialist."""

    HOTEL = "hotel"
    PLATFORM = "platform"
    PMS_SPECIALIST = "pms_specialist"


@checked
class Offer:
    """What the hotel sells, and the codes under which it is told.

    Attributes:
        room_type: code of the hotel's room type.
        rate_plan: code of the hotel's rate plan; None where the hotel has none.
        room_code: mapping code of the room. A platform that wants each room rate to have a room
            of its own is given another for each offer of a room type.
        rate_code: mapping code of the rate; None where the hotel has no rate plans.
        inventory_code: mapping code of the rooms that are left, which offers of a type share.
        currency: ISO 4217 code of its prices.
        guests: adults that a price of the room is for.
        most_guests: adults that it can be sold to.
        pricing: what a price is for.
        derived_from: rate plan of the same room type from which the hotel reckons its prices.
        sellable: whether it is sold; the codes of what is not sold any more still lead to it.
        name: what people call it.
        made_by: who has chosen its codes.
    """

    room_type: Code
    rate_plan: Code | None
    room_code: MappingCode
    rate_code: MappingCode | None
    inventory_code: MappingCode
    currency: CurrencyCode
    guests: Guests = 2
    most_guests: Guests = 2
    pricing: Pricing = Pricing.PER_ROOM
    derived_from: Code | None = None
    sellable: bool = True
    name: Label | None = None
    made_by: Party = Party.HOTEL

    def __attrs_post_init__(self) -> None:
        if self.most_guests < self.guests:
            told = {"one": f"most_guests {self.most_guests}", "other": f"guests {self.guests}"}
            raise InvalidInput.because("value.contradicts", path="most_guests", **told)

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.room_type, self.rate_plan or ""

    @property
    def codes(self) -> tuple[str, str]:
        """Its room and its rate code; the latter is empty where there is none."""
        return self.room_code, self.rate_code or ""


@checked
class RoomRate:
    """A platform's own record of what it sells.

    Attributes:
        id: by which it is known there, or what its codes there make.
        room: name of its room there.
        rate: name of its rate there, if it has one.
        currency: ISO 4217 code of its prices; None where the platform does not tell.
        guests: adults that are included; None where the platform does not tell.
        setup: where its prices come from.
        no_rates: it takes no prices, only availability and restrictions.
        no_updates: it takes nothing at all.
        room_code: room code that the platform has for it; None where it does not tell.
        rate_code: rate code that the platform has for it.
    """

    id: MappingCode
    room: Label
    rate: Label | None = None
    currency: CurrencyCode | None = None
    guests: Guests | None = None
    setup: Setup = Setup.MANUAL
    no_rates: bool = False
    no_updates: bool = False
    room_code: MappingCode | None = None
    rate_code: MappingCode | None = None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return (self.id,)

    @property
    def takes_prices(self) -> bool:
        """Whether prices may be told for it."""
        return self.setup is Setup.MANUAL and not self.no_rates and not self.no_updates


@checked
class RateLink:
    """A room rate of the platform, with the mapping codes that it is given.

    Attributes:
        room_rate: id of the room rate.
        room_code: room code of an offer.
        rate_code: rate code of the offer; None where it has none.
        inventory_code: inventory code of the offer.
        prices: whether the hotel tells its prices; not those of a derived room rate.
        primary: where several room rates are one offer for different numbers of adults, whether
            this is the one that carries the restrictions; None for a room rate of its own.
        made_by: who has entered it.
    """

    room_rate: MappingCode
    room_code: MappingCode
    rate_code: MappingCode | None
    inventory_code: MappingCode
    prices: bool = True
    primary: bool | None = None
    made_by: Party = Party.HOTEL

    @property
    def key(self) -> Key:
        """What it is known by."""
        return (self.room_rate,)

    @property
    def codes(self) -> tuple[str, str]:
        """Its room and its rate code; the latter is empty where there is none."""
        return self.room_code, self.rate_code or ""


@checked
class Scope:
    """Room rates that are told a value at once: all rates of a room, or all rooms of a rate.

    What a scope names is told for it, and not for its room rates one by one.

    Attributes:
        room_code: every rate of this room; give this or `rate_code`.
        rate_code: every room of this rate.
        measures: what is told so; never availability, which is told by inventory code.
    """

    room_code: MappingCode | None
    rate_code: MappingCode | None
    measures: tuple[Measure, ...]

    def __attrs_post_init__(self) -> None:
        faults: list[Fault] = []
        if self.key == ("", ""):
            faults += InvalidInput.because("field.required", path="room_code").faults
        if all(self.key):
            both = {"one": "room_code", "other": "rate_code"}
            faults += InvalidInput.because("value.conflict", path="rate_code", **both).faults
        if not self.measures:
            faults += InvalidInput.because("field.required", path="measures").faults
        for place, one in enumerate(self.measures):
            told = {"path": f"measures[{place}]", "got": one, "allowed": ", ".join(IN_SCOPES)}
            if one not in IN_SCOPES:
                faults += InvalidInput.because("value.unknown", **told).faults
            if one in self.measures[:place]:
                faults += InvalidInput.because("value.duplicate", **told).faults
        if faults:
            raise InvalidInput(faults)

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.room_code or "", self.rate_code or ""


@checked
class ChannelRate:
    """A channel's own record of what it sells.

    Attributes:
        channel: code of the channel, such as ``BDC``.
        room: id of its room there.
        rate: id of its rate there; None where the channel knows rooms only.
        guests: adults that it is for; None where the channel does not tell.
        currency: ISO 4217 code of its prices; None where the channel does not tell.
    """

    channel: Code
    room: MappingCode
    rate: MappingCode | None = None
    guests: Guests | None = None
    currency: CurrencyCode | None = None

    @property
    def key(self) -> Key:
        """What it is known by."""
        return self.channel, self.room, self.rate or "", str(self.guests or "")


@checked
class ChannelLink:
    """A channel rate, with the room rate of the platform that feeds it.

    Attributes:
        channel: code of the channel.
        room: id of the room there.
        rate: id of the rate there.
        guests: adults that the channel rate is for.
        room_rate: id of the room rate at the platform.
        made_by: who has entered it.
    """

    channel: Code
    room: MappingCode
    rate: MappingCode | None
    guests: Guests | None
    room_rate: MappingCode
    made_by: Party = Party.HOTEL

    @property
    def key(self) -> Key:
        """What the channel rate is known by."""
        return self.channel, self.room, self.rate or "", str(self.guests or "")


@checked
class Mapping:
    """Everything that is entered for a connection, right or wrong.

    Attributes:
        provider: code of the platform.
        offers: what the hotel sells.
        room_rates: what the platform has.
        rate_links: which room rate has which codes.
        scopes: what is told for several room rates at once.
        channel_rates: what the channels have.
        channel_links: which channel rate is fed by which room rate.
    """

    provider: Code
    offers: Annotated[tuple[Offer, ...], list_of(Offer, MOST_ENTRIES)] = ()
    room_rates: Annotated[tuple[RoomRate, ...], list_of(RoomRate, MOST_ENTRIES)] = ()
    rate_links: Annotated[tuple[RateLink, ...], list_of(RateLink, MOST_ENTRIES)] = ()
    scopes: Annotated[tuple[Scope, ...], list_of(Scope, MOST_ENTRIES)] = ()
    channel_rates: Annotated[tuple[ChannelRate, ...], list_of(ChannelRate, MOST_ENTRIES)] = ()
    channel_links: Annotated[tuple[ChannelLink, ...], list_of(ChannelLink, MOST_ENTRIES)] = ()
