"""Whom a reservation is for: who has booked, who sleeps in which room, and what they wish."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from axentra_core.adapters.ota.booked_prices import YES
from axentra_core.adapters.ota.frame import OTA, named
from axentra_core.adapters.ota.xml_door import Element, not_many, parts_of
from axentra_core.channels.reservations import Cleaner, Flag, Personal

MOST_COMMENTS: Final = 200
FAX: Final = "3"

(
    _CUSTOMER,
    _PERSON,
    _PHONE,
    _MAIL,
    _ADDRESS,
    _LINE,
    _CITY,
    _POSTAL,
    _STATE,
    _COUNTRY,
    _RES_GUEST,
    _COMMENT,
    _REQUEST,
    _DETAIL,
    _TEXT,
    _ITEM,
) = (
    f"{{{OTA}}}{name}"
    for name in (
        "Customer",
        "PersonName",
        "Telephone",
        "Email",
        "Address",
        "AddressLine",
        "CityName",
        "PostalCode",
        "StateProv",
        "CountryName",
        "ResGuest",
        "Comment",
        "SpecialRequest",
        "AdditionalDetail",
        "Text",
        "ListItem",
    )
)
_NAME: Final = named("GivenName", "MiddleName", "SurnamePrefix", "Surname", "NameSuffix")
_COUNTRY_CODE: Final = re.compile(r"[A-Z]{2}", re.ASCII)


@attrs.frozen
class Person:
    """What is told of a person."""

    name: str | None = None
    mail: str | None = None
    phone: str | None = None
    address: str | None = None
    country: str | None = None


def read_personal(
    reservation: Element,
    guests: Element | None,
    global_info: Element | None,
    rooms: Sequence[frozenset[str]],
    cleaner: Cleaner,
) -> Personal:
    """Return whom a reservation is for.

    Who has booked is told with the whole reservation, or is the first of the guests; what is not
    told of them is taken from that guest.

    Args:
        reservation: the whole element, for its comments.
        guests: element of the guests.
        global_info: element of what holds for the whole reservation.
        rooms: for each room, by which numbers its guests are known.
        cleaner: cleans the texts.

    Raises:
        InvalidInput: ``list.length`` or ``field.duplicate``.
    """
    told = not_many(guests, _RES_GUEST)
    people = [_person(one.find(f".//{_CUSTOMER}"), cleaner) for one in told]
    first = next((at for at, one in enumerate(told) if one.get("PrimaryIndicator", "") in YES), 0)
    guest = people[first] if people else Person()
    booker = guest
    if global_info is not None:
        found = _person(global_info.find(f".//{_CUSTOMER}"), cleaner)
        # Another person's mail and phone are not those of who has booked.
        booker = found if found.name and found.name != guest.name else _either(found, guest)
    return Personal(
        name=booker.name,
        mail=booker.mail,
        phone=booker.phone,
        address=booker.address,
        country=booker.country,
        guests=_in_rooms(told, people, rooms),
        comments=_comments(reservation, cleaner),
    )


def _either(one: Person, other: Person) -> Person:
    return Person(*(a or b for a, b in zip(_fields(one), _fields(other), strict=True)))


def _fields(person: Person) -> tuple[str | None, ...]:
    return person.name, person.mail, person.phone, person.address, person.country


def _in_rooms(
    told: Sequence[Element], people: Sequence[Person], rooms: Sequence[frozenset[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the names of each room's guests; of the only room all, where nobody says whose."""
    is_only = len(rooms) == 1 and not rooms[0]
    found = tuple(
        tuple(
            person.name
            for one, person in zip(told, people, strict=True)
            if person.name and (is_only or one.get("ResGuestRPH", "").strip() in room)
        )
        for room in rooms
    )
    return found if any(found) else ()


def _person(customer: Element | None, cleaner: Cleaner) -> Person:
    if customer is None:
        return Person()
    address = customer.find(_ADDRESS)
    name = customer.find(_PERSON)
    parts = {} if name is None else parts_of(name, _NAME)
    mail = next((one.text for one in customer.iterchildren(_MAIL) if one.text), None)
    return Person(
        cleaner.line(" ".join(parts[one].text or "" for one in _NAME.values() if one in parts)),
        cleaner.line(mail),
        cleaner.line(_phone(customer)),
        None if address is None else cleaner.line(", ".join(_address(address))),
        None if address is None else _country(address),
    )


def _phone(customer: Element) -> str | None:
    for one in customer.iterchildren(_PHONE):
        number = one.get("PhoneNumber", "").strip()
        if number and one.get("PhoneTechType") != FAX:
            before = (one.get("CountryAccessCode", ""), one.get("AreaCityCode", ""))
            return " ".join(part for part in (*before, number) if part)
    return None


def _address(address: Element) -> Iterator[str]:
    for one in address.iterchildren(_LINE):
        if one.text and one.text.strip():
            yield one.text.strip()
    city = (address.findtext(_POSTAL) or "", address.findtext(_CITY) or "")
    if told := " ".join(part.strip() for part in city if part.strip()):
        yield told
    state = address.find(_STATE)
    if state is not None and (told := (state.text or state.get("StateCode") or "").strip()):
        yield told
    country = (address.findtext(_COUNTRY) or "").strip()
    if country and not _COUNTRY_CODE.fullmatch(country):
        yield country


def _country(address: Element) -> str | None:
    country = address.find(_COUNTRY)
    if country is None:
        return None
    for told in (country.get("Code") or "", country.text or ""):
        if _COUNTRY_CODE.fullmatch(told.strip()):
            return told.strip()
    return None


def _comments(reservation: Element, cleaner: Cleaner) -> tuple[str, ...]:
    """Return every wish and note of a reservation, wherever it stands."""
    found: list[str] = []
    for one in reservation.iter(_COMMENT, _REQUEST, _DETAIL):
        is_parted = next(one.iter(_TEXT, _ITEM), None) is not None
        for text in one.iter(_TEXT, _ITEM) if is_parted else (one,):
            found += cleaner.lines("".join(map(str, text.itertext())))
            if len(found) > MOST_COMMENTS:
                cleaner.flags[Flag.TEXT_CUT] = None
                return tuple(found[:MOST_COMMENTS])
    return tuple(found)
