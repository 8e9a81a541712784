"""OTA_HotelResNotifRQ and OTA_ResRetrieveRS: reservations, brought or answered, one by one."""

from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final

import attrs

from axentra_core.adapters.ota.booked import Around, ids_of, read_reservation
from axentra_core.adapters.ota.booked_prices import YES
from axentra_core.adapters.ota.envelope import ENVELOPE, FAULT, Credentials, content, signed_by
from axentra_core.adapters.ota.frame import CANCELLATION, MESSAGE, OTA, RESERVATION
from axentra_core.adapters.ota.texts import cleaned, moment_of, seen
from axentra_core.adapters.ota.xml_door import (
    Element,
    only_child,
    read_delivery_xml,
    unexpected,
)
from axentra_core.channels.codes import CodeTable
from axentra_core.channels.mapping import mapping_code
from axentra_core.channels.references import ChannelReference, reference
from axentra_core.channels.reservations import Cleaner, Delivered, Delivery, Version, addressed
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.redaction import redacted
from axentra_core.kernel.texts import line

USER: Final = "UsernameToken"

PUSHED, PULLED = f"{{{OTA}}}OTA_HotelResNotifRQ", f"{{{OTA}}}OTA_ResRetrieveRS"
_RESERVATION, _PROPERTY, _ERROR, _POS = (
    f"{{{OTA}}}{name}" for name in ("HotelReservation", "BasicPropertyInfo", "Error", "POS")
)
_JUST_BEFORE: Final = timedelta(microseconds=1)
_LISTS: Final = {PUSHED: f"{{{OTA}}}HotelReservations", PULLED: f"{{{OTA}}}ReservationsList"}


def read_delivery(body: bytes, codes: CodeTable, zone: str, caller: Credentials | None) -> Delivery:
    """Return what a platform has brought.

    Args:
        body: a message in an envelope of SOAP, or by itself.
        codes: the channel codes of the platform.
        zone: IANA name of the zone in which times without an offset are meant.
        caller: by what the platform signs what it brings; None where others look at that.

    Raises:
        InvalidInput: those of `read_delivery_xml`; ``xml.unexpected`` for another message, or for
            errors in the place of reservations; ``value.unknown`` with the path ``UsernameToken``
            for who is not let in.
    """
    root = read_delivery_xml(body)
    message = content(root) if root.tag == ENVELOPE else root
    if message.tag == PUSHED and caller is not None:
        let_in(root, caller)
    return _delivery(message, codes, zone)


def let_in(envelope: Element, caller: Credentials) -> None:
    """Look whether a message is signed by who may call.

    Raises:
        InvalidInput: ``value.unknown`` with the path ``UsernameToken``.
    """
    try:
        given = signed_by(envelope)
    except InvalidInput:
        raise not_let_in() from None
    told = (caller.username, caller.password)
    # Each is compared, whatever the other is, so that time tells nothing of either.
    same = [compare_digest(a.encode(), b.encode()) for a, b in zip(given, told, strict=True)]
    if not all(same):
        raise not_let_in()


def not_let_in() -> InvalidInput:
    """Return the error for who is not let in."""
    return InvalidInput.because(
        "value.unknown", path=USER, got="another user or password", allowed="the caller's own"
    )


def _delivery(root: Element, codes: CodeTable, zone: str) -> Delivery:
    if root.tag not in _LISTS:
        raise error_of(root) if root.tag == FAULT else unexpected(root, [*_LISTS])
    if any(True for _ in root.iterchildren(f"{{{OTA}}}Errors")):
        raise error_of(root)
    found = root.findall(_LISTS[str(root.tag)])
    # Who has nothing to bring may leave the list out.
    reservations = only_child(root, _LISTS[str(root.tag)]) if found else ()
    around = Around(
        codes=codes,
        zone=zone,
        status=root.get("ResStatus", ""),
        source=root.find(_POS),
    )
    at = moment_of(root.get("TimeStamp"), zone)
    items = [
        _delivered(one, place, around)
        for place, one in enumerate(reservations)
        if one.tag == _RESERVATION
    ]
    hotel, told = addressed(_in_time(items, at))
    return Delivery(
        id=_token(root),
        hotel=hotel,
        items=told,
        at=at,
        is_last=root.get("MoreIndicator", "") not in YES,
    )


def _delivered(reservation: Element, place: int, around: Around) -> Delivered:
    """Return a reservation, or why it cannot be read; it spoils none beside it."""
    ids: dict[str, str] = {}
    fault: InvalidInput | None = None
    message = card = None
    try:
        ids = ids_of(reservation)
        message, card = read_reservation(reservation, place, around)
    except InvalidInput as error:
        fault = without_cards(error)
    told = ids.get(RESERVATION) or ids.get(CANCELLATION) or ""
    about = message.reference.text if message else _reference(told)
    kind = CANCELLATION if RESERVATION not in ids and CANCELLATION in ids else RESERVATION
    kept = _reference(told)
    return Delivered(
        id=_message_id(ids.get(MESSAGE, "")),
        message=message,
        card=card,
        fault=fault,
        about=about,
        ids=((kind, kept),) if kept else (),
        hotel=hotel_of(reservation),
    )


def _in_time(items: list[Delivered], at: datetime | None) -> tuple[Delivered, ...]:
    """Return messages with a time each: one that has none of its own has that of the document.

    Platforms bring the oldest first, and again what was not confirmed: so it is older than what
    stands behind it about the same reservation, or a change that comes again would undo a
    cancellation.
    """
    earliest: dict[ChannelReference, datetime] = {}
    found: list[Delivered] = []
    for item in reversed(items):
        message = item.message
        if message is None:
            found.append(item)
            continue
        told, later = message.version.at, earliest.get(message.reference)
        if told is not None:
            earliest[message.reference] = min(told, later or told)
            found.append(item)
            continue
        when = later - _JUST_BEFORE if later and (at is None or later <= at) else at
        version = Version(when, message.version.revision, is_dated=False)
        message = attrs.evolve(message, version=version)  # type: ignore[misc] # a frozen value
        found.append(attrs.evolve(item, message=message))
    return tuple(reversed(found))


def without_cards(error: InvalidInput) -> InvalidInput:
    """Return the same error; nothing in it looks like card data."""
    return InvalidInput(
        Fault(redacted(one.path), one.code, redacted(one.sentence)) for one in error.faults
    )


def error_of(root: Element) -> InvalidInput:
    """Return that something has gone wrong at the platform, in its words."""
    said = [
        cleaned(f"{one.get('Code', '')} {one.text or one.get('ShortText') or ''}")
        for one in root.iter(_ERROR)
    ]
    said += [cleaned(one.text or "") for one in root.iterchildren("faultstring")]
    told = next(filter(None, said), "an error without words")
    return InvalidInput.because("xml.unexpected", got=seen(told), expected="Success")


def hotel_of(element: Element) -> str:
    """Return the code of the property that is told first; empty where none is."""
    for one in element.iter(_PROPERTY):
        if told := Cleaner().line(one.get("HotelCode")):
            return told
    return ""


def _token(root: Element) -> str:
    """Return what an answer repeats; what it could not repeat is not told."""
    try:
        return line(root.get("EchoToken"))
    except InvalidInput:
        return ""


def _message_id(told: str) -> str:
    try:
        return mapping_code(told)
    except InvalidInput:
        return ""


def _reference(told: str) -> str:
    try:
        return reference(told)
    except InvalidInput:
        return ""
