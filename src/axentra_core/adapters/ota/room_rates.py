"""Room rates of a property as SiteMinder's room-rates endpoint tells them: a list in JSON.

Names of rates and their codes are empty for a PMS without rate plans. The endpoint tells no
currency, and of room rates no id but their codes.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from axentra_core.channels.mapping import MOST_ENTRIES, RoomRate
from axentra_core.codec.json_door import from_json, to_json
from axentra_core.kernel.errors import Fault, InvalidInput, shown

MOST_ROOM_RATE_BYTES: Final = 5_000_000

_ROOM_CODE, _ROOM_NAME = "roomTypeCode", "roomTypeName"
_RATE_CODE, _RATE_NAME = "ratePlanCode", "ratePlanName"
_GUESTS: Final = "includedAdultOccupancy"
# What a fault of a room rate is about, as the platform calls it.
_NAMES: Final = {
    "id": _ROOM_CODE,
    "room": _ROOM_NAME,
    "rate": _RATE_NAME,
    "guests": _GUESTS,
    "room_code": _ROOM_CODE,
    "rate_code": _RATE_CODE,
}


def read_room_rates(body: bytes) -> tuple[RoomRate, ...]:
    """Return the room rates of an answer.

    Raises:
        InvalidInput: those of `from_json`; ``json.too_large``; ``list.length`` for more than
            10,000; and every fault of every entry, with ``value.duplicate`` for codes that stand
            twice.
    """
    if len(body) > MOST_ROOM_RATE_BYTES:
        raise InvalidInput.because("json.too_large", limit=MOST_ROOM_RATE_BYTES)
    plain = from_json(body)
    if not isinstance(plain, list):
        raise InvalidInput.because("field.wrong_type", expected="a list", got=shown(plain))
    if len(plain) > MOST_ENTRIES:
        raise InvalidInput.because("list.length", got=len(plain), low=0, high=MOST_ENTRIES)
    found: dict[str, RoomRate] = {}
    faults: list[Fault] = []
    for place, entry in enumerate(plain):
        try:
            one = _room_rate(entry)
            if one.id in found:
                raise InvalidInput.because("value.duplicate", path=_ROOM_CODE, got=shown(one.id))
        except InvalidInput as error:
            faults += error.under(f"[{place}]").faults
        else:
            found[one.id] = one
    if faults:
        raise InvalidInput(faults)
    return tuple(found.values())


def write_room_rates(room_rates: Iterable[RoomRate]) -> bytes:
    """Return the answer of a platform that has these room rates."""
    return to_json([dict(_plain(one)) for one in room_rates]).encode()


def room_rate_id(room_code: str, rate_code: str | None) -> str:
    """Return what codes make: always another id for other codes."""
    parts = [room_code] if rate_code is None else [room_code, rate_code]
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)


def _room_rate(entry: object) -> RoomRate:
    if not isinstance(entry, dict):
        raise InvalidInput.because("field.wrong_type", expected="an object", got=shown(entry))
    room, rate = _text(entry, _ROOM_CODE), _text(entry, _RATE_CODE)
    if room is None:
        raise InvalidInput.because("field.required", path=_ROOM_CODE)
    try:
        return RoomRate(
            id=room_rate_id(room, rate),
            room=_text(entry, _ROOM_NAME) or room,
            rate=_text(entry, _RATE_NAME),
            guests=entry.get(_GUESTS),
            room_code=room,
            rate_code=rate,
        )
    except InvalidInput as error:
        raise InvalidInput(
            Fault(_NAMES.get(fault.path, fault.path), fault.code, fault.sentence)
            for fault in error.faults
        ) from None


def _text(entry: dict[str, Any], name: str) -> str | None:
    """Return a text, or None where it is empty or not told."""
    value = entry.get(name)
    if value is not None and not isinstance(value, str):
        raise InvalidInput.because("field.wrong_type", path=name, expected="text", got=shown(value))
    return value.strip() or None if value else None


def _plain(one: RoomRate) -> Iterator[tuple[str, object]]:
    yield _RATE_NAME, one.rate or ""
    yield _RATE_CODE, one.rate_code or ""
    yield _ROOM_NAME, one.room
    yield _ROOM_CODE, one.room_code
    yield _GUESTS, one.guests
