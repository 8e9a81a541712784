"""HotelReservation: which reservation it is, what has happened to it, and what it is now."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

import attrs

from axentra_core.adapters.ota.booked_cards import read_card
from axentra_core.adapters.ota.booked_people import read_personal
from axentra_core.adapters.ota.booked_prices import YES, Purse, read_taxes
from axentra_core.adapters.ota.booked_stays import read_stays
from axentra_core.adapters.ota.booking_codes import COLLECTORS, ID_KINDS, OTHER_KIND, STATUSES
from axentra_core.adapters.ota.frame import CANCELLATION, MESSAGE, OTA, RESERVATION, named
from axentra_core.adapters.ota.texts import moment_of, seen
from axentra_core.adapters.ota.xml_door import Element, not_many, parts_of
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference, read_reference, reference
from axentra_core.channels.reservations import (
    CardSecret,
    Cleaner,
    Collects,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    Version,
)
from axentra_core.kernel.errors import InvalidInput, some_of
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import code

# Of a hotel reservation's other numbers those that may stand for it, where it has none: the
# reservation's own, and an internet broker's.
STANDING_IN: Final = (RESERVATION, "13")

_RESERVATION: Final = named("POS", "RoomStays", "Services", "ResGuests", "ResGlobalInfo")
_GLOBAL: Final = named("Total", "TimeSpan", "HotelReservationIDs", "Guarantee")
_UNIQUE, _STAY, _SERVICE, _SOURCE, _CHANNEL, _COMPANY, _OTHER = (
    f"{{{OTA}}}{name}"
    for name in (
        "UniqueID",
        "RoomStay",
        "Service",
        "Source",
        "BookingChannel",
        "CompanyName",
        "HotelReservationID",
    )
)
_GUARANTEE: Final = f"{{{OTA}}}Guarantee"
_TYPE: Final = re.compile(r"[0-9A-Za-z]{1,8}", re.ASCII)


@attrs.frozen
class Around:
    """What a document says of all its reservations, and how it is to be read.

    Attributes:
        codes: the channel codes of the platform.
        zone: IANA name of the zone in which times without an offset are meant.
        status: of those that have none of their own.
        source: element of who sends them, where a reservation names nobody.
        known_by: types of the number that is the channel's own, the first that is told.
    """

    codes: CodeTable
    zone: str
    status: str = ""
    source: Element | None = None
    known_by: tuple[str, ...] = (RESERVATION, CANCELLATION)


def ids_of(reservation: Element) -> dict[str, str]:
    """Return the numbers of a reservation by their type.

    Raises:
        InvalidInput: ``field.duplicate`` for two different ones of a type; ``list.length``.
    """
    found: dict[str, str] = {}
    for one in not_many(reservation, _UNIQUE):
        kind, told = one.get("Type", "").strip(), one.get("ID", "").strip()
        if told and found.setdefault(kind, told) != told:
            path = "UniqueID"
            raise InvalidInput.because("field.duplicate", path=path, got=f"{path} {seen(kind)}")
    return found


def read_reservation(
    reservation: Element, place: int, around: Around
) -> tuple[ReservationMessage, CardSecret | None]:
    """Return what a reservation tells, and the card it came with.

    Args:
        reservation: the element.
        place: in its document, which says how new it is where it has no time of its own.
        around: what holds for all of the document.

    Raises:
        InvalidInput: with the place of what cannot be read.
    """
    parts, ids = parts_of(reservation, _RESERVATION), ids_of(reservation)
    global_info = parts.get("ResGlobalInfo")
    whole = {} if global_info is None else parts_of(global_info, _GLOBAL)
    others = list(_other_numbers(whole.get("HotelReservationIDs")))
    happening = _happening(reservation.get("ResStatus") or around.status)
    channel, secondary = _channels(parts.get("POS", around.source))
    booked_at = moment_of(reservation.get("CreateDateTime"), around.zone)
    snapshot: Snapshot | None
    try:
        snapshot, personal, card = _contents(reservation, parts, whole, booked_at)
    except InvalidInput:
        # Whoever has cancelled does not come, whatever else is told of them.
        if happening is not Happening.CANCEL:
            raise
        snapshot, personal, card = None, Personal(), None
    if happening is Happening.CANCEL and snapshot and not snapshot.rooms:
        snapshot = None
    message = ReservationMessage(
        reference=_reference(ids, others, channel, around),
        happening=happening,
        version=_version(reservation, happening, booked_at, place, around),
        snapshot=snapshot,
        personal=personal,
        ids=tuple(_other_ids(ids, others, around.known_by)),
        secondary=secondary,
    )
    return message, card


def _contents(
    reservation: Element,
    parts: Mapping[str, Element],
    whole: Mapping[str, Element],
    booked_at: datetime | None,
) -> tuple[Snapshot, Personal, CardSecret | None]:
    """Return what a reservation is, whom it is for, and the card it came with."""
    cleaner = Cleaner()
    told_card, card = read_card(reservation, cleaner)
    stays = read_stays(parts, whole, cleaner)
    guests, global_info = parts.get("ResGuests"), parts.get("ResGlobalInfo")
    personal = read_personal(reservation, guests, global_info, stays.guests, cleaner)
    purse = Purse(cleaner)
    total = whole.get("Total")
    price = purse.price(total)
    purse.currency = purse.currency or stays.currency
    snapshot = Snapshot(
        rooms=stays.rooms,
        price=price,
        extras=stays.extras(purse),
        taxes=read_taxes(total, purse, cleaner) or stays.taxes(purse),
        currency=purse.currency,
        booked_at=booked_at,
        collects=_collects(reservation),
        card=told_card,
        # Last, for everything before it may have raised one.
        flags=tuple(cleaner.flags),
    )
    return snapshot, personal, card


# --- which one ---


def _happening(status: str) -> Happening:
    happening = STATUSES.get(status.strip().lower())
    if happening is None:
        if not status:
            raise InvalidInput.because("field.required", path="ResStatus")
        allowed = some_of(STATUSES)
        raise InvalidInput.because(
            "value.unknown", path="ResStatus", got=seen(status), allowed=allowed
        )
    return happening


def _channels(source: Element | None) -> tuple[str | None, str | None]:
    """Return the code of the channel, and of the part of it that a reservation came through.

    The type of a booking channel is a category, such as the internet, and no code of it.
    """
    primary = secondary = None
    for one in not_many(source, f"{_SOURCE}/{_CHANNEL}"):
        company = one.find(_COMPANY)
        told = None if company is None else _code(company.get("Code"))
        if one.get("Primary", "true") in YES and primary is None:
            primary = told
        else:
            secondary = secondary or told
    return primary, secondary


def _code(told: str | None) -> str | None:
    """Return the code of a channel; None for what cannot be one, or could be a card number."""
    try:
        known = code((told or "").strip())
    except InvalidInput:
        return None
    return known if redacted(known) == known else None


def _reference(
    ids: Mapping[str, str],
    others: Iterable[tuple[str, str]],
    channel: str | None,
    around: Around,
) -> ChannelReference:
    told = next((ids[kind] for kind in around.known_by if kind in ids), None)
    if told is None:
        by_type = dict(reversed([*others]))
        told = next((by_type[kind] for kind in STANDING_IN if kind in by_type), None)
    if told is None:
        raise InvalidInput.because("field.required", path="UniqueID")
    try:
        return read_reference(told, around.codes, channel=channel)
    except InvalidInput as error:
        raise error.under("UniqueID") from None


def _other_numbers(element: Element | None) -> Iterator[tuple[str, str]]:
    for one in not_many(element, _OTHER):
        if told := one.get("ResID_Value", "").strip():
            yield one.get("ResID_Type", "").strip(), told


def _other_ids(
    ids: Mapping[str, str], others: Iterable[tuple[str, str]], known_by: Iterable[str]
) -> Iterator[OtherId]:
    """Yield every other number once; one that is no line of text is of no use to anybody."""
    own = {RESERVATION, CANCELLATION, MESSAGE, *known_by}
    told = [*((kind, one) for kind, one in ids.items() if kind not in own), *others]
    for kind, value in dict.fromkeys(told):
        known = ID_KINDS.get(kind)
        other = f"{OTHER_KIND}{kind}" if _TYPE.fullmatch(kind) else "other"
        try:
            yield OtherId(known or other, reference(value))
        except InvalidInput:
            continue


def _version(
    reservation: Element,
    happening: Happening,
    booked_at: datetime | None,
    place: int,
    around: Around,
) -> Version:
    """Return how new a message is: its own time, or its place in the document where it has none."""
    at = moment_of(reservation.get("LastModifyDateTime"), around.zone)
    if at is None and happening is Happening.BOOK:
        at = booked_at
    return Version(None, place, is_dated=False) if at is None else Version(at)


def _collects(reservation: Element) -> Collects | None:
    told = (one.get("GuaranteeType", "") for one in reservation.iter(_GUARANTEE))
    return next((COLLECTORS[one] for one in told if one in COLLECTORS), None)
