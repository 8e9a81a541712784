"""A revision of a booking, read as a message; what cannot be read is a fault of it alone."""

from datetime import datetime
from typing import Any, Final

from axentra_core.adapters.channex.cards import read_guarantee
from axentra_core.adapters.channex.fields import Part, echo, or_none
from axentra_core.adapters.channex.rooms import (
    Shared,
    is_before_tax,
    is_given_up,
    keys_of,
    price_of,
    read_guests,
    read_room,
    read_service,
    read_tax,
)
from axentra_core.adapters.channex.tables import COLLECTS, REMARKS, STATUSES
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.providers import Happening
from axentra_core.channels.references import ChannelReference, read_reference
from axentra_core.channels.reservations import (
    MOST_LINES,
    Cleaner,
    Delivered,
    Flag,
    OtherId,
    Personal,
    ReservationMessage,
    Snapshot,
    ToldCard,
    Version,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import code as code_of
from axentra_core.kernel.texts import country as country_of

# Where the hour of arrival stands among the comments.
ARRIVAL: Final = "arrival_hour "
# Under which name a booking of the hotel's own carries its number.
PMS_NUMBER: Final = "pms_number"


def read_item(plain: Any, codes: CodeTable, *, parent_rates: bool) -> Delivered:  # noqa: ANN401
    """Return what one entry of a delivery tells, or why it cannot be read.

    Args:
        plain: the entry.
        codes: the channel codes of the platform.
        parent_rates: where a rate plan is only a part of another one, the other one is told.
    """
    id_ = about = ""
    try:
        item = Part(plain, Cleaner())
        booking = item.part("attributes")
        id_ = _id_of(item, booking)
        about = or_none(booking.reference, "unique_id") or ""
        if not id_:
            raise InvalidInput.because("field.required", path="id")
        told, card = read_guarantee(booking)
        message = _message(booking, codes, told, parent_rates=parent_rates)
    except InvalidInput as fault:
        return Delivered(id_, fault=fault, about=about)
    return Delivered(id_, message=message, card=card, about=about)


def property_of(plain: Any) -> str:  # noqa: ANN401 - any plain value
    """Return the code of the property that an entry is for; empty where none is told."""
    try:
        return Part(plain, Cleaner()).part("attributes").code("property_id") or ""
    except InvalidInput:
        return ""


def _id_of(item: Part, booking: Part) -> str:
    """Return the id of the revision: a booking has one of its own beside it."""
    told = or_none(booking.reference, "revision_id") or or_none(item.reference, "id")
    return told or ""


def _message(
    booking: Part, codes: CodeTable, card: ToldCard | None, *, parent_rates: bool
) -> ReservationMessage:
    status = booking.raw("status")
    if status is None:
        raise InvalidInput.because("field.required", path="status")
    happening = STATUSES.get(status.strip().lower())
    if happening is None:
        raise InvalidInput.because(
            "value.unknown", path="status", got=echo(status), allowed=", ".join(STATUSES)
        )
    at = booking.instant("inserted_at")
    personal, snapshot = Personal(), None
    try:
        personal = _personal(booking)
        if happening is not Happening.CANCEL or booking.plain.get("rooms") is not None:
            booked_at = at if happening is Happening.BOOK else None
            snapshot = _snapshot(booking, booked_at, card, parent_rates=parent_rates)
    except InvalidInput:
        # Whoever has cancelled does not come, whatever else is told of them.
        if happening is not Happening.CANCEL:
            raise
    return ReservationMessage(
        reference=_reference(booking, codes),
        happening=happening,
        version=Version(at),
        snapshot=snapshot,
        personal=personal,
        ids=_ids(booking),
        secondary=_secondary(booking, codes),
    )


def _snapshot(
    booking: Part, booked_at: datetime | None, card: ToldCard | None, *, parent_rates: bool
) -> Snapshot:
    parts = [part for part in booking.each("rooms", _kept) if part is not None]
    told_taxes = booking.each("taxes", read_tax)
    for some in booking.each(
        "rooms", lambda room: room.each("taxes", read_tax) if _kept(room) else ()
    ):
        told_taxes += some
    taxes = tuple(filter(None, told_taxes))
    shared = Shared(
        currency=booking.code("currency"),
        before_tax=is_before_tax(taxes),
        parent_rates=parent_rates,
        guests=booking.of("occupancy", read_guests) if len(parts) == 1 else (),
    )
    keys = iter(keys_of(parts))
    rooms = booking.each(
        "rooms", lambda room: read_room(room, next(keys), shared) if _kept(room) else None
    )
    return Snapshot(
        rooms=tuple(filter(None, rooms)),
        price=price_of(booking.figure("amount"), before_tax=shared.before_tax),
        currency=shared.currency,
        extras=booking.each("services", read_service),
        taxes=taxes,
        booked_at=booked_at,
        collects=COLLECTS.get((booking.raw("payment_collect") or "").strip().lower()),
        card=card,
        flags=tuple(booking.cleaner.flags),
    )


def _kept(room: Part) -> Part | None:
    return None if is_given_up(room) else room


def _personal(booking: Part) -> Personal:
    guests = booking.each("rooms", lambda room: _guests(room) if _kept(room) else None)
    names = tuple(some for some in guests if some is not None)
    return Personal(
        **booking.of("customer", _customer),
        guests=names if any(names) else (),
        comments=_comments(booking),
    )


def _customer(customer: Part) -> dict[str, str | None]:
    country = (customer.raw("country") or "").strip()
    try:
        known_country = country_of(country.upper())
    except InvalidInput:
        known_country = None
    address = [customer.raw(name) for name in ("address", "zip", "city")]
    address.append(None if known_country else country)
    return {
        "name": _name(customer),
        "mail": customer.line("mail"),
        "phone": customer.line("phone"),
        "address": customer.cleaner.line(", ".join(filter(None, address))),
        "country": known_country,
    }


def _guests(room: Part) -> tuple[str, ...]:
    return tuple(filter(None, room.each("guests", _name)))


def _name(person: Part) -> str | None:
    told = (person.raw(name) for name in ("name", "surname"))
    return person.cleaner.line(" ".join(filter(None, told)))


def _comments(booking: Part) -> tuple[str, ...]:
    """Return what else is said, each remark once."""
    said: dict[str, None] = dict.fromkeys(_lines(booking.raw("notes") or "", booking.cleaner))
    if hour := booking.line("arrival_hour"):
        said[f"{ARRIVAL}{hour}"] = None
    for remarks in booking.each("rooms", _remarks):
        said.update(dict.fromkeys(remarks))
    if len(said) > MOST_LINES:
        booking.cleaner.flags[Flag.TEXT_CUT] = None
    return tuple(said)[:MOST_LINES]


def _remarks(room: Part) -> tuple[str, ...]:
    meta = or_none(room.part, "meta") or Part({}, room.cleaner)
    told = (or_none(meta.raw, name) for name in REMARKS)
    return tuple(line for text in told for line in room.cleaner.lines(text))


def _lines(text: str, cleaner: Cleaner) -> tuple[str, ...]:
    """Return notes line by line, unless card data reaches over the end of one."""
    whole = cleaner.lines(text)
    if Flag.CARD_REMOVED in cleaner.flags or Flag.TEXT_CUT in cleaner.flags:
        return whole
    return tuple(piece for one in text.splitlines() for piece in cleaner.lines(one))


def _reference(booking: Part, codes: CodeTable) -> ChannelReference:
    """Return which reservation it is: the code stands before the channel's own number."""
    unique, own = booking.raw("unique_id"), booking.raw("ota_reservation_code")
    if unique is None:
        if own is None:
            raise InvalidInput.because("field.required", path="unique_id")
        named = codes.named(booking.raw("ota_name") or "")
        code = named[0].code if len(named) == 1 else None
        return _read_reference("ota_reservation_code", own, codes, code)
    head = unique.strip().removesuffix(f"-{own.strip()}") if own else unique
    try:
        code = code_of(head) if own and head != unique.strip() else None
    except InvalidInput:
        code = None
    if code is None or own is None:
        return _read_reference("unique_id", unique, codes, None)
    return _read_reference("ota_reservation_code", own, codes, code)


def _read_reference(
    path: str, text: str, codes: CodeTable, channel: str | None
) -> ChannelReference:
    try:
        return read_reference(text, codes, channel=channel)
    except InvalidInput as error:
        raise error.under(path) from None


def _secondary(booking: Part, codes: CodeTable) -> str | None:
    """Return the code of a channel's part, where its name means one or is one."""
    name = or_none(booking.code, "secondary_ota") or ""
    named = codes.named(name)
    try:
        return named[0].code if len(named) == 1 else code_of(name)
    except InvalidInput:
        return None


def _ids(booking: Part) -> tuple[OtherId, ...]:
    meta = or_none(booking.part, "meta") or Part({}, booking.cleaner)
    platform = or_none(booking.reference, "booking_id")
    if platform is None and booking.plain.get("revision_id") is not None:
        platform = or_none(booking.reference, "id")
    told = (("platform", platform), ("pms", or_none(meta.reference, PMS_NUMBER)))
    return tuple(OtherId(kind, number) for kind, number in told if number)
