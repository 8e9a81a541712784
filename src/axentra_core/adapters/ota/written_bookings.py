"""HotelReservation as it is written: by the hotel that uploads one, and by a platform's side."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import count
from typing import Final

from axentra_core.adapters.ota.booking_codes import (
    COLLECTORS,
    CREDIT_CARD,
    ID_KINDS,
    OTHER_KIND,
    TAX_TYPES,
    VIRTUAL_CARD,
    WRITTEN_AGES,
    WRITTEN_STATUSES,
)
from axentra_core.adapters.ota.texts import escaped, quoted
from axentra_core.channels.providers import Happening
from axentra_core.channels.reservations import (
    CardSecret,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldCard,
    ToldExtra,
    ToldGuests,
    ToldPrice,
    ToldRoom,
    ToldTax,
)
from axentra_core.kernel.calendar import ONE_DAY

# Of the list of booking channel types.
INTERNET: Final = "7"

_COLLECTED: Final = {collects: name for name, collects in COLLECTORS.items()}
_TAX_TYPES: Final[dict[bool | None, str]] = {
    is_included: name for name, is_included in TAX_TYPES.items()
}
_TYPES: Final = {kind: number for number, kind in ID_KINDS.items()}


def write_reservation(
    message: ReservationMessage, ids: str, hotel: str, card: CardSecret | None = None
) -> str:
    """Return a reservation as an element.

    Args:
        message: what it is.
        ids: its numbers, written already.
        hotel: code by which the platform knows the property.
        card: the card it comes with, which a hotel never has.

    Raises:
        InvalidInput: those of a line of text, for what XML has no place for.
    """
    snapshot, personal = message.snapshot, message.personal
    booked_at = snapshot.booked_at if snapshot else None
    at = message.version.at
    # The time of a booking is that of its making.
    is_own = message.happening is not Happening.BOOK or at != booked_at
    head = _attributes(
        CreateDateTime=booked_at and booked_at.isoformat(),
        LastModifyDateTime=at.isoformat() if at and is_own else None,
        ResStatus=WRITTEN_STATUSES[message.happening],
    )
    rooms = "" if snapshot is None else _rooms(snapshot, personal)
    return (
        f"<HotelReservation{head}>{_source(message)}{ids}{rooms}{_guests(personal)}"
        f"<ResGlobalInfo>{''.join(_whole(message, hotel, card))}</ResGlobalInfo>"
        "</HotelReservation>"
    )


def unique_id(kind: str, number: str, context: str = "") -> str:
    """Return a number of a reservation, written."""
    return f"<UniqueID{_attributes(Type=kind, ID=number, ID_Context=context)}/>"


def other_ids(ids: Iterable[OtherId]) -> str:
    """Return the numbers under which others know a reservation, written."""
    told = "".join(
        f"<HotelReservationID{_attributes(ResID_Type=type_of(one.kind), ResID_Value=one.value)}/>"
        for one in ids
    )
    return f"<HotelReservationIDs>{told}</HotelReservationIDs>" if told else ""


def type_of(kind: str) -> str:
    """Return the number of a kind of number."""
    return _TYPES.get(kind) or kind.removeprefix(OTHER_KIND)


def _attributes(**told: object) -> str:
    return "".join(
        f' {name}="{quoted(str(value))}"' for name, value in told.items() if value not in {None, ""}
    )


def _source(message: ReservationMessage) -> str:
    told = [("true", message.reference.channel), ("false", message.secondary)]
    channels = "".join(
        f'<Source><BookingChannel Primary="{is_primary}" Type="{INTERNET}">'
        f"<CompanyName{_attributes(Code=code)}/></BookingChannel></Source>"
        for is_primary, code in told
        if code
    )
    return f"<POS>{channels}</POS>" if channels else ""


# --- rooms ---


def _rooms(snapshot: Snapshot, personal: Personal) -> str:
    """Return all rooms, and all that is sold beside their nights; each is numbered from 1."""
    services, guests = count(1), count(1)
    stays, sold = "", ""
    names = iter(personal.guests)
    for room in snapshot.rooms:
        numbers = [next(services) for _ in room.extras]
        sold += "".join(map(_extra, room.extras, numbers, [room.currency] * len(numbers)))
        sleepers = [next(guests) for _ in next(names, ())]
        stays += _room(room, numbers, sleepers)
    sold += "".join(_extra(one, next(services), snapshot.currency) for one in snapshot.extras)
    stays = f"<RoomStays>{stays}</RoomStays>" if stays else ""
    return stays + (f"<Services>{sold}</Services>" if sold else "")


def _room(room: ToldRoom, services: Iterable[int], guests: Iterable[int]) -> str:
    nights = "".join(
        f'<Rate EffectiveDate="{one.date}" ExpireDate="{one.date + ONE_DAY}" RateTimeUnit="Day"'
        f' UnitMultiplier="1"><Base{_price(one.price, room.currency)}/></Rate>'
        for one in room.nights
    )
    codes = _attributes(RoomTypeCode=room.room_code, RatePlanCode=room.rate_code)
    meals = " ".join(one.code for one in room.meals)
    plan = f"<MealsIncluded{_attributes(MealPlanCodes=meals)}/>" if meals else ""
    room_type = _attributes(RoomType=room.name, RoomTypeCode=room.room_code)
    rate_plan = _attributes(RatePlanCode=room.rate_code)
    parts = (
        f"<RoomTypes><RoomType{room_type}/></RoomTypes>",
        f"<RatePlans><RatePlan{rate_plan}>{plan}</RatePlan></RatePlans>",
        f"<RoomRates><RoomRate{codes}><Rates>{nights}</Rates></RoomRate></RoomRates>"
        if nights
        else "",
        _counts(room.guests),
        f"<TimeSpan{_attributes(Start=_day(room.arrival), End=_day(room.departure))}/>",
        f"<Total{_price(room.price, room.currency)}/>",
        _numbers("ResGuestRPH", guests),
        _numbers("ServiceRPH", services),
    )
    return f"<RoomStay{_attributes(IndexNumber=room.key)}>{''.join(parts)}</RoomStay>"


def _day(told: object) -> str | None:
    return None if told is None else str(told)


def _numbers(name: str, numbers: Iterable[int]) -> str:
    told = "".join(f'<{name} RPH="{number}"/>' for number in numbers)
    return f"<{name}s>{told}</{name}s>" if told else ""


def _counts(guests: Iterable[ToldGuests]) -> str:
    told = "".join(
        "<GuestCount"
        + _attributes(
            AgeQualifyingCode=one.code or WRITTEN_AGES.get(one.band),
            Count=one.count,
            Age=one.age,
        )
        + "/>"
        for one in guests
    )
    return f"<GuestCounts>{told}</GuestCounts>" if told else ""


def _price(price: ToldPrice, currency: str | None) -> str:
    return _attributes(
        AmountAfterTax=_amount(price.after_tax),
        AmountBeforeTax=_amount(price.before_tax),
        CurrencyCode=currency,
    )


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


def _extra(extra: ToldExtra, number: int, currency: str | None) -> str:
    head = _attributes(
        ServiceInventoryCode=extra.code,
        Quantity=extra.quantity,
        Inclusive=str(extra.is_included).lower(),
        ServiceRPH=number,
    )
    return (
        f"<Service{head}><Price><Total{_price(extra.price, currency)}/></Price><ServiceDetails>"
        f"<ServiceDescription><Text>{escaped(extra.name)}</Text></ServiceDescription>"
        "</ServiceDetails></Service>"
    )


# --- people ---


def _guests(personal: Personal) -> str:
    """Return who sleeps in the rooms, numbered from 1 as the rooms refer to them."""
    names = (name for room in personal.guests for name in room)
    told = "".join(
        f'<ResGuest ResGuestRPH="{number}">{_profile(_name(name))}</ResGuest>'
        for number, name in enumerate(names, 1)
    )
    return f"<ResGuests>{told}</ResGuests>" if told else ""


def _name(name: str | None) -> str:
    return f"<PersonName><Surname>{escaped(name)}</Surname></PersonName>" if name else ""


def _profile(customer: str) -> str:
    return (
        '<Profiles><ProfileInfo><Profile ProfileType="1">'
        f"<Customer>{customer}</Customer></Profile></ProfileInfo></Profiles>"
    )


def _booker(personal: Personal) -> Iterator[str]:
    yield _name(personal.name)
    if personal.phone:
        yield f"<Telephone{_attributes(PhoneNumber=personal.phone)}/>"
    if personal.mail:
        yield f"<Email>{escaped(personal.mail)}</Email>"
    if personal.address or personal.country:
        line = personal.address
        yield "<Address>" + (f"<AddressLine>{escaped(line)}</AddressLine>" if line else "")
        yield f"<CountryName{_attributes(Code=personal.country)}/></Address>"


# --- what holds for the whole reservation ---


def _whole(message: ReservationMessage, hotel: str, card: CardSecret | None) -> Iterator[str]:
    snapshot, personal = message.snapshot, message.personal
    if personal.comments:
        told = "".join(
            f"<Comment><Text>{escaped(one)}</Text></Comment>" for one in personal.comments
        )
        yield f"<Comments>{told}</Comments>"
    if snapshot is not None:
        yield _guarantee(snapshot, card)
        taxes = "".join(map(_tax, snapshot.taxes))
        inside = f"<Taxes>{taxes}</Taxes>" if taxes else ""
        yield f"<Total{_price(snapshot.price, snapshot.currency)}>{inside}</Total>"
    yield other_ids(message.ids)
    if booker := "".join(_booker(personal)):
        yield _profile(booker)
    yield f"<BasicPropertyInfo{_attributes(HotelCode=hotel)}/>"


def _tax(tax: ToldTax) -> str:
    kind = _TAX_TYPES.get(tax.is_included)
    return f"<Tax{_attributes(Code=tax.kind.code, Type=kind, Amount=_amount(tax.amount))}/>"


def _guarantee(snapshot: Snapshot, secret: CardSecret | None) -> str:
    collects = _COLLECTED[snapshot.collects] if snapshot.collects else None
    has_card = snapshot.card is not None or secret is not None
    accepted = _accepted(snapshot.card or ToldCard(), secret) if has_card else ""
    if not accepted and collects is None:
        return ""
    return (
        f"<Guarantee{_attributes(GuaranteeType=collects)}><GuaranteesAccepted>{accepted}"
        "</GuaranteesAccepted></Guarantee>"
    )


def _accepted(card: ToldCard, secret: CardSecret | None) -> str:
    month = card.valid_through and f"{card.valid_through:%m%y}"
    if secret and secret.expires:
        month = f"{secret.expires[1]:02}{secret.expires[0] % 100:02}"
    kinds = {None: None, True: VIRTUAL_CARD, False: CREDIT_CARD}
    written = _attributes(
        CardCode=card.brand.code if card.brand else secret and secret.brand,
        CardNumber=secret and secret.number,
        SeriesCode=secret and secret.code,
        ExpireDate=month,
        EffectiveDate=_day(card.active_on),
    )
    holder = secret.holder if secret else None
    inside = f"<CardHolderName>{escaped(holder)}</CardHolderName>" if holder else ""
    balance = _attributes(Amount=_amount(card.balance), CurrencyCode=card.currency)
    return (
        f"<GuaranteeAccepted{_attributes(GuaranteeTypeCode=kinds[card.is_virtual])}>"
        f"<PaymentCard{written}>{inside}</PaymentCard>"
        + (f"<AmountPercent{balance}/>" if balance else "")
        + "</GuaranteeAccepted>"
    )
